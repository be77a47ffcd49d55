#include "report/meta_report.h"

#include <math.h>

enum {
    PART,
    NAME,
    K,
    ESTIMATE,
    SE,
    STATISTIC,
    P,
    CI_LOWER,
    CI_UPPER,
    PI_LOWER,
    PI_UPPER,
    TAU2,
    I2,
    Q,
    Q_P,
    WEIGHT,
    COLUMNS
};

static const bca_column columns[COLUMNS] = {
    [PART] = {"part", "Part", "", BCA_COLUMN_TEXT, 0},
    [NAME] = {"name", "Name", "", BCA_COLUMN_TEXT, 0},
    [K] = {"k", "Studies", "", BCA_COLUMN_NUMBER, 0},
    [ESTIMATE] = {"estimate", "Estimate", "", BCA_COLUMN_NUMBER, 4},
    [SE] = {"se", "SE", "", BCA_COLUMN_NUMBER, 4},
    [STATISTIC] = {"statistic", "Statistic", "", BCA_COLUMN_NUMBER, 4},
    [P] = {"p", "p", "", BCA_COLUMN_NUMBER, 4},
    [CI_LOWER] = {"ci_lower", "Lower", "", BCA_COLUMN_NUMBER, 4},
    [CI_UPPER] = {"ci_upper", "Upper", "", BCA_COLUMN_NUMBER, 4},
    [PI_LOWER] = {"pi_lower", "Lower, new study", "", BCA_COLUMN_NUMBER, 4},
    [PI_UPPER] = {"pi_upper", "Upper, new study", "", BCA_COLUMN_NUMBER, 4},
    [TAU2] = {"tau2", "tau2", "", BCA_COLUMN_NUMBER, 4},
    [I2] = {"i2", "I2", "%", BCA_COLUMN_NUMBER, 1},
    [Q] = {"q", "Q", "", BCA_COLUMN_NUMBER, 2},
    [Q_P] = {"q_p", "p of Q", "", BCA_COLUMN_NUMBER, 4},
    [WEIGHT] = {"weight", "Weight", "%", BCA_COLUMN_PERCENT, 1},
};

static const double percent = 100.0;

/* Rows filled so far. */
typedef struct rows {
    bca_cell *cells;
    size_t n;
} rows;

static double
finite(double value)
{
    return isfinite(value) ? value : NAN;
}

static bca_cell *
add_row(rows *r, const char *part, const char *name)
{
    bca_cell *row = &r->cells[r->n++ * COLUMNS];

    for (size_t c = 0; c < COLUMNS; c++)
        row[c] = (bca_cell){NULL, NAN};
    row[PART].text = part;
    row[NAME].text = name;
    return row;
}

static void
put_coefficient(bca_cell row[], const bca_coefficient *b)
{
    row[ESTIMATE].number = finite(b->estimate);
    row[SE].number = finite(b->se);
    row[STATISTIC].number = finite(b->statistic);
    row[P].number = finite(b->p);
    row[CI_LOWER].number = finite(b->ci_lower);
    row[CI_UPPER].number = finite(b->ci_upper);
}

static void
put_spread(bca_cell row[], const bca_meta_fit *fit)
{
    row[K].number = (double)fit->k;
    row[TAU2].number = finite(fit->tau2);
    row[I2].number = finite(percent * fit->i2);
    row[Q].number = finite(fit->q);
    row[Q_P].number = finite(fit->q_p);
}

/* A pooled effect: of all studies, a subgroup, without one, with those filled in. */
static void
add_fit(rows *r, const char *part, const char *name, const bca_meta_fit *fit)
{
    bca_cell *row = add_row(r, part, name);

    put_coefficient(row, &fit->b[0]);
    put_spread(row, fit);
    row[PI_LOWER].number = finite(fit->pi_lower);
    row[PI_UPPER].number = finite(fit->pi_upper);
}

static void
add_studies(rows *r, const bca_synthesis *a)
{
    for (size_t i = 0; i < a->fit.k; i++) {
        bca_cell *row = add_row(r, "study", a->studies.labels[i]);

        row[ESTIMATE].number = a->studies.data.effects[i].effect;
        row[SE].number = sqrt(a->studies.data.effects[i].variance);
        row[WEIGHT].number = a->weights[i];
    }
}

static void
add_coefficients(rows *r, const bca_synthesis *a)
{
    for (size_t j = 0; j < a->fit.p; j++) {
        bca_cell *row = add_row(r, "coefficient", a->studies.data.names[j]);

        put_coefficient(row, &a->fit.b[j]);
        put_spread(row, &a->fit);
    }
}

bca_status
bca_meta_table(bca_table *out, bca_arena *arena, const bca_meta_report *report,
               bca_error *err)
{
    const bca_synthesis *a = report->synthesis;
    size_t most = a->fit.p + a->subgroups.n + 1 + 2 * a->fit.k;
    rows r = {.cells = bca_arena_alloc(arena, most, COLUMNS * sizeof *r.cells)};

    if (r.cells == NULL)
        return bca_fail_memory(err);
    if (a->fit.p == 1)
        add_fit(&r, "coefficient", "intercept", &a->fit);
    else
        add_coefficients(&r, a);
    for (size_t g = 0; g < a->subgroups.n; g++)
        add_fit(&r, "subgroup", a->subgroups.items[g].name, &a->subgroups.items[g].fit);
    if (a->trim_fill != NULL)
        add_fit(&r, "trim-and-fill", NULL, &a->trim_fill->fit);
    for (size_t i = 0; a->without != NULL && i < a->fit.k; i++)
        add_fit(&r, "without", a->studies.labels[i], &a->without[i]);
    add_studies(&r, a);
    *out = (bca_table){columns, r.cells, COLUMNS, r.n};
    return BCA_OK;
}
