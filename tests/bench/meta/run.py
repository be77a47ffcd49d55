#!/usr/bin/python3
"""How many times as fast as metafor's rma() is a fit of ours, both in process, same studies.

    run.py BENCH_META [--rounds 3] [--fits 1001]

BENCH_META is the program of bench_meta.c (target bench_meta of the release build); R needs the
Debian packages r-base-core and r-cran-metafor (apt-get install --no-install-recommends). Each round
times FITS fits for every number of studies and method, first ours, then metafor's; the figure is
the median of the medians of the rounds. The last lines are "bar NAME VALUE", the ratio; the program
fails when one is below 500 or the two disagree.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile

SIZES = [10, 30, 50]
METHODS = ["DL", "PM", "REML"]
REQUIRED = 500
# metafor's default settings stop early: Paule-Mandel's tau2 is right to about 1e-4.
AGREEMENT = 1e-3


def lines(command):
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def times(command):
    """{(k, method): (microseconds, tau2, estimate)}"""
    found = {}
    for line in lines(command):
        k, method, *numbers = line.split()
        found[int(k), method] = tuple(map(float, numbers))
    return found


def run(bench, rounds, fits):
    here = pathlib.Path(__file__).parent
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for k in SIZES:
            path = pathlib.Path(folder) / f"{k}.txt"
            path.write_text("\n".join(lines([bench, "data", str(k)])) + "\n")
            files.append(f"{k}={path}")
        for _ in range(rounds):
            ours.append(times([bench, "time", str(fits)]))
            theirs.append(times(["Rscript", str(here / "bench_meta.R"), str(fits), *files]))
    return ours, theirs


def agree(a, b):
    return all(abs(x - y) <= AGREEMENT * max(abs(x), abs(y)) for x, y in zip(a[1:], b[1:]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fits", type=int, default=1001)
    options = parser.parse_args()
    ours, theirs = run(options.bench, options.rounds, options.fits)
    bars = []
    failed = False
    print(f"median of {options.rounds} medians of {options.fits} fits, microseconds")
    print(f"{'k':>3} {'method':6} {'bca':>9} {'metafor':>10} {'ratio':>8}")
    for k in SIZES:
        for method in METHODS:
            us = statistics.median(r[k, method][0] for r in ours)
            them = statistics.median(r[k, method][0] for r in theirs)
            print(f"{k:3} {method:6} {us:9.3f} {them:10.1f} {them / us:8.0f}")
            bars.append((f"meta-{method}-k{k}", them / us))
            if not agree(ours[0][k, method], theirs[0][k, method]):
                print(f"     they disagree: {ours[0][k, method]} {theirs[0][k, method]}")
                failed = True
    for name, ratio in bars:
        print(f"bar {name} {ratio:.0f}")
        failed = failed or ratio < REQUIRED
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
