/* The rules of studies: their figures, their scale, the contrasts between them. */

#include "registry/rules.h"

#include <math.h>
#include <string.h>

static const double whole = 1.0; /* a share or correlation of everything */

void
bca_rule_figure(bca_rule_context *c, bca_span at, const char *attribute, double value,
                const char *wanted)
{
    bca_finding *f =
        bca_find(c->findings, "E0608", bca_xml_attribute_span(at, attribute),
                 "%s is %g; it must be %s", attribute, value, wanted);

    bca_find_fix(c->findings, f, "check %s in the study; a percentage is a fraction",
                 attribute);
}

static void
empty_group(bca_rule_context *c, bca_span at, const bca_study *s)
{
    bca_find_fix(
        c->findings,
        bca_find(c->findings, "E0602", at, "a group of study '%s' is empty", s->id),
        "enter the persons of both groups");
}

static bool
is_share(double x)
{
    return x >= 0.0 && x <= whole;
}

static void
check_counts(bca_rule_context *c, const bca_study *s, const bca_study_result *r)
{
    if (r->a + r->b <= 0.0 || r->c + r->d <= 0.0)
        empty_group(c, r->at, s);
}

static void
check_groups(bca_rule_context *c, const bca_study *s, const bca_study_result *r)
{
    static const double smallest = 4.0; /* persons for a standard deviation that
                                           Hedges' correction is defined for */

    if (r->n1 <= 0.0 || r->n2 <= 0.0)
        empty_group(c, r->at, s);
    else if (r->n1 + r->n2 < smallest)
        bca_rule_figure(c, r->at, "controlN", r->n2,
                        "large enough for 4 persons in all");
}

static void
check_proportions(bca_rule_context *c, const bca_study *s, const bca_study_result *r)
{
    if (r->n1 <= 0.0 || r->n2 <= 0.0)
        empty_group(c, r->at, s);
    if (!is_share(r->p1))
        bca_rule_figure(c, r->at, "treated", r->p1, "from 0 to 1");
    if (!is_share(r->p2))
        bca_rule_figure(c, r->at, "control", r->p2, "from 0 to 1");
}

static void
check_means(bca_rule_context *c, const bca_study *s, const bca_study_result *r)
{
    check_groups(c, s, r);
    if (r->sd1 < 0.0)
        bca_rule_figure(c, r->at, "treatedSd", r->sd1, "0 or more");
    if (r->sd2 < 0.0 || (r->sd2 == 0.0 && r->sd1 == 0.0))
        bca_rule_figure(c, r->at, "controlSd", r->sd2, "above 0, or treatedSd must");
}

static void
check_statistic(bca_rule_context *c, const bca_study *s, const bca_study_result *r)
{
    bca_finding *f;

    check_groups(c, s, r);
    if (r->kind == BCA_STATISTIC_F && r->value < 0.0)
        bca_rule_figure(c, r->at, "value", r->value, "0 or more for F");
    if (r->kind == BCA_STATISTIC_P && (r->value <= 0.0 || r->value > whole))
        bca_rule_figure(c, r->at, "value", r->value, "above 0 and at most 1 for p");
    if (r->kind == BCA_STATISTIC_T || r->lower >= 0)
        return;
    f = bca_find(c->findings, "E0609", r->at,
                 "the statistic of study '%s' does not say which group has more",
                 s->id);
    bca_find_fix(c->findings, f,
                 "add direction=\"higher\" or direction=\"lower\": how the treated "
                 "compare");
}

static void
check_correlation(bca_rule_context *c, const bca_study *s, const bca_study_result *r)
{
    static const double smallest = 4.0; /* persons: Fisher's z has variance 1/(n - 3) */

    (void)s;
    if (fabs(r->r) >= whole)
        bca_rule_figure(c, r->at, "r", r->r, "between -1 and 1");
    if (r->n < smallest)
        bca_rule_figure(c, r->at, "n", r->n, "4 or more");
}

