#!/usr/bin/python3
"""The same bits: what must not change a number does not, and what must does.

    test_invariance.py --bca PATH --root DIR

Every expectation is bca's own output in another situation: a second run, another folder, another
environment, a project with a program more or less, files and elements in another order, one
program alone, more draws. All is compared as text, the hash of every draw (draws_sha256) included.
The project is copied first, so that nothing else can change it meanwhile.
"""

import os
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from harness import Tally, arguments, plan, rows_of, run_ok

DRAWS = 2000
SEED = 7
PARTS = ["registry", "models", "reports"]
NS = "{urn:bca:1}"
SINGLES = ["doc-cbt", "ref-behavioral-self-control-training", "dcf-functional-family-therapy"]


# ------------------------------------------------------------------------------------- helpers

def copy_project(root, target):
    for part in PARTS:
        shutil.copytree(root / part, target / part, ignore=shutil.ignore_patterns("scenarios"))
    return target


def results(bca, root, *words, seed=SEED, draws=DRAWS, **more):
    """programs.csv as text, from standard output."""
    return run_ok(bca, "-C", root, "run", *words, "--draws", draws, "--seed", seed,
                  "--format=csv", **more)


def lines_of(text):
    """program id -> its row, as text; no field holds a line break."""
    return {next(iter(rows_of(text.splitlines()[0] + "\n" + line)))["program_id"]: line
            for line in text.splitlines()[1:]}


def rewrite(path, change):
    """Parse an XML file, change its root element, write it."""
    ET.register_namespace("", "urn:bca:1")
    tree = ET.parse(path)
    change(tree.getroot())
    tree.write(path, encoding="utf-8", xml_declaration=True)


def reverse_elements(name):
    """A change that puts the children called name in reverse order, in the places they hold."""
    def change(root):
        places = [i for i, child in enumerate(root) if child.tag == NS + name]
        children = [root[i] for i in places]
        for i, child in zip(places, reversed(children)):
            root[i] = child
    return change


# -------------------------------------------------------------------------------------- checks

def check_twice(t, bca, root, work):
    """Two runs with -o, the second from another working directory, the third in the folder."""
    folders = [work / name for name in ("first", "second", "third")]
    for folder, where in zip(folders, [None, work, None]):
        run_ok(bca, "-C", root, "run", "--draws", DRAWS, "--seed", SEED, "-o", folder, cwd=where)
    run_ok(bca, "run", "--draws", DRAWS, "--seed", SEED, "-o", folders[2], cwd=root)
    for name in ("programs.csv", "beside_published.csv", "manifest.json"):
        first, *others = [(folder / name).read_bytes() for folder in folders]
        t.equal([other == first for other in others], [True, True], f"{name}: the same bytes")
    t.equal(sorted(os.listdir(folders[0])), ["beside_published.csv", "manifest.json", "programs.csv"],
            "files of a run")
    return (folders[0] / "programs.csv").read_text(encoding="utf-8")


def locale_folder(work):
    """A folder with a locale that writes a decimal comma; None where it cannot be made."""
    folder = work / "locale"
    folder.mkdir()
    try:
        subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", str(folder / "de_DE.UTF-8")],
                       capture_output=True, timeout=120, check=False)
    except OSError:
        return None
    return folder if any(folder.iterdir()) else None


def check_environment(t, bca, root, work):
    """Colour, language, time zone, width and threads change no byte of any format."""
    german = {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}
    folder = locale_folder(work)
    if folder is None:
        print("note: no locale with a decimal comma could be made; LC_ALL may have no effect")
    else:
        german["LOCPATH"] = str(folder)
    settings = [{"NO_COLOR": "1"}, german, {"TZ": "Asia/Kathmandu"}, {"COLUMNS": "40"},
                {"TERM": "xterm-256color"}, {"OMP_NUM_THREADS": "3"}]
    for form in ("csv", "json", "table"):
        def one(**env):
            return run_ok(bca, "-C", root, "run", "doc-cbt", "dcf-child-first", "--draws", "500",
                          f"--format={form}", env=env)
        plain = one()
        for env in settings:
            t.check(one(**env) == plain, f"{form}: {' '.join(env)} changes it")
    whole = results(bca, root, draws=100)
    for env in settings:
        t.check(results(bca, root, draws=100, env=env) == whole,
                f"all programs: {' '.join(env)} changes a result")


def check_alone(t, bca, root, lines):
    for program, line in lines.items():
        alone = lines_of(results(bca, root, program))
        t.equal(alone, {program: line}, f"{program}: alone and among all")
    some = ["ref-homebuilders", "doc-cbt"]
    t.equal(lines_of(results(bca, root, *some)), {p: lines[p] for p in some}, "two, named in turn")


def check_removed(t, bca, root, work, lines):
    copy = copy_project(root, work / "removed")
    (copy / "registry/programs/doc/doc-cbt.xml").unlink()
    (copy / "registry/programs/reference/ref-homebuilders.xml").unlink()
    (copy / "registry/interventions/homebuilders.xml").unlink()
    want = {p: line for p, line in lines.items() if p not in ("doc-cbt", "ref-homebuilders")}
    t.equal(lines_of(results(bca, copy)), want, "two programs and an intervention removed")


