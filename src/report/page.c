#include <math.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* The slots of program.tex: one program's page. */

static const bca_program *
program_of(const void *context)
{
    const bca_annual *annual = context;

    return annual->result->program;
}

static const bca_summary *
summary_of(const void *context)
{
    const bca_annual *annual = context;

    return annual->result->summary;
}

static const bca_compiled *
compiled_of(const void *context)
{
    const bca_annual *annual = context;

    return annual->result->compiled;
}

/* Who and what. */

static void
program_id(const void *context, FILE *out)
{
    fputs(program_of(context)->id, out); /* letters, digits and hyphens: the schema */
}

static bool
is_first(const void *context)
{
    const bca_annual *annual = context;

    return annual->first;
}

static void
name(const void *context, FILE *out)
{
    bca_latex_text(out, program_of(context)->name);
}

static void
agency(const void *context, FILE *out)
{
    bca_latex_text(out, program_of(context)->agency->name);
}

static void
area(const void *context, FILE *out)
{
    bca_put_sentence(out, bca_area_text(program_of(context)->area));
}

static void
tier(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_tier_claim *claim = bca_claim_latest(annual->result->program);

    bca_put_tier(out, annual->run->registry, annual->result->program);
    if (claim == NULL)
        return;
    if (claim->as_of != NULL) {
        fputs(", as of ", out);
        bca_latex_text(out, claim->as_of);
    }
    bca_put_cite(out, annual->run->registry, claim->source_id);
}

static void
basis(const void *context, FILE *out)
{
    bca_put_sentence(out, bca_basis_text(program_of(context)->basis));
}

static void
summary(const void *context, FILE *out)
{
    bca_latex_text(out, program_of(context)->summary);
}

static bool
has_intervention(const void *context)
{
    return program_of(context)->intervention != NULL;
}

static bool
has_no_intervention(const void *context)
{
    return !has_intervention(context);
}

static void
intervention(const void *context, FILE *out)
{
    bca_latex_text(out, program_of(context)->intervention->name);
}

static void
intervention_cite(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_cite(out, annual->run->registry,
                 annual->result->program->intervention->name_source);
}

static void
intervention_description(const void *context, FILE *out)
{
    bca_latex_text(out, program_of(context)->intervention->description);
}

static bool
is_title_inferred(const void *context)
{
    return has_intervention(context) &&
           program_of(context)->intervention->title_inferred == 1;
}

static void
model_name(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_model *model =
        bca_models_find(annual->run->models, annual->result->program->model_id);

    bca_latex_text(out, model != NULL ? model->name : "\u2013");
}

/* What there is. */

static bool
has_result(const void *context)
{
    return summary_of(context) != NULL;
}

static bool
has_no_result(const void *context)
{
    return summary_of(context) == NULL;
}

static bool
has_no_cost(const void *context)
{
    return program_of(context)->cost == NULL;
}

static bool
is_modeled(const void *context)
{
    return program_of(context)->basis == BCA_MODELED;
}

static bool
is_transferred(const void *context)
{
    return program_of(context)->basis == BCA_TRANSFERRED;
}

static bool
has_inventory(const void *context)
{
    const bca_annual *annual = context;

    return bca_run_inventory(annual->run, annual->result->program) != NULL;
}

static void
inventory_items(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_write_items(annual, annual->result->program, out);
}

static bool
has_evidence(const void *context)
{
    return has_intervention(context) &&
           program_of(context)->intervention->n_evidence > 0;
}

static bool
has_ratings(const void *context)
{
    return has_intervention(context) &&
           program_of(context)->intervention->n_ratings > 0;
}

static bool
has_history(const void *context)
{
    return has_intervention(context) &&
           program_of(context)->intervention->n_published > 0;
}

static bool
has_unvalued(const void *context)
{
    return has_intervention(context) &&
           program_of(context)->intervention->n_unvalued > 0;
}

static void
not_valued(const void *context, FILE *out)
{
    const bca_model *model = compiled_of(context)->model;

    if (model != NULL && model->n_not_valued > 0)
        bca_put_list(out, model->not_valued, model->n_not_valued);
}

/* The result. */

static void
price_year(const void *context, FILE *out)
{
    fprintf(out, "%d", compiled_of(context)->plan.price_year);
}

static void
draws(const void *context, FILE *out)
{
    bca_put_money(out, (double)summary_of(context)->draws);
}

static bool
has_spread(const void *context)
{
    return has_result(context) && compiled_of(context)->plan.has_spread;
}

#define DOLLARS(slot, field)                                                           \
    static void slot(const void *context, FILE *out)                                   \
    {                                                                                  \
        bca_put_dollars(out, summary_of(context)->field);                              \
    }

DOLLARS(net_benefit, npv_mean)
DOLLARS(net_benefit_error, npv_mean_se)
DOLLARS(p05, npv_p05)
DOLLARS(p25, npv_p25)
DOLLARS(p75, npv_p75)
DOLLARS(p95, npv_p95)
DOLLARS(benefits, benefits_mean)
DOLLARS(cost_mean, cost_mean)

static void
ratio(const void *context, FILE *out)
{
    const bca_summary *s = summary_of(context);

    if (s->bcr_reason[0] != '\0') {
        fputs("none: ", out);
        bca_latex_text(out, s->bcr_reason);
    } else {
        bca_put_fixed(out, s->bcr, 2);
    }
}

static void
chance(const void *context, FILE *out)
{
    bca_put_chance(out, summary_of(context)->chance_positive);
}

static void
assumed_share(const void *context, FILE *out)
{
    bca_put_percent(out, summary_of(context)->assumed_share, 0);
}

