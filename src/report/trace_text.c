#include <math.h>
#include <string.h>

#include "base/text.h"
#include "report/number.h"
#include "report/trace.h"

enum { WIDTH = 92, PERIODS = 12, LABEL = 20, CELL = 12, MOST_SERIES = 9 };

/* Words of text broken at spaces so that no line passes the width; a longer word stands
 * alone. Every line begins with indent spaces, the first with a lead within them. */
static void
put_wrapped(FILE *out, const char *lead, const char *text, int indent)
{
    size_t column = bca_utf8_length(lead, strlen(lead));
    bool first = true;

    fprintf(out, "%s", lead);
    for (const char *word = text; *word != '\0';) {
        size_t bytes = strcspn(word, " ");
        size_t length = bca_utf8_length(word, bytes);

        if (!first && column + 1 + length > WIDTH) {
            fprintf(out, "\n%*s", indent, "");
            column = (size_t)indent;
            first = true;
        }
        fprintf(out, "%s%.*s", first ? "" : " ", (int)bytes, word);
        column += length + (first ? 0 : 1);
        first = false;
        word += bytes;
        word += strspn(word, " ");
    }
    fputc('\n', out);
}

/* ------------------------------------------------------------------------ facts */

/* "Name = value unit [status, source]"; nothing for a number that is missing. */
static void
put_fact(FILE *out, const char *lead, const bca_trace_fact *f)
{
    char text[2048];
    char number[BCA_NUMBER_TEXT];
    char from[256] = "";

    if (f->text == NULL && isnan(f->value))
        return;
    if (f->status != NULL)
        (void)snprintf(from, sizeof from, " [%s%s%s]", f->status,
                       f->source_id != NULL ? ", " : "",
                       f->source_id != NULL ? f->source_id : "");
    (void)snprintf(text, sizeof text, "%s = %s%s%s%s", f->name,
                   f->text != NULL ? f->text : bca_number_exact(number, f->value),
                   f->unit != NULL ? " " : "", f->unit != NULL ? f->unit : "", from);
    put_wrapped(out, lead, text, 8);
}

/* ----------------------------------------------------------------------- tables */

/* Zero has no sign. */
static double
plain(double value)
{
    return value == 0.0 ? 0.0 : value;
}

static void
put_cell(FILE *out, double value)
{
    if (isnan(value))
        fprintf(out, "%*s", CELL, "");
    else
        fprintf(out, "%*.5g", CELL, plain(value));
}

/* A heading of at most a cell's width. */
static void
put_heads(FILE *out, const bca_trace_series *from, size_t n, int label)
{
    fprintf(out, "    %-*s", label, label == LABEL ? "study" : "t");
    for (size_t i = 0; i < n; i++, from = from->next) {
        int room = CELL - 1;
        size_t length = bca_utf8_length(from->name, strlen(from->name));

        fprintf(out, "%*s", length <= (size_t)room ? CELL : 1,
                length <= (size_t)room ? from->name : " ");
        if (length > (size_t)room)
            fprintf(out, "%*s", room, from->id);
    }
    fputc('\n', out);
}

static void
put_row(FILE *out, const bca_trace_series *from, size_t n, size_t row)
{
    for (size_t i = 0; i < n; i++, from = from->next)
        put_cell(out, from->values[row]);
    fputc('\n', out);
}

/* What is after the first periods, summed. */
static void
put_rest(FILE *out, const bca_trace_series *from, size_t n, size_t first, size_t rows)
{
    fprintf(out, "    ...\n    %-6s", "rest");
    for (size_t i = 0; i < n; i++, from = from->next) {
        double sum = 0.0;

        for (size_t k = first; k < rows; k++)
            sum += from->values[k];
        put_cell(out, from->adds ? sum : NAN);
    }
    fputc('\n', out);
}

/* Some series of a part as columns: studies all, periods the first ones. */
static void
put_columns(FILE *out, const bca_trace_part *p, const bca_trace_series *from, size_t n)
{
    const int label = p->labels != NULL ? LABEL : 6;
    size_t rows = p->labels != NULL || p->rows < PERIODS ? p->rows : PERIODS;

    put_heads(out, from, n, label);
    for (size_t k = 0; k < rows; k++) {
        if (p->labels != NULL) {
            size_t bytes = strlen(p->labels[k]);

            while (bca_utf8_length(p->labels[k], bytes) > LABEL ||
                   (bytes > 0 && (p->labels[k][bytes] & 0xC0) == 0x80))
                bytes--;
            fprintf(out, "    %.*s%*s", (int)bytes, p->labels[k],
                    LABEL - (int)bca_utf8_length(p->labels[k], bytes), "");
        } else {
            fprintf(out, "    %-*zu", label, k);
        }
        put_row(out, from, n, k);
    }
    if (rows < p->rows)
        put_rest(out, from, n, rows, p->rows);
}

