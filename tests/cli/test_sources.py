#!/usr/bin/python3
"""bca sources against an independent reading of the XML, and its shares against bca run.

    test_sources.py --bca PATH --root DIR

Expected: what the XML files of the project, of tests/data/mini and of tests/data/language say,
read here by ElementTree; which results lean on what, by the rules of src/report/parameters.h
applied to those files. Which sources of benefits count is a decision of the engine: it is read
from bca plan, whose routes must be those that the files lead to. Shares: assumed_share of bca run.
"""

import json
import math
import re
import shutil
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "verify"))

from harness import Tally, arguments, number, plan, rows_of, run, run_ok  # noqa: E402

NS = "{urn:bca:1}"
ORDER = {"assumed": 0, "derived": 1, "published": 2}
PUBLIC = {"state", "local", "federal", "taxpayers"}


def read(folder, name):
    """id -> root element of every XML file below a folder of the registry or the models."""
    roots = [ElementTree.parse(p).getroot() for p in sorted((folder / name).rglob("*.xml"))
             if p.parent.name != "scenarios"]
    return {r.get("id"): r for r in roots}


def key_of(element):
    """What makes an element of a model take the place of one of the model that it extends."""
    parts = ("id", "area", "flag", "vintage")
    return (element.tag, *(element.get(x) for x in parts))


def completed(models, m):
    """A model with every element of the one that it extends."""
    model = models[m]
    if model.get("extends") is None:
        return model
    base = completed(models, model.get("extends"))
    own = {key_of(x): x for x in model}
    out = ElementTree.Element(model.tag, model.attrib)
    out.extend(own.pop(key_of(x), x) for x in base)
    out.extend(own.values())
    return out


class Project:
    """What the files say."""

    def __init__(self, folder, bca):
        self.folder, self.bca = folder, bca
        models = read(folder, "models")
        self.models = {m: completed(models, m) for m in models}
        self.interventions = read(folder, "registry/interventions")
        self.programs = read(folder, "registry/programs")
        self.profiles = read(folder, "registry/profiles")
        root = ElementTree.parse(folder / "registry" / "sources.xml").getroot()
        self.sources = {s.get("id"): s for s in root}

    def results(self):
        return [p for p in self.programs.values() if p.get("basis") in ("modeled", "transferred")]

    def without_standing(self):
        """(profile, group) of the profile that reports: the one with the items of a law."""
        return {(i, s.get("without")) for i, p in self.profiles.items() if all_of(p, "item")
                for s in all_of(p, "standing")}


def all_of(element, name):
    return element.findall(f".//{NS}{name}")


def one(element, name, i):
    return next((x for x in all_of(element, name) if x.get("id") == i), None)


def has_time(v):
    """Evidence that a model can give dollars."""
    for e in all_of(v, "evidence"):
        studies = e.find(f"{NS}studies")
        if e.find(f"{NS}time") is not None and (studies is None or not studies.get("notPooled")):
            yield e


# ---------------------------------------------------------------------- what a program reaches

def option_of(model, line):
    """(switch, whether the option of a line is in force), (None, True) of a line with none."""
    for switch in all_of(model, "switch"):
        for option in all_of(switch, "option"):
            if line.get("when") == f"{switch.get('id')}.{option.get('id')}":
                return switch.get("id"), switch.get("option") == option.get("id")
    return None, True


def lines_of(model, outcome):
    return [x for x in all_of(model, "valueLine") if x.get("outcome") == outcome
            and x.get("counted") == "yes" and option_of(model, x)[1]]


def has_value(model, outcome):
    return bool(lines_of(model, outcome)) or any(
        has_value(model, x.get("to")) for x in all_of(model, "link") if x.get("from") == outcome)


class Change:
    def __init__(self, outcome, person, route, evidence=None, link=None, driver=None):
        self.outcome, self.person, self.route = outcome, person, route
        self.evidence, self.link, self.driver = evidence, link, driver


