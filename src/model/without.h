#ifndef BCA_MODEL_WITHOUT_H
#define BCA_MODEL_WITHOUT_H

#include "model/model.h"

/* The models as they were without one link of one of them; everything else is shared
 * with models.
 *
 * Owner:  what is new is the arena's; *out is not to be freed
 * Errors: BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_models_without_link(bca_models *out, bca_arena *arena,
                                                  const bca_models *models,
                                                  const char *model, const char *link,
                                                  bca_error *err);

#endif
