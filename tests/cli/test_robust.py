#!/usr/bin/python3
"""What commands that write a folder leave behind when they are stopped, or cannot write.

    test_robust.py --bca PATH --root DIR

Expected: all or nothing. A stopped command exits with 130, one that cannot write with 5 and says
why; no folder is made, none is left beside it or in TMPDIR, and TeX does not go on by itself. A
signal that comes when everything is in its place changes nothing.
"""

import contextlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "verify"))

from harness import Tally, arguments  # noqa: E402

LIMIT = 120  # seconds, of one command
BUSY = 0.4  # seconds of processor time after which a command with many draws is drawing
STOPPED = "stopped; nothing was written"
SIGNALS = (signal.SIGINT, signal.SIGTERM)

# Words of a command; draws that last; draws that do not; what its folder then holds among others.
COMMANDS = {
    "run": (["run"], 2_000_000_000, 300, "programs.csv"),
    "compare": (["compare", "base", "slots-halved"], 1 << 20, 50, "memo.tex"),
    "report": (["report", "annual"], 1_000_000, 10, "report.tex"),
}


class Command:
    """A command that writes to place/new/out, with a TMPDIR of its own."""

    def __init__(self, t, bca, root, work, name):
        self.t, self.bca, self.root, self.name = t, bca, root, name
        self.words, self.many, self.few, self.file = COMMANDS[name]
        self.place, self.scratch = work / "place", work / "tmp"
        self.out = self.place / "new" / "out"
        self.place.mkdir(exist_ok=True)
        self.scratch.mkdir(exist_ok=True)

    def begin(self, draws, **more):
        env = {**os.environ, "TMPDIR": str(self.scratch)}
        return subprocess.Popen([str(self.bca), *self.words, "--draws", str(draws), "-o",
                                 str(self.out)], cwd=self.root, env=env,
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, **more)

    def nothing_left(self, what):
        self.t.equal(sorted(os.listdir(self.place)), [], f"{self.name}, {what}: what is left")
        self.t.equal(os.listdir(self.scratch), [], f"{self.name}, {what}: what is left in TMPDIR")

    def fails(self, what, words, **more):
        """It ends with 5, and says why in one line."""
        child = self.begin(self.few, **more)
        err = end(child).decode()
        self.t.equal(child.returncode, 5, f"{self.name}, {what}: exit; {err[-300:]}")
        said = [line for line in err.splitlines() if line.startswith("bca ")]
        self.t.check(len(said) == 1 and any(word in said[0] for word in words),
                     f"{self.name}, {what}: {err[-300:]}")
        return err


def end(child):
    try:
        return child.communicate(timeout=LIMIT)[1]
    except subprocess.TimeoutExpired:
        child.kill()
        return b"it does not end\n" + child.communicate()[1]


# ------------------------------------------------------------------------------- moments

