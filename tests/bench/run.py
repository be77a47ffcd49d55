#!/usr/bin/python3
"""The engine beside its peers; README.md says what each bar is.

    run.py BUILD ROOT [--rounds 9] [--quick] [--skip-agreement]

BUILD is the folder of a build with the targets bench_engine, bench_registry, bench_gsl and
bench_gsl_avx2 and the program bca, ROOT the project whose registry is run. First what it runs on;
then whether all implementations agree; then every measure, each a process of its own, one at a time
and in turn; last a table of the bars and lines "bar NAME VALUE". A bar that is missed is said to be;
the program fails when implementations disagree.
"""
import argparse
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

import agreement
import machine
import measures

PYTHON = "/usr/bin/python3"  # Debian's, which has NumPy


class Programs:
    def __init__(self, build):
        tests = build / "tests"
        self.engine, self.registry = tests / "bench_engine", tests / "bench_registry"
        self.gsl, self.gsl_avx2 = tests / "bench_gsl", tests / "bench_gsl_avx2"
        self.bca = next(path for path in (build / "src/bca", build.parent / "bca") if path.is_file())


def lines_of(*command, folder=None):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, cwd=folder)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr[-2000:]}")
    return done.stdout.splitlines()


def has_mc2d():
    done = subprocess.run(["Rscript", "-e", "quit(status = !requireNamespace('mc2d', quietly = TRUE))"],
                          capture_output=True)
    return done.returncode == 0


# ----------------------------------------------------------------------------------- registry

def export_plans(programs, root, path):
    """Every program's plan, a document a line."""
    names = [line.split()[0] for line in lines_of(programs.registry, "means", "draws=2", folder=root)]
    with open(path, "w", encoding="utf-8") as file:
        for name in names:
            text = "".join(lines_of(programs.bca, "plan", name, "--format=json", folder=root))
            file.write(json.dumps(json.loads(text)) + "\n")
    return len(names)


def means_agree(programs, root, plans):
    """Programs whose means are too far apart, of both sides at 100,000 draws."""
    def table(lines):
        return {name: (float(mean), float(error)) for name, mean, error, _ in map(str.split, lines)}

    ours = table(lines_of(programs.registry, "means", "draws=100000", folder=root))
    theirs = table(lines_of(PYTHON, measures.HERE / "numpy_interpreter.py", plans, 100000, "--means"))
    furthest = max((abs(mean - theirs[name][0]) / max(math.hypot(error, theirs[name][1]), 1e-9), name)
                   for name, (mean, error) in ours.items())
    print(f"registry: {len(ours)} programs, means furthest {furthest[0]:.1f} Monte Carlo errors apart "
          f"({furthest[1]})")
    return int(furthest[0] > agreement.LIMIT or ours.keys() != theirs.keys())


def shipped_scenarios(programs, root):
    """Five that are shipped and can be compared, or none."""
    names = sorted(path.stem for path in (root / "models/scenarios").glob("*.xml"))[:5]
    if len(names) < 5:
        return []
    tried = subprocess.run([programs.bca, "compare", "base", *names, "--draws", "100"], cwd=root,
                           capture_output=True)
    return names if tried.returncode == 0 else []


# --------------------------------------------------------------------------------------- bars

def ratio(of, to, of_what="wall", to_what="wall", scale=1.0):
    """A figure: median of one measure over that of another."""
    return lambda m: m[of].median(of_what) / m[to].median(to_what) * scale


def median(of, what="wall"):
    return lambda m: m[of].median(what)


