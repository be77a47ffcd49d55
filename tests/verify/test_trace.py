#!/usr/bin/python3
"""bca trace: every step redone from what the step itself prints, and held against bca plan.

    test_trace.py --bca PATH --root DIR

Expected values are computed here, in Python, from the inputs that stand beside each result: D-cox
of counts (Sanchez-Meca 2003), the inverse-variance mean, the line between the two times, the D-cox
shift, the effect of a link, the product of factors, the overlap of a lag with each period, flows,
discounting and sums. The totals and what is set aside are those of bca plan --draw, and the sources
those of registry/sources.xml.
"""

import itertools
import json
import math
import re
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from harness import Tally, arguments, plan, read_table, rows_of, run, run_ok  # noqa: E402

RELATIVE = 1e-11
DCOX = 1.65
SEED = "1"
DRAWS = ["mean", "0", "17"]
WHOLE = 4  # of so many programs one is traced whole, with every draw; the others at one draw
COUNTS = re.compile(r"^(?:[\w-]+: )?counts a ([\d.]+), b ([\d.]+), c ([\d.]+), d ([\d.]+)$")
BY_LINE = 92
DATA = Path(__file__).resolve().parent.parent / "data"


class Part:
    def __init__(self, part):
        self.id, self.series, self.part = part["id"], part["series"], part
        self.inputs = {fact["id"]: fact for fact in part["inputs"]}
        self.results = {fact["id"]: fact["value"] for fact in part["results"]}

    def value(self, name, default=None):
        value = self.inputs[name]["value"] if name in self.inputs else None
        return default if value is None else value

    def text(self, name):
        return self.inputs[name]["text"] if name in self.inputs else None

    def numbers(self, *without):
        return [fact["value"] for fact in self.part["inputs"]
                if fact["value"] is not None and fact["id"] not in without]

    def notes(self, word):
        return [note for note in self.part["notes"] if word in note]


class Trace:
    def __init__(self, document):
        self.document = document
        self.steps = {step["id"]: [Part(part) for part in step["parts"]]
                      for step in document["steps"]}

    def parts(self, step):
        return self.steps.get(step, [])

    def part(self, step, name):
        return next(part for part in self.parts(step) if part.id == name)


def near(t, got, want, size, what):
    t.near(got, want, RELATIVE * max(abs(want), size), what)


def all_near(t, got, want, size, what):
    if t.equal(len(got), len(want), what + ": length"):
        for k, (a, b) in enumerate(zip(got, want)):
            near(t, a, b, size, f"{what}[{k}]")


def shift(p, e):
    odds = math.exp(DCOX * e)
    return p * odds / (1 - p + p * odds)


def check_studies(t, trace, what):
    for part in trace.parts("studies"):
        for k, text in enumerate(part.part["reported"] or []):
            counts = COUNTS.match(text)
            if counts is None:
                continue
            a, b, c, d = (float(number) for number in counts.groups())
            if 0 in (a, b, c, d):
                a, b, c, d = a + 0.5, b + 0.5, c + 0.5, d + 0.5
            near(t, part.series["effect"][k], math.log(a * d / (b * c)) / DCOX, 1,
                 f"{what} study {k}: effect")
            near(t, part.series["variance"][k], (1 / a + 1 / b + 1 / c + 1 / d) / DCOX ** 2, 1,
                 f"{what} study {k}: variance")


