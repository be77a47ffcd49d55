/* A scenario with one more override, as text on a command line: held to the same rules
 * as one that a document states. */

#include <string.h>

#include "model/scenario_parts.h"

/* The model of the most programs with a result. */
static const bca_model *
main_model(const bca_registry *registry, const bca_models *models)
{
    const bca_model *most = NULL;
    size_t best = 0;

    for (size_t i = 0; i < models->n; i++) {
        size_t n = 0;

        for (size_t k = 0; k < registry->n_programs; k++) {
            const bca_program *p = &registry->programs[k];

            n += bca_basis_has_result(p->basis) &&
                 strcmp(p->model_id, models->items[i].id) == 0;
        }
        if (most == NULL || n > best) {
            most = &models->items[i];
            best = n;
        }
    }
    return most;
}

/* The first error that the rules find, as that of a command line. */
static bca_status
check(bca_scenario_override *o, const bca_model *model, const bca_registry *registry,
      const bca_models *models, bca_error *err)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    const bca_scenario_context c = {NULL, registry, models, &findings};
    const bca_finding *f;
    bca_status st = BCA_OK;

    bca_override_check(o, model, &c);
    f = findings.first;
    while (f != NULL && f->code[0] != 'E')
        f = f->next;
    if (findings.no_memory)
        st = bca_fail_memory(err);
    else if (f != NULL)
        st = bca_fail(err, BCA_EUSAGE, "--what-if '%s': %s; %s", o->at.file->text,
                      f->message, f->label != NULL ? f->label : f->fix);
    bca_findings_free(&findings);
    return st;
}

static bca_status
check_once(const bca_scenario_override *o, const bca_scenario *base, bca_error *err)
{
    for (size_t i = 0; base != NULL && i < base->n_overrides; i++) {
        if (base->overrides[i].scenario == bca_command_line &&
            bca_override_same(&base->overrides[i], o))
            return bca_fail(err, BCA_EUSAGE,
                            "--what-if '%s': '%s' overrides the same already; give one "
                            "of the two",
                            o->at.file->text, base->overrides[i].at.file->text);
    }
    return BCA_OK;
}

bca_status
bca_scenario_what_if(bca_scenario *out, bca_arena *arena, const bca_scenario *base,
                     const char *text, const bca_registry *registry,
                     const bca_models *models, bca_error *err)
{
    bca_scenario_override *o = bca_arena_alloc(arena, 1, sizeof *o);
    bca_scenario s = {.own = o, .n_own = 1};
    const bca_model *model = base == NULL ? main_model(registry, models)
                                          : bca_models_find(models, base->model_id);
    bca_status st;

    if (o == NULL)
        return bca_fail_memory(err);
    st = bca_override_read_text(o, arena, text, err);
    if (st == BCA_OK)
        st = check(o, model, registry, models, err);
    if (st == BCA_OK)
        st = check_once(o, base, err);
    if (st != BCA_OK)
        return st;
    s.at = o->at;
    s.model_id = model == NULL ? "" : model->id;
    s.id = base == NULL ? o->at.file->text
                        : bca_arena_printf(arena, "%s + %s", base->id, text);
    s.name = base == NULL ? s.id : bca_arena_printf(arena, "%s + %s", base->name, text);
    s.description = base == NULL ? "" : base->description;
    if (s.id == NULL || s.name == NULL || !bca_scenario_merge(&s, base, arena))
        return bca_fail_memory(err);
    *out = s;
    return BCA_OK;
}
