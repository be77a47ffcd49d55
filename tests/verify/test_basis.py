#!/usr/bin/python3
"""Switching a cost basis or the base year moves what it must, by exactly what it must.

    test_basis.py --bca PATH --root DIR

The Connecticut model prices a year in prison on several bases; a switch says which one is counted.
In a copy of the project each is put in force in turn, or none is counted: only the prison lines and their
deadweight may change, and they by the ratio of the unit costs in dollars of one year. Expected
ratios come from the model's file and its price index, read here. In another copy the model's
dollars are of another year: all money scales by the ratio of the index, and no chance, ratio or
rate moves.
"""

import shutil
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from harness import Tally, arguments, index_of, number, plan, rows_of, run_ok

NS = "{urn:bca:1}"
DRAWS = 2000
EXACT = 1e-12
SUMMED = 1e-10  # a difference of two sums of draws
MODELED = ["doc-cbt", "cssd-aic"]
BASES = {"prison": "prison-cost", "prison-short-run": "prison-cost-short-run",
         "prison-average": "prison-cost-average",
         "prison-fully-loaded": "prison-cost-fully-loaded"}
SWITCH = "prison-basis"
OPTIONS = {"prison": "marginal-long-run", "prison-short-run": "marginal-short-run",
           "prison-average": "average", "prison-fully-loaded": "fully-loaded"}
OTHER_YEAR = 2019
DOLLARS = ["benefits_mean", "cost_mean", "npv_mean", "npv_sd", "npv_mean_se", "npv_p05", "npv_p25",
           "npv_p50", "npv_p75", "npv_p95", "shortfall", "benefits_state", "benefits_others",
           "benefits_participants", "benefits_taxpayers", "benefits_indirect"]
FREE_OF_DOLLARS = ["chance_positive", "chance_positive_se", "chance_zero", "payback_years",
                   "chance_new_site"]
RATIOS = ["bcr", "bcr_se", "assumed_share", "irr"]


# ------------------------------------------------------------------------------------- helpers

def project(root, work, name, change):
    """A copy of the project with another Connecticut model; change(root element)."""
    copy = work / name
    for part in ("registry", "models"):
        shutil.copytree(root / part, copy / part)
    path = copy / "models/connecticut/model.xml"
    ET.register_namespace("", "urn:bca:1")
    tree = ET.parse(path)
    change(tree.getroot())
    tree.write(path, encoding="utf-8", xml_declaration=True)
    return copy


def named(model, kind, name):
    return next(e for e in model.iter(NS + kind) if e.get("id") == name)


def pert_mean(parameter):
    low, mode, high = (float(parameter.get(name)) for name in ("low", "mode", "high"))
    return (low + 4 * mode + high) / 6


def counting(line):
    """A change that puts the basis of one prison line in force, or counts none of them, and makes
    the uncertain cost its mean."""
    def change(model):
        if line in OPTIONS:
            named(model, "switch", SWITCH).set("option", OPTIONS[line])
        else:
            for name in BASES:
                named(model, "valueLine", name).set("counted", "no")
        cost = named(model, "parameter", "prison-cost")
        if cost.get("distribution") == "pert":
            mean = pert_mean(cost)
            for name in ("low", "mode", "high"):
                del cost.attrib[name]
            cost.set("distribution", "constant")
            cost.set("value", repr(mean))
    return change


def unit_costs(root, index):
    """A year in prison on each basis, dollars of the model's year."""
    model = ET.parse(root / "models/connecticut/model.xml").getroot()
    base = index[int(model.get("priceYear"))]
    costs = {}
    for line, parameter in BASES.items():
        p = named(model, "parameter", parameter)
        value = float(p.get("value")) if p.get("value") else pert_mean(p)
        year = int(p.get("priceYear"))
        stated = (index[year - 1] + index[year]) / 2 if p.get("fiscal") == "yes" else index[year]
        costs[line] = value * base / stated
    return costs


def close(t, got, want, tolerance, what):
    """Relative, and both missing is the same."""
    if got is None or want is None:
        return t.equal(got, want, what)
    return t.near(got, want, tolerance * max(abs(got), abs(want)), what)


def result(bca, copy, program):
    return rows_of(run_ok(bca, "-C", copy, "run", program, "--draws", DRAWS, "--format=csv"))[0]


# -------------------------------------------------------------------------------------- checks

