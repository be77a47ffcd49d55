/* The rules of switches: which of several lines count. */

#include "model/check.h"

#include <stdlib.h>
#include <string.h>

static const bca_option *
option_of(const bca_switch *s, const char *id)
{
    const bca_ids options = {s->options, s->n_options, sizeof *s->options,
                             "option",   false,        NULL};

    return bca_ids_find(&options, id);
}

/* The switch that "SWITCH.OPTION" is about, with the option; or NULL. */
static const bca_switch *
find_when(const bca_model *m, const char *when, const bca_option **option)
{
    for (size_t i = 0; i < m->n_switches; i++) {
        const bca_switch *s = &m->switches[i];
        size_t n = strlen(s->id);

        if (strncmp(when, s->id, n) != 0 || when[n] != '.')
            continue;
        *option = option_of(s, when + n + 1);
        if (*option != NULL)
            return s;
    }
    return NULL;
}

/* "did you mean" among all options of all switches. */
static void
suggest_when(bca_check *c, bca_finding *f, const char *when)
{
    const bca_model *m = c->model;
    bca_arena arena = BCA_ARENA_INIT;
    size_t n = 0;
    const char **names;

    for (size_t i = 0; i < m->n_switches; i++)
        n += m->switches[i].n_options;
    names = bca_arena_alloc(&arena, n, sizeof *names);
    n = 0;
    for (size_t i = 0; names != NULL && i < m->n_switches; i++) {
        const bca_switch *s = &m->switches[i];

        for (size_t k = 0; k < s->n_options; k++) {
            names[n] = bca_arena_printf(&arena, "%s.%s", s->id, s->options[k].id);
            n += names[n] != NULL;
        }
    }
    if (names != NULL)
        bca_find_nearest(c->findings, f, when, names, n);
    bca_arena_free(&arena);
}

static void
check_switch(bca_check *c, bca_switch *s)
{
    const bca_ids options = {s->options, s->n_options, sizeof *s->options,
                             "option",   false,        NULL};
    bca_finding *f;

    bca_check_provenance(&s->provenance, s->at, &c->sources, c->findings);
    bca_check_duplicates(&options, c->findings);
    if (option_of(s, s->option_id) != NULL)
        return;
    f = bca_find(c->findings, "E0718", bca_xml_attribute_span(s->at, "option"),
                 "the switch '%s' has no option '%s'", s->id, s->option_id);
    bca_find_fix(c->findings, f, "name one of its options");
}

/* Whether a line pays what a transfer hands on: public spending on the same outcome,
 * through the same channel, under the same option. */
static bool
pays_transfer(const bca_value_line *l, const bca_value_line *transfer)
{
    return l->kind == BCA_PUBLIC_SPENDING && l->counted == 1 &&
           strcmp(l->outcome, transfer->outcome) == 0 &&
           strcmp(l->channel, transfer->channel) == 0 &&
           (l->when == NULL) == (transfer->when == NULL) &&
           (l->when == NULL || strcmp(l->when, transfer->when) == 0);
}

static void
check_transfer(bca_check *c, const bca_value_line *transfer)
{
    const bca_model *m = c->model;
    bca_finding *f;

    if (transfer->kind != BCA_TRANSFER || transfer->counted != 1)
        return;
    for (size_t i = 0; i < m->n_lines; i++) {
        if (pays_transfer(&m->lines[i], transfer))
            return;
    }
    f = bca_find(c->findings, "E0724", bca_xml_attribute_span(transfer->at, "kind"),
                 "no counted line of public spending pays the transfer '%s'",
                 transfer->id);
    bca_find_fix(c->findings, f,
                 "add it, for the same outcome and channel%s, or say kind=\"private\"",
                 transfer->when == NULL ? "" : " and under the same option");
}

/* Count a line no longer when its option is not in force. */
static void
apply_when(bca_check *c, bca_value_line *l)
{
    const bca_option *option = NULL;
    const bca_switch *s;
    bca_finding *f;

    if (l->when == NULL)
        return;
    s = find_when(c->model, l->when, &option);
    if (s != NULL) {
        if (strcmp(s->option_id, option->id) != 0)
            l->counted = 0;
        return;
    }
    if (c->extension.incomplete)
        return;
    f = bca_find(c->findings, "E0718", bca_xml_attribute_span(l->at, "when"),
                 "there is no option '%s'", l->when);
    suggest_when(c, f, l->when);
    bca_find_fix(c->findings, f,
                 "write SWITCH.OPTION, or add the option to the switch");
}

void
bca_check_switches(bca_check *c)
{
    bca_model *m = c->model;
    const bca_ids switches = {m->switches, m->n_switches, sizeof *m->switches,
                              "switch",    false,         NULL};

    bca_check_duplicates(&switches, c->findings);
    for (size_t i = 0; i < m->n_switches; i++)
        check_switch(c, &m->switches[i]);
    for (size_t i = 0; i < m->n_lines; i++)
        check_transfer(c, &m->lines[i]);
    for (size_t i = 0; i < m->n_lines; i++)
        apply_when(c, &m->lines[i]);
}
