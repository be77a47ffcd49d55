"""Means of net present value by brute quadrature: the expected values of tests/unit/test_exact.c.

usage: exact_means.py    (prints one line a case, to be copied into the test)

Written from the formulas of src/model/plan.h, not from the engine: normals by the trapezoidal rule
with steps of 0.05, which is exact to rounding for functions as smooth as these (Trefethen and
Weideman 2014, doi:10.1137/130932132), everything with bounds by the tanh-sinh rule on its density
(Takahasi and Mori 1974), none of which the engine uses; all inputs of a change on one grid.
"""
import math

import numpy as np

T = 10
t = np.arange(T)


def g(p, e):
    odds = np.exp(1.65 * e)
    return p * odds / (1 - p + p * odds)


# ------------------------------------------------------------------- places and weights of an input

def normal(mean=0.0, sd=1.0):
    z = np.arange(-10, 10.025, 0.05)
    w = np.exp(-z * z / 2)
    return mean + sd * z, w / w.sum()


def bounded(low, high, density, *breaks):
    """Tanh-sinh between low, the breaks and high; the density need not be scaled."""
    ends = [low, *breaks, high]
    s = np.arange(-4, 4.01, 0.05)
    x01 = 1 / (1 + np.exp(-math.pi * np.sinh(s)))
    w01 = np.cosh(s) / np.cosh(math.pi / 2 * np.sinh(s)) ** 2
    x = np.concatenate([a + (b - a) * x01 for a, b in zip(ends, ends[1:])])
    w = np.concatenate([(b - a) * w01 for a, b in zip(ends, ends[1:])]) * density(x)
    return x, w / w.sum()


def triangular(low, mode, high):
    return bounded(low, high, lambda x: np.where(x < mode, (x - low) / (mode - low),
                                                 (high - x) / (high - mode)), mode)


def beta(a, b, low=0.0, high=1.0):
    return bounded(low, high, lambda x: np.clip(x - low, 0, None) ** (a - 1)
                   * np.clip(high - x, 0, None) ** (b - 1))


def pert(low, mode, high):
    return beta(1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low), low, high)


def lognormal(mean, sd):
    variance = math.log1p((sd / mean) ** 2)
    z, w = normal()
    return np.exp(math.log(mean) - variance / 2 + math.sqrt(variance) * z), w


def mean(value, *weights):
    """The mean of a grid of values over its axes, the last weight for the last axis."""
    for w in reversed(weights):
        value = value @ w
    return value


# --------------------------------------------------------------------------------------- the cases

RATE = triangular(0.02, 0.035, 0.05)
V = (RATE[1][:, None] * (1 + RATE[0][:, None]) ** -(t + 0.5)).sum(0)
LAG = [0.25, 0.5, 0.25]
CUMULATIVE = 0.6 * (1 - 0.7 ** np.arange(T + 1))
LEVEL = 0.12 + 0.03 * t
MEAN = -0.35 + 0.02 * t


def npv(change):
    """37 dollars a unit, growing 2 % a year, with deadweight of mean 0.5; a cost of 11 in the first two
    periods, publicly paid to 0.9."""
    units = np.convolve(change, LAG)[:T]
    benefits = 1.5 * (37.0 * 1.02 ** t * units * V).sum()
    return benefits - (1 + 0.9 * 0.5) * 11.0 * V[:2].sum()


def level(se):
    z, w = normal()
    return np.array([mean(g(LEVEL[k], MEAN[k] + se * z), w) - LEVEL[k] for k in t])


def sample():
    """Two normals of one sample, another at the second time, and an effect that fades in part."""
    z, w = normal()
    fades, wf = pert(0.2, 0.5, 1.0)
    change = np.zeros(T)
    for k in t:
        # 0.6 of the sample, 0.8 of its own: one standard normal; the free one beside it
        free = 0.1 + 0.01 * k
        sd = math.hypot(0.3, free)
        e = (MEAN[k] + sd * z)[:, None] * (1 - k / 20 + k / 20 * fades)
        before, after = CUMULATIVE[k], CUMULATIVE[k + 1]
        change[k] = mean(g(after, e) - g(before, e), w, wf) - (after - before) - 0.001 * k
    return change


def by_change():
    """A continuous change, with an sd of 15, drives a level."""
    z, w = normal()
    x, wx = normal(0.3, 0.05)
    share, ws = beta(4.0, 2.0)
    change = np.zeros(T)
    for k in t:
        e = ((5.0 + 0.5 * k + 2.0 * z)[:, None, None] * x[:, None] * share) / 15.0
        change[k] = mean(g(LEVEL[k], e), w, wx, ws) - LEVEL[k]
    return change


def by_attainment():
    x, wx = normal(0.3, 0.05)
    share, ws = triangular(0.2, 0.6, 1.0)
    slope = np.array([mean(g(LEVEL[k], x[:, None] * share), wx, ws) - LEVEL[k] for k in t])
    return slope * np.cumsum(level(0.2))


def skewed():
    x, w = lognormal(1.0, 0.5)
    return np.array([mean(g(LEVEL[k], MEAN[k] + 0.25 * x), w) - LEVEL[k] for k in t])


if __name__ == "__main__":
    for name, change in [("small errors", level(0.1)), ("large errors", level(0.9)),
                         ("one sample", sample()), ("by change", by_change()),
                         ("by attainment", by_attainment()), ("skewed", skewed())]:
        print(f"{name:15} {npv(change):.15g}")