def stat_of(pid):
    """Fields of /proc/PID/stat after the name, or none when it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None


def is_busy(command, child):
    """Longer at work than reading and compiling takes."""
    stat = stat_of(child.pid)
    ticks = os.sysconf("SC_CLK_TCK")
    return stat is not None and (int(stat[11]) + int(stat[12])) / ticks > BUSY


def children_of(pid):
    numbers = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    return [n for n in numbers if (s := stat_of(n)) and int(s[1]) == pid and s[0] != "Z"]


def has_tex(command, child):
    return any(Path(f"/proc/{n}/comm").read_text().startswith("lua")
               for n in children_of(child.pid))


def has_scratch(command, _):
    return any(command.place.glob("new/out.*"))


def has_manifest(command, _):
    return any(command.place.glob("new/out*/manifest.json"))


def wait_for(moment, command, child):
    """Until the moment comes; false when the command has ended before it."""
    limit = time.monotonic() + LIMIT
    while child.poll() is None and time.monotonic() < limit:
        with contextlib.suppress(OSError):  # a process that has just ended
            if moment(command, child):
                return True
    return False


# ------------------------------------------------------------------------------ being stopped

def check_stopped(t, command, moment, draws, number):
    """In the middle: 130, a message, no trace, and no child."""
    what = f"{number.name} when it {moment.__name__}"
    child = command.begin(draws)
    t.check(wait_for(moment, command, child), f"{command.name}, {what}: the moment never came")
    below = children_of(child.pid)
    child.send_signal(number)
    err = end(child).decode()
    t.equal(child.returncode, 130, f"{command.name}, {what}: exit")
    t.equal(err.splitlines()[-1:], [f"bca {command.words[0]}: {STOPPED}"],
            f"{command.name}, {what}: message")
    t.equal([n for n in below if stat_of(n)], [], f"{command.name}, {what}: TeX goes on")
    command.nothing_left(what)


def check_last_moment(t, command, moment, number):
    """While files are put in their place: all of them, or nothing."""
    what = f"{number.name} when it {moment.__name__}"
    child = command.begin(command.few)
    wait_for(moment, command, child)
    child.send_signal(number)
    err = end(child).decode()
    if child.returncode == 130:
        t.check(STOPPED in err, f"{command.name}, {what}: {err}")
        command.nothing_left(what)
        return
    t.equal(child.returncode, 0, f"{command.name}, {what}: exit; {err}")
    names = sorted(os.listdir(command.out))
    t.check("manifest.json" in names and command.file in names, f"{command.name}, {what}: {names}")
    t.equal(os.listdir(command.place / "new"), ["out"], f"{command.name}, {what}: beside it")
    for name in names:
        (command.out / name).unlink()
    command.out.rmdir()
    command.out.parent.rmdir()


def check_signals(t, command):
    for number in SIGNALS:
        check_stopped(t, command, is_busy, command.many, number)
    if command.name != "run":
        check_stopped(t, command, has_tex, command.few, signal.SIGTERM)
    if command.name != "report":  # its TeX takes too long to be waited for
        check_last_moment(t, command, has_manifest, signal.SIGINT)
    if command.name == "run":
        check_last_moment(t, command, has_scratch, signal.SIGTERM)


def check_older(t, command):
    """A folder that was there before stays, with what is in it."""
    command.out.mkdir(parents=True)
    (command.out / command.file).write_text("older\n")
    child = command.begin(command.few if command.name == "report" else command.many)
    moment = has_tex if command.name == "report" else is_busy
    t.check(wait_for(moment, command, child), f"{command.name}: the moment never came")
    child.send_signal(signal.SIGINT)
    end(child)
    t.equal(child.returncode, 130, f"{command.name}, beside older files: exit")
    t.equal((command.out / command.file).read_text(), "older\n", f"{command.name}: older file")
    t.equal(os.listdir(command.out), [command.file], f"{command.name}: beside older files")
    (command.out / command.file).unlink()
    command.out.rmdir()
    t.equal(os.listdir(command.out.parent), [], f"{command.name}: beside the older folder")
    command.out.parent.rmdir()


# ------------------------------------------------------------------------------ cannot write

@contextlib.contextmanager
def mounted(folder, options):
    """A small file system in memory on a folder, for whom may mount one; else None."""
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "bca-test", str(folder)],
                          capture_output=True, check=False, timeout=LIMIT)
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", str(folder)], check=True, timeout=LIMIT)


def cap_files(size):
    """No file of this process grows beyond size bytes: writing then fails as on a full disk. (The
    signal that goes with it is ignored, as Python has it.)"""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def check_capped(t, command):
    """No room for the first table, and for a file among the last."""
    for size in (1024, 40_000):
        command.fails(f"files of {size} bytes", ["File too large"], preexec_fn=cap_files(size),
                      restore_signals=False)
        command.nothing_left(f"files of {size} bytes")


def check_full(t, command):
    """A full disk below the folder, and below TMPDIR, where TeX works."""
    full = "No space left on device"
    disks = [(command.place, "size=4k", [full]), (command.place, "size=128k", [full]),
             (command.place, "size=1m,nr_inodes=4", [full])]  # itself, new, out and the scratch
    if command.name != "run":
        disks += [(command.scratch, "size=4k", [full]),
                  (command.scratch, "size=64k", [full, "lualatex could not write"])]
    for folder, options, words in disks:
        what = f"{options} below {folder.name}"
        with mounted(folder, options) as is_mounted:
            if is_mounted:
                err = command.fails(what, words)
                t.check(folder != command.place or f"'{command.out}" in err,
                        f"{command.name}, {what}: which file: {err}")
                command.nothing_left(what)


def check_read_only(t, command):
    """Nothing can be made: for root a file system says so, for others the folder's mode."""
    with mounted(command.place, "ro") as is_mounted:
        if not is_mounted:
            command.place.chmod(0o555)
        if is_mounted or os.geteuid() != 0:
            command.fails("a read-only folder", ["Read-only file system", "Permission denied"])
        if not is_mounted:
            command.place.chmod(0o755)
    command.out = Path("/proc/bca-test/out")
    err = command.fails("no folder can be made", ["No such file or directory"])
    t.check("'/proc/bca-test'" in err, f"{command.name}: which folder: {err}")
    command.out = command.place / "new" / "out"
    command.nothing_left("no folder can be made")


def main():
    args = arguments(__doc__.splitlines()[0])
    t = Tally()
    for name in COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            command = Command(t, args.bca, args.root, Path(folder), name)
            check_signals(t, command)
            check_older(t, command)
            check_capped(t, command)
            check_full(t, command)
            check_read_only(t, command)
    t.finish()


if __name__ == "__main__":
    main()
