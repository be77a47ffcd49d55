#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* The tables of computed tiers: by agency, since the last cycle, program by program. */

static void
put_program(FILE *out, const bca_cycle_entry *e)
{
    fprintf(out, "\\hyperref[program.%s]{", e->now->program->id);
    bca_latex_text(out, e->now->program->name);
    fputs("} & ", out);
}

void
bca_write_tier_counts(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_registry *registry = annual->run->registry;
    const bca_profile *profile = registry->profile;
    const double inches = 3.8; /* for the tiers, beside the names */

    fputs("\\begingroup\\bcatable\n\\begin{tabular}{@{}L{2.6in}", out);
    for (size_t t = 0; t < profile->n_tiers; t++)
        fprintf(out, "R{%.2fin}", inches / (double)profile->n_tiers - 0.1);
    fputs("@{}}\n\\toprule\nAgency", out);
    for (size_t t = 0; t < profile->n_tiers; t++) {
        fputs(" & ", out);
        bca_latex_text(out, profile->tiers[t].name);
    }
    fputs("\\\\\n\\midrule\n", out);
    for (size_t a = 0; a < registry->n_agencies; a++) {
        const bca_agency *agency = &registry->agencies[a];

        if (bca_count_tier(annual, agency, NULL) == 0)
            continue;
        bca_latex_text(out, agency->name);
        for (size_t t = 0; t < profile->n_tiers; t++)
            fprintf(out, " & %zu", bca_count_tier(annual, agency, &profile->tiers[t]));
        fputs("\\\\\n", out);
    }
    fputs("\\midrule\nAll", out);
    for (size_t t = 0; t < profile->n_tiers; t++)
        fprintf(out, " & %zu", bca_count_tier(annual, NULL, &profile->tiers[t]));
    fputs("\\\\\n\\bottomrule\n\\end{tabular}\\par\\endgroup\n", out);
}

/* What is new, as far as it fits in a row. */
static void
put_news(FILE *out, const bca_cycle_entry *e)
{
    enum { MOST = 8 };
    const bca_news *news = &e->news;

    if (news->n <= MOST) {
        bca_latex_text(out, e->why);
        return;
    }
    for (size_t i = 0; i < MOST; i++) {
        bca_latex_text(out, news->items[i]);
        fputs("; ", out);
    }
    fprintf(out, "and %zu more", news->n - MOST);
}

void
bca_write_tier_changes(const void *context, FILE *out)
{
    const bca_cycle_entry *e;
    size_t i = 0;

    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{1.9in}L{0.95in}L{0.95in}L{2.9in}@{}}\n\\toprule\n"
          "Program & From & To & What is new\\\\\n\\midrule\n\\endhead\n\\bottomrule\n"
          "\\endfoot\n",
          out);
    while ((e = bca_entry_next(context, &i, NULL, bca_is_changed)) != NULL) {
        put_program(out, e);
        bca_latex_text(out, e->then->tiering.tier->name);
        fputs(" & ", out);
        bca_latex_text(out, e->now->tiering.tier->name);
        fputs(" & ", out);
        put_news(out, e);
        fputs("\\\\\n", out);
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}

void
bca_write_tier_overrides(const void *context, FILE *out)
{
    const bca_cycle_entry *e;
    size_t i = 0;

    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{1.9in}L{0.95in}L{0.95in}L{2.9in}@{}}\n\\toprule\n"
          "Program & Computed & Agency & By whom, when and why\\\\\n\\midrule\n"
          "\\endhead\n\\bottomrule\n\\endfoot\n",
          out);
    while ((e = bca_entry_next(context, &i, NULL, bca_is_overridden)) != NULL) {
        const bca_override *o = e->now->tiering.decision;

        put_program(out, e);
        bca_latex_text(out, e->now->tiering.tier->name);
        fputs(" & ", out);
        bca_latex_text(out, e->now->tiering.decided->name);
        fputs(" & ", out);
        bca_latex_text(out, o->by);
        fputs(", ", out);
        bca_latex_text(out, o->on);
        fputs(": ", out);
        bca_latex_text(out, o->reason);
        fputs("\\\\\n", out);
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}

static void
program_row(const bca_annual *annual, const bca_cycle_entry *e, FILE *out)
{
    put_program(out, e);
    bca_latex_text(out, e->now->tiering.tier->name);
    fputs(" & ", out);
    bca_put_tier(out, annual->run->registry, e->now->program);
    fputs(" & ", out);
    bca_latex_text(out, e->reason);
    fputs(" & ", out);
    bca_latex_text(out, e->raise[0] != '\0' ? e->raise : "\u2013");
    fputs("\\\\\\addlinespace[2pt]\n", out);
}

void
bca_write_tier_programs(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_registry *registry = annual->run->registry;

    fputs(
        "\\begingroup\\bcatable\n"
        "\\begin{longtable}{@{}L{1.5in}L{0.85in}L{0.75in}L{1.5in}L{2.05in}@{}}\n"
        "\\toprule\nProgram & Computed & On record & Why & Smallest change that would "
        "raise it\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n",
        out);
    for (size_t a = 0; a < registry->n_agencies; a++) {
        const bca_agency *agency = &registry->agencies[a];
        const bca_cycle_entry *e;
        size_t i = 0;

        if (bca_count_tier(annual, agency, NULL) == 0)
            continue;
        fputs("\\addlinespace[4pt]\n\\multicolumn{5}{@{}l}{\\textbf{", out);
        bca_latex_text(out, agency->name);
        fputs("}}\\\\*\n", out);
        while ((e = bca_entry_next(annual, &i, agency, NULL)) != NULL)
            program_row(annual, e, out);
    }
    fputs("\\end{longtable}\\endgroup\n", out);
}
