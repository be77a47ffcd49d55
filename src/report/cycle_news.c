#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "report/cycle.h"
#include "report/sentence.h"

/* What is new of a program, and what is missing of it. */

const char *
bca_news_line(bca_arena *arena, const bca_news *news)
{
    bca_sentence s;

    bca_sentence_open(&s);
    for (size_t i = 0; i < news->n; i++)
        bca_say_next(&s, "; ", news->items[i]);
    return bca_sentence_close(&s, arena);
}

/* A list of lines that grows; failed: memory has run out. */
typedef struct lines {
    bca_arena *arena;
    const char **items;
    size_t n, room;
    bool failed;
} lines;

static void
grow(lines *l)
{
    const size_t room = l->room == 0 ? 16 : 2 * l->room;
    const char **items = bca_arena_alloc(l->arena, room, sizeof *items);

    if (items == NULL) {
        l->failed = true;
        return;
    }
    if (l->n > 0)
        memcpy(items, l->items, l->n * sizeof *items);
    l->items = items;
    l->room = room;
}

/* Add a line that is not there yet: one study may measure several outcomes. */
static void add(lines *l, const char *fmt, ...) BCA_PRINTF(2, 3);

static void
add(lines *l, const char *fmt, ...)
{
    va_list args;
    char *text;

    va_start(args, fmt);
    text = bca_arena_vprintf(l->arena, fmt, args);
    va_end(args);
    if (l->n == l->room)
        grow(l);
    l->failed = l->failed || text == NULL;
    if (l->failed)
        return;
    for (size_t i = 0; i < l->n; i++) {
        if (strcmp(l->items[i], text) == 0)
            return;
    }
    l->items[l->n++] = text;
}

static bca_status
give(bca_news *out, const lines *l, bca_error *err)
{
    if (l->failed)
        return bca_fail_memory(err);
    *out = (bca_news){l->items, l->n};
    return BCA_OK;
}

/* ---------------------------------------------------------------------------- new */

/* Whether one of n records, each size bytes and beginning with its place, stands at a
 * place of the files. */
static bool
has(const void *records, size_t n, size_t size, bca_span place)
{
    for (size_t i = 0; i < n; i++) {
        bca_span at;

        memcpy(&at, (const char *)records + i * size, sizeof at);
        if (at.file == place.file && at.begin == place.begin)
            return true;
    }
    return false;
}

/* Whether records (a pointer and a count of each view) hold the place of one. */
#define IS_NEW(record, then, items, count)                                             \
    (!has((then)->items, (then)->count, sizeof *(record), (record)->at))

static const char *
dated(const char *when)
{
    return when != NULL ? "" : " (undated)";
}

static const bca_evidence *
evidence_at(const bca_intervention *v, bca_span place)
{
    for (size_t i = 0; i < v->n_evidence; i++) {
        if (v->evidence[i].at.file == place.file &&
            v->evidence[i].at.begin == place.begin)
            return &v->evidence[i];
    }
    return NULL;
}

static void
add_evidence(lines *l, const bca_evidence *now, const bca_evidence *then)
{
    const bca_studies *before = then != NULL ? then->studies : NULL;

    for (size_t i = 0; now->studies != NULL && i < now->studies->n; i++) {
        const bca_study *s = &now->studies->items[i];

        if (before == NULL || IS_NEW(s, before, items, n))
            add(l, "study %s%s", s->label, dated(s->published));
    }
    if (now->reported == NULL || (then != NULL && then->reported != NULL))
        return;
    if (now->reported->published != NULL)
        add(l, "reported effect on %s, %s", now->outcome, now->reported->published);
    else
        add(l, "reported effect on %s (undated)", now->outcome);
}

static void
add_intervention(lines *l, const bca_intervention *now, const bca_intervention *then)
{
    for (size_t i = 0; i < now->n_evidence; i++)
        add_evidence(l, &now->evidence[i], evidence_at(then, now->evidence[i].at));
    for (size_t i = 0; i < now->n_research; i++) {
        const bca_research *r = &now->research[i];

        if (IS_NEW(r, then, research, n_research))
            add(l, "research %s%s", r->label, dated(r->published));
    }
    for (size_t i = 0; i < now->n_ratings; i++) {
        const bca_rating *r = &now->ratings[i];

        if (IS_NEW(r, then, ratings, n_ratings))
            add(l, "rating %s: %s%s%s%s", r->clearinghouse, r->value,
                r->as_of != NULL ? " (" : dated(NULL), r->as_of != NULL ? r->as_of : "",
                r->as_of != NULL ? ")" : "");
    }
    for (size_t i = 0; i < now->n_published; i++) {
        const bca_published_result *p = &now->published[i];

        if (IS_NEW(p, then, published, n_published))
            add(l, "published result %s", p->vintage);
    }
}

