"""Tier programs from the XML of a registry.

A second implementation, written from the documentation of the schema and of the headers
(facts.h, tier.h, raise.h) without reading the analyzer's source. Whether a program pays is not
worked out here: the facts about its result come from `bca tier --format=json`, and the profile is
applied to them. Steps to stronger tiers are in tier_steps.py.
"""

import calendar
import math
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from tier_effects import NS, combined, direction_of, i_squared, number, of_result, pooled, two_sided

SIGNIFICANT = math.nextafter(0.05, 0)  # p where only "significant at 5 percent" is printed


# ---- Dates ----


def last_day(when):
    """The day from which "2005", "2005-07" or "2005-07-01" counts as known."""
    parts = when.split("-")
    if len(parts) == 1:
        return when + "-12-31"
    if len(parts) == 2:
        return f"{when}-{calendar.monthrange(int(parts[0]), int(parts[1]))[1]:02d}"
    return when


def known(when, day):
    return day is None or when is not None and last_day(when) <= day


def in_force(element, day, outer=None):
    """A profile or rule; without a day whatever is not ended counts."""
    through = element.get("through", outer.get("through") if outer is not None else None)
    start = element.get("effective", outer.get("effective") if outer is not None else None)
    if day is None:
        return through is None
    return (start is None or start <= day) and (through is None or day <= through)


# ---- Facts ----


def persons_of(study):
    """The most that one of its results counts, else what the study states."""
    most = []
    for r in study:
        groups = [number(r, n) for n in ("treatedN", "controlN")]
        cells = [number(r, n) for n in ("treatedEvents", "treatedOthers", "controlEvents",
                                        "controlOthers")]
        for parts in (groups, cells, [number(r, "n")]):
            if None not in parts:
                most.append(sum(parts))
    return max(most) if most else number(study, "persons")


def features(study):
    return {"design": study.get("design"), "comparison": study.get("comparison"),
            "quality": study.get("quality"), "place": study.get("place"),
            "population": study.get("population"), "sites": number(study, "sites"),
            "follow_up": number(study, "followUpMonths"), "persons": persons_of(study),
            "sample": study.get("sample") or study.get("id"), "study": study.get("id"), "k": 1}


def unpooled_p(r):
    if r.get("p"):
        return number(r, "p")
    return SIGNIFICANT if r.get("significant") == "yes" else None


def of_study(study, evidence, rho):
    """Evaluations of one study on one outcome, and its one size or None."""
    sizes = [size for size in map(of_result, study) if size is not None]
    common = {**features(study), "outcome": evidence.get("outcome")}
    found = []
    size = combined(sizes, rho) if sizes else None
    if size:
        found.append({**common, "direction": direction_of(size[0], evidence.get("desired")),
                      "p": two_sided(size[0], math.sqrt(size[1]))})
    for r in study.findall(NS + "unpooled"):
        found.append({**common, "direction": r.get("direction"), "p": unpooled_p(r)})
    return found, size


def of_studies(evidence, studies, day):
    """Evaluations and effect of an outcome's studies; (None, None) when none is known."""
    rho = number(studies, "rho")
    rho = 0.6 if rho is None else rho
    found, sizes, some = [], [], False
    for study in studies.findall(NS + "study"):
        if known(study.get("published"), day):
            evaluations, size = of_study(study, evidence, rho)
            found += evaluations
            sizes += [size] if size else []
            some = True
    if not some:
        return [], None
    effect = {"outcome": evidence.get("outcome"), "direction": None, "p": None}
    if not studies.get("notPooled") and sizes:
        if studies.get("test", "z") != "z" or studies.get("scale", "d") == "fisher-z":
            raise NotImplementedError("this oracle pools with z on d")
        mean, se = pooled(sizes, studies.get("pooling"))
        effect.update(direction=direction_of(mean, evidence.get("desired")), p=two_sided(mean, se),
                      effect=mean, se=se)
        if studies.get("pooling") == "DL":
            effect["i2"] = i_squared(sizes)
    return found, effect


