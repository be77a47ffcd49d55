#!/usr/bin/python3
"""Where the numbers of the models and programs come from, and how the facts behind them were seen.

    test_facts.py --bca PATH --root DIR [--verbose]

Every number has a source and a status, and a note where it is derived or assumed; no published
number rests on a source that was read in a copy only. tests/data/facts.csv (see its README) holds
facts collected before the models were written, each with how it was seen: none that was recalled
may stand behind a published or derived number, none read in a copy behind a published one, unless
it was later found in a source that was read itself. --verbose prints a line for every pair.
"""

import copy
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter

from harness import Tally, arguments, read_table, rows_of, run_ok

NS = "{urn:bca:1}"
SEEN = ["primary", "derived", "second-hand", "seed", "memory"]
ENOUGH = {"published": {"primary"}, "derived": {"primary", "derived", "second-hand"},
          "assumed": set(SEEN)}  # how a fact must have been seen, by the status of the number
NUMBERS = ["benefitTransfer", "index", "parameter", "series", "mix", "multiplier", "population",
           "path", "switch"]  # elements of a model that must have a source and a status
FIGURES = ["value", "low", "mode", "high", "mean", "sd", "factor", "startAge", "amount", "years",
           "comparison", "share", "number", "multiplier", "note"]  # where a number may stand
SCALES = {"percent": 0.01, "million": 1e6, "billion": 1e9}
PRINTED = re.compile(r"(?<![\w.])[0-9][0-9,]*(?:\.[0-9]+)?")
IDENTIFIER = re.compile(r"\b[a-z]\w*(?:-\w+)+")  # 2024 in the id of a source is no figure
WORDS = 4  # of a note, at the least


class Book:
    """Sources, models and programs as the XML files have them."""

    def __init__(self, root):
        self.root = root
        sources = ElementTree.parse(root / "registry" / "sources.xml").getroot()
        self.seen = {s.get("id"): s.get("seen") for s in sources}
        self.models, self.programs = {}, {}
        for held, pattern in ((self.models, "models/*/model.xml"),
                              (self.programs, "registry/programs/*/*.xml")):
            for path in sorted(root.glob(pattern)):
                element = ElementTree.parse(path).getroot()
                held[element.get("id")] = element

    def item(self, address):
        """(element, folder of its tables) of WHERE:ITEM, (None, None) where there is none."""
        where, _, name = address.partition(":")
        if where in self.programs:
            return of_program(self.programs[where], name), None
        while where in self.models:
            element = of_model(self.models[where], name)
            if element is not None:
                return element, self.root / "models" / where
            where = self.models[where].get("extends")
        return None, None

    def second_hand_only(self, element):
        """Whether no source of an element was read itself."""
        named = [element.get("source"), *(element.get("also") or "").split()]
        return "primary" not in {self.seen.get(s) for s in named} and named != ["project"]


def of_model(model, name):
    """Element of an id, multiplier/AREA/FLAG/VINTAGE, or OUTCOME/POPULATION[/WITHOUT]."""
    parts = name.split("/")
    if len(parts) == 1:
        return next((x for x in model if x.get("id") == name and x.get("status")), None)
    if parts[0] == "multiplier":
        return next((x for x in model.findall(NS + "multiplier")
                     if [x.get("area"), x.get("flag"), x.get("vintage")] == parts[1:]), None)
    without = parts[2] if len(parts) == 3 else None
    return next((x for o in model.findall(NS + "outcome") if o.get("id") == parts[0]
                 for x in o.findall(NS + "path")
                 if (x.get("population"), x.get("without")) == (parts[1], without)), None)


def of_program(program, name):
    """cost, person/ID, localFit/OF, or YEAR/ITEM of an inventory."""
    kind, _, rest = name.partition("/")
    if kind == "cost":
        return program.find(NS + "cost")
    if kind in ("person", "localFit"):
        key = "id" if kind == "person" else "of"
        return next((x for x in program.findall(NS + kind) if x.get(key) == rest), None)
    return next((y.find(NS + rest) for y in program.findall(NS + "inventory")
                 if y.get("fiscalYear") == kind), None)


