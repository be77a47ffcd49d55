#!/usr/bin/python3
"""How long it takes to tier very many programs, by law and as a whole process.

    run.py BENCH_TIER BCA ROOT [--programs 10000] [--redrawn 200] [--draws 1000]

BENCH_TIER is the program of bench_tier.c (target bench_tier of the release build), BCA the program
and ROOT the project whose registry is used. First tiering alone, on one thread, under each profile:
programs made in memory. Then scratch projects of program files, copies of those of ROOT under other
ids, and the whole process `bca tier --format=csv`, which reads, checks, runs every program with
DRAWS draws and prints; beside it `bca check`, which reads and checks alone. PROGRAMS files are
tiered under a profile that asks for no chance of a net benefit, REDRAWN files under the reporting
one, which draws a chance near its threshold a million times. The last lines are "bar NAME VALUE",
seconds; the program fails when tiering alone takes a second or more.
"""

import argparse
import csv
import io
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

REQUIRED = 1.0  # seconds, for tiering alone under one profile


def tiering(bench, root, programs):
    """[(profile, seconds, programs a second)]"""
    done = subprocess.run([bench, str(programs)], cwd=root, check=True, capture_output=True, text=True)
    rows = [line.split() for line in done.stdout.splitlines()]
    return [(profile, float(seconds), float(rate)) for profile, seconds, rate in rows]


def make_project(folder, root, programs):
    """Copies of the registry's programs, in turn, as "ID-NUMBER"."""
    shutil.copytree(root / "models", folder / "models")
    shutil.copytree(root / "registry", folder / "registry",
                    ignore=lambda path, names: names if pathlib.Path(path).name == "programs" else [])
    originals = []
    for path in sorted((root / "registry" / "programs").rglob("*.xml")):
        text = path.read_text(encoding="utf-8")
        found = re.search(r'<program\b[^>]*?\sid="([^"]*)"', text)
        originals.append((path.relative_to(root).parent, found.group(1), text, found.span(1)))
    for number in range(programs):
        place, name, text, (begin, end) = originals[number % len(originals)]
        name = f"{name}-{number:05}"
        (folder / place).mkdir(parents=True, exist_ok=True)
        (folder / place / f"{name}.xml").write_text(text[:begin] + name + text[end:], encoding="utf-8")


def timed(command, folder):
    start = time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    seconds = time.monotonic() - start
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: {done.stderr[-2000:]}")
    return seconds, done.stdout


def tier_files(bca, root, programs, draws, *options):
    """Seconds of bca check and of bca tier on so many program files."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        make_project(folder, root, programs)
        check, _ = timed([bca, "check"], folder)
        tier, out = timed([bca, "tier", "--format=csv", "--draws", str(draws), *options], folder)
    tiers = sum(row["row"] == "tier" for row in csv.DictReader(io.StringIO(out)))
    if tiers != programs:
        sys.exit(f"{tiers} programs have a tier, not {programs}")
    return check, tier


def without_chance(root):
    """A profile in force that asks for no chance of a net benefit."""
    for path in sorted((root / "registry" / "profiles").glob("*.xml")):
        text = path.read_text(encoding="utf-8")
        if "<likelyChance" not in text and " through=" not in re.search(r"<profile\b[^>]*>", text).group(0):
            return path.stem
    sys.exit("every profile in force asks for a chance of a net benefit")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench", type=pathlib.Path)
    parser.add_argument("bca", type=pathlib.Path)
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--programs", type=int, default=10000)
    parser.add_argument("--redrawn", type=int, default=200)
    parser.add_argument("--draws", type=int, default=1000)
    options = parser.parse_args()
    bca = options.bca.resolve()
    root = options.root.resolve()
    bars = []

    print(f"{options.programs} programs, tiering alone, one thread")
    for profile, seconds, rate in tiering(options.bench.resolve(), root, options.programs):
        print(f"{profile:16} {seconds:8.3f} s {rate:10.0f} a second")
        bars.append((f"tier-{profile}", seconds))
    failed = any(seconds >= REQUIRED for _, seconds in bars)

    print(f"whole process, {options.draws} draws")
    for name, files, extra in [
        ("chance-not-asked", options.programs, ["--profile", without_chance(root)]),
        ("reporting", options.redrawn, []),
    ]:
        check, tier = tier_files(bca, root, files, options.draws, *extra)
        print(f"{name:16} {files} program files: bca check {check:.2f} s, bca tier {tier:.2f} s")
        bars += [(f"check-process-{name}", check), (f"tier-process-{name}", tier)]
    for name, seconds in bars:
        print(f"bar {name} {seconds:.3f}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
