#include "evidence/supposed.h"

#include <math.h>
#include <string.h>

/* What sets ask of an evaluation, each apart from the others. */
typedef enum feature {
    DESIGN,
    COMPARISON,
    QUALITY,
    PLACE,
    DIRECTION,
    P,
    FOLLOW_UP,
    SITES,
    PERSONS
} feature;

/* The least that is supposed: that it finds what is desired, by the best design. */
static const bca_evaluation least = {.count = 1.0,
                                     .design = BCA_RANDOMIZED,
                                     .comparison = -1,
                                     .quality = -1,
                                     .direction = BCA_FAVORABLE,
                                     .p = NAN,
                                     .follow_up_months = NAN,
                                     .sites = NAN,
                                     .persons = NAN};

/* ------------------------------------------------------------------------ features */

static void
copy_feature(bca_evaluation *to, const bca_evaluation *from, feature f)
{
    switch (f) {
    case DESIGN: to->design = from->design; break;
    case COMPARISON: to->comparison = from->comparison; break;
    case QUALITY: to->quality = from->quality; break;
    case PLACE: to->place = from->place; break;
    case DIRECTION: to->direction = from->direction; break;
    case P: to->p = from->p; break;
    case FOLLOW_UP: to->follow_up_months = from->follow_up_months; break;
    case SITES: to->sites = from->sites; break;
    case PERSONS: to->persons = from->persons; break;
    }
}

/* What a set asks of one feature. */
static bca_evaluations
only(const bca_evaluations *set, feature f)
{
    bca_evaluations one = {.intended = -1,
                           .direction = -1,
                           .p_below = NAN,
                           .follow_up_months = NAN,
                           .sites = NAN,
                           .persons = NAN};

    switch (f) {
    case DESIGN: one.designs = set->designs; break;
    case COMPARISON: one.comparisons = set->comparisons; break;
    case QUALITY: one.qualities = set->qualities; break;
    case PLACE: one.places = set->places; break;
    case DIRECTION: one.direction = set->direction; break;
    case P: one.p_below = set->p_below; break;
    case FOLLOW_UP: one.follow_up_months = set->follow_up_months; break;
    case SITES: one.sites = set->sites; break;
    case PERSONS: one.persons = set->persons; break;
    }
    return one;
}

static bool
has_choice(int *out, const char *list, size_t k, const char *const choices[])
{
    *out = (int)k;
    return list != NULL && choices[k] != NULL;
}

static bool
has_number(double *out, double number, size_t k)
{
    *out = number;
    return k == 0 && !isnan(number);
}

/* Word k of a list, of the arena; *out is NULL when memory runs out. */
static bool
has_word(const char **out, const char *list, size_t k, bca_arena *arena)
{
    const char *word = list;

    for (; word != NULL && k > 0; k--) {
        word += strcspn(word, " ");
        word += strspn(word, " ");
    }
    if (word == NULL || *word == '\0')
        return false;
    *out = bca_arena_strndup(arena, word, strcspn(word, " "));
    return true;
}

/* Give an evaluation value k of a feature among those that tell sets like this one from
 * others; false when there is none. */
static bool
set_feature(bca_evaluation *e, const bca_evaluations *set, feature f, size_t k,
            bca_arena *arena)
{
    switch (f) {
    case DESIGN: return has_choice(&e->design, set->designs, k, bca_design_choices);
    case COMPARISON:
        return has_choice(&e->comparison, set->comparisons, k, bca_comparison_choices);
    case QUALITY:
        return has_choice(&e->quality, set->qualities, k, bca_quality_choices);
    case PLACE: return has_word(&e->place, set->places, k, arena);
    case DIRECTION:
        e->direction = (int)k;
        return set->direction >= 0 && k <= BCA_NO_DIRECTION;
    case P: return has_number(&e->p, nextafter(set->p_below, 0.0), k);
    case FOLLOW_UP: return has_number(&e->follow_up_months, set->follow_up_months, k);
    case SITES: return has_number(&e->sites, set->sites, k);
    case PERSONS: return has_number(&e->persons, set->persons, k);
    }
    return false;
}

static bool
take_back(bca_evaluation *evaluation, feature f)
{
    const bca_evaluation *e = evaluation;
    bool stated = false;

    switch (f) {
    case DESIGN: stated = e->design != least.design; break;
    case COMPARISON: stated = e->comparison >= 0; break;
    case QUALITY: stated = e->quality >= 0; break;
    case PLACE: stated = e->place != NULL; break;
    case DIRECTION: stated = e->direction != least.direction; break;
    case P: stated = !isnan(e->p); break;
    case FOLLOW_UP: stated = !isnan(e->follow_up_months); break;
    case SITES: stated = !isnan(e->sites); break;
    case PERSONS: stated = !isnan(e->persons); break;
    }
    if (stated)
        copy_feature(evaluation, &least, f);
    return stated;
}

static bool
lower(double *number, double to)
{
    bool less = to < *number;

    if (less)
        *number = to;
    return less;
}

