"""What is kept of a program's draws, with NumPy: the statistics of numpy_interpreter.py."""
import math

import numpy as np

GROUPS = ["state", "local", "federal", "taxpayers", "participants", "others", "indirect",
          "unallocated"]
PUBLIC_PURSES = ["state", "local", "federal", "taxpayers"]
QUANTILES = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
INTERVALS = {0: "p05", 2: "p50", 4: "p95"}  # places in QUANTILES


def binomial_ranks(n):
    """Places, from 0, of the 95 % interval of each quantile of INTERVALS."""
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    k = np.arange(n + 1)
    ranks = {}
    for place, name in INTERVALS.items():
        p = QUANTILES[place]
        upto = np.cumsum(np.exp(log_factorial[n] - log_factorial[k] - log_factorial[n - k]
                                + k * math.log(p) + (n - k) * math.log1p(-p)))
        low, high = np.searchsorted(upto, [0.025, 0.975])
        ranks[name] = max(low, 1) - 1, min(high + 1, n) - 1
    return ranks


def of_npv(npv, ranks):
    n = npv.size
    ordered = np.sort(npv)
    place = (n - 1) * QUANTILES
    left = place.astype(int)
    sd = npv.std(ddof=1)
    chance = np.mean(npv > 0)
    return {"mean": npv.mean(), "se": sd / math.sqrt(n), "sd": sd,
            "quantiles": ordered[left] + (place - left) * (
                ordered[np.minimum(left + 1, n - 1)] - ordered[left]),
            "intervals": {name: ordered[list(pair)] for name, pair in ranks.items()},
            "shortfall": ordered[:(n + 19) // 20].mean(), "chance": chance,
            "chance_se": math.sqrt(chance * (1 - chance) / n), "chance_zero": np.mean(npv == 0)}


def ratio(benefits, cost):
    """Benefits over cost and its delta-method error, where there is a meaning to it."""
    b, c = benefits.mean(), cost.mean()
    if c <= 0 or b < 0 or cost.min() <= 0:
        return None
    return b / c, (benefits - b / c * cost).std(ddof=1) / math.sqrt(cost.size) / c


def payback(flow):
    negative = np.flatnonzero(np.cumsum(flow) < 0)
    return negative[-1] + 1 if negative.size else 0


def rate_of_return(flow):
    """By bisection, where the flow changes its sign once, from - to +."""
    sign = np.sign(flow[flow != 0])
    if sign.size == 0 or sign[0] > 0 or np.count_nonzero(np.diff(sign)) != 1:
        return math.nan
    periods = np.arange(flow.size)
    low, high = -0.99, 100.0
    if flow @ (1 + low) ** -periods < 0 or flow @ (1 + high) ** -periods > 0:
        return math.nan
    while high - low > 1e-12 * max(1.0, abs(low)):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if flow @ (1 + middle) ** -periods > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def by_group(plan, rows):
    """Sum of rows [streams][...] that count over the group of their account."""
    result = np.zeros((len(GROUPS), *rows.shape[1:]))
    np.add.at(result, plan["group_of"][plan["account_of"]], rows * plan["counted"][:, None])
    return result


def value_of_funds(plan, account_means, cost):
    """Marginal value of public funds."""
    gains = spent = 0.0
    for account, mean in zip(plan["accounts"], account_means):
        if account["group"] in PUBLIC_PURSES:
            spent += mean
        elif account["group"] in ("participants", "others") or account["id"] == "indirect.mortality":
            gains += mean
    net = plan["cost"]["public_share"] * cost - spent
    return gains / net if net > 0 else math.nan


def assumed_share(plan, stream_means, cost):
    status = {one["id"]: one["status"] for one in plan["inputs"]}
    assumed = np.array([s["status"] == "assumed" for s in plan["streams"]])
    size = np.abs(stream_means) * plan["counted"]
    total = size.sum() + abs(cost)
    part = size[assumed].sum() + abs(cost) * (status[plan["cost"]["input"]] == "assumed")
    return part / total if total > 0 else 0.0
