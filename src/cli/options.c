#include "cli/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"

static void
parse_number(uint64_t *out, const char *what, const char *arg, struct argp_state *state)
{
    if (!bca_parse_uint(out, arg))
        argp_error(state, "--%s needs a whole number, not '%s'", what, arg);
}

error_t
bca_options_parser(int key, char *arg, struct argp_state *state)
{
    bca_options *o = state->input;

    switch (key) {
    case OPT_FORMAT: o->format = arg; return 0;
    case OPT_OUTPUT: o->output = arg; return 0;
    case OPT_SEED: parse_number(&o->seed, "seed", arg, state); return 0;
    case OPT_DRAWS: parse_number(&o->draws, "draws", arg, state); return 0;
    case OPT_FISCAL_YEAR:
        parse_number(&o->fiscal_year, "fiscal-year", arg, state);
        return 0;
    case OPT_DRAW: o->draw = arg; return 0;
    case OPT_LIST: o->list = 1; return 0;
    case ARGP_KEY_ARG: o->names[o->n_names++] = arg; return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

bca_status
bca_options_parse(bca_options *options, const struct argp *argp, int argc, char **argv,
                  bca_error *err)
{
    options->names = calloc((size_t)argc + 1, sizeof *options->names);
    if (options->names == NULL)
        return bca_fail_memory(err);
    argp_err_exit_status = bca_status_exit(BCA_EUSAGE);
    if (argp_parse(argp, argc, argv, 0, NULL, options) != 0)
        return bca_fail_memory(err);
    return BCA_OK;
}
