#include "base/codes_rows.h"

/* Files, well-formed XML and the schema: E00xx, E01xx. */
static const bca_code rows[] = {
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
     "Correct the name or move the element; the message says where it belongs, or what "
     "may stand here."},
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
     "so choose it once. Attributes such as effect, causalShare, wait or growth hold "
     "no "
     "number but the id of the parameter that does, with its source. A year has four "
     "digits; a fiscal year is named by the year in which it ends.",
     "<link effect=\"0.02\" ... />",
     "<parameter id=\"pay-per-score\" distribution=\"constant\" value=\"0.02\" ... />\n"
     "<link effect=\"pay-per-score\" ... />",
     "Write the id or the year in that form; give a number a parameter."},
    {"E0108", "Content breaks a rule of the schema",
     "A rule of the format that has no code of its own, given in the message. The "
     "commonest: a text that must say something is empty, or words stand between "
     "elements where only elements may stand.",
     "<agency id=\"doc\" name=\"\" ... />",
     "<agency id=\"doc\" name=\"Department of Correction\" ... />",
     "Follow the rule in the message; registry/schema/bca-1.xsd describes every "
     "element."},
};

const bca_codes bca_codes_files = {rows, sizeof rows / sizeof rows[0]};
