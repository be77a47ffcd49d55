#include <math.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* The published results of an intervention, oldest first. */

/* The earliest vintage after the one before (ties: by id), or NULL. */
static const bca_published_result *
next_vintage(const bca_intervention *v, const bca_published_result *before)
{
    const bca_published_result *next = NULL;

    for (size_t i = 0; i < v->n_published; i++) {
        const bca_published_result *p = &v->published[i];
        int order = before != NULL ? strcmp(p->vintage, before->vintage) : 1;

        if (order == 0)
            order = strcmp(p->id, before->id);
        if (order <= 0)
            continue;
        order = next != NULL ? strcmp(p->vintage, next->vintage) : -1;
        if (order == 0)
            order = strcmp(p->id, next->id);
        if (order < 0)
            next = p;
    }
    return next;
}

/* Net benefit in dollars of the result's price year; NaN without an index. */
static double
net_today(const bca_result *result, const bca_published_result *p)
{
    const bca_compiled *compiled = result->compiled;

    if (compiled == NULL || compiled->model == NULL)
        return NAN;
    return (p->total - p->cost) *
           bca_index_at(compiled->model->index, compiled->plan.price_year) /
           bca_index_at(compiled->model->index, p->price_year);
}

static void
cells(const double money[], size_t n, FILE *out)
{
    for (size_t i = 0; i < n; i++) {
        fputs(" & ", out);
        bca_put_money(out, money[i]);
    }
}

static void
row(const bca_annual *annual, const bca_published_result *p, FILE *out)
{
    const double parts[] = {p->participants, p->others, p->indirect};
    const double money[] = {p->total, p->cost, p->total - p->cost,
                            net_today(annual->result, p)};

    bca_latex_text(out, p->vintage);
    bca_put_cite(out, annual->run->registry, p->provenance.source_id);
    fputs(" & ", out);
    bca_put_year(out, p->price_year);
    fputs(" & ", out);
    bca_put_money(out, p->taxpayers);
    if (bca_published_is_split(p)) {
        cells(parts, sizeof parts / sizeof parts[0], out);
    } else {
        fputs(" & \\multicolumn{3}{r}{not split: ", out);
        bca_put_money(out, p->non_taxpayers);
        fputs("}", out);
    }
    cells(money, sizeof money / sizeof money[0], out);
    fputs(" & ", out);
    bca_put_chance(out, p->chance);
    fputs("\\\\\n", out);
}

void
bca_write_history(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_intervention *v = annual->result->program->intervention;
    const bca_compiled *compiled = annual->result->compiled;

    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{0.7in}R{0.48in}R{0.5in}R{0.5in}R{0.5in}R{0.5in}R{0."
          "5in}"
          "R{0.48in}R{0.5in}R{0.6in}R{0.7in}@{}}\n\\toprule\nPublished & Dollars of & "
          "Tax\\-payers & Partici\\-pants & Others & Indirect & Total & Cost & Net "
          "benefit & Net in dollars of ",
          out);
    if (compiled != NULL)
        fprintf(out, "%d", compiled->plan.price_year);
    fputs(" & Chance\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n", out);
    for (const bca_published_result *p = next_vintage(v, NULL); p != NULL;
         p = next_vintage(v, p))
        row(annual, p, out);
    fputs("\\end{longtable}\\endgroup\n", out);
}
