#!/usr/bin/python3
"""bca import published-results: every row arrives as it was, and what is wrong is said at once.

    test_import.py --bca PATH --root DIR

The table of 324 results (tests/data/published-results.csv) is brought in, checked and run. Names,
parts, totals, costs, order and chances are held against the table itself, in dollars of the price
year by the ratio of the index; which programs have no recoverable spread against the rule of
models/connecticut (even: 48 to 52 percent; a chance on the other side of one half than the net
benefit), written down here anew. Small tables made here show each finding, each option, and
names that are hard to carry.
"""

import csv
import math
import os
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from harness import Tally, arguments, index_of, number, plan, read_table, rows_of, run, run_ok
from imported_project import OPTIONS, PRICE_YEAR, imported, table_of

NS = "{urn:bca:1}"
HEADER = ["program", "total_benefits", "taxpayer_benefits", "non-taxpayer_benefits", "costs",
          "benefits_minus_costs_NPV", "benefit_cost_ratio", "chance_benefits_exceed_costs"]
TITLED = ["--price-year", 2016, "--published", "2018-12", "--source-title", "A table <of> \"B\" & C"]
DRAWS = 10000
CERTAIN = 0.995  # what a printed 100 stands for: models/connecticut, benefitTransfer
PRINTED = 0.005  # half of the last digit of a printed chance
COUNT = {"even": 21, "other side": 1}  # of the table, counted here


def why_unknown(row):
    """Why the printed chance does not tell the spread; None when it does."""
    chance = number(row["chance_benefits_exceed_costs"])
    net = (number(row["taxpayer_benefits"]) + number(row["non-taxpayer_benefits"])
           + number(row["costs"]))
    if chance is None:
        return "none printed"
    if 48 <= chance <= 52:
        return "even"
    return "other side" if (chance > 50) != (net > 0) else None


# ------------------------------------------------------------------------------ the whole table

def check_files(t, table, project):
    """What the registry of the new project holds, row by row."""
    found = {}
    for path in sorted((project / "registry/interventions").glob("*.xml")):
        root = ET.parse(path).getroot()
        found[root.find(NS + "name").text] = (root, root.find(NS + "published"))
    t.equal(len(found), len(table), "interventions, by name")
    for line, row in enumerate(table, 2):
        what = row["program"]
        if not t.check(what in found, f"{what}: kept"):
            continue
        root, p = found[what]
        for name, column, sign in [("taxpayers", "taxpayer_benefits", 1), ("total", "total_benefits", 1),
                                   ("nonTaxpayers", "non-taxpayer_benefits", 1), ("cost", "costs", -1)]:
            t.equal(float(p.get(name)), sign * float(row[column]), f"{what}: {name}")
        t.near(float(p.get("chance")), float(row["chance_benefits_exceed_costs"]) / 100, 1e-15,
               f"{what}: chance")
        t.check(not {"participants", "others", "indirect"} & set(p.attrib), f"{what}: not split")
        t.equal((p.get("vintage"), p.get("priceYear"), root.get("area")), ("2018-12", "2016", "other"),
                f"{what}: when, dollars, area")
        t.equal(p.get("locator"), f"line {line} of published-results.csv", f"{what}: place")
        t.equal(p.get("note"), f"Literature reviewed by the source: {row['lit_review']}", f"{what}: note")


