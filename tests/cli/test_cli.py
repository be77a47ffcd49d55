#!/usr/bin/python3
"""The command line: exit codes, messages, formats, and that nothing is left behind on failure.

    test_cli.py --bca PATH --root DIR

Expected: the exit codes that `bca --help` states (0 done, 1 input to mend, 2 bad command line,
3 refused, 5 environment), and the columns of programs.csv that its readers rely on, listed here.
"""

import csv
import io
import json
import math
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "verify"))

from harness import Tally, arguments, rows_of, run  # noqa: E402

COMMANDS = ["check", "explain", "plan", "run", "report", "studies", "effect", "meta", "due",
            "tier", "categorize", "sources", "trace", "links"]
HEADER = ("program_id,agency_id,intervention_id,name,area,fiscal_year,basis,tier_claimed,"
          "price_year,seed,draws,benefits_mean,cost_mean,npv_mean,npv_mean_se,npv_sd,npv_p05,"
          "npv_p25,npv_p50,npv_p75,npv_p95,chance_positive,chance_positive_se,bcr,bcr_reason,"
          "benefits_state,benefits_local,benefits_federal,benefits_participants,benefits_others,"
          "benefits_indirect,assumed_share")
LARGEST = "18446744073709551615"  # 2^64 - 1
PROGRAM = "registry/programs/doc/doc-cbt.xml"


class Bca:
    """bca in a project; a check of its exit code with each call."""

    def __init__(self, t, args):
        self.t, self.path, self.root = t, args.bca, args.root

    def __call__(self, code, *words, **more):
        got, out, err = run(self.path, "-C", self.root, *words, **more)
        what = "bca " + " ".join(map(str, words))
        self.t.check(got == code, f"{what}: exit {got}, want {code}; {err.strip()[-200:]}")
        if code != 0:
            self.t.check(err.strip() != "" or 'error' in out, f"{what}: fails without a word")
        return out, err


def check_help(t, bca):
    code, out, _ = run(bca.path, "--help")
    t.equal(code, 0, "bca --help")
    t.check("Usage: bca [-C DIR] COMMAND" in out, "bca --help: usage")
    for command in COMMANDS:
        t.check(f"\n  {command} " in out, f"bca --help: {command}")
        code, text, err = run(bca.path, command, "--help")
        t.equal((code, err), (0, ""), f"bca {command} --help")
        t.check(text.startswith(f"Usage: bca {command} "), f"bca {command} --help: usage first")
        t.check(f"Examples:\n  bca {command}" in text, f"bca {command} --help: examples")
    code, out, _ = run(bca.path, "--version")
    t.check(code == 0 and out.startswith("bca "), "bca --version")


