"""A profile written from registry/README.md alone (tests/data/tiers/seventh.xml), with the tier
that each program of a made-up project must get under it; and overrides."""

import tempfile

import tier_record as record
import tiers
from harness import rows_of, run, run_ok
from tier_fixture import Fixture, effect_of, study

GOOD = {"design": "randomized", "comparison": "usual-care", "quality": "high",
        "place": "connecticut", "population": "adults", "followUpMonths": 6, "sites": 2,
        "persons": 120, **effect_of(0.099)}
STRONG = {**GOOD, "effect": -0.5, "shareOfColor": 0.4}
MODELED = {"basis": "modeled", "chance": None, "attested": ("manual",), "cost": 100,
           "intended": "adults youths"}
RATING = {"clearinghouse": "Test clearinghouse", "value": "Rated as tested", "asOf": "2017-05-01"}
FOR = {"unpooled": {"direction": "favorable", "p": "0.099"}}
AGAINST = {"unpooled": {"direction": "unfavorable", "significant": "no"}}


def three(*changes, **same):
    """Three strong studies, of which the first ones are changed."""
    changes = list(changes) + [{}] * (3 - len(changes))
    return {"outcomes": {"reoffense+": [study(f"s{i}", **{**STRONG, **same, **c})
                                        for i, c in enumerate(changes)]}, **MODELED}


def pair(**change):
    """Two good studies, one of them changed; transferred, so without a chance at a new site."""
    return {"outcomes": {"reoffense": [study("s0", **GOOD), study("s1", **{**GOOD, **change})]},
            "attested": ("manual",), "intended": "adults"}


def counted(n_for, n_against, **more):
    studies = [study(f"f{i}", **GOOD, **FOR) for i in range(n_for)]
    studies += [study(f"a{i}", **GOOD, **AGAINST) for i in range(n_against)]
    return {"outcomes": {"!reoffense": studies}, "intended": "adults", "attested": (), **more}


def bare(**more):
    return {"outcomes": {}, "attested": (), **more}


# name: (program, tier, rule)
SEVENTH = {
    "strong": (three(), "strong", "strong"),
    "no-manual": ({**three(), "attested": ()}, "fair", "fair"),
    "dear": ({**three(), "cost": 900000}, "fair", "fair"),
    "color-39": (three(shareOfColor=0.39), "fair", "fair"),
    "color-unknown": (three(shareOfColor=None), "fair", "fair"),
    "color-weighted": (three({"shareOfColor": 0.3, "persons": 1000}, shareOfColor=0.6), "fair",
                       "fair"),
    "subgroup-149": (three({"subgroupP": 0.149}, shareOfColor=0.1), "strong", "strong"),
    "subgroup-150": (three({"subgroupP": 0.15}, shareOfColor=0.1), "fair", "fair"),
    "one-site-known": (pair(), "fair", "fair"),  # a transferred result has no chance at a new site
    "matched": (pair(design="matched", comparison="no-treatment", quality="moderate",
                     place="vermont"), "fair", "fair"),
    "design": (pair(design="nonequivalent"), "weak", "weak"),
    "comparison": (pair(comparison="other-treatment"), "weak", "weak"),
    "comparison-unknown": (pair(comparison=None), "weak", "weak"),
    "quality": (pair(quality="low"), "weak", "weak"),
    "place": (pair(place="ohio"), "weak", "weak"),
    "population": (pair(population="youths"), "weak", "weak"),
    "p": (pair(**effect_of(0.101)), "weak", "weak"),
    "months": (pair(followUpMonths=5), "weak", "weak"),
    "sites": (pair(sites=1), "weak", "weak"),
    "persons": (pair(persons=119), "weak", "weak"),
    "sample": (pair(sample="s0"), "weak", "weak"),
    "worse": (pair(**effect_of(1e-9, "unfavorable")), "worse", "worse"),
    "counted": (counted(2, 1), "fair", "fair-counted"),
    "tie": (counted(2, 2), "none", "none"),
    "tie-theory": (counted(2, 2, research="theory"), "weak", "weak"),
    "outputs": (bare(research="outputs"), "weak", "weak"),
    "before-after": (bare(research="before-after"), "none", "none"),
    "rated": (bare(rating=RATING), "weak", "weak"),
    "rated-archived": (bare(rating={**RATING, "archived": "yes"}), "none", "none"),
    "rated-other": (bare(rating={**RATING, "value": "Not rated"}), "none", "none"),
    "rated-manual": (bare(rating=RATING, attested=("manual",)), "weak", "weak"),
    "empty": (bare(), "none", "none"),
}
# (day, name): tier and rule, where the wording of the rule of the day decides
ON = {("2018-12-31", "rated-manual"): ("strong", "strong-old"),
      ("2019-01-01", "rated-manual"): ("weak", "weak"),
      ("2017-04-30", "rated-manual"): ("none", "none"),
      ("2018-12-31", "strong"): ("fair", "fair"), ("2019-01-01", "strong"): ("strong", "strong")}


