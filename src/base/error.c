#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
    int exit_code;
    const char *text;
} status_info[BCA_STATUS_COUNT] = {
#define BCA_X(code, exit_code, text) [code] = {exit_code, text},
    BCA_STATUS_LIST(BCA_X)
#undef BCA_X
};

enum { EXIT_INTERNAL = 70 };

static int
is_known(bca_status status)
{
    return (unsigned)status < BCA_STATUS_COUNT;
}

const char *
bca_status_text(bca_status status)
{
    return is_known(status) ? status_info[status].text : "unknown status";
}

int
bca_status_exit(bca_status status)
{
    return is_known(status) ? status_info[status].exit_code : EXIT_INTERNAL;
}

bca_status
bca_fail(bca_error *err, bca_status status, const char *fmt, ...)
{
    va_list args;

    if (err == NULL)
        return status;
    err->status = status;
    va_start(args, fmt);
    (void)vsnprintf(err->text, sizeof err->text, fmt, args);
    va_end(args);
    return status;
}

bca_status
bca_fail_memory(bca_error *err)
{
    return bca_fail(err, BCA_ENOMEM, "out of memory");
}
