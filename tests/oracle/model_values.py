"""Numbers for model_oracle.py: distributions, effects, pooling, and change of an outcome.

Formulas are those of models/README.md (parameters, From an effect to units) and of the
method's sources: Sanchez-Meca, Marin-Martinez and Chacon-Moscoso 2003 for D-cox;
DerSimonian and Laird 1986 for pooling. Draws use NumPy's own samplers, not the inverse
distribution functions of bca, so that the two share no formula there.
"""

import math
from itertools import permutations

import numpy as np
from model_read import Unclear, read_table

DCOX = 1.65  # log odds ratio to standardized mean difference
Z95 = 1.959963984540054  # normal quantile at 0.975
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(80)

# ------------------------------------------------------------------------ distributions


def normal_cdf(x):
    return 0.5 * math.erfc(-x / math.sqrt(2))


def normal_density(x):
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)


def observed(item):
    return np.sort([float(x) for x in read_table(item.folder / item["table"])[item["column"]]])


def points(item):
    pairs = [(p.number("value"), p.number("share")) for p in item.all("point")]
    return np.array(pairs).T


def truncated_mean(item):
    mean, sd = item.number("mean"), item.number("sd")
    a, b = ((item.number(end) - mean) / sd for end in ("low", "high"))
    return mean + sd * (normal_density(a) - normal_density(b)) / (normal_cdf(b) - normal_cdf(a))


def parameter_mean(item):
    kind = item["distribution"]
    low, mode, high = (item.number(x) for x in ("low", "mode", "high"))
    if kind == "constant":
        return item.number("value")
    if kind == "uniform":
        return (low + high) / 2
    if kind == "triangular":
        return (low + mode + high) / 3
    if kind == "pert":
        return (low + 4 * mode + high) / 6
    if kind == "truncated-normal":
        return truncated_mean(item)
    if kind == "discrete":
        values, shares = points(item)
        return float(values @ shares)
    if kind == "empirical":
        values = observed(item)
        return float((values[1:] + values[:-1]).mean() / 2)
    return item.number("mean")


def draw_truncated(item, rng, n):
    """By rejection: drawn again until within the limits."""
    mean, sd, low, high = (item.number(x) for x in ("mean", "sd", "low", "high"))
    x = rng.normal(mean, sd, n)
    outside = (x < low) | (x > high)
    while outside.any():
        x[outside] = rng.normal(mean, sd, outside.sum())
        outside = (x < low) | (x > high)
    return x


def draw_by_moments(kind, mean, sd, rng, n):
    if kind == "normal":
        return rng.normal(mean, sd, n)
    if kind == "lognormal":
        spread = math.log1p((sd / mean) ** 2)
        return rng.lognormal(math.log(mean) - spread / 2, math.sqrt(spread), n)
    if kind == "gamma":
        return rng.gamma((mean / sd) ** 2, sd * sd / mean, n)
    size = mean * (1 - mean) / sd**2 - 1  # beta
    return rng.beta(mean * size, (1 - mean) * size, n)


def draw_parameter(item, rng, n):
    kind = item["distribution"]
    low, mode, high = (item.number(x) for x in ("low", "mode", "high"))
    if kind == "constant":
        return np.full(n, item.number("value"))
    if kind == "uniform":
        return rng.uniform(low, high, n)
    if kind == "triangular":
        return rng.triangular(low, mode, high, n)
    if kind == "pert":
        a, b = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
        return low + (high - low) * rng.beta(a, b, n)
    if kind == "truncated-normal":
        return draw_truncated(item, rng, n)
    if kind == "discrete":
        values, shares = points(item)
        return rng.choice(values, n, p=shares / shares.sum())
    if kind == "empirical":
        values = observed(item)
        stretch = rng.integers(0, len(values) - 1, n)
        return values[stretch] + rng.random(n) * (values[stretch + 1] - values[stretch])
    return draw_by_moments(kind, item.number("mean"), item.number("sd"), rng, n)


# ------------------------------------------------------------------ evidence to effects


def of_counts(result):
    names = ("treatedEvents", "treatedOthers", "controlEvents", "controlOthers")
    return of_cells([result.number(name) for name in names])


