"""Accounting of published pages: each identity on every page that allows it, and on how many.

First on the printed figures themselves; then through bca: every summary as a transferred result,
and the rows of detailed benefits as value lines, so that the program adds up accounts, deadweight,
the cost table, net and ratio, and refuses a ratio where there is none.
"""

import math
import tempfile
from pathlib import Path

from page_data import PARTS, PROGRAM_DEADWEIGHT, is_spending
from page_project import Model, Project, money, single_cost, table_cost

DRAWS = 20000
ROUNDING = 2  # dollars: of five figures printed in whole dollars, rounded one by one
DEFLATOR = 0.002  # of the price index: the pages' own for 1998, 2011 and 2013 differs by so much
COUNTS = {  # identity: on how many pages, rows or cost tables it is shown
    "parts sum to the total": 85,
    "total and cost give the net": 85,
    "ratio is total over cost": 78,
    "no ratio without a cost": 7,
    "row sums to its total": 40,
    "deadweight is half of public spending": 16,
    "deadweight is half of the program's cost": 9,
    "earnings without deadweight": 12,
    "rows sum to the summary": 9,
    "p value from the unadjusted effect": 145,
}
RUN_COUNTS = {  # 67 + 10 + 7 = 84: of page 97-undated, total -21, draws cannot tell the sign
    "summary through bca": 85,
    "ratio is that of the means": 67,
    "refused: benefits are negative": 10,
    "refused: costs nothing": 7,
    "chance given back": 80,
    "no chance: none recoverable": 5,
    "rows through bca": 10,
    "cost table through bca": 7,
}
# Lines whose printed p value does not follow from their printed effect.
CONTRADICT = {("302-2022", "Alcohol use disorder"), ("302-2022", "Drinking and driving"),
              ("317-undated", "Employment")}


class Counted:
    """A tally that also counts, by identity, where it was applied."""

    def __init__(self, t, names):
        self.t, self.counts = t, dict.fromkeys(names, 0)

    def near(self, identity, got, want, tolerance, what):
        self.counts[identity] += 1
        return self.t.near(got, want, tolerance, f"{what}: {identity}")

    def check(self, identity, condition, what):
        self.counts[identity] += 1
        return self.t.check(condition, f"{what}: {identity}")

    def finish(self, wanted):
        for identity, count in wanted.items():
            self.t.equal(self.counts[identity], count, f"how often: {identity}")
            print(f"identity: {self.counts[identity]:3} x {identity}")


# ---------------------------------------------------------------------------- the printed figures

def check_summary(c, name, page):
    total, cost = page["total"], -page["net_cost"]
    c.near("parts sum to the total", sum(page[part] for part in PARTS), total, ROUNDING, name)
    c.near("total and cost give the net", total - cost, page["net"], 1, name)
    if page["ratio"] is None:
        c.check("no ratio without a cost", cost <= 0, name)
        return
    ends = [(total + a) / (cost + b) for a in (-0.5, 0.5) for b in (-0.5, 0.5)]
    c.check("ratio is total over cost",
            min(ends) - 0.005 <= page["ratio"] <= max(ends) + 0.005,
            f"{name}: {page['ratio']}, {total} / {cost}")


def deadweight_tolerance(page, size):
    """1 dollar; the pages in dollars of 2016 print means of drawn deadweight: 1 percent."""
    return max(1.0, 0.01 * abs(size)) if page["year"] == 2016 else 1.0


def check_row(c, name, page, row):
    what = f"{name}, {row['benefit']}"
    half = 0.5 * row["taxpayers"]
    if row["total"] is not None:
        c.near("row sums to its total", sum(row[part] for part in PARTS), row["total"], ROUNDING,
               what)
    if row["benefit"] == PROGRAM_DEADWEIGHT:
        half = 0.5 * page["net_cost"]
        c.near("deadweight is half of the program's cost", row["indirect"], half,
               deadweight_tolerance(page, half), what)
    elif is_spending(row):
        c.near("deadweight is half of public spending", row["indirect"], half,
               deadweight_tolerance(page, half), what)
    elif row["benefit"].startswith("Labor") and name != "192-2016":
        # 192-2016: this vintage has the value of life in the row of earnings
        c.near("earnings without deadweight", row["indirect"], 0, 0, what)


def check_printed(t, data):
    c = Counted(t, COUNTS)
    for name, page in data.summaries().items():
        check_summary(c, f"page {name}", page)
        for row in data.rows.get(name, []):
            check_row(c, name, page, row)
        if page["rows"] == "yes":
            c.check("rows sum to the summary",
                    all(abs(sum(row[part] for row in data.rows[name]) - page[part]) <= ROUNDING
                        for part in PARTS + ["total"]), f"page {name}")
    for name in data.effects:
        for e in data.effects[name]:
            check_p(c, name, e)
    c.finish(COUNTS)


def check_p(c, name, e):
    """p = 2 (1 - Phi(|unadjusted| / se)), never below 0.001; where the effect is not adjusted, so
    that the standard error belongs to it. Both are printed to three digits."""
    if e["p"] is None or e["unadjusted"] != e["effect1"] or not e["se1"]:
        return
    half, size = 0.0005, abs(e["effect1"])
    ends = [max(0.001, math.erfc(max(0, size + a) / (e["se1"] + b) / math.sqrt(2)))
            for a in (-half, half) for b in (-half, half)]
    fits = min(ends) - half <= e["p"] <= max(ends) + half
    c.check("p value from the unadjusted effect", fits != ((name, e["outcome"]) in CONTRADICT),
            f"page {name}, {e['outcome']}: {e['p']}, {ends}")


