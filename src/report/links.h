#ifndef BCA_REPORT_LINKS_H
#define BCA_REPORT_LINKS_H

#include "base/arena.h"
#include "model/compile.h"
#include "report/table.h"

/* What the links of models carry into the results of programs. */

enum {
    BCA_LINKS_PROGRAM,
    BCA_LINKS_LINK,
    BCA_LINKS_FROM,
    BCA_LINKS_TO,
    BCA_LINKS_STATE,
    BCA_LINKS_CARRIED,
    BCA_LINKS_DIFFERENCE,
    BCA_LINKS_PRICE_YEAR,
    BCA_LINKS_RELEASES,
    BCA_LINKS_COLUMNS
};

/* What stands between two sources that are released. */
#define BCA_LINKS_BETWEEN "; "

/* A row for each link that a program's evidence reaches, by program and then as in the
 * model:
 *
 *   state       "used", or "set aside": what it leads to is measured
 *   carried     sum over the sources that count and whose route uses the link, of their
 *               present values with every input at its mean: all accounts, without
 *               deadweight; 0 for a link set aside
 *   difference  net present value with the link less that without it, both with every
 *               input at its mean; missing when nothing is left to value
 *   releases    sources set aside that would count without the link, each with its
 *               value; empty when there is none
 *
 * Unit:     dollars of the row's price year per participant
 * compiled  [registry->n_programs] with settled plans (engine/settle.h)
 * wanted    [n_programs], or NULL: all
 * Owner:    everything is the arena's
 * Errors:   BCA_ENOMEM; BCA_EREFUSED when a value is not finite */
BCA_MUST_CHECK bca_status bca_links_table(bca_table *out, bca_arena *arena,
                                          const bca_registry *registry,
                                          const bca_models *models,
                                          const bca_compiled compiled[],
                                          const bool wanted[], bca_error *err);

/* That table for people: a table for each program, without the releases, and below it
 * these, one a line, since an id is as long as its route. Errors: BCA_EIO, BCA_ENOMEM.
 */
bca_write_fn bca_links_write_text;

#endif
