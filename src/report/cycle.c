#include "report/cycle.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* -------------------------------------------------------------------------- days */

void
bca_cycle_day(bca_day out, const bca_registry *registry, const bca_agency *agency,
              int fiscal_year)
{
    (void)snprintf(out, sizeof(bca_day), "%s", "");
    for (size_t i = 0; i < registry->n_agencies; i++) {
        const bca_agency *a = &registry->agencies[i];
        bca_duty duty = bca_duty_of(registry, a, fiscal_year);

        if ((agency == NULL || agency == a) && strcmp(duty.due, out) > 0)
            (void)snprintf(out, sizeof(bca_day), "%s", duty.due);
    }
    if (out[0] == '\0')
        (void)snprintf(out, sizeof(bca_day), "%04u-12-31",
                       (unsigned)fiscal_year % 10000U);
}

static bool
is_owed(const bca_registry *registry, const bca_agency *agency, int fiscal_year)
{
    for (size_t i = 0; i < registry->n_agencies; i++) {
        const bca_agency *a = &registry->agencies[i];

        if ((agency == NULL || agency == a) &&
            bca_duty_of(registry, a, fiscal_year).owed)
            return true;
    }
    return false;
}

int
bca_cycle_before(const bca_registry *registry, const bca_agency *agency,
                 int fiscal_year)
{
    bca_day day;
    int first;
    int last;

    bca_cycle_day(day, registry, NULL, fiscal_year);
    bca_duty_years(&first, &last, registry, day);
    for (int year = fiscal_year - 1; year >= first; year--) {
        if (is_owed(registry, agency, year))
            return year;
    }
    return 0;
}

/* ----------------------------------------------------------------------- entries */

/* What is new, in one line. Where the tier moves and nothing is new on record, the
 * rules or the chance of a net benefit moved it. */
static const char *
why(bca_arena *arena, const bca_cycle_entry *e)
{
    if (e->news.n > 0)
        return bca_news_line(arena, &e->news);
    return e->changed
               ? "nothing new on record; another rule is in force, or the chance "
                 "of a net benefit moved across its threshold"
               : "";
}

static bca_status
make_entry(bca_cycle_entry *e, bca_arena *arena, bca_error *err)
{
    const bca_tiering *now = &e->now->tiering;
    bca_status st = bca_cycle_news(&e->news, arena, e->now->program,
                                   e->then != NULL ? e->then->program : NULL, err);

    if (st != BCA_OK)
        return st;
    e->changed =
        e->then != NULL && strcmp(now->tier->id, e->then->tiering.tier->id) != 0;
    e->reason = bca_tier_reason(arena, now);
    e->reason_then = e->then != NULL ? bca_tier_reason(arena, &e->then->tiering) : "";
    e->raise = now->n_raises > 0
                   ? bca_raise_words(arena, &e->now->facts, &now->raises[0])
                   : "";
    e->why = why(arena, e);
    if (e->reason == NULL || e->reason_then == NULL || e->raise == NULL ||
        e->why == NULL)
        return bca_fail_memory(err);
    return BCA_OK;
}

bca_status
bca_cycle_entries(bca_cycle_entry **out, bca_arena *arena, const bca_cycle *cycle,
                  bca_error *err)
{
    const bca_tiers *now = &cycle->now;
    bca_cycle_entry *entries = bca_arena_alloc(arena, now->n + 1, sizeof *entries);
    bca_status st = BCA_OK;

    if (entries == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; st == BCA_OK && i < now->n; i++) {
        entries[i].now = &now->items[i];
        entries[i].then = bca_tiers_program(&cycle->then, now->items[i].program->id);
        st = make_entry(&entries[i], arena, err);
    }
    if (st == BCA_OK)
        *out = entries;
    return st;
}

size_t
bca_tiers_count(const bca_tiers *tiers, const bca_tier *tier, const bca_agency *agency)
{
    size_t n = 0;

    for (size_t i = 0; i < tiers->n; i++) {
        const bca_tier_result *r = &tiers->items[i];

        n += strcmp(r->tiering.tier->id, tier->id) == 0 &&
             (agency == NULL || strcmp(r->program->agency_id, agency->id) == 0);
    }
    return n;
}

double
bca_profile_p(const bca_profile *profile)
{
    double level = NAN;

    for (size_t i = 0; i < profile->n_predicates; i++) {
        const bca_predicate *p = &profile->predicates[i];

        if (p->kind == BCA_PREDICATE_POOLED)
            level = fmax(level, p->condition->p_below); /* passes over NaN */
    }
    return level;
}
