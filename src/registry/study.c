#include "registry/study.h"

#include <math.h>
#include <string.h>

static const double default_rho = 0.6;

const char *const bca_design_choices[] = {"randomized", "matched", "nonequivalent",
                                          NULL};
const char *const bca_comparison_choices[] = {"usual-care", "no-treatment",
                                              "other-treatment", NULL};
const char *const bca_quality_choices[] = {"high", "moderate", "low", NULL};
const char *const bca_pooling_choices[] = {"FE",   "DL", "HE", "SJ", "ML",
                                           "REML", "PM", "EB", NULL};
const char *const bca_test_choices[] = {"z", "knha", "adhoc", NULL};
const char *const bca_study_attribute_choices[] = {
    "design", "setting", "population", "delivery", "evaluator", "implementation", NULL};

const char *
bca_study_attribute_of(const bca_study *study, bca_study_attribute by)
{
    switch (by) {
    case BCA_BY_DESIGN: return bca_design_choices[study->design];
    case BCA_BY_SETTING: return study->setting;
    case BCA_BY_POPULATION: return study->population;
    case BCA_BY_DELIVERY: return study->delivery;
    case BCA_BY_EVALUATOR: return study->evaluator;
    case BCA_BY_IMPLEMENTATION: return study->implementation;
    case BCA_STUDY_ATTRIBUTES: break;
    }
    return NULL;
}

bca_test
bca_studies_test(const bca_studies *studies)
{
    return studies->test < 0 ? BCA_TEST_Z : (bca_test)studies->test;
}

bca_pool_scale
bca_studies_scale(const bca_studies *studies)
{
    return studies->scale < 0 ? BCA_ON_D : (bca_pool_scale)studies->scale;
}

double
bca_studies_rho(const bca_studies *studies)
{
    return isnan(studies->rho) ? default_rho : studies->rho;
}

static double
persons_of_result(bca_reported_form form, const bca_study_result *r)
{
    switch (form) {
    case BCA_COUNTS: return r->a + r->b + r->c + r->d;
    case BCA_PROPORTIONS:
    case BCA_MEANS:
    case BCA_STATISTIC:
    case BCA_EFFECT: return r->n1 + r->n2;
    case BCA_CORRELATION: return r->n;
    case BCA_UNPOOLED:
    case BCA_REPORTED_FORMS: break;
    }
    return NAN;
}

double
bca_study_persons(const bca_study *study)
{
    double most = NAN;

    for (int form = 0; form < BCA_REPORTED_FORMS; form++) {
        for (size_t i = 0; i < study->results[form].n; i++)
            most = fmax(most, persons_of_result((bca_reported_form)form,
                                                &study->results[form].items[i]));
    }
    return isnan(most) ? study->persons : most;
}

const char *
bca_study_sample(const bca_study *study)
{
    return study->sample != NULL ? study->sample : study->id;
}

static bool
list_has(const char *list, const char *word, size_t n)
{
    for (const char *s = list; s != NULL && *s != '\0'; s += strspn(s, " ")) {
        size_t length = strcspn(s, " ");

        if (length == n && strncmp(s, word, n) == 0)
            return true;
        s += length;
    }
    return false;
}

bool
bca_list_has(const char *list, const char *word)
{
    return list_has(list, word, strlen(word));
}

bool
bca_list_meets(const char *a, const char *b)
{
    for (const char *s = a; s != NULL && *s != '\0'; s += strspn(s, " ")) {
        size_t length = strcspn(s, " ");

        if (length > 0 && list_has(b, s, length))
            return true;
        s += length;
    }
    return false;
}
