#!/usr/bin/python3
"""What has to be true for a program to pay, and what an outcome costs, computed a second time.

    test_break_even.py --bca PATH --root DIR

Expected: closed forms and a bisection of our own on tests/data/mini, whose lines are few; on
tests/data/language that a program with the effect that was found as its reported effect, with the
factor that was found as its local fit, or with the cost that was found, has a net benefit of 0 in
`bca plan --draw mean` (the arithmetic of which tests/oracle holds); costs per outcome from that
plan's changes by the formulas of tests/oracle/README.md; the page from the table.
"""

import csv
import math
import shutil
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import break_even_project as project
from harness import Tally, arguments, number, plan, read_table, run, run_ok

NS = "{urn:bca:1}"
COLUMNS = ["program_id", "question", "outcome", "person", "years", "answer", "answer_unit", "note",
           "effect", "units", "unit", "base_units", "npv_at_means", "npv_nearest",
           "cost_at_means", "price_year", "status"]
RATE, LAMBDA, PUBLIC = 0.035, 0.5, 0.9  # means of the model's discount rate and deadweight; q
V = 1 / (1 + RATE)
NEAR_ZERO = 1e-6  # of the cost
Z_975 = 1.959963984540054  # standard normal quantile (any table)


def report(args, root, work):
    """break_even.csv and report.tex of a report."""
    env = project.stand_in_for_tex(work / "bin") if not (work / "bin").exists() else {
        "PATH": f"{work / 'bin'}:/usr/bin:/bin"}
    run_ok(args.bca, "-C", root, "report", "annual", "--draws", 2000, "-o", work / "out", env=env)
    rows = read_table(work / "out" / "break_even.csv")
    return rows, (work / "out" / "report.tex").read_text(encoding="utf-8")


def rows_of(rows, program, question):
    return [r for r in rows if (r["program_id"], r["question"]) == (program, question)]


# ----------------------------------------------------------------------------- closed forms

def g(p, e):
    """The share p after an effect e on the D-cox scale."""
    odds = math.exp(1.65 * e)
    return p * odds / (1 - p + p * odds)


class Tiny:
    """The tiny model with every input at its mean, from its files."""

    def __init__(self, folder):
        index = {int(r["year"]): float(r["index"])
                 for r in read_table(folder / "models/tiny/price-index.csv")}
        self.index = {year: index[2024] / value for year, value in index.items()}
        path = read_table(folder / "models/tiny/path.csv")
        self.reoffense = [0.0] + [float(r["reoffense"]) for r in path]  # exposure starts after 1
        self.employed = [float(r["adults_employed"]) for r in path]

    def cost(self, amount):
        each = amount * self.index[2023] - 310 * self.index[2021]
        return each * (1 + V)

    def loaded(self, amount):
        return self.cost(amount) * (1 + LAMBDA * PUBLIC)

    def of_reoffense(self, e, years):
        """Benefits: police and victims at once; 1.5 years of prison after 0.75."""
        police = 730 * self.index[2019] * (1 + LAMBDA)
        loss = 0.55 * 2150 * self.index[2018]
        prison = (9000 + 4 * 14000 + 26000) / 6 * self.index[2021] * 0.288 * (1 + LAMBDA)
        total = 0.0
        for t in range(years):
            before, after = self.reoffense[t], self.reoffense[t + 1]
            fewer = (after - before) - (g(after, e) - g(before, e))
            total += fewer * V**t * (police + loss + prison * (0.25 + V + 0.25 * V * V))
        return total

    def of_employment(self, e, years):
        wage = 21400 * self.index[2022] * 1.2
        return sum((g(self.employed[t], e) - self.employed[t]) * wage * (V * 1.01)**t
                   for t in range(years))


