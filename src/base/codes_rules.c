#include "base/codes_rows.h"

/* The model, profiles and reports: E07xx to E09xx. */
static const bca_code rows[] = {
    {"E0701", "Figure of a cost is out of its range",
     "years is 1 or more. range is the spread as a fraction, from 0 to less than 1. "
     "publicShare is a fraction from 0 to 1.",
     "<cost years=\"0\" range=\"10\" publicShare=\"100\" ... />",
     "<cost years=\"1\" range=\"0.1\" publicShare=\"1\" ... />",
     "Write the figure within its range; a percentage is written as a fraction."},
    {"E0702", "Basis of a program is not supported by its record",
     "A modeled program names an intervention with evidence, a modelPopulation and a "
     "cost, and its model has a counted value line for an outcome of that evidence, "
     "which is "
     "pooled and not only counted. A "
     "transferred program names an intervention with a published result. Anything less "
     "has basis none.",
     "<program basis=\"modeled\" model=\"connecticut\" ... >     (no intervention)",
     "<program basis=\"none\" model=\"connecticut\" ... >",
     "Supply what the message says is lacking, or change basis."},
    {"E0703", "Payer shares of a line do not sum to 1",
     "Every dollar lands in exactly one account, so the shares of a value line add up "
     "to 1.",
     "<payer account=\"state.doc\" share=\"0.8\"/>\n"
     "<payer account=\"federal\" share=\"0.1\"/>",
     "<payer account=\"state.doc\" share=\"0.9\"/>\n"
     "<payer account=\"federal\" share=\"0.1\"/>",
     "Correct the shares; use an unallocated account for what the source does not "
     "split."},
    {"E0704", "Base path is not a path of shares",
     "Every value is a fraction from 0 to 1. A cumulative path is 0 at year 0 and "
     "never falls, since it counts persons with a first event so far.",
     "year,reconvicted\n"
     "0,0\n"
     "1,0.30\n"
     "2,0.25",
     "year,reconvicted\n"
     "0,0\n"
     "1,0.25\n"
     "2,0.30",
     "Correct the cell, or use kind level for a share that rises and falls."},
    {"E0705", "Base path ends too early",
     "The program's horizon needs later years than the table holds, and a path is "
     "never extended by guessing.",
     "<path table=\"recidivism.csv\" ends=\"no\" ... />     (the table stops at year "
     "3)",
     "<path table=\"recidivism.csv\" ends=\"yes\" ... />",
     "Add sourced years to the table, or state with ends=\"yes\" that nothing happens "
     "after it."},
    {"E0706", "Outcome has no path for this population",
     "The effect on a yes-or-no outcome is applied to what happens to the population "
     "without the intervention. The model has no such path for the program's "
     "modelPopulation.",
     "<program modelPopulation=\"youths\" ... >     (the model has a path for adults "
     "only)",
     "<program modelPopulation=\"adults\" ... >",
     "Use a population that has a path, or add a sourced path to the outcome in the "
     "model."},
    {"E0707", "Timing does not fit the line",
     "Timing present-value goes with an outcome of scale present-value, and such an "
     "outcome with no other. wait and length belong to lag, throughAge to while.",
     "<timing kind=\"while\" wait=\"wait-for-trial\" />",
     "<timing kind=\"lag\" wait=\"wait-for-trial\" />",
     "Correct kind, or delete the attribute that belongs to another kind."},
    {"E0708", "Wait, length or growth must be a constant of 0 or more",
     "These parameters set the years in which dollars are paid, which stay the same in "
     "every draw. They are constants and not negative.",
     "<parameter id=\"stay\" unit=\"years\" distribution=\"uniform\" low=\"1\" "
     "high=\"3\" ... />\n"
     "<timing kind=\"lag\" length=\"stay\" />",
     "<parameter id=\"stay\" unit=\"years\" distribution=\"constant\" value=\"2\" ... "
     "/>\n"
     "<timing kind=\"lag\" length=\"stay\" />",
     "Make the parameter a constant, and put the uncertainty into a factor of the "
     "line."},
    {"E0709", "Discount rate or deadweight can take an impossible value",
     "In every draw the discount rate is above -1 (a rate of -1 would divide by zero) "
     "and the deadweight is 0 or more. The lowest value of the distribution decides, "
     "so a normal distribution, which has no lowest value, does not do.",
     "<parameter id=\"discount-rate\" distribution=\"normal\" mean=\"0.035\" "
     "sd=\"0.01\" ... />",
     "<parameter id=\"discount-rate\" distribution=\"triangular\" low=\"0.02\" "
     "mode=\"0.035\" high=\"0.05\" ... />",
     "Use a distribution with a suitable lowest value."},
    {"E0710", "Multiplier is not above 0 and at most 1",
     "A multiplier scales down the effect of a study that may overstate it: 1 leaves "
     "the effect as it is. 0 would leave a study without effect and without error.",
     "<multiplier flag=\"developer-involved\" factor=\"36\" ... />",
     "<multiplier flag=\"developer-involved\" factor=\"0.36\" ... />",
     "Write the factor as a fraction."},
    {"E0711", "Price index is not above 0",
     "The index re-bases dollars of one year to another by division. A price level of "
     "0 "
     "or less has no meaning.",
     "2019,0", "2019,103.509", "Enter the index as its source prints it."},
    {"E0712", "Two multipliers for one flag are applied",
     "A flag has one multiplier in force in a policy area. Vintages stand side by side "
     "as a record; at most one of them is applied.",
     "<multiplier area=\"education\" flag=\"weak-measure\" vintage=\"2012\" "
     "apply=\"yes\" ... />\n"
     "<multiplier area=\"education\" flag=\"weak-measure\" vintage=\"2022\" "
     "apply=\"yes\" ... />",
     "<multiplier area=\"education\" flag=\"weak-measure\" vintage=\"2012\" "
     "apply=\"no\" ... />\n"
     "<multiplier area=\"education\" flag=\"weak-measure\" vintage=\"2022\" "
     "apply=\"yes\" ... />",
     "Write apply=\"no\" at all but one."},
    {"E0713", "Effect is pooled on a scale that no model values",
     "A model values standardized mean differences (D-cox for yes-no outcomes). "
     "Fisher's z and percent changes can be pooled and shown, but a program whose "
     "evidence uses them cannot be modeled.",
     "<studies pooling=\"DL\" scale=\"fisher-z\" ... />     (of a modeled program)",
     "<studies pooling=\"DL\" ... />",
     "Leave scale out, so that the studies are pooled as d, or change the basis of the "
     "program."},
    {"E0714", "Effect that a model values has no time",
     "A model gives dollars to an effect year by year, so the evidence says when the "
     "effect was measured and how it runs on. Evidence that no model values needs no "
     "time.",
     "<evidence outcome=\"conviction\" ... >\n"
     "  <reported ... />\n"
     "</evidence>",
     "<evidence outcome=\"conviction\" ... >\n"
     "  <reported ... />\n"
     "  <time first=\"1\" second=\"3\" after=\"lasting\" ... />\n"
     "</evidence>",
     "Add time, or take basis=\"modeled\" from the programs that use the evidence."},
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
     "it does itself, can never decide.",
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
     "pBelow and subgroupP lie above 0 and go to 1, shareOfColor goes from 0 to 1, and "
     "months, sites and persons are not negative.",
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
