#ifndef BCA_REPORT_ANNUAL_PARTS_H
#define BCA_REPORT_ANNUAL_PARTS_H

#include "report/annual.h"
#include "report/cycle.h"
#include "report/studies.h"
#include "report/template.h"

/* What the files of the annual report share. */

/* The templates, each with the placeholders it may use. */
typedef enum bca_part {
    BCA_PART_REPORT, /* the frame: words, and places for the rest */
    BCA_PART_LAYOUT, /* fonts, colors, commands */
    BCA_PART_AGENCY, /* Table 1 of one agency */
    BCA_PART_PROGRAM,
    BCA_PART_STUDIES, /* the studies of one outcome */
    BCA_PART_MODEL,
    BCA_PART_COUNT
} bca_part;

/* Numbers of the key findings. Listed programs are those of agencies that are not
 * reference; every count but the last is of listed ones. */
typedef struct bca_annual_counts {
    size_t agencies, programs; /* programs, and agencies that have one */
    size_t with_tier;
    size_t by_basis[BCA_BASES]; /* by bca_basis */
    size_t likely;              /* mean net benefit above 0, chance at least as above */
    size_t negative;            /* mean net benefit below 0 */
    size_t rest;                /* with a result and neither */
    size_t items, public_items; /* cells of the inventories used; those with a value */
    double assumed_low, assumed_high; /* share, over modeled programs; NaN: none */
    size_t with_site;           /* whose chance at a new site is known; of those: */
    double site_low, site_high; /* that chance; NaN: none */
    double mean_low, mean_high; /* the chance of the pooled effect */
    size_t reference;
} bca_annual_counts;

/* The context of every slot. agency, result and model are those of the part being
 * written, NULL elsewhere. */
typedef struct bca_annual {
    const bca_run *run;
    const bca_annual_facts *facts;
    const bca_file *templates;      /* [BCA_PART_COUNT] */
    const bca_result **order;       /* [run->n] by area, then name */
    bool *cited;                    /* [n_sources] of the page being written */
    const bca_cycle_entry *entries; /* [run->cycle->now.n]; NULL without a cycle */
    bca_annual_counts counts;
    const bca_agency *agency;
    const bca_result *result;
    const bca_model *model;
    const bca_study_report *studies; /* as agency, result and model: that of the part */
    bool first;                      /* the page is the first of its section */
} bca_annual;

bool bca_is_listed(const bca_program *program);
bool bca_is_likely(const bca_result *result);
bool bca_is_negative(const bca_result *result);
bca_annual_counts bca_annual_count(const bca_run *run);

/* Whether an agency has a program of the run. */
bool bca_has_program(const bca_run *run, const bca_agency *agency);

/* Fill in the template of a part; the slots must be those of the part. */
void bca_part_write(const bca_annual *annual, bca_part part, FILE *out);

/* Slots of each part, each in its own file. */
bca_slots bca_report_slots(void);
bca_slots bca_layout_slots(void);
bca_slots bca_agency_slots(void);
bca_slots bca_program_slots(void);
bca_slots bca_model_slots(void);
bca_slots bca_studies_slots(void);

/* What a slot calls: context is a bca_annual. */
typedef void bca_slot_write_fn(const void *context, FILE *out);
typedef bool bca_slot_test_fn(const void *context);

/* annual_findings.c: the numbers of the key findings */
bca_slot_write_fn bca_write_program_count, bca_write_agency_count, bca_write_tier_count;
bca_slot_write_fn bca_write_public_items, bca_write_all_items, bca_write_public_share;
bca_slot_write_fn bca_write_item_count, bca_write_modeled_count;
bca_slot_write_fn bca_write_transferred_count, bca_write_no_basis_count;
bca_slot_write_fn bca_write_likely_count, bca_write_likely_chance;
bca_slot_write_fn bca_write_likely_names, bca_write_negative_count;
bca_slot_write_fn bca_write_negative_names, bca_write_rest_count;
bca_slot_write_fn bca_write_assumed_range, bca_write_reference_count;
bca_slot_write_fn bca_write_site_count, bca_write_site_range, bca_write_mean_range;
bca_slot_test_fn bca_any_likely, bca_any_negative, bca_any_modeled, bca_any_reference;
bca_slot_test_fn bca_any_site, bca_any_break_even;
bca_slot_write_fn bca_write_break_even_count;

