#!/usr/bin/env python3
"""bca against model_oracle.py, a second implementation from the same files.

    test_model_oracle.py --bca PATH --root PROJECT [--draws N] [--seed S] [--copies N]
                         [--only s,a,b,r,c]

  s  the oracle alone, against figures worked out apart from any program
  a  every input at its mean: accounts, cost and net present value to 1e-9, and what counts
     once, for every modeled program of PROJECT, of tests/data/mini and of tests/data/language
  b  changed copies of tests/data/language (other conventions, options, standing), as in a;
     and copies that must be refused
  r  copies of tests/data/language changed at random (--copies), as in a
  c  draws: means, standard deviations, chance and percentiles of `bca run` against draws with
     NumPy's generator. Both sides err; a difference counts from the normal quantile at which
     one comparison among all would exceed it with probability 0.0005 on each side. The rule
     itself is tried on a result that is 2 percent off.
"""

import argparse
import csv
import io
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import NormalDist

import numpy as np
from model_cases import REFUSED, VARIANTS, changed_copy
from model_oracle import PUBLIC, Case
from model_random import random_copy
from model_read import Registry, Unclear
from model_values import Scale

DATA = Path(__file__).resolve().parent.parent / "data"
LANGUAGE = DATA / "language"
EXACT = 1e-9
FAMILY = 0.0005  # chance of a false alarm over all comparisons, on each side
BLOCK = 4000
PERCENTILES = {"npv_p05": 0.05, "npv_p25": 0.25, "npv_p50": 0.5, "npv_p75": 0.75, "npv_p95": 0.95}


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, good, text):
        self.passed, self.failed = self.passed + bool(good), self.failed + (not good)
        if not good:
            print(f"FAIL {text}")


def run_bca(options, root, *arguments):
    command = [options.bca, "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def said(done):
    return " ".join((done.stdout + done.stderr).split())[:300]


def near(a, b):
    return a is not None and b is not None and abs(a - b) <= EXACT * max(1e-3, abs(a), abs(b))


# ------------------------------------------------------------------------ the oracle alone


def part_s(tally, _):
    """Check values of the method: a level, and a cumulative path with two effects over time."""

    def rounds_to(what, x, figure):
        tally.check(abs(x - figure) < 0.5e-4 + 1e-12, f"{what}: {x!r}, worked out {figure}")

    level = Scale("dichotomous", np.array([0.40]))
    rounds_to("level", level.change(np.array([-0.156]))[0], -0.0599)
    curve = np.array([0, 0.439, 0.601, 0.684, 0.735, 0.77, 0.794, 0.811, 0.824, 0.834])
    path, discount = Scale("dichotomous", curve, cumulative=True), 1.035 ** -np.arange(9.0)
    constant = path.change(np.full(9, -0.26))
    fading = path.change(np.interp(np.arange(9), [2, 8], [-0.26, 0]))
    rounds_to("events, constant", constant.sum(), -0.0681)
    rounds_to("discounted, constant", constant @ discount, -0.0732)
    rounds_to("events, fading", fading.sum(), -0.0827)
    rounds_to("discounted, fading", fading @ discount, -0.0851)


# ------------------------------------------------------------------- inputs at their means


def compare_means(tally, options, root, program, label):
    done = run_bca(options, root, "plan", program, "--format=json", "--draw", "mean")
    tally.check(done.returncode == 0, f"{label} {program}: bca plan says {said(done)}")
    if done.returncode:
        return
    document = json.loads(done.stdout)
    theirs, case = document["draw"], Case(root, program)
    compare_sources(tally, document, case, f"{label} {program}")
    mine = case.value(case.at_means())
    for account in sorted(mine.accounts.keys() | theirs["accounts"].keys()):
        a = theirs["accounts"].get(account, 0.0)
        b = float(mine.accounts.get(account, np.zeros(1))[0])
        tally.check(near(a, b), f"{label} {program} {account}: bca {a!r}, oracle {b!r}")
    for name in ("cost", "npv"):
        a, b = theirs[name], float(getattr(mine, name)[0])
        tally.check(near(a, b), f"{label} {program} {name}: bca {a!r}, oracle {b!r}")


def compare_sources(tally, document, case, label):
    """What competes, what it is worth, what counts, and the links that are not used."""
    mine = {}
    for (route, channel), worth in case.worth.items():
        links = [case.model.get("link", name)["to"] for name in route.links]
        name = f"{channel}:{'>'.join([route.measured, *links])}"
        name += f":{route.person}" if route.person else ""
        mine[name] = (worth, (route, channel) in case.counted)
    theirs = {x["id"]: (x["value"], x["counted"] == x["id"]) for x in document["sources"]}
    tally.check(theirs.keys() == mine.keys(), f"{label} sources: {theirs.keys() ^ mine.keys()}")
    for name in sorted(theirs.keys() & mine.keys()):
        good = near(theirs[name][0], mine[name][0]) and theirs[name][1] == mine[name][1]
        tally.check(good, f"{label} source {name}: bca {theirs[name]}, oracle {mine[name]}")
    aside = {(x["person"], x["link"]) for x in document["links_aside"]}
    good = aside == case.changes.set_aside_links
    tally.check(good, f"{label} links: bca {aside}, oracle {case.changes.set_aside_links}")


def part_a(tally, options):
    for root in (Path(options.root), DATA / "mini", LANGUAGE):
        programs = Registry(root).modeled()
        tally.check(programs, f"{root} has no modeled program")
        for program in programs:
            compare_means(tally, options, root, program, root.name)


def part_b(tally, options):
    for label, changes in VARIANTS.items():
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch) / "project"
            changed_copy(LANGUAGE, root, changes)
            for program in Registry(root).modeled():
                compare_means(tally, options, root, program, label)
    for label, changes in REFUSED.items():
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch) / "project"
            changed_copy(LANGUAGE, root, changes)
            done = run_bca(options, root, "check")
            right = done.returncode == 1 and label[-5:] in done.stdout + done.stderr
            tally.check(right, f"{label}: bca check says {said(done)}")
            right = any(refuses(root, p) for p in Registry(root).modeled())
            tally.check(right, f"{label}: the oracle lets it pass")


