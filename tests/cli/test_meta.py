#!/usr/bin/python3
"""bca meta against metafor: every method and test, moderators, bias, influence, groups, plots.

    test_meta.py --bca PATH --root DIR

Expected: tests/data/meta/metafor_cases.json (metafor 3.8.1), tests/data/meta-cli/expected.json (by
make.R beside it). Numbers agree to 1e-8 of the larger, or of 1e-6 when both are nearly 0: an
iteration of R ends there, and 15 digits are in the files.
"""

import json
import math
import random
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "verify"))

from harness import Tally, arguments, rows_of, run  # noqa: E402

RELATIVE = 1e-8
SMALLEST = 1e-6
SMALLEST_I2 = 1e-2  # percent
KEYS = ("k method test estimate se statistic p ci_lower ci_upper tau2 tau2_se tau2_ci q q_p i2 h2 "
        "pi_lower pi_upper coefficients schema version level q_df df qm qm_df qm_p r2 egger "
        "egger_reason trim_fill leave_one_out influence subgroups q_between studies left_out").split()


class Meta:
    """bca meta, with a check of its exit code."""

    def __init__(self, t, args, work):
        self.t, self.path, self.work = t, args.bca, work
        self.data = args.root / "tests" / "data"
        self.n = 0

    def __call__(self, code, *words, **more):
        got, out, err = run(self.path, "meta", *words, **more)
        what = "bca meta " + " ".join(map(str, words))
        self.t.check(got == code, f"{what}: exit {got}, want {code}; {err.strip()[-300:]}")
        if code != 0:
            self.t.equal(out, "", f"{what}: output of a failure")
            self.t.check(err.strip() != "", f"{what}: fails without a word")
        return out, err

    def json(self, sheet, *words):
        out, _ = self(0, sheet, "--format=json", *words)
        return json.loads(out, parse_constant=lambda c: self.t.check(False, f"{words}: {c} in JSON"))

    def sheet(self, columns, name=None):
        """A CSV of columns {name: values} in the temporary folder."""
        self.n += 1
        path = self.work / (name or f"sheet{self.n}.csv")
        lines = [",".join(columns)]
        for row in zip(*columns.values()):
            lines.append(",".join(c if isinstance(c, str) else repr(c) for c in row))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def file(self, text, name=None):
        self.n += 1
        path = self.work / (name or f"sheet{self.n}.csv")
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        return path

    def expected(self, name):
        return self.data / "meta-cli" / name


def near(t, got, want, what, smallest=SMALLEST):
    if want is None or got is None:
        return t.check(got is None and want is None, f"{what}: got {got}, want {want}")
    room = RELATIVE * max(abs(want), abs(got), smallest)
    return t.check(abs(got - want) <= room, f"{what}: got {got!r}, want {want!r}")


def agree(t, got, want, names, what):
    """Members of two objects; names as they are, or {ours: theirs}."""
    pairs = names.items() if isinstance(names, dict) else ((n, n) for n in names)
    for ours, theirs in pairs:
        smallest = SMALLEST_I2 if ours == "i2" else SMALLEST
        near(t, got[ours], want[theirs], f"{what} {ours}", smallest)


# ------------------------------------------------------------------- every method, every test

ORACLE = {"tau2": "tau2", "tau2_se": "se_tau2", "estimate": "estimate", "se": "se",
          "statistic": "stat", "df": "ddf", "p": "pval", "ci_lower": "ci_lb", "ci_upper": "ci_ub",
          "pi_lower": "pi_lb", "pi_upper": "pi_ub", "i2": "I2", "h2": "H2", "q": "Q", "q_p": "Qp"}


def check_case(t, meta, case):
    sheet = meta.sheet({"yi": case["yi"], "vi": case["vi"]})
    for want in case["results"]:
        got = meta.json(sheet, "--method", want["method"], "--test", want["test"])
        what = f"{case['name']} {want['method']} {want['test']}"
        t.equal((got["k"], got["method"], got["test"]), (case["k"], want["method"], want["test"]),
                what)
        agree(t, got, want, ORACLE, what)
        only = got["coefficients"]
        t.equal([c["name"] for c in only], ["intercept"], f"{what}: coefficients")
        agree(t, only[0], got, ["estimate", "se", "statistic", "p", "ci_lower", "ci_upper"], what)
        t.equal(len(got["studies"]), case["k"], f"{what}: studies")
        near(t, sum(s["weight"] for s in got["studies"]), 1.0, f"{what}: weights")
    check_case_parts(t, case, meta.json(sheet))


