#ifndef BCA_MODEL_VALUES_H
#define BCA_MODEL_VALUES_H

#include "base/sheet.h"
#include "model/read.h"

/* The values of parameters whose distribution is a list: stated points, or a column of
 * a table. Both are kept in ascending order in the arena of the models. */

#define BCA_POINT_TOLERANCE 1e-9 /* of probabilities that sum to 1 */
enum { BCA_LEAST_VALUES = 2 };   /* of an empirical parameter */

/* A CSV file that holds values of empirical parameters, read once. */
typedef struct bca_value_sheet {
    const char *path;
    const bca_sheet *sheet; /* NULL: read and found wrong */
    struct bca_value_sheet *next;
} bca_value_sheet;

/* The points of a discrete parameter, which has at least one, as values and shares of
 * its spread. What is wrong is a finding, and the spread then stays without values.
 *
 * Findings: E0505 a share below 0, or shares that do not sum to 1 within
 * BCA_POINT_TOLERANCE; E0506 a value that stands twice. */
void bca_discrete_values(bca_parameter *p, const bca_model_context *context);

/* The column that an empirical parameter names, as values of its spread. The table is
 * any CSV file, from the folder of the file that names it (base/sheet.h): other columns
 * may hold anything, and the order of the rows says nothing. What is wrong is a
 * finding, and the spread then stays without values.
 *
 * Findings: E0001 to E0003, E0005, E0310, E0312, E0314, E0315 of the file; E0311
 * without the column; E0312 a cell of it that is no number; E0507 fewer than
 * BCA_LEAST_VALUES rows. */
void bca_empirical_values(bca_parameter *p, const bca_model_context *context);

/* Path from the project's folder of a file that an element names from the folder of its
 * own file, ".." taken out; owned by the arena of the models. NULL with E0001 at the
 * element's attribute "table" when the file lies outside the project, and when memory
 * runs out. */
const char *bca_model_table_path(const bca_model_context *context, const char *relative,
                                 bca_span element);

#endif