def check_pooled(t, trace, what):
    for part in trace.parts("pooled"):
        if "effect" not in part.series:
            t.check(part.part["notes"], f"{what}: an effect that is not pooled here says so")
            continue
        effect, variance = part.series["effect"], part.series["variance"]
        weights = [1 / (v + part.results["tau2"]) for v in variance]
        total = sum(weights)
        estimate = sum(w * y for w, y in zip(weights, effect)) / total
        near(t, part.results["estimate"], estimate, 1, f"{what}: pooled")
        if part.text("test") == "z":
            near(t, part.results["se"], math.sqrt(1 / total), 1, f"{what}: its se")
        all_near(t, part.series["weight"], [w / total for w in weights], 1, f"{what}: weights")
        t.equal(part.results["k"], len(effect), f"{what}: studies pooled")
        adjusted = trace.part("adjusted", part.id)
        near(t, adjusted.results["adjusted"], estimate, 1, f"{what}: adjusted")
        first = trace.part("effect", part.id)
        near(t, first.value("effect1"), estimate, 1, f"{what}: the first effect is the pooled")
        near(t, first.value("effect2"), estimate * first.value("effect_ratio", 1), 1,
             f"{what}: the second effect")
        near(t, first.value("se2"), first.value("se1") * first.value("se_ratio", 1), 1,
             f"{what}: its se")


def between(part, t, before, after):
    first, second = part.value("first"), part.value("second")
    if t > second:
        return part.value(after) if part.text("after") == "lasting" else 0
    if t < first:
        return part.value(before)
    if first == second:
        return part.value(after)
    return part.value(before) + (part.value(after) - part.value(before)) * (
        (t - first) / (second - first))


def normals(t, part, what):
    """The two normals of an effect: its own with that of its sample, and the second one."""
    drawn = {fact["id"].split(":")[0]: fact["value"] for fact in part.part["inputs"]
             if fact["id"].startswith(("effect:", "transfer:", "sample:", "effect2:"))}
    z = drawn.get("effect", drawn.get("transfer"))
    if "sample" in drawn:
        r = part.value("sample-correlation")
        z = math.sqrt(r) * drawn["sample"] + math.sqrt(1 - r) * z
        near(t, part.results["z"], z, 1, f"{what}: z with that of the sample")
    t.equal("effect2" in drawn, "free" in part.series, f"{what}: a second normal has its errors")
    return z, drawn.get("effect2", 0)


def check_errors(t, part, fit, what):
    """e(t) = (1 - w)(es1 + se1 z1) + w (es2 + se2 z2), z2 = r z1 + sqrt(1 - r^2) z'."""
    r, free = part.value("corr12", 1), part.series.get("free", [0] * len(part.series["se"]))
    for k, se in enumerate(part.series["se"]):
        one, two = (fit * x for x in errors_at(part, k))
        near(t, se, one + r * two, 1, f"{what}: error by period [{k}]")
        near(t, free[k], math.sqrt(1 - r * r) * two, 1, f"{what}: free error by period [{k}]")


def errors_at(part, t):
    """What the standard errors at the two times are in period t: (1 - w) se1 and w se2."""
    first, second = part.value("first"), part.value("second")
    if t > second:
        w = (0, 1) if part.text("after") == "lasting" else (0, 0)
    elif t < first:
        w = 1, 0
    else:
        way = (t - first) / (second - first) if second > first else 1
        w = 1 - way, way
    return w[0] * part.value("se1"), w[1] * part.value("se2")


def check_measured(t, trace, part, what):
    z, second = normals(t, part, what)
    mean, se = part.series["mean"], part.series["se"]
    free = part.series.get("free", [0] * len(se))
    fit = math.prod(fact["value"] for fact in part.part["inputs"]
                    if fact["id"].startswith("fit-"))
    want = [m + z * s + second * f for m, s, f in zip(mean, se, free)]
    all_near(t, part.series["effect"], want, 1, f"{what}: e(t)")
    if trace.document["basis"] == "transferred":
        cv = trace.parts("studies")[0].results["spread"] or 0
        all_near(t, mean + se, [1, cv], 1, f"{what}: 1 + cv z")
    elif part.notes("present values"):
        t.check(not any(mean[1:]), f"{what}: nothing after period 0")
        near(t, mean[0], fit * part.value("effect2"), 1, f"{what}: in period 0")
        near(t, math.hypot(se[0], free[0]), fit * part.value("se2"), 1, f"{what}: its error")
    else:
        want = [fit * between(part, k, "effect1", "effect2") for k in range(len(mean))]
        all_near(t, mean, want, 1, f"{what}: effect by period")
        check_errors(t, part, fit, what)


