"""Projects for test_break_even.py: copies of tests/data with questions, and a stand-in for TeX."""

import os
import re
import shutil

PROVENANCE = 'source="{}" status="assumed" note="Invented."'

# Questions put to programs of tests/data/language: outcome, person, years.
LANGUAGE_ASKS = {
    "tea/relapse-trial": [("relapse", None, 3), ("relapse", None, 1)],
    "tea/patrol-trial": [("crimes", None, 2)],
    "teb/clinic-trial": [("death", None, 6)],
    "teb/family-trial": [("homeless", None, 2), ("unstable", "child", 3),
                         ("confidence", None, 1)],
    "teb/tutoring-trial": [("test-scores", None, 5), ("graduation", None, 8)],
    "teb/wages-trial": [("earnings", None, 4)],
}


def ask_line(outcome, person, years, source):
    who = f' person="{person}"' if person else ""
    return (f'  <breakEven outcome="{outcome}"{who} years="{years}" '
            f'{PROVENANCE.format(source)}/>\n')


def insert_before_end(path, lines):
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("</program>", lines + "</program>"), encoding="utf-8")


def language(args, folder):
    """The project of the language with questions."""
    shutil.copytree(args.root / "tests/data/language", folder)
    for program, asks in LANGUAGE_ASKS.items():
        insert_before_end(folder / f"registry/programs/{program}.xml",
                          "".join(ask_line(*ask, "invented") for ask in asks))
    wages = folder / "registry/interventions/wage-training.xml"  # moves the wrong way
    wages.write_text(wages.read_text(encoding="utf-8").replace('desired="more"', 'desired="less"'),
                     encoding="utf-8")
    shutil.copytree(args.root / "reports", folder / "reports")
    return folder


MINI_MODEL = """
  <parameter id="comfort-own" name="Own value" unit="USD per unit" priceYear="2024" distribution="constant" value="288" {0}/>
  <parameter id="comfort-public" name="Public saving" unit="USD per unit" priceYear="2024" distribution="constant" value="37" {0}/>
""".format(PROVENANCE.format("test-project"))
MINI_OUTCOME = '  <outcome id="comfort" name="Comfort" scale="continuous" unit="a unit"/>\n'
MINI_LINES = """
  <valueLine id="comfort-own" name="Comfort" outcome="comfort" channel="comfort" unitIs="benefit" kind="private" counted="yes">
    <factor parameter="comfort-own"/>
    <payer account="participants" share="1"/>
    <timing kind="while"/>
  </valueLine>
  <valueLine id="comfort-public" name="Comfort, public" outcome="comfort" channel="comfort" unitIs="benefit" kind="public-spending" counted="yes">
    <factor parameter="comfort-public"/>
    <payer account="state.tea" share="1"/>
    <timing kind="while"/>
  </valueLine>
"""
MINI_ASKS = [("comfort", None, 5), ("reoffense", None, 4), ("employment", None, 3),
             ("symptoms", None, 2)]


def mini(args, folder, amount):
    """The mini project with an outcome in straight proportion and test-program-c asked about."""
    shutil.copytree(args.root / "tests/data/mini", folder)
    model = folder / "models/tiny/model.xml"
    text = model.read_text(encoding="utf-8")
    text = text.replace("\n  <mix ", MINI_MODEL + "\n  <mix ", 1)
    text = text.replace("  <outcome ", MINI_OUTCOME + "  <outcome ", 1)
    text = text.replace("\n  <valueLine ", MINI_LINES + "\n  <valueLine ", 1)
    model.write_text(text.replace('channel="comfort"', 'channel="education"'), encoding="utf-8")
    program = folder / "registry/programs/teb/test-program-c.xml"
    text = program.read_text(encoding="utf-8")
    text = text.replace('basis="none" model="tiny"',
                        'basis="break-even" model="tiny" modelPopulation="tiny-adults"')
    cost = (f'  <cost amount="{amount}" priceYear="2023" years="2" comparison="310" '
            'comparisonPriceYear="2021" range="0.15" publicShare="0.9" source="test-budget" '
            'status="published" locator="page 7"/>\n')
    asks = "".join(ask_line(*ask, "test-project") for ask in MINI_ASKS)
    program.write_text(text.replace("  <inventory ", cost + asks + "  <inventory ", 1),
                       encoding="utf-8")
    shutil.copytree(args.root / "reports", folder / "reports")
    return folder


def stand_in_for_tex(folder):
    """A lualatex that makes an empty document: the PDF is not what is tested."""
    folder.mkdir()
    program = folder / "lualatex"
    program.write_text("#!/bin/sh\necho x > report.pdf\necho x > report.log\n", encoding="utf-8")
    program.chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


def as_evidence(folder, program, outcome, person, years, effect):
    """Make a program one of that effect alone: reported, without error, for so many years."""
    path = next((folder / "registry/programs").rglob(f"{program}.xml"))
    text = path.read_text(encoding="utf-8")
    source = re.search(r'<breakEven [^>]*source="([^"]*)"', text)[1]
    text = re.sub(r"  <(localFit|breakEven) [^>]*/>\n", "", text)
    if not person:
        text = re.sub(r"  <person [^>]*/>\n", "", text)
    text = re.sub(r'(?<!xmlns)intervention="[^"]*"', 'intervention="supposed"', text, count=1)
    text = text.replace('basis="break-even"', 'basis="modeled" intervention="supposed"')
    path.write_text(text, encoding="utf-8")
    who = f' person="{person}"' if person else ""
    (folder / "registry/interventions/supposed.xml").write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?>
<intervention xmlns="urn:bca:1" id="supposed" area="corrections">
  <name titleStatus="printed" source="{source}">Supposed</name>
  <description>Invented.</description>
  <evidence outcome="{outcome}"{who} primary="yes" desired="less">
    <reported effect1="{effect!r}" se1="0" effect2="{effect!r}" se2="0" k="1" source="{source}" status="assumed" note="Invented."/>
    <time first="{years - 1}" second="{years - 1}" after="ends" source="{source}" status="assumed" note="Invented."/>
  </evidence>
</intervention>
""", encoding="utf-8")


def with_factor(folder, program, factor):
    """One more factor of every effect of a program."""
    path = next((folder / "registry/programs").rglob(f"{program}.xml"))
    text = path.read_text(encoding="utf-8")
    fit = f'  <localFit of="treatment" multiplier="{factor!r}" {PROVENANCE.format("invented")}/>\n'
    at = max(text.rfind("<person "), text.rfind("<cost "))
    end = text.index("/>\n", at) + 3
    path.write_text(text[:end] + fit + text[end:], encoding="utf-8")


def with_cost(folder, program, factor):
    """A program whose cost, and that of what it is compared with, is multiplied."""
    path = next((folder / "registry/programs").rglob(f"{program}.xml"))
    text = path.read_text(encoding="utf-8")
    for name in ("amount", "comparison"):
        text = re.sub(f' {name}="([^"]*)"',
                      lambda m, n=name: f' {n}="{max(0.0, float(m[1]) * factor):.17g}"', text,
                      count=1)
    path.write_text(text, encoding="utf-8")
