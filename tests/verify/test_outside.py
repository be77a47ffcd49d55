#!/usr/bin/python3
"""Results of Connecticut programs beside the published ones of the same intervention.

    test_outside.py --bca PATH --root DIR

1. At least ten interventions stand beside a published result: total, payers, chance.
2. Every difference above one half is explained by parameters and a note.
3. The parameters are part of the trace; the lines that lean on them carry half of the benefits.
4. The first of them moves the benefits by more than one percent.
5. What a note says of a switch is what the switch does, and it leads toward the published result.
6. Each of these checks fails on a copy made wrong.

Expected: published totals and chances, from the files of the interventions; half, ten and one
percent are the demands. What a copy gives is held against the same program on the project.
"""

import json
import re
import shutil
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from harness import Tally, arguments, index_of, number, rows_of, run, run_ok

NS = "{urn:bca:1}"
ElementTree.register_namespace("", "urn:bca:1")
INTERVENTIONS = 10
LIMIT = 0.5  # difference from which an explanation is asked for
HALF = 0.5  # of the absolute benefits by line
MOVED = 0.01  # of the benefits
DRAWS = 2000  # where only a change is looked at
TIMES = 1.5
NOTE = 200  # characters of a note of some substance
FIGURES = 5  # numbers in it
NEAR, DOLLARS = 0.02, 25.0  # a figure in a note: of it, or dollars
PAYERS = ["taxpayers", "participants", "others", "indirect"]
NUMBERS = ("value", "low", "mode", "high", "mean", "sd")
FIGURE = r"(-?[\d,]*\d)"
SWITCH = re.compile(r"\(switch ([\w-]+) at ([\w-]+)\) the benefits would be " + FIGURE)
INSTEAD = re.compile(r"instead of " + FIGURE + r" dollars")


class Quiet(Tally):
    """Counts what fails on a copy made wrong, and prints nothing."""

    def check(self, condition, text):
        self.failed += not condition
        return bool(condition)


def figure(text):
    return float(text.replace(",", ""))


def close(said, value):
    return abs(said - value) <= max(DOLLARS, NEAR * abs(value))


def files_of(root):
    """Program -> path and element of its difference; those of Connecticut agencies."""
    agencies = {a.get("id"): a.get("kind")
                for a in ElementTree.parse(root / "registry" / "agencies.xml").getroot()}
    found = {}
    for path in sorted((root / "registry" / "programs").rglob("*.xml")):
        program = ElementTree.parse(path).getroot()
        if agencies[program.get("agency")] != "reference":
            found[program.get("id")] = path, {d.get("from"): d for d in
                                              program.iter(NS + "difference")}
    return found


def beside(bca, root, *options):
    """Rows of beside_published.csv: Connecticut programs, by id."""
    ours = files_of(root)
    with tempfile.TemporaryDirectory() as work:
        run_ok(bca, "-C", root, "run", "-o", Path(work) / "out", *options)
        text = (Path(work) / "out" / "beside_published.csv").read_text(encoding="utf-8")
    return {r["program_id"]: r for r in rows_of(text) if r["program_id"] in ours}


def large(row):
    gap = number(row["difference"])
    return gap is None or abs(gap) > LIMIT


def explained(root, rows):
    """(program, row, difference) of each that asks for an explanation and has one."""
    ours = files_of(root)
    for name, row in rows.items():
        why = ours[name][1].get(row["published_id"])
        if large(row) and why is not None:
            yield name, row, why


# ------------------------------------------------------------------------------- 1 and 2

def check_row(t, root, index, row):
    name = row["program_id"]
    file = root / "registry" / "interventions" / f"{row['intervention_id']}.xml"
    published = {p.get("id"): p for p in ElementTree.parse(file).iter(NS + "published")}
    theirs = published[row["published_id"]]
    latest = max(published.values(), key=lambda p: p.get("vintage"))
    t.equal(row["published_id"], latest.get("id"), f"{name}: the latest vintage")
    factor = index[int(row["price_year"])] / index[int(theirs.get("priceYear"))]
    for payer in PAYERS:
        t.near(number(row[f"published_benefits_{payer}"]), factor * float(theirs.get(payer)),
               0.1, f"{name}: published benefits to {payer}")
    t.near(number(row["published_benefits"]), factor * float(theirs.get("total")), 0.1,
           f"{name}: published benefits")
    t.near(number(row["published_chance"]), float(theirs.get("chance")), 1e-9,
           f"{name}: published chance")
    ours = [number(row[f"benefits_{p}"]) for p in PAYERS]
    t.check(ours[0] is not None and ours[3] is not None, f"{name}: taxpayers and indirect")
    t.near(sum(o or 0.0 for o in ours), number(row["benefits"]), 0.01,
           f"{name}: the payers add to the benefits")
    t.check(0 <= (number(row["chance_positive"]) or 0) <= 1, f"{name}: a chance")


