#ifndef BCA_REPORT_STUDIES_H
#define BCA_REPORT_STUDIES_H

#include "evidence/synthesis.h"
#include "evidence/study_effect.h"
#include "report/forest.h"
#include "report/table.h"

/* The studies of one outcome of an intervention, before any multiplier. */
typedef struct bca_study_set {
    const bca_intervention *intervention;
    const bca_evidence *evidence; /* with studies */
    bca_study_effects effects;
    const char **labels; /* [effects.n] */
    bca_meta_options options;
} bca_study_set;

/* A pooled effect, or why there is none. */
typedef struct bca_pooled_part {
    const char *name;
    bca_meta_fit fit;   /* when reason is NULL */
    const char *reason; /* NULL: it was possible */
} bca_pooled_part;

/* What one kind of measurement finds. */
typedef struct bca_measured_part {
    const char *name; /* "graduation"; NULL: everything together */
    bca_pooled_part all, randomized;
} bca_measured_part;

/* What the studies say of a contrast. */
typedef struct bca_contrast_part {
    const bca_contrast *contrast;
    bca_pooled_part of, against;
    bca_ratio ratio; /* when both sides could be pooled */
} bca_contrast_part;

/* Everything that a report says of a set. When reason is not NULL the studies cannot be
 * pooled and nothing but the set is filled. */
typedef struct bca_study_report {
    bca_study_set set;
    const char *reason;
    bca_synthesis synthesis;
    bca_pooled_part methods[BCA_POOL_COUNT]
                           [2]; /* with z, and with the floored interval */
    bca_subgroups groups[BCA_STUDY_ATTRIBUTES]; /* n 0: the studies do not differ */
    bca_measured_part *measured;                /* [n_measured], 0 or at least 2 */
    size_t n_measured;
    bca_pooled_part regression;   /* every attribute as a factor; name NULL: none */
    const char **terms;           /* [regression.fit.p] names of its coefficients */
    const char *reference;        /* the kind of study of the intercept */
    bca_contrast_part *contrasts; /* [n_contrasts] */
    size_t n_contrasts;
    const bca_drawing **forest; /* [n_forest] pages */
    size_t n_forest;
    const bca_drawing *funnel;
} bca_study_report;

/* Everything belongs to arena. Errors: BCA_ENOMEM; bca_study_report_make also
 * BCA_EINTERNAL. */
BCA_MUST_CHECK bca_status bca_study_set_make(bca_study_set *out, bca_arena *arena,
                                             const bca_intervention *intervention,
                                             const bca_evidence *evidence,
                                             bca_error *err);
BCA_MUST_CHECK bca_status bca_study_report_make(bca_study_report *out, bca_arena *arena,
                                                const bca_study_set *set,
                                                bca_error *err);

/* The reports on all outcomes with pooled studies of a registry, by intervention:
 * items[n]. */
typedef struct bca_study_reports {
    bca_study_report *items;
    size_t n;
} bca_study_reports;

BCA_MUST_CHECK bca_status bca_study_reports_make(bca_study_reports *out,
                                                 bca_arena *arena,
                                                 const bca_registry *registry,
                                                 bca_error *err);

/* Parts of the report, for its maker alone; Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_study_regression(bca_study_report *out, bca_arena *arena,
                                               bca_error *err);
BCA_MUST_CHECK bca_status bca_study_plots(bca_study_report *out, bca_arena *arena,
                                          bca_error *err);

/* Pool effects; a refusal becomes the reason of the part. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_pool_part(bca_pooled_part *out, bca_arena *arena,
                                        const bca_meta_data *data,
                                        const bca_meta_options *options,
                                        bca_error *err);

/* Every number of the reports, a row a pooled effect: studies.csv. Columns are stable;
 * new ones come at the end. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_study_reports_table(bca_table *out, bca_arena *arena,
                                                  const bca_study_report reports[],
                                                  size_t n, bca_error *err);

/* The pooled effect of each report, a row each, in few columns: what the terminal
 * shows. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_study_overview_table(bca_table *out, bca_arena *arena,
                                                   const bca_study_report reports[],
                                                   size_t n, bca_error *err);

/* Study-level data as a table, a row a study: what `bca studies` prints and `bca meta`
 * reads. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_study_set_table(bca_table *out, bca_arena *arena,
                                              const bca_study_set *set, bca_error *err);

/* Whether every result counts persons, so that its effect is an odds ratio too. */
bool bca_study_set_is_dichotomous(const bca_study_set *set);

/* Odds ratio of a D-cox: exp(1.65 d). */
double bca_odds_ratio(double dcox);

/* "DerSimonian–Laird (DL)" */
const char *bca_pooling_title(bca_pooling pooling);

#endif