def check_usage(t, bca):
    """Bad command lines: exit 2, nothing on standard output, the culprit named."""
    cases = [
        ([], "Usage"),
        (["chekc"], "did you mean 'check'"),
        (["rum"], "did you mean 'run'"),
        (["run", "--darws", "5"], "'--darws'"),
        (["run", "--draws", "1"], "at least 2"),
        (["run", "--draws", "0"], "at least 2"),
        (["run", "--draws", "x"], "'x'"),
        (["run", "--draws", "1e3"], "'1e3'"),
        (["run", "--draws", "-5"], "'-5'"),
        (["run", "--draws"], "--draws"),
        (["run", "--seed", "18446744073709551616"], "'18446744073709551616'"),
        (["run", "--seed", "-1"], "'-1'"),
        (["run", "--format", "xml"], "'xml'"),
        (["check", "--format", "xml"], "'xml'"),
        (["plan"], "name one program"),
        (["plan", "doc-cbt", "cssd-aic"], "name one program"),
        (["plan", "doc-cbt", "--format", "csv"], "'csv'"),
        (["plan", "doc-cbt", "--format=json", "--draw", "x"], "x"),
        (["report"], "annual"),
        (["report", "anual"], "annual"),
        (["report", "annual", "--fiscal-year", "99"], "--fiscal-year"),
        (["explain"], "--list"),
        (["run", "--analysis", "new"], "'new'"),
        (["plan", "doc-cbt", "--analysis", "randomised"], "'randomised'"),
        (["due"], "--as-of"),
        (["due", "--as-of", "2020-02-30"], "'2020-02-30'"),
        (["due", "--as-of", "2020-1-1"], "'2020-1-1'"),
        (["due", "--as-of", "2021-02-29"], "'2021-02-29'"),
        (["due", "--as-of", "1900-02-29"], "'1900-02-29'"),
        (["due", "--as-of", "2020-13-01"], "'2020-13-01'"),
        (["due", "--as-of", "2020-04-31"], "'2020-04-31'"),
        (["due", "--as-of", "2020/12/31"], "'2020/12/31'"),
        (["due", "--as-of", "2020-12-31", "doc"], "'doc'"),
        (["due", "--as-of", "2020-12-31", "--format", "xml"], "'xml'"),
        (["studies", "--format", "latex"], "'latex'"),
        (["studies", "a", "b", "c"], "name one intervention"),
        (["studies", "multidimensional-family-therapy"], "several outcomes"),
    ]
    for words, culprit in cases:
        out, err = bca(2, *words)
        t.equal(out, "", f"bca {' '.join(words)}: output")
        t.check(culprit in err, f"bca {' '.join(words)}: '{culprit}' not in: {err.strip()}")
    code, out, err = run(bca.path, "-C", "/no/such/folder", "check")
    t.check(code == 2 and "/no/such/folder" in err and out == "", "-C to a missing folder")


def check_missing_program(t, bca):
    for words in (["plan", "doc-cb"], ["run", "doc-cb"], ["run", "cssd-aic", "doc-cb"]):
        _, err = bca(1, *words)
        t.check("did you mean 'doc-cbt'" in err, f"bca {' '.join(words)}: nearest: {err}")
    _, err = bca(3, "plan", "doh-secure-jobs")
    t.check("doh-secure-jobs" in err, "a program without a basis: named")
    _, err = bca(1, "studies", "cbt-offender")
    t.check("did you mean 'cbt-offenders'" in err, f"bca studies: nearest: {err}")
    _, err = bca(1, "studies", "cbt-offenders", "arrest")
    t.check("no study-level data on 'arrest'" in err, f"bca studies: outcome: {err}")
    _, err = bca(1, "studies", "police-hot-spots")
    t.check("no study-level data" in err, f"bca studies: reported alone: {err}")


# --------------------------------------------------------------------------------- check, explain

def check_check(t, bca, work):
    out, _ = bca(0, "check", "--format=json")
    found = json.loads(out)
    t.equal((found["schema"], found["version"], found["errors"]), ("bca-findings", 1, 0), "check")
    t.equal(found["warnings"], len(found["findings"]), "check: number of findings")
    out, _ = bca(0, "check", "registry/programs/doc")
    t.check("0 errors, 0 warnings" in out, f"check of a folder: {out}")
    out, _ = bca(0, "check", bca.root / "registry/programs/doc", "models")
    t.check("0 errors" in out, "check of two folders, one absolute")
    for name in ("no-such-file.xml", "registry/no-such-folder"):
        out, _ = bca(1, "check", name)
        t.check("error[E0001]" in out and name in out, f"check {name}: {out}")
    check_own_file(t, bca, work)


def check_own_file(t, bca, work):
    """A file that is not in the project yet; findings elsewhere are filtered out."""
    text = (bca.root / PROGRAM).read_text(encoding="utf-8")
    draft = work / "doc-cbt.xml"
    draft.write_text(text.replace('area="corrections"', 'area="corections"'), encoding="utf-8")
    out, _ = bca(1, "check", "--format=json", draft)
    found = json.loads(out)["findings"]
    t.equal([f["code"] for f in found if f["severity"] == "error"], ["E0105"], "check of a draft")
    t.equal({f["file"] for f in found}, {str(draft)}, "check of a draft: other files' findings")
    out, _ = bca(1, "check", draft)
    t.check("did you mean 'corrections'" in out, f"check of a draft: nearest: {out}")