def population_of(program, person):
    for p in all_of(program, "person"):
        if p.get("id") == person:
            return p.get("modelPopulation")
    return program.get("modelPopulation")


def answers(model, word, population):
    """(place, outcome): the outcome of this id, at place 0, or the first that lists the word in
    alsoFor and has a path for the population where it needs one, at the word's place there."""
    if one(model, "outcome", word) is not None:
        return 0, word
    for o in all_of(model, "outcome"):
        words = o.get("alsoFor", "").split()
        if word in words and (o.get("scale") in ("continuous", "present-value") or any(
                p.get("population") == population and p.get("without") is None
                for p in all_of(o, "path"))):
            return words.index(word) + 1, o.get("id")
    return None


def measured_of(model, program, v):
    """Outcome and evidence of each that is measured: of several about one outcome of one person
    the one whose word answers best, of equals the first."""
    best = {}
    for e in all_of(v, "evidence"):
        studies, person = e.find(f"{NS}studies"), e.get("person", "")
        found = answers(model, e.get("outcome"), population_of(program, person))
        if found is None or (studies is not None and studies.get("notPooled")):
            continue
        if (found[1], person) not in best or found[0] < best[found[1], person][0]:
            best[found[1], person] = found[0], e
    timed = list(has_time(v))
    kept = {id(e): outcome for (outcome, _), (_, e) in best.items()}
    return [(kept[id(e)], e) for e in timed if id(e) in kept]


def changes_of(model, program, v):
    """Measured outcomes, then those that links lead to."""
    out = [Change(outcome, e.get("person", ""), outcome, evidence=e)
           for outcome, e in measured_of(model, program, v)]
    measured = {(c.outcome, c.person) for c in out}
    for c in out:
        for link in sorted(all_of(model, "link"), key=lambda x: x.get("id")):
            to = link.get("to")
            if (link.get("from") == c.outcome and has_value(model, to)
                    and (to, c.person) not in measured):
                out.append(Change(to, c.person, f"{c.route}>{to}", link=link, driver=c))
    return out


class Result:
    """What of a modeled program is paid: lines with a stream of a source that counts, and the
    changes behind them."""

    def __init__(self, project, program):
        self.model = project.models[program.get("model")]
        self.program = program
        self.changes = changes_of(self.model, program,
                                  project.interventions[program.get("intervention")])
        got = plan(project.bca, project.folder, program.get("id"))
        counting = {(s["channel"], got["changes"][s["change"]]["route"], s["person"] or "")
                    for s in got["sources"] if s["counted"] == s["id"]}
        self.sources = {(x.get("channel"), c.route, c.person) for c in self.changes
                        for x in lines_of(self.model, c.outcome)}
        self.known = {(s["channel"], got["changes"][s["change"]]["route"], s["person"] or "")
                      for s in got["sources"]}
        self.counted = [(c, x) for c in self.changes for x in lines_of(self.model, c.outcome)
                        if (x.get("channel"), c.route, c.person) in counting]
        groups = {a.get("id"): a.get("group") for a in all_of(self.model, "account")}
        self.groups_of = lambda x: {groups[p.get("account")] for p in all_of(x, "payer")}
        without = {g for _, g in project.without_standing()}
        self.paid = [(c, x) for c, x in self.counted if self.groups_of(x) - without]
        self.standing = lambda x: self.groups_of(x) - without
        self.used = []
        for c, _ in self.paid:
            while c is not None and c not in self.used:
                self.used.append(c)
                c = c.driver

    def population(self, person):
        return population_of(self.program, person)

    def base(self, c):
        """(path, parameter id) from which the base of a change comes."""
        o = one(self.model, "outcome", c.outcome)
        kind = c.link.get("kind") if c.link is not None else None
        scale = o.get("scale")
        if kind == "unit" or scale == "present-value":
            return None, None
        if scale == "continuous":
            return None, o.get("sd")
        without = c.link.get("from") if kind == "attained" else None
        path = next(p for p in all_of(o, "path") if p.get("without") == without
                    and p.get("population") == self.population(c.person))
        return path, o.get("inputChange") if scale == "elasticity" else None

    def names(self, c):
        """Parameters that a change names."""
        out = {self.base(c)[1]}
        if c.link is not None:
            out |= {c.link.get("effect"), c.link.get("causalShare")}
        if c.link is not None and c.link.get("kind") == "change":
            out.add(one(self.model, "outcome", c.link.get("from")).get("sd"))
        return out - {None}


