#include <math.h>
#include <string.h>

#include "registry/due.h"
#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* What the law asks of agencies, and what the public record says of it. */

/* The names of the agencies in a list of ids with spaces between. */
static void
agency_names(FILE *out, const bca_registry *registry, const char *ids)
{
    const char *before = "";

    while (*(ids += strspn(ids, " \t\r\n")) != '\0') {
        size_t n = strcspn(ids, " \t\r\n");

        for (size_t i = 0; i < registry->n_agencies; i++) {
            const bca_agency *agency = &registry->agencies[i];

            if (strlen(agency->id) != n || memcmp(agency->id, ids, n) != 0)
                continue;
            fputs(before, out);
            bca_latex_text(out, agency->name);
            before = "; ";
        }
        ids += n;
    }
}

static void
regime_row(FILE *out, const bca_registry *registry, const bca_regime *regime)
{
    bca_latex_text(out, regime->act);
    bca_put_cite(out, registry, regime->source_id);
    fputs(" & ", out);
    bca_put_year(out, regime->from);
    if (isnan(regime->through)) {
        fputs(" onwards", out);
    } else {
        fputs(" to ", out);
        bca_put_year(out, regime->through);
    }
    fprintf(out, " & %s & ", regime->cycle == 0 ? "even fiscal years" : "every year");
    agency_names(out, registry, regime->agencies);
    fputs("\\\\\n", out);
}

void
bca_write_regimes(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_registry *registry = annual->run->registry;

    fputs("\\begingroup\\bcatable\n"
          "\\begin{tabular}{@{}L{1.6in}L{0.9in}L{0.8in}L{3.35in}@{}}\n\\toprule\n"
          "Law & Fiscal years & Cycle & Agencies named\\\\\n\\midrule\n",
          out);
    for (size_t i = 0; i < registry->profile->n_regimes; i++)
        regime_row(out, registry, &registry->profile->regimes[i]);
    fputs("\\bottomrule\n\\end{tabular}\\par\\endgroup\n", out);
}

/* What is on record at the end of the calendar year in which the last fiscal year ends,
 * so that all its dates have passed. */
static void
filing_row(const bca_registry *registry, const bca_agency *agency, int first, int last,
           FILE *out)
{
    char date[16];

    (void)snprintf(date, sizeof date, "%04u-12-31", (unsigned)last % 10000U);
    bca_latex_text(out, agency->name);
    for (int year = first; year <= last; year++) {
        bca_duty duty = bca_duty_of(registry, agency, year);
        bca_duty_state state = bca_duty_state_on(&duty, date);

        fputs(" & ", out);
        bca_latex_text(out, bca_duty_state_text(state));
        if (state == BCA_DUTY_FILED || state == BCA_DUTY_NOT_FILED)
            bca_put_cites(out, registry, &duty.filing->provenance);
    }
    fputs("\\\\\n", out);
}

/* Whether an earlier filing has the same note. */
static bool
is_told(const bca_profile *p, size_t filing)
{
    for (size_t i = 0; i < filing; i++) {
        const char *note = p->filings[i].provenance.note;

        if (note != NULL && strcmp(note, p->filings[filing].provenance.note) == 0)
            return true;
    }
    return false;
}

/* What the record adds to the filings of some years, each note once. */
static void
filing_notes(const bca_registry *registry, int first, int last, FILE *out)
{
    const bca_profile *p = registry->profile;

    for (size_t i = 0; i < p->n_filings; i++) {
        const bca_filing *f = &p->filings[i];
        bool shown = f->fiscal_year >= first && f->fiscal_year <= last;

        if (!shown || f->provenance.note == NULL || is_told(p, i))
            continue;
        fputs("\\bcanote{Fiscal year ", out);
        bca_put_year(out, f->fiscal_year);
        fputs(": ", out);
        bca_latex_text(out, f->provenance.note);
        bca_put_cites(out, registry, &f->provenance);
        fputs("}\n", out);
    }
}

void
bca_write_filings(const void *context, FILE *out)
{
    enum { MOST = 9 }; /* columns that fit beside the names */
    const bca_annual *annual = context;
    const bca_registry *registry = annual->run->registry;
    char date[16];
    int first;
    int last;

    (void)snprintf(date, sizeof date, "%04u-06-30",
                   (unsigned)annual->run->fiscal_year % 10000U);
    bca_duty_years(&first, &last, registry, date);
    first = last - first >= MOST ? last - MOST + 1 : first;
    fputs("\\begingroup\\bcatable\n\\begin{tabular}{@{}L{1.6in}", out);
    for (int year = first; year <= last; year++)
        fputs("L{0.5in}", out);
    fputs("@{}}\n\\toprule\nAgency", out);
    for (int year = first; year <= last; year++)
        fprintf(out, " & %d", year);
    fputs("\\\\\n\\midrule\n", out);
    for (size_t a = 0; a < registry->n_agencies; a++) {
        if (bca_has_duties(registry, &registry->agencies[a]))
            filing_row(registry, &registry->agencies[a], first, last, out);
    }
    fputs("\\bottomrule\n\\end{tabular}\\par\\endgroup\n", out);
    filing_notes(registry, first, last, out);
}
