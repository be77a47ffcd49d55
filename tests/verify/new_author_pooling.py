"""What test_new_author.py computes by hand from the evidence on record: effect and variance of each
study from what it printed, and the pooled effect after DerSimonian and Laird (1986)."""

import xml.etree.ElementTree as ET
from math import exp, lgamma, sqrt
from statistics import NormalDist

import numpy as np

BCA = "{urn:bca:1}"


def from_counts(a):
    """D-cox: ln(odds ratio) / 1.65 (Sanchez-Meca and others 2003); 0.5 to each cell when any is
    0."""
    cells = np.array([a[name] for name in ("treatedEvents", "treatedOthers", "controlEvents",
                                           "controlOthers")])
    cells = cells + 0.5 * (cells == 0).any()
    odds_ratio = cells[0] * cells[3] / (cells[1] * cells[2])
    return np.log(odds_ratio) / 1.65, (1 / cells).sum() / 1.65**2


def from_proportions(a):
    events = a["treated"] * a["treatedN"], a["control"] * a["controlN"]
    return from_counts({"treatedEvents": events[0], "treatedOthers": a["treatedN"] - events[0],
                        "controlEvents": events[1], "controlOthers": a["controlN"] - events[1]})


def from_means(a):
    """Hedges' g, with the exact correction of small samples (Hedges 1981)."""
    nt, nc = a["treatedN"], a["controlN"]
    m = nt + nc - 2
    pooled = sqrt(((nt - 1) * a["treatedSd"]**2 + (nc - 1) * a["controlSd"]**2) / m)
    g = ((a["treatedMean"] - a["controlMean"]) / pooled
         * exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2))
    return g, 1 / nt + 1 / nc + g * g / (2 * (nt + nc))


def from_effect(a):
    unit = {"log-odds-ratio": 1.65, "d": 1.0}[a["measure"]]
    width = a["high"] - a["low"] if "high" in a else None
    se = (width / (2 * NormalDist().inv_cdf(0.975)) if width else
          a["se"] if "se" in a else sqrt(a["variance"]))
    return a["value"] / unit, (se / unit)**2


RESULTS = {"counts": from_counts, "proportions": from_proportions, "means": from_means,
           "effect": from_effect}


def effect_of(study):
    """Effect and variance from what the study printed."""
    result, = study
    attributes = {key: value if key in ("measure", "measured") else float(value)
                  for key, value in result.attrib.items()}
    return RESULTS[result.tag.removeprefix(BCA)](attributes)


def der_simonian_laird(y, v):
    """Estimate, standard error, variance between studies, and Q."""
    w = 1 / v
    q = (w * (y - (w * y).sum() / w.sum())**2).sum()
    tau2 = max(0.0, (q - (len(y) - 1)) / (w.sum() - (w**2).sum() / w.sum()))
    w = 1 / (v + tau2)
    return (w * y).sum() / w.sum(), 1 / sqrt(w.sum()), tau2, q


def effects_of(content, outcome):
    """Effects and variances of the studies of an outcome, from the text of an intervention."""
    evidence = next(node for node in ET.fromstring(content).iter(f"{BCA}evidence")
                    if node.get("outcome") == outcome)
    assert evidence.find(f"{BCA}studies").get("pooling") == "DL"
    return np.array([effect_of(study) for study in evidence.iter(f"{BCA}study")]).T
