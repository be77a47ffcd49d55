#!/usr/bin/env python3
"""Recompute what `bca` reports from the plan documents that it prints, with NumPy.

Written from README.md beside this file (the plan document) and from the method of the
analyzer (clock and signs, effect to units, units to dollars, simulation), without
reading the analyzer's source. Four parts, each one test case per program:

  a  single draws: every account, the cost and the NPV from the drawn inputs
  b  every input at its mean: the means themselves, the accounts, and `centre`
  c  own random draws against `bca run`: means, sd, chance and percentiles, each as a z
     with the Monte Carlo errors of both sides
  d  the sources of benefits: their values at the means, and which of them count

Needs Python 3.11 and NumPy only. `oracle.py --help` lists the options.
"""

import argparse
import csv
import hashlib
import io
import json
import math
import os
import subprocess
import sys
from collections import namedtuple
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from statistics import NormalDist

import numpy as np

SINGLE_TOLERANCE = 1e-12
MEAN_TOLERANCE = 1e-9
CENTRE_TOLERANCE = 1e-9
TIE = 1e-12  # sources this near to each other, relative, are worth the same
NO_SPREAD = 1e-12  # a Monte Carlo error below this share of the scale is rounding
FAMILY_ERROR = 0.0005  # chance of one false alarm in a whole run, on each side
CHUNK = 4000  # draws held at once
HERMITE_NODES = 100
LOGIT_PER_EFFECT = 1.65  # log odds per standard deviation of effect size (D-cox)

DEADWEIGHT_BENEFIT = "indirect.deadweight_benefit"
DEADWEIGHT_PROGRAM = "indirect.deadweight_program"
FORMS = ("dichotomous-level", "dichotomous-cumulative", "continuous", "proportional")
PERCENTILES = {
    "npv_p05": 0.05,
    "npv_p25": 0.25,
    "npv_p50": 0.50,
    "npv_p75": 0.75,
    "npv_p95": 0.95,
}
GROUP_COLUMNS = {
    "benefits_state": {"state"},
    "benefits_local": {"local"},
    "benefits_federal": {"federal"},
    "benefits_taxpayers": {"state", "local", "federal", "taxpayers"},
    "benefits_participants": {"participants"},
    "benefits_others": {"others"},
    "benefits_indirect": {"indirect"},
}

Outcome = namedtuple("Outcome", "accounts cost npv")
Comparison = namedtuple("Comparison", "program seed quantity theirs ours z")
Result = namedtuple("Result", "program part passed text")
Choice = namedtuple("Choice", "counted opposed")


# ---- Distributions: the mean of each, and a sampler of each ----


def normal_tail(x):
    """P(Z > x), accurate far out."""
    return 0.5 * math.erfc(x / math.sqrt(2))


def normal_between(a, b):
    """P(a < Z < b), from the tail that is the smaller of the two."""
    if a > 0:
        return normal_tail(a) - normal_tail(b)
    return normal_tail(-b) - normal_tail(-a)


def normal_density(x):
    return math.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)


def lower_bound(p):
    return first_number(p.get("value"), p.get("low"), least(p), -math.inf)


def upper_bound(p):
    return first_number(p.get("value"), p.get("high"), most(p), math.inf)


def least(p):
    return min(p["values"]) if "values" in p else None


def most(p):
    return max(p["values"]) if "values" in p else None


def first_number(*candidates):
    return next(x for x in candidates if x is not None)


def truncation(p):
    """The bounds in standard units; a missing bound is none."""
    a = (lower_bound(p) - p["mean"]) / p["sd"]
    b = (upper_bound(p) - p["mean"]) / p["sd"]
    return a, b


def truncated_mean(p):
    a, b = truncation(p)
    share = normal_between(a, b)
    return p["mean"] + p["sd"] * (normal_density(a) - normal_density(b)) / share


def discrete_mean(p):
    pairs = zip(p["values"], p["shares"], strict=True)
    return math.fsum(value * share for value, share in pairs)


def empirical_mean(p):
    """The area below the straight lines that join the sorted values, u from 0 to 1."""
    values = p["values"]
    ends = (values[0] + values[-1]) / 2
    return (ends + math.fsum(values[1:-1])) / (len(values) - 1)


