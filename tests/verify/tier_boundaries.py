"""Either side of every boundary of Connecticut's rule, through the command: tests/data/mini with a
program for each case. The thresholds are those of the default rule: two rigorous evaluations or one
of 2 sites and 350 persons, p below 0.20 for benefit and harm, 12 months, a chance of 75 percent."""

import tempfile

import tier_fixture
import tier_record as record
import tiers
from tier_fixture import Fixture, effect_of, study, two

EB, RB, PROMISING, LACKING = ("evidence-based", "research-based", "promising", "lacking-evidence")
FAVORABLE = {"direction": "favorable", "p": "0.01"}
LARGE = {"sites": 2, "persons": 350}


def small(p, direction="favorable"):
    return {"outcomes": {"reoffense": two(**effect_of(p, direction, 2))}}


def reported(p=None, unadjusted=None, **more):
    """One reported effect; p through its standard error."""
    figures = {**effect_of(p or 0.001), "k": 2, "design": "matched", "published": "2010", **more}
    effect, se = figures.pop("effect"), figures.pop("se")
    found = {"effect1": effect, "se1": se, "effect2": effect, "se2": se, **figures}
    if unadjusted is not None:
        found["unadjustedP"] = unadjusted
    lasting = [study(unpooled=FAVORABLE)]
    return {"outcomes": {"reoffense": None, "!other": lasting}, "reported": found}


def one(**attributes):
    return {"outcomes": {"reoffense": [study(**attributes)]}}


# name: (what the program has, tier, first test that fails or flag)
CASES = {
    "all": ({}, EB, None),
    "months-12": ({"outcomes": {"reoffense": two(followUpMonths=12)}}, EB, None),
    "months-11": ({"outcomes": {"reoffense": two(followUpMonths=11)}}, RB, "sustained"),
    "months-unknown": ({"outcomes": {"reoffense": two(followUpMonths=None)}}, RB, "sustained"),
    "two-samples": ({"outcomes": {"reoffense": two()}}, EB, None),
    "same-sample": ({"outcomes": {"reoffense": two(sample="both")}}, RB, "enough-rigorous"),
    "sample-is-id": ({"outcomes": {"reoffense": [study("one"), study("two", sample="one")]}}, RB,
                     "enough-rigorous"),
    "other-outcome": ({"outcomes": {"reoffense": [study("one")],
                                    "other": [study("two", sample="one")]}}, RB, "enough-rigorous"),
    "nonequivalent": ({"outcomes": {"reoffense": [study("one"),
                                                  study("two", design="nonequivalent")]}}, RB,
                      "enough-rigorous"),
    "matched": ({"outcomes": {"reoffense": two(design="matched")}}, EB, None),
    "p-199": (small(0.199), EB, None),
    "p-201": (small(0.201), LACKING, "tested, no effect"),
    "reported-199": (reported(0.199), EB, None),
    "reported-201": (reported(0.201), LACKING, "tested, no effect"),
    "unadjusted-199": (reported(0.9, 0.199), EB, None),
    "unadjusted-201": (reported(0.001, 0.201), LACKING, "tested, no effect"),
    "no-design": (reported(0.001, design="nonequivalent", k=9), RB, "enough-rigorous"),
    "harm-199": (small(0.199, "unfavorable"), LACKING, "harmful"),
    "harm-201": (small(0.201, "unfavorable"), LACKING, "tested, no effect"),
    "harm-beside": ({"outcomes": {"reoffense": two(), "other": [
        study("three", **effect_of(0.199, "unfavorable"))]}}, LACKING, "harmful"),
    "no-harm-beside": ({"outcomes": {"reoffense": two(), "other": [
        study("three", **effect_of(0.201, "unfavorable"))]}}, EB, None),
    "large": (one(**LARGE), EB, None),
    "one-site": (one(**{**LARGE, "sites": 1}), RB, "enough-rigorous"),
    "persons-349": (one(**{**LARGE, "persons": 349}), RB, "enough-rigorous"),
    "groups-350": (one(sites=2, more={"treatedN": 176, "controlN": 174}), EB, None),
    "groups-349": (one(sites=2, persons=900, more={"treatedN": 175, "controlN": 174}), RB,
                   "enough-rigorous"),
    "chance-749": ({"chance": 0.749}, RB, "cost-beneficial"),
    "chance-751": ({"chance": 0.751}, EB, None),
    "no-cost": ({"basis": "none", "chance": None, "outcomes": {"reoffense+": two()}}, RB,
                "cost-beneficial"),
    "not-valued": ({"basis": "none", "chance": None, "outcomes": {"other": two()}}, EB, None),
    "not-attested": ({"attested": ()}, RB, "replicable"),
    "other-word": ({"attested": ("manual",)}, RB, "replicable"),
    "counted": ({"outcomes": {"!reoffense": two(unpooled=FAVORABLE, **LARGE)}}, RB,
                "counted, not pooled"),
    "counted-worse": ({"outcomes": {"!reoffense": two(unpooled={
        "direction": "unfavorable", "significant": "no"})}}, LACKING, "harmful, counted"),
    "counted-none": ({"outcomes": {"!reoffense": two(unpooled={"direction": "none"})}}, LACKING,
                     "tested, no effect"),
    "counted-no-rigor": ({"outcomes": {"!reoffense": two(unpooled=FAVORABLE,
                                                         design="nonequivalent")}}, PROMISING,
                         "one-rigorous"),
    "intended": ({"intended": "adults", "outcomes": {"reoffense": two(population="adults")}}, EB,
                 None),
    "not-intended": ({"intended": "juveniles", "outcomes": {"reoffense": [
        study("one", population="juveniles"), study("two", population="adults")]}}, RB,
        "enough-rigorous"),
    "nothing": ({"outcomes": {}}, LACKING, "potential"),
    "theory": ({"outcomes": {}, "research": "theory"}, LACKING, "potential"),
    "before-after": ({"outcomes": {}, "research": "before-after"}, PROMISING, "one-rigorous"),
}
STATES = {"no-cost": "not supplied", "not-valued": "not possible", "all": "result"}
NEAR = (0.70, 0.74, 0.749, 0.751, 0.76, 0.80)
FEW, MANY = 2000, 1000000


