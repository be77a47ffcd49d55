"""A project to run published pages in: written into an empty folder, from tests/data/pages alone.

Its programs are the pages; agencies and profile are those of tests/data/mini, the price index is
that of the models. A model is built by Model, or is one of the project with more elements added.
"""

import copy
import shutil
import xml.etree.ElementTree as ElementTree

from harness import plan, rows_of, run_ok

NS = "{urn:bca:1}"
ElementTree.register_namespace("", "urn:bca:1")
AGENCY = "tea"  # of tests/data/mini
ORDER = ("description", "economy", "benefitTransfer", "index", "account", "channel", "parameter",
         "series", "mix", "multiplier", "population", "outcome", "link", "switch", "valueLine",
         "notValued")
ACCOUNTS = {"taxpayers": "taxpayers.unallocated", "participants": "participants",
            "others": "others.unallocated", "indirect": "indirect.unallocated",
            "mortality": "indirect.mortality"}
GROUPS = {"mortality": "indirect"}  # of an account that has not the name of its group
PRICE_YEAR = 2024
SEED = 11
PRESENT = {"kind": "present-value"}


def element(tag, attributes=None, text=None, children=()):
    e = ElementTree.Element(NS + tag, {k: str(v) for k, v in (attributes or {}).items()})
    e.text = text
    e.extend(children)
    return e


def derived(page, note="From the figures of the page."):
    return {"source": f"wsipp-{page}", "status": "derived", "note": note}


def money(value):
    """Text of a number, exact enough that nothing is lost by printing it."""
    return f"{value:.12f}"


class Model:
    """A model document that grows; every element at its place in the schema's sequence."""

    def __init__(self, root):
        self.root = root

    @classmethod
    def fixed(cls, name):
        """A model without uncertainty of its own: 3.5 percent, deadweight of one half."""
        given = {"source": "wsipp-conventions", "status": "published"}
        root = element("model", {"id": name, "name": "Pages", "priceYear": PRICE_YEAR})
        root.append(element("description", text="Rows of published pages, for a test."))
        root.append(element("economy", {"discountRate": "rate", "discountAt": "start",
                                        "deadweight": "deadweight", "horizonAge": 100}))
        root.append(element("benefitTransfer", {"costRange": 0.1, "certain": 0.995, "even": 0.02,
                                                **given}))
        root.append(element("index", {"id": "pce", "table": "price-index.csv",
                                      "source": "wsipp-conventions", "status": "published"}))
        model = cls(root)
        for part, account in ACCOUNTS.items():
            model.add("account", {"id": account, "name": part, "group": GROUPS.get(part, part)})
        for name, value in (("rate", 0.035), ("deadweight", 0.5)):
            model.add("parameter", {"id": name, "name": name, "unit": "ratio",
                                    "distribution": "constant", "value": value, **given})
        model.add("population", {"id": "anyone", "name": "Anyone", "startAge": 30, **given})
        return model

    @classmethod
    def copy_of(cls, path):
        """A model of the project; its price index lies beside it."""
        model = cls(ElementTree.parse(path).getroot())
        model.root.find(NS + "index").set("table", "price-index.csv")
        return model

    def add(self, tag, attributes, children=()):
        later = {NS + name for name in ORDER[ORDER.index(tag) + 1:]}
        place = next((i for i, e in enumerate(self.root) if e.tag in later), len(self.root))
        self.root.insert(place, element(tag, attributes, None, children))

    def dollars(self, name, value, page, year):
        """A parameter in dollars per unit of effect, solved from a page."""
        self.add("parameter", {"id": name, "name": name, "unit": "USD per unit of effect",
                               "priceYear": year or PRICE_YEAR, "distribution": "constant",
                               "value": money(value), **derived(page)})

    def number(self, name, value, page):
        self.add("parameter", {"id": name, "name": name, "unit": "ratio",
                               "distribution": "constant", "value": money(value),
                               **derived(page)})

    def population(self, page, age):
        """Id of the population that starts at an age; added where the model has it not."""
        name = f"start-{int(age)}"
        if name not in self.ids("population"):
            self.add("population", {"id": name, "name": name, "startAge": int(age),
                                    "source": f"wsipp-{page}", "status": "published"})
        return name

    def outcome(self, name):
        self.add("outcome", {"id": name, "name": name, "scale": "present-value",
                             "unit": "unit of effect"})

    def line(self, name, outcome, factors, payers, kind="private", unit="cost", channel="mixed"):
        """payers: {part: parameter, "rest" or 1}."""
        children = [element("factor", {"parameter": f}) for f in factors]
        for part, share in payers.items():
            how = ({"share": 1} if share == 1 else
                   {"rest": "yes"} if share == "rest" else {"parameter": share})
            children.append(element("payer", {"account": ACCOUNTS[part], **how}))
        children.append(element("timing", PRESENT))
        self.add("valueLine", {"id": name, "name": name, "outcome": outcome, "channel": channel,
                               "unitIs": unit, "kind": kind, "counted": "yes"}, children)

    def parameter(self, name):
        """Value of a constant parameter."""
        for e in self.root.iter(NS + "parameter"):
            if e.get("id") == name:
                return float(e.get("value"))
        raise KeyError(name)

    def derived_from_pages(self):
        """Ids of the parameters that the arithmetic of their notes takes from a page."""
        return {e.get("id") for e in self.root.iter(NS + "parameter")
                if e.get("status") == "derived" and e.get("source") != "wsipp-conventions"}

    def ids(self, tag):
        return {e.get("id") for e in self.root.findall(NS + tag)}

    def used_by(self, outcome):
        """Parameters that the lines of an outcome use: {id: source}."""
        sources = {e.get("id"): e.get("source") for e in self.root.iter(NS + "parameter")}
        used = {part.get("parameter") for line in self.root.findall(NS + "valueLine")
                if line.get("outcome") == outcome for part in line}
        return {name: sources[name] for name in used if name in sources}


