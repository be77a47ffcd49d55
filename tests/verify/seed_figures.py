"""The figures of the five texts with which the project began, for test_seeds.py: words and number as
the registry has them, the text, and the file where they stand; or why they stand nowhere."""

from collections import namedtuple

Text = namedtuple("Text", "source name title")
Figure = namedtuple("Figure", "words text path")
Omitted = namedtuple("Omitted", "words text reason")

CABINET = Text("family-success-cabinet", "concept paper of a family success cabinet",
               "Family Economic Success Cabinet")
PAGE = Text("melville-secure-jobs", "trust's page on Secure Jobs 2.0", "Secure Jobs Connecticut 2.0")
REPORT = Text("melville-report-2017", "trust's annual report 2017", "annual report 2017")
PLAN = Text("dcf-family-first-spotlight-2022", "department's page on the approved plan",
            "Family First Plan Approved")
EXAMPLES = Text("rfa-connecticut-2021", "examples of Results for America",
                "Invest in What Works State Standard of Excellence, examples: Connecticut")
TEXTS = [CABINET, PAGE, REPORT, PLAN, EXAMPLES]

SECURE = "registry/programs/doh/doh-secure-jobs.xml"
STUDIED = "registry/interventions/secure-jobs.xml"
HOMES = "registry/programs/doh/doh-green-healthy-homes.xml"
COACHED = "registry/programs/dcf/dcf-parent-child-interaction-therapy.xml"
MATCHED = "registry/programs/dcf/dcf-enhanced-service-coordination.xml"
CLIFF = "registry/programs/oec/oec-ct-cliff.xml"
FOOD = "registry/programs/dss/dss-pandemic-ebt.xml"
LAW = "registry/profiles/connecticut.xml"
MODEL = "models/connecticut/model.xml"

FIGURES = [
    Figure("six commissioners", CABINET, HOMES),
    Figure("five such collaborations", CABINET, HOMES),
    Figure("2 million dollars", CABINET, HOMES),
    Figure("230 families", PAGE, STUDIED),
    Figure("four at first", PAGE, SECURE),
    Figure("25 by the launch", PAGE, SECURE),
    Figure("11.74 dollars", PAGE, STUDIED),
    Figure("24.72 dollars", PAGE, STUDIED),
    Figure("11.74 dollars", PAGE, SECURE),
    Figure("24.72 are needed", PAGE, SECURE),
    Figure("three regional sites", PAGE, SECURE),
    Figure("100,000 dollars", PAGE, STUDIED),
    Figure("87,500 for", PAGE, STUDIED),
    Figure("85,500 for", PAGE, STUDIED),
    Figure("26 funders", REPORT, SECURE),
    Figure("three-year pilot", REPORT, SECURE),
    Figure("four communities", REPORT, SECURE),
    Figure("monthly case conferences", REPORT, SECURE),
    Figure("161", REPORT, SECURE),
    Figure("285 children", REPORT, SECURE),
    Figure("285 / 161 = 1.77", REPORT, SECURE),
    Figure("161 parents", REPORT, STUDIED),
    Figure("285 children", REPORT, STUDIED),
    Figure("almost half under six", REPORT, STUDIED),
    Figure("94 percent", REPORT, STUDIED),
    Figure("89 percent", REPORT, STUDIED),
    Figure("610 dollars", REPORT, STUDIED),
    Figure("610 dollars", REPORT, MODEL),
    Figure("65 percent", REPORT, STUDIED),
    Figure("at least twice", REPORT, STUDIED),
    Figure("one in three", REPORT, STUDIED),
    Figure("94 percent", REPORT, SECURE),
    Figure("89 percent", REPORT, SECURE),
    Figure("610 dollars", REPORT, SECURE),
    Figure("65 percent", REPORT, SECURE),
    Figure("at least twice", REPORT, SECURE),
    Figure("one in three", REPORT, SECURE),
    Figure("96 percent", REPORT, STUDIED),
    Figure("50 percent", REPORT, STUDIED),
    Figure("48 percent", REPORT, STUDIED),
    Figure("1,500 dollars", REPORT, STUDIED),
    Figure("96 percent", REPORT, SECURE),
    Figure("50 percent", REPORT, SECURE),
    Figure("48 percent", REPORT, SECURE),
    Figure("1,500 dollars", REPORT, SECURE),
    Figure("11,000 dollars", REPORT, STUDIED),
    Figure("10.10 dollars", REPORT, STUDIED),
    Figure("11,000 dollars", REPORT, SECURE),
    Figure("10.10 dollars", REPORT, SECURE),
    Figure("over 400 partners", PLAN, COACHED),
    Figure("2.5 years", PLAN, COACHED),
    Figure("108 programs", EXAMPLES, LAW),
    Figure("119.1 million dollars", EXAMPLES, FOOD),
    Figure("282,900 school children", EXAMPLES, FOOD),
    Figure("34,800", EXAMPLES, FOOD),
    Figure("287,000 pupils", EXAMPLES, FOOD),
    Figure("82,000 of", EXAMPLES, FOOD),
    Figure("four sites", EXAMPLES, CLIFF),
    Figure("2020 to 2024", EXAMPLES, MATCHED),
]

LEFT_OUT = [
    Omitted("17 state agencies", EXAMPLES, "infrastructure for sharing data, no program"),
    Omitted("224 data-sharing agreements", EXAMPLES, "infrastructure for sharing data, no program"),
    Omitted("11 principles", EXAMPLES, "of the state's data plan, no program"),
    Omitted("three tiers", EXAMPLES, "the categories are taken from the statute itself"),
    Omitted("30 minutes", REPORT, "a drive in an invented day, to show a difficulty"),
    Omitted("1000x", REPORT, "a manner of speaking"),
    Omitted("three-day training", REPORT, "a meeting of staff"),
]