static void
check_effect(bca_rule_context *c, const bca_study *s, const bca_study_result *r)
{
    bool interval = !isnan(r->low) && !isnan(r->high);
    bool half = isnan(r->low) != isnan(r->high);
    int ways = !isnan(r->se) + !isnan(r->variance) + interval;
    bca_finding *f;

    if (ways != 1 || half) {
        f = bca_find(c->findings, "E0609", r->at,
                     "the effect of study '%s' states its uncertainty %s", s->id,
                     half        ? "with one end of an interval"
                     : ways == 0 ? "not at all"
                                 : "in more than one way");
        bca_find_fix(c->findings, f, "give one of se, variance, or low and high");
    }
    if (!isnan(r->se) && r->se <= 0.0) {
        f = bca_find(c->findings, "E0601", bca_xml_attribute_span(r->at, "se"),
                     "the standard error %g is not above 0", r->se);
        bca_find_fix(
            c->findings, f,
            "enter the standard error; from a 95 %% interval it is its width / 3.92");
    }
    if (!isnan(r->variance) && r->variance <= 0.0) {
        f = bca_find(c->findings, "E0601", bca_xml_attribute_span(r->at, "variance"),
                     "the variance %g is not above 0", r->variance);
        bca_find_fix(c->findings, f, "enter the squared standard error of this effect");
    }
    if (interval && r->low >= r->high)
        bca_rule_figure(c, r->at, "high", r->high, "above low");
    else if (interval && (r->value < r->low || r->value > r->high))
        bca_rule_figure(c, r->at, "value", r->value, "between low and high");
}

/* Clusters: both figures, each in its range, and persons enough to be clustered. */
static void
check_cluster(bca_rule_context *c, const bca_study *s, int form,
              const bca_study_result *r)
{
    double persons = form == BCA_COUNTS ? r->a + r->b + r->c + r->d : r->n1 + r->n2;
    bca_finding *f;

    if (isnan(r->cluster_size) && isnan(r->icc))
        return;
    if (isnan(r->cluster_size) || isnan(r->icc)) {
        f = bca_find(c->findings, "E0609", r->at,
                     "study '%s' gives clusterSize or icc, but not both", s->id);
        bca_find_fix(c->findings, f,
                     "give both, or none when the study modelled its clusters");
    }
    if (form == BCA_EFFECT && r->measure == BCA_MEASURE_D && isnan(persons)) {
        f = bca_find(c->findings, "E0609", r->at,
                     "study '%s' gives clusters but not how many persons", s->id);
        bca_find_fix(c->findings, f, "add treatedN and controlN");
    }
    if (!isnan(r->icc) && !is_share(r->icc))
        bca_rule_figure(c, r->at, "icc", r->icc, "from 0 to 1");
    if (r->cluster_size < 1.0 || 2.0 * r->cluster_size > persons)
        bca_rule_figure(c, r->at, "clusterSize", r->cluster_size,
                        "from 1 to half of the persons studied");
}

static void
check_unpooled(bca_rule_context *c, const bca_study *s, const bca_study_result *r)
{
    int ways = !isnan(r->p) + (r->significant >= 0);
    bca_finding *f;

    if (!isnan(r->p) && !is_share(r->p))
        bca_rule_figure(c, r->at, "p", r->p, "from 0 to 1");
    if (ways == 1 || (ways == 0 && r->towards == BCA_NO_DIRECTION))
        return;
    f = bca_find(c->findings, "E0609", r->at,
                 "the result of study '%s' says %s how likely chance alone is", s->id,
                 ways == 0 ? "nowhere" : "in two ways");
    bca_find_fix(c->findings, f, "give p, or else significant, but not both");
}

typedef void check_fn(bca_rule_context *c, const bca_study *s,
                      const bca_study_result *r);

static check_fn *const checks[BCA_REPORTED_FORMS] = {
    [BCA_COUNTS] = check_counts,
    [BCA_PROPORTIONS] = check_proportions,
    [BCA_MEANS] = check_means,
    [BCA_STATISTIC] = check_statistic,
    [BCA_CORRELATION] = check_correlation,
    [BCA_EFFECT] = check_effect,
    [BCA_UNPOOLED] = check_unpooled,
};

/* Whether a result can be brought to the scale on which its studies are pooled. */
static bool
fits_scale(bca_pool_scale scale, int form, const bca_study_result *r)
{
    bool percent = form == BCA_EFFECT && r->measure == BCA_MEASURE_PERCENT;

    switch (scale) {
    case BCA_ON_FISHER_Z: return form == BCA_CORRELATION;
    case BCA_ON_FRACTION: return percent;
    case BCA_ON_D: break;
    }
    return !percent;
}

