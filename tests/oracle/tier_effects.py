"""From what a study reported to one effect, and from effects to a pooled one: FE and DL with z,
which is what the registry uses. Anything else is refused."""

import math

NS = "{urn:bca:1}"
DCOX = 1.65  # log odds per standard deviation


def number(element, name):
    text = element.get(name)
    return None if text is None else float(text)


def small_sample(m):
    return math.exp(math.lgamma(m / 2) - math.lgamma((m - 1) / 2)) / math.sqrt(m / 2)


def of_counts(a, b, c, d):
    if 0 in (a, b, c, d):
        a, b, c, d = a + 0.5, b + 0.5, c + 0.5, d + 0.5
    return math.log(a * d / (b * c)) / DCOX, (1 / a + 1 / b + 1 / c + 1 / d) / DCOX**2


def of_difference(d, nt, nc):
    g = small_sample(nt + nc - 2) * d
    return g, 1 / nt + 1 / nc + g * g / (2 * (nt + nc))


def of_means(r):
    nt, nc = number(r, "treatedN"), number(r, "controlN")
    square = ((nt - 1) * number(r, "treatedSd") ** 2 + (nc - 1) * number(r, "controlSd") ** 2)
    sd = math.sqrt(square / (nt + nc - 2))
    return of_difference((number(r, "treatedMean") - number(r, "controlMean")) / sd, nt, nc)


def of_statistic(r):
    nt, nc = number(r, "treatedN"), number(r, "controlN")
    if r.get("kind") == "p":
        raise NotImplementedError("this oracle does not invert the t distribution")
    t = number(r, "value") if r.get("kind") == "t" else math.sqrt(number(r, "value"))
    if r.get("direction"):
        t = math.copysign(t, -1 if r.get("direction") == "lower" else 1)
    return of_difference(t * math.sqrt(1 / nt + 1 / nc), nt, nc)


def of_correlation(r):
    x, n = number(r, "r"), number(r, "n")
    return 2 * x / math.sqrt(1 - x * x), 4 / ((n - 1) * (1 - x * x))


def of_effect(r):
    if r.get("se"):
        variance = number(r, "se") ** 2
    elif r.get("variance"):
        variance = number(r, "variance")
    else:
        variance = ((number(r, "high") - number(r, "low")) / (2 * 1.959963984540054)) ** 2
    unit = DCOX if r.get("measure") == "log-odds-ratio" else 1
    return number(r, "value") / unit, variance / unit**2


def of_result(r):
    """Effect and variance of one result; None where it has no size."""
    if r.get("clusterSize"):
        raise NotImplementedError("this oracle does not correct for clusters")
    form = r.tag.removeprefix(NS)
    if form == "counts":
        names = ("treatedEvents", "treatedOthers", "controlEvents", "controlOthers")
        return of_counts(*(number(r, name) for name in names))
    if form == "proportions":
        nt, nc = number(r, "treatedN"), number(r, "controlN")
        a, c = number(r, "treated") * nt, number(r, "control") * nc
        return of_counts(a, nt - a, c, nc - c)
    forms = {"means": of_means, "statistic": of_statistic, "correlation": of_correlation,
             "effect": of_effect, "unpooled": lambda r: None}
    return forms[form](r)


def combined(sizes, rho):
    """Mean of the results of one study, and its variance."""
    k = len(sizes)
    root = [math.sqrt(v) for _, v in sizes]
    cross = sum(rho * root[i] * root[j] for i in range(k) for j in range(k) if i != j)
    return sum(y for y, _ in sizes) / k, (sum(v for _, v in sizes) + cross) / k**2


def pooled(sizes, method):
    """Effect and standard error by FE or DL with z."""
    if method not in ("FE", "DL"):
        raise NotImplementedError(f"this oracle does not pool by {method}")
    w = [1 / v for _, v in sizes]
    mean = sum(a * y for a, (y, _) in zip(w, sizes)) / sum(w)
    if method == "DL" and len(sizes) > 1:
        q = sum(a * (y - mean) ** 2 for a, (y, _) in zip(w, sizes))
        scale = sum(w) - sum(a * a for a in w) / sum(w)
        tau2 = max(0.0, (q - (len(sizes) - 1)) / scale)
        w = [1 / (v + tau2) for _, v in sizes]
        mean = sum(a * y for a, (y, _) in zip(w, sizes)) / sum(w)
    return mean, math.sqrt(1 / sum(w))


def i_squared(sizes):
    """Share of the variance between studies by DL: tau2 / (tau2 + v), v the typical variance."""
    w = [1 / v for _, v in sizes]
    k, total = len(sizes), sum(w)
    if k == 1:
        return 0.0
    mean = sum(a * y for a, (y, _) in zip(w, sizes)) / total
    q = sum(a * (y - mean) ** 2 for a, (y, _) in zip(w, sizes))
    tau2 = max(0.0, (q - (k - 1)) / (total - sum(a * a for a in w) / total))
    return tau2 / (tau2 + (k - 1) * total / (total**2 - sum(a * a for a in w)))


def two_sided(effect, se):
    if se == 0:
        return 1.0 if effect == 0 else 0.0
    return math.erfc(abs(effect / se) / math.sqrt(2))


def direction_of(effect, desired):
    if effect == 0:
        return "none"
    return "favorable" if (effect < 0) == (desired == "less") else "unfavorable"
