#!/usr/bin/python3
"""The annual report, made twice: complete, the same bytes, true to its manifest, marked as ours.

    test_report.py --bca PATH --root DIR

Slow, and needs LuaLaTeX; the text of the pages is read where pdftotext is installed. Expected: the
files, the manifest's hashes computed again with hashlib, results_sha256 from programs.csv (the
lines `program_id draws_sha256` of the programs with results), programs and inventories read from
the registry with xml.etree, and the sentence that no page may lack. What is set aside: the sources
and links of bca plan, of the project and of tests/data/language.
"""

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import page_influence
from harness import Tally, arguments, plan, read_table, run, run_ok

NS = "{urn:bca:1}"
FILES = ["analyses.csv", "beside_published.csv", "break_even.csv", "horizons.csv",
         "influence.csv", "inventory.csv", "manifest.json", "programs.csv", "report.pdf", "report.tex", "set_aside.csv",
         "studies.csv", "tiers.csv"]
COLUMNS = ["program_id", "agency_id", "fiscal_year", "item", "item_name", "value", "unit",
           "missing_reason", "source_id", "status"]
DISCLAIMER = ["compiled from public sources by an open-source project",
              "not a publication of the state of connecticut"]
DRAWS = 500


def report(bca, root, folder, **more):
    return run_ok(bca, "-C", root, "report", "annual", "--draws", DRAWS, "-o", folder, **more)


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def programs_of(root):
    paths = sorted((root / "registry/programs").rglob("*.xml"))
    return {p.get("id"): p for p in (ET.parse(path).getroot() for path in paths)}


# -------------------------------------------------------------------------------------- checks

def check_whole(t, args, work):
    """The report of the whole registry."""
    folder = work / "whole"
    out = report(args.bca, args.root, folder)
    t.check(all(p[:30] in out for p in programs_of(args.root)), "the printed comparison: programs")
    t.equal(sorted(os.listdir(folder)), FILES, "files of the whole report")
    return folder


def some_programs(root, copy):
    """A copy of the project with the programs of one agency, since typesetting takes long."""
    for part in ("registry", "models", "reports"):
        shutil.copytree(root / part, copy / part, ignore=shutil.ignore_patterns("scenarios"))
    for folder in (copy / "registry/programs").iterdir():
        if folder.name != "doc":
            shutil.rmtree(folder)
    programs = "".join(path.read_text(encoding="utf-8")
                       for path in (copy / "registry/programs").glob("*/*.xml"))
    for path in (copy / "registry/interventions").iterdir():
        if f'intervention="{path.stem}"' not in programs:
            path.unlink()
    return copy


def check_twice(t, args, work):
    """Two reports: another folder, working directory, time zone and language."""
    root = some_programs(args.root, work / "project")
    first, second = work / "A", work / "elsewhere" / "B"
    report(args.bca, root, first)
    report(args.bca, root, second, cwd=work,
           env={"TZ": "Asia/Kathmandu", "LC_ALL": "C", "COLUMNS": "50", "TERM": "dumb"})
    for folder in (first, second):
        t.equal(sorted(os.listdir(folder)), FILES, f"files in {folder.name}")
    for name in FILES:
        t.check((first / name).read_bytes() == (second / name).read_bytes(),
                f"{name}: the two reports differ")
    t.equal(sorted(os.listdir(work)), ["A", "elsewhere", "project"], "left beside the report")


def check_manifest(t, root, folder):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    t.equal([o["path"] for o in manifest["outputs"]],
            [name for name in FILES if name != "manifest.json"], "outputs of the manifest")
    for place, entries in ((folder, manifest["outputs"]), (root, manifest["inputs"])):
        for entry in entries:
            path = place / entry["path"]
            t.equal((entry["bytes"], entry["sha256"]), (path.stat().st_size, sha256(path)),
                    f"manifest: {entry['path']}")
    inputs = [entry["path"] for entry in manifest["inputs"]]
    read = [str(p.relative_to(root)) for part in ("registry", "models")
            for p in (root / part).rglob("*") if p.suffix in (".xml", ".csv")]
    t.equal([p for p in sorted(read) if p not in inputs], [], "files that the manifest leaves out")
    lines = "".join(f"{row['program_id']} {row['draws_sha256']}\n"
                    for row in read_table(folder / "programs.csv") if row["draws_sha256"])
    t.equal(manifest["results_sha256"], hashlib.sha256(lines.encode()).hexdigest(),
            "results_sha256 from programs.csv")
    return manifest


