#ifndef BCA_MODEL_MODEL_H
#define BCA_MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/findings.h"
#include "evidence/study_effect.h"
#include "model/plan.h"
#include "model/table.h"
#include "registry/registry.h"

/* A model after it has been read and checked: what we assume. Text, numbers and choices
 * that are absent are NULL, NaN and -1, as in the registry. */

/* What is done about the mean of a change not being the change at the mean effect. */
typedef enum bca_curvature {
    BCA_CURVATURE_KEEP,  /* nothing */
    BCA_CURVATURE_CENTRE /* every change is centred at that of the mean effect */
} bca_curvature;

/* What the rows of a table count. */
typedef enum bca_rows_by { BCA_BY_YEAR, BCA_BY_AGE } bca_rows_by;

typedef struct bca_economy {
    bca_span at;
    const char *discount_rate, *deadweight; /* parameter ids */
    const char *sample_correlation;         /* parameter id; NULL: 0 */
    int discount_at;                        /* 0 start, 1 mid */
    int curvature; /* bca_curvature; -1: centred at 0 where a mean effect has faded */
    double horizon_age;
} bca_economy;

/* How published results are carried over. */
typedef struct bca_transfer {
    bca_span at;
    double cost_range; /* half-width of the triangle of a published cost, a fraction */
    double certain;    /* what a printed chance of 1 stands for */
    double even;       /* so near to 0.5 a printed chance says nothing of the spread */
    bca_provenance provenance;
} bca_transfer;

typedef struct bca_index {
    bca_span at;
    const char *id, *table_path;
    bca_provenance provenance;
    const bca_table_file *table; /* columns year, index */
} bca_index;

typedef struct bca_account {
    bca_span at;
    const char *id, *name;
    int group; /* bca_group */
    const char *agency_id, *fund;
} bca_account;

/* What is said about a channel; one of which nothing is said is a person's. */
typedef struct bca_channel {
    bca_span at;
    const char *id;
    int per; /* 0 person, 1 family */
    bca_provenance provenance;
} bca_channel;

/* When dollars are stated, and what re-bases them. */
typedef struct bca_dollars {
    double price_year;    /* NaN: no money */
    int fiscal;           /* 1: a fiscal year, July to June, named by its end */
    const char *index_id; /* NULL: the first of the model */
} bca_dollars;

/* One value of a discrete parameter, as it is stated. */
typedef struct bca_point {
    bca_span at;
    double value, share;
} bca_point;

/* A named number; components of a mix are parameters called mix.component. */
typedef struct bca_parameter {
    bca_span at;
    const char *id, *name, *unit;
    bca_dollars dollars;
    bca_spread spread; /* values of discrete and empirical ones: after the check */
    const bca_point *points; /* [n_points] discrete: in the order of the document */
    size_t n_points;
    const char *table_path, *column; /* empirical: from the model's folder */
    bca_provenance provenance;
    size_t group_first, group_size; /* Dirichlet: place in the model's parameters */
} bca_parameter;

/* A number for each age, or for each year. */
typedef struct bca_series {
    bca_span at;
    const char *id, *name, *unit, *table_path, *column;
    int by; /* bca_rows_by */
    bca_dollars dollars;
    bca_provenance provenance;
    const bca_table_file *table; /* NULL: found wrong */
    size_t column_index;
} bca_series;

typedef struct bca_component {
    bca_span at;
    const char *id;
    double share;
} bca_component;

typedef struct bca_mix {
    bca_span at;
    const char *id, *name;
    double concentration;
    bca_provenance provenance;
    bca_component *components;
    size_t n_components;
} bca_mix;

typedef struct bca_multiplier {
    bca_span at;
    const char *flag;
    int area, apply; /* apply: 1 yes */
    double factor, vintage;
    bca_provenance provenance;
} bca_multiplier;

typedef struct bca_population {
    bca_span at;
    const char *id, *name;
    double start_age;
    bca_provenance provenance;
} bca_population;

typedef struct bca_path {
    bca_span at;
    const char *population, *table_path, *column;
    const char *without; /* among persons without this outcome; NULL: among all */
    int kind;            /* 0 level, 1 cumulative */
    int by;              /* bca_rows_by; -1: year */
    bca_dollars dollars;
    int ends; /* 1 yes */
    double exposure_starts;
    bca_provenance provenance;
    const bca_table_file *table;
    size_t column_index;
} bca_path;

typedef enum bca_scale {
    BCA_SCALE_DICHOTOMOUS,
    BCA_SCALE_CONTINUOUS,
    BCA_SCALE_PERCENT,
    BCA_SCALE_ELASTICITY,
    BCA_SCALE_PRESENT_VALUE
} bca_scale;