# -------------------------------------------------------------------------------- the numbers

def printed(element, folder):
    """Numbers of an element: figures, text, note and table. A note that speaks of percent or
    millions may mean them of any number before the word."""
    texts = [element.text or "", *(x.get(a) or "" for x in element.iter() for a in FIGURES)]
    text = IDENTIFIER.sub(" ", " ; ".join(texts))
    found = {float(n.replace(",", "")) for n in PRINTED.findall(text)}
    scaled = {n * size for word, size in SCALES.items() if word in text for n in found}
    if element.get("table"):
        for row in read_table(folder / element.get("table")):
            cells = [row[element.get("column")]] if element.get("column") else row.values()
            scaled |= {float(cell) for cell in cells}
    return found | scaled


def missing(values, numbers):
    return [v for v in values if not any(abs(v - n) <= 1e-9 * abs(v) for n in numbers)]


def too_weak(book, row, element):
    """What is wrong with a fact behind an item, or None."""
    status = element.get("status")
    if row["seen"] in ENOUGH[status]:
        return None
    found, named = row["read_in"], [element.get("source"), *(element.get("also") or "").split()]
    if found in named and book.seen.get(found) == "primary":
        return None
    return f"{status}, but {row['fact']} was seen as {row['seen']}"


def pairs(book, rows):
    """(row, address, status or None, problem or None) of every fact and number it stands behind."""
    for row in rows:
        for address in row["used_by"].split():
            element, folder = book.item(address)
            if element is None or element.get("status") not in ENOUGH:
                yield row, address, None, "no such number with a status"
                continue
            gone = missing([float(v) for v in row["value"].split()], printed(element, folder))
            problem = f"{row['fact']} does not appear: {gone}" if gone else None
            yield row, address, element.get("status"), problem or too_weak(book, row, element)


def faults(book, element):
    """What an element with a status lacks."""
    status, note = element.get("status"), element.get("note") or ""
    if element.get("source") not in book.seen:
        yield f"no source {element.get('source')}"
    if status not in ENOUGH:
        yield f"status {status}"
    if status != "published" and len(note.split()) < WORDS:
        yield f"{status} with the note {note!r}"
    if status == "published" and book.second_hand_only(element):
        yield f"published, but {element.get('source')} was not read itself"


def name_of(element):
    words = [element.tag.replace(NS, ""), *(element.get(a) for a in
             ("id", "area", "flag", "vintage", "population", "column") if element.get(a))]
    return " ".join(words)


# --------------------------------------------------------------------------------- the checks

def check_listed(t, args, book):
    """What bca sources says of the models, those that they extend included."""
    rows = [r for r in rows_of(run_ok(args.bca, "-C", args.root, "sources", "--format=csv"))
            if r["where"] == "model"]
    t.check(len(rows) > 300, f"bca sources: only {len(rows)} numbers of models")
    for r in rows:
        what = f"{r['where_id']} {r['kind']} {r['id']}"
        t.check(r["source_id"] in book.seen, f"{what}: no source {r['source_id']!r}")
        t.check(r["status"] in ENOUGH, f"{what}: status {r['status']!r}")
        if r["kind"] == "link":  # reasons stand with the parameters that it names
            continue
        t.check(r["status"] == "published" or len(r["note"].split()) >= WORDS,
                f"{what}: {r['status']} with the note {r['note']!r}")
        if r["status"] == "assumed" and r["where_id"] == "connecticut":
            t.check(r["wanted"] != "", f"{what}: assumed, and no word on what would settle it")


def check_elements(t, book):
    """Every number of the models, costs and inventories."""
    for m, model in book.models.items():
        for element in model.iter():
            if element.tag.replace(NS, "") in NUMBERS or element.get("status"):
                t.equal(list(faults(book, element)), [], f"{m}: {name_of(element)}")
                if element.get("status") == "assumed" and m == "connecticut":
                    t.check(element.get("wanted"), f"{m}: {name_of(element)}: nothing wanted")
    for p, program in book.programs.items():
        parts = [x for k in ("cost", "person", "localFit") for x in program.findall(NS + k)]
        parts += [x for y in program.findall(NS + "inventory") for x in y]
        for element in (x for x in parts if x.get("status") == "published"):
            t.check(not book.second_hand_only(element),
                    f"{p}: {name_of(element)}: published, but {element.get('source')} was not "
                    "read itself")


