"""Changed copies of tests/data/language for test_model_oracle.py.

A case is a list of changes, each a file, what stands there, and what is put in its place.
"""

import shutil

MODEL = "models/trial/model.xml"
NATIONAL = "models/national/model.xml"
PROFILE = "registry/profiles/connecticut.xml"
RELAPSE = "registry/interventions/relapse-groups.xml"
DRINKING = "registry/interventions/work-first.xml"
WAGES = "registry/interventions/wage-training.xml"
FAMILY = "registry/programs/teb/family-trial.xml"
PROVENANCE = 'source="invented" status="assumed" note="Invented."'
INDEX = f'  <index id="{{}}" table="../national/wages.csv" {PROVENANCE}/>\n'
MIX = f"""  <mix id="offence-mix" name="Kinds of offences" concentration="19" {PROVENANCE}>
    <component id="violent" share="0.288"/>
    <component id="property" share="0.712"/>
  </mix>
"""
DISORDER = f"""  <evidence outcome="disorder" primary="no" desired="less">
    <reported effect1="-0.1" se1="0.05" effect2="-0.1" se2="0.05" {PROVENANCE}/>
    <time first="1" second="2" after="ends" {PROVENANCE}/>
  </evidence>
"""


def without_standing(group):
    """The profile with a group of accounts left out."""
    element = f'<standing without="{group}" {PROVENANCE}/>'
    return PROFILE, "</profile>", f"  {element}\n</profile>"


def link(start, end, kind):
    """One more link, ahead of the switches."""
    ends = f'from="{start}" to="{end}" kind="{kind}"'
    text = f'  <link id="more" name="More" {ends} effect="pay-of-diploma"/>\n'
    return [(MODEL, "  <switch", text + "  <switch")]


VARIANTS = {
    "middle of the year": [
        (MODEL, 'discountAt="start"', 'discountAt="mid"'),
        (MODEL, 'scale="present-value"', 'scale="continuous"'),
        (MODEL, 'kind="present-value"', 'kind="while"'),
    ],
    "curvature kept": [(MODEL, 'horizonAge="68"', 'curvature="keep" horizonAge="68"')],
    "curvature centred": [(MODEL, 'horizonAge="68"', 'curvature="centre" horizonAge="68"')],
    "errors of opposite sign": [(RELAPSE, 'corr12="0.62"', 'corr12="-1"')],
    "errors apart": [
        (RELAPSE, 'corr12="0.62"', 'corr12="0"'),
        (MODEL, 'horizonAge="68"', 'curvature="centre" horizonAge="68"'),
    ],
    "one error": [(RELAPSE, ' corr12="0.62"', "")],
    "average cost": [(MODEL, 'option="marginal" source', 'option="average" source')],
    "no federal dollars": [without_standing("federal")],
    "no gains of participants": [without_standing("participants")],
    "a choice that standing would turn": [
        without_standing("federal"),
        (MODEL, '<payer account="state.tea" share="1"/>', '<payer account="federal" share="1"/>'),
    ],
    "housing by person": [
        (NATIONAL, 'id="housing" per="family"', 'id="housing" per="person"')],
    "a channel of the trial": [
        (MODEL, "  <!-- Of", f'  <channel id="health" per="family" {PROVENANCE}/>\n  <!-- Of'),
    ],
    "links of half the size": [
        (MODEL, 'distribution="beta" mean="0.71"', 'distribution="beta" mean="0.36"')],
    "drinking that fades": [(DRINKING, 'effect2="-0.031"', 'effect2="0"')],
    "nothing that could fade": [(RELAPSE, 'effect1="-0.214"', 'effect1="0"')],
    "gone at once": [
        (RELAPSE, 'first="1" second="5" after="lasting"', 'first="0" second="0" after="ends"')],
    "an index more": [(MODEL, "  <account", INDEX.format("towns") + "  <account")],
    "another first index": [(MODEL, "  <account", INDEX.format("prices") + "  <account")],
    "another mix": [(MODEL, "  <multiplier", MIX + "  <multiplier")],
    "a line of the base replaced": [(MODEL, 'id="damage" name', 'id="custody" name')],
    "fewer children": [(FAMILY, 'number="1.4"', 'number="0.37"')],
    "short horizon": [(MODEL, 'horizonAge="68"', 'horizonAge="56"')],
}

REFUSED = {  # the name ends with the code that bca prints
    "a cycle of links, E0715": link("supervision", "test-scores", "unit"),
    "a link into a present value, E0716": link("drinking", "confidence", "change"),
    "a link from a present value, E0716": link("confidence", "attendance", "change"),
    "attained, but a level, E0716": link("homeless", "unstable", "attained"),
    "attained, and no path without it, E0706": link("relapse", "homeless", "attained"),
    "only a path without something, E0706": link("drinking", "offending", "change"),
    "a child whom no one serves, E0725": [(FAMILY, '<person id="child"', '<person id="infant"')],
    "a model that extends itself, E0722": [
        (NATIONAL, 'name="National test model"', 'name="National test model" extends="trial"')],
    "a bundle beside its part, E0721": [(WAGES, "</intervention>", DISORDER + "</intervention>")],
    "wages beyond their table, E0705": [
        (MODEL, 'horizonAge="68"', 'horizonAge="71"'),
        (MODEL, 'throughAge="66"', 'throughAge="70"'),
    ],
    "deaths beyond their table, E0705": [
        (MODEL, 'name="Patients" startAge="55"', 'name="Patients" startAge="44"')],
    "a correlation that is drawn, E0708": [
        (MODEL, 'sampleCorrelation="sample-correlation"', 'sampleCorrelation="graduation-causal"')],
    "a correlation of 1, E0708": [
        (MODEL, 'constant" value="0.472"', 'constant" value="1"')],
    "a wait that is drawn, E0708": [
        (NATIONAL, 'constant" value="0.4"', 'uniform" low="0.2" high="0.6"')],
}


def changed_copy(source, folder, changes):
    """A project copied with pieces of its text replaced."""
    shutil.copytree(source, folder)
    for file, old, new in changes:
        text = (folder / file).read_text(encoding="utf-8")
        if old not in text:
            raise ValueError(f"{file} no longer has {old!r}")
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
