/* The files about one row of a table of published results, as XML; those about all in
 * import_model.c. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/import_project.h"
#include "report/number.h"

const char bca_import_head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const char bca_import_model[] = "published";

void
bca_import_put(FILE *out, const char *text)
{
    for (const char *s = text; *s != '\0'; s++) {
        switch (*s) {
        case '&': fputs("&amp;", out); break;
        case '<': fputs("&lt;", out); break;
        case '>': fputs("&gt;", out); break;
        case '"': fputs("&quot;", out); break;
        default: (void)fputc(*s, out);
        }
    }
}

void
bca_import_put_attribute(FILE *out, const char *name, const char *value)
{
    if (value == NULL)
        return;
    fprintf(out, " %s=\"", name);
    bca_import_put(out, value);
    fputs("\"", out);
}

void
bca_import_put_number(FILE *out, const char *name, double value)
{
    enum { MOST_DECIMALS = 12 };
    char text[BCA_NUMBER_TEXT];

    if (isnan(value))
        return;
    for (int decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
        (void)snprintf(text, sizeof text, "%.*f", decimals, value);
        if (strtod(text, NULL) == value)
            break;
    }
    bca_import_put_attribute(out, name, text);
}

void
bca_import_put_intervention(FILE *out, const bca_import *import,
                            const bca_import_row *row)
{
    char id[BCA_IMPORT_SHELF];
    const char *source = bca_import_source(id, import);

    fputs(bca_import_head, out);
    fputs("<intervention xmlns=\"urn:bca:1\"", out);
    bca_import_put_attribute(out, "id", row->id);
    bca_import_put_attribute(out, "area", row->area);
    fputs(">\n  <name titleStatus=\"printed\"", out);
    bca_import_put_attribute(out, "source", source);
    fputs(">", out);
    bca_import_put(out, row->name);
    fputs("</name>\n  <description>Brought in from a table of published results, which "
          "does not describe it.</description>\n  <published id=\"imported\"",
          out);
    bca_import_put_attribute(out, "vintage", import->vintage);
    bca_import_put_number(out, "priceYear", import->price_year);
    bca_import_put_number(out, "taxpayers", row->taxpayers);
    bca_import_put_number(out, "nonTaxpayers", row->non_taxpayers);
    bca_import_put_number(out, "total", row->total);
    bca_import_put_number(out, "cost", row->cost);
    bca_import_put_number(out, "chance", row->chance);
    fputs("\n     ", out);
    bca_import_put_attribute(out, "source", source);
    fputs(" status=\"published\" locator=\"line ", out);
    fprintf(out, "%zu of ", row->line);
    bca_import_put(out, import->table);
    fputs("\"", out);
    if (row->reviewed != NULL) {
        fputs(" note=\"Literature reviewed by the source: ", out);
        bca_import_put(out, row->reviewed);
        fputs("\"", out);
    }
    fputs("/>\n</intervention>\n", out);
}

void
bca_import_put_program(FILE *out, const bca_import *import, const bca_import_row *row)
{
    char shelf[BCA_IMPORT_SHELF];

    fputs(bca_import_head, out);
    fputs("<program xmlns=\"urn:bca:1\"", out);
    bca_import_put_attribute(out, "id", row->id);
    bca_import_put_attribute(out, "agency", bca_import_shelf(shelf, import));
    bca_import_put_attribute(out, "area", row->area);
    fputs(" basis=\"transferred\"\n   ", out);
    bca_import_put_attribute(out, "intervention", row->id);
    bca_import_put_attribute(out, "model", bca_import_model);
    fputs(">\n  <name>", out);
    bca_import_put(out, row->name);
    fputs("</name>\n  <summary>A published result, carried to the price year of the "
          "model as it stands. It is no program of the state and no finding of this "
          "project.</summary>\n  <tierClaimed missing=\"not-applicable\"/>\n"
          "</program>\n",
          out);
}
