#include <math.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* The computed tiers of the report: its programs, and their numbers. */

/* What the cycle of the run says of a result, or NULL. */
static const bca_cycle_entry *
entry_of(const bca_annual *annual, const bca_result *result)
{
    const bca_cycle *cycle = annual->run->cycle;

    for (size_t i = 0; cycle != NULL && i < cycle->now.n; i++) {
        if (annual->entries[i].now->program == result->program)
            return &annual->entries[i];
    }
    return NULL;
}

const bca_cycle_entry *
bca_entry_next(const bca_annual *annual, size_t *i, const bca_agency *agency,
               bca_entry_test *test)
{
    while (*i < annual->run->n) {
        const bca_result *result = annual->order[(*i)++];
        const bca_cycle_entry *e = entry_of(annual, result);

        if (e != NULL && bca_is_listed(result->program) &&
            (agency == NULL || result->program->agency == agency) &&
            (test == NULL || test(e)))
            return e;
    }
    return NULL;
}

bool
bca_is_changed(const bca_cycle_entry *entry)
{
    return entry->changed;
}

bool
bca_is_overridden(const bca_cycle_entry *entry)
{
    return entry->now->tiering.decision != NULL;
}

static bool
is_different(const bca_cycle_entry *entry)
{
    return entry->now->differs;
}

/* Listed programs that pass a test. */
static size_t
count(const bca_annual *annual, bca_entry_test *test)
{
    size_t i = 0;
    size_t n = 0;

    while (bca_entry_next(annual, &i, NULL, test) != NULL)
        n++;
    return n;
}

size_t
bca_count_tier(const bca_annual *annual, const bca_agency *agency, const bca_tier *tier)
{
    const bca_cycle_entry *e;
    size_t i = 0;
    size_t n = 0;

    while ((e = bca_entry_next(annual, &i, agency, NULL)) != NULL)
        n += tier == NULL || e->now->tiering.tier == tier;
    return n;
}

/* ----------------------------------------------------------------- what there is */

bool
bca_has_cycle(const void *context)
{
    const bca_annual *annual = context;

    return annual->run->cycle != NULL;
}

bool
bca_has_cycle_before(const void *context)
{
    const bca_annual *annual = context;

    return bca_has_cycle(context) && annual->run->cycle->then.n > 0;
}

bool
bca_any_tier_changed(const void *context)
{
    return count(context, bca_is_changed) > 0;
}

bool
bca_any_tier_overridden(const void *context)
{
    return count(context, bca_is_overridden) > 0;
}

void
bca_write_cycle_before(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    fprintf(out, "%d", annual->run->cycle->before);
}

void
bca_write_cycle_day_before(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_latex_text(out, annual->run->cycle->day_before);
}

void
bca_write_tier_changed_count(const void *context, FILE *out)
{
    bca_put_count(out, count(context, bca_is_changed), "program", "programs");
}

void
bca_write_tier_differ_count(const void *context, FILE *out)
{
    bca_put_count(out, count(context, is_different), "program", "programs");
}

bool
bca_has_p_level(const void *context)
{
    const bca_annual *annual = context;

    return !isnan(bca_profile_p(annual->run->registry->profile));
}

void
bca_write_p_level(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_fixed(out, bca_profile_p(annual->run->registry->profile), 2);
}

void
bca_write_p_times(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_chance(out, bca_profile_p(annual->run->registry->profile));
}

/* "11 research-based, 3 promising" without tiers of no program. */
void
bca_write_computed_counts(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_profile *profile = annual->run->registry->profile;
    const char *before = "";

    for (size_t i = 0; i < profile->n_tiers; i++) {
        size_t n = bca_count_tier(annual, NULL, &profile->tiers[i]);

        if (n == 0)
            continue;
        fprintf(out, "%s%zu ", before, n);
        bca_latex_text(out, profile->tiers[i].name);
        before = ", ";
    }
}

/* The line on a program's page: "Research-based: single evaluation (...)". */
bool
bca_has_computed_tier(const void *context)
{
    const bca_annual *annual = context;

    return entry_of(annual, annual->result) != NULL;
}

void
bca_write_computed_tier(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_cycle_entry *e = entry_of(annual, annual->result);
    const bca_tiering *tiering = &e->now->tiering;

    bca_latex_text(out, tiering->tier->name);
    fputs(": ", out);
    bca_latex_text(out, e->reason);
    if (tiering->decision == NULL)
        return;
    fputs(". The agency’s override: ", out);
    bca_latex_text(out, tiering->decided->name);
}
