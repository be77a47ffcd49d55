/* The rules of an intervention: standard errors, groups, times, published results. */

#include "registry/rules.h"

#include <math.h>

static const double PARTS_TOLERANCE = 2.0; /* dollars: four rounded parts and a total */

static void
check_se(bca_rule_context *c, bca_span element, const char *attribute, double se)
{
    bca_finding *f;

    if (se >= 0.0)
        return;
    f = bca_find(c->findings, "E0601", bca_xml_attribute_span(element, attribute),
                 "the standard error %g is not 0 or more", se);
    bca_find_fix(
        c->findings, f,
        "enter the standard error; from a 95 %% interval it is its width / 3.92");
}

static void
check_ratio(bca_rule_context *c, const bca_evidence *e, const char *attribute,
            double ratio)
{
    bca_finding *f;

    if (isnan(ratio) || e->reported == NULL)
        return;
    f = bca_find(c->findings, "E0604", bca_xml_attribute_span(e->time->at, attribute),
                 "%s is for pooled studies; a reported effect states both times",
                 attribute);
    bca_find_fix(c->findings, f, "delete %s, and give effect2 and se2", attribute);
}

static void
check_time(bca_rule_context *c, const bca_evidence *e)
{
    bca_finding *f;

    bca_rule_provenance(c, &e->time->provenance, e->time->at);
    check_ratio(c, e, "effectRatio", e->time->effect_ratio);
    check_ratio(c, e, "seRatio", e->time->se_ratio);
    if (e->time->corr12 < -1.0 || e->time->corr12 > 1.0)
        bca_rule_figure(c, e->time->at, "corr12", e->time->corr12, "from -1 to 1");
    if (e->time->second >= e->time->first)
        return;
    f = bca_find(c->findings, "E0603", bca_xml_attribute_span(e->time->at, "second"),
                 "the second time, %g, is before the first, %g", e->time->second,
                 e->time->first);
    bca_find_fix(c->findings, f, "times are whole years after the start of treatment");
}

static void
check_reported(bca_rule_context *c, bca_reported *r)
{
    bca_rule_provenance(c, &r->provenance, r->at);
    bca_rule_day(c, r->at, "published", r->published);
    check_se(c, r->at, "se1", r->se1);
    check_se(c, r->at, "se2", r->se2);
    if (!isnan(r->unadjusted_p) && (r->unadjusted_p < 0.0 || r->unadjusted_p > 1.0))
        bca_rule_figure(c, r->at, "unadjustedP", r->unadjusted_p, "from 0 to 1");
}

static void
check_evidence(bca_rule_context *c, bca_evidence *e)
{
    if (e->studies != NULL)
        bca_rules_studies(c, e->studies);
    if (e->reported != NULL)
        check_reported(c, e->reported);
    if (e->time != NULL)
        check_time(c, e);
}

/* Who gains beside taxpayers is given in three figures or in one. */
static bool
check_split(bca_rule_context *c, const bca_published_result *p)
{
    const int given = !isnan(p->participants) + !isnan(p->others) + !isnan(p->indirect);
    bca_finding *f;

    if (given == (bca_published_is_split(p) ? 3 : 0))
        return true;
    if (bca_published_is_split(p))
        f = bca_find(c->findings, "E0617", p->at,
                     "of participants, others and indirect only %d of 3 are given",
                     given);
    else
        f = bca_find(c->findings, "E0617",
                     bca_xml_attribute_span(p->at, "nonTaxpayers"),
                     "nonTaxpayers stands beside participants, others or indirect");
    bca_find_fix(c->findings, f,
                 "give participants, others and indirect, or nonTaxpayers alone where "
                 "the source does not split it");
    return false;
}

static void
check_published(bca_rule_context *c, bca_published_result *p)
{
    double sum = bca_published_sum(p);
    bca_finding *f;

    bca_rule_provenance(c, &p->provenance, p->at);
    bca_rule_day(c, p->at, "vintage", p->vintage);
    if (check_split(c, p) && fabs(sum - p->total) > PARTS_TOLERANCE) {
        f = bca_find(c->findings, "E0605", bca_xml_attribute_span(p->at, "total"),
                     "the parts sum to %g, the total is %g", sum, p->total);
        bca_find_fix(c->findings, f,
                     "check the figures against the source; costs of others are "
                     "negative");
    }
    if (p->chance < 0.0 || p->chance > 1.0) {
        f = bca_find(c->findings, "E0606", bca_xml_attribute_span(p->at, "chance"),
                     "the chance %g is not between 0 and 1", p->chance);
        bca_find_fix(c->findings, f, "write 84 %% as 0.84");
    }
}

void
bca_rules_intervention(bca_rule_context *c, bca_intervention *v)
{
    const bca_ids published = {v->published,       v->n_published, sizeof *v->published,
                               "published result", false,          NULL};

    bca_rule_source(c, v->name_at, v->name_source);
    for (size_t i = 0; i < v->n_evidence; i++)
        check_evidence(c, &v->evidence[i]);
    for (size_t i = 0; i < v->n_unvalued; i++)
        bca_rule_provenance(c, &v->unvalued[i].provenance, v->unvalued[i].at);
    for (size_t i = 0; i < v->n_research; i++) {
        bca_rule_provenance(c, &v->research[i].provenance, v->research[i].at);
        bca_rule_day(c, v->research[i].at, "published", v->research[i].published);
    }
    for (size_t i = 0; i < v->n_ratings; i++) {
        bca_rule_source(c, v->ratings[i].at, v->ratings[i].source_id);
        bca_rule_day(c, v->ratings[i].at, "asOf", v->ratings[i].as_of);
    }
    bca_check_duplicates(&published, c->findings);
    for (size_t i = 0; i < v->n_published; i++)
        check_published(c, &v->published[i]);
}
