#include "report/chart.h"

#include <assert.h>
#include <math.h>

/* Intervals that the bins of a histogram are cut from, and the share of values left to
 * the bins at either end. */
static const int bin_count = 36;
static const double tail = 0.005;

/* The smallest of 1, 2, 5, 10 times a power of ten that is not below size. */
static double
nice_step(double size)
{
    static const double steps[] = {1, 2, 5, 10};
    double power = pow(10, floor(log10(size)));

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (steps[i] * power >= size * (1 - 1e-9)) /* 0.3 / 3 is not above 0.1 */
            return steps[i] * power;
    }
    return 10 * power;
}

void
bca_axis_fit(bca_axis *axis, double low, double high, int ticks)
{
    assert(isfinite(low) && isfinite(high) && low <= high && ticks > 0);
    if (low == high) {
        double half = low == 0 ? 1 : fabs(low) / 2;

        low -= half;
        high += half;
    }
    axis->step = nice_step((high - low) / ticks);
    axis->low = floor(low / axis->step) * axis->step;
    axis->high = ceil(high / axis->step) * axis->step;
}

/* The multiple of the step at which the ticks begin. */
static double
first_tick(const bca_axis *axis)
{
    return ceil(axis->low / axis->step - 1e-9);
}

size_t
bca_axis_ticks(const bca_axis *axis)
{
    double last = floor(axis->high / axis->step + 1e-9);

    return last < first_tick(axis) ? 0 : (size_t)(last - first_tick(axis)) + 1;
}

double
bca_axis_tick(const bca_axis *axis, size_t i)
{
    return (first_tick(axis) + (double)i) * axis->step;
}

static double
clamp(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

void
bca_histogram_make(bca_histogram *out, const double sorted[], size_t n)
{
    size_t beyond = (size_t)(tail * (double)n);
    bca_axis axis;

    assert(n > 0);
    bca_axis_fit(&axis, fmin(sorted[beyond], 0), fmax(sorted[n - 1 - beyond], 0),
                 bin_count);
    if (axis.low == 0 && sorted[0] <= 0) /* a bin for the few on the other side */
        axis.low = -axis.step;
    if (axis.high == 0 && sorted[n - 1] > 0)
        axis.high = axis.step;
    *out = (bca_histogram){.low = axis.low, .width = axis.step};
    out->n = (size_t)lround((axis.high - axis.low) / axis.step);
    out->below = (size_t)lround(-axis.low / axis.step);
    assert(out->n <= BCA_BINS);
    for (size_t i = 0; i < out->n; i++)
        out->left[i] = ((double)i - (double)out->below) * out->width;
    for (size_t i = 0; i < n; i++) {
        double bin = ceil(sorted[i] / out->width) - 1 + (double)out->below;

        out->share[(size_t)clamp(bin, 0, (double)(out->n - 1))] += 1 / (double)n;
    }
}
