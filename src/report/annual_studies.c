#include <math.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* The slots of studies.tex: what the studies of one outcome say. */

static const bca_study_report *
report_of(const void *context)
{
    const bca_annual *annual = context;

    return annual->studies;
}

static const bca_study_set *
set_of(const void *context)
{
    return &report_of(context)->set;
}

static const bca_meta_fit *
fit_of(const void *context)
{
    return &report_of(context)->synthesis.fit;
}

static bool
is_pooled(const void *context)
{
    return report_of(context)->reason == NULL;
}

static void
intervention(const void *context, FILE *out)
{
    bca_latex_text(out, set_of(context)->intervention->name);
}

static void
outcome(const void *context, FILE *out)
{
    const bca_evidence *evidence = set_of(context)->evidence;

    bca_put_words(out, evidence->outcome);
    if (evidence->person != NULL) {
        fputs(", ", out);
        bca_put_words(out, evidence->person);
    }
}

/* "cbt-offenders.conviction": letters, digits, hyphens and points, by the schema */
static void
studies_id(const void *context, FILE *out)
{
    const bca_evidence *evidence = set_of(context)->evidence;

    fprintf(out, "%s.%s%s%s", set_of(context)->intervention->id, evidence->outcome,
            evidence->person != NULL ? "." : "",
            evidence->person != NULL ? evidence->person : "");
}

static void
study_count(const void *context, FILE *out)
{
    bca_put_count(out, set_of(context)->effects.n, "study", "studies");
}

static void
randomized_count(const void *context, FILE *out)
{
    const bca_study_effects *e = &set_of(context)->effects;
    size_t n = 0;

    for (size_t i = 0; i < e->n; i++)
        n += e->studies[i]->design == BCA_RANDOMIZED;
    bca_put_number_of(out, n);
}

static size_t
results_of(const bca_study_set *set)
{
    size_t n = 0;

    for (size_t i = 0; i < set->effects.n; i++) {
        for (int form = 0; form < BCA_REPORTED_FORMS; form++)
            n += set->effects.studies[i]->results[form].n;
    }
    return n;
}

static bool
has_several_results(const void *context)
{
    return results_of(set_of(context)) > set_of(context)->effects.n;
}

static void
result_count(const void *context, FILE *out)
{
    bca_put_count(out, results_of(set_of(context)), "result", "results");
}

static void
rho(const void *context, FILE *out)
{
    bca_put_exact(out, bca_studies_rho(set_of(context)->evidence->studies));
}

static void
cite(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_cites(out, annual->run->registry,
                  &set_of(context)->evidence->studies->provenance);
}

static void
reason(const void *context, FILE *out)
{
    bca_latex_text(out, report_of(context)->reason);
}

static bool
has_note(const void *context)
{
    return set_of(context)->evidence->studies->provenance.note != NULL;
}

static void
note(const void *context, FILE *out)
{
    bca_latex_text(out, set_of(context)->evidence->studies->provenance.note);
}

static void
method(const void *context, FILE *out)
{
    bca_latex_text(out, bca_pooling_title(set_of(context)->options.method));
}

static void
estimate(const void *context, FILE *out)
{
    bca_put_fixed(out, fit_of(context)->b[0].estimate, 3);
}

static void
interval(const void *context, FILE *out)
{
    bca_put_interval(out, fit_of(context)->b[0].ci_lower,
                     fit_of(context)->b[0].ci_upper, 3);
}

/* An odds ratio means something when every result counts persons. */
static bool
has_odds_ratio(const void *context)
{
    const bca_study_set *set = set_of(context);

    return is_pooled(context) && bca_study_set_is_dichotomous(set);
}

static void
odds_ratio(const void *context, FILE *out)
{
    bca_put_fixed(out, bca_odds_ratio(fit_of(context)->b[0].estimate), 2);
}

static void
odds_interval(const void *context, FILE *out)
{
    bca_put_interval(out, bca_odds_ratio(fit_of(context)->b[0].ci_lower),
                     bca_odds_ratio(fit_of(context)->b[0].ci_upper), 2);
}

static bool
has_prediction(const void *context)
{
    return is_pooled(context) && !isnan(fit_of(context)->pi_lower);
}

static void
prediction_low(const void *context, FILE *out)
{
    bca_put_fixed(out, fit_of(context)->pi_lower, 3);
}

static void
prediction_high(const void *context, FILE *out)
{
    bca_put_fixed(out, fit_of(context)->pi_upper, 3);
}

static bool
has_heterogeneity(const void *context)
{
    return is_pooled(context) && fit_of(context)->k > 1;
}

