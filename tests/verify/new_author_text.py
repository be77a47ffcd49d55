"""What test_new_author.py adds to a copy of the project, as text, with the sentences that ask for
it: (file, heading, sentence) of a README, or (schema, element or attribute, sentence) as an editor
shows it. Every figure is invented."""

from collections import namedtuple

PROGRAM = "doc-thinking-skills"
INTERVENTION = "cbt-offenders"
OUTCOME = "conviction"
POPULATION = "probationers"
NEW_STUDY = "invented-2026"
FACTOR = "invented-factor"
LINE = "prison"      # a line of that outcome, paid over a length of time after a wait
RIGOROUS = "one-rigorous"  # predicate of the reporting profile: counts randomized and matched ones

SOURCES = "registry/sources.xml"
PROGRAMS = "registry/programs/doc"
EVIDENCE = f"registry/interventions/{INTERVENTION}.xml"
MODEL = "models/connecticut/model.xml"
FILE = f"{PROGRAMS}/{PROGRAM}.xml"

TOP, REGISTRY, MODELS = "README.md", "registry/README.md", "models/README.md"
SCHEMA = "registry/schema/bca-1.xsd"
DOORS = (TOP, "Three doors")
FILES = (REGISTRY, "The registry")
ADD = (REGISTRY, "To add a program")
STUDIES = (REGISTRY, "To add evidence")
MISSING = (REGISTRY, "When something is missing")
KNOWN = (REGISTRY, "How a number is known")
ELEMENTS = (MODELS, "Models")
LINES = (MODELS, "How a value line is computed")
CHANGE = (MODELS, "Changing or adding a parameter")

INVENTED = 'source="invented-figures" status="assumed" note="Invented for a test."'

# ---------------------------------------------------------------------------------- a program

CITE = (*ADD, "Put each new citation into `sources.xml` and name it in `source`, further ones in "
              "`also`.")
COPY = (*ADD, "Copy the nearest file in `programs/`, for example `programs/doc/doc-cbt.xml`, and "
              "give it a new id.")
MODELED = (*ADD, "`modeled`: an intervention with `evidence` (or `studies`), a `cost`, and a "
                 "`modelPopulation` of the model;")
ITEMS = (*ADD, "Fill an `inventory` for a fiscal year: eleven items, each a value or a reason.")
PLAIN = (*ADD, "Numbers are plain: `18696872`.")
NAMED = (*FILES, "The file is called like the id.")
REASON = (*MISSING, 'Write `<participants missing="not-public"/>`. Never a zero, a dash, or a '
                    "guess.")
DERIVED = (*KNOWN, "| `derived` | arithmetic on printed numbers | the arithmetic |")
PAYERS = (SCHEMA, "payer", "Who pays the program; the shares add to 1, those of public accounts "
                           "to publicShare.")
UNKNOWN_PAYERS = (SCHEMA, "payer", "Without any the payers are not on record, and no result net "
                                   "of federal money is shown.")
PUBLIC = (SCHEMA, "publicShare", "Share paid by taxpayers, 0 to 1; it bears deadweight.")
RANGE = (SCHEMA, "range", "Half-width of the triangular spread as a fraction, 0 to less than 1")
RAISE = (*ADD, "`attestation` is what the operator states and answers for, with name and day.")

SOURCE_TEXT = ('  <source id="invented-figures" title="Figures invented for a test" '
               'seen="project"/>\n')

PROGRAM_ASKED = [
    CITE, COPY, MODELED, ITEMS, PLAIN, NAMED, REASON, DERIVED, PAYERS, UNKNOWN_PAYERS, PUBLIC,
    RANGE, RAISE,
    (*DOORS, "One file per program: `registry/programs/AGENCY/PROGRAM.xml`."),
    (*DOORS, "the tier, clause by clause, the studies behind it, what would raise it"),
    (*DOORS, "what a code means, with a wrong and a right example"),
    (*DOORS, "everything to mend, at once: file, line, column, what, how"),
    (SCHEMA, "wanted", "For an assumed number: which data would replace the assumption, and who "
                       "holds them."),
    (SCHEMA, "amount", "Dollars per starter and year of treatment."),
    (SCHEMA, "comparison", "Dollars per person and year for what the comparison group gets"),
]
PROGRAM_TEXT = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<program xmlns="urn:bca:1" id="{PROGRAM}" agency="doc" area="corrections" basis="modeled"
    intervention="{INTERVENTION}" model="connecticut" modelPopulation="{POPULATION}">
  <name>Thinking skills</name>
  <summary>A program that does not exist. Invented for a test.</summary>
  <tierClaimed missing="not-public"/>
  <cost amount="1200" priceYear="2022" years="2" comparison="300" comparisonPriceYear="2021"
      range="0.2" publicShare="0.9" {INVENTED}
      wanted="Cost per participant; held by nobody.">
    <payer account="state.doc" share="0.5" {INVENTED}/>
    <payer account="federal" share="0.4" {INVENTED}/>
    <payer account="participants" share="0.1" {INVENTED}/>
  </cost>
  <inventory fiscalYear="2024">
    <description {INVENTED}>Ten meetings of ten persons</description>
    <providers {INVENTED}>One provider</providers>
    <population {INVENTED}>Adults on probation</population>
    <outcomes {INVENTED}>Fewer reconvictions</outcomes>
    <assignment missing="not-collected"/>
    <expenditures source="invented-figures" status="derived"
        note="300 participants, 1,200 dollars each.">360000</expenditures>
    <funding {INVENTED}>State and federal, and a fee</funding>
    <costPerParticipant {INVENTED}>1200</costPerParticipant>
    <participants {INVENTED}>300</participants>
    <capacity missing="not-applicable"/>
    <eligible missing="suppressed"/>
  </inventory>