def check_beside(t, root, rows):
    index = index_of(root)
    for row in rows.values():
        check_row(t, root, index, row)
    t.check(len({r["intervention_id"] for r in rows.values()}) >= INTERVENTIONS,
            f"at least {INTERVENTIONS} interventions beside a published result")


def check_explained(t, root, rows):
    ours = files_of(root)
    for name, row in rows.items():
        why = ours[name][1].get(row["published_id"])
        if not large(row):
            continue
        if not t.check(why is not None, f"{name}: {row['difference']} is not explained"):
            continue
        note = why.get("note")
        t.equal(row["explained_by"], why.get("parameters"), f"{name}: the table's parameters")
        t.check(len(note) >= NOTE and len(re.findall(r"\d+", note)) >= FIGURES,
                f"{name}: a note of some substance")
        said = [figure(f) for f in INSTEAD.findall(note)]
        t.check(said and all(close(s, number(row["benefits"])) for s in said),
                f"{name}: 'instead of' {said}, the benefits are {row['benefits']}")


# ------------------------------------------------------------------------------------- 3

def parameter_names(root):
    names = {}
    for model in ("national", "connecticut"):
        for p in ElementTree.parse(root / "models" / model / "model.xml").iter(
                NS + "parameter"):
            names[p.get("id")] = p.get("name")
    return names


def parts_with(trace, parameter, name):
    """(step, part) of a trace in which the parameter stands, by its id or after a role's colon."""
    return {(s["id"], p["id"]) for s in trace["steps"] for p in s["parts"] for i in p["inputs"]
            if i["id"] == parameter or (i["name"] or "").endswith(f": {name}")}


def leaning(row, parts):
    """Whether a line of bca sources --shares stands in one of these parts."""
    for step, part in parts:
        line = part.split("@")[0].split(":")[0]
        if step in ("dollars", "lag") and line == row["line"]:
            return True
        if step == "effect" and part.split(":")[0] == row["route"]:
            return True
    return False


def covered(lines, parts):
    """Share of the absolute benefits by line that stand in these parts."""
    benefits = [r for r in lines if not r["line"].startswith("cost:")]
    total = sum(abs(number(r["present_value_mean"])) for r in benefits)
    part = sum(abs(number(r["present_value_mean"])) for r in benefits if leaning(r, parts))
    return part / total


def check_traces(t, bca, root, rows):
    names = parameter_names(root)
    shares = rows_of(run_ok(bca, "-C", root, "sources", "--shares", "--format=csv",
                            "--draws", DRAWS))
    for name, _, why in explained(root, rows):
        trace = json.loads(run_ok(bca, "-C", root, "trace", name, "--format=json"))
        parts = set()
        for parameter in why.get("parameters").split():
            found = parts_with(trace, parameter, names[parameter])
            t.check(found, f"{name}: {parameter} is not in its trace")
            parts |= found
        share = covered([r for r in shares if r["program_id"] == name], parts)
        t.check(share >= HALF, f"{name}: the parameters stand behind {share:.2f} of the benefits")


# ------------------------------------------------------------------------------- 4 and 5

def copy_of(root, work, keep=None):
    """A copy of the project; keep: only these programs."""
    new = Path(tempfile.mkdtemp(dir=work))
    for folder in ("registry", "models", "reports"):
        shutil.copytree(root / folder, new / folder, ignore=shutil.ignore_patterns("scenarios"))
    if keep is not None:
        for path in (new / "registry" / "programs").rglob("*.xml"):
            if path.stem not in keep:
                path.unlink()
    return new


def change_models(root, change):
    """change(element) of both models; whether any element was changed."""
    hit = False
    for model in ("national", "connecticut"):
        path = root / "models" / model / "model.xml"
        tree = ElementTree.parse(path)
        done = [change(e) for e in tree.getroot()]
        if any(done):
            tree.write(path, encoding="utf-8", xml_declaration=True)
            hit = True
    return hit


def scale(parameter):
    def change(e):
        if e.tag != NS + "parameter" or e.get("id") != parameter:
            return False
        for key in NUMBERS:
            if e.get(key) is not None:
                e.set(key, repr(float(e.get(key)) * TIMES))
        return True
    return change


def put(switch, option):
    def change(e):
        found = e.tag == NS + "switch" and e.get("id") == switch
        if found:
            e.set("option", option)
        return found
    return change


