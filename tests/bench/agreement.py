"""Whether all implementations of the reference model compute the same thing.

Each statistic of each peer is held against the engine's: the difference in Monte Carlo errors, those
of the engine scaled to the peer's number of draws. The engine's mean and standard deviation of the
linear model are held against their exact values.
"""
import pathlib
import subprocess

import exact

HERE = pathlib.Path(__file__).parent
STATISTICS = ["mean", "sd", "p05", "p25", "p50", "p75", "p95", "chance"]
LIMIT = 4.5  # of some 60 comparisons none is beyond it by chance in 999 of 1,000 runs

# The peers print three statistics; this asks them for all eight.
ASK_PYTHON = ("import runpy, sys; sys.argv = sys.argv[1:]; "
              "print('statistics', *runpy.run_path(sys.argv[0])['res'])")
ASK_R = "source('{}'); cat('statistics', format(res, digits = 12), '\\n')"


def text_of(command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True,
                          text=True).stdout


def engine(program, model, draws, seed):
    """{statistic: (value, error)} of the base scenario."""
    lines = text_of([program, "agree", f"model={model}", "programs=1", f"draws={draws}",
                     f"seed={seed}"]).splitlines()
    rows = [line.split() for line in lines]
    return {name: (float(value), float(error)) for place, name, value, error in rows
            if place == "0"}


def statistics_of(text):
    words = text[text.rindex("statistics"):].split()[1:]
    return dict(zip(STATISTICS, map(float, words)))


def numpy_peer(python, draws, mode):
    return statistics_of(text_of([python, "-c", ASK_PYTHON, HERE / "peers/peer.py", draws, 1, mode]))


def r_peer(file, draws, *mode):
    return statistics_of(text_of(["Rscript", "-e", ASK_R.format(HERE / "peers" / file), draws, 1,
                                  *mode]))


def gsl_peer(program, draws, mode):
    return statistics_of(text_of([program, draws, 1, mode]))


def furthest(ours, draws, theirs, their_draws):
    """The largest difference in errors, and the statistic."""
    distances = []
    for name in STATISTICS:
        value, error = ours[name]
        error *= (1 + draws / their_draws) ** 0.5
        distances.append((abs(value - theirs[name]) / error, name))
    return max(distances)


def check(programs, python, mc2d, size):
    """Print a table; the number of peers that disagree. size: a factor on the draws."""
    draws = int(1000000 * size)
    peers = [("linear", "NumPy, naive", draws, lambda n: numpy_peer(python, n, "naive")),
             ("linear", "NumPy, gemm", draws // 10, lambda n: numpy_peer(python, n, "gemm")),
             ("linear", "base R, naive", draws // 10, lambda n: r_peer("peer.R", n, "naive")),
             ("linear", "base R, gemm", draws // 10, lambda n: r_peer("peer.R", n, "gemm")),
             ("linear", "GSL, typical", draws, lambda n: gsl_peer(programs.gsl, n, "typical")),
             ("linear", "GSL, naive", draws // 10, lambda n: gsl_peer(programs.gsl, n, "naive")),
             ("dcox", "NumPy, logit", draws, lambda n: numpy_peer(python, n, "logit")),
             ("dcox", "base R, logit", draws // 10, lambda n: r_peer("peer.R", n, "logit"))]
    if mc2d:
        peers.append(("linear", "mc2d", draws // 20, lambda n: r_peer("mc2d_peer.R", n)))
    mean, sd = exact.mean_and_sd()
    ours = {model: engine(programs.engine, model, draws, 4) for model in ("linear", "dcox")}
    linear = ours["linear"]
    off = [abs(linear["mean"][0] - mean) / linear["mean"][1],
           abs(linear["sd"][0] - sd) / linear["sd"][1]]
    print(f"linear: mean {linear['mean'][0]:.3f}, exactly {mean:.3f} ({off[0]:.1f} errors away); sd "
          f"{linear['sd'][0]:.2f}, exactly {sd:.2f} ({off[1]:.1f})")
    wrong = sum(z > LIMIT for z in off)
    for model, name, n, ask in peers:
        z, statistic = furthest(ours[model], draws, ask(n), n)
        wrong += z > LIMIT
        print(f"  {model:6} {name:14} {n:8} draws: furthest {z:.1f} errors away ({statistic})"
              + (" THEY DISAGREE" if z > LIMIT else ""))
    return wrong