def split(streams):
    """The prison streams by account, and all others as they are."""
    prison = {s["account"]: s for s in streams if s["line"] in BASES}
    return prison, [s for s in streams if s["line"] not in BASES]


def check_plans(t, bca, copies, costs, program):
    plans = {line: plan(bca, copy, program) for line, copy in copies.items()}
    first, others = split(plans["prison"]["streams"])
    t.check(len(first) > 0, f"{program}: no prison stream")
    for line, it in plans.items():
        prison, rest = split(it["streams"])
        what = f"{program}: {line}"
        t.equal(rest, others, f"{what}: the other streams")
        for part in ("cost", "discount", "deadweight", "horizon", "price_year"):
            t.equal(it[part], plans["prison"][part], f"{what}: {part}")
        t.equal(sorted(prison), [] if line == "none" else sorted(first), f"{what}: prison's payers")
        for account, stream in prison.items():
            same = {k for k in stream if stream[k] != first[account][k]}
            t.check(same <= {"id", "line", "line_name", "amounts", "status", "known"},
                    f"{what}: prison differs in {sorted(same)}")
            ratio = costs[line] / costs["prison"]
            for got, was in zip(stream["amounts"], first[account]["amounts"]):
                close(t, got, was * ratio, EXACT, f"{what}: amount")


def check_runs(t, bca, copies, costs, program):
    """What prison adds, to the state and as deadweight, is in the ratio of the costs."""
    rows = {line: result(bca, copy, program) for line, copy in copies.items()}

    def added(line, column):
        return number(rows[line][column]) - number(rows["none"][column])

    for line in costs:
        what = f"{program}: {line}"
        ratio = costs[line] / costs["prison"]
        for column in ("benefits_state", "benefits_indirect", "benefits_mean", "npv_mean"):
            t.check(added(line, column) != 0.0, f"{what}: {column} does not move")
            close(t, added(line, column), added("prison", column) * ratio, SUMMED,
                  f"{what}: {column}")
        for column in ("benefits_others", "benefits_participants", "benefits_local",
                       "benefits_federal", "cost_mean"):
            t.equal(rows[line][column], rows["none"][column], f"{what}: {column}")
        close(t, added(line, "benefits_state") + added(line, "benefits_indirect"),
              added(line, "npv_mean"), SUMMED, f"{what}: nothing else moves")


def check_base_year(t, bca, root, copy, index, base):
    ratio = index[OTHER_YEAR] / index[base]
    for program in MODELED:
        was, now = (plan(bca, where, program) for where in (root, copy))
        t.equal(now["price_year"], OTHER_YEAR, f"{program}: price year")
        t.equal([s["id"] for s in now["streams"]], [s["id"] for s in was["streams"]],
                f"{program}: streams")
        pairs = [(s["id"], a, b) for s, o in zip(now["streams"], was["streams"])
                 for a, b in zip(s["amounts"], o["amounts"])]
        pairs += [("cost", a, b)
                  for a, b in zip(now["cost"]["amounts"], was["cost"]["amounts"])]
        for what, got, before in pairs:
            close(t, got, before * ratio, EXACT, f"{program}: {what} of {OTHER_YEAR}")
        now, was = result(bca, copy, program), result(bca, root, program)
        for column in DOLLARS:
            before = number(was[column])
            close(t, number(now[column]), None if before is None else before * ratio, EXACT,
                  f"{program}: {column} of {OTHER_YEAR}")
        for column in FREE_OF_DOLLARS:
            t.equal(now[column], was[column], f"{program}: {column}")
        for column in RATIOS:
            close(t, number(now[column]), number(was[column]), EXACT, f"{program}: {column}")


def main():
    args = arguments(__doc__)
    t = Tally()
    index = index_of(args.root)
    base = int(ET.parse(args.root / "models/connecticut/model.xml").getroot().get("priceYear"))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        root = project(args.root, work, "as-it-is", lambda model: None)
        costs = unit_costs(root, index)
        copies = {line: project(args.root, work, line, counting(line)) for line in [*BASES, "none"]}
        for program in MODELED:
            check_plans(t, args.bca, copies, costs, program)
            check_runs(t, args.bca, copies, costs, program)
        other = project(args.root, work, "year",
                        lambda model: model.set("priceYear", str(OTHER_YEAR)))
        check_base_year(t, args.bca, root, other, index, base)
    t.finish()


if __name__ == "__main__":
    main()
