/* The rules of models, and of programs against their models. */

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "model/read.h"
#include "registry/refs.h"

typedef struct model_check {
    const bca_model_context *context;
    bca_findings *findings;
    bca_model *model;
    bca_ids sources, parameters, accounts, populations, outcomes;
} check;

static const double SHARE_TOLERANCE = 1e-9; /* of shares that sum to 1 */

static bca_span
at(bca_span element, const char *attribute)
{
    return bca_xml_attribute_span(element, attribute);
}

static void
provenance(check *c, bca_provenance *p, bca_span element)
{
    bca_check_provenance(p, element, &c->sources, c->findings);
}

static void
check_year(check *c, bca_span element, const char *attribute, double year)
{
    const bca_index *index = c->model->index;
    bca_finding *f;

    if (index->table == NULL || isnan(year) || !isnan(bca_index_at(index, year)))
        return;
    f = bca_find(c->findings, "E0407", at(element, attribute),
                 "the price index '%s' has no year %g", index->id, year);
    bca_find_fix(
        c->findings, f, "its years are %g to %g; an index is never extrapolated",
        index->table->cells[0],
        index->table->cells[(index->table->n_rows - 1) * index->table->n_columns]);
}

/* --------------------------------------------------------------------- tables */

/* The table at a path that the model gives relative to its own folder. */
static const bca_table_file *
table_of(check *c, const char *relative, bca_span element)
{
    const char *file = c->model->at.file->path;
    const char *slash = strrchr(file, '/');
    bca_arena *arena = &c->context->models->arena;
    char *path = bca_arena_printf(
        arena, "%.*s%s", slash == NULL ? 0 : (int)(slash - file + 1), file, relative);
    char *up;

    if (path == NULL) {
        c->findings->no_memory = true;
        return NULL;
    }
    while ((up = strstr(path, "/../")) != NULL) {
        char *folder = up;

        while (folder > path && folder[-1] != '/')
            folder--;
        memmove(folder, up + 4, strlen(up + 4) + 1);
    }
    if (path[0] == '/' || strncmp(path, "../", 3) == 0) {
        bca_finding *f = bca_find(c->findings, "E0001", at(element, "table"),
                                  "the table '%s' lies outside the project", relative);

        bca_find_fix(c->findings, f, "put the table into the model's folder");
        return NULL;
    }
    return bca_table_read(&c->context->models->tables, c->context->documents, arena,
                          path, at(element, "table"), c->findings);
}

static bool
has_column(check *c, const bca_table_file *t, const char *name, size_t *index)
{
    bca_finding *f;

    *index = bca_table_column(t, name);
    if (*index != SIZE_MAX && t->n_rows > 0)
        return true;
    f = bca_find(c->findings, "E0311", (bca_span){t->file, 0, 0},
                 t->n_rows > 0 ? "the table has no column '%s'"
                               : "the table has no rows under '%s'",
                 name);
    bca_find_nearest(c->findings, f, name, t->columns, t->n_columns);
    bca_find_fix(c->findings, f, "the first line names the columns");
    return false;
}

static void
check_index(check *c)
{
    bca_index *index = c->model->index;
    const bca_table_file *t = table_of(c, index->table_path, index->at);
    size_t column;

    provenance(c, &index->provenance, index->at);
    if (t != NULL && has_column(c, t, "year", &column) &&
        has_column(c, t, "index", &column))
        index->table = t;
}

/* A path is a share in every row; a cumulative one starts at 0 and never falls. */
static void
check_path_values(check *c, const bca_path *p)
{
    const bca_table_file *t = p->table;

    for (size_t r = 0; r < t->n_rows; r++) {
        size_t i = r * t->n_columns + p->column_index;
        double before = r == 0 ? 0.0 : t->cells[i - t->n_columns];
        const char *wrong = NULL;
        bca_finding *f;

        if (t->cells[i] < 0.0 || t->cells[i] > 1.0)
            wrong = "is not a share from 0 to 1";
        else if (p->kind == 1 && r == 0 && t->cells[i] != 0.0)
            wrong = "begins a cumulative path, which begins at 0";
        else if (p->kind == 1 && t->cells[i] < before)
            wrong = "falls, and a cumulative path cannot";
        if (wrong == NULL)
            continue;
        f = bca_find(c->findings, "E0704", t->spans[i], "%g %s", t->cells[i], wrong);
        bca_find_fix(c->findings, f, "correct the column '%s'", p->column);
    }
}

