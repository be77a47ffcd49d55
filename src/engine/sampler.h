#ifndef BCA_ENGINE_SAMPLER_H
#define BCA_ENGINE_SAMPLER_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "model/plan.h"

/* A distribution made ready to be drawn many times: its quantile function reduced to
 * constants and, where it has no closed form, to a table.
 *
 * A table is a polynomial in each of equal steps of the standard normal score z of u,
 * of the logarithm of a gamma and of the log odds of a beta, which are smooth there. It
 * is tried against the distribution function when it is made: it is as fine as it must
 * be for an error below 1e-10 standard deviations, and else there is none and the exact
 * quantile (engine/sample.h) is computed draw by draw. */
typedef struct bca_sampler {
    bca_spread spread; /* as given; its values are borrowed */
    double a, b, c;    /* constants of the form */
    double *table;     /* of the form, or NULL */
    size_t steps;      /* rows of the table */
    double per_score;  /* rows in a unit of z */
    int form;          /* bca_sampler_form */
} bca_sampler;

/* How the quantile x at u is computed, with z the standard normal score of u, and y the
 * table's polynomial (engine/score_table.h). */
typedef enum bca_sampler_form {
    BCA_AS_CONSTANT,   /* a */
    BCA_AS_UNIFORM,    /* a + b u */
    BCA_AS_TRIANGULAR, /* a: width, b: from low to mode, c: from mode to high */
    BCA_AS_NORMAL,     /* a + b z */
    BCA_AS_TRUNCATED,  /* mean + sd z(a + b u), or mean - sd z(c + b (1 - u)) */
    BCA_AS_LOGNORMAL,  /* exp(a + b z) */
    BCA_AS_GAMMA,      /* a exp(y(z)) */
    BCA_AS_BETA,       /* a + b / (1 + exp(-y(z))) */
    BCA_AS_DISCRETE,   /* table[2 k], the first with table[2 k + 1] >= u */
    BCA_AS_EMPIRICAL,  /* a: last index; as in engine/sample.h */
    BCA_AS_EXACT,      /* bca_quantile */
    BCA_FORMS
} bca_sampler_form;

/* Owner:  free *out with bca_sampler_free; values of the spread live as long
 * Errors: BCA_ENOMEM; *out then needs no freeing */
BCA_MUST_CHECK bca_status bca_sampler_new(bca_sampler *out, const bca_spread *spread,
                                          bca_error *err);
void bca_sampler_free(bca_sampler *sampler);

/* Its quantile at u in (0, 1): the number that a draw has, to the bit what the lanes of
 * engine/lanes.h give. */
double bca_sampler_value(const bca_sampler *sampler, double u);

#endif
