#include <math.h>

#include "report/annual_parts.h"

bool
bca_is_listed(const bca_program *program)
{
    return program->agency->kind != BCA_AGENCY_REFERENCE;
}

bool
bca_is_likely(const bca_result *result)
{
    return result->likely;
}

bool
bca_is_negative(const bca_result *result)
{
    return result->summary != NULL && result->summary->npv_mean < 0;
}

bool
bca_has_program(const bca_run *run, const bca_agency *agency)
{
    for (size_t i = 0; i < run->n; i++) {
        if (run->results[i].program->agency == agency)
            return true;
    }
    return false;
}

static void
count_items(bca_annual_counts *counts, const bca_run *run, const bca_program *program)
{
    const bca_inventory *inventory = bca_run_inventory(run, program);

    if (inventory == NULL)
        return;
    for (size_t i = 0; i < BCA_ITEMS; i++) {
        counts->items++;
        counts->public_items += inventory->items[i].value != NULL;
    }
}

static void
count_site(bca_annual_counts *counts, const bca_result *result)
{
    const bca_summary *site = bca_result_view(result, BCA_ANALYSIS_NEW_SITE).summary;

    if (site == NULL)
        return;
    counts->with_site++;
    counts->site_low = fmin(counts->site_low, site->chance_positive);
    counts->site_high = fmax(counts->site_high, site->chance_positive);
    counts->mean_low = fmin(counts->mean_low, result->summary->chance_positive);
    counts->mean_high = fmax(counts->mean_high, result->summary->chance_positive);
}

static void
count_result(bca_annual_counts *counts, const bca_result *result)
{
    if (result->summary == NULL)
        return;
    if (bca_is_likely(result))
        counts->likely++;
    else if (bca_is_negative(result))
        counts->negative++;
    else
        counts->rest++;
    if (result->program->basis != BCA_MODELED)
        return;
    counts->assumed_low = fmin(counts->assumed_low, result->summary->assumed_share);
    counts->assumed_high = fmax(counts->assumed_high, result->summary->assumed_share);
    count_site(counts, result);
}

bca_annual_counts
bca_annual_count(const bca_run *run)
{
    /* fmin and fmax pass over NaN */
    bca_annual_counts counts = {.assumed_low = NAN,
                                .assumed_high = NAN,
                                .site_low = NAN,
                                .site_high = NAN,
                                .mean_low = NAN,
                                .mean_high = NAN};

    for (size_t i = 0; i < run->n; i++) {
        const bca_result *result = &run->results[i];
        const bca_program *program = result->program;

        if (!bca_is_listed(program)) {
            counts.reference++;
            continue;
        }
        counts.programs++;
        counts.with_tier += bca_claim_latest(program) != NULL &&
                            bca_claim_latest(program)->tier != NULL;
        counts.by_basis[program->basis]++;
        count_items(&counts, run, program);
        count_result(&counts, result);
    }
    for (size_t i = 0; i < run->registry->n_agencies; i++) {
        const bca_agency *agency = &run->registry->agencies[i];

        counts.agencies +=
            agency->kind != BCA_AGENCY_REFERENCE && bca_has_program(run, agency);
    }
    return counts;
}