def check_explain(t, bca):
    out, _ = bca(0, "explain", "E0401")
    t.check(out.startswith("E0401: ") and "Not like this:" in out and "What to do:" in out,
            f"explain E0401: {out}")
    t.equal(bca(0, "explain", "e0401")[0], out, "explain e0401")
    _, err = bca(2, "explain", "E9999")
    t.check("E9999" in err, "explain E9999: named")
    out, _ = bca(0, "explain", "--list")
    for line in out.splitlines():
        text, _ = bca(0, "explain", line.split()[0])
        t.check(text.startswith(f"{line.split()[0]}: {line.split(None, 1)[1]}\n"),
                f"explain {line}: title")


# ------------------------------------------------------------------------------------ plan, run

def check_plan(t, bca):
    out, _ = bca(0, "plan", "doc-cbt")
    for word in ("discount-rate", "prison-cost", "triangular", "assumed"):
        t.check(word in out, f"plan table: {word}")
    document = json.loads(bca(0, "plan", "doc-cbt", "--format=json")[0])
    t.equal((document["schema"], document["version"], document["program"]),
            ("bca-plan", 2, "doc-cbt"), "plan document")
    t.check("draw" not in document, "plan without a draw")
    mean = json.loads(bca(0, "plan", "doc-cbt", "--format=json", "--draw", "mean")[0])
    t.check(math.isclose(sum(mean["draw"]["accounts"].values()) - mean["draw"]["cost"],
                         mean["draw"]["npv"], rel_tol=1e-12), "plan at the mean: accounts - cost")
    t.equal(mean["draw"]["inputs"]["effect:cbt-offenders:conviction"], 0.0, "mean of a normal")
    first, second = (json.loads(bca(0, "plan", "doc-cbt", "--format=json", "--draw", "3", "--seed",
                                    seed)[0])["draw"] for seed in ("1", LARGEST))
    t.check(first["npv"] != second["npv"], "plan: the seed changes the draw")
    draw = bca(0, "plan", "doc-cbt", "--format=json", "--draw=3")[0]
    t.equal(json.loads(draw)["draw"], first, "plan: seed 1 is the default")


def check_analyses(t, bca):
    """Other evidence: the effect of the plan, the chance, and what cannot be analyzed so."""
    def effect(analysis):
        document = json.loads(bca(0, "plan", "doc-cbt", "--format=json", "--analysis", analysis)[0])
        change = document["streams"][0]
        return change["effect_mean"][0], change["effect_se"][0]

    mean, se = effect("main")
    # metafor 3.8-1, 58 studies, DL: tau2 = 0.0439333668
    t.check(math.isclose(effect("new-site")[1], math.hypot(se, math.sqrt(0.043933366803832)),
                         rel_tol=1e-9), "new site: sqrt(se^2 + tau2)")
    t.equal(effect("new-site")[0], mean, "new site: the same mean")
    t.equal(effect("unadjusted"), (mean, se), "no multiplier is applied here")
    t.check(math.isclose(effect("adjusted")[0], -0.1631237168042, rel_tol=1e-9), "times 0.36")
    t.check(math.isclose(effect("randomized")[0], -0.2227095782779, rel_tol=1e-9), "19 trials")
    rows = rows_of(bca(0, "run", "doc-cbt", "dcf-functional-family-therapy", "--draws", "500",
                       "--analysis", "new-site", "--format=csv")[0])
    by_id = {row["program_id"]: row for row in rows}
    t.equal(by_id["doc-cbt"]["analysis"], "new-site", "run: the analysis is named")
    t.equal(by_id["doc-cbt"]["chance_new_site"], by_id["doc-cbt"]["chance_positive"],
            "run: the chance is that of a new site")
    t.equal(by_id["dcf-functional-family-therapy"]["npv_mean"], "", "run: no such analysis")
    _, err = bca(3, "plan", "dcf-functional-family-therapy", "--analysis", "adjusted")
    t.check("carried over as a whole" in err, f"plan: a transferred result: {err}")


