#include <string.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/set_aside.h"
#include "report/words.h"

/* What of a program's benefits is not counted, since others count already. */

static const bca_plan *
plan_of(const bca_annual *annual)
{
    return &annual->result->compiled->plan;
}

static bool
any_source(const bca_plan *plan, bool opposed)
{
    for (size_t i = 0; i < plan->n_sources; i++) {
        const bca_plan_source *s = &plan->sources[i];

        if (opposed ? s->opposed : s->counted != i)
            return true;
    }
    return false;
}

bool
bca_has_aside_sources(const void *context)
{
    const bca_annual *annual = context;

    return annual->result->summary != NULL && any_source(plan_of(annual), false);
}

bool
bca_has_opposed_sources(const void *context)
{
    const bca_annual *annual = context;

    return annual->result->summary != NULL && any_source(plan_of(annual), true);
}

bool
bca_has_aside_links(const void *context)
{
    const bca_annual *annual = context;

    return annual->result->summary != NULL && plan_of(annual)->n_links_aside > 0;
}

bool
bca_has_set_aside(const void *context)
{
    return bca_has_aside_sources(context) || bca_has_opposed_sources(context) ||
           bca_has_aside_links(context);
}

void
bca_put_way(FILE *out, const bca_plan *plan, size_t change)
{
    const bca_change *c = &plan->changes[change];

    while (c->from != BCA_NONE) {
        c = &plan->changes[c->from];
        fputs(", by way of ", out);
        bca_latex_text(out, c->outcome_name);
    }
    if (c->person[0] != '\0') {
        fputs(" (", out);
        bca_put_words(out, c->person);
        fputc(')', out);
    }
}

static void
put_change(FILE *out, const bca_plan *plan, size_t change)
{
    bca_latex_text(out, plan->changes[change].outcome_name);
    bca_put_way(out, plan, change);
}

static void
source_row(const bca_result *result, size_t i, FILE *out)
{
    const bca_plan *plan = &result->compiled->plan;
    const bca_plan_source *s = &plan->sources[i];
    const bca_plan_source *other = &plan->sources[s->counted];

    bca_put_sentence(out, s->channel);
    fputs(" & ", out);
    put_change(out, plan, s->change);
    fputs(" & ", out);
    bca_put_money(out, s->value);
    fputs(" & ", out);
    put_change(out, plan, other->change);
    fputs(" & ", out);
    bca_put_money(out, other->value);
    fputs(" & ", out);
    bca_put_chance(out, result->summary->larger[i]);
    fputs("\\\\\n", out);
}

void
bca_write_aside_sources(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_plan *plan = plan_of(annual);

    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{0.85in}L{1.75in}R{0.6in}L{1.75in}R{0.6in}R{1in}@{}}"
          "\n\\toprule\nChannel & Set aside & Worth & Counted instead & Worth & Larger "
          "in\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
          out);
    for (size_t i = 0; i < plan->n_sources; i++) {
        if (plan->sources[i].counted != i)
            source_row(annual->result, i, out);
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}

/* "earnings from Test scores, 1,234, and ...": one list of all. */
void
bca_write_opposed_sources(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_plan *plan = plan_of(annual);
    const char *before = "";

    for (size_t i = 0; i < plan->n_sources; i++) {
        const bca_plan_source *s = &plan->sources[i];

        if (!s->opposed)
            continue;
        fputs(before, out);
        bca_put_words(out, s->channel);
        fputs(" from ", out);
        put_change(out, plan, s->change);
        fputs(", ", out);
        bca_put_dollars(out, s->value);
        before = "; ";
    }
}

static const char *
outcome_name(const bca_model *model, const char *id)
{
    const bca_outcome *outcome = bca_model_outcome(model, id);

    return outcome != NULL ? outcome->name : id;
}

void
bca_write_aside_links(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_compiled *compiled = annual->result->compiled;

    for (size_t i = 0; i < compiled->plan.n_links_aside; i++) {
        const bca_link_aside *link = &compiled->plan.links_aside[i];

        fputs(i > 0 ? "; " : "", out);
        bca_latex_text(out, link->link_name);
        fputs(", from ", out);
        bca_latex_text(out, outcome_name(compiled->model, link->from));
        fputs(" to ", out);
        bca_latex_text(out, outcome_name(compiled->model, link->to));
        if (link->person[0] != '\0') {
            fputs(" (", out);
            bca_put_words(out, link->person);
            fputc(')', out);
        }
    }
}
