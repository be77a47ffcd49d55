/* Values of items in words. */

#include <math.h>

#include "report/parameters_parts.h"

const char *
bca_words_of_spread(bca_arena *arena, const bca_spread *s)
{
    const char *name = bca_distribution_text(s->distribution);

    switch ((bca_distribution)s->distribution) {
    case BCA_CONSTANT: return bca_arena_printf(arena, "%.10g", s->value);
    case BCA_UNIFORM:
        return bca_arena_printf(arena, "%s %.10g to %.10g", name, s->low, s->high);
    case BCA_TRIANGULAR:
    case BCA_PERT:
        return bca_arena_printf(arena, "%s %.10g to %.10g, mode %.10g", name, s->low,
                                s->high, s->mode);
    case BCA_TRUNCATED_NORMAL:
        return bca_arena_printf(arena, "%s mean %.10g, sd %.10g, %.10g to %.10g", name,
                                s->mean, s->sd, s->low, s->high);
    case BCA_NORMAL:
    case BCA_LOGNORMAL:
    case BCA_GAMMA:
    case BCA_BETA:
        return bca_arena_printf(arena, "%s mean %.10g, sd %.10g", name, s->mean, s->sd);
    case BCA_DISCRETE:
    case BCA_EMPIRICAL:
        return bca_arena_printf(arena, "%s, %zu values", name, s->n_values);
    case BCA_DIRICHLET:
        return bca_arena_printf(arena, "%s share %.10g, concentration %.10g", name,
                                s->alpha / s->total, s->total);
    case BCA_DISTRIBUTION_COUNT: break;
    }
    return name;
}

const char *
bca_words_of_multiplier(bca_arena *arena, const bca_multiplier *m)
{
    return bca_arena_printf(arena, "%.10g, %s", m->factor,
                            m->apply == 1 ? "applied" : "on record, not applied");
}

/* "years 0 to 8", "ages 18 to 64": the rows of a table. */
static const char *
rows_words(bca_arena *arena, const bca_table_file *t, int by)
{
    return bca_arena_printf(arena, "%s %.10g to %.10g",
                            by == BCA_BY_AGE ? "ages" : "years", t->cells[0],
                            t->cells[(t->n_rows - 1) * t->n_columns]);
}

const char *
bca_words_of_path(bca_arena *arena, const bca_path *p)
{
    const char *rows = p->by == BCA_BY_AGE
                           ? rows_words(arena, p->table, p->by)
                           : bca_arena_printf(arena, "%zu years", p->table->n_rows);

    if (rows == NULL)
        return NULL;
    return bca_arena_printf(arena, "%s, column %s, %s, %s%s%s", p->table_path,
                            p->column, rows, p->kind == 1 ? "cumulative" : "level",
                            p->without != NULL ? ", among persons without " : "",
                            p->without != NULL ? p->without : "");
}

const char *
bca_words_of_series(bca_arena *arena, const bca_series *s)
{
    const char *rows = rows_words(arena, s->table, s->by);

    return rows == NULL ? NULL
                        : bca_arena_printf(arena, "%s, column %s, %s", s->table_path,
                                           s->column, rows);
}

const char *
bca_words_of_link(bca_arena *arena, const bca_link *x)
{
    static const char *const kinds[] = {[BCA_LINK_ATTAINED] = "attained",
                                        [BCA_LINK_CHANGE] = "change",
                                        [BCA_LINK_UNIT] = "unit"};

    return bca_arena_printf(arena, "%s: %s to %s, effect %s, %s%s", kinds[x->kind],
                            x->from, x->to, x->effect_id,
                            x->share_id != NULL ? "causal share " : "all of it causal",
                            x->share_id != NULL ? x->share_id : "");
}

const char *
bca_words_of_switch(bca_arena *arena, const bca_switch *s)
{
    const char *text = bca_arena_printf(arena, "%s, of ", s->option_id);

    for (size_t i = 0; text != NULL && i < s->n_options; i++)
        text = bca_arena_printf(arena, "%s%s%s", text, i > 0 ? ", " : "",
                                s->options[i].id);
    return text;
}

const char *
bca_words_of_index(bca_arena *arena, const bca_index *x)
{
    const double *cells = x->table->cells;
    size_t last = (x->table->n_rows - 1) * x->table->n_columns;

    return bca_arena_printf(arena, "%s, %.10g to %.10g", x->table_path, cells[0],
                            cells[last]);
}

