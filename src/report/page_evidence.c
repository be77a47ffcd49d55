#include <math.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* What studies, clearinghouses and published analyses say about an intervention. */

/* The effect that the result uses, or, when evidence is only on record, without
 * adjustment. False when it cannot be pooled. */
static bool
effect_of(bca_effect *out, const bca_result *result, const bca_evidence *evidence)
{
    const bca_compiled *compiled = result->compiled;

    for (size_t i = 0; compiled != NULL && i < compiled->n_effects; i++) {
        if (compiled->effects[i].evidence == evidence) {
            *out = compiled->effects[i];
            return true;
        }
    }
    return bca_evidence_effect(out, evidence, BCA_ANALYSIS_MAIN,
                               (bca_flag_factors){NULL, 0}, NULL) == BCA_OK;
}

static void
put_outcome(FILE *out, const bca_result *result, const char *id)
{
    const bca_outcome *outcome = NULL;

    if (result->compiled != NULL && result->compiled->model != NULL)
        outcome = bca_model_outcome(result->compiled->model, id);
    if (outcome != NULL)
        bca_latex_text(out, outcome->name);
    else
        bca_put_sentence(out, id);
}

/* " & -0.26 (0.05)" */
static void
put_effect(FILE *out, double effect, double se)
{
    fputs(" & ", out);
    bca_put_fixed(out, effect, 3);
    fputs(" (", out);
    bca_put_fixed(out, se, 3);
    fputc(')', out);
}

static size_t
randomized(const bca_studies *studies)
{
    size_t n = 0;

    for (size_t i = 0; i < studies->n; i++)
        n += studies->items[i].design == BCA_RANDOMIZED;
    return n;
}

static void
put_studies(FILE *out, const bca_evidence *evidence)
{
    fputs(" & ", out);
    if (evidence->studies != NULL)
        fprintf(out, "%zu %s (%zu randomized)", evidence->studies->n,
                evidence->studies->not_pooled != NULL ? "counted" : "pooled",
                randomized(evidence->studies));
    else
        bca_put_money(out, evidence->reported->k);
}

static void
effect_row(const bca_annual *annual, const bca_evidence *evidence, FILE *out)
{
    const bca_provenance *p = evidence->studies != NULL
                                  ? &evidence->studies->provenance
                                  : &evidence->reported->provenance;
    bca_effect e;

    put_outcome(out, annual->result, evidence->outcome);
    if (evidence->person != NULL) {
        fputs(", ", out);
        bca_put_words(out, evidence->person);
    }
    fputs(evidence->primary == 1 ? " (primary)" : "", out);
    bca_put_cite(out, annual->run->registry, p->source_id);
    put_studies(out, evidence);
    if (!effect_of(&e, annual->result, evidence)) {
        fputs(" & \\multicolumn{6}{l}{cannot be pooled}\\\\\n", out);
        return;
    }
    put_effect(out, e.effect1, e.se1);
    put_effect(out, e.effect2, e.se2);
    fprintf(out, " & %.0f and %.0f, then %s & ", e.first, e.second,
            e.lasting ? "it lasts" : "none");
    bca_put_fixed(out, e.unadjusted, 3);
    fputs(" & ", out);
    bca_put_fixed(out, e.pooled ? e.pool.tau2 : NAN, 3);
    fputs(" & ", out);
    if (e.pooled)
        bca_put_percent(out, e.pool.i2, 0);
    else
        fputs("\u2013", out);
    fputs("\\\\\n", out);
}

/* Where the studies stand one by one; ids are safe in a label, by the schema. */
static void
put_where(const bca_annual *annual, const bca_evidence *evidence, FILE *out)
{
    if (evidence->studies == NULL || evidence->studies->not_pooled != NULL ||
        annual->run->n_studies == 0)
        return;
    fprintf(out,
            "\\bcanote{Page \\pageref{studies.%s.%s%s%s} shows these studies one by "
            "one, and "
            "what kinds of them find.}\n",
            annual->result->program->intervention->id, evidence->outcome,
            evidence->person != NULL ? "." : "",
            evidence->person != NULL ? evidence->person : "");
}

static void
put_notes(const bca_evidence *e, FILE *out)
{
    const char *notes[] = {e->studies != NULL ? e->studies->provenance.note
                                              : e->reported->provenance.note,
                           e->time != NULL ? e->time->provenance.note : NULL};

    for (size_t k = 0; k < 2; k++) {
        if (notes[k] == NULL)
            continue;
        fputs("\\bcanote{", out);
        bca_latex_text(out, notes[k]);
        fputs("}\n", out);
    }
}

void
bca_write_effects(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_intervention *v = annual->result->program->intervention;

    fputs(
        "\\begingroup\\bcatable\n"
        "\\begin{longtable}{@{}L{1.3in}L{0.85in}R{0.8in}R{0.8in}L{0.75in}R{0.62in}"
        "R{0.78in}R{0.5in}@{}}\n\\toprule\nOutcome & Studies & Effect at first (SE) & "
        "Effect later (SE) & Years after the start & Unadjusted & Between-study "
        "variance & I²\\\\\n\\midrule\n\\endhead\n\\bottomrule\n"
        "\\endfoot\n",
        out);
    for (size_t i = 0; i < v->n_evidence; i++)
        effect_row(annual, &v->evidence[i], out);
    fputs("\\end{longtable}\\endgroup\n", out);
    for (size_t i = 0; i < v->n_evidence; i++) {
        const bca_evidence *e = &v->evidence[i];

        put_where(annual, e, out);
        put_notes(e, out);
    }
}

void
bca_write_unvalued(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_intervention *v = annual->result->program->intervention;

    fputs("\\begin{itemize}\\footnotesize\\sffamily\\raggedright\n", out);
    for (size_t i = 0; i < v->n_unvalued; i++) {
        const bca_unvalued *u = &v->unvalued[i];

        fputs("\\item ", out);
        bca_latex_text(out, u->outcome);
        if (!isnan(u->effect)) {
            fputs(", effect ", out);
            bca_put_fixed(out, u->effect, 3);
        }
        if (!isnan(u->se)) {
            fputs(" (SE ", out);
            bca_put_fixed(out, u->se, 3);
            fputc(')', out);
        }
        if (u->reason != NULL) {
            fputs(": ", out);
            bca_latex_text(out, u->reason);
        }
        bca_put_cite(out, annual->run->registry, u->provenance.source_id);
        fputc('\n', out);
    }
    fputs("\\end{itemize}\n", out);
}

void
bca_write_ratings(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_intervention *v = annual->result->program->intervention;

    fputs("\\begin{itemize}\\footnotesize\\sffamily\\raggedright\n", out);
    for (size_t i = 0; i < v->n_ratings; i++) {
        const bca_rating *r = &v->ratings[i];

        fputs("\\item ", out);
        bca_latex_text(out, r->clearinghouse);
        fputs(": ", out);
        bca_latex_text(out, r->value);
        if (r->as_of != NULL) {
            fputs(", as of ", out);
            bca_latex_text(out, r->as_of);
        }
        fputs(r->archived == 1 ? " (archived)" : "", out);
        bca_put_cite(out, annual->run->registry, r->source_id);
        fputc('\n', out);
    }
    fputs("\\end{itemize}\n", out);
}
