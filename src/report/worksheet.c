#include "report/worksheet.h"

#include <string.h>

/* When the inventory of a duty is due, or why it is not. */
static const char *
due_words(bca_arena *arena, const bca_duty *duty)
{
    const bca_regime *r = duty->regime;
    int year = duty->fiscal_year;

    if (r == NULL)
        return bca_arena_printf(arena,
                                "Not due: no law on record asks for an inventory of "
                                "fiscal year %d.",
                                year);
    if (!bca_list_has(r->agencies, duty->agency->id))
        return bca_arena_printf(
            arena, "Not due: the law of fiscal year %d, %s, does not name the agency.",
            year, r->act);
    if (!duty->owed)
        return bca_arena_printf(arena,
                                "Not due: the law of fiscal year %d, %s, asks for "
                                "inventories of even fiscal years.",
                                year, r->act);
    if (duty->due[0] == '\0')
        return bca_arena_printf(arena, "Due under %s; no date is on record.", r->act);
    return bca_arena_printf(arena, "Due on %s, under %s.", duty->due, r->act);
}

/* What the record shows of a test, with the studies counted when they are few. */
static const char *
fact_of(bca_arena *arena, const bca_tiering *tiering, const bca_predicate_state *state)
{
    const double few = 4.0;
    const char *fact = bca_predicate_fact(arena, tiering, state);
    const char *studies;

    if (fact == NULL || state->predicate->kind != BCA_PREDICATE_COUNT ||
        !(state->number >= 1.0 && state->number <= few))
        return fact;
    studies = bca_predicate_studies(arena, tiering, state);
    return studies != NULL ? bca_arena_printf(arena, "%s; counted: %s", fact, studies)
                           : NULL;
}

/* "one-rigorous: met (...); effective: not met (...)" */
static const char *
tests_line(bca_arena *arena, const bca_tiering *tiering, const char *const facts[])
{
    const char *line = "";

    for (size_t i = 0; line != NULL && i < tiering->profile->n_predicates; i++)
        line = bca_arena_printf(arena, "%s%s%s: %s (%s)", line, i > 0 ? "; " : "",
                                tiering->profile->predicates[i].id,
                                bca_met_text(tiering->predicates[i].met), facts[i]);
    return line;
}

static bca_status
make_program(bca_worksheet_program *p, bca_arena *arena, const bca_cycle *cycle,
             bca_error *err)
{
    const bca_tiering *tiering = &p->entry->now->tiering;
    const size_t n = tiering->profile->n_predicates;
    bca_status st = bca_cycle_missing(&p->missing, arena, &cycle->now, p->entry->now,
                                      cycle->fiscal_year, err);

    if (st != BCA_OK)
        return st;
    p->facts = bca_arena_alloc(arena, n + 1, sizeof *p->facts);
    if (p->facts == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        p->facts[i] = fact_of(arena, tiering, &tiering->predicates[i]);
        if (p->facts[i] == NULL)
            return bca_fail_memory(err);
    }
    p->candidates = bca_candidates_words(arena, tiering);
    p->missing_line = bca_news_line(arena, &p->missing);
    p->tests = tests_line(arena, tiering, p->facts);
    if (p->candidates == NULL || p->missing_line == NULL || p->tests == NULL)
        return bca_fail_memory(err);
    return BCA_OK;
}

bca_status
bca_worksheet_make(bca_worksheet *out, bca_arena *arena, const bca_cycle *cycle,
                   bca_error *err)
{
    const size_t n = cycle->now.n;
    bca_worksheet_program *programs = bca_arena_alloc(arena, n + 1, sizeof *programs);
    bca_worksheet w = {.cycle = cycle,
                       .duty = bca_duty_of(cycle->now.run->registry, cycle->agency,
                                           cycle->fiscal_year),
                       .programs = programs,
                       .n = n};
    bca_cycle_entry *entries = NULL;
    bca_status st = BCA_OK;

    w.due = due_words(arena, &w.duty);
    if (programs == NULL || w.due == NULL)
        return bca_fail_memory(err);
    st = bca_cycle_entries(&entries, arena, cycle, err);
    for (size_t i = 0; st == BCA_OK && i < n; i++) {
        programs[i].entry = &entries[i];
        st = make_program(&programs[i], arena, cycle, err);
    }
    if (st == BCA_OK)
        *out = w;
    return st;
}
