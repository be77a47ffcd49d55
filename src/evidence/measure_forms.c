#include "evidence/measure_forms.h"

#include <math.h>
#include <string.h>

#include "base/dcox.h"

static const double reported_level = 0.95; /* of ci_lb and ci_ub */
static const double fewest_persons = 4.0;  /* of two groups, for Hedges' correction */
static const bca_fault none = {0, NULL};

/* ---------------------------------------------------------------- single columns */

enum { OPEN_LOW = 1, OPEN_HIGH = 2 };

static const struct {
    const char *column;
    double low, high;
    int open; /* which ends are out of the range */
    const char *what;
} ranges[] = {
    {"ai", 0, INFINITY, 0, "a number of persons is 0 or more"},
    {"bi", 0, INFINITY, 0, "a number of persons is 0 or more"},
    {"ci", 0, INFINITY, 0, "a number of persons is 0 or more"},
    {"di", 0, INFINITY, 0, "a number of persons is 0 or more"},
    {"n1i", 1, INFINITY, 0, "a group has 1 person or more"},
    {"n2i", 1, INFINITY, 0, "a group has 1 person or more"},
    {"ni", 2, INFINITY, 0, "a correlation takes 2 persons or more"},
    {"p1i", 0, 1, 0, "a share is a fraction from 0 to 1"},
    {"p2i", 0, 1, 0, "a share is a fraction from 0 to 1"},
    {"sd1i", 0, INFINITY, 0, "a standard deviation is 0 or more"},
    {"sd2i", 0, INFINITY, 0, "a standard deviation is 0 or more"},
    {"fi", 0, INFINITY, 0, "F is 0 or more"},
    {"pi", 0, 1, OPEN_LOW, "a p value is above 0 and at most 1"},
    {"ri", -1, 1, OPEN_LOW | OPEN_HIGH, "a correlation lies between -1 and 1"},
    {"vi", 0, INFINITY, OPEN_LOW, "a variance is above 0"},
    {"sei", 0, INFINITY, OPEN_LOW, "a standard error is above 0"},
    {"nbari", 1, INFINITY, 0, "a cluster has 1 person or more"},
    {"icci", 0, 1, 0, "an intraclass correlation lies from 0 to 1"},
};

const char *
bca_column_fault(const char *column, double value)
{
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (strcmp(ranges[i].column, column) != 0)
            continue;
        if (value < ranges[i].low || value > ranges[i].high ||
            (value == ranges[i].low && (ranges[i].open & OPEN_LOW) != 0) ||
            (value == ranges[i].high && (ranges[i].open & OPEN_HIGH) != 0))
            return ranges[i].what;
    }
    return NULL;
}

/* ------------------------------------------------------------- two-by-two tables */

/* ai bi ci di */
static bca_fault
counts_fault(const double v[], const bca_measure *measure)
{
    (void)measure;
    if (v[0] + v[1] == 0.0)
        return (bca_fault){0, "the treated group has no persons"};
    if (v[2] + v[3] == 0.0)
        return (bca_fault){2, "the comparison group has no persons"};
    return none;
}

static bca_effect_size
counts_effect(const double v[], const bca_measure *measure)
{
    return bca_effect_table(measure->table, v[0], v[1], v[2], v[3]);
}

/* ai n1i ci n2i */
static bca_fault
events_fault(const double v[], const bca_measure *measure)
{
    (void)measure;
    if (v[0] > v[1])
        return (bca_fault){0, "more persons than the group has by n1i"};
    if (v[2] > v[3])
        return (bca_fault){2, "more persons than the group has by n2i"};
    return none;
}

static bca_effect_size
events_effect(const double v[], const bca_measure *measure)
{
    return bca_effect_table(measure->table, v[0], v[1] - v[0], v[2], v[3] - v[2]);
}

/* p1i n1i p2i n2i */
static bca_fault
no_fault(const double v[], const bca_measure *measure)
{
    (void)v;
    (void)measure;
    return none;
}

static bca_effect_size
shares_effect(const double v[], const bca_measure *measure)
{
    return bca_effect_table(measure->table, v[0] * v[1], (1.0 - v[0]) * v[1],
                            v[2] * v[3], (1.0 - v[2]) * v[3]);
}

static const bca_form table_forms[] = {
    {{"ai", "bi", "ci", "di"}, 4, counts_fault, counts_effect},
    {{"ai", "n1i", "ci", "n2i"}, 4, events_fault, events_effect},
    {{"p1i", "n1i", "p2i", "n2i"}, 4, no_fault, shares_effect},
};

/* --------------------------------------------------------------------- reported */

static bca_fault
effect_fault(const double v[], const bca_measure *measure)
{
    if (v[0] < measure->least)
        return (bca_fault){0,
                           "a change is a fraction, and nothing falls by more than 1"};
    return none;
}

/* yi vi */
static bca_effect_size
variance_effect(const double v[], const bca_measure *measure)
{
    double scale = measure->log_odds ? bca_dcox_scale : 1.0;

    return (bca_effect_size){v[0] / scale, v[1] / (scale * scale)};
}

/* yi sei */
static bca_effect_size
se_effect(const double v[], const bca_measure *measure)
{
    return variance_effect((const double[]){v[0], v[1] * v[1]}, measure);
}

