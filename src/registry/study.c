#include "registry/study.h"

#include <math.h>
#include <string.h>

#include "registry/words.h"

static const double default_rho = 0.6;

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

bool
bca_list_has(const char *list, const char *word)
{
    size_t n = strlen(word);

    for (const char *s = list; s != NULL && *s != '\0'; s += strspn(s, " ")) {
        size_t length = strcspn(s, " ");

        if (length == n && strncmp(s, word, n) == 0)
            return true;
        s += length;
    }
    return false;
}