def check_same_as_run(t, args, folder):
    """programs.csv of the report is that of bca run with the same seed and draws."""
    other = run_ok(args.bca, "-C", args.root, "run", "--draws", DRAWS, "--format=csv")
    t.check((folder / "programs.csv").read_text(encoding="utf-8") == other,
            "programs.csv of bca report and of bca run")


def check_evidence(t, args, folder):
    """studies.csv is what bca studies prints; analyses.csv agrees with programs.csv."""
    other = run_ok(args.bca, "-C", args.root, "studies", "--format=csv")
    t.check((folder / "studies.csv").read_text(encoding="utf-8") == other,
            "studies.csv of bca report and of bca studies")
    programs = {row["program_id"]: row for row in read_table(folder / "programs.csv")}
    analyses = {}
    for row in read_table(folder / "analyses.csv"):
        analyses.setdefault((row["program_id"], row["analysis"]), row)
    with_result = [name for name, row in programs.items() if row["npv_mean"]]
    t.equal(sorted({name for name, _ in analyses}), sorted(with_result), "analyses.csv: programs")
    for name in with_result:
        for column in ("npv_mean", "chance_positive", "benefits_mean", "cost_mean", "bcr"):
            t.equal(analyses[name, "main"][column], programs[name][column],
                    f"{name}: main analysis, {column}")
        t.equal(analyses[name, "new-site"]["chance_positive"], programs[name]["chance_new_site"],
                f"{name}: chance at a new site")
        for analysis in ("new-site", "unadjusted", "adjusted", "randomized"):
            row = analyses[name, analysis]
            t.check((row["npv_mean"] == "") == (row["reason"] != ""),
                    f"{name}, {analysis}: either numbers or a reason")


def aside_of(got):
    """The rows of set_aside.csv that a plan asks for, less the share of draws."""
    routes = [c["route"] for c in got["changes"]]
    by_id = {s["id"]: s for s in got["sources"]}
    for s in got["sources"]:
        other = by_id[s["counted"]] if s["counted"] != s["id"] else None
        if other is None and not s["opposed"]:
            continue
        yield {"person": s["person"] or "", "channel": s["channel"], "source": routes[s["change"]],
               "value_mean": s["value"], "counted_instead": other and routes[other["change"]],
               "counted_value": other and other["value"], "link_id": "",
               "counted_person": other and other["person"] or "",
               "opposed": "yes" if s["opposed"] else "no"}
    for x in got["links_aside"]:
        yield {"person": x["person"] or "", "channel": "", "source": f"{x['from']}>{x['to']}",
               "value_mean": None, "counted_instead": x["to"], "counted_value": None,
               "counted_person": x["person"] or "", "link_id": x["link"], "opposed": "no"}


def check_set_aside(t, args, root, folder):
    """set_aside.csv holds what the plans set aside, with the share of the draws."""
    rows = {}
    for row in read_table(folder / "set_aside.csv"):
        rows.setdefault(row["program_id"], []).append(row)
    seen = 0
    for program, result in ((r["program_id"], r) for r in read_table(folder / "programs.csv")):
        want = list(aside_of(plan(args.bca, root, program))) if result["npv_mean"] else []
        got = rows.get(program, [])
        t.equal(len(got), len(want), f"set_aside.csv: {program}: rows")
        for row, x in zip(got, want):
            what = f"set_aside.csv: {program}: {row['channel']} {row['source']}"
            for name, value in x.items():
                same = (float(row[name]) == value if isinstance(value, float)
                        else row[name] == (value or ""))
                t.check(same, f"{what}: {name}: {row[name]!r}, want {value!r}")
            t.equal(row["price_year"], result["price_year"], f"{what}: price year")
            if not row["channel"] or not row["counted_instead"]:
                t.equal(row["larger"], "", f"{what}: share of draws")
                continue
            draws = float(row["larger"]) * DRAWS
            t.check(0 <= draws <= DRAWS and abs(draws - round(draws)) < 1e-6,
                    f"{what}: share of draws {row['larger']}")
            seen += 1
    return seen


