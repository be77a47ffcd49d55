#!/usr/bin/python3
"""What the shipped registry, models and results must have, and must not.

    test_registry.py --bca PATH --root DIR

The files are read here with xml.etree, not through bca. Expected facts: the agencies are those of
C.G.S. 4-68s; 58 is the number of studies of Landenberger and Lipsey (2005) in the data set they
come from; published results and effects are those of tests/data/pages; .366, .537 and .675 are
the shares of the people released in 2005 with a new prison sentence, a conviction and an arrest
within three years (Connecticut Office of Policy and Management, Annual Recidivism Report 2010).
"""

import csv
import json
import re
import xml.etree.ElementTree as ET

from harness import Tally, arguments, number, read_table, rows_of, run, run_ok

NS = "{urn:bca:1}"
XS = "{http://www.w3.org/2001/XMLSchema}"
STATUTORY = {"dcf", "dmhas", "doc", "dss", "jud-cssd"}
TRANSFERRED_AREAS = {"child-welfare", "work", "corrections"}
ITEMS = ["description", "providers", "population", "outcomes", "assignment", "expenditures",
         "funding", "costPerParticipant", "participants", "capacity", "eligible"]
STATUSES = {"published", "derived", "assumed"}
REASONS = {"not-applicable", "not-collected", "suppressed", "not-public"}
NUMBERED = re.compile(r"-?[0-9]+(\.[0-9]+)?$")
NOT_FIGURES = {"fiscalYear", "priceYear", "vintage", "asOf", "year", "id"}
GROUPS = ["benefits_taxpayers", "benefits_participants", "benefits_others", "benefits_indirect"]


def parse(path):
    return ET.parse(path).getroot()


def files(root, kind):
    return sorted((root / "registry" / kind).rglob("*.xml"))


# ---------------------------------------------------------------------------------- structure

def check_clean(t, args):
    code, out, _ = run(args.bca, "-C", args.root, "check", "--format=json")
    found = json.loads(out)
    t.equal(code, 0, "bca check")
    t.equal(found["errors"], 0, "errors of bca check")
    for finding in found["findings"]:
        t.equal(finding["severity"], "warning", f"{finding['file']}: {finding['message']}")


def check_agencies(t, root):
    agencies = parse(root / "registry/agencies.xml").findall(NS + "agency")
    statutory = {a.get("id") for a in agencies if a.get("kind") == "statutory"}
    t.equal(statutory, STATUTORY, "agencies of the statute")
    for agency in STATUTORY:
        t.check(any((root / "registry/programs" / agency).glob("*.xml")),
                f"agency {agency}: no program")


def check_bases(t, root):
    programs = [parse(path) for path in files(root, "programs")]
    modeled = [p for p in programs if p.get("basis") == "modeled"]
    t.check(len(modeled) >= 8, f"only {len(modeled)} modeled programs")
    areas = {p.get("area") for p in programs if p.get("basis") == "transferred"}
    t.check(areas >= TRANSFERRED_AREAS, f"no transferred program in {TRANSFERRED_AREAS - areas}")
    for p in programs:
        own = p.get("agency") != "reference"
        t.check(not (own and p.get("model") == "washington"),
                f"{p.get('id')}: a Connecticut program with Washington's values")


# --------------------------------------------------------------------------------- provenance

def has_figure(element):
    """Whether an element holds a number that someone must have got from somewhere."""
    names = [name for name, value in element.attrib.items()
             if NUMBERED.match(value) and name not in NOT_FIGURES]
    return bool(names) or bool(NUMBERED.match((element.text or "").strip()))


def without_provenance(root):
    """Elements with a figure for which neither they nor an element around them give both a source
    and a status. An effect that is not valued enters no result; its source is enough."""
    bad = []

    def walk(element, known):
        known = known or (element.get("source") is not None and
                          (element.get("status") in STATUSES or element.tag == NS + "unvalued"))
        if has_figure(element) and not known:
            bad.append(element.tag.replace(NS, ""))
        for child in element:
            walk(child, known)
    walk(root, False)
    return bad


