#ifndef BCA_CLI_CMD_H
#define BCA_CLI_CMD_H

#include <argp.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* One command per file cmd_NAME.c; main.c lists them in a table. argv[0] is "bca NAME".
 * A command prints its data to standard output and messages to standard error. */
typedef bca_status bca_cmd_fn(int argc, char **argv, bca_error *err);

bca_cmd_fn cmd_check;
bca_cmd_fn cmd_explain;
bca_cmd_fn cmd_plan;
bca_cmd_fn cmd_run;
bca_cmd_fn cmd_report;

#define BCA_VERSION "0.1.0"

/* Options that several commands have. */
typedef struct bca_options {
    const char *format;
    const char *output; /* folder, or NULL */
    uint64_t seed;
    uint64_t draws;
    uint64_t fiscal_year; /* 0: the latest */
    const char *draw;     /* number or "mean", or NULL */
    int list;
    const char **names; /* what stands beside the options */
    size_t n_names;
} bca_options;

enum {
    OPT_FORMAT = 'f',
    OPT_OUTPUT = 'o',
    OPT_SEED = 's',
    OPT_DRAWS = 'n',
    OPT_FISCAL_YEAR = 'y',
    OPT_HELP = 'h',
    OPT_DRAW = 0x100,
    OPT_LIST
};

/* -h, which argp does not have by itself; a row of every command's table. */
#define BCA_HELP_OPTION                                                                \
    {                                                                                  \
        NULL, OPT_HELP, NULL, 0, "show this help", -1                                  \
    }

/* Parse argv by a command's table; the defaults stand in *options. Exits by itself for
 * --help and on a bad option. options->names is freed by the caller.
 * Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_options_parse(bca_options *options,
                                            const struct argp *argp, int argc,
                                            char **argv, bca_error *err);

/* The parser of every command's argp table. */
error_t bca_options_parser(int key, char *arg, struct argp_state *state);

#endif