# ------------------------------------------------------------------------ summaries through bca

def ratio_of(row, total, cost):
    """Which of the three the page is: a ratio, negative benefits, nothing to pay."""
    if cost <= 0:
        return "refused: costs nothing", row["bcr"] == "" and row["bcr_reason"] == "costs nothing"
    if total < 0:
        return ("refused: benefits are negative",
                row["bcr"] == "" and row["bcr_reason"] == "benefits are negative")
    want = float(row["benefits_mean"]) / float(row["cost_mean"])
    return "ratio is that of the means", abs(float(row["bcr"]) / want - 1) < 1e-9


def recoverable(page):
    """A spread can be told from a chance away from one half, on the side of the net."""
    chance = page["chance"]
    return not 48 <= chance <= 52 and (chance > 50) == (page["net"] > 0)


def check_summary_run(c, data, name, row):
    page = data.pages[name]
    scale = 1 / data.rebase(name, 2024)
    total = sum(page[part] for part in PARTS)
    got = float(row["benefits_mean"])
    npv_sd = float(row["npv_sd"] or 0)
    error = 4 * npv_sd / math.sqrt(DRAWS)
    c.near("summary through bca", got, total * scale, error + 1e-6, f"page {name}")
    for part in PARTS:  # one draw moves all parts alike
        want = page[part] * got / total
        c.t.near(float(row[f"benefits_{part}"]), want, 1e-9 * abs(want) + 1e-9,
                 f"page {name}: {part}")
    c.t.near(float(row["npv_mean"]), got - float(row["cost_mean"]), 1e-6, f"page {name}: net")
    if abs(total * scale) > error:  # else the sign of the mean of the draws is chance
        identity, right = ratio_of(row, total, -page["net_cost"])
        c.check(identity, right, f"page {name}: {row['bcr']} {row['bcr_reason']}")
    if recoverable(page):
        want = min(max(page["chance"] / 100, 0.005), 0.995)
        c.near("chance given back", float(row["chance_positive"]), want,
               4 * math.sqrt(want * (1 - want) / DRAWS), f"page {name}")
    else:
        c.check("no chance: none recoverable", row["chance_positive"] == "", f"page {name}")


# ----------------------------------------------------------------------------- rows through bca

def add_cell(model, page, name, part, value, spending):
    """One printed cell as a value line; the deadweight of spending is left to the program."""
    account = "mortality" if part == "indirect" else part
    model.dollars(name, abs(value), page["name"], page["year"])
    model.line(name, f"rows-{page['name']}", [name], {account: 1},
               "public-spending" if spending and part == "taxpayers" else "private",
               "benefit" if value > 0 else "cost")


def add_rows(model, page, rows):
    model.outcome(f"rows-{page['name']}")
    for i, row in enumerate(rows):
        if row["benefit"] == PROGRAM_DEADWEIGHT:
            continue
        parts = PARTS[:3] if is_spending(row) else PARTS
        for part in parts:
            if row[part]:
                add_cell(model, page, f"row-{page['name']}-{i}-{part}", part, row[part],
                         is_spending(row))


def check_rows_run(c, data, name, row):
    """Accounts, cost, net and ratio of the page from its rows and its cost table alone."""
    page, back = data.pages[name], data.rebase(name, 2024)
    deflator = DEFLATOR * abs(page["net_cost"])
    printed = sum(abs(r["indirect"]) for r in data.rows[name])
    within = max(ROUNDING, deadweight_tolerance(page, printed))
    for part in PARTS:
        c.t.near(float(row[f"benefits_{part}"] or 0) * back, page[part],
                 within + (0.5 * deflator if part == "indirect" else 0), f"page {name}: {part}")
    c.near("rows through bca", float(row["benefits_mean"]) * back, page["total"],
           within + 0.5 * deflator, f"page {name}")
    cost, tolerance = float(row["cost_mean"]) * back, 0.5 + deflator
    c.t.near(cost, -page["net_cost"], tolerance, f"page {name}: cost")
    if name in data.costs:
        c.near("cost table through bca", cost, -data.costs[name]["present_value"], tolerance,
               f"page {name}")
    if page["total"] > 0:
        c.t.near(float(row["bcr"]), page["ratio"], 0.005 + 0.006 * page["ratio"],
                 f"page {name}: ratio")
    else:
        c.t.equal((row["bcr"], row["bcr_reason"]), ("", "benefits are negative"),
                  f"page {name}: ratio {page['ratio']}")


def write_project(folder, root, data, with_rows):
    project, model = Project(folder, root), Model.fixed("pages")
    for name, page in data.summaries().items():
        if page["rows"] != "no":
            add_rows(model, {**page, "name": name}, data.rows[name])
        if not with_rows:
            project.transferred(name, "pages", page)
        elif page["rows"] != "no":
            cost = data.costs.get(name)
            cost = table_cost(cost) if cost else single_cost(page)
            project.modelled(name, "pages", "anyone", f"rows-{name}",
                             {"effect1": 1, "se1": 0, "effect2": 1, "se2": 0, "first": 0,
                              "second": 0}, {**cost, "range": 0})
    project.finish([model], data.pages)
    return project


def check_runs(t, args, data):
    c = Counted(t, RUN_COUNTS)
    for with_rows, check in ((False, check_summary_run), (True, check_rows_run)):
        with tempfile.TemporaryDirectory() as folder:
            project = write_project(Path(folder), args.root, data, with_rows)
            for name, row in project.run(args.bca, DRAWS).items():
                check(c, data, name, row)
    c.finish(RUN_COUNTS)