def names_of(model, line):
    """Parameters that a value line names; a component brings its mix."""
    names = {f.get("parameter") for x in ("factor", "payer") for f in all_of(line, x)}
    timing = line.find(f"{NS}timing")
    names |= {timing.get(a) for a in ("wait", "length", "growth")}
    for mix in all_of(model, "mix"):
        parts = {f"{mix.get('id')}.{c.get('id')}" for c in mix}
        names |= parts if names & parts else set()
    return names - {None}


def series_of(line):
    names = {f.get("series") for f in all_of(line, "factor")}
    return (names | {line.find(f"{NS}timing").get("weights")}) - {None}


def path_id(outcome, path):
    without = path.get("without")
    return f"{outcome}.{path.get('population')}" + (f".without.{without}" if without else "")


def evidence_id(e):
    return e.get("outcome") + (f".{e.get('person')}" if e.get("person") else "")


def indexes_of(r):
    """Ids of the indexes that re-base what a result rests on."""
    model, first = r.model, all_of(r.model, "index")[0].get("id")
    parameters = {p.get("id"): p for p in all_of(model, "parameter")}
    series = {s.get("id"): s for s in all_of(model, "series")}
    stated = [parameters.get(f.get("parameter")) for _, x in r.paid for f in all_of(x, "factor")]
    stated += [series.get(f.get("series")) for _, x in r.paid for f in all_of(x, "factor")]
    for c in r.used:
        path, name = r.base(c)
        stated += [path, parameters.get(name)]
        if c.link is not None and c.link.get("kind") == "change":
            stated.append(parameters.get(one(model, "outcome", c.link.get("from")).get("sd")))
    out = {x.get("index", first) for x in stated if x is not None and x.get("priceYear")
           and (x.get("priceYear") != model.get("priceYear") or x.get("fiscal") == "yes")}
    cost = r.program.find(f"{NS}cost")
    for amount, year in (("amount", "priceYear"), ("comparison", "comparisonPriceYear")):
        if float(cost.get(amount)) != 0 and cost.get(year) != model.get("priceYear"):
            out.add(first)
    return out


def multipliers_of(model, v, evidence):
    """Ids of the multipliers that are applied to a study of the evidence."""
    flags = set()
    for study in all_of(evidence, "study"):
        if any(r.tag != f"{NS}unpooled" for r in study):
            flags |= set((study.get("flags") or "").split())
    mine = [m for m in all_of(model, "multiplier") if m.get("area") == v.get("area")]
    found = set()
    for flag in flags:
        of_flag = [m for m in mine if m.get("flag") == flag]
        best = max(of_flag, default=None,
                   key=lambda m: (m.get("apply") == "yes", float(m.get("vintage"))))
        if best is not None and best.get("apply") == "yes":
            found.add(f"{best.get('area')}.{flag}.{best.get('vintage')}")
    return found


