#!/usr/bin/python3
"""What must move when the model is changed, and what must not, in the project of tests/data/language.

    test_language.py --bca PATH --root DIR

Links: each link is taken out of the model's file; the net present value moves by what `bca links`
says, sources whose route uses the link are gone, every other source keeps its value, and those that
now count are the ones it names. Two persons: a program for both is the sum of one for each, so long
as they share no channel. Base year: every line moves by the ratio of its own index. Switch: only
lines of its options move. Standing: dollars without it are gone, and no others.

Every input is at its mean, so agreement is to rounding; nothing here is compared with a stored
number.
"""

import json
import shutil
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from harness import Tally, arguments, rows_of, run_ok

NS = "{urn:bca:1}"
EXACT = 1e-12
SUMMED = 1e-9  # differences of sums
LINKED = ["tutoring-trial", "family-trial"]
OTHER_YEAR = "2020"
ET.register_namespace("", "urn:bca:1")


# ------------------------------------------------------------------------------------- helpers

class Project:
    """A copy of the test project, and changes to its files."""

    def __init__(self, root, work, name):
        self.folder = work / name
        shutil.copytree(root / "tests/data/language", self.folder)

    def change(self, path, change):
        tree = ET.parse(self.folder / path)
        change(tree.getroot())
        tree.write(self.folder / path, encoding="utf-8", xml_declaration=True)
        return self

    def plan(self, bca, program):
        return json.loads(run_ok(bca, "-C", self.folder, "plan", program, "--format=json",
                                 "--draw", "mean"))


def models(root, folder):
    """A model's root element and, behind it, those that it extends."""
    model = ET.parse(folder / "models" / root / "model.xml").getroot()
    base = model.get("extends")
    return [model] + (models(base, folder) if base else [])


def named(elements, kind, name):
    """The element of this id in the model, or in one that it extends."""
    for model in elements:
        for e in model.findall(NS + kind):
            if e.get("id") == name:
                return e
    raise KeyError((kind, name))


def without_link(name):
    """The model without a link, nor the paths that stand for it alone."""
    def change(model):
        link = named([model], "link", name)
        model.remove(link)
        for outcome in model.findall(NS + "outcome"):
            for path in outcome.findall(NS + "path"):
                if (outcome.get("id"), path.get("without")) == (link.get("to"), link.get("from")):
                    outcome.remove(path)
    return change


def near(t, got, want, tolerance, what):
    return t.near(got, want, tolerance * max(1.0, abs(got), abs(want)), what)


# --------------------------------------------------------------------------------------- links

def sources(document):
    return {s["id"]: s for s in document["sources"]}


def counts(document):
    return {s["id"] for s in document["sources"] if s["counted"] == s["id"]}


def chain(document, source):
    """Links by which a source's change comes about."""
    change = document["changes"][source["change"]]
    links = set()
    while change["link"] is not None:
        links.add(change["link"])
        change = document["changes"][change["from"]]
    return links


def check_link(t, bca, base, without, row):
    link = row["link_id"]
    what = f"{row['program_id']} without {link}"
    used = [s for s in sources(base).values() if link in chain(base, s)]
    kept = {name: s for name, s in sources(base).items() if link not in chain(base, s)}
    carried = sum(s["value"] for s in used if s["counted"] == s["id"])
    near(t, float(row["carried"]), carried, SUMMED, f"{what}: carried")
    near(t, base["draw"]["npv"] - without["draw"]["npv"], float(row["npv_difference"]), SUMMED,
         f"{what}: net present value")
    t.equal(set(sources(without)), set(kept), f"{what}: sources")
    for name, s in kept.items():
        near(t, sources(without)[name]["value"], s["value"], EXACT, f"{what}: value of {name}")
    released = counts(without) - counts(base)
    told = {piece.rsplit(" (", 1)[0] for piece in row["releases"].split("; ") if piece}
    t.equal(told, released, f"{what}: released")
    t.equal(counts(base) - counts(without), {s["id"] for s in used if s["counted"] == s["id"]},
            f"{what}: sources that count no longer")
    return len(released)