def of_reported(evidence, reported, day):
    if not known(reported.get("published"), day):
        return [], None
    effect1 = number(reported, "effect1")
    p = number(reported, "unadjustedP")
    if p is None:
        p = two_sided(effect1, number(reported, "se1"))
    effect = {"outcome": evidence.get("outcome"), "p": p, "effect": effect1,
              "se": number(reported, "se1"),
              "direction": direction_of(effect1, evidence.get("desired"))}
    if not reported.get("design") or not number(reported, "k"):
        return [], effect
    names = ("comparison", "quality", "place", "population", "sites", "follow_up", "persons",
             "sample", "study", "direction", "p")
    return [{**dict.fromkeys(names), "design": reported.get("design"),
             "k": number(reported, "k"), "outcome": evidence.get("outcome")}], effect


def diversity_of(studies):
    """Share of color weighted by persons, and the smallest p of a test; None."""
    weighed = [(number(s, "shareOfColor"), persons_of(s)) for s in studies
               if s.get("shareOfColor")]
    weighed = [(share, n) for share, n in weighed if n]
    total = sum(n for _, n in weighed)
    share = sum(x * n for x, n in weighed) / total if total else None
    tests = [number(s, "subgroupP") for s in studies if s.get("subgroupP")]
    return share, min(tests, default=None)


class Facts:
    """What predicates test, of one program as of a day."""

    def __init__(self, program, intervention, benefit_cost, day=None):
        words = program.get("intendedPopulations")
        self.intended = None if words is None else set(words.split())
        self.benefit_cost = benefit_cost
        self.evaluations, self.effects, studies = [], [], []
        empty = ElementTree.Element("none")
        record = empty if intervention is None else intervention
        for evidence in record.findall(NS + "evidence"):
            if evidence.get("primary") != "yes":
                continue
            pool, reported = evidence.find(NS + "studies"), evidence.find(NS + "reported")
            if pool is not None:
                found, effect = of_studies(evidence, pool, day)
                studies += [s for s in pool.findall(NS + "study") if known(s.get("published"), day)]
            else:
                found, effect = of_reported(evidence, reported, day)
            self.evaluations += found
            self.effects += [effect] if effect else []
        self.share_of_color, self.subgroup_p = diversity_of(studies)
        self.research = [r.get("kind") for r in record.findall(NS + "research")
                         if known(r.get("published"), day)]
        self.ratings = {(r.get("clearinghouse"), r.get("value"))
                        for r in record.findall(NS + "rating")
                        if r.get("archived") != "yes" and known(r.get("asOf"), day)}
        attestations = [a for a in program.findall(NS + "attestation") if known(a.get("on"), day)]
        attestations.sort(key=lambda a: a.get("on"))
        latest = {a.get("of"): a.get("value") for a in attestations}
        self.attested = {of for of, value in latest.items() if value == "yes"}

    def is_intended(self, evaluation):
        return self.intended is None or evaluation["population"] in self.intended


# ---- Sets ----


def at_least(value, asked):
    return asked is None or value is not None and value >= asked


def belongs(evaluation, group, intended):
    """Whether an evaluation belongs to a set; intended: it is of the program's people."""
    lists = (("designs", "design"), ("comparisons", "comparison"), ("qualities", "quality"),
             ("places", "place"))
    for attribute, name in lists:
        words = group.get(attribute)
        if words is not None and evaluation[name] not in words.split():
            return False
    if group.get("intendedPopulation") == "yes" and not intended:
        return False
    if group.get("direction") and evaluation["direction"] != group.get("direction"):
        return False
    below = number(group, "pBelow")
    if below is not None and not (evaluation["p"] is not None and evaluation["p"] < below):
        return False
    pairs = (("follow_up", "followUpMonths"), ("sites", "sites"), ("persons", "persons"))
    return all(at_least(evaluation[name], number(group, ask)) for name, ask in pairs)


def count_of(facts, group):
    """(distinct samples of studies, largest k of a summary)."""
    members = [e for e in facts.evaluations if belongs(e, group, facts.is_intended(e))]
    samples = {e["sample"] for e in members if e["study"]}
    return len(samples), max([e["k"] for e in members if not e["study"]], default=0)


# ---- Predicates and rules ----