def parameters_of(r):
    """Ids of the parameters and components on which a modeled result leans."""
    economy, cost = r.model.find(f"{NS}economy"), r.program.find(f"{NS}cost")
    names = set().union(*(names_of(r.model, x) for _, x in r.paid), *map(r.names, r.used))
    lines = [x for c in r.changes for x in lines_of(r.model, c.outcome)]
    later = any(x.find(f"{NS}timing").get("kind") != "present-value" for x in lines)
    if later or int(cost.get("years")) > 1 or economy.get("discountAt") == "mid":
        names.add(economy.get("discountRate"))
    if float(cost.get("publicShare")) > 0 or any(
            x.get("kind") == "public-spending" and r.standing(x) & PUBLIC for _, x in r.paid):
        names.add(economy.get("deadweight"))
    if any(c.evidence is not None and c.evidence.get("sample") for c in r.used):
        names |= {n for n in [economy.get("sampleCorrelation")] if n and not is_zero(r.model, n)}
    return names


def is_zero(model, name):
    return any(float(p.get("value")) == 0 for p in all_of(model, "parameter") if p.get("id") == name)


def choices_of(project, r):
    """(kind, place, id) of the switches, channels and standings on which a result leans."""
    m = r.model.get("id")
    out = {("standing", i, g) for i, g in project.without_standing()
           if any(g in r.groups_of(x) for _, x in r.counted)}
    for channel in all_of(r.model, "channel"):
        i = channel.get("id")
        if len({person for c, _, person in r.sources if c == i}) > 1:
            out.add(("channel", m, i))
    paid = {x.get("id") for _, x in r.paid}
    changed = {c.outcome for c in r.changes}
    for line in all_of(r.model, "valueLine"):
        switch, in_force = option_of(r.model, line)
        if switch and (line.get("id") in paid if in_force else line.get("outcome") in changed):
            out.add(("switch", m, switch))
    return out


def leans_modeled(project, program):
    """(kind, place, id) of everything on which a modeled result leans."""
    r = Result(project, program)
    v = project.interventions[program.get("intervention")]
    m, p = r.model.get("id"), program.get("id")
    if r.known != r.sources:
        raise SystemExit(f"FAILED {p}: sources {sorted(r.known ^ r.sources)} are not in both\n"
                         "0 passed, 1 failed")
    out = {("population", m, program.get("modelPopulation")), ("cost", p, p)}
    out |= {("local-fit", p, x.get("of")) for x in all_of(program, "localFit")}
    out |= {("component" if "." in n else "parameter", m, n) for n in parameters_of(r)}
    out |= {("series", m, s) for _, x in r.paid for s in series_of(x)}
    out |= {("index", m, x) for x in indexes_of(r)} | choices_of(project, r)
    for c in r.used:
        if c.evidence is not None:
            out |= {(kind, v.get("id"), evidence_id(c.evidence)) for kind in ("effect", "time")}
            out |= {("multiplier", m, x) for x in multipliers_of(r.model, v, c.evidence)}
        else:
            out.add(("link", m, c.link.get("id")))
        if r.base(c)[0] is not None:
            out.add(("path", m, path_id(c.outcome, r.base(c)[0])))
        if c.person:
            out |= {("person", p, c.person), ("population", m, r.population(c.person))}
    return out


def leans_transferred(project, program):
    v = project.interventions[program.get("intervention")]
    model = project.models[program.get("model")]
    latest = max(v.findall(f"{NS}published"), key=lambda r: (r.get("vintage"), r.get("id")))
    out = {("published", v.get("id"), latest.get("id"))}
    if latest.get("priceYear") != model.get("priceYear"):
        out.add(("index", model.get("id"), model.find(f"{NS}index").get("id")))
    out.add(("transfer", model.get("id"), "transfer"))
    out |= {("standing", i, group) for i, group in project.without_standing()
            if group in ("taxpayers", "participants", "others")}
    return out


def leans(project, program):
    return (leans_modeled if program.get("basis") == "modeled" else leans_transferred)(
        project, program)


def said_of_link(model, link):
    """The source of the effect; the worse status of it and the share, whose lack is assumed."""
    effect = one(model, "parameter", link.get("effect"))
    share = one(model, "parameter", link.get("causalShare", ""))
    known = [effect.get("status"), "assumed" if share is None else share.get("status")]
    said = ElementTree.Element("link", {"source": effect.get("source"),
                                        "status": min(known, key=ORDER.get)})
    if effect.get("also"):
        said.set("also", effect.get("also"))
    if share is None:
        said.set("note", "No causal share is stated: all of the effect counts as causal.")
    return said


