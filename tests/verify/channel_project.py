"""A temporary project for test_channels.py, and what models/national must pay to whom.

The project holds a copy of models/ and, for each outcome of the national model and each population
that it has a path for, one intervention and one program. Who gains and who pays is written down
here from the method's table of channels, not read from the model.
"""

import json
import re
import shutil
import xml.etree.ElementTree as ET

from harness import run_ok

NS = "{urn:bca:1}"
NATIONAL = "models/national/model.xml"
EFFECT, ERROR = 0.173, 0.061
MORE = {"earnings", "education-earnings", "test-scores", "high-school-graduation"}  # wanted
WITHOUT_PATH = {"test-scores": ["youths", "young-children"]}  # populations of its link's end
PAY = {"federal": 1, "state": 1, "participants": 1}
SCHOOL = {"federal": 1, "state": 1, "local": 1}
CARE = {"federal": 1, "state": 1, "others.insurers": 1, "participants": 1}
# Accounts that a good effect reaches with the options in force, by outcome: 1 gains, -1 pays.
# dwb: public spending is saved, so that deadweight is saved too.
ARRIVES = {
    "earnings": PAY | {"dwb": 1},
    "education-earnings": PAY | {"dwb": 1},
    "test-scores": PAY | {"dwb": 1},
    "high-school-graduation": PAY | {"dwb": 1},
    "conviction": {"state": 1, "local": 1, "others.victims": 1, "dwb": 1},
    "technical-return": {"state": 1, "dwb": 1},
    "child-maltreatment": SCHOOL | {"taxpayers.unallocated": 1, "others.unallocated": 1, "dwb": 1},
    "placement": {"federal": 1, "state": 1, "dwb": 1},
    "grade-repetition": SCHOOL | {"dwb": 1},
    "special-education": SCHOOL | {"dwb": 1},
    "substance-use-disorder": CARE | {"others.unallocated": 1, "dwb": 1},
    "depression": CARE | {"others.unallocated": 1, "others.employers": 1, "dwb": 1},
    "ptsd": CARE | {"others.unallocated": 1, "dwb": 1},
    "emergency-visit": CARE | {"dwb": 1},
    "hospital-stay": CARE | {"dwb": 1},
    "death": PAY | {"indirect.mortality": 1},
    "overdose-death": PAY | {"indirect.mortality": 1},
    "snap": {"federal": 1, "state": 1, "participants": -1, "dwb": 1},
    "family-homelessness": {"taxpayers.unallocated": 1, "dwb": 1},
    "damaged-vehicle": {"others.insurers": 1, "participants": 1},
}
# The same line by line: lines, accounts, sign of their dollars.
PAYERS = [
    ("(education-)?earnings|lost-earnings", {"federal", "state", "participants"}, 1),
    ("(education-|lost-)?earnings-effective", {"federal", "state", "participants"}, 1),
    ("education-externality", {"others.unallocated"}, 1),
    (".*earnings-assistance", {"federal"}, 1),
    (".*earnings-assistance-lost", {"participants"}, -1),
    ("(prison|technical-return|supervision).*|courts-.*", {"state"}, 1),
    ("police-.*", {"local"}, 1),
    ("victims-.*", {"others.victims"}, 1),
    ("maltreatment-services|placement", {"federal", "state"}, 1),
    ("maltreatment-care", {"taxpayers.unallocated", "others.unallocated"}, 1),
    ("maltreatment-bundle", {"participants", "taxpayers.unallocated", "others.unallocated"}, 1),
    ("maltreatment-school|repeated-year|special-education", {"federal", "state", "local"}, 1),
    ("(substance-use|depression|ptsd)-care", {*CARE, "others.unallocated"}, 1),
    ("depression-absence", {"others.employers"}, 1),
    ("(emergency|hospital)-care", {*CARE}, 1),
    ("life", {"indirect.mortality"}, 1),
    ("life-less-earnings", {"indirect.mortality"}, -1),
    ("snap-paid", {"federal"}, 1),
    ("snap-administration", {"federal", "state"}, 1),
    ("snap-received", {"participants"}, -1),
    ("family-shelter", {"taxpayers.unallocated"}, 1),
    ("vehicle-damage", {"others.insurers", "participants"}, 1),
]