def check_case_parts(t, case, got):
    """Egger, trim-and-fill, leave-one-out and the interval of tau2, by DL with z."""
    name = case["name"]
    for i in range(2):
        near(t, got["tau2_ci"][i], case["tau2_ci_qprofile"][i], f"{name}: tau2 interval")
    for row, want in zip(got["leave_one_out"], case["leave1out_DL_estimate"], strict=True):
        near(t, row["estimate"], want, f"{name}: leave-one-out")
    if case["egger_lm_t_p"][0] is None:
        t.equal((got["egger"], got["trim_fill"]), (None, None), f"{name}: Egger, trim-and-fill")
        t.check(got["egger_reason"] and got["trim_fill_reason"], f"{name}: no reason")
        return
    t.equal((got["egger_reason"], got["trim_fill_reason"]), (None, None), f"{name}: reasons")
    near(t, got["egger"]["t"], case["egger_lm_t_p"][0], f"{name}: Egger's t")
    near(t, got["egger"]["p"], case["egger_lm_t_p"][1], f"{name}: Egger's p")
    t.equal(got["trim_fill"]["k0"], case["trimfill_DL_k0_est"][0], f"{name}: k0")
    near(t, got["trim_fill"]["estimate"], case["trimfill_DL_k0_est"][1], f"{name}: trim-and-fill")


# Columns of the raw cases under the names of bca effect.
RAW = {
    "dat.bcg": ("RR", ["tpos", "tneg", "cpos", "cneg"], ["ai", "bi", "ci", "di"]),
    "dat.bcg.OR": ("OR", ["tpos", "tneg", "cpos", "cneg"], ["ai", "bi", "ci", "di"]),
    "dat.normand1999.SMD": ("SMD", ["m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"], None),
    "dat.nielweise2007": ("OR", ["ai", "n1i", "ci", "n2i"], None),
    "dat.hine1989": ("RD", ["ai", "n1i", "ci", "n2i"], None),
    # non-recidivism of the treated against that of the controls
    "dat.landenberger2005": ("OR", ["n.cbt.non", "n.cbt.rec", "n.ctrl.non", "n.ctrl.rec"],
                             ["ai", "bi", "ci", "di"]),
}


def check_raw(t, meta, cases):
    checked = 0
    for case in cases:
        if case["name"] not in RAW:
            t.check("raw" not in case, f"{case['name']}: raw data that no test uses")
            continue
        measure, theirs, ours = RAW[case["name"]]
        sheet = meta.sheet({o: case["raw"][c] for o, c in zip(ours or theirs, theirs)})
        got = meta.json(sheet, "--measure", measure, "--method", "REML")
        t.equal(got["measure"], measure, f"{case['name']}: measure")
        for study, yi, vi in zip(got["studies"], case["yi"], case["vi"], strict=True):
            near(t, study["yi"], yi, f"{case['name']}: yi")
            near(t, study["vi"], vi, f"{case['name']}: vi")
        want = next(r for r in case["results"] if (r["method"], r["test"]) == ("REML", "z"))
        agree(t, got, want, ORACLE, f"{case['name']} from raw columns")
        checked += 1
    t.equal(checked, len(RAW), "raw cases")


# --------------------------------------------------------------------------------- moderators

def check_ablat(t, meta, cases, want):
    bcg = next(c for c in cases if c["name"] == "dat.bcg")
    sheet = meta.sheet({"yi": bcg["yi"], "vi": bcg["vi"], "ablat": want["mods"]})
    for fit in want["results"]:
        got = meta.json(sheet, "--mods", "ablat", "--method", fit["method"], "--test", fit["test"])
        what = f"ablat {fit['method']} {fit['test']}"
        t.equal([c["name"] for c in got["coefficients"]], ["intercept", "ablat"], what)
        for i, c in enumerate(got["coefficients"]):
            near(t, c["estimate"], fit["b"][i], f"{what} b")
            near(t, c["se"], fit["se"][i], f"{what} se")
            near(t, c["p"], fit["pval"][i], f"{what} p")
        agree(t, got, fit, {"tau2": "tau2", "qm": "QM", "q": "QE"}, what)
        near(t, got["r2"], fit["R2"] / 100 if fit["R2"] is not None else None, f"{what} R2")


