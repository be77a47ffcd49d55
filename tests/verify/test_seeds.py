#!/usr/bin/python3
"""Where the figures of the five texts stand with which the project began, and what they are not.

    test_seeds.py --bca PATH --root DIR

Each figure of seed_figures.py was read off its text by hand. It stands in the file named beside it,
in the value or the note of an element that cites the source of that text, and the report prints it.
Years alone are not figures. The texts tell of services, people and plans; none compares with a
group outside the program. So none is evidence here: no element of an intervention but its name,
description and research cites them, no cost and no factor of an effect rests on them, and Secure
Jobs has no result, only the question how large an effect would have to be. At the means its net
benefit is its cost with deadweight and nothing else (closed form).

Each rule is then broken in memory, and has to say so. The table of figures is printed.
"""

import copy
import re
import shutil
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from break_even_project import stand_in_for_tex
from harness import Tally, arguments, number, read_table, rows_of, run_ok
from seed_figures import (CABINET, CLIFF, COACHED, EXAMPLES, FIGURES, FOOD, HOMES, LEFT_OUT, MODEL,
                          PAGE, PLAN, REPORT, SECURE, STUDIED, TEXTS)

NS = "{urn:bca:1}"
PROGRAM, INTERVENTION = "doh-secure-jobs", "secure-jobs"
ITS_PAGE_TOO = ["230 families", "100,000", "87,500", "85,500"]  # beside items without a value
INTERVENTION_MAY = {"name", "description", "research"}  # elements that may cite the texts
PROGRAM_MAY = {"cost", "payer", "person", "description", "providers", "population", "outcomes",
               "assignment", "expenditures", "funding", "costPerParticipant", "participants",
               "capacity", "eligible"}  # and not localFit, which is a factor of effects
MODEL_MAY = {"path"}  # what happens without a program
NO_COMPARISON = {"before-after", "outputs", "theory"}
NO_RESULT = ["benefits_mean", "cost_mean", "npv_mean", "chance_positive", "bcr", "irr", "mvpf",
             "benefits_state", "net_state"]
ASKED = {"earnings": "5", "family-homelessness": "2"}  # outcome -> years


# ------------------------------------------------------------------------------------ reading

def tag(element):
    return element.tag.removeprefix(NS)


def cited(element):
    return {element.get("source") or "", *(element.get("also") or "").split()}


def holds(element, words):
    """Whether the value or the note of an element has the words, as whole numbers."""
    pattern = rf"(?<![\w.,]){re.escape(words)}(?!\w|[.,]\d)"
    return any(re.search(pattern, text or "") for text in (element.text, element.get("note")))


def read(root):
    """Path -> root element, of every file of the registry and the models."""
    paths = [*root.glob("registry/**/*.xml"), *root.glob("models/*/model.xml")]
    return {p.relative_to(root).as_posix(): ElementTree.parse(p).getroot() for p in sorted(paths)}


# -------------------------------------------------------------------------------------- rules

def not_found(book, figures):
    """Figures that do not stand where the table says, with their citation."""
    return [f for f in figures if f.path not in book or not any(
        f.text.source in cited(x) and holds(x, f.words) for x in book[f.path].iter())]


def entered(book):
    """Figures said to be left out that an element citing their text has."""
    return [o.words for o in LEFT_OUT for content in book.values() for x in content.iter()
            if o.text.source in cited(x) and holds(x, o.words)]


def misused(book):
    """Elements that cite a text where an effect could come of it."""
    texts, found = {text.source for text in TEXTS}, []
    for path, content in book.items():
        kind = path.split("/")[1] if path.startswith("registry") else "models"
        may = {"interventions": INTERVENTION_MAY, "programs": PROGRAM_MAY,
               "models": MODEL_MAY}.get(kind)
        for x in content.iter():
            if may is not None and cited(x) & texts and tag(x) not in may:
                found.append(f"{path}: {tag(x)} cites {sorted(cited(x) & texts)}")
            if kind == "programs" and tag(x) == "cost" and x.get("source") in texts:
                found.append(f"{path}: the cost is that of {x.get('source')}")
            if (kind == "interventions" and tag(x) == "research" and cited(x) & texts
                    and x.get("kind") not in NO_COMPARISON):
                found.append(f"{path}: {x.get('label')} is called {x.get('kind')}")
    return found


