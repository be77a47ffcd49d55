#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/cmd.h"
#include "cli/print.h"
#include "cli/project.h"
#include "report/studies.h"

static const struct argp_option table[] = {
    {"format", OPT_FORMAT, "FORMAT", 0, "table, csv or json [table]", 0},
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .args_doc = "[INTERVENTION [OUTCOME]]",
    .doc =
        "Show the studies of an intervention, each with its effect and variance, or "
        "what the studies of all interventions say when none is named.\v"
        "Examples:\n"
        "  bca studies\n"
        "  bca studies cbt-offenders\n"
        "  bca studies cbt-offenders --format=csv | bca meta - --by design\n\n"
        "Without a name, csv and json hold every number of the report's chapter on "
        "studies: pooled in several ways, by kind of study, contrasts.\n\n"
        "The effect (yi) is in standard deviations, its variance (vi) in their square; "
        "results of one study are combined, and no multiplier is applied. The outcome "
        "must be named when the studies measure several.",
};

static bca_status
find_intervention(const bca_intervention **out, const bca_registry *registry,
                  const char *id, bca_error *err)
{
    const char **names;
    const char *nearest;

    *out = bca_registry_intervention(registry, id);
    if (*out != NULL)
        return BCA_OK;
    names = calloc(registry->n_interventions + 1, sizeof *names);
    if (names == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < registry->n_interventions; i++)
        names[i] = registry->interventions[i].id;
    nearest = bca_nearest(id, names, registry->n_interventions);
    free(names);
    return bca_fail(err, BCA_EINVALID, "there is no intervention '%s'%s%s%s", id,
                    nearest != NULL ? "; did you mean '" : "",
                    nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
}

/* The evidence with pooled studies on the outcome, or the only one when outcome is
 * NULL. */
static bca_status
find_evidence(const bca_evidence **out, const bca_intervention *v, const char *outcome,
              bca_error *err)
{
    bool counted = false;
    size_t n = 0;

    for (size_t i = 0; i < v->n_evidence; i++) {
        const bca_evidence *e = &v->evidence[i];

        if (e->studies == NULL || (outcome != NULL && strcmp(e->outcome, outcome) != 0))
            continue;
        counted = counted || e->studies->not_pooled != NULL;
        if (e->studies->not_pooled != NULL)
            continue;
        *out = e;
        n++;
    }
    if (n == 0 && counted)
        return bca_fail(err, BCA_EINVALID,
                        "the studies of '%s' are counted, not pooled", v->id);
    if (n == 0)
        return bca_fail(err, BCA_EINVALID, "'%s' has no study-level data%s%s%s", v->id,
                        outcome != NULL ? " on '" : "", outcome != NULL ? outcome : "",
                        outcome != NULL ? "'" : "");
    if (n > 1)
        return bca_fail(err, BCA_EUSAGE,
                        "the studies of '%s' measure several outcomes; name one, such "
                        "as '%s'",
                        v->id, (*out)->outcome);
    return BCA_OK;
}

/* The table of one intervention's studies. */
static bca_status
one(bca_table *out, bca_arena *arena, const bca_project *p, const bca_options *o,
    bca_error *err)
{
    const bca_intervention *v = NULL;
    const bca_evidence *e = NULL;
    bca_study_set set;
    bca_status st = find_intervention(&v, &p->registry, o->names[0], err);

    if (st == BCA_OK)
        st = find_evidence(&e, v, o->n_names == 2 ? o->names[1] : NULL, err);
    if (st == BCA_OK)
        st = bca_study_set_make(&set, arena, v, e, err);
    return st == BCA_OK ? bca_study_set_table(out, arena, &set, err) : st;
}

/* What all studies say, in few columns for people. */
static bca_status
all(bca_table *out, bca_arena *arena, const bca_project *p, const bca_options *o,
    bca_error *err)
{
    bca_study_reports r;
    bca_status st = bca_study_reports_make(&r, arena, &p->registry, err);

    if (st != BCA_OK)
        return st;
    return strcmp(o->format, "table") == 0
               ? bca_study_overview_table(out, arena, r.items, r.n, err)
               : bca_study_reports_table(out, arena, r.items, r.n, err);
}

static bca_status
show(const bca_project *p, const bca_options *o, bca_error *err)
{
    bca_write_fn *write;
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t;
    bca_status st = bca_print_writer(&write, o->format, err);

    if (st != BCA_OK)
        return st;

    if (o->n_names > 2)
        return bca_fail(err, BCA_EUSAGE,
                        "name one intervention, and one of its outcomes");
    st = o->n_names == 0 ? all(&t, &arena, p, o, err) : one(&t, &arena, p, o, err);
    if (st == BCA_OK)
        st = write(&t, stdout, err);
    bca_arena_free(&arena);
    return st;
}

bca_status
cmd_studies(int argc, char **argv, bca_error *err)
{
    bca_options o = {.format = "table"};

    return bca_project_command(&o, &argp, argc, argv, show, err);
}