NAMES = {
    "ablat,year": ["intercept", "ablat", "year"],
    "alloc": ["intercept", "alloc = random", "alloc = systematic"],
    "ablat, alloc": ["intercept", "ablat", "alloc = random", "alloc = systematic"],
    "weeks,setting,tester": ["intercept", "weeks", "setting = indiv", "tester = blind"],
    "factor(weeks)": ["intercept"] + [f"weeks = {w}" for w in (1, 2, 3, 5, 7, 17, 19, 21, 24)],
}


def check_moderators(t, meta, regressions):
    coefficient = ["estimate", "se", "statistic", "p", "ci_lower", "ci_upper"]
    for want in regressions:
        what = f"{want['words']} {want['method']} {want['test']}"
        got = meta.json(meta.expected(want["sheet"]), "--mods", want["words"], "--method",
                        want["method"], "--test", want["test"])
        check_regression(t, got, want, what)
        t.equal([c["name"] for c in got["coefficients"]], NAMES[want["words"]], what)
        for key in coefficient + ["pi_lower", "pi_upper", "egger", "trim_fill"]:
            t.check(got[key] is None, f"{what}: {key} is {got[key]}")
        t.equal((got["leave_one_out"], got["influence"]), ([], []), what)
    t.equal({w["words"] for w in regressions}, set(NAMES), "regressions")


def check_regression(t, got, want, what):
    for ours, theirs in zip(got["coefficients"], want["coefficients"], strict=True):
        agree(t, ours, theirs, ["estimate", "se", "statistic", "p", "ci_lower", "ci_upper"], what)
    agree(t, got, want, {"tau2": "tau2", "tau2_se": "se_tau2", "q": "q", "q_p": "q_p", "i2": "i2",
                         "h2": "h2", "qm": "qm", "qm_df": "qm_df", "qm_p": "qm_p", "k": "k"}, what)
    near(t, got["r2"], want["r2"] / 100 if want["r2"] is not None else None, f"{what} r2")


def check_collinear(t, meta):
    sheet = meta.sheet({"yi": [0.1, 0.4, 0.3, 0.7, 0.2], "vi": [0.02, 0.03, 0.05, 0.01, 0.04],
                        "hours": [1, 2, 3, 5, 8], "minutes": [60, 120, 180, 300, 480],
                        "site": ["a", "b", "a", "b", "a"], "town": ["x", "y", "x", "y", "x"]})
    for mods, named in (("hours,minutes", ["hours", "minutes"]),
                        ("site,town", ["site = b", "town = y"])):
        _, err = meta(3, sheet, "--mods", mods)
        for name in named:
            t.check(name in err, f"--mods {mods}: {name} not named: {err}")
    _, err = meta(3, sheet, "--mods", "hours,factor(minutes)")
    t.check("5" in err, f"more coefficients than studies: {err}")


# ------------------------------------------------------------------ bias, influence, subgroups

def check_bias(t, meta, expected):
    for want in expected["egger"]:
        got = meta.json(meta.expected(want["sheet"]))["egger"]
        agree(t, got, want, ["intercept", "se", "t", "p", "df", "slope"], f"Egger {want['sheet']}")
    for want in expected["trim_fill"]:
        what = f"trim-and-fill {want['sheet']} {want['method']}"
        got = meta.json(meta.expected(want["sheet"]), "--method", want["method"])["trim_fill"]
        t.equal((got["k0"], got["side"]), (want["k0"], want["side"]), what)
        agree(t, got, want, ["estimate", "se", "tau2"], what)
        for ours, theirs in zip(got["filled"], want["filled"], strict=True):
            agree(t, ours, theirs, ["yi", "vi"], what)
    t.check(any(w["k0"] == 0 for w in expected["trim_fill"]) and
            {w["side"] for w in expected["trim_fill"]} == {"left", "right"},
            "trim-and-fill: cases of all kinds")


