"""What several pages share: the parameters of models/washington from the tables of the pages.

solved() does the arithmetic of their notes again, from tests/data/pages. A parameter that is solved
on one page is then held against every other page that shows the same, with the deviation printed.
"""

import tempfile
from collections import Counter
from pathlib import Path

from page_data import PARTS
from page_project import Model, Project, with_times

TAXED = {"355-2022", "360-2023", "302-2022", "525-2022", "525-2023", "647-2022", "647-2023",
         "659-undated", "692-2023", "695-2023"}
TAXED_2016 = {"438-2016", "192-2016"}
SCHOOLED = {"355-2022", "360-2023", "525-2022"}  # 525-2023 is what the externality is solved on
# Pages without earnings, of the years of page 192: crime of adults is all that they value.
ADULT_CRIME = ["9-2015", "14-2016", "187-2015", "727-undated"]
MOOD = {"Major depressive disorder", "Anxiety disorder", "Emergency department visits"}
# Effects that the rule of decay does not give, and how far off it is, relative to print.
OFF_RULE = {("388-2023", "Major depressive disorder"): 0.07, ("360-2023", "Test scores"): 0.05}
NO_LOSS = {"525-2022", "525-2023"}  # test scores printed without any decay
HALF = 0.0005  # an effect is printed to three digits
SE_PARAMETER = 0.02  # a ratio of two such standard errors is no surer than that


def row_of(data, page, start):
    return next(row for row in data.rows[page] if row["benefit"].startswith(start))


def effect_of(data, page, outcome):
    return next(e for e in data.effects[page] if e["outcome"] == outcome)


def split(row):
    """Earnings gain of a row of earnings: taxpayers and participants."""
    return row["taxpayers"] + row["participants"]


def paid(row):
    return split(row) + row["others"]


# ----------------------------------------------------------------------- arithmetic of the notes

def solve_shared(data):
    """Parameters behind several pages, and those on record."""
    scores, grade = (row_of(data, page, "Labor") for page in ("525-2023", "438-2016"))
    college, health = row_of(data, "692-2023", "Labor"), row_of(data, "302-2022", "Health")
    costs, justice = row_of(data, "692-2023", "Costs"), row_of(data, "525-2023", "Criminal")
    adult, effect = row_of(data, "192-2016", "Crime"), {}
    for page, outcome in (("525-2023", "Test scores"), ("522-2022", "Test scores"),
                          ("547-2022", "Crime")):
        effect[page] = abs(effect_of(data, page, outcome)["effect2"])
    tax = scores["taxpayers"] / split(scores)
    at_13 = (paid(scores) / effect["525-2023"] * effect["522-2022"]
             * data.rebase("522-2022", 2023))
    return {
        "tax-share": tax,
        "externality": scores["others"] / split(scores),
        "test-scores-gain": split(scores) / effect["525-2023"],
        "graduation-gain": (data.pages["547-2022"]["participants"] / (1 - tax)
                            / effect["547-2022"]),
        "health-taxpayers-share": health["taxpayers"] / paid(health),
        "health-participants-share": health["participants"] / paid(health),
        "justice-taxpayers-share": justice["taxpayers"] / paid(justice),
        "tax-share-2016": grade["taxpayers"] / split(grade),
        "externality-2016": grade["others"] / split(grade),
        "externality-higher-education": college["others"] / split(college),
        "college-taxpayers-share": costs["taxpayers"] / paid(costs),
        "college-participants-share": costs["participants"] / paid(costs),
        "test-scores-start-age": (data.before("522-2022") / at_13) ** (1 / 3),
        "adult-victims-ratio": adult["others"] / adult["taxpayers"],
    }


def solve_decay(data):
    mood = effect_of(data, "239-2022", "Major depressive disorder")
    drink = effect_of(data, "647-2022", "Problem alcohol use")
    first, second = (effect_of(data, page, "Test scores") for page in ("355-2022", "360-2023"))
    return {
        "decay-mood": mood["effect2"] / mood["effect1"],
        "decay-mood-se": mood["se2"] / mood["se1"],
        "decay-youth-alcohol": drink["effect2"] / drink["effect1"],
        "decay-youth-alcohol-se": drink["se2"] / drink["se1"],
        "decay-test-scores": (1 - first["effect2"] / first["effect1"]) / 3,
        "decay-test-scores-se": second["se2"] / second["se1"],
    }