def items_of(project):
    """(kind, place, id) -> the element with its provenance, of everything there is."""
    out = {}
    for m, model in project.models.items():
        out |= {("transfer", m, "transfer"): x for x in all_of(model, "benefitTransfer")}
        for kind in ("parameter", "population", "index", "series", "switch", "channel"):
            out |= {(kind, m, x.get("id")): x for x in all_of(model, kind)}
        out |= {("link", m, x.get("id")): said_of_link(model, x) for x in all_of(model, "link")}
        for mix in all_of(model, "mix"):
            out |= {("component", m, f"{mix.get('id')}.{c.get('id')}"): mix for c in mix}
        for x in all_of(model, "multiplier"):
            out["multiplier", m, f"{x.get('area')}.{x.get('flag')}.{x.get('vintage')}"] = x
        for o in all_of(model, "outcome"):
            for p in all_of(o, "path"):
                out["path", m, path_id(o.get("id"), p)] = p
    for i, v in project.interventions.items():
        for e in all_of(v, "evidence"):
            studies, report = e.find(f"{NS}studies"), e.find(f"{NS}reported")
            out["effect", i, evidence_id(e)] = report if studies is None else studies
            if e.find(f"{NS}time") is not None:
                out["time", i, evidence_id(e)] = e.find(f"{NS}time")
        out |= {("published", i, r.get("id")): r for r in v.findall(f"{NS}published")}
    for i, p in project.programs.items():
        if p.find(f"{NS}cost") is not None:
            out["cost", i, i] = p.find(f"{NS}cost")
        out |= {("expansion", i, i): x for x in all_of(p, "expansion")}
        out |= {("person", i, x.get("id")): x for x in all_of(p, "person")}
        out |= {("local-fit", i, x.get("of")): x for x in all_of(p, "localFit")}
    for i, p in project.profiles.items():
        out |= {("threshold", i, "likelyChance"): x for x in all_of(p, "likelyChance")}
        out |= {("predicate", i, x.get("id")): x for x in all_of(p, "predicate")}
        out |= {("standing", i, x.get("without")): x for x in all_of(p, "standing")}
    return out


def key(row):
    return row["kind"], row["where_id"], row["id"]


def check_dollars(t, project, row, x, what):
    """When the dollars of an item of a model are stated, and by what they are re-based."""
    k = key(row)
    if row["kind"] not in ("parameter", "series", "path"):
        return
    first = all_of(project.models[row["where_id"]], "index")[0].get("id")
    year = x.get("priceYear", "")
    t.equal(row["price_year"], year, f"{what}: {k}: price year")
    t.equal(row["fiscal"], x.get("fiscal", "").replace("no", ""), f"{what}: {k}: fiscal")
    t.equal(row["index_id"], x.get("index", first) if year else "", f"{what}: {k}: index")


def check_list(t, project, rows, what):
    items = items_of(project)
    t.equal(sorted(map(key, rows)), sorted(items), f"{what}: items")
    users = {p.get("id"): leans(project, p) for p in project.results()}
    for user, on in users.items():
        t.equal(on - set(items), set(), f"{what}: {user}: leans on what is not there")
    for row in rows:
        k, x = key(row), items.get(key(row))
        if x is None:
            continue
        t.equal(row["status"], x.get("status"), f"{what}: {k}: status")
        t.equal(row["source_id"], x.get("source"), f"{what}: {k}: source")
        t.equal(row["also"], x.get("also", ""), f"{what}: {k}: also")
        source = project.sources[x.get("source")]
        t.equal(row["source_title"], source.get("title"), f"{what}: {k}: title")
        t.equal(row["seen"], source.get("seen"), f"{what}: {k}: seen")
        t.equal(row["note"].split(), x.get("note", "").split(), f"{what}: {k}: note")
        check_dollars(t, project, row, x, what)
        want = sorted(user for user, on in users.items() if k in on)
        t.equal(sorted(row["programs"].split()), want, f"{what}: {k}: programs")
        t.equal(int(row["results"]), len(want), f"{what}: {k}: results")
    order = [(ORDER[row["status"]], -int(row["results"])) for row in rows]
    t.equal(order, sorted(order), f"{what}: order")