class Profile:
    def __init__(self, root):
        self.root, self.id = root, root.get("id")
        self.tiers = [t.get("id") for t in root.findall(NS + "tier")]
        self.sets = {s.get("id"): s for s in root.findall(NS + "evaluations")}
        likely = root.find(NS + "likelyChance")
        self.likely = None if likely is None else number(likely, "value")
        self.draw = "mean" if likely is None else likely.get("draw", "mean")
        self.predicates = [(p.get("id"), p[0].tag.removeprefix(NS), p[0])
                           for p in root.findall(NS + "predicate")]
        self.condition = {name: (kind, c) for name, kind, c in self.predicates}
        self.rules = root.findall(NS + "rule")

    def rank(self, tier):
        return self.tiers.index(tier)

    def counted_sets(self):
        names = []
        for _, kind, c in self.predicates:
            if kind == "count":
                names += [c.get("of"), c.get("moreThan")]
        return [n for n in dict.fromkeys(names) if n]


def pays(profile, condition, result):
    """"met", "not met" or "waived", of the facts about a result."""
    if result["state"] == "not possible":
        return "waived" if condition.get("waived") == "yes" else "not met"
    if result["state"] != "result":
        return "not met"
    chance = result["chance" if profile.draw == "mean" else "chance_new_site"]
    met = result["net_benefit"] > 0 and chance is not None and chance >= profile.likely
    return "met" if met else "not met"


def diverse(facts, condition):
    share, p = facts.share_of_color, facts.subgroup_p
    return (share is not None and share >= number(condition, "shareOfColor")
            or p is not None and p < number(condition, "subgroupP"))


def moves(effects, condition):
    """Whether some effect has the direction, and p below what is asked."""
    below = number(condition, "pBelow")
    return any(e["direction"] == condition.get("direction")
               and (below is None or e["p"] < below) for e in effects)


def counts_of(profile, facts):
    return {name: count_of(facts, group) for name, group in profile.sets.items()}


def count_met(condition, counts):
    size = max(counts[condition.get("of")])
    other = condition.get("moreThan")
    return size > max(counts[other]) if other else size >= number(condition, "atLeast")


def state_of(profile, facts, kind, condition, counts, before):
    if kind == "count":
        return count_met(condition, counts)
    if kind == "pooled":
        return moves(facts.effects, condition)
    if kind == "poolable":
        return any(e["direction"] is not None for e in facts.effects)
    if kind == "attested":
        return condition.get("of") in facts.attested
    if kind == "benefitCost":
        return pays(profile, condition, facts.benefit_cost)
    if kind == "diversity":
        return diverse(facts, condition)
    if kind == "research":
        return bool(set(facts.research) & set(condition.get("kinds").split()))
    if kind == "rated":
        return (condition.get("clearinghouse"), condition.get("value")) in facts.ratings
    return any(before[part] != "not met" for part in condition.get("of").split())


def states(profile, facts):
    """{predicate: "met", "not met" or "waived"}."""
    counts, found = counts_of(profile, facts), {}
    for name, kind, condition in profile.predicates:
        state = state_of(profile, facts, kind, condition, counts, found)
        found[name] = state if isinstance(state, str) else "met" if state else "not met"
    return found


def deciding(profile, met, day=None):
    """The first rule in force whose predicates are all met; met: ids."""
    for rule in profile.rules:
        if in_force(rule, day, profile.root) and set((rule.get("meets") or "").split()) <= met:
            return rule
    raise ValueError(f"{profile.id}: no rule decides")


def met_ids(found):
    return {name for name, state in found.items() if state != "not met"}


def tier(profile, facts, day=None):
    """The deciding rule."""
    return deciding(profile, met_ids(states(profile, facts)), day)


# ---- Reading ----


class Registry:
    """The files of registry/ as element trees."""

    def __init__(self, root):
        folder = Path(root) / "registry"
        self.interventions = self.read(folder / "interventions", "*.xml")
        self.programs = self.read(folder / "programs", "*/*.xml")
        self.profiles = {name: Profile(p) for name, p in
                         self.read(folder / "profiles", "*.xml").items()}

    @staticmethod
    def read(folder, pattern):
        trees = [ElementTree.parse(path).getroot() for path in sorted(folder.glob(pattern))]
        return {t.get("id"): t for t in trees}

    def facts(self, program, benefit_cost, day=None):
        element = self.programs[program]
        intervention = self.interventions.get(element.get("intervention"))
        return Facts(element, intervention, benefit_cost, day)