def solve_crime(data, shared):
    """Pages 236, 438 and 562, per unit of effect."""
    found, police = {}, row_of(data, "236-2022", "Crime")
    for part, name in (("taxpayers", "spending"), ("others", "victims")):
        found[f"crime-236-{name}"] = police[part] / 0.351
    tax, others = shared["tax-share"], shared["externality"]
    for page in ("438-2022", "562-2023"):
        name, figures = f"crime-{page[:3]}", data.pages[page]
        unit = -effect_of(data, page, "Crime")["effect2"]
        gain = shared["graduation-gain"]
        if page == "562-2023":
            gain = figures["participants"] / unit / (1 - tax)
            found[f"{name}-gain"] = gain
        spending = figures["taxpayers"] / unit - tax * gain
        found[f"{name}-spending"] = spending
        found[f"{name}-victims"] = ((data.before(page) - figures["taxpayers"]) / unit
                                    - (1 - tax) * gain - 0.5 * spending - others * gain)
    return found


def solve_depression(data, shared):
    page, figures = "239-2022", data.pages["239-2022"]
    unit = -effect_of(data, page, "Major depressive disorder")["effect2"]
    taxpayers, participants = (shared[f"health-{part}-share"] for part in PARTS[:2])
    health = figures["others"] / unit / (1 - taxpayers - participants)
    earnings = ((figures["participants"] / unit - participants * health)
                / (1 - shared["tax-share"]))
    left = data.before(page) / unit - earnings - health * (1 + 0.5 * taxpayers)
    return {"depression-239-health": health, "depression-239-earnings": earnings,
            "depression-239-mortality": left}


def solve_alcohol(data, shared):
    page, rows = "302-2022", {name: row_of(data, "302-2022", start) for name, start in (
        ("earnings", "Labor"), ("health", "Health"), ("justice", "Criminal"),
        ("property", "Property"), ("mortality", "Mortality"))}
    e = effect_of(data, page, "Alcohol use disorder")
    # the first effect at 41, the second from 42 through 64, at 3.5 percent
    unit = -(e["effect1"] + e["effect2"] * sum(1.035 ** -t for t in range(1, 24)))
    found = {name: paid(row) / unit for name, row in rows.items()}
    found["earnings"] += found.pop("mortality")
    dead = 0.5 * (found["health"] * shared["health-taxpayers-share"]
                  + found["justice"] * shared["justice-taxpayers-share"])
    found["mortality"] = data.before(page) / unit - sum(found.values()) - dead
    found["property-share"] = rows["property"]["participants"] / paid(rows["property"])
    return {f"alcohol-302-{name}": value for name, value in found.items()}


def solved(data):
    shared = solve_shared(data)
    return {**shared, **solve_decay(data), **solve_crime(data, shared),
            **solve_depression(data, shared), **solve_alcohol(data, shared)}


def check_solved(t, model, data):
    """Every parameter that the model takes from a page is what its note says; none is left out."""
    wanted = solved(data)
    t.equal(model.derived_from_pages(), set(wanted), "parameters solved from pages")
    for name, value in wanted.items():
        t.near(model.parameter(name), value, 1e-9 * abs(value) + 1e-9, f"parameter {name}")
    print(f"consistency: {len(wanted)} parameters of models/washington follow from the pages")


# ------------------------------------------------------------------------------------ predictions

def check_taxes(t, model, data):
    """Each row of earnings splits as the tax share says, within rounding and 0.1 percent."""
    for pages, name in ((TAXED, "tax-share"), (TAXED_2016, "tax-share-2016")):
        share, shown = model.parameter(name), 0
        for page in sorted(pages):
            for row in data.rows[page]:
                if row["benefit"].startswith("Labor"):
                    t.near(row["taxpayers"], share * split(row), 1 + 0.001 * abs(split(row)),
                           f"page {page}: {name}")
                    shown += 1
        t.equal(shown, len(pages), f"rows of earnings for {name}")
        print(f"prediction: {name}: {shown - 1} further rows of earnings split by it")


def check_externality(t, model, data):
    """Rows of test scores follow one externality; earnings that come from health have none."""
    share, none = model.parameter("externality"), 0
    for page in sorted(SCHOOLED):
        row = row_of(data, page, "Labor")
        t.near(row["others"], share * split(row), 1 + 0.001 * row["others"],
               f"page {page}: externality")
    summary = data.pages["522-2022"]
    for part, want in (("taxpayers", model.parameter("tax-share")), ("others", share)):
        t.near(summary[part], want * split(summary), 2 + 0.001 * summary[part],
               f"page 522-2022: {part} of its earnings")
    for page, rows in data.rows.items():
        for row in rows:
            if row["benefit"].startswith("Labor") and any(
                    word in row["benefit"] for word in ("abuse", "depression", "alcohol")):
                t.equal(row["others"], 0, f"page {page}: others of {row['benefit']}")
                none += 1
    t.equal(none, 7, "rows of earnings that come from health")
    print(f"prediction: externality: {len(SCHOOLED)} further rows and page 522; none on {none} "
          "rows of earnings that come from health")


