#!/usr/bin/python3
"""bca against published result pages: facts in tests/data/pages, read there, not from the registry.

    test_pages.py --bca PATH --root DIR

Consistency checks: the pages re-add; bca's plans and runs give back the costs, the mean benefits
and the chances that the pages print. The dollar values of models/washington are solved page by
page from the same pages, so agreement of means shows that signs, accounts, timing, prices and
re-basing are right, and says nothing about the values themselves. The chance of these programs is
not calibrated: it follows from the printed standard error. That of transferred programs is: their
spread is solved from the printed chance, and the draws must give it back.

Predictions: numbers of a page that were not used to make the numbers which give them: the value of
a test score (solved on page 525) against pages 355, 360 and 522; a vintage against the one before
it, moved by the price index alone.
"""

import math

from harness import (Tally, arguments, index_of, number, plan, read_table, rows_of, run_ok)

DRAWS = 200000
SEED = 11
RATE = 0.035
SUMMARY = ["taxpayers", "participants", "others", "indirect", "total", "net_cost", "net",
           "ratio", "chance"]
PARTS = ["taxpayers", "participants", "others", "indirect"]
SPENDING = {"Crime", "Criminal justice system", "Public assistance", "K-12 grade repetition",
            "Costs of higher education"}
PROGRAM_DEADWEIGHT = "Adjustment for deadweight cost of program"

# A modelled reference program, its page, the tolerance of its mean benefits, what that is, and the
# tolerance of its chance in points. 562: the page adds outcomes that vary on their own beside crime
# (part of its dollars is not crime), which spreads its result over zero; bca has crime alone.
MODELLED = [
    ("ref-police-hot-spots", "236-2022", 0.01, "consistency", 3),
    ("ref-collaborative-care-depression", "239-2022", 0.01, "consistency", 3),
    ("ref-behavioral-self-control-training", "302-2022", 0.01, "consistency", 3),
    ("ref-consultant-teachers-online", "355-2022", 0.08, "prediction", 3),
    ("ref-summer-books-multiyear", "360-2023", 0.08, "prediction", 3),
    ("ref-cbt-juvenile-justice", "438-2022", 0.01, "consistency", 3),
    ("ref-becoming-a-man-tutoring", "522-2022", 0.08, "prediction", 3),
    ("ref-double-dose-classes", "525-2023", 0.01, "consistency", 3),
    ("ref-intensive-supervision-juvenile", "562-2023", 0.01, "consistency", 5),
]
WIDER = {"562-2023": "5 points allowed: the page also counts outcomes that vary on their own"}

# A transferred program and the latest vintage of its page.
TRANSFERRED = [
    ("cssd-multisystemic-therapy", "36-2016"),
    ("dcf-child-first", "388-2023"),
    ("dcf-functional-family-therapy", "32-2023"),
    ("dmhas-opioid-medication", "695-2023"),
    ("dmhas-supportive-housing", "284-2023"),
    ("doc-addiction-tier-4", "187-2015"),
    ("doc-correctional-education", "1044-2023"),
    ("dss-snap-employment-training", "585-2022"),
    ("ref-drug-courts-adult", "14-2016"),
    ("ref-healthy-families-america", "119-2023"),
    ("ref-homebuilders", "78-2023"),
    ("ref-nurse-family-partnership", "35-2022"),
]
NO_SPREAD = "dcf-child-first"  # printed 49: too near to 50 to tell a spread
ACCOUNTS = {"taxpayers": "taxpayers.unallocated", "participants": "participants",
            "others": "others.unallocated", "indirect": "indirect.unallocated"}


# ------------------------------------------------------------------------- reading the pages

def read_pages(folder):
    """page -> its summary, numbers as float or None."""
    pages = {}
    for row in read_table(folder / "pages.csv"):
        page = {name: number(row[name]) for name in SUMMARY}
        page["year"] = int(row["base_year"]) if row["base_year"] else None
        page["complete"] = row["rows_complete"] == "yes"
        pages[row["page"]] = page
    return pages