typedef struct bca_outcome {
    bca_span at;
    const char *id, *name, *unit;
    const char *also_for; /* further words of evidence, a list, or NULL */
    int scale;            /* bca_scale */
    const char *sd_id, *input_change_id; /* parameters, or NULL */
    const bca_parameter *sd, *input_change;
    bca_path *paths;
    size_t n_paths;
} bca_outcome;

typedef enum bca_link_kind {
    BCA_LINK_ATTAINED, /* from is attained once; to changes from then on */
    BCA_LINK_CHANGE,   /* to changes by the effect times the change of from */
    BCA_LINK_UNIT      /* so many units of to per unit of from */
} bca_link_kind;

/* How a change of one outcome changes another. */
typedef struct bca_link {
    bca_span at;
    const char *id, *name, *from, *to, *effect_id, *share_id;
    int kind; /* bca_link_kind */
    const bca_parameter *effect;
    const bca_parameter *share; /* NULL: all of it is causal, which is assumed */
    bool valued; /* after the check: what it changes has a dollar value */
} bca_link;

typedef struct bca_option {
    bca_span at;
    const char *id, *name;
} bca_option;

/* A choice between value lines. */
typedef struct bca_switch {
    bca_span at;
    const char *id, *name, *option_id; /* the option in force */
    bca_provenance provenance;
    bca_option *options;
    size_t n_options;
} bca_switch;

typedef struct bca_factor {
    bca_span at;
    const char *parameter_id, *series_id; /* one of the two */
    const bca_parameter *parameter;
    const bca_series *series;
} bca_factor;

typedef struct bca_payer {
    bca_span at;
    const char *account_id, *parameter_id;
    int rest;       /* 1: what the other payers leave */
    double share;   /* as stated, NaN when not; after the check: of every payer */
    size_t account; /* index */
    const bca_parameter *parameter; /* NULL: 1 or the rest */
} bca_payer;

typedef enum bca_timing_kind {
    BCA_WHILE,
    BCA_LAG,
    BCA_AFTER,
    BCA_AT_ONCE
} bca_timing_kind;

typedef struct bca_timing {
    bca_span at;
    int kind; /* bca_timing_kind; at once is a published present value */
    const char *wait_id, *length_id, *growth_id, *weights_id;
    double from_age, through_age; /* NaN: from the start, to the horizon */
    double wait, length, growth;  /* years, years (NaN: paid at once), per year */
    const bca_series *weights;    /* in place of wait and length; or NULL */
} bca_timing;

typedef enum bca_line_kind {
    BCA_PUBLIC_SPENDING,
    BCA_REVENUE,
    BCA_TRANSFER, /* the recipient's side */
    BCA_PRIVATE
} bca_line_kind;

/* What dollars stand for that readers want to see apart. */
typedef enum bca_aspect { BCA_QUALITY_OF_LIFE, BCA_HOMICIDE, BCA_ASPECTS } bca_aspect;

typedef struct bca_value_line {
    bca_span at;
    const char *id, *name, *outcome, *channel, *cost_basis;
    const char *when;     /* switch.option, or NULL */
    const char *contains; /* channels that a bundle holds, or NULL */
    int aspect;           /* bca_aspect, or -1 */
    int unit_is;          /* 0 cost, 1 benefit */
    int kind;             /* bca_line_kind */
    int counted;          /* 1 yes; after the check: and its option is in force */
    bca_factor *factors;
    size_t n_factors;
    bca_payer *payers;
    size_t n_payers;
    bca_timing *timing;
    size_t n_timing;
} bca_value_line;

/* How prices are taken to rise, for the nominal dollars of a budget. */
typedef struct bca_inflation {
    bca_span at;
    double rate; /* a year, a fraction */
    bca_provenance provenance;
} bca_inflation;

/* What can be closed only as a whole: what a smaller need takes out of the state's
 * budget. */
typedef struct bca_cost_step {
    bca_span at;
    const char *id, *name, *unit;
    const char *parameters; /* that price a unit and year, a list */
    double units;           /* that one step holds */
    double saving;          /* dollars a year of a closed step, as stated */
    double at_once;         /* dollars a year of a unit less; after the check not NaN */
    bca_dollars dollars;
    bca_provenance provenance;
} bca_cost_step;