def check_figures(t, project, rows, what):
    """Closed forms of the stated figures."""
    seen = set()
    for row in rows:
        x = items_of(project)[key(row)] if row["kind"] in ("parameter", "cost") else None
        if x is None:
            continue
        d, f = x.get("distribution"), {c: number(row[c]) for c in ("mean", "sd", "p05", "p95")}
        a = {c: float(x.get(c)) for c in ("low", "mode", "high", "value", "mean", "sd")
             if x.get(c) is not None}
        if row["kind"] == "cost":
            amount, part = float(x.get("amount")), float(x.get("range"))
            d = "triangular" if part > 0 else "constant"
            a = {"low": amount * (1 - part), "mode": amount, "high": amount * (1 + part),
                 "value": amount}
        seen.add(d)
        near = 1e-12 * max(abs(f["mean"]), 1e-300)
        t.check(f["p05"] <= f["mean"] <= f["p95"] or d not in ("triangular", "uniform"),
                f"{what}: {key(row)}: order of figures")
        if d == "constant":
            t.equal(f, {"mean": a["value"], "sd": 0, "p05": a["value"], "p95": a["value"]},
                    f"{what}: {key(row)}")
        elif d == "triangular":
            t.near(f["mean"], (a["low"] + a["mode"] + a["high"]) / 3, near, f"{key(row)}: mean")
            if a["mode"] - a["low"] >= 0.05 * (a["high"] - a["low"]):
                p05 = a["low"] + math.sqrt(
                    0.05 * (a["high"] - a["low"]) * (a["mode"] - a["low"]))
                t.near(f["p05"], p05, 1e-12 * max(abs(p05), 1), f"{key(row)}: p05")
        elif d == "lognormal":
            s = math.sqrt(math.log1p((a["sd"] / a["mean"]) ** 2))
            p95 = math.exp(math.log(a["mean"]) - s * s / 2 + 1.6448536269514722 * s)
            t.near(f["p95"], p95, 1e-11 * p95, f"{key(row)}: p95")
            t.near(f["sd"], a["sd"], near, f"{key(row)}: sd")
    t.check({"constant", "triangular"} <= seen, f"{what}: distributions {sorted(seen)}")


def check_programs(t, args, project, folder, rows, what):
    """With a program only what it leans on, with the rows of the whole list."""
    for p in project.results():
        out = run_ok(args.bca, "-C", folder, "sources", p.get("id"), "--format=csv")
        some = rows_of(out)
        t.equal({key(r) for r in some}, leans(project, p), f"{what}: {p.get('id')}: items")
        t.equal(some, [r for r in rows if p.get("id") in r["programs"].split()],
                f"{what}: {p.get('id')}: rows")


def check_formats(t, args, folder, rows, what):
    document = json.loads(run_ok(args.bca, "-C", folder, "sources", "--format=json"))
    t.equal(len(document["rows"]), len(rows), f"{what}: rows of the JSON")
    for got, want in zip(document["rows"], rows):
        for name, text in want.items():
            value = got[name]
            same = (value is None and text == "" or value == text
                    or isinstance(value, (int, float)) and float(text) == value)
            t.check(same, f"{what}: {key(want)}: {name}: JSON {value!r}, CSV {text!r}")
    lines = run_ok(args.bca, "-C", folder, "sources").splitlines()
    t.equal(len(lines), len(rows) + 1, f"{what}: lines of the table")
    t.equal(lines[0].split(), "Kind In Id Value Status Source Results".split(), "titles")


