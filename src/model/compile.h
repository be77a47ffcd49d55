#ifndef BCA_MODEL_COMPILE_H
#define BCA_MODEL_COMPILE_H

#include "evidence/evidence.h"
#include "model/model.h"
#include "model/plan.h"

/* A plan and what it was compiled from, for reports. */
typedef struct bca_compiled {
    bca_plan plan;
    bca_effect *effects; /* [n_effects] the effects behind the first changes of the
                            plan, those by evidence; modeled */
    size_t n_effects;
    bca_analysis_kind analysis;
    const bca_model *model;
    const bca_published_result *published; /* transferred: the result used */
    bca_arena arena;
} bca_compiled;

/* Compile a program that has a basis, for one analysis of its evidence. registry and
 * models hold no error; what only shows when paths and horizons meet (E0705) is a
 * finding. *out owns its memory; free it with bca_compiled_free. Errors: BCA_EREFUSED
 * when the program has no basis, when an outcome's evidence cannot be analyzed so (as
 * bca_evidence_effect; a transferred result has the main analysis alone), BCA_EINVALID
 * after a finding, BCA_ENOMEM; *out then needs no freeing. */
BCA_MUST_CHECK bca_status bca_compile(bca_compiled *out, const bca_program *program,
                                      const bca_models *models,
                                      bca_analysis_kind analysis,
                                      bca_findings *findings, bca_error *err);
void bca_compiled_free(bca_compiled *compiled);

#endif
