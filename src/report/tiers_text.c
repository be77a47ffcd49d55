/* Tiers explained for people, as long as they must be. */

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "report/tiers.h"

enum {
    WIDTH = 92,         /* columns of a line */
    LABEL = 12,         /* columns of what stands before a text */
    STUDIES_SHOWN = 160 /* bytes of a list of studies before it is cut */
};

/* A text after a label, wrapped and indented. */
static void
put(FILE *out, int indent, const char *label, const char *text)
{
    int column = indent + LABEL;

    (void)fprintf(out, "%*s%-*s", indent, "", LABEL, label);
    while (*(text += strspn(text, " ")) != '\0') {
        size_t n = strcspn(text, " ");
        int wide = (int)bca_utf8_length(text, n) + 1;

        if (column + wide > WIDTH && column > indent + LABEL) {
            (void)fprintf(out, "\n%*s", indent + LABEL, "");
            column = indent + LABEL;
        }
        (void)fprintf(out, "%s%.*s", column > indent + LABEL ? " " : "", (int)n, text);
        column += wide;
        text += n;
    }
    (void)fputc('\n', out);
}

/* A list of studies with the end left out when it is long. */
static const char *
cut(bca_arena *arena, const char *studies)
{
    size_t more = 1;
    const char *end;

    if (studies == NULL || strlen(studies) <= STUDIES_SHOWN)
        return studies;
    end = strstr(studies + STUDIES_SHOWN, "; ");
    if (end == NULL)
        return studies;
    for (const char *next = end; (next = strstr(next + 2, "; ")) != NULL;)
        more++;
    return bca_arena_printf(arena, "%.*s; and %zu more", (int)(end - studies), studies,
                            more);
}

static bool
put_predicate(FILE *out, bca_arena *arena, const bca_tiering *t,
              const bca_predicate_state *state)
{
    const bca_predicate *p = state->predicate;
    const char *fact = bca_predicate_fact(arena, t, state);
    const char *studies = cut(arena, bca_predicate_studies(arena, t, state));
    const char *text;

    if (fact == NULL || studies == NULL)
        return false;
    text = bca_arena_printf(arena, "%s (%s): %s%s%s%s", p->name, p->clause->citation,
                            fact, studies[0] != '\0' ? " [" : "", studies,
                            studies[0] != '\0' ? "]" : "");
    if (text == NULL)
        return false;
    put(out, 2, bca_met_text(state->met), text);
    return true;
}

static bool
put_raises(FILE *out, bca_arena *arena, const bca_tiering *t)
{
    for (size_t i = 0; i < t->n_raises; i++) {
        const bca_raise *raise = &t->raises[i];
        const char *words = bca_raise_words(arena, t->facts, raise);
        const char *text = words == NULL
                               ? NULL
                               : bca_arena_printf(arena, "%s would take %zu step%s: %s",
                                                  raise->tier->name, raise->n,
                                                  raise->n == 1 ? "" : "s", words);

        if (text == NULL)
            return false;
        put(out, 0, i == 0 ? "Smallest" : "", text);
    }
    return true;
}

static bool
put_record(FILE *out, bca_arena *arena, const bca_tier_result *r)
{
    const bca_tiering *t = &r->tiering;
    const char *text;

    if (r->claim != NULL) {
        text = bca_arena_printf(arena, "%s%s%s%s", r->claim->tier,
                                r->claim->as_of != NULL ? ", " : "",
                                r->claim->as_of != NULL ? r->claim->as_of : "",
                                r->differs ? " (differs)" : "");
        if (text == NULL)
            return false;
        put(out, 0, "On record", text);
    }
    if (t->decision == NULL)
        return true;
    text = bca_arena_printf(arena, "%s, set by %s on %s: %s", t->decided->name,
                            t->decision->by, t->decision->on, t->decision->reason);
    if (text == NULL)
        return false;
    put(out, 0, "Override", text);
    return true;
}

static bool
put_follow_up(FILE *out, bca_arena *arena, const bca_facts *facts)
{
    double months = bca_longest_follow_up(facts);
    const char *text;

    if (isnan(months))
        return true;
    text = bca_arena_printf(arena, "%.0f months past treatment at the longest", months);
    if (text != NULL)
        put(out, 0, "Follow-up", text);
    return text != NULL;
}

static bool
put_program(FILE *out, bca_arena *arena, const bca_tier_result *r)
{
    const bca_tiering *t = &r->tiering;
    const char *reason = bca_tier_reason(arena, t);
    const char *candidates = bca_candidates_words(arena, t);

    if (reason == NULL || candidates == NULL)
        return false;
    (void)fprintf(out, "%s  %s\n", r->program->id, r->program->name);
    put(out, 0, "Tier", t->tier->name);
    put(out, 0, "Reason", reason);
    if (!put_record(out, arena, r))
        return false;
    if (!put_follow_up(out, arena, &r->facts))
        return false;
    put(out, 0, "Rule", t->rule->id);
    for (size_t i = 0; i < t->profile->n_predicates; i++) {
        if (!put_predicate(out, arena, t, &t->predicates[i]))
            return false;
    }
    if (!put_raises(out, arena, t))
        return false;
    if (candidates[0] != '\0')
        put(out, 0, "Candidates", candidates);
    return true;
}

bca_status
bca_tiers_write_text(const bca_tiers *tiers, FILE *out, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    bool complete = true;

    (void)fprintf(out, "Profile: %s%s%s\n", tiers->profile->name,
                  tiers->day != NULL ? ", as of " : "",
                  tiers->day != NULL ? tiers->day : "");
    for (size_t i = 0; complete && i < tiers->n; i++) {
        (void)fputc('\n', out);
        complete = put_program(out, &arena, &tiers->items[i]);
    }
    bca_arena_free(&arena);
    if (!complete)
        return bca_fail_memory(err);
    return ferror(out) ? bca_fail(err, BCA_EIO, "the output could not be written")
                       : BCA_OK;
}