def check_shares(t, args, folder, what):
    words = ["--draws", "400", "--seed", "7", "--format=csv"]
    rows = rows_of(run_ok(args.bca, "-C", folder, "sources", "--shares", *words))
    results = [r for r in rows_of(run_ok(args.bca, "-C", folder, "run", *words))
               if r["assumed_share"] != ""]
    t.equal(sorted({r["program_id"] for r in rows}), sorted(r["program_id"] for r in results),
            f"{what}: programs with shares")
    for result in results:
        program = result["program_id"]
        mine = [r for r in rows if r["program_id"] == program]
        cost = [r for r in mine if r["line"] == f"cost:{program}"]
        t.equal(len(cost), 1, f"{what}: {program}: lines of cost")
        t.near(float(cost[0]["present_value_mean"]), float(result["cost_mean"]),
               1e-9 * abs(float(result["cost_mean"])), f"{what}: {program}: cost")
        t.near(math.fsum(float(r["share"]) for r in mine), 1, 1e-12, f"{what}: {program}: sum")
        assumed = math.fsum(float(r["share"]) for r in mine if r["status"] == "assumed")
        t.near(assumed, float(result["assumed_share"]), 1e-12, f"{what}: {program}: assumed")
        for r in mine:
            t.equal(r["assumed_share"], result["assumed_share"], f"{what}: {program}: of result")
    one = rows_of(run_ok(args.bca, "-C", folder, "sources", "--shares", results[0]["program_id"],
                         *words))
    t.equal(one, [r for r in rows if r["program_id"] == results[0]["program_id"]],
            f"{what}: shares of one program")


VARIANTS = {"mini": {  # of tests/data: file, what stands there, what is put there
    "costs in dollars of the model's year": [
        ("registry/programs/*/*.xml", r'(comparisonP|p)riceYear="20[0-9]+"',
         r'\1riceYear="2024"')],
    "everything in dollars of the model's year": [
        ("registry/programs/*/*.xml", r'(comparisonP|p)riceYear="20[0-9]+"',
         r'\1riceYear="2024"'),
        ("models/tiny/model.xml", r'(<parameter .*)priceYear="20[0-9]+"', r'\1priceYear="2024"')],
    "reoffense without a value": [
        ("models/tiny/model.xml", r'(outcome="reoffense".*)counted="yes"', r'\1counted="no"')],
    "employment without a value": [
        ("models/tiny/model.xml", r'(outcome="employment".*)counted="yes"', r'\1counted="no"')],
    "no public spending": [
        ("models/tiny/model.xml", r'kind="public-spending"', r'kind="private"'),
        ("registry/programs/*/*.xml", r'publicShare="[^"]*"', r'publicShare="0"')],
    "multiplier on record": [("models/tiny/model.xml", r'apply="yes"', r'apply="no"')],
}, "language": {
    "the other option": [
        ("models/trial/model.xml", r'option="marginal"', r'option="average"')],
    "no federal standing": [
        ("registry/profiles/connecticut.xml", r'</profile>',
         '<standing without="federal" source="invented" status="assumed" note="Invented."/>'
         '</profile>')],
    "no standing of participants, victims and others": [
        ("registry/profiles/connecticut.xml", r'</profile>', "".join(
            f'<standing without="{g}" source="invented" status="assumed" note="Invented."/>'
            for g in ("participants", "others")) + '</profile>')],
    "one person, one channel": [("models/*/model.xml", r'per="family"', r'per="person"')],
    "earnings without a link from test scores": [
        ("models/national/model.xml", r'<link id="scores-to-earnings".*/>', "")],
    "shares that are causal are not stated": [
        ("models/trial/model.xml", r' causalShare="[^"]*"', "")],
    "a link whose share is known worse than its effect": [
        ("models/trial/model.xml", r'(id="graduation-per-score".*)status="assumed"',
         r'\1status="published"'),
        ("models/trial/model.xml", r'(id="graduation-causal".*)status="assumed"',
         r'\1status="derived"')],
    "a channel of each person, which two sources of one person reach": [
        ("models/national/model.xml", r'(<channel id="housing")',
         r'<channel id="education" per="person" source="invented" status="assumed" '
         r'note="Invented."/>\n  \1')],
    "a group without standing to which only a line set aside would pay": [
        ("models/trial/model.xml",
         r'(<factor parameter="shelter-cost"/>\s*<payer [^>]*/>\s*<payer account=)"federal"',
         r'\1"taxpayers.unallocated"'),
        ("registry/profiles/connecticut.xml", r'</profile>',
         '<standing without="taxpayers" source="invented" status="assumed" note="Invented."/>'
         '</profile>')],
    "a local fit and an expansion": [
        ("registry/programs/*/family-trial.xml", r'(<person [^>]*/>)',
         r'\1<localFit of="population" multiplier="0.9" source="invented" status="assumed" '
         r'note="Invented."/><expansion fixed="370" variable="28" step="90" placesPerStep="3" '
         r'priceYear="2020" source="invented" status="assumed" note="Invented."/>')],
}}


