#include "cli/stop.h"

#include <stddef.h>

/* The one variable of the program that changes: a signal handler can reach no other. */
static volatile sig_atomic_t stopped;

static void
stop(int number)
{
    stopped = number;
}

void
bca_stop_listen(void)
{
    static const int signals[] = {SIGINT, SIGTERM};
    struct sigaction action = {.sa_handler = stop};

    (void)sigemptyset(&action.sa_mask);
    action.sa_flags = (int)SA_RESETHAND;
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        (void)sigaction(signals[i], &action, NULL);
}

const volatile sig_atomic_t *
bca_stop_flag(void)
{
    return &stopped;
}

bca_status
bca_stop_check(bca_status status, bca_error *err)
{
    return stopped == 0 ? status
                        : bca_fail(err, BCA_ESTOPPED, "stopped; nothing was written");
}