def secure_jobs(book):
    """What keeps Secure Jobs from having a result, where it is not so."""
    found = [f"{STUDIED}: it has {tag(x)}" for x in book[STUDIED] if tag(x) not in INTERVENTION_MAY]
    found += [f"{STUDIED}: {name} of {tag(x)}" for x in book[STUDIED].iter() for name in x.attrib
              if name.startswith(("effect", "se1", "se2"))]
    program = book[SECURE]
    if (program.get("basis"), program.get("intervention")) != ("break-even", INTERVENTION):
        found.append(f"{SECURE}: basis {program.get('basis')}, {program.get('intervention')}")
    found += [f"{path}: carries out {INTERVENTION}" for path, content in book.items()
              if content.get("intervention") == INTERVENTION and path != SECURE]
    asked = {x.get("outcome"): x.get("years") for x in program.findall(NS + "breakEven")}
    return found + ([] if asked == ASKED else [f"{SECURE}: asks {asked}"])


def check_rules(t, book):
    gone = not_found(book, FIGURES)
    for f in FIGURES:
        t.check(f not in gone, f"{f.words}: not in {f.path} with {f.text.source}")
    t.equal(entered(book), [], "figures left out that have entered")
    t.equal(misused(book), [], "uses as an effect")
    t.equal(secure_jobs(book), [], "a result of Secure Jobs")
    t.equal(len({(f.words, f.path) for f in FIGURES}), len(FIGURES), "figures that are told apart")
    sources = {s.get("id"): s for s in book["registry/sources.xml"]}
    for text in TEXTS:
        t.check(text.title in sources[text.source].get("title"), f"{text.source}: title")
        t.equal(sources[text.source].get("seen"), "primary", f"{text.source}: read itself")
        t.check(any(f.text is text for f in FIGURES), f"{text.source}: no figure")


# --------------------------------------------------------------------------- the rules can fail

def with_file(book, path, change):
    """The book with one file changed."""
    changed = copy.deepcopy(book[path])
    change(changed)
    return {**book, path: changed}


def first(content, name):
    return next(x for x in content.iter(NS + name))


def check_figures_can_fail(t, book):
    """Each figure without its citation, and with another number, is reported."""
    for f in FIGURES:
        def uncite(content, source=f.text.source):
            for x in content.iter():
                for name in ("source", "also"):
                    if x.get(name):
                        kept = [s for s in x.get(name).split() if s != source]
                        x.set(name, " ".join(kept) or "project")

        def renumber(content, words=f.words):
            for x in content.iter():
                x.text = (x.text or "").replace(words, "another number")
                if x.get("note"):
                    x.set("note", x.get("note").replace(words, "another number"))

        for change, what in ((uncite, "its citation"), (renumber, "its number")):
            t.check(f in not_found(with_file(book, f.path, change), FIGURES),
                    f"{f.words} in {f.path}: nothing says that it lost {what}")


def add(parent, name, **attributes):
    ElementTree.SubElement(parent, NS + name, attributes)


def check_uses_can_fail(t, book):
    """Each way to make a text into an effect is reported."""
    other = "registry/interventions/rapid-rehousing.xml"
    rehousing = "registry/programs/doh/doh-rapid-rehousing.xml"
    effect = {"effect1": "0.288", "se1": "0.1", "source": REPORT.source, "status": "published"}
    breaks = [
        (misused, STUDIED, lambda x: setattr(first(x, "research"), "tag", NS + "evidence")),
        (secure_jobs, STUDIED, lambda x: setattr(first(x, "research"), "tag", NS + "evidence")),
        (misused, STUDIED, lambda x: first(x, "research").set("kind", "statistical-analysis")),
        (secure_jobs, STUDIED, lambda x: add(x, "evidence", outcome="earnings")),
        (secure_jobs, STUDIED, lambda x: first(x, "research").set("effect1", "0.5")),
        (misused, other, lambda x: add(first(x, "evidence"), "reported", **effect)),
        (misused, other, lambda x: add(x, "published", source="project", also=PAGE.source)),
        (misused, SECURE, lambda x: add(x, "localFit", source=EXAMPLES.source)),
        (misused, SECURE, lambda x: first(x, "cost").set("source", PAGE.source)),
        (misused, MODEL, lambda x: add(x, "multiplier", source=CABINET.source)),
        (misused, MODEL, lambda x: add(x, "parameter", source="project", also=PLAN.source)),
        (secure_jobs, SECURE, lambda x: x.set("basis", "modeled")),
        (secure_jobs, SECURE, lambda x: x.remove(x.find(NS + "breakEven"))),
        (secure_jobs, rehousing, lambda x: x.set("intervention", INTERVENTION)),
        (entered, CLIFF, lambda x: first(x, "providers").set("note", "Of 17 state agencies.")),
    ]
    for i, (rule, path, change) in enumerate(breaks):
        t.check(rule(with_file(book, path, change)), f"way {i + 1}, {path}: not reported")


