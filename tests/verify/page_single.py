"""Pages whose dollars one outcome carries: bca must give back chance and totals.

Which pages those are, and why the others are not among them, is in page_carried. Their dollars are
built from parameters that pages share (models/washington) and as few of their own as their printed
figures leave open; the test counts both. What spreads a result is the printed standard error alone,
never fitted.
"""

import math
import tempfile
from pathlib import Path

from harness import read_table
from page_carried import carried_by, check_list, several
from page_data import PARTS, PROGRAM_DEADWEIGHT
from page_project import Model, Project, single_cost, table_cost, with_times

DRAWS = 200000
SOURCE_DRAWS = 10000  # of the pages themselves, whose means are as uncertain as that
SEVERAL_DRAWS = 50000
POINTS, FAR = 3, 5  # of chance
WITHIN = 13  # of the 16, within POINTS
SHARE = 0.01  # of the total
START = 13  # age of page 525, on which the value of a test score was solved
TAX = {"taxpayers": "tax-share", "participants": "rest"}
COLLEGE = {"taxpayers": "college-taxpayers-share", "participants": "college-participants-share",
           "others": "rest"}
FREE = ["355-2022", "360-2023", "525-2022", "547-2023", "562-2022"]  # nothing is solved on them


# ---------------------------------------------------------------- dollars that pages leave open

def add_juvenile(model, data, page, e):
    """Spending from taxpayers, victims from the total; earnings are those of all such pages."""
    name, figures, unit = f"crime-{page}", data.pages[page], -e["effect2"]
    gain = model.parameter("graduation-gain") * data.rebase(page, 2022)
    tax, others = model.parameter("tax-share"), model.parameter("externality")
    spending = figures["taxpayers"] / unit - tax * gain
    victims = ((data.before(page) - figures["taxpayers"]) / unit - (1 - tax) * gain
               - 0.5 * spending - others * gain)
    model.outcome(name)
    model.dollars(f"{name}-spending", spending, page, figures["year"])
    model.dollars(f"{name}-victims", victims, page, figures["year"])
    model.line(f"{name}-spending", name, [f"{name}-spending"], {"taxpayers": 1},
               "public-spending", channel="justice")
    model.line(f"{name}-victims", name, [f"{name}-victims"], {"others": 1}, channel="victims")
    model.line(f"{name}-earnings", name, ["graduation-gain"], TAX, "revenue",
               channel="earnings")
    model.line(f"{name}-others", name, ["graduation-gain", "externality"], {"others": 1},
               channel="earnings")
    return name


def add_adult(model, data, page, e):
    """Spending from taxpayers; victims in the ratio of another page."""
    name = f"crime-{page}"
    spending = data.pages[page]["taxpayers"] / -e["effect2"]
    model.outcome(name)
    model.dollars(name, spending, page, data.pages[page]["year"])
    model.line(name, name, [name], {"taxpayers": 1}, "public-spending", channel="justice")
    model.line(f"{name}-victims", name, [name, "adult-victims-ratio"], {"others": 1},
               channel="victims")
    return name


def add_graduation(model, data, page, e):
    """College costs from indirect, less the deadweight of what page 525 saves in justice; earnings
    from participants."""
    name, figures, unit = "graduation", data.pages[page], e["effect2"]
    justice = next(row for row in data.rows["525-2023"] if row["benefit"].startswith("Criminal"))
    effect = next(x for x in data.effects["525-2023"] if x["outcome"] == e["outcome"])
    crime = (justice["taxpayers"] + justice["others"]) / effect["effect2"]
    saved = crime * model.parameter("justice-taxpayers-share")
    college = ((saved - data.indirect_before(page) / unit / 0.5)
               / model.parameter("college-taxpayers-share"))
    earnings = ((figures["participants"] / unit
                 + model.parameter("college-participants-share") * college)
                / (1 - model.parameter("tax-share")))
    model.outcome(name)
    model.dollars("graduation-justice", crime, "525-2023", None)  # the page has no year
    model.dollars("graduation-college", college, page, None)
    model.dollars("graduation-earnings", earnings, page, None)
    model.line("graduation-justice", name, ["graduation-justice"],
               {"taxpayers": "justice-taxpayers-share", "others": "rest"}, "public-spending",
               "benefit", "justice")
    model.line("graduation-college", name, ["graduation-college"], COLLEGE, "public-spending",
               "cost", "education")
    model.line("graduation-earnings", name, ["graduation-earnings"], TAX, "revenue", "benefit",
               "earnings")
    model.line("graduation-others", name, ["graduation-earnings", "externality"], {"others": 1},
               "private", "benefit", "earnings")
    return name