def check_moves(t, bca, root, rows, work):
    base = beside(bca, root, "--draws", DRAWS)
    first = {}
    for name, _, why in explained(root, rows):
        first.setdefault(why.get("parameters").split()[0], []).append(name)
    for parameter, programs in first.items():
        new = copy_of(root, work)
        t.check(change_models(new, scale(parameter)), f"{parameter}: no such parameter")
        moved = beside(bca, new, "--draws", DRAWS, *programs)
        for name in programs:
            was, now = number(base[name]["benefits"]), number(moved[name]["benefits"])
            t.check(abs(now - was) > MOVED * abs(was),
                    f"{name}: {parameter} times {TIMES} moves the benefits from {was} to {now}")


def check_switches(t, bca, root, rows, work):
    """What a note says that a switch does; the number of such notes."""
    told = {}
    for name, row, why in explained(root, rows):
        for switch, option, said in SWITCH.findall(why.get("note")):
            told.setdefault((switch, option), []).append((name, row, figure(said)))
    for (switch, option), claims in told.items():
        new = copy_of(root, work, {name for name, _, _ in claims})
        t.check(change_models(new, put(switch, option)), f"{switch}: no such switch")
        now = beside(bca, new)
        for name, row, said in claims:
            benefits, theirs = (number(now[name]["benefits"]),
                                number(row["published_benefits"]))
            t.check(close(said, benefits),
                    f"{name}: the note says {said} with {switch} at {option}, not {benefits}")
            t.check(abs(benefits - theirs) < abs(number(row["benefits"]) - theirs),
                    f"{name}: {switch} at {option} leads away from the published result")
    return sum(map(len, told.values()))


# ------------------------------------------------------------------------------------- 6

def spoil(root, work, name, published, change):
    """A copy of the project with one program's difference changed, or taken out."""
    new = copy_of(root, work, {name})
    path = files_of(new)[name][0]
    tree = ElementTree.parse(path)
    for d in list(tree.getroot().iter(NS + "difference")):
        if d.get("from") == published and not change(d):
            tree.getroot().remove(d)
    tree.write(path, encoding="utf-8", xml_declaration=True)
    return new


def set_to(key, value):
    def change(d):
        d.set(key, value)
        return True
    return change


def check_can_fail(t, bca, root, rows, work):
    name, row, why = next(x for x in explained(root, rows) if SWITCH.search(x[2].get("note")))
    published, note = row["published_id"], why.get("note")
    false = SWITCH.sub(lambda m: m[0][:-len(m[3])] + "1", note)
    stale = INSTEAD.sub("instead of 123,456,789 dollars", note)
    wrong = {
        "no explanation": (check_explained, lambda d: False, ()),
        "a short note": (check_explained, set_to("note", "Other prices."), ()),
        "a stale figure": (check_explained, set_to("note", stale), ()),
        "a parameter outside the trace": (check_traces, set_to("parameters", "tax-local"), (bca,)),
        "a parameter behind no line": (check_traces, set_to("parameters", "discount-rate"), (bca,)),
        "a parameter of no weight": (check_moves, set_to("parameters", "tax-local"), (bca,)),
        "a switch that does otherwise": (check_switches, set_to("note", false), (bca,)),
    }
    for what, (check, change, first) in wrong.items():
        new = spoil(root, work, name, published, change)
        quiet = Quiet()
        late = (work,) if check in (check_moves, check_switches) else ()
        check(quiet, *first, new, beside(bca, new), *late)
        t.check(quiet.failed > 0, f"{what} of {name} is not noticed")
    quiet = Quiet()
    check_beside(quiet, root, {name: {**row, "published_benefits_others": "0"}})
    t.equal(quiet.failed, 2, "one intervention, and a payer without its published dollars")
    code, _, _ = run(bca, "-C", spoil(root, work, name, published,
                                      set_to("parameters", "no-such-parameter")), "check")
    t.check(code != 0, "bca check does not notice a parameter that no model has")


# -------------------------------------------------------------------------------------- all

def print_table(rows):
    print(f"{'program':38} {'ours':>9} {'theirs':>9} {'differs':>8}  chance      explained by")
    for name, r in rows.items():
        gap = number(r["difference"])
        print(f"{name:38} {number(r['benefits']):9,.0f} {number(r['published_benefits']):9,.0f} "
              f"{'-' if gap is None else format(gap, '8.0%')}  {number(r['chance_positive']):.2f} "
              f"{number(r['published_chance']):.2f}   {r['explained_by'] or '-'}")


def main():
    args = arguments(__doc__)
    t = Tally()
    rows = beside(args.bca, args.root)
    print_table(rows)
    with tempfile.TemporaryDirectory() as work:
        check_beside(t, args.root, rows)
        check_explained(t, args.root, rows)
        check_traces(t, args.bca, args.root, rows)
        check_moves(t, args.bca, args.root, rows, work)
        t.check(check_switches(t, args.bca, args.root, rows, work) > 0,
                "no note tells what a switch does")
        check_can_fail(t, args.bca, args.root, rows, work)
    t.finish()


if __name__ == "__main__":
    main()