def check_due(t, bca):
    """Who owed and who filed, 2016 to 2020, as the oversight committee's reports of 2016 and 2020
    say: 2019 from three agencies, 2020 from two, DMHAS and DSS in neither year."""
    rows = rows_of(bca(0, "due", "--as-of", "2020-12-31", "--format=csv")[0])
    state = {(row["fiscal_year"], row["agency_id"]): row["state"] for row in rows}
    t.equal(len(rows), 25, "five agencies, five years")
    for year, filed in (("2019", {"doc", "jud-cssd", "dcf"}), ("2020", {"doc", "jud-cssd"})):
        for agency in ("doc", "jud-cssd", "dcf", "dmhas", "dss"):
            t.equal(state[year, agency], "filed" if agency in filed else "not filed",
                    f"{agency} {year}")
    t.equal(state["2016", "dss"], "not owed", "the act of 2015 does not name DSS")
    t.equal({state["2017", a] for a in ("doc", "dcf", "dmhas", "dss", "jud-cssd")}, {"not owed"},
            "an odd year under the act of 2015")
    t.equal(state["2018", "doc"], "no record found", "silence is no breach")
    rows = rows_of(bca(0, "due", "--as-of", "2020-09-30", "--format=csv")[0])
    last = [row for row in rows if row["fiscal_year"] == "2020"]
    t.equal({(row["state"], row["due"], row["source_id"]) for row in last},
            {("open", "2020-10-01", "")}, "before the due date")
    t.equal(len(rows_of(bca(0, "due", "--as-of", "2020-02-29", "--format=csv")[0])), 20,
            "a leap day is a day")
    t.equal(rows_of(bca(0, "due", "--as-of", "2010-01-01", "--format=csv")[0]), [], "before any law")


def check_tier(t, bca):
    """What goes wrong on the command line of bca tier; what it says is tested in tests/verify."""
    for code, words, said in (
            (1, ["--profile", "washingtn"], "did you mean 'washington'"),
            (1, ["doc-cb"], "did you mean 'doc-cbt'"),
            (2, ["--as-of", "2019-13-01"], "not '2019-13-01'"),
            (2, ["--as-of", "2019-02-29"], "a day such as"),
            (2, ["--format=xml"], "xml"),
            (2, ["--draws=1"], "at least 2 draws"),
            (3, ["--profile", "colorado"], "through 2024-08-06 only; name a day"),
            (3, ["--profile", "colorado", "--as-of", "2024-08-07"], "--as-of"),
            (3, ["--as-of", "2014-12-31"], "from 2015-07-01")):
        out, err = bca(code, "tier", *words)
        t.check(said in err, f"bca tier {' '.join(words)}: {err}")
        t.equal(out, "", f"bca tier {' '.join(words)}: nothing on standard output")
    _, err = bca(0, "tier", "--profile", "colorado", "--as-of", "2024-08-06", "--draws=50")
    t.check("without a date left out" in err, "bca tier --as-of: says what it left out")


def carried_by(document, link):
    """Sum of the values of the sources that count and whose route uses the link."""
    changes = document["changes"]

    def uses(change):
        c = changes[change]
        return c["link"] is not None and (c["link"] == link or uses(c["from"]))

    return sum(s["value"] for s in document["sources"]
               if s["counted"] == s["id"] and uses(s["change"]))