def check_linked(t, trace, part, what):
    """Effect times causal share, over the standard deviation of what drives it; its change is that
    of step 5, and who has attained it is the sum up to the period."""
    effect, share, *sd = part.numbers()
    strength = effect * share / math.prod(sd)
    before = trace.part("units", part.text("from")).series["change"]
    near(t, part.results["strength"], strength, 0, f"{what}: strength")
    t.equal(part.series["from"], before, f"{what}: driven by {part.text('from')}")
    if "attained" in part.series:
        want = list(itertools.accumulate(before))
        all_near(t, part.series["attained"], want, 1e-3, f"{what}: attained")
        all_near(t, part.series["effect"], [strength] * len(before), 0, f"{what}: effect")
    else:
        all_near(t, part.series["effect"], [strength * x for x in before], 0, f"{what}: effect")


def check_effects(t, trace, what):
    for part in trace.parts("effect"):
        check = check_linked if part.text("link") else check_measured
        check(t, trace, part, f"{what} {part.id}")


def form(part, k, e):
    base = part.series.get("base")
    if part.text("form") == "dichotomous-level":
        return shift(base[k], e) - base[k]
    if part.text("form") == "dichotomous-cumulative":
        after = part.series["base_after"][k]
        return shift(after, e) - shift(base[k], e) - (after - base[k])
    return base[k] * e if part.text("form") == "proportional" else e


def mean_form(part, k, m, s):
    """The mean over a normal effect, by Simpson's rule on 8 standard deviations."""
    n = 800
    total = 0.0
    for i in range(n + 1):
        z = -8 + 16 * i / n
        weight = 1 if i in (0, n) else 4 if i % 2 else 2
        total += weight * math.exp(-z * z / 2) * form(part, k, m + z * s)
    return total * (16 / n) / 3 / math.sqrt(2 * math.pi)


def check_base(t, part, what):
    """Base amounts are the path, re-based, times what the scale asks for; 0 beyond the path."""
    if part.text("form") != "proportional":
        return
    factor = math.prod(part.numbers("exposure-starts", "start-age"))
    base = part.series["base"]
    path = part.series.get("path", [1] * len(base))
    all_near(t, base, [factor * (x or 0) for x in path], 0, f"{what}: base")


def check_units(t, trace, what):
    for part in trace.parts("units"):
        effect = trace.part("effect", part.id)
        series, nothing = part.series, [0] * len(part.series["effect"])
        all_near(t, series["effect"], effect.series["effect"], 1, f"{what} {part.id}: e(t)")
        check_base(t, part, f"{what} {part.id}")
        centre = series.get("centre", nothing)
        attained = series.get("attained", [1] * len(nothing))
        want = [form(part, k, e) * attained[k] - centre[k]
                for k, e in enumerate(series["effect"])]
        all_near(t, series["change"], want, 1e-3, f"{what} {part.id}: change")
        near(t, part.results["change"], sum(want), 1e-3, f"{what} {part.id}: change, summed")
        if "mean" not in series:
            continue
        mean, se = effect.series["mean"], effect.series["se"]
        se = [math.hypot(s, f) for s, f in zip(se, effect.series.get("free", nothing))]
        worst = 0
        for k, (m, s) in enumerate(zip(mean, se)):
            near(t, series["at_mean"][k], form(part, k, m), 1e-2, f"{what}: change at mean {k}")
            t.near(series["mean"][k], mean_form(part, k, m, s), 1e-12, f"{what}: mean change {k}")
            rest = series["mean"][k] - series["at_mean"][k] - series["centre"][k]
            if series["rate"][k] != 0:
                worst = max(worst, abs(rest / series["rate"][k]))
        warned = any("curvature" in note for note in part.part["notes"])
        t.equal(warned, worst > 0.02, f"{what} {part.id}: warns of curvature at {worst:.4f}")


NOT_FACTORS = ["growth", "start-age", "from-age", "through-age", "horizon-age"]


