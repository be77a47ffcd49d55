#!/usr/bin/env python3
"""The oracle's own formulas against values that are worked out here by other means.

Run: /usr/bin/python3 tests/oracle/test_oracle_self.py
"""

import math
import sys

import numpy as np

import oracle

# Share with a first event by the end of each year (printed check of the method).
CURVE = [0, 0.439, 0.601, 0.684, 0.735, 0.77, 0.794, 0.811, 0.824, 0.834]
RATE = 0.035
# BEA price index of personal consumption expenditures, 2017 = 100, calendar years.
PCE = {2013: 95.781, 2022: 116.1, 2023: 120.511}


def constant(name, number):
    parameters = {"value": number}
    return {"id": name, "distribution": "constant", "parameters": parameters}


def normal(name, mean=0.0, sd=1.0):
    parameters = {"mean": mean, "sd": sd}
    return {"id": name, "distribution": "normal", "parameters": parameters}


def stream_of(form, base, effect, **changes):
    """A stream with its change in one; plan_of takes them apart."""
    stream = {
        "id": "line",
        "account": "state",
        "form": form,
        "effect_input": "z",
        "inputs": [],
        "effect_mean": effect,
        "effect_se": [0.0] * len(effect),
        "base": base,
        "centre": [0.0] * len(effect),
        "lag": [1.0],
        "amounts": [1.0] * len(effect),
        "deadweight": False,
    }
    stream.update(changes)
    return stream


def link_of(driver, form, base, **changes):
    """A change by a link from change 0, to be put behind it."""
    change = {
        "route": "first>second",
        "driver": driver,
        "form": form,
        "effect_input": "e",
        "share_input": None,
        "strength": 1.0,
        "from": 0,
        "effect_mean": None,
        "effect_se": None,
        "base": base,
        "centre": None,
    }
    change.update(changes)
    return change


def take_apart(stream, place):
    """(change, stream) of a stream of its own change, at its place in the plan."""
    change = {k: stream[k] for k in ("form", "effect_input", "base", "centre")}
    change.update({k: stream[k] for k in ("effect_mean", "effect_se")})
    change.update(route="first", driver="evidence")
    rest = {k: x for k, x in stream.items() if k not in ("form", "base", "centre")}
    return change, {"change": place, "counted": True, "standing": True, "source": None, **rest}


def plan_of(streams, rate=RATE, cost=None, **changes):
    periods = len(streams[0]["effect_mean"])
    pairs = [take_apart(stream, place) for place, stream in enumerate(streams)]
    plan = {
        "schema": "bca-plan",
        "version": 2,
        "program": "closed-form",
        "horizon": periods,
        "spread": True,
        "accounts": [{"id": "state", "group": "state"}],
        "inputs": [
            constant("r", rate),
            constant("lambda", 0.5),
            constant("u", 1.0),
            normal("z"),
        ],
        "discount": {"input": "r", "offset": 0},
        "deadweight": {"input": "lambda"},
        "cost": {"input": "u", "amounts": cost or [0.0] * periods, "public_share": 1.0},
        "changes": [change for change, _ in pairs],
        "sources": [],
        "streams": [stream for _, stream in pairs],
    }
    plan.update(changes)
    oracle.check_shape(plan)
    return plan


def at_means(plan):
    return oracle.evaluate_one(plan, oracle.mean_inputs(plan["inputs"]))


def close(got, expected, tolerance=1e-12):
    scale = max(abs(expected), 1e-300)
    return abs(got - expected) <= tolerance * scale


def prints(got, expected, digits):
    return round(got, digits) == expected


def test_odds():
    """p .40, effect -.156: the printed -0.0599, and the odds ratio done by hand."""
    odds = 0.4 / 0.6 * math.exp(1.65 * -0.156)
    got = float(oracle.rise(0.4, -0.156))
    return prints(got, -0.0599, 4) and close(got, odds / (1 + odds) - 0.4)


def test_odds_ends():
    """A chance of 0 or 1 does not move."""
    return oracle.rise(0.0, -0.7) == 0 and oracle.rise(1.0, -0.7) == 0


def cumulative(effect, rate):
    stream = stream_of("dichotomous-cumulative", CURVE, effect)
    return at_means(plan_of([stream], rate)).npv


