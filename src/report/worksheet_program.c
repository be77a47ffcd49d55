#include <string.h>

#include "report/latex.h"
#include "report/words.h"
#include "report/worksheet_parts.h"

/* The slots of worksheet/program.tex: one program of the worksheet. */

static const bca_worksheet_program *
page_of(const void *context)
{
    const bca_sheet *sheet = context;

    return sheet->program;
}

static const bca_cycle_entry *
entry_of(const void *context)
{
    return page_of(context)->entry;
}

static const bca_tiering *
tiering_of(const void *context)
{
    return &entry_of(context)->now->tiering;
}

static void
program_id(const void *context, FILE *out)
{
    bca_latex_text(out, entry_of(context)->now->program->id);
}

static void
name(const void *context, FILE *out)
{
    bca_latex_text(out, entry_of(context)->now->program->name);
}

static bool
has_intervention(const void *context)
{
    return entry_of(context)->now->program->intervention != NULL;
}

static void
intervention(const void *context, FILE *out)
{
    bca_latex_text(out, entry_of(context)->now->program->intervention->name);
}

static void
tier(const void *context, FILE *out)
{
    bca_latex_text(out, tiering_of(context)->tier->name);
}

static void
reason(const void *context, FILE *out)
{
    bca_latex_text(out, entry_of(context)->reason);
}

static bool
has_flag(const void *context)
{
    return tiering_of(context)->rule->flag != NULL;
}

static void
flag(const void *context, FILE *out)
{
    bca_latex_text(out, tiering_of(context)->rule->flag);
}

/* The test that stands in the way, where the reason gives the flag instead. */
static bool
has_failed(const void *context)
{
    return has_flag(context) && tiering_of(context)->failed != NULL;
}

static void
failed(const void *context, FILE *out)
{
    const bca_predicate *p = tiering_of(context)->failed;

    bca_latex_text(out, p->otherwise);
    fputs(" (", out);
    bca_latex_text(out, p->clause->citation);
    fputc(')', out);
}

static void
on_record(const void *context, FILE *out)
{
    const bca_sheet *sheet = context;
    const bca_cycle_entry *e = entry_of(context);
    const bca_tiers *now = &sheet->worksheet->cycle->now;
    const bca_tier_claim *claim = e->now->claim;

    bca_put_tier(out, now->run->registry, e->now->program);
    if (claim != NULL && claim->as_of != NULL) {
        fputs(", as of ", out);
        bca_latex_text(out, claim->as_of);
    }
}

static bool
has_then(const void *context)
{
    return entry_of(context)->then != NULL;
}

static void
tier_then(const void *context, FILE *out)
{
    bca_latex_text(out, entry_of(context)->then->tiering.tier->name);
}

static void
reason_then(const void *context, FILE *out)
{
    bca_latex_text(out, entry_of(context)->reason_then);
}

static bool
has_changed(const void *context)
{
    return entry_of(context)->changed;
}

static bool
has_override(const void *context)
{
    return tiering_of(context)->decision != NULL;
}

static void
override_tier(const void *context, FILE *out)
{
    bca_latex_text(out, tiering_of(context)->decided->name);
}

static void
override_words(const void *context, FILE *out)
{
    const bca_override *o = tiering_of(context)->decision;

    bca_latex_text(out, o->by);
    fputs(" on ", out);
    bca_latex_text(out, o->on);
    fputs(": ", out);
    bca_latex_text(out, o->reason);
}

static bool
has_raise(const void *context)
{
    return tiering_of(context)->n_raises > 0;
}

static void
raise_tier(const void *context, FILE *out)
{
    bca_latex_text(out, tiering_of(context)->raises[0].tier->name);
}

static void
raise_words(const void *context, FILE *out)
{
    bca_latex_text(out, entry_of(context)->raise);
}

static bool
is_strongest(const void *context)
{
    return tiering_of(context)->rule->rank == 0;
}

/* Rows of the table of tests; the one that decided is bold. */
static void
tests(const void *context, FILE *out)
{
    const bca_tiering *t = tiering_of(context);

    for (size_t i = 0; i < t->profile->n_predicates; i++) {
        const bca_predicate *p = &t->profile->predicates[i];

        fputs(p == t->failed ? "\\textbf{" : "{", out);
        bca_latex_sentence(out, p->name);
        fputs("} & ", out);
        bca_latex_text(out, p->clause->citation);
        fprintf(out, p == t->failed ? " & \\textbf{%s} & " : " & %s & ",
                bca_met_text(t->predicates[i].met));
        bca_latex_text(out, page_of(context)->facts[i]);
        fputs("\\\\\n", out);
    }
}

static bool
has_news(const void *context)
{
    return entry_of(context)->why[0] != '\0';
}

static void
news(const void *context, FILE *out)
{
    bca_latex_text(out, entry_of(context)->why);
}

static bool
has_candidates(const void *context)
{
    return page_of(context)->candidates[0] != '\0';
}

static void
candidates(const void *context, FILE *out)
{
    bca_latex_text(out, page_of(context)->candidates);
}

static bool
has_missing(const void *context)
{
    return page_of(context)->missing.n > 0;
}

static void
missing(const void *context, FILE *out)
{
    bca_latex_text(out, page_of(context)->missing_line);
}

static const bca_slot slots[] = {
    {"programId", program_id, NULL},
    {"name", name, NULL},
    {"intervention", intervention, has_intervention},
    {"tier", tier, NULL},
    {"reason", reason, NULL},
    {"flag", flag, has_flag},
    {"failed", failed, has_failed},
    {"tierOnRecord", on_record, NULL},
    {"then", NULL, has_then},
    {"tierThen", tier_then, NULL},
    {"reasonThen", reason_then, NULL},
    {"changed", NULL, has_changed},
    {"override", override_words, has_override},
    {"overrideTier", override_tier, NULL},
    {"raise", raise_words, has_raise},
    {"raiseTier", raise_tier, NULL},
    {"strongest", NULL, is_strongest},
    {"tests", tests, NULL},
    {"news", news, has_news},
    {"candidates", candidates, has_candidates},
    {"missing", missing, has_missing},
};

bca_slots
bca_sheet_program_slots(void)
{
    return (bca_slots){slots, sizeof slots / sizeof slots[0]};
}