def counted(part, k):
    """Whether the ages of a line and of the model count a period, in whole years."""
    start = part.value("start-age", 0)
    end = min(part.value("horizon-age", math.inf), part.value("through-age", math.inf) + 1)
    return part.value("from-age", start) - start < k + 1 and k + 1 <= end - start


def check_dollars(t, trace, what):
    for part in trace.parts("dollars"):
        got, growth = part.series["dollars"], 1 + part.value("growth", 0)
        product = math.prod(part.numbers(*NOT_FACTORS))
        series = [numbers for name, numbers in part.series.items() if name != "dollars"]
        for k, dollars in enumerate(got):
            want = math.prod([product * growth ** k] + [x[k] or 0 for x in series])
            want = want if counted(part, k) else 0
            t.check(abs(dollars - want) <= RELATIVE * abs(want),
                    f"{what} {part.id}: dollars in {k}: {dollars}, want {want}")


def weights_of(args, part):
    """What the tables of the models hold of the weights' name: one of them is the lag."""
    name, column = part.text("weights").split(", column ")
    tables = [read_table(path) for path in args.root.glob(f"models/*/{Path(name).name}")]
    return [[float(row[column]) for row in table] for table in tables if column in table[0]]


def check_lags(t, args, trace, what):
    for part in trace.parts("lag"):
        lag, wait = part.series["lag"], part.value("wait")
        if part.text("weights"):
            t.check(lag in weights_of(args, part), f"{what} {part.id}: weights {lag}")
            continue
        if part.notes("every later one"):
            want = [1] * len(lag)
        elif wait is None:
            want = [1]
        elif part.value("length") is None:
            want = [0] * int(wait) + [1]
        else:
            end = wait + part.value("length")
            want = [max(0, min(k + 1, end) - max(k, wait)) for k in range(len(lag))]
        all_near(t, lag, want, 1, f"{what} {part.id}: lag")


def line_of(name):
    """The id of the lag of a stream: its own without the account."""
    return re.sub(r"@[^: ]+", "", name)


def check_flows(t, trace, what):
    lags = {part.id: part.series["lag"] for part in trace.parts("lag")}
    for part in trace.parts("flow"):
        lag = lags.get(line_of(part.id), [1])
        change = part.series["change"]
        units = [sum(change[k - i] * lag[i] for i in range(min(len(lag), k + 1)))
                 for k in range(len(change))]
        all_near(t, part.series["units"], units, 1e-3, f"{what} {part.id}: units")
        dollars = trace.part("dollars", part.id).series["dollars"]
        t.equal(part.series["dollars"], dollars, f"{what} {part.id}: dollars are those of step 6")
        flow = [a * b for a, b in zip(units, dollars)]
        all_near(t, part.series["flow"], flow, max(map(abs, dollars)) * 1e-3,
                 f"{what} {part.id}: flow")
        value = trace.part("value", part.id)
        t.equal(value.series["flow"], part.series["flow"], f"{what} {part.id}: the same flow")
        check_value(t, value, f"{what} {part.id}")


def check_value(t, part, what, result="value"):
    """Discounting, from the rate that the part prints."""
    rate = next(fact["value"] for fact in part.part["inputs"] if "discount" in fact["id"])
    flow = part.series["flow"]
    v = [(1 + rate) ** -(k + part.value("offset")) for k in range(len(flow))]
    paid = [a * b for a, b in zip(flow, v)]
    size = sum(abs(x) for x in paid)
    all_near(t, part.series["factor"], v, 0, f"{what}: discount factor")
    all_near(t, part.series["value"], paid, size, f"{what}: discounted")
    near(t, part.results[result], sum(paid), size, f"{what}: present value")


