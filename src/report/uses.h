#ifndef BCA_REPORT_USES_H
#define BCA_REPORT_USES_H

#include <stdbool.h>
#include <stddef.h>

#include "model/compile.h"

/* What a result rests on: what of its plan is paid, and what of the model stands behind
 * that. A source that is set aside pays nothing. */

/* Whether a change is paid: through a stream that counts, or through a change that it
 * drives. */
bool bca_uses_change(const bca_plan *plan, size_t change);

/* Whether a stream that counts belongs to a value line. */
bool bca_uses_line(const bca_plan *plan, const char *line);

/* Whether a stream that counts pays into an account of the group. */
bool bca_uses_group(const bca_plan *plan, int group);

/* Whether the benefits of a group are known: somebody in it is paid, or it is indirect,
 * where deadweight lands too. A result whose source does not say who gains beside
 * taxpayers has them in the group unallocated, and none of participants, others and
 * indirect is known. */
bool bca_knows_group(const bca_plan *plan, int group);

/* Whether a person's change is paid; "" is the participant. */
bool bca_uses_person(const bca_plan *plan, const char *person);

/* The link behind a change; NULL by evidence. */
const bca_link *bca_link_of_change(const bca_compiled *c, size_t change);

/* The population of the person of a change. */
const char *bca_population_of_change(const bca_compiled *c, const bca_program *program,
                                     size_t change);

/* The path from which the base of a change is read, or NULL: a continuous outcome, a
 * present value and a link of kind unit have none. */
const bca_path *bca_path_of_change(const bca_compiled *c, const bca_program *program,
                                   size_t change);

/* The standard deviation or the input change that is in the base of a change, and the
 * standard deviation by which a link divides what drives it; or NULL. */
const bca_parameter *bca_base_of_change(const bca_compiled *c, size_t change);
const bca_parameter *bca_divisor_of_change(const bca_compiled *c, size_t change);

/* Whether the result of a compiled program leans on an item: the rules of
 * bca_parameter_list of report/parameters.h. The program has a plan, of the item's
 * model if it is of one. The item is a struct of the model, the registry or the
 * profile; for what is the program's own, its cost and local fit, it is the program. */
typedef bool bca_leans_fn(const bca_compiled *c, const bca_program *program,
                          const void *item);
bca_leans_fn bca_leans_on_parameter, bca_leans_on_multiplier, bca_leans_on_population;
bca_leans_fn bca_leans_on_path, bca_leans_on_series, bca_leans_on_link;
bca_leans_fn bca_leans_on_switch, bca_leans_on_channel, bca_leans_on_index;
bca_leans_fn bca_leans_on_evidence, bca_leans_on_published, bca_leans_on_own;
bca_leans_fn bca_leans_on_person, bca_leans_on_standing, bca_leans_on_transfer;

#endif
