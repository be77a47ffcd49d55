#!/usr/bin/python3
"""How far results can be relied on, computed a second time from the files and the tables.

    test_reliance.py --bca PATH --root DIR

Every row of programs.csv and beside_published.csv of the shipped registry: the label of confidence
by the profile's conditions, with the evaluations read from the registry; the state's own money from
benefits, cost and payers; the shares of quality of life and homicide from the value lines that the
model marks, and what homicide would be from a copy in which its switch is set; published results
in dollars of the model's year, by its price index.
"""

import math
import shutil
import tempfile
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path

from harness import Tally, arguments, index_of, number, rows_of, run_ok

NS = "{urn:bca:1}"
DRAWS = 4000
EXACT = 1e-9
CENTS = 0.005
AT_MEANS = 0.06  # a share with inputs at their means against one of drawn means
ASPECTS = {"quality-of-life": "quality_of_life", "homicide": "homicide"}


class Files:
    """The registry and the models, read without the program."""

    def __init__(self, root):
        self.root = root
        folder = root / "registry"
        self.programs = {e.get("id"): e for e in self._all(folder.glob("programs/*/*.xml"))}
        self.interventions = {e.get("id"): e for e in self._all(folder.glob("interventions/*.xml"))}
        profiles = self._all(folder.glob("profiles/*.xml"))
        self.labels = next(p for p in profiles if p.find(NS + "item") is not None).findall(
            NS + "confidence")
        self.models = {e.get("id"): e for e in self._all(root.glob("models/*/model.xml"))}

    @staticmethod
    def _all(paths):
        return [ET.parse(path).getroot() for path in sorted(paths)]

    def elements(self, model, kind):
        """Elements of a model by id, those of the one that it extends among them."""
        own = self.models[model]
        found = dict(self.elements(own.get("extends"), kind)) if own.get("extends") else {}
        found.update({e.get("id"): e for e in own.findall(NS + kind)})
        return found

    def state_accounts(self, model):
        accounts = self.elements(model, "account")
        return {name for name, e in accounts.items() if e.get("group") == "state"}


# ------------------------------------------------------------------------------------- aspects

def lines_by_program(bca, root):
    table = run_ok(bca, "-C", root, "sources", "--shares", "--format=csv", "--draws", DRAWS)
    lines = defaultdict(list)
    for row in rows_of(table):
        lines[row["program_id"]].append(row)
    return lines


def check_counted(t, files, row, lines):
    """The share of the lines that count, and nothing of those that are left out."""
    marked = {name: e.get("aspect") for name, e in
              files.elements(files.programs[row["program_id"]].get("model"), "valueLine").items()}
    cost = [r for r in lines if r["line"] not in marked]
    size = {a: sum(float(r["share"]) for r in lines if marked.get(r["line"]) == a) for a in ASPECTS}
    benefits = sum(float(r["share"]) for r in lines if r not in cost)
    for aspect, name in ASPECTS.items():
        what = f"{row['program_id']}: {name}"
        counted = row[f"{name}_counted"] == "yes"
        t.equal(counted, size[aspect] > 0, f"{what} counted")
        if counted:
            t.near(number(row[f"{name}_share"]), size[aspect] / benefits, EXACT, what)


def with_homicide(files, work):
    """A copy of the project in which homicide counts, and how many models have it."""
    copy = work / "homicide"
    for part in ("registry", "models"):
        shutil.copytree(files.root / part, copy / part)
    ET.register_namespace("", "urn:bca:1")
    changed = 0
    for path in copy.glob("models/*/model.xml"):
        tree = ET.parse(path)
        for switch in tree.getroot().findall(NS + "switch"):
            if switch.get("id") == "homicide":
                switch.set("option", "counted")
                changed += 1
        tree.write(path, encoding="utf-8", xml_declaration=True)
    return copy, changed


def check_left_out(t, args, files, rows):
    """What homicide would be is what it is once it counts, up to means of products."""
    checked = 0
    with tempfile.TemporaryDirectory() as work:
        copy, changed = with_homicide(files, Path(work))
        if not t.check(changed > 0, "some model has the switch homicide"):
            return
        lines = lines_by_program(args.bca, copy)
        for row in rows:
            would = number(row["homicide_share"])
            if row["homicide_counted"] != "no" or not would:
                continue
            marked = files.elements(files.programs[row["program_id"]].get("model"), "valueLine")
            own = [r for r in lines[row["program_id"]] if r["line"] in marked]
            of_homicide = sum(float(r["share"]) for r in own
                              if marked[r["line"]].get("aspect") == "homicide")
            share = of_homicide / sum(float(r["share"]) for r in own)
            t.near(would, share, AT_MEANS * share, f"{row['program_id']}: homicide if counted")
            checked += 1
    t.check(checked > 0, "a program would have homicide")


# ---------------------------------------------------------------------------------- confidence