def check_choice(t, trace, document, what):
    """What is set aside in the plan says so, for what, and what both are worth at the means."""
    sources = {source["id"]: source for source in document["sources"]}
    streams = document["streams"]
    parts = trace.parts("value")
    if not t.equal(len(parts), len(streams), f"{what}: streams"):
        return
    for part, stream in zip(parts, streams):
        own = sources[stream["source"]]
        aside = None if own["counted"] == own["id"] else own["counted"]
        t.equal(part.text("outside") is None, stream["standing"], f"{what} {part.id}: standing")
        t.equal(part.text("set-aside"), aside, f"{what} {part.id}: set aside")
        notes = part.notes("Set aside" if aside else "opposite sign")
        t.equal(len(notes), int(aside is not None or own["opposed"]), f"{what} {part.id}: note")
        values = [sources[aside]["value"]] if aside else []
        values += [own["value"]] if notes else []
        said = [float(x) for note in notes for x in re.findall(r"(?:worth|against) (-?[\d.e+-]+)",
                                                               note)]
        if t.equal(len(said), len(values), f"{what} {part.id}: values said"):
            for x, want in zip(said, values):
                t.near(x, want, 1e-9 * abs(want), f"{what} {part.id}: worth")


def check_totals(t, trace, drawn, what):
    accounts, sizes = {}, {}
    for part in trace.parts("value"):
        if part.text("set-aside") or part.text("outside"):
            continue
        name = part.text("account")
        accounts[name] = accounts.get(name, 0) + part.results["value"]
        sizes[name] = sizes.get(name, 0) + sum(abs(x) for x in part.series["value"])
    printed = trace.part("totals", "accounts").results
    for name, value in printed.items():
        size = sizes.get(name, 0)
        near(t, value, accounts.get(name, 0), size, f"{what}: lines of account {name}")
        near(t, value, drawn["accounts"][name], size, f"{what}: account {name} of bca plan")
    dead, cost = trace.part("totals", "deadweight"), trace.part("totals", "cost")
    everything = sum(sizes.values()) + abs(cost.results["cost"])
    rate = next(fact["value"] for fact in dead.part["inputs"] if fact["id"].startswith("dead"))
    want = {"indirect.deadweight_benefit": rate * dead.value("spending"),
            "indirect.deadweight_program": -rate * dead.value("public-share") *
            cost.results["cost"]}
    for name, value in want.items():
        near(t, dead.results[name], value, everything, f"{what}: {name}")
        near(t, dead.results[name], drawn["accounts"][name], everything, f"{what}: plan's {name}")
    check_value(t, cost, f"{what}: cost", "cost")
    check_cost(t, trace, cost, what)
    near(t, cost.results["cost"], drawn["cost"], 0, f"{what}: cost of bca plan")
    totals = trace.part("totals", "totals").results
    benefits = sum(printed.values()) + sum(want.values())
    near(t, totals["benefits"], benefits, everything, f"{what}: benefits")
    near(t, totals["npv"], benefits - cost.results["cost"], everything, f"{what}: npv")
    near(t, totals["npv"], drawn["npv"], everything, f"{what}: npv of bca plan")


def check_cost(t, trace, cost, what):
    u = next(fact["value"] for fact in cost.part["inputs"] if fact["id"].startswith("cost:"))
    all_near(t, cost.series["flow"], [u * x for x in cost.series["cost"]], 0, f"{what}: u cost")
    if trace.document["basis"] == "transferred":
        published = trace.parts("studies")[0]
        want = published.value("published-cost") * published.results["index"]
        near(t, cost.series["cost"][0], want, 0, f"{what}: published cost")
        return
    a_year = (cost.value("amount") * cost.value("amount-index") -
              cost.value("comparison") * cost.value("comparison-index"))
    for k, dollars in enumerate(cost.series["cost"]):
        near(t, dollars, a_year if k < cost.value("years") else 0, 0, f"{what}: cost in {k}")


def check_sources(t, trace, known, what):
    named = {fact["source_id"] for step in trace.document["steps"] for part in step["parts"]
             for fact in part["inputs"] if fact["source_id"] is not None}
    t.check(named, f"{what}: names a source")
    t.equal(named - known, set(), f"{what}: every source is in sources.xml")
    for step in trace.document["steps"]:
        for part in step["parts"]:
            for fact in part["inputs"]:
                if fact["source_id"] is not None:
                    t.check(fact["source"]["title"] and fact["status"],
                            f"{what} {fact['id']}: citation and status")


