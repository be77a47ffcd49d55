"""What test_new_outcome.py adds to a copy of the project, as text, each below the sentences of
models/README.md that ask for it, with their heading. Every figure is invented."""

from collections import namedtuple

PROGRAM = "doh-shelter-diversion"
MODEL = "models/connecticut/model.xml"
SOURCES = "registry/sources.xml"
KNOWN = 'source="invented-figures" status="assumed" note="Invented for a test."'

# Headings of models/README.md
TOP = "Models"
DRAWN = "Distributions of a parameter"
UNITS = "From an effect to units"
LINE = "How a value line is computed"
ADDING = "Adding an outcome"
CHANGING = "Changing or adding a parameter"

ENDS = ('a path without `ends="yes"`, or a series, that stops before the last age counted'
        " is an error.")

# asked: (heading, sentence) that ask for the text; file: where it goes, whole or as elements
Step = namedtuple("Step", "asked file text")

STEPS = [
    Step([
        (CHANGING, "A new source goes to `registry/sources.xml`"),
        (CHANGING, "`assumed`: reasoned in the note."),
    ], SOURCES, """\
  <source id="invented-figures" title="Figures invented for a test" seen="project"/>
"""),

    Step([
        (ADDING, "An `account` for each new purse, then the `parameter`s, with their sources."),
        (TOP, "`agency` and `fund` say whose budget a state account is."),
    ], MODEL, """\
  <account id="state.shelters" name="State: shelters" group="state" agency="doh"
      fund="General Fund"/>
"""),

    Step([
        (TOP, "money has a unit that begins with USD and a price year"),
        (DRAWN, "`triangular`, `pert` | `low`, `high`, and `mode` for the last two"),
        (DRAWN, "`lognormal`, `gamma`, `beta` | `mean`, `sd` of the number itself"),
    ], MODEL, f"""\
  <parameter id="night-cost" name="Shelter, cost of a night" unit="USD per night" priceYear="2022"
      distribution="triangular" low="60" mode="80" high="130" {KNOWN}/>
  <parameter id="visit-cost" name="Emergency department, cost of a visit" unit="USD per visit"
      priceYear="2021" distribution="gamma" mean="700" sd="210" {KNOWN}/>
"""),

    Step([
        (LINE, "Split over the payers: a named constant `parameter` each, "
               '`rest="yes"` for what they leave'),
    ], MODEL, f"""\
  <parameter id="shelter-state" name="Shelter: the state's share" unit="fraction"
      distribution="constant" value="0.7" {KNOWN}/>
  <parameter id="visit-state" name="Visit: the state's share" unit="fraction"
      distribution="constant" value="0.25" {KNOWN}/>
  <parameter id="visit-federal" name="Visit: the federal share" unit="fraction"
      distribution="constant" value="0.45" {KNOWN}/>
"""),

    Step([
        (CHANGING, "name it where it is used: as a `factor`, a payer's share, a wait, "
                   "the `effect` of a link."),
        (UNITS, "e is the value of the link's `effect` times that of its `causalShare`"),
    ], MODEL, f"""\
  <parameter id="visit-wait" name="Wait for the bill" unit="years"
      distribution="constant" value="0.5" {KNOWN}/>
  <parameter id="visit-length" name="Time over which it is paid" unit="years"
      distribution="constant" value="1" {KNOWN}/>
  <parameter id="visits-per-night" name="Visits per night in a shelter" unit="visits per night"
      distribution="uniform" low="0.01" high="0.03" {KNOWN}/>
  <parameter id="visits-causal" name="Share of these visits that the night causes" unit="fraction"
      distribution="beta" mean="0.6" sd="0.1" {KNOWN}/>
"""),

    Step([
        (ADDING, "A `population`, an `outcome` and, where its scale asks for one, a `path`"),
        (UNITS, "`percent` | base(t) e(t), e a fraction | a level path in units of the outcome"),
        (UNITS, ENDS),
    ], MODEL, f"""\
  <population id="shelter-seekers" name="Adults who ask for shelter" startAge="35" {KNOWN}/>
  <outcome id="shelter-nights" name="Nights in an emergency shelter" scale="percent" unit="night">
    <path population="shelter-seekers" table="shelter.csv" column="nights" kind="level" ends="yes"
        {KNOWN}/>
  </outcome>
  <outcome id="department-visits" name="Emergency department visits" scale="percent" unit="visit">
    <path population="shelter-seekers" table="shelter.csv" column="visits" kind="level" ends="yes"
        {KNOWN}/>
  </outcome>
"""),

    Step([
        (ADDING, "a CSV file beside `model.xml`, whose first column is `year` (0, 1, 2 ...) or "
                 "`age`, with a column for each path."),
    ], "models/connecticut/shelter.csv", """\
year,nights,visits
0,40,1.5
1,30,1.2
2,20,1.0
3,10,0.9
4,8,0.8
"""),

    Step([
        (ADDING, "A `link` to each outcome that it moves"),
        (UNITS, "`unit` | e change A(t), whatever the scale of B; no path of B is read | "
                "so many units of B for one of A"),
    ], MODEL, """\
  <link id="nights-to-visits" name="Nights bring visits" from="shelter-nights"
      to="department-visits" kind="unit" effect="visits-per-night" causalShare="visits-causal"/>
"""),

    Step([
        (ADDING, "a `valueLine` for each outcome: one without a line is worth nothing."),
        (LINE, "Exactly one is money, or the outcome is; it counts negative when "
               '`unitIs="cost"`, so that fewer events give a positive benefit.'),
        (LINE, "`while`: in the period of the change."),
    ], MODEL, """\
  <valueLine id="shelter" name="Shelter" outcome="shelter-nights" channel="housing"
      unitIs="cost" kind="public-spending" counted="yes">
    <factor parameter="night-cost"/>
    <payer account="state.shelters" parameter="shelter-state"/>
    <payer account="federal" rest="yes"/>
    <timing kind="while"/>
  </valueLine>
"""),

    Step([
        (LINE, "a wait of 0.5 and a length of 1 pay half in the period of the event, "
               "half in the next"),
        (LINE, "`public-spending`: the shares of state, local, federal and `taxpayers` accounts "
               "also save deadweight"),
    ], MODEL, """\
  <valueLine id="visits" name="Emergency department" outcome="department-visits" channel="health"
      unitIs="cost" kind="public-spending" counted="yes">
    <factor parameter="visit-cost"/>
    <payer account="state.other" parameter="visit-state"/>
    <payer account="federal" parameter="visit-federal"/>
    <payer account="participants" rest="yes"/>
    <timing kind="lag" wait="visit-wait" length="visit-length"/>
  </valueLine>
"""),

    Step([
        (ADDING, "an intervention with `evidence` and its `time`"),
        (UNITS, "the first effect through the evidence's `first` time, from there on a straight "
                "line to the second effect at its `second` time, then that effect or, "
                'with `after="ends"`, 0.'),
    ], "registry/interventions/shelter-diversion.xml", f"""\
<?xml version="1.0" encoding="UTF-8"?>
<intervention xmlns="urn:bca:1" id="shelter-diversion" area="housing">
  <name titleStatus="inferred" source="invented-figures">Shelter diversion</name>
  <description>Help at the door of a shelter to find a place elsewhere. Invented.</description>
  <evidence outcome="shelter-nights" primary="yes" desired="less">
    <reported effect1="-0.4" se1="0.1" effect2="-0.2" se2="0.16" {KNOWN}/>
    <time first="1" second="3" after="ends" {KNOWN}/>
  </evidence>
</intervention>
"""),

    Step([
        (ADDING, "a program with `modelPopulation` and `cost`"),
        (LINE, "The public share of the program's cost bears deadweight too."),
    ], f"registry/programs/doh/{PROGRAM}.xml", f"""\
<?xml version="1.0" encoding="UTF-8"?>
<program xmlns="urn:bca:1" id="{PROGRAM}" agency="doh" area="housing" basis="modeled"
    intervention="shelter-diversion" model="connecticut" modelPopulation="shelter-seekers">
  <name>Shelter diversion</name>
  <summary>A program that does not exist. Invented for a test.</summary>
  <tierClaimed missing="not-public"/>
  <cost amount="900" priceYear="2023" years="2" comparison="150" comparisonPriceYear="2021"
      range="0.1" publicShare="0.8" {KNOWN}/>
</program>
"""),
]

