#ifndef BCA_MODEL_EXTEND_H
#define BCA_MODEL_EXTEND_H

#include "model/read.h"

/* Give every model that extends another what that one has: in the other's order first,
 * an element of the same id replaced by the own one (of a multiplier: of the same area,
 * flag and vintage), then what is new. What is left out follows the other: notValued,
 * where the own ones come after it.
 *
 * An economy and an outcome with its paths are taken as a whole. Nothing is shared that
 * the checks write into, so that references are resolved in each model anew: an own
 * parameter takes the place of an inherited one in every line. Models are only read,
 * without the components of their mixes.
 *
 * out[models->n]  of each model the one that it extends, and whether something of it is
 *                 not known: it extends an unknown model, itself, or such a one
 * incomplete      a model document is broken: say nothing of a model that is not there
 *
 * False when memory runs out.
 * Findings: E0401 an unknown model; E0722 a model that extends itself. */
bool bca_models_extend(bca_extension out[], bca_models *models, bool incomplete,
                       bca_findings *findings);

#endif