INTERVENTION = """<intervention xmlns="urn:bca:1" id="{id}" area="health">
  <name titleStatus="printed" source="invented">Test of {id}</name>
  <description>Invented for the test of the national model.</description>
  {evidence}
</intervention>
"""
EVIDENCE = """<evidence outcome="{outcome}" primary="{primary}" desired="{desired}">
    <reported effect1="{effect}" se1="{error}" effect2="{effect}" se2="{error}" source="invented" status="assumed" note="Invented."/>
    <time first="1" second="2" after="lasting" source="invented" status="assumed" note="Invented."/>
  </evidence>"""
PROGRAM = """<program xmlns="urn:bca:1" id="{id}" agency="tea" area="health" basis="modeled"
    intervention="{id}" model="national" modelPopulation="{population}">
  <name>Test of {id}</name>
  <summary>Invented for the test of the national model.</summary>
  <tierClaimed missing="not-public"/>
  <cost amount="1130" priceYear="2020" years="1" comparison="210" comparisonPriceYear="2019" range="0.23" publicShare="0.93" source="invented" status="assumed" note="Invented."/>
</program>
"""


def model_of(folder):
    return ET.parse(folder / NATIONAL).getroot()


def cases_of(model):
    """(outcome, population) for each outcome, populations in the order of its paths."""
    for outcome in model.findall(NS + "outcome"):
        name = outcome.get("id")
        paths = [p.get("population") for p in outcome.findall(NS + "path")]
        for population in dict.fromkeys(paths or WITHOUT_PATH[name]):
            yield name, population


class Project:
    """The national model with one program for each outcome and population, and some for several."""

    def __init__(self, root, folder):
        self.folder = folder
        shutil.copytree(root / "models/national", folder / "models/national")
        shutil.copytree(root / "tests/data/language/registry", folder / "registry")
        for kind in ("interventions", "programs"):
            shutil.rmtree(folder / "registry" / kind)
            (folder / "registry" / kind).mkdir()
        (folder / "registry/programs/tea").mkdir()
        self._join_sources(root / "registry/sources.xml")
        self.programs = {}  # id: (population, outcomes)
        for outcome, population in cases_of(model_of(folder)):
            self.add(f"{outcome}-{population}", population, [outcome])

    def _join_sources(self, shipped):
        """The test's sources and, behind them, those that the models cite."""
        path = self.folder / "registry/sources.xml"
        rows = re.search(r"<sources[^>]*>(.*)</sources>", shipped.read_text(encoding="utf-8"), re.S)
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("</sources>", rows.group(1) + "</sources>"), encoding="utf-8")

    def add(self, name, population, outcomes):
        evidence = "\n  ".join(
            EVIDENCE.format(outcome=o, primary="yes" if o == outcomes[0] else "no", error=ERROR,
                            desired="more" if o in MORE else "less",
                            effect=EFFECT if o in MORE else -EFFECT) for o in outcomes)
        write = [("interventions", INTERVENTION), ("programs/tea", PROGRAM)]
        for place, text in write:
            text = text.format(id=name, evidence=evidence, population=population)
            (self.folder / f"registry/{place}/{name}.xml").write_text(text, encoding="utf-8")
        self.programs[name] = (population, outcomes)

    def remove(self, name):
        for place in ("interventions", "programs/tea"):
            (self.folder / f"registry/{place}/{name}.xml").unlink()
        del self.programs[name]

    def choose(self, switch, option):
        """Put an option in force, and give back the one that was."""
        path = self.folder / NATIONAL
        text = path.read_text(encoding="utf-8")
        found = re.search(f'(<switch id="{switch}"[^>]* option=")([^"]*)"', text)
        path.write_text(text[: found.start(2)] + option + text[found.end(2):], encoding="utf-8")
        return found.group(2)

    def plan(self, bca, name):
        return json.loads(run_ok(bca, "-C", self.folder, "plan", name, "--format=json",
                                 "--draw", "mean"))

    def plans(self, bca):
        return {name: self.plan(bca, name) for name in self.programs}
