/* The tables of a memo: totals, and programs. */

#include <math.h>
#include <stdlib.h>

#include "report/latex.h"
#include "report/memo_parts.h"
#include "report/words.h"

enum { PROGRAM_ROWS = 6 };

static const bca_memo *
memo_of(const void *context)
{
    return context;
}

static const bca_compare_report *
report_of(const void *context)
{
    return memo_of(context)->report;
}

static const bca_contest *
contest_of(const void *context)
{
    return &report_of(context)->portfolio->contest;
}

static void
put_cell(FILE *out, double dollars)
{
    fputs(" & ", out);
    bca_put_money(out, dollars);
}

static void
put_hundredths(FILE *out, double chance)
{
    const double all = 100.0;

    if (isnan(chance))
        fputs("\u2013", out);
    else
        fprintf(out, "%.0f", round(all * chance));
}

/* -------------------------------------------------------------------------- totals */

/* Difference, its interval, middle 90 percent and chance, as the end of a row. */
static void
put_difference(FILE *out, const bca_paired *d)
{
    put_cell(out, d->level.mean);
    fputs(" & ", out);
    if (isnan(d->level.high))
        fputs("\u2013", out);
    else {
        fputs("±", out);
        bca_put_money(out, d->level.high - d->level.mean);
    }
    put_cell(out, d->level.p05);
    put_cell(out, d->level.p95);
    fputs(" & ", out);
    put_hundredths(out, bca_memo_same(d) ? NAN : d->level.chance);
    fputs("\\\\\n", out);
}

static const char *const table_head =
    "\\begingroup\\bcatable\n\\begin{longtable}{@{}L{2.75in}rrrrrr@{}}\n\\toprule\n"
    " & Net benefit & Difference &  & \\multicolumn{2}{c}{Middle 90 percent} & "
    "Better\\\\\n\\cmidrule(lr){5-6}\n & \\multicolumn{1}{c}{dollars} & "
    "\\multicolumn{1}{c}{dollars} & & from & to & of 100\\\\\n\\midrule\n\\endhead\n"
    "\\bottomrule\n\\endfoot\n";
static const char *const table_end = "\\end{longtable}\\endgroup\n";

static void
put_agencies(const bca_memo *memo, size_t s, FILE *out)
{
    const bca_portfolio *p = memo->report->portfolio;
    const size_t n = p->contest.n_scenarios;

    for (size_t a = 0; a < p->contest.n_agencies; a++) {
        const bca_outlook *o = &memo->report->compared->agencies[a * n + s];

        if (isnan(o->all.mean) || (s > 0 && bca_memo_same(&o->all_less)))
            continue;
        fputs("\\quad ", out);
        bca_latex_text(out, p->agencies[a]->name);
        put_cell(out, o->all.mean);
        put_difference(out, &o->all_less);
    }
}

void
bca_memo_totals(const void *context, FILE *out)
{
    const bca_memo *memo = context;

    fputs(table_head, out);
    for (size_t s = 0; s < contest_of(context)->n_scenarios; s++) {
        const bca_outlook *o = &memo->report->compared->total[s];

        fputs("\\textbf{", out);
        bca_latex_text(out, memo->report->names[s]);
        fputs("}", out);
        put_cell(out, o->all.mean);
        put_difference(out, &o->all_less);
        put_agencies(memo, s, out);
    }
    fputs(table_end, out);
}

/* ------------------------------------------------------------------------ programs */

typedef struct change {
    size_t program;
    double size; /* of the difference */
} change;

static int
larger(const void *x, const void *y)
{
    const change *a = x;
    const change *b = y;

    if (a->size != b->size)
        return a->size > b->size ? -1 : 1;
    return a->program < b->program ? -1 : a->program > b->program;
}

/* Programs whose result differs, the largest differences first; their number. */
static size_t
find_changes(change out[], const bca_memo *memo, size_t scenario)
{
    const bca_contest *c = &memo->report->portfolio->contest;
    size_t n = 0;

    for (size_t i = 0; i < c->n_programs; i++) {
        const bca_level *l =
            &memo->report->compared->programs[i * c->n_scenarios + scenario]
                 .each_less.level;

        if (l->mean != 0.0 && !isnan(l->mean))
            out[n++] = (change){i, fabs(l->mean)};
    }
    qsort(out, n, sizeof *out, larger);
    return n;
}

bool
bca_memo_has_programs(const void *context)
{
    const bca_contest *c = contest_of(context);

    for (size_t i = 0; i < c->n_programs * c->n_scenarios; i++) {
        const double mean =
            report_of(context)->compared->programs[i].each_less.level.mean;

        if (!isnan(mean) && mean != 0.0)
            return true;
    }
    return false;
}

void
bca_memo_program_rows(const void *context, FILE *out)
{
    (void)context;
    fprintf(out, "%d", PROGRAM_ROWS);
}

void
bca_memo_programs(const void *context, FILE *out)
{
    const bca_memo *memo = context;
    const bca_portfolio *p = memo->report->portfolio;
    const size_t n = p->contest.n_scenarios;
    bca_arena arena = BCA_ARENA_INIT;
    change *changes = bca_arena_alloc(&arena, p->contest.n_programs, sizeof *changes);

    fputs(table_head, out);
    for (size_t s = 1; changes != NULL && s < n; s++) {
        const size_t found = find_changes(changes, memo, s);

        if (found == 0)
            continue;
        fputs("\\multicolumn{7}{@{}l}{\\textbf{", out);
        bca_latex_text(out, memo->report->names[s]);
        fprintf(out, "} (%zu differ)}\\\\*\n", found);
        for (size_t k = 0; k < found && k < PROGRAM_ROWS; k++) {
            const bca_outlook *o =
                &memo->report->compared->programs[changes[k].program * n + s];

            fputs("\\quad ", out);
            bca_latex_text(out, p->programs[changes[k].program]->name);
            put_cell(out, o->each.mean);
            put_difference(out, &o->each_less);
        }
    }
    fputs(table_end, out);
    if (changes == NULL)
        fputs("\\errmessage{A table could not be made: out of memory}\n", out);
    bca_arena_free(&arena);
}
