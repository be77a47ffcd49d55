"""Mean and standard deviation of the reference model (linear) by quadrature, without any draw.

Written from the description of the model (peers/README.md) alone. Given the discount rate r, the
sum S of what the outcomes pay is a sum of independent terms x (a(r) + f b(r)): x effect times its
factors, f the share that lasts, a and b the discounted dollars of the part that fades and of the part
that lasts. Participants, taxpayers and others are paid 1/3, 2/3 and 3/3 of a unit and taxpayers'
share saves deadweight d, so

    NPV = (2 + 2 d / 3) S(r) - (1 + d) K

with d, r and the program cost K independent; the integrals over r by Simpson's rule.
"""
import math

OUTCOMES, PERIODS = range(8), range(50)
FADES = [1 - min(t, 10) / 10 for t in PERIODS]
PANELS = 400  # of each side of the triangle; the integrand is smooth


def triangular_moments(low, mode, high):
    """E[x], E[x^2]"""
    mean = (low + mode + high) / 3
    return mean, mean ** 2 + (low ** 2 + mode ** 2 + high ** 2
                              - low * mode - low * high - mode * high) / 18


def factor_moments(outcome, effect):
    """E[x], E[x^2] of effect size, unit cost and probability multiplied."""
    mean, sd = (0.1 + 0.02 * outcome) * effect, (0.05 + 0.005 * outcome) * effect
    first, second = mean, mean ** 2 + sd ** 2
    if outcome < 6:  # lognormal(0, 0.2)
        first, second = first * math.exp(0.02), second * math.exp(0.08)
    else:  # gamma(25, 0.04)
        first, second = first * 1.0, second * (1.0 + 25 * 0.04 ** 2)
    if outcome < 4:  # beta(20 + outcome, 30)
        a, b = 20 + outcome, 30
        first *= a / (a + b)
        second *= a * (a + 1) / ((a + b) * (a + b + 1))
    return first, second


def dollars(outcome, t):
    """One outcome's unit in period t, of which p + 1 thirds go to perspective p."""
    if t < outcome:
        return 0.0
    return 200 * (1 + outcome) * (1.01 + 0.001 * outcome) ** t * math.exp(-t / (10 + 3 * outcome))


def sum_moments(r, effect, last_dollars):
    """E[S | r], E[S^2 | r]"""
    mean = variance = 0.0
    f1, f2 = triangular_moments(0.2, 0.5, 1.0)
    for o in OUTCOMES:
        pays = [dollars(o, t) * (last_dollars if o == 7 else 1) * (1 + r) ** -t for t in PERIODS]
        a = sum(x * w for x, w in zip(pays, FADES))
        b = sum(pays) - a
        x1, x2 = factor_moments(o, effect)
        first = x1 * (a + f1 * b)
        mean += first
        variance += x2 * (a * a + 2 * a * b * f1 + b * b * f2) - first ** 2
    return mean, variance + mean ** 2


def over_rate(function, low, mode, high):
    """E[function(r)] for r triangular, of a function that gives a pair."""
    total = [0.0, 0.0]
    for begin, end, from_zero in [(low, mode, True), (mode, high, False)]:
        step = (end - begin) / PANELS
        for i in range(PANELS + 1):
            r = begin + i * step
            density = 2 / (high - low) * ((r - low) / (mode - low) if from_zero
                                          else (high - r) / (high - mode))
            weight = density * step / 3 * (1 if i in (0, PANELS) else 4 if i % 2 else 2)
            for k, value in enumerate(function(r)):
                total[k] += weight * value
    return total


def mean_and_sd(effect=1.0, dollars_of_last=1.0, cost=1.0, rate=(0.02, 0.035, 0.05)):
    """Of the net present value; factors and the rate are what scenarios change."""
    s1, s2 = over_rate(lambda r: sum_moments(r, effect, dollars_of_last), *rate)
    d1, d2 = triangular_moments(0.0, 0.5, 1.0)
    k1, k2 = triangular_moments(*(5000 * cost * x for x in (0.9, 1.0, 1.1)))
    mean = (2 + 2 * d1 / 3) * s1 - (1 + d1) * k1
    second = ((4 + 8 * d1 / 3 + 4 * d2 / 9) * s2
              - 2 * (2 + 8 * d1 / 3 + 2 * d2 / 3) * s1 * k1
              + (1 + 2 * d1 + d2) * k2)
    return mean, math.sqrt(second - mean ** 2)


if __name__ == "__main__":
    print("mean %.6f sd %.6f" % mean_and_sd())