static void
check_path(check *c, bca_path *p)
{
    const bca_table_file *t = table_of(c, p->table_path, p->at);
    size_t year;

    provenance(c, &p->provenance, p->at);
    (void)bca_resolve(&c->populations, p->population, p->at, "population", c->findings);
    if (isnan(p->exposure_starts))
        p->exposure_starts = 0.0;
    if (t == NULL || !has_column(c, t, "year", &year) ||
        !has_column(c, t, p->column, &p->column_index))
        return;
    p->table = t;
    if (t->cells[0] != 0.0) {
        bca_finding *f =
            bca_find(c->findings, "E0704", t->spans[0],
                     "the base path begins in year %g, not in year 0", t->cells[0]);

        bca_find_fix(c->findings, f, "years count from the start of exposure: 0, 1, 2");
        return;
    }
    check_path_values(c, p);
}

/* ----------------------------------------------------------------- parameters */

enum { VALUE = 1, LOW = 2, MODE = 4, HIGH = 8, MEAN = 16, SD = 32 };

/* Which attributes each distribution has. */
static const int needs[BCA_DISTRIBUTION_COUNT] = {
    [BCA_CONSTANT] = VALUE,
    [BCA_UNIFORM] = LOW | HIGH,
    [BCA_TRIANGULAR] = LOW | MODE | HIGH,
    [BCA_PERT] = LOW | MODE | HIGH,
    [BCA_NORMAL] = MEAN | SD,
    [BCA_TRUNCATED_NORMAL] = MEAN | SD | LOW | HIGH,
    [BCA_LOGNORMAL] = MEAN | SD,
    [BCA_GAMMA] = MEAN | SD,
    [BCA_BETA] = MEAN | SD,
};

/* True when the parameter has just the attributes of its distribution. */
static bool
check_attributes(check *c, const bca_parameter *p)
{
    const bca_spread *s = &p->spread;
    const struct {
        const char *name;
        double value;
        int bit;
    } attributes[] = {{"value", s->value, VALUE}, {"low", s->low, LOW},
                      {"mode", s->mode, MODE},    {"high", s->high, HIGH},
                      {"mean", s->mean, MEAN},    {"sd", s->sd, SD}};
    bool fine = true;

    for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++) {
        bool wanted = (needs[s->distribution] & attributes[i].bit) != 0;
        const char *name = attributes[i].name;
        bca_finding *f;

        if (wanted != isnan(attributes[i].value))
            continue;
        fine = false;
        f = bca_find(c->findings, "E0501", wanted ? p->at : at(p->at, name),
                     wanted ? "a %s parameter needs the attribute '%s'"
                            : "a %s parameter has no attribute '%s'",
                     bca_distribution_text(s->distribution), name);
        bca_find_fix(c->findings, f, wanted ? "add %s=\"...\"" : "delete %s", name);
    }
    return fine;
}

static const char *
order_fault(const bca_spread *s)
{
    if (s->high <= s->low)
        return "low is not below high";
    if (s->mode < s->low || s->mode > s->high)
        return "the mode is not between low and high";
    return NULL;
}

static const char *
moment_fault(const bca_spread *s)
{
    int d = s->distribution;

    if ((needs[d] & SD) == 0)
        return NULL;
    if (s->sd <= 0.0)
        return "the standard deviation is not above 0";
    if ((d == BCA_LOGNORMAL || d == BCA_GAMMA) && s->mean <= 0.0)
        return "the mean is not above 0";
    if (d == BCA_BETA && (s->mean <= 0.0 || s->mean >= 1.0))
        return "the mean of a share is not between 0 and 1";
    if (d == BCA_BETA && s->sd * s->sd >= s->mean * (1.0 - s->mean))
        return "the standard deviation is too large for a share of this mean";
    if (d == BCA_TRUNCATED_NORMAL && s->high <= s->low)
        return "low is not below high";
    return NULL;
}

