#!/usr/bin/python3
"""`bca effect`: numbers as metafor's, cells printed back as they were, findings, exit codes.

    test_effect.py --bca PATH --root DIR

Expected numbers: tests/data/meta-raw/expected.csv (metafor 3.8-1, by make.R there),
expected_cluster.csv (cluster.py there) and the effects in tests/data/meta/metafor_cases.json.
"""

import csv
import io
import json
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "verify"))

from harness import TIMEOUT, Tally, arguments, number, read_table, rows_of  # noqa: E402

DATA = Path(__file__).resolve().parent.parent / "data"
RAW = DATA / "meta-raw"
TOLERANCE = 1e-10  # relative
TABLE = "study,ai,bi,ci,di\na,4,119,11,128\nb,6,300,29,274\n"


class Effect:
    """bca effect on a file, or on text at standard input; a check of the exit code."""

    def __init__(self, t, bca, folder):
        self.t, self.bca, self.folder = t, bca, folder

    def __call__(self, code, *words, text=None):
        if isinstance(text, str):
            text = text.encode()
        done = subprocess.run([str(self.bca), "effect", *map(str, words)], input=text or b"",
                              capture_output=True, timeout=TIMEOUT, cwd=self.folder)
        err = done.stderr.decode("utf-8", "backslashreplace")
        what = f"bca effect {' '.join(map(str, words))}"
        self.t.check(done.returncode == code,
                     f"{what}: exit {done.returncode}, want {code}; {err.strip()[-300:]}")
        if code != 0:
            self.t.check(done.stdout == b"" and err.strip() != "", f"{what}: fails silently")
        return done.stdout.decode("utf-8"), err


def near(t, got, want, what):
    """Both missing, or equal within TOLERANCE."""
    if want is None or math.isnan(want):
        t.check(got is None, f"{what}: got {got}, want it missing")
    else:
        t.check(got is not None and abs(got - want) <= TOLERANCE * max(abs(want), abs(got)),
                f"{what}: got {got}, want {want}")


# ----------------------------------------------------------------------------------- numbers

def check_expected(t, effect):
    """Every row of expected.csv and expected_cluster.csv."""
    wanted = {}
    for name in ("expected.csv", "expected_cluster.csv"):
        for row in read_table(RAW / name):
            wanted.setdefault((row["file"], row["measure"]), []).append(row)
    t.check(len(wanted) >= 36, "the expected effects are there")
    for (file, measure), rows in wanted.items():
        path, text = RAW / file, None
        if measure == "RD":  # a variance of 0 is a finding
            path, text = "-", without(path, {r["study"] for r in rows if r["vi"] == "NA"})
            rows = [r for r in rows if r["vi"] != "NA"]
        out, _ = effect(0, path, "--measure", measure, text=text)
        got = rows_of(out)
        t.equal([r["study"] for r in got], [r["study"] for r in rows], f"{file} {measure}: rows")
        for g, w in zip(got, rows):
            for column in ("yi", "vi"):
                near(t, number(g[column]), None if w[column] == "NA" else float(w[column]),
                     f"{file} {measure} study {w['study']} {column}")


def without(path, studies):
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if line.split(",")[0] not in studies)


def check_metafor_cases(t, effect):
    """The raw columns of metafor_cases.json against its yi and vi."""
    bcg = {"tpos": "ai", "tneg": "bi", "cpos": "ci", "cneg": "di"}
    cbt = {"n.cbt.non": "ai", "n.cbt.rec": "bi", "n.ctrl.non": "ci", "n.ctrl.rec": "di"}
    measures = {"dat.bcg": ("RR", bcg), "dat.bcg.OR": ("OR", bcg),
                "dat.normand1999.SMD": ("SMD", {}), "dat.nielweise2007": ("OR", {}),
                "dat.hine1989": ("RD", {}), "dat.landenberger2005": ("OR", cbt)}
    cases = json.loads((DATA / "meta/metafor_cases.json").read_text(encoding="utf-8"))["cases"]
    raw = {c["name"]: c for c in cases if c.get("raw")}
    t.equal(set(raw), set(measures), "cases with raw columns")
    for name, case in raw.items():
        measure, names = measures[name]
        columns = {names.get(k, k): v for k, v in case["raw"].items()}
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values()))
        got = rows_of(effect(0, "-", "--measure", measure, text=out.getvalue())[0])
        t.equal(len(got), case["k"], f"{name}: rows")
        for i, row in enumerate(got):
            near(t, float(row["yi"]), case["yi"][i], f"{name} row {i + 1} yi")
            near(t, float(row["vi"]), case["vi"][i], f"{name} row {i + 1} vi")


