#!/usr/bin/python3
"""The reference model of the benchmark is the one that its peers compute.

    test_bench.py --bench BENCH_ENGINE

The linear model: mean and standard deviation of every scenario against their exact values (bench/
exact.py, by quadrature). The D-cox model: eight statistics against NumPy's (bench/peers/peer.py, draws
of its own). All within 4.5 Monte Carlo errors. A scenario's numbers do not depend on what is computed
beside it. Prints "N passed, M failed".
"""
import argparse
import pathlib
import sys

BENCH = pathlib.Path(__file__).resolve().parent.parent / "bench"
sys.path.insert(0, str(BENCH))

import agreement  # noqa: E402
import exact  # noqa: E402

DRAWS = 100000
# What the scenarios of reference_model.c change, in their order.
SCENARIOS = [{}, {"dollars_of_last": 1.25}, {"effect": 1.1}, {"cost": 1.15},
             {"rate": (0.015, 0.025, 0.04)}]
PUBLISHED_MEAN = 13741.716  # of the base, computed before this model was a plan


def engine(program, model, scenarios):
    """{(scenario, statistic): (value, error)}, seed 3."""
    text = agreement.text_of([program, "agree", f"model={model}", "programs=1", f"draws={DRAWS}",
                              f"scenarios={scenarios}", "seed=3"])
    rows = [line.split() for line in text.splitlines()]
    return {(int(scenario), name): (float(value), float(error))
            for scenario, name, value, error in rows}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", required=True)
    program = parser.parse_args().bench
    results = []

    def check(what, ok):
        results.append(bool(ok))
        if not ok:
            print("FAILED", what)

    check("exact mean", abs(exact.mean_and_sd()[0] - PUBLISHED_MEAN) < 0.001)
    linear = engine(program, "linear", len(SCENARIOS))
    for scenario, changed in enumerate(SCENARIOS):
        for name, value in zip(["mean", "sd"], exact.mean_and_sd(**changed)):
            got, error = linear[scenario, name]
            check(f"scenario {scenario}: {name} {got}, exactly {value}, error {error}",
                  0 < error < 0.01 * value and abs(got - value) <= agreement.LIMIT * error)
    alone = engine(program, "linear", 1)
    for name in agreement.STATISTICS:
        check(f"{name} of the base alone", alone[0, name] == linear[0, name])
    dcox = engine(program, "dcox", 1)
    theirs = agreement.numpy_peer("/usr/bin/python3", DRAWS, "logit")
    for name in agreement.STATISTICS:
        got, error = dcox[0, name]
        check(f"D-cox {name}: {got}, NumPy {theirs[name]}, error {error}",
              abs(got - theirs[name]) <= agreement.LIMIT * error * 2 ** 0.5)
    passed = sum(results)
    print(f"{passed} passed, {len(results) - passed} failed")
    return passed != len(results)


if __name__ == "__main__":
    sys.exit(main())
