"""Whom a program serves and what changes for them, period by period, for model_oracle.py.

Formulas: models/README.md, "From an effect to units". Where it leaves a choice: CHOICE.
"""

import math
from dataclasses import dataclass, field

import numpy as np
from model_read import Unclear, column_by_key
from model_values import Effect, Scale, draw_parameter, parameter_mean


class Draws:
    """Inputs, each asked for by name and then kept: at their means, or n random draws."""

    def __init__(self, model, n=1, generator=None):
        self.model, self.n, self.generator, self.kept = model, n, generator, {}

    def _keep_mix(self, name):
        mix = self.model.get("mix", name)
        components = mix.all("component")
        shares = np.array([c.number("share") for c in components])
        if self.generator is None:
            rows = np.tile(shares, (self.n, 1))
        else:
            rows = self.generator.dirichlet(shares * mix.number("concentration"), self.n)
        for component, column in zip(components, rows.T):
            self.kept[f"{name}.{component['id']}"] = column

    def _of_item(self, item):
        money = self.model.rebase_of(item)
        if self.generator is None:
            return np.full(self.n, parameter_mean(item) * money)
        return draw_parameter(item, self.generator, self.n) * money

    def parameter(self, name):
        if name not in self.kept:
            if name in self.model.kinds["parameter"]:
                self.kept[name] = self._of_item(self.model.get("parameter", name))
            else:
                self._keep_mix(name.rsplit(".", 1)[0])
        return self.kept[name]

    def standard_normal(self, key):
        if key not in self.kept:
            drawn = self.generator is not None
            self.kept[key] = self.generator.standard_normal(self.n) if drawn else np.zeros(self.n)
        return self.kept[key]

    def around_one(self, key, width):
        """Triangular from 1 - width to 1 + width."""
        if key not in self.kept:
            drawn = self.generator is not None and width > 0
            self.kept[key] = np.ones(self.n)
            if drawn:
                self.kept[key] = self.generator.triangular(1 - width, 1, 1 + width, self.n)
        return self.kept[key]


@dataclass
class Person:
    """One person whom a start serves: the participant (id "") or a further one."""

    id: str
    population: str
    number: float
    age: int
    periods: int
    effects: dict = field(default_factory=dict)  # outcome: Effect


@dataclass(frozen=True)
class Route:
    """One change: an outcome measured for a person, and the links followed from it."""

    person: str
    measured: str
    links: tuple
    outcome: str

    @property
    def id(self):
        return "/".join([self.measured, *self.links])