def check_influence(t, meta, expected):
    names = {"rstudent": "rstudent", "dffits": "dffits", "cook_d": "cook.d", "cov_r": "cov.r",
             "tau2_del": "tau2.del", "qe_del": "QE.del", "hat": "hat", "weight": "weight",
             "dfbs": "dfbs"}
    without = ["estimate", "se", "statistic", "p", "ci_lower", "ci_upper", "q", "q_p", "tau2", "i2",
               "h2"]
    for want in expected["influence"]:
        what = f"influence {want['sheet']} {want['method']} {want['test']}"
        got = meta.json(meta.expected(want["sheet"]), "--method", want["method"], "--test",
                        want["test"])
        for ours, theirs in zip(got["influence"], want["influence"], strict=True):
            agree(t, ours, theirs, names, f"{what} {ours['label']}")
            t.equal(ours["influential"], theirs["influential"], f"{what} {ours['label']}")
        for ours, theirs in zip(got["leave_one_out"], want["leave_one_out"], strict=True):
            agree(t, ours, theirs, without, f"{what} without {ours['label']}")
            t.equal(ours["k"], got["k"] - 1, f"{what}: k")


def check_made(t, meta, made):
    """Sheets in which a study passes one cut-off alone, and L0 lies near a half."""
    for i, want in enumerate(made):
        got = meta.json(meta.sheet({"yi": want["yi"], "vi": want["vi"]}), "--method", want["method"])
        t.equal([r["influential"] for r in got["influence"]], want["influential"], f"made {i}")
        for row, dffits in zip(got["influence"], want["dffits"], strict=True):
            near(t, row["dffits"], dffits, f"made {i} dffits")
        t.equal((got["trim_fill"]["k0"], got["trim_fill"]["side"]),
                (want["trim_fill"]["k0"], want["trim_fill"]["side"]), f"made {i}")
        near(t, got["trim_fill"]["estimate"], want["trim_fill"]["estimate"], f"made {i}")


def check_groups(t, meta, expected):
    for want in expected["groups"]:
        what = f"--by {want['by']} {want['method']} {want['test']}"
        got = meta.json(meta.expected(want["sheet"]), "--by", want["by"], "--method",
                        want["method"], "--test", want["test"])
        agree(t, got, want, {"q_between": "q_between", "q_between_df": "df", "q_between_p": "p"},
              what)
        for ours, theirs in zip(got["subgroups"], want["groups"], strict=True):
            t.equal((ours["name"], ours["k"]), (theirs["name"], theirs["k"]), what)
            agree(t, ours, theirs, ["estimate", "se", "tau2", "i2"], f"{what} {ours['name']}")
    some = meta.json(meta.sheet({"yi": [0.1, 0.4, 0.3], "vi": [0.02, 0.03, 0.05],
                                 "site": ["b", "", "b"]}), "--by", "site")
    t.equal((some["k"], len(some["subgroups"]), some["without_group"], some["left_out"]),
            (3, 1, 1, 0), "a study in no group")
    t.equal(some["q_between"], None, "one group")


def check_levels(t, meta, expected):
    for want in expected["levels"]:
        level = str(want["level"])
        got = meta.json(meta.expected("bcg.csv"), "--test", "knha", "--level", level)
        agree(t, got, want, ["level", "ci_lower", "ci_upper"], f"--level {level}")
        near(t, got["tau2_ci"][0], want["tau2_lower"], f"--level {level}: tau2")
        near(t, got["tau2_ci"][1], want["tau2_upper"], f"--level {level}: tau2")


def check_combined(t, meta, expected):
    sheet = meta.expected("konstantopoulos.csv")
    for want in expected["combined"]:
        what = " ".join(want["words"])
        got = meta.json(sheet, *want["words"], "--method", "REML")
        for ours, theirs in zip(got["studies"], want["studies"], strict=True):
            agree(t, ours, theirs, ["yi", "vi"], what)
        agree(t, got, want, ["estimate", "se", "tau2"], what)
        t.equal((got["k"], got["rows"], got["left_out"]), (11, 56, 0), what)
        t.equal(got["studies"][2]["label"], "18", f"{what}: label")
    want = expected["moderated"]
    got = meta.json(sheet, *want["words"])
    for ours, theirs in zip(got["studies"], want["studies"], strict=True):
        agree(t, ours, theirs, ["yi", "vi"], "combined within a moderator")
    check_regression(t, got, want, "combined within a moderator")
    got = meta.json(sheet, "--study", "district", "--by", "half")
    for ours, theirs in zip(got["studies"], want["studies"], strict=True):
        agree(t, ours, theirs, ["yi", "vi"], "combined within a group")
    _, err = meta(0, sheet, "--study", "district")
    t.check("56 effects combined to 11 studies" in err, f"combined: {err}")


