#ifndef BCA_ENGINE_SETTLE_H
#define BCA_ENGINE_SETTLE_H

#include "engine/engine.h"

/* Double counting: which sources of a plan count. */

/* Decide which sources of a plan count, by their present values with every input at its
 * mean (all accounts, no deadweight). Sources compete when they reach one channel of
 * one person, or of one family where the channel is a family's. Among those above 0 the
 * largest counts, among those below 0 the smallest; where both signs are left, both
 * count and both are opposed. A source worth exactly 0 counts only when all are worth
 * 0, and is else set aside for the one largest in absolute value. Equal values: the id
 * that comes first.
 *
 * plan   in and out; value, counted and opposed of every source are set
 * base   NULL; or a plan whose choices hold: a source that has one of the same id there
 *        takes over what was decided on it, and only the others compete, among
 *        themselves, where the base has decided nothing for their channel and person.
 *        Where it has, they are set aside for what counts there, of their sign if there
 *        is one. A source whose winner on the base is not in this plan is like a new
 * one Errors: BCA_ENOMEM, BCA_EREFUSED when a value is not finite; *plan is then as
 * before
 */
BCA_MUST_CHECK bca_status bca_engine_settle(bca_plan *plan, const bca_plan *base,
                                            bca_error *err);

#endif
