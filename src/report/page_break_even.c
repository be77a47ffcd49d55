#include <math.h>

#include "report/annual_parts.h"
#include "report/break_even.h"
#include "report/latex.h"
#include "report/words.h"

/* What would have to be true for a program to pay, and what its outcomes cost. */

static const double hundred = 100.0; /* starts, of which shares are told; the first
                                        number that is not written with cents */
enum { DECIMALS = 3, FIGURES = 2, MOST_DECIMALS = 12 };

/* The next answer to a question about the program of the page after *i, from 0; NULL
 * after the last. question BCA_QUESTIONS: to any. */
static const bca_answer *
next_of(const bca_annual *annual, size_t *i, int question)
{
    const bca_answers *all = annual->run->answers;

    while (all != NULL && *i < all->n) {
        const bca_answer *c = &all->items[(*i)++];

        if (c->program == annual->result->program &&
            (question == BCA_QUESTIONS || c->question == question))
            return c;
    }
    return NULL;
}

static const bca_answer *
first_of(const void *context, int question)
{
    size_t i = 0;

    return next_of(context, &i, question);
}

bool
bca_has_answers(const void *context)
{
    return first_of(context, BCA_QUESTIONS) != NULL;
}

bool
bca_has_switching(const void *context)
{
    return first_of(context, BCA_EFFECT_FACTOR) != NULL;
}

bool
bca_has_break_evens(const void *context)
{
    return first_of(context, BCA_NEEDED_EFFECT) != NULL;
}

bool
bca_has_outcome_costs(const void *context)
{
    return first_of(context, BCA_COST_PER_OUTCOME) != NULL;
}

bool
bca_is_break_even(const void *context)
{
    const bca_annual *annual = context;

    return annual->result->program->basis == BCA_BREAK_EVEN;
}

void
bca_write_means_year(const void *context, FILE *out)
{
    const bca_answer *c = first_of(context, BCA_QUESTIONS);

    bca_put_year(out, c != NULL ? (double)c->price_year : NAN);
}

void
bca_write_means_cost(const void *context, FILE *out)
{
    const bca_answer *c = first_of(context, BCA_QUESTIONS);

    bca_put_dollars(out, c != NULL ? c->cost : NAN);
}

/* A number with so many decimals, or more so that a small one has two figures. */
static void
put_figures(FILE *out, double value, int decimals)
{
    double size = fabs(value) * pow(10.0, decimals);

    while (size > 0.0 && size < pow(10.0, FIGURES - 1) && decimals < MOST_DECIMALS) {
        size *= 10.0;
        decimals++;
    }
    bca_put_fixed(out, value, decimals);
}

/* ------------------------------------------------------------ switching values */

/* Why there is no such value. */
static void
put_none(FILE *out, const bca_answer *c)
{
    bca_latex_sentence(out, c->note);
    fputs(".\n", out);
}

/* "It pays as long as the effects are at least 38.4 percent of the estimates." */
static void
put_factor(FILE *out, const bca_answer *c)
{
    if (c->npv >= 0.0)
        fputs("It pays as long as the effects are at least ", out);
    else
        fprintf(out, "It would pay if the effects%s were at %s ",
                c->answer < 1.0 ? ", which do harm," : "",
                c->answer < 1.0 ? "most" : "least");
    bca_put_percent(out, c->answer, 1);
    fputs(" of the estimates.\n", out);
}

static void
put_highest_cost(FILE *out, const bca_answer *c)
{
    fputs(c->npv < 0.0 ? "It would pay at a cost of at most "
                       : "It pays as long as its cost is at most ",
          out);
    bca_put_dollars(out, c->answer);
    fputs("; the cost is ", out);
    bca_put_dollars(out, c->cost);
    fputs(".\n", out);
}

void
bca_write_switching(const void *context, FILE *out)
{
    const bca_answer *factor = first_of(context, BCA_EFFECT_FACTOR);
    const bca_answer *cost = first_of(context, BCA_HIGHEST_COST);

    fputs("With every input at its mean the net benefit is ", out);
    bca_put_dollars(out, factor->npv);
    fputs(".\n", out);
    (isnan(factor->answer) ? put_none : put_factor)(out, factor);
    (isnan(cost->answer) ? put_none : put_highest_cost)(out, cost);
}

/* ------------------------------------------------------------------- an outcome */

static void
put_outcome(FILE *out, const bca_answer *c)
{
    bca_latex_sentence(out, c->outcome_name);
    if (c->person != NULL) {
        fputs(", ", out);
        bca_put_words(out, c->person);
    }
}

