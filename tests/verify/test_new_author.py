#!/usr/bin/python3
"""A program, a study and a parameter, added as an analyst adds them: with the READMEs, the schema's
documentation and nothing but text.

    test_new_author.py --bca PATH --root DIR

The texts, each with the sentences that ask for it, stand in new_author_text.py; a sentence that no
README says any more fails. What bca then says is held against a calculation by hand: the program's
cost and who pays it, the pooled effect after DerSimonian and Laird (1986) from what each study
printed, the present value of a line by ratios. Nothing else may move by a bit, and each mistake
that a newcomer makes must be found where it stands.
"""

import json
import re
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import new_author_text as text
from harness import Tally, arguments, index_of, number, plan, rows_of, run_ok
from new_author_copy import BCA, DRAWS, Copy, elements, set_value
from new_author_pooling import der_simonian_laird, effects_of
from new_author_text import EVIDENCE, FILE, INTERVENTION, LINE, MODEL, PROGRAM

XS = "{http://www.w3.org/2001/XMLSchema}"
EXACT = 1e-12    # relative: the same sums in another order
PUBLIC = {"state", "local", "federal", "taxpayers"}
LENGTHEN = 1.75  # times as long
SHOWN = ("mean", "17")  # draws


def near(t, got, want, what):
    t.near(got, want, EXACT * max(1.0, abs(want)), what)


# --------------------------------------------------------------------------------- the READMEs

def plain(words):
    """Wherever its lines break."""
    return " ".join(words.split())


def sections(root, file):
    """Heading -> text; of the schema, name of an element or attribute -> its documentation."""
    content = (root / file).read_text(encoding="utf-8")
    if file != text.SCHEMA:
        parts = re.split(r"^#+ (.*)$", content, flags=re.M)
        return {heading: plain(part) for heading, part in zip(parts[1::2], parts[2::2])}
    found = {}
    for node in ET.fromstring(content).iter():
        words = node.findtext(f"{XS}annotation/{XS}documentation")
        if words and node.get("name"):
            found[node.get("name")] = f"{found.get(node.get('name'), '')} {plain(words)}"
    return found


def check_sentences(t, root):
    asked = text.PROGRAM_ASKED + text.STUDY_ASKED + text.PARAMETER_ASKED
    asked += [mistake.asked for mistakes in text.MISTAKES for mistake in mistakes]
    files = {file: sections(root, file) for file in {file for file, _, _ in asked}}
    for file, heading, sentence in dict.fromkeys(asked):
        t.check(plain(sentence) in files[file].get(heading, ""),
                f'{file} no longer says under "{heading}": {sentence}')


# ----------------------------------------------------------------------------------- the copies

def known(findings):
    """Findings wherever they stand in their file."""
    return Counter((f["code"], f["file"], f["message"]) for f in findings)


def check_clean(t, copy, before, what):
    """No error, and no warning that was not there before."""
    code, found = copy.findings()
    new = known(found) - known(before)
    t.equal((code, dict(new)), (0, {}), f"check with {what}")


# ------------------------------------------------------------------------------------- program

def check_copied(t, base, project):
    """The nearest program under a new id: every account as in that one, with inputs at their
    means."""
    nearest = base.read(f"{text.PROGRAMS}/doc-cbt.xml")
    project.write(FILE, nearest.replace('id="doc-cbt"', f'id="{PROGRAM}"', 1))
    t.equal(project.findings()[0], 0, "check with a copied program")
    was = plan(base.bca, base.folder, "doc-cbt", "--draw", "mean")["draw"]
    now = project.draw("mean")
    for part in ("accounts", "cost", "npv"):
        t.equal(now[part], was[part], f"copied program: {part}")


def check_program_draw(t, copy, prices, draw):
    """Two years of 1,200 dollars of 2022 less 300 of 2021, 0.9 of them public."""
    got = copy.draw(draw)
    x = got["inputs"]
    cost = (x[f"cost:{PROGRAM}"] * (1200 * prices[2022] - 300 * prices[2021])
            * (1 + 1 / (1 + x["discount-rate"])))
    near(t, got["cost"], cost, f"draw {draw}: cost")
    near(t, got["accounts"]["indirect.deadweight_program"], -x["deadweight"] * 0.9 * cost,
         f"draw {draw}: deadweight of the cost")
    near(t, got["npv"], sum(got["accounts"].values()) - cost, f"draw {draw}: net benefit")
    return cost


