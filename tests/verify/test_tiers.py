#!/usr/bin/python3
"""Tiers against a second implementation (tests/oracle/tiers.py), on the shipped registry and on
made-up projects.

    test_tiers.py --bca PATH --root DIR [--only PART,PART]

  shipped     every program under every profile: tier, rule, predicates, samples and studies behind
              them, fewest steps to each stronger tier; every tier explained
  formats     csv and json say the same; the order of the programs named changes nothing
  boundaries  either side of every threshold of the default rule (tier_boundaries.py)
  days        as of 2016, 2019 and 2024; who filed by 2020 (tier_days.py)
  profiles    a profile written from the manual alone; overrides (tier_profiles.py)
  random      made-up records under every profile (tier_random.py)
  mutations   each fact taken away in turn, and the printed steps given back (tier_mutations.py)

The registry is copied first, so that nothing else can change it meanwhile. Ends with
`N passed, M failed`.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import tier_boundaries
import tier_days
import tier_fixture
import tier_mutations
import tier_profiles
import tier_random
import tier_record as record
import tiers
from harness import Tally, rows_of, run_ok
from model_read import Model
from tier_record import NS

ESSENTIAL = ("colorado", "connecticut", "minnesota", "new-mexico", "title-iv-e", "washington")
DATA = Path("tests") / "data"


def asked_for(profile):
    """Options that ask for a profile that has ended on its last day; and that day or None."""
    day = profile.root.get("through")
    return (("--profile", profile.id, *(("--as-of", day) if day else ())), day)


# ---- shipped ----


def check_counts(tally, profile, facts, said, what):
    """Samples and the studies named, of every count."""
    for p in said["predicates"]:
        kind, condition = profile.condition[p["id"]]
        if kind != "count":
            continue
        group = profile.sets[condition.get("of")]
        tally.equal(p["number"], max(tiers.count_of(facts, group)), f"{what}: {p['id']}")
        members = {(e["sample"], e["study"]) for e in facts.evaluations
                   if tiers.belongs(e, group, facts.is_intended(e))}
        named = {e["study"] for e in p["evaluations"]}  # one of each sample
        tally.check(named <= {study for _, study in members}, f"{what}: {p['id']} names {named}")
        tally.equal({sample for sample, study in members if study in named},
                    {sample for sample, _ in members}, f"{what}: {p['id']}: samples named")
        if p["met"] == "met" and p["number"] > 0:  # a summary has a source and no study
            some = any(e["study"] and e["label"] or e["source"] for e in p["evaluations"])
            tally.check(some, f"{what}: {p['id']} is met and names no study")


def check_pooled(tally, profile, facts, said, what):
    """The smallest p in the direction asked for."""
    for p in said["predicates"]:
        kind, condition = profile.condition[p["id"]]
        if kind == "pooled":
            ps = [e["p"] for e in facts.effects if e["direction"] == condition.get("direction")]
            if ps and p["met"] == "met":
                tally.near(p["number"], min(ps), 1e-9, f"{what}: {p['id']} p")


def check_effects(tally, facts, said, what):
    """Every effect on a primary outcome: its size, p, direction and heterogeneity."""
    tally.equal([(e["outcome"], e["direction"].replace("no difference", "none")
                  if e["direction"] else None) for e in said["effects"]],
                [(e["outcome"], e["direction"]) for e in facts.effects], f"{what}: effects")
    for got, want in zip(said["effects"], facts.effects):
        for key in ("effect", "se", "p", "i2"):
            if want.get(key) is not None:
                tally.near(got[key], want[key], 1e-9, f"{what}: {key} on {want['outcome']}")
        tally.check(got["reason"] is not None or want["direction"] is not None,
                    f"{what}: {want['outcome']} has neither an effect nor a reason")


def check_words(tally, profile, said, what):
    """Reason, citation of the law, and a fact for every predicate."""
    laws = {c.get("citation") for c in profile.root.findall(NS + "clause")}
    laws |= {t.get("citation") for t in profile.root.findall(NS + "tier")}
    tally.check(said["reason"] and said["citation"] in laws,
                f"{what}: reason {said['reason']!r}, citation {said['citation']!r}")
    tally.equal([p["id"] for p in said["predicates"]], [n for n, *_ in profile.predicates],
                f"{what}: predicates listed")
    for p in said["predicates"]:
        tally.check(p["fact"] and p["citation"] in laws, f"{what}: {p['id']} without fact or law")
    for r in said["raises"]:
        tally.check(all(s["words"] and s["predicate"] in profile.condition for s in r["steps"]),
                    f"{what}: steps to {r['tier']} without words")


def values(model, outcome):
    """Whether a model gives an outcome dollars: by a line that counts, or through a link."""
    return any(line["outcome"] == outcome and model.in_force(line)
               for line in model.kinds["valueLine"].values()) or any(
        link["from"] == outcome and values(model, link["to"])
        for link in model.kinds["link"].values())


def result_state(args, registry, name):
    """Whether there is a result; if not, whether a primary outcome could be valued: one that the
    model values for the program's population."""
    program = registry.programs[name]
    if program.get("basis") in ("modeled", "transferred"):
        return "result"
    intervention = registry.interventions.get(program.get("intervention"))
    primary = [] if intervention is None else list(record.primary(intervention))
    model = Model(args.root, program.get("model"))
    outcomes = [model.answer(e.get("outcome"), program.get("modelPopulation"))[1] for e in primary]
    possible = any(outcome and values(model, outcome) for outcome in outcomes)
    return "not supplied" if possible or not primary else "not possible"


