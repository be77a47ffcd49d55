#!/usr/bin/python3
"""Plans computed as one would with NumPy: what the engine is compared with on a whole registry.

    numpy_interpreter.py PLANS DRAWS [--seed 1] [--repeat 1] [--means]

PLANS holds a plan document a line (bca plan PROGRAM --format=json; tests/oracle/README.md says what
it means). All numbers of a program are arrays over draws; there is no Python loop over draws. What
one who cares about speed does is done here too: an input that programs share is drawn once, so are
its discount factors; rows of a change that are alike are computed once; streams of one change and
lag go through two matrix products. The same statistics are computed as the engine keeps: of the net
present value mean, standard error, deviation, five quantiles, intervals of three by binomial ranks,
shortfall, chances; the benefit-cost ratio and its error; means by account, group, stream and period;
how often a source set aside is the larger one; payback, internal rate of return, MVPF, the share
that is assumed.

Prints "wall=SECONDS programs=N peak_mib=MIB", the median of the repeats; with --means a line
"program mean error sd" for each.
"""
import argparse
import json
import math
import statistics
import sys
import time

import numpy as np

from numpy_statistics import (GROUPS, assumed_share, binomial_ranks, by_group, of_npv, payback,
                              rate_of_return, ratio, value_of_funds)

DCOX = 1.65  # Sanchez-Meca, Marin-Martinez & Chacon-Moscoso (2003)


# ------------------------------------------------------------------------------------- draws

def beta(rng, low, width, a, b, n):
    return low + width * rng.beta(a, b, n)


def pert(rng, n, low, mode, high):
    width = high - low
    return beta(rng, low, width, 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width, n)


def truncated_normal(rng, n, mean, sd, low, high):
    """What falls outside is drawn again."""
    x = rng.normal(mean, sd, n)
    out = np.flatnonzero((x < low) | (x > high))
    while out.size:
        x[out] = rng.normal(mean, sd, out.size)
        out = out[(x[out] < low) | (x[out] > high)]
    return x


def lognormal(rng, n, mean, sd):
    variance = math.log1p((sd / mean) ** 2)
    return rng.lognormal(math.log(mean) - variance / 2, math.sqrt(variance), n)


def beta_by_moments(rng, n, mean, sd):
    size = mean * (1 - mean) / sd ** 2 - 1
    return rng.beta(mean * size, (1 - mean) * size, n)


def empirical(rng, n, values):
    return np.interp((len(values) - 1) * rng.random(n), np.arange(len(values)), values)


SAMPLERS = {
    "constant": lambda rng, n, value: np.full(n, value),
    "uniform": lambda rng, n, low, high: rng.uniform(low, high, n),
    "triangular": lambda rng, n, low, mode, high:
        rng.triangular(low, mode, high, n) if high > low else np.full(n, low),
    "pert": pert,
    "normal": lambda rng, n, mean, sd: rng.normal(mean, sd, n),
    "truncated-normal": truncated_normal,
    "lognormal": lognormal,
    "gamma": lambda rng, n, mean, sd: rng.gamma((mean / sd) ** 2, sd ** 2 / mean, n),
    "beta": beta_by_moments,
    "discrete": lambda rng, n, values, shares: rng.choice(values, n, p=shares),
    "empirical": empirical,
}


class Draws:
    """Inputs by what they are, drawn when first asked for."""

    def __init__(self, seed, n):
        self.rng, self.n, self.found = np.random.default_rng(seed), n, {}

    def of(self, inputs):
        """{id: values[n]}; components of a Dirichlet group are drawn together."""
        values, groups = {}, {}
        for one in inputs:
            key = one["key"]
            if one["distribution"] == "dirichlet":
                groups.setdefault(one["parameters"]["group"], []).append(one)
            elif key not in self.found:
                self.found[key] = SAMPLERS[one["distribution"]](self.rng, self.n,
                                                                **one["parameters"])
            values[one["id"]] = self.found.get(key)
        for group in groups.values():
            key = tuple(one["key"] for one in group)
            if key not in self.found:
                self.found[key] = self.rng.dirichlet(
                    [one["parameters"]["alpha"] for one in group], self.n).T.copy()
            values.update((one["id"], row) for one, row in zip(group, self.found[key]))
        return values

    def discount(self, rate, key, offset, horizon):
        """[horizon][n]"""
        key = ("v", key, offset, horizon)
        if key not in self.found:
            self.found[key] = (1 + rate) ** -(np.arange(horizon)[:, None] + offset)
        return self.found[key]


# -------------------------------------------------------------------------------------- plans

LISTS = ["effect_mean", "effect_se", "effect_free", "base", "centre", "decay"]