def check_payers(t, copy, row):
    """Half of the cost is the state's; nothing is net of federal money where payers are not on
    record."""
    near(t, number(row["cost_state"]), 0.5 * number(row["cost_mean"]), "run: cost of the state")
    near(t, number(row["net_state"]), number(row["benefits_state"]) - number(row["cost_state"]),
         "run: net benefit of the state")
    copy.write(FILE, re.sub(r" *<payer .*/>\n", "", text.PROGRAM_TEXT))
    unknown = copy.rows("run", PROGRAM, "--draws", DRAWS)[0]
    copy.add_program()
    t.equal((unknown["cost_state"], unknown["net_state"]), ("", ""), "run without payers")
    t.equal((bool(unknown["net_state_reason"]), row["net_state_reason"]), (True, ""),
            "run: why the net benefit of the state is not known")
    t.equal(unknown["draws_sha256"], row["draws_sha256"], "run: payers move no draw")


def check_tier(t, copy):
    """Every test of the reporting profile once; what is said to raise the tier does."""
    rows = copy.rows("tier", PROGRAM, "--draws", DRAWS)
    profile = ET.parse(copy.folder / f"registry/profiles/{rows[0]['profile']}.xml").getroot()
    tests = [node.get("id") for node in profile.iter(f"{BCA}predicate")]
    t.equal(sorted(row["item"] for row in rows if row["row"] == "predicate"), sorted(tests),
            "tier: its tests")
    tier, change = (next(row for row in rows if row["row"] == kind) for kind in ("tier", "change"))
    tiers = [node.get("id") for node in profile.iter(f"{BCA}tier")]
    t.check(tiers.index(change["tier"]) < tiers.index(tier["tier"]),
            f"tier {tier['tier']}: what would raise it gives {change['tier']}")
    t.check('"replicable"' in change["words"], f"tier: would be raised by {change['words']}")
    copy.replace(FILE, *text.ATTESTED)
    t.equal(copy.rows("tier", PROGRAM, "--draws", DRAWS)[0]["tier"], change["tier"],
            "tier with the attestation")
    copy.add_program()


def check_program(t, base, project, was, before):
    project.cite()
    check_copied(t, base, project)
    project.add_program()
    check_clean(t, project, before, "a program")
    now = project.programs()
    t.equal(now.keys() - was.keys(), {PROGRAM}, "run: what was added")
    for name, row in was.items():
        t.equal(now[name], row, f"run: {name} beside a new program")
    index = index_of(project.folder)
    price = index[int(now[PROGRAM]["price_year"])]
    prices = {year: price / value for year, value in index.items()}
    for draw in SHOWN:
        cost = check_program_draw(t, project, prices, draw)
    t.check(0.8 * cost < number(now[PROGRAM]["cost_mean"]) < 1.2 * cost, "run: cost in its range")
    listed = next(row for row in project.rows("sources", PROGRAM) if row["id"] == PROGRAM)
    t.equal([listed[name] for name in ("kind", "status", "source_id", "wanted")],
            ["cost", "assumed", "invented-figures", "Cost per participant; held by nobody."],
            "sources: the cost")
    check_payers(t, project, now[PROGRAM])
    check_tier(t, project)
    return now


# --------------------------------------------------------------------------------------- study

def check_pooled(t, copy, form, count):
    """The pages of the intervention: one study more, and the pooled effect."""
    y, v = effects_of(copy.read(EVIDENCE), text.OUTCOME)
    effect, se, tau2, q = der_simonian_laird(y, v)
    row = next(row for row in copy.rows("studies") if row["part"] == "all"
               and (row["intervention_id"], row["outcome"]) == (INTERVENTION, text.OUTCOME))
    t.equal((int(row["studies"]), len(y)), (count, count), f"{form}: number of studies")
    for name, want in (("effect", effect), ("effect_se", se), ("tau2", tau2), ("q", q)):
        near(t, number(row[name]), want, f"{form}: studies, {name}")
    sheet = run_ok(copy.bca, "-C", copy.folder, "studies", INTERVENTION, "--format=csv")
    copy.write("sheet.csv", sheet)
    meta = rows_of(run_ok(copy.bca, "meta", copy.folder / "sheet.csv", "--format=csv"))[0]
    near(t, number(meta["estimate"]), effect, f"{form}: meta")
    near(t, number(meta["se"]), se, f"{form}: meta, standard error")
    change = next(change for change in plan(copy.bca, copy.folder, "doc-cbt",
                                            "--analysis=unadjusted")["changes"]
                  if change["outcome"] == text.OUTCOME)
    near(t, change["effect_mean"][0], effect, f"{form}: effect that is valued")
    near(t, change["effect_se"][0], se, f"{form}: its standard error")
    return rows_of(sheet), (y[-1], v[-1])