def evaluations(files, program, lines):
    """Studies behind the word of evidence whose routes carry most of the benefits."""
    sizes = defaultdict(float)
    for row in lines:
        if row["route"]:
            sizes[row["route"].split(">")[0], row["person"]] += float(row["share"])
    if not sizes:
        return None
    outcome, person = max(sizes, key=sizes.get)
    model = files.elements(program.get("model"), "outcome")[outcome]
    words = [outcome, *(model.get("alsoFor") or "").split()]
    evidence = [e for e in files.interventions[program.get("intervention")].findall(NS + "evidence")
                if e.get("outcome") in words and (e.get("person") or "") == person
                and e.find(NS + "time") is not None]
    best = min(evidence, key=lambda e: words.index(e.get("outcome")))
    studies = best.find(NS + "studies")
    if studies is not None:
        return len(studies.findall(NS + "study"))
    return float(best.find(NS + "reported").get("k") or 0)


def label_of(files, row, behind):
    if row["agency_id"] == "reference":
        return None
    chance = number(row["chance_positive"])
    for label in files.labels:
        share, least, certain = (number(label.get(name))
                                 for name in ("assumedShare", "evaluations", "certainty"))
        modeled = row["basis"] == "modeled"
        if share is not None and not (modeled and number(row["assumed_share"]) <= share):
            continue
        if least is not None and not (modeled and behind is not None and behind >= least):
            continue
        if certain is not None and not (chance is not None and
                                        max(chance, 1 - chance) >= certain):
            continue
        return label.get("id")
    return None


# -------------------------------------------------------------------------------- state, beside

def check_state(t, files, row):
    program = files.programs[row["program_id"]]
    cost = program.find(NS + "cost")
    payers = [] if cost is None else cost.findall(NS + "payer")
    state = files.state_accounts(program.get("model"))
    share = sum(float(p.get("share")) for p in payers if p.get("account") in state)
    what = f"{row['program_id']}: state"
    known = row["basis"] == "modeled" and payers and not row["net_state_reason"].startswith("some")
    t.equal(row["net_state"] != "", bool(known), f"{what}, known")
    t.equal(row["net_state"] == "", row["net_state_reason"] != "", f"{what}, a figure or a reason")
    if known:
        spent = share * number(row["cost_mean"])
        t.near(number(row["cost_state"]), spent, CENTS, f"{what}, cost")
        t.near(number(row["net_state"]), (number(row["benefits_state"]) or 0) - spent, CENTS,
               f"{what}, net")


def check_beside(t, files, root, rows, beside):
    index = index_of(root)
    modeled = {r["program_id"]: r for r in rows if r["basis"] == "modeled"}
    have = {name for name in modeled
            if files.interventions[files.programs[name].get("intervention")].find(NS + "published")
            is not None}
    t.equal({r["program_id"] for r in beside}, have, "modeled programs with a published result")
    for row in beside:
        program = files.programs[row["program_id"]]
        published = max(files.interventions[program.get("intervention")].findall(NS + "published"),
                        key=lambda p: (p.get("vintage"), p.get("id")))
        factor = index[int(float(row["price_year"]))] / index[int(published.get("priceYear"))]
        what = f"{row['program_id']}: beside {published.get('id')}"
        t.equal(row["published_id"], published.get("id"), what)
        total = float(published.get("total"))
        t.near(number(row["published_benefits"]), total * factor, CENTS, f"{what}, benefits")
        t.near(number(row["published_cost"]), float(published.get("cost")) * factor, CENTS,
               f"{what}, cost")
        t.near(number(row["published_npv"]), (total - float(published.get("cost"))) * factor, CENTS,
               f"{what}, net benefit")
        ours = number(modeled[row["program_id"]]["benefits_mean"])
        t.near(number(row["benefits"]), ours, CENTS, f"{what}, ours")
        if total:
            t.near(number(row["difference"]), (ours - total * factor) / abs(total * factor), 1e-6,
                   f"{what}, difference")
        parts = [number(row[name]) or 0.0 for name in
                 ("benefits_taxpayers", "benefits_participants", "benefits_others",
                  "benefits_indirect")]
        t.near(math.fsum(parts), ours, CENTS, f"{what}, parts of ours")


def main():
    args = arguments(__doc__)
    t = Tally()
    files = Files(args.root)
    rows = [r for r in rows_of(run_ok(args.bca, "-C", args.root, "run", "--format=csv", "--draws",
                                      DRAWS)) if r["npv_mean"]]
    lines = lines_by_program(args.bca, args.root)
    for row in rows:
        name = row["program_id"]
        modeled = row["basis"] == "modeled"
        behind = evaluations(files, files.programs[name], lines[name]) if modeled else None
        t.equal(row["confidence"] or None, label_of(files, row, behind), f"{name}: confidence")
        check_state(t, files, row)
        if modeled:
            check_counted(t, files, row, lines[name])
        else:
            t.equal(row["homicide_share"], "", f"{name}: carried over, no share")
    check_left_out(t, args, files, rows)
    with tempfile.TemporaryDirectory() as work:
        run_ok(args.bca, "-C", args.root, "run", "--draws", DRAWS, "-o", Path(work) / "out")
        table = Path(work) / "out" / "beside_published.csv"
        beside = rows_of(table.read_text(encoding="utf-8")) if table.exists() else []
    check_beside(t, files, args.root, rows, beside)
    t.finish()


if __name__ == "__main__":
    main()
