#ifndef BCA_DECISION_PORTFOLIO_PARTS_H
#define BCA_DECISION_PORTFOLIO_PARTS_H

#include "decision/portfolio.h"

/* What the files of the portfolio share; for portfolio*.c alone. */

/* The purses of all plans: fills contest.purses and purse_names. */
BCA_MUST_CHECK bca_status bca_portfolio_purses(bca_portfolio *p, bca_arena *arena,
                                               bca_error *err);

/* The steps of all models: fills contest.steps and steps. */
BCA_MUST_CHECK bca_status bca_portfolio_steps(bca_portfolio *p, bca_arena *arena,
                                              bca_error *err);

/* Who pays and who saves in one case, and which streams save by steps. *known is false
 * when payers are not on record, or public money has no level of government. */
BCA_MUST_CHECK bca_status bca_case_purses(bca_case *c, bool *known, bca_arena *arena,
                                          const bca_portfolio *p,
                                          const bca_compiled *compiled,
                                          const bca_cost *cost, bca_error *err);
BCA_MUST_CHECK bca_status bca_case_steps(bca_case *c, bca_arena *arena,
                                         const bca_portfolio *p,
                                         const bca_compiled *compiled, bca_error *err);

#endif