def bisect(value, low, high):
    """Where a function that rises from low to high is 0."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if value(middle) < 0 else (low, middle)
    return (low + high) / 2


def check_tiny(t, args, work):
    amount = 1490
    folder = project.mini(args, work / "mini", amount)
    tiny = Tiny(folder)
    rows, tex = report(args, folder, work)
    got = {r["outcome"]: r for r in rows_of(rows, "test-program-c", "needed-effect")}
    loaded = tiny.loaded(amount)
    annuity = (1 - V**5) / (1 - V)
    symptoms = (2000 + 3700 + 6100) / 3 * tiny.index[2020] * (1 + 0.3 * LAMBDA)
    want = {  # a unit is worth 288 to its owner and 37 of public money, which saves deadweight
        "comfort": loaded / ((288 + 37 * (1 + LAMBDA)) * annuity),
        "reoffense": -bisect(lambda x: tiny.of_reoffense(-x, 4) - loaded, 0, 20),
        "employment": bisect(lambda x: tiny.of_employment(x, 3) - loaded, 0, 20),
        "symptoms": -loaded / symptoms,  # a published present value, a cost
    }
    t.equal(sorted(got), sorted(want), "questions of the tiny model")
    for outcome, effect in want.items():
        row = got[outcome]
        t.near(number(row["answer"]), effect, 1e-9 * abs(effect), f"effect on {outcome}")
        t.near(number(row["effect"]), effect, 1e-9 * abs(effect), f"{outcome}: effect column")
        t.near(number(row["npv_at_means"]), -loaded, 1e-9 * loaded, f"{outcome}: without effect")
        t.near(number(row["cost_at_means"]), tiny.cost(amount), 1e-8, f"{outcome}: cost")
        t.equal((row["npv_nearest"], row["note"], row["price_year"], row["status"]),
                ("", "", "2024", "assumed"), f"{outcome}: other columns")
    e = want["reoffense"]
    t.near(number(got["reoffense"]["units"]), g(tiny.reoffense[4], e) - tiny.reoffense[4], 1e-9,
           "persons fewer: the path telescopes")
    t.near(number(got["reoffense"]["base_units"]), tiny.reoffense[4], 1e-12, "of so many")
    t.near(number(got["employment"]["base_units"]), sum(tiny.employed[:3]), 1e-12,
           "years employed without it")
    t.near(number(got["comfort"]["units"]), want["comfort"], 1e-9, "units of comfort at a time")
    t.equal((got["comfort"]["base_units"], got["comfort"]["unit"]), ("", "a unit"), "its base")
    check_page(t, rows, tex)
    check_run(t, args, folder)


def check_saturated(t, args, work):
    """A cost that not even certain work pays for: how far the best of effects gets."""
    amount = 500000
    folder = project.mini(args, work / "mini", amount)
    tiny = Tiny(folder)
    rows, tex = report(args, folder, work)
    got = {r["outcome"]: r for r in rows_of(rows, "test-program-c", "needed-effect")}
    best = tiny.of_employment(40, 3) - tiny.loaded(amount)
    t.equal(got["employment"]["answer"], "", "no effect on work pays for it")
    t.near(number(got["employment"]["npv_nearest"]), best, 1e-9 * abs(best), "how far it gets")
    t.check("however large" in got["employment"]["note"], "and the note says so")
    t.check("At best the net benefit is" in tex, "and the page too")
    t.check(got["comfort"]["answer"] == "" or float(got["comfort"]["answer"]) > 0,
            "what is in proportion has no wrong sign")


# --------------------------------------------------------------------------------- the page

def check_page(t, rows, tex):
    """The page of the program without an effect: its cost, the question, no net benefit."""
    begin = tex.index(r"\subsection{Test program C}")
    page = tex[begin:tex.index(r"\subsubsection{Sources of this page}", begin)]
    t.check("no effect of this program has been estimated" in page, "page: no effect")
    t.check("Mean net benefit" not in page and "Chance" not in page, "page: no net benefit")
    t.check(r"\$1,490" in page and "2 years" in page, "page: its cost")
    t.check(page.count("What would have to be true") == 1, "page: the section")
    cost = float(rows_of(rows, "test-program-c", "needed-effect")[0]["cost_at_means"])
    t.check(rf"\${round(cost):,}" in page, "page: cost at the means")
    t.check("3 years (assumed)" in page and "Invented." in page, "page: what is supposed, and why")
    for row in rows_of(rows, "test-program-c", "needed-effect"):
        effect = f"{float(row['answer']):.3f}".replace("-", "−")
        t.check(effect in page, f"page: the effect {effect} on {row['outcome']}")
    row = next(r for r in rows_of(rows, "test-program-c", "needed-effect")
               if r["outcome"] == "reoffense")
    t.check(f"{-100 * float(row['units']):.1f} fewer for 100 starts, from "
            f"{100 * float(row['base_units']):.1f} (" in page, "page: persons")
    begin = tex.index(r"\subsection{Test program A}")
    page = tex[begin:tex.index(r"\subsubsection{Sources of this page}", begin)]
    factor = rows_of(rows, "test-program-a", "effect-factor")[0]
    text = f"{100 * float(factor['answer']):.1f}~percent of the estimates"
    t.check(text in page, f"page of a modeled program: {text}")
    highest = rows_of(rows, "test-program-a", "highest-cost")[0]
    t.check(rf"\${round(float(highest['answer'])):,}" in page, "page: the highest cost")


def check_run(t, args, folder):
    out = run_ok(args.bca, "-C", folder, "run", "--draws", 100)
    line = next(x for x in out.splitlines() if x.startswith("test-program-c"))
    t.check("break-even" in line and "no effect estimated" in line and " - " in line,
            f"bca run: {line}")
    code, _, err = run(args.bca, "-C", folder, "plan", "test-program-c")
    t.check(code == 3 and "no benefit-cost basis" in err, "no plan without an effect")


# ------------------------------------------------------------------ what was found, put to work

def npv_at_means(args, folder, program):
    return plan(args.bca, folder, program, "--draw", "mean")["draw"]


def check_effects(t, args, base, rows, work):
    """A program whose evidence is the effect that was found has a net benefit of 0."""
    asked = sum(len(asks) for asks in project.LANGUAGE_ASKS.values())
    found = [r for r in rows if r["question"] == "needed-effect"]
    t.equal(len(found), asked, "answers for every question")
    zero = 0
    for i, row in enumerate(found):
        if row["answer"] == "":
            t.check(row["note"] != "" and row["npv_nearest"] != "", f"{row['outcome']}: a reason")
            continue
        folder = work / f"effect{i}"
        shutil.copytree(base, folder)
        project.as_evidence(folder, row["program_id"], row["outcome"], row["person"],
                            int(row["years"]), float(row["answer"]))
        draw = npv_at_means(args, folder, row["program_id"])
        what = f"{row['program_id']}, {row['outcome']}, {row['years']} years"
        t.near(draw["npv"], 0.0, NEAR_ZERO * abs(draw["cost"]), f"{what}: net benefit")
        t.near(number(row["cost_at_means"]), draw["cost"], 1e-9 * abs(draw["cost"]), what)
        zero += 1
        shutil.rmtree(folder)
    t.check(zero >= 7, f"effects that pay: {zero}")


def counted(got):
    return {s["id"]: s["counted"] for s in got["sources"]}


def check_factors(t, args, base, rows, work):
    """With the factor as a local fit the net benefit is 0, where the same sources count."""
    zero = 0
    for i, row in enumerate(r for r in rows if r["question"] == "effect-factor"):
        program = row["program_id"]
        before = plan(args.bca, base, program, "--draw", "mean")
        t.near(number(row["npv_at_means"]), before["draw"]["npv"],
               1e-9 * before["draw"]["cost"], f"{program}: net benefit at the means")
        if row["answer"] == "":
            t.check(row["note"] != "", f"{program}: why there is no factor")
            continue
        folder = work / f"factor{i}"
        shutil.copytree(base, folder)
        project.with_factor(folder, program, float(row["answer"]))
        after = plan(args.bca, folder, program, "--draw", "mean")
        if counted(before) == counted(after):
            t.near(after["draw"]["npv"], 0.0, NEAR_ZERO * abs(after["draw"]["cost"]),
                   f"{program}: net benefit at the factor {row['answer']}")
            zero += 1
        shutil.rmtree(folder)
    t.check(zero >= 5, f"factors: {zero}")


def check_costs(t, args, base, rows, work):
    """At the highest cost the net benefit is 0."""
    zero = 0
    for i, row in enumerate(r for r in rows if r["question"] == "highest-cost"):
        if row["answer"] == "":
            t.check("no cost above zero" in row["note"], f"{row['program_id']}: a reason")
            continue
        folder = work / f"cost{i}"
        shutil.copytree(base, folder)
        project.with_cost(folder, row["program_id"],
                          float(row["answer"]) / float(row["cost_at_means"]))
        draw = npv_at_means(args, folder, row["program_id"])
        t.near(draw["npv"], 0.0, NEAR_ZERO * abs(draw["cost"]), f"{row['program_id']}: at its cost")
        zero += 1
        shutil.rmtree(folder)
    t.check(zero >= 5, f"highest costs: {zero}")


# ------------------------------------------------------------------------- cost per outcome

def change_of(c, t):
    """The change of a plan in a period, z at its mean of 0."""
    e, base = c["effect_mean"][t], c["base"]
    if c["form"] == "dichotomous-level":
        change = g(base[t], e) - base[t]
    elif c["form"] == "dichotomous-cumulative":
        change = g(base[t + 1], e) - g(base[t], e) - (base[t + 1] - base[t])
    else:
        change = base[t] * e if c["form"] == "proportional" else e
    return change - c["centre"][t]


def desires(folder, program):
    """Outcome and person of each piece of evidence: whether more of it is wanted."""
    path = next((folder / "registry/programs").rglob(f"{program}.xml"))
    root = ET.parse(path).getroot()
    persons = {p.get("id"): float(p.get("number")) for p in root.iter(NS + "person")}
    v = ET.parse(folder / f"registry/interventions/{root.get('intervention')}.xml").getroot()
    wanted = {(e.get("outcome"), e.get("person") or ""): e.get("desired") == "more"
              for e in v.iter(NS + "evidence")}
    firsts = {(e.get("outcome"), e.get("person") or ""): int(e.find(NS + "time").get("first"))
              for e in v.iter(NS + "evidence") if e.find(NS + "time") is not None}
    return persons, wanted, firsts


def check_outcomes(t, args, base, rows):
    models = {o.get("id"): o.get("scale") for name in ("national", "trial")
              for o in ET.parse(base / f"models/{name}/model.xml").getroot().iter(NS + "outcome")}
    ratios = refused = doubtful = 0
    for row in (r for r in rows if r["question"] == "cost-per-outcome"):
        key = (row["outcome"], row["person"])
        got = plan(args.bca, base, row["program_id"], "--draw", "mean")
        persons, wanted, firsts = desires(base, row["program_id"])
        c = next(c for c in got["changes"] if (c["route"], c["person"]) == key)
        if models[row["outcome"]] == "continuous":
            units = change_of(c, firsts[key])
        else:
            units = math.fsum(change_of(c, k) for k in range(got["horizon"]))
        units *= persons.get(row["person"], 1.0)
        what = f"{row['program_id']}, {row['outcome']}"
        t.near(number(row["units"]), units, 1e-9 * abs(units), f"{what}: units")
        if c["form"] != "continuous" and firsts[key] < got["horizon"]:
            mean, se = c["effect_mean"][firsts[key]], c["effect_se"][firsts[key]]
            doubtful += abs(mean) <= Z_975 * se
            t.equal("holds 0" in row["note"],
                    abs(mean) <= Z_975 * se and row["answer"] != "", f"{what}: interval")
        if (units > 0) == wanted[key] and got["draw"]["cost"] > 0:
            ratio = got["draw"]["cost"] / abs(units)
            t.near(number(row["answer"]), ratio, 1e-8 * ratio, f"{what}: cost per unit")
            ratios += 1
        else:
            t.check(row["answer"] == "" and row["note"] != "", f"{what}: no ratio, but a reason")
            refused += 1
    t.check(ratios >= 8 and refused > 0 and doubtful > 0,
            f"costs per outcome: {ratios} ratios, {refused} reasons, {doubtful} in doubt")


def main():
    args = arguments(__doc__.split("\n", maxsplit=1)[0])
    t = Tally()
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        check_tiny(t, args, work)
        shutil.rmtree(work / "mini")
        check_saturated(t, args, work)
        base = project.language(args, work / "language")
        rows, _ = report(args, base, work)
        with open(work / "out" / "break_even.csv", newline="", encoding="utf-8") as file:
            t.equal(next(csv.reader(file)), COLUMNS, "columns of break_even.csv")
        check_effects(t, args, base, rows, work)
        check_factors(t, args, base, rows, work)
        check_costs(t, args, base, rows, work)
        check_outcomes(t, args, base, rows)
    t.finish()


if __name__ == "__main__":
    main()