MEANS = {
    "constant": lambda p: p["value"],
    "uniform": lambda p: (p["low"] + p["high"]) / 2,
    "triangular": lambda p: (p["low"] + p["mode"] + p["high"]) / 3,
    "pert": lambda p: (p["low"] + 4 * p["mode"] + p["high"]) / 6,
    "normal": lambda p: p["mean"],
    "truncated-normal": truncated_mean,
    "lognormal": lambda p: p["mean"],
    "gamma": lambda p: p["mean"],
    "beta": lambda p: p["mean"],
    "discrete": discrete_mean,
    "empirical": empirical_mean,
    "dirichlet": lambda p: p["alpha"] / p["total"],
}


def sample_triangular(rng, p, n):
    if p["low"] == p["high"]:
        return np.full(n, p["low"], dtype=float)
    return rng.triangular(p["low"], p["mode"], p["high"], n)


def sample_pert(rng, p, n):
    width = p["high"] - p["low"]
    if width == 0:
        return np.full(n, p["low"], dtype=float)
    a = 1 + 4 * (p["mode"] - p["low"]) / width
    b = 1 + 4 * (p["high"] - p["mode"]) / width
    return p["low"] + width * rng.beta(a, b, n)


def sample_truncated(rng, p, n):
    """Draw again until inside the bounds."""
    a, b = truncation(p)
    if normal_between(a, b) < 0.001:
        raise ValueError(f"truncated-normal keeps too little to sample: {p}")
    z = rng.standard_normal(n)
    outside = np.flatnonzero((z < a) | (z > b))
    while outside.size:
        z[outside] = rng.standard_normal(outside.size)
        outside = outside[(z[outside] < a) | (z[outside] > b)]
    return p["mean"] + p["sd"] * z


def sample_lognormal(rng, p, n):
    """sigma^2 = ln(1 + sd^2/mean^2), mu = ln(mean) - sigma^2/2."""
    variance = math.log1p((p["sd"] / p["mean"]) ** 2)
    return rng.lognormal(math.log(p["mean"]) - variance / 2, math.sqrt(variance), n)


def sample_gamma(rng, p, n):
    if p["sd"] == 0:
        return np.full(n, p["mean"], dtype=float)
    return rng.gamma((p["mean"] / p["sd"]) ** 2, p["sd"] ** 2 / p["mean"], n)


def sample_beta(rng, p, n):
    if p["sd"] == 0:
        return np.full(n, p["mean"], dtype=float)
    size = p["mean"] * (1 - p["mean"]) / p["sd"] ** 2 - 1
    return rng.beta(p["mean"] * size, (1 - p["mean"]) * size, n)


def sample_discrete(rng, p, n):
    shares = np.array(p["shares"])
    return rng.choice(p["values"], n, p=shares / shares.sum())


def sample_empirical(rng, p, n):
    """Type 7: value k of the sorted ones, counted from 0, is the quantile at k/(n-1)."""
    return np.interp(rng.random(n), np.linspace(0, 1, len(p["values"])), p["values"])


SAMPLERS = {
    "constant": lambda rng, p, n: np.full(n, p["value"], dtype=float),
    "uniform": lambda rng, p, n: rng.uniform(p["low"], p["high"], n),
    "triangular": sample_triangular,
    "pert": sample_pert,
    "normal": lambda rng, p, n: rng.normal(p["mean"], p["sd"], n),
    "truncated-normal": sample_truncated,
    "lognormal": sample_lognormal,
    "gamma": sample_gamma,
    "beta": sample_beta,
    "discrete": sample_discrete,
    "empirical": sample_empirical,
}


def sample_dirichlet(rng, group, n):
    """Shares of independent gammas; components not in the plan are one rest."""
    alphas = [entry["parameters"]["alpha"] for entry in group]
    total = group[0]["parameters"]["total"]
    gammas = [rng.gamma(alpha, 1.0, n) for alpha in alphas]
    rest = total - sum(alphas)
    if rest < -1e-9 * total:
        raise ValueError(f"Dirichlet total {total} is less than its alphas {alphas}")
    whole = sum(gammas)
    if rest > 1e-9 * total:
        whole = whole + rng.gamma(rest, 1.0, n)
    return {entry["id"]: g / whole for entry, g in zip(group, gammas)}


def sample_inputs(rng, inputs, n):
    """{id: n draws}: all independent, the components of a Dirichlet group jointly."""
    drawn, groups = {}, {}
    for entry in inputs:
        if entry["distribution"] == "dirichlet":
            groups.setdefault(entry["parameters"]["group"], []).append(entry)
        else:
            sampler = SAMPLERS[entry["distribution"]]
            drawn[entry["id"]] = sampler(rng, entry["parameters"], n)
    for group in groups.values():
        drawn.update(sample_dirichlet(rng, group, n))
    return drawn