def check_variants(t, args):
    for data, what, changes in [(d, w, c) for d, v in VARIANTS.items() for w, c in v.items()]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "project"
            shutil.copytree(args.root / "tests" / "data" / data, folder)
            changed = 0
            for where, old, new in changes:
                for path in folder.glob(where):
                    text, n = re.subn(old, new, path.read_text(encoding="utf-8"))
                    path.write_text(text, encoding="utf-8")
                    changed += n
            t.check(changed > 0, f"{what}: nothing was changed")
            rows = rows_of(run_ok(args.bca, "-C", folder, "sources", "--format=csv"))
            check_list(t, Project(folder, args.bca), rows, what)


def check_usage(t, args, project):
    program = next(p.get("id") for p in project.results())
    none = next(p for p, x in project.programs.items() if x.get("basis") == "none")
    for code, words, part in [
            (1, [program + "x"], f"did you mean '{program}'"),
            (1, ["--shares", program + "x"], f"did you mean '{program}'"),
            (1, ["no-such-program-at-all"], "there is no program 'no-such-program-at-all'"),
            (3, [none], none), (3, ["--shares", none], none),
            (2, ["--format=xml"], "'xml'"), (2, ["--format=latex"], "'latex'"),
            (2, ["--share-of"], "--share"), (2, ["--shares", "--draws", "1"], "at least 2"),
            (2, ["--seed", "x"], "'x'")]:
        got, out, err = run(args.bca, "-C", args.root, "sources", *words)
        t.equal((got, out), (code, ""), f"bca sources {' '.join(words)}: exit and output")
        t.check(part in err, f"bca sources {' '.join(words)}: {part!r} in: {err.strip()}")
    with open("/dev/full", "wb") as full:
        got, _, _ = run(args.bca, "-C", args.root, "sources", stdout=full)
    t.equal(got, 5, "bca sources: a full output")


def main():
    args = arguments(__doc__)
    t = Tally()
    data = args.root / "tests" / "data"
    for folder, what in ((args.root, "project"), (data / "mini", "mini"),
                         (data / "language", "language")):
        project = Project(folder, args.bca)
        rows = rows_of(run_ok(args.bca, "-C", folder, "sources", "--format=csv"))
        check_list(t, project, rows, what)
        check_figures(t, project, rows, what)
        check_programs(t, args, project, folder, rows, what)
        check_formats(t, args, folder, rows, what)
        check_shares(t, args, folder, what)
    check_variants(t, args)
    check_usage(t, args, Project(args.root, args.bca))
    t.finish()


if __name__ == "__main__":
    main()
