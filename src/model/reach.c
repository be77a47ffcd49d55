/* What the evidence of a program reaches: measured outcomes, and others by links. */

#include "model/modeled.h"

#include <stdint.h>
#include <string.h>

/* ----------------------------------------------------------------------- links */

/* The link whose id comes next after another's, or first of all with NULL; NULL after
 * the last. */
static const bca_link *
next_link(const bca_model *m, const bca_link *after)
{
    const bca_link *next = NULL;

    for (size_t i = 0; i < m->n_links; i++) {
        const bca_link *l = &m->links[i];

        if ((after == NULL || strcmp(l->id, after->id) > 0) &&
            (next == NULL || strcmp(l->id, next->id) < 0))
            next = l;
    }
    return next;
}

/* Changes that one change of an outcome can bring, itself included. */
static size_t
count_routes(const bca_model *m, const char *outcome)
{
    size_t n = 1;

    for (size_t i = 0; i < m->n_links; i++) {
        if (strcmp(m->links[i].from, outcome) == 0)
            n += count_routes(m, m->links[i].to);
    }
    return n;
}

static bool
is_measured(const bca_reach *r, const char *outcome, const char *person)
{
    for (size_t i = 0; i < r->n_evidence; i++) {
        if (strcmp(r->items[i].outcome->id, outcome) == 0 &&
            strcmp(r->items[i].whom.id, person) == 0)
            return true;
    }
    return false;
}

/* --------------------------------------------------------------------- periods */

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Periods after which a change is 0 whatever is drawn. */
static size_t
periods_of(const bca_reach *reach, const bca_reached *r)
{
    size_t own = SIZE_MAX;

    if (r->path != NULL && r->path->ends == 1)
        own = bca_periods_of_path(r->path, &r->whom);
    if (r->link != NULL && r->link->kind != BCA_LINK_ATTAINED)
        own = least(own, reach->items[r->from].periods);
    return own;
}

size_t
bca_periods_of_line(const bca_builder *b, const bca_reached *r, const bca_value_line *l)
{
    size_t by_age = bca_periods_by_age(b, &r->whom, l->timing);
    size_t n = least(by_age, r->periods);

    if (r->outcome->scale == BCA_SCALE_PRESENT_VALUE)
        return 1;
    if (n == 0)
        return 0;
    return least(by_age, n + (bca_periods_of_payment(l->timing, by_age) - 1));
}

size_t
bca_periods_needed(const bca_builder *b, const bca_outcome *o, const bca_whom *whom)
{
    const bca_model *m = b->model;
    size_t needed = 0;

    for (size_t i = 0; i < m->n_lines; i++) {
        size_t n = bca_periods_by_age(b, whom, m->lines[i].timing);

        if (bca_line_counts(&m->lines[i], o->id) && n > needed)
            needed = n;
    }
    for (size_t i = 0; i < m->n_links; i++) {
        const bca_outcome *to;
        size_t n;

        if (strcmp(m->links[i].from, o->id) != 0)
            continue;
        to = bca_model_outcome(m, m->links[i].to);
        n = bca_periods_needed(b, to, whom);
        if (n > needed)
            needed = n;
    }
    return needed;
}

/* ----------------------------------------------------------------------- reach */

static void
add_evidence(bca_reach *out, bca_builder *b, const bca_evidence *e)
{
    bca_reached r = {.evidence = e,
                     .outcome = bca_measured_outcome(b->model, b->program, e),
                     .whom = bca_build_whom(b, e->person)};

    if (r.outcome == NULL)
        return;
    r.route = r.outcome->id;
    r.path = bca_outcome_path(r.outcome, r.whom.population, NULL);
    r.periods = periods_of(out, &r);
    out->items[out->n++] = r;
    out->n_evidence = out->n;
}

static void
add_linked(bca_reach *out, bca_builder *b, const bca_link *link, size_t from)
{
    const bca_reached *driver = &out->items[from];
    const char *without = link->kind == BCA_LINK_ATTAINED ? link->from : NULL;
    bca_reached r = {.link = link,
                     .from = from,
                     .outcome = bca_model_outcome(b->model, link->to),
                     .whom = driver->whom};

    r.route = bca_build_text(b, "%s>%s", driver->route, r.outcome->id);
    if (link->kind != BCA_LINK_UNIT)
        r.path = bca_outcome_path(r.outcome, r.whom.population, without);
    r.periods = periods_of(out, &r);
    out->items[out->n++] = r;
}

/* A link is set aside once for each person, by whatever route it is met. */
static void
set_aside(bca_builder *b, bca_link_aside *asides, const bca_link *link,
          const bca_whom *whom)
{
    size_t n = b->out->plan.n_links_aside;

    for (size_t i = 0; i < n; i++) {
        if (strcmp(asides[i].link, link->id) == 0 &&
            strcmp(asides[i].person, whom->id) == 0)
            return;
    }
    asides[n] = (bca_link_aside){link->id, link->name, link->from, link->to, whom->id};
    b->out->plan.n_links_aside = n + 1;
}

static bca_link_aside *
make_room(bca_reach *out, bca_builder *b)
{
    const bca_intervention *v = b->program->intervention;
    bca_link_aside *asides = bca_arena_alloc(
        &b->out->arena, b->model->n_links * (v->n_evidence + 1), sizeof *asides);
    size_t room = 1;

    for (size_t i = 0; i < v->n_evidence; i++) {
        const bca_outcome *o =
            bca_measured_outcome(b->model, b->program, &v->evidence[i]);

        room += o == NULL ? 0 : count_routes(b->model, o->id);
    }
    *out =
        (bca_reach){.items = bca_arena_alloc(&b->out->arena, room, sizeof *out->items)};
    if (out->items == NULL || asides == NULL)
        b->no_memory = true;
    b->out->plan.links_aside = asides;
    return asides;
}

void
bca_build_reach(bca_reach *out, bca_builder *b)
{
    const bca_intervention *v = b->program->intervention;
    bca_link_aside *asides = make_room(out, b);

    if (b->no_memory)
        return;
    for (size_t i = 0; i < v->n_evidence; i++) {
        if (bca_evidence_can_be_valued(&v->evidence[i]))
            add_evidence(out, b, &v->evidence[i]);
    }
    for (size_t i = 0; i < out->n; i++) {
        const bca_link *link = NULL;

        while ((link = next_link(b->model, link)) != NULL) {
            const bca_reached *r = &out->items[i];

            if (strcmp(link->from, r->outcome->id) != 0 ||
                !bca_model_values(b->model, link->to))
                continue;
            if (is_measured(out, link->to, r->whom.id))
                set_aside(b, asides, link, &r->whom);
            else
                add_linked(out, b, link, i);
        }
    }
}
