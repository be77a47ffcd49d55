"""A small project to tier: tests/data/mini with the shipped profiles beside its own, and programs
that a test writes."""

import shutil
from statistics import NormalDist

import tier_record as record
from tier_record import NS, PROVENANCE, ElementTree

SE = 0.1  # of a fixture's pooled effect


def merge(target, extra):
    """Append the children of one file to another, ids that stand there already excepted."""
    into, other = ElementTree.parse(target), ElementTree.parse(extra).getroot()
    have = {e.get("id") for e in into.getroot()}
    into.getroot().extend(e for e in other if e.get("id") not in have)
    into.write(target, encoding="UTF-8", xml_declaration=True)


class Fixture(record.Scratch):
    """tests/data/mini without its programs; with the profiles of the root (shipped) or its own."""

    def __init__(self, folder, root, shipped):
        mini = root / "tests" / "data" / "mini"
        super().__init__(folder, mini)
        if shipped:
            for name in ("sources.xml", "agencies.xml"):
                merge(self.root / "registry" / name, root / "registry" / name)
            shutil.rmtree(self.root / "registry" / "profiles")
            shutil.copytree(root / "registry" / "profiles", self.root / "registry" / "profiles")
        self.own = PROVENANCE if shipped else {**PROVENANCE, "source": "test-project"}
        self.clear()

    def add(self, name, **what):
        """A program and its intervention; see program(). Its name."""
        for element in program(name, self.own, **what):
            self.write(element)
        return name


def child(parent, tag, attributes=None, text=None):
    e = ElementTree.SubElement(parent, NS + tag, {k: str(v) for k, v in (attributes or {}).items()})
    e.text = text
    return e


def effect_of(p, direction="favorable", k=1):
    """Effect and standard error of one of k equal studies whose fixed-effect pool has this p."""
    z = NormalDist().inv_cdf(1 - p / 2)
    sign = -1 if direction == "favorable" else 1
    return {"effect": sign * z * SE, "se": SE * k**0.5}


def study(name="one", effect=-0.3, se=0.1, unpooled=None, more=None, **attributes):
    return {"id": name, "effect": effect, "se": se, "unpooled": unpooled, "more": more or {},
            "attributes": {"design": "randomized", "followUpMonths": 12, "published": "2010",
                           **attributes}}


def two(**same):
    return [study("one", **same), study("two", **same)]


def add_studies(evidence, own, studies, not_pooled):
    how = {"notPooled": "Made up."} if not_pooled else {"pooling": "FE"}
    group = child(evidence, "studies", {**how, **own})
    for s in studies:
        e = child(group, "study", {"id": s["id"], "label": f"Test ({s['id']})",
                                   **{k: v for k, v in s["attributes"].items() if v is not None}})
        if s["unpooled"]:
            child(e, "unpooled", s["unpooled"])
        else:
            child(e, "effect", {"measure": "d", "value": f"{s['effect']:.15f}",
                                "se": f"{s['se']:.15f}", **s["more"]})


def program(name, own, outcomes=None, chance=0.99, attested=("replicable",), basis="transferred",
            rating=None, research=None, overrides=(), claimed=None, cost=None, reported=None,
            intended=None):
    """An intervention and the program that uses it. outcomes: {outcome: studies, or None with
    reported}; a key that starts with ! is not pooled, one with + gets a time."""
    i = ElementTree.Element(NS + "intervention", {"id": name, "area": "corrections"})
    source = own["source"]
    child(i, "name", {"titleStatus": "printed", "source": source}, "Made up")
    child(i, "description", text="Made up.")
    for key, studies in (outcomes if outcomes is not None else {"reoffense": two()}).items():
        evidence = child(i, "evidence", {"outcome": key.strip("!+"), "primary": "yes",
                                         "desired": "less"})
        if studies is None:
            child(evidence, "reported", {**reported, **own})
        else:
            add_studies(evidence, own, studies, "!" in key)
        if "+" in key:
            child(evidence, "time", {"first": 1, "second": 4, "after": "lasting", **own})
    if research:
        child(i, "research", {"kind": research, "label": "Test (2011)", "published": "2011", **own})
    if rating:
        child(i, "rating", {**rating, "source": source})
    if chance is not None:
        good = chance > 0.5
        child(i, "published", {"id": "test", "vintage": "2019-12", "priceYear": 2020,
                               "taxpayers": 0, "participants": 3000 if good else 900, "others": 0,
                               "indirect": 0, "total": 3000 if good else 900, "cost": 1000,
                               "chance": chance, **own})
    p = ElementTree.Element(NS + "program", {
        "id": name, "agency": "tea", "area": "corrections", "basis": basis, "intervention": name,
        "model": "tiny"})
    if intended:
        p.set("intendedPopulations", intended)
    if basis == "modeled":
        p.set("modelPopulation", "tiny-adults")
    child(p, "name", text="Made up")
    child(p, "summary", text="Made up.")
    child(p, "tierClaimed", claimed or {"missing": "not-public"})
    for of in attested:
        child(p, "attestation", {"of": of, "value": "yes", "by": "Test", "on": "2012-01-01", **own})
    for o in overrides:
        child(p, "override", o)
    if cost:
        child(p, "cost", {"amount": cost, "priceYear": 2020, "years": 1, "comparison": 0,
                          "comparisonPriceYear": 2020, "range": 0.1, "publicShare": 1, **own})
    return i, p
