#include "model/compile.h"

#include <stdlib.h>

#include "model/builder.h"

/* Room for every input that a plan of this program can have: parameters with the
 * components that they bring along, cost, and for each effect its normal, a second one
 * and that of its sample. */
static bool
make_room(bca_builder *b)
{
    const bca_intervention *v = b->program->intervention;

    b->inputs = bca_arena_alloc(&b->out->arena,
                                2 * b->model->n_parameters + 3 * v->n_evidence + 3,
                                sizeof *b->inputs);
    return b->inputs != NULL;
}

static int
by_stream(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

/* Two inputs whose names hash alike would share their draws. */
static bca_status
check_collisions(const bca_plan *plan, bca_error *err)
{
    uint64_t *streams = calloc(plan->n_inputs + 1, sizeof *streams);
    bool same = false;

    if (streams == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < plan->n_inputs; i++)
        streams[i] = plan->inputs[i].stream;
    qsort(streams, plan->n_inputs, sizeof *streams, by_stream);
    for (size_t i = 1; i < plan->n_inputs; i++)
        same = same || streams[i] == streams[i - 1];
    free(streams);
    return same ? bca_fail(err, BCA_EREFUSED,
                           "program '%s': two input ids have the same hash; rename one",
                           plan->program)
                : BCA_OK;
}

/* The program cannot be computed for what the first error after a finding says; NULL:
 * the first of all. */
static bca_status
refuse(const bca_program *program, const bca_findings *findings,
       const bca_finding *before, bca_error *err)
{
    const bca_finding *f = before == NULL ? findings->first : before->next;

    while (f != NULL && f->code[0] != 'E')
        f = f->next;
    return bca_fail(err, BCA_EINVALID, "program '%s' cannot be computed: %s",
                    program->id, f == NULL ? "memory ran out" : f->message);
}

static bca_status
build(bca_compiled *out, const bca_program *program, const bca_models *models,
      bca_analysis_kind analysis, bca_findings *findings, bca_error *err)
{
    const bca_model *model = bca_models_find(models, program->model_id);
    bca_builder b = {.out = out,
                     .model = model,
                     .profile = models->profile,
                     .program = program,
                     .analysis = analysis,
                     .findings = findings};
    size_t errors = findings->errors;
    const bca_finding *last = findings->last;
    bca_status st = BCA_OK;

    if (!make_room(&b))
        return bca_fail_memory(err);
    out->model = model;
    out->analysis = analysis;
    out->plan = (bca_plan){.program = program->id,
                           .program_name = program->name,
                           .model = model->id,
                           .basis = program->basis,
                           .price_year = (int)model->price_year};
    bca_build_common(&b);
    if (program->basis == BCA_MODELED)
        bca_build_modeled(&b, err, &st);
    else
        bca_build_transferred(&b);
    out->plan.inputs = b.inputs;
    out->plan.changes = b.changes;
    out->plan.streams = b.streams;
    out->plan.sources = b.sources;
    if (st == BCA_OK && b.no_memory)
        st = bca_fail_memory(err);
    if (st == BCA_OK && findings->errors > errors)
        st = refuse(program, findings, last, err);
    return st == BCA_OK ? check_collisions(&out->plan, err) : st;
}

bca_status
bca_compile(bca_compiled *out, const bca_program *program, const bca_models *models,
            bca_analysis_kind analysis, bca_findings *findings, bca_error *err)
{
    bca_compiled compiled = {.arena = BCA_ARENA_INIT};
    bca_status st;

    if (!bca_basis_has_result(program->basis))
        return bca_fail(err, BCA_EREFUSED,
                        "program '%s' has no benefit-cost basis: basis=\"%s\"",
                        program->id, bca_basis_text(program->basis));
    if (program->basis == BCA_TRANSFERRED && analysis != BCA_ANALYSIS_MAIN)
        return bca_fail(err, BCA_EREFUSED,
                        "the published result is carried over as a whole");
    st = build(&compiled, program, models, analysis, findings, err);
    if (st == BCA_OK)
        *out = compiled;
    else
        bca_compiled_free(&compiled);
    return st;
}

void
bca_compiled_free(bca_compiled *compiled)
{
    bca_arena_free(&compiled->arena);
    *compiled = (bca_compiled){.arena = BCA_ARENA_INIT};
}