def check_links(t, bca, root, work):
    base = Project(root, work, "links")
    released = used = aside = 0
    for program in LINKED:
        document = base.plan(bca, program)
        rows = rows_of(run_ok(bca, "-C", base.folder, "links", program, "--format=csv"))
        for row in rows:
            if row["state"] != "used":
                aside += 1
                t.equal(float(row["carried"]), 0.0, f"{program}: {row['link_id']} carries nothing")
                continue
            used += 1
            where = "trial" if row["link_id"] != "scores-to-earnings" else "national"
            copy = Project(root, work, f"{program}-{row['link_id']}")
            copy.change(f"models/{where}/model.xml", without_link(row["link_id"]))
            released += check_link(t, bca, document, copy.plan(bca, program), row)
    t.check(used >= 6 and aside >= 1 and released >= 1,
            f"{used} links used, {aside} set aside, {released} sources released")
    print(f"links: {used} taken out, {released} sources released, {aside} set aside")


def only_lines_of(outcome):
    """The model without any value line but those of one outcome."""
    def change(model):
        for line in model.findall(NS + "valueLine"):
            if line.get("outcome") != outcome:
                model.remove(line)
    return change


def check_last_links(t, bca, root, work):
    """Where two links in a chain alone lead to dollars there is no result without either of them,
    so no difference."""
    copy = Project(root, work, "last")
    for path in copy.folder.glob("registry/programs/*/*.xml"):
        if path.stem != "tutoring-trial":
            path.unlink()
    for model, others in (("trial", ("attendance-to-graduation",)),
                          ("national", ("scores-to-earnings",))):
        copy.change(f"models/{model}/model.xml", only_lines_of("earnings"))
        for name in others:
            copy.change(f"models/{model}/model.xml", without_link(name))
    rows = rows_of(run_ok(bca, "-C", copy.folder, "links", "tutoring-trial", "--format=csv"))
    t.equal([(row["link_id"], row["npv_difference"], row["releases"]) for row in rows],
            [("scores-to-graduation", "", ""), ("graduation-to-earnings", "", "")],
            "the last links")
    for row in rows:
        t.check(float(row["carried"]) > 1.0, f"{row['link_id']} carries nothing")


# --------------------------------------------------------------------------------- two persons

def each_person_alone(model):
    """No channel is the whole family's."""
    for e in model.findall(NS + "channel"):
        model.remove(e)


def only(person):
    """Evidence of one person, who is then the participant."""
    def change(intervention):
        for e in intervention.findall(NS + "evidence"):
            if e.get("person") != person:
                intervention.remove(e)
            else:
                e.attrib.pop("person", None)
                e.set("primary", "yes")
    return change


def alone(population, dollars):
    def change(program):
        for e in program.findall(NS + "person"):
            program.remove(e)
        program.set("modelPopulation", population)
        if not dollars:
            cost = program.find(NS + "cost")
            cost.set("amount", "0")
            cost.set("comparison", "0")
    return change


def family(root, work, name):
    return Project(root, work, name).change("models/national/model.xml", each_person_alone)


def program_file(project):
    return str(next(project.folder.glob("registry/programs/*/family-trial.xml"))
               .relative_to(project.folder))


def check_persons(t, bca, root, work):
    intervention = "registry/interventions/family-visits.xml"
    both = family(root, work, "both")
    number = float(ET.parse(both.folder / program_file(both)).getroot()
                   .find(NS + "person").get("number"))
    parts = []
    for person, population, dollars in ((None, "parents", True), ("child", "children", False)):
        copy = family(root, work, f"only-{population}")
        copy.change(intervention, only(person)).change(program_file(copy),
                                                       alone(population, dollars))
        parts.append(copy.plan(bca, "family-trial")["draw"])
    whole = both.plan(bca, "family-trial")["draw"]
    for account, value in whole["accounts"].items():
        near(t, value, parts[0]["accounts"][account] + number * parts[1]["accounts"][account],
             SUMMED, f"two persons: {account}")
    near(t, whole["cost"], parts[0]["cost"], EXACT, "two persons: the cost is paid once")
    near(t, whole["npv"], parts[0]["npv"] + number * parts[1]["npv"], SUMMED,
         "two persons: net present value")
    shared = Project(root, work, "shared").plan(bca, "family-trial")
    t.check(len(counts(shared)) < len(sources(shared)),
            "two persons who share a channel: nothing is set aside")
    t.check(abs(shared["draw"]["npv"] - whole["npv"]) > 1.0,
            "two persons who share a channel: the net present value is that of two programs")
    print(f"two persons: {len(whole['accounts'])} accounts are those of two programs")


# ------------------------------------------------------------------- base year, switch, standing

def table(path):
    lines = path.read_text(encoding="utf-8").split()
    return {row.split(",")[0]: float(row.split(",")[1]) for row in lines[1:]}


