#include "base/codes_rows.h"

/* Models and the programs that use them: E07xx. */
static const bca_code rows[] = {
    {"E0701", "Figure of a cost is out of its range",
     "years is 1 or more, of a <breakEven> too. range is the spread as a fraction, "
     "from 0 to less than 1. "
     "publicShare is a fraction from 0 to 1.",
     "<cost years=\"0\" range=\"10\" publicShare=\"100\" ... />",
     "<cost years=\"1\" range=\"0.1\" publicShare=\"1\" ... />",
     "Write the figure within its range; a percentage is written as a fraction."},
    {"E0702", "Basis of a program is not supported by its record",
     "A modeled program names an intervention with evidence, a modelPopulation and a "
     "cost. Its model has a counted value line for an outcome of that evidence, or for "
     "one that links lead to from it; the evidence is pooled and not only counted. A "
     "transferred program names an intervention with a published result. A break-even "
     "program has a cost, a modelPopulation and a <breakEven>; the outcome that a "
     "<breakEven> asks about has dollars in the model. Anything less has basis none.",
     "<program basis=\"modeled\" model=\"connecticut\" ... >     (no intervention)",
     "<program basis=\"none\" model=\"connecticut\" ... >",
     "Supply what the message says is lacking, or change basis."},
    {"E0703", "Payer shares of a line do not sum to 1",
     "Every dollar lands in exactly one account, so the shares of a value line add up "
     "to 1.",
     "<payer account=\"state.doc\" parameter=\"state-share\"/>       (0.8)\n"
     "<payer account=\"federal\" parameter=\"federal-share\"/>     (0.1)",
     "<payer account=\"state.doc\" rest=\"yes\"/>\n"
     "<payer account=\"federal\" parameter=\"federal-share\"/>     (0.1)",
     "Correct the parameters of the shares, or let one payer have the rest; use an "
     "unallocated account for what the source does not split."},
    {"E0704", "Base path or series holds a number that it cannot",
     "The path of a yes-or-no outcome holds fractions from 0 to 1. A cumulative path "
     "is 0 at year 0 and never falls, since it counts persons with a first event so "
     "far. The base amounts of percent and elasticity are 0 or more. Years count from "
     "0.",
     "year,reconvicted\n"
     "0,0\n"
     "1,0.30\n"
     "2,0.25",
     "year,reconvicted\n"
     "0,0\n"
     "1,0.25\n"
     "2,0.30",
     "Correct the cell, or use kind level for a share that rises and falls."},
    {"E0705", "Base path or series does not reach far enough",
     "The ages or years that a program counts need rows that the table of a path or "
     "series does not have: later ones or, by age, also earlier ones. Nothing is "
     "extended by guessing.",
     "<path table=\"recidivism.csv\" ends=\"no\" ... />     (the table stops at year "
     "3)",
     "<path table=\"recidivism.csv\" ends=\"yes\" ... />",
     "Add sourced rows to the table, count the line for fewer ages (fromAge, "
     "throughAge), or state of a path with ends=\"yes\" that nothing happens after "
     "it."},
    {"E0706", "Outcome has no path for this population",
     "The effect on a yes-or-no outcome, or in percent or by an elasticity, is "
     "applied to what happens to the population without the intervention: the shares "
     "or amounts of a path. The model has no such path for a modelPopulation of the "
     "program, that of the participant or of a further person, of an outcome that is "
     "measured or that a link leads to. Behind a link of kind attained the path is "
     "that of persons who lack what the link comes from, and says so: "
     "without=\"graduation\". A link of kind unit needs no path.",
     "<program modelPopulation=\"youths\" ... >     (the model has a path for adults "
     "only)",
     "<program modelPopulation=\"adults\" ... >",
     "Use a population that has a path, or add a sourced path to the outcome in the "
     "model, with without=\"...\" where the message names it."},
    {"E0707", "Timing does not fit the line",
     "Timing present-value goes with an outcome of scale present-value, and such an "
     "outcome with no other. wait and length, or weights in place of both, belong to "
     "lag; fromAge and throughAge to while, lag and after, in this order. weights are "
     "a series of shares by year.",
     "<timing kind=\"while\" wait=\"wait-for-trial\" />",
     "<timing kind=\"lag\" wait=\"wait-for-trial\" />",
     "Correct kind, or delete the attribute that belongs to another kind."},
    {"E0708", "Parameter that must be a constant varies, or is out of its range",
     "wait, length and growth say when dollars are paid and how they grow, which stays "
     "the same in every draw: constants, and not negative; real growth may go down to "
     "-1. The standard deviation of an outcome, which is above 0, and the change of an "
     "input are constants too, and so is the correlation of the effects of one sample, "
     "from 0 to less than 1.",
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
    {"E0713", "Effect is not pooled on the scale of its outcome",
     "A model takes standardized mean differences (D-cox for yes-no outcomes); of an "
     "outcome in percent or with an elasticity it takes percent changes, as fractions. "
     "What is pooled on another scale can be shown, but a program whose evidence uses "
     "it cannot be modeled.",
     "<studies pooling=\"DL\" scale=\"fisher-z\" ... />     (of a modeled program)",
     "<studies pooling=\"DL\" ... />",
     "Leave scale out, so that the studies are pooled as d, write scale=\"percent\" "
     "for an outcome in percent, or change the basis of the program."},
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
    {"E0715", "Links lead in a circle",
     "A link carries a change from one outcome to another. Along a circle a change "
     "would feed on itself.",
     "<link from=\"test-scores\" to=\"earnings\" ... />\n"
     "<link from=\"earnings\" to=\"test-scores\" ... />",
     "<link from=\"test-scores\" to=\"earnings\" ... />",
     "Delete the link whose evidence is weaker."},
    {"E0716", "Link does not fit its outcomes",
     "A link of kind attained leads from a yes-or-no outcome on cumulative paths, "
     "which is attained once. A link leads to another outcome than it comes from, and "
     "one link alone joins the two. Outcomes of scale present-value have no years, so "
     "they have no links. A causal share lies from 0 to 1 in every draw; a link of "
     "kind "
     "unit brings units of an outcome, and its value lines bring the dollars.",
     "<link kind=\"attained\" from=\"test-scores\" to=\"earnings\" ... />",
     "<link kind=\"change\" from=\"test-scores\" to=\"earnings\" ... />",
     "Correct what the link names, or its kind."},
    {"E0717", "Share of a payer has no name",
     "How a dollar is split is an assumption like any other: each share is a "
     "parameter, constant and from 0 to 1, and one payer may have the rest. share "
     "itself is 1, for the only payer of a line.",
     "<payer account=\"participants\" share=\"0.8\"/>\n"
     "<payer account=\"federal\" share=\"0.2\"/>",
     "<payer account=\"participants\" rest=\"yes\"/>\n"
     "<payer account=\"federal\" parameter=\"federal-tax\"/>",
     "Give each share a parameter with its source, and the last payer the rest."},
    {"E0718", "There is no such option",
     "A switch is set to one of its own options. A line names the option under which "
     "it counts as SWITCH.OPTION.",
     "<valueLine when=\"prison-cost.marginal\" ... >     (the options are short-run "
     "and long-run)",
     "<valueLine when=\"prison-cost.long-run\" ... >",
     "Correct the name, or add the option to the switch."},
    {"E0719", "Factor is not one thing, or a line has none",
     "A factor is a parameter or a series. A line without factors takes the dollars "
     "of its outcome, so that outcome has a unit in USD.",
     "<factor/>     (or both parameter=\"...\" and series=\"...\")",
     "<factor series=\"earnings-by-age\"/>",
     "Name one of the two; give a line whose outcome is no money a factor in USD."},
    {"E0721", "Bundle beside a line of a channel that it holds",
     "A line with contains is a published value of several channels at once. A "
     "program that reaches it and another line of one of these channels for the same "
     "person would count the same dollars twice.",
     "<valueLine outcome=\"graduation\" contains=\"earnings health\" ... >\n"
     "<valueLine outcome=\"test-scores\" channel=\"earnings\" ... >",
     "<valueLine outcome=\"graduation\" contains=\"earnings health\" counted=\"no\" "
     "... >\n"
     "<valueLine outcome=\"test-scores\" channel=\"earnings\" ... >",
     "Count the bundle or the lines: say counted=\"no\", or make the two options of a "
     "switch."},
    {"E0722", "Models extend one another in a circle",
     "A model that extends another takes over what that one has. At the end stands a "
     "model that extends none.",
     "<model id=\"state\" extends=\"county\" ... >\n"
     "<model id=\"county\" extends=\"state\" ... >",
     "<model id=\"state\" ... >\n"
     "<model id=\"county\" extends=\"state\" ... >",
     "Delete one extends."},
    {"E0723", "Model lacks an element",
     "A model has a description, an economy, an index, accounts, populations, "
     "outcomes and value lines, of its own or from the model that it extends. One with "
     "a benefitTransfer and none of the last three values nothing, and only carries "
     "published results over.",
     "<model id=\"county\" ... >     (without <economy>)",
     "<model id=\"county\" extends=\"state\" ... >     (which has one)",
     "Add the element, or extend a model that has it."},
    {"E0724", "Transfer that nobody pays",
     "What a recipient of a transfer gets or loses is one half of it; the other is "
     "public spending, with its deadweight. Both lines have one outcome and one "
     "channel, and count under the same option.",
     "<valueLine kind=\"transfer\" outcome=\"snap\" ... >     (alone)",
     "<valueLine kind=\"public-spending\" outcome=\"snap\" ... >\n"
     "<valueLine kind=\"transfer\" outcome=\"snap\" ... >",
     "Add the line of public spending, or say kind=\"private\" when no public money "
     "is paid."},
    {"E0725", "Program and evidence speak of different persons",
     "Evidence says whose outcome it is, and a modeled program says whose populations "
     "its further persons are. Each person of one is found in the other.",
     "<evidence outcome=\"test-scores\" person=\"child\" ... >     (the program has no "
     "<person>)",
     "<person id=\"child\" modelPopulation=\"children\" number=\"1.4\" ... />",
     "Add the person to the program, or correct the id."},
    {"E0726", "Figure of a program is out of its range",
     "A multiplier of local fit is 0 or more, the number of persons per start above "
     "0. What more places cost is 0 or more, and one step makes at least one place.",
     "<localFit of=\"dose\" multiplier=\"-0.2\" ... />",
     "<localFit of=\"dose\" multiplier=\"0.8\" ... />",
     "Write the figure within its range; a factor of 1 leaves an effect as it is."},
    {"E0727", "Attribute does not fit the outcome",
     "sd belongs to continuous outcomes and has their unit, inputChange to "
     "elasticities, which need it. A path by age is a level without exposureStarts; "
     "base amounts are a level. without names an outcome from which a link of kind "
     "attained leads to that of the path. Persons and present values are no money.",
     "<outcome scale=\"percent\" sd=\"sd-of-scores\" ... />",
     "<outcome scale=\"continuous\" sd=\"sd-of-scores\" ... />",
     "Delete the attribute, or change the scale or the path to one that has it."},
    {"E0728", "Effect takes away more than there is",
     "A percent change is written as a fraction. One below -1 would be a fall of more "
     "than 100 percent, which leaves less than nothing; mostly it is a percentage that "
     "was not divided by 100.",
     "<reported effect1=\"-40\" se1=\"8\" ... />",
     "<reported effect1=\"-0.4\" se1=\"0.08\" ... />",
     "Divide the effect and its standard error by 100."},
    {"E0729", "How published results are carried over is missing or impossible",
     "A program with basis=\"transferred\" takes a published result as it stands. Its "
     "model says with which spread: the half-width of the cost, what a printed chance "
     "of 100 percent stands for, and how near to one half a printed chance says "
     "nothing. All three are fractions with a source.",
     "<benefitTransfer costRange=\"10\" certain=\"0.995\" even=\"0.02\" ... />",
     "<benefitTransfer costRange=\"0.1\" certain=\"0.995\" even=\"0.02\" ... />",
     "Add the element to the model, or correct the fraction."},
    {"E0730", "Unit is not known",
     "What is money is told by its unit, which then begins with USD and goes on with "
     "what the dollars are for. A unit is made of words, without signs and numbers; "
     "dollars, percent or million in it would be read as a count.",
     "<parameter id=\"shelter-night\" unit=\"dollars per night\" ... />",
     "<parameter id=\"shelter-night\" unit=\"USD per night\" priceYear=\"2023\" ... />",
     "Write USD per something, fraction, ratio, years, or things per thing, and change "
     "the number with it."},
    {"E0731", "Payers of a program do not add up",
     "The shares of those who pay a program sum to 1, and those of the state, of towns "
     "and of the federal government to publicShare. Without payers nobody is named.",
     "<cost publicShare=\"1\" ... >\n"
     "  <payer account=\"state.dcf\" share=\"0.5\" ... />\n"
     "</cost>",
     "<cost publicShare=\"1\" ... >\n"
     "  <payer account=\"state.dcf\" share=\"0.5\" ... />\n"
     "  <payer account=\"federal\" share=\"0.5\" ... />\n"
     "</cost>",
     "Correct the shares or publicShare, or leave all payers out."},
};

const bca_codes bca_codes_model = {rows, sizeof rows / sizeof rows[0]};