static void
check_parameter(check *c, bca_parameter *p)
{
    bool money = bca_is_money(p);
    const char *order;
    const char *moment;
    bca_finding *f;

    provenance(c, &p->provenance, p->at);
    if (money == isnan(p->price_year)) {
        f = bca_find(c->findings, "E0406", money ? p->at : at(p->at, "priceYear"),
                     money ? "the amount '%s' has no price year"
                           : "'%s' is not money and has a price year",
                     p->id);
        bca_find_fix(c->findings, f,
                     money ? "add priceYear=\"...\": dollars of which year"
                           : "delete priceYear, or begin the unit with USD");
    } else {
        check_year(c, p->at, "priceYear", p->price_year);
    }
    if (!check_attributes(c, p))
        return;
    order =
        p->spread.distribution == BCA_TRUNCATED_NORMAL ? NULL : order_fault(&p->spread);
    moment = moment_fault(&p->spread);
    if (order != NULL)
        (void)bca_find(c->findings, "E0502", p->at, "'%s': %s", p->id, order);
    if (moment != NULL)
        (void)bca_find(c->findings, "E0503", p->at, "'%s': %s", p->id, moment);
}

static void
check_mix(check *c, bca_mix *m)
{
    const bca_ids components = {m->components, m->n_components, sizeof *m->components,
                                "component",   false,           NULL};
    double sum = 0.0;
    bool positive = m->concentration > 0.0;
    bca_finding *f;

    provenance(c, &m->provenance, m->at);
    bca_check_duplicates(&components, c->findings);
    for (size_t i = 0; i < m->n_components; i++) {
        sum += m->components[i].share;
        positive = positive && m->components[i].share > 0.0;
    }
    if (positive && fabs(sum - 1.0) <= SHARE_TOLERANCE)
        return;
    f = bca_find(c->findings, "E0504", m->at,
                 positive ? "the shares of '%s' sum to %.10g, not 1"
                          : "a share or the concentration of '%s' is not above 0",
                 m->id, sum);
    bca_find_fix(c->findings, f, "shares are positive fractions that sum to 1");
}

/* ---------------------------------------------------------------- value lines */

/* Value of a parameter that must be a constant of 0 or more; NaN without an id. */
static double
constant(check *c, const char *id, bca_span element, const char *attribute)
{
    const bca_parameter *p =
        bca_resolve(&c->parameters, id, element, attribute, c->findings);
    bca_finding *f;

    if (p == NULL)
        return NAN;
    if (p->spread.distribution == BCA_CONSTANT && !(p->spread.value < 0.0))
        return p->spread.value; /* NaN when absent: reported with the parameter */
    f = bca_find(c->findings, "E0708", at(element, attribute),
                 "'%s' must be a constant of 0 or more", id);
    bca_find_fix(c->findings, f,
                 "make it a constant, and put its uncertainty into a factor of mean 1");
    return NAN;
}

static void
check_timing(check *c, const bca_value_line *l, bca_timing *t)
{
    const bca_outcome *o = bca_model_outcome(c->model, l->outcome);
    bool lag = t->kind == BCA_LAG;
    const char *wrong = NULL;
    bca_finding *f;

    t->wait = constant(c, t->wait_id, t->at, "wait");
    t->length = constant(c, t->length_id, t->at, "length");
    t->growth = constant(c, t->growth_id, t->at, "growth");
    if (t->wait_id == NULL)
        t->wait = 0.0;
    if (t->growth_id == NULL)
        t->growth = 0.0;
    if (!lag && (t->wait_id != NULL || t->length_id != NULL))
        wrong = "wait and length belong to kind=\"lag\"";
    else if (t->kind != BCA_WHILE && !isnan(t->through_age))
        wrong = "throughAge belongs to kind=\"while\"";
    else if (o != NULL &&
             (t->kind == BCA_AT_ONCE) != (o->scale == BCA_SCALE_PRESENT_VALUE))
        wrong =
            "kind=\"present-value\" and outcomes of scale present-value go together";
    else if (t->kind == BCA_AT_ONCE && c->model->economy->discount_at == 1)
        wrong = "a published present value needs discountAt=\"start\"";
    if (wrong == NULL)
        return;
    f = bca_find(c->findings, "E0707", t->at, "the timing does not fit: %s", wrong);
    bca_find_fix(c->findings, f, "change the kind, or delete what does not belong");
}

