#include <math.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* What a program costs, as the registry or the published result has it. */

static const bca_cost *
cost_of(const void *context)
{
    const bca_annual *annual = context;

    return annual->result->program->cost;
}

/* A transferred result brings its own cost: the registry's, if any, is not used. */
bool
bca_has_cost(const void *context)
{
    const bca_annual *annual = context;

    return cost_of(context) != NULL &&
           (annual->result->program->basis == BCA_MODELED ||
            annual->result->program->basis == BCA_BREAK_EVEN);
}

void
bca_write_cost_amount(const void *context, FILE *out)
{
    bca_put_dollars(out, cost_of(context)->amount);
}

void
bca_write_cost_price_year(const void *context, FILE *out)
{
    bca_put_year(out, cost_of(context)->price_year);
}

void
bca_write_cost_years(const void *context, FILE *out)
{
    double years = cost_of(context)->years;

    bca_put_exact(out, years);
    fputs(years == 1 ? " year" : " years", out);
}

bool
bca_has_comparison_cost(const void *context)
{
    return bca_has_cost(context) && cost_of(context)->comparison > 0;
}

void
bca_write_comparison_cost(const void *context, FILE *out)
{
    const bca_cost *cost = cost_of(context);

    bca_put_dollars(out, cost->comparison);
    fputs(" in dollars of ", out);
    bca_put_year(out, cost->comparison_price_year);
}

void
bca_write_cost_range(const void *context, FILE *out)
{
    bca_put_percent(out, cost_of(context)->range, 0);
}

void
bca_write_cost_public(const void *context, FILE *out)
{
    bca_put_percent(out, cost_of(context)->public_share, 0);
}

void
bca_write_cost_status(const void *context, FILE *out)
{
    fputs(bca_known_text(cost_of(context)->provenance.known), out);
}

void
bca_write_cost_cite(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_cite(out, annual->run->registry, cost_of(context)->provenance.source_id);
}

bool
bca_has_cost_note(const void *context)
{
    return bca_has_cost(context) && cost_of(context)->provenance.note != NULL;
}

void
bca_write_cost_note(const void *context, FILE *out)
{
    bca_latex_text(out, cost_of(context)->provenance.note);
}

static const bca_published_result *
published_of(const void *context)
{
    const bca_annual *annual = context;

    return annual->result->compiled->published;
}

void
bca_write_published_cost(const void *context, FILE *out)
{
    bca_put_dollars(out,
                    published_of(context) != NULL ? published_of(context)->cost : NAN);
}

void
bca_write_published_year(const void *context, FILE *out)
{
    bca_put_year(out, published_of(context) != NULL ? published_of(context)->price_year
                                                    : NAN);
}

void
bca_write_published_cite(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    if (published_of(context) != NULL)
        bca_put_cite(out, annual->run->registry,
                     published_of(context)->provenance.source_id);
}