def of_proportions(result):
    cells = []
    for group in ("treated", "control"):
        share, persons = result.number(group), result.number(f"{group}N")
        cells += [share * persons, (1 - share) * persons]
    return of_cells(cells)


def of_cells(cells):
    if 0 in cells:
        cells = [x + 0.5 for x in cells]
    a, b, c, d = cells
    return math.log(a * d / (b * c)) / DCOX, sum(1 / x for x in cells) / DCOX**2


def of_effect(result):
    scale = DCOX if result["measure"] == "log-odds-ratio" else 1.0
    if result.get("se"):
        se = result.number("se")
    elif result.get("variance"):
        se = math.sqrt(result.number("variance"))
    else:
        se = (result.number("high") - result.number("low")) / (2 * Z95)
    return result.number("value") / scale, (se / scale) ** 2


def t_beyond(p, m):
    """The t above 0 with two-sided p and m degrees of freedom, by bisection of Simpson's rule."""
    scale = math.exp(math.lgamma((m + 1) / 2) - math.lgamma(m / 2)) / math.sqrt(m * math.pi)
    weights = np.ones(4001)
    weights[1:-1:2], weights[2:-1:2] = 4, 2
    low, high = 0.0, 100.0
    for _ in range(200):
        t = (low + high) / 2
        heights = scale * (1 + np.linspace(0, t, 4001) ** 2 / m) ** (-(m + 1) / 2)
        inside = 2 * float(weights @ heights) * t / 4000 / 3
        low, high = (t, high) if 1 - inside > p else (low, t)
    return t


def of_statistic(result):
    """d = t sqrt(1/n1 + 1/n2), corrected for small samples: Lipsey and Wilson 2001."""
    n1, n2 = result.number("treatedN"), result.number("controlN")
    if result["kind"] != "p":
        raise Unclear(f"a statistic of kind {result['kind']} is not read here")
    m = n1 + n2 - 2
    correction = math.exp(math.lgamma(m / 2) - math.lgamma((m - 1) / 2)) / math.sqrt(m / 2)
    sign = -1 if result["direction"] == "lower" else 1
    g = sign * correction * t_beyond(result.number("value"), m) * math.sqrt(1 / n1 + 1 / n2)
    return g, 1 / n1 + 1 / n2 + g**2 / (2 * (n1 + n2))


def of_study(study, rho, factor):
    """Effect and variance of one study: its results combined, then scaled by multipliers."""
    readers = {"counts": of_counts, "proportions": of_proportions, "effect": of_effect,
               "statistic": of_statistic}
    results = []
    for tag in [child.tag.split("}")[1] for child in study.node]:
        if tag not in readers:
            raise Unclear(f"study {study['id']}: {tag} is not read here")
    for tag, reader in readers.items():
        for result in study.all(tag):
            if result.get("clusterSize"):
                raise Unclear(f"study {study['id']}: clusters are not read here")
            results.append(reader(result))
    effects, variances = zip(*results)
    k = len(results)
    shared = sum(rho * math.sqrt(v * w) for v, w in permutations(variances, 2))
    return factor * sum(effects) / k, factor**2 * (sum(variances) + shared) / k**2


def pool(effects, variances, method):
    """Pooled effect and its standard error: equal effects (FE) or DerSimonian-Laird, with z."""
    y, v = np.array(effects), np.array(variances)
    w = 1 / v
    tau2 = 0.0
    if method not in ("DL", "FE"):
        raise Unclear(f"pooling {method} is not computed here")
    if method == "DL" and len(y) > 1:
        q = float(w @ (y - w @ y / w.sum()) ** 2)
        tau2 = max(0.0, (q - (len(y) - 1)) / (w.sum() - (w @ w) / w.sum()))
    w = 1 / (v + tau2)
    return float(w @ y / w.sum()), float(w.sum() ** -0.5)


def factor_of_flags(study, area, multipliers):
    flags = study.get("flags", "").split()
    rows = [m for m in multipliers if m["apply"] == "yes" and m["area"] == area]
    return math.prod(m.number("factor") for m in rows if m["flag"] in flags)


