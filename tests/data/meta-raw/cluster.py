#!/usr/bin/python3
"""Makes cluster_means.csv, cluster_tables.csv and expected_cluster.csv.

    cluster.py [--simulate]

Hedges (2007), Journal of Educational and Behavioral Statistics 32:341-370, written from the sums
of squares: with M = N/n clusters of n, S^2 is

    ((1 - rho) chi2(N - M) + (1 + (n - 1) rho) chi2(M - 2)) / (N - 2)

so that E S^2 = e = 1 - 2 (n - 1) rho / (N - 2) and the weights of the two chi-squares make the
bracket of the printed variance. d = naive d times sqrt(e), variance = first term + d^2 A / (2 (N -
2)^2 e), A = (N - M)(1 - rho)^2 + (M - 2)(1 + (n - 1) rho)^2; J on d, J^2 on the variance.
--simulate draws trials and compares mean and variance of d.
"""

import csv
import math
import sys

MEANS = [  # m1 sd1 n1 m2 sd2 n2 nbar icc
    (103.0, 5.5, 50, 100.0, 4.5, 50, 10, 0.1),
    (0.44, 1.9, 120, 0.61, 2.1, 90, 21.5, 0.20),
    (55, 47, 155, 75, 64, 156, 5, 0.037),
    (94, 22, 60, 92, 20, 60, 1, 0.288),  # one person a cluster: no clusters
    (98, 21, 65, 92, 22, 65, 26, 0),
    (82, 9, 30, 80, 10, 30, 30, 1),  # the largest that there can be
    (98, 28, 40, 88, 26, 40, None, None),  # modelled its clusters
]
TABLES = [  # a n1 c n2 nbar icc
    (12, 65, 16, 65, 13, 0.05),
    (0, 40, 10, 40, 8, 0.1),
    (14, 80, 19, 80, 1, 0.3),
    (25, 400, 80, 400, None, None),
]


def hedges_j(m):
    return math.exp(math.lgamma(m / 2) - math.lgamma((m - 1) / 2)) / math.sqrt(m / 2)


def g_of(m1, sd1, n1, m2, sd2, n2):
    s = math.sqrt(((n1 - 1) * sd1 ** 2 + (n2 - 1) * sd2 ** 2) / (n1 + n2 - 2))
    return (m1 - m2) / s


def clustered(naive, n1, n2, n, rho):
    """d before J, and its variance."""
    total, clusters = n1 + n2, (n1 + n2) / n
    e = 1 - 2 * (n - 1) * rho / (total - 2)
    d = naive * math.sqrt(e)
    a = (total - clusters) * (1 - rho) ** 2 + (clusters - 2) * (1 + (n - 1) * rho) ** 2
    first = (1 / n1 + 1 / n2) * (1 + (n - 1) * rho)
    # d^2 / e is naive^2, also where e is 0
    return d, first + naive ** 2 * a / (2 * (total - 2) ** 2)


def means_effect(m1, sd1, n1, m2, sd2, n2, n, rho):
    naive, j = g_of(m1, sd1, n1, m2, sd2, n2), hedges_j(n1 + n2 - 2)
    if n is None:
        return j * naive, 1 / n1 + 1 / n2 + (j * naive) ** 2 / (2 * (n1 + n2))
    d, v = clustered(naive, n1, n2, n, rho)
    return j * d, j * j * v


def table_effect(a, n1, c, n2, n, rho):
    b, d = n1 - a, n2 - c
    if 0 in (a, b, c, d):
        a, b, c, d = a + .5, b + .5, c + .5, d + .5
    v = (1 / a + 1 / b + 1 / c + 1 / d) / 1.65 ** 2
    return math.log(a * d / (b * c)) / 1.65, v if n is None else v * (1 + (n - 1) * rho)


def write(name, header, rows):
    with open(name, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([["" if x is None else x for x in row] for row in rows])


def simulate():
    import numpy as np
    rng = np.random.default_rng(37)
    for delta, m, n, rho in ((0.5, 10, 20, 0.1), (0.0, 8, 15, 0.2), (1.2, 12, 10, 0.05)):
        trials, size = 40000, m * n
        d = np.empty(trials)
        for i in range(trials):
            y = (rng.normal(0, math.sqrt(rho), (2, m, 1)) +
                 rng.normal(0, math.sqrt(1 - rho), (2, m, n))).reshape(2, -1)
            y[0] += delta
            ss = ((y - y.mean(1, keepdims=True)) ** 2).sum()
            naive = (y[0].mean() - y[1].mean()) / math.sqrt(ss / (2 * size - 2))
            d[i] = clustered(naive, size, size, n, rho)[0]
        e = 1 - 2 * (n - 1) * rho / (2 * size - 2)
        formula = clustered(delta / math.sqrt(e), size, size, n, rho)[1]
        print(f"delta {delta} m {m} n {n} rho {rho}: mean {d.mean():.4f}, "
              f"variance {d.var():.5f}, by the formula {formula:.5f}")


def main():
    if "--simulate" in sys.argv:
        simulate()
        return
    expected = []
    for i, row in enumerate(MEANS, 1):
        expected.append(["cluster_means.csv", "SMD", i, *map(repr, means_effect(*row))])
    for i, row in enumerate(TABLES, 1):
        expected.append(["cluster_tables.csv", "OR2DN", i, *map(repr, table_effect(*row))])
    write("cluster_means.csv", "study m1i sd1i n1i m2i sd2i n2i nbari icci".split(),
          [(i, *row) for i, row in enumerate(MEANS, 1)])
    write("cluster_tables.csv", "study ai n1i ci n2i nbari icci".split(),
          [(i, *row) for i, row in enumerate(TABLES, 1)])
    write("expected_cluster.csv", ["file", "measure", "study", "yi", "vi"], expected)


if __name__ == "__main__":
    main()