def check_combine(t, effect):
    """Three effects, v = .04 .06 .05: metafor 3.8-1, aggregate(weighted=FALSE, rho=0.6)."""
    text = ("study,arm,year,yi,vi\n a ,x,2001,.2,.04\nb,x,2002,.37,.0288\na,x,2001,.5,.06\n"
            "a,y,2001,-.1,.05\na,y,2001,,.05\nc,z,2003,NA,NA\n")
    for words, want in ((["--rho", "0.6"], 0.036464454687490128), ([], 0.036464454687490128),
                        (["--sample", "arm"], 0.023198639314088474),
                        (["--rho", "0"], 0.15 / 9)):
        out, err = effect(0, "-", "--measure", "GEN", "--combine", "study", *words, text=text)
        got = rows_of(out)
        t.equal([r["study"] for r in got], ["a", "b", "c"], "combined: studies")
        t.equal([r["year"] for r in got], ["2001", "2002", "2003"], "combined: the same kept")
        t.equal([r["arm"] for r in got], ["", "x", "z"], "combined: what differs is empty")
        t.equal([r["yi_reported"] for r in got], ["", ".37", "NA"], "combined: as reported")
        near(t, float(got[0]["yi"]), 0.2, "combined effect")
        near(t, float(got[0]["vi"]), want, f"combined variance {words}")
        near(t, float(got[1]["vi"]), 0.0288, "a single effect stays")
        t.equal((got[2]["yi"], got[2]["vi"]), ("", ""), "no effect")
        t.check("combined to 3 rows" in err and "missing: 2 rows" in err, f"combined: {err}")


# --------------------------------------------------------------------------- printing, reading

def check_cells_come_back(t, effect):
    """Byte for byte, whatever the sheet's habits."""
    head = 'study,"no, te",ai,bi,ci,di'
    rows = ['"a ""x"", b", x y ,4,119,11,128', '7,"two\nlines",6.0,"300",2.9e1,0274', ",,,,,",
            "NA,NA,NA,1,2,3", "café,=1+1,6,300,29,274"]
    clean = "\n".join([head, *[r.replace(" x y ", "x y") for r in rows]]) + "\n"
    spoilt = "\ufeff" + "\r\n \r\n".join([head, *rows]).replace("two\r\n", "two\n") + "\r\n\r\n"
    plain, err = effect(0, "-", "--measure", "OR2DN", text=clean)
    t.equal(effect(0, "-", "--measure", "OR2DN", text=spoilt)[0], plain, "BOM, CRLF, blank lines")
    t.check("OR2DN from ai bi ci di: 3 rows" in err and "missing: 2 rows" in err, f"use: {err}")
    t.check(plain.startswith(head + ",yi,vi\n"), f"header: {plain[:60]}")
    want = clean.splitlines(keepends=False)
    got = [re.sub(r",[^,]*,[^,]*$", "", line) if not line.startswith('7,"two') else line
           for line in plain.splitlines()]
    t.equal(got, want, "cells")
    got = rows_of(plain)
    near(t, float(got[0]["yi"]), -0.93869414087039216 / 1.65, "row 1")
    t.equal([got[2]["yi"], got[2]["vi"], got[3]["yi"]], ["", "", ""], "missing cells")
    t.equal(got[1]["yi"], got[4]["yi"], "6.0 and 6")