def check_run(t, table, rows):
    by_name = {row["name"]: row for row in rows}
    unknown = {}
    strayed = 0
    t.equal(sorted(by_name), sorted(row["program"] for row in table), "names of the results")
    for row in table:
        got = by_name[row["program"]]
        what, why = row["program"], why_unknown(row)
        benefits, cost = float(got["benefits_mean"]), float(got["cost_mean"])
        parts = float(got["benefits_taxpayers"]) + float(got["benefits_unallocated"])
        t.near(parts, benefits, 1e-9 * max(1, abs(benefits)), f"{what}: parts sum to benefits")
        t.near(float(got["npv_mean"]), benefits - cost, 1e-9 * max(1, abs(benefits) + cost),
               f"{what}: net benefit")
        t.equal([got[f"benefits_{g}"] for g in ("state", "local", "federal", "participants", "others",
                                                "indirect")], [""] * 6, f"{what}: blank")
        t.equal(got["split_reason"], "not split by the source", f"{what}: why blank")
        t.equal(got["mvpf_reason"], "benefits beside those of taxpayers are not split by their source",
                f"{what}: why no value of public funds")
        if why is not None:
            unknown.setdefault(why, []).append(what)
            t.equal([got["chance_positive"], got["npv_p05"], got["npv_p95"]], ["", "", ""],
                    f"{what}: no chance, no percentiles ({why})")
        elif t.check(got["chance_positive"] != "", f"{what}: has a chance"):
            printed = float(row["chance_benefits_exceed_costs"]) / 100
            want = min(max(printed, 1 - CERTAIN), CERTAIN)
            error = math.sqrt(want * (1 - want) / DRAWS)
            off = abs(float(got["chance_positive"]) - want)
            strayed += off > 2.5 * error
            t.near(off, 0, 2.5 * error + PRINTED, f"{what}: chance {want}")
    # 1.24 percent of 302 are beyond 2.5 errors by chance alone: 3.8, sd 1.9
    t.check(strayed <= 10, f"{strayed} chances beyond 2.5 Monte Carlo errors of the printed one")
    t.equal({why: len(names) for why, names in unknown.items()}, COUNT, "spread not recoverable")


def check_means(t, args, table, work):
    """The table without its chances has no spread: benefits are their mean in every draw, and of the
    cost only its own 10 percent are left. The table's dollars in those of the price year, and its
    order."""
    index = index_of(args.root)
    factor = index[2024] / index[PRICE_YEAR]
    bare = [{**row, "chance_benefits_exceed_costs": ""} for row in table]
    code, _, err = bring(args, sheet(work / "bare.csv", [list(row.values()) for row in bare], list(table[0])),
                         work / "bare", *OPTIONS)
    t.equal((code, "not recoverable from the chance: 324 programs" in err), (0, True), "without chances")
    rows = {row["name"]: row for row in
            rows_of(run_ok(args.bca, "-C", work / "bare", "run", "--format=csv", "--draws", DRAWS))}
    nets = []
    for row in table:
        what, got = row["program"], rows[row["program"]]
        cost = -float(row["costs"]) * factor
        error = cost * 0.1 / math.sqrt(6) / math.sqrt(DRAWS)  # of a triangle's mean
        # the total may be a dollar off the sum of its parts: checked below
        for column, name, slack in [("total_benefits", "benefits_mean", factor),
                                    ("taxpayer_benefits", "benefits_taxpayers", 1e-6),
                                    ("non-taxpayer_benefits", "benefits_unallocated", 1e-6)]:
            t.near(float(got[name]), float(row[column]) * factor, slack + 1e-6, f"{what}: {name}")
        t.near(float(got["cost_mean"]), cost, 4.5 * error, f"{what}: cost")
        t.equal(got["chance_positive"], "", f"{what}: no chance")
        nets.append((float(row["benefits_minus_costs_NPV"]), float(got["npv_mean"]), error))
    t.equal(max(abs(float(r["taxpayer_benefits"]) + float(r["non-taxpayer_benefits"])
                    - float(r["total_benefits"])) for r in table), 1, "the table's rounding")
    nets.sort()
    pairs = [(a, b) for i, a in enumerate(nets) for b in nets[i + 1:]
             if b[0] - a[0] > 2 and (b[0] - a[0] - 2) * factor > 5 * math.hypot(a[2], b[2])]
    t.check(len(pairs) > 0.98 * 324 * 323 / 2, f"{len(pairs)} pairs are apart by more than chance")
    t.check(all(a[1] < b[1] for a, b in pairs), "the order of net benefits is that of the table")
    for row in table[::13]:  # one draw with every input at its mean: the cost too
        draw = plan(args.bca, work / "bare", rows[row["program"]]["program_id"], "--draw", "mean")["draw"]
        t.near(draw["cost"], -float(row["costs"]) * factor, 1e-6, f"{row['program']}: cost at its mean")
        t.near(draw["npv"], float(row["benefits_minus_costs_NPV"]) * factor, 2 * factor,
               f"{row['program']}: net benefit at the mean")


