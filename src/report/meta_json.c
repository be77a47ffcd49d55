#include "report/meta_report.h"

#include <math.h>

#include "report/json_value.h"

static const double percent = 100.0;

/* A statistic over a standard error of 0 is not finite, and has no value either. */
static json_t *
real(double value)
{
    return bca_json_real(isfinite(value) ? value : NAN);
}

static json_t *
count(size_t n)
{
    return json_integer((json_int_t)n);
}

/* Numbers of an object: name, value. */
typedef struct item {
    const char *key;
    double value;
} item;

static json_t *
add_reals(json_t *object, const item items[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        object = bca_json_set(object, items[i].key, real(items[i].value));
    return object;
}

#define ADD_REALS(object, items)                                                       \
    add_reals(object, items, sizeof(items) / sizeof((items)[0]))

static json_t *
add_coefficient(json_t *object, const bca_coefficient *b)
{
    const item items[] = {{"estimate", b->estimate},   {"se", b->se},
                          {"statistic", b->statistic}, {"p", b->p},
                          {"ci_lower", b->ci_lower},   {"ci_upper", b->ci_upper}};

    return ADD_REALS(object, items);
}

/* The heterogeneity of a fit. */
static json_t *
add_spread(json_t *object, const bca_meta_fit *fit)
{
    const item items[] = {{"tau2", fit->tau2},
                          {"q", fit->q},
                          {"q_p", fit->q_p},
                          {"i2", fit->i2 * percent},
                          {"h2", fit->h2}};

    return ADD_REALS(object, items);
}

static json_t *
interval_of(double lower, double upper)
{
    const double ends[] = {lower, upper};

    return isnan(lower) || isnan(upper) ? json_null() : bca_json_reals(ends, 2);
}

static json_t *
coefficients_of(const bca_synthesis *a)
{
    json_t *array = json_array();

    for (size_t j = 0; j < a->fit.p; j++) {
        const char *const *names = a->studies.data.names;
        json_t *object =
            bca_json_set(json_object(), "name",
                         bca_json_text(names != NULL ? names[j] : "intercept"));

        array = bca_json_append(array, add_coefficient(object, &a->fit.b[j]));
    }
    return array;
}

/* The model: the keys that stand at the top. */
static json_t *
add_model(json_t *object, const bca_synthesis *a)
{
    static const bca_coefficient none = {NAN, NAN, NAN, NAN, NAN, NAN};
    const bca_meta_fit *fit = &a->fit;
    const item tail[] = {
        {"q", fit->q},   {"q_p", fit->q_p},           {"i2", fit->i2 * percent},
        {"h2", fit->h2}, {"pi_lower", fit->pi_lower}, {"pi_upper", fit->pi_upper}};
    const item rest[] = {{"level", fit->options.level},
                         {"q_df", fit->q_df},
                         {"df", fit->df},
                         {"qm", fit->qm},
                         {"qm_df", fit->qm_df},
                         {"qm_p", fit->qm_p},
                         {"r2", fit->r2}};

    object = bca_json_set(object, "k", count(fit->k));
    object = bca_json_set(object, "method",
                          bca_json_text(bca_pooling_choices[fit->options.method]));
    object = bca_json_set(object, "test",
                          bca_json_text(bca_test_choices[fit->options.test]));
    object = add_coefficient(object, fit->p == 1 ? &fit->b[0] : &none);
    object = bca_json_set(object, "tau2", real(fit->tau2));
    object = bca_json_set(object, "tau2_se", real(fit->tau2_se));
    object = bca_json_set(object, "tau2_ci", interval_of(a->tau2_lower, a->tau2_upper));
    object = ADD_REALS(object, tail);
    object = bca_json_set(object, "coefficients", coefficients_of(a));
    return ADD_REALS(object, rest);
}

static json_t *
egger_of(const bca_egger *e)
{
    const item items[] = {{"intercept", e->intercept},
                          {"se", e->se},
                          {"t", e->t},
                          {"df", e->df},
                          {"p", e->p},
                          {"slope", e->slope}};

    return ADD_REALS(json_object(), items);
}

static json_t *
size_of(const bca_effect_size *size)
{
    const item items[] = {{"yi", size->effect}, {"vi", size->variance}};

    return ADD_REALS(json_object(), items);
}

static json_t *
trim_fill_of(const bca_trim_fill *t)
{
    json_t *filled = json_array();
    json_t *object = json_object();

    for (size_t i = 0; i < t->k0; i++)
        filled = bca_json_append(filled, size_of(&t->filled[i]));
    object = bca_json_set(object, "k0", count(t->k0));
    object =
        bca_json_set(object, "side", bca_json_text(t->side > 0 ? "right" : "left"));
    object = bca_json_set(object, "k", count(t->fit.k));
    object = add_spread(add_coefficient(object, &t->fit.b[0]), &t->fit);
    return bca_json_set(object, "filled", filled);
}

static json_t *
leave_one_out_of(const bca_synthesis *a)
{
    json_t *array = json_array();

    for (size_t i = 0; a->without != NULL && i < a->fit.k; i++) {
        json_t *object =
            bca_json_set(json_object(), "label", bca_json_text(a->studies.labels[i]));

        object = bca_json_set(object, "k", count(a->without[i].k));
        object = add_coefficient(object, &a->without[i].b[0]);
        array = bca_json_append(array, add_spread(object, &a->without[i]));
    }
    return array;
}

static json_t *
influence_of(const bca_synthesis *a)
{
    json_t *array = json_array();

    for (size_t i = 0; a->influence != NULL && i < a->fit.k; i++) {
        const bca_influence *r = &a->influence[i];
        const item items[] = {
            {"rstudent", r->rstudent}, {"dffits", r->dffits}, {"cook_d", r->cook},
            {"cov_r", r->covr},        {"tau2_del", r->tau2}, {"qe_del", r->q},
            {"hat", r->hat},           {"weight", r->hat},    {"dfbs", r->dfbetas}};
        json_t *object =
            bca_json_set(json_object(), "label", bca_json_text(a->studies.labels[i]));

        object = ADD_REALS(object, items);
        array = bca_json_append(
            array, bca_json_set(object, "influential", json_boolean(r->influential)));
    }
    return array;
}

static json_t *
subgroups_of(const bca_subgroups *groups)
{
    json_t *array = json_array();

    for (size_t g = 0; g < groups->n; g++) {
        const bca_subgroup *group = &groups->items[g];
        json_t *object =
            bca_json_set(json_object(), "name", bca_json_text(group->name));

        object = bca_json_set(object, "k", count(group->k));
        object = add_coefficient(object, &group->fit.b[0]);
        object = bca_json_set(object, "tau2_se", real(group->fit.tau2_se));
        object = add_spread(object, &group->fit);
        array = bca_json_append(array, object);
    }
    return array;
}

static json_t *
studies_of(const bca_synthesis *a)
{
    json_t *array = json_array();

    for (size_t i = 0; i < a->fit.k; i++) {
        const bca_effect_size *size = &a->studies.data.effects[i];
        const item items[] = {
            {"yi", size->effect}, {"vi", size->variance}, {"weight", a->weights[i]}};
        json_t *object =
            bca_json_set(json_object(), "label", bca_json_text(a->studies.labels[i]));

        if (a->studies.groups != NULL)
            object = bca_json_set(object, "group", bca_json_text(a->studies.groups[i]));
        array = bca_json_append(array, ADD_REALS(object, items));
    }
    return array;
}

static json_t *
add_parts(json_t *object, const bca_synthesis *a)
{
    const bca_subgroups *g = &a->subgroups;
    const item between[] = {{"q_between", g->n > 0 ? g->q_between : NAN},
                            {"q_between_df", g->n > 0 ? g->df : NAN},
                            {"q_between_p", g->n > 0 ? g->p : NAN}};

    object = bca_json_set(object, "egger",
                          a->egger != NULL ? egger_of(a->egger) : json_null());
    object = bca_json_set(object, "egger_reason", bca_json_text(a->egger_reason));
    object =
        bca_json_set(object, "trim_fill",
                     a->trim_fill != NULL ? trim_fill_of(a->trim_fill) : json_null());
    object =
        bca_json_set(object, "trim_fill_reason", bca_json_text(a->trim_fill_reason));
    object = bca_json_set(object, "leave_one_out", leave_one_out_of(a));
    object = bca_json_set(object, "influence", influence_of(a));
    object =
        bca_json_set(object, "leave_one_out_reason", bca_json_text(a->without_reason));
    object = bca_json_set(object, "subgroups", subgroups_of(g));
    object = ADD_REALS(object, between);
    return bca_json_set(object, "studies", studies_of(a));
}

static json_t *
add_left_out(json_t *object, const bca_meta_report *r)
{
    size_t left_out = r->without_effect + r->without_moderator;

    object = bca_json_set(object, "measure", bca_json_text(r->measure));
    object = bca_json_set(object, "rows", count(r->rows));
    object = bca_json_set(object, "left_out", count(left_out));
    object = bca_json_set(object, "without_effect", count(r->without_effect));
    object = bca_json_set(object, "without_moderator", count(r->without_moderator));
    return bca_json_set(object, "without_group", count(r->without_group));
}

bca_status
bca_meta_write_json(const bca_meta_report *report, FILE *out, bca_error *err)
{
    json_t *object = json_object();

    object = bca_json_set(object, "schema", bca_json_text("bca-meta"));
    object = bca_json_set(object, "version", json_integer(1));
    object = add_model(object, report->synthesis);
    object = add_parts(object, report->synthesis);
    object = add_left_out(object, report);
    return bca_json_write(object, out, err);
}