class Effect:
    """Mean and standard error of an effect in each period, from its two times."""

    def __init__(self, evidence, area, multipliers):
        time = evidence.one("time")
        self.first, self.second = (int(time[x]) for x in ("first", "second"))
        self.lasting = time["after"] == "lasting"
        self.corr12 = time.number("corr12", 1.0)  # of the errors at the two times
        self.sample = evidence.get("sample")
        reported = evidence.one("reported")
        if reported:
            self.effect1, self.se1, self.effect2, self.se2 = (
                reported.number(x) for x in ("effect1", "se1", "effect2", "se2")
            )
        else:
            self._pool(evidence.one("studies"), time, area, multipliers)

    def _pool(self, studies, time, area, multipliers):
        if studies.get("scale", "d") not in ("d", "percent") or studies.get("test", "z") != "z":
            raise Unclear("studies are pooled here in d or percent and with z only")
        percent = {e["measure"] == "percent" for s in studies.all("study") for e in s.all("effect")}
        if studies.get("scale") == "percent" and percent != {True}:
            raise Unclear("percent changes are read here from effects in percent only")
        rho = studies.number("rho", 0.6)
        factors = [factor_of_flags(study, area, multipliers) for study in studies.all("study")]
        rows = [of_study(s, rho, factor) for s, factor in zip(studies.all("study"), factors)]
        self.effect1, self.se1 = pool(*zip(*rows), studies["pooling"])
        self.effect2 = self.effect1 * time.number("effectRatio", 1.0)
        self.se2 = self.se1 * time.number("seRatio", 1.0)

    def scaled(self, factor):
        for name in ("effect1", "se1", "effect2", "se2"):
            setattr(self, name, getattr(self, name) * factor)
        return self

    def _at(self, t, value1, value2):
        if t >= self.second:
            return value2 if self.lasting or t == self.second else 0.0
        if t <= self.first:
            return value1
        return value1 + (value2 - value1) * (t - self.first) / (self.second - self.first)

    def means(self, periods):
        return np.array([self._at(t, self.effect1, self.effect2) for t in range(periods)])

    def errors(self, periods):
        """Standard deviation in each period of what is drawn at the two times, interpolated."""
        first = np.array([self._at(t, self.se1, 0.0) for t in range(periods)])
        second = np.array([self._at(t, 0.0, self.se2) for t in range(periods)])
        return np.sqrt(np.maximum(first**2 + second**2 + 2 * self.corr12 * first * second, 0))

    def second_normal(self, z, other):
        """The normal at the second time, of correlation corr12 with that at the first."""
        return self.corr12 * z + math.sqrt(1 - self.corr12**2) * other

    def drawn(self, periods, z1, z2):
        """The effect in each period, [n, periods]: the draws at the two times, interpolated."""
        at = self.effect1 + self.se1 * z1, self.effect2 + self.se2 * z2
        nothing = np.zeros_like(z1)
        return np.stack([self._at(t, *at) + nothing for t in range(periods)], axis=1)


# ------------------------------------------------------------------ from effect to units


def shifted(p, e):
    """The share p after an effect e, through the odds."""
    grown = p * np.exp(DCOX * e)
    return grown / (1 - p + grown)


class Scale:
    """The formula of an outcome's scale: change in each period for an effect e[n, periods].

    base: share or amount by period; a cumulative path has one entry more.
    """

    def __init__(self, kind, base=None, cumulative=False, factor=1.0):
        self.kind, self.base, self.cumulative, self.factor = kind, base, cumulative, factor

    def change(self, e):
        if self.kind == "dichotomous" and self.cumulative:
            start, end = self.base[:-1], self.base[1:]
            return (shifted(end, e) - shifted(start, e)) - (end - start)
        if self.kind == "dichotomous":
            return shifted(self.base, e) - self.base
        if self.kind == "continuous":
            return self.factor * e
        return self.base * self.factor * e  # percent, elasticity

    def expected(self, mean, error):
        """Mean of the change over a normal effect in each period, by Gauss-Hermite."""
        e = mean + NODES[:, None] * error
        return WEIGHTS @ self.change(e) / WEIGHTS.sum()

    def at(self, mean):
        return self.change(mean[None, :])[0]
