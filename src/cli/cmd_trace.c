#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "cli/cmd.h"
#include "cli/project.h"
#include "report/trace.h"

static const struct argp_option table[] = {
    {"format", OPT_FORMAT, "FORMAT", 0, "text or json [text]", 0},
    {"draw", OPT_DRAW, "K", 0,
     "draw number K (from 0), or every input at its mean: mean [mean]", 0},
    {"seed", OPT_SEED, "SEED", 0, "seed of the draw [1]", 0},
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .args_doc = "PROGRAM [LINE]",
    .doc = "Follow a program's numbers from the studies to the present value, step by "
           "step, each computed again and held against the engine's.\v"
           "LINE is a value line of the program's model: it alone is followed.\n\n"
           "Examples:\n"
           "  bca trace doc-cbt\n"
           "  bca trace doc-cbt prison --draw 17 --seed 1\n"
           "  bca trace doc-cbt --format=json",
};

typedef bca_status bca_write_trace_fn(const bca_trace *trace, FILE *out,
                                      bca_error *err);

static const struct {
    const char *format;
    bca_write_trace_fn *write;
} writers[] = {{"text", bca_trace_write_text}, {"json", bca_trace_write_json}};

/* NULL for a format that there is not. */
static bca_write_trace_fn *
find_writer(const char *format)
{
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        if (strcmp(writers[i].format, format) == 0)
            return writers[i].write;
    }
    return NULL;
}

static bca_status
parse_which(bca_trace_which *out, const bca_options *o, bca_error *err)
{
    bca_trace_which which = {.mean = strcmp(o->draw, "mean") == 0, .seed = o->seed};

    if (o->n_names < 1 || o->n_names > 2)
        return bca_fail(err, BCA_EUSAGE,
                        "name one program, and a value line if you like; bca run lists "
                        "the programs");
    which.line = o->n_names == 2 ? o->names[1] : NULL;
    if (!which.mean && !bca_parse_uint(&which.draw, o->draw))
        return bca_fail(err, BCA_EUSAGE, "--draw is a number from 0, or mean; not '%s'",
                        o->draw);
    *out = which;
    return BCA_OK;
}

static bca_status
write_trace(const bca_project *p, size_t program, const bca_trace_which *which,
            bca_write_trace_fn *write, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_trace trace;
    bca_status st =
        bca_trace_make(&trace, &arena, &p->compiled[program],
                       &p->registry.programs[program], &p->registry, which, err);

    if (st == BCA_OK)
        st = write(&trace, stdout, err);
    bca_arena_free(&arena);
    return st;
}

static bca_status
show(const bca_project *p, const bca_options *o, bca_error *err)
{
    bca_write_trace_fn *write = find_writer(o->format);
    bca_trace_which which = {.mean = false};
    size_t i = 0;
    bca_status st;

    if (write == NULL)
        return bca_fail(err, BCA_EUSAGE, "--format is text or json, not '%s'",
                        o->format);
    st = parse_which(&which, o, err);
    if (st == BCA_OK)
        st = bca_project_program(&i, p, o->names[0], err);
    if (st != BCA_OK)
        return st;
    if (p->compiled[i].plan.program == NULL)
        return bca_fail(err, BCA_EREFUSED,
                        "program '%s' has no benefit-cost result to follow",
                        o->names[0]);
    return write_trace(p, i, &which, write, err);
}

bca_status
cmd_trace(int argc, char **argv, bca_error *err)
{
    bca_options o = {.format = "text", .draw = "mean", .seed = BCA_SEED};

    return bca_project_command(&o, &argp, argc, argv, show, err);
}
