#!/usr/bin/python3
"""A new outcome, added as an analyst adds one: with models/README.md, and nothing but text.

    test_new_outcome.py --bca PATH --root DIR

A copy of the project gets nights in an emergency shelter, visits to an emergency department that
a link derives from them, a population, an intervention and a program (new_outcome_text.py, with
the sentences of the README that ask for each). The sentences must still stand in the README, under
their heading; the order of the elements is taken from its table. What bca says is held against a
calculation by hand from the same figures, and what the README forbids must be refused.
"""

import json
import re
import shutil
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from harness import Tally, arguments, index_of, number, plan, rows_of, run, run_ok
from new_outcome_text import MEASURED, MODEL, PROGRAM, REFUSED, SOURCES, STEPS

XS = "{http://www.w3.org/2001/XMLSchema}"
EXACT = 1e-12  # relative: the same sums in another order
DRAWS = 40000
ERRORS = 4     # Monte Carlo standard errors
QUANTILES = 20000
PERIODS = 6    # the table's five years, and a bill in the next
RATES = ("discount-rate", "deadweight")


# ---------------------------------------------------------------------------------- the README

def readme(root):
    return (root / "models/README.md").read_text(encoding="utf-8")


def plain(text):
    """Wherever its lines break."""
    return " ".join(text.split())


def check_sentences(t, root):
    parts = re.split(r"^#+ (.*)$", readme(root), flags=re.M)
    sections = {heading: plain(text) for heading, text in zip(parts[1::2], parts[2::2])}
    changes = [MEASURED, *REFUSED.values()]
    asked = [pair for step in STEPS for pair in step.asked] + [change.asked for change in changes]
    for heading, sentence in dict.fromkeys(asked):
        t.check(plain(sentence) in sections.get(heading, ""),
                f'models/README.md no longer says under "{heading}": {sentence}')


def order(root):
    """Elements of a model, as the README's table orders them."""
    table = readme(root).split("| element | holds |\n|---|---|\n")[1].split("\n\n")[0]
    return [name for row in table.splitlines() if "(attribute)" not in row
            for name in re.findall(r"`(\w+)`", row.split("|")[1])]


def check_order(t, root):
    """That is the order of the schema; a path stands in its outcome."""
    model = ET.parse(root / "registry/schema/bca-1.xsd").find(f"{XS}element[@name='model']")
    sequence = model.find(f"{XS}complexType/{XS}sequence")
    t.equal(["description", *(name for name in order(root) if name != "path")],
            [element.get("name") for element in sequence], "order of elements in models/README.md")


# ------------------------------------------------------------------------------------ the copy

def insert(text, added, names):
    """Each element of added before the first of a later kind: at the end of its own."""
    for element in re.split(r"^(?=  <\w)", added, flags=re.M)[1:]:
        kind = re.match(r"  <(\w+)", element)[1]
        later = "|".join(names[names.index(kind) + 1:])
        place = re.search(rf"^  <({later})\b", text, flags=re.M).start()
        text = text[:place] + element + text[place:]
    return text


def project(root, work, name, change=None):
    """A copy of the project with the texts of STEPS, one of them changed."""
    copy = work / name
    for part in ("registry", "models"):
        shutil.copytree(root / part, copy / part)
    texts = [step.text for step in STEPS]
    if change:
        at = next(i for i, text in enumerate(texts) if change.old in text)
        texts[at] = texts[at].replace(change.old, change.new, 1)
    for step, text in zip(STEPS, texts):
        path = copy / step.file
        if step.file == MODEL:
            text = insert(path.read_text(encoding="utf-8"), text, order(root))
        elif step.file == SOURCES:
            text = path.read_text(encoding="utf-8").replace("</sources>", text + "</sources>")
        path.write_text(text, encoding="utf-8")
    return copy


# ------------------------------------------------------------------------------------- by hand

def conventions(root):
    """What the model states itself or takes from the one that it extends: dollars of its price
    year for one of each year, and low, mode and high of its triangular rates."""
    model = ET.parse(root / MODEL).getroot()
    base = ET.parse(root / "models" / model.get("extends") / "model.xml").getroot()
    index = index_of(root)
    now = index[int(model.get("priceYear"))]
    rates = {p.get("id"): [float(p.get(name)) for name in ("low", "mode", "high")]
             for m in (base, model) for p in m.iter("{urn:bca:1}parameter")
             if p.get("id") in RATES}
    return {year: now / value for year, value in index.items()}, rates


