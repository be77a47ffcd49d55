#include "registry/due.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const state_texts[] = {
    [BCA_DUTY_NOT_OWED] = "not owed",
    [BCA_DUTY_OPEN] = "open",
    [BCA_DUTY_FILED] = "filed",
    [BCA_DUTY_NOT_FILED] = "not filed",
    [BCA_DUTY_NO_RECORD] = "no record found",
};

const char *
bca_duty_state_text(bca_duty_state state)
{
    return state_texts[state];
}

static const bca_regime *
regime_of(const bca_profile *profile, int fiscal_year)
{
    for (size_t i = 0; i < profile->n_regimes; i++) {
        const bca_regime *r = &profile->regimes[i];

        if (fiscal_year >= r->from && (isnan(r->through) || fiscal_year <= r->through))
            return r;
    }
    return NULL;
}

static const bca_filing *
filing_of(const bca_profile *profile, const char *agency, int fiscal_year)
{
    for (size_t i = 0; i < profile->n_filings; i++) {
        const bca_filing *f = &profile->filings[i];

        if (f->fiscal_year == fiscal_year && strcmp(f->agency_id, agency) == 0)
            return f;
    }
    return NULL;
}

bca_duty
bca_duty_of(const bca_registry *registry, const bca_agency *agency, int fiscal_year)
{
    const bca_regime *r = regime_of(registry->profile, fiscal_year);
    bca_duty duty = {.agency = agency,
                     .fiscal_year = fiscal_year,
                     .regime = r,
                     .filing = filing_of(registry->profile, agency->id, fiscal_year)};

    duty.owed = r != NULL && bca_list_has(r->agencies, agency->id) &&
                (r->cycle == 1 || fiscal_year % 2 == 0);
    if (duty.owed && r->due != NULL) /* "--10-01" without its first hyphen */
        (void)snprintf(duty.due, sizeof duty.due, "%04u%.6s",
                       (unsigned)fiscal_year % 10000U, r->due + 1);
    return duty;
}

bca_duty_state
bca_duty_state_on(const bca_duty *duty, const char *date)
{
    if (!duty->owed)
        return BCA_DUTY_NOT_OWED;
    if (duty->due[0] != '\0' && strcmp(date, duty->due) < 0)
        return BCA_DUTY_OPEN;
    if (duty->filing == NULL)
        return BCA_DUTY_NO_RECORD;
    return duty->filing->filed == 1 ? BCA_DUTY_FILED : BCA_DUTY_NOT_FILED;
}

bool
bca_has_duties(const bca_registry *registry, const bca_agency *agency)
{
    for (size_t i = 0; i < registry->profile->n_regimes; i++) {
        if (bca_list_has(registry->profile->regimes[i].agencies, agency->id))
            return true;
    }
    return false;
}

void
bca_duty_years(int *first, int *last, const bca_registry *registry, const char *date)
{
    static const char year_end[] = "-06-30";
    int year = (int)strtol(date, NULL, 10);

    *first = INT_MAX;
    for (size_t i = 0; i < registry->profile->n_regimes; i++) {
        if (registry->profile->regimes[i].from < *first)
            *first = (int)registry->profile->regimes[i].from;
    }
    *last = strcmp(date + 4, year_end) < 0 ? year - 1 : year;
}
