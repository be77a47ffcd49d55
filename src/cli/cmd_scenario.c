#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/print.h"
#include "cli/project.h"

static const struct argp_option table[] = {
    {"what-if", OPT_WHAT_IF, "OVERRIDE", 0,
     "something is otherwise, such as cost:PROGRAM=+15%; may be repeated", 0},
    {"format", OPT_FORMAT, "FORMAT", 0, "text, csv or json [text]", 0},
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .args_doc = "[show SCENARIO]",
    .doc = "List the scenarios of the project, or say in words what is otherwise in "
           "one: what it was, what it is supposed to be, why, and by which source.\v"
           "Examples:\n"
           "  bca scenario\n"
           "  bca scenario show discount-two-percent\n"
           "  bca scenario show prison-average-cost --what-if cost:doc-cbt=+15%\n"
           "  bca scenario show --what-if slots:doc-cbt@2027=40,80,120\n\n"
           "An OVERRIDE is cost:PROGRAM=+15% or =2400, slots:PROGRAM=120 or "
           "@2027=40,80,120, effect:PROGRAM=-10%, parameter:ID=0.03 or =+10%, "
           "switch:ID=OPTION, discount=0.03, deadweight=0, inflation=0.02, horizon=10 "
           "or =age65. models/README.md tells what a scenario is.",
};

static bca_cell
text(const char *words)
{
    return (bca_cell){.text = words, .number = NAN};
}

/* ---------------------------------------------------------------------- the list */

enum { LIST_COLUMNS = 6 };

static const bca_column list_columns[LIST_COLUMNS] = {
    {"scenario", "Scenario", "", BCA_COLUMN_TEXT, 0},
    {"name", "Name", "", BCA_COLUMN_TEXT, 0},
    {"model", "Model", "", BCA_COLUMN_TEXT, 0},
    {"extends", "Extends", "", BCA_COLUMN_TEXT, 0},
    {"own_overrides", "Own overrides", "", BCA_COLUMN_NUMBER, 0},
    {"overrides", "In force", "", BCA_COLUMN_NUMBER, 0},
};

static bca_status
list_table(bca_table *out, bca_arena *arena, const bca_scenarios *scenarios,
           bca_error *err)
{
    bca_cell *cells =
        bca_arena_alloc(arena, scenarios->n * LIST_COLUMNS + 1, sizeof *cells);

    if (cells == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < scenarios->n; i++) {
        const bca_scenario *s = &scenarios->items[i];
        const bca_cell row[LIST_COLUMNS] = {
            text(s->id),
            text(s->name),
            text(s->model_id),
            text(s->extends),
            {.number = (double)s->n_own},
            {.number = (double)s->n_overrides},
        };

        memcpy(&cells[i * LIST_COLUMNS], row, sizeof row);
    }
    *out = (bca_table){list_columns, cells, LIST_COLUMNS, scenarios->n};
    return BCA_OK;
}

static bca_status
list(const bca_project *p, bca_write_fn *write, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t = {.n_rows = 0};
    bca_status st = list_table(&t, &arena, &p->scenarios, err);

    if (st == BCA_OK && t.n_rows == 0)
        fputs("The project has no scenarios; they stand in models/scenarios.\n",
              stderr);
    if (st == BCA_OK)
        st = write(&t, stdout, err);
    bca_arena_free(&arena);
    return st;
}

/* -------------------------------------------------------------------- one of them */

enum { SHOW_COLUMNS = 10 };

static const bca_column show_columns[SHOW_COLUMNS] = {
    {"override", "Override", "", BCA_COLUMN_TEXT, 0},
    {"id", "Id", "", BCA_COLUMN_TEXT, 0},
    {"what", "What", "", BCA_COLUMN_TEXT, 0},
    {"was", "Was", "", BCA_COLUMN_TEXT, 0},
    {"is", "Is", "", BCA_COLUMN_TEXT, 0},
    {"unit", "Unit", "", BCA_COLUMN_TEXT, 0},
    {"scenario", "Stated in", "", BCA_COLUMN_TEXT, 0},
    {"reason", "Reason", "", BCA_COLUMN_TEXT, 0},
    {"source", "Source", "", BCA_COLUMN_TEXT, 0},
    {"status", "Status", "", BCA_COLUMN_TEXT, 0},
};

