#!/usr/bin/python3
"""bca sources against an independent reading of the XML, and its shares against bca run.

    test_sources.py --bca PATH --root DIR

Expected: what the XML files of the project and of tests/data/mini say, read here by
ElementTree; which results lean on what, by the rules of src/report/parameters.h applied to
those files alone. Shares: assumed_share of bca run.
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

from harness import Tally, arguments, number, rows_of, run, run_ok  # noqa: E402

NS = "{urn:bca:1}"
ORDER = {"assumed": 0, "derived": 1, "published": 2}
PUBLIC = {"state", "local", "federal", "taxpayers"}


def read(folder, name):
    """id -> root element of every XML file below a folder of the registry or the models."""
    roots = [ElementTree.parse(p).getroot() for p in sorted((folder / name).rglob("*.xml"))]
    return {r.get("id"): r for r in roots}


class Project:
    """What the files say."""

    def __init__(self, folder):
        self.models = read(folder, "models")
        self.interventions = read(folder, "registry/interventions")
        self.programs = read(folder, "registry/programs")
        self.profiles = read(folder, "registry/profiles")
        root = ElementTree.parse(folder / "registry" / "sources.xml").getroot()
        self.sources = {s.get("id"): s for s in root}

    def results(self):
        return [p for p in self.programs.values() if p.get("basis") != "none"]


def all_of(element, name):
    return element.findall(f".//{NS}{name}")


def valued(v):
    """Evidence that a model can give dollars."""
    for e in all_of(v, "evidence"):
        studies = e.find(f"{NS}studies")
        if e.find(f"{NS}time") is not None and (studies is None or not studies.get("notPooled")):
            yield e


def lines_of(model, outcome):
    return [x for x in all_of(model, "valueLine")
            if x.get("outcome") == outcome and x.get("counted") == "yes"]


def names_of(model, line):
    """Parameters that a value line names; a component brings its mix."""
    names = {f.get("parameter") for f in all_of(line, "factor")}
    timing = line.find(f"{NS}timing")
    names |= {timing.get(a) for a in ("wait", "length", "growth")} - {None}
    for mix in all_of(model, "mix"):
        parts = {f"{mix.get('id')}.{c.get('id')}" for c in mix}
        names |= parts if names & parts else set()
    return names


def needs_deadweight(model, line):
    groups = {a.get("id"): a.get("group") for a in all_of(model, "account")}
    payers = {groups[p.get("account")] for p in all_of(line, "payer")}
    return line.get("kind") == "public-spending" and bool(payers & PUBLIC)


def rebased(model, lines, cost):
    years = {p.get("id"): p.get("priceYear") for p in all_of(model, "parameter")}
    used = {years.get(f.get("parameter")) for x in lines for f in all_of(x, "factor")} - {None}
    for amount, year in (("amount", "priceYear"), ("comparison", "comparisonPriceYear")):
        if float(cost.get(amount)) != 0:
            used.add(cost.get(year))
    return used != {model.get("priceYear")}


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


def leans_modeled(project, program):
    """(kind, place, id) of everything on which a modeled result leans."""
    model = project.models[program.get("model")]
    v = project.interventions[program.get("intervention")]
    m, economy = model.get("id"), model.find(f"{NS}economy")
    cost, population = program.find(f"{NS}cost"), program.get("modelPopulation")
    out = {("population", m, population), ("cost", program.get("id"), program.get("id"))}
    every, deadweight = [], float(cost.get("publicShare")) > 0
    for e in valued(v):
        lines = lines_of(model, e.get("outcome"))
        every += lines
        if not lines:
            continue
        out |= {(kind, v.get("id"), e.get("outcome")) for kind in ("effect", "time")}
        out |= {("multiplier", m, x) for x in multipliers_of(model, v, e)}
        for line in lines:
            out |= {("component" if "." in n else "parameter", m, n)
                    for n in names_of(model, line)}
            deadweight = deadweight or needs_deadweight(model, line)
        for o in all_of(model, "outcome"):
            if o.get("id") == e.get("outcome"):
                out |= {("path", m, f"{o.get('id')}.{population}") for p in all_of(o, "path")
                        if p.get("population") == population}
    later = any(x.find(f"{NS}timing").get("kind") != "present-value" for x in every)
    if later or int(cost.get("years")) > 1 or economy.get("discountAt") == "mid":
        out.add(("parameter", m, economy.get("discountRate")))
    if deadweight:
        out.add(("parameter", m, economy.get("deadweight")))
    if rebased(model, every, cost):
        out.add(("index", m, model.find(f"{NS}index").get("id")))
    return out


def leans_transferred(project, program):
    v = project.interventions[program.get("intervention")]
    model = project.models[program.get("model")]
    latest = max(v.findall(f"{NS}published"), key=lambda r: (r.get("vintage"), r.get("id")))
    out = {("published", v.get("id"), latest.get("id"))}
    if latest.get("priceYear") != model.get("priceYear"):
        out.add(("index", model.get("id"), model.find(f"{NS}index").get("id")))
    if model.find(f"{NS}economy").get("discountAt") == "mid":
        out.add(("parameter", model.get("id"), model.find(f"{NS}economy").get("discountRate")))
    return out


def leans(project, program):
    return (leans_modeled if program.get("basis") == "modeled" else leans_transferred)(
        project, program)


def items_of(project):
    """(kind, place, id) -> the element with its provenance, of everything there is."""
    out = {}
    for m, model in project.models.items():
        for kind in ("parameter", "population", "index"):
            out |= {(kind, m, x.get("id")): x for x in all_of(model, kind)}
        for mix in all_of(model, "mix"):
            out |= {("component", m, f"{mix.get('id')}.{c.get('id')}"): mix for c in mix}
        for x in all_of(model, "multiplier"):
            out["multiplier", m, f"{x.get('area')}.{x.get('flag')}.{x.get('vintage')}"] = x
        for o in all_of(model, "outcome"):
            for p in all_of(o, "path"):
                out["path", m, f"{o.get('id')}.{p.get('population')}"] = p
    for i, v in project.interventions.items():
        for e in all_of(v, "evidence"):
            studies, report = e.find(f"{NS}studies"), e.find(f"{NS}reported")
            out["effect", i, e.get("outcome")] = report if studies is None else studies
            if e.find(f"{NS}time") is not None:
                out["time", i, e.get("outcome")] = e.find(f"{NS}time")
        out |= {("published", i, r.get("id")): r for r in v.findall(f"{NS}published")}
    for i, p in project.programs.items():
        if p.find(f"{NS}cost") is not None:
            out["cost", i, i] = p.find(f"{NS}cost")
    for i, p in project.profiles.items():
        out |= {("threshold", i, "likelyChance"): x for x in all_of(p, "likelyChance")}
        out |= {("predicate", i, x.get("id")): x for x in all_of(p, "predicate")}
    return out


def key(row):
    return row["kind"], row["where_id"], row["id"]


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


VARIANTS = {  # of tests/data/mini: file, what stands there, what is put there
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
}


def check_variants(t, args):
    for what, changes in VARIANTS.items():
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "project"
            shutil.copytree(args.root / "tests" / "data" / "mini", folder)
            changed = 0
            for where, old, new in changes:
                for path in folder.glob(where):
                    text, n = re.subn(old, new, path.read_text(encoding="utf-8"))
                    path.write_text(text, encoding="utf-8")
                    changed += n
            t.check(changed > 0, f"{what}: nothing was changed")
            rows = rows_of(run_ok(args.bca, "-C", folder, "sources", "--format=csv"))
            check_list(t, Project(folder), rows, what)


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
    for folder, what in ((args.root, "project"), (args.root / "tests" / "data" / "mini", "mini")):
        project = Project(folder)
        rows = rows_of(run_ok(args.bca, "-C", folder, "sources", "--format=csv"))
        check_list(t, project, rows, what)
        check_figures(t, project, rows, what)
        check_programs(t, args, project, folder, rows, what)
        check_formats(t, args, folder, rows, what)
        check_shares(t, args, folder, what)
    check_variants(t, args)
    check_usage(t, args, Project(args.root))
    t.finish()


if __name__ == "__main__":
    main()