/* annual_agencies.c, annual_inventory.c: the public facts of agencies and programs */
bca_slot_write_fn bca_write_agency_counts, bca_write_agencies, bca_write_compliance;
void bca_write_items(const bca_annual *annual, const bca_program *program, FILE *out);

/* annual_tiers.c, annual_tier_tables.c: the computed tiers, when the run has a cycle.
 *
 * The next entry after *i, from 0, of a listed program that passes a test (NULL: any),
 * in the order of the report; agency NULL: of any agency. NULL after the last. */
typedef bool bca_entry_test(const bca_cycle_entry *entry);
bca_entry_test bca_is_changed, bca_is_overridden;
const bca_cycle_entry *bca_entry_next(const bca_annual *annual, size_t *i,
                                      const bca_agency *agency, bca_entry_test *test);

/* Listed programs of a computed tier (NULL: any); agency NULL: of any agency. */
size_t bca_count_tier(const bca_annual *annual, const bca_agency *agency,
                      const bca_tier *tier);

bca_slot_test_fn bca_has_cycle, bca_has_cycle_before, bca_any_tier_changed;
bca_slot_test_fn bca_any_tier_overridden, bca_has_computed_tier, bca_has_p_level;
bca_slot_write_fn bca_write_cycle_before, bca_write_cycle_day_before;
bca_slot_write_fn bca_write_tier_changed_count, bca_write_tier_differ_count;
bca_slot_write_fn bca_write_computed_counts, bca_write_tier_counts;
bca_slot_write_fn bca_write_tier_changes, bca_write_tier_overrides;
bca_slot_write_fn bca_write_tier_programs, bca_write_computed_tier;
bca_slot_write_fn bca_write_p_level, bca_write_p_times;

/* annual_comparison.c */
bca_slot_write_fn bca_write_comparisons;

/* annual_model.c, annual_sources.c */
bca_slot_write_fn bca_write_models, bca_write_sources;
bca_slot_write_fn bca_write_regimes, bca_write_filings; /* annual_duties.c */
bca_slot_write_fn bca_write_page_sources;
bca_slot_write_fn bca_write_model_outcomes, bca_write_model_lines; /* annual_paths.c */

/* Status and source of a row of n columns, and below it the note. */
void bca_put_provenance(const bca_annual *annual, const bca_provenance *p, int columns,
                        FILE *out);

/* annual_links.c: what few models have */
bca_slot_test_fn bca_has_links, bca_has_series, bca_has_switches, bca_has_channels;
bca_slot_test_fn bca_has_further_indexes;
bca_slot_write_fn bca_write_links, bca_write_series, bca_write_switches;
bca_slot_write_fn bca_write_channels, bca_write_further_indexes;

/* "0: 0.439, 1: 0.601": the column of a table by its rows; and "2023", "fiscal 2023,
 * index awi": when dollars are stated and what else than the first index re-bases
 * them, a dash for what is no money. */
void bca_put_rows(FILE *out, const bca_table_file *table, size_t column);
void bca_put_price_year(FILE *out, const bca_model *model, const bca_dollars *dollars);

/* page_evidence.c, page_history.c: what studies and published analyses say */
bca_slot_write_fn bca_write_effects, bca_write_unvalued, bca_write_ratings;
bca_slot_write_fn bca_write_history;

/* page_analyses.c */
bca_slot_test_fn bca_has_analyses;
bca_slot_write_fn bca_write_analyses, bca_write_chance_new_site;

/* studies_tables.c, studies_regression.c, studies_plots.c */
bca_slot_test_fn bca_has_subgroups, bca_has_measures, bca_has_regression;
bca_slot_test_fn bca_has_contrasts;
bca_slot_write_fn bca_write_methods, bca_write_subgroups, bca_write_measures;
bca_slot_write_fn bca_write_regression, bca_write_contrasts;
bca_slot_write_fn bca_write_forest, bca_write_funnel;

