#ifndef BCA_BASE_DCOX_H
#define BCA_BASE_DCOX_H

/* 1.65: log odds per unit of standardized mean difference on the D-cox scale.
 * Source: Sanchez-Meca, Marin-Martinez & Chacon-Moscoso (2003), Psychological Methods
 *         8:448-467, doi:10.1037/1082-989X.8.4.448. */
extern const double bca_dcox_scale;

/* The share p of persons with an outcome after an effect e on the D-cox scale:
 *
 *   g(p, e) = p exp(1.65 e) / (1 - p + p exp(1.65 e))
 *
 * p  share without the effect, 0 to 1;  e  effect, finite, negative lowers the share
 *
 * Returns a share; p = 0 and p = 1 come back unchanged. */
double bca_dcox_shift(double p, double e);

#endif
