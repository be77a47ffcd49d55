#ifndef BCA_CLI_CMD_H
#define BCA_CLI_CMD_H

#include <argp.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* One command per file cmd_NAME.c; main.c lists them in a table. argv[0] is "bca NAME".
 * A command prints its data to standard output and messages to standard error. */
typedef bca_status bca_cmd_fn(int argc, char **argv, bca_error *err);

bca_cmd_fn cmd_categorize;
bca_cmd_fn cmd_check;
bca_cmd_fn cmd_compare;
bca_cmd_fn cmd_due;
bca_cmd_fn cmd_effect;
bca_cmd_fn cmd_explain;
bca_cmd_fn cmd_import;
bca_cmd_fn cmd_meta;
bca_cmd_fn cmd_plan;
bca_cmd_fn cmd_run;
bca_cmd_fn cmd_report;
bca_cmd_fn cmd_links;
bca_cmd_fn cmd_scenario;
bca_cmd_fn cmd_sources;
bca_cmd_fn cmd_studies;
bca_cmd_fn cmd_tier;
bca_cmd_fn cmd_trace;

#define BCA_VERSION "0.6.0"

/* Options that several commands have. */
typedef struct bca_options {
    const char *format;
    const char *output; /* folder, or NULL */
    uint64_t seed;
    uint64_t draws;
    uint64_t fiscal_year; /* 0: the latest */
    const char *draw;     /* number or "mean", or NULL */
    const char *as_of;    /* day, or NULL */
    const char *profile;  /* id, or NULL */
    const char *agency;   /* id in any case, or NULL */
    const char *analysis; /* of the evidence: "main" ... */
    int list;
    int shares;          /* of results, by value line */
    int influence;       /* of inputs on the spread of results */
    const char *measure; /* of effect sizes, or NULL */
    const char *combine; /* columns of a sheet, or NULL */
    const char *sample;
    const char *study;
    const char *mods;
    const char *by;
    const char *method; /* of pooling, and the test of its result */
    const char *test;
    const char *forest; /* files of charts, or NULL */
    const char *funnel;
    const char *label;     /* column with the names of studies, or NULL */
    double rho;            /* correlation of a study's effects */
    double level;          /* of intervals, a fraction */
    const char *scenario;  /* id, or NULL */
    const char **what_ifs; /* [n_what_ifs] overrides, in their order */
    size_t n_what_ifs;
    uint64_t years;           /* fiscal years of a budget */
    uint64_t threads;         /* 0: one for each processor */
    const char *sampling;     /* "plain" ..., or NULL */
    const char *instructions; /* of the processor: "baseline" ..., or NULL */
    double until_se;          /* dollars; 0: a fixed number of draws */
    const char **names;       /* what stands beside the options */
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
    OPT_ANALYSIS,
    OPT_AS_OF,
    OPT_PROFILE,
    OPT_AGENCY,
    OPT_LIST,
    OPT_SHARES,
    OPT_INFLUENCE,
    OPT_MEASURE,
    OPT_COMBINE,
    OPT_SAMPLE,
    OPT_STUDY,
    OPT_MODS,
    OPT_BY,
    OPT_METHOD,
    OPT_TEST,
    OPT_FOREST,
    OPT_FUNNEL,
    OPT_LABEL,
    OPT_RHO,
    OPT_LEVEL,
    OPT_SCENARIO,
    OPT_WHAT_IF,
    OPT_YEARS,
    OPT_THREADS,
    OPT_SAMPLING,
    OPT_UNTIL_SE,
    OPT_INSTRUCTIONS
};

/* -h, which argp does not have by itself; a row of every command's table. */
#define BCA_HELP_OPTION                                                                \
    {                                                                                  \
        NULL, OPT_HELP, NULL, 0, "show this help", -1                                  \
    }

/* What commands that run programs have: two rows of the table, and their defaults. */
#define BCA_DRAWS_OPTIONS                                                              \
    {"seed", OPT_SEED, "SEED", 0, "seed of the draws [1]", 0},                         \
    {                                                                                  \
        "draws", OPT_DRAWS, "N", 0, "number of draws [10000]", 0                       \
    }

enum { BCA_SEED = 1, BCA_DRAWS = 10000, BCA_BUDGET_YEARS = 10 };

/* Parse argv by a command's table; the defaults stand in *options. Exits by itself for
 * --help and on a bad option. options->names is freed by the caller, what_ifs with it.
 * Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_options_parse(bca_options *options,
                                            const struct argp *argp, int argc,
                                            char **argv, bca_error *err);

/* Check the day of --as-of. Errors: BCA_EUSAGE. */
BCA_MUST_CHECK bca_status bca_day_parse(const char *text, bca_error *err);

/* The parser of every command's argp table. */
error_t bca_options_parser(int key, char *arg, struct argp_state *state);

#endif
