#ifndef BCA_REGISTRY_AS_OF_H
#define BCA_REGISTRY_AS_OF_H

#include "registry/registry.h"

/* A registry as it was known on a day. */

/* Whether something dated `when` ("2005", "2005-07", "2005-07-01"; or NULL: undated)
 * was known on a day ("2020-12-31"). A year or a month counts from its last day; what
 * is undated was not. */
bool bca_known_on(const char *when, const char *day);

/* What a view left out. */
typedef struct bca_left_out {
    size_t later;   /* dated after the day */
    size_t undated; /* without a date: nobody can say whether it was known */
} bca_left_out;

/* A view of a registry as of a day: studies, reported effects, research, ratings,
 * published results (by vintage), attestations, overrides, tiers on record and
 * filings' records that are dated later, or not dated, are left out (filings stay: see
 * registry/due.h). Evidence without any study or effect left is left out; a program
 * whose basis is no longer supported gets BCA_NO_BASIS. Programs point to the view's
 * interventions. Profiles, agencies and sources are those of the registry. Laws that
 * were not yet in force are left to bca_profile_in_force.
 *
 * Owner:  *out owns its arena and borrows everything else from *full; free it with
 *         bca_registry_free, before *full.
 * Errors: BCA_ENOMEM; *out and *left_out are then untouched. */
BCA_MUST_CHECK bca_status bca_registry_as_of(bca_registry *out, bca_left_out *left_out,
                                             const bca_registry *full, const char *day,
                                             bca_error *err);

#endif
