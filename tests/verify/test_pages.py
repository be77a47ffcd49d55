#!/usr/bin/python3
"""bca against published result pages: facts in tests/data/pages, read there, not from the registry.

    test_pages.py --bca PATH --root DIR

page_identities: the printed figures re-add, and bca refuses a ratio where there is none.
page_shared:     what pages share, solved on one and held against the others.
page_single:     16 pages whose dollars one outcome carries, run by bca: chance and totals.
This file:       the programs of the registry that have a page.

Consistency checks: bca's plans and runs give back the costs, the mean benefits and the chances that
the pages print. Where the dollar values of models/washington are solved from the same page,
agreement of means shows that signs, accounts, timing, prices and re-basing are right, and says
nothing about the values themselves. The chance of these programs is not calibrated: it follows from
the printed standard error. That of transferred programs is: their spread is solved from the printed
chance, and the draws must give it back.

Predictions: numbers of a page that were not used to make the numbers which give them: the value of
a test score (solved on page 525) against pages 355, 360 and 522; a vintage against the one before
it, moved by the price index alone.
"""

import math
import xml.etree.ElementTree as ET

from harness import Tally, arguments, index_of, number, plan, rows_of, run_ok
from page_data import PARTS, PROGRAM_DEADWEIGHT, SUMMARY, Pages
from page_identities import check_printed, check_runs
from page_project import ACCOUNTS
from page_shared import check_shared
from page_single import check_single

DRAWS = 200000
SEED = 11
RATE = 0.035

# A modelled reference program, its page, the tolerance of its mean benefits, what that is, and the
# tolerance of its chance in points (562: see tests/data/pages/single.csv). Pages 360 and 522 are
# wide: the registry's line of test scores leaves out that a start at another age moves the value.
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


# ------------------------------------------------------------------ consistency of bca's costs

def check_plan_costs(t, args, data):
    """The plan's cost, re-based to the page's year and discounted, is the printed present value."""
    # program, page, arithmetic, tolerance: the half dollar of print; where the page used another
    # deflator for one year of 2013 or 2011, 0.2 percent more
    cases = [("ref-consultant-teachers-online", "355-2022", 98, 2013, 2, 0.5),
             ("ref-summer-books-multiyear", "360-2023", 73, 2013, 3, 0.5),
             ("ref-double-dose-classes", "525-2023", 479, 2013, 1, 0.5 + 0.002 * 602),
             ("ref-police-hot-spots", "236-2022", 90927, 2011, 1, 0.5 + 0.002 * 113796)]
    pages, index = data.pages, data.index
    for program, name, annual, year, years, tolerance in cases:
        printed = data.costs[name]
        t.equal((printed["annual"], printed["year"], printed["years"]), (annual, year, years),
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

def check_parts(t, program, page, row, to_page, within):
    """Who gains what: of pages that print totals only, what the shared parameters predict."""
    for part in PARTS:
        t.near(float(row[f"benefits_{part}"] or 0) * to_page, page[part], within,
               f"{program}: {part}")


def check_modelled(t, pages, results, index):
    """Means before program deadweight and chances of the modelled reference programs."""
    print("page       benefits before program deadweight   cost          chance")
    for program, name, tolerance, kind, points in MODELLED:
        page, row = pages[name], results[program]
        to_page = index[page["year"]] / index[int(row["price_year"])]
        cost = float(row["cost_mean"]) * to_page
        got = float(row["benefits_mean"]) * to_page + 0.5 * cost
        want = page["total"] - 0.5 * page["net_cost"]
        error = float(row["npv_mean_se"]) * to_page
        chance = 100 * float(row["chance_positive"])
        check_parts(t, program, page, row, to_page, max(tolerance * abs(want), 4 * error))
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
           1e-9 * abs(page["net_cost"] * scale), f"{program}: cost")
    t.equal(document["cost"]["public_share"], 0.0,
            f"{program}: public share (the printed indirect holds the deadweight already)")


def check_transferred_run(t, program, page, document, row, index):
    """Means of the run within 4 Monte Carlo standard errors; benefits = mean (1 + cv z), the cost
    is triangular within 10 percent."""
    scale = index[document["price_year"]] / index[page["year"]]
    cv = document["streams"][0]["effect_se"][0]
    for part in PARTS:
        want = page[part] * scale
        t.near(number(row["benefits_" + part]) or 0.0, want, 4 * abs(want) * cv / math.sqrt(DRAWS) + 1e-6,
               f"{program}: mean {part}")
    cost = -page["net_cost"] * scale
    t.near(float(row["cost_mean"]), cost, 4 * abs(cost) * 0.1 / math.sqrt(6 * DRAWS),
           f"{program}: mean cost")


