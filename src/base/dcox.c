#include "base/dcox.h"

#include <assert.h>
#include <math.h>

const double bca_dcox_scale = 1.65;

double
bca_dcox_shift(double p, double e)
{
    double odds_ratio = exp(bca_dcox_scale * e);

    assert(p >= 0.0 && p <= 1.0);
    if (p == 0.0 || p == 1.0)
        return p;
    if (isinf(odds_ratio))
        return 1.0;
    return p * odds_ratio / (1.0 - p + p * odds_ratio);
}