/* page_money.c, page_charts.c */
bca_slot_write_fn bca_write_benefits, bca_write_histogram, bca_write_cash_flow;

/* page_horizons.c; whether a benefit that counts is known as a present value alone */
bca_slot_write_fn bca_write_horizons;
bca_slot_test_fn bca_has_paid_at_once;

/* page_cost.c */
bca_slot_test_fn bca_has_cost, bca_has_comparison_cost, bca_has_cost_note;
bca_slot_write_fn bca_write_cost_amount, bca_write_cost_price_year;
bca_slot_write_fn bca_write_cost_years, bca_write_comparison_cost, bca_write_cost_range;
bca_slot_write_fn bca_write_cost_public, bca_write_cost_status, bca_write_cost_cite;
bca_slot_write_fn bca_write_cost_note, bca_write_published_cost;
bca_slot_write_fn bca_write_published_year, bca_write_published_cite;

/* page_break_even.c: what would have to be true, when the run has it */
bca_slot_test_fn bca_has_answers, bca_has_switching, bca_has_break_evens;
bca_slot_test_fn bca_has_outcome_costs, bca_is_break_even;
bca_slot_write_fn bca_write_switching, bca_write_break_evens, bca_write_outcome_costs;
bca_slot_write_fn bca_write_means_year, bca_write_means_cost;

/* page_set_aside.c: what is not counted, since others count already */
bca_slot_test_fn bca_has_set_aside, bca_has_aside_sources, bca_has_opposed_sources;
bca_slot_test_fn bca_has_aside_links;
bca_slot_write_fn bca_write_aside_sources, bca_write_opposed_sources;
bca_slot_write_fn bca_write_aside_links;

/* What brings a change, and whose it is: ", by way of Test scores (child)"; nothing for
 * the participant's change by evidence. */
void bca_put_way(FILE *out, const bca_plan *plan, size_t change);

/* page_scope.c: persons, local fit, expansion */
bca_slot_test_fn bca_has_persons, bca_has_local_fit, bca_has_expansion;
bca_slot_write_fn bca_write_persons, bca_write_local_fit, bca_write_local_fit_factor;
bca_slot_write_fn bca_write_expansion, bca_write_expansion_year;
bca_slot_write_fn bca_write_expansion_source;

/* page_reliance.c: how far a result can be relied on, and a published one beside it */
bca_slot_test_fn bca_has_confidence, bca_has_aspects, bca_has_beside;
bca_slot_test_fn bca_has_beside_why, bca_lacks_beside_why;
bca_slot_write_fn bca_write_confidence, bca_write_aspects, bca_write_state_money;
bca_slot_write_fn bca_write_beside, bca_write_beside_gap, bca_write_beside_why;
bca_slot_write_fn bca_write_beside_parameters;

/* annual_reliance.c: the same of all modeled results of listed programs */
bca_slot_test_fn bca_any_confidence, bca_any_beside;
bca_slot_write_fn bca_write_reliance, bca_write_confidences, bca_write_all_beside;

/* page_influence.c: which inputs make a result uncertain */
bca_slot_test_fn bca_has_influence;
bca_slot_write_fn bca_write_influence;

/* annual_guide.c: which numbers of a model matter most, and what would replace its
 * assumptions; after an assumed number its own data, where there are any or the model
 * has a guide */
bca_slot_test_fn bca_has_guide, bca_has_supply;
bca_slot_write_fn bca_write_matter_most, bca_write_supply, bca_write_guide_programs;
bca_slot_write_fn bca_write_guide_effects, bca_write_guide_costs;
bca_slot_write_fn bca_write_guide_interactions;
void bca_put_wanted(const bca_annual *annual, const bca_provenance *p, FILE *out);

/* Periods up to the last in which anything is paid; 0 when nothing is. */
size_t bca_flow_end(const bca_result *result);

#endif
