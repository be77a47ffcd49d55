/* Overrides in words: what it was, what it is supposed to be. */

#include <math.h>
#include <string.h>

#include "model/scenario_parts.h"

/* One override being said. */
typedef struct saying {
    const bca_scenario *scenario;
    const bca_scenario_override *o;
    const bca_registry *registry;
    const bca_models *models;
    bca_arena *arena;
} saying;

static const char not_known[] = "not on record";
static const double hundred = 100.0;

static const char *
number(const saying *x, double value)
{
    return bca_arena_printf(x->arena, "%.10g", value);
}

/* " (+25 %)" behind a number that is a change of another; "" otherwise. */
static const char *
change_text(const saying *x)
{
    return isnan(x->o->change)
               ? ""
               : bca_arena_printf(x->arena, " (%+.10g %%)", x->o->change * hundred);
}

/* "0.02", "triangular: low 0.02, mode 0.035, high 0.05". */
static const char *
spread_text(const saying *x, const bca_spread *s)
{
    const struct {
        const char *name;
        double number;
    } numbers[] = {
        {"low", s->low},   {"mode", s->mode}, {"high", s->high},
        {"mean", s->mean}, {"sd", s->sd},
    };
    const char *text;
    const char *between = ": ";

    if (s->distribution == BCA_CONSTANT)
        return number(x, s->value);
    text = bca_distribution_text(s->distribution);
    if (s->n_values > 0)
        return bca_arena_printf(x->arena, "%s: %zu values from %.10g to %.10g", text,
                                s->n_values, s->values[0], s->values[s->n_values - 1]);
    for (size_t i = 0; text != NULL && i < sizeof numbers / sizeof numbers[0]; i++) {
        if (isnan(numbers[i].number))
            continue;
        text = bca_arena_printf(x->arena, "%s%s%s %.10g", text, between,
                                numbers[i].name, numbers[i].number);
        between = ", ";
    }
    return text;
}

/* ----------------------------------------------------------------------- kinds */

static bool
say_parameter(bca_scenario_words *w, const saying *x)
{
    const bca_parameter *was = x->o->parameter;
    bca_parameter is;

    if (!bca_override_parameter(&is, x->arena, x->o))
        return false;
    w->what = bca_arena_printf(x->arena, "%s (%s)", was->name, was->id);
    w->was = spread_text(x, &was->spread);
    w->is =
        bca_arena_printf(x->arena, "%s%s", spread_text(x, &is.spread), change_text(x));
    w->unit = isnan(was->dollars.price_year)
                  ? was->unit
                  : bca_arena_printf(x->arena, "%s, dollars of %s%.10g", was->unit,
                                     was->dollars.fiscal == 1 ? "fiscal year " : "",
                                     was->dollars.price_year);
    return true;
}

static bool
say_horizon(bca_scenario_words *w, const saying *x)
{
    const bca_model *m = bca_models_find(x->models, x->scenario->model_id);

    w->what = "How far the analysis looks";
    w->was = m == NULL || m->n_economy == 0
                 ? not_known
                 : bca_arena_printf(x->arena, "to age %.10g", m->economy->horizon_age);
    w->is = isnan(x->o->years)
                ? bca_arena_printf(x->arena, "to age %.10g", x->o->age)
                : bca_arena_printf(x->arena, "%.10g years from the start", x->o->years);
    return true;
}

static bool
say_inflation(bca_scenario_words *w, const saying *x)
{
    const bca_model *m = bca_models_find(x->models, x->scenario->model_id);

    w->what = "How prices rise, for nominal dollars";
    w->was =
        m == NULL || m->n_inflation == 0 ? not_known : number(x, m->inflation->rate);
    w->is = number(x, x->o->rate);
    w->unit = "fraction per year";
    return true;
}

static const char *
option_name(const bca_switch *s, const char *id)
{
    for (size_t i = 0; i < s->n_options; i++) {
        if (strcmp(s->options[i].id, id) == 0)
            return s->options[i].name;
    }
    return id;
}

static bool
say_switch(bca_scenario_words *w, const saying *x)
{
    const bca_switch *s = x->o->choice;

    w->what = bca_arena_printf(x->arena, "%s (%s)", s->name, s->id);
    w->was = option_name(s, s->option_id);
    w->is = option_name(s, x->o->option);
    return true;
}

