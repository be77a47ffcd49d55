"""Changing the record: XML of programs and interventions in a scratch project, and the steps of
`bca tier` applied to it."""

import copy
import json
import shutil
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from statistics import NormalDist

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))

import harness  # noqa: E402
import tier_steps  # noqa: E402
import tiers  # noqa: E402  the second implementation

NS = tiers.NS
ElementTree.register_namespace("", "urn:bca:1")
PROVENANCE = {"source": "project", "status": "assumed", "note": "Supposed by a test."}
ORDER = {"program": ("name", "summary", "tierClaimed", "attestation", "override", "cost",
                     "person", "localFit", "expansion", "breakEven", "difference", "inventory"),
         "intervention": ("name", "description", "evidence", "unvalued", "research", "rating",
                          "published")}
NEW_EFFECT = 0.4  # size of an effect that a test supposes
OUTCOME = "supposed-outcome"  # one that no model values
TODAY = "2026-01-01"  # date of what a test supposes, unless it asks for an earlier day


def insert(parent, tag, attributes, order=None):
    """Add an element where the schema's sequence has it."""
    order = order or ORDER[parent.tag.removeprefix(NS)]
    child = ElementTree.Element(NS + tag, attributes)
    later = {NS + name for name in order[order.index(tag) + 1:]}
    place = next((i for i, c in enumerate(parent) if c.tag in later), len(parent))
    parent.insert(place, child)
    return child


def primary(intervention):
    return [e for e in intervention.findall(NS + "evidence") if e.get("primary") == "yes"]


def drop_evidence(intervention, evidence, child):
    """Remove a study or reported effect, and the evidence when nothing is left in it."""
    studies = evidence.find(NS + "studies")
    if child is None or child.tag == NS + "reported":
        intervention.remove(evidence)
        return
    studies.remove(child)
    for contrast in studies.findall(NS + "contrast"):
        studies.remove(contrast)
    if studies.find(NS + "study") is None:
        intervention.remove(evidence)


def without_basis(program):
    """Listed without a result."""
    program.set("basis", "none")
    for tag in ("cost", "breakEven"):
        for element in program.findall(NS + tag):
            program.remove(element)


def supported(program, intervention):
    """Whether what is left carries the program's basis."""
    if program.get("basis") == "transferred":
        return intervention.find(NS + "published") is not None
    return any(e.find(NS + "time") is not None for e in intervention.findall(NS + "evidence"))


# ---- A scratch project ----


class Scratch:
    """A project with the sources, agencies, profiles and models of a root; its own records."""

    def __init__(self, folder, root):
        self.root = Path(folder)
        for name in ("sources.xml", "agencies.xml"):
            (self.root / "registry").mkdir(parents=True, exist_ok=True)
            shutil.copy(root / "registry" / name, self.root / "registry")
        shutil.copytree(root / "registry" / "profiles", self.root / "registry" / "profiles")
        shutil.copytree(root / "models", self.root / "models", ignore=shutil.ignore_patterns("scenarios"))

    def clear(self):
        for name in ("interventions", "programs"):
            shutil.rmtree(self.root / "registry" / name, ignore_errors=True)
            (self.root / "registry" / name).mkdir()

    def write(self, element):
        kind, name = element.tag.removeprefix(NS), element.get("id")
        folder = self.root / "registry" / (kind + "s")
        if kind == "program":
            folder = folder / element.get("agency")
        folder.mkdir(parents=True, exist_ok=True)
        text = ElementTree.tostring(element, encoding="unicode")
        (folder / f"{name}.xml").write_text('<?xml version="1.0" encoding="UTF-8"?>\n' + text,
                                            encoding="utf-8")

    def add_profile(self, path):
        shutil.copy(path, self.root / "registry" / "profiles")


def tier_json(bca, root, *options):
    """{program: what bca tier says of it}."""
    code, out, err = harness.run(bca, "-C", root, "tier", "--format=json", *options)
    if code != 0:
        errors = [part for part in err.split("\n\n") if "warning[" not in part]
        raise SystemExit("FAILED bca tier\n" + "\n\n".join(errors[:3]) + "\n0 passed, 1 failed")
    return {p["program"]: p for p in json.loads(out)["programs"]}