def test_cumulative_constant():
    """Effect -.26 in all nine years: printed -0.0681, at 3.5 % -0.0732.

    Undiscounted the years telescope to g(P(9)) - P(9)."""
    odds = 0.834 / 0.166 * math.exp(1.65 * -0.26)
    effect = [-0.26] * 9
    total = cumulative(effect, 0.0)
    discounted = cumulative(effect, RATE)
    telescoped = close(total, odds / (1 + odds) - 0.834, 1e-11)
    return telescoped and prints(total, -0.0681, 4) and prints(discounted, -0.0732, 4)


def test_cumulative_fading():
    """-.26 up to t = 2, linear to 0 at t = 8: printed -0.0827, at 3.5 % -0.0851."""
    effect = [-0.26 * min(1.0, max(0.0, (8 - t) / 6)) for t in range(9)]
    total, discounted = cumulative(effect, 0.0), cumulative(effect, RATE)
    return prints(total, -0.0827, 4) and prints(discounted, -0.0851, 4)


def test_level_annuity():
    """A level of .3 for 7 years, 1000 dollars a unit: change x annuity due.

    g = .3 e^.33 / (.7 + .3 e^.33) for effect .2; annuity (1 - v^7)/(1 - v)."""
    grown = 0.3 * math.exp(0.33)
    v = 1 / (1 + RATE)
    expected = 1000 * (grown / (0.7 + grown) - 0.3) * (1 - v**7) / (1 - v)
    stream = stream_of("dichotomous-level", [0.3] * 7, [0.2] * 7, amounts=[1000.0] * 7)
    return close(at_means(plan_of([stream])).accounts["state"], expected)


def test_continuous_mid_period():
    """Payments in the middle of the period are worth v^(1/2) of those at its start."""
    v = 1 / (1 + RATE)
    expected = 0.25 * 800 * (1 - v**5) / (1 - v) * v**0.5
    stream = stream_of("continuous", [], [0.25] * 5, amounts=[800.0] * 5)
    plan = plan_of([stream], discount={"input": "r", "offset": 0.5})
    return close(at_means(plan).npv, expected)


def test_lag():
    """Change 1, 2, 3; lag .5, 0, .25; amounts 10, 20, 40; r = 0.25 so v = 0.8.

    paid .5, 1, 1.5 + .25 = 1.75; flows 5, 20, 70; 5 + 16 + 44.8 = 65.8."""
    stream = stream_of("continuous", [], [1.0, 2.0, 3.0], lag=[0.5, 0.0, 0.25])
    stream["amounts"] = [10.0, 20.0, 40.0]
    return close(at_means(plan_of([stream], 0.25)).npv, 65.8)


def test_lag_longer_than_horizon():
    """What is due after the horizon is not paid: .5 x 10 + (.5 + .3) x 10 = 13."""
    stream = stream_of("continuous", [], [1.0, 1.0], amounts=[10.0, 10.0])
    stream["lag"] = [0.5, 0.3, 0.2, 9.0]
    return close(at_means(plan_of([stream], 0.0)).npv, 13.0)


def test_factors_and_centre():
    """(2 - .5) x 10 x factors 3 and 4 = 180; z = 2 with se .25 moves it by 60."""
    stream = stream_of("continuous", [], [2.0], centre=[0.5], effect_se=[0.25])
    stream.update(amounts=[10.0], inputs=["three", "four"])
    plan = plan_of([stream])
    plan["inputs"] += [constant("three", 3.0), constant("four", 4.0)]
    inputs = {**oracle.mean_inputs(plan["inputs"]), "z": 2.0}
    return close(at_means(plan).npv, 180) and close(
        oracle.evaluate_one(plan, inputs).npv, 240
    )


def linked_plan(link, amounts, share=1.0):
    """A measured change 1, 2, 3 and a change by a link from it, which alone is paid."""
    plan = plan_of([stream_of("continuous", [], [1.0, 2.0, 3.0])], 0.0)
    plan["inputs"] += [constant("e", 0.2), constant("s", share)]
    plan["changes"].append(link)
    plan["streams"][0].update(
        change=1, amounts=amounts, effect_mean=None, effect_se=None
    )
    oracle.check_shape(plan)
    return plan


def test_proportional():
    """Bases 100, 50, 10 times effects 1, 2, 3: 100 + 100 + 30 = 230."""
    stream = stream_of("proportional", [100.0, 50.0, 10.0], [1.0, 2.0, 3.0])
    return close(at_means(plan_of([stream], 0.0)).npv, 230)


