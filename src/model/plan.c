#include "model/plan.h"

static const char *const distributions[BCA_DISTRIBUTION_COUNT] = {
    "constant",  "uniform", "triangular", "pert",     "normal",    "truncated-normal",
    "lognormal", "gamma",   "beta",       "discrete", "empirical", "dirichlet"};
static const char *const groups[BCA_GROUP_COUNT] = {
    "state",        "local",  "federal",  "taxpayers",
    "participants", "others", "indirect", "unallocated"};
static const char *const forms[BCA_FORM_COUNT] = {
    "dichotomous-level", "dichotomous-cumulative", "continuous", "proportional"};
static const char *const drivers[BCA_DRIVER_COUNT] = {"evidence", "change",
                                                      "attainment"};

static const char *
word(const char *const words[], int n, int index)
{
    return index >= 0 && index < n ? words[index] : "";
}

const char *
bca_distribution_text(int distribution)
{
    return word(distributions, BCA_DISTRIBUTION_COUNT, distribution);
}

const char *
bca_group_text(int group)
{
    return word(groups, BCA_GROUP_COUNT, group);
}

const char *
bca_form_text(int form)
{
    return word(forms, BCA_FORM_COUNT, form);
}

const char *
bca_driver_text(int driver)
{
    return word(drivers, BCA_DRIVER_COUNT, driver);
}