def mean_inputs(inputs):
    return {i["id"]: MEANS[i["distribution"]](i["parameters"]) for i in inputs}


# ---- From the drawn inputs to dollars; arrays are [draw] or [draw, period] ----


def rise(p, effect):
    """g(p, e) - p = p(1-p)x / (1 + px) with x = exp(1.65e) - 1: no cancellation."""
    x = np.expm1(LOGIT_PER_EFFECT * effect)
    return p * (1 - p) * x / (1 + p * x)


def moved(form, base, effect):
    """The change in each period before `centre` is taken off."""
    base = np.asarray(base, dtype=float)
    if form == "dichotomous-level":
        return rise(base, effect)
    if form == "dichotomous-cumulative":
        return rise(base[1:], effect) - rise(base[:-1], effect)
    if form == "continuous":
        return effect
    if form == "proportional":
        return base * effect
    raise ValueError(f"unknown form {form!r}")


def normal_of(entry, drawn):
    """The standard normal of an effect, in part that of its sample."""
    own = drawn[entry["effect_input"]]
    if entry.get("group_input") is None:
        return own
    weight = entry["group_weight"]
    return weight * drawn[entry["group_input"]] + math.sqrt(1 - weight**2) * own


def measured(entry, drawn):
    """By evidence: the effect of the draw on the path, less `centre`."""
    mean, se = np.array(entry["effect_mean"]), np.array(entry["effect_se"])
    effect = mean + normal_of(entry, drawn)[:, None] * se
    if entry.get("free_input") is not None:
        effect = effect + drawn[entry["free_input"]][:, None] * np.array(entry["effect_free"])
    if entry.get("decay_input") is not None:
        decay = np.array(entry["decay"])
        effect = effect * (1 - decay + decay * drawn[entry["decay_input"]][:, None])
    return moved(entry["form"], entry["base"], effect) - np.array(entry["centre"])


def linked(entry, drawn, before, periods):
    """By a link, from the change `before`: of the period, or of those who attained."""
    effect = entry["strength"] * drawn[entry["effect_input"]]
    if entry["share_input"] is not None:
        effect = effect * drawn[entry["share_input"]]
    effect = effect[:, None] * np.ones(periods)
    if entry["driver"] == "change":
        return moved(entry["form"], entry["base"], effect * before)
    if entry["driver"] == "attainment":
        attained = np.cumsum(before, axis=1)
        return moved(entry["form"], entry["base"], effect) * attained
    raise ValueError(f"unknown driver {entry['driver']!r}")


def changes_of(plan, drawn):
    """The changes in their order, each [draw, period]."""
    done = []
    for entry in plan["changes"]:
        if entry["driver"] == "evidence":
            done.append(measured(entry, drawn))
        else:
            before = done[entry["from"]]
            done.append(linked(entry, drawn, before, plan["horizon"]))
    return done


def lagged(units, lag):
    """Period t gets the sum over k of units(t - k) lag[k]."""
    paid = np.zeros_like(units)
    periods = units.shape[1]
    for k, weight in enumerate(lag[:periods]):
        paid[:, k:] += weight * units[:, : periods - k]
    return paid


def discount_factors(plan, drawn, n):
    """v^(t + offset) for each draw and period."""
    rate = value(plan["discount"], drawn, n, 0.0)
    years = np.arange(plan["horizon"]) + plan["discount"]["offset"]
    return (1 + rate)[:, None] ** -years


def value(part, drawn, n, absent):
    """The drawn value that a part of the plan names; `absent` where it names none."""
    if part["input"] is None:
        return np.full(n, absent)
    return drawn[part["input"]]


def present_values(plan, drawn, factors):
    """Yields each stream with its present value, also those that do not count."""
    changes, paid = changes_of(plan, drawn), {}
    for stream in plan["streams"]:
        key = (stream["change"], tuple(stream["lag"]))
        if key not in paid:
            paid[key] = lagged(changes[stream["change"]], stream["lag"]) * factors
        total = paid[key] @ np.array(stream["amounts"], dtype=float)
        for name in stream["inputs"]:
            total = total * drawn[name]
        yield stream, total