def add_test_scores(model, data, page, e):
    """No figure of the page: the value of page 525, by age at the start as page 522 has it."""
    age = int(e["treatment_age"])
    name = "test-scores" if age == START else f"test-scores-{age}"
    if name in model.ids("outcome"):
        return name
    factor = model.parameter("test-scores-start-age") ** (age - START)
    model.outcome(name)
    model.number(f"{name}-start", factor, "522-2022")
    model.line(name, name, ["test-scores-gain", f"{name}-start"], TAX, "revenue", "benefit",
               "earnings")
    model.line(f"{name}-others", name, ["test-scores-gain", f"{name}-start", "externality"],
               {"others": 1}, "private", "benefit", "earnings")
    return name


BUILD = {"juvenile-crime": add_juvenile, "adult-crime": add_adult, "graduation": add_graduation,
         "test-scores": add_test_scores}


def outcome_of(model, data, page, row):
    """The outcome that values a page, added to the model where it is not there."""
    if row["values"] not in BUILD:
        return row["values"]
    solved_on = row["solved_on"] or page
    done = f"crime-{solved_on}"
    if done in model.ids("outcome"):
        return done
    return BUILD[row["values"]](model, data, solved_on, carried_by(data, solved_on))


def cost_of(data, page):
    table = data.costs.get(page)
    return table_cost(table) if table else single_cost(data.pages[page])


def write_project(folder, root, data, listed):
    """The project, its model, and page -> outcome; pages of several outcomes are added to it."""
    project = Project(folder, root)
    model = Model.copy_of(root / "models" / "washington" / "model.xml")
    add_several(project, model, data)
    outcomes = {page: outcome_of(model, data, page, row) for page, row in listed.items()}
    for page, outcome in outcomes.items():
        e = carried_by(data, page)
        project.modelled(page, "washington", model.population(page, e["treatment_age"]),
                         outcome, with_times(e), cost_of(data, page))
    project.finish([model], {**data.pages, **data.effects})
    return project, model, outcomes


# ------------------------------------------------------------------------------------ figures

def shared_behind(model, outcome, page):
    """How many parameters behind a page's dollars are solved on other pages."""
    return sum(source != f"wsipp-{page}" for source in model.used_by(outcome).values())


def figures_printed(data, page):
    """Figures that a page prints of its benefits and that do not follow from one another: its
    cells that are not 0, of rows or else of the summary, and the chance. Cost, net, ratio and sums
    are not counted."""
    rows = [r for r in data.rows.get(page, []) if r["benefit"] != PROGRAM_DEADWEIGHT]
    cells = sum(bool(row[part]) for row in rows for part in PARTS)
    return max(cells, sum(bool(data.pages[page][part]) for part in PARTS)) + 1


def check_split(t, data, page, got, cost):
    """Who gains what, before the deadweight of the program's cost; one draw moves all parts alike,
    so that they are compared at the printed total, within a share of it."""
    printed = {**data.pages[page], "indirect": data.indirect_before(page)}
    got = {**got, "indirect": got["indirect"] + 0.5 * cost}
    total = data.before(page)
    scale = total / sum(got.values())
    for part in PARTS:
        t.near(scale * got[part], printed[part], SHARE * abs(total), f"page {page}: {part}")


def check_page(t, data, page, row, result):
    """Totals, accounts, cost and net; returns what the chance misses."""
    printed, back = data.pages[page], data.rebase(page, 2024)
    got = {part: float(result[f"benefits_{part}"] or 0) * back for part in PARTS}
    total, cost = (float(result[name]) * back for name in ("benefits_mean", "cost_mean"))
    error = float(result["npv_sd"]) * back / math.sqrt(SOURCE_DRAWS)
    allowed = max(SHARE * abs(printed["total"]), 2 * error)
    t.near(total, printed["total"], allowed, f"page {page}: total benefits")
    t.near(total - cost, printed["net"], allowed, f"page {page}: net")
    t.near(cost, -printed["net_cost"], 0.5 + 0.003 * abs(printed["net_cost"]),
           f"page {page}: cost")
    check_split(t, data, page, got, cost)
    miss = 100 * float(result["chance_positive"]) - printed["chance"]
    t.near(miss, 0, FAR, f"page {page}: chance")
    t.equal(abs(miss) > POINTS, row["miss"] != "",
            f"page {page}: a miss of {miss:.1f} points needs its words, and no other page has any")
    print(f"{page:12} {printed['total']:8.0f} {total:10.1f} {total / printed['total'] - 1:+6.1%}"
          f" {error:7.0f} {printed['chance']:5.0f} {printed['chance'] + miss:6.1f} {miss:+5.1f}",
          end="")
    return miss


