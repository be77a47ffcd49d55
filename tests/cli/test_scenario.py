#!/usr/bin/python3
"""bca scenario against an independent reading of the XML.

    test_scenario.py --bca PATH --root DIR

Expected: what the files of models/scenarios say, read here by ElementTree, and the numbers of the
registry and the models that they replace; arithmetic of changes is done here.
"""

import json
import shutil
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "verify"))

from harness import Tally, arguments, rows_of, run  # noqa: E402

NS = "{urn:bca:1}"
KINDS = ["discount", "deadweight", "horizon", "inflation", "switch", "parameter", "cost", "effect",
         "slots"]


def tag(element):
    return element.tag.removeprefix(NS)


def overrides(root):
    """Overrides of a document, ordered by kind."""
    found = [x for x in root if tag(x) in KINDS]
    return sorted(found, key=lambda x: KINDS.index(tag(x)))


def key(element):
    return tag(element), element.get("id") or element.get("program")


def in_force(scenarios, name):
    """(override, scenario that states it), of what it extends first."""
    root = scenarios[name]
    base = in_force(scenarios, root.get("extends")) if root.get("extends") else []
    places = {key(x): i for i, (x, _) in enumerate(base)}
    for x in overrides(root):
        if key(x) in places:
            base[places[key(x)]] = (x, name)
        else:
            base.append((x, name))
    return base


def check_list(t, args, scenarios):
    code, out, _ = run(args.bca, "-C", args.root, "scenario", "--format=csv")
    t.check(code == 0, "list: exit 0")
    listed = rows_of(out)
    t.check([r["scenario"] for r in listed] == [p.stem for p in files(args.root)],
            "list: every scenario, by path")
    for r in listed:
        root = scenarios[r["scenario"]]
        t.check(r["extends"] == (root.get("extends") or ""), f"{r['scenario']}: extends")
        t.check(int(r["own_overrides"]) == len(overrides(root)), f"{r['scenario']}: own overrides")
        t.check(int(r["overrides"]) == len(in_force(scenarios, r["scenario"])),
                f"{r['scenario']}: overrides in force")
    code, out, _ = run(args.bca, "-C", args.root, "scenario", "--format=json")
    t.check(code == 0 and [r["scenario"] for r in json.loads(out)["rows"]] ==
            [r["scenario"] for r in listed], "list: JSON")


def check_show(t, args, scenarios):
    for name in scenarios:
        code, out, _ = run(args.bca, "-C", args.root, "scenario", "show", name, "--format=csv")
        said = rows_of(out)
        wanted = in_force(scenarios, name)
        t.check(code == 0 and len(said) == len(wanted), f"{name}: {len(wanted)} overrides")
        for r, (x, stated) in zip(said, wanted):
            what = f"{name}: {key(x)}"
            t.check(r["override"] == tag(x), f"{what}: kind")
            t.check(r["scenario"] == stated, f"{what}: stated in {stated}")
            t.check(r["reason"] == " ".join(x.get("note").split()), f"{what}: reason")
            t.check((r["source"], r["status"]) == (x.get("source"), x.get("status")),
                    f"{what}: source and status")
        code, out, _ = run(args.bca, "-C", args.root, "scenario", "show", name)
        t.check(code == 0 and scenarios[name].get("name") in out, f"{name}: in words")


def check_numbers(t, args):
    """What was and what is, computed from the files."""
    cost = ElementTree.parse(next(args.root.glob("registry/programs/*/doc-cbt.xml"))).getroot()
    amount = float(cost.find(f"{NS}cost").get("amount"))
    code, out, _ = run(args.bca, "-C", args.root, "scenario", "show", "--what-if", "cost:doc-cbt=+15%",
                       "--what-if", "parameter:prison-cost=-28.8%", "--format=csv")
    said = rows_of(out)
    t.check(code == 0 and len(said) == 2, "two overrides of a command line")
    t.check(float(said[0]["was"]) == amount, "cost: was")
    t.check(abs(float(said[0]["is"].split()[0]) - 1.15 * amount) < 1e-6, "cost: is")
    model = ElementTree.parse(args.root / "models/connecticut/model.xml").getroot()
    old = next(p for p in model.iter(f"{NS}parameter") if p.get("id") == "prison-cost")
    for end in ("low", "mode", "high"):
        new = float(old.get(end)) * 0.712
        t.check(f"{end} {new:.10g}" in said[1]["is"], f"parameter: {end} {new:.10g}")


def check_refusals(t, args):
    for words, code, says in [
            (["show", "hard-cas"], 1, "did you mean 'hard-case'"),
            (["show", "--what-if", "cost:doc-cb=+15%"], 2, "did you mean 'doc-cbt'"),
            (["show", "--what-if", "discount=3%"], 2, "write +15% or -10%"),
            (["show", "hard-case", "--what-if", "discount=0.03", "--what-if", "discount=0.04"], 2,
             "overrides the same"),
            (["show"], 2, "needs a scenario"),
            (["tell"], 2, "write bca scenario"),
            (["--format=latex"], 2, "text, csv or json")]:
        got, out, err = run(args.bca, "-C", args.root, "scenario", *words)
        t.check(got == code, f"{' '.join(words)}: exit {got}, not {code}")
        t.check(says in err and out == "", f"{' '.join(words)}: {err.strip()}")


def check_none(t, args):
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "mini"
        shutil.copytree(args.root / "tests/data/mini", folder)
        code, out, err = run(args.bca, "-C", folder, "scenario")
        t.check(code == 0 and "no scenarios" in err, "a project without scenarios")


def files(root):
    return sorted((root / "models/scenarios").glob("*.xml"), key=str)


def main():
    args = arguments(__doc__)
    t = Tally()
    scenarios = {p.stem: ElementTree.parse(p).getroot() for p in files(args.root)}
    t.check(len(scenarios) >= 5, "at least five scenarios")
    check_list(t, args, scenarios)
    check_show(t, args, scenarios)
    check_numbers(t, args)
    check_refusals(t, args)
    check_none(t, args)
    t.finish()


if __name__ == "__main__":
    main()
