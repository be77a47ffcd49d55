#!/usr/bin/python3
"""bca compare: the state budget, recomputed from single draws of every program.

    test_budget.py --bca PATH --root DIR

Expected: flows by period from the exported plans, by the formulas of tests/oracle/oracle.py; who
starts from the registry's XML and the scenario's; fiscal years, payers, whole steps and chances
worked out here.
"""

import math
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from harness import Tally, arguments, index_of, number, plan, read_table, run_ok

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "oracle"))
import oracle  # noqa: E402

NS = "{urn:bca:1}"
DRAWS, SEED, FIRST, YEARS = 3, 5, 2027, 6
SCENARIO = "cbt-expansion"
WORLDS = {"base": [], SCENARIO: ["--scenario", SCENARIO]}
PUBLIC = ("state", "local", "federal")


# ---------------------------------------------------------------------------------- the registry

def programs_of(root):
    return {p.get("id"): p for p in (ElementTree.parse(f).getroot()
            for f in sorted((root / "registry" / "programs").rglob("*.xml")))}


def participants(program):
    """Of the latest inventory that states them, or None."""
    best = None
    for inventory in program.iter(NS + "inventory"):
        value = inventory.findtext(NS + "participants")
        if value and (best is None or int(inventory.get("fiscalYear")) > best[0]):
            best = int(inventory.get("fiscalYear")), float(value)
    return best[1] if best else None


def phased(root, name):
    """program -> starters of the fiscal years looked at, by the scenario."""
    found = {}
    for slots in ElementTree.parse(root / "models" / "scenarios" / f"{name}.xml").iter(NS + "slots"):
        by_year = {int(y.get("fiscalYear")): float(y.get("slots")) for y in slots}
        last = max(by_year)
        found[slots.get("program")] = [by_year.get(min(FIRST + y, last), 0.0) for y in range(YEARS)]
    return found


def starters_of(root, programs):
    base = {p: [participants(x)] * YEARS for p, x in programs.items() if participants(x)}
    return {"base": base, SCENARIO: {**base, **phased(root, SCENARIO)}}


def shares_of(program):
    return {p.get("account"): float(p.get("share"))
            for p in program.find(NS + "cost").iter(NS + "payer")}


# ------------------------------------------------------------------------------------ one draw

def flows(document):
    """Undiscounted: (cost by period, [(stream, dollars by period)]) of the draw, per starter."""
    drawn = {k: np.array([float(v)]) for k, v in document["draw"]["inputs"].items()}
    changes = oracle.changes_of(document, drawn)
    paid = []
    for s in document["streams"]:
        if not s["counted"] or not s["standing"]:
            continue
        x = oracle.lagged(changes[s["change"]], s["lag"])[0] * np.array(s["amounts"], dtype=float)
        for name in s["inputs"]:
            x = x * drawn[name]
        paid.append((s, x))
    cost = oracle.value(document["cost"], drawn, 1, 1.0)[0] * np.array(document["cost"]["amounts"])
    factors = oracle.discount_factors(document, drawn, 1)[0]
    return cost, paid, factors


def by_year(flow, starters):
    """Half of period t of those who start in year f falls in f + t, half in f + t + 1."""
    out = np.zeros(YEARS)
    for f, n in enumerate(starters):
        for t, x in enumerate(flow):
            for year in (f + t, f + t + 1):
                if year < YEARS:
                    out[year] += n * x / 2
    return out


def read_all(bca, root, wanted):
    """(world, program, draw) -> plan with that draw."""
    jobs = [(w, p, k) for w, names in wanted.items() for p in names for k in range(DRAWS)]
    with ThreadPoolExecutor(2) as pool:
        got = pool.map(lambda j: plan(bca, root, j[1], "--draw", j[2], "--seed", SEED,
                                      *WORLDS[j[0]]), jobs)
    return dict(zip(jobs, got))


# ------------------------------------------------------------------------------------ expected