def check_added(t, bca, root, work, lines):
    """A copy under a new id shares the effect, not the cost's draws: its own row differs."""
    copy = copy_project(root, work / "added")
    folder = copy / "registry/programs/doc"
    text = (folder / "doc-cbt.xml").read_text(encoding="utf-8")
    (folder / "doc-another.xml").write_text(text.replace('id="doc-cbt"', 'id="doc-another"'),
                                            encoding="utf-8")
    got = lines_of(results(bca, copy))
    added = got.pop("doc-another", None)
    t.equal(got, lines, "one program added")
    if t.check(added is not None, "the added program has no row"):
        mine, theirs = (rows_of(results(bca, copy, p))[0] for p in ("doc-another", "doc-cbt"))
        t.check(mine["draws_sha256"] != theirs["draws_sha256"], "a new id draws its own cost")
        t.equal(mine["benefits_others"], theirs["benefits_others"], "a shared effect is shared")


def check_order(t, bca, root, work, text):
    """Folder entries, sources and parameters in another order: the whole file is the same."""
    copy = work / "order"
    for path in sorted((p for part in PARTS for p in (root / part).rglob("*") if p.is_file()),
                       reverse=True):
        target = copy / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    t.check(results(bca, copy) == text, "files made in another order")
    rewrite(copy / "registry/sources.xml", reverse_elements("source"))
    t.check(results(bca, copy) == text, "sources in another order")
    for model in ("connecticut", "washington"):
        rewrite(copy / f"models/{model}/model.xml", reverse_elements("parameter"))
    t.check(results(bca, copy) == text, "parameters of the models in another order")
    for model in ("connecticut", "washington"):
        rewrite(copy / f"models/{model}/model.xml", reverse_elements("population"))
    t.check(results(bca, copy) == text, "populations of the models in another order")


def check_unrelated(t, bca, root, work, text):
    """A parameter and a source that no program uses change nothing."""
    copy = copy_project(root, work / "unrelated")

    def add_parameter(root_element):
        places = [i for i, c in enumerate(root_element) if c.tag == NS + "parameter"]
        new = ET.Element(NS + "parameter", {
            "id": "aaa-unused", "name": "Unused", "unit": "ratio", "distribution": "uniform",
            "low": "0", "high": "1", "source": "project", "status": "assumed", "note": "Unused."})
        root_element.insert(places[0], new)
    rewrite(copy / "models/connecticut/model.xml", add_parameter)
    t.check(results(bca, copy) == text, "an unused parameter more")


def check_seed(t, bca, root, lines):
    """Another seed: other draws for every program that has any; the same seed again: the same."""
    hashes = {row["program_id"]: row["draws_sha256"]
              for row in rows_of(results(bca, root)) if row["draws_sha256"]}
    others = {row["program_id"]: row["draws_sha256"]
              for row in rows_of(results(bca, root, seed=SEED + 1)) if row["draws_sha256"]}
    t.equal(sorted(hashes), sorted(others), "programs with draws")
    for program in hashes:
        t.check(hashes[program] != others[program], f"{program}: seeds {SEED} and {SEED + 1}")
    t.equal(len(set(hashes.values())), len(hashes), "two programs with the same draws")
    t.check(lines_of(results(bca, root)) == lines, "the first seed again")


def percentile(values, percent):
    """Exact order statistic, where percent of n - 1 is whole (type 7)."""
    place, rest = divmod((len(values) - 1) * percent, 100)
    assert rest == 0
    return sorted(values)[place]


def check_draws(t, bca, root):
    """Draw K of `bca plan --draw K` is draw K of a run of any length: with 21 and 41 draws every
    percentile is one draw, to the rounding of the plain kernel, which computes single draws, and the
    mean is that of the first 21 or 41."""
    for program in SINGLES:
        draws = [plan(bca, root, program, "--draw", k, "--seed", SEED)["draw"]["npv"]
                 for k in range(41)]
        for n in (2, 21, 41):
            row = rows_of(results(bca, root, program, draws=n))[0]
            mean = sum(draws[:n]) / n
            t.near(float(row["npv_mean"]), mean, 1e-12 * max(map(abs, draws)),
                   f"{program}: mean of {n} draws")
            positive = sum(x > 0 for x in draws[:n]) / n
            t.near(float(row["chance_positive"]), positive, 1e-15, f"{program}: chance of {n}")
            for percent in (5, 25, 50, 75, 95) if n > 2 else ():
                t.near(float(row[f"npv_p{percent:02}"]), percentile(draws[:n], percent),
                       1e-12 * max(map(abs, draws)), f"{program}: percentile {percent} of {n} draws")
        t.equal(plan(bca, root, program, "--draw", "5", "--seed", SEED)["draw"]["npv"], draws[5],
                f"{program}: draw 5 again")


def main():
    args = arguments(__doc__)
    t = Tally()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        root = copy_project(args.root, work / "project")
        text = check_twice(t, args.bca, root, work)
        t.check(results(args.bca, root) == text, "programs.csv is what --format=csv prints")
        lines = lines_of(text)
        check_environment(t, args.bca, root, work)
        check_alone(t, args.bca, root, lines)
        check_removed(t, args.bca, root, work, lines)
        check_added(t, args.bca, root, work, lines)
        check_order(t, args.bca, root, work, text)
        check_unrelated(t, args.bca, root, work, text)
        check_seed(t, args.bca, root, lines)
        check_draws(t, args.bca, root)
    t.finish()


if __name__ == "__main__":
    main()
