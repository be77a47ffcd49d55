#ifndef BCA_REPORT_INFLUENCE_H
#define BCA_REPORT_INFLUENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "report/parameters.h"
#include "report/run.h"
#include "report/table.h"

/* Which inputs make results uncertain: the shares in the variance of the net present
 * value of engine/influence.h, by program and over all modeled programs. */

/* What varies. */
typedef enum bca_varied {
    BCA_VARIED_PARAMETER,
    BCA_VARIED_MIX, /* its shares are drawn together and count as one */
    BCA_VARIED_EFFECT,
    BCA_VARIED_COST,
    BCA_VARIED_PUBLISHED, /* the benefits of a result that is carried over */
    BCA_VARIED_KINDS
} bca_varied;

/* "parameter", "mix", "effect", "cost", "published". */
const char *bca_varied_text(int kind);

/* One input of a program's result. */
typedef struct bca_influence_input {
    bca_varied kind;
    const char *id, *name; /* id: of the plan's input, or of the mix */
    double share, se;
    int known; /* bca_known */
    const char *source_id;
} bca_influence_input;

/* A program's inputs. The shares of all and the interactions add to 1. */
typedef struct bca_influence_program {
    const bca_influence_input *inputs; /* [n] that are used, largest share first */
    size_t n;                          /* 0: the result has no shares */
    size_t n_listed; /* the first of them: share at least 0.001 and above two
                        Monte Carlo errors */
    double others;   /* sum of the shares that are not listed */
    double rest;     /* brought by interactions; NaN without shares */
    double rest_se;
} bca_influence_program;

/* Something of a model on which modeled programs lean. Programs are those that the mean
 * is taken over: modeled, of an agency that is not reference, with shares, each of the
 * same weight; one that does not lean on it has a share of 0. */
typedef struct bca_influence_item {
    const char *kind; /* "parameter", "mix", or another of bca_item_text */
    const char *model_id, *id, *name;
    const char *value; /* in words */
    const char *unit;  /* or NULL */
    double price_year; /* or NaN */
    bool fiscal;       /* that is a fiscal year */
    const bca_provenance *from;
    bool varies;     /* some program has a share of it */
    double share;    /* mean; 0 where it does not vary */
    double se;       /* mean of the errors, which draws in common do not average
                        out: a bound for that of the mean */
    size_t programs; /* that lean on it */
} bca_influence_item;

typedef struct bca_influences {
    const bca_influence_program *programs; /* [run->n], in the order of its results */
    const bca_influence_item *items; /* [n_items] largest share first, then those that
                                        do not vary, most programs first */
    size_t n_items;
    size_t n_varied; /* of the items */
    size_t counted;  /* programs that the means are taken over; 0: all means NaN */
    double by_kind[BCA_VARIED_KINDS]; /* mean over programs of the sum of a kind */
    double rest;                      /* mean of what interactions bring */
    size_t draws;
    uint64_t seed;
} bca_influences;

/* How many of the items, or of the inputs of one program, reports show first. */
enum { BCA_INFLUENCE_SHOWN = 10 };

/* Find the shares of every result of a run by drawing it again.
 *
 * compiled  [registry->n_programs] the main analysis of each program, as
 * bca_parameter_query
 *
 * Owner:  everything is the arena's, the run's, the registry's or the models'
 * Errors: as bca_variance_shares_find */
BCA_MUST_CHECK bca_status bca_influences_make(bca_influences *out, bca_arena *arena,
                                              const bca_run *run,
                                              const bca_compiled compiled[],
                                              bca_error *err);

/* influence.csv: for every program with shares its listed inputs, then "others" and
 * "interactions", which make the shares add to 1; and a few of its columns, for people.
 * No rows where the run has no influences. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_influence_table(bca_table *out, bca_arena *arena,
                                              const bca_run *run, bca_error *err);
BCA_MUST_CHECK bca_status bca_influence_table_short(bca_table *out, bca_arena *arena,
                                                    const bca_run *run, bca_error *err);

/* The items over all modeled programs (for people the first ten alone), then what all
 * effects, all costs and interactions bring. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_influence_items_table(bca_table *out, bca_arena *arena,
                                                    const bca_influences *influences,
                                                    bool people, bca_error *err);

#endif