def compare_steps(tally, profile, facts, said, what, day=None):
    """Fewest steps to each stronger tier: printed, and by brute force."""
    want = tier_steps.fewest_steps(profile, facts, day)  # None: more than tier_steps.DEPTH
    got = {t: min((len(r["steps"]) for r in said["raises"]
                   if profile.rank(r["tier"]) <= profile.rank(t)), default=None) for t in want}
    got = {t: n if n is not None and n <= tier_steps.DEPTH else None for t, n in got.items()}
    return tally.equal(got, want, f"{what}: steps to each stronger tier")


class Record:
    """A program with its intervention: a copy that may be changed."""

    def __init__(self, program, intervention):
        self.program, self.intervention = copy.deepcopy(program), copy.deepcopy(intervention)

    def copy(self):
        return Record(self.program, self.intervention)

    def need_intervention(self):
        if self.intervention is None:
            self.intervention = ElementTree.Element(NS + "intervention", {
                "id": "supposed", "area": self.program.get("area")})
            name = ElementTree.SubElement(self.intervention, NS + "name",
                                          {"titleStatus": "inferred", "source": "project"})
            name.text = "Supposed by a test"
            text = ElementTree.SubElement(self.intervention, NS + "description")
            text.text = "Supposed by a test."
        return self.intervention

    def save(self, scratch, suffix):
        """Write both under new ids; the program's id."""
        mine = self.copy()
        name = f"{self.program.get('id')}-{suffix}"
        mine.program.set("id", name)
        if mine.intervention is not None:
            mine.intervention.set("id", name)
            mine.program.set("intervention", name)
            scratch.write(mine.intervention)
        scratch.write(mine.program)
        return name


# ---- Steps, applied ----


def hold_result(record, met, on):
    """Replace the program's result by a published one that is met, or not, for good: a changed
    effect then moves no other test."""
    for old in record.need_intervention().findall(NS + "published"):
        record.intervention.remove(old)
    without_basis(record.program)
    record.program.set("basis", "transferred")
    benefits, chance = ("9000", "0.99") if met else ("500", "0.03")
    insert(record.intervention, "published", {
        "id": "supposed", "vintage": f"{on[:4]}-01", "priceYear": "2022", "taxpayers": benefits,
        "participants": "0", "others": "0", "indirect": "0", "total": benefits, "cost": "1500",
        "chance": chance, **PROVENANCE})


def add_attestation(record, of, value="yes", on=TODAY):
    insert(record.program, "attestation",
           {"of": of, "value": value, "by": "A test", "on": on, **PROVENANCE})


def add_evidence(record, outcome, desired="less", **attributes):
    """A primary outcome with studies; the studies element."""
    evidence = insert(record.need_intervention(), "evidence",
                      {"outcome": outcome, "primary": "yes", "desired": desired})
    return ElementTree.SubElement(evidence, NS + "studies", {**attributes, **PROVENANCE})


def study_attributes(record, evaluation, name):
    """Attributes of a new study with the features of a step."""
    words = record.program.get("intendedPopulations")
    found = {"id": name, "label": f"Supposed ({name})", "published": evaluation["on"],
             "design": evaluation["design"] or "nonequivalent",
             "population": words.split()[0] if words else None}
    for key, attribute in (("comparison", "comparison"), ("quality", "quality"),
                           ("place", "place"), ("follow_up_months", "followUpMonths"),
                           ("sites", "sites"), ("persons", "persons")):
        value = evaluation.get(key)
        found[attribute] = f"{value:.0f}" if isinstance(value, float) else value
    return {k: v for k, v in found.items() if v is not None}


def supposed_studies(record, outcome, **attributes):
    """The studies element of a primary outcome that a test supposes, made when it is missing."""
    for evidence in primary(record.need_intervention()):
        if evidence.get("outcome") == outcome:
            return evidence.find(NS + "studies")
    return add_evidence(record, outcome, **attributes)