def check_links(t, bca):
    """bca links: what the plans say of each link; words where no link is reached."""
    out, err = bca(0, "links", "doc-cbt")
    t.equal((out, err), ("", "No link is reached by the evidence of these programs.\n"),
            "links: no link from reconviction")
    out, err = bca(0, "links", "doc-cbt", "--format=csv")
    t.equal((out.count("\n"), err.count("\n")), (1, 1), "links as CSV: the header, and the line")
    out, err = bca(0, "links", "--format=csv")
    t.check({"overdose-to-death"} <= {row["link_id"] for row in rows_of(out)} and not err,
            "links of the shipped programs")
    bca(2, "links", "--format=latex")
    bca(1, "links", "no-such-program")
    root = Path(bca.root) / "tests/data/language"

    def language(*words):
        code, out, err = run(bca.path, "-C", root, *words)
        t.equal((code, err), (0, ""), f"language: {words}")
        return out

    rows = rows_of(language("links", "--format=csv"))
    t.check(len(rows) >= 20 and len({r["program_id"] for r in rows}) == 4, "language: links")
    for row in rows:
        what = f"links: {row['program_id']}, {row['link_id']}"
        document = json.loads(language("plan", row["program_id"], "--format=json"))
        aside = [x["link"] for x in document["links_aside"]]
        t.equal(row["state"], "set aside" if row["link_id"] in aside else "used", what)
        t.check(math.isclose(float(row["carried"]), carried_by(document, row["link_id"]),
                             rel_tol=1e-9, abs_tol=1e-9), f"{what}: carries {row['carried']}")
        t.equal(int(row["price_year"]), document["price_year"], f"{what}: price year")
    # Taxes and wages save no deadweight: what is lost is what comes by the diploma, less what
    # would count in its stead.
    diploma = next(r for r in rows if r["program_id"] == "mentoring-trial" and
                   r["link_id"] == "graduation-to-earnings")
    document = json.loads(language("plan", "mentoring-trial", "--format=json"))
    scores = {s["id"]: s["value"] for s in document["sources"]}["earnings:test-scores>earnings"]
    t.equal(diploma["releases"], f"earnings:test-scores>earnings ({scores:.0f})", "what it releases")
    t.check(math.isclose(float(diploma["npv_difference"]), float(diploma["carried"]) - scores,
                         rel_tol=1e-9), "what the diploma changes")
    text = language("links")
    t.check(max(map(len, text.splitlines())) <= 100 and "\u2026" not in text, "links in 100 columns")
    for words in ("mentoring-trial, dollars of 2023 per participant\n", "Changes net benefit by",
                  "Would count without graduation-to-earnings:\n"
                  f"  earnings:test-scores>earnings ({scores:.0f})\n",
                  "  justice:attendance>graduation>offending>supervision (1)\n"):
        t.check(words in text, f"links: {words!r}")
    t.check("clinic-trial" not in text, "links: a program that reaches none")


def check_csv(t, bca):
    text, _ = bca(0, "run", "--draws", "50", "--format=csv")
    t.check(text.startswith(HEADER + ","), "run: header of programs.csv")
    table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    t.equal({len(row) for row in table}, {len(table[0])}, "run: cells of a row")
    for row in table[1:]:
        for cell in row:
            t.check(cell.lower().strip("+-") not in ("nan", "inf", "infinity"),
                    f"run: {row[0]} holds {cell}")
    t.check("\r" not in text and text.endswith("\n"), "run: line ends")
    return rows_of(text)


def same_cell(text, value):
    """A CSV cell and its JSON value; numbers are compared as numbers."""
    if value is None:
        return text == ""
    return text == value if isinstance(value, str) else float(text) == value


def check_json(t, bca, rows):
    document = json.loads(bca(0, "run", "--draws", "50", "--format=json")[0])
    t.equal((document["schema"], document["version"]), ("bca-table", 1), "run: JSON")
    names = [column["name"] for column in document["columns"]]
    t.equal(names, list(rows[0]), "run: columns of JSON and CSV")
    t.equal(len(document["rows"]), len(rows), "run: rows of JSON and CSV")
    for row, other in zip(rows, document["rows"]):
        bad = [name for name in names if not same_cell(row[name], other[name])]
        t.equal(bad, [], f"{row['program_id']}: CSV and JSON differ")
    for row in rows:
        t.equal((row["seed"], row["draws"]) if row["draws_sha256"] else ("1", "50"), ("1", "50"),
                f"{row['program_id']}: seed and draws")


