#!/usr/bin/python3
"""bca compare over the shipped registry: differences, variance factors, what it refuses.

    test_compare.py --bca PATH --root DIR

Expected: levels, differences and variance factors from single draws of each plan
(bca plan --draw K), by NumPy; sums from the parts; an agency alone and a second run from
themselves; exit codes from the list in bca --help.
"""

import os
import re
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from harness import Tally, arguments, number, plan, read_table, run, run_ok

DRAWS, SEED = 16, 3
PROGRAM = "dcf-family-assessment-response"
WHAT_IF = f"effect:{PROGRAM}=+10%"
COST = f"cost:{PROGRAM}=+25%"
DISCOUNT = "discount-two-percent"
PARTS = ["registry", "models", "reports"]
FILES = ["levels.csv", "differences.csv", "budget.csv", "budget_state.csv", "steps.csv",
         "who_pays.csv", "memo.tex", "memo.pdf", "differences.svg"]


def compare(bca, root, out, *words, draws=DRAWS):
    run_ok(bca, "-C", root, "compare", *words, "--draws", draws, "--seed", SEED, "-o", out)
    return {n: read_table(Path(out, f"{n}.csv")) for n in ("levels", "differences")}


def row_of(rows, scenario, name):
    return next(r for r in rows if r["scenario_id"] == scenario and r["id"] == name)


def close(t, got, want, what, tolerance=1e-9):
    t.check(got is not None and abs(got - want) <= tolerance * max(1.0, abs(want)),
            f"{what}: got {got}, want {want}")


# --------------------------------------------------------------------- from single draws

def singles(bca, root, *words):
    def one(k):
        return plan(bca, root, PROGRAM, "--draw", k, "--seed", SEED, *words)["draw"]["npv"]
    with ThreadPoolExecutor(2) as pool:
        return np.array(list(pool.map(one, range(DRAWS))))


def check_level(t, row, prefix, x, what, chance="chance_positive"):
    for column, want in (("mean", x.mean()), ("se", x.std(ddof=1) / np.sqrt(len(x))),
                         ("p05", np.quantile(x, 0.05)), ("p95", np.quantile(x, 0.95)),
                         (chance, np.mean(x > 0))):
        close(t, number(row[f"{prefix}_{column}"]), want, f"{what} {prefix} {column}", 1e-7)


def check_singles(t, bca, root, scratch):
    """One more effect, another discount rate, a dearer unit: the same program in each."""
    base = singles(bca, root)
    asked = (("what-if", ["--what-if", WHAT_IF], [], ["--what-if", WHAT_IF]),
             (DISCOUNT, ["--scenario", DISCOUNT], ["base", DISCOUNT], []),
             ("what-if", ["--what-if", COST], [], ["--what-if", COST]))
    for i, (scenario, of_plan, names, options) in enumerate(asked):
        tables = compare(bca, root, f"{scratch}/single{i}", *names, *options, "--agency", "dcf")
        x = singles(bca, root, *of_plan)
        level = row_of(tables["levels"], scenario, PROGRAM)
        less = row_of(tables["differences"], scenario, PROGRAM)
        people = number(level["participants"])
        factor = (x.var(ddof=1) + base.var(ddof=1)) / (x - base).var(ddof=1)
        check_level(t, row_of(tables["levels"], "base", PROGRAM), "npv", base, "base")
        check_level(t, level, "npv", x, scenario)
        check_level(t, level, "total", people * x, scenario)
        check_level(t, less, "npv", x - base, f"{scenario} less", "chance_better")
        check_level(t, less, "total", people * (x - base), f"{scenario} less", "chance_better")
        for column in ("npv_variance_factor", "total_variance_factor"):
            close(t, number(less[column]), factor, f"{scenario} {column}", 1e-6)
        t.check(factor > 2, f"{scenario}: common draws gain little: {factor}")


# -------------------------------------------------------------------------------- sums, bits

def check_sums(t, tables, column, scenarios):
    for name in scenarios:
        rows = [r for r in tables if r["scenario_id"] == name]
        for kind in ("program", "agency"):
            parts = [number(r[column]) for r in rows if r["kind"] == kind and r[column]]
            close(t, sum(parts), number(row_of(rows, name, "all")[column]),
                  f"{name}: {column} of each {kind}")


def check_all(t, bca, root, scratch):
    names = ["slots-halved", DISCOUNT]
    tables = compare(bca, root, f"{scratch}/all", "base", *names, draws=200)
    check_sums(t, tables["levels"], "total_mean", ["base", *names])
    check_sums(t, tables["differences"], "total_mean", names)
    for row in tables["differences"]:
        mine = row_of(tables["levels"], row["scenario_id"], row["id"])
        base = row_of(tables["levels"], "base", row["id"])
        for column in ("npv_mean", "total_mean"):
            if row[column] and mine[column]:
                close(t, number(row[column]), number(mine[column]) - number(base[column]),
                      f"{row['scenario_id']} {row['id']} {column}",
                      1e-9 * max(1.0, abs(number(mine[column]))))
    alone = compare(bca, root, f"{scratch}/doc", "base", *names, "--agency", "doc", draws=200)
    for table, rows in alone.items():
        for row in (r for r in rows if r["kind"] == "program"):
            t.equal(row, row_of(tables[table], row["scenario_id"], row["id"]),
                    f"{table}: {row['id']} alone")
    compare(bca, root, f"{scratch}/again", "base", *names, draws=200)
    for name in FILES:
        t.equal(Path(scratch, "all", name).read_bytes(), Path(scratch, "again", name).read_bytes(),
                f"{name} twice")
    memo = Path(scratch, "all", "memo.tex").read_text(encoding="utf-8")
    t.check("{{" not in memo and "nan" not in memo.lower().split(), "memo.tex has a hole")
    t.check("leaves the state budget as it is" in memo, "memo: what a discount rate leaves")


