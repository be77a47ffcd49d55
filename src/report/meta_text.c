#include "report/meta_report.h"

#include <math.h>
#include <stdbool.h>

#include "report/number.h"

/* How the numbers of one analysis are shown. */
typedef struct style {
    FILE *out;
    int decimals;      /* of effects: three digits of the standard error */
    const char *level; /* "95 %" */
} style;

enum { LABEL_WIDTH = 20, FEWEST = 2, MOST = 9 };

/* Decimals that show three digits of a value of this size. */
static int
decimals_for(double size)
{
    double digits = isfinite(size) && size > 0.0 ? 2.0 - floor(log10(size)) : FEWEST;

    return (int)fmin(fmax(digits, FEWEST), MOST);
}

static void
put_label(const style *s, const char *label)
{
    (void)fprintf(s->out, "%-*s", LABEL_WIDTH, label);
}

static void
put_number(const style *s, double value, int decimals)
{
    char text[BCA_NUMBER_TEXT];

    (void)fputs(isfinite(value) ? bca_number_fixed(text, value, decimals, "-") : "-",
                s->out);
}

static void
put_interval(const style *s, double lower, double upper, int decimals)
{
    (void)fprintf(s->out, "%s interval ", s->level);
    put_number(s, lower, decimals);
    (void)fputs(" to ", s->out);
    put_number(s, upper, decimals);
}

/* "0.058" or "< 0.001" */
static const char *
p_text(char out[BCA_NUMBER_TEXT], double p)
{
    static const double smallest = 0.001;

    if (isnan(p))
        return "-";
    return p < smallest ? "< 0.001" : bca_number_fixed(out, p, 3, "-");
}

static void
put_p(const style *s, double p)
{
    char text[BCA_NUMBER_TEXT];

    (void)fprintf(s->out, "p %s", p_text(text, p));
}

/* "Q 152.23 on 12 df, p < 0.001" */
static void
put_test(const style *s, const char *name, double value, double df, double p)
{
    (void)fprintf(s->out, "%s ", name);
    put_number(s, value, 2);
    (void)fprintf(s->out, " on %g df, ", df);
    put_p(s, p);
}

static void
put_effect(const style *s, const char *label, const bca_coefficient *b)
{
    put_label(s, label);
    put_number(s, b->estimate, s->decimals);
    (void)fputs(", ", s->out);
    put_interval(s, b->ci_lower, b->ci_upper, s->decimals);
    (void)fputs(", ", s->out);
    put_p(s, b->p);
    (void)fputc('\n', s->out);
}

static void
put_heterogeneity(const style *s, const bca_synthesis *a)
{
    const bca_meta_fit *fit = &a->fit;
    char text[BCA_NUMBER_TEXT];
    int decimals = decimals_for(fit->tau2);

    if (fit->q_df == 0.0)
        return;
    put_label(s, fit->p > 1 ? "Left unexplained" : "Heterogeneity");
    (void)fprintf(s->out, "I2 %s %%, ", bca_number_percent(text, fit->i2, 1, "-"));
    put_test(s, "Q", fit->q, fit->q_df, fit->q_p);
    (void)fputc('\n', s->out);
    if (fit->options.method == BCA_POOL_FE)
        return;
    put_label(s, "");
    (void)fputs("tau2 ", s->out);
    put_number(s, fit->tau2, decimals);
    if (!isnan(a->tau2_lower)) {
        (void)fputs(", ", s->out);
        put_interval(s, a->tau2_lower, a->tau2_upper, decimals);
    }
    (void)fputc('\n', s->out);
}

static void
put_pooled(const style *s, const bca_synthesis *a)
{
    const bca_meta_fit *fit = &a->fit;

    put_effect(s, "Pooled effect", &fit->b[0]);
    if (!isnan(fit->pi_lower)) {
        put_label(s, "New study");
        put_interval(s, fit->pi_lower, fit->pi_upper, s->decimals);
        (void)fputs(" (prediction)\n", s->out);
    }
}

static void
put_moderators(const style *s, const bca_meta_fit *fit)
{
    char text[BCA_NUMBER_TEXT];

    put_label(s, "Moderators");
    if (isnan(fit->df)) {
        put_test(s, "QM", fit->qm, fit->qm_df, fit->qm_p);
    } else {
        (void)fputs("F ", s->out);
        put_number(s, fit->qm, 2);
        (void)fprintf(s->out, " on %g and %g df, ", fit->qm_df, fit->df);
        put_p(s, fit->qm_p);
    }
    if (!isnan(fit->r2))
        (void)fprintf(s->out, "; they explain %s %% of the differences",
                      bca_number_percent(text, fit->r2, 1, "-"));
    (void)fputc('\n', s->out);
}

static void
put_egger(const style *s, const bca_synthesis *a)
{
    put_label(s, "Egger's test");
    if (a->egger != NULL)
        put_test(s, "t", a->egger->t, a->egger->df, a->egger->p);
    else
        (void)fputs(a->egger_reason, s->out);
    (void)fputc('\n', s->out);
}

static void
put_trim_fill(const style *s, const bca_synthesis *a)
{
    const bca_trim_fill *t = a->trim_fill;

    put_label(s, "Trim-and-fill");
    if (t == NULL) {
        (void)fputs(a->trim_fill_reason, s->out);
    } else if (t->k0 == 0) {
        (void)fputs("no studies appear to be missing", s->out);
    } else {
        (void)fprintf(s->out, "%zu %s filled in on the %s: ", t->k0,
                      t->k0 == 1 ? "study" : "studies", t->side > 0 ? "right" : "left");
        put_number(s, t->fit.b[0].estimate, s->decimals);
        (void)fputs(", ", s->out);
        put_interval(s, t->fit.b[0].ci_lower, t->fit.b[0].ci_upper, s->decimals);
    }
    (void)fputc('\n', s->out);
}

