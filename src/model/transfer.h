#ifndef BCA_MODEL_TRANSFER_H
#define BCA_MODEL_TRANSFER_H

#include "model/model.h"

/* Coefficient of variation of published benefits, recovered from the printed chance.
 *
 *   benefits = B (1 + cv z), cost = C u, z standard normal,
 *   u triangular(1 - cost range, 1, 1 + cost range)
 *   cv solves  P(benefits > cost) = E_u[ Phi((B - C u) / (|B| cv)) ] = chance,
 *   with a printed chance above what stands for certain taken as that, and one below 1
 *   less that as that
 *
 * convention  of the model
 * benefits  B, dollars, the deadweight of the cost included
 * cost      C, dollars
 * chance    printed chance, a fraction; NaN where none is printed
 *
 * False, and *cv untouched, when the spread cannot be recovered: no chance, one that is
 * even by the convention, one on the other side of one half than B - C of zero, B = 0,
 * or no cv that gives the chance. Source: method of this project; expectations over u
 * by Gauss-Legendre quadrature on each side of the mode, the root by Brent's method on
 * ln cv (GSL). */
bool bca_transfer_cv(double *cv, const bca_transfer *convention, double benefits,
                     double cost, double chance);

#endif
