#!/usr/bin/python3
"""How `bca run` draws: threads, instructions, sampling, --until-se, the exact mean, being stopped.

    test_run_options.py --bca PATH --root DIR

Expected: what `bca run --help` promises. The mean of the draws is held against the mean without
draws (npv_mean_exact), and both against the definition of exact_z.
"""

import os
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "verify"))

from harness import TIMEOUT, Tally, arguments, rows_of  # noqa: E402

LONG = 2_000_000_000  # draws that no machine makes in the time a test waits
FEW = ["doc-cbt", "cssd-aic"]


class Run:
    """bca run in the shipped project, with a check of the exit code."""

    def __init__(self, t, bca, root):
        self.t, self.bca, self.root = t, bca, root

    def __call__(self, code, *words):
        done = subprocess.run([str(self.bca), "run", *map(str, words)], capture_output=True,
                              timeout=TIMEOUT, cwd=self.root)
        err = done.stderr.decode()
        what = f"bca run {' '.join(map(str, words))}"
        self.t.check(done.returncode == code, f"{what}: exit {done.returncode}; {err[-300:]}")
        return done.stdout.decode(), err

    def rows(self, *words):
        out, _ = self(0, *words, "--format", "csv")
        return {r["program_id"]: r for r in rows_of(out)}

    def begin(self, *words, **streams):
        return subprocess.Popen([str(self.bca), "run", *map(str, words)], cwd=self.root, **streams)


# --------------------------------------------------------------------------- the same numbers

def check_same_numbers(t, run, _):
    want, _ = run(0, *FEW, "--format", "csv", "--draws", 3000)
    for words in (["--threads", 1], ["--threads", 2], ["--threads", 4],
                  ["--instructions", "baseline"], ["--sampling", "plain"]):
        out, _ = run(0, *FEW, "--format", "csv", "--draws", 3000, *words)
        t.check(out == want, f"{words}: other numbers")
    alone = run.rows(FEW[0], "--draws", 3000)[FEW[0]]
    beside = run.rows(*FEW, "--draws", 3000)[FEW[0]]
    t.equal(alone, beside, "a program alone")
    for name in ("avx2", "avx512"):  # where the processor has them
        done = subprocess.run([str(run.bca), "run", *FEW, "--format", "csv", "--draws", "3000",
                               "--instructions", name], capture_output=True, cwd=run.root,
                              timeout=TIMEOUT)
        t.check(done.returncode == 2 or done.stdout.decode() == want, f"{name}: other numbers")


def check_sampling(t, run, _):
    plain = run.rows(*FEW)
    for name in ("antithetic", "latin"):
        got = run.rows(*FEW, "--sampling", name)
        for program in FEW:
            row, before = got[program], plain[program]
            t.check(row["draws_sha256"] != before["draws_sha256"], f"{name}: the same draws")
            t.check(float(row["npv_mean_se"]) < float(before["npv_mean_se"]),
                    f"{name} {program}: no smaller error")
            t.check(abs(float(row["exact_z"])) < 5, f"{name} {program}: z {row['exact_z']}")


# ------------------------------------------------------------------------------ --until-se

