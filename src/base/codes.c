#include "base/codes.h"

#include <strings.h>

/* One row per code, ascending by its digits. Examples are as short as a reader can
 * place them: "..." stands for attributes left out. */
static const bca_code codes[] = {
    {"E0001", "File cannot be read",
     "A file that the project needs is not there, is a folder, or may not be read by "
     "you. Every project has registry/sources.xml, registry/agencies.xml and at "
     "least one profile in registry/profiles, and every table that a model names lies "
     "in the model's folder.",
     "<index id=\"pce\" table=\"prices.csv\" ... />     (the file is called "
     "price-index.csv)",
     "<index id=\"pce\" table=\"price-index.csv\" ... />",
     "Put the file in its place, correct its name, or give yourself permission to read "
     "it."},
    {"E0002", "File is larger than 16 MiB",
     "Files of the registry and of a model are written by people and are small. A file "
     "above 16 MiB is not read, so that a mistaken or harmful file cannot fill the "
     "computer's memory.",
     "registry/sources.xml     (20 MiB: a PDF saved under this name)",
     "registry/sources.xml     (200 KiB)",
     "Check that this is the file you meant. Move long material elsewhere and cite it "
     "as a source."},
    {"E0003", "File is not in UTF-8",
     "All files are read as UTF-8, the encoding in which every accented letter has one "
     "meaning. The place shown is the first byte that does not fit. A file saved as "
     "Windows-1252 (Excel's plain CSV) or as UTF-16 shows this, and so does a file "
     "with a NUL byte.",
     "<agency name=\"Caf\\xE9 Test\" ... />     (\\xE9: one byte, Windows-1252)",
     "<agency name=\"Café Test\" ... />     (saved as UTF-8)",
     "Save the file again as UTF-8; in Excel choose \"CSV UTF-8 (Comma delimited)\"."},
    {"E0004", "DOCTYPE is not allowed",
     "A DOCTYPE can make a reader fetch other files or swell to any size. Files here "
     "need none, so none is accepted, and nothing that it names is opened.",
     "<!DOCTYPE sources SYSTEM \"sources.dtd\">\n"
     "<sources xmlns=\"urn:bca:1\">",
     "<sources xmlns=\"urn:bca:1\">",
     "Delete the DOCTYPE, and write out any entity that it declares."},
    {"E0005", "File is empty",
     "The file holds nothing, or only blanks. This often means that it was saved "
     "before it was written.",
     "registry/programs/doc/reentry.xml     (0 bytes)",
     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
     "<program xmlns=\"urn:bca:1\" ... >",
     "Write the file, restore it from an earlier version, or delete it."},
    {"E0006", "File is not well-formed XML",
     "Tags must be closed in the order in which they were opened, values stand in "
     "quotes, and & and < are written &amp; and &lt;. Reading stopped at the place "
     "shown; the cause is there or just before. A file that was cut off ends this way "
     "too.",
     "<name>Housing & Work</nam>", "<name>Housing &amp; Work</name>",
     "Mend the tag, quote or sign at the place shown; an XML editor marks it in red."},
    {"E0007", "File holds another kind of document than its place asks for",
     "The folder says what a file is: registry/interventions holds <intervention>, "
     "registry/programs/AGENCY holds <program>, models/MODEL/model.xml holds <model>. "
     "The outermost element must be that one, in the namespace urn:bca:1.",
     "registry/programs/doc/reentry.xml:\n"
     "<intervention xmlns=\"urn:bca:1\" ... >",
     "registry/programs/doc/reentry.xml:\n"
     "<program xmlns=\"urn:bca:1\" ... >",
     "Move the file to the folder of its kind, or correct the outermost element and "
     "its xmlns."},
    {"E0101", "Element is not expected here",
     "The element has a name that is not known in this place, or it stands out of "
     "order. The order of elements is fixed, so that two files can be compared line by "
     "line.",
     "<program ... >\n"
     "  <summary>Support after release.</summary>\n"
     "  <name>Reentry</name>",
     "<program ... >\n"
     "  <name>Reentry</name>\n"
     "  <summary>Support after release.</summary>",
     "Correct the name or move the element; the message lists what may stand here."},
    {"E0102", "Required element is missing",
     "The element shown ends before everything that it must hold has been given.",
     "<intervention id=\"reentry\" area=\"corrections\">\n"
     "  <name titleStatus=\"printed\" source=\"page\">Reentry</name>\n"
     "</intervention>",
     "<intervention id=\"reentry\" area=\"corrections\">\n"
     "  <name titleStatus=\"printed\" source=\"page\">Reentry</name>\n"
     "  <description>Support after release.</description>\n"
     "</intervention>",
     "Add the element that the message names."},
    {"E0103", "Attribute is not known",
     "This element has no attribute of that name. Names are case-sensitive: priceYear, "
     "not priceyear.",
     "<cost amount=\"8000\" priceyear=\"2024\" ... />",
     "<cost amount=\"8000\" priceYear=\"2024\" ... />",
     "Correct the name or delete the attribute."},
    {"E0104", "Required attribute is missing",
     "The element cannot be understood without this attribute. Every number states "
     "where it comes from, so source and status are among the required ones.",
     "<cost amount=\"8000\" priceYear=\"2024\" ... source=\"budget\" />",
     "<cost amount=\"8000\" priceYear=\"2024\" ... source=\"budget\" "
     "status=\"published\" />",
     "Add the attribute that the message names."},
    {"E0105", "Value is not one of the allowed ones",
     "This value is chosen from a fixed list, given in the message. Values are "
     "case-sensitive.",
     "<tierClaimed missing=\"not public\" />", "<tierClaimed missing=\"not-public\" />",
     "Use one of the values listed."},
    {"E0106", "Value is not of the right kind",
     "A number is written with digits and a decimal point only: no dollar sign, no "
     "thousands comma, no percent sign. Shares and rates are fractions. A count is a "
     "whole number, a date is 2024-10-01, a month 2024-10.",
     "<cost amount=\"$8,000\" range=\"10%\" ... />",
     "<cost amount=\"8000\" range=\"0.1\" ... />", "Write the value in that form."},
    {"E0107", "Id or year is not in its form",
     "An id begins with a lower-case letter and goes on with lower-case letters and "
     "digits, in parts joined by single hyphens or points. It keys the random draws, "
     "so choose it once. A year has four digits; a fiscal year is named by the year in "
     "which it ends.",
     "<inventory fiscalYear=\"24\">", "<inventory fiscalYear=\"2024\">",
     "Write the id or the year in that form."},
    {"E0108", "Content breaks a rule of the schema",
     "A rule of the format that has no code of its own, given in the message. The "
     "commonest: a text that must say something is empty, or words stand between "
     "elements where only elements may stand.",
     "<agency id=\"doc\" name=\"\" ... />",
     "<agency id=\"doc\" name=\"Department of Correction\" ... />",
     "Follow the rule in the message; registry/schema/bca-1.xsd describes every "
     "element."},
    {"E0301", "Inventory item has neither a value nor a reason",
     "Each of the eleven items of C.G.S. 4-68s is answered: with a value, or with the "
     "reason why there is none. An empty item cannot be told from a forgotten one.",
     "<capacity/>", "<capacity missing=\"not-collected\"/>",
     "Give the value with source and status, or missing with not-applicable, "
     "not-collected, suppressed or not-public."},
    {"E0302", "Inventory item has both a value and a reason why it is missing",
     "An item is either known or missing. With both, a reader cannot tell which holds.",
     "<capacity missing=\"not-public\" source=\"budget\" "
     "status=\"published\">40</capacity>",
     "<capacity source=\"budget\" status=\"published\">40</capacity>",
     "Delete the value or the attribute missing."},
    {"E0303", "Inventory value has no source or no status",
     "Every value in an inventory says where it was read (source) and how it is known "
     "(status: published, derived or assumed).",
     "<capacity>40</capacity>",
     "<capacity source=\"budget\" status=\"published\">40</capacity>",
     "Add source and status."},
    {"E0304", "Inventory item must be a plain number of 0 or more",
     "Items 6, 8, 9, 10 and 11 (expenditures, costPerParticipant, participants, "
     "capacity, eligible) are printed in tables and used in sums. They hold a number "
     "only: no dollar sign, comma, unit or range. Words belong in note.",
     "<expenditures source=\"budget\" status=\"published\">$1,200,000</expenditures>",
     "<expenditures source=\"budget\" status=\"published\">1200000</expenditures>",
     "Write the plain number; if there is none, give the reason with missing."},
    {"E0305", "Fiscal year stands twice",
     "A program has one inventory, and an agency one filing, for each fiscal year. "
     "With "
     "two, a report would have to choose between them.",
     "<inventory fiscalYear=\"2024\"> ... </inventory>\n"
     "<inventory fiscalYear=\"2024\"> ... </inventory>",
     "<inventory fiscalYear=\"2023\"> ... </inventory>\n"
     "<inventory fiscalYear=\"2024\"> ... </inventory>",
     "Correct the year, or merge the two."},
    {"E0306", "Claimed category needs exactly one of tier and missing",
     "Either a category of C.G.S. 4-68r or 4-68s is on record for the program, or none "
     "is and the reason is given.",
     "<tierClaimed/>", "<tierClaimed missing=\"not-public\"/>",
     "Give tier with its source, or missing, but not both."},
    {"E0307", "Claimed category has no source",
     "A category is printed only with the publication in which it stands.",
     "<tierClaimed tier=\"promising\"/>",
     "<tierClaimed tier=\"promising\" source=\"report-2017\"/>",
     "Add source; if none is on record, replace tier by missing."},
    {"E0308", "Date is not written so that dates can be compared",
     "A report as of a day compares dates letter by letter. So a year has four digits, "
     "and there is no time zone.",
     "<study published=\"2005Z\" ... >", "<study published=\"2005\" ... >",
     "Write 2005, 2005-07 or 2005-07-01."},
    {"E0310", "Table cannot be read as CSV",
     "A table is a CSV file: cells divided by commas, a cell with a comma or quote in "
     "it put in double quotes, and every quote closed. The place shown is where the "
     "reading stopped.",
     "year,share\n"
     "0,\"0.1\n"
     "1,0.2",
     "year,share\n"
     "0,0.1\n"
     "1,0.2",
     "Close or delete the quote."},
    {"E0311", "Table lacks a column",
     "The first line of a table names its columns. A price index has the columns "
     "year and index; a path has year and the column that the model names; the table "
     "of an empirical parameter has the column that the model names. Names are "
     "case-sensitive.",
     "<path column=\"share\" ... />     (first line of the table: year,rate)",
     "<path column=\"rate\" ... />",
     "Correct the name in the table or in the model, or add the column."},
    {"E0312", "Cell of a table is not a number",
     "A table holds plain numbers: no dollar sign, thousands comma or percent sign, "
     "and no blank cell. Shares are fractions.",
     "year,share\n"
     "0,12%",
     "year,share\n"
     "0,0.12",
     "Write the plain number."},
    {"E0313", "Years of a table do not follow one another",
     "The column year rises by 1 from line to line. Nothing is filled in between two "
     "years and no year is read twice.",
     "year,index\n"
     "2020,100\n"
     "2022,109",
     "year,index\n"
     "2020,100\n"
     "2021,104\n"
     "2022,109",
     "Put the years in order and add those left out."},
    {"E0314", "Column of a table has no name, or a name that stands twice",
     "The first line of a sheet names its columns, at most 1024 of them, and a column "
     "is "
     "found by its name. Spreadsheets leave empty names at the end of the line when "
     "cells beyond the last column were once filled.",
     "year,share,share,\n"
     "0,0.1,0.2,",
     "year,share,share_adult\n"
     "0,0.1,0.2",
     "Give every column a name of its own, or delete the column."},
    {"E0315", "Table has no rows",
     "A sheet has its names in the first line and at least one row below them.",
     "year,index",
     "year,index\n"
     "2020,100",
     "Add the rows, or check that the file was saved whole."},
    {"E0401", "Name refers to nothing",
     "The value is the id of something else: a source, agency, intervention, model, "
     "population, outcome, parameter, account or profile; within a profile a tier, "
     "clause, set of evaluations or predicate. No such id exists where it is looked "
     "for; a program's population and the outcomes of its evidence are looked for in "
     "its model, the tier on record in the profile that reports.",
     "<parameter ... source=\"wage-survey\" />     (sources.xml holds wages-survey)",
     "<parameter ... source=\"wages-survey\" />",
     "Correct the id, or add what it should name."},
    {"E0402", "Id is used twice",
     "An id names one thing. Sources, agencies, interventions, programs and models "
     "share no id with another of their kind; nor do studies and published results "
     "within an intervention, the accounts, parameters and mixes, populations, "
     "outcomes and value lines of a model, or the tiers, clauses, sets, predicates, "
     "rules and rated candidates of a profile.",
     "<source id=\"report\" title=\"Report of 2016\" ... />\n"
     "<source id=\"report\" title=\"Report of 2017\" ... />",
     "<source id=\"report-2016\" title=\"Report of 2016\" ... />\n"
     "<source id=\"report-2017\" title=\"Report of 2017\" ... />",
     "Rename the newer one (its random draws follow the name), or delete the copy."},
    {"E0403", "File name does not match the id",
     "A thing is found by its file: registry/interventions/ID.xml, "
     "registry/programs/AGENCY/ID.xml, registry/profiles/ID.xml, models/ID/model.xml.",
     "registry/programs/doc/reentry.xml:\n"
     "<program id=\"re-entry\" ... >",
     "registry/programs/doc/reentry.xml:\n"
     "<program id=\"reentry\" ... >",
     "Rename the file, or the id if nothing has been published under it."},
    {"E0404", "Program lies in another agency's folder",
     "The folder under registry/programs is the id of the agency that runs the "
     "program.",
     "registry/programs/dcf/reentry.xml:\n"
     "<program agency=\"doc\" ... >",
     "registry/programs/doc/reentry.xml:\n"
     "<program agency=\"doc\" ... >",
     "Move the file, or correct agency."},
    {"E0405", "Derived or assumed number has no note",
     "A derived number shows its arithmetic and an assumed one its reasoning, so that "
     "a reader can check or dispute it.",
     "<cost amount=\"4000\" ... status=\"derived\" />",
     "<cost amount=\"4000\" ... status=\"derived\" note=\"800,000 spent on 200 "
     "starters\" />",
     "Add note, or use status published if the source prints this very number."},
    {"E0406", "Price year and unit do not go together",
     "A parameter is money when its unit begins with USD. Money needs a priceYear, "
     "since a dollar of one year is not a dollar of another; a number that is not "
     "money has none.",
     "<parameter id=\"prison\" unit=\"USD per year\" ... />",
     "<parameter id=\"prison\" unit=\"USD per year\" priceYear=\"2023\" ... />",
     "Add priceYear to money, or delete it from a number that is not."},
    {"E0407", "Year lies outside the price index",
     "Dollars of one year are turned into dollars of another by the model's price "
     "index, which is never extended by guessing.",
     "<cost amount=\"8000\" priceYear=\"1985\" ... />     (the index begins in 1990)",
     "<cost amount=\"8000\" priceYear=\"1995\" ... />",
     "Correct the year, or add sourced years to the index table."},
    {"E0408", "Value line needs exactly one factor in dollars",
     "A value line multiplies its factors. One of them is an amount of money; with "
     "none there are no dollars, with two there would be dollars squared.",
     "<factor parameter=\"prison-cost\"/>\n"
     "<factor parameter=\"police-cost\"/>",
     "<factor parameter=\"prison-cost\"/>\n"
     "<factor parameter=\"chance-of-prison\"/>",
     "Keep one factor whose unit begins with USD; give each further amount a line of "
     "its own."},
    {"W0409", "Source is not used",
     "Nothing in the registry or the models refers to this source, so it would stand "
     "in the list of references without a use.",
     "<source id=\"report-2016\" ... />     (no source=\"report-2016\" anywhere)",
     "<tierClaimed tier=\"promising\" source=\"report-2016\" />",
     "Refer to it where its figures are used, or delete it. This is a warning: results "
     "do not change."},
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
     "total is taxpayers + participants + others + indirect, within 2 dollars of "
     "rounding. A larger gap is nearly always a slip in copying.",
     "<published taxpayers=\"900\" participants=\"400\" others=\"100\" indirect=\"50\" "
     "total=\"1540\" ... />",
     "<published taxpayers=\"900\" participants=\"400\" others=\"100\" indirect=\"50\" "
     "total=\"1450\" ... />",
     "Compare all five figures with the source. A benefit that is printed negative "
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
     "0; a lower end lies below its upper end.",
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
     "that "
     "the record supports under the profile. Neither is changed: the agency decides, "
     "and "
     "the difference is printed so that somebody does.",
     "<tierClaimed tier=\"evidence-based\" asOf=\"2019-10-01\" source=\"inventory\"/>\n"
     "     (one evaluation on record)",
     "<override profile=\"connecticut\" tier=\"evidence-based\" by=\"Office of "
     "Research\" "
     "on=\"2026-09-15\" reason=\"...\"/>",
     "See bca tier PROGRAM. Correct the record, add the evidence that it lacks, or "
     "state "
     "an override with name, date and reason."},
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

#define CODE_COUNT (sizeof codes / sizeof codes[0])

const bca_code *
bca_codes(size_t *n)
{
    *n = CODE_COUNT;
    return codes;
}

const bca_code *
bca_code_find(const char *code)
{
    for (size_t i = 0; i < CODE_COUNT; i++) {
        if (strcasecmp(codes[i].code, code) == 0)
            return &codes[i];
    }
    return NULL;
}
