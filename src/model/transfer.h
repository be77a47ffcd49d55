#ifndef BCA_MODEL_TRANSFER_H
#define BCA_MODEL_TRANSFER_H

#include <stdbool.h>

/* Half-width of the spread of a transferred cost: u is triangular(0.9, 1, 1.1). The
 * convention of the published results that are transferred. */
extern const double bca_transfer_cost_range;

/* Coefficient of variation of published benefits, recovered from the printed chance.
 *
 *   benefits = B (1 + cv z), cost = C u, z standard normal, u triangular(0.9, 1, 1.1)
 *   cv solves  P(benefits > cost) = E_u[ Phi((B - C u) / (|B| cv)) ] = chance,
 *   with a printed chance of 1 taken as 0.995 and of 0 as 0.005
 *
 * benefits  B, dollars, the deadweight of the cost included
 * cost      C, dollars
 * chance    printed chance, a fraction
 *
 * False, and *cv untouched, when the spread cannot be recovered: a chance of 0.48 to
 * 0.52, a chance on the other side of one half than B - C of zero, B = 0, or no cv that
 * gives the chance.
 * Source: method of this project; expectations over u by Gauss-Legendre quadrature on
 *         each side of the mode, the root by Brent's method on ln cv (GSL). */
bool bca_transfer_cv(double *cv, double benefits, double cost, double chance);

#endif