static void
add_program(lines *l, const bca_program *now, const bca_program *then)
{
    for (size_t i = 0; i < now->n_attestations; i++) {
        const bca_attestation *a = &now->attestations[i];

        if (IS_NEW(a, then, attestations, n_attestations))
            add(l, "attested: %s%s (%s)", a->value == 1 ? "" : "not ", a->of, a->on);
    }
    for (size_t i = 0; i < now->n_overrides; i++) {
        const bca_override *o = &now->overrides[i];

        if (IS_NEW(o, then, overrides, n_overrides))
            add(l, "override: %s (%s)", o->tier_id, o->on);
    }
    for (size_t i = 0; i < now->n_claims; i++) {
        const bca_tier_claim *c = &now->claims[i];

        if (c->tier != NULL && IS_NEW(c, then, claims, n_claims))
            add(l, "tier on record: %s%s%s%s", c->tier,
                c->as_of != NULL ? " (" : dated(NULL), c->as_of != NULL ? c->as_of : "",
                c->as_of != NULL ? ")" : "");
    }
}

bca_status
bca_cycle_news(bca_news *out, bca_arena *arena, const bca_program *now,
               const bca_program *then, bca_error *err)
{
    static const bca_intervention nothing = {.id = NULL};
    lines l = {.arena = arena};

    if (then != NULL) {
        if (now->intervention != NULL)
            add_intervention(&l, now->intervention,
                             then->intervention != NULL ? then->intervention
                                                        : &nothing);
        add_program(&l, now, then);
    }
    return give(out, &l, err);
}

/* ------------------------------------------------------------------------ missing */

static bool
is_attested(const bca_program *program, const char *of)
{
    for (size_t i = 0; i < program->n_attestations; i++) {
        if (strcmp(program->attestations[i].of, of) == 0)
            return true;
    }
    return false;
}

/* "items of the inventory of 2024 without a value: 2 Names of providers; 6 ..." */
static void
add_items(lines *l, const bca_item_kind kinds[], const bca_inventory *v)
{
    bca_sentence s;
    const char *items;

    bca_sentence_open(&s);
    for (size_t k = 0; k < BCA_ITEMS; k++) {
        if (v->items[k].value != NULL)
            continue;
        bca_say_next(&s, ", ", "");
        bca_say_number(&s, "", (double)(k + 1), 0, " ");
        bca_say(&s, kinds[k].name);
    }
    items = bca_sentence_close(&s, l->arena);
    if (items == NULL)
        l->failed = true;
    else if (items[0] != '\0')
        add(l, "items of the inventory of fiscal year %.0f without a value: %s",
            v->fiscal_year, items);
}

static void
add_inventory(lines *l, const bca_tiers *tiers, const bca_program *program,
              int fiscal_year)
{
    const bca_item_kind *kinds = tiers->run->registry->profile->items;
    const bca_inventory *v = NULL;

    for (size_t i = 0; i < program->n_inventories; i++) {
        const bca_inventory *next = &program->inventories[i];

        if (next->fiscal_year <= fiscal_year &&
            (v == NULL || next->fiscal_year > v->fiscal_year))
            v = next;
    }
    if (v == NULL)
        add(l, "an inventory");
    else if (v->fiscal_year < fiscal_year)
        add(l, "the inventory of fiscal year %d (the latest on record is of %.0f)",
            fiscal_year, v->fiscal_year);
    if (v != NULL)
        add_items(l, kinds, v);
}

bca_status
bca_cycle_missing(bca_news *out, bca_arena *arena, const bca_tiers *tiers,
                  const bca_tier_result *result, int fiscal_year, bca_error *err)
{
    const bca_profile *profile = tiers->profile;
    const bca_program *program = result->program;
    const int kind = result->facts.benefit_cost.kind;
    lines l = {.arena = arena};

    if (program->intervention == NULL)
        add(&l, "the tested intervention that the program carries out");
    else if (result->facts.evidence->n_effects == 0)
        add(&l, "evidence on a primary outcome");
    for (size_t i = 0; i < profile->n_predicates; i++) {
        const bca_predicate *p = &profile->predicates[i];

        if (p->kind == BCA_PREDICATE_ATTESTED &&
            !is_attested(program, p->condition->of))
            add(&l, "%s", p->otherwise);
    }
    if (kind == BCA_BENEFIT_COST_NOT_SUPPLIED)
        add(&l, "a benefit-cost result: %s", result->facts.benefit_cost.reason);
    else if (kind == BCA_BENEFIT_COST_RESULT && program->cost == NULL)
        add(&l, "the cost of the program itself: the result takes a published one");
    add_inventory(&l, tiers, program, fiscal_year);
    return give(out, &l, err);
}
