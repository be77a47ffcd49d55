#!/usr/bin/env python3
"""Fewest steps to each stronger tier, by brute force.

    tier_steps.py ROOT PROFILE [DAY] < output of bca tier --format=json

A step is one more evaluation, with any features that some set of the profile asks for; another
effect on one primary outcome; an attestation; a result that pays; an effect for people of color;
research of a kind; a rating. An evaluation more is a new sample and moves no pooled effect; where
the record has no primary effect at all its own is the effect.
"""

import itertools
import json
import sys

from tier_effects import number
from tiers import Registry, belongs, count_met, count_of, deciding, met_ids, moves, states, tier

DEPTH = 6  # steps searched for

_memo = {}


def remembered(key, work, *arguments):
    """Work that depends on the key alone, done once."""
    if key not in _memo:
        _memo[key] = work(*arguments)
    return _memo[key]


def asked(profile, attribute):
    values = {number(s, attribute) for s in profile.sets.values()}
    return sorted(values - {None})


def words_asked(profile, attribute):
    return sorted({w for s in profile.sets.values() for w in (s.get(attribute) or "").split()})


def small_ps(profile):
    lines = {number(s, "pBelow") for s in profile.sets.values()}
    lines |= {number(c, "pBelow") for _, kind, c in profile.predicates if kind == "pooled"}
    return [line * 0.999 for line in sorted(lines - {None})] + [1.0]


def evaluation_kinds(profile, facts):
    """Distinct (sets it belongs to, direction, p) of every combination of features asked for."""
    axes = {"design": words_asked(profile, "designs") + [None],
            "comparison": words_asked(profile, "comparisons") + [None],
            "quality": words_asked(profile, "qualities") + [None],
            "place": words_asked(profile, "places") + [None],
            "direction": ["favorable", "unfavorable", "none"], "p": small_ps(profile),
            "follow_up": asked(profile, "followUpMonths") + [None],
            "sites": asked(profile, "sites") + [None],
            "persons": asked(profile, "persons") + [None],
            "intended": [True] if facts.intended is None else [True, False]}
    names, found = profile.counted_sets(), set()
    for values in itertools.product(*axes.values()):
        e = dict(zip(axes, values))
        member = tuple(belongs(e, profile.sets[n], e["intended"]) for n in names)
        effect = None if facts.effects else (e["direction"], e["p"])
        found.add((member, effect))
    return sorted(found, key=repr)


def effect_options(profile):
    """What an effect may become: a direction, with each p that matters."""
    return [{"direction": d, "p": p} for d in ("favorable", "unfavorable", "none")
            for p in small_ps(profile)]


def effects_met(profile, effects):
    """The predicates on effects that are met."""
    return frozenset(n for n, kind, c in profile.predicates if (
        kind == "pooled" and moves(effects, c)
        or kind == "poolable" and any(e["direction"] for e in effects)))


def effect_masks(profile, effects):
    """{number of steps: sets of predicates on effects that are then met}."""
    found = {0: {effects_met(profile, effects)}}
    options = [None] + effect_options(profile)
    for choice in itertools.product(options, repeat=min(len(effects), 3)):
        steps = sum(c is not None for c in choice)
        changed = [new or old for new, old in itertools.zip_longest(choice, effects)]
        found.setdefault(steps, set()).add(effects_met(profile, changed))
    return found


def flag_masks(profile, found):
    """{number of steps: sets of the remaining simple predicates that are then met}."""
    simple = ("attested", "benefitCost", "diversity", "research", "rated")
    mine = [n for n, kind, _ in profile.predicates if kind in simple]
    have = frozenset(n for n in mine if found[n] != "not met")
    groups = {}  # one attestation meets all that ask for it; of research, any one kind is a step
    for n in mine:
        kind, c = profile.condition[n]
        keys = {"attested": [c.get("of")], "research": (c.get("kinds") or "").split(),
                "rated": [(c.get("clearinghouse"), c.get("value"))]}.get(kind, [""])
        for key in keys:
            groups.setdefault((kind, key), set()).add(n)
    gains = [g for g in groups.values() if not g <= have]
    masks = {}
    for steps in range(min(len(gains), DEPTH) + 1):
        masks[steps] = {have.union(*chosen) for chosen in itertools.combinations(gains, steps)}
    return masks


