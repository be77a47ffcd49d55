#!/usr/bin/python3
"""Several processes at one run, begun by mpirun: the same bytes, and what happens when one fails.

    test_ranks.py --bca PATH --root DIR

PATH is built with BCA_MPI. Expected: what the same program gives without mpirun, to the byte.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "verify"))

from harness import Tally, arguments  # noqa: E402

LIMIT = 120  # seconds, of one command
BUSY = 0.6  # seconds of processor time after which a rank of a long run is drawing
LONG = 2_000_000_000  # draws that no machine makes in the time a test waits
PROGRAM = "doc-cbt"

# Runs of every kind: groups side by side, one group in chunks, in passes, until an error; with
# so many ranks.
RUNS = (
    ((1, 2, 4), ()),
    ((2,), ("--draws", 3000, "--sampling", "latin")),
    ((1, 2, 4), (PROGRAM, "--draws", 200_000)),
    ((2,), (PROGRAM, "--draws", 200_000, "--threads", 3)),
    ((4,), (PROGRAM, "cssd-aic", "--draws", 70_000, "--instructions", "baseline")),
    ((2, 4), (PROGRAM, "--draws", 2_200_000)),
    ((4,), ("--until-se", 150)),
    ((2,), (PROGRAM, "--until-se", 10)),
)


class Ranks:
    """bca in the shipped project, alone or by mpirun."""

    def __init__(self, bca, root, scratch):
        self.bca, self.root = bca, root
        self.env = {**os.environ, "TMPDIR": str(scratch), "LC_ALL": "C",
                    "OMPI_MCA_btl_vader_single_copy_mechanism": "none"}

    def begin(self, ranks, *words):
        mpirun = ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", str(ranks)]
        return subprocess.Popen([*(mpirun if ranks else []), str(self.bca), *map(str, words)],
                                cwd=self.root, env=self.env, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def __call__(self, ranks, *words):
        return end(self.begin(ranks, *words))


def end(child):
    """Exit code and both outputs; None where it hangs."""
    try:
        out, err = child.communicate(timeout=LIMIT)
    except subprocess.TimeoutExpired:
        child.terminate()  # mpirun then ends its ranks
        out, err = child.communicate()
        return None, out, err.decode()
    return child.returncode, out, err.decode()


# --------------------------------------------------------------------------- the same bytes

def check_runs(t, ranks):
    for counts, words in RUNS:
        what = f"run {' '.join(map(str, words))}"
        code, want, err = ranks(0, "run", "--format=csv", *words)
        t.equal(code, 0, f"{what}: alone: {err}")
        t.check(want.count(b"\n") > 1, f"{what}: rows")
        for n in counts:
            code, got, err = ranks(n, "run", "--format=csv", *words)
            t.equal(code, 0, f"{what}: {n} ranks: {err}")
            t.check(got == want, f"{what}: {n} ranks give other bytes")


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def check_folders(t, ranks, work):
    """Tables, charts, the memo and the manifest of a comparison, and the files of a run."""
    for words in (["run", "--draws", 2000],
                  ["compare", "base", "slots-halved", "--draws", 700, "--agency", "dcf"]):
        for n in (0, 2, 4):
            code, _, err = ranks(n, *words, "-o", work / f"{words[0]}{n}")
            t.equal(code, 0, f"{words[0]} -o: {n} ranks: {err}")
        want = files_of(work / f"{words[0]}0")
        t.check("manifest.json" in want, f"{words[0]} -o: {sorted(want)}")
        for n in (2, 4):
            got = files_of(work / f"{words[0]}{n}")
            t.equal(sorted(got), sorted(want), f"{words[0]} -o: {n} ranks: names")
            t.equal([name for name in want if got.get(name) != want[name]], [],
                    f"{words[0]} -o: {n} ranks: other bytes")


# ------------------------------------------------------------------------------- one speaks

def check_usage(t, ranks):
    """A bad command line: said once, with the exit code that it has without mpirun."""
    for words in (["run", "--draws", "x"], ["compare", "base", "no-such"], ["rum"]):
        code, _, said = ranks(0, *words)
        message = said.splitlines()[0]
        got, out, err = ranks(2, *words)
        t.equal((got, out), (code, b""), f"2 ranks: {words}: {err}")
        t.equal(err.splitlines().count(message), 1, f"2 ranks: {words}: {err}")
    code, out, err = ranks(2, "tier")
    t.equal((code, out), (0, ranks(0, "tier")[1]), f"a command that one rank does alone: {err}")


def check_full_output(t, ranks, work):
    """Only the first rank writes: its failure is that of all."""
    (work / "file").write_text("here\n")
    code, _, err = ranks(2, "run", PROGRAM, "--draws", 500, "-o", work / "file")
    t.equal(code, 5, f"a file in the way: {err}")
    t.equal(err.count("cannot make the folder"), 1, f"a file in the way: {err}")
    (work / "file").unlink()


# ---------------------------------------------------------------------------- one is lost

def stat_of(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None


def ranks_below(pid):
    """Ranks of an mpirun that have been at work for a while."""
    ticks = os.sysconf("SC_CLK_TCK")
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        stat = stat_of(name)
        if stat and int(stat[1]) == pid and (int(stat[11]) + int(stat[12])) / ticks > BUSY:
            found.append(int(name))
    return sorted(found)


def wait_for_ranks(child, n):
    limit = time.monotonic() + LIMIT
    below = ranks_below(child.pid)
    while len(below) < n and child.poll() is None and time.monotonic() < limit:
        below = ranks_below(child.pid)
    return below


def check_ended(t, child, below, work, what):
    """Not 0, nothing written, no rank that goes on."""
    code, out, err = end(child)
    t.check(code is not None and code != 0, f"{what}: exit {code}")
    t.equal(out, b"", f"{what}: output")
    t.equal(os.listdir(work), [], f"{what}: what is left")
    limit = time.monotonic() + LIMIT
    while any(stat_of(n) for n in below) and time.monotonic() < limit:
        pass
    t.equal([n for n in below if stat_of(n)], [], f"{what}: a rank goes on")
    return err


def check_lost(t, ranks, work):
    """A rank that is killed in the middle of a long run takes the others with it."""
    for n, victim in ((2, 0), (2, 1), (4, 3)):
        child = ranks.begin(n, "run", PROGRAM, "--draws", LONG, "-o", work / "out")
        below = wait_for_ranks(child, n)
        what = f"{n} ranks, number {victim} killed"
        if t.equal(len(below), n, f"{what}: ranks at work"):
            os.kill(below[victim], signal.SIGKILL)
        err = check_ended(t, child, below, work, what)
        t.check("signal 9" in err, f"{what}: {err}")


def check_stopped(t, ranks, work):
    """A signal to mpirun, and to one of its ranks."""
    for number in (signal.SIGINT, signal.SIGTERM):
        child = ranks.begin(2, "run", PROGRAM, "--draws", LONG, "-o", work / "out")
        below = wait_for_ranks(child, 2)
        child.send_signal(number)
        check_ended(t, child, below, work, f"{number.name} to mpirun")
    child = ranks.begin(2, "run", PROGRAM, "--draws", LONG, "-o", work / "out")
    below = wait_for_ranks(child, 2)
    if t.equal(len(below), 2, "SIGTERM to rank 1: ranks at work"):
        os.kill(below[1], signal.SIGTERM)
    err = check_ended(t, child, below, work, "SIGTERM to rank 1")
    t.equal(child.returncode, 130, "SIGTERM to rank 1: exit")
    t.equal(err.splitlines().count("bca run: stopped; nothing was written"), 1,
            f"SIGTERM to rank 1: {err}")


def main():
    args = arguments(__doc__.splitlines()[0])
    t = Tally()
    if t.check(shutil.which("mpirun"), "mpirun is missing: it comes with openmpi-bin"):
        with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory() as folder:
            ranks, work = Ranks(args.bca, args.root, scratch), Path(folder)
            check_usage(t, ranks)
            check_full_output(t, ranks, work)
            check_lost(t, ranks, work)
            check_stopped(t, ranks, work)
            check_runs(t, ranks)
            check_folders(t, ranks, work)
    t.finish()


if __name__ == "__main__":
    main()