def read_rows(folder):
    """page -> its detailed rows."""
    pages = {}
    for row in read_table(folder / "rows.csv"):
        for name in PARTS + ["total"]:
            row[name] = number(row[name])
        pages.setdefault(row["page"], []).append(row)
    return pages


# ------------------------------------------------------------------- consistency of the pages

def check_summary(t, name, page):
    """The parts sum to the total, total and cost to the net, total over cost is the ratio."""
    total, cost = page["total"], -page["net_cost"]
    t.near(sum(page[part] for part in PARTS), total, 2, f"page {name}: parts and total")
    t.near(total - cost, page["net"], 1, f"page {name}: total less cost")
    if page["ratio"] is None:
        t.check(cost <= 0, f"page {name}: a cost of {cost}, but no ratio")
        return
    ends = [(total + a) / (cost + b) for a in (-0.5, 0.5) for b in (-0.5, 0.5)]
    t.check(min(ends) - 0.005 <= page["ratio"] <= max(ends) + 0.005,
            f"page {name}: ratio {page['ratio']}, but {total} / {cost} = {total / cost}")


def deadweight_tolerance(page, size):
    """1 dollar; the pages in dollars of 2016 print means of drawn deadweight: 1 percent."""
    return max(1.0, 0.01 * abs(size)) if page["year"] == 2016 else 1.0


def check_rows(t, name, page, rows):
    """Each row re-adds; deadweight is half of public spending and of the program's cost."""
    for row in rows:
        what = f"page {name}, {row['benefit']}"
        half = 0.5 * row["taxpayers"]
        if row["total"] is not None:
            t.near(sum(row[part] for part in PARTS), row["total"], 2, f"{what}: row")
        if row["benefit"] == PROGRAM_DEADWEIGHT:
            half = 0.5 * page["net_cost"]
        elif row["benefit"] not in SPENDING and not row["benefit"].startswith("Health care"):
            continue
        t.near(row["indirect"], half, deadweight_tolerance(page, half), f"{what}: deadweight")
    if page["complete"]:
        for part in PARTS + ["total"]:
            t.near(sum(row[part] for row in rows), page[part], 2, f"page {name}: column {part}")


def check_pages(t, pages, rows):
    summaries = {name: page for name, page in pages.items() if page["total"] is not None}
    for name, page in summaries.items():
        check_summary(t, name, page)
        if name in rows:
            check_rows(t, name, page, rows[name])
    t.check(len(summaries) == 85 and len(rows) == 15, "pages are missing from tests/data/pages")
    print(f"consistency: {len(summaries)} summaries and {sum(map(len, rows.values()))} detailed "
          "rows re-add")


# ------------------------------------------------------------------ consistency of bca's costs

def check_plan_costs(t, args, folder, pages, index):
    """The plan's cost, re-based to the page's year and discounted, is the printed present value."""
    # program, page, arithmetic, tolerance: the half dollar of print; where the page used another
    # deflator for one year of 2013 or 2011, 0.2 percent more
    cases = [("ref-consultant-teachers-online", "355-2022", 98, 2013, 2, 0.5),
             ("ref-summer-books-multiyear", "360-2023", 73, 2013, 3, 0.5),
             ("ref-double-dose-classes", "525-2023", 479, 2013, 1, 0.5 + 0.002 * 602),
             ("ref-police-hot-spots", "236-2022", 90927, 2011, 1, 0.5 + 0.002 * 113796)]
    costs = {row["page"]: row for row in read_table(folder / "costs.csv")}
    for program, name, annual, year, years, tolerance in cases:
        printed = costs[name]
        t.equal((float(printed["annual"]), int(printed["year"])), (annual, year),
                f"page {name}: cost table")
        document = plan(args.bca, args.root, program)
        amounts = document["cost"]["amounts"]
        to_page = index[pages[name]["year"]] / index[document["price_year"]]
        value = sum(amount * to_page / (1 + RATE) ** k for k, amount in enumerate(amounts))
        t.equal(sum(amount != 0 for amount in amounts), years, f"{program}: years of cost")
        t.near(value, -pages[name]["net_cost"], tolerance, f"{program}: cost of page {name}")
        print(f"consistency: page {name}: {annual} of {year}, {years} years: "
              f"{-pages[name]['net_cost']:.0f} printed, {value:.2f} ours")


