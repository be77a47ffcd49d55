/* Every number that a report says of studies, a row a pooled effect: studies.csv. */

#include <math.h>

#include "report/studies.h"

static const bca_column columns[] = {
    {"intervention_id", "Intervention", "", BCA_COLUMN_TEXT, 0},
    {"outcome", "Outcome", "", BCA_COLUMN_TEXT, 0},
    {"part", "Part", "", BCA_COLUMN_TEXT, 0},
    {"kind", "Kind", "", BCA_COLUMN_TEXT, 0},
    {"method", "Method", "", BCA_COLUMN_TEXT, 0},
    {"test", "Test", "", BCA_COLUMN_TEXT, 0},
    {"studies", "Studies", "", BCA_COLUMN_NUMBER, 0},
    {"effect", "Effect", "", BCA_COLUMN_NUMBER, 3},
    {"effect_se", "Standard error", "", BCA_COLUMN_NUMBER, 3},
    {"ci_lower", "Interval, lower end", "", BCA_COLUMN_NUMBER, 3},
    {"ci_upper", "Interval, upper end", "", BCA_COLUMN_NUMBER, 3},
    {"pi_lower", "Prediction interval, lower end", "", BCA_COLUMN_NUMBER, 3},
    {"pi_upper", "Prediction interval, upper end", "", BCA_COLUMN_NUMBER, 3},
    {"tau2", "Variance between studies", "", BCA_COLUMN_NUMBER, 3},
    {"i2", "I2", "fraction", BCA_COLUMN_PERCENT, 0},
    {"q", "Q", "", BCA_COLUMN_NUMBER, 1},
    {"p", "p of the effect", "", BCA_COLUMN_NUMBER, 3},
    {"ratio", "Ratio of effects", "", BCA_COLUMN_NUMBER, 2},
    {"ratio_lower", "Its interval, lower end", "", BCA_COLUMN_NUMBER, 2},
    {"ratio_upper", "Its interval, upper end", "", BCA_COLUMN_NUMBER, 2},
    {"reason", "Why there is none", "", BCA_COLUMN_TEXT, 0},
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

/* Rows that are written, or only counted while cells is NULL. */
typedef struct rows {
    bca_cell *cells;
    size_t n;
} rows;

/* What one row says: a pooled effect, or a coefficient of a regression. */
typedef struct line {
    const char *part, *kind;
    const bca_meta_options *options;
    const bca_meta_fit *fit;
    const char *reason; /* NULL: the fit holds */
    size_t coefficient;
    const bca_ratio *ratio; /* NULL: none */
} line;

static void
add(rows *r, const bca_study_report *report, const line *l)
{
    bool some = l->reason == NULL;
    const bca_coefficient b = some ? l->fit->b[l->coefficient]
                                   : (bca_coefficient){NAN, NAN, NAN, NAN, NAN, NAN};
    const bca_cell cells[COLUMNS] = {
        {.text = report->set.intervention->id},
        {.text = report->set.evidence->outcome},
        {.text = l->part},
        {.text = l->kind},
        {.text = bca_pooling_choices[l->options->method]},
        {.text = bca_test_choices[l->options->test]},
        {.number = some ? (double)l->fit->k : NAN},
        {.number = b.estimate},
        {.number = b.se},
        {.number = b.ci_lower},
        {.number = b.ci_upper},
        {.number = some ? l->fit->pi_lower : NAN},
        {.number = some ? l->fit->pi_upper : NAN},
        {.number = some ? l->fit->tau2 : NAN},
        {.number = some ? l->fit->i2 : NAN},
        {.number = some ? l->fit->q : NAN},
        {.number = b.p},
        {.number = l->ratio != NULL ? l->ratio->ratio : NAN},
        {.number = l->ratio != NULL ? l->ratio->lower : NAN},
        {.number = l->ratio != NULL ? l->ratio->upper : NAN},
        {.text = l->reason},
    };

    for (int c = 0; r->cells != NULL && c < COLUMNS; c++)
        r->cells[r->n * COLUMNS + (size_t)c] = cells[c];
    r->n++;
}

static void
add_part(rows *r, const bca_study_report *report, const char *part, const char *kind,
         const bca_pooled_part *p)
{
    add(r, report,
        &(line){part, kind, &report->set.options, &p->fit, p->reason, 0, NULL});
}

static void
add_methods(rows *r, const bca_study_report *report)
{
    for (int m = 0; m < BCA_POOL_COUNT; m++) {
        for (int t = 0; t < 2; t++) {
            const bca_pooled_part *p = &report->methods[m][t];
            const bca_meta_options options = {(bca_pooling)m,
                                              t == 0 ? BCA_TEST_Z : BCA_TEST_ADHOC,
                                              report->set.options.level};

            add(r, report,
                &(line){"method", NULL, &options, &p->fit, p->reason, 0, NULL});
        }
    }
}

static void
add_groups(rows *r, const bca_study_report *report)
{
    for (int by = 0; by < BCA_STUDY_ATTRIBUTES; by++) {
        const bca_subgroups *g = &report->groups[by];

        for (size_t i = 0; i < g->n; i++)
            add(r, report,
                &(line){bca_study_attribute_choices[by], g->items[i].name,
                        &report->set.options, &g->items[i].fit, NULL, 0, NULL});
    }
    for (size_t i = 0; i < report->n_measured; i++) {
        const bca_measured_part *m = &report->measured[i];

        add_part(r, report, "measured", m->name, &m->all);
        add_part(r, report, "measured-randomized", m->name, &m->randomized);
    }
}

static void
add_regression(rows *r, const bca_study_report *report)
{
    const bca_pooled_part *p = &report->regression;

    for (size_t i = 0; p->name != NULL && p->reason == NULL && i < p->fit.p; i++)
        add(r, report,
            &(line){"regression", i == 0 ? report->reference : report->terms[i],
                    &report->set.options, &p->fit, NULL, i, NULL});
}

static void
add_contrasts(rows *r, const bca_study_report *report)
{
    for (size_t i = 0; i < report->n_contrasts; i++) {
        const bca_contrast_part *c = &report->contrasts[i];
        bool both = c->of.reason == NULL && c->against.reason == NULL;

        add(r, report,
            &(line){"contrast-of", c->contrast->id, &report->set.options, &c->of.fit,
                    c->of.reason, 0, both ? &c->ratio : NULL});
        add_part(r, report, "contrast-against", c->contrast->id, &c->against);
    }
}

static void
add_report(rows *r, const bca_study_report *report)
{
    add(r, report,
        &(line){"all", NULL, &report->set.options, &report->synthesis.fit,
                report->reason, 0, NULL});
    if (report->reason != NULL)
        return;
    add_methods(r, report);
    add_groups(r, report);
    add_regression(r, report);
    add_contrasts(r, report);
}

bca_status
bca_study_reports_table(bca_table *out, bca_arena *arena,
                        const bca_study_report reports[], size_t n, bca_error *err)
{
    rows counted = {NULL, 0};
    rows written;

    for (size_t i = 0; i < n; i++)
        add_report(&counted, &reports[i]);
    written = (rows){bca_arena_alloc(arena, counted.n * COLUMNS, sizeof(bca_cell)), 0};
    if (written.cells == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        add_report(&written, &reports[i]);
    *out = (bca_table){columns, written.cells, COLUMNS, written.n};
    return BCA_OK;
}

static const bca_column overview[] = {
    {"intervention_id", "Intervention", "", BCA_COLUMN_TEXT, 0},
    {"outcome", "Outcome", "", BCA_COLUMN_TEXT, 0},
    {"studies", "Studies", "", BCA_COLUMN_NUMBER, 0},
    {"effect", "Effect", "", BCA_COLUMN_NUMBER, 3},
    {"ci_lower", "95% from", "", BCA_COLUMN_NUMBER, 3},
    {"ci_upper", "to", "", BCA_COLUMN_NUMBER, 3},
    {"pi_lower", "New site from", "", BCA_COLUMN_NUMBER, 3},
    {"pi_upper", "to", "", BCA_COLUMN_NUMBER, 3},
    {"i2", "I2", "", BCA_COLUMN_PERCENT, 0},
};

enum { OVERVIEW = sizeof overview / sizeof overview[0] };

bca_status
bca_study_overview_table(bca_table *out, bca_arena *arena,
                         const bca_study_report reports[], size_t n, bca_error *err)
{
    bca_cell *cells = bca_arena_alloc(arena, n * OVERVIEW, sizeof *cells);

    if (cells == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        const bca_study_report *r = &reports[i];
        const bca_meta_fit *fit = &r->synthesis.fit;
        const double numbers[] = {(double)r->set.effects.n,
                                  fit->b[0].estimate,
                                  fit->b[0].ci_lower,
                                  fit->b[0].ci_upper,
                                  fit->pi_lower,
                                  fit->pi_upper,
                                  fit->i2};
        bca_cell *row = &cells[i * OVERVIEW];

        row[0].text = r->set.intervention->id;
        row[1].text = r->set.evidence->outcome;
        for (int c = 2; c < OVERVIEW; c++)
            row[c].number = r->reason == NULL || c == 2 ? numbers[c - 2] : NAN;
    }
    *out = (bca_table){overview, cells, OVERVIEW, n};
    return BCA_OK;
}