def start_counts(profile, facts):
    """A counter a set: samples, and k of its summaries."""
    return [count_of(facts, profile.sets[n]) for n in profile.counted_sets()]


def count_masks(profile, facts):
    """{number of evaluations: sets of count predicates met, with the only effect if it is new}."""
    names = profile.counted_sets()
    begin = start_counts(profile, facts)
    summaries = dict(zip(names, (k for _, k in begin)))
    kinds = remembered(("kinds", profile, not facts.effects, facts.intended is None),
                       evaluation_kinds, profile, facts)
    most = {n: 0 for n in names}
    free = set()  # sets that are compared with each other: not clipped
    for _, kind, c in profile.predicates:
        if kind == "count" and c.get("moreThan"):
            free |= {c.get("of"), c.get("moreThan")}
        elif kind == "count":
            most[c.get("of")] = max(most[c.get("of")], int(number(c, "atLeast")))

    def clip(counts):
        return tuple(x if n in free else min(x, most[n]) for n, x in zip(names, counts))

    def mask(counts):
        pairs = {n: (x, summaries[n]) for n, x in zip(names, counts)}
        return frozenset(n for n, kind, c in profile.predicates
                         if kind == "count" and count_met(c, pairs))

    level = {(clip([n for n, _ in begin]), None)}
    found = {}
    for steps in range(DEPTH + 1):
        found[steps] = {(mask(counts), effect) for counts, effect in level}
        if steps < DEPTH:
            level = {(clip([x + bool(m) for x, m in zip(counts, member)]), e)
                     for counts, old in level for member, new in kinds
                     for e in {new, old or new}}
    return found


def close(profile, met):
    """Add the predicates of kind either."""
    met = set(met)
    for name, kind, c in profile.predicates:
        if kind == "either" and met & set(c.get("of").split()):
            met.add(name)
    return frozenset(met)


def count_parts(profile, facts):
    """{number of evaluations: (count predicates met, effect predicates met or None)}."""
    found = {}
    for steps, some in count_masks(profile, facts).items():
        found[steps] = {
            (mask, effects_met(profile, [{"direction": e[0], "p": e[1]}]) if e else None)
            for mask, e in some}
    return found


def parts(profile, facts, found):
    """What evaluations, effects and the other steps can reach, by number of steps."""
    effects = tuple((e["direction"], e["p"]) for e in facts.effects)
    counts = (profile, tuple(start_counts(profile, facts)), not effects, facts.intended is None)
    return (remembered(counts, count_parts, profile, facts),
            remembered((profile, effects), effect_masks, profile, facts.effects),
            flag_masks(profile, found))


def fewest_steps(profile, facts, day=None):
    """{tier stronger than the present: fewest steps that reach it or a stronger one; None}."""
    found = states(profile, facts)
    present = profile.rank(deciding(profile, met_ids(found), day).get("tier"))
    counts, effects, flags = parts(profile, facts, found)
    best = {}
    for a, b, c in itertools.product(counts, effects, flags):
        if a + b + c > DEPTH:
            continue
        for (mask, new), effect, flag in itertools.product(counts[a], effects[b], flags[c]):
            met = mask | flag | (effect if new is None else new)
            rank = remembered((profile, day, met), rank_of, profile, met, day)
            best[rank] = min(best.get(rank, DEPTH + 1), a + b + c)
    steps = {}
    for rank in range(present):
        reached = [n for r, n in best.items() if r <= rank]
        steps[profile.tiers[rank]] = min(reached, default=None)
    return steps


def rank_of(profile, met, day):
    """The tier that simple predicates lead to."""
    return profile.rank(deciding(profile, close(profile, met), day).get("tier"))


def main(words):
    registry = Registry(words[0])
    profile, day = registry.profiles[words[1]], words[2] if len(words) > 2 else None
    for said in json.load(sys.stdin)["programs"]:
        facts = registry.facts(said["program"], said["benefit_cost"], day)
        rule = tier(profile, facts, day)
        print(said["program"], rule.get("tier"), rule.get("id"), said["tier"],
              fewest_steps(profile, facts, day))


if __name__ == "__main__":
    main(sys.argv[1:])