/* yi ci_lb ci_ub */
static bca_fault
interval_fault(const double v[], const bca_measure *measure)
{
    if (v[1] >= v[2])
        return (bca_fault){1, "the lower end is not below the upper end, ci_ub"};
    if (v[0] < v[1] || v[0] > v[2])
        return (bca_fault){0, "lies outside its own interval, ci_lb to ci_ub"};
    return effect_fault(v, measure);
}

static bca_effect_size
interval_effect(const double v[], const bca_measure *measure)
{
    double se = bca_se_of_interval(v[1], v[2], reported_level);

    return se_effect((const double[]){v[0], se}, measure);
}

#define REPORTED_FORMS                                                                 \
    {{"yi", "vi"}, 2, effect_fault, variance_effect},                                  \
        {{"yi", "sei"}, 2, effect_fault, se_effect},                                   \
    {                                                                                  \
        {"yi", "ci_lb", "ci_ub"}, 3, interval_fault, interval_effect                   \
    }

static const bca_form reported_forms[] = {REPORTED_FORMS};

/* -------------------------------------------------------- standardized differences */

static bca_fault
groups_fault(double n1, double n2, size_t column)
{
    if (n1 + n2 < fewest_persons)
        return (bca_fault){column, "the two groups have fewer than 4 persons together"};
    return none;
}

/* m1i sd1i n1i m2i sd2i n2i */
static bca_fault
means_fault(const double v[], const bca_measure *measure)
{
    (void)measure;
    if ((v[2] - 1.0) * v[1] + (v[5] - 1.0) * v[4] == 0.0)
        return (bca_fault){1, "the standard deviations of both groups are 0"};
    return groups_fault(v[2], v[5], 5);
}

static bca_effect_size
means_effect(const double v[], const bca_measure *measure)
{
    (void)measure;
    return bca_effect_means(v[0], v[1], v[2], v[3], v[4], v[5]);
}

/* ti n1i n2i */
static bca_fault
t_fault(const double v[], const bca_measure *measure)
{
    (void)measure;
    return groups_fault(v[1], v[2], 2);
}

static bca_effect_size
t_effect(const double v[], const bca_measure *measure)
{
    (void)measure;
    return bca_effect_t(v[0], v[1], v[2]);
}

/* fi n1i n2i diri, pi n1i n2i diri */
static bca_fault
signed_fault(const double v[], const bca_measure *measure)
{
    if (fabs(v[3]) != 1.0)
        return (bca_fault){3, "the sign of the effect is 1 or -1"};
    return t_fault(v, measure);
}

static bca_effect_size
f_effect(const double v[], const bca_measure *measure)
{
    (void)measure;
    return bca_effect_t(v[3] * sqrt(v[0]), v[1], v[2]);
}

static bca_effect_size
p_effect(const double v[], const bca_measure *measure)
{
    (void)measure;
    return bca_effect_t(v[3] * bca_t_of_p(v[0], v[1], v[2]), v[1], v[2]);
}

static const bca_form smd_forms[] = {
    {{"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"}, 6, means_fault, means_effect},
    {{"ti", "n1i", "n2i"}, 3, t_fault, t_effect},
    {{"fi", "n1i", "n2i", "diri"}, 4, signed_fault, f_effect},
    {{"pi", "n1i", "n2i", "diri"}, 4, signed_fault, p_effect},
    REPORTED_FORMS,
};

/* ----------------------------------------------------------------- correlations */

static bca_effect_size
cor2d_effect(const double v[], const bca_measure *measure)
{
    (void)measure;
    return bca_effect_correlation(v[0], v[1]);
}

static bca_fault
fisher_fault(const double v[], const bca_measure *measure)
{
    (void)measure;
    if (v[1] <= 3.0)
        return (bca_fault){1, "Fisher's z takes more than 3 persons"};
    return none;
}

static bca_effect_size
fisher_effect(const double v[], const bca_measure *measure)
{
    (void)measure;
    return bca_effect_fisher(v[0], v[1]);
}

static const bca_form cor2d_forms[] = {{{"ri", "ni"}, 2, no_fault, cor2d_effect}};
static const bca_form zcor_forms[] = {{{"ri", "ni"}, 2, fisher_fault, fisher_effect}};

/* --------------------------------------------------------------------- measures */

#define FORMS(list) list, sizeof(list) / sizeof((list)[0])
#define TABLE(name, kind)                                                              \
    {                                                                                  \
        name, FORMS(table_forms), BCA_CLUSTER_TABLE, kind, false, -INFINITY            \
    }

const bca_measure bca_measure_table[BCA_MEASURES] = {
    TABLE("OR2DN", BCA_DCOX),
    TABLE("OR2DL", BCA_DLOGIT),
    TABLE("OR", BCA_LOG_ODDS),
    TABLE("RR", BCA_LOG_RISK),
    TABLE("RD", BCA_RISK),
    TABLE("PBIT", BCA_PROBIT),
    {"SMD", FORMS(smd_forms), BCA_CLUSTER_MEANS, 0, false, -INFINITY},
    {"COR2D", FORMS(cor2d_forms), BCA_CLUSTER_NONE, 0, false, -INFINITY},
    {"ZCOR", FORMS(zcor_forms), BCA_CLUSTER_NONE, 0, false, -INFINITY},
    {"LOR2DN", FORMS(reported_forms), BCA_CLUSTER_TABLE, 0, true, -INFINITY},
    {"GEN", FORMS(reported_forms), BCA_CLUSTER_NONE, 0, false, -INFINITY},
    {"PC", FORMS(reported_forms), BCA_CLUSTER_NONE, 0, false, -1.0},
};
