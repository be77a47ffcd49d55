#!/usr/bin/python3
"""bca sources --influence: the list over all programs against its parts, pages, the same bits.

    test_influence.py --bca PATH --root DIR

Expected: which programs are counted and what their models hold, from the XML files, read by
ElementTree; which results lean on a number, from bca sources; means, from the shares of each
program. Whether a share itself is right: tests/unit/test_variance_shares.c (closed forms) and
tests/oracle/test_influence.py (another estimate).
"""

import json
import os
import shutil
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import page_influence
from harness import Tally, arguments, number, rows_of, run, run_ok

NS = "{urn:bca:1}"
DRAWS = 1500
LEAST = 0.001  # share from which an input is listed, when it is above 2 standard errors
TOLD = {"parameter", "component", "multiplier", "population", "path", "series", "switch",
        "channel", "index"}  # what a model holds, but links and the rule for transfers
SUMS = ["effects", "costs", "interactions"]


def read(root, name):
    paths = sorted((root / "registry").rglob("*.xml") if name != "model"
                   else (root / "models").rglob("model.xml"))
    roots = [ElementTree.parse(p).getroot() for p in paths]
    return [r for r in roots if r.tag == NS + name]


def counted(root):
    """Modeled programs of agencies that are not reference."""
    agencies = {a.get("id"): a.get("kind") for r in read(root, "agencies") for a in r}
    return sorted(p.get("id") for p in read(root, "program") if p.get("basis") == "modeled"
                  and agencies[p.get("agency")] != "reference")


def influence(bca, root, *words):
    return run_ok(bca, "-C", root, "sources", "--influence", *words, "--draws", DRAWS,
                  "--format=csv")


def mixes(root):
    return {m.get("id") for model in read(root, "model") for m in model.iter(NS + "mix")}


def items_of(bca, root, programs):
    """(kind, model, id) -> programs of these that lean on it, by bca sources."""
    found, known = {}, mixes(root)
    for row in rows_of(run_ok(bca, "-C", root, "sources", "--format=csv")):
        leaning = set((row["programs"] or "").split()) & set(programs)
        kind, name = row["kind"], row["id"]
        if row["where"] != "model" or kind not in TOLD or not leaning:
            continue
        if kind == "component":
            kind, name = "mix", next(m for m in known if name.startswith(m + "."))
        found[kind, row["where_id"], name] = len(leaning)
    return found


# -------------------------------------------------------------------------------------- checks

def check_list(t, bca, root, programs):
    rows = rows_of(influence(bca, root))
    items, sums = rows[:-len(SUMS)], rows[-len(SUMS):]
    t.equal([r["kind"] for r in sums], SUMS, "the last rows")
    t.equal({r["programs_counted"] for r in rows}, {str(len(programs))}, "programs counted")
    t.equal({(r["kind"], r["model_id"], r["id"]): int(r["programs"]) for r in items},
            items_of(bca, root, programs), "what is listed, and programs that lean on it")
    t.near(sum(number(r["share_mean"]) or 0 for r in rows), 1, 1e-9, "the means add to 1")
    varied = [r for r in items if r["share_mean"]]
    t.equal(items[:len(varied)], varied, "what varies comes first")
    t.equal([int(r["rank"]) for r in varied], list(range(1, len(varied) + 1)), "ranks")
    t.check(all(not r["rank"] and not r["share_se"] for r in items[len(varied):]),
            "what does not vary has no rank")
    means = [number(r["share_mean"]) for r in varied]
    t.equal(means, sorted(means, reverse=True), "the largest mean first")
    rest = [int(r["programs"]) for r in items[len(varied):]]
    t.equal(rest, sorted(rest, reverse=True), "then the most programs first")
    return rows


