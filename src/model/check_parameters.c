/* The rules of uncertain numbers: parameters and mixes. */

#include "model/check.h"

#include <math.h>
#include <string.h>

#include "model/values.h"

enum {
    VALUE = 1,
    LOW = 2,
    MODE = 4,
    HIGH = 8,
    MEAN = 16,
    SD = 32,
    TABLE = 64,
    COLUMN = 128,
    POINTS = 256
};

/* Which attributes each distribution has, and which has points. */
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
    [BCA_DISCRETE] = POINTS,
    [BCA_EMPIRICAL] = TABLE | COLUMN,
};

static const char *
article(int distribution)
{
    return distribution == BCA_EMPIRICAL ? "an" : "a";
}

/* True when the parameter has points just if its distribution is made of them. */
static bool
check_points(bca_check *c, const bca_parameter *p)
{
    bool wanted = (needs[p->spread.distribution] & POINTS) != 0;
    bca_finding *f;

    if (wanted == (p->n_points > 0))
        return true;
    f = bca_find(
        c->findings, "E0501", wanted ? p->at : p->points[0].at,
        wanted ? "%s %s parameter needs points" : "%s %s parameter has no points",
        article(p->spread.distribution), bca_distribution_text(p->spread.distribution));
    bca_find_fix(c->findings, f,
                 wanted ? "add <point value=\"...\" share=\"...\"/>"
                        : "delete the points");
    return false;
}

/* True when the parameter has just what its distribution asks for. */
static bool
check_attributes(bca_check *c, const bca_parameter *p)
{
    const bca_spread *s = &p->spread;
    const struct {
        const char *name;
        bool present;
        int bit;
    } attributes[] = {
        {"value", !isnan(s->value), VALUE},      {"low", !isnan(s->low), LOW},
        {"mode", !isnan(s->mode), MODE},         {"high", !isnan(s->high), HIGH},
        {"mean", !isnan(s->mean), MEAN},         {"sd", !isnan(s->sd), SD},
        {"table", p->table_path != NULL, TABLE}, {"column", p->column != NULL, COLUMN}};
    bool fine = check_points(c, p);

    for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++) {
        bool wanted = (needs[s->distribution] & attributes[i].bit) != 0;
        const char *name = attributes[i].name;
        bca_finding *f;

        if (wanted == attributes[i].present)
            continue;
        fine = false;
        f = bca_find(
            c->findings, "E0501", wanted ? p->at : bca_xml_attribute_span(p->at, name),
            wanted ? "%s %s parameter needs the attribute '%s'"
                   : "%s %s parameter has no attribute '%s'",
            article(s->distribution), bca_distribution_text(s->distribution), name);
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

/* The least value of the discount rate and of deadweight, where it stands in a list;
 * check.c holds the other distributions to it. */
static void
check_least(bca_check *c, const bca_parameter *p)
{
    const bca_economy *e = c->model->economy;
    bca_finding *f;

    if (p->spread.n_values == 0 || c->model->n_economy == 0)
        return;
    if (strcmp(p->id, e->discount_rate) == 0 && p->spread.values[0] <= -1.0) {
        f = bca_find(c->findings, "E0709",
                     bca_xml_attribute_span(e->at, "discountRate"),
                     "'%s': the rate must stay above -1", p->id);
        bca_find_fix(c->findings, f, "correct the least value, %.10g",
                     p->spread.values[0]);
    }
    if (strcmp(p->id, e->deadweight) == 0 && p->spread.values[0] < 0.0) {
        f = bca_find(c->findings, "E0709", bca_xml_attribute_span(e->at, "deadweight"),
                     "'%s': deadweight cannot be negative", p->id);
        bca_find_fix(c->findings, f, "correct the least value, %.10g",
                     p->spread.values[0]);
    }
}

/* Fractions, and fractions per year, lie between -1 and 1: a percentage written as it
 * is spoken is beyond. */
static void
check_fraction(bca_check *c, const bca_parameter *p)
{
    const bca_spread *s = &p->spread;
    const bool fraction =
        strcmp(p->unit, "fraction") == 0 || strcmp(p->unit, "fraction per year") == 0;
    const struct {
        const char *name;
        double number;
    } numbers[] = {{"value", s->value},
                   {"low", s->low},
                   {"mode", s->mode},
                   {"high", s->high},
                   {"mean", s->mean}};

    for (size_t i = 0; fraction && i < sizeof numbers / sizeof numbers[0]; i++) {
        const double x = numbers[i].number; /* NaN: not given */

        if (!(fabs(x) > 1.0))
            continue;
        bca_find_fix(c->findings,
                     bca_find(c->findings, "E0508",
                              bca_xml_attribute_span(p->at, numbers[i].name),
                              "'%s': a %s of %.10g", p->id, p->unit, x),
                     "write a fraction: 35 percent is 0.35");
        return;
    }
}

void
bca_check_parameter(bca_check *c, bca_parameter *p)
{
    const char *order;
    const char *moment;

    bca_check_provenance(&p->provenance, p->at, &c->sources, c->findings);
    bca_check_unit(c, p->at, p->unit);
    bca_check_dollars(c, p->at, p->id, bca_is_money(p->unit), &p->dollars);
    if (!check_attributes(c, p))
        return;
    order =
        p->spread.distribution == BCA_TRUNCATED_NORMAL ? NULL : order_fault(&p->spread);
    moment = moment_fault(&p->spread);
    if (order != NULL)
        bca_find_fix(c->findings,
                     bca_find(c->findings, "E0502", p->at, "'%s': %s", p->id, order),
                     "put low, mode and high in ascending order");
    if (moment != NULL)
        bca_find_fix(c->findings,
                     bca_find(c->findings, "E0503", p->at, "'%s': %s", p->id, moment),
                     "correct the numbers, or choose a distribution that allows them");
    if (p->spread.distribution == BCA_DISCRETE)
        bca_discrete_values(p, c->context);
    if (p->spread.distribution == BCA_EMPIRICAL)
        bca_empirical_values(p, c->context);
    check_least(c, p);
    if (order == NULL && moment == NULL)
        check_fraction(c, p);
}

void
bca_check_mix(bca_check *c, bca_mix *m)
{
    const bca_ids components = {m->components, m->n_components, sizeof *m->components,
                                "component",   false,           NULL};
    double sum = 0.0;
    bool positive = m->concentration > 0.0;
    bca_finding *f;

    bca_check_provenance(&m->provenance, m->at, &c->sources, c->findings);
    bca_check_duplicates(&components, c->findings);
    for (size_t i = 0; i < m->n_components; i++) {
        sum += m->components[i].share;
        positive = positive && m->components[i].share > 0.0;
    }
    if (positive && fabs(sum - 1.0) <= BCA_SHARE_TOLERANCE)
        return;
    f = bca_find(c->findings, "E0504", m->at,
                 positive ? "the shares of '%s' sum to %.10g, not 1"
                          : "a share or the concentration of '%s' is not above 0",
                 m->id, sum);
    bca_find_fix(c->findings, f, "shares are positive fractions that sum to 1");
}