def check_program(t, args, program, draw, known):
    options = ["--draw", draw, "--seed", SEED]
    what = f"{program} draw {draw}"
    document = json.loads(run_ok(args.bca, "-C", args.root, "trace", program, "--format=json",
                                 *options))
    trace = Trace(document)
    whole = plan(args.bca, args.root, program, *options)
    drawn = whole["draw"]
    t.equal((document["schema"], document["version"]), ("bca-trace", 1), f"{what}: schema")
    t.equal(document["draw"], draw, f"{what}: draw")
    check_studies(t, trace, what)
    check_pooled(t, trace, what)
    check_effects(t, trace, what)
    check_units(t, trace, what)
    check_dollars(t, trace, what)
    check_lags(t, args, trace, what)
    check_flows(t, trace, what)
    check_choice(t, trace, whole, what)
    check_totals(t, trace, drawn, what)
    check_sources(t, trace, known, what)
    t.check(document["checks"] and all(c["agrees"] for c in document["checks"]),
            f"{what}: its own checks")
    return trace


def check_line(t, args, trace):
    """One line alone: the steps before it and its accounts, the same numbers."""
    program = trace.document["program"]
    line = trace.parts("value")[-1].id.split("@")[0]
    document = json.loads(run_ok(args.bca, "-C", args.root, "trace", program, line, "--draw", "17",
                                 "--format=json"))
    alone = Trace(document)
    t.equal(document["line"], line, f"{program} {line}: line")
    t.equal({part.id.split("@")[0] for part in alone.parts("value")}, {line},
            f"{program} {line}: it alone")
    total = 0
    for part in alone.parts("value"):
        t.equal(part.part, trace.part("value", part.id).part, f"{program} {part.id}: the same")
        total += 0 if part.text("set-aside") else part.results["value"]
    near(t, alone.part("totals", line).results["value"], total, 0, f"{program} {line}: sum")
    _, _, err = run(args.bca, "-C", args.root, "trace", program, line[:-1] + "q")
    t.check("did you mean" in err, f"{program}: nearest line: {err.strip()}")
    code, out, _ = run(args.bca, "-C", args.root, "trace", program, line[:-1] + "q")
    t.equal((code, out), (1, ""), f"{program}: a line that it has not")


def check_text(t, args, program):
    text = run_ok(args.bca, "-C", args.root, "trace", program)
    long = [line for line in text.splitlines() if len(line) > BY_LINE and " " in line.strip()
            and "http" not in line]
    t.equal(long, [], f"{program}: lines within {BY_LINE} columns")
    t.check("\nSources\n" in text and "computed twice agree" in text, f"{program}: its parts")


def sources_of(root):
    return set(re.findall(r'<source id="([^"]+)"', (root / "registry/sources.xml").read_text()))


def check_project(t, args, expected=frozenset(["modeled", "transferred"])):
    """Every program; the bases that were met, and the traces of the last draw."""
    known = sources_of(args.root)
    programs = rows_of(run_ok(args.bca, "-C", args.root, "run", "--format=csv", "--draws", "2"))
    bases, traces = set(), []
    for place, row in enumerate(programs):
        program = row["program_id"]
        whole = len(programs) < 40 or place % WHOLE == 0
        if row["basis"] in ("none", "break-even"):
            code, out, err = run(args.bca, "-C", args.root, "trace", program)
            t.equal((code, out), (3, ""), f"{program}: no result")
            t.check(program in err, f"{program}: named")
            continue
        bases.add(row["basis"])
        for draw in DRAWS if whole else DRAWS[-1:]:
            trace = check_program(t, args, program, draw, known)
        if whole:
            check_line(t, args, trace)
            check_text(t, args, program)
        traces.append(trace)
    t.equal(bases, expected, "the bases that are traced")
    return traces


