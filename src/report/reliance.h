#ifndef BCA_REPORT_RELIANCE_H
#define BCA_REPORT_RELIANCE_H

#include "base/error.h"
#include "report/run.h"

/* How far a result can be relied on: what it rests on, in numbers and in one label. */

/* The part of a result that value lines of one aspect carry, or would carry:
 *
 *   share = size of those lines / size of all benefits, those lines among them
 *
 * A size is the sum over payers of |mean present value|, without deadweight. Lines that
 * are not counted are valued with every input at its mean, as if their option were in
 * force beside all that is; counted is then false, as it is when the model has no such
 * lines. NaN without a result, and for one that is carried over.
 *
 * out[BCA_ASPECTS]  by bca_aspect
 * Errors: BCA_ENOMEM, and what bca_compile refuses. */
BCA_MUST_CHECK bca_status bca_aspect_shares(bca_aspect_share out[BCA_ASPECTS],
                                            const bca_result *result,
                                            const bca_models *models, bca_error *err);

/* Evaluations behind the effect that carries most of the benefits, by links or itself:
 * its pooled studies, or what its source says that it pooled; 0 when not known. */
size_t bca_leading_evaluations(const bca_result *result);

/* The label of a result: the first of the profile whose conditions all hold; a figure
 * that is not known holds none. NULL without a result, when the profile has no labels,
 * and for a reference analysis, whose values are solved from the page that it restates.
 */
const bca_confidence *bca_confidence_of(const bca_profile *profile,
                                        const bca_result *result);

/* What the state itself gains and pays, per participant: what federal match, towns and
 * others pay or gain is not in it, nor is deadweight.
 *
 *   net = benefits of the accounts of the state - cost x its share */
typedef struct bca_state_money {
    double benefits, cost, net; /* NaN when not known */
    const char *reason;         /* why net is not known, or "" */
} bca_state_money;

bca_state_money bca_state_money_of(const bca_result *result);

#endif
