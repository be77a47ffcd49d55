#include "decision/portfolio.h"

#include <math.h>
#include <string.h>

#include "decision/portfolio_parts.h"
#include "engine/settle.h"

/* ---------------------------------------------------------------- which programs */

static bool
is_asked(const bca_portfolio_ask *ask, size_t i)
{
    const bca_program *p = &ask->registry->programs[i];

    return ask->base[i].plan.program != NULL &&
           p->agency->kind != BCA_AGENCY_REFERENCE &&
           (ask->agency_id == NULL || strcmp(p->agency_id, ask->agency_id) == 0);
}

static size_t
agency_index(bca_portfolio *p, const bca_agency *agency)
{
    for (size_t i = 0; i < p->contest.n_agencies; i++) {
        if (p->agencies[i] == agency)
            return i;
    }
    p->agencies[p->contest.n_agencies] = agency;
    return p->contest.n_agencies++;
}

/* A program of a world, its choices those of the project. */
static bca_status
compile(bca_compiled *out, const bca_portfolio_ask *ask, const bca_world *world,
        size_t i, bca_findings *findings, bca_error *err)
{
    bca_status st = bca_world_compile(out, world, i, BCA_ANALYSIS_MAIN, findings, err);

    if (st != BCA_OK)
        return st;
    st = bca_engine_settle(&out->plan, &ask->base[i].plan, err);
    if (st != BCA_OK)
        bca_compiled_free(out);
    return st;
}

/* ----------------------------------------------------------------------- starters */

/* Who starts in each year; unknown is nobody. *known says whether any year is known. */
static const double *
starters(bca_arena *arena, const bca_portfolio_ask *ask, const bca_world *world,
         size_t i, bool *known)
{
    double *n = bca_arena_alloc(arena, ask->n_years, sizeof *n);

    *known = false;
    for (size_t y = 0; n != NULL && y < ask->n_years; y++) {
        const double there =
            bca_enrolment_at(&world->enrolments[i], ask->first_year + y);

        *known = *known || !isnan(there);
        n[y] = isnan(there) ? 0.0 : there;
    }
    return n;
}

/* -------------------------------------------------------------------- one program */

typedef struct making {
    bca_portfolio *p;
    bca_arena *arena;
    const bca_portfolio_ask *ask;
    bca_findings *findings;
} making;

static bca_status
add_program(const making *m, size_t i, bca_error *err)
{
    bca_portfolio *p = m->p;
    const size_t at = p->contest.n_programs;
    bca_compiled *compiled = &p->compiled[at * m->ask->n_worlds];
    bca_status st = BCA_OK;

    p->programs[at] = &m->ask->registry->programs[i];
    for (size_t w = 0; st == BCA_OK && w < m->ask->n_worlds; w++)
        st = compile(&compiled[w], m->ask, &m->ask->worlds[w], i, m->findings, err);
    p->contest.n_programs++;
    return st;
}

/* Whether the totals can have it: starters are known, and dollars of one year. */
static bca_status
join_totals(const making *m, bca_contender *c, size_t at, bool known, bca_error *err)
{
    bca_portfolio *p = m->p;
    const bca_compiled *compiled = &p->compiled[at * m->ask->n_worlds];
    const char *why = "";

    if (!known)
        why = "how many start it in a year is not on record";
    else if (p->models[0] == NULL) {
        for (size_t w = 0; w < m->ask->n_worlds; w++)
            p->models[w] = compiled[w].model;
        p->price_year = (double)compiled->plan.price_year;
    } else if ((double)compiled->plan.price_year != p->price_year) {
        why =
            bca_arena_printf(m->arena, "its dollars are of %d, those of others of %.0f",
                             compiled->plan.price_year, p->price_year);
        if (why == NULL)
            return bca_fail_memory(err);
    }
    c->in_totals = why[0] == '\0';
    p->absences[at].from_totals = why;
    return BCA_OK;
}

static bca_status
make_cases(const making *m, bca_contender *c, bca_case cases[], size_t at,
           bca_error *err)
{
    const bca_portfolio_ask *ask = m->ask;
    const size_t i = (size_t)(m->p->programs[at] - ask->registry->programs);
    bool any = false;
    bool base = true;

    c->has_spread = true;
    for (size_t w = 0; w < ask->n_worlds; w++) {
        const bca_plan *plan = &m->p->compiled[at * ask->n_worlds + w].plan;
        bool known = false;

        cases[w] =
            (bca_case){.plan = plan,
                       .starters = starters(m->arena, ask, &ask->worlds[w], i, &known)};
        if (cases[w].starters == NULL)
            return bca_fail_memory(err);
        c->has_spread = c->has_spread && plan->has_spread;
        base = w == 0 ? known : base;
        any = any || known;
    }
    m->p->zero_base = m->p->zero_base || (any && !base);
    return join_totals(m, c, at, any, err);
}

