#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_version.h>
#include <jansson.h>

#include "base/text.h"
#include "cli/cmd.h"
#include "cli/stop.h"
#include "engine/ranks.h"
#include "registry/xml.h"

static const struct {
    const char *name;
    bca_cmd_fn *run;
    const char *about;
} commands[] = {
    {"check", cmd_check, "check the registry and the models; list everything to mend"},
    {"explain", cmd_explain, "explain a code that check printed"},
    {"plan", cmd_plan, "show the numbers from which a program's result is computed"},
    {"trace", cmd_trace, "follow one number from the studies to the present value"},
    {"run", cmd_run, "compute benefits and costs of programs"},
    {"report", cmd_report, "make the annual report"},
    {"scenario", cmd_scenario, "show the scenarios, and what is otherwise in one"},
    {"compare", cmd_compare, "compare scenarios, and what they do to the state budget"},
    {"effect", cmd_effect, "compute effects and variances of the rows of a sheet"},
    {"import", cmd_import, "bring in a table of published results as a project"},
    {"meta", cmd_meta, "pool effects: meta-analysis and meta-regression of a sheet"},
    {"due", cmd_due, "show who owed a program inventory, and who filed"},
    {"tier", cmd_tier, "show the tier of each program, and why"},
    {"categorize", cmd_categorize, "make an agency's worksheet for the categories"},
    {"studies", cmd_studies, "show the studies of an intervention, one by one"},
    {"links", cmd_links, "show what links between outcomes carry into results"},
    {"sources", cmd_sources, "show what a reader may argue with, and what leans on it"},
};

enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

static void
print_usage(FILE *out)
{
    fprintf(out, "Examples:\n"
                 "  bca check                  is everything in order?\n"
                 "  bca run                    results of all programs, as a table\n"
                 "  bca report annual          the annual report, in out/annual\n\n"
                 "Usage: bca [-C DIR] COMMAND [OPTION...]\n\nCommands:\n");
    for (int i = 0; i < N_COMMANDS; i++)
        fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].about);
    fprintf(out, "\n  -C DIR     work in DIR, which holds registry/ models/ reports/\n"
                 "  --version  print versions\n\n"
                 "bca COMMAND --help tells the options of a command.\n"
                 "Exit codes: 0 done, 1 input to mend, 2 bad command line, 3 refused,\n"
                 "5 missing program or full disk, 70 internal error, 130 stopped.\n");
}

static void
print_version(void)
{
    printf("bca " BCA_VERSION " (GSL " GSL_VERSION ", libxml2 %s, Jansson %s, "
           "schema urn:bca:1)\n",
           bca_xml_version(), JANSSON_VERSION);
}

static int
usage_error(const char *what, const char *word)
{
    const char *names[N_COMMANDS];
    const char *nearest;

    for (int i = 0; i < N_COMMANDS; i++)
        names[i] = commands[i].name;
    nearest = bca_nearest(word, names, N_COMMANDS);
    fprintf(stderr, "bca: %s '%s'", what, word);
    if (nearest != NULL)
        fprintf(stderr, "; did you mean '%s'?", nearest);
    fprintf(stderr, "\nbca --help lists the commands\n");
    return bca_status_exit(BCA_EUSAGE);
}

/* Of several ranks the first alone speaks. The others stay for the commands that draw
 * together, silently. */
static bool
stays(bca_cmd_fn *command)
{
    if (bca_ranks_mine() == 0)
        return true;
    return (command == cmd_run || command == cmd_compare) &&
           freopen("/dev/null", "w", stdout) != NULL &&
           freopen("/dev/null", "w", stderr) != NULL;
}

static int
run(int index, int argc, char **argv)
{
    char name[64];
    bca_error err = {.status = BCA_OK};
    bca_status st;

    if (!stays(commands[index].run))
        return 0;
    (void)snprintf(name, sizeof name, "bca %s", commands[index].name);
    argv[0] = name;
    st = commands[index].run(argc, argv, &err);
    if (st == BCA_OK && (fflush(stdout) != 0 || ferror(stdout)))
        st = bca_fail(&err, BCA_EIO, "the output could not be written");
    if (st != BCA_OK)
        st = bca_stop_check(st, &err);
    if (st != BCA_OK && err.text[0] != '\0')
        fprintf(stderr, "%s: %s\n", name, err.text);
    return bca_status_exit(st);
}

/* The last word on standard output: argp exits by itself, and a full disk shows only
 * when the buffer is written. */
static void
check_output(void)
{
    if (fflush(stdout) != 0 || ferror(stdout))
        _exit(bca_status_exit(BCA_EIO));
}

int
main(int argc, char **argv)
{
    int i = 1;

    (void)atexit(check_output);
    (void)atexit(bca_ranks_leave);
    bca_ranks_join();
    (void)gsl_set_error_handler_off();
    if (argc == 2 && strcmp(argv[1], "-C") == 0) {
        fprintf(stderr, "bca: -C needs a folder\n");
        return bca_status_exit(BCA_EUSAGE);
    }
    if (argc > 2 && strcmp(argv[1], "-C") == 0) {
        if (chdir(argv[2]) != 0) {
            fprintf(stderr, "bca: cannot work in '%s': there is no such folder\n",
                    argv[2]);
            return bca_status_exit(BCA_EUSAGE);
        }
        i = 3;
    }
    for (int k = 0; i < argc && k < N_COMMANDS; k++) {
        if (strcmp(commands[k].name, argv[i]) == 0)
            return run(k, argc - i, argv + i);
    }
    if (bca_ranks_mine() != 0)
        return 0;
    if (i >= argc) {
        print_usage(stderr);
        return bca_status_exit(BCA_EUSAGE);
    }
    if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
        print_usage(stdout);
        return 0;
    }
    if (strcmp(argv[i], "--version") == 0) {
        print_version();
        return 0;
    }
    return usage_error("there is no command", argv[i]);
}
