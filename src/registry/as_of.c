#include "registry/as_of.h"

#include <stdio.h>
#include <string.h>

#include "base/day.h"

enum { DAY_SIZE = sizeof "2005-07-01", YEAR = 4, MONTH = 5 }; /* of "2005-07-01" */

typedef struct view {
    bca_registry made;
    const char *day;
    bca_left_out left;
    bool no_memory;
} view;

/* ------------------------------------------------------------------------ days */

static int
digits(const char *text, size_t n)
{
    int number = 0;

    for (size_t i = 0; i < n; i++)
        number = 10 * number + (text[i] - '0');
    return number;
}

bool
bca_known_on(const char *when, const char *day)
{
    char last[DAY_SIZE];

    if (when == NULL)
        return false;
    switch (strlen(when)) {
    case sizeof "2005" - 1: (void)snprintf(last, sizeof last, "%s-12-31", when); break;
    case sizeof "2005-07" - 1:
        (void)snprintf(last, sizeof last, "%s-%02d", when,
                       bca_days_of_month(digits(when, YEAR), digits(when + MONTH, 2)));
        break;
    default: (void)snprintf(last, sizeof last, "%s", when); break;
    }
    return strcmp(last, day) <= 0;
}

/* Whether something stays; counted when it does not. */
static bool
stays(view *v, const char *when)
{
    if (bca_known_on(when, v->day))
        return true;
    v->left.undated += when == NULL;
    v->left.later += when != NULL;
    return false;
}

/* ----------------------------------------------------------------------- lists */

typedef const char *when_fn(const void *item);

static const char *
when_study(const void *item)
{
    return ((const bca_study *)item)->published;
}

static const char *
when_research(const void *item)
{
    return ((const bca_research *)item)->published;
}

static const char *
when_rating(const void *item)
{
    return ((const bca_rating *)item)->as_of;
}

static const char *
when_published(const void *item)
{
    return ((const bca_published_result *)item)->vintage;
}

static const char *
when_attestation(const void *item)
{
    return ((const bca_attestation *)item)->on;
}

static const char *
when_override(const void *item)
{
    return ((const bca_override *)item)->on;
}

/* A copy of those items that stay, in their order; *n becomes their number. */
static void *
kept(view *v, size_t *n, const void *items, size_t size, when_fn *when)
{
    char *copy = bca_arena_alloc(&v->made.arena, *n, size);
    size_t stay = 0;

    if (copy == NULL) {
        v->no_memory = true;
        *n = 0;
        return NULL;
    }
    for (size_t i = 0; i < *n; i++) {
        const char *item = (const char *)items + i * size;

        if (stays(v, when(item)))
            memcpy(copy + stay++ * size, item, size);
    }
    *n = stay;
    return copy;
}

static void *
copied(view *v, const void *items, size_t n, size_t size)
{
    void *copy = bca_arena_alloc(&v->made.arena, n, size);

    if (copy == NULL)
        v->no_memory = true;
    else if (n > 0)
        memcpy(copy, items, n * size);
    return copy;
}

/* --------------------------------------------------------------- interventions */

/* Whether evidence still has a study or an effect; its studies become those that do. */
static bool
keep_evidence(view *v, bca_evidence *e)
{
    bca_studies *studies;

    if (e->reported != NULL)
        return stays(v, e->reported->published);
    studies = copied(v, e->studies, 1, sizeof *studies);
    if (studies == NULL)
        return false;
    studies->items =
        kept(v, &studies->n, studies->items, sizeof *studies->items, when_study);
    e->studies = studies;
    return studies->n > 0;
}

static void
view_intervention(view *v, bca_intervention *i)
{
    bca_evidence *evidence = copied(v, i->evidence, i->n_evidence, sizeof *i->evidence);
    size_t n = 0;

    for (size_t k = 0; evidence != NULL && k < i->n_evidence; k++) {
        bca_evidence e = i->evidence[k];

        if (keep_evidence(v, &e))
            evidence[n++] = e;
    }
    i->evidence = evidence;
    i->n_evidence = n;
    i->research =
        kept(v, &i->n_research, i->research, sizeof *i->research, when_research);
    i->ratings = kept(v, &i->n_ratings, i->ratings, sizeof *i->ratings, when_rating);
    i->published =
        kept(v, &i->n_published, i->published, sizeof *i->published, when_published);
}

/* -------------------------------------------------------------------- programs */

/* Tiers on record. An undated reason why there is none has nothing that could have
 * become known, and stays. */
static void
view_claims(view *v, bca_program *p)
{
    bca_tier_claim *claims = copied(v, p->claims, p->n_claims, sizeof *claims);
    size_t n = 0;

    for (size_t i = 0; claims != NULL && i < p->n_claims; i++) {
        const bca_tier_claim *t = &p->claims[i];

        if ((t->tier == NULL && t->as_of == NULL) || stays(v, t->as_of))
            claims[n++] = *t;
    }
    p->claims = claims;
    p->n_claims = n;
}

static bool
is_supported(const bca_program *p)
{
    const bca_intervention *v = p->intervention;

    if (p->basis == BCA_BREAK_EVEN)
        return true;
    if (v == NULL || p->basis == BCA_NO_BASIS)
        return false;
    if (p->basis == BCA_TRANSFERRED)
        return v->n_published > 0;
    for (size_t i = 0; i < v->n_evidence; i++) {
        if (bca_evidence_can_be_valued(&v->evidence[i]))
            return true;
    }
    return false;
}

static void
view_program(view *v, bca_program *p, const bca_intervention *full)
{
    if (p->intervention != NULL)
        p->intervention = &v->made.interventions[p->intervention - full];
    view_claims(v, p);
    p->attestations = kept(v, &p->n_attestations, p->attestations,
                           sizeof *p->attestations, when_attestation);
    p->overrides =
        kept(v, &p->n_overrides, p->overrides, sizeof *p->overrides, when_override);
    if (!is_supported(p))
        p->basis = BCA_NO_BASIS;
}

bca_status
bca_registry_as_of(bca_registry *out, bca_left_out *left_out, const bca_registry *full,
                   const char *day, bca_error *err)
{
    view v = {.made = *full, .day = day};
    bca_registry *r = &v.made;

    r->arena = (bca_arena)BCA_ARENA_INIT;
    r->interventions = copied(&v, full->interventions, full->n_interventions,
                              sizeof *r->interventions);
    r->programs = copied(&v, full->programs, full->n_programs, sizeof *r->programs);
    for (size_t i = 0; !v.no_memory && i < r->n_interventions; i++)
        view_intervention(&v, &r->interventions[i]);
    for (size_t i = 0; !v.no_memory && i < r->n_programs; i++)
        view_program(&v, &r->programs[i], full->interventions);
    if (v.no_memory) {
        bca_registry_free(r);
        return bca_fail_memory(err);
    }
    *out = v.made;
    *left_out = v.left;
    return BCA_OK;
}
