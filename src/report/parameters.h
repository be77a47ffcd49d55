#ifndef BCA_REPORT_PARAMETERS_H
#define BCA_REPORT_PARAMETERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/compile.h"
#include "registry/registry.h"
#include "report/run.h"
#include "report/table.h"

/* Everything that a reader may argue with: the numbers and choices of models,
 * interventions, programs and profiles, with their sources, and how many results lean
 * on each. */

/* Mean, standard deviation and the 5th and 95th percentile of a number as it is drawn.
 */
typedef struct bca_figures {
    double mean, sd, p05, p95;
} bca_figures;

/* Figures of a distribution, from its formulas and not from draws: bca_spread_mean,
 * bca_spread_sd and bca_quantile of engine/sample.h. A component of a mix is
 * beta(alpha, total - alpha), a constant has sd 0.
 * Source: the shares of a Dirichlet, Johnson, Kotz & Balakrishnan, Continuous
 *         Multivariate Distributions I, 2nd ed., chapter 49. */
bca_figures bca_spread_figures(const bca_spread *spread);

/* What an item is. */
typedef enum bca_item_sort {
    BCA_ITEM_PARAMETER,
    BCA_ITEM_COMPONENT, /* of a mix */
    BCA_ITEM_MULTIPLIER,
    BCA_ITEM_POPULATION, /* its start age */
    BCA_ITEM_PATH,
    BCA_ITEM_SERIES,
    BCA_ITEM_LINK,
    BCA_ITEM_SWITCH,
    BCA_ITEM_CHANNEL,  /* what is said about a channel */
    BCA_ITEM_TRANSFER, /* how published results are carried over */
    BCA_ITEM_INDEX,
    BCA_ITEM_EFFECT,    /* of an intervention on an outcome */
    BCA_ITEM_TIME,      /* how that effect runs on */
    BCA_ITEM_PUBLISHED, /* a published benefit-cost result */
    BCA_ITEM_COST,      /* of a program */
    BCA_ITEM_PERSON,    /* number of further persons per start */
    BCA_ITEM_FIT,       /* local fit */
    BCA_ITEM_EXPANSION, /* what more places cost */
    BCA_ITEM_CHANCE,    /* likelyChance of a profile */
    BCA_ITEM_PREDICATE, /* of a profile */
    BCA_ITEM_STANDING,  /* of a profile: whose dollars are left out */
    BCA_ITEM_SORTS
} bca_item_sort;

/* "parameter", "component", ... and where such items stand: "model", "intervention",
 * "program", "profile". */
const char *bca_item_text(int sort);
const char *bca_item_place(int sort);

typedef struct bca_parameter_item {
    bca_item_sort sort;
    const char *place;     /* id of the model, intervention, program or profile */
    const char *id, *name; /* id: of a multiplier AREA.FLAG.VINTAGE, of a path
                              OUTCOME.POPULATION and .without.OUTCOME, of effect and
                              time OUTCOME and .PERSON, of a cost and an expansion the
                              program's, of a local fit what was compared, of a
                              standing the group */
    const char *value;     /* in words */
    bca_figures figures;   /* NaN where the item is no number */
    const char *unit;      /* or NULL */
    double price_year;     /* or NaN */
    bool fiscal;           /* that is a fiscal year */
    const char *index;     /* that re-bases the dollars; NULL: no dollars of a model */
    const bca_provenance *from;
    const bool *leans; /* [n_programs] whether the program's result leans on it */
    size_t results;    /* number of those programs */
} bca_parameter_item;

/* What the items are taken from. compiled[registry->n_programs]: the main analysis of
 * each program, plan.program NULL without a result. wanted[n_programs], or NULL for
 * everything: only items on which a result of these programs leans. */
typedef struct bca_parameter_query {
    const bca_registry *registry;
    const bca_models *models;
    const bca_compiled *compiled;
    const bool *wanted;
} bca_parameter_query;

typedef struct bca_parameter_items {
    bca_parameter_item *items;
    size_t n;
} bca_parameter_items;

/* List the items, assumed ones first, then derived, then published; within a status
 * those first on which most results lean; ties as read: models, interventions,
 * programs, profiles, each in its own order.
 *
 * A result leans on
 *   - a parameter or a component: a paid value line names it, as factor, share of a
 *     payer, wait, length or growth; or a paid change does, as effect or causal share
 *     of its link, standard deviation or input change. The discount rate counts unless
 *     the plan pays in period 0 alone, from its start; deadweight unless the plan has
 *     neither public spending nor a publicly paid cost. Components of a mix are drawn
 *     together, so one brings the others
 *   - a multiplier: it is applied, and a study behind a paid change has its flag
 *   - a population: the program names it, for its participants or for a further person
 *     with a paid change, and its plan is modeled
 *   - a path: the base of a paid change is read from it
 *   - a series: a paid value line has it as a factor or as weights
 *   - a link: it brings a paid change
 *   - a switch: a paid value line names it; or a line of an option that is not in force
 *     does, of an outcome that the plan changes
 *   - a channel: sources of more than one person reach it, so that what is compared
 *     with what depends on it
 *   - an index: it re-bases an amount behind a paid line or change, or it is the first
 *     and re-bases the cost: the amount has another price year than the model, or a
 *     fiscal one
 *   - effect and time: they give a paid change
 *   - a published result, and how such results are carried over: the plan carries one
 *     over
 *   - a cost, a local fit: its program's plan is modeled
 *   - a person: the program has it, and a change of that person is paid
 *   - a standing: a source that counts would pay into the group
 * and on no threshold of a profile and no expansion: those give categories and budgets,
 * not results. A line is paid when it has a stream that counts (bca_stream_counts), a
 * change when such a stream pays it or a change that it drives: nothing leans on what
 * is set aside.
 *
 * A link has the worst status of its effect and its causal share, a missing share being
 * assumed, and the source of its effect. The figures of an effect are those of the
 * first result that leans on it, with its multipliers and local fit; else of its
 * studies as they are pooled without any. Those of a cost are of the yearly amount
 * times its multiple.
 *
 * Owner: everything is the arena's, the registry's or the models'.
 * Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_parameter_list(bca_parameter_items *out, bca_arena *arena,
                                             const bca_parameter_query *query,
                                             bca_error *err);

/* The list as a table: every column for programs, a few for people. Errors: BCA_ENOMEM.
 */
BCA_MUST_CHECK bca_status bca_parameter_table(bca_table *out, bca_arena *arena,
                                              const bca_parameter_items *items,
                                              const bca_registry *registry, bool people,
                                              bca_error *err);

/* The assumed share of every result of a run by value line:
 *
 *   share(line) = sum over its streams |mean| / (|cost| + sum over all streams |mean|)
 *
 * of mean present values of the streams that count, without the two deadweights; the
 * program cost is a line, cost:PROGRAM, whose value is spending when it is above 0. The
 * status of a line is the worst among what it rests on, so the shares of assumed lines
 * sum to the assumed_share of engine/engine.h, in the order of its sum. A line has a
 * row for each change that it values, and where the shares of its payers are known in
 * different ways, one for each status. Where all is 0 each share is 0. Programs without
 * a result have no row. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_share_table(bca_table *out, bca_arena *arena,
                                          const bca_run *run, bool people,
                                          bca_error *err);

#endif
