#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/print.h"
#include "cli/project.h"

static const struct argp_option table[] = {
    {"format", OPT_FORMAT, "FORMAT", 0, "text or json [text]", 0},
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .args_doc = "[PATH...]",
    .doc =
        "Check the registry and the models, all files at once.\v"
        "Examples:\n"
        "  bca check\n"
        "  bca check registry/programs/doc\n\n"
        "With PATHs only what stands in those files and folders is listed; a PATH may "
        "also be a file that is not in the project yet. Exit code 1 when there is an "
        "error, 0 when there are warnings only.",
};

/* A path as findings print it: relative to the current folder when it lies below it. */
static const char *
relative(const char *path)
{
    char here[4096];
    size_t n;

    while (path[0] == '.' && path[1] == '/')
        path += 2;
    if (path[0] != '/' || getcwd(here, sizeof here) == NULL)
        return path;
    n = strlen(here);
    return strncmp(path, here, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

static int
is_below(const char *path, const char *folder)
{
    size_t n = strlen(folder);

    while (n > 0 && folder[n - 1] == '/')
        n--;
    return n == 0 || strcmp(folder, ".") == 0 ||
           (strncmp(path, folder, n) == 0 && (path[n] == '\0' || path[n] == '/'));
}

/* Keep the findings in the files and folders that were named. */
static void
keep_named(bca_findings *findings, const bca_options *o)
{
    bca_finding *all = findings->first;

    if (o->n_names == 0)
        return;
    findings->first = findings->last = NULL;
    findings->errors = findings->warnings = 0;
    for (bca_finding *next; all != NULL; all = next) {
        int named = 0;

        next = all->next;
        for (size_t i = 0; i < o->n_names; i++)
            named = named || is_below(all->span.file->path, o->names[i]);
        if (!named)
            continue;
        all->next = NULL;
        if (findings->last == NULL)
            findings->first = all;
        else
            findings->last->next = all;
        findings->last = all;
        if (all->code[0] == 'W')
            findings->warnings++;
        else
            findings->errors++;
    }
}

static bca_status
print(const bca_project *p, const bca_options *o, bca_error *err)
{
    const bca_findings *f = &p->findings;

    if (strcmp(o->format, "json") == 0)
        return bca_print_findings_json(f, stdout, err);
    bca_print_findings(f, stdout);
    printf("%zu files checked: %zu error%s, %zu warning%s\n", p->documents.n, f->errors,
           f->errors == 1 ? "" : "s", f->warnings, f->warnings == 1 ? "" : "s");
    if (f->errors == 0)
        fprintf(stderr, "Next: bca run\n");
    return BCA_OK;
}

bca_status
cmd_check(int argc, char **argv, bca_error *err)
{
    bca_options o = {.format = "text"};
    bca_project p;
    bca_status st = bca_options_parse(&o, &argp, argc, argv, err);

    if (st == BCA_OK && strcmp(o.format, "text") != 0 && strcmp(o.format, "json") != 0)
        st = bca_fail(err, BCA_EUSAGE, "--format is text or json, not '%s'", o.format);
    if (st != BCA_OK) {
        free(o.names);
        return st;
    }
    for (size_t i = 0; i < o.n_names; i++)
        o.names[i] = relative(o.names[i]);
    st = bca_project_open(&p, o.names, o.n_names, err);
    if (st == BCA_OK) {
        keep_named(&p.findings, &o);
        st = print(&p, &o, err);
    }
    if (st == BCA_OK && p.findings.errors > 0)
        st = BCA_EINVALID; /* the findings have said why */
    bca_project_close(&p);
    free(o.names);
    return st;
}