def evaluate(plan, drawn, n):
    """Accounts, cost and NPV of n draws."""
    accounts = {entry: np.zeros(n) for entry in account_groups(plan)}
    factors = discount_factors(plan, drawn, n)
    saved = np.zeros(n)
    for stream, worth in present_values(plan, drawn, factors):
        if not stream["counted"]:
            continue
        accounts[stream["account"]] += worth
        if stream["deadweight"]:
            saved += worth
    cost = value(plan["cost"], drawn, n, 1.0) * (factors @ plan["cost"]["amounts"])
    if plan["deadweight"]["input"] is not None:
        loss = drawn[plan["deadweight"]["input"]]
        accounts[DEADWEIGHT_BENEFIT] += loss * saved
        accounts[DEADWEIGHT_PROGRAM] -= loss * plan["cost"]["public_share"] * cost
    return Outcome(accounts, cost, sum(accounts.values()) - cost)


def evaluate_one(plan, inputs):
    """The same for one draw, as plain numbers."""
    arrays = {name: np.array([float(x)]) for name, x in inputs.items()}
    outcome = evaluate(plan, arrays, 1)
    accounts = {name: float(x[0]) for name, x in outcome.accounts.items()}
    return Outcome(accounts, float(outcome.cost[0]), float(outcome.npv[0]))


def account_groups(plan):
    """{account: group}; the two deadweight accounts are always there."""
    groups = {DEADWEIGHT_BENEFIT: "indirect", DEADWEIGHT_PROGRAM: "indirect"}
    groups.update({entry["id"]: entry["group"] for entry in plan["accounts"]})
    return groups


# ---- Centre: the mean change where the mean effect has faded to 0 ----


