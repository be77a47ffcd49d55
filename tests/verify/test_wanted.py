#!/usr/bin/python3
"""What would replace the assumptions of the Connecticut model is said, and the ten that matter.

    test_wanted.py --bca PATH --root DIR [--print]

Every assumed item of models/connecticut/model.xml on which a result leans has the attribute
`wanted` (read here by ElementTree; which results lean on it: bca sources). The section "The ten
that matter most" of models/README.md names the same ten, in their order, as bca sources
--influence does; --print prints that list as it stands there.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree

from harness import Tally, arguments, rows_of, run_ok

NS = "{urn:bca:1}"
MODEL = "connecticut"
TITLE = "### The ten that matter most"
TEN = 10
KINDS = {"parameter": "parameter", "component": "mix", "multiplier": "multiplier",
         "population": "population", "path": "path", "series": "series", "switch": "switch",
         "channel": "channel", "index": "index"}  # kind of bca sources -> element


def elements_of(root):
    """(element, id) -> elements of the model's own file; a path is OUTCOME.POPULATION."""
    found = {}
    tree = ElementTree.parse(root / "models" / MODEL / "model.xml").getroot()
    for outcome in tree.iter(NS + "outcome"):
        for path in outcome.iter(NS + "path"):
            name = f"{outcome.get('id')}.{path.get('population')}"
            if path.get("without"):
                name += f".without.{path.get('without')}"
            found["path", name] = path
    for kind in set(KINDS.values()) - {"path", "multiplier"}:
        for x in tree.findall(NS + kind):
            found[kind, x.get("id")] = x
    for x in tree.findall(NS + "multiplier"):
        found["multiplier", f"{x.get('area')}.{x.get('flag')}.{x.get('vintage')}"] = x
    return found


def check_wanted(t, args):
    elements, seen = elements_of(args.root), set()
    for row in rows_of(run_ok(args.bca, "-C", args.root, "sources", "--format=csv")):
        kind = KINDS.get(row["kind"])
        if (row["where"], row["where_id"]) != ("model", MODEL) or kind is None:
            continue
        name = row["id"]
        if kind == "mix":
            name = next(i for k, i in elements if k == "mix" and name.startswith(i + "."))
        x = elements.get((kind, name))
        if x is None or int(row["results"]) == 0 or (kind, name) in seen:
            continue  # of the model that this one extends, or on record only
        seen.add((kind, name))
        t.equal(row["wanted"] if kind != "mix" else x.get("wanted", ""), x.get("wanted", ""),
                f"{kind} {name}: wanted in bca sources")
        if x.get("status") == "assumed":
            t.check((x.get("wanted") or "").strip(),
                    f"{kind} {name} is assumed, and no wanted says which data would replace it")
    t.check(len(seen) > TEN, f"items of the model on which results lean: {len(seen)}")


def ten_of(args):
    rows = rows_of(run_ok(args.bca, "-C", args.root, "sources", "--influence", "--format=csv"))
    return [r for r in rows if r["rank"] and int(r["rank"]) <= TEN]


def section(text):
    """Names in backquotes that begin the items or rows of the section; None without it."""
    if TITLE not in text:
        return None
    body = re.split(r"^#", text.split(TITLE, 1)[1].split("\n", 1)[1], maxsplit=1, flags=re.M)[0]
    return re.findall(r"^(?:\d+\.|-|\|(?:\s*\d+\s*\|)?)\s*`([^`]+)`", body, flags=re.M)


def check_ten(t, args):
    text = (args.root / "models" / "README.md").read_text(encoding="utf-8")
    t.equal(section(text), [r["id"] for r in ten_of(args)], f"models/README.md, {TITLE}")


def self_check(t):
    text = f"a\n{TITLE}\nWords of `x`.\n1. `a-b`: words, `c`\n2. `d`\n\n## More\n1. `e`\n"
    t.equal(section(text), ["a-b", "d"], "reading the section")
    t.equal(section(f"{TITLE}\n| name |\n|---|\n| `a` | `b` |\n| 2 | `c` |\n"), ["a", "c"],
            "reading a table")
    t.equal(section("nothing"), None, "reading a text without the section")


def main():
    show = "--print" in sys.argv
    sys.argv = [word for word in sys.argv if word != "--print"]
    args, t = arguments(__doc__.splitlines()[0]), Tally()
    if show:
        print(TITLE)
        for i, row in enumerate(ten_of(args), 1):
            print(f"{i}. `{row['id']}`: {row['name']} ({row['kind']}, {row['status']})")
        return
    self_check(t)
    check_wanted(t, args)
    check_ten(t, args)
    t.finish()


main()
