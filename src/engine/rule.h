#ifndef BCA_ENGINE_RULE_H
#define BCA_ENGINE_RULE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/plan.h"

/* A quadrature rule of a distribution: places and weights with which a sum stands for a
 * mean, E[f(x)] nearly sum of weight[i] f(x[i]). */
typedef struct bca_rule {
    size_t n;
    double *x, *weight; /* [n] */
} bca_rule;

/* The rule of a distribution as it is drawn.
 *
 *   constant, discrete    its values: exact
 *   uniform, triangular,  Gauss-Legendre on each piece where the density is smooth,
 *   empirical, truncated  with the density in the weight
 *   normal
 *   every other           Gauss-Hermite in the standard normal score z of u, where the
 *                         quantile is smooth: x = quantile(Phi(z))
 *
 * fineness  places for the whole of a density with one smooth piece, at least 4
 *
 * A component of a Dirichlet group is taken alone: its share is a beta. Owner: *out
 * belongs to arena. Errors: BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_rule_new(bca_rule *out, bca_arena *arena,
                                       const bca_spread *spread, size_t fineness,
                                       bca_error *err);

/* The rule of c x y, x and y independent; y NULL: of c x. Owner and errors as above. */
BCA_MUST_CHECK bca_status bca_rule_product(bca_rule *out, bca_arena *arena, double c,
                                           const bca_rule *x, const bca_rule *y,
                                           bca_error *err);

#endif
