#ifndef BCA_MODEL_CHECK_H
#define BCA_MODEL_CHECK_H

#include "model/read.h"
#include "registry/refs.h"

/* The parts of bca_model_check; nothing else includes this. A finding goes to
 * check->findings, which also remembers that memory ran out. */

#define BCA_SHARE_TOLERANCE 1e-9 /* of shares that sum to 1 */

/* One model under check, and what its references are looked up in. */
typedef struct bca_check {
    const bca_model_context *context; /* documents, registry, all models and tables */
    bca_findings *findings;           /* the context's, where every rule reports */
    bca_model *model;                 /* the model; its references are filled in */
    bca_extension extension;          /* what it extends */
    bca_ids sources;                  /* of the registry */
    bca_ids agencies;                 /* of the registry */
    bca_ids indexes;                  /* of the model, as all that follow */
    bca_ids parameters;               /* stated ones and mix components */
    bca_ids series;
    bca_ids accounts;
    bca_ids populations;
    bca_ids outcomes;
    bca_ids links;
} bca_check;

/* The economy of a model that has one: a discount rate that stays above -1, a
 * deadweight that is never negative, a constant correlation of samples from 0 to less
 * than 1.
 *
 * Findings: E0401; E0708; E0709. */
void bca_check_economy(bca_check *c);

/* How published results are carried over, in a model that says it: fractions within
 * their ranges.
 *
 * Findings: E0729; those of bca_check_provenance. */
void bca_check_transfer(bca_check *c);

/* A year in which dollars are stated must be in a price index.
 *
 * index      the index that re-bases; NULL is fine
 * element    the element that states the year
 * attribute  its attribute, where a finding points
 * year       calendar year; NaN when absent, which is fine here
 *
 * Says nothing while the index has no table: that has been reported.
 * Needs only the findings of the check. Gives false with a finding.
 * Findings: E0407. */
bool bca_check_year(bca_check *c, const bca_index *index, bca_span element,
                    const char *attribute, double year);

/* When dollars are stated: money has a price year that its index knows (of a fiscal
 * year both calendar years, and the price year of the model too), and all else says
 * nothing of dollars.
 *
 * at     the element with the attributes priceYear, fiscal and index
 * name   what the amount is called in findings
 * money  whether the amounts of the element are money
 *
 * Findings: E0401 index; E0406; E0407. */
void bca_check_dollars(bca_check *c, bca_span at, const char *name, bool money,
                       const bca_dollars *dollars);

/* Read the table of a price index and set index->table, which stays NULL when the table
 * cannot be used.
 *
 * Findings: those of bca_table_read; E0001 outside the project; E0311 without
 * the columns year and index; E0711 a price level of 0 or less; those of
 * bca_check_provenance. */
void bca_check_index(bca_check *c, bca_index *index);

/* E0727: an attribute does not fit its element, with why and what to do. */
void bca_check_fit(bca_check *c, bca_span at, const char *wrong, const char *fix);

/* An outcome: standard deviation, change of the input and unit as its scale needs them.
 * Resolves sd and input_change.
 *
 * Findings: E0401 references; E0708 a parameter that is no constant, or a standard
 * deviation that is not above 0; E0727 what does not fit the scale. */
void bca_check_outcome(bca_check *c, bca_outcome *o);

/* Read the table of a base path of an outcome; set p->table and p->column_index, and
 * exposure_starts to 0 years when it is absent. The table stays NULL when it cannot be
 * used.
 *
 * Findings: those of bca_table_read; E0001 outside the project; E0311 without
 * columns; E0401 population, without; E0406, E0407 dollars; E0704 a first year that is
 * not 0, a value that is not a share or, of amounts, below 0, a cumulative path that
 * does not begin at 0 or falls; E0727 attributes that do not fit the outcome or each
 * other; those of bca_check_provenance. */
void bca_check_path(bca_check *c, const bca_outcome *o, bca_path *p);

/* Read the table of a series; set its table and column_index. The table stays NULL when
 * it cannot be used.
 *
 * Findings: those of bca_table_read; E0001 outside the project; E0311 without columns;
 * E0401, E0406, E0407 dollars; E0704 a first year that is not 0; those of
 * bca_check_provenance. */
void bca_check_series(bca_check *c, bca_series *s);