def check_formats(t, effect):
    (effect.folder / "table.csv").write_text(TABLE, encoding="utf-8")
    plain, _ = effect(0, "table.csv", "--measure", "or")
    out, _ = effect(0, "table.csv", "--measure", "OR", "--format=json")
    found = json.loads(out)
    t.equal((found["schema"], [c["name"] for c in found["columns"]][-2:]),
            ("bca-table", ["yi", "vi"]), "json")
    for row, want in zip(found["rows"], rows_of(plain)):
        t.equal((row["study"], row["ai"], row["yi"], row["vi"]),
                (want["study"], want["ai"], float(want["yi"]), float(want["vi"])), "json row")
    out, _ = effect(0, "table.csv", "--measure", "OR", "--format", "table")
    t.check("-0.9387" in out and "0.3571" in out, f"table: {out}")
    out, err = effect(0, "table.csv", "--measure", "OR", "-o", "effects.csv")
    t.equal((out, (effect.folder / "effects.csv").read_text(encoding="utf-8")), ("", plain),
            "-o")
    t.check("Next: bca meta effects.csv" in err, f"-o: {err}")
    t.equal(sorted(p.name for p in effect.folder.iterdir()), ["effects.csv", "table.csv"],
            "nothing is left behind")
    again = rows_of(effect(0, "effects.csv", "--measure", "GEN")[0])
    t.equal([(r["yi"], r["vi"], r["yi_reported"]) for r in again],
            [(r["yi"], r["vi"], r["yi"]) for r in rows_of(plain)], "its own output, as it is")


# ------------------------------------------------------------------------------------ failures

FINDINGS = [  # measure, text, [code line:col], words of the command
    ("SMD", "study,m1i,sd1i,n1i,m2i,n2i\na,1,2,3,4,5\n", ["E0610 1:1"], []),
    ("OR", "ai,bi,ci,di\n3,-5,7,9\n0,0,x,9\n", ["E0611 2:3", "E0312 3:5"], []),
    ("OR", "ai,n1i,ci,n2i\n37,30,1,50\n", ["E0611 2:1"], []),
    ("SMD", "m1i,sd1i,n1i,m2i,sd2i,n2i\n3,-2,37,4,2,52\n3,0,37,4,0,52\n",
     ["E0611 2:3", "E0611 3:3"], []),
    ("RD", "ai,bi,ci,di\n0,5,0,9\n", ["E0612 2:1"], []),
    ("RD", "yi,ai,bi,ci,di\n1,2,5,3,9\n", ["E0613 1:1"], []),
    ("GEN", "yi,vi,yi_reported\n1,2,5\n", ["E0613 1:7"], []),
    ("OR", "ai,bi,ci,di,nbari\n1,2,5,3,9\n", ["E0614 2:9"], []),
    ("OR", "study,ai,bi,ci,di\n,2,5,3,9\nNA,2,5,3,-9\n", ["E0615 2:1", "E0615 3:1", "E0611 3:10"],
     ["--combine", "study"]),
    ("OR", "study,arm,ai,bi,ci,di\nx,,2,5,3,9\n", ["E0615 2:3"],
     ["--combine", "study", "--sample", "arm"]),
    ("OR", 'ai,bi,ci,di\n1,2,"5,3\n', ["E0310 2:1"], []),
    ("OR", 'ai,bi,ci,di\n1,2,5"3,4\n', ["E0310 2:1"], []),
    ("OR", "ai,bi,ci,di\n1,2,5\n1,2,3,4,5\n", ["E0312 2:5", "E0312 3:9"], []),
    ("OR", "ai,bi,ci,di\n1,2,\"8,000\",$4\n", ["E0312 2:5", "E0312 2:13"], []),
    ("OR", "ai,bi,,di,bi\n1,2,3,4,5\n", ["E0314 1:7", "E0314 1:11"], []),
    ("OR", "ai,bi,ci,di\n", ["E0315 1:1"], []),
    ("OR", "", ["E0005 1:1"], []),
    ("OR", " \r\n\r\n", ["E0005 1:1"], []),
    ("OR", b"ai,bi,ci,di\n1,2,3,4\x92\n", ["E0003 2:8"], []),
    ("OR", b"ai,bi,ci,di\n1,2,3\x00,4\n", ["E0003 2:6"], []),
    ("OR", "ai,bi,ci,di\n".encode("utf-16"), ["E0003 1:1"], []),
    ("OR", b"ai,bi,ci,di\n" + b"1,2,3,4\n" * (2 << 20), ["E0002 1:1"], []),
]