def check_shares(t, model, data):
    """Who pays for health care, elsewhere; what victims lose beside public spending."""
    for page in ("192-2016", "537-2023"):
        row = row_of(data, page, "Health")
        for part in PARTS[:2]:
            t.near(row[part] / paid(row), model.parameter(f"health-{part}-share"), 0.03,
                   f"page {page}: health care, {part}")
    ratio = model.parameter("adult-victims-ratio")
    for page in ADULT_CRIME:
        got = data.pages[page]["others"] / data.pages[page]["taxpayers"]
        t.near(got, ratio, 0.05 * ratio, f"page {page}: victims for each dollar of spending")
        print(f"prediction: page {page}: victims {got:.3f} for each dollar of spending, "
              f"{ratio:.3f} from page 192 ({ratio / got - 1:+.1%})")


def check_graduation(t, model, data):
    for page, within in (("44-2022", 0.04), ("438-2022", 0.11)):
        e = effect_of(data, page, "Crime")
        got = (-e["effect2"] * model.parameter("graduation-gain") * data.rebase(page, 2022)
               * (1 - model.parameter("tax-share")))
        want = data.pages[page]["participants"]
        t.near(got, want, within * want, f"page {page}: participants from page 547")
        print(f"prediction: page {page}: participants {want:.0f} printed, {got:.0f} from page 547")


def decays(data):
    """Effects that fade, by the rule that they should follow: page, outcome line, rule."""
    for page in sorted(data.effects):
        for e in data.effects[page]:
            if not e["effect2"] or e["age2"] == e["age1"]:
                continue
            if e["outcome"] in MOOD and e["treatment_age"] >= 18:
                yield page, e, "decay-mood"
            elif e["outcome"] == "Test scores" and page not in NO_LOSS:
                yield page, e, "decay-test-scores"
            elif page[:3] in ("378", "647"):
                yield page, e, "decay-youth-alcohol"


def ratios_of(model, e, rule):
    """Second effect and standard error as multiples of the first."""
    keeps = model.parameter(rule)
    if rule == "decay-test-scores":
        keeps = 1 - keeps * (e["age2"] - e["age1"])
    return keeps, model.parameter(f"{rule}-se")


def check_decays(t, args, model, data):
    """bca, given the first effect as a study's and the ratios of the rule, has the second effect
    and its standard error within the digits of print."""
    shown, cases = Counter(), list(decays(data))
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder), args.root)
        for i, (page, e, rule) in enumerate(cases):
            project.faded(f"{page}-{i}", page, model.population(page, e["treatment_age"]),
                          with_times(e), ratios_of(model, e, rule))
        project.finish([model], {**data.pages, **data.effects})
        got = [project.second_effect(args.bca, f"{page}-{i}")
               for i, (page, e, rule) in enumerate(cases)]
    for (page, e, rule), (effect, se) in zip(cases, got):
        what, off = f"page {page}, {e['outcome']}: {rule}", OFF_RULE.get((page, e["outcome"]), 0)
        t.near(effect, e["effect2"], off * abs(e["effect2"]) or 3 * HALF, what)
        t.near(se, e["se2"], 2 * HALF + max(SE_PARAMETER, 2 * off) * e["se2"], f"{what}, se")
        shown[rule] += 1
    t.equal(shown, {"decay-mood": 9, "decay-test-scores": 5, "decay-youth-alcohol": 6},
            "effects that fade by a rule")
    print("prediction: second effects from the first, by bca:",
          ", ".join(f"{count} by {rule}" for rule, count in shown.items()),
          f"; {len(OFF_RULE)} of them off by up to 7 percent")


def check_shared(t, args, data):
    model = Model.copy_of(args.root / "models" / "washington" / "model.xml")
    check_solved(t, model, data)
    check_taxes(t, model, data)
    check_externality(t, model, data)
    check_shares(t, model, data)
    check_graduation(t, model, data)
    check_decays(t, args, model, data)
