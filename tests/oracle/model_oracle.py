"""From registry and model files to dollars by account: a second implementation.

oracle.py recomputes results from the plan that bca prints; this one starts a step earlier,
at the files that people edit, and so tests what stands between: re-basing, links, what is
counted once, timing, payers, persons. Written from models/README.md, registry/README.md
and the schema alone; where they leave a choice, it is marked CHOICE.

    case = Case(root, "doc-cbt")
    result = case.value(case.at_means())                # every input at its mean
    result = case.value(case.drawn(5000, generator))    # 5000 random draws
    result.accounts["state.doc"], result.cost, result.npv
"""

from dataclasses import dataclass

import numpy as np
from model_changes import Changes, Draws
from model_read import Model, Registry, Unclear, column_by_key

PUBLIC = {"state", "local", "federal", "taxpayers"}


@dataclass
class Result:
    """Arrays of one entry a draw, per start, in dollars of the model's price year."""

    accounts: dict
    groups: dict
    cost: np.ndarray
    npv: np.ndarray


class Case:
    """One modeled program with its model."""

    def __init__(self, root, program):
        registry = Registry(root)
        self.program = registry.programs[program]
        self.dropped = registry.without_standing()
        self.model = Model(root, self.program["model"])
        self.offset = 0.5 if self.model.economy["discountAt"] == "mid" else 0.0
        intervention = registry.intervention(self.program["intervention"])
        self.changes = Changes(self.model, self.program, intervention)
        self.sources = self._sources()
        self._check_bundles()
        self.worth, self.counted = self._choose()

    def at_means(self):
        return Draws(self.model)

    def drawn(self, n, generator):
        return Draws(self.model, n, generator)

    # ------------------------------------------------------------------- counted once

    def _sources(self):
        """{(route, channel): its value lines in force}"""
        sources = {}
        for route in self.changes.routes:
            for line in self.model.kinds["valueLine"].values():
                if line["outcome"] == route.outcome and self.model.in_force(line):
                    sources.setdefault((route, line["channel"]), []).append(line)
        return sources

    def _check_bundles(self):
        """A bundle stands alone: no other line of a channel that it contains, for one person."""
        for (route, _), lines in self.sources.items():
            person = [key for key in self.sources if key[0].person == route.person]
            others = [line for key in person for line in self.sources[key]]
            for bundle in lines:
                held = set(bundle.get("contains", "").split())
                if any(x is not bundle and x["channel"] in held for x in others):
                    raise Unclear(f"{bundle['id']} contains a channel that another line values")

    def _choose(self):
        """Worth of each source, and those that count: the best above 0 and the worst below.

        CHOICE: a source worth exactly 0 counts when no competitor is worth anything."""
        draws, rivals, worth = self.at_means(), {}, {}
        for (route, channel), lines in self.sources.items():
            person = None if self.model.per_family(channel) else route.person
            values = [self._present_value(route, line, draws) for line in lines]
            worth[route, channel] = float(sum(values)[0])
            rivals.setdefault((person, channel), []).append((route, channel))
        counted = set()
        for keys in rivals.values():
            keys.sort(key=lambda key: (key[0].id, key[0].person))
            best, worst = max(keys, key=worth.get), min(keys, key=worth.get)
            counted |= {key for key, sign in ((best, 1), (worst, -1)) if sign * worth[key] > 0}
            if not counted & set(keys):
                counted.add(keys[0])
        return worth, counted

    # -------------------------------------------------------------------- value lines

    def _window(self, timing, person):
        """First period counted, and the first one not counted any more."""
        first = max(0, int(timing.get("fromAge", 0)) - person.age)
        end = person.periods
        if timing.get("throughAge"):
            end = min(end, int(timing["throughAge"]) - person.age + 1)
        return first, max(end, first)

    def _lag(self, timing, periods):
        """Years' worth of dollars paid in the period of the event, the next, and so on."""
        if timing["kind"] == "while":
            return np.eye(1, periods)[0]
        if timing["kind"] == "after":
            return np.ones(periods)
        if timing.get("weights"):
            weights = column_by_key(self.model.get("series", timing["weights"]), "year")
            return np.array([weights.get(k, 0.0) for k in range(periods)])
        wait = self.changes.constant(timing["wait"]) if timing.get("wait") else 0.0
        if not timing.get("length"):  # CHOICE: at once is in the period in which the wait ends
            return np.eye(1, periods, int(wait))[0]
        end, k = wait + self.changes.constant(timing["length"]), np.arange(periods)
        return np.maximum(0.0, np.minimum(end, k + 1) - np.maximum(wait, k))

    def _by_payment(self, line, person, first, end):
        """What multiplies a payment in each of the periods first ... end-1: growth, series."""
        timing = line.one("timing")
        growth = self.changes.constant(timing["growth"]) if timing.get("growth") else 0.0
        amount = (1 + growth) ** np.arange(first, end)
        for factor in line.all("factor"):
            if factor.get("series"):
                series = self.model.get("series", factor["series"])
                numbers = self.changes.by_period(series, series["by"], person)
                amount = amount * numbers[first:end] * self.model.rebase_of(series)
        return amount

    def _discount(self, periods, draws):
        rate = draws.parameter(self.model.economy["discountRate"])[:, None]
        return (1 + rate) ** -(periods + self.offset)

    def _present_value(self, route, line, draws):
        """Present value, per start, of the dollars that a change brings through a line."""
        person, timing = self.changes.persons[route.person], line.one("timing")
        unit = np.full(draws.n, -person.number if line["unitIs"] == "cost" else person.number)
        for factor in line.all("factor"):
            if factor.get("parameter"):
                unit = unit * draws.parameter(factor["parameter"])
        change = self.changes.change(route, draws)
        if timing["kind"] == "present-value":
            return unit * change[:, 0]  # CHOICE: not discounted, with discountAt="mid" too
        first, end = self._window(timing, person)
        if first == end:
            return np.zeros(draws.n)
        lag = self._lag(timing, end)
        paid = np.stack([change[:, : t + 1] @ lag[t::-1] for t in range(first, end)], axis=1)
        amount = self._by_payment(line, person, first, end)
        amount = np.where((paid != 0).any(axis=0), amount, 0.0)  # needed where something is paid
        value = unit * ((paid * self._discount(np.arange(first, end), draws)) @ amount)
        if np.isnan(value).any():
            raise Unclear(f"line {line['id']} needs a table beyond its rows")
        return value

    def _shares(self, line):
        """[(account, share)]: the payer with rest gets what the others leave."""
        shares, rest = [], None
        for payer in line.all("payer"):
            if payer.get("rest") == "yes":
                rest = payer["account"]
            elif payer.get("parameter"):
                shares.append((payer["account"], self.changes.constant(payer["parameter"])))
            else:
                shares.append((payer["account"], payer.number("share")))
        if rest:
            shares.append((rest, 1 - sum(share for _, share in shares)))
        return shares

    # -------------------------------------------------------------------------- totals

    def _cost(self, draws):
        cost = self.program.one("cost")
        amount = cost.number("amount") * self.model.rebase(int(cost["priceYear"]))
        amount -= cost.number("comparison") * self.model.rebase(int(cost["comparisonPriceYear"]))
        years = self._discount(np.arange(int(cost["years"])), draws).sum(axis=1)
        return draws.around_one("cost", cost.number("range")) * amount * years

    def value(self, draws):
        """Dollars by account, cost and net present value of a set of draws.

        CHOICE: dollars without standing are dropped from their account and from the spending
        that saves deadweight; what counts once is chosen with them ("over all accounts")."""
        accounts = {name: np.zeros(draws.n) for name in self.model.kinds["account"]}
        spending = np.zeros(draws.n)
        for route, channel in sorted(self.counted, key=str):
            for line in self.sources[route, channel]:
                value = self._present_value(route, line, draws)
                for account, share in self._shares(line):
                    group = self.model.get("account", account)["group"]
                    if group in self.dropped:
                        continue
                    accounts[account] = accounts[account] + share * value
                    if group in PUBLIC and line["kind"] == "public-spending":
                        spending = spending + share * value
        cost = self._cost(draws)
        burden = draws.parameter(self.model.economy["deadweight"])
        public_share = self.program.one("cost").number("publicShare")
        accounts["indirect.deadweight_benefit"] = burden * spending
        accounts["indirect.deadweight_program"] = -burden * public_share * cost
        return self._totals(accounts, cost)

    def _totals(self, accounts, cost):
        groups = {}
        for name, value in accounts.items():
            item = self.model.kinds["account"].get(name)
            group = item["group"] if item else "indirect"
            groups[group] = groups.get(group, 0.0) + value
        return Result(accounts, groups, cost, sum(groups.values()) - cost)