def by_hand(x, dollars, measured, factor):
    """Accounts, cost and net present value, from the inputs of a draw and factor(t), what a dollar
    of period t is worth today."""
    nights = [40 * (-0.4 + 0.1 * x["nights"]), 30 * (-0.4 + 0.1 * x["nights"]),
              20 * (-0.3 + 0.13 * x["nights"]), 10 * (-0.2 + 0.16 * x["nights"]), 0.0, 0.0]
    visits = [change * x["visits-per-night"] * x["visits-causal"] for change in nights]
    if measured:
        z = 0.05 * x["visits"]
        visits = [1.5 * (-0.25 + z), 1.2 * (-0.15 + z), 1.0 * (-0.05 + z), 0.9 * (-0.05 + z),
                  0.8 * (-0.05 + z), 0.0]
    bills = [0.5 * now + 0.5 * before for now, before in zip(visits, [0.0, *visits])]

    def worth(units):
        return -sum(factor(t) * units[t] for t in range(PERIODS))

    shelter = x["night-cost"] * dollars[2022] * worth(nights)
    department = x["visit-cost"] * dollars[2021] * worth(bills)
    cost = x["cost"] * (900 * dollars[2023] - 150 * dollars[2021]) * (factor(0) + factor(1))
    accounts = {"state.shelters": 0.7 * shelter, "state.other": 0.25 * department,
                "federal": 0.3 * shelter + 0.45 * department, "participants": 0.3 * department,
                "indirect.deadweight_benefit": x["deadweight"] * (shelter + 0.7 * department),
                "indirect.deadweight_program": -x["deadweight"] * 0.8 * cost}
    return accounts, cost, sum(accounts.values()) - cost


def discounting(x):
    return lambda t: (1 + x["discount-rate"]) ** -t


def named(inputs):
    """Inputs of a draw by the names of by_hand; an input that this plan has not is 0."""
    x = {key: value for key, value in inputs.items() if ":" not in key}
    x["cost"] = inputs[f"cost:{PROGRAM}"]
    x["nights"] = inputs["effect:shelter-diversion:shelter-nights"]
    x["visits"] = inputs.get("effect:shelter-diversion:department-visits", 0.0)
    return {"visits-per-night": 0.0, "visits-causal": 0.0, **x}


def means(rates):
    """Every input of by_hand at its mean; effects are in standard errors from theirs."""
    return {"nights": 0.0, "visits": 0.0, "cost": 1.0, "night-cost": (60 + 80 + 130) / 3,
            "visit-cost": 700.0, "visits-per-night": 0.02, "visits-causal": 0.6,
            **{name: sum(rates[name]) / 3 for name in RATES}}


def expected_factor(t, low, mode, high):
    """Mean of (1 + r)^-t of a triangular r: a mean over its quantiles."""
    total, below = 0.0, (mode - low) / (high - low)
    for k in range(QUANTILES):
        u = (k + 0.5) / QUANTILES
        r = (low + ((high - low) * (mode - low) * u) ** 0.5 if u < below
             else high - ((high - low) * (high - mode) * (1 - u)) ** 0.5)
        total += (1 + r) ** -t
    return total / QUANTILES


# -------------------------------------------------------------------------------------- checks

def near(t, got, want, what):
    t.near(got, want, EXACT * max(1.0, abs(want)), what)


def check_draw(t, bca, copy, facts, draw, measured):
    """bca plan of one draw is the calculation by hand from the inputs that it prints."""
    dollars, rates = facts
    got = plan(bca, copy, PROGRAM, "--draw", draw)["draw"]
    x = named(got["inputs"])
    accounts, cost, npv = by_hand(x, dollars, measured, discounting(x))
    what = f"draw {draw}{', visits measured' if measured else ''}"
    for account, value in got["accounts"].items():
        near(t, value, accounts.get(account, 0.0), f"{what}: {account}")
    near(t, got["cost"], cost, f"{what}: cost")
    near(t, got["npv"], npv, f"{what}: net present value")
    if draw == "mean":
        for name in x.keys() & got["inputs"].keys():
            near(t, x[name], means(rates)[name], f"{what}: {name}")
    return npv


def check_run(t, bca, copy, facts, measured):
    """The mean over draws is the expected value: only the discount rate does not enter linearly,
    and inputs are independent."""
    dollars, rates = facts
    row = rows_of(run_ok(bca, "-C", copy, "run", PROGRAM, "--draws", DRAWS, "--format=csv"))[0]
    factors = [expected_factor(k, *rates["discount-rate"]) for k in range(PERIODS)]
    cost, npv = by_hand(means(rates), dollars, measured, lambda k: factors[k])[1:]
    error = number(row["npv_mean_se"])
    t.check(0.0 < error < 0.01 * npv, f"run: Monte Carlo error {error}")
    t.near(number(row["npv_mean"]), npv, ERRORS * error, "run: mean net present value")
    t.near(number(row["cost_mean"]), cost, ERRORS * 0.1 * cost / DRAWS ** 0.5, "run: mean cost")
    near(t, number(row["assumed_share"]), 1.0, "run: share that rests on assumptions")