def check_counts(t, model, data, outcomes):
    """No page is given as many parameters as it prints figures. page -> parameters solved on it,
    parameters behind its dollars that are solved elsewhere, figures."""
    used = {name: source for outcome in outcomes.values()
            for name, source in model.used_by(outcome).items()}
    table = {}
    for page, outcome in outcomes.items():
        own = [name for name, source in used.items() if source == f"wsipp-{page}"]
        figures = figures_printed(data, page)
        t.check(len(own) < figures,
                f"page {page}: {len(own)} parameters from {figures} figures: {own}")
        table[page] = len(own), shared_behind(model, outcome, page), figures
    fitted, figures = (sum(row[i] for row in table.values()) for i in (0, 2))
    t.check(2 * fitted < figures, f"{fitted} parameters for {figures} figures")
    t.equal([page for page, row in table.items() if row[0] == 0], FREE,
            "pages of which no figure was used")
    print(f"{fitted} parameters are solved on the 16 pages, which print {figures} figures of "
          f"their benefits; none on {', '.join(FREE)}: all of their "
          f"{sum(table[page][2] for page in FREE)} are predicted")
    return table


# ------------------------------------------------------------------- pages of several outcomes

def add_several(project, model, data):
    """One outcome a page, worth what the page prints: only the chance is then open."""
    for page, e in several(data).items():
        printed, name = data.pages[page], f"all-{page}"
        model.outcome(name)
        for part in PARTS:
            value = data.indirect_before(page) if part == "indirect" else printed[part]
            if value:
                model.dollars(f"{name}-{part}", abs(value / e["effect2"]), page, printed["year"])
                model.line(f"{name}-{part}", name, [f"{name}-{part}"], {part: 1},
                           unit="benefit" if value / e["effect2"] > 0 else "cost")
        project.modelled(page, "washington", model.population(page, e["treatment_age"]),
                         name, with_times(e), single_cost(printed))


def report_several(t, data, results):
    """Printed, and not judged: their other outcomes vary on their own."""
    misses = []
    for page, e in several(data).items():
        chance = data.pages[page]["chance"]
        miss = 100 * float(results[page]["chance_positive"]) - chance
        misses.append(abs(miss))
        print(f"several outcomes, not judged: page {page:12} chance {chance:3.0f} printed, "
              f"{chance + miss:5.1f} if all lay on: {e['outcome']}")
    t.equal(len(misses), 24, "pages of several outcomes that are reported")
    print(f"several outcomes: {sum(m <= POINTS for m in misses)} of {len(misses)} within {POINTS} "
          f"points all the same, furthest {max(misses):.0f}")


# --------------------------------------------------------------------------------------- check

def check_single(t, args, data):
    folder = args.root / "tests" / "data" / "pages"
    listed = {row["page"]: row for row in read_table(folder / "single.csv")}
    check_list(t, data, listed)
    with tempfile.TemporaryDirectory() as name:
        project, model, outcomes = write_project(Path(name), args.root, data, listed)
        results = project.run(args.bca, DRAWS, listed)
        others = project.run(args.bca, SEVERAL_DRAWS, several(data))
    table = check_counts(t, model, data, outcomes)
    print("page            total       ours          error chance   ours  miss  parameters: "
          "own, shared; figures")
    misses = {}
    for page, row in listed.items():
        misses[page] = check_page(t, data, page, row, results[page])
        own, shared, figures = table[page]
        print(f"  {own}, {shared}; {figures}  {row['miss']}")
    near = sum(abs(miss) <= POINTS for miss in misses.values())
    t.check(near >= WITHIN, f"chance of {near} of 16 pages within {POINTS} points")
    print(f"chance: {near} of {len(misses)} within {POINTS} points, all within "
          f"{max(map(abs, misses.values())):.1f}")
    report_several(t, data, others)
