/* Reads an intervention: its evidence, effects without a value, other research,
 * ratings and published results. What they must obey is checked in
 * rules_intervention.c. */

#include "registry/fields.h"
#include "registry/read.h"
#include "registry/words.h"

static const char *const after_choices[] = {"lasting", "ends", NULL};
static const char *const desired_choices[] = {"less", "more", NULL};
static const char *const title_choices[] = {"printed", "inferred", NULL};

static const bca_field intervention_fields[] = {
    TEXT(bca_intervention, "id", id),
    CHOICE(bca_intervention, "area", area, bca_area_choices),
};

static const bca_field name_fields[] = {
    TEXT(bca_intervention, "source", name_source),
    CHOICE(bca_intervention, "titleStatus", title_inferred, title_choices),
};

static const bca_field evidence_fields[] = {
    TEXT(bca_evidence, "outcome", outcome),
    TEXT(bca_evidence, "person", person),
    TEXT(bca_evidence, "sample", sample),
    CHOICE(bca_evidence, "primary", primary, bca_yesno_choices),
    CHOICE(bca_evidence, "desired", desired, desired_choices),
};

static const bca_field reported_fields[] = {
    NUMBER(bca_reported, "effect1", effect1),
    NUMBER(bca_reported, "se1", se1),
    NUMBER(bca_reported, "effect2", effect2),
    NUMBER(bca_reported, "se2", se2),
    NUMBER(bca_reported, "k", k),
    NUMBER(bca_reported, "participants", participants),
    NUMBER(bca_reported, "unadjusted", unadjusted),
    NUMBER(bca_reported, "unadjustedP", unadjusted_p),
    CHOICE(bca_reported, "design", design, bca_design_choices),
    TEXT(bca_reported, "published", published),
    BCA_PROVENANCE_FIELDS(bca_reported),
};

static const bca_field time_fields[] = {
    NUMBER(bca_effect_time, "first", first),
    NUMBER(bca_effect_time, "second", second),
    CHOICE(bca_effect_time, "after", after, after_choices),
    NUMBER(bca_effect_time, "effectRatio", effect_ratio),
    NUMBER(bca_effect_time, "seRatio", se_ratio),
    NUMBER(bca_effect_time, "corr12", corr12),
    BCA_PROVENANCE_FIELDS(bca_effect_time),
};

static const bca_field unvalued_fields[] = {
    TEXT(bca_unvalued, "outcome", outcome), TEXT(bca_unvalued, "reason", reason),
    NUMBER(bca_unvalued, "effect", effect), NUMBER(bca_unvalued, "se", se),
    BCA_PROVENANCE_FIELDS(bca_unvalued),
};

static const bca_field research_fields[] = {
    TEXT(bca_research, "label", label),
    TEXT(bca_research, "published", published),
    CHOICE(bca_research, "kind", kind, bca_research_choices),
    BCA_PROVENANCE_FIELDS(bca_research),
};

static const bca_field rating_fields[] = {
    TEXT(bca_rating, "clearinghouse", clearinghouse),
    TEXT(bca_rating, "value", value),
    TEXT(bca_rating, "asOf", as_of),
    TEXT(bca_rating, "source", source_id),
    CHOICE(bca_rating, "archived", archived, bca_yesno_choices),
};

static const bca_field published_fields[] = {
    TEXT(bca_published_result, "id", id),
    TEXT(bca_published_result, "vintage", vintage),
    NUMBER(bca_published_result, "priceYear", price_year),
    NUMBER(bca_published_result, "taxpayers", taxpayers),
    NUMBER(bca_published_result, "participants", participants),
    NUMBER(bca_published_result, "others", others),
    NUMBER(bca_published_result, "indirect", indirect),
    NUMBER(bca_published_result, "nonTaxpayers", non_taxpayers),
    NUMBER(bca_published_result, "total", total),
    NUMBER(bca_published_result, "cost", cost),
    NUMBER(bca_published_result, "chance", chance),
    BCA_PROVENANCE_FIELDS(bca_published_result),
};

static bool
read_evidence(void *item, bca_arena *arena, const bca_xml *xml,
              const bca_xml_node *node)
{
    static const bca_xml_list reported = {"reported", sizeof(bca_reported),
                                          reported_fields, COUNT(reported_fields),
                                          NULL};
    static const bca_xml_list time = {"time", sizeof(bca_effect_time), time_fields,
                                      COUNT(time_fields), NULL};
    bca_evidence *e = item;

    return bca_xml_read_list(&e->studies, &e->n_studies, arena, xml, node,
                             &bca_studies_list) &&
           bca_xml_read_list(&e->reported, &e->n_reported, arena, xml, node,
                             &reported) &&
           bca_xml_read_list(&e->time, &e->n_time, arena, xml, node, &time);
}

static bool
read_intervention_lists(bca_intervention *i, bca_arena *arena, const bca_xml *xml,
                        const bca_xml_node *root)
{
    static const bca_xml_list evidence = {"evidence", sizeof(bca_evidence),
                                          evidence_fields, COUNT(evidence_fields),
                                          read_evidence};
    static const bca_xml_list unvalued = {"unvalued", sizeof(bca_unvalued),
                                          unvalued_fields, COUNT(unvalued_fields),
                                          NULL};
    static const bca_xml_list research = {"research", sizeof(bca_research),
                                          research_fields, COUNT(research_fields),
                                          NULL};
    static const bca_xml_list ratings = {"rating", sizeof(bca_rating), rating_fields,
                                         COUNT(rating_fields), NULL};
    static const bca_xml_list published = {"published", sizeof(bca_published_result),
                                           published_fields, COUNT(published_fields),
                                           NULL};

    return bca_xml_read_list(&i->evidence, &i->n_evidence, arena, xml, root,
                             &evidence) &&
           bca_xml_read_list(&i->unvalued, &i->n_unvalued, arena, xml, root,
                             &unvalued) &&
           bca_xml_read_list(&i->research, &i->n_research, arena, xml, root,
                             &research) &&
           bca_xml_read_list(&i->ratings, &i->n_ratings, arena, xml, root, &ratings) &&
           bca_xml_read_list(&i->published, &i->n_published, arena, xml, root,
                             &published);
}

bool
bca_read_intervention(bca_registry *out, const bca_document *d)
{
    const bca_xml_node *root = bca_xml_root(&d->xml);
    const bca_xml_node *name = bca_xml_child(root, "name");
    bca_arena *arena = &out->arena;
    bca_intervention *i;

    out->interventions =
        bca_read_append(out->interventions, &out->n_interventions, sizeof *i, arena);
    if (out->interventions == NULL)
        return false;
    i = &out->interventions[out->n_interventions - 1];
    i->at = bca_xml_span(&d->xml, root);
    i->name_at = bca_xml_span(&d->xml, name);
    i->name = bca_xml_text(arena, name);
    i->description = bca_xml_text(arena, bca_xml_child(root, "description"));
    return i->name != NULL && i->description != NULL &&
           bca_xml_read(i, arena, root, intervention_fields,
                        COUNT(intervention_fields)) &&
           bca_xml_read(i, arena, name, name_fields, COUNT(name_fields)) &&
           read_intervention_lists(i, arena, &d->xml, root);
}