def check_form(t, copy, sheet, form, before):
    """One study more by this form than the sheet has."""
    copy.add_study(form)
    check_clean(t, copy, before, f"a study by {form}")
    rows, (effect, variance) = check_pooled(t, copy, form, len(sheet) + 1)
    t.equal(rows[:-1], sheet, f"{form}: the other studies")
    t.equal(rows[-1]["study"], text.NEW_STUDY, f"{form}: the new study")
    near(t, number(rows[-1]["yi"]), effect, f"{form}: its effect")
    near(t, number(rows[-1]["vi"]), variance, f"{form}: its variance")


def check_listed(t, copy, count):
    row = next(row for row in copy.rows("sources", "doc-cbt")
               if (row["kind"], row["where_id"]) == ("effect", INTERVENTION))
    t.check(f" {count} studies" in row["value"], f"sources of a study: {row['value']}")
    t.check("invented-figures" in row["also"].split(), f"sources of a study: {row['also']}")


def rigorous(copy, names):
    rows = copy.rows("tier", *names, "--draws", DRAWS)
    return {row["program_id"]: int(row["number"]) for row in rows
            if (row["row"], row["item"]) == ("predicate", text.RIGOROUS)}


def check_study(t, base, was, before):
    """By each form; the programs of the intervention move, and no other."""
    sheet = base.rows("studies", INTERVENTION)
    check_pooled(t, base, "as shipped", len(sheet))
    base.cite()
    content = base.read(EVIDENCE)
    users = {name for name, row in was.items() if row["intervention_id"] == INTERVENTION}
    counted = rigorous(base, sorted(users))
    for form in text.FORMS:
        check_form(t, base, sheet, form, before)
        now = base.programs()
        t.equal({name for name in was if now[name] != was[name]}, users, f"{form}: what moved")
        if form == "effect":
            check_listed(t, base, len(sheet) + 1)
            t.equal(rigorous(base, sorted(users)), {name: k + 1 for name, k in counted.items()},
                    "rigorous evaluations with one study more")
        base.write(EVIDENCE, content)


# ----------------------------------------------------------------------------------- parameter

def shares(copy):
    """Line -> mean present value of the program's benefits, and its cost."""
    return {row["line"]: number(row["present_value_mean"])
            for row in copy.rows("sources", "--shares", PROGRAM, "--draws", DRAWS)}


def leaning(copy, parameter):
    """The row of bca sources, and the programs that lean on the parameter."""
    row = next(row for row in copy.rows("sources") if (row["kind"], row["where_id"], row["id"])
               == ("parameter", "connecticut", parameter))
    return row, set(row["programs"].split())


def traced(copy, draw):
    """Present value of the line, and the discount rate."""
    document = json.loads(run_ok(copy.bca, "-C", copy.folder, "trace", PROGRAM, LINE, "--draw",
                                 draw, "--format=json"))
    assert all(check["agrees"] for check in document["checks"])
    parts = [part for step in document["steps"] for part in step["parts"]]
    value = next(result["value"] for part in reversed(parts) for result in part["results"]
                 if result["id"] == "value")
    rate = next(given["value"] for part in parts for given in part["inputs"]
                if given["id"] == "discount-rate")
    return value, rate


def lasting(wait, length, rate):
    """What a dollar a year is worth, paid for length years after a wait."""
    periods = range(int(wait + length) + 1)
    return sum((min(k + 1, wait + length) - max(k, wait)) * (1 + rate)**-k for k in periods
               if min(k + 1, wait + length) > max(k, wait))


def check_moved(t, was, now, programs, what):
    """The programs that lean on the parameter, and no other."""
    t.equal({name for name in was if now[name]["draws_sha256"] != was[name]["draws_sha256"]},
            programs, f"{what}: programs that moved")
    t.check(PROGRAM in programs, f"{what}: not in {PROGRAM}")


def check_changed(t, copy, was, rates):
    """Years over which the line is paid, longer: ratios of the value of a dollar a year."""
    content, lines = copy.read(MODEL), elements(copy, "valueLine")
    timing, numbers = lines[LINE].find(f"{BCA}timing"), elements(copy, "parameter")
    changed = timing.get("length")
    wait, old = (float(numbers[timing.get(name)].get("value")) for name in ("wait", "length"))

    def ratio(rate):
        return lasting(wait, old * LENGTHEN, rate) / lasting(wait, old, rate)

    values, traces = shares(copy), {draw: traced(copy, draw) for draw in SHOWN}
    programs = leaning(copy, changed)[1]
    set_value(copy, changed, old * LENGTHEN)
    for draw, (value, rate) in traces.items():
        near(t, traced(copy, draw)[0], value * ratio(rate), f"{changed}: draw {draw}")
    now = shares(copy)
    low, high = sorted(ratio(rate) for rate in rates)
    t.check(low < now[LINE] / values[LINE] < high,
            f"{changed}: ratio {now[LINE] / values[LINE]} of the mean, not in {low} to {high}")
    for name, line in lines.items():
        if name in values and all(changed not in node.attrib.values() for node in line.iter()):
            t.equal(now[name], values[name], f"{changed}: {name}")
    check_moved(t, was, copy.programs(), programs, changed)
    copy.write(MODEL, content)