# --------------------------------------------------------------------------------- diagnostics

def idle_agency(root):
    """One without a program that has a result."""
    agencies = re.findall(r'<agency id="([^"]+)"', (root / "registry" / "agencies.xml").read_text())
    texts = [f.read_text() for f in (root / "registry" / "programs").rglob("*.xml")]
    busy = {re.search(r'<program [^>]*agency="([^"]+)"', x)[1] for x in texts
            if re.search(r'basis="(modeled|transferred)"', x)}
    return next(a for a in agencies if a not in busy)


def check_refusals(t, bca, root, scratch):
    out = f"{scratch}/none"
    for code, words, text in (
            (1, ["base", "slots-halfed"], "did you mean 'slots-halved'"),
            (1, ["base", "slots-halved", "--agency", "dox"], "did you mean 'doc'"),
            (2, ["base"], "at least one scenario"),
            (2, [], "at least one scenario"),
            (2, ["slots-halved", "slots-halved"], "compared with itself"),
            (2, ["base", "base"], "compared with itself"),
            (2, ["base", "slots-halved", "--years", "0"], "from 1 to 50"),
            (2, ["base", "slots-halved", "--fiscal-year", "27"], "such as 2027"),
            (2, ["base", "slots-halved", "--draws", "1048577"], "at most 1048576 draws"),
            (2, ["--what-if", "effect:doc-cbd=+10%"], "doc-cbt"),
            (3, ["base", "slots-halved", "--agency", idle_agency(root)],
             "no program with a result")):
        got, _, err = run(bca, "-C", root, "compare", *words, "-o", out)
        t.equal(got, code, f"compare {' '.join(words)}: {err.strip()}")
        t.check(text in err, f"compare {' '.join(words)}: {err.strip()}")
    t.equal([n for n in os.listdir(scratch) if n.startswith("none")], [], "left behind")
    got, _, err = run(bca, "-C", root, "plan", PROGRAM, "--scenario", "slots-halfed")
    t.equal((got, "slots-halved" in err), (1, True), "bca plan with an unknown scenario")


def check_places(t, bca, root, scratch):
    """A file in the way, a full standard output: 5, and nothing is left."""
    words = ["-C", root, "compare", "base", DISCOUNT, "--draws", 4, "--agency", "dcf", "-o"]
    place = Path(scratch, "places")
    place.mkdir()
    (place / "file").write_text("here")
    t.equal(run(bca, *words, place / "file")[0], 5, "a file in the way")
    with open("/dev/full", "wb") as full:
        t.equal(run(bca, *words, place / "full", stdout=full)[0], 5, "a full output")
    t.equal(os.listdir(place), ["file"], "left behind")
    (place / "memo").mkdir()
    (place / "memo" / "memo.pdf").mkdir()
    t.equal(run(bca, *words, place / "memo")[0], 5, "a folder in the way of a file")
    t.equal(os.listdir(place / "memo"), ["memo.pdf"], "rolled back")


def check_copy(t, bca, root, scratch):
    """In a copy: a faulty template; a model of another price year; nobody in the totals."""
    copy = Path(scratch, "copy")
    for part in PARTS:
        shutil.copytree(root / part, copy / part)
    template = copy / "reports" / "memo" / "memo.tex"
    good = template.read_text(encoding="utf-8")
    template.write_text(good.replace("{{draws}}", "{{noSuchThing}}", 1), encoding="utf-8")
    got, _, err = run(bca, "-C", copy, "compare", "base", DISCOUNT, "--draws", 4, "-o",
                      copy / "out")
    t.equal((got, "E0901" in err, (copy / "out").exists()), (1, True, False), f"template: {err}")
    template.write_text(good, encoding="utf-8")

    other = copy / "models" / "other"
    other.mkdir()
    (other / "model.xml").write_text('<?xml version="1.0" encoding="UTF-8"?>\n<model '
        'xmlns="urn:bca:1" id="other" extends="connecticut" name="Other" priceYear="2023"/>\n')
    path = next((copy / "registry" / "programs").rglob(f"{PROGRAM}.xml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('model="connecticut"', 'model="other"'), encoding="utf-8")
    got, _, err = run(bca, "-C", copy, "compare", "base", DISCOUNT, "--draws", 4, "-o",
                      copy / "out")
    t.equal(got, 0, f"another price year: {err}")
    t.check(re.search(r"dollars are of \d{4}, those of others of \d{4}: .*-", err),
            f"another price year is not said: {err}")
    path.write_text(text, encoding="utf-8")

    got, _, err = run(bca, "-C", copy, "compare", "base", DISCOUNT, "--draws", 4, "--agency",
                      "dol", "-o", copy / "dol")
    t.equal(got, 0, f"nobody in the totals: {err}")
    t.check("how many start it in a year is not on record" in err and "There is no budget" in err,
            f"nobody in the totals is not said: {err}")
    t.check("Totals cannot be given" in (copy / "dol" / "memo.tex").read_text(encoding="utf-8"),
            "the memo without totals")


def main():
    args = arguments(__doc__)
    t = Tally()
    with tempfile.TemporaryDirectory() as scratch:
        check_singles(t, args.bca, args.root, scratch)
        check_all(t, args.bca, args.root, scratch)
        check_refusals(t, args.bca, args.root, scratch)
        check_places(t, args.bca, args.root, scratch)
        check_copy(t, args.bca, args.root, scratch)
    t.finish()


if __name__ == "__main__":
    main()