def check_findings(t, effect):
    """The same from a file and from standard input: exact codes and places, exit 1."""
    for measure, text, want, words in FINDINGS:
        data = text.encode() if isinstance(text, str) else text
        (effect.folder / "wrong.csv").write_bytes(data)
        for path, name, given in (("wrong.csv", "wrong.csv", None), ("-", "<stdin>", data)):
            _, err = effect(1, path, "--measure", measure, *words, text=given)
            got = [f"{code} {place}" for code, place in
                   re.findall(r"error\[(E\d+)\].*\n  --> " + name + r":(\d+:\d+)\n", err)]
            t.equal(got, want, f"{measure} {data[:60]!r} {name}")
            t.equal(err.count("= fix: "), len(want), f"{measure} {data[:60]!r}: how to mend it")
    for name in ("no-such.csv", "."):
        _, err = effect(1, name, "--measure", "OR")
        t.check("error[E0001]" in err and name in err, f"{name}: {err}")


def check_usage(t, effect):
    (effect.folder / "table.csv").write_text(TABLE, encoding="utf-8")
    cases = [
        (["table.csv"], "--measure"),
        (["--measure", "OR"], "name one CSV file"),
        (["table.csv", "table.csv", "--measure", "OR"], "name one CSV file"),
        (["table.csv", "--measure", "OR2DM"], "did you mean 'OR2DN'"),
        (["table.csv", "--measure", "HEDGES"], "'HEDGES'"),
        (["table.csv", "--measure", "OR", "--format", "xml"], "'xml'"),
        (["table.csv", "--measure", "OR", "--format", "latex"], "'latex'"),
        (["table.csv", "--measure", "OR", "--combine", "stdy"], "did you mean 'study'"),
        (["table.csv", "--measure", "OR", "--combine", "study", "--sample", "x"], "'x'"),
        (["table.csv", "--measure", "OR", "--sample", "study"], "--combine"),
        (["table.csv", "--measure", "OR", "--rho", "0.5"], "--combine"),
        (["table.csv", "--measure", "OR", "--combine", "study", "--rho", "1.5"], "'1.5'"),
        (["table.csv", "--measure", "OR", "--combine", "study", "--rho", "x"], "'x'"),
        (["table.csv", "--mesure", "OR"], "--measure"),
    ]
    for words, culprit in cases:
        _, err = effect(2, *words)
        t.check(culprit in err, f"bca effect {' '.join(words)}: '{culprit}' not in: {err.strip()}")
    _, err = effect(5, "table.csv", "--measure", "OR", "-o", "no/such/folder/x.csv")
    t.check("no/such/folder/x.csv" in err, f"-o: {err}")
    out, _ = effect(0, "--help")
    t.check("Examples:\n  bca effect" in out, "help: examples")
    for measure in ("OR2DN", "PBIT", "SMD", "COR2D", "ZCOR", "LOR2DN", "GEN", "PC"):
        t.check(measure in out, f"help: {measure}")


def main():
    args = arguments(__doc__.splitlines()[0])
    t = Tally()
    for check in (check_expected, check_metafor_cases, check_combine, check_cells_come_back,
                  check_formats, check_findings, check_usage):
        with tempfile.TemporaryDirectory() as folder:
            check(t, Effect(t, args.bca, Path(folder)))
    t.finish()


if __name__ == "__main__":
    main()