# ------------------------------------------------------------------- the sheet and the formats

def strip(result):
    """What does not depend on the order of rows, and lists by label."""
    for key in ("studies", "leave_one_out", "influence"):
        result[key] = sorted(result[key], key=lambda s: s["label"])
    return result


def same(t, got, want, what):
    """Equal but for rounding."""
    if isinstance(want, dict):
        t.equal(list(got), list(want), what)
        for key in want:
            same(t, got[key], want[key], f"{what} {key}")
    elif isinstance(want, list):
        for i, (a, b) in enumerate(zip(got, want, strict=True)):
            same(t, a, b, f"{what} {i}")
    elif isinstance(want, float):
        near(t, got, want, what)
    else:
        t.equal(got, want, what)


def check_sheet(t, meta):
    """The same rows in another order, with other line ends, after a mark, from a pipe."""
    path = meta.expected("bcg.csv")
    text = path.read_text(encoding="utf-8")
    words = ["--mods", "ablat,alloc"], ["--by", "alloc", "--method", "REML"]
    for more in words:
        plain, _ = meta(0, path, "--format=json", *more)
        for name, changed in (("CRLF", text.replace("\n", "\r\n")), ("mark", "\ufeff" + text),
                              ("blank lines", text.replace("\n", "\n\n")),
                              ("blanks", text.replace(",random,", " ,  random\t,")),
                              ("NA", text + "nobody,NA,NA,,,,,,,\n")):
            out, _ = meta(0, meta.file(changed), "--format=json", *more)
            if name == "NA":
                t.equal((json.loads(out)["rows"], json.loads(out)["left_out"]), (14, 1), name)
                out = out.replace('"rows": 14', '"rows": 13').replace(
                    '"left_out": 1', '"left_out": 0').replace('"without_effect": 1',
                                                              '"without_effect": 0')
            t.equal(out, plain, f"{name}: {more}")
        head, *rows = text.splitlines()
        random.Random(4).shuffle(rows)
        out, _ = meta(0, meta.file("\n".join([head, *rows]) + "\n"), "--format=json", *more)
        same(t, strip(json.loads(out)), strip(json.loads(plain)), f"permuted {more}")
    piped = subprocess.run([str(meta.path), "meta", "-", "--format=json"], input=text.encode(),
                           capture_output=True, check=False)
    t.equal((piped.returncode, piped.stderr), (0, b""), "from a pipe")
    out, _ = meta(0, path, "--format=json")
    t.equal(piped.stdout.decode(), out, "from a pipe")
    t.equal([k for k in KEYS if k not in json.loads(out)], [], "keys that are missing")


def check_sei(t, meta):
    rows = rows_of(meta.expected("raudenbush.csv").read_text(encoding="utf-8"))
    yi = [float(r["yi"]) for r in rows]
    vi = [float(r["vi"]) for r in rows]
    want = meta.json(meta.sheet({"yi": yi, "vi": vi}))
    z = 1.9599639845400543
    for columns in ({"yi": yi, "sei": [math.sqrt(v) for v in vi]},
                    {"yi": yi, "ci_lb": [y - z * math.sqrt(v) for y, v in zip(yi, vi)],
                     "ci_ub": [y + z * math.sqrt(v) for y, v in zip(yi, vi)]}):
        got = meta.json(meta.sheet(columns))
        near(t, got["estimate"], want["estimate"], f"{list(columns)}")
        near(t, got["tau2"], want["tau2"], f"{list(columns)}")


