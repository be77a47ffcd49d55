/* What each scenario of a memo supposes. */

#include <string.h>

#include "report/latex.h"
#include "report/memo_parts.h"
#include "report/words.h"

bca_status
bca_memo_words(bca_memo *memo, bca_arena *arena, bca_error *err)
{
    const bca_compare_report *r = memo->report;
    const size_t n = r->portfolio->contest.n_scenarios;
    const bca_scenario_words **all =
        bca_arena_alloc(arena, n, sizeof(bca_scenario_words *));
    bca_status st = BCA_OK;

    if (all == NULL)
        return bca_fail_memory(err);
    for (size_t s = 0; st == BCA_OK && s < n; s++) {
        const bca_scenario *scenario = r->scenarios[s];
        bca_scenario_words *words;

        if (scenario == NULL)
            continue;
        words = bca_arena_alloc(arena, scenario->n_overrides, sizeof *words);
        if (words == NULL)
            return bca_fail_memory(err);
        st = bca_scenario_say(words, arena, scenario, r->portfolio->ask->registry,
                              r->models, err);
        all[s] = words;
    }
    memo->words = all;
    return st;
}

static const bca_memo *
memo_of(const void *context)
{
    return context;
}

static const bca_scenario *
scenario_of(const void *context)
{
    return memo_of(context)->report->scenarios[memo_of(context)->scenario];
}

static void
name(const void *context, FILE *out)
{
    bca_latex_text(out, memo_of(context)->report->names[memo_of(context)->scenario]);
}

static bool
is_base(const void *context)
{
    return memo_of(context)->scenario == 0;
}

static bool
as_it_is(const void *context)
{
    return scenario_of(context) == NULL;
}

static bool
has_description(const void *context)
{
    const bca_scenario *s = scenario_of(context);

    return s != NULL && s->description != NULL && s->description[0] != '\0';
}

static void
description(const void *context, FILE *out)
{
    bca_latex_text(out, scenario_of(context)->description);
}

static bool
has_changes(const void *context)
{
    return scenario_of(context) != NULL && scenario_of(context)->n_overrides > 0;
}

/* The scenario of the memo that states an override, when it comes before; else the one
 * being said. */
static size_t
stated_in(const bca_memo *memo, const bca_scenario_override *o)
{
    for (size_t s = 0; s < memo->scenario; s++) {
        if (o->scenario != NULL && strcmp(memo->report->ids[s], o->scenario) == 0)
            return s;
    }
    return memo->scenario;
}

static void
put_change(const bca_memo *memo, const bca_scenario_words *w, FILE *out)
{
    const bca_provenance *p = &w->override->provenance;
    const bca_source *source =
        bca_registry_source(memo->report->portfolio->ask->registry, p->source_id);
    const size_t s = stated_in(memo, w->override);

    fputs("\\item ", out);
    bca_latex_sentence(out, w->what);
    fputs(": ", out);
    bca_latex_text(out, w->was);
    fputs(" \\(\\rightarrow\\) \\textbf{", out);
    bca_latex_text(out, w->is);
    fputs("}", out);
    if (w->unit[0] != '\0') {
        fputs(" ", out);
        bca_latex_text(out, w->unit);
    }
    fputs(". ", out);
    if (s < memo->scenario) {
        fputs("Why: see \u201c", out);
        bca_latex_text(out, memo->report->names[s]);
        fputs("\u201d.\n", out);
        return;
    }
    if (p->note != NULL)
        bca_latex_text(out, p->note);
    fprintf(out, " (%s", bca_known_text(p->known));
    if (source != NULL) {
        fputs("; ", out);
        bca_latex_text(out, source->title);
    }
    fputs(")\n", out);
}

static void
changes(const void *context, FILE *out)
{
    const bca_memo *memo = context;

    fputs("\\begin{itemize}\n", out);
    for (size_t i = 0; i < scenario_of(context)->n_overrides; i++)
        put_change(memo, &memo->words[memo->scenario][i], out);
    fputs("\\end{itemize}\n", out);
}

static const bca_slot slots[] = {
    {"name", name, NULL},
    {"isBase", NULL, is_base},
    {"description", description, has_description},
    {"asItIs", NULL, as_it_is},
    {"changes", changes, has_changes},
};

bca_slots
bca_memo_scenario_slots(void)
{
    return (bca_slots){slots, sizeof slots / sizeof slots[0]};
}
