#include "report/plan_json.h"

#include <math.h>
#include <string.h>

#include "engine/sample.h"
#include "registry/registry.h"
#include "report/plan_json_parts.h"

/* The parameters that each distribution has, by their place in bca_spread. */
enum { MOST_PARAMETERS = 4 };

typedef struct parameter {
    const char *name; /* NULL ends the list */
    size_t offset;
} parameter;

#define PARAMETER(name)                                                                \
    {                                                                                  \
#name, offsetof(bca_spread, name)                                              \
    }

static const parameter parameters[BCA_DISTRIBUTION_COUNT][MOST_PARAMETERS + 1] = {
    [BCA_CONSTANT] = {PARAMETER(value)},
    [BCA_UNIFORM] = {PARAMETER(low), PARAMETER(high)},
    [BCA_TRIANGULAR] = {PARAMETER(low), PARAMETER(mode), PARAMETER(high)},
    [BCA_PERT] = {PARAMETER(low), PARAMETER(mode), PARAMETER(high)},
    [BCA_NORMAL] = {PARAMETER(mean), PARAMETER(sd)},
    [BCA_TRUNCATED_NORMAL] = {PARAMETER(mean), PARAMETER(sd), PARAMETER(low),
                              PARAMETER(high)},
    [BCA_LOGNORMAL] = {PARAMETER(mean), PARAMETER(sd)},
    [BCA_GAMMA] = {PARAMETER(mean), PARAMETER(sd)},
    [BCA_BETA] = {PARAMETER(mean), PARAMETER(sd)},
    [BCA_DISCRETE] = {{NULL, 0}}, /* lists: parameters_of */
    [BCA_EMPIRICAL] = {{NULL, 0}},
    [BCA_DIRICHLET] = {PARAMETER(alpha), PARAMETER(total)},
};

static double
value_of(const bca_spread *spread, const parameter *p)
{
    return *(const double *)(const void *)((const char *)spread + p->offset);
}

/* The id of a Dirichlet component is group.component. */
static json_t *
group_of(const char *id)
{
    const char *dot = strrchr(id, '.');

    return json_stringn(id, dot != NULL ? (size_t)(dot - id) : strlen(id));
}

static json_t *
parameters_of(const bca_input *input)
{
    const bca_spread *s = &input->spread;
    json_t *object = json_object();

    if (s->distribution == BCA_DIRICHLET)
        object = bca_json_set(object, "group", group_of(input->id));
    for (const parameter *p = parameters[s->distribution]; p->name; p++)
        object = bca_json_set(object, p->name, bca_json_real(value_of(s, p)));
    if (s->values != NULL)
        object = bca_json_set(object, "values", bca_json_reals(s->values, s->n_values));
    if (s->shares != NULL)
        object = bca_json_set(object, "shares", bca_json_reals(s->shares, s->n_values));
    return object;
}

static json_t *
accounts_of(const bca_plan *plan)
{
    json_t *array = json_array();

    for (size_t i = 0; i < plan->n_accounts; i++) {
        const bca_plan_account *a = &plan->accounts[i];

        array = bca_json_append(array, json_pack("{s:s, s:s}", "id", a->id, "group",
                                                 bca_group_text(a->group)));
    }
    return array;
}

static json_t *
inputs_of(const bca_plan *plan)
{
    json_t *array = json_array();

    for (size_t i = 0; i < plan->n_inputs; i++) {
        const bca_input *input = &plan->inputs[i];
        const char *distribution = bca_distribution_text(input->spread.distribution);

        array = bca_json_append(
            array, json_pack("{s:s, s:s, s:o, s:s?, s:s?, s:s}", "id", input->id,
                             "distribution", distribution, "parameters",
                             parameters_of(input), "unit", input->unit, "source_id",
                             input->source_id, "status", bca_known_text(input->known)));
    }
    return array;
}

/* The accounts of a draw, the two of deadweight after those of the plan. */
static json_t *
drawn_accounts(const bca_plan *plan, const bca_draw *draw)
{
    json_t *object = json_object();

    for (size_t i = 0; i < plan->n_accounts; i++)
        object = bca_json_set(object, plan->accounts[i].id,
                              bca_json_real(draw->accounts[i]));
    object = bca_json_set(object, BCA_DEADWEIGHT_BENEFIT,
                          bca_json_real(draw->deadweight_benefit));
    return bca_json_set(object, BCA_DEADWEIGHT_PROGRAM,
                        bca_json_real(draw->deadweight_program));
}