typedef struct bca_model {
    bca_span at;
    const char *id, *name, *description;
    const char *extends; /* id of the model that it completes, or NULL */
    double price_year;
    bca_economy *economy;
    bca_transfer *transfer; /* NULL: none */
    bca_index *index;       /* [n_index] the first re-bases whatever names no other */
    bca_account *accounts;
    size_t n_accounts;
    bca_channel *channels;
    size_t n_channels;
    bca_series *series;
    size_t n_series;
    bca_parameter *parameters; /* stated ones, then mix components */
    size_t n_parameters, n_stated;
    bca_mix *mixes;
    size_t n_mixes;
    bca_multiplier *multipliers;
    size_t n_multipliers;
    bca_population *populations;
    size_t n_populations;
    bca_outcome *outcomes;
    size_t n_outcomes;
    bca_link *links;
    size_t n_links;
    bca_switch *switches;
    size_t n_switches;
    bca_value_line *lines;
    size_t n_lines;
    bca_inflation *inflation; /* NULL: none, and no nominal dollars */
    bca_cost_step *steps;
    size_t n_steps;
    const char **not_valued;
    size_t n_not_valued;
    size_t n_economy, n_transfer, n_index, n_inflation;
} bca_model;

typedef struct bca_models {
    bca_model *items; /* by path */
    size_t n;
    const bca_profile *profile; /* whose standing holds; NULL: all groups have it */
    bca_table_files tables;
    struct bca_value_sheet *sheets; /* of empirical parameters */
    bca_arena arena;
} bca_models;

/* Read every model of the documents, with its tables, and check every rule of models
 * and of programs against models. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_models_read(bca_models *out, bca_documents *documents,
                                          const bca_registry *registry,
                                          bca_findings *findings, bca_error *err);
void bca_models_free(bca_models *models);

/* By id, or NULL. */
const bca_model *bca_models_find(const bca_models *models, const char *id);
const bca_parameter *bca_model_parameter(const bca_model *model, const char *id);
/* The multiplier in force for a flag in a policy area: the one that the model applies,
 * else that of the latest vintage; NULL when there is none. */
const bca_multiplier *bca_model_multiplier(const bca_model *model, int area,
                                           const char *flag);

/* All multipliers in force for a policy area, one a flag, as factors; their number.
 * factors[model->n_multipliers] of the caller. */
size_t bca_model_factors(bca_flag_factor factors[], const bca_model *model, int area);

const bca_outcome *bca_model_outcome(const bca_model *model, const char *id);
const bca_population *bca_model_population(const bca_model *model, const char *id);

/* Whether the scale of an outcome asks for a path. */
bool bca_outcome_needs_path(const bca_outcome *outcome);

/* The outcome that a piece of evidence of the program's intervention measures: the one
 * of its word, else the first that lists the word in alsoFor and has a path for the
 * person where its scale needs one. Of several poolable pieces about one outcome of one
 * person only one measures it: that of the outcome's own id, else the earliest in
 * alsoFor, else the first of the file. NULL when there is none, or the person is not
 * served. */
const bca_outcome *bca_measured_outcome(const bca_model *model,
                                        const bca_program *program,
                                        const bca_evidence *evidence);

/* Whether some outcome has this id, or lists the word in alsoFor. */
bool bca_model_knows(const bca_model *model, const char *word);

/* Whether an outcome has a dollar value: a value line that counts gives it one, or a
 * link leads from it to an outcome that has. */
bool bca_model_values(const bca_model *model, const char *outcome);

/* Set of every link whether it is worth something: whether what it changes has a dollar
 * value. Lines and links are those that the model has now. */
void bca_model_value_links(bca_model *model);

/* Path of an outcome for a population, among persons without an outcome or, with NULL,
 * among all; or NULL. */
const bca_path *bca_outcome_path(const bca_outcome *outcome, const char *population,
                                 const char *without);

const bca_series *bca_model_series(const bca_model *model, const char *id);

/* Whether benefits through a channel are compared over a whole family. */
bool bca_channel_is_family(const bca_model *model, const char *channel);

/* Money has a unit that begins with USD. */
bool bca_is_money(const char *unit);

/* Price index of a year, NaN when the table has no such year. */
double bca_index_at(const bca_index *index, double year);

/* The index that re-bases dollars, or NULL when the model has none of that name. */
const bca_index *bca_model_index(const bca_model *model, const char *id);

/* Dollars as stated in dollars of the model's price year: multiply by this.
 *
 *   index(price year of the model) / index(year stated); for a fiscal year y the mean
 *   of index(y - 1) and index(y)
 *
 * 1 where price_year is NaN (no money); NaN when the index has no such year. */
double bca_model_rebase(const bca_model *model, const bca_dollars *dollars);

#endif