static bca_status
show_table(bca_table *out, bca_arena *arena, const bca_scenario_words *words, size_t n,
           bca_error *err)
{
    bca_cell *cells = bca_arena_alloc(arena, n * SHOW_COLUMNS + 1, sizeof *cells);

    if (cells == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        const bca_scenario_words *w = &words[i];
        const bca_scenario_override *o = w->override;
        const bca_cell row[SHOW_COLUMNS] = {
            text(bca_override_choices[o->kind]),
            text(o->of != NULL || o->parameter == NULL ? o->of : o->parameter->id),
            text(w->what),
            text(w->was),
            text(w->is),
            text(w->unit),
            text(o->scenario),
            text(o->provenance.note),
            text(o->provenance.source_id),
            text(bca_known_text(o->provenance.known)),
        };

        memcpy(&cells[i * SHOW_COLUMNS], row, sizeof row);
    }
    *out = (bca_table){show_columns, cells, SHOW_COLUMNS, n};
    return BCA_OK;
}

static void
print_words(const bca_scenario *s, const bca_scenario_words words[])
{
    printf("%s\n", s->name);
    if (s->description[0] != '\0')
        printf("%s\n", s->description);
    printf("Model: %s. %zu override%s; everything else is as in the base.\n",
           s->model_id, s->n_overrides, s->n_overrides == 1 ? "" : "s");
    for (size_t i = 0; i < s->n_overrides; i++) {
        const bca_scenario_words *w = &words[i];
        const bca_provenance *p = &w->override->provenance;

        printf("\n%s\n  was     %s\n  is      %s\n", w->what, w->was, w->is);
        if (w->unit[0] != '\0')
            printf("  unit    %s\n", w->unit);
        printf("  why     %s\n  source  %s, %s; stated in %s\n", p->note, p->source_id,
               bca_known_text(p->known), w->override->scenario);
    }
}

/* The scenario that the command line names, with what it adds. */
static bca_status
chosen(bca_scenario *out, bca_arena *arena, const bca_project *p, const bca_options *o,
       bca_error *err)
{
    const bca_scenario *base = NULL;
    bca_status st = BCA_OK;

    if (o->n_names == 2)
        st = bca_scenario_find(&base, &p->scenarios, o->names[1], err);
    if (base != NULL)
        *out = *base;
    for (size_t i = 0; st == BCA_OK && i < o->n_what_ifs; i++) {
        const bca_scenario *before = base == NULL && i == 0 ? NULL : out;
        bca_scenario next;

        st = bca_scenario_what_if(&next, arena, before, o->what_ifs[i], &p->registry,
                                  &p->models, err);
        if (st == BCA_OK)
            *out = next;
    }
    return st;
}

static bca_status
say(const bca_scenario *s, bca_arena *arena, const bca_project *p, bca_write_fn *write,
    bca_error *err)
{
    bca_scenario_words *words = bca_arena_alloc(arena, s->n_overrides, sizeof *words);
    bca_table t;
    bca_status st;

    if (words == NULL)
        return bca_fail_memory(err);
    st = bca_scenario_say(words, arena, s, &p->registry, &p->models, err);
    if (st == BCA_OK && write == bca_write_terminal)
        print_words(s, words);
    else if (st == BCA_OK)
        st = show_table(&t, arena, words, s->n_overrides, err);
    if (st == BCA_OK && write != bca_write_terminal)
        st = write(&t, stdout, err);
    return st;
}

static bca_status
show(const bca_project *p, const bca_options *o, bca_write_fn *write, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_scenario s = {.description = "", .name = ""};
    bca_status st = chosen(&s, &arena, p, o, err);

    if (st == BCA_OK)
        st = say(&s, &arena, p, write, err);
    bca_arena_free(&arena);
    return st;
}

/* ----------------------------------------------------------------------- command */

static bca_status
work(const bca_project *p, const bca_options *o, bca_error *err)
{
    const char *format = strcmp(o->format, "text") == 0 ? "table" : o->format;
    bca_write_fn *write;
    bca_status st;

    if (strcmp(format, "latex") == 0 || bca_writer_find(format) == NULL)
        return bca_fail(err, BCA_EUSAGE, "--format is text, csv or json, not '%s'",
                        o->format);
    st = bca_print_writer(&write, format, err);
    if (st != BCA_OK)
        return st;
    if (o->n_names == 0 && o->n_what_ifs == 0)
        return list(p, write, err);
    if (o->n_names == 0 || strcmp(o->names[0], "show") != 0 || o->n_names > 2)
        return bca_fail(err, BCA_EUSAGE,
                        "write bca scenario, or bca scenario show SCENARIO");
    if (o->n_names == 1 && o->n_what_ifs == 0)
        return bca_fail(err, BCA_EUSAGE,
                        "show needs a scenario or --what-if; bca scenario lists the "
                        "scenarios");
    return show(p, o, write, err);
}

bca_status
cmd_scenario(int argc, char **argv, bca_error *err)
{
    bca_options o = {.format = "text"};

    return bca_project_command(&o, &argp, argc, argv, work, err);
}