# ------------------------------------------------------------ means and chances of bca's runs

def check_modelled(t, pages, results, index):
    """Means before program deadweight and chances of the modelled reference programs."""
    print("page       benefits before program deadweight   cost          chance")
    for program, name, tolerance, kind, points in MODELLED:
        page, row = pages[name], results[program]
        to_page = index[page["year"]] / index[int(row["price_year"])]
        cost = float(row["cost_mean"]) * to_page
        got = float(row["benefits_mean"]) * to_page + 0.5 * cost
        want = page["total"] - 0.5 * page["net_cost"]
        chance = 100 * float(row["chance_positive"])
        print(f"{name:9}  {want:9.0f} printed {got:11.1f} ours    {-page['net_cost']:7.0f} "
              f"{cost:9.1f}   {page['chance']:4.0f} {chance:5.1f}   {kind}  {WIDER.get(name, '')}")
        t.near(got, want, tolerance * abs(want), f"{program}: mean benefits ({kind})")
        t.near(cost, -page["net_cost"], 0.01 * -page["net_cost"], f"{program}: cost")
        t.near(chance, page["chance"], points, f"{program}: chance (consistency)")


# --------------------------------------------------------------------------------- predictions

def predict_test_scores(t, pages, rows, index):
    """The value of a unit of effect on page 525 (2023) times another page's effect. The value is
    the row of test scores alone, 23,419 / 0.093; the page's total before deadweight, 23,517, holds
    98 dollars more of its row of high-school graduation, and is shown beside it."""
    alone = next(row["total"] for row in rows["525-2023"] if row["outcome"] == "Test scores")
    whole = pages["525-2023"]["total"] + next(
        -row["total"] for row in rows["525-2023"] if row["benefit"] == PROGRAM_DEADWEIGHT)
    t.equal((alone, whole), (23419, 23517), "page 525-2023: values of 0.093")
    for name, effect in [("355-2022", 0.071), ("360-2023", 0.091), ("522-2022", 0.208)]:
        page = pages[name]
        want = page["total"] - 0.5 * page["net_cost"]
        scale = effect / 0.093 * index[page["year"]] / index[2023]
        t.near(alone * scale, want, 0.08 * want, f"page {name} from page 525")
        t.near(whole * scale, want, 0.08 * want, f"page {name} from the total of page 525")
        print(f"prediction: page {name} from 525: {want:.0f} printed, {alone * scale:.0f} "
              f"({alone * scale / want - 1:+.1%}) from 23,419, {whole * scale:.0f} "
              f"({whole * scale / want - 1:+.1%}) from 23,517")


def predict_vintages(t, pages, index):
    """Dollars of 2022 times the price index are the dollars of 2023 of the next vintage: every
    number of the summary above 500 dollars. Pages 525, 547, 562, 647 and 832 kept their method
    and effects; others changed them."""
    worst = (0.0, "")
    for program in ["525", "547", "562", "647", "832"]:
        old, new = pages[program + "-2022"], pages[program + "-2023"]
        for column in SUMMARY[:7]:
            if abs(new[column]) <= 500:
                continue
            miss = old[column] * index[2023] / index[2022] / new[column] - 1
            t.near(miss, 0, 0.005, f"page {program}-2023, {column}, from 2022")
            worst = max(worst, (abs(miss), f"page {program}, {column}"))
    print(f"prediction: vintages of 2023 from 2022 by the price index: worst {worst[0]:.2%} "
          f"({worst[1]})")


# ------------------------------------------------------------------------ transferred programs

def check_transferred_plan(t, program, page, document, index):
    """The plan holds the printed numbers, re-based; nothing else."""
    scale = index[document["price_year"]] / index[page["year"]]
    streams = {stream["account"]: stream for stream in document["streams"]}
    for part in PARTS:
        stream = streams.pop(ACCOUNTS[part], None)
        got = stream["amounts"][0] * stream["effect_mean"][0] if stream else 0.0
        t.near(got, page[part] * scale, 1e-9 * abs(page[part] * scale), f"{program}: {part}")
    t.equal(list(streams), [], f"{program}: further streams")
    t.near(document["cost"]["amounts"][0], -page["net_cost"] * scale,
           1e-9 * -page["net_cost"] * scale, f"{program}: cost")
    t.equal(document["cost"]["public_share"], 0.0,
            f"{program}: public share (the printed indirect holds the deadweight already)")


