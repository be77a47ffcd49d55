/* Who starts a program in a fiscal year. */

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "model/scenario_parts.h"

double
bca_inventory_number(size_t *year, const bca_program *p, size_t item)
{
    double latest = -INFINITY;
    double number = NAN;

    for (size_t i = 0; i < p->n_inventories; i++) {
        const bca_inventory *v = &p->inventories[i];
        double x;

        if (v->items[item].value == NULL || !(v->fiscal_year > latest) ||
            !bca_parse_double(&x, v->items[item].value))
            continue;
        latest = v->fiscal_year;
        number = x;
        if (year != NULL)
            *year = (size_t)latest;
    }
    return number;
}

double
bca_enrolment_at(const bca_enrolment *enrolment, size_t fiscal_year)
{
    const size_t n = enrolment->n;
    size_t i;

    if (n == 0)
        return NAN;
    if (fiscal_year < enrolment->first_year)
        return 0.0;
    i = fiscal_year - enrolment->first_year;
    return enrolment->slots[i < n ? i : n - 1];
}

/* The fiscal year of the latest inventory of any program; 0 without one. */
static size_t
latest_year(const bca_registry *r)
{
    double latest = 0.0;

    for (size_t i = 0; i < r->n_programs; i++) {
        const bca_inventory *v = bca_inventory_latest(&r->programs[i]);

        if (v != NULL)
            latest = fmax(latest, v->fiscal_year);
    }
    return (size_t)latest;
}

/* The participants of the inventory. */
static bool
base_of(bca_enrolment *out, bca_arena *arena, const bca_program *p)
{
    size_t year = 0;
    const double number = bca_inventory_number(&year, p, BCA_AT_PARTICIPANTS);
    double *slots;

    *out = (bca_enrolment){.n = 0};
    if (isnan(number))
        return true;
    slots = bca_arena_alloc(arena, 1, sizeof *slots);
    if (slots == NULL)
        return false;
    *slots = number;
    *out = (bca_enrolment){.first_year = year, .n = 1, .slots = slots};
    return true;
}

/* The years of an override, behind those of the base that come before them. */
static bool
join_years(bca_enrolment *e, bca_arena *arena, const bca_scenario_override *o)
{
    const size_t first = (size_t)o->by_year[0].fiscal_year;
    const size_t before = e->n > 0 && e->first_year < first ? first - e->first_year : 0;
    double *slots = bca_arena_alloc(arena, before + o->n_by_year, sizeof *slots);

    if (slots == NULL)
        return false;
    for (size_t i = 0; i < before; i++)
        slots[i] = bca_enrolment_at(e, e->first_year + i);
    for (size_t i = 0; i < o->n_by_year; i++)
        slots[before + i] = o->by_year[i].slots;
    *e = (bca_enrolment){.first_year = first - before,
                         .n = before + o->n_by_year,
                         .slots = slots,
                         .stated = true};
    return true;
}

static bool
replace(bca_enrolment *e, bca_arena *arena, const bca_scenario_override *o,
        size_t latest)
{
    const bca_slots_year all = {
        .fiscal_year = (double)(e->n > 0 ? e->first_year : latest), .slots = o->slots};
    bca_scenario_override every = *o;

    if (o->n_by_year > 0)
        return join_years(e, arena, o);
    every.by_year = bca_arena_alloc(arena, 1, sizeof all);
    if (every.by_year == NULL)
        return false;
    every.by_year[0] = all;
    every.n_by_year = 1;
    return join_years(e, arena, &every);
}

bool
bca_scenario_enrolments(bca_enrolment out[], bca_arena *arena, const bca_registry *r,
                        const bca_scenario *scenario)
{
    const size_t latest = latest_year(r);

    for (size_t i = 0; i < r->n_programs; i++) {
        if (!base_of(&out[i], arena, &r->programs[i]))
            return false;
        for (size_t k = 0; scenario != NULL && k < scenario->n_overrides; k++) {
            const bca_scenario_override *o = &scenario->overrides[k];

            if (o->kind == BCA_OVERRIDE_SLOTS &&
                strcmp(o->of, r->programs[i].id) == 0 &&
                !replace(&out[i], arena, o, latest))
                return false;
        }
    }
    return true;
}