def check_until(t, run, _):
    limit = 60.0
    got = run.rows(*FEW, "--until-se", limit)
    for program, row in got.items():
        draws = int(row["draws"])
        t.check(draws >= 512 and draws & (draws - 1) == 0, f"{program}: {draws} draws")
        t.check(float(row["npv_mean_se"]) <= limit, f"{program}: error {row['npv_mean_se']}")
        fixed = run.rows(program, "--draws", draws)[program]
        t.equal(fixed, run.rows(program, "--until-se", limit)[program],
                f"{program}: as with so many draws, and alone")
        if draws > 512:
            half = run.rows(program, "--draws", draws // 2)[program]
            t.check(float(half["npv_mean_se"]) > limit, f"{program}: half would do")
    everyone = run.rows("--until-se", 500)
    t.check(len({r["draws"] for r in everyone.values() if r["draws"]}) > 2,
            "each program has its own number of draws")


def check_manifest(t, run, folder):
    for words, want in ((["--until-se", 500], "--until-se 500"),
                        (["--draws", 2000, "--sampling", "latin"],
                         "--draws 2000 --sampling latin")):
        run(0, FEW[0], *words, "-o", folder / "out")
        text = (folder / "out/manifest.json").read_text()
        t.check(f"bca run --analysis main --seed 1 {want}\"" in text, f"manifest: {want}")


# --------------------------------------------------------------------------- the exact mean

def check_exact(t, run, _):
    rows = [r for r in run.rows("--draws", 4096).values() if r["npv_mean"]]
    t.check(len(rows) > 20, "there are results")
    for r in rows:
        name = r["program_id"]
        t.equal((r["npv_mean_exact"] == "", r["exact_reason"] != ""), (False, False), name)
        z = (float(r["npv_mean"]) - float(r["npv_mean_exact"])) / float(r["npv_mean_se"])
        t.check(abs(z - float(r["exact_z"])) < 1e-9, f"{name}: z {r['exact_z']}")
        t.check(abs(z) < 5, f"{name}: z {z}")
    other = run.rows("--draws", 4096, "--seed", 2)
    for r in rows:
        t.equal(other[r["program_id"]]["npv_mean_exact"], r["npv_mean_exact"],
                f"{r['program_id']}: no chance in it")


# ------------------------------------------------------------------------------ being stopped

def check_stopped(t, run, folder):
    for number in (signal.SIGINT, signal.SIGTERM):
        child = run.begin("--draws", LONG, "-o", folder / "out", stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
        time.sleep(1.5)
        t.check(child.poll() is None, f"{number}: not at work any more")
        child.send_signal(number)
        out, err = child.communicate(timeout=TIMEOUT)
        t.equal(child.returncode, 130, f"{number}: exit")
        t.equal(out, b"", f"{number}: output")
        t.equal(err.decode(), "bca run: stopped; nothing was written\n", f"{number}: message")
        t.equal(sorted(p.name for p in folder.iterdir()), [], f"{number}: what is left")


def check_progress(t, run, _):
    """On a terminal a line after a second, gone at the end; else nothing."""
    try:
        outer, inner = pty.openpty()
    except OSError as reason:
        print(f"not looked at, the progress line: this machine gives no terminal ({reason})")
        return
    child = run.begin("doc-cbt", "--draws", LONG, stdout=subprocess.DEVNULL, stderr=inner)
    os.close(inner)
    seen, end = b"", time.monotonic() + 20
    while b"%" not in seen and time.monotonic() < end:
        if select.select([outer], [], [], 0.2)[0]:
            seen += os.read(outer, 4096)
    child.send_signal(signal.SIGINT)
    while child.poll() is None or select.select([outer], [], [], 0)[0]:
        try:
            seen += os.read(outer, 4096)
        except OSError:  # the other end is closed
            break
    t.equal(child.wait(timeout=TIMEOUT), 130, "progress: exit")
    t.check(f"\r{LONG} draws:   ".encode() in seen, f"progress: {seen[:80]}")
    t.check(b"\r\x1b[Kbca run: stopped" in seen, f"progress: not cleared: {seen[-80:]}")
    os.close(outer)
    _, err = run(0, "doc-cbt", "--draws", 2000)
    t.check("draws:" not in err and "\r" not in err, f"no terminal: {err}")


# ------------------------------------------------------------------------------------- usage

def check_usage(t, run, _):
    for words, want in (
            (["--until-se", "0"], "--until-se needs dollars above 0, not '0'"),
            (["--until-se", "x"], "--until-se needs dollars above 0, not 'x'"),
            (["--until-se", "50", "--draws", "5000"], "leave out --draws"),
            (["--until-se", "50", "--sampling", "latin"], "plain sampling alone"),
            (["--sampling", "sobol"], "plain, antithetic or latin, not 'sobol'"),
            (["--sampling", "latin", "--draws", "100"], "a multiple of 40 draws"),
            (["--threads", "x"], "--threads needs a whole number, not 'x'"),
            (["--threads", "5000"], "--threads is at most 1024"),
            (["--instructions", "mmx"], "no 'mmx', and takes ")):
        out, err = run(2, "doc-cbt", *words)
        t.check(out == "" and want in err, f"{words}: {err}")
    out, _ = run(0, "--help")
    for word in ("--until-se", "--sampling", "--threads", "--instructions", "Ctrl-C"):
        t.check(word in out, f"help: {word}")


def main():
    args = arguments(__doc__.splitlines()[0])
    t = Tally()
    for check in (check_same_numbers, check_sampling, check_until, check_manifest, check_exact,
                  check_stopped, check_progress, check_usage):
        with tempfile.TemporaryDirectory() as folder:
            check(t, Run(t, args.bca, args.root), Path(folder))
    t.finish()


if __name__ == "__main__":
    main()
