"""Made-up programs with random records, under every profile: the second implementation must agree
on tier, rule, predicates, samples and steps."""

import random
import tempfile

import tier_record as record
import tiers
from tier_fixture import Fixture, study

PROGRAMS = 120
SEED = 20260101


def features(rng):
    """Attributes of a study, each often left out or just short of a threshold."""
    words = {"design": ["randomized", "matched", "nonequivalent"],
             "followUpMonths": [None, 5, 6, 11, 12, 24], "sites": [None, 1, 2, 5],
             "persons": [None, 119, 120, 349, 350, 2000],
             "comparison": [None, "usual-care", "no-treatment", "other-treatment"],
             "quality": [None, "high", "moderate", "low"],
             "place": [None, "connecticut", "minnesota", "vermont", "ohio"],
             "population": [None, "adults", "juveniles"],
             "shareOfColor": [None, None, 0.1, 0.31, 0.33, 0.6],
             "subgroupP": [None, None, None, 0.14, 0.19, 0.21],
             "published": ["2005", "2017-03", "2021-10-05", None]}
    return {name: rng.choice(choice) for name, choice in words.items()}


def unpooled(rng):
    direction = rng.choice(["favorable", "favorable", "unfavorable", "none"])
    if direction == "none":
        return {"direction": direction}
    if rng.random() < 0.5:
        return {"direction": direction, "significant": rng.choice(["yes", "no"])}
    return {"direction": direction, "p": rng.choice(["0.04", "0.05", "0.15", "0.5"])}


def outcome(rng, prefix, samples):
    """Studies of one outcome, some of which share persons with others."""
    counted = rng.random() < 0.4
    found = []
    for i in range(rng.choice([1, 1, 2, 3, 4])):
        what = features(rng)
        what["sample"] = rng.choice([None, None, rng.choice(samples)])
        what["more"] = rng.choice([{}, {}, {"treatedN": 175, "controlN": 174}])
        found.append(study(f"{prefix}{i}", effect=rng.gauss(-0.1, 0.25),
                           se=rng.choice([0.05, 0.1, 0.2]),
                           unpooled=unpooled(rng) if counted else None, **what))
    return ("!" if counted else ""), found


def one(rng):
    """What tier_fixture.program() takes."""
    outcomes, samples, reported = {}, ["shared", "common"], None
    for name in rng.sample(["reoffense", "other", "third"], rng.choice([0, 1, 1, 2])):
        if rng.random() < 0.25 and reported is None:
            e, se = rng.gauss(-0.1, 0.2), rng.choice([0.05, 0.1])
            reported = {"effect1": f"{e:.6f}", "se1": se, "effect2": f"{e:.6f}", "se2": se}
            reported.update(rng.choice([{}, {"k": 1, "design": "randomized"},
                                        {"k": 3, "design": "matched"}, {"design": "matched"},
                                        {"k": 4, "design": "nonequivalent"}]))
            reported.update(rng.choice([{}, {"unadjustedP": 0.19}, {"published": "2018"}]))
            outcomes[name] = None
        else:
            mark, studies = outcome(rng, name[:1], samples)
            outcomes[mark + name] = studies
    chance = rng.choice([None, 0.03, 0.97])
    return {"outcomes": outcomes, "reported": reported, "chance": chance,
            "basis": "none" if chance is None else "transferred",
            "attested": rng.choice([(), ("replicable",), ("replicable", "manual"),
                                    ("category-of-services",)]),
            "intended": rng.choice([None, "adults", "adults juveniles"]),
            "research": rng.choice([None, "theory", "before-after"])}


def compare(tally, registry, profile, said, day):
    for name, case in said.items():
        facts = registry.facts(name, case["benefit_cost"], day)
        what = f"random {name} under {profile.id}"
        tally.equal(case["rule"], tiers.tier(profile, facts, day).get("id"), f"{what}: rule")
        tally.equal({p["id"]: p["met"] for p in case["predicates"]},
                    tiers.states(profile, facts), f"{what}: predicates")
        got = {p["id"]: p["number"] for p in case["predicates"]
               if profile.condition[p["id"]][0] == "count"}
        want = {n: max(tiers.count_of(facts, profile.sets[c.get("of")]))
                for n, kind, c in profile.predicates if kind == "count"}
        tally.equal(got, want, f"{what}: samples")
        record.compare_steps(tally, profile, facts, case, what, day)


def check(tally, args):
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        fixture = Fixture(folder, args.root, True)
        for i in range(PROGRAMS):
            fixture.add(f"r{i}", **one(rng))
        registry = tiers.Registry(fixture.root)
        for profile in registry.profiles.values():
            day = profile.root.get("through")
            words = ("--as-of", day) if day else ()
            said = record.tier_json(args.bca, fixture.root, "--profile", profile.id, *words)
            compare(tally, registry, profile, said, day)
