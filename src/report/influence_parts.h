#ifndef BCA_REPORT_INFLUENCE_PARTS_H
#define BCA_REPORT_INFLUENCE_PARTS_H

#include "report/influence.h"

/* What the files of report/influence.h share. */

/* The mix that holds a component of this id, "MIX.COMPONENT"; or NULL. */
const bca_mix *bca_influence_mix(const bca_model *model, const char *component);

/* Whether a result is one that the means are taken over. */
bool bca_influence_is_counted(const bca_result *result, const bca_influence_program *p);

/* From the programs of *out: its means, and its items out of a list of what their
 * results lean on. Errors: BCA_ENOMEM. */
void bca_influence_means(bca_influences *out, const bca_run *run);
BCA_MUST_CHECK bca_status bca_influence_items(bca_influences *out, bca_arena *arena,
                                              const bca_parameter_items *list,
                                              const bca_run *run, bca_error *err);

#endif