</program>
"""
ATTESTED = ('  <tierClaimed missing="not-public"/>\n',
            '  <tierClaimed missing="not-public"/>\n'
            '  <attestation of="replicable" value="yes" by="Nobody" on="2024-03-01" '
            f'{INVENTED}/>\n')

# ------------------------------------------------------------------------------------ a study

COUNTED = (*STUDIES, "| persons with and without the outcome | `<counts treatedEvents=")
STUDY = (*STUDIES, "Add a `study` for each independent sample to the `studies` of an outcome")
INTERVAL = (*STUDIES, "or `variance`, or `low` and `high`")
STUDY_ASKED = [
    COUNTED, STUDY, INTERVAL,
    (*STUDIES, "An effect is positive when the treated have *more* of the outcome."),
    (*STUDIES, "| means and standard deviations | `<means treatedMean="),
    (*STUDIES, "all other effects are standardized mean differences."),
    (*STUDIES, "`pooling` says how: `DL` unless there is a reason."),
    (*STUDIES, "pool, compare, draw"),
    (TOP, "Three doors", "results agree with metafor's."),
    (SCHEMA, "scale", "d, the standardized mean difference (default; yes-no outcomes as D-cox)"),
    (SCHEMA, "measure", "log-odds-ratio (divided by 1.65 to the D-cox scale)"),
    (SCHEMA, "low", "Lower end of its 95 percent confidence interval."),
    (SCHEMA, "also", "Ids of further sources that it rests on."),
]
FORMS = {
    "counts": '<counts treatedEvents="31" treatedOthers="71" controlEvents="45" '
              'controlOthers="54"/>',
    "means": '<means treatedMean="4.1" treatedSd="1.2" treatedN="31" controlMean="4.9" '
             'controlSd="1.4" controlN="30"/>',
    "effect": '<effect measure="log-odds-ratio" value="-0.31" low="-0.68" high="0.06"/>',
}
STUDY_TEXT = f"""\
      <study id="{NEW_STUDY}" label="Invented (2026)" design="randomized" population="adults">
        RESULT
      </study>
"""

# -------------------------------------------------------------------------------- a parameter

BESIDE = (*ELEMENTS, "Elements stand in the order of this table, after `description`; a new one "
                     "goes beside its own kind.")
NAME_IT = (*CHANGE, "Edit or add the `parameter`, with source, status and note, and name it where "
                    "it is used: as a `factor`")
PARAMETER_ASKED = [
    BESIDE, NAME_IT,
    (*CHANGE, "A new source goes to `registry/sources.xml`"),
    (*CHANGE, "the id keys the random draws"),
    (*LINES, "Multiply the change by all factors"),
    (*LINES, "`lag`: after `wait` years, per year for `length` years (at once without one), "
             "fractions of a period counted"),
    (*LINES, "`public-spending`: the shares of state, local, federal and `taxpayers` accounts "
             "also save deadweight"),
]
PARAMETER_TEXT = f"""\
  <parameter id="{FACTOR}" name="Factor of a test" unit="ratio" distribution="constant" value="1.3"
      {INVENTED}/>
