"""Published numbers do not move unnoticed.

tests/data/published.csv holds what the last release printed for every program (seed 1, 10,000 draws). It proves
nothing about being right; it makes whoever moves a number say so in CHANGELOG.md, and then renew the file:

    build/bca run --format=csv | python3 tests/verify/test_published.py --renew > tests/data/published.csv
"""
import argparse
import csv
import io
import pathlib
import subprocess
import sys

COLUMNS = ["program_id", "price_year", "benefits_mean", "cost_mean", "npv_mean", "npv_p05", "npv_p95", "chance_positive"]
RELATIVE = 1e-9  # another processor may change the last digits
CHANCE = 2e-4    # and with them two draws in 10,000


def rows(text):
    return {row["program_id"]: row for row in csv.DictReader(io.StringIO(text))}


def moved(column, was, now):
    if was == now:
        return False
    if was == "" or now == "":
        return True
    allowed = CHANCE if column == "chance_positive" else RELATIVE * abs(float(was))
    return abs(float(now) - float(was)) > allowed


def compare(was, now):
    passed = failed = 0
    for name in sorted(was.keys() | now.keys()):
        for column in COLUMNS[1:]:
            a, b = (table.get(name, {}).get(column) for table in (was, now))
            if a is None or b is None or moved(column, a, b):
                failed += 1
                print(f"{name} {column}: {a} before, {b} now; say why in CHANGELOG.md")
            else:
                passed += 1
    return passed, failed


def renew(text):
    writer = csv.DictWriter(sys.stdout, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows(text).values():
        writer.writerow(row)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bca")
    parser.add_argument("--root")
    parser.add_argument("--renew", action="store_true")
    options = parser.parse_args()
    if options.renew:
        renew(sys.stdin.read())
        return 0
    command = [options.bca, "-C", options.root, "run", "--format=csv"]
    now = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    was = (pathlib.Path(options.root) / "tests/data/published.csv").read_text()
    passed, failed = compare(rows(was), rows(now))
    print(f"{passed} passed, {failed} failed")
    return failed > 0 or passed == 0


if __name__ == "__main__":
    sys.exit(main())