/* Whether a result can stand among those that are pooled, or counted, with it. */
static void
check_fits(bca_rule_context *c, const bca_studies *all, const bca_study *s, int form,
           const bca_study_result *r)
{
    bca_finding *f;

    if (all->not_pooled != NULL)
        return;
    if (form == BCA_UNPOOLED) {
        f = bca_find(c->findings, "E0616", r->at,
                     "the result of study '%s' has no size that could be pooled",
                     s->id);
        bca_find_fix(c->findings, f,
                     "replace pooling at <studies> by notPooled=\"...\", with the "
                     "reason");
    } else if (!fits_scale(bca_studies_scale(all), form, r)) {
        f = bca_find(c->findings, "E0607", r->at,
                     "this result of study '%s' cannot be pooled on the scale of "
                     "the others",
                     s->id);
        bca_find_fix(c->findings, f,
                     "correlations alone may use scale=\"fisher-z\", percent "
                     "changes alone scale=\"percent\"; everything else is d");
    }
}

static void
check_sample(bca_rule_context *c, const bca_study *s)
{
    bca_rule_day(c, s->at, "published", s->published);
    if (s->sites < 1.0)
        bca_rule_figure(c, s->at, "sites", s->sites, "1 or more");
    if (s->persons < 1.0)
        bca_rule_figure(c, s->at, "persons", s->persons, "1 or more");
    if (!isnan(s->share_of_color) && !is_share(s->share_of_color))
        bca_rule_figure(c, s->at, "shareOfColor", s->share_of_color, "from 0 to 1");
    if (!isnan(s->subgroup_p) && !is_share(s->subgroup_p))
        bca_rule_figure(c, s->at, "subgroupP", s->subgroup_p, "from 0 to 1");
}

static void
check_study(bca_rule_context *c, const bca_studies *all, const bca_study *s)
{
    check_sample(c, s);
    for (int form = 0; form < BCA_REPORTED_FORMS; form++) {
        for (size_t i = 0; i < s->results[form].n; i++) {
            const bca_study_result *r = &s->results[form].items[i];

            checks[form](c, s, r);
            if (form != BCA_CORRELATION && form != BCA_UNPOOLED)
                check_cluster(c, s, form, r);
            check_fits(c, all, s, form, r);
        }
    }
}

/* Every word of a contrast's list is the attribute of some study: E0401. */
static void
check_levels(bca_rule_context *c, const bca_studies *all, const bca_contrast *x,
             const char *attribute, const char *list)
{
    for (const char *word = list; *word != '\0'; word += strspn(word, " ")) {
        size_t length = strcspn(word, " ");
        bool found = false;

        for (size_t i = 0; i < all->n && !found; i++) {
            const char *value =
                bca_study_attribute_of(&all->items[i], (bca_study_attribute)x->by);

            found = value != NULL && strlen(value) == length &&
                    strncmp(value, word, length) == 0;
        }
        if (!found)
            bca_find_fix(
                c->findings,
                bca_find(c->findings, "E0401", bca_xml_attribute_span(x->at, attribute),
                         "no study has the %s '%.*s'",
                         bca_study_attribute_choices[x->by], (int)length, word),
                "use a value that stands at a study");
        word += length;
    }
}

/* E0616 unless the studies are either pooled or counted. */
static void
check_pooling(bca_rule_context *c, const bca_studies *s)
{
    bca_finding *f;

    if ((s->pooling < 0) != (s->not_pooled == NULL))
        return;
    f = bca_find(c->findings, "E0616", s->at,
                 "<studies> needs exactly one of pooling and notPooled");
    bca_find_fix(c->findings, f, "say how they are pooled, or why they cannot be");
}

void
bca_rules_studies(bca_rule_context *c, bca_studies *s)
{
    const bca_ids ids = {s->items, s->n, sizeof *s->items, "study", false, NULL};
    const bca_ids contrasts = {s->contrasts, s->n_contrasts, sizeof *s->contrasts,
                               "contrast",   false,          NULL};

    bca_rule_provenance(c, &s->provenance, s->at);
    check_pooling(c, s);
    bca_check_duplicates(&ids, c->findings);
    bca_check_duplicates(&contrasts, c->findings);
    if (s->rho < 0.0 || s->rho > whole)
        bca_rule_figure(c, s->at, "rho", s->rho, "from 0 to 1");
    for (size_t i = 0; i < s->n; i++)
        check_study(c, s, &s->items[i]);
    for (size_t i = 0; i < s->n_contrasts; i++) {
        check_levels(c, s, &s->contrasts[i], "of", s->contrasts[i].of);
        check_levels(c, s, &s->contrasts[i], "against", s->contrasts[i].against);
    }
}