def check_table(t, args, work):
    table = read_table(table_of(args.root))
    project = imported(args.bca, args.root, work / "all")
    code, out, _ = run(args.bca, "-C", project, "check", "--format=json")
    t.equal((code, '"findings": []' in out.replace("\n", "")), (0, True), "check finds nothing")
    rows = rows_of(run_ok(args.bca, "-C", project, "run", "--format=csv", "--draws", DRAWS))
    t.equal((len(table), len(rows)), (324, 324), "every row is kept")
    t.equal({row["basis"] for row in rows} | {row["price_year"] for row in rows}, {"transferred", "2024"},
            "basis and price year")
    check_files(t, table, project)
    check_run(t, table, rows)
    check_means(t, args, table, work)
    return project


# ----------------------------------------------------------------------------------- small tables

def sheet(path, rows, header=HEADER):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def good(name, **change):
    row = dict(zip(HEADER, [name, 1450, 900, 550, -450, 1000, 3.22, 81]))
    row.update(change)
    return [row[column] for column in HEADER]


def bring(args, table, folder, *options, base=None):
    return run(args.bca, "-C", base or args.root, "import", "published-results", table, "-o", folder,
               *(options or TITLED))


def nothing_left(t, work, what):
    t.equal([p.name for p in work.iterdir() if p.name.startswith("new")], [], f"{what}: nothing written")


def check_order(t, args, work, project):
    """Columns in another order, with one that is not read: the same project."""
    table = read_table(table_of(args.root))
    columns = ["costs", "remarks", *reversed(list(table[0]))]
    columns = list(dict.fromkeys(columns))
    rows = [[{**row, "remarks": "none"}[c] for c in columns] for row in table]
    other = sheet(work / "published-results.csv", rows, columns)
    code, _, err = bring(args, other, work / "other", *OPTIONS)
    t.equal((code, "column 'remarks' is not used" in err), (0, True), "columns in another order")
    files = sorted(p.relative_to(project) for p in project.rglob("*.xml"))
    t.equal(sorted(p.relative_to(work / "other") for p in (work / "other").rglob("*.xml")), files,
            "the same files")
    t.check(all((project / p).read_bytes() == (work / "other" / p).read_bytes() for p in files),
            "the same bytes")


NAMES = ['=cmd|\' /C calc\'!A0', '+1 "quoted"', "@home & <away>", "-minus, comma", "Café — Über ® ‘q’",
         "24-hour care", "日本語", "Twice", "twice!", "日本", "two\nlines  here", "x" * 300]
IDS = ["cmd-c-calc-a0", "program-1-quoted", "home-away", "minus-comma", "caf-ber-q", "program-24-hour-care", "program",
       "twice", "twice-2", "program-2", "two-lines-here", "x" * 120]


def check_names(t, args, work):
    table = sheet(work / "names.csv", [good(name) for name in NAMES])
    code, _, err = bring(args, table, work / "names")
    if not t.equal(code, 0, f"names: {err}"):
        return
    rows = rows_of(run_ok(args.bca, "-C", work / "names", "run", "--format=csv", "--draws", 100))
    t.equal({row["program_id"]: row["name"] for row in rows},
            {i: " ".join(name.split()) for i, name in zip(IDS, NAMES)}, "ids and names")
    for line, name in [(10, "twice-2"), (11, "program-2")]:
        t.check(f"line {line}: an earlier row has the same id; this one is '{name}'" in err, f"says {name}")
    sources = ET.parse(work / "names/registry/sources.xml").getroot()
    made = [s for s in sources if s.get("id") == "published-results"]
    t.equal([(s.get("title"), s.get("year"), s.get("seen")) for s in made],
            [("A table <of> \"B\" & C", "2018", "second-hand")], "the new source")


