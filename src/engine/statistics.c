#include "engine/statistics.h"

#include <math.h>

double
bca_mean(const double x[], size_t n)
{
    double total = 0.0;

    for (size_t begin = 0; begin < n; begin += BCA_BLOCK) {
        size_t end = n - begin < BCA_BLOCK ? n : begin + BCA_BLOCK;
        double sum = 0.0;

        for (size_t i = begin; i < end; i++)
            sum += x[i];
        total += sum;
    }
    return total / (double)n;
}

double
bca_covariance(const double x[], const double y[], double mean_x, double mean_y,
               size_t n)
{
    double total = 0.0;

    for (size_t begin = 0; begin < n; begin += BCA_BLOCK) {
        size_t end = n - begin < BCA_BLOCK ? n : begin + BCA_BLOCK;
        double sum = 0.0;

        for (size_t i = begin; i < end; i++)
            sum += (x[i] - mean_x) * (y[i] - mean_y);
        total += sum;
    }
    return total / ((double)n - 1.0);
}

void
bca_quantile_ranks(size_t rank[2], double p, size_t n)
{
    rank[0] = (size_t)((double)(n - 1) * p);
    rank[1] = rank[0] + 1 < n ? rank[0] + 1 : rank[0];
}

double
bca_quantile_between(const double at[2], double p, size_t n)
{
    const double place = (double)(n - 1) * p;
    const double part = place - floor(place);

    return (1.0 - part) * at[0] + part * at[1];
}