static bool
has_cash_flow(const void *context)
{
    return has_result(context) && compiled_of(context)->plan.dated;
}

static void
payback_text(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    size_t horizon = annual->result->compiled->plan.horizon;
    size_t payback = annual->result->summary->payback;

    if (payback < horizon)
        fprintf(out, "in year %zu after the start", payback + 1);
    else
        fprintf(out, "not within the %zu years that the analysis looks ahead", horizon);
}

static void
cash_flow_end(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    fprintf(out, "After year %zu nothing more is paid or saved.",
            bca_flow_end(annual->result));
}

static const bca_slot slots[] = {
    {"programId", program_id, NULL},
    {"first", NULL, is_first},
    {"name", name, NULL},
    {"agency", agency, NULL},
    {"area", area, NULL},
    {"tier", tier, NULL},
    {"computedTier", bca_write_computed_tier, bca_has_computed_tier},
    {"basis", basis, NULL},
    {"persons", bca_write_persons, bca_has_persons},
    {"summary", summary, NULL},
    {"intervention", intervention, has_intervention},
    {"noIntervention", NULL, has_no_intervention},
    {"interventionCite", intervention_cite, NULL},
    {"interventionDescription", intervention_description, NULL},
    {"titleInferred", NULL, is_title_inferred},
    {"modelName", model_name, NULL},
    {"result", NULL, has_result},
    {"noResult", NULL, has_no_result},
    {"noCost", NULL, has_no_cost},
    {"modeled", NULL, is_modeled},
    {"transferred", NULL, is_transferred},
    {"inventory", NULL, has_inventory},
    {"inventoryItems", inventory_items, NULL},
    {"priceYear", price_year, NULL},
    {"draws", draws, NULL},
    {"spread", NULL, has_spread},
    {"netBenefit", net_benefit, NULL},
    {"netBenefitError", net_benefit_error, NULL},
    {"p05", p05, NULL},
    {"p25", p25, NULL},
    {"p75", p75, NULL},
    {"p95", p95, NULL},
    {"benefits", benefits, NULL},
    {"costMean", cost_mean, NULL},
    {"ratio", ratio, NULL},
    {"chance", chance, NULL},
    {"chanceNewSite", bca_write_chance_new_site, NULL},
    {"analyses", bca_write_analyses, bca_has_analyses},
    {"influence", bca_write_influence, bca_has_influence},
    {"assumedShare", assumed_share, NULL},
    {"confidence", bca_write_confidence, bca_has_confidence},
    {"aspects", bca_write_aspects, bca_has_aspects},
    {"stateMoney", bca_write_state_money, NULL},
    {"beside", bca_write_beside, bca_has_beside},
    {"besideGap", bca_write_beside_gap, NULL},
    {"besideWhy", bca_write_beside_why, bca_has_beside_why},
    {"besideUnexplained", NULL, bca_lacks_beside_why},
    {"besideParameters", bca_write_beside_parameters, NULL},
    {"histogram", bca_write_histogram, NULL},
    {"cashFlow", bca_write_cash_flow, has_cash_flow},
    {"cashFlowEnd", cash_flow_end, NULL},
    {"horizons", bca_write_horizons, has_cash_flow},
    {"paidAtOnce", NULL, bca_has_paid_at_once},
    {"payback", payback_text, has_cash_flow},
    {"evidence", NULL, has_evidence},
    {"effects", bca_write_effects, NULL},
    {"localFit", bca_write_local_fit, bca_has_local_fit},
    {"localFitFactor", bca_write_local_fit_factor, NULL},
    {"ratings", bca_write_ratings, has_ratings},
    {"benefitTable", bca_write_benefits, NULL},
    {"setAside", NULL, bca_has_set_aside},
    {"asideSources", bca_write_aside_sources, bca_has_aside_sources},
    {"opposedSources", bca_write_opposed_sources, bca_has_opposed_sources},
    {"asideLinks", bca_write_aside_links, bca_has_aside_links},
    {"cost", NULL, bca_has_cost},
    {"costAmount", bca_write_cost_amount, NULL},
    {"costPriceYear", bca_write_cost_price_year, NULL},
    {"costYears", bca_write_cost_years, NULL},
    {"comparison", bca_write_comparison_cost, bca_has_comparison_cost},
    {"costRange", bca_write_cost_range, NULL},
    {"costPublic", bca_write_cost_public, NULL},
    {"costStatus", bca_write_cost_status, NULL},
    {"costCite", bca_write_cost_cite, NULL},
    {"costNote", bca_write_cost_note, bca_has_cost_note},
    {"expansion", bca_write_expansion, bca_has_expansion},
    {"expansionYear", bca_write_expansion_year, NULL},
    {"expansionSource", bca_write_expansion_source, NULL},
    {"breakEvenOnly", NULL, bca_is_break_even},
    {"meansYear", bca_write_means_year, NULL},
    {"meansCost", bca_write_means_cost, NULL},
    {"answers", NULL, bca_has_answers},
    {"switching", bca_write_switching, bca_has_switching},
    {"breakEvens", bca_write_break_evens, bca_has_break_evens},
    {"outcomeCosts", bca_write_outcome_costs, bca_has_outcome_costs},
    {"publishedCost", bca_write_published_cost, NULL},
    {"publishedYear", bca_write_published_year, NULL},
    {"publishedCite", bca_write_published_cite, NULL},
    {"history", bca_write_history, has_history},
    {"notValued", not_valued, NULL},
    {"unvalued", bca_write_unvalued, has_unvalued},
    {"pageSources", bca_write_page_sources, NULL},
};

bca_slots
bca_program_slots(void)
{
    return (bca_slots){slots, sizeof slots / sizeof slots[0]};
}