def check_trace(t, bca, copy, npv):
    document = json.loads(run_ok(bca, "-C", copy, "trace", PROGRAM, "--format=json"))
    t.check(document["checks"] and all(c["agrees"] for c in document["checks"]),
            "trace: its steps and the engine differ")
    results = [r for part in document["steps"][-1]["parts"] for r in part["results"]]
    near(t, results[-1]["value"], npv, "trace: net present value")
    for line in ("shelter", "visits"):
        text = run_ok(bca, "-C", copy, "trace", PROGRAM, line)
        t.check("Figures invented for a test" in text, f"trace {line}: its source")


def check_links(t, bca, copy, facts, measured):
    """The link carries the value of the visits, and the deadweight that they save goes with it."""
    dollars, rates = facts
    row = rows_of(run_ok(bca, "-C", copy, "links", PROGRAM, "--format=csv"))[0]
    x = {**means(rates), "night-cost": 0.0}
    department = by_hand(x, dollars, False, discounting(x))[0]["participants"] / 0.3
    saved = department * 0.7 * x["deadweight"]
    t.equal(row["link_id"], "nights-to-visits", "links: id")
    t.equal(row["state"], "set aside" if measured else "used", "links: state")
    near(t, number(row["carried"]), 0.0 if measured else department, "links: carried")
    near(t, number(row["npv_difference"]), 0.0 if measured else department + saved,
         "links: net benefit less without")


def check_sources(t, bca, copy):
    """Every figure that was added is listed, assumed, and leaned on by this one result."""
    rows = rows_of(run_ok(bca, "-C", copy, "sources", PROGRAM, "--format=csv"))
    ours = [row for row in rows if row["source_id"] == "invented-figures"]
    ids = {"shelter-nights.shelter-seekers", "shelter-nights", PROGRAM}  # path; effect, time; cost
    for step in STEPS:
        ids |= set(re.findall(r'<(?:parameter|population|link) id="([^"]+)"', step.text))
    t.equal({row["id"] for row in ours}, ids, "sources: what the result leans on")
    for row in ours:
        t.equal((row["status"], row["results"]), ("assumed", "1"), f"sources: {row['id']}")
    shelter_sd = ((60**2 + 80**2 + 130**2 - 60 * 80 - 60 * 130 - 80 * 130) / 18) ** 0.5
    spread = {row["id"]: number(row["sd"]) for row in ours}
    near(t, spread["visit-cost"], 210.0, "sources: sd of a gamma")
    near(t, spread["night-cost"], shelter_sd, "sources: sd of a triangle")
    near(t, spread["visits-per-night"], 0.02 / 12 ** 0.5, "sources: sd of a uniform")


def check_refused(t, bca, root, work):
    for code, change in REFUSED.items():
        copy = project(root, work, f"refused-{code}", change)
        done, out, _ = run(bca, "-C", copy, "check", "--format=json")
        errors = {f["code"] for f in json.loads(out)["findings"] if f["severity"] == "error"}
        t.equal((done, errors), (1, {code}), f"check, against '{change.asked[1]}'")
        t.equal(run(bca, "-C", copy, "run", PROGRAM)[0], 1, f"run with {code}: exit code")


def check_others(t, bca, root, copy):
    """A program of the project has the same numbers beside the new one. draws_sha256 may differ:
    it changes with the accounts of the model, and there is a new one."""
    was, now = (rows_of(run_ok(bca, "-C", where, "run", "doc-cbt", "--draws", 1000,
                               "--format=csv"))[0] for where in (root, copy))
    for column in was.keys() - {"draws_sha256"}:
        t.equal(now[column], was[column], f"doc-cbt beside the new outcome: {column}")


def check_project(t, bca, copy, facts, measured):
    code, out, _ = run(bca, "-C", copy, "check", "--format=json")
    found = [f"{f['code']} {f['file']}: {f['message']}" for f in json.loads(out)["findings"]]
    t.equal((code, len(found), found[:3]), (0, 0, []), f"{copy.name}: check")
    for draw in ("0", "17", "mean"):
        npv = check_draw(t, bca, copy, facts, draw, measured)
    check_run(t, bca, copy, facts, measured)
    check_trace(t, bca, copy, npv)
    check_links(t, bca, copy, facts, measured)


def main():
    args = arguments(__doc__)
    t = Tally()
    check_sentences(t, args.root)
    check_order(t, args.root)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        facts = conventions(args.root)
        linked = project(args.root, work, "linked")
        check_project(t, args.bca, linked, facts, measured=False)
        check_project(t, args.bca, project(args.root, work, "measured", MEASURED), facts,
                      measured=True)
        check_sources(t, args.bca, linked)
        check_others(t, args.bca, args.root, linked)
        check_refused(t, args.bca, args.root, work)
    t.finish()


if __name__ == "__main__":
    main()
