#ifndef BCA_REPORT_LINKS_H
#define BCA_REPORT_LINKS_H

#include "base/arena.h"
#include "model/compile.h"
#include "report/table.h"

/* What the links of models carry into the results of programs. */

/* A row for each link that a program's evidence reaches, by program and then as in the
 * model:
 *
 *   carried     sum over the sources that count and whose route uses the link, of their
 *               present values with every input at its mean: all accounts, without
 *               deadweight; 0 for a link set aside
 *   difference  net present value with the link less that without it, both with every
 *               input at its mean; missing when nothing is left to value
 *   releases    sources set aside that would count without the link, with their values
 *
 * compiled  [registry->n_programs] with settled plans (engine/settle.h)
 * wanted    [n_programs], or NULL: all
 * Owner:    everything is the arena's
 * Errors:   BCA_ENOMEM; BCA_EREFUSED when a value is not finite */
BCA_MUST_CHECK bca_status bca_links_table(bca_table *out, bca_arena *arena,
                                          const bca_registry *registry,
                                          const bca_models *models,
                                          const bca_compiled compiled[],
                                          const bool wanted[], bca_error *err);

#endif