def prepared(text):
    """A document with arrays in place of lists."""
    plan = json.loads(text)
    for one in plan["inputs"]:
        one["parameters"] = {k: v for k, v in one["parameters"].items() if v is not None}
        one["key"] = one["id"] + json.dumps([one["distribution"], one["parameters"]])
    for change in plan["changes"]:
        for name in LISTS:
            change[name] = np.array(change[name]) if change.get(name) else None
    groups = {}
    for i, stream in enumerate(plan["streams"]):
        groups.setdefault((stream["change"], tuple(stream["lag"])), []).append(i)
    plan["stream_groups"] = list(groups.items())
    plan["amounts"] = np.array([s["amounts"] for s in plan["streams"]])
    plan["spending"] = np.array([s["deadweight"] and s["counted"] for s in plan["streams"]])
    plan["counted"] = np.array([s["counted"] for s in plan["streams"]])
    accounts = [a["id"] for a in plan["accounts"]]
    plan["account_of"] = np.array([accounts.index(s["account"]) for s in plan["streams"]])
    plan["group_of"] = np.array([GROUPS.index(a["group"]) for a in plan["accounts"]])
    plan["cost"]["amounts"] = np.array(plan["cost"]["amounts"])
    return plan


# ------------------------------------------------------------------------------------- changes

def shifted(p, e):
    odds = p * np.exp(DCOX * e)
    return odds / (1 - p + odds)


def form(change, e, rows=slice(None)):
    """The change of an outcome by the effect e[T][n] (or [n]) in some of its periods."""
    base = change["base"]
    if change["form"] == "continuous":
        return e
    if change["form"] == "proportional":
        return base[rows, None] * e
    if change["form"] == "dichotomous-level":
        p = base[rows, None]
        return shifted(p, e) - p
    p, q = base[:-1][rows, None], base[1:][rows, None]
    return shifted(q, e) - shifted(p, e) - (q - p)


def measured(change, inputs, horizon):
    """[horizon][n]; periods in which nothing differs are computed once."""
    nothing = np.zeros(horizon)
    base = change["base"]
    lists = [change[name] if change[name] is not None else nothing
             for name in ["effect_mean", "effect_se", "effect_free", "decay", "centre"]]
    if base is not None:
        lists += [base] if len(base) == horizon else [base[:-1], base[1:]]
    _, rows, place = np.unique(np.column_stack(lists), axis=0, return_index=True,
                               return_inverse=True)
    z = inputs[change["effect_input"]]
    if change["group_input"] is not None:
        weight = change["group_weight"]
        z = weight * inputs[change["group_input"]] + math.sqrt(1 - weight ** 2) * z
    e = change["effect_mean"][rows, None] + change["effect_se"][rows, None] * z
    if change["effect_free"] is not None:
        e += change["effect_free"][rows, None] * inputs[change["free_input"]]
    if change["decay"] is not None:
        e *= 1 + change["decay"][rows, None] * (inputs[change["decay_input"]] - 1)
    result = form(change, e, rows) - change["centre"][rows, None]
    return result[place]


def linked(change, inputs, changes):
    e = change["strength"] * inputs[change["effect_input"]]
    if change["share_input"] is not None:
        e = e * inputs[change["share_input"]]
    source = changes[change["from"]]
    if change["driver"] == "attainment":
        return form(change, e) * np.cumsum(source, axis=0)
    return form(change, e * source)


def all_changes(plan, inputs):
    changes = []
    for change in plan["changes"]:
        if change["driver"] == "evidence":
            changes.append(measured(change, inputs, plan["horizon"]))
        else:
            changes.append(linked(change, inputs, changes))
    return changes


def units(change, lag):
    """[T][n] of what pays in each period: changes of this and earlier ones."""
    if len(lag) == 1:
        return change if lag[0] == 1 else lag[0] * change
    result = np.zeros_like(change)
    for k, weight in enumerate(lag[:len(change)]):
        result[k:] += weight * change[:len(change) - k]
    return result


# -------------------------------------------------------------------------------------- values

def products(plan, inputs, places):
    """[K][n]: what multiplies each stream."""
    found = {}
    for i in places:
        names = tuple(plan["streams"][i]["inputs"])
        if names not in found:
            found[names] = (np.prod([inputs[name] for name in names], axis=0) if names
                            else np.ones_like(next(iter(inputs.values()))))
    return np.array([found[tuple(plan["streams"][i]["inputs"])] for i in places])