def check_provenance(t, root):
    sources = {s.get("id") for s in parse(root / "registry/sources.xml")}
    for path in files(root, "programs") + files(root, "interventions"):
        document = parse(path)
        t.equal(without_provenance(document), [], f"{path.name}: figures without source or status")
        used = {e.get("source") for e in document.iter() if e.get("source")}
        t.check(used <= sources, f"{path.name}: no such source {used - sources}")
    for path in sorted((root / "models").glob("*/model.xml")):
        for kind in ("index", "parameter", "mix", "multiplier", "population"):
            for element in parse(path).findall(NS + kind):
                t.equal(without_provenance(element), [], f"{path.parent.name}, {kind} "
                        f"{element.get('id')}: no source or status")
                t.check(element.get("source") in sources and element.get("status") in STATUSES,
                        f"{path.parent.name}, {kind} {element.get('id')}: source and status")
        for element in parse(path).iter(NS + "path"):
            t.check(element.get("source") in sources and element.get("status") in STATUSES,
                    f"{path.parent.name}, path {element.get('column')}: source and status")


def check_inventories(t, root):
    """Eleven items in the order of the statute, each with a value and its source, or a reason."""
    for path in files(root, "programs"):
        for inventory in parse(path).findall(NS + "inventory"):
            what = f"{path.name} {inventory.get('fiscalYear')}"
            t.equal([item.tag.replace(NS, "") for item in inventory], ITEMS, f"{what}: items")
            for item in inventory:
                value = (item.text or "").strip()
                reason = item.get("missing")
                t.check(reason in REASONS if not value else
                        reason is None and item.get("source") is not None and
                        item.get("status") in STATUSES,
                        f"{what}: {item.tag.replace(NS, '')} needs a value with source and "
                        "status, or a reason")


def check_titles(t, root):
    for path in files(root, "interventions"):
        name = parse(path).find(NS + "name")
        t.check(name.get("titleStatus") in ("printed", "inferred") and name.get("source"),
                f"{path.name}: title status {name.get('titleStatus')}")


def check_studies(t, root):
    document = parse(root / "registry/interventions/cbt-offenders.xml")
    studies = list(document.iter(NS + "study"))
    t.equal(len(studies), 58, "studies of cbt-offenders")
    t.equal(len({s.get("id") for s in studies}), 58, "ids of the studies")
    t.equal(sum(s.get("design") == "randomized" for s in studies), 19, "randomized studies")


# ---------------------------------------------------------------------- agreement with the pages

def check_published(t, root):
    """Every published result whose page tests/data/pages has is the summary of that page, cost and
    chance with the registry's sign and unit; every other one re-adds."""
    pages = {row["page"]: row for row in read_table(root / "tests/data/pages/pages.csv")}
    seen = 0
    for path in files(root, "interventions"):
        for result in parse(path).iter(NS + "published"):
            page = pages.get(result.get("id").replace("wsipp-", ""))
            got = [float(result.get(k)) for k in ("taxpayers", "participants", "others",
                                                  "indirect", "total", "cost", "chance")]
            t.near(sum(got[:4]), got[4], 2, f"{path.name}: {result.get('id')} re-adds")
            if page is None or page["total"] == "":
                continue
            seen += 1
            want = [number(page[k]) for k in ("taxpayers", "participants", "others", "indirect",
                                              "total", "net_cost", "chance")]
            want[5], want[6] = -want[5], want[6] / 100
            t.equal(got, want, f"{path.name}: {result.get('id')}")
            t.equal(result.get("priceYear"), page["base_year"], f"{result.get('id')}: dollars of")
    t.check(seen >= 30, f"only {seen} published results")


def check_effects(t, root):
    """Every reported effect from a page of tests/data/pages is a line of its meta-analysis
    table."""
    lines = read_table(root / "tests/data/pages/effects.csv")
    pages = {line["page"] for line in lines}
    names = {"effect1": "effect1", "se1": "se1", "effect2": "effect2", "se2": "se2"}
    seen = 0
    for path in files(root, "interventions"):
        for effect in parse(path).iter(NS + "reported"):
            page = effect.get("source").replace("wsipp-", "")
            if page not in pages:
                continue
            got = [float(effect.get(k)) for k in names]
            t.check(any(line["page"] == page and got == [number(line[k]) for k in names.values()]
                        for line in lines), f"{path.name}: page {page} has no effect {got}")
            seen += 1
    t.check(seen >= 9, f"only {seen} reported effects")


# -------------------------------------------------------------------------------------- models

def check_recidivism(t, root):
    """A new sentence needs a conviction, and a conviction an arrest."""
    table = read_table(root / "models/connecticut/reconviction.csv")
    year3 = next(row for row in table if row["year"] == "3")
    conviction = float(year3["released_prisoners"])
    t.near(conviction, 0.537, 0.0005, "reconvicted within three years")
    t.check(0.366 <= conviction <= 0.675, "new sentence <= conviction <= arrest")
    for column in ("released_prisoners", "probationers"):
        path = [float(row[column]) for row in table]
        t.check(path[0] == 0 and path == sorted(path) and path[-1] < 1, f"{column}: {path}")