def check_rows(t, book, rows):
    t.check(len(rows) > 200, f"facts.csv: only {len(rows)} facts")
    t.equal([f for f, n in Counter(r["fact"] for r in rows).items() if n > 1], [], "facts twice")
    for r in rows:
        t.check(r["seen"] in SEEN and r["value"] and r["used_by"] and r["source"],
                f"{r['fact']}: seen, value, used_by and source are needed")
        t.check(not r["read_in"] or book.seen.get(r["read_in"]) == "primary",
                f"{r['fact']}: {r['read_in']} is not a source that was read itself")


def check_facts(t, book, rows, verbose):
    counts = Counter()
    for row, address, status, problem in pairs(book, rows):
        t.check(problem is None, f"{address}: {problem}")
        counts[status, row["seen"]] += 1
        if verbose:
            print(f"{address:70} {status or '-':10} <- {row['fact']} {row['seen']}")
    print("pairs of a number and a fact behind it, by status and how the fact was seen")
    print(" " * 11 + "".join(f"{s:>12}" for s in SEEN))
    for status in ENOUGH:
        print(f"{status:11}" + "".join(f"{counts[status, s]:12}" for s in SEEN))


# ---------------------------------------------------------------- the checks must be able to fail

def changed(book, address, **attributes):
    """The book with other attributes of one item."""
    other = copy.deepcopy(book)
    other.item(address)[0].attrib.update(attributes)
    return other


def check_failing(t, book, rows):
    def reported(other, fact, address, **fields):
        row = {**next(r for r in rows if r["fact"] == fact), "used_by": address, **fields}
        return [problem for *_, problem in pairs(other, [row])] != [None]

    recalled, copied = "test_score_on_earnings", "ct_prison_closure_saving"
    score, prison = "national:earnings-per-score", "connecticut:prison-cost"
    t.equal([book.item(a)[0].get("status") for a in (score, prison)], ["assumed"] * 2, "to begin")
    for status, fact, address, want in (("assumed", recalled, score, False),
                                        ("derived", recalled, score, True),
                                        ("published", recalled, score, True),
                                        ("assumed", copied, prison, False),
                                        ("derived", copied, prison, False),
                                        ("published", copied, prison, True)):
        t.equal(reported(changed(book, address, status=status), fact, address), want,
                f"{fact} behind {address} turned {status}: reported")
    for source, found, want in (("seep-2002", "seep-2002", False), ("project", "seep-2002", True),
                                ("mccollister-2010", "mccollister-2010", True)):
        other = changed(book, score, status="published", source=source)
        t.equal(reported(other, recalled, score, read_in=found), want,
                f"source {source}, found in {found}: reported")
    t.check(reported(book, recalled, score, value="0.288"), "a number that is nowhere: reported")
    t.check(reported(book, recalled, "national:no-such"), "an item that is nowhere: reported")
    for attributes in ({"source": "no-such"}, {"status": "guessed"}, {"note": "So it is."},
                       {"status": "published", "source": "mccollister-2010", "also": ""}):
        t.check(list(faults(book, changed(book, prison, **attributes).item(prison)[0])),
                f"{attributes} of {prison}: reported")


def main():
    verbose = "--verbose" in sys.argv
    sys.argv = [a for a in sys.argv if a != "--verbose"]
    args = arguments(__doc__)
    t = Tally()
    book = Book(args.root)
    rows = read_table(args.root / "tests" / "data" / "facts.csv")
    check_listed(t, args, book)
    check_elements(t, book)
    check_rows(t, book, rows)
    check_facts(t, book, rows, verbose)
    check_failing(t, book, rows)
    t.finish()


if __name__ == "__main__":
    main()
