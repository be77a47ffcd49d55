#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/lanes.h"

static bool
read_word(bench_options *o, const char *word)
{
    const struct {
        const char *name;
        size_t *number;
        const char **text;
    } words[] = {{"model", NULL, &o->model},
                 {"lanes", NULL, &o->lanes},
                 {"programs", &o->programs, NULL},
                 {"draws", &o->draws, NULL},
                 {"threads", &o->threads, NULL},
                 {"scenarios", &o->scenarios, NULL},
                 {"repeat", &o->repeat, NULL},
                 {"bare", &o->bare, NULL},
                 {"stream_only", &o->stream_only, NULL},
                 {"seed", &o->seed, NULL}};
    const char *value = strchr(word, '=');

    for (size_t i = 0; value != NULL && i < sizeof words / sizeof words[0]; i++) {
        if (strlen(words[i].name) != (size_t)(value - word) ||
            strncmp(words[i].name, word, (size_t)(value - word)) != 0)
            continue;
        if (words[i].text != NULL)
            *words[i].text = value + 1;
        else
            *words[i].number = strtoul(value + 1, NULL, 10);
        return true;
    }
    return false;
}

bool
bench_options_read(bench_options *out, int argc, char *argv[])
{
    *out = (bench_options){.command = argc > 1 ? argv[1] : "",
                           .model = "linear",
                           .lanes = "",
                           .programs = 108,
                           .draws = 10000,
                           .threads = 1,
                           .scenarios = 1,
                           .repeat = 1,
                           .bare = 1,
                           .seed = 1};
    for (int i = 2; i < argc; i++) {
        if (read_word(out, argv[i]))
            continue;
        (void)fprintf(stderr, "%s: what is '%s'?\n", argv[0], argv[i]);
        return false;
    }
    return out->programs > 0 && out->scenarios > 0 && out->repeat > 0;
}

bool
bench_engine_options(bca_engine_options *out, const bench_options *o)
{
    const bca_lanes *lanes = o->lanes[0] != '\0' ? bca_lanes_named(o->lanes) : NULL;

    *out = (bca_engine_options){.seed = o->seed,
                                .draws = o->draws,
                                .threads = (int)o->threads,
                                .bare = o->bare != 0,
                                .stream_only = o->stream_only != 0,
                                .lanes = lanes};
    return lanes != NULL || o->lanes[0] == '\0';
}

double
bench_seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int
by_number(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

bca_status
bench_time(double *median, const bca_task tasks[], size_t n, const bench_options *o,
           bca_error *err)
{
    bca_engine_options options;
    double *times;

    if (!bench_engine_options(&options, o))
        return bca_fail(err, BCA_EUSAGE, "there is no instruction set '%s' here",
                        o->lanes);
    times = calloc(o->repeat, sizeof *times);
    if (times == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < o->repeat; i++) {
        double start = bench_seconds();
        bca_status st = bca_engine_run_all(tasks, n, &options, err);

        times[i] = bench_seconds() - start;
        if (st == BCA_OK && i + 1 < o->repeat)
            bench_free_summaries(tasks, n);
        if (st == BCA_OK)
            continue;
        free(times);
        return st;
    }
    qsort(times, o->repeat, sizeof *times, by_number);
    *median = times[o->repeat / 2];
    free(times);
    return BCA_OK;
}

void
bench_free_summaries(const bca_task tasks[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        bca_summary_free(tasks[i].summary);
}

bca_status
bench_tasks(bca_task **out, bca_summary **summaries, size_t n, size_t scenarios,
            bca_error *err)
{
    bca_task *tasks = calloc(n, sizeof *tasks);
    bca_summary *made = calloc(n, sizeof *made);

    if (tasks == NULL || made == NULL) {
        free(tasks);
        free(made);
        return bca_fail_memory(err);
    }
    for (size_t i = 0; i < n; i++)
        tasks[i] = (bca_task){

            .summary = &made[i], .with_last = i % scenarios != 0};
    *out = tasks;
    *summaries = made;
    return BCA_OK;
}

double
bench_peak_mib(void)
{
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    double kib = 0.0;

    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, "VmHWM:", 6) == 0)
            kib = strtod(line + 6, NULL);
    if (file != NULL)
        (void)fclose(file);
    return kib / 1024.0;
}