static void
check_payers(check *c, bca_value_line *l)
{
    double sum = 0.0;
    bca_finding *f;

    for (size_t i = 0; i < l->n_payers; i++) {
        bca_payer *p = &l->payers[i];
        const bca_account *a =
            bca_resolve(&c->accounts, p->account_id, p->at, "account", c->findings);

        if (a != NULL)
            p->account = (size_t)(a - c->model->accounts);
        sum += p->share;
    }
    if (fabs(sum - 1.0) <= SHARE_TOLERANCE)
        return;
    f = bca_find(c->findings, "E0703", l->at, "the payers' shares sum to %.10g, not 1",
                 sum);
    bca_find_fix(c->findings, f, "every dollar lands in exactly one account");
}

static void
check_line(check *c, bca_value_line *l)
{
    size_t money = 0;
    bool known = true;
    bca_finding *f;

    (void)bca_resolve(&c->outcomes, l->outcome, l->at, "outcome", c->findings);
    for (size_t i = 0; i < l->n_factors; i++) {
        bca_factor *x = &l->factors[i];

        x->parameter = bca_resolve(&c->parameters, x->parameter_id, x->at, "parameter",
                                   c->findings);
        known = known && x->parameter != NULL;
        money += x->parameter != NULL && bca_is_money(x->parameter);
    }
    if (known && money != 1) {
        f = bca_find(c->findings, "E0408", l->at,
                     "the line '%s' has %zu factors in dollars, not 1", l->id, money);
        bca_find_fix(c->findings, f,
                     "one factor is in USD; the others are counts, shares or years");
    }
    check_payers(c, l);
    check_timing(c, l, l->timing);
}

/* ---------------------------------------------------------------------- model */

static void
check_economy(check *c)
{
    const bca_economy *e = c->model->economy;
    const bca_parameter *rate = bca_resolve(&c->parameters, e->discount_rate, e->at,
                                            "discountRate", c->findings);
    const bca_parameter *loss =
        bca_resolve(&c->parameters, e->deadweight, e->at, "deadweight", c->findings);
    const struct {
        const bca_parameter *parameter;
        const char *attribute;
        double least;
        bool above;
        const char *words;
    } limits[] = {{rate, "discountRate", -1.0, true, "the rate must stay above -1"},
                  {loss, "deadweight", 0.0, false, "deadweight cannot be negative"}};

    for (size_t i = 0; i < 2; i++) {
        const bca_spread *s =
            limits[i].parameter == NULL ? NULL : &limits[i].parameter->spread;
        double least;

        if (s == NULL)
            continue;
        least = s->distribution == BCA_CONSTANT ? s->value : s->low;
        if (s->distribution == BCA_LOGNORMAL || s->distribution == BCA_GAMMA ||
            s->distribution == BCA_BETA)
            least = 0.0;
        if (s->distribution == BCA_NORMAL || least < limits[i].least ||
            (limits[i].above && least == limits[i].least)) {
            bca_finding *f =
                bca_find(c->findings, "E0709", at(e->at, limits[i].attribute),
                         "'%s': %s", limits[i].parameter->id, limits[i].words);

            bca_find_fix(c->findings, f,
                         "give the parameter a distribution that is bounded below");
        }
    }
}

/* The accounts in which benefit transfer puts what a published result does not split.
 */