YEARS = [1, 2, 5, 10, 25]  # through which totals are given, beside the whole horizon
NO_TOTALS = "Totals through single years are not given"


def check_horizons(t, args, root, folder):
    """horizons.csv has the years of the convention that are below the horizon of the plan, and
    the horizon, whose row is that of programs.csv; the page shows it, or says why it is not
    known. Transferred results have none."""
    text = (folder / "report.tex").read_text(encoding="utf-8")
    rows = {}
    for row in read_table(folder / "horizons.csv"):
        rows.setdefault(row["program_id"], []).append(row)
    for program, result in ((r["program_id"], r) for r in read_table(folder / "programs.csv")):
        got, page = rows.get(program, []), page_of(text, program)
        what = f"horizons.csv: {program}"
        t.equal("Through year & " in page, bool(got), f"{what}: table on the page")
        t.equal(NO_TOTALS in page, bool(result["npv_mean"] and not got), f"{what}: why no table")
        if not got:
            continue
        t.equal(result["basis"], "modeled", f"{what}: basis")
        horizon = plan(args.bca, root, program)["horizon"]
        want = [y for y in YEARS if y < horizon] + [horizon]
        t.equal([int(r["years"]) for r in got], want, f"{what}: years")
        for name in result:
            if name.startswith("benefits_") and name in got[-1]:
                check_total(t, f"{what}: {name}", got[-1][name], result[name])
        for name in ("benefits", "cost", "npv"):
            check_total(t, f"{what}: {name}", got[-1][name], result[name + "_mean"])
        for name in ("price_year", "draws", "seed"):
            t.equal([r[name] for r in got], [result[name]] * len(got), f"{what}: {name}")
        last = re.search(r"\\textbf\{Net benefit\} .*& ([^&]*)\\\\", page)[1]
        shown = float(last.replace(",", "").replace("\u2212", "-"))
        t.check(abs(shown - float(got[-1]["npv"])) <= 0.5, f"{what}: the page's last column {last}")
    return len(rows)


def check_total(t, what, got, want):
    """The sum over all years is the mean itself, but for rounding; both may be missing."""
    if got == "" or want == "":
        t.equal(got, want, what)
    else:
        t.check(abs(float(got) - float(want)) <= 1e-9 * max(1, abs(float(want))),
                f"{what}: {got}, want {want}")


def page_of(text, program):
    """The part of report.tex that is one program's page."""
    start = text.index(f"% @place:program '{program}'")
    end = text.find("% @place:", start + 1)
    return text[start:end if end > 0 else None]


