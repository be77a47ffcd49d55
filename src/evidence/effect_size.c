#include "evidence/effect_size.h"

#include <assert.h>
#include <math.h>

#include "base/dcox.h"

static const double CONTINUITY =
    0.5; /* added to the cells of a table with an empty one */

bca_effect_size
bca_effect_dcox(const bca_counts *counts)
{
    double a = counts->treated_events;
    double b = counts->treated_others;
    double c = counts->control_events;
    double d = counts->control_others;

    assert(a + b > 0.0 && c + d > 0.0);
    if (a == 0.0 || b == 0.0 || c == 0.0 || d == 0.0) {
        a += CONTINUITY;
        b += CONTINUITY;
        c += CONTINUITY;
        d += CONTINUITY;
    }
    return (bca_effect_size){
        .effect = log(a * d / (b * c)) / bca_dcox_scale,
        .variance =
            (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d) / (bca_dcox_scale * bca_dcox_scale),
    };
}

bca_effect_size
bca_effect_of_study(const bca_study *study)
{
    double scale;
    double se;

    if (study->counts != NULL)
        return bca_effect_dcox(study->counts);
    scale = study->effect->measure == 0 ? 1.0 : bca_dcox_scale;
    se = study->effect->se / scale;
    return (bca_effect_size){study->effect->value / scale, se * se};
}