def check_gaps(t, args, work):
    """What may be missing: chance, net benefit, ratio, and the columns of the last two."""
    short = [c for c in HEADER if not c.startswith("benefit")] + ["area"]
    rows = [["No chance", 1450, 900, 550, -450, "", "education"], ["Chance", 1450, 900, 550, -450, 81, ""],
            ["Saves", 10, 4, 6, 50, 100, "health"], ["Off by two", 1452, 900, 550, -450, 19.5, ""]]
    code, _, err = bring(args, sheet(work / "gaps.csv", rows, short), work / "gaps")
    t.equal((code, "not recoverable from the chance: 2 programs" in err), (0, True), f"gaps: {err}")
    got = {r["name"]: r for r in rows_of(run_ok(args.bca, "-C", work / "gaps", "run", "--format=csv"))}
    t.equal({name: row["area"] for name, row in got.items()},
            {"No chance": "education", "Chance": "other", "Saves": "health", "Off by two": "other"}, "areas")
    t.equal({name for name, row in got.items() if row["chance_positive"] == ""}, {"No chance", "Off by two"},
            "no chance")
    t.near(float(got["Saves"]["cost_mean"]), -50 * index_of(args.root)[2024] / index_of(args.root)[2016],
           0.2, "a saving")
    published = ET.parse(work / "gaps/registry/interventions/no-chance.xml").getroot().find(NS + "published")
    t.equal(published.get("chance"), None, "no chance in the file")
    text = run_ok(args.bca, "-C", work / "gaps", "trace", "no-chance")
    t.check("source prints no chance, so" in " ".join(text.split()), "trace says why there is no spread")


# ----------------------------------------------------------------------------------------- findings

def places(err):
    """(code, line:column) of every finding, in order."""
    found, code = [], None
    for line in err.splitlines():
        if line.startswith(("error[", "warning[")):
            code = line.split("[")[1].split("]")[0]
        elif line.strip().startswith("-->") and code:
            found.append((code, ":".join(line.rsplit(":", 2)[-2:])))
            code = None
    return found


def check_findings(t, args, work):
    rows = [
        good(""), good("A", total_benefits="1,450"), good("B", costs=""), good("C", chance_benefits_exceed_costs=930),
        good("D", taxpayer_benefits="NA"), good("E", total_benefits=1453), good("F"),
        good("G", benefit_cost_ratio="x"), good("H", costs=-4.5e12, benefits_minus_costs_NPV="",
                                                benefit_cost_ratio=""), good("I\x01"),
        good("J", chance_benefits_exceed_costs="81%"), good("K", chance_benefits_exceed_costs=-1)]
    want = [("E0631", "2:1"), ("E0312", "3:3"), ("E0631", "4:16"), ("E0631", "5:31"), ("E0631", "6:8"),
            ("E0605", "7:3"), ("E0312", "9:26"), ("E0631", "10:16"), ("E0631", "11:1"), ("E0312", "12:31"),
            ("E0631", "13:31")]
    code, out, err = bring(args, sheet(work / "bad.csv", rows), work / "new")
    t.equal((code, out), (1, ""), "a bad table")
    t.equal([p for p in places(err) if not p[0].startswith("W")], want, "findings of the rows")
    for column in ("total_benefits", "costs", "taxpayer_benefits", "chance_benefits_exceed_costs"):
        t.check(f"^ column {column}\n" in err, f"the column {column} is named")
    nothing_left(t, work, "bad rows")
    for code in ("E0630", "E0631", "W0632", "E0617"):
        t.check(code in run_ok(args.bca, "explain", code), f"explain {code}")


def check_columns(t, args, work):
    lacking = [c for c in HEADER if c not in ("costs", "taxpayer_benefits")] + ["cost"]
    code, _, err = bring(args, sheet(work / "bad.csv", [["x"] * len(lacking)], lacking), work / "new")
    t.equal((code, places(err)), (1, [("E0630", "1:1"), ("E0630", "1:1")]), "two columns are missing")
    t.check("no column 'costs'" in err and "no column 'taxpayer_benefits'" in err, f"which: {err}")
    t.check("did you mean 'cost'?" in err, "the nearest name")
    code, _, err = bring(args, sheet(work / "bad.csv", [[*good("A"), 1]], [*HEADER, "costs"]), work / "new")
    t.equal((code, places(err)), (1, [("E0314", "1:143")]), "a column stands twice")
    area = sheet(work / "bad.csv", [[*good("A"), "helth"]], [*HEADER, "area"])
    code, _, err = bring(args, area, work / "new")
    t.equal((code, places(err), "did you mean 'health'?" in err), (1, [("E0631", "2:34")], True), "area")
    nothing_left(t, work, "bad columns")


