#!/usr/bin/python3
"""What bca says of the studies in the registry, against metafor.

    test_evidence.py --bca PATH --root DIR

tests/data/studies/expected.json was computed by metafor 3.8-1 (R 4.2.2) from the files of
registry/interventions alone: escalc(), the combination of the results of one study, rma(). See
tests/data/README.md. Ends with `N passed, M failed`.
"""

import argparse
import csv
import io
import json
import math
import subprocess
import sys
from pathlib import Path

passed = failed = 0


def check(what, got, want, tolerance):
    global passed, failed
    if got is not None and abs(got - want) <= tolerance * max(1.0, abs(want)):
        passed += 1
    else:
        failed += 1
        print(f"{what}: {got}, expected {want}")


def number(text):
    return float(text) if text not in ("", None) else None


def rows(args, *command):
    done = subprocess.run([args.bca, "-C", args.root, *command], check=True,
                          capture_output=True, text=True)
    return list(csv.DictReader(io.StringIO(done.stdout)))


COLUMNS = {"k": "studies", "estimate": "effect", "se": "effect_se", "tau2": "tau2", "q": "q",
           "i2": "i2"}
# Closed forms to the digits of the expected file, iterated ones as far as metafor's own stopping
# rule goes.
TOLERANCE = {"ML": 1e-6, "REML": 1e-6, "PM": 1e-6, "EB": 1e-6}


def compare(what, row, want, method="DL"):
    for key, value in want.items():
        check(f"{what} {key}", number(row.get(COLUMNS[key])), value,
              TOLERANCE.get(method, 1e-10))


def compare_pooled(table, expected):
    """All studies by every method, and the parts by the method of the registry."""
    index = {}
    for row in table:
        index.setdefault((f"{row['intervention_id']}/{row['outcome']}", row["part"],
                          row["method"] if row["part"] == "method" else row["kind"]), row)
    for name, parts in expected.items():
        for part, levels in parts.items() if name != "contrasts" else ():
            for level, want in levels.items():
                compare(f"{name} {part} {level}", index.get((name, part, level), {}), want, level)


def compare_contrasts(table, expected):
    for c in expected["contrasts"]:
        name = f"{c['key']} {c['id']}"
        mine = {r["part"]: r for r in table if r["kind"] == c["id"] and
                f"{r['intervention_id']}/{r['outcome']}" == c["key"]}
        compare(f"{name} of", mine.get("contrast-of", {}), c["of"])
        compare(f"{name} against", mine.get("contrast-against", {}), c["against"])
        check(f"{name} ratio", number(mine.get("contrast-of", {}).get("ratio")), c["ratio"], 1e-10)


def compare_known(table):
    """Figures that were known before: log odds ratios of the dropout review's data set."""
    def find(part, kind):
        return next(r for r in table if r["intervention_id"] == "dropout-prevention" and
                    r["part"] == part and r["kind"] == kind)

    # all studies, and randomized graduation only: odds ratios 1.71 and 1.05
    check("dropout, all", math.exp(1.65 * number(find("all", "")["effect"])), 1.714, 5e-4)
    check("dropout, randomized graduation", math.exp(
        1.65 * number(find("measured-randomized", "graduation")["effect"])), 1.0474, 5e-4)


def compare_studies(args, table):
    """`bca studies X` lists as many studies as are pooled, with a positive variance each."""
    for row in [r for r in table if r["part"] == "all"]:
        studies = rows(args, "studies", row["intervention_id"], row["outcome"], "--format=csv")
        check(f"{row['intervention_id']}: studies", float(len(studies)), number(row["studies"]),
              0)
        check(f"{row['intervention_id']}: variances",
              float(sum(number(s["vi"]) > 0 for s in studies)), float(len(studies)), 0)
        # equal effects by hand: sum w y / sum w
        w = [1 / number(s["vi"]) for s in studies]
        mean = sum(a * number(s["yi"]) for a, s in zip(w, studies)) / sum(w)
        fe = next(r for r in table if r["intervention_id"] == row["intervention_id"] and
                  r["outcome"] == row["outcome"] and r["method"] == "FE" and r["test"] == "z")
        check(f"{row['intervention_id']}: FE by hand", number(fe["effect"]), mean, 1e-12)


def normal(z):
    return 0.5 * math.erfc(-z / math.sqrt(2))


def compare_chances(table):
    """The chance that benefits exceed a sixth of themselves with half of it again as deadweight:
    100 % for the pooled effect of the offender studies, 82 % for a new site."""
    row = next(r for r in table if r["intervention_id"] == "cbt-offenders" and r["part"] == "all")
    effect, se = abs(number(row["effect"])), number(row["effect_se"])
    site = math.hypot(se, math.sqrt(number(row["tau2"])))
    check("chance, pooled effect", normal((1 - 1.5 / 6) * effect / se), 1.0, 5e-3)
    check("chance, new site", normal((1 - 1.5 / 6) * effect / site), 0.82, 5e-3)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bca", required=True)
    parser.add_argument("--root", required=True)
    args = parser.parse_args()
    expected = json.loads((Path(args.root) / "tests/data/studies/expected.json").read_text())
    table = rows(args, "studies", "--format=csv")
    compare_pooled(table, expected)
    compare_contrasts(table, expected)
    compare_known(table)
    compare_chances(table)
    compare_studies(args, table)
    print(f"{passed} passed, {failed} failed")
    return failed > 0 or passed == 0


if __name__ == "__main__":
    sys.exit(main())
