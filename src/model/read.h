#ifndef BCA_MODEL_READ_H
#define BCA_MODEL_READ_H

#include "model/model.h"

/* Read one valid model document, unchecked and as it stands: what it takes over from
 * the model that it extends is added by bca_models_extend. False when memory runs out.
 */
bool bca_model_read(bca_model *out, bca_arena *arena, const bca_document *document);

/* Count the parameters that stand as stated, and add one for each component of each mix
 * behind them. Once for a model, when it has all its mixes. False when memory runs out.
 */
bool bca_model_add_components(bca_model *model, bca_arena *arena);

/* What a model extends. */
typedef struct bca_extension {
    const bca_model *base; /* the model that it extends, or NULL */
    bool incomplete;       /* some of what it takes over is not known */
    bool settled;          /* it has all that it takes over; for bca_models_extend */
} bca_extension;

/* What models are checked against. */
typedef struct bca_model_context {
    bca_documents *documents;
    const bca_registry *registry;
    bca_models *models;
    const bca_extension *extensions; /* [models->n] */
    bca_findings *findings;
} bca_model_context;

/* Check the rules of one model, resolve its references and read its tables. */
void bca_model_check(bca_model *model, const bca_model_context *context);

/* Check what programs need from their models. */
void bca_model_check_programs(const bca_model_context *context);

/* W0413 at every outcome that is worth nothing under any option of the model that
 * states it, or of one that extends that. Says nothing while there are errors. */
void bca_model_check_worth(const bca_model_context *context);

#endif
