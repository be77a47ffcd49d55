#include "base/codes_rows.h"

/* Inventories, tables, references, units and years: E03xx, E04xx. */
static const bca_code rows[] = {
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
     "year and index; a path or series has year first, or age where it goes by age, "
     "and the column that the model names; the table of an empirical parameter has "
     "the column that the model names. Names are case-sensitive.",
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
     "The column year, or age, rises by 1 from line to line. Nothing is filled in "
     "between two years and no year is read twice.",
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
     "for: sources in registry/sources.xml, agencies in registry/agencies.xml, a "
     "program's population and the outcomes of its evidence in its model, the tier on "
     "record in the profile that reports.",
     "<parameter ... source=\"wage-survey\" />     (sources.xml holds wages-survey)",
     "<parameter ... source=\"wages-survey\" />",
     "Correct the id, or add what it should name."},
    {"E0402", "Id is used twice",
     "An id names one thing. Sources, agencies, interventions, programs and models "
     "share no id with another of their kind; nor do studies and published results "
     "within an intervention, the indexes, accounts, channels, parameters and mixes, "
     "series, populations, outcomes, links, switches and value lines of a model, the "
     "options of a switch, the persons and local fits of a program, or the tiers, "
     "clauses, sets, predicates, rules, rated candidates and groups without standing "
     "of a profile. A model may have an id of the model that it extends: its own "
     "counts.",
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
     "A parameter or series is money when its unit begins with USD, a base path when "
     "that of its outcome does. Money needs a priceYear, since a dollar of one year is "
     "not a dollar of another; a number that is not money has none, and neither fiscal "
     "nor index.",
     "<parameter id=\"prison\" unit=\"USD per year\" ... />",
     "<parameter id=\"prison\" unit=\"USD per year\" priceYear=\"2023\" ... />",
     "Add priceYear to money, or delete it from a number that is not."},
    {"E0407", "Year lies outside the price index",
     "Dollars of one year are turned into dollars of another by the model's price "
     "index, or by the one that they name, which is never extended by guessing. A "
     "fiscal year needs both of its calendar years.",
     "<cost amount=\"8000\" priceYear=\"1985\" ... />     (the index begins in 1990)",
     "<cost amount=\"8000\" priceYear=\"1995\" ... />",
     "Correct the year, or add sourced years to the index table."},
    {"E0408", "Value line needs exactly one amount in dollars",
     "A value line multiplies its outcome by its factors. One of them is an amount of "
     "money, a factor or the outcome itself; with none there are no dollars, with two "
     "there would be dollars squared.",
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
    {"W0413", "Outcome is worth nothing",
     "No value line counts the outcome under any option, and no link leads from it to "
     "an outcome that has such a line, neither in its model nor in one that extends "
     "it. What a program changes of it adds no dollars, and no page says so.",
     "<outcome id=\"shelter-nights\" ... />     (no line with "
     "outcome=\"shelter-nights\")",
     "<valueLine outcome=\"shelter-nights\" counted=\"yes\" ... > ... </valueLine>",
     "Add a value line or a link, or delete the outcome. This is a warning: no result "
     "changes."},
};

const bca_codes bca_codes_registry = {rows, sizeof rows / sizeof rows[0]};