def decisions(tally, bca, fixture):
    """A chance within two Monte Carlo errors of the threshold is drawn again a million times."""
    fixture.clear()
    names = {f"chance-{round(1000 * c)}": c for c in NEAR}
    for name, chance in names.items():
        fixture.add(name, chance=chance)
    again = 0
    for seed in (1, 2):
        few = record.tier_json(bca, fixture.root, "--draws", FEW, "--seed", seed)
        many = record.tier_json(bca, fixture.root, "--draws", MANY, "--seed", seed)
        for name, chance in names.items():
            a, b = few[name]["benefit_cost"]["chance"], many[name]["benefit_cost"]["chance"]
            tally.equal(few[name]["tier"], many[name]["tier"], f"{name}, seed {seed}: tier")
            tally.equal(b >= 0.75, chance >= 0.75, f"{name}, seed {seed}: a million draws")
            far = (abs(a * FEW - round(a * FEW)) < 1e-6
                   and abs(a - 0.75) > 2 * (a * (1 - a) / FEW) ** 0.5)
            tally.check(a == b or far, f"{name}, seed {seed}: {a} decided, {b} in a million draws")
            again += a == b
    tally.check(0 < again < 2 * len(NEAR), f"{again} of {2 * len(NEAR)} chances drawn again")


def check_summary(tally, bca, fixture):
    """A summary of one evaluation may hold the very study that is added: a step that is promised
    beside it must hold once it is on record."""
    profile = tiers.Registry(fixture.root).profiles["connecticut"]
    figures = {**reported(0.001, k=1, design="randomized"), "outcomes": {"reoffense": None}}
    intervention, program = tier_fixture.program("summary", fixture.own, **figures)
    base = record.Record(program, intervention)
    fixture.clear()
    name = base.save(fixture, "before")
    said = record.tier_json(bca, fixture.root)[name]
    for raise_ in said["raises"]:
        after = record.apply_steps(base, raise_["steps"], profile, said, "reoffense", record.TODAY)
        name = after.save(fixture, "after")
        got = record.tier_json(bca, fixture.root)[name]["tier"]
        tally.check(profile.rank(got) <= profile.rank(raise_["tier"]),
                    f"summary of one evaluation: the steps to {raise_['tier']} reach only {got}")


def check(tally, args):
    with tempfile.TemporaryDirectory() as folder:
        fixture = Fixture(folder, args.root, True)
        for name, (what, *_) in CASES.items():
            fixture.add(name, **what)
        said = record.tier_json(args.bca, fixture.root)
        registry = tiers.Registry(fixture.root)
        profile = registry.profiles["connecticut"]
        for name, (_, tier, why) in CASES.items():
            case = said[name]
            tally.equal(case["tier"], tier, f"boundary {name}")
            tally.check(why in (case["failed"], case["flag"]),
                        f"boundary {name}: {case['failed']}, {case['flag']}, not {why}")
            facts = registry.facts(name, case["benefit_cost"])
            tally.equal(case["rule"], tiers.tier(profile, facts).get("id"), f"{name}: rule")
            record.compare_steps(tally, profile, facts, case, f"boundary {name}")
        for name, state in STATES.items():
            tally.equal(said[name]["benefit_cost"]["state"], state, f"{name}: result")
        tally.equal(next(p["met"] for p in said["not-valued"]["predicates"]
                         if p["id"] == "cost-beneficial"), "waived", "no outcome can be valued")
        decisions(tally, args.bca, fixture)
        check_summary(tally, args.bca, fixture)
