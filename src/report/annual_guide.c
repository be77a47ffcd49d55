#include <math.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/influence.h"
#include "report/latex.h"
#include "report/words.h"

/* The reader's guide to a model: which of its numbers matter most, and what would
 * replace the assumptions. */

static const char not_said[] = "not said";

/* The items of the model of the part, from *i on; NULL after the last. */
static const bca_influence_item *
next_item(const bca_annual *annual, size_t *i)
{
    const bca_influences *in = annual->run->influences;

    while (in != NULL && *i < in->n_items) {
        const bca_influence_item *item = &in->items[(*i)++];

        if (strcmp(item->model_id, annual->model->id) == 0)
            return item;
    }
    return NULL;
}

bool
bca_has_guide(const void *context)
{
    size_t i = 0;
    const bca_influence_item *first = next_item(context, &i);

    return first != NULL && first->varies;
}

void
bca_write_guide_programs(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_count(out, annual->run->influences->counted, "program", "programs");
}

#define MEAN(slot, field)                                                              \
    void slot(const void *context, FILE *out)                                          \
    {                                                                                  \
        bca_put_percent(out, ((const bca_annual *)context)->run->influences->field,    \
                        0);                                                            \
    }

MEAN(bca_write_guide_effects, by_kind[BCA_VARIED_EFFECT])
MEAN(bca_write_guide_costs, by_kind[BCA_VARIED_COST])
MEAN(bca_write_guide_interactions, rest)

/* ------------------------------------------------------------- what matters most */

/* "triangular 1 to 4, mode 1.5; offences per conviction; dollars of 2018". */
static void
put_value(const bca_influence_item *item, FILE *out)
{
    bca_latex_text(out, item->value);
    if (item->unit != NULL) {
        fputs("; ", out);
        bca_latex_text(out, item->unit);
    }
    if (!isnan(item->price_year)) {
        fputs(item->fiscal ? "; dollars of fiscal~" : "; dollars of~", out);
        bca_put_year(out, item->price_year);
    }
}

static void
put_replaced(const bca_influence_item *item, FILE *out)
{
    if (item->from->wanted != NULL)
        bca_latex_text(out, item->from->wanted);
    else if (item->from->known == BCA_ASSUMED)
        fputs(not_said, out);
    else
        fputs("\u2013", out); /* no assumption */
}

static void
put_mean_share(const bca_influence_item *item, FILE *out)
{
    const double percent = 100.0;

    if (item->varies)
        bca_put_fixed(out, percent * item->share, 1);
    else
        fputs("\u2013", out);
}

void
bca_write_matter_most(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_influence_item *item;
    size_t shown = 0;

    fputs(
        "\\begingroup\\bcatable\n"
        "\\begin{longtable}{@{}R{0.2in}L{2.45in}R{0.55in}R{0.65in}L{0.65in}L{1.95in}"
        "@{}}\n\\toprule\n & Input, and its value & Share, percent & Programs & Status "
        "& What would replace it\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
        out);
    for (size_t i = 0; shown < BCA_INFLUENCE_SHOWN &&
                       (item = next_item(annual, &i)) != NULL && item->varies;) {
        fprintf(out, "%zu & \\textbf{", ++shown);
        bca_latex_text(out, item->name);
        fputs("}: ", out);
        put_value(item, out);
        fputs(" & ", out);
        put_mean_share(item, out);
        fprintf(out, " & %zu & %s", item->programs,
                bca_known_text((int)item->from->known));
        fputs(" & ", out);
        put_replaced(item, out);
        fputs("\\\\\n", out);
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}

/* ------------------------------------------------------- what would have to be
 * supplied */

/* Whether an earlier assumption asks for the same data. */
static bool
is_asked(const bca_annual *annual, const bca_influence_item *item)
{
    const bca_influence_item *other;

    for (size_t i = 0; (other = next_item(annual, &i)) != NULL && other != item;) {
        if (other->from->known == BCA_ASSUMED && other->from->wanted != NULL &&
            item->from->wanted != NULL &&
            strcmp(other->from->wanted, item->from->wanted) == 0)
            return true;
    }
    return false;
}

static bool
asks_the_same(const bca_influence_item *a, const bca_influence_item *b)
{
    return a == b || (a->from->wanted != NULL && b->from->wanted != NULL &&
                      strcmp(a->from->wanted, b->from->wanted) == 0);
}

/* The row of what one item asks for, with all others that ask for the same. */
static void
supply_row(const bca_annual *annual, const bca_influence_item *item, FILE *out)
{
    const bca_influence_item *other;
    const double percent = 100.0;
    double share = 0.0;
    bool varies = false;
    const char *before = "";

    put_replaced(item, out);
    fputs(" & ", out);
    for (size_t i = 0; (other = next_item(annual, &i)) != NULL;) {
        if (other->from->known != BCA_ASSUMED || !asks_the_same(item, other))
            continue;
        fputs(before, out);
        bca_latex_text(out, other->name);
        if (!other->varies && strcmp(other->kind, "parameter") != 0)
            fprintf(out, " (%s)", other->kind);
        before = "; ";
        varies = varies || other->varies;
        share += other->share;
    }
    fputs(" & ", out);
    if (varies)
        bca_put_fixed(out, percent * share, 1);
    else
        fputs("\u2013", out);
    fputs("\\\\\n", out);
}

void
bca_write_supply(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_influence_item *item;

    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{3.2in}L{2.75in}R{0.7in}@{}}\n\\toprule\n"
          "Data, and who holds them & Assumptions that they would replace & Share, "
          "percent\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
          out);
    for (size_t i = 0; (item = next_item(annual, &i)) != NULL;) {
        if (item->from->known == BCA_ASSUMED && !is_asked(annual, item))
            supply_row(annual, item, out);
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}

bool
bca_has_supply(const void *context)
{
    const bca_annual *annual = context;
    const bca_influence_item *item;

    for (size_t i = 0; (item = next_item(annual, &i)) != NULL;) {
        if (item->from->known == BCA_ASSUMED)
            return true;
    }
    return false;
}

/* ---------------------------------------------------------------- beside each number
 */

void
bca_put_wanted(const bca_annual *annual, const bca_provenance *p, FILE *out)
{
    if (p->known != BCA_ASSUMED || (p->wanted == NULL && !bca_has_guide(annual)))
        return;
    fputs(" \\textit{What would replace it:} ", out);
    if (p->wanted != NULL)
        bca_latex_text(out, p->wanted);
    else
        fprintf(out, "%s.", not_said);
}