class Changes:
    """The persons of a program, their routes, and the change on each."""

    def __init__(self, model, program, intervention):
        self.model = model
        self.horizon_age = int(model.economy["horizonAge"])
        self.persons = {"": self._person("", program["modelPopulation"], 1.0)}
        for item in program.all("person"):
            person = self._person(item["id"], item["modelPopulation"], item.number("number"))
            self.persons[person.id] = person
        self._measure(program, intervention)
        self.sample_correlation = self._sample_correlation()
        self.set_aside_links = set()
        self.routes = [r for person in self.persons.values() for r in self._routes_of(person)]

    def _person(self, name, population, number):
        age = int(self.model.get("population", population)["startAge"])
        return Person(name, population, number, age, self.horizon_age - age)

    def _measure(self, program, intervention):
        """Effects of the evidence that the model can value, with multipliers and local fit."""
        fit = np.prod([item.number("multiplier") for item in program.all("localFit")])
        best = {}  # (person, outcome): how well its evidence answers, and the evidence
        for evidence in intervention.all("evidence"):
            studies, person = evidence.one("studies"), evidence.get("person", "")
            if studies and studies.get("notPooled"):
                continue
            if person not in self.persons:
                raise Unclear(f"evidence of person {person}, whom the program does not serve")
            place, outcome = self.model.answer(evidence["outcome"],
                                               self.persons[person].population)
            if outcome and place < best.get((person, outcome), (math.inf, None))[0]:
                best[person, outcome] = place, evidence
        for (person, outcome), (_, evidence) in best.items():
            if evidence.one("time"):
                effect = Effect(evidence, intervention["area"], self.model.multipliers)
                self.persons[person].effects[outcome] = effect.scaled(fit)

    def _routes_of(self, person):
        found = []
        for outcome in person.effects:
            self._follow(person, Route(person.id, outcome, (), outcome), {outcome}, found)
        return found

    def _follow(self, person, route, passed, found):
        found.append(route)
        for link in self.model.kinds["link"].values():
            if link["from"] != route.outcome:
                continue
            self._check(link, passed)
            if link["to"] in person.effects:
                self.set_aside_links.add((person.id, link["id"]))
                continue
            onward = Route(person.id, route.measured, (*route.links, link["id"]), link["to"])
            self._follow(person, onward, passed | {link["to"]}, found)

    def _check(self, link, passed):
        ends = [self.model.get("outcome", link[end]) for end in ("from", "to")]
        if link["to"] in passed:
            raise Unclear(f"link {link['id']} closes a cycle")
        if any(outcome["scale"] == "present-value" for outcome in ends):
            raise Unclear(f"link {link['id']} has an end without periods")
        paths = ends[0].all("path")
        if link["kind"] == "attained" and not all(path["kind"] == "cumulative" for path in paths):
            raise Unclear(f"link {link['id']} leads from what is not attained once")

    # -------------------------------------------------------------- tables and constants

    def constant(self, name):
        item = self.model.get("parameter", name)
        if item["distribution"] != "constant":
            raise Unclear(f"parameter {name} must be constant where it is used")
        return item.number("value") * self.model.rebase_of(item)

    def by_period(self, item, key, person, starts=0, beyond=np.nan):
        """Numbers of a table in the periods of a person and one more.

        By year, row 0 is period `starts`. CHOICE: before that nothing happens (0).
        beyond: what stands after the last row."""
        table = column_by_key(item, key)
        last, numbers = max(table), []
        for t in range(person.periods + 1):
            row = person.age + t if key == "age" else t - starts
            numbers.append(0.0 if row < 0 else table.get(row, beyond if row > last else np.nan))
        return np.array(numbers)

    def _base(self, outcome, person, without):
        """Path of an outcome for a person, in dollars of the model where it is money."""
        path = self.model.path(outcome, person.population, without)
        key, cumulative = path.get("by", "year"), path["kind"] == "cumulative"
        beyond = np.nan
        if path["ends"] == "yes":
            table = column_by_key(path, key)
            beyond = table[max(table)] if cumulative else 0.0
        base = self.by_period(path, key, person, int(path.get("exposureStarts", 0)), beyond)
        base = base * self.model.rebase_of(path)
        return (base if cumulative else base[:-1]), cumulative

    def _sd(self, outcome):
        return self.constant(outcome["sd"]) if outcome.get("sd") else 1.0

    def _scale(self, name, person, without=None):
        outcome = self.model.get("outcome", name)
        kind = outcome["scale"]
        if kind == "continuous":
            return Scale(kind, factor=self._sd(outcome))
        base, cumulative = self._base(outcome, person, without)
        factor = self.constant(outcome["inputChange"]) if kind == "elasticity" else 1.0
        return Scale(kind, base, cumulative, factor)

    # ---------------------------------------------------------------------------- change

    def change(self, route, draws):
        """Change of a route's outcome, [n, periods]; [n, 1] for a published present value."""
        key = ("change", route)
        if key not in draws.kept:
            person = self.persons[route.person]
            make = self._linked if route.links else self._measured
            draws.kept[key] = make(person, route, draws)
        return draws.kept[key]

    def _measured(self, person, route, draws):
        effect = person.effects[route.outcome]
        z1, z2 = self._normals(person, route.outcome, effect, draws)
        if self.model.get("outcome", route.outcome)["scale"] == "present-value":
            return effect.effect2 + z2[:, None] * effect.se2
        scale = self._scale(route.outcome, person)
        mean, error = effect.means(person.periods), effect.errors(person.periods)
        drawn = effect.drawn(person.periods, z1, z2)
        return scale.change(drawn) - self._centre(scale, effect, mean, error)

    def _sample_correlation(self):
        name = self.model.economy.get("sampleCorrelation")
        r = self.constant(name) if name else 0.0
        if not 0 <= r < 1:
            raise Unclear(f"effects of one sample have the correlation {r}")
        return r

    def _normals(self, person, outcome, effect, draws):
        """Standard normals at the two times; effects of one sample share a part of the first.

        CHOICE: a sample is shared by the outcomes of all persons."""
        z = draws.standard_normal(("effect", person.id, outcome))
        if effect.sample is not None:
            r = self.sample_correlation
            shared = draws.standard_normal(("sample", effect.sample))
            z = np.sqrt(r) * shared + np.sqrt(1 - r) * z
        return z, effect.second_normal(z, draws.standard_normal(("effect2", person.id, outcome)))

    def _centre(self, scale, effect, mean, error):
        """What is taken off so that the mean of a change is right, by the economy's curvature.

        CHOICE: centring is about measured effects, not about the effects of links."""
        mode = self.model.economy.get("curvature")
        if mode == "keep":
            return 0.0
        centre = scale.expected(mean, error) - scale.at(mean)
        if mode == "centre":
            return centre
        was = np.cumsum(mean != 0) > 0  # what was never there has not faded
        faded = was & (np.arange(len(mean)) >= effect.second) & (mean == 0) & (error > 0)
        return np.where(faded, centre, 0.0)

    def _linked(self, person, route, draws):
        """Change of B by the last link of a route, from the change of A before it."""
        link = self.model.get("link", route.links[-1])
        before = Route(person.id, route.measured, route.links[:-1], link["from"])
        change = self.change(before, draws)
        e = draws.parameter(link["effect"])[:, None]
        if link.get("causalShare"):
            e = e * draws.parameter(link["causalShare"])[:, None]
        if link["kind"] == "unit":
            return e * change
        if link["kind"] == "change":
            sd = self._sd(self.model.get("outcome", link["from"]))
            return self._scale(link["to"], person).change(e * change / sd)
        scale = self._scale(link["to"], person, without=link["from"])
        return scale.change(e * np.ones((1, person.periods))) * np.cumsum(change, axis=1)
