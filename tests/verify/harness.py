"""What the scripts of this folder and tests/cli share: arguments, a tally, running bca."""

import argparse
import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

TIMEOUT = 600  # seconds, of one command


class Tally:
    """Counts checks; a check that fails prints one line."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, condition, text):
        if condition:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED", text)
        return bool(condition)

    def equal(self, got, want, what):
        return self.check(got == want, f"{what}: got {got!r}, want {want!r}")

    def near(self, got, want, tolerance, what):
        """got within tolerance (absolute) of want."""
        near = got is not None and abs(got - want) <= tolerance
        return self.check(near, f"{what}: got {got}, want {want} within {tolerance:g}")

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)


def arguments(text):
    """--bca and --root, as absolute paths."""
    parser = argparse.ArgumentParser(description=text)
    parser.add_argument("--bca", required=True, type=Path)
    parser.add_argument("--root", required=True, type=Path)
    args = parser.parse_args()
    args.bca = args.bca.resolve()
    args.root = args.root.resolve()
    return args


def run(bca, *words, **more):
    """Exit code, standard output and standard error of a command; env adds variables."""
    env = {**os.environ, **more.pop("env", {})}
    more.setdefault("stdout", subprocess.PIPE)
    done = subprocess.run([str(bca), *map(str, words)], stdin=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, env=env, timeout=TIMEOUT, **more)
    out = (done.stdout or b"").decode("utf-8", "backslashreplace")
    return done.returncode, out, done.stderr.decode("utf-8", "backslashreplace")


def run_ok(bca, *words, **more):
    """Standard output of a command that must succeed."""
    code, out, err = run(bca, *words, **more)
    if code != 0:
        raise SystemExit(f"FAILED bca {' '.join(map(str, words))}: exit {code}\n{err}"
                         "0 passed, 1 failed")
    return out


def plan(bca, root, program, *options):
    return json.loads(run_ok(bca, "-C", root, "plan", program, "--format=json", *options))


def read_table(path):
    """Rows of a CSV file as dictionaries of text."""
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def number(text):
    """None for an empty cell."""
    return float(text) if text else None


def index_of(root):
    """The price index of the models: year -> index."""
    table = read_table(root / "models" / "national" / "price-index.csv")
    return {int(row["year"]): float(row["index"]) for row in table}