static void
heterogeneity(const void *context, FILE *out)
{
    const bca_synthesis *a = &report_of(context)->synthesis;

    fputs("The variance between studies is ", out);
    bca_put_fixed(out, a->fit.tau2, 3);
    if (!isnan(a->tau2_lower)) {
        fputs(" (95 percent interval ", out);
        bca_put_interval(out, a->tau2_lower, a->tau2_upper, 3);
        fputc(')', out);
    }
    fputs("; ", out);
    bca_put_percent(out, a->fit.i2, 0);
    fputs(" of the variation is more than chance (Q ", out);
    bca_put_fixed(out, a->fit.q, 1);
    fprintf(out, " with %.0f degrees of freedom, p ", a->fit.q_df);
    bca_put_p(out, a->fit.q_p);
    fputs(").", out);
}

/* ------------------------------------------------------- small and single studies */

static void
egger(const bca_synthesis *a, FILE *out)
{
    if (a->egger == NULL) {
        bca_latex_sentence(out, a->egger_reason);
        fputs(". ", out);
        return;
    }
    fputs("Egger's test for small studies with other effects: intercept ", out);
    bca_put_fixed(out, a->egger->intercept, 2);
    fputs(", p ", out);
    bca_put_p(out, a->egger->p);
    fputs(". ", out);
}

static void
trim_fill(const bca_synthesis *a, FILE *out)
{
    if (a->trim_fill == NULL) {
        bca_latex_sentence(out, a->trim_fill_reason);
        fputs(". ", out);
        return;
    }
    if (a->trim_fill->k0 == 0) {
        fputs("Trim-and-fill adds no study. ", out);
        return;
    }
    fputs("Trim-and-fill adds ", out);
    bca_put_count(out, a->trim_fill->k0, "study", "studies");
    fputs(" and moves the pooled effect to ", out);
    bca_put_fixed(out, a->trim_fill->fit.b[0].estimate, 3);
    fputs(". ", out);
}

static void
single_studies(const bca_study_report *report, FILE *out)
{
    const bca_study_set *set = &report->set;
    const bca_synthesis *a = &report->synthesis;
    double low = INFINITY;
    double high = -INFINITY;
    size_t most = 0;
    double base = a->fit.b[0].estimate;

    if (a->without == NULL) {
        fputs("Leaving out single studies is not possible: ", out);
        bca_latex_text(out, a->without_reason);
        fputs(".\n", out);
        return;
    }
    for (size_t i = 0; i < set->effects.n; i++) {
        double b = a->without[i].b[0].estimate;

        low = fmin(low, b);
        high = fmax(high, b);
        if (fabs(b - base) > fabs(a->without[most].b[0].estimate - base))
            most = i;
    }
    fputs("Without any one of the studies the pooled effect lies between ", out);
    bca_put_fixed(out, low, 3);
    fputs(" and ", out);
    bca_put_fixed(out, high, 3);
    fputs("; leaving out ", out);
    bca_latex_text(out, set->labels[most]);
    fputs(" moves it most.\n", out);
}

static void
small_studies(const void *context, FILE *out)
{
    egger(&report_of(context)->synthesis, out);
    trim_fill(&report_of(context)->synthesis, out);
    single_studies(report_of(context), out);
}

static const bca_slot slots[] = {
    {"intervention", intervention, NULL},
    {"outcome", outcome, NULL},
    {"studiesId", studies_id, NULL},
    {"studyCount", study_count, NULL},
    {"randomizedCount", randomized_count, NULL},
    {"severalResults", NULL, has_several_results},
    {"resultCount", result_count, NULL},
    {"rho", rho, NULL},
    {"cite", cite, NULL},
    {"note", note, has_note},
    {"pooled", NULL, is_pooled},
    {"reason", reason, NULL},
    {"method", method, NULL},
    {"estimate", estimate, NULL},
    {"interval", interval, NULL},
    {"oddsRatio", odds_ratio, has_odds_ratio},
    {"oddsInterval", odds_interval, NULL},
    {"prediction", NULL, has_prediction},
    {"predictionLow", prediction_low, NULL},
    {"predictionHigh", prediction_high, NULL},
    {"heterogeneity", heterogeneity, has_heterogeneity},
    {"methods", bca_write_methods, NULL},
    {"subgroups", bca_write_subgroups, bca_has_subgroups},
    {"measures", bca_write_measures, bca_has_measures},
    {"regression", bca_write_regression, bca_has_regression},
    {"contrasts", bca_write_contrasts, bca_has_contrasts},
    {"smallStudies", small_studies, NULL},
    {"forest", bca_write_forest, NULL},
    {"funnel", bca_write_funnel, NULL},
};

bca_slots
bca_studies_slots(void)
{
    return (bca_slots){slots, sizeof slots / sizeof slots[0]};
}