# ------------------------------------------------------------------------------- what is shown

def only(root, work, kept):
    """A copy of the project with a few programs; the rest of the registry stays."""
    for name in ("registry", "models", "reports"):
        shutil.copytree(root / name, work / name, ignore=shutil.ignore_patterns("scenarios"))
    for path in (work / "registry/programs").rglob("*.xml"):
        if path.stem not in kept:
            path.unlink()
    return work


def mean_deadweight(book):
    """Mean of the triangular deadweight of the models."""
    x = next(p for p in book["models/national/model.xml"] if p.get("id") == "deadweight")
    return sum(float(x.get(name)) for name in ("low", "mode", "high")) / 3


def check_shown(t, args, book):
    out = run_ok(args.bca, "-C", args.root, "run", PROGRAM, "--format=csv")
    row = rows_of(out)[0]
    t.equal((row["program_id"], row["basis"]), (PROGRAM, "break-even"), "bca run")
    for column in NO_RESULT:
        t.equal(row[column], "", f"bca run: {column}")
    shown = [SECURE, HOMES, COACHED, CLIFF, FOOD]
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        folder = only(args.root, work / "project", {Path(p).stem for p in shown})
        run_ok(args.bca, "-C", folder, "report", "annual", "--draws", 100, "-o", work / "out",
               env=stand_in_for_tex(work / "bin"))
        answers = read_table(work / "out" / "break_even.csv")
        tex = (work / "out" / "report.tex").read_text(encoding="utf-8")
    check_answers(t, book, [r for r in answers if r["program_id"] == PROGRAM])
    for path in shown:
        check_printed(t, tex.replace(r"\bcabreak{}", ""), path, book)


def check_answers(t, book, rows):
    """Two answers; before them nothing counts but the cost, which is Massachusetts' alone."""
    t.equal({r["outcome"]: r["years"] for r in rows}, ASKED, "questions answered")
    amount = float(first(book[SECURE], "cost").get("amount"))
    for row in rows:
        what = f"effect on {row['outcome']} that would pay"
        t.equal((row["question"], row["note"]), ("needed-effect", ""), what)
        t.check(number(row["answer"]), what)
        t.near(number(row["npv_at_means"]), -amount * (1 + mean_deadweight(book)), 1e-6 * amount,
               f"{row['outcome']}: net benefit without an effect")


def printed_of(tex, path, book):
    """What the report prints of a program: its page, and its inventory among those of all."""
    begin = tex.index(rf"\label{{program.{Path(path).stem}}}")
    page = re.split(r"\\(?:sub)?section\{", tex[begin:], maxsplit=1)[0]
    mark = book[path].findtext(NS + "name") + r"}\nopagebreak"
    lists = [part.split(r"\end{description}", 1)[0] for part in tex.split(mark)[1:]]
    return "\n".join([page, *lists])


def check_printed(t, tex, path, book):
    """The report prints each figure with its source: in a note by its id, else in its list."""
    text = printed_of(tex, path, book)
    for f in FIGURES:
        if f.path == path:
            t.check(f.words in text, f"report, {path}: {f.words}")
            t.check(f.text.source in text or f.text.title in text,
                    f"report, {path}: {f.text.source}")
    for words in ITS_PAGE_TOO if path == SECURE else []:
        t.check(words in text, f"report, {path}: {words}")


def main():
    args = arguments(__doc__.split("\n", maxsplit=1)[0])
    t = Tally()
    book = read(args.root)
    check_rules(t, book)
    check_figures_can_fail(t, book)
    check_uses_can_fail(t, book)
    check_shown(t, args, book)
    for f in FIGURES:
        print(f"{f.words:<26} {f.text.name:<42} {f.path}")
    for o in LEFT_OUT:
        print(f"{o.words:<26} {o.text.name:<42} left out: {o.reason}")
    t.finish()


if __name__ == "__main__":
    main()