/* "12.3 fewer for 100 starts, from 43.3": what a share comes to. */
static void
put_share(FILE *out, const bca_answer *c)
{
    put_figures(out, fabs(c->units) * hundred, 1);
    fputs(c->units < 0.0 ? " fewer for 100 starts" : " more for 100 starts", out);
    if (!isnan(c->base)) {
        fputs(", from ", out);
        bca_put_fixed(out, c->base * hundred, 1);
    }
}

/* "1,240 more a year": amounts. */
static void
put_amount(FILE *out, const bca_answer *c)
{
    bca_put_money(out, fabs(c->units) / (double)c->periods);
    fputs(c->units < 0.0 ? " less a year" : " more a year", out);
}

static void
put_units(FILE *out, const bca_answer *c)
{
    if (isnan(c->units)) {
        fputs("\u2013", out);
        return;
    }
    if (c->scale == BCA_SCALE_DICHOTOMOUS)
        put_share(out, c);
    else if ((c->scale == BCA_SCALE_PERCENT || c->scale == BCA_SCALE_ELASTICITY) &&
             c->periods > 0)
        put_amount(out, c);
    else {
        put_figures(out, fabs(c->units), DECIMALS);
        fputs(c->units < 0.0 ? " less" : " more", out);
    }
    if (!isnan(c->base) && c->base != 0.0) {
        fputs(" (", out);
        bca_put_percent(out, fabs(c->units / c->base), 0);
        fputc(')', out);
    }
    if (c->unit != NULL) {
        fputs(": ", out);
        bca_latex_text(out, c->unit);
    }
}

static void
put_note(FILE *out, const bca_answer *c)
{
    if (c->note[0] == '\0')
        return;
    bca_latex_sentence(out, c->note);
    fputc('.', out);
}

/* -------------------------------------------------------------------- break-even */

static void
break_even_row(const bca_annual *annual, const bca_answer *c, FILE *out)
{
    put_outcome(out, c);
    bca_put_cites(out, annual->run->registry, &c->ask->provenance);
    fputs(" & ", out);
    bca_put_exact(out, c->ask->years);
    fprintf(out, c->ask->years == 1.0 ? " year (%s) & " : " years (%s) & ",
            bca_known_text(c->ask->provenance.known));
    put_figures(out, c->answer, DECIMALS);
    fputs(" & ", out);
    if (!isnan(c->answer)) {
        put_units(out, c);
        fputs(". ", out);
    }
    put_note(out, c);
    if (c->npv_nearest < 0.0) {
        fputs(" At best the net benefit is ", out);
        bca_put_dollars(out, c->npv_nearest);
        fputc('.', out);
    }
    fputs("\\\\\n", out);
}

void
bca_write_break_evens(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_answer *c;

    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{1.6in}L{1in}R{0.8in}L{3.1in}@{}}\n\\toprule\n"
          "Outcome & Held for & Effect needed & What it comes to, and how large that "
          "is\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
          out);
    for (size_t i = 0; (c = next_of(annual, &i, BCA_NEEDED_EFFECT)) != NULL;)
        break_even_row(annual, c, out);
    fputs("\\end{longtable}\\endgroup\n", out);
    for (size_t i = 0; (c = next_of(annual, &i, BCA_NEEDED_EFFECT)) != NULL;) {
        if (c->ask->provenance.note == NULL)
            continue;
        fputs("\\bcanote{", out);
        put_outcome(out, c);
        fputs(": ", out);
        bca_latex_text(out, c->ask->provenance.note);
        fputs("}\n", out);
    }
}

/* ---------------------------------------------------------------- cost per outcome */

static void
outcome_row(const bca_answer *c, FILE *out)
{
    put_outcome(out, c);
    fputs(" & ", out);
    bca_put_fixed(out, c->effect, DECIMALS);
    fputs(" & ", out);
    put_units(out, c);
    fputs(" & ", out);
    if (c->answer < hundred)
        bca_put_fixed(out, c->answer, 2);
    else
        bca_put_money(out, c->answer);
    fputs(" & ", out);
    put_note(out, c);
    fputs("\\\\\n", out);
}

void
bca_write_outcome_costs(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_answer *c;

    fputs(
        "\\begingroup\\bcatable\n"
        "\\begin{longtable}{@{}L{1.4in}R{0.5in}L{2.1in}R{0.8in}L{1.6in}@{}}\n"
        "\\toprule\nOutcome & Effect at first & Change & Cost of one unit & To bear in "
        "mind\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
        out);
    for (size_t i = 0; (c = next_of(annual, &i, BCA_COST_PER_OUTCOME)) != NULL;)
        outcome_row(c, out);
    fputs("\\end{longtable}\\endgroup\n", out);
}