def check_language(t, args, work):
    """A project with links, several persons, local fit and places to expand: what few have stands
    on the page of the programs that have it, and on no other."""
    root, folder = work / "language", work / "language" / "out"
    shutil.copytree(args.root / "tests/data/language", root)
    shutil.copytree(args.root / "reports", root / "reports")
    path = root / "registry/programs/teb/family-trial.xml"
    text, changed = re.subn(
        r"(<person [^>]*/>)",
        r'\1<expansion fixed="12000" variable="3100" step="48000" placesPerStep="12" '
        r'priceYear="2022" source="invented" status="derived" note="Invented."/>',
        path.read_text(encoding="utf-8"))
    t.equal(changed, 1, "the person of the family trial")
    path.write_text(text, encoding="utf-8")
    report(args.bca, root, folder)
    t.check(check_set_aside(t, args, root, folder) >= 5, "language: sources set aside")
    t.equal(check_horizons(t, args, root, folder), len(programs_of(root)), "language: horizons")
    text = (folder / "report.tex").read_text(encoding="utf-8")
    t.equal([p for p in programs_of(root) if "one sum over all years stand in year 1" in
             page_of(text, p)], ["family-trial"], "who has a published present value")
    rows = read_table(folder / "set_aside.csv")
    for program in programs_of(root):
        page = page_of(text, program)
        mine = [r for r in rows if r["program_id"] == program]
        for words, wanted in (
                ("set aside, so that nothing counts twice", mine),
                ("another source counts already", [r for r in mine if r["larger"]]),
                ("have opposite signs", [r for r in mine if r["opposed"] == "yes"]),
                ("These links are not used", [r for r in mine if r["link_id"]]),
                ("One start serves more than", program == "family-trial"),
                ("Child: 1.4 per start", program == "family-trial"),
                # 12,000 + 3,100 n + 48,000 for each 12 places begun
                ("1 more place costs \\$63,100 a year, 10 cost \\$91,000 and 100 cost \\$754,000",
                 program == "family-trial"),
                ("is not quite what was studied", program == "assistance-trial")):
            t.equal(words in page, bool(wanted), f"{program}: '{words}'")
    for words in ("Links between outcomes", "Choices between value lines", "Further price indexes",
                  "Whose benefits are compared", "\\subsubsection{Series}"):
        t.equal(text.count(words), 2, f"models of the language: '{words}'")


def check_inventory(t, root, folder, manifest):
    """Eleven rows in order for each inventory of the registry through the report's year, with
    what the file says."""
    with open(folder / "inventory.csv", newline="", encoding="utf-8") as file:
        t.equal(next(csv.reader(file, strict=True)), COLUMNS, "columns of inventory.csv")
    rows = read_table(folder / "inventory.csv")
    found = {}
    for row in rows:
        found.setdefault((row["program_id"], row["fiscal_year"]), []).append(row)
    want = {}
    for name, program in programs_of(root).items():
        for inventory in program.findall(NS + "inventory"):
            if int(inventory.get("fiscalYear")) <= manifest["fiscal_year"]:
                want[name, inventory.get("fiscalYear")] = inventory
    t.equal(sorted(found), sorted(want), "inventories")
    for key in sorted(set(found) & set(want)):
        t.equal([row["item"] for row in found[key]], [str(i) for i in range(1, 12)],
                f"{key}: items")
        for row, item in zip(found[key], want[key]):
            got = [row["value"], row["missing_reason"], row["source_id"], row["status"]]
            value = " ".join((item.text or "").split())
            t.equal([" ".join(got[0].split())] + got[1:],
                    [value, item.get("missing") or "", item.get("source") or "",
                     item.get("status") or ""], f"{key}, item {row['item']}")


def check_text(t, root, folder):
    """Every program is in the report's source."""
    text = (folder / "report.tex").read_text(encoding="utf-8")
    flat = re.sub(r"\\bcabreak *|\{\}|\\", "", text)
    for name, program in programs_of(root).items():
        title = program.find(NS + "name").text
        t.check(name in flat or title in flat, f"report.tex: program {name} does not occur")
    t.check("{{" not in text and "}}}}" not in text.replace("}}}", ""), "report.tex: placeholders")
    t.check(not re.search(r"(?<![A-Za-z])(nan|inf)(?![A-Za-z])", text), "report.tex: nan or inf")


def check_pages(t, folder):
    """The disclaimer stands on every page of the PDF."""
    t.check((folder / "report.pdf").read_bytes().startswith(b"%PDF-"), "report.pdf: no PDF")
    if shutil.which("pdftotext") is None:
        print("note: pdftotext is not installed; the text of the pages was not read")
        return
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(folder / "report.pdf"), "-"],
                          capture_output=True, check=True, timeout=120)
    pages = done.stdout.decode("utf-8").split("\f")[:-1]
    t.check(len(pages) >= 10, f"report.pdf: only {len(pages)} pages")
    for number, page in enumerate(pages, 1):
        flat = " ".join(page.lower().split())
        for sentence in DISCLAIMER:
            t.check(sentence in flat, f"report.pdf, page {number}: '{sentence}' is missing")
    print(f"note: {len(pages)} pages read")


