#!/usr/bin/python3
"""Run `bca check` on every case of this folder and compare its findings with `expected`.

    run.py --bca PATH --mini DIR [--no-limit] [CASE...]

README.md tells what a case is. Prints one line per failing case, with the difference
below it, and ends with `N passed, M failed`; exits 1 when M is not 0.
"""

import argparse
import difflib
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
MEMORY = 512 * 1024 * 1024  # bytes
TIMEOUT = 20  # seconds
OWN_FILES = {"expected", "make"}  # of a case; everything else is laid over the project
# of a report, of tiers, and of sheets given to bca effect, meta and import: tests/cli, tests/verify
TESTED_ELSEWHERE = {"E0901", "E0902", "E0610", "E0611", "E0612", "E0613", "E0614", "E0615",
                    "E0620", "E0621", "E0622", "E0630", "E0631", "W0632", "W0812"}
KEYS = ["code", "severity", "file", "line", "col", "endLine", "endCol", "message",
        "label", "fix"]
TRACES = ["(null)", "Sanitizer", "runtime error:", "Traceback", "CANARY"]
INTERNALS = ["invalid", "xmlparse", "xml_parse", "[facet", "{urn:", "attvalue"]


class Failure(Exception):
    """What a case does not do as it should."""


def check(condition, text):
    if not condition:
        raise Failure(text)


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(args, *command):
    """Exit code, stdout and stderr of a command of bca; nothing of it may be odd."""
    try:
        done = subprocess.run([args.bca, *command], stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=TIMEOUT,
                              env={**os.environ, "NO_COLOR": "1"},
                              preexec_fn=None if args.no_limit else limit_memory)
    except subprocess.TimeoutExpired:
        raise Failure(f"took longer than {TIMEOUT} s") from None
    out = done.stdout.decode("utf-8", "backslashreplace")
    err = done.stderr.decode("utf-8", "backslashreplace")
    for trace in TRACES:
        check(trace not in out + err, f"{' '.join(command[2:])}: prints '{trace}'")
    check(done.returncode >= 0, f"ended by signal {-done.returncode}")
    return done.returncode, out, err


def build_project(case, mini, folder):
    """Copy mini, lay the case over it, and run the case's `make` inside."""
    shutil.copytree(mini, folder)
    for source in sorted(p for p in case.rglob("*") if p.is_file()):
        name = source.relative_to(case)
        if str(name) not in OWN_FILES:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, folder / name)
    if (case / "make").exists():
        subprocess.run(["/bin/sh", "-eu", str(case / "make")], cwd=folder, check=True,
                       capture_output=True, timeout=TIMEOUT)


def sort_key(finding):
    return finding["file"], finding["line"], finding["col"], finding["code"]


def check_finding(f):
    name = f"finding {f.get('code')}"
    check(sorted(f) == sorted(KEYS), f"{name}: keys {sorted(f)}")
    severity = "warning" if f["code"].startswith("W") else "error"
    check(f["severity"] == severity, f"{name}: severity '{f['severity']}'")
    check(all(isinstance(f[k], int) for k in ("line", "col", "endLine", "endCol")),
          f"{name}: a place that is not a whole number")
    check((f["endLine"], f["endCol"]) >= (f["line"], f["col"]), f"{name}: ends early")
    check(not os.path.isabs(f["file"]) and ".." not in f["file"].split("/"),
          f"{name}: path '{f['file']}'")
    message = f["message"]
    check(isinstance(message, str) and message.strip() == message != "",
          f"{name}: message {message!r}")
    check(not message.endswith("."), f"{name}: a full stop ends '{message}'")
    check(f["fix"], f"{name}: '{message}' does not say how to mend it")
    check("\n" not in message, f"{name}: message of several lines")
    for key in ("label", "fix"):
        check(f[key] is None or (isinstance(f[key], str) and f[key] != ""),
              f"{name}: {key} {f[key]!r}")
    for text in (message, f["label"] or "", f["fix"] or ""):
        for word in INTERNALS:
            check(word not in text.lower(), f"{name}: '{word}' in '{text}'")


