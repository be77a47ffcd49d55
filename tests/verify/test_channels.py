#!/usr/bin/python3
"""models/national, outcome by outcome: what each channel pays, to whom, and what its switches move.

    test_channels.py --bca PATH --root DIR

A temporary project holds a copy of models/ and, for each outcome of the national model and each
population that it has a path for, one intervention and one program. The test then asks

  accounts  that dollars arrive in the accounts that the method names, with the sign of a good
            effect, in all and line by line
  lines     that each line's discounted sum with every input at its mean is that of
            tests/oracle/model_oracle.py, a second implementation from the same files
  counted   that two ways to the same dollars count once, and a bundle never beside its channels
  switches  that an option moves its own lines and no other, and what is off by default

The effect sizes are made up for the test: -0.173 (0.061), and +0.173 where more is wanted.
"""

import re
import sys
import tempfile
from pathlib import Path

from channel_project import ARRIVES, NS, PAYERS, Project, model_of
from harness import Tally, arguments, run

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "oracle"))
from model_oracle import Case  # noqa: E402

NEAR = 1e-9
CHANNELS = {"earnings", "justice", "victims", "child-welfare", "education", "health", "mortality",
            "public-assistance", "housing", "property"}
OFF = {"quality-of-life", "externality", "homicide"}  # by default
TOGETHER = {  # name: population and outcomes measured for one person
    "maltreatment-and-placement": ("young-children", ["child-maltreatment", "placement"]),
    "death-and-overdose": ("opioid-users", ["death", "overdose-death"]),
    "pay-and-food": ("working-adults", ["earnings", "snap"]),
    "scores-and-diploma": ("youths", ["test-scores", "high-school-graduation"]),
}


# ------------------------------------------------------------------------------------ accounts

def check_accounts(t, project, plans):
    channels, accounts = set(), set()
    for name, (_, outcomes) in project.programs.items():
        got = dict(plans[name]["draw"]["accounts"])
        got["dwb"] = got.pop("indirect.deadweight_benefit")
        got.pop("indirect.deadweight_program")
        for account, value in got.items():
            want = ARRIVES[outcomes[0]].get(account, 0)
            sign = (value > 0) - (value < 0)
            t.equal(sign, want, f"{name}: sign of {account} ({value:.4g})")
            accounts |= {account} if want else set()
        channels |= {s["channel"] for s in plans[name]["streams"]}
    t.equal(channels, CHANNELS, "channels that pay")
    t.equal(set(ARRIVES), {o for _, x in project.programs.values() for o in x}, "outcomes tried")
    print(f"accounts: {len(project.programs)} programs, {len(channels)} channels, "
          f"{len(accounts)} accounts")


# --------------------------------------------------------------------------------------- lines

class Lines(Case):
    """The second implementation, asked for single lines: (line, account) -> present value."""

    def by_account(self):
        draws, values = self.at_means(), {}
        for (route, _), lines in self.sources.items():
            for line in lines:
                whole = float(self._present_value(route, line, draws)[0])
                for account, share in self._shares(line):
                    key = (route.id, line["id"], account)
                    values[key] = values.get(key, 0.0) + share * whole
        return values

    def change_of(self, route):
        """The change on a route, every input at its mean."""
        (found,) = [r for r in self.changes.routes if r.id == route]
        return [float(x) for x in self.changes.change(found, self.at_means())[0]]


def route_of(document, place):
    """The outcome measured and the links followed from it, as the second implementation says it."""
    change, links = document["changes"][place], []
    while change["link"] is not None:
        links.insert(0, change["link"])
        change = document["changes"][change["from"]]
    return "/".join([change["outcome"], *links])


def stream_value(document, stream, change):
    """flow(t) = amounts[t] x inputs x sum over k of change(t-k) lag[k], discounted."""
    inputs = document["draw"]["inputs"]
    unit = 1.0
    for name in stream["inputs"]:
        unit *= inputs[name]
    rate = inputs[document["discount"]["input"]]
    total = 0.0
    for t, amount in enumerate(stream["amounts"]):
        lagged = sum(change[t - k] * x for k, x in enumerate(stream["lag"][: t + 1]))
        total += amount * lagged * (1 + rate) ** -(t + document["discount"]["offset"])
    return unit * total


def signs_of_lines(t, project, plans):
    """{line: {account: signs of its dollars}}, of programs whose lines the second implementation
    values alike: amounts, inputs and lags of bca with its change, against its own value of the
    line. The change of bca itself shows in the accounts."""
    lines = {}
    for name, document in plans.items():
        case = Lines(project.folder, name)
        want, got = case.by_account(), {}
        for stream in document["streams"]:
            route = route_of(document, stream["change"])
            key = (route, stream["line"], stream["account"])
            value = stream_value(document, stream, case.change_of(route))
            got[key] = got.get(key, 0.0) + value
        for key in want.keys() | got.keys():
            a, b = got.get(key, 0.0), want.get(key, 0.0)
            t.near(a, b, NEAR * max(1.0, abs(b)), f"{name}: {key}")
            if b != 0:
                lines.setdefault(key[1], {}).setdefault(key[2], set()).add(1 if b > 0 else -1)
        result = case.value(case.at_means())
        for account, value in document["draw"]["accounts"].items():
            b = float(result.accounts.get(account, [0.0])[0])
            t.near(value, b, NEAR * max(1.0, abs(b)), f"{name}: {account}")
    return lines


def check_lines(t, project, plans):
    lines = signs_of_lines(t, project, plans)
    check_payers(t, lines)
    model, idle = model_of(project.folder), set()
    for switch in model.findall(NS + "switch"):
        name = switch.get("id")
        idle |= own_lines(model, name) - own_lines(model, name, switch.get("option"))
    every = {x.get("id") for x in model.findall(NS + "valueLine")}
    t.equal(set(lines), every - idle, "lines in force that were tried")
    print(f"lines: {len(lines)} in force, {len(idle)} of options not in force")