static void
check_accounts(check *c)
{
    static const char *const needed[] = {"taxpayers.unallocated", "participants",
                                         "others.unallocated", "indirect.unallocated"};

    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        bca_finding *f;

        if (bca_ids_find(&c->accounts, needed[i]) != NULL)
            continue;
        f = bca_find(c->findings, "E0401", c->model->at,
                     "the model has no account '%s'", needed[i]);
        bca_find_fix(c->findings, f, "add it: transferred results land there");
    }
}

static void
check_ids(check *c)
{
    const bca_model *m = c->model;
    const bca_ids lines = {m->lines,     m->n_lines, sizeof *m->lines,
                           "value line", false,      NULL};
    const bca_ids mixes = {m->mixes, m->n_mixes, sizeof *m->mixes, "mix", false, NULL};
    const bca_ids stated = {m->parameters, m->n_stated, sizeof *m->parameters,
                            "parameter",   false,       NULL};

    bca_check_duplicates(&stated, c->findings);
    bca_check_duplicates(&mixes, c->findings);
    for (size_t i = m->n_stated; i < m->n_parameters; i++) {
        const bca_parameter *p = &m->parameters[i];

        if (bca_ids_find(&stated, p->id) != NULL)
            (void)bca_find(c->findings, "E0402", at(p->at, "id"),
                           "the parameter '%s' exists already", p->id);
    }
    bca_check_duplicates(&c->accounts, c->findings);
    bca_check_duplicates(&c->populations, c->findings);
    bca_check_duplicates(&c->outcomes, c->findings);
    bca_check_duplicates(&lines, c->findings);
}

static void
check_multiplier(check *c, bca_multiplier *m)
{
    bca_finding *f;

    provenance(c, &m->provenance, m->at);
    if (m->factor >= 0.0 && m->factor <= 1.0)
        return;
    f = bca_find(c->findings, "E0710", at(m->at, "factor"),
                 "the factor %g is not from 0 to 1", m->factor);
    bca_find_fix(c->findings, f, "a multiplier shrinks an effect or leaves it");
}

static void
check_file(check *c)
{
    const bca_model *m = c->model;
    const char *path = m->at.file->path;
    const char *end = strrchr(path, '/');
    const char *begin = end;
    bca_finding *f;

    if (end == NULL || strncmp(path, "models/", 7) != 0)
        return;
    while (begin > path && begin[-1] != '/')
        begin--;
    if (bca_models_find(c->context->models, m->id) != m)
        return; /* a duplicate has been reported */
    if (strlen(m->id) == (size_t)(end - begin) &&
        strncmp(m->id, begin, strlen(m->id)) == 0)
        return;
    f = bca_find(c->findings, "E0403", at(m->at, "id"),
                 "the id '%s' does not match the folder '%.*s'", m->id,
                 (int)(end - begin), begin);
    bca_find_fix(c->findings, f, "rename the folder, or change the id");
}

void
bca_model_check(bca_model *m, const bca_model_context *context)
{
    check c = {
        .context = context,
        .findings = context->findings,
        .model = m,
        .sources = bca_source_ids(context->registry, context->documents),
        .parameters = {m->parameters, m->n_parameters, sizeof *m->parameters,
                       "parameter", false, NULL},
        .accounts = {m->accounts, m->n_accounts, sizeof *m->accounts, "account", false,
                     NULL},
        .populations = {m->populations, m->n_populations, sizeof *m->populations,
                        "population", false, NULL},
        .outcomes = {m->outcomes, m->n_outcomes, sizeof *m->outcomes, "outcome", false,
                     NULL},
    };

    check_file(&c);
    check_ids(&c);
    check_index(&c);
    check_year(&c, m->at, "priceYear", m->price_year);
    check_economy(&c);
    check_accounts(&c);
    for (size_t i = 0; i < m->n_parameters; i++) {
        if (m->parameters[i].group_size == 0)
            check_parameter(&c, &m->parameters[i]);
    }
    for (size_t i = 0; i < m->n_mixes; i++)
        check_mix(&c, &m->mixes[i]);
    for (size_t i = 0; i < m->n_multipliers; i++)
        check_multiplier(&c, &m->multipliers[i]);
    for (size_t i = 0; i < m->n_populations; i++)
        provenance(&c, &m->populations[i].provenance, m->populations[i].at);
    for (size_t i = 0; i < m->n_outcomes; i++) {
        for (size_t k = 0; k < m->outcomes[i].n_paths; k++)
            check_path(&c, &m->outcomes[i].paths[k]);
    }
    for (size_t i = 0; i < m->n_lines; i++)
        check_line(&c, &m->lines[i]);
}