/* A unit of a parameter, series or outcome is made of words, money begins with USD, and
 * nothing else looks like money or hides a factor: "dollars", "percent", "million".
 *
 * Findings: E0730. */
void bca_check_unit(bca_check *c, bca_span element, const char *unit);

/* A stated parameter: its distribution has the attributes and points that it needs and
 * no other, and money has a price year. Sets the values of discrete and empirical ones.
 *
 * Findings: E0406, E0407 price year; E0501 attributes; E0502 their order; E0503 moments
 * that the distribution cannot have; E0709 a discount rate or deadweight with a value
 * that is too low; E0508 a fraction out of its range; those of bca_discrete_values,
 * bca_empirical_values and bca_check_provenance. */
void bca_check_parameter(bca_check *c, bca_parameter *p);

/* A mix: its shares and concentration are above 0, and the shares sum to 1 within
 * BCA_SHARE_TOLERANCE.
 *
 * Findings: E0402 components; E0504 shares and concentration; those of
 * bca_check_provenance. */
void bca_check_mix(bca_check *c, bca_mix *m);

/* Who pays a program, and what explains how its result differs from a published one.
 *
 * Findings: E0401 accounts, published results, parameters; E0731 payers that do not add
 * up. */
void bca_check_cost(const bca_program *p, const bca_model *m, bca_findings *findings);

/* What a program asks of its result: a cost whose years the price index has, outcomes
 * that the model values, persons whom a start serves, and all that a modeled program
 * with such an effect needs.
 *
 * Findings: E0401 population, outcome; E0407; E0701 years; E0702 cost, population, an
 * outcome without dollars; E0725; those of bca_check_modeled and bca_check_provenance.
 */
void bca_check_asks(const bca_program *p, const bca_model *m,
                    const bca_model_context *x);

/* What a modeled program needs of its model: populations, an outcome of its evidence
 * that is valued, and paths of all that is measured or reached by links.
 *
 * Findings: E0401 population, outcome; E0702; E0706; E0714; those of bca_check_effects.
 */
void bca_check_modeled(const bca_program *p, const bca_model *m,
                       const bca_model_context *x);

/* The effects of evidence that a modeled program uses, against the scale of its outcome
 * in the model.
 *
 * Findings: E0713 studies pooled on another scale; E0728 a percent change below -1. */
void bca_check_effects(const bca_evidence *e, const bca_outcome *o,
                       bca_findings *findings);

/* The links: each fits its two outcomes, and they lead nowhere in a circle. Resolves
 * effect and share, and sets valued, for which counted of every line is settled.
 *
 * Findings: E0401 references; E0715 a circle, at the link that closes it; E0716. */
void bca_check_links(bca_check *c);

/* A value line: one factor in dollars or an outcome that is, payers that share every
 * dollar, and a timing that fits the outcome. Resolves factors, payers and weights, and
 * sets wait, length and growth of the timing: 0 without an id (length: NaN, paid at
 * once).
 *
 * Findings: E0401 references; E0408 factors in dollars; E0719 factors; E0707 timing;
 * E0708 a timing parameter that is not a constant of 0 or more; those of
 * bca_check_payers. */
void bca_check_line(bca_check *c, bca_value_line *l);

/* The payers of a value line. Resolves accounts and parameters, and sets every share.
 *
 * Findings: E0401 references; E0703 shares that do not sum to 1; E0717 a share that is
 * not named. */
void bca_check_payers(bca_check *c, bca_value_line *l);

/* What turns savings into budgets: inflation, and steps that close as a whole. Sets
 * at_once of a step that does not state it to 0.
 *
 * Findings: E0401 parameters; E0402 steps; E0406, E0407 dollars; E0850 inflation; E0851
 * a step that holds nothing, saves nothing, saves less closed than unit by unit, or is
 * priced by a parameter that is no money; those of bca_check_provenance. */
void bca_check_budget(bca_check *c);

/* The switches, and the lines that name an option: a line whose option is not in force
 * is not counted from here on. Before that, every transfer stands beside the public
 * spending that pays it.
 *
 * Findings: E0402 switches and options; E0718 an option that there is not; E0724; those
 * of bca_check_provenance. */
void bca_check_switches(bca_check *c);

#endif