def expected_change(form, base, se):
    """E[change(t)] for effects z se[t], by Gauss-Hermite quadrature over z."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(HERMITE_NODES)
    weights = weights / weights.sum()
    return weights @ moved(form, base, nodes[:, None] * np.asarray(se, dtype=float))


def faded(mean, se):
    """Periods in which a mean effect has gone to 0 for good while its se is above 0."""
    present = np.flatnonzero(np.asarray(mean) != 0)
    periods = np.arange(len(mean))
    if present.size == 0:
        return np.zeros(len(mean), dtype=bool)
    return (periods > present[-1]) & (np.asarray(se) > 0)


def expected_centre(entry):
    mean, se = entry["effect_mean"], np.abs(entry["effect_se"])
    if entry.get("effect_free") is not None:
        se = np.hypot(se, entry["effect_free"])
    expected = expected_change(entry["form"], entry["base"], se)
    return np.where(faded(mean, se), expected, 0.0)


# ---- The program under test ----


def call(bca, root, *arguments):
    command = [bca, "-C", root, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


def read_plan(options, program, *arguments):
    words = ("plan", program, "--format=json", *arguments)
    plan = json.loads(call(options.bca, options.root, *words))
    check_shape(plan)
    return plan


def run_rows(options, programs, draws, seed):
    """{program: row of programs.csv}; an empty cell is None."""
    words = ("--draws", str(draws), "--seed", str(seed), "--format=csv")
    text = call(options.bca, options.root, "run", *programs, *words)
    rows = csv.DictReader(io.StringIO(text))
    return {r["program_id"]: {k: v or None for k, v in r.items()} for r in rows}


def programs_with_basis(options):
    rows = run_rows(options, [], 100, 1)
    return [name for name, row in rows.items() if row["basis"] in ("modeled", "transferred")]


def check_shape(plan):
    """Stops at a plan document that is not what README.md says."""
    if (plan["schema"], plan["version"]) != ("bca-plan", 2):
        raise ValueError(f"schema {plan['schema']!r} version {plan['version']!r}")
    periods = plan["horizon"]
    check_length("cost", "amounts", plan["cost"]["amounts"], periods)
    for place, entry in enumerate(plan["changes"]):
        check_change(entry, place, periods)
    for stream in plan["streams"]:
        check_length(stream["id"], "amounts", stream["amounts"], periods)
        check_repeated(stream, plan["changes"][stream["change"]])
    if plan["sources"]:
        check_sources(plan)


def check_change(entry, place, periods):
    base = dict(zip(FORMS, (periods, periods + 1, 0, periods)))
    check_length(entry["route"], "base", entry["base"], base[entry["form"]])
    names = ("effect_mean", "effect_se", "centre")
    if entry["driver"] == "evidence":
        for name in names:
            check_length(entry["route"], name, entry[name], periods)
        check_normals(entry, periods)
    elif any(entry[name] is not None for name in names):
        raise ValueError(f"{entry['route']}: a link has an effect of its own")
    elif not 0 <= entry["from"] < place:
        raise ValueError(f"{entry['route']}: driven by change {entry['from']}")


def check_normals(entry, periods):
    """A second normal has its weights by period, one of the sample a weight below 1."""
    weight = entry.get("group_weight")
    if (entry.get("free_input") is None) != (entry.get("effect_free") is None):
        raise ValueError(f"{entry['route']}: free_input and effect_free go together")
    if entry.get("effect_free") is not None:
        check_length(entry["route"], "effect_free", entry["effect_free"], periods)
    if (entry.get("group_input") is None) != (weight is None):
        raise ValueError(f"{entry['route']}: group_input and group_weight go together")
    if weight is not None and not 0 < weight < 1:
        raise ValueError(f"{entry['route']}: group_weight {weight!r}")


def check_repeated(stream, entry):
    """The effect of the change stands once more on the stream."""
    for name in ("effect_mean", "effect_se"):
        if stream[name] != entry[name]:
            raise ValueError(f"{stream['id']}: {name} is not that of its change")


def check_sources(plan):
    """Every stream is of one source, of its channel and change, and counts with it unless
    its account has no standing."""
    sources = {source["id"]: source for source in plan["sources"]}
    if len(sources) != len(plan["sources"]):
        raise ValueError("two sources of one id")
    for stream in plan["streams"]:
        source = sources[stream["source"]]
        same = all(stream[name] == source[name] for name in ("channel", "change"))
        counted = stream["standing"] and source["counted"] == source["id"]
        if not same or stream["counted"] != counted:
            raise ValueError(f"{stream['id']}: not as its source {source['id']}")


def check_length(owner, name, numbers, length):
    if len(numbers) != length:
        raise ValueError(f"{owner}: {name} has {len(numbers)} entries, not {length}")
    if None in numbers:
        raise ValueError(f"{owner}: {name} has a missing number")


# ---- (a) and (b): one draw ----


def check_ids(what, theirs, ours):
    odd = sorted(set(theirs) ^ set(ours))
    if odd:
        raise ValueError(f"{what} on one side only: {', '.join(odd)}")


def outcome_deviation(draw, ours):
    """Worst deviation relative to max(|x|, |x0|, largest account, 1 dollar)."""
    check_ids("accounts", draw["accounts"], ours.accounts)
    largest = max([1.0] + [abs(x) for x in ours.accounts.values()])
    pairs = [(draw["accounts"][name], x) for name, x in ours.accounts.items()]
    pairs += [(draw["cost"], ours.cost), (draw["npv"], ours.npv)]
    return worst(abs(x - x0) / max(abs(x), abs(x0), largest) for x, x0 in pairs)


def worst(numbers):
    """The largest of them; not-a-number counts as infinite."""
    return max((math.inf if math.isnan(x) else x for x in numbers), default=0.0)


def possible(entry, x):
    """False for what a discrete input can never be."""
    p = entry["parameters"]
    if entry["distribution"] != "discrete":
        return True
    return any(x == v and share > 0 for v, share in zip(p["values"], p["shares"]))


def check_support(inputs, drawn):
    """Draws are what their inputs can be; the shares of a Dirichlet group add to 1."""
    groups = {}
    for entry in inputs:
        p, x = entry["parameters"], drawn[entry["id"]]
        if entry["distribution"] == "dirichlet":
            groups.setdefault((p["group"], p["total"]), []).append((p["alpha"], x))
        elif not lower_bound(p) <= x <= upper_bound(p) or not possible(entry, x):
            raise ValueError(f"{entry['id']}: draw {x!r} is outside of {p}")
    for (name, total), shares in groups.items():
        alphas, shares = (sum(column) for column in zip(*shares))
        rest = alphas < total * (1 - 1e-9)
        if shares > 1 + 1e-12 or not rest and shares < 1 - 1e-12:
            raise ValueError(f"Dirichlet group {name}: the shares add to {shares!r}")


def single_draw(options, program, number):
    """The deviation of single draw `number` of options.singles."""
    stride = max(1, 100 // options.singles)
    seed = options.seeds[:2][(number + number // 100) % len(options.seeds[:2])]
    which = ("--draw", str(number * stride % 100), "--seed", str(seed))
    plan = read_plan(options, program, *which)
    draw = plan["draw"]
    check_ids("inputs", draw["inputs"], (entry["id"] for entry in plan["inputs"]))
    check_support(plan["inputs"], draw["inputs"])
    return outcome_deviation(draw, evaluate_one(plan, draw["inputs"]))


def check_singles(options, program):
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        numbers = range(options.singles)
        work = pool.map(lambda k: single_draw(options, program, k), numbers)
        deviation = worst(work)
    text = f"a {deviation:.1e} in {options.singles} draws"
    return Result(program, "a", deviation <= SINGLE_TOLERANCE, text)


def relative(x, x0):
    """|x - x0| relative to the larger; within 1e-15 of each other counts as equal."""
    return abs(x - x0) / max(abs(x), abs(x0), 1e-15 / MEAN_TOLERANCE)


def check_means(options, program):
    plan = read_plan(options, program, "--draw", "mean")
    draw, means = plan["draw"], mean_inputs(plan["inputs"])
    check_ids("inputs", draw["inputs"], means)
    inputs = worst(relative(draw["inputs"][name], x) for name, x in means.items())
    accounts = outcome_deviation(draw, evaluate_one(plan, means))
    centre = worst(
        float(np.max(np.abs(np.array(c["centre"]) - expected_centre(c))))
        for c in plan["changes"]
        if c["driver"] == "evidence"
    )
    passed = max(inputs, accounts) <= MEAN_TOLERANCE and centre <= CENTRE_TOLERANCE
    text = f"b inputs {inputs:.1e} accounts {accounts:.1e} centre {centre:.1e}"
    return Result(program, "b", passed, text)


# ---- (d): what is counted once ----


def source_values(plan):
    """{source: present value at the means, all accounts, no deadweight}."""
    means = mean_inputs(plan["inputs"])
    drawn = {name: np.array([float(x)]) for name, x in means.items()}
    values = {source["id"]: 0.0 for source in plan["sources"]}
    factors = discount_factors(plan, drawn, 1)
    for stream, worth in present_values(plan, drawn, factors):
        values[stream["source"]] += float(worth[0])
    return values


def rivals(plan, source):
    """Sources of the same channel and person, or family, itself included."""
    return [
        other
        for other in plan["sources"]
        if other["channel"] == source["channel"]
        and (source["family"] or other["person"] == source["person"])
    ]


def largest(names, values):
    """The largest in absolute value; among equals the id that comes first."""
    most = max(abs(values[name]) for name in names)
    return min(n for n in names if abs(values[n]) >= most * (1 - TIE))


def choices(plan, values):
    """{source: Choice}: one of each sign counts, and without a sign the first."""
    found = {}
    for source in plan["sources"]:
        names = [other["id"] for other in rivals(plan, source)]
        sign = np.sign(values[source["id"]])
        alike = [n for n in names if np.sign(values[n]) == sign]
        signs = {np.sign(values[n]) for n in names}
        counted = largest(names if sign == 0 else alike, values)
        opposed = {-1, 1} <= signs and counted == source["id"]
        found[source["id"]] = Choice(counted, bool(opposed))
    return found


def check_choices(options, program):
    plan = read_plan(options, program)
    values = source_values(plan)
    scale = max([1.0] + [abs(x) for x in values.values()])
    off = worst(abs(s["value"] - values[s["id"]]) / scale for s in plan["sources"])
    expected = choices(plan, values)
    wrong = [
        source["id"]
        for source in plan["sources"]
        if Choice(source["counted"], source["opposed"]) != expected[source["id"]]
    ]
    aside = sum(source["counted"] != source["id"] for source in plan["sources"])
    text = f"d values {off:.1e}, {aside} of {len(values)} set aside"
    if wrong:
        text += f", chosen otherwise: {', '.join(wrong)}"
    return Result(program, "d", off <= MEAN_TOLERANCE and not wrong, text)


# ---- (c): own draws ----


def own_generator(program, seed):
    digest = hashlib.sha256(f"oracle {program} {seed}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:8], "big")))


def total_of(accounts, groups, wanted, n):
    return sum((x for k, x in accounts.items() if groups[k] in wanted), np.zeros(n))


def quantities(plan, drawn, n):
    """{column of programs.csv: n draws}."""
    groups, outcome = account_groups(plan), evaluate(plan, drawn, n)
    sums = {
        column: total_of(outcome.accounts, groups, wanted, n)
        for column, wanted in GROUP_COLUMNS.items()
    }
    sums["benefits_mean"] = sum(outcome.accounts.values())
    sums["cost_mean"], sums["npv_mean"] = outcome.cost, outcome.npv
    return sums


def own_draws(plan, draws, seed):
    """{column: draws}, a chunk at a time."""
    rng, chunks = own_generator(plan["program"], seed), []
    for start in range(0, draws, CHUNK):
        n = min(CHUNK, draws - start)
        chunks.append(quantities(plan, sample_inputs(rng, plan["inputs"], n), n))
    return {name: np.concatenate([c[name] for c in chunks]) for name in chunks[0]}


def standardized(theirs, ours, error, scale):
    """(theirs - ours)/error; without an error 0 or infinite: equal to 1e-9, or not."""
    scale = max(abs(theirs), abs(ours), scale)
    if math.isnan(error) or math.isnan(theirs - ours):
        return math.inf
    if error <= NO_SPREAD * scale:
        return 0.0 if abs(theirs - ours) <= MEAN_TOLERANCE * scale else math.inf
    return (theirs - ours) / error


def z_mean(theirs, x, both, scale):
    return standardized(theirs, x.mean(), x.std(ddof=1) * both, scale)


def z_sd(theirs, x, both, scale):
    """The error of an sd: sqrt((m4 - sd^4)/n) / (2 sd)."""
    sd = x.std(ddof=1)
    if sd <= NO_SPREAD * scale:
        return standardized(theirs, sd, 0.0, scale)
    fourth = np.mean((x - x.mean()) ** 4)
    error = math.sqrt(max(0.0, fourth - sd**4)) / (2 * sd) * both
    return standardized(theirs, sd, error, sd)


def z_chance(theirs, x, draws):
    """Two shares, with the error of the pooled one."""
    ours = np.mean(x > 0)
    pooled = (ours * x.size + theirs * draws) / (x.size + draws)
    variance = max(0.0, pooled * (1 - pooled))
    error = math.sqrt(variance * (1 / x.size + 1 / draws))
    return standardized(theirs, ours, error, 1.0)


def z_percentile(theirs, x, p, both, scale):
    """The share of our draws below their percentile against p; at an atom, nearest."""
    if x.std() <= NO_SPREAD * scale:
        return standardized(theirs, np.quantile(x, p), 0.0, scale)
    slack = NO_SPREAD * scale
    below, upto = np.mean(x < theirs - slack), np.mean(x <= theirs + slack)
    share = min(max(p, below), upto)
    return standardized(share, p, math.sqrt(p * (1 - p)) * both, 1.0)


def needed(plan, column):
    """True where an empty cell hides a number: a stream pays into the group."""
    groups, wanted = account_groups(plan), GROUP_COLUMNS.get(column)
    if wanted is None:
        return True
    counted = (s for s in plan["streams"] if s["counted"])
    return any(groups[stream["account"]] in wanted for stream in counted)


def cell(row, column):
    return None if row.get(column) is None else float(row[column])


def compare_means(plan, row, ours, both, scale):
    """Yields (column, theirs, ours, z)."""
    for column, x in ours.items():
        theirs = cell(row, column)
        if theirs is not None:
            yield column, theirs, x.mean(), z_mean(theirs, x, both, scale)
        elif needed(plan, column) and (column in row or column != "benefits_taxpayers"):
            raise ValueError(f"{column} is missing")


def compare_spread(row, npv, draws, both, scale):
    """Yields (column, theirs, ours, z) for the sd, the chance and the percentiles."""
    empty = [name for name in spread_columns() if row.get(name) is None]
    if empty:
        raise ValueError(f"missing: {', '.join(empty)}")
    theirs = cell(row, "npv_sd")
    yield "npv_sd", theirs, npv.std(ddof=1), z_sd(theirs, npv, both, scale)
    theirs = cell(row, "chance_positive")
    yield "chance_positive", theirs, np.mean(npv > 0), z_chance(theirs, npv, draws)
    for column, p in PERCENTILES.items():
        theirs = cell(row, column)
        z = z_percentile(theirs, npv, p, both, scale)
        yield column, theirs, np.quantile(npv, p), z


def spread_columns():
    return ["npv_sd", "chance_positive", *PERCENTILES]


def check_empty(row):
    """A program without a recovered spread has no chance and no percentiles."""
    names = ["chance_positive", *PERCENTILES]
    filled = [name for name in names if row.get(name) is not None]
    if filled:
        raise ValueError(f"spread is false but filled: {', '.join(filled)}")


def compare(plan, row, draws, seed):
    """All comparisons of one program and seed."""
    if row is None:
        raise ValueError(f"bca run has no row of {plan['program']}")
    ours = own_draws(plan, draws, seed)
    their_draws = int(row["draws"])
    both = math.sqrt(1 / draws + 1 / their_draws)
    scale = max([1.0] + [abs(float(x.mean())) for x in ours.values()])
    found = list(compare_means(plan, row, ours, both, scale))
    if plan["spread"]:
        found += compare_spread(row, ours["npv_mean"], their_draws, both, scale)
    else:
        check_empty(row)
    return [Comparison(plan["program"], seed, *map(plain, item)) for item in found]


def plain(x):
    return float(x) if isinstance(x, np.floating) else x


def start_draws(options, pool, plans):
    """{program: [future comparisons of each seed]}; bca runs once per seed."""
    work = {program: [] for program in plans}
    for seed in options.seeds:
        rows = run_rows(options, list(plans), options.draws, seed)
        for program, plan in plans.items():
            arguments = (plan, rows.get(program), options.draws, seed)
            work[program].append(pool.submit(compare, *arguments))
    return work


def gather(futures):
    return [comparison for future in futures for comparison in future.result()]


def attempt(work, *arguments):
    """(result, None), or (None, what went wrong)."""
    expected = (ArithmeticError, LookupError, OSError)
    expected += (RuntimeError, TypeError, ValueError)
    try:
        return work(*arguments), None
    except expected as e:
        return None, f"{type(e).__name__}: {e}"


def z_bound(comparisons):
    """Phi^-1(1 - 0.0005/m)."""
    return NormalDist().inv_cdf(1 - FAMILY_ERROR / max(1, comparisons))


def judge_draws(program, comparisons, error, bound):
    if error is not None:
        return Result(program, "c", False, f"c {error}")
    top = max(comparisons, key=lambda c: abs(c.z))
    text = f"c |z| {abs(top.z):.2f} {top.quantity} seed {top.seed}"
    passed = abs(top.z) <= bound
    if not passed:
        text += f" (bca {top.theirs:.10g}, oracle {top.ours:.10g})"
    return Result(program, "c", passed, text)


def compare_all(options, plans):
    """{program: (comparisons, None) or (None, what went wrong)}."""
    if not plans:
        return {}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        work, error = attempt(start_draws, options, pool, plans)
        if error is not None:
            return {program: (None, error) for program in plans}
        return {program: attempt(gather, work[program]) for program in plans}


def check_draws(options, programs):
    """The results of part (c), and how many comparisons it made."""
    read = {program: attempt(read_plan, options, program) for program in programs}
    plans = {program: plan for program, (plan, error) in read.items() if error is None}
    found = {**read, **compare_all(options, plans)}
    count = sum(len(found[program][0] or []) for program in plans)
    bound = z_bound(count)
    return [judge_draws(program, *found[program], bound) for program in programs], count


# ---- The report ----


def check_one(part, check, options, program):
    result, error = attempt(check, options, program)
    return result or Result(program, part, False, f"{part} {error}")


def all_results(options, programs):
    """Every result, and the number of comparisons of part (c)."""
    results, count = [], 0
    one_by_one = (("a", check_singles), ("b", check_means), ("d", check_choices))
    for part, check in one_by_one:
        if part in options.only:
            results += [check_one(part, check, options, p) for p in programs]
    if "c" in options.only:
        drawn, count = check_draws(options, programs)
        results += drawn
    return results, count


def report(programs, results, count, options):
    """Prints the lines; True if every check passed."""
    for program in programs:
        mine = [r for r in results if r.program == program]
        texts = (r.text + ("" if r.passed else " FAILED") for r in mine)
        print(f"{program}: {'; '.join(texts)}")
    if "c" in options.only:
        bound = z_bound(count)
        print(f"{count} comparisons of {options.draws} draws, bound |z| {bound:.3f}")
    passed = sum(r.passed for r in results)
    print(f"{passed} passed, {len(results) - passed} failed")
    return passed == len(results) > 0


def part_list(text):
    parts = text.split(",")
    if not set(parts) <= set("abcd"):
        raise argparse.ArgumentTypeError("parts are a, b, c and d")
    return parts


def seed_list(text):
    return [int(word) for word in text.split(",")]


def positive(text):
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def read_options(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bca", required=True, help="the program to check")
    parser.add_argument("--root", required=True, help="passed as bca -C")
    parser.add_argument("--draws", type=positive, default=200000, help="on both sides")
    parser.add_argument("--seeds", type=seed_list, default=[1, 2, 3, 4])
    parser.add_argument("--singles", type=positive, default=100, help="draws of part a")
    parser.add_argument("--only", type=part_list, default=["a", "b", "c", "d"])
    parser.add_argument("--every", type=positive, default=1, help="of so many programs one")
    parser.add_argument("programs", nargs="*", help="default: all with a basis")
    return parser.parse_args(arguments)


def main(arguments):
    options = read_options(arguments)
    programs = options.programs or programs_with_basis(options)[::options.every]
    results, count = all_results(options, programs)
    return 0 if report(programs, results, count, options) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