/* As many columns side by side as the width holds. */
static void
put_series(FILE *out, const bca_trace_part *p)
{
    const size_t room =
        (size_t)(WIDTH - 4 - (p->labels != NULL ? LABEL : 6)) / (size_t)CELL;
    const bca_trace_series *s = p->series;

    while (s != NULL) {
        const bca_trace_series *from = s;
        size_t n = 0;

        while (s != NULL && n < room) {
            s = s->next;
            n++;
        }
        put_columns(out, p, from, n);
    }
    for (size_t k = 0; p->words != NULL && p->labels != NULL && k < p->rows; k++) {
        put_wrapped(out, "    ", p->labels[k], 8);
        put_wrapped(out, "        ", p->words[k], 8);
    }
}

/* ------------------------------------------------------------------------ steps */

/* A part whose one series never changes. */
static bool
is_level(const bca_trace_part *p)
{
    const bca_trace_series *s = p->series;

    if (s == NULL || s->next != NULL || s->adds)
        return false;
    for (size_t k = 1; k < p->rows; k++) {
        if (s->values[k] != s->values[0])
            return false;
    }
    return true;
}

static void
put_part(FILE *out, const bca_trace_part *p)
{
    char text[1024];

    (void)snprintf(text, sizeof text, "%s: %s", p->id, p->name);
    put_wrapped(out, "  ", text, 4);
    for (const bca_trace_fact *f = p->inputs; f != NULL; f = f->next)
        put_fact(out, "    ", f);
    if (is_level(p))
        fprintf(out, "    the same in every period\n");
    else
        put_series(out, p);
    for (const bca_trace_note *n = p->notes; n != NULL; n = n->next)
        put_wrapped(out, "    ", n->text, 4);
    for (const bca_trace_fact *f = p->results; f != NULL; f = f->next)
        put_fact(out, "  => ", f);
}

/* What is computed twice; the checks by period are counted, not listed. */
static void
put_checks(FILE *out, const bca_trace *t)
{
    size_t n = 0;
    size_t agree = 0;

    fprintf(out, "\nThe same numbers twice: %38s%14s%14s\n", "", "by these steps",
            "by the engine");
    for (const bca_trace_check *c = t->checks; c != NULL; c = c->next) {
        n++;
        agree += bca_trace_check_holds(c);
        if (strstr(c->what, " in period ") == NULL)
            fprintf(out, "  %-60.60s %14.4f %14.4f\n", c->what, plain(c->trace),
                    plain(c->engine));
    }
    fprintf(out, "  %zu of %zu numbers that were computed twice agree within 1e-12\n",
            agree, n);
}

/* ---------------------------------------------------------------------- sources */

static bool
has_source(const bca_trace_fact *first, const bca_source *source)
{
    for (const bca_trace_fact *f = first; f != NULL; f = f->next) {
        if (f->source == source)
            return true;
    }
    return false;
}

static bool
uses_source(const bca_trace *t, const bca_source *source)
{
    for (int i = 0; i < BCA_TRACE_STEPS; i++) {
        for (const bca_trace_part *p = t->steps[i].parts; p != NULL; p = p->next) {
            if (has_source(p->inputs, source))
                return true;
        }
    }
    return false;
}

/* "id: publisher, title (year), address" of every source named above. */
static void
put_sources(FILE *out, const bca_trace *t)
{
    fprintf(out, "\nSources\n");
    for (size_t i = 0; i < t->registry->n_sources; i++) {
        const bca_source *s = &t->registry->sources[i];
        char text[2048];

        if (!uses_source(t, s))
            continue;
        (void)snprintf(text, sizeof text, "%s: %s%s%s%s%s%s%s%s", s->id,
                       s->publisher != NULL ? s->publisher : "",
                       s->publisher != NULL ? ", " : "", s->title,
                       s->year != NULL ? " (" : "", s->year != NULL ? s->year : "",
                       s->year != NULL ? ")" : "", s->url != NULL ? ", " : "",
                       s->url != NULL ? s->url : "");
        put_wrapped(out, "  ", text, 4);
    }
}

bca_status
bca_trace_write_text(const bca_trace *trace, FILE *out, bca_error *err)
{
    const bca_plan *plan = &trace->compiled->plan;
    char text[1024];

    (void)snprintf(text, sizeof text, "%s: %s, %s, model %s, dollars of %d",
                   plan->program, plan->program_name, bca_basis_text(plan->basis),
                   plan->model, plan->price_year);
    put_wrapped(out, "", text, 4);
    if (trace->which.mean)
        fprintf(out, "Every input at its mean.\n");
    else
        fprintf(out, "Draw %llu of seed %llu.\n", (unsigned long long)trace->which.draw,
                (unsigned long long)trace->which.seed);
    for (int i = 0; i < BCA_TRACE_STEPS; i++) {
        const bca_trace_step *step = &trace->steps[i];

        if (step->parts == NULL)
            continue;
        fprintf(out, "\n%d. %s\n", i + 1, step->title);
        put_wrapped(out, "   ", step->formula, 3);
        for (const bca_trace_part *p = step->parts; p != NULL; p = p->next)
            put_part(out, p);
    }
    put_checks(out, trace);
    put_sources(out, trace);
    if (fflush(out) != 0 || ferror(out))
        return bca_fail(err, BCA_EIO, "the trace could not be written");
    return BCA_OK;
}