# A change of a text above: what asks for it, the words there, the words in their place.
Change = namedtuple("Change", "asked old new")

# The second outcome is measured too: its evidence counts, and the link is set aside.
MEASURED = Change(
    (UNITS, "Where B is measured for the same person, links into B are set aside and listed."),
    "</intervention>", f"""\
  <evidence outcome="department-visits" primary="no" desired="less">
    <reported effect1="-0.25" se1="0.05" effect2="-0.05" se2="0.05" {KNOWN}/>
    <time first="0" second="2" after="lasting" {KNOWN}/>
  </evidence>
</intervention>""")

# What must be refused, by the code of its finding.
REFUSED = {
    "E0101": Change(  # behind a parameter
        (TOP, "Elements stand in the order of this table, after `description`"),
        f'sd="0.1" {KNOWN}/>',
        f'sd="0.1" {KNOWN}/> <account id="late" name="Late" group="state"/>'),
    "E0401": Change((CHANGING, "A new source goes to `registry/sources.xml`"),
                    '<source id="invented-figures"', '<source id="other-figures"'),
    "E0405": Change((CHANGING, "`assumed`: reasoned in the note."),
                    f'value="0.5" {KNOWN}',
                    'value="0.5" source="invented-figures" status="assumed"'),
    "E0407": Change((TOP, "never used beyond its years"),
                    'priceYear="2022"', 'priceYear="2091"'),
    "E0408": Change((LINE, "Exactly one is money"),
                    '<factor parameter="night-cost"/>', '<factor parameter="visits-per-night"/>'),
    "E0705": Change((UNITS, ENDS),
                    'column="nights" kind="level" ends="yes"',
                    'column="nights" kind="level" ends="no"'),
    "E0706": Change((ADDING, "where its scale asks for one, a `path`"),
                    '<path population="shelter-seekers"', '<path population="probationers"'),
    "E0714": Change((ADDING, "an intervention with `evidence` and its `time`"),
                    f'<time first="1" second="3" after="ends" {KNOWN}/>', ""),
    "E0715": Change((UNITS, "Cycles are errors."),
                    "  <link id=",
                    '  <link id="back" name="Back" from="department-visits" to="shelter-nights" '
                    'kind="unit" effect="visits-per-night"/>\n  <link id='),
    "E0717": Change((LINE, "a named constant `parameter` each"),
                    'account="state.shelters" parameter="shelter-state"',
                    'account="state.shelters" share="0.7"'),
}