def check_without_tex(t, args, work):
    """No lualatex on the PATH: 5, what to install, and nothing written; an old report stays."""
    empty = work / "bin"
    empty.mkdir()
    for name, before in (("C", []), ("D", ["report.pdf"])):
        folder = work / name
        if before:
            folder.mkdir()
            (folder / "report.pdf").write_text("old\n", encoding="utf-8")
        code, out, err = run(args.bca, "-C", args.root, "report", "annual", "--draws", "10", "-o",
                             folder, env={"PATH": str(empty)})
        t.equal((code, out), (5, ""), f"without lualatex, {name}: exit code and output")
        t.check("lualatex" in err and "apt-get install" in err and "texlive-luatex" in err,
                f"without lualatex: no package line in: {err.strip()}")
        t.equal(os.listdir(folder) if folder.exists() else [], before,
                f"without lualatex, {name}: contents of the folder")
    t.equal((work / "D" / "report.pdf").read_text(encoding="utf-8"), "old\n", "the old report")


def check_new_site_decides(t, args, work):
    """A profile that asks for the chance at a new site: it is below 90 %, and that of the pooled
    effect above, so that the offender program, likely to pay by the one, is likely no more by the
    other."""
    root = some_programs(args.root, work / "predictive")
    profile = root / "registry/profiles/connecticut.xml"
    text = profile.read_text(encoding="utf-8").replace('<likelyChance value="0.75"',
                                                       '<likelyChance value="0.9"')
    profile.write_text(text, encoding="utf-8")

    def likely():
        run_ok(args.bca, "-C", root, "report", "annual", "--draws", DRAWS, "-o", "out")
        text = (root / "out/report.tex").read_text(encoding="utf-8")
        return re.search(r"\\item The mean net benefit is above zero, with a chance(.*?)\\item",
                         text, re.S)[1]

    before = likely()
    profile.write_text(text.replace('<likelyChance value="0.9"',
                                    '<likelyChance value="0.9" draw="predictive"'),
                       encoding="utf-8")
    after = likely()
    t.check("at a new site" not in before and "at a new site" in after, "which chance is named")
    programs = {row["program_id"]: row for row in read_table(root / "out/programs.csv")}
    title = programs["doc-cbt"]["name"]
    t.check(title in before and title not in after, f"{title}: {before} / {after}")


def check_bad_template(t, args, work):
    """A placeholder that does not exist: 1, E0901 with its place, nothing written."""
    root = work / "project"
    for part in ("registry", "models", "reports"):
        shutil.copytree(args.root / part, root / part, ignore=shutil.ignore_patterns("scenarios"))
    layout = root / "reports/annual/layout.tex"
    layout.write_text(layout.read_text(encoding="utf-8") + "{{noSuchThing}}\n", encoding="utf-8")
    code, out, err = run(args.bca, "-C", root, "report", "annual", "--draws", "10", "-o", "out")
    t.equal(code, 1, "a placeholder that does not exist")
    t.check("E0901" in out + err and "noSuchThing" in out + err, f"E0901: {out + err}")
    t.equal(os.listdir(root / "out") if (root / "out").exists() else [], [], "E0901: left behind")


def main():
    args = arguments(__doc__)
    t = Tally()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "twice").mkdir()
        check_twice(t, args, work / "twice")
        folder = check_whole(t, args, work)
        manifest = check_manifest(t, args.root, folder)
        check_same_as_run(t, args, folder)
        check_evidence(t, args, folder)
        page_influence.check(t, args.bca, args.root, folder, DRAWS)
        check_set_aside(t, args, args.root, folder)
        t.check(check_horizons(t, args, args.root, folder) > 1, "programs with totals by year")
        check_inventory(t, args.root, folder, manifest)
        check_text(t, args.root, folder)
        check_pages(t, folder)
        check_without_tex(t, args, work)
        check_bad_template(t, args, work)
        check_new_site_decides(t, args, work)
        check_language(t, args, work)
    t.finish()


if __name__ == "__main__":
    main()
