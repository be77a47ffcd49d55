#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* Table 1: what is public about the programs of each agency. */

/* The short items, by number in the statute, as columns of the table. */
static const struct {
    size_t number;
    const char *title;
    bool dollars;
} figures[] = {
    {6, "Expenditures, dollars", true},         {9, "Partici\\-pants", false},
    {8, "Cost per participant, dollars", true}, {10, "Capacity", false},
    {11, "Eligible or in need", false},
};

enum { FIGURES = sizeof figures / sizeof figures[0] };

static void
status_mark(FILE *out, int known)
{
    if (known == BCA_DERIVED)
        fputs(" d", out);
    else if (known == BCA_ASSUMED)
        fputs(" a", out);
}

/* A number of the inventory, or why there is none. */
static void
figure(FILE *out, const bca_registry *registry, const bca_item *item)
{
    double value;

    if (item->value == NULL) {
        fputs("\\textit{", out);
        bca_put_words(out, bca_missing_text(item->missing));
        fputc('}', out);
        return;
    }
    if (bca_parse_double(&value, item->value))
        bca_put_exact(out, value);
    else
        bca_latex_text(out, item->value);
    status_mark(out, item->known);
    bca_put_cite(out, registry, item->source_id);
}

static void
table_begin(FILE *out)
{
    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{1.5in}R{0.42in}L{0.72in}",
          out);
    for (size_t i = 0; i < FIGURES; i++)
        fputs("R{0.71in}", out);
    fputs("@{}}\n\\toprule\nProgram & Fiscal year & Tier on record", out);
    for (size_t i = 0; i < FIGURES; i++)
        fprintf(out, " & %s", figures[i].title);
    fputs("\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n", out);
}

static void
table_row(FILE *out, const bca_annual *annual, const bca_program *program)
{
    const bca_registry *registry = annual->run->registry;
    const bca_inventory *inventory = bca_run_inventory(annual->run, program);

    fprintf(out, "\\hyperref[program.%s]{", program->id);
    bca_latex_text(out, program->name);
    fputs("} & ", out);
    bca_put_year(out, inventory != NULL ? inventory->fiscal_year : NAN);
    fputs(" & ", out);
    bca_put_tier(out, registry, program);
    for (size_t i = 0; i < FIGURES; i++) {
        fputs(" & ", out);
        if (inventory != NULL)
            figure(out, registry, &inventory->items[figures[i].number - 1]);
        else
            fputs("\\textit{no inventory}", out);
    }
    fputs("\\\\\n", out);
}

/* Whether a program belongs to the agency of the part being written. */
static bool
is_here(const bca_annual *annual, size_t i)
{
    return annual->order[i]->program->agency == annual->agency;
}

static void
write_table(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    table_begin(out);
    for (size_t i = 0; i < annual->run->n; i++) {
        if (is_here(annual, i))
            table_row(out, annual, annual->order[i]->program);
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}

static void
item_line(FILE *out, const bca_registry *registry, const bca_item *item,
          const bca_item_kind *kind)
{
    fputs("\\item[{", out);
    bca_latex_text(out, kind->name);
    fputs(":}] ", out);
    if (bca_item_is_number((size_t)kind->number)) {
        figure(out, registry, item);
    } else {
        bca_latex_text(out, item->value);
        status_mark(out, item->known);
        bca_put_cite(out, registry, item->source_id);
    }
    if (item->note != NULL) {
        fputs(" \\textit{Note:} ", out);
        bca_latex_text(out, item->note);
    }
    fputc('\n', out);
}

/* The items that are text, or for a page of its own all of them; of a number only its
 * note is new, so it comes when it has one. What is missing ends in one line. */
static void
items(const bca_annual *annual, const bca_program *program, bool all, FILE *out)
{
    const bca_registry *registry = annual->run->registry;
    const bca_inventory *inventory = bca_run_inventory(annual->run, program);
    const char *before = "\\item[Missing:] ";

    if (inventory == NULL)
        return;
    fputs("\\begin{description}\\footnotesize\\sffamily\\raggedright\n", out);
    for (size_t n = 1; n <= BCA_ITEMS; n++) {
        const bca_item *item = &inventory->items[n - 1];
        bool number = bca_item_is_number(n);

        if (number ? (all && item->value != NULL) || item->note != NULL
                   : item->value != NULL)
            item_line(out, registry, item, &registry->profile->items[n - 1]);
    }
    for (size_t n = 1; n <= BCA_ITEMS; n++) {
        const bca_item *item = &inventory->items[n - 1];

        if (item->value != NULL ||
            (bca_item_is_number(n) && (!all || item->note != NULL)))
            continue;
        fputs(before, out);
        bca_put_words(out, registry->profile->items[n - 1].name);
        fputs(" (", out);
        bca_put_words(out, bca_missing_text(item->missing));
        fputc(')', out);
        before = "; ";
    }
    fputs("\n\\end{description}\n", out);
}

void
bca_write_items(const bca_annual *annual, const bca_program *program, FILE *out)
{
    items(annual, program, true, out);
}

static void
write_items(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    for (size_t i = 0; i < annual->run->n; i++) {
        const bca_program *program = annual->order[i]->program;

        if (!is_here(annual, i) || bca_run_inventory(annual->run, program) == NULL)
            continue;
        fputs("\\needspace{5\\baselineskip}\\textbf{", out);
        bca_latex_text(out, program->name);
        fputs("}\\nopagebreak\n", out);
        items(annual, program, false, out);
        fputc('\n', out);
    }
}

static void
agency_name(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_latex_text(out, annual->agency->name);
}

static const bca_slot slots[] = {
    {"agencyName", agency_name, NULL},
    {"inventoryTable", write_table, NULL},
    {"inventoryItems", write_items, NULL},
};

bca_slots
bca_agency_slots(void)
{
    return (bca_slots){slots, sizeof slots / sizeof slots[0]};
}