def refuses(root, program):
    try:
        Case(root, program)
    except Unclear:
        return True
    return False


def part_r(tally, options):
    """Copies changed at random: what one side refuses, the other must refuse too."""
    both = 0
    for copy in range(options.copies):
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch) / "project"
            random_copy(LANGUAGE, root, np.random.default_rng([options.seed, copy]))
            programs = Registry(root).modeled()
            done = run_bca(options, root, "check")
            if done.returncode == 1:
                right = any(refuses(root, p) for p in programs)
                tally.check(right, f"copy {copy}: only bca refuses it: {said(done)}")
                continue
            both += 1
            for program in programs:
                compare_means(tally, options, root, program, f"copy {copy}")
    tally.check(2 * both >= options.copies, f"only {both} of {options.copies} copies are valid")


# ------------------------------------------------------------------------------------ draws


def own_draws(case, n, generator):
    """Arrays of n: net present value, benefits, cost, and benefits by group."""
    blocks = []
    for start in range(0, n, BLOCK):
        result = case.value(case.drawn(min(BLOCK, n - start), generator))
        row = {"npv": result.npv, "benefits": result.npv + result.cost, "cost": result.cost}
        public = sum(result.groups.get(name, 0.0) for name in PUBLIC)
        groups = {**result.groups, "taxpayers": public * np.ones(len(result.npv))}
        blocks.append({**row, **{f"benefits_{name}": x for name, x in groups.items()}})
    return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}


def rows_of_mean(drawn, row, share):
    for name, x in drawn.items():
        column = name if name.startswith("benefits_") else f"{name}_mean"
        if row[column] or x.any():  # a group that gets nothing is left empty
            yield column, float(row[column] or 0), x.mean(), x.std(ddof=1) * math.sqrt(share)


def rows_of_shape(drawn, row, share):
    """Standard deviation, chance and percentiles of the net present value."""
    x = drawn["npv"]
    centred = x - x.mean()
    variance = (centred**2).mean()
    spread = math.sqrt(((centred**4).mean() - variance**2) * share) / (2 * math.sqrt(variance))
    yield "npv_sd", float(row["npv_sd"]), math.sqrt(variance), spread
    chance, theirs = (x > 0).mean(), float(row["chance_positive"])
    middle = (chance + theirs) / 2
    yield "chance_positive", theirs, chance, math.sqrt(middle * (1 - middle) * share)
    for column, p in PERCENTILES.items():
        # how much of the own draws lies below bca's percentile: p, but for error
        yield column, p, (x <= float(row[column])).mean(), math.sqrt(p * (1 - p) * share)


def compared(tally, options, root, program, generator):
    """[(what, bca, oracle, standard error of the difference)] and the same 2 percent off."""
    chance = [f"--draws={options.draws}", f"--seed={options.seed}"]
    done = run_bca(options, root, "run", program, "--format=csv", *chance)
    tally.check(done.returncode == 0, f"bca run {program} says {said(done)}")
    if done.returncode:
        return [], []
    row = next(csv.DictReader(io.StringIO(done.stdout)))
    drawn = own_draws(Case(root, program), options.draws, generator)
    share = 2 / options.draws  # both sides have as many draws
    off = {name: 1.02 * x for name, x in drawn.items()}
    return rows_of(program, drawn, row, share), rows_of(program, off, row, share)


def rows_of(program, drawn, row, share):
    rows = (*rows_of_mean(drawn, row, share), *rows_of_shape(drawn, row, share))
    return [(f"{program} {name}", *rest) for name, *rest in rows]


def differs(row, limit):
    _, theirs, mine, error = row
    return not near(theirs, mine) if error == 0 else abs(theirs - mine) > limit * error


def part_c(tally, options):
    generator, rows, off = np.random.default_rng(options.seed + 288), [], []
    for root in (Path(options.root), DATA / "mini", LANGUAGE):
        for program in Registry(root).modeled():
            good, bad = compared(tally, options, root, program, generator)
            rows, off = rows + good, off + bad
    limit = NormalDist().inv_cdf(1 - FAMILY / max(len(rows), 1))
    for row in rows:
        name, theirs, mine, error = row
        z = (theirs - mine) / error if error else math.nan
        tally.check(not differs(row, limit), f"{name}: bca {theirs!r}, oracle {mine!r}, z {z:.2f}")
    worst = max((abs(t - m) / e for _, t, m, e in rows if e > 0), default=math.nan)
    print(f"{len(rows)} comparisons of {options.draws} draws: |z| to {worst:.2f} of {limit:.2f}")
    seen = any(row[3] > 0 and differs(row, limit) for row in off)
    tally.check(seen, "the rule does not see 2 percent")


def main(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--bca", required=True)
    parser.add_argument("--root", required=True)
    parser.add_argument("--draws", type=int, default=40000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--only", default="s,a,b,r,c")
    options, tally = parser.parse_args(arguments), Tally()
    for part in options.only.split(","):
        {"s": part_s, "a": part_a, "b": part_b, "r": part_r, "c": part_c}[part](tally, options)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