bool
bca_supposed_weaken(bca_evaluation *evaluation, size_t feature_number,
                    const bca_evaluations *set)
{
    const feature f = (feature)feature_number;
    bca_evaluation *e = evaluation;

    if (set == NULL)
        return take_back(e, f);
    switch (f) {
    case P:
        if (!(nextafter(set->p_below, 0.0) > e->p))
            return false;
        e->p = nextafter(set->p_below, 0.0);
        return true;
    case FOLLOW_UP: return lower(&e->follow_up_months, set->follow_up_months);
    case SITES: return lower(&e->sites, set->sites);
    case PERSONS: return lower(&e->persons, set->persons);
    case DESIGN:
    case COMPARISON:
    case QUALITY:
    case PLACE:
    case DIRECTION: break;
    }
    return false;
}

/* --------------------------------------------------------------------------- kinds */

/* Whether nothing is lost when a takes the place of b. */
static bool
covers(const bca_demands *d, uint64_t a, uint64_t b)
{
    uint64_t missing = b & ~a & d->wanted;
    uint64_t more = a & ~b & d->unwanted;

    return missing == 0 && more == 0 && ((a ^ b) & d->wanted & d->unwanted) == 0;
}

typedef struct kinds {
    bca_supposed items[BCA_SUPPOSED];
    size_t n;
} kinds;

static void
add_kind(kinds *all, const bca_demands *d, const bca_supposed *one)
{
    size_t n = 0;

    for (size_t i = 0; i < all->n; i++) {
        if (covers(d, all->items[i].in, one->in))
            return;
    }
    for (size_t i = 0; i < all->n; i++) {
        if (!covers(d, one->in, all->items[i].in))
            all->items[n++] = all->items[i];
    }
    if (n < BCA_SUPPOSED)
        all->items[n++] = *one;
    all->n = n;
}

/* The sets that accept one feature of an evaluation. */
static uint64_t
accepting(const bca_demands *d, const bca_evaluation *e, feature f)
{
    static const bca_program whoever = {.id = NULL};
    uint64_t in = 0;

    for (size_t i = 0; i < BCA_DEMANDS; i++) {
        uint64_t bit = (uint64_t)1 << i;
        bca_evaluations one;

        if (((d->wanted | d->unwanted) & bit) == 0)
            continue;
        one = only(&d->items[i], f);
        if (bca_belongs(e, &one, &whoever))
            in |= bit;
    }
    return in;
}

/* Values of one feature, no two of which are accepted by the same sets. */
typedef struct values {
    bca_evaluation items[BCA_SUPPOSED];
    uint64_t in[BCA_SUPPOSED];
    size_t n;
} values;

static void
add_value(values *all, const bca_demands *d, const bca_evaluation *e, feature f)
{
    uint64_t in = accepting(d, e, f);

    for (size_t i = 0; i < all->n; i++) {
        if (all->in[i] == in)
            return;
    }
    if (all->n == BCA_SUPPOSED)
        return;
    all->items[all->n] = *e;
    all->in[all->n++] = in;
}

/* The values that tell one set from another, the least one first. Every set that asks
 * for a choice has all choices tried; once is enough. */
static bool
find_values(values *all, const bca_demands *d, feature f, bca_arena *arena)
{
    bool is_choice = f == DESIGN || f == COMPARISON || f == QUALITY || f == DIRECTION;
    bool done = false;
    bca_evaluation e = least;

    all->n = 0;
    add_value(all, d, &e, f);
    for (size_t i = 0; !done && i < BCA_DEMANDS; i++) {
        if (((d->wanted | d->unwanted) >> i & 1) == 0)
            continue;
        for (size_t k = 0; set_feature(&e, &d->items[i], f, k, arena); k++) {
            if (f == PLACE && e.place == NULL)
                return false;
            add_value(all, d, &e, f);
            done = is_choice;
        }
    }
    return true;
}

/* Every kind so far with every value of a feature. */
static bool
add_feature(kinds *all, const bca_demands *d, feature f, bca_arena *arena)
{
    values of;
    kinds next;

    if (!find_values(&of, d, f, arena))
        return false;
    next.n = 0;
    for (size_t v = 0; v < of.n; v++) {
        for (size_t i = 0; i < all->n; i++) {
            bca_supposed one = all->items[i];

            copy_feature(&one.evaluation, &of.items[v], f);
            one.in &= of.in[v];
            add_kind(&next, d, &one);
        }
    }
    memcpy(all->items, next.items, next.n * sizeof *next.items);
    all->n = next.n;
    return true;
}

bca_status
bca_supposed_make(bca_supposed out[], size_t *n, bca_arena *arena,
                  const bca_demands *demands, bca_error *err)
{
    kinds all;

    all.n = 1;
    all.items[0] = (bca_supposed){least, demands->wanted | demands->unwanted};
    for (int f = 0; f < BCA_FEATURES; f++) {
        if (!add_feature(&all, demands, (feature)f, arena))
            return bca_fail_memory(err);
    }
    memcpy(out, all.items, all.n * sizeof *out);
    *n = all.n;
    return BCA_OK;
}