def check_means(t, bca, root, programs, rows):
    """Means are those of the programs: what is listed, and what is too small to be."""
    parts = rows_of(influence(bca, root, *programs))
    model_of = {p.get("id"): p.get("model") for p in read(root, "program")}
    n = len(programs)
    t.equal(sorted({r["program_id"] for r in parts}), programs, "programs that have shares")
    for program in programs:
        own = [r for r in parts if r["program_id"] == program]
        t.near(sum(number(r["share"]) for r in own), 1, 1e-9, f"{program}: the shares add to 1")
        t.equal([r["kind"] for r in own[-2:]], ["others", "interactions"], f"{program}: the end")
        shares = [number(r["share"]) for r in own[:-2]]
        t.equal(shares, sorted(shares, reverse=True), f"{program}: the largest first")
        t.check(all(number(r["share"]) >= LEAST
                    and number(r["share"]) > 2 * number(r["share_se"]) for r in own[:-2]),
                f"{program}: none below the bound")
    for row in rows[:-len(SUMS)]:
        listed = sum(number(r["share"]) for r in parts
                     if (r["kind"], model_of[r["program_id"]], r["id"])
                     == (row["kind"], row["model_id"], row["id"])) / n
        t.near(number(row["share_mean"]) or 0.0, listed, 2 * (number(row["share_se"]) or 0) + LEAST,
               f"{row['kind']} {row['id']}: mean")
    end = rows[-1]
    t.near(number(end["share_mean"]),
           sum(number(r["share"]) for r in parts if r["kind"] == "interactions") / n, 1e-12,
           "mean of the interactions")


def check_same_bits(t, bca, root, programs):
    """One program alone and among others; another environment."""
    first, last = programs[0], programs[-1]
    both = influence(bca, root, first, last).splitlines()
    alone = [influence(bca, root, p).splitlines() for p in (first, last)]
    t.equal(both, alone[0] + alone[1][1:], "shares of two programs, together and alone")
    again = run_ok(bca, "-C", root, "sources", "--influence", first, "--draws", DRAWS,
                   "--format=csv", cwd="/", env={"LC_ALL": "C", "TZ": "Asia/Kathmandu"})
    t.equal(again.splitlines(), alone[0], "another environment")


def check_formats(t, bca, root, programs):
    words = ["-C", root, "sources", "--influence", programs[0], "--draws", DRAWS]
    rows = rows_of(run_ok(bca, *words, "--format=csv"))
    got = json.loads(run_ok(bca, *words, "--format=json"))["rows"]
    t.equal([[r["kind"], r["id"], r["share"]] for r in got],
            [[r["kind"], r["id"] or None, float(r["share"])] for r in rows], "csv and json")
    table = run_ok(bca, *words).splitlines()
    t.equal(len(table), len(rows) + 1, "rows of the table")
    top = rows[0]
    t.check(f"{100 * float(top['share']):.1f}%" in table[1] and top["id"] in table[1],
            f"the table says {table[1]!r}")
    short = run_ok(bca, "-C", root, "sources", "--influence", "--draws", DRAWS).splitlines()
    t.check(len(short) <= 1 + 10 + len(SUMS), "ten for people")


def check_none(t, bca, root, programs):
    """Too few draws give no shares; a program without a result is refused."""
    words = ["-C", root, "sources", "--influence", "--format=csv"]
    t.equal(rows_of(run_ok(bca, *words, programs[0], "--draws", 99)), [], "99 draws: no rows")
    rows = rows_of(run_ok(bca, *words, "--draws", 99))
    t.equal([(r["kind"], r["share_mean"]) for r in rows], [(k, "") for k in SUMS],
            "99 draws: no means")
    none = next(p.get("id") for p in read(root, "program") if p.get("basis") == "none")
    code, _, err = run(bca, *words, none)
    t.check(code != 0 and none in err, "a program without a result")


def check_report(t, bca, root, reports):
    """A report of a copy; no page is typeset: a stand-in for lualatex leaves an empty one."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for part in ("registry", "models"):
            shutil.copytree(root / part, work / part)
        shutil.copytree(reports, work / "reports")
        (work / "bin").mkdir()
        stand_in = work / "bin" / "lualatex"
        stand_in.write_text("#!/bin/sh\nprintf '%%PDF-' > report.pdf\n", encoding="utf-8")
        stand_in.chmod(0o755)
        run_ok(bca, "-C", work, "report", "annual", "--draws", DRAWS, "-o", work / "out",
               env={"PATH": f"{work / 'bin'}:{os.environ['PATH']}"})
        page_influence.check(t, bca, work, work / "out", DRAWS)


def main():
    args, t = arguments(__doc__.splitlines()[0]), Tally()
    for root in (args.root / "tests/data/language", args.root):
        programs = counted(root)
        rows = check_list(t, args.bca, root, programs)
        check_means(t, args.bca, root, programs, rows)
        check_report(t, args.bca, root, args.root / "reports")
    check_same_bits(t, args.bca, args.root, programs)
    check_formats(t, args.bca, args.root, programs)
    check_none(t, args.bca, args.root, programs)
    t.finish()


main()
