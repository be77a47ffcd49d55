#include "report/links.h"

#include <math.h>
#include <string.h>

#include "engine/settle.h"
#include "model/without.h"
#include "report/number.h"
#include "report/sentence.h"

enum { COLUMNS = BCA_LINKS_COLUMNS };

#define DOLLARS "dollars"

static const bca_column columns[COLUMNS] = {
    [BCA_LINKS_PROGRAM] = {"program_id", "Program", "", BCA_COLUMN_TEXT, 0},
    [BCA_LINKS_LINK] = {"link_id", "Link", "", BCA_COLUMN_TEXT, 0},
    [BCA_LINKS_FROM] = {"from", "From", "", BCA_COLUMN_TEXT, 0},
    [BCA_LINKS_TO] = {"to", "To", "", BCA_COLUMN_TEXT, 0},
    [BCA_LINKS_STATE] = {"state", "State", "", BCA_COLUMN_TEXT, 0},
    [BCA_LINKS_CARRIED] = {"carried", "Carries", DOLLARS, BCA_COLUMN_MONEY, 0},
    [BCA_LINKS_DIFFERENCE] = {"npv_difference", "Changes net benefit by", DOLLARS,
                              BCA_COLUMN_MONEY, 0},
    [BCA_LINKS_PRICE_YEAR] = {"price_year", "Dollars of", "", BCA_COLUMN_NUMBER, 0},
    [BCA_LINKS_RELEASES] = {"releases", "Would count without it", "", BCA_COLUMN_TEXT,
                            0},
};

typedef struct listing {
    bca_arena *arena;
    const bca_registry *registry;
    const bca_models *models;
    bca_cell *rows;
    size_t n;
} listing;

/* ----------------------------------------------------------------------- routes */

/* Whether a change is brought by a link, at the last step or before. */
static bool
uses(const bca_plan *plan, size_t change, const char *link)
{
    const bca_change *c = &plan->changes[change];

    if (c->link == NULL)
        return false;
    return strcmp(c->link, link) == 0 || uses(plan, c->from, link);
}

static bool
is_used(const bca_plan *plan, const char *link)
{
    for (size_t i = 0; i < plan->n_changes; i++) {
        if (uses(plan, i, link))
            return true;
    }
    return false;
}

static bool
is_aside(const bca_plan *plan, const char *link)
{
    for (size_t i = 0; i < plan->n_links_aside; i++) {
        if (strcmp(plan->links_aside[i].link, link) == 0)
            return true;
    }
    return false;
}

static double
carried(const bca_plan *plan, const char *link)
{
    double sum = 0.0;

    for (size_t i = 0; i < plan->n_sources; i++) {
        if (plan->sources[i].counted == i && uses(plan, plan->sources[i].change, link))
            sum += plan->sources[i].value;
    }
    return sum;
}

/* -------------------------------------------------------------------- without it */

static const bca_plan_source *
source_of(const bca_plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->n_sources; i++) {
        if (strcmp(plan->sources[i].id, id) == 0)
            return &plan->sources[i];
    }
    return NULL;
}

/* Sources that do not count in the plan and count in the other. */
static const char *
releases(bca_arena *arena, const bca_plan *plan, const bca_plan *other)
{
    char dollars[BCA_NUMBER_TEXT];
    bca_sentence s;

    bca_sentence_open(&s);
    for (size_t i = 0; i < plan->n_sources; i++) {
        const bca_plan_source *was = &plan->sources[i];
        const bca_plan_source *now = source_of(other, was->id);

        if (was->counted == i || now == NULL || &other->sources[now->counted] != now)
            continue;
        bca_say_next(&s, BCA_LINKS_BETWEEN, now->id);
        bca_say(&s, " (");
        bca_say(&s, bca_number_money(dollars, now->value, "-"));
        bca_say(&s, ")");
    }
    return bca_sentence_close(&s, arena);
}

static bca_status
npv_of(double *out, const bca_plan *plan, bca_error *err)
{
    bca_draw d = {.inputs = NULL};
    bca_status st = bca_engine_mean(&d, plan, err);

    if (st == BCA_OK)
        *out = d.npv;
    bca_draw_free(&d);
    return st;
}

/* What is different without the link: compiled and settled anew. */
static bca_status
compare(bca_cell row[COLUMNS], const listing *l, const bca_compiled *base,
        const bca_program *program, const char *link, bca_error *err)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_compiled other;
    bca_models models;
    double with = NAN;
    double without = NAN;
    bca_status st = bca_models_without_link(&models, l->arena, l->models,
                                            base->model->id, link, err);

    if (st != BCA_OK)
        return st;
    st = bca_compile(&other, program, &models, base->analysis, &findings, err);
    bca_findings_free(&findings);
    if (st == BCA_EREFUSED) /* nothing is left to value */
        return BCA_OK;
    if (st != BCA_OK)
        return st;
    st = bca_engine_settle(&other.plan, NULL, err);
    if (st == BCA_OK)
        st = npv_of(&with, &base->plan, err);
    if (st == BCA_OK)
        st = npv_of(&without, &other.plan, err);
    row[BCA_LINKS_DIFFERENCE].number = with - without;
    row[BCA_LINKS_RELEASES].text = releases(l->arena, &base->plan, &other.plan);
    bca_compiled_free(&other);
    return st == BCA_OK && row[BCA_LINKS_RELEASES].text == NULL ? bca_fail_memory(err)
                                                                : st;
}

/* ------------------------------------------------------------------------- rows */

static bca_status
add(listing *l, const bca_compiled *c, const bca_program *program, const bca_link *link,
    bca_error *err)
{
    bca_cell *row = &l->rows[l->n * COLUMNS];
    bool used = is_used(&c->plan, link->id);

    if (!used && !is_aside(&c->plan, link->id))
        return BCA_OK;
    l->n++;
    row[BCA_LINKS_PROGRAM].text = program->id;
    row[BCA_LINKS_LINK].text = link->id;
    row[BCA_LINKS_FROM].text = link->from;
    row[BCA_LINKS_TO].text = link->to;
    row[BCA_LINKS_STATE].text = used ? "used" : "set aside";
    row[BCA_LINKS_CARRIED].number = carried(&c->plan, link->id);
    row[BCA_LINKS_DIFFERENCE].number = used ? NAN : 0.0;
    row[BCA_LINKS_PRICE_YEAR].number = c->plan.price_year;
    row[BCA_LINKS_RELEASES].text = "";
    return used ? compare(row, l, c, program, link->id, err) : BCA_OK;
}

bca_status
bca_links_table(bca_table *out, bca_arena *arena, const bca_registry *registry,
                const bca_models *models, const bca_compiled compiled[],
                const bool wanted[], bca_error *err)
{
    listing l = {arena, registry, models, NULL, 0};
    size_t room = 1;
    bca_status st = BCA_OK;

    for (size_t i = 0; i < registry->n_programs; i++)
        room += compiled[i].effects != NULL ? compiled[i].model->n_links : 0;
    l.rows = bca_arena_alloc(arena, room * COLUMNS, sizeof *l.rows);
    if (l.rows == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < registry->n_programs; i++) {
        const bca_compiled *c = &compiled[i];

        if (c->effects == NULL || (wanted != NULL && !wanted[i]))
            continue;
        for (size_t k = 0; st == BCA_OK && k < c->model->n_links; k++)
            st = add(&l, c, &registry->programs[i], &c->model->links[k], err);
    }
    *out = (bca_table){columns, l.rows, COLUMNS, l.n};
    return st;
}