def check_transferred_chance(t, program, page, row):
    """The printed chance comes back within 3 Monte Carlo standard errors; 100 stands for 99.5 and
    0 for 0.5 percent."""
    want = min(max(page["chance"] / 100, 0.005), 0.995)
    if not has_spread(page):
        empty = ["chance_positive", "chance_positive_se", "npv_p05", "npv_p25", "npv_p50",
                 "npv_p75", "npv_p95"]
        t.equal([row[name] for name in empty], [""] * len(empty),
                f"{program}: printed {page['chance']:.0f}, so no chance and no percentiles")
        t.equal(row["npv_sd"], "", f"{program}: standard deviation without a spread")
        return
    t.near(float(row["chance_positive"]), want, 3 * math.sqrt(want * (1 - want) / DRAWS),
           f"{program}: chance")


def has_spread(page):
    """A printed chance near one half, or on the other side of it than the net benefit, tells no
    spread; nor does one that is not printed."""
    chance, net = page["chance"], page["total"] + page["net_cost"]
    return chance is not None and not 48 <= chance <= 52 and (chance > 50) == (net > 0)


def published_results(root):
    """intervention -> its published results in the registry, as pages, latest vintage last. That
    they are those of their pages, test_registry.py sees to."""
    found = {}
    for path in sorted((root / "registry/interventions").glob("*.xml")):
        tree = ET.parse(path).getroot()
        results = tree.findall("{urn:bca:1}published")
        for p in sorted(results, key=lambda p: (p.get("vintage"), p.get("id"))):
            page = {name: number(p.get(name)) for name in [*PARTS, "total"]}
            page["net_cost"] = -number(p.get("cost"))
            chance = number(p.get("chance"))
            page["chance"] = None if chance is None else 100 * chance
            page["year"], page["id"] = int(p.get("priceYear")), p.get("id").removeprefix("wsipp-")
            found.setdefault(tree.get("id"), []).append(page)
    return found


def check_transferred(t, args, published, results, index):
    transferred = [row for row in results if row["basis"] == "transferred"]
    t.check(any(not has_spread(published[row["intervention_id"]][-1]) for row in transferred),
            "no transferred program lacks a spread")
    for row in transferred:
        program, page = row["program_id"], published[row["intervention_id"]][-1]
        document = plan(args.bca, args.root, program)
        t.equal(document["basis"], "transferred", f"{program}: basis")
        check_transferred_plan(t, program, page, document, index)
        check_transferred_run(t, program, page, document, row, index)
        check_transferred_chance(t, program, page, row)
        print(f"consistency: {program}: {page['id']}, chance printed {page['chance']}, "
              f"ours {row['chance_positive'] or 'none'}")


# ---------------------------------------------------------------------------------------- main

def check_all_covered(t, everything):
    """No reference analysis is left out of the list above, unless it carries a result over."""
    known = {program for program, *_ in MODELLED}
    for row in everything:
        if row["agency_id"] == "reference" and row["basis"] == "modeled":
            t.check(row["program_id"] in known, f"{row['program_id']}: no page to compare with")


def main():
    args = arguments(__doc__)
    t = Tally()
    data = Pages(args.root, index_of(args.root))
    pages, rows, index = data.pages, data.rows, data.index
    check_printed(t, data)
    check_runs(t, args, data)
    check_shared(t, args, data)
    check_single(t, args, data)
    check_plan_costs(t, args, data)
    everything = rows_of(run_ok(args.bca, "-C", args.root, "run", "--draws", "2", "--format=csv"))
    known = {program for program, *_ in MODELLED}
    programs = [row["program_id"] for row in everything
                if row["basis"] == "transferred" or row["program_id"] in known]
    drawn = rows_of(run_ok(args.bca, "-C", args.root, "run", *programs, "--draws", DRAWS,
                                    "--seed", SEED, "--format=csv"))
    results = {row["program_id"]: row for row in drawn}
    check_modelled(t, pages, results, index)
    predict_test_scores(t, pages, rows, index)
    predict_vintages(t, pages, index)
    check_transferred(t, args, published_results(args.root), drawn, index)
    check_all_covered(t, everything)
    t.finish()


if __name__ == "__main__":
    main()