def money(elements, line, outcomes):
    """The element that states the dollars of a value line: a parameter, a series, or the path of
    an outcome that is money."""
    for f in line.findall(NS + "factor"):
        kind = "parameter" if f.get("parameter") else "series"
        name = f.get(kind)
        if kind == "parameter" and "." in name:
            continue  # a component of a mix
        e = named(elements, kind, name)
        if e.get("unit").startswith("USD"):
            return e
    return outcomes[line.get("outcome")].find(NS + "path")


def check_base_year(t, bca, root, work):
    """Every line moves by the ratio of its own index, the cost by that of the first."""
    base, moved = Project(root, work, "year"), Project(root, work, "moved")
    moved.change("models/trial/model.xml", lambda model: model.set("priceYear", OTHER_YEAR))
    elements = models("trial", base.folder)
    year = elements[0].get("priceYear")
    outcomes = {name: named(elements, "outcome", name)
                for name in {o.get("id") for m in elements for o in m.findall(NS + "outcome")}}
    files = {name: table(base.folder / "models/national" / named(elements, "index", name)
                         .get("table")) for name in ("prices", "wages")}
    ratio = {name: f[OTHER_YEAR] / f[year] for name, f in files.items()}
    lines = {name: 0 for name in ratio}
    for program in ("tutoring-trial", "clinic-trial", "relapse-trial"):
        was, now = (p.plan(bca, program) for p in (base, moved))
        for a, b in zip(was["streams"], now["streams"]):
            e = money(elements, named(elements, "valueLine", a["line"]), outcomes)
            index = e.get("index", "prices")
            lines[index] += 1
            # Dollars of a line are in its amounts, or in the base of an outcome that is money.
            where = e.tag == NS + "path"
            old, new = ((x["changes"][s["change"]]["base"] if where else s["amounts"])
                        for x, s in ((was, a), (now, b)))
            for x, y in zip(old, new):
                near(t, y, x * ratio[index], EXACT, f"{program}: {a['id']} of {OTHER_YEAR}")
        for x, y in zip(was["cost"]["amounts"], now["cost"]["amounts"]):
            near(t, y, x * ratio["prices"], EXACT, f"{program}: cost of {OTHER_YEAR}")
    t.check(min(lines.values()) >= 2, f"streams by index: {lines}")
    print(f"base year: {lines} streams move by their own index")


def check_switch(t, bca, root, work):
    base, other = Project(root, work, "marginal"), Project(root, work, "average")

    def average(model):
        named([model], "switch", "custody-basis").set("option", "average")

    other.change("models/trial/model.xml", average)
    was, now = (p.plan(bca, "relapse-trial")["streams"] for p in (base, other))
    of_basis = ("custody", "custody-average")
    t.equal({s["line"] for s in was} - {s["line"] for s in now}, {"custody"}, "switch: line gone")
    t.equal({s["line"] for s in now} - {s["line"] for s in was}, {"custody-average"},
            "switch: line in force")

    def rest(streams):
        return [{k: v for k, v in s.items() if k != "source"} for s in streams
                if s["line"] not in of_basis]

    t.equal(rest(now), rest(was), "switch: every other stream")


def check_standing(t, bca, root, work):
    base, without = Project(root, work, "standing"), Project(root, work, "without")
    profile = str(next(without.folder.glob("registry/profiles/*.xml")).relative_to(without.folder))

    def leave_out(element):
        for e in element.findall(NS + "standing"):
            element.remove(e)
        ET.SubElement(element, NS + "standing",
                      {"without": "federal", "source": "invented", "status": "assumed",
                       "note": "Invented."})

    def everyone(element):
        for e in element.findall(NS + "standing"):
            element.remove(e)

    base.change(profile, everyone)
    without.change(profile, leave_out)
    was, now = (p.plan(bca, "wages-trial") for p in (base, without))
    federal = {a["id"] for a in was["accounts"] if a["group"] == "federal"}
    t.check(any(was["draw"]["accounts"][a] != 0.0 for a in federal), "standing: no federal dollars")
    for name, value in was["draw"]["accounts"].items():
        near(t, now["draw"]["accounts"][name], 0.0 if name in federal else value, EXACT,
             f"standing: {name}")


def main():
    args = arguments(__doc__)
    t = Tally()
    with tempfile.TemporaryDirectory() as folder:
        for check in (check_links, check_last_links, check_persons, check_base_year, check_switch,
                      check_standing):
            check(t, args.bca, args.root, Path(folder))
    t.finish()


if __name__ == "__main__":
    main()