/* ------------------------------------------------------- programs against models */

static bool
is_valued(const bca_model *m, const char *outcome)
{
    for (size_t i = 0; i < m->n_lines; i++) {
        if (m->lines[i].counted == 1 && strcmp(m->lines[i].outcome, outcome) == 0)
            return true;
    }
    return false;
}

/* A modeled program: its population exists, and each outcome of its evidence is valued
 * and has a path where its scale needs one. */
static void
check_modeled(const bca_program *p, const bca_model *m, const bca_model_context *x)
{
    const bca_ids populations = {m->populations,
                                 m->n_populations,
                                 sizeof *m->populations,
                                 "population",
                                 false,
                                 NULL};
    const bca_ids outcomes = {m->outcomes, m->n_outcomes, sizeof *m->outcomes,
                              "outcome",   false,         NULL};
    bool valued = false;
    bca_finding *f;

    if (bca_resolve(&populations, p->population, p->at, "modelPopulation",
                    x->findings) == NULL)
        return;
    for (size_t i = 0; i < p->intervention->n_evidence; i++) {
        const bca_evidence *e = &p->intervention->evidence[i];
        const bca_outcome *o =
            bca_resolve(&outcomes, e->outcome, e->at, "outcome", x->findings);

        if (o == NULL)
            return;
        valued = valued || is_valued(m, o->id);
        if (o->scale != BCA_SCALE_DICHOTOMOUS ||
            bca_outcome_path(o, p->population) != NULL)
            continue;
        f = bca_find(x->findings, "E0706", at(p->at, "modelPopulation"),
                     "outcome '%s' has no base path for population '%s'", o->id,
                     p->population);
        bca_find_fix(x->findings, f, "add a <path> to the outcome in %s",
                     m->at.file->path);
    }
    if (valued)
        return;
    f = bca_find(x->findings, "E0702", at(p->at, "basis"),
                 "a modeled program needs an outcome that model '%s' values", m->id);
    bca_find_fix(x->findings, f, "add a value line to the model, or change the basis");
}

static void
check_price_year(const bca_model *m, bca_span element, const char *attribute,
                 double year, const bca_model_context *x)
{
    check c = {.context = x, .findings = x->findings};
    bca_model copy = *m;

    c.model = &copy;
    check_year(&c, element, attribute, year);
}

void
bca_model_check_programs(const bca_model_context *context)
{
    const bca_models *models = context->models;
    const bca_ids ids = {models->items,
                         models->n,
                         sizeof *models->items,
                         "model",
                         context->documents->broken[BCA_MODEL],
                         NULL};

    for (size_t i = 0; i < context->registry->n_programs; i++) {
        const bca_program *p = &context->registry->programs[i];
        const bca_model *m =
            bca_resolve(&ids, p->model_id, p->at, "model", context->findings);
        const bca_published_result *r;

        if (m == NULL || p->basis == BCA_NO_BASIS || p->intervention == NULL)
            continue;
        if (p->cost != NULL) {
            check_price_year(m, p->cost->at, "priceYear", p->cost->price_year, context);
            check_price_year(m, p->cost->at, "comparisonPriceYear",
                             p->cost->comparison_price_year, context);
        }
        r = bca_published_latest(p->intervention);
        if (p->basis == BCA_TRANSFERRED && r != NULL)
            check_price_year(m, r->at, "priceYear", r->price_year, context);
        if (p->basis == BCA_MODELED && p->population != NULL &&
            p->intervention->n_evidence > 0)
            check_modeled(p, m, context);
    }
}