def check_payers(t, lines):
    for line, accounts in lines.items():
        rows = [(who, sign) for names, who, sign in PAYERS if re.fullmatch(names, line)]
        if t.check(len(rows) == 1, f"line {line} has {len(rows)} rows of payers here"):
            who, sign = rows[0]
            t.equal(accounts, {account: {sign} for account in who}, f"who pays {line}")


# ------------------------------------------------------------------------------------- counted

def counts(document):
    return {s["id"] for s in document["sources"] if s["counted"] == s["id"]}


def check_counted(t, bca, project):
    for name, (population, outcomes) in TOGETHER.items():
        project.add(name, population, outcomes)
    both = {name: project.plan(bca, name) for name in TOGETHER}
    for name, document in both.items():
        channels = {}
        for s in document["sources"]:
            if s["counted"] == s["id"]:
                channels.setdefault(s["channel"], []).append(s["id"])
        t.check(all(len(ids) == 1 for ids in channels.values()), f"{name}: counted {channels}")
    aside = {x["link"] for x in both["death-and-overdose"]["links_aside"]}
    t.equal(aside, {"overdose-to-death"}, "a measured death sets the link from overdose aside")
    for name in ("maltreatment-and-placement", "pay-and-food", "scores-and-diploma"):
        t.check(len(counts(both[name])) < len(both[name]["sources"]), f"{name}: nothing set aside")
    was = project.choose("maltreatment-value", "bundle")
    code, _, err = run(bca, "-C", project.folder, "check")
    t.check(code == 1, f"a bundle beside a part of it passes: {err[:200]}")
    project.choose("maltreatment-value", was)
    for name in TOGETHER:
        project.remove(name)
    code, out, err = run(bca, "-C", project.folder, "check")
    t.check(code == 0, f"the project without them does not check: {out}{err[:500]}")
    print(f"counted: {len(TOGETHER)} programs with two outcomes")


# ------------------------------------------------------------------------------------ switches

def own_lines(model, switch, option=None):
    """Lines of a switch, or of one of its options."""
    whens = {x.get("id"): x.get("when") for x in model.findall(NS + "valueLine")}
    want = f"{switch}.{option}" if option else f"{switch}."
    return {i for i, w in whens.items() if w and (w == want if option else w.startswith(want))}


def apart_from(document, lines):
    """Streams of other lines; the name of a source may hold what sets it apart from others."""
    return [{k: v for k, v in s.items() if k not in ("source", "counted")}
            for s in document["streams"] if s["line"] not in lines]


def check_switches(t, bca, project, plans):
    model, tried = model_of(project.folder), 0
    for switch in model.findall(NS + "switch"):
        name, default = switch.get("id"), switch.get("option")
        own = own_lines(model, name)
        t.check(own, f"switch {name} has lines")
        for option in [o.get("id") for o in switch.findall(NS + "option")]:
            if option == default:
                continue
            project.choose(name, option)
            now, tried, seen = project.plans(bca), tried + 1, set()
            for program, document in now.items():
                here = {s["line"] for s in document["streams"]} & own
                seen |= here
                t.equal(apart_from(document, own), apart_from(plans[program], own),
                        f"{name}.{option}: other lines of {program}")
            t.equal(seen, own_lines(model, name, option), f"{name}.{option}: lines in force")
            touched = {p: d for p, d in now.items() if any(s["line"] in own for s in d["streams"])}
            lines = signs_of_lines(t, project, touched)
            check_payers(t, {line: lines[line] for line in seen})
            check_switched_on(t, name, option, plans, now)
        project.choose(name, default)
    print(f"switches: {tried} options put in force")


def check_switched_on(t, switch, option, before, after):
    """What an option does to the dollars, for those that the method names."""
    def account(plans, program, name):
        return plans[program]["draw"]["accounts"][name]

    prison, study = "conviction-released-prisoners", "high-school-graduation-youths"
    if switch in OFF:
        program, purse = {"externality": (study, "others.unallocated")}.get(
            switch, (prison, "others.victims"))
        t.check(account(after, program, purse) > account(before, program, purse),
                f"{switch}.{option} adds to {purse}")
    if switch == "externality":
        for program in after:
            if program.startswith("earnings-"):
                t.equal(after[program]["draw"], before[program]["draw"],
                        f"externality of measured earnings: {program}")
    if switch == "prison-basis":
        t.check((account(after, prison, "state") < account(before, prison, "state"))
                == (option == "marginal-short-run"), f"{option}: more or less than long-run")
    if switch == "taxes":
        work = "earnings-working-adults"
        t.near(account(after, work, "federal"), account(before, work, "federal"),
               NEAR * account(before, work, "federal"), "federal side of either way to count taxes")
        t.equal(account(after, work, "indirect.deadweight_benefit"), 0.0,
                "no deadweight on revenue")


def check_off(t, project, plans):
    model = model_of(project.folder)
    in_force = {s["line"] for document in plans.values() for s in document["streams"]}
    for switch in OFF:
        lines = own_lines(model, switch)
        t.check(lines and not lines & in_force, f"{switch} is off by default: {lines & in_force}")


def main():
    args = arguments(__doc__)
    t = Tally()
    with tempfile.TemporaryDirectory() as folder:
        project = Project(args.root, Path(folder) / "project")
        plans = project.plans(args.bca)
        check_accounts(t, project, plans)
        check_lines(t, project, plans)
        check_off(t, project, plans)
        check_counted(t, args.bca, project)
        check_switches(t, args.bca, project, plans)
    t.finish()


if __name__ == "__main__":
    main()