"""

# ----------------------------------------------------------------------------------- mistakes

# asked: what the newcomer overlooked; file, old, new: the words there and in their place; found:
# each code with the text at which it must point (its first place in the file).
Mistake = namedtuple("Mistake", "asked file old new found")

# Each list is made at once, and all of it must be found at once.
MISTAKES = [
    [  # a source that is not entered, a note, a reason left out; a name that is nothing's
        Mistake(CITE, FILE, f"<providers {INVENTED}", '<providers source="figures-2026" '
                'status="published"', {"E0401": 'source="figures-2026"'}),
        Mistake(DERIVED, FILE, '\n        note="300 participants, 1,200 dollars each."', "",
                {"E0405": 'status="derived"'}),
        Mistake(ITEMS, FILE, '<capacity missing="not-applicable"/>', "<capacity/>",
                {"E0301": "<capacity/>"}),
        Mistake(PLAIN, FILE, ">360000<", ">$360,000<", {"E0304": "$360,000"}),
        Mistake(MODELED, FILE, f'modelPopulation="{POPULATION}"', 'modelPopulation="parolees"',
                {"E0401": 'modelPopulation="parolees"'}),
        Mistake(PAYERS, FILE, 'account="federal"', 'account="federal.other"',
                {"E0401": 'account="federal.other"'}),
    ],
    [  # a source that nothing names, one that is not given; an item with a value and a reason
        Mistake(CITE, SOURCES, "</sources>", '  <source id="figures-2026" title="Figures" '
                'seen="primary"/>\n</sources>', {"W0409": 'id="figures-2026"'}),
        Mistake(CITE, FILE, f"<providers {INVENTED}", '<providers status="published"',
                {"E0303": "<providers"}),
        Mistake(REASON, FILE, '<capacity missing="not-applicable"/>',
                f'<capacity missing="not-public" {INVENTED}>40</capacity>', {"E0302": "<capacity"}),
        Mistake(MODELED, FILE, f' modelPopulation="{POPULATION}"', "",
                {"E0702": 'basis="modeled"'}),
        Mistake(RANGE, FILE, 'range="0.2"', 'range="20"', {"E0701": 'range="20"'}),
        Mistake(PAYERS, FILE, 'share="0.4"', 'share="40"', {"E0701": 'share="40"'}),
    ],
    [  # percentages in a cost and in a study; a dash; names that are misspelt
        Mistake(PUBLIC, FILE, 'publicShare="0.9"', 'publicShare="90"',
                {"E0701": 'publicShare="90"', "E0731": 'publicShare="90"'}),
        Mistake(REASON, FILE, '<capacity missing="not-applicable"/>',
                f"<capacity {INVENTED}>-</capacity>", {"E0304": "-</capacity>"}),
        Mistake(MODELED, FILE, f'intervention="{INTERVENTION}"', 'intervention="thinking-skills"',
                {"E0401": 'intervention="thinking-skills"'}),
        Mistake(COUNTED, EVIDENCE, FORMS["counts"],
                '<proportions treated="34" treatedN="120" control="0.44" controlN="115"/>',
                {"E0608": 'treated="34"'}),
        Mistake(NAME_IT, MODEL, f'<factor parameter="{FACTOR}"/>',
                '<factor parameter="invented-faktor"/>', {"E0401": 'parameter="invented-faktor"'}),
    ],
    [  # payers that do not add up; ids that were copied
        Mistake(PAYERS, FILE, 'share="0.4"', 'share="0.3"', {"E0731": "<cost "}),
        Mistake(COPY, FILE, f'id="{PROGRAM}"', 'id="doc-cbt"', {"E0402": 'id="doc-cbt"'}),
        Mistake(STUDY, EVIDENCE, f'<study id="{NEW_STUDY}"', '<study id="guerra-1990"',
                {"E0402": 'id="guerra-1990" label="Invented'}),
    ],
    [  # payers that do not add up to what taxpayers pay; a file of another name; half an interval
        Mistake(PAYERS, FILE, 'publicShare="0.9"', 'publicShare="1"',
                {"E0731": 'publicShare="1"'}),
        Mistake(NAMED, FILE, f'id="{PROGRAM}"', 'id="thinking-skills"',
                {"E0403": 'id="thinking-skills"'}),
        Mistake(INTERVAL, EVIDENCE, FORMS["counts"],
                '<effect measure="log-odds-ratio" value="-0.31" low="-0.68"/>',
                {"E0609": '<effect measure="log-odds-ratio" value="-0.31" low="-0.68"/>'}),
        Mistake(NAME_IT, MODEL, 'unit="ratio" distribution="constant" value="1.3"',
                'unit="percent" distribution="constant" value="130"', {"E0730": 'unit="percent"'}),
    ],
    [  # what the schema asks for: plain numbers, sources, its words for a reason, every item
        Mistake(PLAIN, FILE, 'share="0.4"', 'share="40%"', {"E0106": 'share="40%"'}),
        Mistake(CITE, FILE, f'publicShare="0.9" {INVENTED}',
                'publicShare="0.9" status="assumed" note="Invented."', {"E0104": "<cost "}),
        Mistake(REASON, FILE, '<assignment missing="not-collected"/>',
                '<assignment missing="unknown"/>', {"E0105": 'missing="unknown"'}),
        Mistake(ITEMS, FILE, '    <capacity missing="not-applicable"/>\n', "",
                {"E0101": "<eligible"}),
        Mistake(NAME_IT, MODEL, f'value="1.3"\n      {INVENTED}',
                'value="1.3" status="assumed" note="Invented."',
                {"E0104": f'<parameter id="{FACTOR}"'}),
    ],
]