static bool
say_cost(bca_scenario_words *w, const saying *x)
{
    const bca_program *p = bca_registry_program(x->registry, x->o->of);
    const bca_published_result *r =
        p->basis == BCA_TRANSFERRED ? bca_published_latest(p->intervention) : NULL;
    const double was = r != NULL ? r->cost : p->cost->amount;
    const double year = r != NULL ? r->price_year : p->cost->price_year;
    const double is = isnan(x->o->change) ? x->o->amount : was * (1.0 + x->o->change);
    const bool other = !isnan(x->o->price_year) && x->o->price_year != year;

    w->what = bca_arena_printf(x->arena, "Cost of %s (%s)", p->name, p->id);
    w->was = number(x, was);
    w->is = other ? bca_arena_printf(x->arena, "%.10g in dollars of %.10g", is,
                                     x->o->price_year)
                  : bca_arena_printf(x->arena, "%.10g%s", is, change_text(x));
    w->unit = bca_arena_printf(x->arena, "USD per participant%s, dollars of %.10g",
                               r != NULL ? "" : " and year", year);
    return true;
}

static bool
say_effect(bca_scenario_words *w, const saying *x)
{
    const bca_program *p = bca_registry_program(x->registry, x->o->of);

    w->what = bca_arena_printf(x->arena, "Effects and standard errors of %s (%s)",
                               p->name, p->id);
    w->was = number(x, bca_program_fit(p));
    w->is = bca_arena_printf(x->arena, "%.10g%s",
                             bca_program_fit(p) * (1.0 + x->o->change), change_text(x));
    w->unit = "times those of the studies";
    return true;
}

static bool
say_slots(bca_scenario_words *w, const saying *x)
{
    const bca_scenario_override *o = x->o;
    const bca_program *p = bca_registry_program(x->registry, o->of);
    size_t year = 0;
    const double was = bca_inventory_number(&year, p, BCA_AT_PARTICIPANTS);

    w->what = bca_arena_printf(x->arena, "Participants of %s (%s)", p->name, p->id);
    w->was =
        isnan(was) ? not_known : bca_arena_printf(x->arena, "%.10g in %zu", was, year);
    w->is = isnan(o->slots) ? "" : bca_arena_printf(x->arena, "%.10g a year", o->slots);
    for (size_t i = 0; w->is != NULL && i < o->n_by_year; i++) {
        const bool last = i + 1 == o->n_by_year;

        w->is =
            bca_arena_printf(x->arena, "%s%s%.10g %s %.10g%s", w->is, i > 0 ? ", " : "",
                             o->by_year[i].slots, last ? "from" : "in",
                             o->by_year[i].fiscal_year, last ? " on" : "");
    }
    w->unit = "persons who start in a fiscal year";
    return true;
}

bca_status
bca_scenario_say(bca_scenario_words out[], bca_arena *arena,
                 const bca_scenario *scenario, const bca_registry *registry,
                 const bca_models *models, bca_error *err)
{
    static bool (*const says[BCA_OVERRIDE_KINDS])(bca_scenario_words *,
                                                  const saying *) = {
        [BCA_OVERRIDE_DISCOUNT] = say_parameter,
        [BCA_OVERRIDE_DEADWEIGHT] = say_parameter,
        [BCA_OVERRIDE_HORIZON] = say_horizon,
        [BCA_OVERRIDE_INFLATION] = say_inflation,
        [BCA_OVERRIDE_SWITCH] = say_switch,
        [BCA_OVERRIDE_PARAMETER] = say_parameter,
        [BCA_OVERRIDE_COST] = say_cost,
        [BCA_OVERRIDE_EFFECT] = say_effect,
        [BCA_OVERRIDE_SLOTS] = say_slots,
    };

    for (size_t i = 0; i < scenario->n_overrides; i++) {
        const bca_scenario_override *o = &scenario->overrides[i];
        const saying x = {scenario, o, registry, models, arena};
        bca_scenario_words *w = &out[i];

        *w = (bca_scenario_words){.unit = "", .override = o};
        if (!says[o->kind](w, &x) || w->what == NULL || w->was == NULL ||
            w->is == NULL || w->unit == NULL)
            return bca_fail_memory(err);
    }
    return BCA_OK;
}