def check_left_out(t, meta):
    sheet = meta.sheet({"yi": ["0.1", "", "0.3", "NA", "0.2", "0.5"],
                        "vi": ["0.02", "0.03", "0.05", "0.01", "", "0.03"],
                        "dose": ["1", "2", "", "3", "4", "8"]})
    got = meta.json(sheet)
    t.equal((got["k"], got["rows"], got["left_out"]), (3, 6, 3), "rows without an effect")
    got = meta.json(meta.file(sheet.read_text() + "0.7,0.04,9\n"), "--mods", "dose")
    t.equal((got["k"], got["left_out"], got["without_effect"], got["without_moderator"]),
            (3, 4, 3, 1), "rows without a moderator")
    _, err = meta(0, sheet)
    t.check("3 of 6 rows left out: 3 without an effect" in err, f"left out: {err}")
    _, err = meta(3, meta.file("yi,vi\nNA,0.1\n0.2,\n"))
    t.check("no row can be used: 2 without an effect" in err, f"nothing left: {err}")


def check_labels(t, meta):
    sheet = meta.file("yi,vi,label,study,name\n0.1,0.02,a,s,n\n0.4,0.03,,s,\n\n0.3,0.05,c,u,m\n")
    def labels(*words):
        return [s["label"] for s in meta.json(sheet, *words)["studies"]]
    t.equal(labels(), ["a", "line 3", "c"], "labels by the column label")
    t.equal(labels("--label", "name"), ["n", "line 3", "m"], "labels by --label")
    t.equal(labels("--study", "study"), ["s", "u"], "labels by --study")
    bare = meta.json(meta.file("yi,vi\n0.1,0.02\n0.4,0.03\n"))
    t.equal([s["label"] for s in bare["studies"]], ["line 2", "line 3"], "labels by lines")


def check_formats(t, meta):
    path = meta.expected("bcg.csv")
    result = meta.json(path, "--by", "alloc")
    out, _ = meta(0, path, "--by", "alloc", "--format=csv")
    rows = rows_of(out)
    parts = [r["part"] for r in rows]
    t.equal([(p, parts.count(p)) for p in sorted(set(parts))],
            [("coefficient", 1), ("study", 13), ("subgroup", 3), ("trim-and-fill", 1),
             ("without", 13)], "parts of the CSV")
    t.equal(float(rows[0]["estimate"]), result["estimate"], "CSV: estimate")
    t.equal(float(rows[0]["i2"]), result["i2"], "CSV: I2")
    t.equal([float(r["estimate"]) for r in rows if r["part"] == "without"],
            [r["estimate"] for r in result["leave_one_out"]], "CSV: without")
    out, err = meta(0, path, "--by", "alloc")
    for words in ("13 studies, pooled by DL, test z", "-0.714, 95 % interval -1.064 to -0.364",
                  "I2 92.1 %, Q 152.23 on 12 df, p < 0.001", "t -1.40 on 11 df, p 0.189",
                  "1 study filled in on the right: -0.656", "Hart & Sutherland, 1977: without it",
                  "-1.858 to 0.430", "Q 1.54 on 2 df, p 0.464"):
        t.check(words in out, f"table: '{words}' not in {out}")
    t.check("Next: bca meta" in err and "--forest" in err, f"what to do next: {err}")
    target = meta.work / "result.json"
    out, _ = meta(0, path, "--format=json", "-o", target)
    t.equal(out, "", "-o: standard output")
    t.equal(target.read_text(encoding="utf-8"), meta(0, path, "--format=json")[0], "-o: file")


# ---------------------------------------------------------------------------- what goes wrong

def check_diagnostics(t, meta):
    """Code and place of everything wrong, all at once; exit 1."""
    cases = [
        ("yi,vi\n0.1,x\n0.2,0.03\nfoo,-1\n", [], ["E0312 2:5", "E0312 4:1", "E0611 4:5"]),
        ("yi,vi\n0.1,0\n0.2,0.03\n0.3,-1\n", [], ["E0611 2:5", "E0611 4:5"]),
        ("yi,v\n0.1,0.2\n", [], ["E0610 1:1"]),
        ("yi,vi\n0.1,0.2,3\n0.1\n", [], ["E0312 2:9", "E0312 3:1"]),
        ("yi,yi,\n0.1,0.2,3\n", [], ["E0314 1:4", "E0314 1:7"]),
        ("yi,vi\n", [], ["E0315 1:1"]),
        ("", [], ["E0005 1:1"]),
        ("yi,vi\n0.1,\"0.2\n", [], ["E0310"]),
        ("yi,vi,dose\n.1,.2,3\n.2,.1,4\n.3,.2,four\n.3,.3,5\n", ["--mods", "dose"], ["E0620 4:7"]),
        ("yi,vi,dose\n.1,.2,3\n.2,.1,3\n.3,.2,3\n", ["--mods", "dose"], ["E0621 1:7"]),
        ("yi,vi,study\n.1,.2,a\n.2,.1,\n.3,.2,b\n", ["--study", "study"], ["E0615 3:7"]),
        ("yi,vi,s\n" + "".join(f"0.{i:03},0.1,s{i}\n" for i in range(50)), ["--mods", "s"],
         ["E0622 1:1"]),
    ]
    for text, words, findings in cases:
        path = meta.file(text)
        _, err = meta(1, path, *words)
        for finding in findings:
            code, *place = finding.split()
            found = f"error[{code}]" in err
            found = found and (not place or f"--> {path}:{place[0]}\n" in err)
            t.check(found, f"{finding} not in: {err}")
        t.equal(err.count("error["), len(findings), f"number of findings: {err}")
        t.equal(err.count("= fix: "), len(findings), f"every finding says how to mend it: {err}")


