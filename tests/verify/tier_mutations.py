"""One fact taken away at a time, and the printed steps given back.

Every study, reported effect, research item, rating and attestation of the registry is removed in
turn from a copy of its intervention and of one program that uses it, to which an attestation of all
that the profile asks for was added first. The second implementation must agree on the tier, every
predicate and the number of steps. The steps of each raise are then applied to the XML: the promised
tier must be reached, and no proper subset of the steps may reach it. Subsets are tried once for
each program and set of steps, since removing this or that of fifty studies asks for the same.
"""

import itertools
import tempfile

import tier_record as record
import tiers
from tier_record import NS

DRAWS = "2000"
ATTESTED = "attested"


def attest_all(base, profile, on):
    """The record with everything attested that the profile asks for on the way up."""
    found = base.copy()
    for _, kind, condition in profile.predicates:
        if kind == "attested" and "categor" not in condition.get("of"):
            record.add_attestation(found, condition.get("of"), on=on)
    return found


def removals(base):
    """(name, record) with one thing less each."""
    if base.intervention is None:
        return
    evidences = base.intervention.findall(NS + "evidence")
    for i, evidence in enumerate(evidences):
        children = evidence.findall(f"{NS}studies/{NS}study") + evidence.findall(NS + "reported")
        for j in range(len(children)):
            less = base.copy()
            mine = less.intervention.findall(NS + "evidence")[i]
            child = (mine.findall(f"{NS}studies/{NS}study") + mine.findall(NS + "reported"))[j]
            record.drop_evidence(less.intervention, mine, child)
            yield f"e{i}s{j}", less
    for tag in ("research", "rating"):
        for i in range(len(base.intervention.findall(NS + tag))):
            less = base.copy()
            less.intervention.remove(less.intervention.findall(NS + tag)[i])
            yield f"{tag}{i}", less


def tidy(less):
    """No person of a program is left of whom no evidence speaks any more, and no explanation of a
    difference, which no tier asks for, from a published result that may be gone."""
    for difference in less.program.findall(NS + "difference"):
        less.program.remove(difference)
    if less.intervention is None:
        return
    told = {e.get("person") for e in less.intervention.findall(NS + "evidence")}
    for person in less.program.findall(NS + "person"):
        if person.get("id") not in told and less.program.get("basis") == "modeled":
            less.program.remove(person)


def variants(registry, profile, on):
    """{name: record}: each program as it is and attested, and with one thing less."""
    found, done = {}, set()
    for name, program in registry.programs.items():
        base = record.Record(program, registry.interventions.get(program.get("intervention")))
        full = attest_all(base, profile, on)
        found[name, "asis"], found[name, ATTESTED] = base, full
        for i in range(len(full.program.findall(NS + "attestation"))):
            less = full.copy()
            less.program.remove(less.program.findall(NS + "attestation")[i])
            found[name, f"attestation{i}"] = less
        if program.get("intervention") not in done:
            done.add(program.get("intervention"))
            found.update({(name, what): less for what, less in removals(full)})
    for less in found.values():
        if less.program.get("basis") in ("modeled", "transferred") and not record.supported(less.program,
                                                                        less.intervention):
            record.without_basis(less.program)
        tidy(less)
    return found


def agree(tally, profile, less, said, what, day):
    """The second implementation says the same of a variant."""
    facts = tiers.Facts(less.program, less.intervention, said["benefit_cost"], day)
    rule = tiers.tier(profile, facts, day)
    tally.equal((said["tier"], said["rule"]), (rule.get("tier"), rule.get("id")), what)
    tally.equal({p["id"]: p["met"] for p in said["predicates"]}, tiers.states(profile, facts),
                f"{what}: predicates")
    record.compare_steps(tally, profile, facts, said, what, day)


def subsets(steps):
    """All of them, and every proper subset but the empty one."""
    yield tuple(range(len(steps))), True
    for n in range(1, len(steps)):
        for chosen in itertools.combinations(range(len(steps)), n):
            yield chosen, False


def signature(name, raise_, said):
    steps = tuple(str({k: v for k, v in s.items() if k != "words"}) for s in raise_["steps"])
    return name[0], said["rule"], raise_["tier"], steps


def applications(profile, found, said, model_outcome, on):
    """(record, rank promised, whether all steps are applied, text)."""
    seen = set()
    for key, less in found.items():
        for raise_ in said[key]["raises"]:
            mark = signature(key, raise_, said[key])
            for chosen, whole in subsets(raise_["steps"]):
                if not whole and mark in seen:
                    continue
                steps = [raise_["steps"][i] for i in chosen]
                after = record.apply_steps(less, steps, profile, said[key],
                                           model_outcome(less.program), on)
                words = ", ".join(f"{s['kind']} {s['predicate']}" for s in steps)
                yield (after, profile.rank(raise_["tier"]), whole,
                       f"{profile.id} {'/'.join(key)} to {raise_['tier']}: {words}")
            seen.add(mark)


def save(scratch, records):
    scratch.clear()
    return [less.save(scratch, f"v{i}") for i, less in enumerate(records)]


def valued_outcomes(root, registry):
    """{model: an outcome that it gives a dollar value}."""
    found = {}
    for path in (root / "models").glob("*/model.xml"):
        model = record.ElementTree.parse(path).getroot()
        lines = [v for v in model.findall(NS + "valueLine") if v.get("counted") == "yes"]
        if lines:
            found[model.get("id")] = lines[0].get("outcome")
    return found


def check(tally, args, registry, profile):
    """The whole test under one profile; (variants, applications)."""
    outcomes, day = valued_outcomes(args.root, registry), profile.root.get("through")
    on = day or record.TODAY
    options = ("--profile", profile.id, "--draws", DRAWS, *(("--as-of", day) if day else ()))
    with tempfile.TemporaryDirectory() as folder:
        scratch = record.Scratch(folder, args.root)
        found = variants(registry, profile, on)
        names = save(scratch, found.values())
        printed = record.tier_json(args.bca, scratch.root, *options)
        said = {key: printed[name] for key, name in zip(found, names)}
        for key, less in found.items():
            agree(tally, profile, less, said[key], f"{profile.id} {'/'.join(key)}", day)
        work = list(applications(profile, found, said,
                                 lambda program: outcomes[program.get("model")], on))
        names = save(scratch, [after for after, *_ in work])
        printed = record.tier_json(args.bca, scratch.root, *options)
    for name, (after, rank, whole, text) in zip(names, work):
        got = profile.rank(printed[name]["tier"])
        if whole:
            tally.check(got <= rank, f"{text}: only {printed[name]['tier']}")
        else:
            tally.check(got > rank, f"{text}: a part of the steps reaches {printed[name]['tier']}")
    return len(found), len(work)