def stream_values(plan, inputs, changes, v, deadweight):
    """Present values [streams][n]; means by stream and period, discounted and real, and of their
    deadweight."""
    n = v.shape[1]
    shape = plan["amounts"].shape
    values = np.empty((shape[0], n))
    paid, real, paid_more, real_more = (np.zeros(shape) for _ in range(4))
    for (change, lag), places in plan["stream_groups"]:
        pays = units(changes[change], lag)
        discounted = pays * v
        amounts = plan["amounts"][places]
        factors = products(plan, inputs, places)
        values[places] = (amounts @ discounted) * factors
        paid[places] = amounts * (discounted @ factors.T).T / n
        real[places] = amounts * (pays @ factors.T).T / n
        spending = plan["spending"][places]
        if spending.any():
            some = np.array(places)[spending]
            factors = factors[spending] * deadweight
            paid_more[some] = amounts[spending] * (discounted @ factors.T).T / n
            real_more[some] = amounts[spending] * (pays @ factors.T).T / n
    return values, paid, real, paid_more, real_more


def larger(plan, values):
    """Of each source set aside, the share of draws in which it is larger than the one that counts."""
    of = {s["id"]: 0.0 for s in plan["sources"]}
    for stream, value in zip(plan["streams"], values):
        if stream["source"] in of:
            of[stream["source"]] = of[stream["source"]] + value
    return {s["id"]: np.mean(np.abs(of[s["id"]]) > np.abs(of[s["counted"]]))
            for s in plan["sources"] if s["counted"] != s["id"]}


# ------------------------------------------------------------------------------------ programs

def run_program(plan, draws, ranks):
    inputs = draws.of(plan["inputs"])
    rate = plan["discount"]["input"]
    rate_key = next(one["key"] for one in plan["inputs"] if one["id"] == rate)
    v = draws.discount(inputs[rate], rate_key, plan["discount"]["offset"], plan["horizon"])
    deadweight = inputs[plan["deadweight"]["input"]]
    spend, factor = plan["cost"]["amounts"], inputs[plan["cost"]["input"]]
    cost = spend @ v * factor
    values, paid, real, paid_more, real_more = stream_values(
        plan, inputs, all_changes(plan, inputs), v, deadweight)
    counted = values[plan["counted"]]
    on_cost = deadweight * plan["cost"]["public_share"]
    saved = deadweight * values[plan["spending"]].sum(axis=0)
    lost = -on_cost * cost
    benefits = counted.sum(axis=0) + saved + lost
    npv = benefits - cost
    stream_means = values.mean(axis=1)
    account_means = np.zeros(len(plan["accounts"]))
    np.add.at(account_means, plan["account_of"], stream_means * plan["counted"])
    group_flow = by_group(plan, paid)
    cost_flow = spend * (v @ factor) / npv.size
    group_flow[GROUPS.index("indirect")] += (
        paid_more.sum(axis=0) - spend * (v @ (factor * on_cost)) / npv.size)
    real_flow = ((real * plan["counted"][:, None]).sum(axis=0) + real_more.sum(axis=0)
                 - spend * (factor * (1 + on_cost)).mean())
    flow = group_flow.sum(axis=0) - cost_flow
    return {"npv": npv, "of_npv": of_npv(npv, ranks), "benefits": benefits.mean(),
            "cost": cost.mean(), "ratio": ratio(benefits, cost), "streams": stream_means,
            "accounts": account_means, "deadweight": (saved.mean(), lost.mean()),
            "groups": group_flow.sum(axis=1), "larger": larger(plan, values), "flow": flow,
            "group_flow": group_flow, "cost_flow": cost_flow, "real_flow": real_flow,
            "payback": payback(flow), "irr": rate_of_return(real_flow),
            "mvpf": value_of_funds(plan, account_means, cost.mean()),
            "assumed": assumed_share(plan, stream_means, cost.mean())}


def run_all(plans, seed, n):
    draws = Draws(seed, n)
    ranks = binomial_ranks(n)
    return [run_program(plan, draws, ranks) for plan in plans]


def peak_mib():
    for line in open("/proc/self/status", encoding="ascii"):
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return math.nan


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("plans")
    parser.add_argument("draws", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--means", action="store_true")
    options = parser.parse_args()
    with open(options.plans, encoding="utf-8") as file:
        plans = [prepared(line) for line in file]
    walls = []
    for _ in range(options.repeat):
        start = time.perf_counter()
        results = run_all(plans, options.seed, options.draws)
        walls.append(time.perf_counter() - start)
    if options.means:
        for plan, result in zip(plans, results):
            of = result["of_npv"]
            print(plan["program"], f"{of['mean']:.9g} {of['se']:.9g} {of['sd']:.9g}")
    else:
        print(f"wall={statistics.median(walls):.6f} programs={len(plans)} peak_mib={peak_mib():.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
