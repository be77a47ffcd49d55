/* Plans of transferred programs: a published result, re-based to the price year. */

#include <math.h>
#include <string.h>

#include "model/builder.h"
#include "model/transfer.h"

/* Where the parts of a published result land. */
static const struct {
    const char *account;
    const char *line;
    const char *name;
    size_t offset;
} parts[] = {
    {"taxpayers.unallocated", "published-taxpayers", "Published: taxpayers",
     offsetof(bca_published_result, taxpayers)},
    {"participants", "published-participants", "Published: participants",
     offsetof(bca_published_result, participants)},
    {"others.unallocated", "published-others", "Published: others",
     offsetof(bca_published_result, others)},
    {"indirect.unallocated", "published-indirect", "Published: indirect",
     offsetof(bca_published_result, indirect)},
    {"unallocated", "published-unallocated", "Published: not taxpayers, not split",
     offsetof(bca_published_result, non_taxpayers)},
};

enum { N_PARTS = sizeof parts / sizeof parts[0] };

/* What a published result gives of a part; NaN: it gives another. */
static double
part_of(const bca_published_result *r, size_t part)
{
    double dollars;

    memcpy(&dollars, (const char *)r + parts[part].offset, sizeof dollars);
    return dollars;
}

static size_t
account_index(const bca_model *m, const char *id)
{
    size_t i = 0;

    while (i + 1 < m->n_accounts && strcmp(m->accounts[i].id, id) != 0)
        i++;
    return i;
}

static double *
one_number(bca_builder *b, double value)
{
    double *number = bca_build_numbers(b, 1);

    if (number != NULL)
        *number = value;
    return number;
}

/* The change is 1 + cv z: the published mean, spread alike for all parts. */
static void
add_change(bca_builder *b, const bca_published_result *r, double cv)
{
    size_t z = bca_build_normal(
        b, bca_build_text(b, "transfer:%s", b->program->intervention->id),
        "Published benefits, standard deviations from their mean",
        "standard deviations", &r->provenance);

    b->changes[0] = (bca_change){.outcome = "published-benefits",
                                 .outcome_name = "Published benefits",
                                 .person = "",
                                 .route = "published-benefits",
                                 .from = BCA_NONE,
                                 .share_input = BCA_NONE,
                                 .strength = 1.0,
                                 .form = BCA_CONTINUOUS,
                                 .effect_input = z,
                                 .effect_mean = one_number(b, 1.0),
                                 .effect_se = one_number(b, cv),
                                 .centre = one_number(b, 0.0)};
    b->out->plan.n_changes = 1;
}

void
bca_build_transferred(bca_builder *b)
{
    const bca_published_result *r = bca_published_latest(b->program->intervention);
    bca_plan *plan = &b->out->plan;
    double index = bca_build_index(b, r->price_year);
    double cv = 0.0;

    b->out->published = r;
    b->changes = bca_arena_alloc(&b->out->arena, 1, sizeof *b->changes);
    b->streams = bca_arena_alloc(&b->out->arena, N_PARTS, sizeof *b->streams);
    b->sources = bca_arena_alloc(&b->out->arena, 1, sizeof *b->sources);
    if (b->changes == NULL || b->streams == NULL || b->sources == NULL) {
        b->no_memory = true;
        return;
    }
    plan->horizon = 1;
    plan->discount_offset = 0.0; /* the source has discounted already */
    plan->has_spread = bca_transfer_cv(&cv, b->model->transfer, bca_published_sum(r),
                                       r->cost, r->chance);
    plan->spread_cv = plan->has_spread ? cv : NAN;
    add_change(b, r, cv);
    for (size_t i = 0; i < N_PARTS; i++) {
        size_t account = account_index(b->model, parts[i].account);
        double dollars = part_of(r, i);

        if (isnan(dollars))
            continue;
        b->streams[plan->n_streams++] = (bca_stream){
            .id = bca_build_text(b, "%s@%s", parts[i].line, parts[i].account),
            .line = parts[i].line,
            .line_name = parts[i].name,
            .channel = "mixed",
            .source = bca_build_source(b, "mixed", 0),
            .account = account,
            .outside = !bca_build_standing(b, b->model->accounts[account].group),
            .lag = one_number(b, 1.0),
            .n_lag = 1,
            .amounts = one_number(b, dollars * index),
            .known = r->provenance.known};
    }
    bca_build_cost(b, one_number(b, r->cost * index), b->model->transfer->cost_range,
                   0.0, r->provenance.source_id, r->provenance.known);
}