def check_shipped(tally, args):
    registry = tiers.Registry(args.root)
    tally.check(set(ESSENTIAL) <= set(registry.profiles), f"profiles: {list(registry.profiles)}")
    for profile in registry.profiles.values():
        words, day = asked_for(profile)
        said = record.tier_json(args.bca, args.root, *words)
        tally.equal(list(said), sorted(registry.programs), f"{profile.id}: programs")
        for name, case in said.items():
            what = f"{name} under {profile.id}"
            facts = registry.facts(name, case["benefit_cost"], day)
            rule = tiers.tier(profile, facts, day)
            tally.equal((case["tier"], case["rule"], case["flag"]),
                        (rule.get("tier"), rule.get("id"), rule.get("flag")), what)
            tally.equal({p["id"]: p["met"] for p in case["predicates"]},
                        tiers.states(profile, facts), f"{what}: predicates")
            check_counts(tally, profile, facts, case, what)
            check_pooled(tally, profile, facts, case, what)
            check_effects(tally, facts, case, what)
            check_words(tally, profile, case, what)
            record.compare_steps(tally, profile, facts, case, what, day)
            if day is None:
                tally.equal(case["benefit_cost"]["state"], result_state(args, registry, name),
                            f"{what}: result")
    check_chances(tally, args)


def check_chances(tally, args):
    """The chance that a tier was decided by is that of bca run."""
    said = record.tier_json(args.bca, args.root)
    rows = rows_of(run_ok(args.bca, "-C", args.root, "run", "--format=csv"))
    chances = {r["program_id"]: r["chance_positive"] for r in rows}
    for name, case in said.items():
        chance = case["benefit_cost"]["chance"]
        if chance is not None and abs(chance - 0.75) > 0.02:
            tally.near(chance, float(chances[name]), 5e-5, f"{name}: chance of bca run")


# ---- formats ----


def empty(text):
    return text or None


