#ifndef BCA_BASE_ERROR_H
#define BCA_BASE_ERROR_H

/* Status codes and the error record that explains a single cause.
 *
 * A function that can fail returns bca_status and takes `bca_error *err` as its last
 * parameter. On failure it fills err once, where the fault was found, and every caller
 * passes the status up unchanged. err may be NULL when the caller needs no words. What
 * people edit is read with findings (base/findings.h), which report everything at once;
 * such a reader returns BCA_EINVALID when it holds an error. */

/* Code, process exit code, fixed text: one list for the enum, the texts and a test. */
#define BCA_STATUS_LIST(X)                                                             \
    X(BCA_OK, 0, "success")                                                            \
    X(BCA_EINVALID, 1, "input is not valid")                                           \
    X(BCA_EUSAGE, 2, "bad command line")                                               \
    X(BCA_EREFUSED, 3, "analysis refused")                                             \
    X(BCA_EIO, 5, "file could not be read or written")                                 \
    X(BCA_EENV, 5, "a program that is needed is missing or failed")                    \
    X(BCA_ENOMEM, 5, "out of memory")                                                  \
    X(BCA_ESTOPPED, 130, "stopped from outside")                                       \
    X(BCA_EINTERNAL, 70, "internal error, please report it")

/* clang-format off */
typedef enum bca_status {
#define BCA_X(code, exit_code, text) code,
    BCA_STATUS_LIST(BCA_X)
#undef BCA_X
    BCA_STATUS_COUNT
} bca_status;
/* clang-format on */

typedef struct bca_error {
    bca_status status;
    char text[512]; /* one sentence, no trailing newline */
} bca_error;

#if defined(__GNUC__)
#define BCA_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#define BCA_MUST_CHECK         __attribute__((warn_unused_result))
#else
#define BCA_PRINTF(fmt, first)
#define BCA_MUST_CHECK
#endif

/* Fixed text for a status. Never NULL, even for a value outside the enum. */
const char *bca_status_text(bca_status status);

/* Process exit code for a status (0 for BCA_OK, 70 for an unknown value). */
int bca_status_exit(bca_status status);

/* Record a failure and hand its status back, so callers write
 * `return bca_fail(err, BCA_EREFUSED, "program '%s' has no basis", id);` */
bca_status bca_fail(bca_error *err, bca_status status, const char *fmt, ...)
    BCA_PRINTF(3, 4);

/* The failure of an allocation. */
bca_status bca_fail_memory(bca_error *err);

#endif