def check_warnings(t, args, work):
    rows = [good("A", benefits_minus_costs_NPV=1003), good("B", benefit_cost_ratio=3.24),
            good("C", benefits_minus_costs_NPV=1002, benefit_cost_ratio=3.23), good("D", benefit_cost_ratio=3)]
    code, _, err = bring(args, sheet(work / "warn.csv", rows), work / "warn")
    t.equal((code, places(err)), (0, [("W0632", "2:21"), ("W0632", "3:26")]), "figures that disagree")
    rows = rows_of(run_ok(args.bca, "-C", work / "warn", "run", "--format=csv", "--draws", 100))
    t.equal(len(rows), 4, "the rows stay")


# ------------------------------------------------------------------------------------------ options

def check_options(t, args, work):
    table = sheet(work / "one.csv", [good("One")])
    for options, words in [
            (TITLED[2:], "dollars of which year"), (TITLED[:2] + TITLED[4:], "--published needs"),
            (["--published", "2018-13", *TITLED[:2], *TITLED[4:]], "--published needs"),
            (TITLED[:4], "which source"), ([*TITLED, "--source", "project"], "which source"),
            (["--source-url", "http://x", *OPTIONS], "--source-url goes with"),
            ([*OPTIONS[:4], "--source", "wsipp-2018-sumary"], "did you mean 'wsipp-2018-summary'"),
            ([*TITLED, "--model", "conecticut"], "did you mean 'connecticut'"),
            (["--price-year", "16", *TITLED[2:]], "--price-year needs a year")]:
        code, out, err = bring(args, table, work / "new", *options)
        t.equal((code, out, words in err), (2, "", True), f"{words}: {err}")
    code, _, err = bring(args, table, work / "new", "--price-year", 1950, *TITLED[2:])
    t.equal((code, "has no such year" in err), (1, True), f"a year outside the index: {err}")
    code, _, err = bring(args, work / "none.csv", work / "new")
    t.equal((code, places(err)), (1, [("E0001", "1:1")]), "no table")
    code, _, err = bring(args, table, work / "one.csv" / "new")
    t.equal((code, "cannot make the folder" in err), (5, True), f"no folder to write to: {err}")
    code, _, err = bring(args, table, work)
    t.equal((code, "is there already" in err), (2, True), "an existing folder")
    for words in [["published-result", table], ["studies", table], ["published-results"],
                  ["published-results", table, table]]:
        code, _, err = run(args.bca, "-C", args.root, "import", *words, "-o", work / "new", *TITLED)
        t.equal(code, 2, f"import {words}: {err}")
    code, _, err = bring(args, table, work / "new", *TITLED[:5], "a\x01b")
    t.equal(code, 1, "a title that no file can hold")
    nothing_left(t, work, "bad options")


def check_small_project(t, args, work):
    """From a project that has one model and no shelf, through standard input, into a folder whose
    parents are missing."""
    mini = args.root / "tests/data/mini"
    data = sheet(work / "one.csv", [good("One")]).read_bytes()
    place = work / "deep" / "er" / "mini"
    with tempfile.TemporaryFile() as stdin:
        stdin.write(data)
        stdin.seek(0)
        code, _, err = run_with(args, stdin, mini, place)
    t.equal((code, "dollars of 2024" in err), (0, True), f"a small project: {err}")
    t.equal([p.name for p in (place / "registry/programs").iterdir()], ["reference"], "a shelf is made")
    code, out, _ = run(args.bca, "-C", place, "check")
    t.equal((code, "0 errors, 0 warnings" in out), (0, True), "and is valid")
    t.equal(oct(place.stat().st_mode & 0o777), oct(0o777 & ~umask()), "rights of the folder")


def run_with(args, stdin, base, place):
    done = subprocess.run([str(args.bca), "-C", str(base), "import", "published-results", "-", "-o", str(place),
                           *map(str, TITLED)], stdin=stdin, capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def main():
    args = arguments(__doc__.split("\n")[0])
    t = Tally()
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        project = check_table(t, args, work)
        check_order(t, args, work, project)
        check_names(t, args, work)
        check_gaps(t, args, work)
        check_findings(t, args, work)
        check_columns(t, args, work)
        check_warnings(t, args, work)
        check_options(t, args, work)
        check_small_project(t, args, work)
    t.finish()


main()
