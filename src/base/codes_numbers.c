#include "base/codes_rows.h"

/* Distributions and evidence: E05xx, E06xx. */
static const bca_code rows[] = {
    {"E0501", "Attributes do not fit the distribution",
     "Each distribution has its own attributes: constant value; uniform low high; "
     "triangular and pert low mode high; normal, lognormal, gamma and beta mean sd; "
     "truncated-normal mean sd low high; discrete its points; empirical table column. "
     "All of them are given and no others.",
     "<parameter distribution=\"triangular\" low=\"0\" high=\"1\" ... />",
     "<parameter distribution=\"triangular\" low=\"0\" mode=\"0.5\" high=\"1\" ... />",
     "Add the attribute that is missing, delete the one that does not belong, or "
     "change the distribution."},
    {"E0502", "Low, mode and high are out of order",
     "low is less than high, and mode lies between them.",
     "<parameter distribution=\"triangular\" low=\"0\" mode=\"2\" high=\"1\" ... />",
     "<parameter distribution=\"triangular\" low=\"0\" mode=\"0.5\" high=\"1\" ... />",
     "Put the three values in order."},
    {"E0503", "No such distribution has this mean and standard deviation",
     "sd is above 0. The mean of a lognormal or gamma is above 0. The mean m of a beta "
     "lies between 0 and 1, and its sd is below the square root of m(1 - m). A "
     "truncated-normal needs a range that is not empty and that the normal can reach.",
     "<parameter distribution=\"beta\" mean=\"0.2\" sd=\"0.5\" ... />",
     "<parameter distribution=\"beta\" mean=\"0.2\" sd=\"0.1\" ... />",
     "Check the two values; a percentage is written as a fraction."},
    {"E0504", "Shares of a mix do not fit",
     "The shares of a mix are above 0 and sum to 1, and its concentration is above 0.",
     "<component id=\"property\" share=\"0.6\"/>\n"
     "<component id=\"violent\" share=\"0.3\"/>",
     "<component id=\"property\" share=\"0.6\"/>\n"
     "<component id=\"violent\" share=\"0.4\"/>",
     "Correct the shares; if the source rounds them, adjust the largest and say so in "
     "note."},
    {"E0505", "Shares of a discrete parameter do not fit",
     "The share of a point is the probability of its value: never negative, and all of "
     "a parameter sum to 1.",
     "<point value=\"1\" share=\"0.6\"/>\n"
     "<point value=\"2\" share=\"0.3\"/>",
     "<point value=\"1\" share=\"0.6\"/>\n"
     "<point value=\"2\" share=\"0.4\"/>",
     "Correct the shares; if the source rounds them, adjust the largest and say so in "
     "note."},
    {"E0506", "Value of a discrete parameter stands twice",
     "Every value has one point with its whole share. A value that is repeated is "
     "nearly always a slip in copying.",
     "<point value=\"1\" share=\"0.6\"/>\n"
     "<point value=\"1\" share=\"0.4\"/>",
     "<point value=\"1\" share=\"0.6\"/>\n"
     "<point value=\"2\" share=\"0.4\"/>",
     "Correct the value, or keep one point with the sum of the shares."},
    {"E0507", "Empirical parameter has fewer than two values",
     "An empirical parameter is drawn between observed values, so its column has at "
     "least two rows. One value says nothing about the spread.",
     "months\n"
     "3.5",
     "months\n"
     "3.5\n"
     "7",
     "Add the other values, or make the parameter a constant."},
    {"E0508", "Fraction is out of its range",
     "A parameter whose unit is fraction, or fraction per year, such as a discount "
     "rate, "
     "lies between -1 and 1. Beyond that it is a percentage.",
     "<parameter id=\"discount-rate\" unit=\"fraction per year\" value=\"3.5\" ... />",
     "<parameter id=\"discount-rate\" unit=\"fraction per year\" value=\"0.035\" ... "
     "/>",
     "Write it as a fraction, or correct the unit."},
    {"E0601", "Standard error cannot have this value",
     "A standard error is never negative. That of a single study is above 0, since a "
     "study is weighted by its inverse square.",
     "<effect measure=\"d\" value=\"-0.2\" se=\"0\" />",
     "<effect measure=\"d\" value=\"-0.2\" se=\"0.08\" />",
     "Check the value in the source; a confidence interval of 95 percent is 3.92 "
     "standard errors wide."},
    {"E0602", "Group of a study has no persons",
     "A two-by-two table compares two groups. The persons with and without the outcome "
     "in each group add up to more than 0.",
     "<counts treatedEvents=\"0\" treatedOthers=\"0\" controlEvents=\"30\" "
     "controlOthers=\"70\" />",
     "<counts treatedEvents=\"0\" treatedOthers=\"95\" controlEvents=\"30\" "
     "controlOthers=\"70\" />",
     "Enter the persons of both groups. A group in which nobody had the outcome is "
     "fine."},
    {"E0603", "Second time is before the first",
     "An effect is constant to the first time and runs in a straight line to the "
     "second, so the second is the same or later.",
     "<time first=\"3\" second=\"1\" after=\"lasting\" ... />",
     "<time first=\"1\" second=\"3\" after=\"lasting\" ... />",
     "Put the two times in order; both count whole years from the start of treatment."},
    {"E0604", "Ratio does not belong beside a reported effect",
     "effectRatio and seRatio derive the second effect from pooled studies. A reported "
     "effect gives effect2 and se2 itself.",
     "<reported effect1=\"-0.2\" ... effect2=\"-0.1\" ... />\n"
     "<time ... effectRatio=\"0.5\" />",
     "<reported effect1=\"-0.2\" ... effect2=\"-0.1\" ... />\n"
     "<time ... />",
     "Delete the ratio, and check effect2 and se2."},
    {"E0605", "Parts of a published result do not add up to its total",
     "total is taxpayers + participants + others + indirect, or taxpayers + "
     "nonTaxpayers where the source does not split further, within 2 dollars of "
     "rounding. A larger gap is nearly always a slip in copying. In a table given to "
     "bca import the columns are total_benefits, taxpayer_benefits and "
     "non-taxpayer_benefits.",
     "<published taxpayers=\"900\" participants=\"400\" others=\"100\" indirect=\"50\" "
     "total=\"1540\" ... />",
     "<published taxpayers=\"900\" participants=\"400\" others=\"100\" indirect=\"50\" "
     "total=\"1450\" ... />",
     "Compare all figures with the source. A benefit that is printed negative "
     "stays negative."},
    {"E0606", "Chance lies outside 0 to 1",
     "A chance is a fraction: 87 percent is 0.87.", "<published chance=\"87\" ... />",
     "<published chance=\"0.87\" ... />", "Write the chance as a fraction."},
    {"E0607", "Results of studies cannot be pooled together",
     "Studies are pooled in one unit. Fisher's z holds only when every result is a "
     "correlation, a percent change only beside percent changes. Everything else is "
     "brought to d.",
     "<studies pooling=\"DL\" scale=\"fisher-z\" ... >\n"
     "  <study ... ><counts ... /></study>",
     "<studies pooling=\"DL\" ... >\n"
     "  <study ... ><counts ... /></study>",
     "Change scale, or take the study out and say so in the note."},
    {"E0608", "Figure of a study is out of its range",
     "Shares, p values, intraclass correlations and rho lie between 0 and 1, "
     "correlations between -1 and 1; standard deviations are not negative and not both "
     "0; a lower end lies below its upper end, and the effect between the two.",
     "<proportions treated=\"34\" treatedN=\"120\" ... />",
     "<proportions treated=\"0.34\" treatedN=\"120\" ... />",
     "Compare the figure with the study; a percentage is written as a fraction."},
    {"E0609", "Result of a study is not complete",
     "A reported effect states its uncertainty in exactly one way: se, variance, or "
     "low and high. F and p carry no sign, so direction says which group has more of "
     "the outcome. A correction for clusters needs clusterSize and icc, and for d the "
     "number of persons. An unpooled result gives p, or whether it is significant, "
     "unless it found no difference.",
     "<effect measure=\"d\" value=\"-0.2\" />",
     "<effect measure=\"d\" value=\"-0.2\" se=\"0.08\" />",
     "Add what the message names, or delete what is given twice."},
    {"E0610", "Sheet lacks columns for a measure",
     "Effects are computed from columns with fixed names, those of the R package "
     "metafor; bca effect --help lists the sets that each measure reads. One set must "
     "be complete. Names are case-sensitive; other columns may stand beside them.",
     "study,ai,bi,ci     (--measure OR2DN)\n"
     "smith2019,12,53,16",
     "study,ai,bi,ci,di\n"
     "smith2019,12,53,16,49",
     "Add or rename the columns, or choose the measure that fits what the studies "
     "report."},
    {"E0611", "Cell of a sheet is impossible",
     "The number cannot be what its column says: a count or standard deviation below "
     "0, "
     "a share or p value outside 0 to 1, a group without persons, more persons with "
     "the "
     "outcome than the group has, an interval whose ends are swapped or that leaves "
     "out "
     "its own effect. A cell that is not known stays empty.",
     "study,ai,n1i,ci,n2i\n"
     "smith2019,65,12,16,65",
     "study,ai,n1i,ci,n2i\n"
     "smith2019,12,65,16,65",
     "Compare the row with the study; percentages are written as fractions."},
    {"E0612", "Effect of a row has no positive variance",
     "A study is weighted by the inverse of its variance. The variance of a risk "
     "difference is 0 when nobody, or everybody, has the outcome in both groups; that "
     "of "
     "any effect is lost when a cell is beyond all measure.",
     "study,ai,bi,ci,di     (--measure RD)\n"
     "smith2019,0,65,0,65",
     "study,ai,bi,ci,di     (--measure OR2DN)\n"
     "smith2019,0,65,0,65",
     "Leave the row out, correct the cell, or take a measure that adds 1/2 to empty "
     "cells: OR2DN, OR or RR."},
    {"E0613", "Sheet has a column with the name of a result",
     "The results are printed in the columns yi and vi. A column of this name that the "
     "measure does not read would be taken for them. One that it does read is printed "
     "as "
     "yi_reported or vi_reported, so no other column has that name.",
     "study,yi,ai,bi,ci,di     (--measure OR2DN)", "study,yi_paper,ai,bi,ci,di",
     "Rename or delete the column; to take the effects as they are, use --measure "
     "GEN."},
    {"E0614", "Clusters of a study cannot be corrected for",
     "A study that treated whole schools or offices but ignored them in its analysis "
     "is "
     "corrected with nbari, the mean size of a cluster, and icci, the intraclass "
     "correlation: both of them, and for SMD the group sizes n1i and n2i. A cluster "
     "has "
     "at least 1 person and at most half of them all. There is no correction for "
     "COR2D, "
     "ZCOR, GEN and PC.",
     "study,ai,bi,ci,di,nbari,icci\n"
     "smith2019,12,53,16,49,20,",
     "study,ai,bi,ci,di,nbari,icci\n"
     "smith2019,12,53,16,49,20,0.05",
     "Fill both cells, or leave both empty when the study modelled its clusters."},
    {"E0615", "Row does not say to which study or sample it belongs",
     "Rows with the same text in the column named by --combine, --study or --sample "
     "belong together. An empty cell, or NA, belongs nowhere.",
     "study,yi,vi\n"
     "smith2019,-0.2,0.04\n"
     ",-0.1,0.05",
     "study,yi,vi\n"
     "smith2019,-0.2,0.04\n"
     "smith2019,-0.1,0.05",
     "Fill the cell."},
    {"E0616", "Studies are neither pooled nor counted, or both",
     "Either the results of studies are pooled, and pooling says how, or they are "
     "counted, and notPooled says why they cannot be pooled. A result of which only "
     "direction and test are printed has no size and can only be counted.",
     "<studies pooling=\"DL\" ... >\n"
     "  <study ... ><unpooled direction=\"favorable\" p=\"0.03\"/></study>",
     "<studies notPooled=\"One study prints no figures.\" ... >\n"
     "  <study ... ><unpooled direction=\"favorable\" p=\"0.03\"/></study>",
     "Keep one of pooling and notPooled; counted results are valued by no model."},
    {"E0617", "Published result is split in two ways, or in none",
     "Beside taxpayers a published result says what participants, others and indirect "
     "accounts gain: all three of them. Where the source prints one figure for all but "
     "taxpayers, nonTaxpayers holds it and the three are left out; what is not split "
     "is then reported as such, and nothing is guessed.",
     "<published taxpayers=\"900\" participants=\"400\" nonTaxpayers=\"550\" "
     "total=\"1450\" ... />",
     "<published taxpayers=\"900\" nonTaxpayers=\"550\" total=\"1450\" ... />",
     "Keep the three, or nonTaxpayers alone."},
    {"E0620", "Moderator mixes numbers and words",
     "A moderator whose cells are all numbers is used as it is, and one of words is "
     "compared by its values. A column with both is more often a slip of the pen than "
     "a "
     "list of names, so it must be said.",
     "dose\n10\n20\nhigh     (--mods dose)", "dose\n10\n20\n40     (--mods dose)",
     "Write a number into the cell, or ask for factor(NAME) in --mods."},
    {"E0621", "Moderator has the same value in every study",
     "What does not differ between studies cannot explain why their effects differ. "
     "Only rows that are used count: those with an effect and all moderators.",
     "yi,vi,design\n0.1,0.02,rct\n0.4,0.03,rct     (--mods design)",
     "yi,vi,design\n0.1,0.02,rct\n0.4,0.03,matched     (--mods design)",
     "Leave the moderator out."},
    {"E0622", "Moderators make too many columns",
     "A model has at most 32 coefficients with the intercept. A factor makes one for "
     "each of its values but the first.",
     "--mods site     (a column of words with 50 sites)",
     "--mods region     (the sites joined to 5 regions)",
     "Leave moderators out, or join the values of one that has many."},
    {"E0630", "Table of published results lacks a column",
     "bca import published-results reads columns by their names, in any order: "
     "program, total_benefits, taxpayer_benefits, non-taxpayer_benefits, costs and "
     "chance_benefits_exceed_costs must be there. benefits_minus_costs_NPV and "
     "benefit_cost_ratio are compared with them; area and lit_review are taken over. "
     "All other columns are left out.",
     "program,total,taxpayer_benefits,non-taxpayer_benefits,costs,...",
     "program,total_benefits,taxpayer_benefits,non-taxpayer_benefits,costs,...",
     "Give the column this name, or add it; without a printed chance leave its cells "
     "empty."},
    {"E0631", "Cell of a published result cannot be used",
     "Every program has a name and figures for total, taxpayers, all others and cost, "
     "in dollars per participant; cost is negative when it is spending. A chance is a "
     "percentage from 0 to 100, and may be empty: the spread is then not recoverable. "
     "An area is one of those of the registry. A row that cannot be read is mended, "
     "never left out.",
     "program,...,chance_benefits_exceed_costs\nDrug courts,...,930",
     "program,...,chance_benefits_exceed_costs\nDrug courts,...,93",
     "Compare the cell with the source, and correct it."},
    {"W0632", "Figures of a published result do not agree",
     "The net benefit is the total plus the (negative) cost, within 2 dollars of "
     "rounding, and the ratio the total over the cost, within the rounding of all "
     "three. Both are computed anew from total and cost and not taken over, so that "
     "the row stays; but one of its figures is probably a slip.",
     "total_benefits,costs,benefits_minus_costs_NPV\n1450,-450,1900",
     "total_benefits,costs,benefits_minus_costs_NPV\n1450,-450,1000",
     "Compare the row with the source."},
};

const bca_codes bca_codes_numbers = {rows, sizeof rows / sizeof rows[0]};