def check_transferred_run(t, program, page, document, row, index):
    """Means of the run within 4 Monte Carlo standard errors; benefits = mean (1 + cv z), the cost
    is triangular within 10 percent."""
    scale = index[document["price_year"]] / index[page["year"]]
    cv = document["streams"][0]["effect_se"][0]
    for part in PARTS:
        want = page[part] * scale
        t.near(float(row["benefits_" + part]), want, 4 * abs(want) * cv / math.sqrt(DRAWS) + 1e-6,
               f"{program}: mean {part}")
    cost = -page["net_cost"] * scale
    t.near(float(row["cost_mean"]), cost, 4 * cost * 0.1 / math.sqrt(6 * DRAWS),
           f"{program}: mean cost")


def check_transferred_chance(t, program, page, row):
    """The printed chance comes back within 3 Monte Carlo standard errors; 100 stands for 99.5 and
    0 for 0.5 percent."""
    want = min(max(page["chance"] / 100, 0.005), 0.995)
    if program == NO_SPREAD:
        empty = ["chance_positive", "chance_positive_se", "npv_p05", "npv_p25", "npv_p50",
                 "npv_p75", "npv_p95"]
        t.equal([row[name] for name in empty], [""] * len(empty),
                f"{program}: printed {page['chance']:.0f}, so no chance and no percentiles")
        t.equal(row["npv_sd"], "", f"{program}: standard deviation without a spread")
        return
    t.near(float(row["chance_positive"]), want, 3 * math.sqrt(want * (1 - want) / DRAWS),
           f"{program}: chance")


def check_transferred(t, args, pages, results, index):
    for program, name in TRANSFERRED:
        document = plan(args.bca, args.root, program)
        t.equal(document["basis"], "transferred", f"{program}: basis")
        check_transferred_plan(t, program, pages[name], document, index)
        check_transferred_run(t, program, pages[name], document, results[program], index)
        check_transferred_chance(t, program, pages[name], results[program])
        chance = results[program]["chance_positive"]
        print(f"consistency: {program}: chance {pages[name]['chance']:.0f} printed, "
              f"{100 * float(chance):.2f} ours" if chance else
              f"consistency: {program}: chance {pages[name]['chance']:.0f} printed, no spread")


# ---------------------------------------------------------------------------------------- main

def check_all_covered(t, everything):
    """No program with a result is left out of the two lists above, except Connecticut's own
    modelled ones, which have no page."""
    known = {program for program, *_ in MODELLED + TRANSFERRED}
    for row in everything:
        own = row["basis"] == "modeled" and row["agency_id"] != "reference"
        if row["basis"] != "none" and not own:
            t.check(row["program_id"] in known, f"{row['program_id']}: no page to compare with")


def main():
    args = arguments(__doc__)
    folder = args.root / "tests" / "data" / "pages"
    t = Tally()
    pages, rows, index = read_pages(folder), read_rows(folder), index_of(args.root)
    programs = [program for program, *_ in MODELLED + TRANSFERRED]

    check_pages(t, pages, rows)
    check_plan_costs(t, args, folder, pages, index)
    results = {row["program_id"]: row for row in rows_of(
        run_ok(args.bca, "-C", args.root, "run", *programs, "--draws", DRAWS, "--seed", SEED,
               "--format=csv"))}
    check_modelled(t, pages, results, index)
    predict_test_scores(t, pages, rows, index)
    predict_vintages(t, pages, index)
    check_transferred(t, args, pages, results, index)
    check_all_covered(t, rows_of(run_ok(args.bca, "-C", args.root, "run", "--draws", "2",
                                        "--format=csv")))
    t.finish()


if __name__ == "__main__":
    main()