def test_link_by_change():
    """e = .5 x .2 x .75 = .075; changes .075, .15, .225 of bases 40, 20, 10: 8.25."""
    link = link_of("change", "proportional", [40.0, 20.0, 10.0], strength=0.5)
    link["share_input"] = "s"
    return close(at_means(linked_plan(link, [1.0, 1.0, 1.0], 0.75)).npv, 8.25)


def test_link_of_odds():
    """The chance .3 with its log odds moved by 1.65 x .2 x 1, 2, 3; amounts 1, 0, 2."""
    link = link_of("change", "dichotomous-level", [0.3] * 3)
    odds = [0.3 / 0.7 * math.exp(1.65 * 0.2 * x) for x in (1, 2, 3)]
    first, _, third = (o / (1 + o) - 0.3 for o in odds)
    got = at_means(linked_plan(link, [1.0, 0.0, 2.0])).npv
    return close(got, first + 2 * third)


def test_link_by_attainment():
    """1, 3, 6 have attained; each is worth .2 of bases 10, 20, 30: 2 + 12 + 36 = 50."""
    link = link_of("attainment", "proportional", [10.0, 20.0, 30.0])
    return close(at_means(linked_plan(link, [1.0, 1.0, 1.0])).npv, 50)


def test_link_is_known():
    """A driver of another name, and a link that drives itself, are refused."""
    plan = linked_plan(link_of("change", "continuous", []), [1.0, 1.0, 1.0])
    plan["changes"][1]["driver"] = "hope"
    _, unknown = oracle.attempt(at_means, plan)
    plan["changes"][1]["from"] = 1
    _, itself = oracle.attempt(oracle.check_shape, plan)
    return "'hope'" in unknown and "driven by change 1" in itself


def source(name, person="", channel="earnings", family=False):
    return {"id": name, "channel": channel, "person": person, "family": family}


def chosen(sources, **values):
    found = oracle.choices({"sources": sources}, values)
    return {name: (c.counted, c.opposed) for name, c in found.items()}


def test_choices():
    """The largest of each sign; 0 for the largest of all; equals by id; by person."""
    three = [source("a"), source("b"), source("c")]
    own = [source("a"), source("b", person="child")]
    family = [source("a", family=True), source("b", "child", family=True)]
    return (
        chosen(three, a=2.0, b=37.0, c=0.0)
        == {"a": ("b", False), "b": ("b", False), "c": ("b", False)}
        and chosen(three, a=2.0, b=-37.0, c=5.0)
        == {"a": ("c", False), "b": ("b", True), "c": ("c", True)}
        and chosen(three, a=7.0, b=7.0 + 1e-15, c=-0.0)
        == {"a": ("a", False), "b": ("a", False), "c": ("a", False)}
        and chosen(three, a=0.0, b=0.0, c=0.0)
        == {"a": ("a", False), "b": ("a", False), "c": ("a", False)}
        and chosen(own, a=2.0, b=37.0) == {"a": ("a", False), "b": ("b", False)}
        and chosen(family, a=2.0, b=37.0) == {"a": ("b", False), "b": ("b", False)}
    )


def test_set_aside():
    """What is set aside is valued and not paid: 70 of 70 and 50, saved nothing."""
    counted = stream_of("continuous", [], [1.0], amounts=[70.0], id="one")
    aside = stream_of("continuous", [], [1.0], amounts=[50.0], deadweight=True)
    plan = plan_of([counted, aside])
    entries = [source("x"), source("y")]
    for place, (entry, stream) in enumerate(zip(entries, plan["streams"])):
        entry.update(change=place, counted="x", value=None)
        stream.update(source=entry["id"], channel="earnings")
    plan["sources"] = entries
    _, error = oracle.attempt(oracle.check_shape, plan)
    plan["streams"][1]["counted"] = False
    oracle.check_shape(plan)
    got = at_means(plan)
    values = oracle.source_values(plan)
    return (
        "not as its source y" in error
        and close(got.npv, 70)
        and got.accounts["indirect.deadweight_benefit"] == 0
        and close(values["x"], 70)
        and close(values["y"], 50)
    )


def test_program_cost():
    """98 dollars of 2013, 2 years: 234 of 2022; 73, 3 years: 266 of 2023 (printed)."""
    two = [98 * PCE[2022] / PCE[2013]] * 2
    three = [73 * PCE[2023] / PCE[2013]] * 3
    costs = [
        at_means(plan_of([stream_of("continuous", [], [0.0] * len(c))], cost=c)).cost
        for c in (two, three)
    ]
    return prints(costs[0], 234, 0) and prints(costs[1], 266, 0)


