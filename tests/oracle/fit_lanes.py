"""The coefficients of src/engine/isa/coefficients.h, and reference values for its test.

usage: fit_lanes.py header > src/engine/isa/coefficients.h
       fit_lanes.py values > tests/data/lanes-math.csv

Needs mpmath. Each function is interpolated at the Chebyshev nodes of its range with 60 digits,
which is within a small factor of the best polynomial there is; the error that is left is printed
into the header, as is the range. The reference values are rounded once, from 60 digits.
"""

import random
import sys

from mpmath import mp, mpf, atanh, cos, erfinv, exp, log, pi, sqrt

mp.dps = 60


def monomials(function, low, high, degree, middle):
    """Coefficients in (x - middle), lowest first, of the interpolant at Chebyshev nodes."""
    low, high = mpf(low), mpf(high)
    n = degree + 1
    nodes = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * k + 1) / (2 * n)) for k in range(n)]
    divided = [function(x) for x in nodes]
    for step in range(1, n):
        for k in range(n - 1, step - 1, -1):
            divided[k] = (divided[k] - divided[k - 1]) / (nodes[k] - nodes[k - step])
    polynomial = [divided[-1]]
    for k in range(n - 2, -1, -1):  # polynomial * (t + middle - node) + divided
        shift = middle - nodes[k]
        polynomial = [(polynomial[j - 1] if j else 0) + (polynomial[j] * shift if j < len(polynomial)
                      else 0) for j in range(len(polynomial) + 1)]
        polynomial[0] += divided[k]
    return polynomial


def error(function, low, high, coefficients, middle):
    """The largest relative error of the rounded coefficients on 400 points."""
    low, high, worst = mpf(low), mpf(high), mpf(0)
    for k in range(401):
        x = low + (high - low) * (k + mpf("0.37")) / 402
        value = sum(mpf(float(c)) * (x - middle) ** j for j, c in enumerate(coefficients))
        worst = max(worst, abs(value / function(x) - 1))
    return float(worst)


def log_part(z):
    """log((1 + s) / (1 - s)) = 2 s + s z log_part(z), z = s^2."""
    s = sqrt(z)
    return (2 * atanh(s) - 2 * s) / (s * z) if z else mpf(2) / 3


def exp_part(r):
    """exp(r) = 1 + r + r^2 exp_part(r)."""
    return (exp(r) - 1 - r) / (r * r) if abs(r) > 1e-20 else mpf(1) / 2


def score(p):
    """Standard normal score of p < 1/2."""
    return sqrt(mpf(2)) * erfinv(2 * p - 1)


def score_part(w):
    """score(p) / (p - 1/2), w = -log(4 p (1 - p))."""
    if w == 0:
        return sqrt(2 * pi)
    root = sqrt(1 - exp(-w))
    return score(exp(-w) / (2 * (1 + root))) / (-root / 2)


TABLES = [
    ("LOG", "log_part", log_part, 0, (sqrt(mpf(2)) - 1) ** 4, 7, 0),
    ("EXP", "exp_part", exp_part, -log(mpf(2)) / 2, log(mpf(2)) / 2, 11, 0),
    ("SCORE", "score_part", score_part, 0, "6.25", 24, mpf("1.5")),
    ("SCORE_TAIL", "score_part of the square", lambda s: score_part(s * s), "2.5", "4", 23,
     mpf("3.25")),
    ("SCORE_FAR", "score_part of the square", lambda s: score_part(s * s), "4", "6.5", 23,
     mpf("5.25")),
]


def print_header():
    print("#ifndef BCA_ENGINE_ISA_COEFFICIENTS_H\n#define BCA_ENGINE_ISA_COEFFICIENTS_H\n")
    print("/* Made by tests/oracle/fit_lanes.py, which says what each part is. Coefficients of\n"
          " * powers of (x - middle), lowest first. */")
    for name, text, function, low, high, degree, middle in TABLES:
        coefficients = monomials(function, low, high, degree, middle)
        left = error(function, low, high, coefficients, middle)
        print(f"\n/* {text} on [{float(mpf(low)):.6g}, {float(mpf(high)):.6g}], middle "
              f"{float(middle):g}: relative error {left:.1e} */")
        print(f"#define BCA_{name}_COEFFICIENTS \\")
        rows = [float(c).hex() for c in coefficients]
        print(",  \\\n".join("    " + row for row in rows))
    print("\n#endif")


def print_values():
    chance = random.Random(288)
    print("function,argument,value")
    for k in range(300):
        x = 2.0 ** chance.uniform(-1070, 1020) if k % 3 else chance.uniform(0.5, 2.0)
        print(f"log,{x.hex()},{float(log(mpf(x))).hex()}")
        x = chance.uniform(-700, 700) if k % 3 else chance.uniform(-1, 1)
        print(f"exp,{x.hex()},{float(exp(mpf(x))).hex()}")
        bits = chance.getrandbits(52) >> (chance.randrange(52) if k % 3 else 0)
        u = (2 * bits + 1) * 2.0 ** -53
        print(f"score,{u.hex()},{float(score(mpf(u)) if u < 0.5 else -score(1 - mpf(u))).hex()}")
        p, e = chance.random(), chance.uniform(-1, 1) * 10.0 ** chance.uniform(-9, 0.5)
        odds = exp(mpf("1.65") * mpf(e))
        shift = mpf(p) * odds / (1 - mpf(p) + mpf(p) * odds) - mpf(p)
        print(f"shift,{p.hex()} {e.hex()},{float(shift).hex()}")


if __name__ == "__main__":
    {"header": print_header, "values": print_values}[sys.argv[1]]()
