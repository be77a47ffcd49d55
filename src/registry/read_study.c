/* Reads the studies behind an effect, each in the form in which it was reported. What
 * they must obey is checked in rules_study.c. */

#include "registry/fields.h"
#include "registry/read.h"
#include "registry/words.h"

static const char *const scale_choices[] = {"d", "fisher-z", "percent", NULL};
static const char *const kind_choices[] = {"t", "F", "p", NULL};
static const char *const measure_choices[] = {"d", "log-odds-ratio", "percent", NULL};
static const char *const direction_choices[] = {"higher", "lower", NULL};

static const bca_field studies_fields[] = {
    CHOICE(bca_studies, "pooling", pooling, bca_pooling_choices),
    CHOICE(bca_studies, "test", test, bca_test_choices),
    CHOICE(bca_studies, "scale", scale, scale_choices),
    NUMBER(bca_studies, "rho", rho),
    TEXT(bca_studies, "notPooled", not_pooled),
    BCA_PROVENANCE_FIELDS(bca_studies),
};

static const bca_field study_fields[] = {
    TEXT(bca_study, "id", id),
    TEXT(bca_study, "label", label),
    TEXT(bca_study, "setting", setting),
    TEXT(bca_study, "population", population),
    TEXT(bca_study, "delivery", delivery),
    TEXT(bca_study, "evaluator", evaluator),
    TEXT(bca_study, "implementation", implementation),
    TEXT(bca_study, "flags", flags),
    CHOICE(bca_study, "design", design, bca_design_choices),
    CHOICE(bca_study, "comparison", comparison, bca_comparison_choices),
    CHOICE(bca_study, "quality", quality, bca_quality_choices),
    TEXT(bca_study, "published", published),
    TEXT(bca_study, "sample", sample),
    TEXT(bca_study, "place", place),
    NUMBER(bca_study, "followUpMonths", follow_up_months),
    NUMBER(bca_study, "sites", sites),
    NUMBER(bca_study, "persons", persons),
    NUMBER(bca_study, "shareOfColor", share_of_color),
    NUMBER(bca_study, "subgroupP", subgroup_p),
};

static const bca_field contrast_fields[] = {
    TEXT(bca_contrast, "id", id),
    TEXT(bca_contrast, "flag", flag),
    CHOICE(bca_contrast, "by", by, bca_study_attribute_choices),
    TEXT(bca_contrast, "of", of),
    TEXT(bca_contrast, "against", against),
    TEXT(bca_contrast, "note", note),
};

#define RESULT_NUMBER(attribute, member) NUMBER(bca_study_result, attribute, member)
#define RESULT_COMMON                                                                  \
    TEXT(bca_study_result, "measured", measured),                                      \
        RESULT_NUMBER("clusterSize", cluster_size), RESULT_NUMBER("icc", icc)

static const bca_field counts_fields[] = {
    RESULT_NUMBER("treatedEvents", a),
    RESULT_NUMBER("treatedOthers", b),
    RESULT_NUMBER("controlEvents", c),
    RESULT_NUMBER("controlOthers", d),
    RESULT_COMMON,
};

static const bca_field proportions_fields[] = {
    RESULT_NUMBER("treated", p1),
    RESULT_NUMBER("treatedN", n1),
    RESULT_NUMBER("control", p2),
    RESULT_NUMBER("controlN", n2),
    RESULT_COMMON,
};

static const bca_field means_fields[] = {
    RESULT_NUMBER("treatedMean", m1),
    RESULT_NUMBER("treatedSd", sd1),
    RESULT_NUMBER("treatedN", n1),
    RESULT_NUMBER("controlMean", m2),
    RESULT_NUMBER("controlSd", sd2),
    RESULT_NUMBER("controlN", n2),
    RESULT_COMMON,
};

static const bca_field statistic_fields[] = {
    CHOICE(bca_study_result, "kind", kind, kind_choices),
    RESULT_NUMBER("value", value),
    RESULT_NUMBER("treatedN", n1),
    RESULT_NUMBER("controlN", n2),
    CHOICE(bca_study_result, "direction", lower, direction_choices),
    RESULT_COMMON,
};

static const bca_field correlation_fields[] = {
    RESULT_NUMBER("r", r),
    RESULT_NUMBER("n", n),
    TEXT(bca_study_result, "measured", measured),
};

static const bca_field effect_fields[] = {
    CHOICE(bca_study_result, "measure", measure, measure_choices),
    RESULT_NUMBER("value", value),
    RESULT_NUMBER("se", se),
    RESULT_NUMBER("variance", variance),
    RESULT_NUMBER("low", low),
    RESULT_NUMBER("high", high),
    RESULT_NUMBER("treatedN", n1),
    RESULT_NUMBER("controlN", n2),
    RESULT_COMMON,
};

static const bca_field unpooled_fields[] = {
    CHOICE(bca_study_result, "direction", towards, bca_direction_choices),
    RESULT_NUMBER("p", p),
    CHOICE(bca_study_result, "significant", significant, bca_yesno_choices),
    TEXT(bca_study_result, "measured", measured),
};

#define RESULTS(name, fields)                                                          \
    {                                                                                  \
        name, sizeof(bca_study_result), fields, COUNT(fields), NULL                    \
    }

static const bca_xml_list result_lists[BCA_REPORTED_FORMS] = {
    [BCA_COUNTS] = RESULTS("counts", counts_fields),
    [BCA_PROPORTIONS] = RESULTS("proportions", proportions_fields),
    [BCA_MEANS] = RESULTS("means", means_fields),
    [BCA_STATISTIC] = RESULTS("statistic", statistic_fields),
    [BCA_CORRELATION] = RESULTS("correlation", correlation_fields),
    [BCA_EFFECT] = RESULTS("effect", effect_fields),
    [BCA_UNPOOLED] = RESULTS("unpooled", unpooled_fields),
};

static bool
read_study(void *item, bca_arena *arena, const bca_xml *xml, const bca_xml_node *node)
{
    bca_study *s = item;

    for (int form = 0; form < BCA_REPORTED_FORMS; form++) {
        bca_study_results *r = &s->results[form];

        if (!bca_xml_read_list(&r->items, &r->n, arena, xml, node, &result_lists[form]))
            return false;
    }
    return true;
}

static bool
read_studies(void *item, bca_arena *arena, const bca_xml *xml, const bca_xml_node *node)
{
    static const bca_xml_list list = {"study", sizeof(bca_study), study_fields,
                                      COUNT(study_fields), read_study};
    static const bca_xml_list contrasts = {"contrast", sizeof(bca_contrast),
                                           contrast_fields, COUNT(contrast_fields),
                                           NULL};
    bca_studies *s = item;

    return bca_xml_read_list(&s->items, &s->n, arena, xml, node, &list) &&
           bca_xml_read_list(&s->contrasts, &s->n_contrasts, arena, xml, node,
                             &contrasts);
}

const bca_xml_list bca_studies_list = {"studies", sizeof(bca_studies), studies_fields,
                                       COUNT(studies_fields), read_studies};