# name, what it is, sense, at least (or at most), aim, figure; None: no bar was set
BARS = [
    ("numpy-linear-1t", "NumPy in process, linear, 1 thread", ">=", 8, 11,
     ratio("numpy-naive", "engine-linear-1t")),
    ("numpy-dcox-1t", "NumPy in process, D-cox, 1 thread", ">=", 5, 8,
     ratio("numpy-logit", "engine-dcox-1t")),
    ("numpy-dcox-2t", "NumPy in process, D-cox, 2 threads", ">=", 9, 15,
     ratio("numpy-logit", "engine-dcox-2t")),
    ("process-numpy-2t", "whole process 108 x 10,000, NumPy", ">=", 15, 22,
     ratio("numpy-naive", "engine-linear-2t", "process", "process")),
    ("process-r-2t", "whole process 108 x 10,000, base R", ">=", 70, 120,
     ratio("r-naive", "engine-linear-2t", "process", "process")),
    ("gsl-typical-1t", "typical GSL loop, 1 thread", ">=", 8, 11,
     ratio("gsl-typical", "engine-linear-1t")),
    ("over-uniforms", "pipeline over its Philox uniforms", "<=", 5, 2.5,
     ratio("engine-linear-1t", "uniforms-1t")),
    ("threads-10m", "2-thread speed-up, 10 M draws", ">=", 1.8, 1.95,
     ratio("engine-1x10m-1t", "engine-1x10m-2t")),
    ("threads-108x10k", "2-thread speed-up, 108 x 10,000", ">=", 1.7, 1.85,
     ratio("engine-linear-1t", "engine-linear-2t")),
    ("draws-10m-over-10k", "ns a draw, 10 M against 10 k", "<=", 1.15, 1.0,
     ratio("engine-1x10m-1t", "engine-1x10k-1t", scale=1e-3)),
    ("programs-1000-over-10", "ns a draw, 1,000 against 10 programs", "<=", 1.15, 1.0,
     ratio("engine-1000x10k-1t", "engine-10x10k-1t", scale=1e-2)),
    ("five-scenarios", "five scenarios against one", "<=", 2.5, 1.9,
     ratio("engine-five-scenarios-1t", "engine-linear-1t")),
    ("peak-mib-10m", "peak memory, 10 M draws, MiB", "<=", 32, 16,
     median("engine-1x10m-2t", "peak_mib")),
    ("seconds-108x1m", "108 x 1 M draws, 2 threads, seconds", "<=", 15, 9, median("engine-108x1m-2t")),
    ("registry-five-scenarios", "five scenarios of the registry, seconds", "<=", 1.0, None,
     median("registry-five-scenarios", "process")),
    ("registry-numpy-1t", "registry, NumPy in process, 1 thread", None, None, None,
     ratio("registry-numpy-1t", "registry-engine-1t")),
    ("registry-numpy-2t", "registry, NumPy in process, 2 threads", None, None, None,
     ratio("registry-numpy-2t", "registry-engine-2t")),
    ("registry-process-numpy", "registry, whole process, NumPy over bca run", None, None, None,
     ratio("registry-numpy-2t", "registry-bca-run", "process", "process")),
    ("numpy-gemm-linear-1t", "NumPy by matrix products, linear, 1 thread", None, None, None,
     ratio("numpy-gemm", "engine-linear-1t")),
    ("gsl-naive-1t", "naive GSL loop, 1 thread", None, None, None,
     ratio("gsl-naive", "engine-linear-1t", scale=9)),
    ("mc2d-1t", "R with mc2d, 1 thread", None, None, None, ratio("mc2d", "engine-linear-1t", scale=27)),
    ("everything-linear-1t", "all means as well, against bare, linear", None, None, None,
     ratio("engine-linear-everything-1t", "engine-linear-1t")),
    ("everything-dcox-1t", "all means as well, against bare, D-cox", None, None, None,
     ratio("engine-dcox-everything-1t", "engine-dcox-1t")),
    ("avx2-numpy-linear-1t", "AVX2 alone: NumPy, linear, 1 thread", None, None, None,
     ratio("numpy-naive-no-avx512", "engine-linear-avx2-1t")),
    ("avx2-numpy-dcox-1t", "AVX2 alone: NumPy, D-cox, 1 thread", None, None, None,
     ratio("numpy-logit-no-avx512", "engine-dcox-avx2-1t")),
    ("avx2-gsl-typical-1t", "AVX2 alone: typical GSL loop, 1 thread", None, None, None,
     ratio("gsl-typical-avx2", "engine-linear-avx2-1t")),
]

WHY_NOT = {"mc2d": "the R package mc2d is not installed; Debian 12 does not have it",
           "registry-five-scenarios": "bca compare does not compare five shipped scenarios",
           "engine-linear-avx2-1t": "this processor has no AVX2",
           "engine-dcox-avx2-1t": "this processor has no AVX2"}


def verdict(sense, least, value):
    if sense is None:
        return ""
    return "met" if (value >= least if sense == ">=" else value <= least) else "missed"


def print_bars(found):
    print(f"\n{'bar':24} {'what':44} {'must':>8} {'aim':>6} {'measured':>9}")
    bars = []
    for name, what, sense, least, aim, figure in BARS:
        must = f"{sense} {least}" if sense else ""
        try:
            value = figure(found)
        except KeyError as missing:
            why = WHY_NOT.get(missing.args[0], f"there is no measure {missing.args[0]}")
            print(f"{name:24} {what:44} {must:>8} {aim or '':>6} not measured: {why}")
            continue
        print(f"{name:24} {what:44} {must:>8} {aim or '':>6} {value:9.3f} "
              f"{verdict(sense, least, value)}")
        bars.append((name, value))
    for name, value in bars:
        print(f"bar {name} {value:.4g}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--quick", action="store_true", help="two rounds, a tenth of the draws to agree")
    parser.add_argument("--skip-agreement", action="store_true")
    options = parser.parse_args()
    programs = Programs(options.build.resolve())
    root = options.root.resolve()
    rounds = 2 if options.quick else options.rounds
    mc2d = has_mc2d()
    sets = lines_of(programs.engine, "sets")
    print("\n".join(machine.describe(PYTHON)))
    print(f"sets      {' '.join(sets)}")
    if (os.cpu_count() or 1) < 2:
        print("there is one core: figures of two threads mean nothing here")
    with tempfile.TemporaryDirectory() as folder:
        plans = pathlib.Path(folder) / "plans.jsonl"
        export_plans(programs, root, plans)
        wrong = 0
        if not options.skip_agreement:
            print("\nagreement")
            wrong = agreement.check(programs, PYTHON, mc2d, 0.1 if options.quick else 1.0)
            wrong += means_agree(programs, root, plans)
        found = measures.interleave(
            measures.of_engine(programs, rounds, sets)
            + measures.of_peers(programs, rounds, PYTHON, mc2d)
            + measures.of_registry(programs, rounds, PYTHON, root, plans, shipped_scenarios(programs, root)))
    print("\nmedians; 108 programs of 10,000 draws unless the name says otherwise")
    print("\n".join(measure.line() for measure in found.values()))
    print_bars(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