def read_json(out):
    try:
        data = json.loads(out)
    except ValueError as error:
        raise Failure(f"stdout is not JSON: {error}: {out[:200]!r}") from None
    check(sorted(data) == ["errors", "findings", "schema", "version", "warnings"],
          f"keys {sorted(data)}")
    check((data["schema"], data["version"]) == ("bca-findings", 1),
          f"schema {data['schema']} {data['version']}")
    found = data["findings"]
    for f in found:
        check_finding(f)
    warnings = sum(f["severity"] == "warning" for f in found)
    check(data["warnings"] == warnings, f"{data['warnings']} warnings counted")
    check(data["errors"] == len(found) - warnings, f"{data['errors']} errors counted")
    check(found == sorted(found, key=sort_key), "the findings are not in order")
    return found


def compare(expected, found):
    """Lines of a diff, empty when they agree; `*` in a place stands for any number."""
    lines = [f"{f['code']} {f['file']}:{f['line']}:{f['col']}" for f in found]
    patterns = [re.escape(e).replace(r"\*", r"\d+") for e in expected]
    if len(lines) == len(expected) and all(map(re.fullmatch, patterns, lines)):
        return []
    said = [f"{line}    {f['message']}" for line, f in zip(lines, found)]
    for i, line in enumerate(lines):  # show an agreed line as agreed
        if i < len(patterns) and re.fullmatch(patterns[i], line):
            said[i] = expected[i]
    return list(difflib.unified_diff(expected, said, "expected", "found", lineterm="",
                                     n=9))[2:]


def run_case(args, case, expected):
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "project"
        build_project(case, args.mini, folder)
        code, out, err = run(args, "-C", str(folder), "check", "--format=json")
        check(scratch not in out + err, "prints the path of the project's folder")
        check(out != "", f"exit {code} and an empty stdout: {err.strip()[:300]}")
        found = read_json(out)
        difference = compare(expected, found)
        check(not difference, "other findings\n  " + "\n  ".join(difference))
        wanted = int(any(f["severity"] == "error" for f in found))
        check(code == wanted, f"exit {code}, expected {wanted}")
        text_code, out, err = run(args, "-C", str(folder), "check", "--format=text")
        check(text_code == wanted, f"--format=text: exit {text_code}")
        check(scratch not in out + err, "--format=text: prints the project's path")
        for f in found:
            place = f"{f['file']}:{f['line']}:{f['col']}"
            check(place in out + err, f"--format=text: no '{place}'")
            check(f["message"] in out + err, f"--format=text: no '{f['message']}'")


def case_lines(case):
    return (case / "expected").read_text(encoding="utf-8").split("\n")[:-1]


def check_catalogue(args, cases):
    """Every code has an explanation and a case, and every case a code."""
    status, out, _ = run(args, "explain", "--list")
    check(status == 0, f"explain --list: exit {status}")
    listed = [line.split()[0] for line in out.splitlines() if line.strip()]
    check(listed, "explain --list: nothing listed")
    for code in listed:
        status, out, _ = run(args, "explain", code)
        check(status == 0 and code in out, f"explain {code}: exit {status}")
    with_case = {line.split()[0] for case in cases for line in case_lines(case)}
    lacking = set(listed) - with_case - TESTED_ELSEWHERE
    check(not lacking, f"no case for {', '.join(sorted(lacking))}")
    strange = with_case - set(listed)
    check(not strange, f"no explanation of {', '.join(sorted(strange))}")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bca", required=True, type=os.path.abspath,
                        help="the program")
    parser.add_argument("--mini", required=True, type=Path,
                        help="the valid project, tests/data/mini")
    parser.add_argument("--no-limit", action="store_true",
                        help="no limit on memory, for sanitizer builds")
    parser.add_argument("cases", nargs="*", metavar="CASE", help="default: all")
    args = parser.parse_args()
    if not os.access(args.bca, os.X_OK):
        parser.error(f"there is no program '{args.bca}'")
    if not (args.mini / "registry").is_dir():
        parser.error(f"there is no project in '{args.mini}'")
    return args


def main():
    args = parse_arguments()
    every = sorted(p.parent for p in HERE.glob("*/expected"))
    chosen = [HERE / name.rstrip("/") for name in args.cases] or every
    tests = [(c.name, lambda c=c: run_case(args, c, case_lines(c))) for c in chosen]
    if not args.cases:
        tests.append(("mini", lambda: run_case(args, args.mini, [])))
        tests.append(("catalogue", lambda: check_catalogue(args, every)))
    failed = 0
    for name, test in tests:
        try:
            test()
        except (Failure, OSError, subprocess.SubprocessError) as error:
            failed += 1
            print(f"FAIL {name}: {error}")
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