def add_study(record, evaluation, name, lonely, valued):
    """One more study. Where there is an effect its result is one on another primary outcome that
    is counted, so that it moves no pooled effect. A lonely one has the only effect."""
    p = evaluation["p"] * 0.9 if evaluation["p"] is not None else 0.01
    direction = evaluation["direction"] or "none"
    study = ElementTree.Element(NS + "study", study_attributes(record, evaluation, name))
    if lonely:
        studies = supposed_studies(record, valued, pooling="FE")
        sign = {"favorable": -1, "unfavorable": 1, "none": 0}[direction]
        se = NEW_EFFECT / NormalDist().inv_cdf(1 - p / 2)
        ElementTree.SubElement(study, NS + "effect", {
            "measure": "d", "value": f"{sign * NEW_EFFECT}", "se": f"{se:.12f}"})
    else:
        studies = supposed_studies(record, OUTCOME, notPooled="Supposed by a test.")
        ElementTree.SubElement(study, NS + "unpooled", {"direction": direction, "p": f"{p:.6f}"})
    studies.append(study)
    return study


def move_effect(record, outcome, direction):
    """A reported effect on an outcome in a direction, p < 0.0001; its studies stay, counted."""
    evidence = next(e for e in primary(record.intervention) if e.get("outcome") == outcome)
    studies = evidence.find(NS + "studies")
    wanted = -1 if evidence.get("desired") == "less" else 1
    effect = NEW_EFFECT * wanted * (1 if direction == "favorable" else -1)
    figures = {"effect1": f"{effect}", "se1": "0.05", "effect2": f"{effect}", "se2": "0.05"}
    if studies is None:
        evidence.find(NS + "reported").attrib.pop("unadjustedP", None)
        evidence.find(NS + "reported").attrib.update(figures)
        return
    kept = add_evidence(record, f"{outcome}-counted", evidence.get("desired"),
                        notPooled="Supposed by a test.")
    kept.extend(studies.findall(NS + "study"))
    evidence.remove(studies)
    evidence.insert(0, ElementTree.Element(NS + "reported", {**figures, **PROVENANCE}))
    for time in evidence.findall(NS + "time"):
        time.attrib.pop("effectRatio", None)
        time.attrib.pop("seRatio", None)


def show_diversity(record, on):
    """The smallest p among persons of color, on a study that is on record, else on a new one."""
    studies = [s for e in primary(record.need_intervention()) for s in e.iter(NS + "study")]
    if not studies:
        evaluation = {"design": None, "direction": "none", "p": 0.9, "on": on}
        studies = [add_study(record, evaluation, "supposed-diversity", False, OUTCOME)]
    studies[0].set("subgroupP", "0.0001")


def apply_steps(record, steps, profile, said, valued, on):
    """A copy of the record to which steps are applied; said: what bca printed of it; valued: an
    outcome with a dollar value; on: date of what is added."""
    after = record.copy()
    kinds = [step["kind"] for step in steps]
    state = said["benefit_cost"]["state"]
    lonely = after.intervention is None or not primary(after.intervention)
    if "benefit-cost" in kinds:
        hold_result(after, True, on)
    elif state == "result":
        waived = ElementTree.Element("benefitCost", {"waived": "no"})
        met = profile.likely and tiers.pays(profile, waived, said["benefit_cost"]) == "met"
        hold_result(after, met, on)
    for i, step in enumerate(steps):
        condition = profile.condition[step["predicate"]][1]
        if step["kind"] == "evaluation":
            add_study(after, {**step, "on": on}, f"supposed-{i}", lonely, valued)
        elif step["kind"] == "attest":
            add_attestation(after, condition.get("of"), on=on)
        elif step["kind"] == "research":
            insert(after.need_intervention(), "research", {
                "kind": condition.get("kinds").split()[0], "label": "Supposed",
                "published": on, **PROVENANCE})
        elif step["kind"] == "rating":
            insert(after.need_intervention(), "rating", {
                "clearinghouse": condition.get("clearinghouse"), "value": condition.get("value"),
                "asOf": on, "source": "project"})
    for step in steps:  # after the evaluations, which look for an outcome's studies
        if step["kind"] == "effect":
            move_effect(after, step["outcome"], step["direction"])
        elif step["kind"] == "diversity":
            show_diversity(after, on)
    return after
