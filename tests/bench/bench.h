#ifndef BCA_BENCH_BENCH_H
#define BCA_BENCH_BENCH_H

#include <stddef.h>

#include "engine/engine.h"

/* What the programs of the benchmark have in common: their command line, timing of a
 * run of the engine, and the lines they print. */

/* A command line of NAME=NUMBER words, but lanes=NAME and model=NAME. */
typedef struct bench_options {
    const char *command;
    const char *model; /* linear or dcox */
    const char *lanes; /* instruction set, or "" for the best */
    size_t programs, draws, threads, scenarios, repeat, bare, seed, stream_only;
} bench_options;

/* Defaults: 108 programs of 10,000 draws, 1 thread, 1 scenario, once, bare. False after
 * a word that is none of these was named on standard error. */
bool bench_options_read(bench_options *out, int argc, char *argv[]);

/* The engine's options of a command line. False when the processor or the program lacks
 * the instruction set. */
bool bench_engine_options(bca_engine_options *out, const bench_options *o);

/* Seconds of a clock that only goes forward. */
double bench_seconds(void);

/* Run tasks repeat times: *median is that of the seconds. The summaries of the last run
 * are kept, free them with bench_free_summaries. */
BCA_MUST_CHECK bca_status bench_time(double *median, const bca_task tasks[], size_t n,
                                     const bench_options *o, bca_error *err);
void bench_free_summaries(const bca_task tasks[], size_t n);

/* n tasks, a program's scenarios side by side, each with a summary and no plan yet.
 * Owner: free(*out), free(*summaries). Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bench_tasks(bca_task **out, bca_summary **summaries, size_t n,
                                      size_t scenarios, bca_error *err);

/* The most memory that this process has had in use at once, in MiB: VmHWM of Linux.
 * Not getrusage: what that says of a process counts the parent it was forked from. */
double bench_peak_mib(void);

#endif
