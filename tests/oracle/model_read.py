"""Registry and model files, read for model_oracle.py: XML elements and CSV tables.

Written from models/README.md, registry/README.md and the schema, without a look at src/.
A Model is a bag of elements by kind and id; what extends another model replaces or adds
elements, each of which remembers the folder in which its tables are looked for.
"""

import csv
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

NS = "{urn:bca:1}"
KEYED = ("index account channel parameter series mix population outcome link switch "
         "valueLine").split()


class Unclear(Exception):
    """The files ask for something that the specification forbids or does not settle."""


@dataclass
class Item:
    """One element and the folder of the model that states it."""

    node: ElementTree.Element
    folder: Path

    def __getitem__(self, name):
        return self.node.attrib[name]

    def get(self, name, default=None):
        return self.node.get(name, default)

    def number(self, name, default=None):
        text = self.node.get(name)
        return default if text is None else float(text)

    def all(self, tag):
        return [Item(child, self.folder) for child in self.node.findall(NS + tag)]

    def one(self, tag):
        child = self.node.find(NS + tag)
        return None if child is None else Item(child, self.folder)


def read_item(path):
    return Item(ElementTree.parse(path).getroot(), Path(path).parent)


@lru_cache(maxsize=None)
def read_table(path):
    """Columns of a CSV file by header, as lists of text."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if row]
    return {name: [row[i] for row in rows[1:]] for i, name in enumerate(rows[0])}


def column_by_key(item, key):
    """{whole number of the key column: number} for an element with table and column."""
    table = read_table(item.folder / item["table"])
    return {int(k): float(x) for k, x in zip(table[key], table[item["column"]])}


class Model:
    def __init__(self, root, name):
        self.kinds = {kind: {} for kind in KEYED}
        self.economy = None
        self.multipliers = []
        self.price_year = None
        self._add(Path(root) / "models", name, set())

    def _add(self, models, name, seen):
        if name in seen:
            raise Unclear(f"model {name} extends itself")
        item = read_item(models / name / "model.xml")
        if item.get("extends"):
            self._add(models, item["extends"], seen | {name})
        self.price_year = int(item["priceYear"])
        self.economy = item.one("economy") or self.economy
        self.multipliers += item.all("multiplier")
        for kind in KEYED:
            self.kinds[kind].update({x["id"]: x for x in item.all(kind)})

    def get(self, kind, name):
        if name not in self.kinds[kind]:
            raise Unclear(f"no {kind} {name}")
        return self.kinds[kind][name]

    def per_family(self, channel):
        item = self.kinds["channel"].get(channel)
        return item is not None and item["per"] == "family"

    def in_force(self, line):
        """Whether a value line is counted: by itself, and by the option of its switch."""
        if line["counted"] != "yes":
            return False
        if line.get("when") is None:
            return True
        switch, option = line["when"].split(".")
        return self.get("switch", switch)["option"] == option

    # ------------------------------------------------------------------------- money

    def price(self, index, year, fiscal):
        table = read_table(index.folder / index["table"])
        values = {int(y): float(x) for y, x in zip(table["year"], table["index"])}
        return (values[year - 1] + values[year]) / 2 if fiscal else values[year]

    def rebase(self, year, fiscal=False, index=None):
        """Dollars of the model's price year for one dollar of the given year."""
        name = index or next(iter(self.kinds["index"]))
        table = self.get("index", name)
        return self.price(table, self.price_year, False) / self.price(table, year, fiscal)

    def rebase_of(self, item):
        """The same for an element with priceYear; 1 for what is not money."""
        if item.get("priceYear") is None:
            return 1.0
        return self.rebase(int(item["priceYear"]), item.get("fiscal") == "yes", item.get("index"))

    # ------------------------------------------------------------------------- tables

    def answer(self, word, population):
        """The outcome that a word of evidence means for a population, and how directly: 0 its
        own name, 1 and on the place in its alsoFor; (0, None) when there is none."""
        outcomes = self.kinds["outcome"]
        if word in outcomes:
            return 0, word
        for name, outcome in outcomes.items():
            words = (outcome.get("alsoFor") or "").split()
            free = outcome["scale"] in ("continuous", "present-value")
            paths = [p["population"] for p in outcome.all("path") if p.get("without") is None]
            if word in words and (free or population in paths):
                return words.index(word) + 1, name
        return 0, None

    def path(self, outcome, population, without=None):
        """The path of a population: among all persons, or among those without an outcome."""
        for path in outcome.all("path"):
            if path["population"] == population and path.get("without") == without:
                return path
        raise Unclear(f"{outcome['id']} has no path of {population} (without: {without})")


class Registry:
    def __init__(self, root):
        self.root = Path(root)
        files = self.root.glob("registry/programs/*/*.xml")
        self.programs = {item["id"]: item for item in map(read_item, sorted(files))}

    def intervention(self, name):
        return read_item(self.root / f"registry/interventions/{name}.xml")

    def modeled(self):
        return [name for name, item in self.programs.items() if item["basis"] == "modeled"]

    def without_standing(self):
        """Groups of accounts that the reporting profile (it has the eleven items) drops."""
        groups = set()
        for path in sorted((self.root / "registry/profiles").glob("*.xml")):
            profile = read_item(path)
            if profile.all("item"):
                groups |= {standing["without"] for standing in profile.all("standing")}
        return groups