def check_seventh(tally, args):
    with tempfile.TemporaryDirectory() as folder:
        fixture = Fixture(folder, args.root, False)
        fixture.add_profile(args.root / "tests" / "data" / "tiers" / "seventh.xml")
        for name, (what, *_) in SEVENTH.items():
            fixture.add(name, **what)
        said = record.tier_json(args.bca, fixture.root, "--profile", "seventh")
        registry = tiers.Registry(fixture.root)
        profile = registry.profiles["seventh"]
        kinds = {kind for _, kind, _ in profile.predicates}
        tally.equal(len(kinds), 9, "kinds of predicates in the seventh profile")
        for name, (_, tier, rule) in SEVENTH.items():
            case = said[name]
            tally.equal((case["tier"], case["rule"]), (tier, rule), f"seventh: {name}")
            facts = registry.facts(name, case["benefit_cost"])
            tally.equal({p["id"]: p["met"] for p in case["predicates"]},
                        tiers.states(profile, facts), f"seventh: {name}: predicates")
            record.compare_steps(tally, profile, facts, case, f"seventh: {name}")
        for (day, name), want in ON.items():
            case = record.tier_json(args.bca, fixture.root, "--profile", "seventh", "--as-of",
                                    day)[name]
            tally.equal((case["tier"], case["rule"]), want, f"seventh: {name} on {day}")
        code, _, err = run(args.bca, "-C", fixture.root, "tier", "--profile", "seventh", "--as-of",
                           "2015-12-31")
        tally.check(code != 0 and "2016-01-01" in err, f"before it is in force: {code} {err}")


# ---- Overrides and the tier on record ----


def override(profile="connecticut", tier="promising", by="Test Office", on="2024-03-01",
             reason="Staff do not keep to the manual."):
    return {"profile": profile, "tier": tier, "by": by, "on": on, "reason": reason}


def claim(tier):
    return {"tier": tier, "asOf": "2019-10-01", "source": "test-budget"}


OVERRIDDEN = {
    "o-one": {"overrides": [override()], "claimed": claim("research-based")},
    "o-same": {"overrides": [override()], "claimed": claim("promising")},
    "o-later": {"overrides": [override(on="2025-01-31", tier="research-based"), override()]},
    "o-elsewhere": {"overrides": [override(profile="washington")]},
    "o-none": {"claimed": claim("evidence-based")},
    "o-record": {"claimed": claim("lacking-evidence")},
}


def shown(case):
    """The override of a program as (tier, by, on, reason), or None."""
    o = case["override"]
    return o and (o["tier"], o["by"], o["on"], o["reason"])


def check_text(tally, bca, fixture):
    text = run_ok(bca, "-C", fixture.root, "tier", "o-one")
    words = " ".join(text.split())
    want = override()
    for part in ("Evidence-based", "Promising", want["by"], want["on"], want["reason"]):
        tally.check(part in words, f"bca tier o-one does not print {part}")
    rows = rows_of(run_ok(bca, "-C", fixture.root, "tier", "o-one", "--format=csv"))
    row = next(r for r in rows if r["row"] == "tier")
    got = {k: v for k, v in row.items() if k.startswith("override_") or k == "tier"}
    tally.equal(got, {"tier": "evidence-based", "override_tier": "promising",
                      "override_by": want["by"], "override_on": want["on"],
                      "override_reason": want["reason"]}, "override in csv")


def check_overrides(tally, args):
    first = tuple(override()[k] for k in ("tier", "by", "on", "reason"))
    later = ("research-based", first[1], "2025-01-31", first[3])
    with tempfile.TemporaryDirectory() as folder:
        fixture = Fixture(folder, args.root, True)
        for name, what in OVERRIDDEN.items():
            fixture.add(name, **what)
        said = record.tier_json(args.bca, fixture.root)
        want = {"o-one": first, "o-same": first, "o-later": later, "o-elsewhere": None,
                "o-none": None, "o-record": None}
        for name, expected in want.items():
            tally.equal(said[name]["tier"], "evidence-based", f"{name}: computed")
            tally.equal(shown(said[name]), expected, f"{name}: override")
        other = record.tier_json(args.bca, fixture.root, "--profile", "washington")
        tally.equal(shown(other["o-elsewhere"]), first, "override of the other profile")
        before = record.tier_json(args.bca, fixture.root, "--as-of", "2024-12-31")
        tally.equal(shown(before["o-later"]), first, "override as of 2024-12-31")
        check_text(tally, args.bca, fixture)
        for name in OVERRIDDEN:
            err = run(args.bca, "-C", fixture.root, "tier", name)[2]
            tally.equal(("warning[W" in err and "on record" in err), name in ("o-one", "o-record"),
                        f"{name}: a tier on record that differs is said")
            differs = said[name]["differs"]
            tally.equal(differs, name in ("o-one", "o-record"), f"{name}: differs")


def check(tally, args):
    check_seventh(tally, args)
    check_overrides(tally, args)