static json_t *
draw_of(const bca_plan *plan, const bca_draw *draw)
{
    json_t *inputs = json_object();

    for (size_t i = 0; i < plan->n_inputs; i++)
        inputs =
            bca_json_set(inputs, plan->inputs[i].id, bca_json_real(draw->inputs[i]));
    return json_pack("{s:o, s:o, s:o, s:o}", "inputs", inputs, "accounts",
                     drawn_accounts(plan, draw), "cost", bca_json_real(draw->cost),
                     "npv", bca_json_real(draw->npv));
}

static json_t *
cost_of(const bca_plan *plan)
{
    return json_pack("{s:s, s:o, s:o}", "input", plan->inputs[plan->cost_input].id,
                     "amounts", bca_json_reals(plan->cost, plan->horizon),
                     "public_share", bca_json_real(plan->public_share));
}

bca_status
bca_plan_write_json(const bca_plan *plan, const bca_draw *draw, FILE *out,
                    bca_error *err)
{
    json_t *document = json_pack(
        "{s:s, s:i, s:s, s:s, s:s, s:i, s:I, s:b, s:o, s:o, s:{s:s, s:o}, s:{s:s}, "
        "s:o, s:o, s:o, s:o, s:o}",
        "schema", "bca-plan", "version", 2, "program", plan->program, "model",
        plan->model, "basis", bca_basis_text(plan->basis), "price_year",
        plan->price_year, "horizon", (json_int_t)plan->horizon, "spread",
        (int)plan->has_spread, "accounts", accounts_of(plan), "inputs", inputs_of(plan),
        "discount", "input", plan->inputs[plan->discount_input].id, "offset",
        bca_json_real(plan->discount_offset), "deadweight", "input",
        plan->inputs[plan->deadweight_input].id, "cost", cost_of(plan), "changes",
        bca_plan_json_changes(plan), "sources", bca_plan_json_sources(plan),
        "links_aside", bca_plan_json_links_aside(plan), "streams",
        bca_plan_json_streams(plan));

    if (draw != NULL)
        document = bca_json_set(document, "draw", draw_of(plan, draw));
    return bca_json_write(document, out, err);
}

static const bca_column columns[] = {
    {"input_id", "Input", "", BCA_COLUMN_TEXT, 0},
    {"distribution", "Distribution", "", BCA_COLUMN_TEXT, 0},
    {"parameters", "Parameters", "", BCA_COLUMN_TEXT, 0},
    {"unit", "Unit", "", BCA_COLUMN_TEXT, 0},
    {"source_id", "Source", "", BCA_COLUMN_TEXT, 0},
    {"status", "Status", "", BCA_COLUMN_TEXT, 0},
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

/* "low 0.02, high 0.05" to ten digits, or NULL when memory runs out. A list of values
 * is described; the document has it whole. */
static const char *
parameters_text(bca_arena *arena, const bca_spread *spread)
{
    const char *text = "";

    if (spread->values != NULL)
        return bca_arena_printf(
            arena, "%zu values from %.10g to %.10g, mean %.10g, sd %.10g",
            spread->n_values, spread->values[0], spread->values[spread->n_values - 1],
            bca_spread_mean(spread), bca_spread_sd(spread));
    for (const parameter *p = parameters[spread->distribution]; p->name; p++) {
        double value = value_of(spread, p);

        if (!isnan(value) && text != NULL)
            text = bca_arena_printf(arena, "%s%s%s %.10g", text, text[0] ? ", " : "",
                                    p->name, value == 0.0 ? 0.0 : value);
    }
    return text;
}

bca_status
bca_plan_table(bca_table *out, bca_arena *arena, const bca_plan *plan, bca_error *err)
{
    bca_cell *cells = bca_arena_alloc(arena, plan->n_inputs * COLUMNS, sizeof *cells);

    if (cells == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < plan->n_inputs; i++) {
        const bca_input *input = &plan->inputs[i];
        bca_cell *row = &cells[i * COLUMNS];
        const char *text = parameters_text(arena, &input->spread);

        if (text == NULL)
            return bca_fail_memory(err);
        row[0].text = input->id;
        row[1].text = bca_distribution_text(input->spread.distribution);
        row[2].text = text;
        row[3].text = input->unit;
        row[4].text = input->source_id;
        row[5].text = bca_known_text(input->known);
    }
    *out = (bca_table){columns, cells, COLUMNS, plan->n_inputs};
    return BCA_OK;
}