def check_victims(t, root):
    """Homicide would carry a third or more of a crime's value on a guess: no line in force uses
    it."""
    for path in sorted((root / "models").glob("*/model.xml")):
        model = parse(path)
        options = {s.get("id"): s.get("option") for s in model.iter(NS + "switch")}
        for line in model.iter(NS + "valueLine"):
            words = [line.get("id"), *(f.get("parameter") or "" for f in line.iter(NS + "factor"))]
            if re.search("homicide|murder|manslaughter", " ".join(words), re.I):
                switch, option = (line.get("when") or "none.none").split(".")
                t.check(options.get(switch, option) != option,
                        f"{path.parent.name}: line {line.get('id')} is in force")


def check_schema(t, root):
    """Each element and attribute that an editor offers is explained to the person at the editor."""
    schema = parse(root / "registry/schema/bca-1.xsd")
    count = 0
    for kind in ("element", "attribute", "simpleType"):
        for node in schema.iter(XS + kind):
            if node.get("name") is None:
                continue
            count += 1
            text = node.find(f"{XS}annotation/{XS}documentation")
            t.check(text is not None and (text.text or "").strip() != "",
                    f"schema: {kind} {node.get('name')} has no documentation")
    t.check(count > 200, f"schema: only {count} named things")


# ------------------------------------------------------------------------------------- results

def check_results(t, args):
    text = run_ok(args.bca, "-C", args.root, "run", "--draws", "1000", "--format=csv")
    rows = rows_of(text)
    programs = {p.get("id"): p for p in map(parse, files(args.root, "programs"))}
    t.equal([row["program_id"] for row in rows], sorted(programs), "programs of programs.csv")
    for row in rows:
        check_row(t, row, programs[row["program_id"]])
    t.equal(text.count("\n"), len(rows) + 1, "lines of programs.csv")
    t.check(all(len(r) == len(rows[0]) for r in csv.reader(text.splitlines())), "cells of a row")


def check_row(t, row, program):
    what = row["program_id"]
    t.equal((row["agency_id"], row["area"], row["basis"], row["intervention_id"]),
            (program.get("agency"), program.get("area"), program.get("basis"),
             program.get("intervention") or ""), what)
    if row["basis"] in ("none", "break-even"):
        t.equal([k for k, v in row.items() if v and (k.startswith(("npv", "benefits", "chance",
                "bcr", "cost", "draws")))], [], f"{what}: results without a basis")
        return
    benefits, cost, npv = (float(row[k]) for k in ("benefits_mean", "cost_mean", "npv_mean"))
    size = abs(benefits) + abs(cost)
    t.near(benefits - cost, npv, 1e-9 * size, f"{what}: benefits - cost = net")
    groups = [number(row[name]) or 0.0 for name in GROUPS]
    t.near(sum(groups), benefits, 1e-9 * (size + sum(map(abs, groups))), f"{what}: groups")
    levels = [number(row[f"benefits_{name}"]) for name in ("state", "local", "federal")]
    if row["basis"] == "transferred":
        t.equal(levels, [None] * 3, f"{what}: the page states no level of government")
    elif any(level is not None for level in levels):
        t.near(sum(level or 0.0 for level in levels), groups[0], 1e-9 * size,
               f"{what}: levels of government")
    if row["bcr"]:
        t.near(float(row["bcr"]), benefits / cost, 1e-9 * abs(benefits / cost), f"{what}: ratio")
    t.check((row["bcr"] == "") == (row["bcr_reason"] != ""), f"{what}: a ratio or a reason")
    t.equal(row["bcr_reason"] == "benefits are negative", benefits < 0, f"{what}: reason")
    t.check(0 <= float(row["assumed_share"]) <= 1, f"{what}: assumed share")


def check_codes(t, args):
    lines = run_ok(args.bca, "explain", "--list").splitlines()
    codes = [line.split()[0] for line in lines]
    t.check(len(codes) > 50, f"bca explain --list: only {len(codes)} codes")
    t.equal([code[1:] for code in codes], sorted(code[1:] for code in codes), "order of the codes")
    t.equal(len(set(codes)), len(codes), "codes listed twice")


def main():
    args = arguments(__doc__)
    t = Tally()
    check_clean(t, args)
    for check in (check_agencies, check_bases, check_provenance, check_inventories, check_titles,
                  check_studies, check_published, check_effects, check_recidivism, check_victims,
                  check_schema):
        check(t, args.root)
    check_results(t, args)
    check_codes(t, args)
    t.finish()


if __name__ == "__main__":
    main()