class Expected:
    def __init__(self, plans, starters, programs, prices):
        self.paid, self.saved, self.net, self.units, self.stepped = {}, {}, {}, {}, {}
        self.readds = []
        for (world, name, k), document in plans.items():
            self.add(world, k, document, starters[world].get(name, [0.0] * YEARS),
                     shares_of(programs[name]), prices)

    def put(self, where, key, x):
        where[key] = where.get(key, 0.0) + x

    def add(self, world, k, document, starters, shares, prices):
        groups = {a["id"]: a["group"] for a in document["accounts"]}
        cost, paid, factors = flows(document)
        present = {}
        for account, share in shares.items():
            x = by_year(share * cost, starters)
            if groups[account] in PUBLIC:
                self.put(self.paid, (world, account), x / DRAWS)
            if groups[account] == "state":
                self.put(self.net, (world, k), -x)
        for stream, flow in paid:
            account, x = stream["account"], by_year(flow, starters)
            present[account] = present.get(account, 0.0) + float(flow @ factors)
            if groups[account] in PUBLIC:
                self.put(self.saved, (world, account), x / DRAWS)
            if groups[account] == "state":
                self.put(self.net, (world, k), x)
                self.add_step(world, k, document, stream, x, prices)
        self.readds += [(present.get(a, 0.0), document["draw"]["accounts"][a]) for a in groups]
        self.readds.append((float(cost @ factors), document["draw"]["cost"]))

    def add_step(self, world, k, document, stream, x, prices):
        if "prison-cost" in stream["inputs"]:
            price = document["draw"]["inputs"]["prison-cost"] * prices[2024] / prices[2018]
            self.put(self.units, (world, k), x / price)
            self.put(self.stepped, (world, k), x)

    def cashable(self, world, k, step):
        units = self.units.get((world, k), np.zeros(YEARS))
        closed = np.trunc(units / step["units"])
        return closed, closed * step["saving"] + (units - closed * step["units"]) * step["atOnce"]


# -------------------------------------------------------------------------------------- checks

def account_names(root):
    names = {}
    for model in ("national", "connecticut"):
        for a in ElementTree.parse(root / "models" / model / "model.xml").iter(NS + "account"):
            names[a.get("id")] = a.get("name")
    return names


def close(t, got, want, what):
    t.check(abs(got - want) <= 1e-9 * max(1.0, abs(want)), f"{what}: got {got}, want {want}")


def check_purses(t, rows, expected, names):
    inflation = 0.02
    for world in WORLDS:
        for account, name in names.items():
            mine = [r for r in rows if r["scenario_id"] == world and r["name"] == name]
            known = (world, account) in expected.paid or (world, account) in expected.saved
            t.check(not known or len(mine) == YEARS, f"{world} {name}: {len(mine)} rows")
            for y, row in enumerate(mine if known else []):
                for column, table in (("paid", expected.paid), ("saved", expected.saved)):
                    want = table.get((world, account), np.zeros(YEARS))[y]
                    close(t, number(row[column]), want, f"{world} {name} {FIRST + y} {column}")
                    close(t, number(row[f"{column}_nominal"]),
                          want * (1 + inflation) ** (FIRST + y - 2024 - 0.5),
                          f"{world} {name} {FIRST + y} {column} nominal")


def check_state(t, rows, expected, step):
    so_far = {}
    for world in WORLDS:
        for k in range(DRAWS):
            net = expected.net[world, k]
            cash = net + expected.cashable(world, k, step)[1] - expected.stepped[world, k]
            so_far[world, k] = np.cumsum(net), np.cumsum(cash)
        for y, row in enumerate(r for r in rows if r["scenario_id"] == world):
            mine = [so_far[world, k] for k in range(DRAWS)]
            base = [so_far["base", k] for k in range(DRAWS)]
            for i, (sums, chance, ahead) in enumerate((
                    ("net_so_far", "chance", "chance_ahead"),
                    ("cash_net_so_far", "cash_chance", "cash_chance_ahead"))):
                where = f"{world} {FIRST + y}"
                close(t, number(row[sums]), np.mean([m[i][y] for m in mine]), f"{where} {sums}")
                close(t, number(row[chance]), np.mean([m[i][y] > 0 for m in mine]),
                      f"{where} {chance}")
                if world == "base":
                    t.equal(row[ahead], "", f"{where} {ahead}")
                else:
                    close(t, number(row[ahead]), np.mean([m[i][y] > b[i][y]
                          for m, b in zip(mine, base)]), f"{where} {ahead}")


def check_steps(t, rows, expected, step):
    for world in WORLDS:
        for y, row in enumerate(r for r in rows if r["scenario_id"] == world):
            got = [expected.cashable(world, k, step) for k in range(DRAWS)]
            for column, want in (
                    ("units_less", [expected.units[world, k][y] for k in range(DRAWS)]),
                    ("steps_closed", [g[0][y] for g in got]),
                    ("chance_of_one", [g[0][y] >= 1 for g in got]),
                    ("economic", [expected.stepped[world, k][y] for k in range(DRAWS)]),
                    ("cashable", [g[1][y] for g in got])):
                close(t, number(row[column]), np.mean(want), f"{world} {FIRST + y} {column}")


def check_parties(t, parties, budget):
    """Over all agencies that run programs, a purse gets what it gets over all years."""
    for world in WORLDS:
        for column in ("paid", "saved"):
            for name in {r["name"] for r in budget}:
                want = math.fsum(number(r[column]) for r in budget
                                 if r["scenario_id"] == world and r["name"] == name)
                got = math.fsum(number(r[column]) for r in parties
                                if r["scenario_id"] == world and r["name"] == name)
                close(t, got, want, f"who pays: {world} {name} {column}")


