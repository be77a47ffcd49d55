#include "cli/cmd.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/num.h"
#include "base/text.h"

static void
parse_number(uint64_t *out, const char *what, const char *arg, struct argp_state *state)
{
    if (!bca_parse_uint(out, arg))
        argp_error(state, "--%s needs a whole number, not '%s'", what, arg);
}

static void
parse_fraction(double *out, const char *what, const char *arg, struct argp_state *state)
{
    if (!bca_parse_double(out, arg) || *out < 0.0 || *out > 1.0)
        argp_error(state, "--%s needs a number from 0 to 1, not '%s'", what, arg);
}

static void
parse_dollars(double *out, const char *what, const char *arg, struct argp_state *state)
{
    if (!bca_parse_double(out, arg) || *out <= 0.0)
        argp_error(state, "--%s needs dollars above 0, not '%s'", what, arg);
}

/* Options whose value is text: the member that a key sets, or NULL. */
static const char **
text_of(bca_options *o, int key)
{
    switch (key) {
    case OPT_FORMAT: return &o->format;
    case OPT_OUTPUT: return &o->output;
    case OPT_DRAW: return &o->draw;
    case OPT_ANALYSIS: return &o->analysis;
    case OPT_AS_OF: return &o->as_of;
    case OPT_PROFILE: return &o->profile;
    case OPT_AGENCY: return &o->agency;
    case OPT_MEASURE: return &o->measure;
    case OPT_COMBINE: return &o->combine;
    case OPT_SAMPLE: return &o->sample;
    case OPT_STUDY: return &o->study;
    case OPT_MODS: return &o->mods;
    case OPT_BY: return &o->by;
    case OPT_METHOD: return &o->method;
    case OPT_TEST: return &o->test;
    case OPT_FOREST: return &o->forest;
    case OPT_FUNNEL: return &o->funnel;
    case OPT_LABEL: return &o->label;
    case OPT_SCENARIO: return &o->scenario;
    case OPT_SAMPLING: return &o->sampling;
    case OPT_INSTRUCTIONS: return &o->instructions;
    default: return NULL;
    }
}

error_t
bca_options_parser(int key, char *arg, struct argp_state *state)
{
    bca_options *o = state->input;
    const char **text = text_of(o, key);

    if (text != NULL) {
        *text = arg;
        return 0;
    }
    switch (key) {
    case OPT_SEED: parse_number(&o->seed, "seed", arg, state); return 0;
    case OPT_DRAWS: parse_number(&o->draws, "draws", arg, state); return 0;
    case OPT_FISCAL_YEAR:
        parse_number(&o->fiscal_year, "fiscal-year", arg, state);
        return 0;
    case OPT_RHO: parse_fraction(&o->rho, "rho", arg, state); return 0;
    case OPT_LEVEL: parse_fraction(&o->level, "level", arg, state); return 0;
    case OPT_YEARS: parse_number(&o->years, "years", arg, state); return 0;
    case OPT_THREADS: parse_number(&o->threads, "threads", arg, state); return 0;
    case OPT_UNTIL_SE: parse_dollars(&o->until_se, "until-se", arg, state); return 0;
    case OPT_WHAT_IF: o->what_ifs[o->n_what_ifs++] = arg; return 0;
    case OPT_LIST: o->list = 1; return 0;
    case OPT_SHARES: o->shares = 1; return 0;
    case OPT_INFLUENCE: o->influence = 1; return 0;
    case OPT_HELP: argp_state_help(state, stdout, ARGP_HELP_STD_HELP); return 0;
    case ARGP_KEY_ARG: o->names[o->n_names++] = arg; return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

/* A long option that the table does not have, nor an abbreviation of one: say which was
 * meant. argp reports everything else. */
static bca_status
check_names(const struct argp *argp, int argc, char **argv, bca_error *err)
{
    enum { MOST = 32 };
    const char *names[MOST] = {"help", "usage"};
    size_t n = 2;

    for (const struct argp_option *o = argp->options; o->key != 0 && n < MOST; o++) {
        if (o->name != NULL)
            names[n++] = o->name;
    }
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        char word[64];
        const char *name = word + 2;
        size_t length;
        const char *nearest;
        bool known = strncmp(argv[i], "--", 2) != 0;

        (void)snprintf(word, sizeof word, "%.*s", (int)strcspn(argv[i], "="), argv[i]);
        length = known ? 0 : strlen(name);
        for (size_t k = 0; k < n && !known; k++)
            known = strncmp(names[k], name, length) == 0;
        nearest = known ? NULL : bca_nearest(name, names, n);
        if (nearest != NULL)
            return bca_fail(err, BCA_EUSAGE,
                            "there is no option '%s'; did you mean '--%s'?", word,
                            nearest);
    }
    return BCA_OK;
}

bca_status
bca_options_parse(bca_options *options, const struct argp *argp, int argc, char **argv,
                  bca_error *err)
{
    /* one array of two lists, freed by its first name */
    options->names = calloc(2 * ((size_t)argc + 1), sizeof *options->names);
    if (options->names == NULL)
        return bca_fail_memory(err);
    options->what_ifs = options->names + argc + 1;
    if (check_names(argp, argc, argv, err) != BCA_OK)
        return BCA_EUSAGE;
    argp_err_exit_status = bca_status_exit(BCA_EUSAGE);
    if (argp_parse(argp, argc, argv, 0, NULL, options) != 0)
        return bca_fail_memory(err);
    return BCA_OK;
}

bca_status
bca_day_parse(const char *text, bca_error *err)
{
    if (text == NULL)
        return bca_fail(err, BCA_EUSAGE, "--as-of needs a day such as 2020-12-31");
    if (!bca_is_day(text))
        return bca_fail(err, BCA_EUSAGE,
                        "--as-of needs a day such as 2020-12-31, not '%s'", text);
    return BCA_OK;
}
