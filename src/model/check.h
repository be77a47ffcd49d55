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
    bca_ids sources;                  /* of the registry */
    bca_ids parameters;               /* of the model: stated ones and mix components */
    bca_ids accounts;                 /* of the model */
    bca_ids populations;              /* of the model */
    bca_ids outcomes;                 /* of the model */
} bca_check;

/* A year in which dollars are stated must be in the model's price index.
 *
 * element    the element that states the year
 * attribute  its attribute, where a finding points
 * year       calendar year; NaN when absent, which is fine here
 *
 * Says nothing while the index has no table: that has been reported.
 * Needs only findings and model of the check.
 * Findings: E0407. */
void bca_check_year(bca_check *c, bca_span element, const char *attribute, double year);

/* Read the table of the price index and set index->table, which stays NULL when the
 * table cannot be used.
 *
 * Findings: those of bca_table_read; E0001 outside the project; E0311 without
 * the columns year and index; those of bca_check_provenance. */
void bca_check_index(bca_check *c);

/* Read the table of a base path; set p->table and p->column_index, and exposure_starts
 * to 0 years when it is absent. The table stays NULL when it cannot be used.
 *
 * Findings: those of bca_table_read; E0001 outside the project; E0311 without
 * columns; E0401 population; E0704 a first year that is not 0, a value that is not a
 * share, a cumulative path that does not begin at 0 or falls; those of
 * bca_check_provenance. */
void bca_check_path(bca_check *c, bca_path *p);

/* A stated parameter: its distribution has the attributes and points that it needs and
 * no other, and money has a price year. Sets the values of discrete and empirical ones.
 *
 * Findings: E0406, E0407 price year; E0501 attributes; E0502 their order; E0503 moments
 * that the distribution cannot have; E0709 a discount rate or deadweight with a value
 * that is too low; those of bca_discrete_values, bca_empirical_values and
 * bca_check_provenance. */
void bca_check_parameter(bca_check *c, bca_parameter *p);

/* A mix: its shares and concentration are above 0, and the shares sum to 1 within
 * BCA_SHARE_TOLERANCE.
 *
 * Findings: E0402 components; E0504 shares and concentration; those of
 * bca_check_provenance. */
void bca_check_mix(bca_check *c, bca_mix *m);

/* A value line: one factor in dollars, payers that share every dollar, and a timing
 * that fits the outcome. Resolves factors and payers, and sets wait, length and growth
 * of the timing: 0 without an id (length: NaN, paid at once).
 *
 * Findings: E0401 references; E0408 factors in dollars; E0703 shares of payers; E0707
 * timing; E0708 a timing parameter that is not a constant of 0 or more. */
void bca_check_line(bca_check *c, bca_value_line *l);

#endif
