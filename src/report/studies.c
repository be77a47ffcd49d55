#include "report/studies.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/dcox.h"
#include "evidence/evidence.h"
#include "report/table.h"

static const char *const titles[BCA_POOL_COUNT] = {
    [BCA_POOL_FE] = "Equal effects (FE)",
    [BCA_POOL_DL] = "DerSimonian\u2013Laird (DL)",
    [BCA_POOL_HE] = "Hedges (HE)",
    [BCA_POOL_SJ] = "Sidik\u2013Jonkman (SJ)",
    [BCA_POOL_ML] = "Maximum likelihood (ML)",
    [BCA_POOL_REML] = "Restricted maximum likelihood (REML)",
    [BCA_POOL_PM] = "Paule\u2013Mandel (PM)",
    [BCA_POOL_EB] = "Empirical Bayes (EB)",
};

const char *
bca_pooling_title(bca_pooling pooling)
{
    return titles[pooling];
}

double
bca_odds_ratio(double dcox)
{
    return exp(bca_dcox_scale * dcox);
}

bool
bca_study_set_is_dichotomous(const bca_study_set *set)
{
    for (size_t i = 0; i < set->effects.n; i++) {
        const bca_study_results *r = set->effects.studies[i]->results;

        if (r[BCA_MEANS].n + r[BCA_STATISTIC].n + r[BCA_CORRELATION].n > 0)
            return false;
        for (size_t k = 0; k < r[BCA_EFFECT].n; k++) {
            if (r[BCA_EFFECT].items[k].measure != BCA_MEASURE_LOG_ODDS)
                return false;
        }
    }
    return true;
}

bca_status
bca_study_set_make(bca_study_set *out, bca_arena *arena,
                   const bca_intervention *intervention, const bca_evidence *evidence,
                   bca_error *err)
{
    const bca_study_filter all = {.measured = NULL};
    bca_study_set set = {.intervention = intervention,
                         .evidence = evidence,
                         .options = bca_studies_options(evidence->studies)};
    bca_status st = bca_study_effects_make(&set.effects, arena, evidence->studies, &all,
                                           (bca_flag_factors){NULL, 0}, err);

    if (st != BCA_OK)
        return st;
    set.labels = bca_arena_alloc(arena, set.effects.n, sizeof *set.labels);
    if (set.labels == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < set.effects.n; i++)
        set.labels[i] = set.effects.studies[i]->label;
    *out = set;
    return BCA_OK;
}

/* ------------------------------------------------------------------ as a table */

static const bca_column columns[] = {
    {"study", "Study", "", BCA_COLUMN_TEXT, 0},
    {"label", "Label", "", BCA_COLUMN_TEXT, 0},
    {"design", "Design", "", BCA_COLUMN_TEXT, 0},
    {"setting", "Setting", "", BCA_COLUMN_TEXT, 0},
    {"population", "Population", "", BCA_COLUMN_TEXT, 0},
    {"delivery", "Delivery", "", BCA_COLUMN_TEXT, 0},
    {"evaluator", "Evaluator", "", BCA_COLUMN_TEXT, 0},
    {"implementation", "Problems", "", BCA_COLUMN_TEXT, 0},
    {"flags", "Flags", "", BCA_COLUMN_TEXT, 0},
    {"follow_up_months", "Follow-up", "months", BCA_COLUMN_NUMBER, 0},
    {"results", "Results", "", BCA_COLUMN_NUMBER, 0},
    {"yi", "Effect", "", BCA_COLUMN_NUMBER, 3},
    {"vi", "Variance", "", BCA_COLUMN_NUMBER, 4},
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

static void
fill_row(bca_cell row[COLUMNS], const bca_study *s, bca_effect_size size)
{
    double results = 0;

    for (int form = 0; form < BCA_REPORTED_FORMS; form++)
        results += (double)s->results[form].n;
    row[0].text = s->id;
    row[1].text = s->label;
    for (int by = 0; by < BCA_STUDY_ATTRIBUTES; by++)
        row[2 + by].text = bca_study_attribute_of(s, (bca_study_attribute)by);
    row[8].text = s->flags;
    row[9].number = s->follow_up_months;
    row[10].number = results;
    row[11].number = size.effect;
    row[12].number = size.variance;
}

bca_status
bca_study_set_table(bca_table *out, bca_arena *arena, const bca_study_set *set,
                    bca_error *err)
{
    size_t n = set->effects.n;
    bca_cell *cells = bca_arena_alloc(arena, n * COLUMNS, sizeof *cells);

    if (cells == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        fill_row(&cells[i * COLUMNS], set->effects.studies[i], set->effects.sizes[i]);
    *out = (bca_table){columns, cells, COLUMNS, n};
    return BCA_OK;
}