/* The study whose absence moves the result most, by Cook's distance. */
static void
put_most_influential(const style *s, const bca_synthesis *a)
{
    size_t most = 0;

    if (a->influence == NULL)
        return;
    for (size_t i = 1; i < a->fit.k; i++) {
        if (a->influence[i].cook > a->influence[most].cook)
            most = i;
    }
    put_label(s, "Most influential");
    (void)fprintf(s->out, "%s: without it ", a->studies.labels[most]);
    put_number(s, a->without[most].b[0].estimate, s->decimals);
    (void)fputs(", ", s->out);
    put_interval(s, a->without[most].b[0].ci_lower, a->without[most].b[0].ci_upper,
                 s->decimals);
    (void)fputc('\n', s->out);
}

/* Coefficients, or subgroups with two columns more, as rows of a table. */
enum { NAME, ESTIMATE, LOWER, UPPER, P, COEFFICIENT_COLUMNS, K = COEFFICIENT_COLUMNS };
enum { TAU2 = K + 1, GROUP_COLUMNS };

/* False when memory runs out. */
static bool
fill_row(bca_cell row[], bca_arena *arena, const char *name, const bca_coefficient *b)
{
    char p[BCA_NUMBER_TEXT];

    row[NAME].text = name;
    row[ESTIMATE].number = b->estimate;
    row[LOWER].number = b->ci_lower;
    row[UPPER].number = b->ci_upper;
    row[P].text = bca_arena_strdup(arena, p_text(p, b->p));
    return row[P].text != NULL;
}

static bca_status
put_table(const style *s, const bca_synthesis *a, bool groups, bca_error *err)
{
    const bca_column columns[GROUP_COLUMNS] = {
        {"name", groups ? "Group" : "Coefficient", "", BCA_COLUMN_TEXT, 0},
        {"estimate", "Effect", "", BCA_COLUMN_NUMBER, s->decimals},
        {"ci_lower", "Lower", "", BCA_COLUMN_NUMBER, s->decimals},
        {"ci_upper", "Upper", "", BCA_COLUMN_NUMBER, s->decimals},
        {"p", "p", "", BCA_COLUMN_TEXT, 0},
        {"k", "Studies", "", BCA_COLUMN_NUMBER, 0},
        {"tau2", "tau2", "", BCA_COLUMN_NUMBER, decimals_for(a->fit.tau2)},
    };
    size_t n = groups ? a->subgroups.n : a->fit.p;
    size_t width = groups ? GROUP_COLUMNS : COEFFICIENT_COLUMNS;
    bca_arena arena = BCA_ARENA_INIT;
    bca_cell *cells = bca_arena_alloc(&arena, n, width * sizeof *cells);
    bca_table t = {columns, cells, width, n};
    bool filled = true;
    bca_status st;

    if (cells == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        bca_cell *row = &cells[i * width];

        if (groups) {
            const bca_subgroup *group = &a->subgroups.items[i];

            filled = fill_row(row, &arena, group->name, &group->fit.b[0]) && filled;
            row[K].number = (double)group->k;
            row[TAU2].number =
                a->fit.options.method == BCA_POOL_FE ? NAN : group->fit.tau2;
        } else {
            filled =
                fill_row(row, &arena, a->studies.data.names[i], &a->fit.b[i]) && filled;
        }
    }
    st = filled ? bca_write_terminal(&t, s->out, err) : bca_fail_memory(err);
    bca_arena_free(&arena);
    return st;
}

static bca_status
put_groups(const style *s, const bca_synthesis *a, bca_error *err)
{
    const bca_subgroups *g = &a->subgroups;
    bca_status st;

    if (g->n == 0)
        return BCA_OK;
    (void)fputc('\n', s->out);
    st = put_table(s, a, true, err);
    if (!isnan(g->q_between)) {
        put_label(s, "Between groups");
        put_test(s, "Q", g->q_between, g->df, g->p);
        (void)fputc('\n', s->out);
    }
    return st;
}

bca_status
bca_meta_write_text(const bca_meta_report *report, FILE *out, bca_error *err)
{
    const bca_synthesis *a = report->synthesis;
    const bca_meta_fit *fit = &a->fit;
    char level[32];
    style s = {out, FEWEST, level};
    bca_status st = BCA_OK;

    for (size_t j = 0; j < fit->p; j++) {
        int decimals = decimals_for(fit->b[j].se);

        s.decimals = decimals > s.decimals ? decimals : s.decimals;
    }
    (void)snprintf(level, sizeof level, "%g %%", 100.0 * fit->options.level);
    (void)fprintf(
        out, "%zu %s, %s by %s, test %s\n\n", fit->k, fit->k == 1 ? "study" : "studies",
        fit->p > 1 ? "meta-regression" : "pooled",
        bca_pooling_choices[fit->options.method], bca_test_choices[fit->options.test]);
    if (fit->p > 1) {
        st = put_table(&s, a, false, err);
        (void)fputc('\n', out);
        put_moderators(&s, fit);
    } else {
        put_pooled(&s, a);
    }
    put_heterogeneity(&s, a);
    if (fit->p == 1) {
        put_egger(&s, a);
        put_trim_fill(&s, a);
        put_most_influential(&s, a);
    }
    if (st == BCA_OK)
        st = put_groups(&s, a, err);
    if (st == BCA_OK && (fflush(out) != 0 || ferror(out)))
        st = bca_fail(err, BCA_EIO, "could not write the table");
    return st;
}