const char *
bca_words_of_effect(bca_arena *arena, const bca_evidence *e, const bca_figures *f)
{
    const bca_studies *s = e->studies;

    if (s == NULL)
        return bca_arena_printf(arena, "as reported: %.10g, se %.10g",
                                e->reported->effect1, e->reported->se1);
    if (s->not_pooled != NULL)
        return bca_arena_printf(arena, "results of %zu studies, counted", s->n);
    if (isnan(f->mean))
        return bca_arena_printf(arena, "%zu studies that do not pool", s->n);
    return bca_arena_printf(arena, "%.3f, se %.3f: %zu stud%s, pooled by %s", f->mean,
                            f->sd, s->n, s->n == 1 ? "y" : "ies",
                            bca_pooling_choices[s->pooling]);
}

const char *
bca_words_of_time(bca_arena *arena, const bca_effect_time *t)
{
    const char *text =
        bca_arena_printf(arena, "first at year %.10g, second at year %.10g, then %s",
                         t->first, t->second, t->after == 0 ? "lasting" : "nothing");

    if (text != NULL && !isnan(t->effect_ratio))
        text = bca_arena_printf(arena, "%s; second is %.10g of the first", text,
                                t->effect_ratio);
    if (text != NULL && !isnan(t->se_ratio))
        text = bca_arena_printf(arena, "%s, its se %.10g", text, t->se_ratio);
    if (text != NULL && !isnan(t->corr12))
        text = bca_arena_printf(arena, "%s; correlation of the errors %.10g", text,
                                t->corr12);
    return text;
}

const char *
bca_words_of_published(bca_arena *arena, const bca_published_result *r)
{
    if (isnan(r->chance))
        return bca_arena_printf(arena, "benefits %.10g, cost %.10g", r->total, r->cost);
    return bca_arena_printf(arena, "benefits %.10g, cost %.10g, chance %.10g", r->total,
                            r->cost, r->chance);
}

const char *
bca_words_of_cost(bca_arena *arena, const bca_cost *c)
{
    const char *text =
        bca_arena_printf(arena, "%.10g a year for %.10g year%s, times 1 +- %.10g",
                         c->amount, c->years, c->years == 1.0 ? "" : "s", c->range);

    if (text != NULL && c->comparison != 0.0)
        text = bca_arena_printf(arena, "%s, less %.10g of %.10g for the comparison",
                                text, c->comparison, c->comparison_price_year);
    if (text != NULL)
        text = bca_arena_printf(arena, "%s, %.10g of it public", text, c->public_share);
    return text;
}

const char *
bca_words_of_expansion(bca_arena *arena, const bca_expansion *x)
{
    const char *text =
        bca_arena_printf(arena, "%.10g, and %.10g a place", x->fixed, x->variable);

    if (text != NULL && x->step != 0.0)
        text = bca_arena_printf(arena, "%s, and %.10g for each %.10g places begun",
                                text, x->step, x->places_per_step);
    return text;
}

/* ---------------------------------------------------------------------- predicates */

static const char *
count_words(bca_arena *arena, const bca_condition *c)
{
    if (c->more_than != NULL)
        return bca_arena_printf(arena, "more %s than %s", c->of, c->more_than);
    return bca_arena_printf(arena, "%.10g %s or more", c->at_least, c->of);
}

static const char *
diversity_words(bca_arena *arena, const bca_condition *c)
{
    return bca_arena_printf(arena, "share of color %.10g, p of the subgroup %.10g",
                            c->share_of_color, c->subgroup_p);
}

static const char *
pooled_words(bca_arena *arena, const bca_condition *c)
{
    if (isnan(c->p_below))
        return bca_arena_printf(arena, "%s", bca_direction_text(c->direction));
    return bca_arena_printf(arena, "%s, p below %.10g",
                            bca_direction_text(c->direction), c->p_below);
}

const char *
bca_words_of_predicate(bca_arena *arena, const bca_predicate *p)
{
    const bca_condition *c = p->condition;

    switch (p->kind) {
    case BCA_PREDICATE_COUNT: return count_words(arena, c);
    case BCA_PREDICATE_POOLED: return pooled_words(arena, c);
    case BCA_PREDICATE_POOLABLE: return "an effect is pooled or reported";
    case BCA_PREDICATE_ATTESTED: return bca_arena_printf(arena, "attested %s", c->of);
    case BCA_PREDICATE_BENEFIT_COST:
        return c->waived == 1 ? "likelyChance, waived where nothing can be valued"
                              : "likelyChance";
    case BCA_PREDICATE_DIVERSITY: return diversity_words(arena, c);
    case BCA_PREDICATE_RESEARCH: return bca_arena_printf(arena, "any of %s", c->of);
    case BCA_PREDICATE_RATED:
        return bca_arena_printf(arena, "%s: %s", c->clearinghouse, c->value);
    case BCA_PREDICATE_EITHER: return bca_arena_printf(arena, "either of %s", c->of);
    case BCA_PREDICATE_KINDS: break;
    }
    return "";
}