class Project:
    """Registry and model in a folder; programs are called page-NAME."""

    def __init__(self, folder, root):
        mini = root / "tests" / "data" / "mini" / "registry"
        self.root, self.project = folder, root
        self.sources = ElementTree.parse(mini / "sources.xml").getroot()
        (folder / "registry" / "programs" / AGENCY).mkdir(parents=True)
        (folder / "registry" / "interventions").mkdir()
        shutil.copytree(mini / "profiles", folder / "registry" / "profiles")
        shutil.copy(mini / "agencies.xml", folder / "registry")

    def write(self, path, root):
        path = self.root / path
        path.parent.mkdir(parents=True, exist_ok=True)
        ElementTree.ElementTree(root).write(path, encoding="UTF-8", xml_declaration=True)

    def finish(self, models, pages):
        """Write models and sources: a source for each page, and those of the project's registry."""
        index = self.project / "models" / "national" / "price-index.csv"
        for model in models:
            folder = self.root / "models" / model.root.get("id")
            self.write(folder / "model.xml", model.root)
            shutil.copy(index, folder)
        registry = ElementTree.parse(self.project / "registry" / "sources.xml").getroot()
        self.sources.extend(copy.deepcopy(list(registry)))
        have = {e.get("id") for e in self.sources}
        for page in pages:
            if f"wsipp-{page}" not in have:
                self.sources.append(element("source", {
                    "id": f"wsipp-{page}", "title": f"Benefit-cost results, page {page}",
                    "publisher": "Washington State Institute for Public Policy",
                    "seen": "primary"}))
        self.write("registry/sources.xml", self.sources)

    def _program(self, page, attributes, cost=None):
        e = element("program", {"id": f"page-{page}", "agency": AGENCY, "area": "education",
                                "intervention": f"page-{page}", **attributes})
        e.append(element("name", text=f"Page {page}"))
        e.append(element("summary", text="A published page."))
        e.append(element("tierClaimed", {"missing": "not-applicable"}))
        if cost:
            e.append(element("cost", {"publicShare": 1, **derived(page), **cost}))
        self.write(f"registry/programs/{AGENCY}/page-{page}.xml", e)

    def _intervention(self, page, child, source=None):
        e = element("intervention", {"id": f"page-{page}", "area": "education"})
        e.append(element("name", {"titleStatus": "inferred", "source": f"wsipp-{source or page}"},
                         f"Page {page}"))
        e.append(element("description", text="As the page describes it."))
        e.append(child)
        self.write(f"registry/interventions/page-{page}.xml", e)

    def modelled(self, page, model, population, outcome, effect, cost):
        """effect: effect1, se1, effect2, se2, first, second; cost as attributes."""
        reported = {name: effect[name] for name in ("effect1", "se1", "effect2", "se2")}
        times = {"first": effect["first"], "second": effect["second"], "after": "lasting"}
        evidence = element("evidence", {"outcome": outcome, "primary": "yes", "desired": "less"},
                           None, [element("reported", {**reported, "published": "2023",
                                                       **derived(page)}),
                                  element("time", {**times, **derived(page)})])
        self._intervention(page, evidence)
        self._program(page, {"basis": "modeled", "model": model, "modelPopulation": population},
                      cost)

    def faded(self, name, page, population, effect, ratios):
        """A program whose one study has the first effect of a page, and whose second effect follows
        from ratios: of the effect, of its standard error."""
        given = derived(page)
        study = element("study", {"id": "one", "label": "The page", "design": "randomized",
                                  "followUpMonths": 12, "published": "2023"}, None,
                        [element("effect", {"measure": "d", "value": effect["effect1"],
                                            "se": effect["se1"]})])
        time = {"first": effect["first"], "second": effect["second"], "after": "lasting",
                "effectRatio": money(ratios[0]), "seRatio": money(ratios[1])}
        self._intervention(name, element(
            "evidence", {"outcome": "test-scores", "primary": "yes", "desired": "less"}, None,
            [element("studies", {"pooling": "FE", **given}, None, [study]),
             element("time", {**time, **given})]), page)
        self._program(name, {"basis": "modeled", "model": "washington",
                             "modelPopulation": population}, {
            "amount": 1, "priceYear": PRICE_YEAR, "years": 1, "comparison": 0,
            "comparisonPriceYear": PRICE_YEAR, "range": 0, **given})

    def transferred(self, page, model, summary):
        """A page's summary as it is printed, but for the sign of its cost."""
        figures = {name: f"{summary[name]:g}" for name in
                   ("taxpayers", "participants", "others", "indirect", "total")}
        self._intervention(page, element("published", {
            "id": f"page-{page}", "vintage": "2023-12",
            "priceYear": summary["year"] or PRICE_YEAR, **figures,
            "cost": f"{-summary['net_cost']:g}", "chance": f"{summary['chance'] / 100:g}",
            **derived(page)}))
        self._program(page, {"basis": "transferred", "model": model})

    def second_effect(self, bca, name):
        """Effect and standard error that bca puts beside a present value: those of the second
        time."""
        change = plan(bca, self.root, f"page-{name}")["changes"][0]
        return change["effect_mean"][0], change["effect_se"][0]

    def run(self, bca, draws, pages=()):
        """page -> its row of the results; of all programs, or of these pages."""
        text = run_ok(bca, "-C", self.root, "run", *(f"page-{page}" for page in pages),
                      "--draws", draws, "--seed", SEED, "--format=csv")
        return {row["program_id"].removeprefix("page-"): row for row in rows_of(text)}


def with_times(e):
    """A line of a meta-analysis table with its times, in years from the start of treatment."""
    first, second = (int(e[age] - e["treatment_age"]) for age in ("age1", "age2"))
    return {**e, "first": first, "second": second}


def single_cost(summary):
    """The printed present value of the net cost as that of one year; a saving is what the
    comparison costs more."""
    cost, year = -summary["net_cost"], summary["year"] or PRICE_YEAR
    return {"amount": f"{max(cost, 0):g}", "priceYear": year, "years": 1,
            "comparison": f"{max(-cost, 0):g}", "comparisonPriceYear": year, "range": 0.1}


def table_cost(table):
    """The cost table of a page."""
    return {"amount": f"{table['annual']:g}", "priceYear": int(table["year"]),
            "years": int(table["years"]), "comparison": f"{table['comparison']:g}",
            "comparisonPriceYear": int(table["comparison_year"]),
            "range": (table["range_percent"] or 10) / 100}