def check_made_up(t, args):
    """The project of the unit tests: centred changes, levels, growth, a spread that cannot be
    recovered; and with a standard error of 0.9, curvature that must be warned of."""
    with tempfile.TemporaryDirectory(prefix="bca-test-trace.") as folder:
        args.root = shutil.copytree(DATA / "unit/project", Path(folder) / "project")
        (args.root / "registry/programs/unb/too-short.xml").unlink()  # has no result: E0705
        effect = args.root / "registry/interventions/unit-fading.xml"
        for se in ("0.1", "0.9"):
            effect.write_text(effect.read_text().replace('se1="0.1"', f'se1="{se}"'))
            traces = check_project(t, args)
            checks = [c["what"] for trace in traces for c in trace.document["checks"]]
            t.check(any(what.startswith("centre of") for what in checks), "a centre is checked")
            notes = {note for trace in traces for part in trace.parts("units")
                     for note in part.part["notes"]}
            t.equal(any("curvature" in note for note in notes), se == "0.9",
                    f"curvature at a standard error of {se}")


def check_language(t, args):
    """The project that uses the whole valuation language: each of its parts is met and shown."""
    args.root = DATA / "language"
    traces = check_project(t, args, {"modeled"})
    effects = [part for trace in traces for part in trace.parts("effect")]
    dollars = [part for trace in traces for part in trace.parts("dollars")]
    lags = [part for trace in traces for part in trace.parts("lag")]
    values = [part for trace in traces for part in trace.parts("value")]
    units = [part for trace in traces for part in trace.parts("units")]
    names = [fact["name"] for part in dollars for fact in part.part["inputs"]]
    met = {
        "a link by change": any("link" in p.inputs and "attained" not in p.series
                                for p in effects),
        "a link by attainment": any("attained" in p.series for p in effects),
        "a chain": any(p.id.count(">") > 1 for p in effects),
        "a stated causal share": any(p.text("link") and "share" not in p.inputs for p in effects),
        "a share that is assumed": any("share" in p.inputs for p in effects),
        "a standard deviation": any(p.notes("standard deviation") for p in effects),
        "local fit": any(f.startswith("fit-") for p in effects for f in p.inputs),
        "errors that are not one": any("free" in p.series for p in effects),
        "negative errors": any(s < 0 for p in effects for s in p.series.get("se", [])),
        "a sample": any(f.startswith("sample:") for p in effects for f in p.inputs),
        "a path of amounts": any("path" in p.series for p in units),
        "an index of amounts": any("path-index" in p.inputs for p in units),
        "a factor by age": any(len(p.series) > 1 for p in dollars),
        "a fiscal year": any("fiscal" in name for name in names),
        "more persons": any("number" in p.inputs for p in dollars),
        "ages": any("from-age" in p.inputs for p in dollars),
        "a payer by name": any(name.startswith("Share of account") and name.count(":") > 0
                               for name in names),
        "what payers leave": any("what the others leave" in name for name in names),
        "weights": any("weights" in p.inputs for p in lags),
        "for ever after": any(p.notes("every later one") for p in lags),
        "a link set aside": any(p.notes("what it leads to is measured") for p in effects),
        "set aside": any(p.text("set-aside") for p in values),
        "opposite signs": any(p.notes("opposite sign") for p in values),
    }
    t.equal([what for what, found in met.items() if not found], [], "parts of the language met")


def main():
    args = arguments(__doc__)
    t = Tally()
    check_project(t, args)
    for words in (["trace"], ["trace", "doc-cbt", "--draw", "x"], ["trace", "doc-cbt", "a", "b"],
                  ["trace", "doc-cbt", "--format", "csv"]):
        code, out, _ = run(args.bca, "-C", args.root, *words)
        t.equal((code, out), (2, ""), " ".join(words))
    check_made_up(t, args)
    check_language(t, args)
    t.finish()


if __name__ == "__main__":
    main()