def test_no_effect():
    """Effect 0 with no error: NPV = -(1 + lambda q) K; lambda .5, q .8, K 300: -420."""
    stream = stream_of("dichotomous-level", [0.3], [0.0], deadweight=True)
    plan = plan_of([stream], cost=[300.0])
    plan["cost"]["public_share"] = 0.8
    return close(at_means(plan).npv, -420)


def test_deadweight():
    """Saved 200 with deadweight, 70 without, cost 100 at u = 1.2, lambda .5, q 1.

    Accounts 270, 100, -60; benefits 310; NPV 310 - 120 = 190."""
    saved = stream_of("continuous", [], [1.0], amounts=[200.0], deadweight=True)
    other = stream_of("continuous", [], [1.0], amounts=[70.0])
    plan = plan_of([saved, other], cost=[100.0])
    plan["inputs"][2] = constant("u", 1.2)
    got = at_means(plan)
    parts = (
        (got.accounts["state"], 270),
        (got.accounts["indirect.deadweight_benefit"], 100),
        (got.accounts["indirect.deadweight_program"], -60),
        (got.cost, 120),
        (got.npv, 190),
    )
    return all(close(x, x0) for x, x0 in parts)


def gaussian_mean(function):
    """E f(Z) by the trapezoid rule on [-12, 12], exact to rounding for smooth f."""
    z = np.linspace(-12, 12, 4801)
    weights = np.exp(-z * z / 2)
    return float(np.sum(weights * function(z)) / np.sum(weights))


def test_centre():
    """Only where the effect has faded; the mean change from another quadrature."""
    stream = stream_of("dichotomous-level", [0.2] * 4, [-0.3, 0.0, -0.1, 0.0])
    stream["effect_se"] = [0.1, 0.4, 0.4, 0.4]
    got = oracle.expected_centre(stream)

    def moved(z):
        odds = 0.2 / 0.8 * np.exp(1.65 * 0.4 * z)
        return odds / (1 + odds) - 0.2

    return list(got[:3]) == [0, 0, 0] and close(got[3], gaussian_mean(moved), 1e-10)


def test_centre_cumulative():
    """The mean of the second year's own events at se .5, by the other quadrature."""
    stream = stream_of("dichotomous-cumulative", [0.0, 0.3, 0.6], [-0.3, 0.0])
    stream["effect_se"] = [0.1, 0.5]
    got = oracle.expected_centre(stream)

    def events(z):
        low, high = (b / (1 - b) * np.exp(1.65 * 0.5 * z) for b in (0.3, 0.6))
        return high / (1 + high) - low / (1 + low) - 0.3

    return got[0] == 0 and close(got[1], gaussian_mean(events), 1e-10)


def test_centre_symmetric():
    """At one half the mean change is 0; an effect that never was is not centred."""
    half = oracle.expected_change("dichotomous-level", [0.5], [0.6])
    never = stream_of("dichotomous-level", [0.2], [0.0], effect_se=[0.3])
    return abs(half[0]) < 1e-15 and oracle.expected_centre(never)[0] == 0


# Distribution, parameters, mean and variance from the textbook formula of each.
SHAPES = [
    ("constant", {"value": 2.5}, 2.5, 0.0),
    ("uniform", {"low": 1, "high": 4}, 2.5, 9 / 12),
    # variance (a^2 + b^2 + c^2 - ab - ac - bc)/18
    ("triangular", {"low": 0, "mode": 0.5, "high": 1}, 0.5, 0.75 / 18),
    # a = 3, b = 3 on [0, 1]: ab/((a + b)^2 (a + b + 1)) = 9/252
    ("pert", {"low": 0, "mode": 0.5, "high": 1}, 0.5, 9 / 252),
    ("normal", {"mean": -3, "sd": 0.5}, -3, 0.25),
    # half a normal: sd sqrt(2/pi), variance 1 - 2/pi
    (
        "truncated-normal",
        {"mean": 0, "sd": 1, "low": 0, "high": None},
        math.sqrt(2 / math.pi),
        1 - 2 / math.pi,
    ),
    ("lognormal", {"mean": 2, "sd": 1}, 2, 1),
    ("gamma", {"mean": 3, "sd": 2}, 3, 4),
    ("beta", {"mean": 0.3, "sd": 0.1}, 0.3, 0.01),
    ("discrete", {"values": [0, 2], "shares": [0.7, 0.3]}, 0.6, 0.84),
    ("empirical", {"values": [1, 4]}, 2.5, 0.75),
    ("empirical", {"values": [0, 0, 4]}, 1, 5 / 3),
]


