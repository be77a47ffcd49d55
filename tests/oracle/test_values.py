#!/usr/bin/env python3
"""The oracle on a project with discrete and empirical parameters.

The project is made here: tests/data/mini with the case `ok-values` of tests/findings
laid over it, so that a rate, money, deadweight and a ratio are lists of values, one of
them with a single value.

    test_values.py --bca PATH [--draws N] [--seeds 1,2] [--singles N] [--only a,b,c]

Passes the options on to oracle.py.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import oracle

TESTS = Path(__file__).resolve().parent.parent
LISTS = {"discrete", "empirical"}


def make_project(folder):
    shutil.copytree(TESTS / "data/mini", folder)
    case = TESTS / "findings/ok-values"
    shutil.copytree(case / "models", folder / "models", dirs_exist_ok=True)


def lists_of(options):
    """The distributions of lists that the plans of the project draw from."""
    plans = (oracle.read_plan(options, p) for p in oracle.programs_with_basis(options))
    return {i["distribution"] for plan in plans for i in plan["inputs"]} & LISTS


def main(arguments):
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "project"
        make_project(folder)
        arguments = [*arguments, "--root", str(folder)]
        lacking = LISTS - lists_of(oracle.read_options(arguments))
        if lacking:
            print(f"no plan has: {', '.join(sorted(lacking))}")
            return 1
        return oracle.main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
