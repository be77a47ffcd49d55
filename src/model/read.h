#ifndef BCA_MODEL_READ_H
#define BCA_MODEL_READ_H

#include "model/model.h"

/* Read one valid model document, unchecked; its mixes' components become parameters.
 * False when memory runs out. */
bool bca_model_read(bca_model *out, bca_arena *arena, const bca_document *document);

/* What models are checked against. */
typedef struct bca_model_context {
    bca_documents *documents;
    const bca_registry *registry;
    bca_models *models;
    bca_findings *findings;
} bca_model_context;

/* Check the rules of one model, resolve its references and read its tables. */
void bca_model_check(bca_model *model, const bca_model_context *context);

/* Check what programs need from their models. */
void bca_model_check_programs(const bca_model_context *context);

#endif
