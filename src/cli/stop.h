#ifndef BCA_CLI_STOP_H
#define BCA_CLI_STOP_H

#include <signal.h>

#include "base/error.h"

/* Being stopped from outside: Ctrl-C (SIGINT) or SIGTERM.
 *
 * A command that takes long listens, hands the flag to the engine, and asks before it
 * puts outputs in their place. It then undoes what it has begun, as on any failure, and
 * exits with 130. A second signal ends the program at once. */

/* From now on the first signal only raises the flag. */
void bca_stop_listen(void);

/* Not 0 once a signal has come: for bca_engine_options.stop. */
const volatile sig_atomic_t *bca_stop_flag(void);

/* BCA_ESTOPPED once a signal has come, and else status. A child that the signal ended
 * too makes its parent fail in its own way: that it was stopped says more. */
BCA_MUST_CHECK bca_status bca_stop_check(bca_status status, bca_error *err);

#endif
