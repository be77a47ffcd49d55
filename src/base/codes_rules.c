#include "base/codes_rows.h"

/* Profiles, scenarios and reports: E08xx and E09xx. */
static const bca_code rows[] = {
    {"E0801", "Not exactly one profile reports",
     "One profile is that of the state whose inventory this is: it has the eleven "
     "items, who must file when, and who filed. All others have only categories and "
     "how they are reached.",
     "registry/profiles/one.xml, two.xml:     (both with <item> elements)",
     "registry/profiles/one.xml:     (with items)\n"
     "registry/profiles/two.xml:     (without)",
     "Delete items, regimes and filings of all profiles but one, or add them to one."},
    {"E0802", "Predicate rests on one that does not stand above it",
     "<either> is met when one of several predicates is. They stand above it, so that "
     "no predicate can rest on itself.",
     "<predicate id=\"enough\" ... ><either of=\"two large\"/></predicate>\n"
     "<predicate id=\"two\" ... > ... </predicate>",
     "<predicate id=\"two\" ... > ... </predicate>\n"
     "<predicate id=\"enough\" ... ><either of=\"two large\"/></predicate>",
     "Move the predicate with <either> below those that it names."},
    {"E0803", "Count does not say from when it is met",
     "A count compares the samples of a set with a number of at least 1 (atLeast), or "
     "with those of another set (moreThan): exactly one of the two.",
     "<count of=\"rigorous\" />", "<count of=\"rigorous\" atLeast=\"2\" />",
     "Give atLeast or moreThan, but not both."},
    {"E0804", "Rules leave a gap, or one of them never decides",
     "Rules are read from the top, and the first whose predicates are all met decides. "
     "The last one asks for nothing and counts on every day, so that every program has "
     "a tier. A rule that stands below one that asks for nothing, or for no more than "
     "it does itself, can never decide. Labels of confidence are read in the same way.",
     "<rule id=\"rest\" tier=\"lacking\" />\n"
     "<rule id=\"strong\" tier=\"proven\" meets=\"two-trials\" />",
     "<rule id=\"strong\" tier=\"proven\" meets=\"two-trials\" />\n"
     "<rule id=\"rest\" tier=\"lacking\" />",
     "Put the rule that asks for most first, and the one without meets last."},
    {"E0805", "Profile does not say what likely to pay means",
     "likelyChance is the chance of a net benefit from which on a program is likely to "
     "pay. The reporting profile needs it, and every profile with a benefitCost.",
     "<predicate id=\"pays\" ... ><benefitCost waived=\"yes\"/></predicate>     (no "
     "likelyChance)",
     "<likelyChance value=\"0.75\" ... />\n"
     "<predicate id=\"pays\" ... ><benefitCost waived=\"yes\"/></predicate>",
     "Add likelyChance above the clauses, with its source."},
    {"E0806", "Threshold of a profile is out of its range",
     "pBelow and subgroupP lie above 0 and go to 1; shareOfColor, assumedShare and "
     "certainty go from 0 to 1; months, sites and persons are not negative.",
     "<pooled direction=\"favorable\" pBelow=\"20\" />",
     "<pooled direction=\"favorable\" pBelow=\"0.2\" />",
     "Write the number within its range; a percentage is written as a fraction."},
    {"E0807", "Word is not one that records use",
     "designs, comparisons and qualities of a set, and the kinds of research, are "
     "chosen from fixed lists: the words that studies and research themselves use. "
     "Another word would be met by nothing.",
     "<evaluations id=\"rigorous\" designs=\"randomised matched\" ... />",
     "<evaluations id=\"rigorous\" designs=\"randomized matched\" ... />",
     "Use the words that the message lists, separated by spaces."},
    {"E0808", "Law or rule is never in force",
     "through is the last day and does not come before effective, the first. A rule "
     "with days of its own has them within those of its profile.",
     "<profile effective=\"2021-07-01\" through=\"2015-06-30\" ... >",
     "<profile effective=\"2015-07-01\" through=\"2021-06-30\" ... >",
     "Correct the days."},
    {"W0809", "Tier is given by no rule",
     "A category of the law that no rule leads to can be claimed, but is never "
     "computed. That may be meant, when the record cannot hold what it asks for.",
     "<tier id=\"promising\" ... > ... </tier>     (no rule with tier=\"promising\")",
     "<rule id=\"promising\" tier=\"promising\" meets=\"early-research\" />",
     "Add a rule. This is a warning: no tier of a program changes."},
    {"W0810", "Set or predicate is not used",
     "No count names the set of evaluations, or no rule and no either the predicate, "
     "so that it tests nothing.",
     "<predicate id=\"sustained\" ... > ... </predicate>     (no rule names it)",
     "<rule id=\"strong\" tier=\"proven\" meets=\"two-trials sustained\" />",
     "Name it where it is meant, or delete it. This is a warning: no tier of a program "
     "changes."},
    {"W0811", "Attestation is one that no profile asks for",
     "What is attested counts where a predicate of a profile asks for it by the same "
     "word. No profile has this word, so the attestation earns nothing.",
     "<attestation of=\"replicabel\" value=\"yes\" ... />",
     "<attestation of=\"replicable\" value=\"yes\" ... />",
     "Use the word of the profile. This is a warning: no tier of a program changes."},
    {"W0812", "Tier on record is not the computed one",
     "The category that the agency or the institute published differs from the one "
     "that the record supports under the profile. Neither is changed: the agency "
     "decides, and the difference is printed so that somebody does.",
     "<tierClaimed tier=\"evidence-based\" asOf=\"2019-10-01\" source=\"inventory\"/>\n"
     "     (one evaluation on record)",
     "<override profile=\"connecticut\" tier=\"evidence-based\" on=\"2026-09-15\"\n"
     "     by=\"Office of Research\" reason=\"...\"/>",
     "See bca tier PROGRAM. Correct the record, add the evidence that it lacks, or "
     "state an override with name, date and reason."},
    {"E0821", "Override does not say what it replaces by what",
     "An override has one form: a relative change or a new number, years or an age, "
     "one "
     "number of places for all fiscal years or one for each. Both forms, or neither, "
     "leave open what is meant; a price year belongs to an amount alone.",
     "<cost program=\"visits\" change=\"0.25\" amount=\"2400\" ... />",
     "<cost program=\"visits\" change=\"0.25\" ... />",
     "Give one of the two that the message names."},
    {"E0822", "Scenario extends itself, or one of another model",
     "A scenario completes the one that it extends: it has all of that one's "
     "overrides, "
     "and its own in their place. In a circle none would come first, and overrides of "
     "another model would not find what they replace.",
     "<scenario id=\"lean\" extends=\"lean\" ... >",
     "<scenario id=\"lean\" extends=\"two-percent\" ... >",
     "Let one scenario of the circle stand alone, or name the same model in both."},
    {"E0823", "Scenario overrides the same thing twice",
     "Within one scenario nothing tells which of two overrides of one thing would "
     "hold. "
     "The discount rate is the same thing as the parameter that the model's economy "
     "names for it, and so is deadweight.",
     "<effect program=\"visits\" change=\"-0.1\" ... />\n"
     "<effect program=\"visits\" change=\"-0.2\" ... />",
     "<effect program=\"visits\" change=\"-0.2\" ... />",
     "Delete one of the two; a scenario that extends another may override it again."},
    {"E0824", "There is nothing of that kind to override",
     "An effect is that of a modeled program, whose studies are on record; a cost is "
     "one that the program states or its published result prints; and a share of a mix "
     "is drawn with the other shares, so that it cannot be replaced alone.",
     "<effect program=\"counted-only\" change=\"-0.1\" ... />     (basis=\"none\")",
     "<effect program=\"visits\" change=\"-0.1\" ... />     (basis=\"modeled\")",
     "Override what the result rests on, or delete the override."},
    {"E0825", "Override is out of its range",
     "A relative change takes away no more than all; a horizon has a year at least; a "
     "cost is not below 0. A parameter keeps to what the model uses it for: a discount "
     "rate stays above -1, deadweight is not negative, shares lie from 0 to 1, and "
     "what "
     "shifts payments or splits them is a constant.",
     "<effect program=\"visits\" change=\"-10\" ... />",
     "<effect program=\"visits\" change=\"-0.1\" ... />",
     "Write a number within the range that the message states; a percentage is written "
     "as a fraction."},
    {"E0826", "Fiscal years of places do not follow one another",
     "The places of a program are stated year by year: ascending, without a gap, and "
     "no "
     "year twice. After the last year its number holds on.",
     "<year fiscalYear=\"2027\" slots=\"40\" />\n"
     "<year fiscalYear=\"2029\" slots=\"80\" />",
     "<year fiscalYear=\"2027\" slots=\"40\" />\n"
     "<year fiscalYear=\"2028\" slots=\"80\" />",
     "Add the year that is missing, or put the years in order."},
    {"E0827", "Override does not say why",
     "A scenario is read by people who decide: every override has a reason beside its "
     "source, in its note.",
     "<switch id=\"prison-basis\" option=\"average\" source=\"...\" "
     "status=\"published\" />",
     "<switch id=\"prison-basis\" option=\"average\" source=\"...\" "
     "status=\"published\" note=\"As the agency's own budget counts.\" />",
     "Add note=\"...\" with the reason."},
    {"W0828", "Override leaves everything as it is",
     "The number or the option is the one that the registry or the model has already. "
     "A scenario that extends another may say so to undo what that one overrides; one "
     "that stands alone says nothing by it.",
     "<switch id=\"prison-basis\" option=\"marginal\" ... />     (in force already)",
     "<switch id=\"prison-basis\" option=\"average\" ... />",
     "Delete the override, or correct its number."},
    {"W0829", "More places than the inventory has room for",
     "The inventory of the program states a capacity, or how many are eligible, and "
     "the "
     "scenario has more persons start. It is computed all the same: places can be "
     "added, but someone must have thought of it.",
     "<slots program=\"visits\" perYear=\"900\" ... />     (capacity 120)",
     "<slots program=\"visits\" perYear=\"110\" ... />",
     "Lower the number, or say in the note where places and persons come from."},
    {"E0850", "Prices rise at an impossible rate",
     "The rate of inflation turns the real dollars of a budget into nominal ones. It "
     "is "
     "a fraction, above -0.2 and below 0.2 a year.",
     "<inflation rate=\"2\" ... />", "<inflation rate=\"0.02\" ... />",
     "Divide a percentage by 100."},
    {"E0851", "Step is priced or sized wrongly",
     "A step is something that closes only as a whole, such as a prison. It holds "
     "units, "
     "its parameters are dollars a unit and year, and closing it saves at least what "
     "its units would save one by one without closing anything.",
     "<step units=\"700\" saving=\"6500000\" atOnce=\"50000\" ... />",
     "<step units=\"700\" saving=\"6500000\" atOnce=\"2723\" ... />",
     "Correct the figure, or name parameters that price a unit."},
    {"E0901", "Template names a placeholder that does not exist",
     "A page of the report takes its numbers from the results through names in double "
     "braces. No result has this name.",
     "The chance is {{chanse}}.", "The chance is {{chance}}.",
     "Correct the name, or delete the placeholder."},
    {"E0902", "Report would lack a character",
     "The report's font has no sign for a character in the text, so it would be left "
     "out of the PDF without a trace. No report is written.",
     "<name>Reentry ★ Plus</name>", "<name>Reentry Plus</name>",
     "Replace the character in the file that holds the text, or write it out in "
     "words."},
};

const bca_codes bca_codes_rules = {rows, sizeof rows / sizeof rows[0]};
