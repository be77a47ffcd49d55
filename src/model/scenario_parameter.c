/* A parameter under an override, and what the model asks of its numbers. */

#include <math.h>
#include <string.h>

#include "model/scenario_parts.h"

/* A distribution with every number times a factor. */
static bool
scale(bca_spread *s, bca_arena *arena, double factor)
{
    double *const numbers[] = {&s->value, &s->low,  &s->mode,
                               &s->high,  &s->mean, &s->sd};
    double *values;

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        *numbers[i] *= factor;
    if (s->n_values == 0)
        return true;
    values = bca_arena_alloc(arena, s->n_values, sizeof *values);
    if (values == NULL)
        return false;
    for (size_t i = 0; i < s->n_values; i++)
        values[i] = s->values[i] * factor;
    s->values = values;
    return true;
}

bool
bca_override_parameter(bca_parameter *out, bca_arena *arena,
                       const bca_scenario_override *o)
{
    const int known = o->parameter->provenance.known;

    *out = *o->parameter;
    out->at = o->at;
    out->provenance = o->provenance;
    if (isnan(o->change)) {
        out->spread = o->spread;
        out->points = NULL;
        out->n_points = 0;
        out->table_path = out->column = NULL;
        return true;
    }
    if (known > out->provenance.known)
        out->provenance.known = known; /* a change of a number rests on the number */
    return scale(&out->spread, arena, 1.0 + o->change);
}

/* ---------------------------------------------------------------------- bounds */

/* Lowest and highest possible value; infinite where there is none. */
static void
bounds(double *low, double *high, const bca_spread *s)
{
    *low = s->low;
    *high = s->high;
    switch ((bca_distribution)s->distribution) {
    case BCA_CONSTANT: *low = *high = s->value; return;
    case BCA_UNIFORM:
    case BCA_TRIANGULAR:
    case BCA_PERT:
    case BCA_TRUNCATED_NORMAL: return;
    case BCA_LOGNORMAL:
    case BCA_GAMMA:
        *low = 0.0;
        *high = INFINITY;
        return;
    case BCA_BETA:
    case BCA_DIRICHLET:
        *low = 0.0;
        *high = 1.0;
        return;
    case BCA_DISCRETE:
    case BCA_EMPIRICAL:
        *low = s->values[0];
        *high = s->values[s->n_values - 1];
        return;
    case BCA_NORMAL:
    case BCA_DISTRIBUTION_COUNT: break;
    }
    *low = -INFINITY;
    *high = INFINITY;
}

/* What a use asks of a number. */
typedef enum use {
    USE_DISCOUNT,
    USE_DEADWEIGHT,
    USE_CORRELATION,
    USE_YEARS,
    USE_GROWTH,
    USE_PAYER,
    USE_SD,
    USE_INPUT,
    USE_CAUSAL_SHARE,
    USES
} use;

/* The rules of check_economy.c, check_lines.c, check_payers.c and check_links.c, which
 * hold a model to them; here for a number that takes the place of one that does. */
static const struct {
    const char *words;
    double low, high;
    bool constant;
    bool above, below; /* low, high are not reached */
} rules[USES] = {
    [USE_DISCOUNT] = {"a discount rate must stay above -1", -1.0, INFINITY, false, true,
                      false},
    [USE_DEADWEIGHT] = {"deadweight cannot be negative", 0.0, INFINITY, false, false,
                        false},
    [USE_CORRELATION] = {"the correlation of a sample is a constant from 0 to less "
                         "than 1",
                         0.0, 1.0, true, false, true},
    [USE_YEARS] = {"a wait or a length of payment is a constant of 0 or more", 0.0,
                   INFINITY, true, false, false},
    [USE_GROWTH] = {"a growth is a constant of -1 or more", -1.0, INFINITY, true, false,
                    false},
    [USE_PAYER] = {"a payer's share is a constant from 0 to 1", 0.0, 1.0, true, false,
                   false},
    [USE_SD] = {"the standard deviation of an outcome is a constant above 0", 0.0,
                INFINITY, true, true, false},
    [USE_INPUT] = {"the change of an input is a constant", -INFINITY, INFINITY, true,
                   false, false},
    [USE_CAUSAL_SHARE] = {"a causal share stays from 0 to 1", 0.0, 1.0, false, false,
                          false},
};

static bool
keeps(const bca_spread *s, use u)
{
    double low;
    double high;

    bounds(&low, &high, s);
    if (rules[u].constant && s->distribution != BCA_CONSTANT)
        return false;
    return (rules[u].above ? low > rules[u].low : low >= rules[u].low) &&
           (rules[u].below ? high < rules[u].high : high <= rules[u].high);
}

/* ------------------------------------------------------------------------ uses */

static bool
is(const bca_parameter *p, const char *id)
{
    return id != NULL && strcmp(p->id, id) == 0;
}

static void
find_in_line(bool used[USES], const bca_value_line *l, const bca_parameter *p)
{
    for (size_t i = 0; i < l->n_payers; i++)
        used[USE_PAYER] = used[USE_PAYER] || is(p, l->payers[i].parameter_id);
    for (size_t i = 0; i < l->n_timing; i++) {
        const bca_timing *t = &l->timing[i];

        used[USE_YEARS] = used[USE_YEARS] || is(p, t->wait_id) || is(p, t->length_id);
        used[USE_GROWTH] = used[USE_GROWTH] || is(p, t->growth_id);
    }
}

static void
find_uses(bool used[USES], const bca_model *m, const bca_parameter *p)
{
    used[USE_DISCOUNT] = is(p, m->economy->discount_rate);
    used[USE_DEADWEIGHT] = is(p, m->economy->deadweight);
    used[USE_CORRELATION] = is(p, m->economy->sample_correlation);
    for (size_t i = 0; i < m->n_lines; i++)
        find_in_line(used, &m->lines[i], p);
    for (size_t i = 0; i < m->n_outcomes; i++) {
        used[USE_SD] = used[USE_SD] || is(p, m->outcomes[i].sd_id);
        used[USE_INPUT] = used[USE_INPUT] || is(p, m->outcomes[i].input_change_id);
    }
    for (size_t i = 0; i < m->n_links; i++)
        used[USE_CAUSAL_SHARE] = used[USE_CAUSAL_SHARE] || is(p, m->links[i].share_id);
}

const char *
bca_parameter_fault(const bca_model *model, const bca_parameter *p)
{
    bool used[USES] = {false};

    find_uses(used, model, p);
    for (int u = 0; u < USES; u++) {
        if (used[u] && !keeps(&p->spread, (use)u))
            return rules[u].words;
    }
    return NULL;
}