def check_usage(t, meta):
    path = meta.expected("bcg.csv")
    cases = [
        (2, [], "name one CSV file"),
        (2, [path, path], "name one CSV file"),
        (2, [path, "--method", "RELM"], "did you mean 'REML'"),
        (2, [path, "--test", "t-test"], "t-test"),
        (2, [path, "--measure", "SDM"], "did you mean 'SMD'"),
        (2, [path, "--mods", "ablatt"], "did you mean 'ablat'"),
        (2, [path, "--mods", "ablat,,year"], "a name is missing"),
        (2, [path, "--mods", "ablat,ablat"], "stands twice"),
        (2, [path, "--mods", "factor(ablatt)"], "did you mean 'ablat'"),
        (2, [path, "--by", "aloc"], "did you mean 'alloc'"),
        (2, [path, "--study", "stud"], "did you mean 'study'"),
        (2, [path, "--label", "nobody"], "nobody"),
        (2, [path, "--study", "study", "--sample", "nobody"], "nobody"),
        (2, [path, "--sample", "alloc"], "goes with --study"),
        (2, [path, "--rho", "0.5"], "goes with --study"),
        (2, [path, "--study", "study", "--rho", "1.5"], "1.5"),
        (2, [path, "--level", "95"], "95"),
        (2, [path, "--level", "1"], "between 0 and 1"),
        (2, [path, "--level", "0"], "between 0 and 1"),
        (2, [path, "--format", "xml"], "'xml'"),
        (2, [path, "--forest", "plot.png"], "plot.png"),
        (2, [path, "--funnel", ".svg"], ".svg"),
        (2, [path, "--mods", "ablat", "--forest", "x.svg"], "--forest"),
        (1, ["/no/such/file.csv"], "/no/such/file.csv"),
        (1, [meta.work], "not a file"),
        (5, [path, "-o", "/no/such/folder/x.json"], "/no/such/folder"),
        (5, [path, "--forest", "/no/such/folder/x.svg"], "/no/such/folder"),
    ]
    for code, words, culprit in cases:
        _, err = meta(code, *words)
        t.check(culprit in err, f"bca meta {words}: '{culprit}' not in: {err}")
    lower, _ = meta(0, path, "--method", "reml", "--test", "KNHA", "--format=json")
    t.equal((json.loads(lower)["method"], json.loads(lower)["test"]), ("REML", "knha"), "case")


# ---------------------------------------------------------------------------------- the plots

def texts_of(svg):
    return [e.text for e in ElementTree.parse(svg).iter() if e.text and e.text.strip()]