def test_samplers():
    """200,000 draws within 4.5 standard errors of the mean, variance within 3 %."""
    rng = np.random.Generator(np.random.PCG64(20))
    good = True
    for name, parameters, mean, variance in SHAPES:
        x = oracle.SAMPLERS[name](rng, parameters, 200000)
        near = abs(x.mean() - mean) <= 4.5 * math.sqrt(variance / x.size)
        spread = abs(x.var() - variance) <= 0.03 * variance
        good = good and near and spread and close(oracle.MEANS[name](parameters), mean)
    return good


def test_lognormal_median():
    """Mean 2, sd 1: the median is 2/sqrt(1.25); half of the draws lie below it."""
    rng = np.random.Generator(np.random.PCG64(21))
    x = oracle.sample_lognormal(rng, {"mean": 2, "sd": 1}, 200000)
    return abs(np.mean(x < 2 / math.sqrt(1.25)) - 0.5) < 4.5 * 0.5 / math.sqrt(x.size)


def test_truncated_mean():
    """Far and near bounds against the integral of x times the density."""
    good = True
    for mean, sd, low, high in ((1, 2, 0, 4), (0.3, 0.1, 0.05, 0.25), (0, 1, 4, 9)):
        x = np.linspace(low, high, 400001)
        density = np.exp(-(((x - mean) / sd) ** 2) / 2)
        expected = np.trapz(x * density, x) / np.trapz(density, x)
        parameters = {"mean": mean, "sd": sd, "low": low, "high": high}
        good = good and close(oracle.truncated_mean(parameters), expected, 1e-8)
    return good


def share(name, alpha, total):
    parameters = {"group": "mix", "alpha": alpha, "total": total}
    return {"id": name, "distribution": "dirichlet", "parameters": parameters}


def test_dirichlet():
    """Alphas 2, 3, 5: shares sum to 1; covariance -ab/(s^2 (s + 1)) = -6/1100."""
    rng = np.random.Generator(np.random.PCG64(22))
    entries = [share("a", 2, 10), share("b", 3, 10), share("c", 5, 10)]
    drawn = oracle.sample_inputs(rng, entries, 200000)
    covariance = np.cov(drawn["a"], drawn["b"])[0, 1]
    whole = drawn["a"] + drawn["b"] + drawn["c"]
    means = oracle.mean_inputs(entries)
    return (
        np.allclose(whole, 1, rtol=1e-14)
        and close(covariance, -6 / 1100, 0.03)
        and means == {"a": 0.2, "b": 0.3, "c": 0.5}
    )


def test_dirichlet_rest():
    """Alpha 2 of 10 alone: beta(2, 8), mean .2, variance 16/1100."""
    rng = np.random.Generator(np.random.PCG64(23))
    x = oracle.sample_inputs(rng, [share("a", 2, 10)], 200000)["a"]
    near = abs(x.mean() - 0.2) < 4.5 * math.sqrt(16 / 1100 / x.size)
    return near and close(x.var(), 16 / 1100, 0.03)


def test_bound():
    """Phi^-1(0.9995) = 3.2905 (tables); more comparisons, wider."""
    return prints(oracle.z_bound(1), 3.2905, 4) and oracle.z_bound(500) > 4.7


def row_of(mean, sd, draws, public):
    """The row that an exact normal NPV would have."""
    table = (-1.6448536, -0.6744898, 0, 0.6744898, 1.6448536)
    row = {k: mean + sd * z for k, z in zip(oracle.PERCENTILES, table)}
    row.update(program_id="closed-form", draws=draws, npv_mean=mean, npv_sd=sd)
    row.update(benefits_mean=mean + 100, cost_mean=100, benefits_indirect=-50)
    row.update(dict.fromkeys(oracle.GROUP_COLUMNS))
    row.update(benefits_state=public, benefits_taxpayers=public, benefits_indirect=-50)
    row["chance_positive"] = 1 - oracle.NormalDist(mean, sd).cdf(0)
    return {k: None if v is None else str(v) for k, v in row.items()}