def check_table(t, bca, rows):
    out, _ = bca(0, "run", "--draws", "50")
    lines = out.splitlines()
    names = [line.split()[0].rstrip("…") for line in lines[1:]]  # long ones are cut
    t.check(len(names) == len(rows) and all(row["program_id"].startswith(name)
                                            for name, row in zip(names, rows)),
            f"run: programs of the table: {names}")
    t.check(not any(line != line.rstrip() for line in lines), "run: trailing blanks in the table")
    t.check("\x1b" not in out, "run: colours without a terminal")


def check_seed(t, bca, work):
    folder = work / "seed"
    out, _ = bca(0, "run", "doc-cbt", "--draws", "10", "--seed", LARGEST, "--format=csv", "-o",
                 folder)
    t.equal(rows_of(out)[0]["seed"], LARGEST, "run: seed in the CSV")
    t.equal((folder / "programs.csv").read_text(encoding="utf-8"), out, "run -o: programs.csv")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    t.equal((manifest["seed"], manifest["draws"]), (LARGEST, 10), "run: seed in the manifest")
    t.check(f"--seed {LARGEST}" in manifest["command"], "run: seed in the manifest's command")
    t.equal(sorted(os.listdir(folder)), ["beside_published.csv", "manifest.json", "programs.csv"],
            "run -o: files")


# ---------------------------------------------------------------------------------- failing writes

def check_blocked(t, bca, work):
    """-o where a file stands in the way, or where no folder can be made: 5, and no trace."""
    place = work / "place"
    place.mkdir()
    (place / "file").write_text("mine\n", encoding="utf-8")
    for target in (place / "file", place / "file" / "below", Path("/proc/bca-test/out")):
        _, err = bca(5, "run", "doc-cbt", "--draws", "5", "-o", target)
        t.check(str(target.parent) in err or str(target) in err, f"-o {target}: named in: {err}")
    t.equal(os.listdir(place), ["file"], "a failed -o: left behind")
    t.equal((place / "file").read_text(encoding="utf-8"), "mine\n", "a failed -o: the file itself")
    if os.geteuid() == 0:
        return  # nothing is unwritable for root
    place.chmod(0o555)
    bca(5, "run", "doc-cbt", "--draws", "5", "-o", place / "new")
    place.chmod(0o755)
    t.equal(os.listdir(place), ["file"], "-o in a read-only folder: left behind")


def check_full(t, bca, work):
    """A full or closed standard output: 5, and no folder is written either."""
    cases = [["run", "--draws", "5"], ["run", "--draws", "5", "--format=csv"],
             ["run", "--draws", "5", "--format=json"], ["plan", "doc-cbt"],
             ["plan", "doc-cbt", "--format=json"], ["check"], ["check", "--format=json"],
             ["explain", "E0401"], ["explain", "--list"],
             ["run", "--draws", "5", "--format=csv", "-o", work / "full"]]
    for words in cases:
        with open("/dev/full", "wb") as full:
            bca(5, *words, stdout=full)
        code, _, err = run("/bin/sh", "-c", 'exec "$@" >&-', "sh", bca.path, "-C", bca.root, *words)
        t.check(code == 5 and err.strip(), f"{' '.join(map(str, words))}: closed: exit {code}")
    t.check(not (work / "full").exists(), "a folder was written beside a full output")
    t.equal([name for name in os.listdir(work) if name.startswith("full")], [], "scratch folders")


def main():
    args = arguments(__doc__)
    t = Tally()
    bca = Bca(t, args)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        check_help(t, bca)
        check_usage(t, bca)
        check_missing_program(t, bca)
        check_check(t, bca, work)
        check_explain(t, bca)
        check_plan(t, bca)
        check_analyses(t, bca)
        check_due(t, bca)
        check_tier(t, bca)
        check_links(t, bca)
        rows = check_csv(t, bca)
        check_json(t, bca, rows)
        check_table(t, bca, rows)
        check_seed(t, bca, work)
        check_blocked(t, bca, work)
        check_full(t, bca, work)
    t.finish()


if __name__ == "__main__":
    main()