def check_plots(t, meta):
    path = meta.expected("bcg.csv")
    folder = meta.work / "plots"
    folder.mkdir()
    forest, funnel, tex = folder / "forest.svg", folder / "funnel.svg", folder / "funnel.tex"
    meta(0, path, "--by", "alloc", "--forest", forest, "--funnel", funnel)
    words = " ".join(texts_of(forest))
    for label in ("Hart & Sutherland, 1977", "random", "systematic", "All studies (DL)"):
        t.check(label in words, f"forest plot: '{label}' not in {words}")
    t.check(len(texts_of(funnel)) > 3, "funnel plot: words")
    meta(0, path, "--forest", folder / "forest.tex", "--funnel", tex)
    for file in (folder / "forest.tex", tex):
        text = file.read_text(encoding="utf-8")
        t.check("\\documentclass" in text and "\\end{document}" in text, f"{file.name}: document")
    t.equal(sorted(f.name for f in folder.iterdir()),
            ["forest.svg", "forest.tex", "funnel.svg", "funnel.tex"], "nothing else is left")
    for number, pages in ((90, 2), (40, 1)):
        sheet = meta.sheet({"yi": [math.sin(i) for i in range(number)],
                            "vi": [0.1 + 0.01 * (i % 7) for i in range(number)]})
        meta(0, sheet, "--forest", folder / "long.tex", "--funnel", folder / "long.svg")
        text = (folder / "long.tex").read_text(encoding="utf-8")
        t.equal(text.count("\\end{tikzpicture}"), pages, f"pages of {number} rows")
    pdf = folder / "forest.pdf"
    if shutil.which("lualatex"):
        meta(0, path, "--forest", pdf)
        t.check(pdf.read_bytes().startswith(b"%PDF-"), "forest.pdf")
    else:
        _, err = meta(5, path, "--forest", pdf)
        t.check("lualatex" in err and not pdf.exists(), "forest.pdf without lualatex")


def check_many(t, meta):
    """As many studies as the largest set at hand (385) by the slowest method."""
    sheet = meta.sheet({"yi": [math.sin(17 * i) for i in range(385)],
                        "vi": [0.02 + 0.3 * abs(math.sin(5 * i)) for i in range(385)]})
    begin = time.monotonic()
    got = meta.json(sheet, "--method", "REML", "--test", "knha")
    t.check(time.monotonic() - begin < 5, f"385 studies: {time.monotonic() - begin:.1f} s")
    t.equal(len(got["influence"]), 385, "385 studies")


def check_few(t, meta):
    """One study is itself; two have no test for bias."""
    one = meta.json(meta.sheet({"yi": [0.288], "vi": [0.04]}), "--method", "REML")
    t.equal((one["k"], one["estimate"], one["se"], one["tau2"]), (1, 0.288, 0.2, 0), "one study")
    t.equal((one["tau2_ci"], one["pi_lower"], one["egger"], one["leave_one_out"]),
            (None, None, None, []), "one study")
    out, _ = meta(0, meta.sheet({"yi": [0.288], "vi": [0.04]}))
    t.check("1 study, pooled" in out and "at least 3 studies" in out, f"one study: {out}")
    two = meta.json(meta.sheet({"yi": [0.288, 0.37], "vi": [0.04, 0.05]}))
    t.check("at least 3 studies" in two["egger_reason"], "two studies")
    t.equal(len(two["leave_one_out"]), 2, "two studies")
    alike = meta.json(meta.sheet({"yi": [0.3, 0.3, 0.3], "vi": [0.04, 0.05, 0.06]}), "--test",
                      "knha")
    t.equal((alike["estimate"], alike["se"]), (0.3, 0), "all effects alike, with knha")


def main():
    args = arguments(__doc__)
    t = Tally()
    cases = json.loads((args.root / "tests/data/meta/metafor_cases.json").read_text())
    expected = json.loads((args.root / "tests/data/meta-cli/expected.json").read_text())
    with tempfile.TemporaryDirectory() as folder:
        meta = Meta(t, args, Path(folder))
        for case in cases["cases"]:
            check_case(t, meta, case)
        check_raw(t, meta, cases["cases"])
        check_ablat(t, meta, cases["cases"], cases["meta_regression_dat.bcg_ablat"])
        check_moderators(t, meta, expected["regressions"])
        check_collinear(t, meta)
        check_bias(t, meta, expected)
        check_influence(t, meta, expected)
        check_made(t, meta, expected["made"])
        check_groups(t, meta, expected)
        check_levels(t, meta, expected)
        check_combined(t, meta, expected)
        check_sheet(t, meta)
        check_sei(t, meta)
        check_left_out(t, meta)
        check_labels(t, meta)
        check_formats(t, meta)
        check_diagnostics(t, meta)
        check_usage(t, meta)
        check_plots(t, meta)
        check_many(t, meta)
        check_few(t, meta)
    t.finish()


if __name__ == "__main__":
    main()
