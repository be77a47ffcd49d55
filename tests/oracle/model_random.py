"""Copies of tests/data/language with numbers, times and words changed at random.

Each copy is a valid project as far as models/README.md says; it is made from a seed alone.
"""

import shutil
import xml.etree.ElementTree as ElementTree

from model_read import NS

ElementTree.register_namespace("", "urn:bca:1")
AGES = {"released": (19, 45), "pupils": (10, 15), "workers": (19, 50), "patients": (53, 60),
        "parents": (19, 45), "children": (5, 8)}
KINDS = ("public-spending", "private", "revenue")


class Changer:
    """Random changes of the elements of one project."""

    def __init__(self, root, generator):
        self.root, self.rng = root, generator

    def often(self, chance):
        return self.rng.random() < chance

    def whole(self, low, high):
        return str(int(self.rng.integers(low, high + 1)))

    def real(self, low, high):
        return f"{self.rng.uniform(low, high):.3f}"

    def word(self, *words):
        return words[self.rng.integers(len(words))]

    def file(self, path, change):
        tree = ElementTree.parse(path)
        change(tree.getroot())
        tree.write(path, encoding="UTF-8", xml_declaration=True)

    def _optional(self, node, name, low, high):
        node.attrib.pop(name, None)
        if self.often(0.5):
            node.set(name, self.whole(low, high))

    def _line(self, line):
        timing = line.find(NS + "timing")
        if timing.get("kind") == "present-value":
            return
        if line.get("channel") != "public-assistance":  # else a transfer that nobody pays
            line.set("kind", self.word(*KINDS))
        self._optional(timing, "fromAge", 5, 36)
        self._optional(timing, "throughAge", 37, 66)
        timing.attrib.pop("growth", None)
        if self.often(0.5):
            timing.set("growth", self.word("wage-growth", "custody-growth"))
        if self.often(0.4):
            for name in ("wait", "length", "weights"):
                timing.attrib.pop(name, None)
            timing.set("kind", self.word("while", "after", "lag"))
            if timing.get("kind") == "lag":
                self._lag(timing)

    def _lag(self, timing):
        if self.often(0.3):
            timing.set("weights", "trauma-weights")
            return
        for name, parameter in (("wait", "custody-wait"), ("length", "custody-years")):
            if self.often(0.6):
                timing.set(name, parameter)

    def _values(self, model):
        for parameter in model.findall(NS + "parameter"):
            if parameter.get("id") in ("custody-wait", "college-wait"):
                parameter.set("value", self.real(0, 3.4))
            elif parameter.get("id") == "custody-years":
                parameter.set("value", self.real(0.1, 4.2))
            elif parameter.get("unit").startswith("USD"):
                parameter.set("priceYear", self.whole(2015, 2024))
                self._money(parameter)
            elif parameter.get("id").endswith("-growth"):
                parameter.set("value", self.real(0, 0.04))
            elif parameter.get("id") == "sample-correlation":
                parameter.set("value", self.real(0, 0.99))
            elif parameter.get("id") == "patrol-change":
                parameter.set("value", self.real(-0.2, 0.2))

    def _money(self, node):
        for name, value in (("fiscal", "yes"), ("index", self.word("wages", "prices"))):
            node.attrib.pop(name, None)
            if self.often(0.5):
                node.set(name, value)

    def model(self, model):
        self._values(model)
        for economy in model.findall(NS + "economy"):
            economy.set("horizonAge", self.whole(62, 68))
            if self.often(0.3):
                economy.attrib.pop("sampleCorrelation", None)
        for channel in model.findall(NS + "channel"):
            channel.set("per", self.word("person", "family"))
        for series in model.findall(NS + "series"):
            if series.get("unit").startswith("USD"):
                self._money(series)
        for population in model.findall(NS + "population"):
            population.set("startAge", self.whole(*AGES[population.get("id")]))
        for path in model.iter(NS + "path"):
            if path.get("priceYear"):
                path.set("priceYear", self.whole(2015, 2024))
                self._money(path)
            if path.get("by") != "age" and path.get("ends") == "yes":
                self._optional(path, "exposureStarts", 0, 7)
        for link in model.findall(NS + "link"):
            if link.get("kind") == "change":
                link.set("kind", self.word("change", "unit"))
            if self.often(0.3):
                link.attrib.pop("causalShare", None)
        for switch in model.findall(NS + "switch"):
            switch.set("option", self.word("marginal", "average"))
        for line in model.findall(NS + "valueLine"):
            self._line(line)

    def intervention(self, intervention):
        for evidence in intervention.findall(NS + "evidence"):
            reported, time = evidence.find(NS + "reported"), evidence.find(NS + "time")
            numbers = ("effect1", "effect2") if reported is not None else ()
            first = int(self.rng.integers(0, 5))
            time.set("first", str(first))
            time.set("second", str(first + int(self.rng.integers(0, 7))))
            time.set("after", self.word("lasting", "ends"))
            time.attrib.pop("corr12", None)
            if self.often(0.5):
                time.set("corr12", self.real(-1, 1))
            for name in numbers:
                if self.often(0.5):
                    effect = float(reported.get(name)) * self.rng.uniform(-0.6, 1.6)
                    reported.set(name, f"{effect:.4f}")

    def program(self, program):
        for person in program.findall(NS + "person"):
            person.set("number", self.real(0.4, 2.7))
        for fit in program.findall(NS + "localFit"):
            fit.set("multiplier", self.real(0.2, 1.3))
        cost = program.find(NS + "cost")
        cost.set("years", self.whole(1, 4))
        cost.set("comparisonPriceYear", self.whole(2015, 2024))

    def all(self):
        for pattern, change in (("models/*/model.xml", self.model),
                                ("registry/interventions/*.xml", self.intervention),
                                ("registry/programs/*/*.xml", self.program)):
            for path in sorted(self.root.glob(pattern)):
                self.file(path, change)


def random_copy(source, root, generator):
    shutil.copytree(source, root)
    Changer(root, generator).all()
