#!/usr/bin/python3
"""`bca categorize`: files, exit codes, what the worksheet says, and that nothing is left behind.

    test_categorize.py --bca PATH --root DIR

Needs LuaLaTeX; the text of the pages is read where pdftotext is installed. Expected: the programs
of an agency and their names read from the registry with xml.etree; due dates from the laws of
registry/profiles/connecticut.xml; tiers after an attestation from the four tests of C.G.S. 4-68r(3):
doc-cbt has a pooled effect, enough evaluations, lasting results and a chance above 75 percent, and
lacks only that somebody attests replication.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "verify"))

from harness import Tally, arguments, read_table, run  # noqa: E402

NS = "{urn:bca:1}"
FILES = ["manifest.json", "worksheet.csv", "worksheet.pdf", "worksheet.tex"]
HEADER = ("agency_id,fiscal_year,profile_id,day,due,program_id,program_name,tier,flag,reason,rule_id,"
          "failed_test,citation,tier_on_record,tier_on_record_as_of,override_tier,override_by,"
          "override_on,override_reason,last_fiscal_year,last_day,last_tier,last_reason,changed,"
          "new_since,raise_tier,raise,candidates,tests,missing,agency_tier,agency_reason")
DRAWS = ["--draws", "10000"]  # with fewer, more chances are too close to tell, and drawn a million times


class Categorize:
    """bca categorize in a project; a check of its exit code with each call."""

    def __init__(self, t, bca, root):
        self.t, self.bca, self.root = t, bca, root

    def __call__(self, code, *words, **more):
        got, out, err = run(self.bca, "-C", self.root, "categorize", *words, **more)
        what = "bca categorize " + " ".join(map(str, words))
        self.t.check(got == code, f"{what}: exit {got}, want {code}; {err.strip()[-300:]}")
        self.t.equal(out, "", f"{what}: output")
        return err

    def sheet(self, folder, agency, year, *words, **more):
        self(0, "--agency", agency, "--fiscal-year", year, *DRAWS, "-o", folder, *words, **more)
        path = folder / "worksheet.csv"
        return read_table(path) if path.exists() else []


def pages(folder):
    """The text of worksheet.pdf in one line, or None where pdftotext is missing."""
    if shutil.which("pdftotext") is None:
        return None
    done = subprocess.run(["pdftotext", str(folder / "worksheet.pdf"), "-"], capture_output=True,
                          check=True)
    return " ".join(done.stdout.decode("utf-8").split())


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


# -------------------------------------------------------------------------------- bad command lines

def check_usage(t, call, work):
    folder = work / "none"
    cases = [
        (2, ["--fiscal-year", "2026", "-o", folder], "--agency"),
        (2, ["--agency", "doc", "-o", folder], "--fiscal-year"),
        (2, ["--agency", "doc", "--fiscal-year", "26", "-o", folder], "--fiscal-year"),
        (2, ["--agency", "doc", "--fiscal-year", "x", "-o", folder], "'x'"),
        (2, ["--agency", "doc", "--fiscal-year", "2026"], "-o"),
        (2, ["--agency", "doc", "--fiscal-year", "2026", "-o", folder, "dcf"], "'dcf'"),
        (2, ["--agency", "doc", "--fiscal-year", "2026", "-o", folder, "--draws", "1"], "at least 2"),
        (2, ["--agncy", "doc"], "'--agency'"),
        (1, ["--agency", "dox", "--fiscal-year", "2026", "-o", folder], "did you mean 'do"),
        (1, ["--agency", "DMHS", "--fiscal-year", "2026", "-o", folder], "'DMHS'"),
        (1, ["--agency", "doc", "--fiscal-year", "2026", "-o", folder, "--profile", "conecticut"],
         "did you mean 'connecticut'"),
        (3, ["--agency", "doc", "--fiscal-year", "2001", "-o", folder], "in force from 2015-07-01"),
    ]
    for code, words, culprit in cases:
        err = call(code, *words)
        t.check(culprit in err, f"{words}: '{culprit}' not in: {err.strip()}")
    t.equal(os.listdir(work), [], "left behind by a bad command line")


# ---------------------------------------------------------------------------------- a worksheet

def check_sheet(t, call, work):
    """One agency, any case of its id; the same bytes from another place and clock."""
    first, second = work / "first", work / "deep" / "second"
    rows = call.sheet(first, "DOC", 2026)
    call.sheet(second, "doc", 2026, cwd=work,
               env={"TZ": "Asia/Kathmandu", "LC_ALL": "C", "COLUMNS": "50"})
    t.equal(sorted(os.listdir(first)), FILES, "files")
    t.equal(sorted(os.listdir(work)), ["deep", "first"], "left beside the worksheet")
    for name in FILES:
        t.check((first / name).read_bytes() == (second / name).read_bytes(),
                f"{name}: the two worksheets differ")
    text = (first / "worksheet.csv").read_text(encoding="utf-8")
    t.equal(text.splitlines()[0], HEADER, "columns")
    programs = {p.get("id"): p for p in (ET.parse(path).getroot() for path in
                                         (call.root / "registry/programs/doc").glob("*.xml"))}
    t.equal([row["program_id"] for row in rows], sorted(programs), "a row a program")
    tiers = {tier.get("id") for tier in
             ET.parse(call.root / "registry/profiles/connecticut.xml").getroot().iter(NS + "tier")}
    said = pages(first)
    for row in rows:
        name = programs[row["program_id"]].findtext(NS + "name")
        t.equal((row["agency_id"], row["fiscal_year"], row["day"], row["last_day"]),
                ("doc", "2026", "2026-10-01", "2025-10-01"), f"{row['program_id']}: cycle")
        t.equal(row["program_name"], name, "name")
        t.check(row["tier"] in tiers and row["last_tier"] in tiers, f"{name}: tier {row['tier']}")
        t.check("C.G.S. 4-68" in row["reason"], f"{name}: the reason has a clause: {row['reason']}")
        t.equal((row["agency_tier"], row["agency_reason"]), ("", ""), f"{name}: left to the agency")
        t.check(said is None or " ".join(name.split()) in said, f"{name}: not on the pages")
    t.equal({row["due"] for row in rows}, {"Due on 2026-10-01, under C.G.S. 4-68s."}, "due")
    if said is not None:
        t.equal(said.count("Reason if different:"), len(programs), "a line for each decision")
        for words in ("Department of Correction, fiscal year 2026", "Prepared by", "Reviewed by",
                      "The agency decides", "Programs by category", "p below 0.20"):
            t.check(words in said, f"pages: {words}")
    return first


def check_manifest(t, root, folder):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    t.equal([o["path"] for o in manifest["outputs"]], FILES[1:], "outputs of the manifest")
    for place, entries in ((folder, manifest["outputs"]), (root, manifest["inputs"])):
        for entry in entries:
            path = place / entry["path"]
            t.equal((entry["bytes"], entry["sha256"]), (path.stat().st_size, sha256(path)),
                    f"manifest: {entry['path']}")
    inputs = [entry["path"] for entry in manifest["inputs"]]
    for name in ("worksheet.tex", "layout.tex", "program.tex"):
        t.check(f"reports/worksheet/{name}" in inputs, f"manifest: template {name}")
    t.equal(manifest["command"], "bca categorize --agency doc --fiscal-year 2026 --profile connecticut "
            "--seed 1 --draws 10000", "command")
    t.equal(manifest["fiscal_year"], 2026, "fiscal year")


def check_not_due(t, call, work):
    """The laws: 2015 act, even years, not DSS; from 2018 five agencies, every year; never DOH."""
    cases = [
        ("doc", 2017, "2017-12-31", "asks for inventories of even fiscal years."),
        ("dss", 2016, "2016-12-31", "does not name the agency."),
        ("doh", 2026, "2026-12-31", "the law of fiscal year 2026, C.G.S. 4-68s, does not name"),
    ]
    for agency, year, day, why in cases:
        rows = call.sheet(work / f"{agency}-{year}", agency, year)
        t.equal({row["day"] for row in rows}, {day}, f"{agency} {year}: day")
        t.check(rows and all(row["due"].startswith("Not due: ") and why in row["due"]
                             for row in rows), f"{agency} {year}: {rows and rows[0]['due']}")
    t.equal({row["last_day"] for row in read_table(work / "doc-2017/worksheet.csv")},
            {"2016-12-31"}, "2016 was owed, without a date")
    t.equal({row["last_fiscal_year"] for row in read_table(work / "doh-2026/worksheet.csv")},
            {""}, "no cycle before")
    rows = call.sheet(work / "other-law", "doc", 2026, "--profile", "washington")
    t.equal({row["profile_id"] for row in rows}, {"washington"}, "another law")


# ------------------------------------------------------------------------ what the agency adds

def check_decisions(t, args, work):
    """An attestation between two cycles moves the tier; an override stands beside it."""
    root = work / "project"
    for name in ("registry", "models", "reports"):
        shutil.copytree(args.root / name, root / name)
    path = root / "registry/programs/doc/doc-cbt.xml"
    text = path.read_text(encoding="utf-8")
    added = ('<attestation of="replicable" value="yes" by="Test office" on="2026-03-04" '
             'source="project" status="assumed" note="Made up."/>\n  '
             '<override profile="connecticut" tier="promising" by="Test office" on="2026-05-06" '
             'reason="A made-up reason"/>\n  ')
    path.write_text(text.replace("<cost ", added + "<cost ", 1), encoding="utf-8")
    agencies = root / "registry/agencies.xml"
    agencies.write_text(agencies.read_text(encoding="utf-8").replace(
        "</agencies>", '<agency id="empty" name="Empty agency" kind="other" source="project"/>'
        "</agencies>"), encoding="utf-8")
    call = Categorize(t, args.bca, root)
    rows = {row["program_id"]: row for row in call.sheet(work / "decided", "doc", 2026)}
    cbt = rows["doc-cbt"]
    t.equal((cbt["last_tier"], cbt["tier"], cbt["changed"]),
            ("research-based", "evidence-based", "yes"), "doc-cbt: moved")
    t.equal(cbt["new_since"], "attested: replicable (2026-03-04); override: promising (2026-05-06)",
            "doc-cbt: what is new")
    t.equal((cbt["override_tier"], cbt["override_by"], cbt["override_on"], cbt["override_reason"]),
            ("promising", "Test office", "2026-05-06", "A made-up reason"), "doc-cbt: override")
    t.equal((cbt["raise_tier"], cbt["raise"]), ("", ""), "doc-cbt: nothing above it")
    t.check("replication" not in cbt["missing"], f"doc-cbt: attested: {cbt['missing']}")
    t.equal(rows["doc-correctional-education"]["changed"], "no", "another program")
    said = pages(work / "decided")
    t.check(said is None or "override: Promising, by Test office on 2026-05-06" in said,
            "both tiers on the page")
    before = {row["program_id"]: row for row in call.sheet(work / "before", "doc", 2025)}
    t.equal((before["doc-cbt"]["tier"], before["doc-cbt"]["override_tier"]),
            ("research-based", ""), "the cycle before knows neither")
    err = call(3, "--agency", "empty", "--fiscal-year", "2026", "-o", work / "empty")
    t.check("'empty' has no program" in err, f"no programs: {err}")
    t.check(not (work / "empty").exists(), "no programs: a folder was made")
    (root / "reports/worksheet/program.tex").write_text("{{nmae}}\n", encoding="utf-8")
    err = call(1, "--agency", "doc", "--fiscal-year", "2026", *DRAWS, "-o", work / "template")
    t.check("E0901" in err and "did you mean 'name'" in err, f"a faulty template: {err}")
    t.check(not (work / "template" / "worksheet.csv").exists(), "a faulty template: files")


# ---------------------------------------------------------------------------------- failing writes

def check_blocked(t, call, work):
    """A file in the way, a folder in the way of a file, and a full disk: 5, and no trace."""
    words = ["--agency", "dss", "--fiscal-year", "2026", *DRAWS, "-o"]
    place = work / "place"
    place.mkdir()
    (place / "file").write_text("mine\n", encoding="utf-8")
    for folder in (place / "file", place / "file" / "deeper", "/proc/no-such-place"):
        call(5, *words, folder)
    t.equal(os.listdir(place), ["file"], "a file in the way: left behind")
    taken = place / "taken"
    (taken / "worksheet.pdf").mkdir(parents=True)
    (taken / "worksheet.csv").write_text("old\n", encoding="utf-8")
    call(5, *words, taken)
    t.equal((taken / "worksheet.csv").read_text(encoding="utf-8"), "old\n", "the older file")
    t.equal(sorted(os.listdir(taken)), ["worksheet.csv", "worksheet.pdf"], "nothing half-written")
    t.equal(sorted(os.listdir(place)), ["file", "taken"], "scratch folders")
    call(5, *words, place / "no-tex", env={"PATH": "/no/such/folder"})
    t.check(not (place / "no-tex" / "worksheet.csv").exists(), "without TeX: files")


def main():
    args = arguments(__doc__)
    t = Tally()
    call = Categorize(t, args.bca, args.root)
    checks = (
        lambda work: check_usage(t, call, work),
        lambda work: check_manifest(t, args.root, check_sheet(t, call, work)),
        lambda work: check_not_due(t, call, work),
        lambda work: check_decisions(t, args, work),
        lambda work: check_blocked(t, call, work),
    )
    for check in checks:
        with tempfile.TemporaryDirectory() as folder:
            check(Path(folder))
    t.finish()


if __name__ == "__main__":
    main()