static bca_status
make_contender(const making *m, bca_contender *c, size_t at, bca_error *err)
{
    const bca_program *program = m->p->programs[at];
    bca_case *cases = bca_arena_alloc(m->arena, m->ask->n_worlds, sizeof *cases);

    *c = (bca_contender){.id = program->id,
                         .name = program->name,
                         .agency = agency_index(m->p, program->agency),
                         .cases = cases};
    if (cases == NULL)
        return bca_fail_memory(err);
    return make_cases(m, c, cases, at, err);
}

/* ------------------------------------------------------------------------- budget */

/* Purses and steps of every case, once all are known. */
static bca_status
join_budget(const making *m, bca_contender *c, size_t at, bca_error *err)
{
    bca_portfolio *p = m->p;
    const size_t n = m->ask->n_worlds;
    const size_t i = (size_t)(p->programs[at] - m->ask->registry->programs);
    bca_case *cases = bca_arena_alloc(m->arena, n, sizeof *cases);
    bool all_known = true;
    bca_status st = BCA_OK;

    if (cases == NULL)
        return bca_fail_memory(err);
    for (size_t w = 0; st == BCA_OK && w < n; w++) {
        const bca_compiled *compiled = &p->compiled[at * n + w];
        bool known = false;

        cases[w] = c->cases[w];
        st = bca_case_purses(&cases[w], &known, m->arena, p, compiled,
                             m->ask->worlds[w].programs[i].cost, err);
        if (st == BCA_OK)
            st = bca_case_steps(&cases[w], m->arena, p, compiled, err);
        all_known = all_known && known;
    }
    if (st != BCA_OK)
        return st;
    c->cases = cases;
    c->in_budget = c->in_totals && all_known;
    p->absences[at].from_budget = "";
    if (!c->in_totals)
        p->absences[at].from_budget = p->absences[at].from_totals;
    else if (!all_known)
        p->absences[at].from_budget =
            p->compiled[at * n].plan.basis == BCA_MODELED
                ? "who pays it is not on record"
                : "the published result does not split public money";
    return BCA_OK;
}

static bca_status
make(const making *m, bca_error *err)
{
    bca_portfolio *p = m->p;
    const size_t n = m->ask->registry->n_programs;
    bca_contender *programs = bca_arena_alloc(m->arena, n, sizeof *programs);
    bca_status st = BCA_OK;

    if (programs == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; st == BCA_OK && i < n; i++) {
        if (is_asked(m->ask, i))
            st = add_program(m, i, err);
    }
    for (size_t i = 0; st == BCA_OK && i < p->contest.n_programs; i++)
        st = make_contender(m, &programs[i], i, err);
    if (st == BCA_OK)
        st = bca_portfolio_purses(p, m->arena, err);
    if (st == BCA_OK)
        st = bca_portfolio_steps(p, m->arena, err);
    for (size_t i = 0; st == BCA_OK && i < p->contest.n_programs; i++)
        st = join_budget(m, &programs[i], i, err);
    p->contest.programs = programs;
    return st;
}

bca_status
bca_portfolio_make(bca_portfolio *out, bca_arena *arena, const bca_portfolio_ask *ask,
                   bca_findings *findings, bca_error *err)
{
    const size_t n = ask->registry->n_programs + 1;
    bca_portfolio p = {
        .ask = ask,
        .contest = {.n_scenarios = ask->n_worlds, .n_years = ask->n_years},
        .price_year = NAN};
    const making m = {&p, arena, ask, findings};
    bca_status st;

    p.programs = bca_arena_alloc(arena, n, sizeof(const bca_program *));
    p.absences = bca_arena_alloc(arena, n, sizeof *p.absences);
    p.agencies = bca_arena_alloc(arena, n, sizeof(const bca_agency *));
    p.models = bca_arena_alloc(arena, ask->n_worlds, sizeof(const bca_model *));
    p.compiled = bca_arena_alloc(arena, n * ask->n_worlds, sizeof *p.compiled);
    if (p.models == NULL || p.programs == NULL || p.absences == NULL ||
        p.agencies == NULL || p.compiled == NULL)
        return bca_fail_memory(err);
    st = make(&m, err);
    if (st == BCA_OK)
        *out = p;
    else
        bca_portfolio_free(&p);
    return st;
}

void
bca_portfolio_free(bca_portfolio *portfolio)
{
    const size_t n = portfolio->contest.n_programs * portfolio->contest.n_scenarios;

    for (size_t i = 0; portfolio->compiled != NULL && i < n; i++)
        bca_compiled_free(&portfolio->compiled[i]);
    *portfolio = (bca_portfolio){.compiled = NULL};
}
