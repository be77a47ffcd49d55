/* A model under a scenario: a copy of what differs, with every reference into it made
 * anew. Its rules hold already; what the checks have worked out of the numbers that are
 * replaced, timing, shares of payers and lines that count, is worked out again. */

#include <math.h>
#include <string.h>

#include "model/check.h"
#include "model/scenario_parts.h"

/* A model being made, and the one that it is made of. */
typedef struct making {
    bca_model *m;
    const bca_model *was;
    bca_arena *arena;
} making;

/* ---------------------------------------------------------------------- copies */

#define COPY(list, n) bca_arena_own(&(list), n, sizeof *(list), x->arena)

/* Copies of all that is written into. */
static bool
copy_all(const making *x)
{
    bca_model *m = x->m;
    bool fine = COPY(m->economy, m->n_economy) && COPY(m->inflation, m->n_inflation) &&
                COPY(m->switches, m->n_switches) &&
                COPY(m->parameters, m->n_parameters) &&
                COPY(m->outcomes, m->n_outcomes) && COPY(m->links, m->n_links) &&
                COPY(m->lines, m->n_lines);

    for (size_t i = 0; fine && i < m->n_lines; i++) {
        bca_value_line *l = &m->lines[i];

        fine = COPY(l->factors, l->n_factors) && COPY(l->payers, l->n_payers) &&
               COPY(l->timing, l->n_timing);
    }
    return fine;
}

/* ------------------------------------------------------------------- overrides */

static bool
replace_parameter(const making *x, const bca_scenario_override *o)
{
    for (size_t i = 0; i < x->m->n_stated; i++) {
        bca_parameter *p = &x->m->parameters[i];

        if (strcmp(p->id, o->parameter->id) == 0)
            return bca_override_parameter(p, x->arena, o);
    }
    return true;
}

static void
turn_switch(const making *x, const bca_scenario_override *o)
{
    for (size_t i = 0; i < x->m->n_switches; i++) {
        bca_switch *s = &x->m->switches[i];

        if (strcmp(s->id, o->of) != 0)
            continue;
        s->option_id = o->option;
        s->provenance = o->provenance;
    }
}

static bool
apply(const making *x, const bca_scenario *scenario)
{
    for (size_t i = 0; i < scenario->n_overrides; i++) {
        const bca_scenario_override *o = &scenario->overrides[i];

        if (o->parameter != NULL && !replace_parameter(x, o))
            return false;
        if (o->kind == BCA_OVERRIDE_SWITCH)
            turn_switch(x, o);
        if (o->kind == BCA_OVERRIDE_HORIZON && !isnan(o->age))
            x->m->economy->horizon_age = o->age;
        if (o->kind == BCA_OVERRIDE_INFLATION) {
            x->m->inflation->rate = o->rate;
            x->m->inflation->provenance = o->provenance;
        }
    }
    return true;
}

/* ------------------------------------------------------------------ references */

/* The same parameter in the new model. */
static const bca_parameter *
moved(const making *x, const bca_parameter *was)
{
    return was == NULL ? NULL : x->m->parameters + (was - x->was->parameters);
}

static double
constant(const making *x, const char *id, double otherwise)
{
    return id == NULL ? otherwise : bca_model_parameter(x->m, id)->spread.value;
}

/* Shares of payers that name parameters, and of the one that has the rest. */
static bca_status
share_out(const making *x, bca_value_line *l, bca_error *err)
{
    bca_payer *rest = NULL;
    double sum = 0.0;

    for (size_t i = 0; i < l->n_payers; i++) {
        bca_payer *p = &l->payers[i];

        p->parameter = moved(x, p->parameter);
        if (p->parameter != NULL)
            p->share = p->parameter->spread.value;
        if (p->rest == 1)
            rest = p;
        else
            sum += p->share;
    }
    if (rest == NULL ? fabs(sum - 1.0) > BCA_SHARE_TOLERANCE
                     : sum > 1.0 + BCA_SHARE_TOLERANCE)
        return bca_fail(err, BCA_EINVALID,
                        "the shares of those who pay the line '%s' sum to %.10g", l->id,
                        sum);
    if (rest != NULL)
        rest->share = fmax(0.0, 1.0 - sum);
    return BCA_OK;
}

/* Whether the document counts a line, whatever option is in force: the check has
 * replaced what was read. */
static bool
says_counted(const bca_value_line *l)
{
    const bca_span at = bca_xml_attribute_span(l->at, "counted");
    static const char yes[] = "yes";
    const size_t n = sizeof yes - 1;

    return at.end - at.begin > n &&
           strncmp(at.file->text + at.end - 1 - n, yes, n) == 0;
}

/* A line that names an option counts while that is in force. */
static void
count_line(const making *x, bca_value_line *l)
{
    for (size_t i = 0; l->when != NULL && i < x->m->n_switches; i++) {
        const bca_switch *s = &x->m->switches[i];
        const size_t n = strlen(s->id);

        if (strncmp(l->when, s->id, n) == 0 && l->when[n] == '.')
            l->counted = strcmp(l->when + n + 1, s->option_id) == 0 && says_counted(l);
    }
}

static bca_status
settle_line(const making *x, bca_value_line *l, bca_error *err)
{
    for (size_t i = 0; i < l->n_factors; i++)
        l->factors[i].parameter = moved(x, l->factors[i].parameter);
    for (size_t i = 0; i < l->n_timing; i++) {
        bca_timing *t = &l->timing[i];

        t->wait = constant(x, t->wait_id, 0.0);
        t->length = constant(x, t->length_id, NAN);
        t->growth = constant(x, t->growth_id, 0.0);
    }
    count_line(x, l);
    return share_out(x, l, err);
}

static bca_status
settle(const making *x, bca_error *err)
{
    bca_model *m = x->m;

    for (size_t i = 0; i < m->n_outcomes; i++) {
        m->outcomes[i].sd = moved(x, m->outcomes[i].sd);
        m->outcomes[i].input_change = moved(x, m->outcomes[i].input_change);
    }
    for (size_t i = 0; i < m->n_links; i++) {
        m->links[i].effect = moved(x, m->links[i].effect);
        m->links[i].share = moved(x, m->links[i].share);
    }
    for (size_t i = 0; i < m->n_lines; i++) {
        bca_status st = settle_line(x, &m->lines[i], err);

        if (st != BCA_OK)
            return st;
    }
    bca_model_value_links(m);
    return BCA_OK;
}

bca_status
bca_scenario_model(bca_model *out, bca_arena *arena, const bca_model *m,
                   const bca_scenario *scenario, bca_error *err)
{
    bca_model made = *m;
    const making x = {&made, m, arena};
    bca_status st;

    if (!copy_all(&x) || !apply(&x, scenario))
        return bca_fail_memory(err);
    st = settle(&x, err);
    if (st == BCA_OK)
        *out = made;
    return st;
}