def check_added(t, copy, was, before):
    """A factor of 1.3 on one line: its value, what it saves in deadweight, and nothing else."""
    lines, means = shares(copy), copy.draw("mean")
    copy.add_parameter()
    check_clean(t, copy, before, "a parameter")
    for line, value in shares(copy).items():
        if line == LINE:
            near(t, value, 1.3 * lines[line], f"{text.FACTOR}: {line}")
        else:
            t.equal(value, lines[line], f"{text.FACTOR}: {line}")
    now = copy.draw("mean")
    group = {name: node.get("group") for name, node in elements(copy, "account").items()}
    more = {account: now["accounts"][account] - value
            for account, value in means["accounts"].items() if account in group}
    value = traced(copy, "mean")[0]
    near(t, sum(more.values()), value * 0.3 / 1.3, f"{text.FACTOR}: accounts")
    saved = now["inputs"]["deadweight"] * sum(dollars for account, dollars in more.items()
                                              if group[account] in PUBLIC)
    near(t, now["npv"] - means["npv"], sum(more.values()) + saved, f"{text.FACTOR}: net benefit")
    row, programs = leaning(copy, text.FACTOR)
    t.equal([row[name] for name in ("name", "value", "mean", "unit", "status", "source_id", "note",
                                    "results")],
            ["Factor of a test", "1.3", "1.3", "ratio", "assumed", "invented-figures",
             "Invented for a test.", str(len(programs))], "sources: the new parameter")
    check_moved(t, was, copy.programs(), programs, text.FACTOR)
    step = plain(run_ok(copy.bca, "-C", copy.folder, "trace", PROGRAM, LINE))
    t.check("Factor of a test = 1.3 ratio [assumed, invented-figures]" in step,
            f"trace: {text.FACTOR} is not shown")


def check_parameter(t, copy, was, before):
    rate = next(i for i in plan(copy.bca, copy.folder, PROGRAM)["inputs"]
                if i["id"] == "discount-rate")["parameters"]
    check_changed(t, copy, was, [rate["low"], rate["high"]])
    check_added(t, copy, was, before)


# ------------------------------------------------------------------------------------ mistakes

def place(content, words):
    """Line and column, from 1."""
    before = content[:content.index(words)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def check_at_once(t, copy, mistakes, before):
    """Each is found where it stands, whatever else there is to mend."""
    was = {mistake.file: copy.read(mistake.file) for mistake in mistakes}
    for mistake in mistakes:
        copy.replace(mistake.file, mistake.old, mistake.new)
    code, findings = copy.findings()
    new = known(findings) - known(before)
    found = Counter((f["code"], f["file"], f["line"], f["col"]) for f in findings
                    if (f["code"], f["file"], f["message"]) in new and f["fix"])
    for mistake in mistakes:
        content = copy.read(mistake.file)
        for name, words in mistake.found.items():
            where = name, mistake.file, *place(content, words)
            t.check(found[where], f"{where} is not found: {mistake.new or 'no ' + mistake.old}")
            found[where] -= 1
    t.equal((code, dict(+found)), (1, {}), "check: what else it found")
    for file, content in was.items():
        copy.write(file, content)


def check_mistakes(t, copy, before):
    copy.add_study("counts")
    check_clean(t, copy, before, "a program, a study and a parameter")
    for mistakes in text.MISTAKES:
        check_at_once(t, copy, mistakes, before)
    for code in sorted({code for mistakes in text.MISTAKES for mistake in mistakes
                        for code in mistake.found}):
        words = run_ok(copy.bca, "explain", code)
        t.check(words.startswith(f"{code}: ") and "\nNot like this:\n" in words
                and "\nLike this:\n" in words, f"explain {code}")


def main():
    args = arguments(__doc__)
    t = Tally()
    check_sentences(t, args.root)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        base = Copy(args.bca, args.root, work / "base")
        code, before = base.findings()
        t.equal(code, 0, "check of the project as it is")
        project = Copy(args.bca, base.folder, work / "project")
        was = base.programs()
        check_parameter(t, project, check_program(t, base, project, was, before), before)
        check_study(t, base, was, before)
        check_mistakes(t, project, before)
    t.finish()


if __name__ == "__main__":
    main()