def normal_plan():
    """State benefits 200 + 40 z, cost 100, lambda .5 on the cost: NPV 50 + 40 z."""
    stream = stream_of("continuous", [], [1.0], effect_se=[0.2], amounts=[200.0])
    return plan_of([stream], cost=[100.0])


def largest_z(row):
    found = oracle.compare(normal_plan(), row, 50000, 7)
    return {c.quantity: abs(c.z) for c in found}


def test_compare_exact():
    """The exact normal passes in every column, and all 13 columns are compared."""
    z = largest_z(row_of(50.0, 40.0, 50000, 200.0))
    return len(z) == 13 and max(z.values()) < oracle.z_bound(13)


def test_compare_wrong():
    """An sd 3 % too large, a mean 2 too high and a cost 1e-6 off are each seen."""
    sd = largest_z(row_of(50.0, 41.2, 50000, 200.0))
    mean = largest_z(row_of(50.0, 40.0, 50000, 202.0))
    cost = row_of(50.0, 40.0, 50000, 200.0)
    cost["cost_mean"] = "100.000001"
    return (
        min(sd["npv_sd"], mean["benefits_state"]) > 5
        and largest_z(cost)["cost_mean"] == math.inf
    )


def test_compare_empty():
    """Without spread a filled percentile is an error, and only means are compared."""
    plan, row = {**normal_plan(), "spread": False}, row_of(50.0, 40.0, 9, 200.0)
    _, filled = oracle.attempt(oracle.compare, plan, row, 9, 1)
    row.update(dict.fromkeys(["chance_positive", *oracle.PERCENTILES]))
    found, error = oracle.attempt(oracle.compare, plan, row, 9, 1)
    means = {c.quantity for c in found or []}
    return "npv_p05" in filled and error is None and "npv_sd" not in means


def test_missing_group():
    """An empty cell of a group that a stream pays into is an error."""
    row = row_of(50.0, 40.0, 9, 200.0)
    row["benefits_state"] = None
    _, error = oracle.attempt(oracle.compare, normal_plan(), row, 9, 1)
    return "benefits_state is missing" in error


def test_deviation():
    """Relative to the largest account; not-a-number and a missing account are seen."""
    ours = oracle.Outcome({"a": 1000.0, "b": 1e-3}, 0.0, 1000.001)
    theirs = {"accounts": {"a": 1000.0, "b": 1e-3 + 1e-6}, "cost": 0, "npv": 1000.001}
    small = oracle.outcome_deviation(theirs, ours)
    theirs["accounts"]["b"] = math.nan
    broken = oracle.outcome_deviation(theirs, ours)
    del theirs["accounts"]["b"]
    _, error = oracle.attempt(oracle.outcome_deviation, theirs, ours)
    return close(small, 1e-9, 1e-6) and broken == math.inf and "b" in error


def support_error(inputs, drawn):
    return oracle.attempt(oracle.check_support, inputs, drawn)[1]


def test_support():
    """Out of bounds, a changed constant, and shares that do not add to 1 are seen."""
    triangle = {"low": 0.0, "mode": 0.5, "high": 1.0}
    bounded = [{"id": "l", "distribution": "triangular", "parameters": triangle}]
    whole = [share("a", 4, 10), share("b", 6, 10)]
    bad = (
        support_error(bounded, {"l": 1.01}),
        support_error([constant("k", 2.0)], {"k": 2.5}),
        support_error(whole, {"a": 0.3, "b": 0.6}),
        support_error(whole[:1], {"a": 1.1}),
    )
    good = (
        support_error(bounded + [normal("z")], {"l": 0.99, "z": -4.0}),
        support_error(whole, {"a": 0.3, "b": 0.7}),
        support_error(whole[:1], {"a": 0.3}),
    )
    return None not in bad and good == (None, None, None)


def test_shape():
    """A path that is one short is refused."""
    plan = normal_plan()
    plan["streams"][0]["amounts"] = []
    _, error = oracle.attempt(oracle.check_shape, plan)
    return "amounts has 0 entries, not 1" in error


def main():
    tests = {k: f for k, f in globals().items() if k.startswith("test_")}
    failed = [name for name, test in tests.items() if not test()]
    for name in failed:
        print(f"{name} FAILED: {tests[name].__doc__}")
    print(f"{len(tests) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