def compared(args, *words):
    """The tables of one comparison with the base."""
    with tempfile.TemporaryDirectory() as scratch:
        run_ok(args.bca, "-C", args.root, "compare", "base", *words, "--years", YEARS, "--seed", SEED,
               "--draws", 40, "--fiscal-year", FIRST, "-o", f"{scratch}/out")
        return {n: read_table(Path(scratch, "out", f"{n}.csv"))
                for n in ("budget", "budget_state", "steps")}


def by_world(rows, *keys):
    """world -> (the keys of a row -> the row)."""
    found = {}
    for r in rows:
        found.setdefault(r["scenario_id"], {})[tuple(r[k] for k in keys)] = r
    return found


def check_inflation(t, args):
    """Prices that rise by 5 percent: the same real dollars, other nominal ones."""
    tables = compared(args, "--what-if", "inflation=0.05")
    for table, keys, columns in (
            ("budget", ("fiscal_year", "name"), ("paid", "saved", "net")),
            ("budget_state", ("fiscal_year",), ("net",))):
        worlds = by_world(tables[table], *keys)
        t.check(sorted(worlds) == ["base", "what-if"], f"inflation: worlds of {table}")
        for key, row in worlds["what-if"].items():
            for c in columns:
                real = number(row[c])
                where = f"inflation: {key} {c}"
                t.check(real == number(worlds["base"][key][c]), f"{where}: real dollars change")
                for world, rate in (("base", 0.02), ("what-if", 0.05)):
                    close(t, number(worlds[world][key][f"{c}_nominal"]),
                          real * (1 + rate) ** (int(row["fiscal_year"]) - 2024 - 0.5), where)


def check_same_need(t, args):
    """An average cost values an inmate less higher, but as many are less: what can be cashed is
    the same, and so never ahead. At the short-run cost nothing waits for a prison to close."""
    tables = compared(args, "prison-average-cost", "prison-short-run-cost")
    state = by_world(tables["budget_state"], "fiscal_year")
    steps = by_world(tables["steps"], "step_id", "fiscal_year")
    for key, row in state["prison-average-cost"].items():
        where = f"average cost {key}"
        close(t, number(row["cash_net"]), number(state["base"][key]["cash_net"]), where)
        t.equal(number(row["cash_chance_ahead"]), 0.0, f"{where}: ahead by what can be cashed")
        t.check(number(row["chance_ahead"]) > 0.9, f"{where}: ahead as valued")
    for key, row in steps["prison-average-cost"].items():
        close(t, number(row["units_less"]), number(steps["base"][key]["units_less"]), f"{key}: need")
        t.check(number(row["economic"]) > 3 * number(steps["base"][key]["economic"]), f"{key}: value")
    for key, row in steps["prison-short-run-cost"].items():
        for column in ("units_less", "steps_closed", "chance_of_one", "economic", "cashable"):
            t.equal(row[column], "", f"short-run cost {key} {column}")
    for key, row in state["prison-short-run-cost"].items():
        close(t, number(row["cash_net"]), number(row["net"]), f"short-run cost {key}: all is cash")


def main():
    args = arguments(__doc__)
    t = Tally()
    programs = programs_of(args.root)
    prices = index_of(args.root)
    starters = starters_of(args.root, programs)
    ratio = prices[2024] / prices[2018]
    step = {"units": 700, "saving": 6500000 * ratio, "atOnce": 2723 * ratio}
    with tempfile.TemporaryDirectory() as scratch:
        run_ok(args.bca, "-C", args.root, "compare", "base", SCENARIO, "--years", YEARS, "--seed",
               SEED, "--draws", DRAWS, "--fiscal-year", FIRST, "-o", f"{scratch}/out")
        tables = {n: read_table(Path(scratch, "out", f"{n}.csv"))
                  for n in ("levels", "budget", "budget_state", "steps", "who_pays")}
    wanted = {r["id"] for r in tables["levels"] if r["kind"] == "program" and r["participants"]}
    wanted = {p for p in wanted if programs[p].get("basis") == "modeled"}
    t.check(len(wanted) > 4, f"programs in the budget: {sorted(wanted)}")
    plans = read_all(args.bca, args.root, {w: sorted(wanted) for w in WORLDS})
    expected = Expected(plans, starters, programs, prices)
    for got, want in expected.readds:
        close(t, got, want, "flows discounted by period")
    check_purses(t, tables["budget"], expected, account_names(args.root))
    check_state(t, tables["budget_state"], expected, step)
    check_steps(t, tables["steps"], expected, step)
    check_parties(t, tables["who_pays"], tables["budget"])
    check_inflation(t, args)
    check_same_need(t, args)
    t.finish()


if __name__ == "__main__":
    main()