def check_rows(tally, case, rows, what):
    """The rows of csv of one program against json."""
    kinds = {k: [r for r in rows if r["row"] == k] for k in ("tier", "predicate", "change",
                                                            "candidate")}
    tally.equal(sum(map(len, kinds.values())), len(rows), f"{what}: kinds of rows")
    first = kinds["tier"][0]
    tally.equal((len(kinds["tier"]), first["tier"], empty(first["flag"]), first["item"],
                 first["citation"], first["words"], empty(first["tier_on_record"])),
                (1, case["tier"], case["flag"], case["rule"], case["citation"], case["reason"],
                 case["tier_on_record"]), f"{what}: tier row")
    got = [(r["item"], r["met"], r["words"], r["citation"]) for r in kinds["predicate"]]
    want = [(p["id"], p["met"], p["fact"], p["citation"]) for p in case["predicates"]]
    tally.equal(got, want, f"{what}: predicate rows")
    for row, p in zip(kinds["predicate"], case["predicates"]):
        same = row["number"] == "" if p["number"] is None else (
            abs(float(row["number"]) - p["number"]) <= 1e-9 + 1e-5 * abs(p["number"]))
        tally.check(same, f"{what}: {p['id']} {row['number']} in csv, {p['number']} in json")
        if not p["evaluations"]:  # other research, which json only counts
            continue
        labels = [e["label"] or e["source"] for e in p["evaluations"]]
        printed = row["studies"].split("; ") if row["studies"] else []
        tally.check(len(labels) == len(printed) and all(a in b for a, b in zip(labels, printed)),
                    f"{what}: {p['id']} studies {printed} in csv, {labels} in json")
    tally.equal([(r["tier"], float(r["number"])) for r in kinds["change"]],
                [(r["tier"], float(len(r["steps"]))) for r in case["raises"]], f"{what}: changes")
    for row, raise_ in zip(kinds["change"], case["raises"]):
        tally.check(all(s["words"] in row["words"] for s in raise_["steps"]),
                    f"{what}: words of the steps to {raise_['tier']}")
    tally.equal([(r["item"], r["words"], empty(r["tier"]), empty(r["on_record_as_of"]))
                 for r in kinds["candidate"]],
                [(c["clearinghouse"], c["value"], c["tier"], c["as_of"])
                 for c in case["candidates"]], f"{what}: candidates")


def check_formats(tally, args):
    for profile in ("connecticut", "washington"):
        said = record.tier_json(args.bca, args.root, "--profile", profile)
        text = run_ok(args.bca, "-C", args.root, "tier", "--profile", profile, "--format=csv")
        by_program = {}
        for row in rows_of(text):
            by_program.setdefault(row["program_id"], []).append(row)
        tally.equal(list(by_program), list(said), f"{profile}: programs in csv")
        for name, case in said.items():
            check_rows(tally, case, by_program[name], f"{name} under {profile} in csv")
    names = list(said)[::7]
    for form in ("json", "csv", "table"):
        texts = {run_ok(args.bca, "-C", args.root, "tier", *order, f"--format={form}")
                 for order in (names, names[::-1], names[1:] + names[:1])}
        tally.equal(len(texts), 1, f"{form}: outputs for three orders of the programs named")
    alone = record.tier_json(args.bca, args.root, names[1])
    whole = record.tier_json(args.bca, args.root)
    tally.equal(alone[names[1]], whole[names[1]], f"{names[1]} alone and among all")


# ---- mutations ----


def check_mutations(tally, args):
    registry = tiers.Registry(args.root)
    for profile in registry.profiles.values():
        if profile.draw == "predictive":  # a supposed result has no chance at a new site
            continue
        variants, applied = tier_mutations.check(tally, args, registry, profile)
        print(f"{profile.id}: {variants} variants, {applied} times steps applied")


PARTS = {"shipped": check_shipped, "formats": check_formats, "boundaries": tier_boundaries.check,
         "days": tier_days.check, "profiles": tier_profiles.check, "random": tier_random.check,
         "mutations": check_mutations}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bca", required=True, type=Path)
    parser.add_argument("--root", required=True, type=Path)
    parser.add_argument("--only", default=",".join(PARTS))
    args = parser.parse_args()
    args.bca, args.root = args.bca.resolve(), args.root.resolve()
    return args


def main():
    args, tally = arguments(), Tally()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for part in ("registry", "models", DATA / "mini", DATA / "tiers"):
            shutil.copytree(args.root / part, root / part, ignore=shutil.ignore_patterns("scenarios"))
        shutil.copy(root / DATA / "tiers" / "seventh.xml", root / "registry" / "profiles")
        tier_fixture.merge(root / "registry" / "sources.xml",
                           root / DATA / "mini" / "registry" / "sources.xml")
        args.root = root
        for part in args.only.split(","):
            PARTS[part](tally, args)
    tally.finish()


if __name__ == "__main__":
    main()
