#!/usr/bin/env python3
"""Shares in the variance of the net benefit, against an estimate that has nothing in common.

    test_influence.py --bca PATH --root DIR [--draws N]

`bca sources --influence PROGRAM` fits the draws of one run. Here each input (a mix as one) is drawn
anew while all others stay, by NumPy from the plan document (oracle.py):

    share = mean of (a - mean) (c - b) / Var(y)

with a and b the net benefits of two independent sets of draws and c that of the second set, the
input in question taken from the first: Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018. Its
standard error is that of the mean. Shares of both sides must agree within 4.5 of their common
standard errors, and an input that is not printed must have next to none. Programs: one of the
project, and two of the invented project tests/data/language, of which one has links and families.
"""

import argparse
import csv
import io
import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np  # noqa: E402

from oracle import call, evaluate, own_generator, read_plan, sample_inputs  # noqa: E402

CHUNK = 4000
FAR = 4.5  # standard errors
LEAST = 0.001  # share from which an input is printed
PROGRAMS = [("", "doc-cbt"), ("tests/data/language", "relapse-trial"),
            ("tests/data/language", "family-trial")]


def factors_of(plan):
    """{name: ids of inputs that are drawn together}; a mix has the name of its group."""
    found = {}
    for entry in plan["inputs"]:
        mix = entry["distribution"] == "dirichlet"
        name = entry["id"].rsplit(".", 1)[0] if mix else entry["id"]
        found.setdefault(name, []).append(entry["id"])
    return found


def own_shares(plan, draws):
    """{name: (share, standard error)}, and what is left to interactions with its error."""
    rng, factors = own_generator(plan["program"], 1), factors_of(plan)
    a, b, c = [], [], {name: [] for name in factors}
    for start in range(0, draws, CHUNK):
        n = min(CHUNK, draws - start)
        one, two = (sample_inputs(rng, plan["inputs"], n) for _ in range(2))
        a.append(evaluate(plan, one, n).npv)
        b.append(evaluate(plan, two, n).npv)
        for name, ids in factors.items():
            mixed = {**two, **{i: one[i] for i in ids}}
            c[name].append(evaluate(plan, mixed, n).npv)
    a, b = np.concatenate(a), np.concatenate(b)
    both = np.concatenate([a, b])
    off, variance = a - both.mean(), both.var()
    terms = {name: off * (np.concatenate(x) - b) / variance for name, x in c.items()}
    rest = 1 - sum(terms.values())
    return ({name: (x.mean(), x.std() / math.sqrt(draws)) for name, x in terms.items()},
            (rest.mean(), rest.std() / math.sqrt(draws)))


def printed_shares(options, program):
    """Rows by name, of "others" and "interactions" by their kind."""
    words = ("sources", "--influence", program, "--format=csv", "--draws", str(options.draws))
    rows = csv.DictReader(io.StringIO(call(options.bca, options.root, *words)))
    return {row["id"] or row["kind"]: row for row in rows}


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, good, text):
        self.passed += bool(good)
        self.failed += not good
        if not good:
            print("FAILED", text)


def agree(t, what, theirs, ours, error, ours_error):
    # with all but a share of 1 left over, both errors can be rounding
    bound = FAR * math.hypot(error, ours_error) + 1e-9
    t.check(abs(theirs - ours) <= bound, f"{what}: bca {theirs:.4f}, here {ours:.4f}, "
            f"bound {bound:.4f}")


def check_program(t, options, program):
    plan = read_plan(options, program)
    ours, rest = own_shares(plan, options.draws)
    rows = printed_shares(options, program)
    listed = [name for name in rows if name not in ("others", "interactions")]
    t.check(listed and set(listed) <= set(ours), f"{program}: inputs {set(listed) - set(ours)}")
    t.check(abs(sum(float(r["share"]) for r in rows.values()) - 1) < 1e-9,
            f"{program}: the shares add to 1")
    shares = [float(rows[name]["share"]) for name in listed]
    t.check(shares == sorted(shares, reverse=True), f"{program}: the largest first")
    for name, (share, error) in ours.items():
        what = f"{program}, {name}"
        if name in rows:
            agree(t, what, float(rows[name]["share"]), share, float(rows[name]["share_se"]), error)
        else:
            t.check(share <= LEAST + FAR * math.hypot(error, 2 * LEAST),
                    f"{what}: not printed, here {share:.4f} +- {error:.4f}")
    agree(t, f"{program}, interactions", float(rows["interactions"]["share"]), rest[0],
          float(rows["interactions"]["share_se"]), rest[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bca", required=True)
    parser.add_argument("--root", required=True, type=Path)
    parser.add_argument("--draws", type=int, default=20000)
    parser.add_argument("--program", help="another one of the project, alone")
    options, t = parser.parse_args(), Tally()
    top = options.root
    programs = [("", options.program)] if options.program else PROGRAMS
    for folder, program in programs:
        options.root = str(top / folder)
        check_program(t, options, program)
    print(f"{t.passed} passed, {t.failed} failed")
    sys.exit(1 if t.failed else 0)


if __name__ == "__main__":
    main()
