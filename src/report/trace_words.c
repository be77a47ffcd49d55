/* What a study reported, in words. */

#include <math.h>

#include "report/trace_parts.h"

/* The numbers of each form in which a study states a result. */
enum { MOST_NUMBERS = 6 };

typedef struct stated {
    const char *name; /* NULL ends the list */
    size_t offset;
} stated;

#define STATED(name)                                                                   \
    {                                                                                  \
#name, offsetof(bca_study_result, name)                                        \
    }

static const struct {
    const char *name;
    stated numbers[MOST_NUMBERS + 1];
} forms[BCA_REPORTED_FORMS] = {
    [BCA_COUNTS] = {"counts", {STATED(a), STATED(b), STATED(c), STATED(d)}},
    [BCA_PROPORTIONS] = {"proportions",
                         {STATED(p1), STATED(n1), STATED(p2), STATED(n2)}},
    [BCA_MEANS] = {"means",
                   {STATED(m1), STATED(sd1), STATED(n1), STATED(m2), STATED(sd2),
                    STATED(n2)}},
    [BCA_STATISTIC] = {"statistic", {STATED(value), STATED(n1), STATED(n2)}},
    [BCA_CORRELATION] = {"correlation", {STATED(r), STATED(n)}},
    [BCA_EFFECT] = {"effect",
                    {STATED(value), STATED(se), STATED(variance), STATED(low),
                     STATED(high)}},
    [BCA_UNPOOLED] = {"not pooled", {STATED(p)}},
};

/* "t", "F", "p", and the measures of an effect. */
static const char *const statistics[] = {"t", "F", "p"};
static const char *const measures[] = {"d", "log odds", "percent"};

static const char *
word(const char *const words[], size_t n, int index)
{
    return index >= 0 && (size_t)index < n ? words[index] : "";
}

/* "counts a 15, b 36, c 22, d 40", with the clusters if the study states them. */
static const char *
result_words(bca_trace *t, bca_reported_form form, const bca_study_result *r)
{
    const char *kind = "";
    const char *text;
    const char *between = " ";

    if (form == BCA_STATISTIC)
        kind = word(statistics, sizeof statistics / sizeof *statistics, r->kind);
    if (form == BCA_EFFECT)
        kind = word(measures, sizeof measures / sizeof *measures, r->measure);
    text =
        bca_trace_text(t, "%s%s%s", forms[form].name, kind[0] != '\0' ? " " : "", kind);
    for (const stated *s = forms[form].numbers; s->name != NULL; s++) {
        double value = *(const double *)(const void *)((const char *)r + s->offset);

        if (isnan(value))
            continue;
        text = bca_trace_text(t, "%s%s%s %.10g", text, between, s->name, value);
        between = ", ";
    }
    if (form == BCA_STATISTIC && r->lower >= 0)
        text = bca_trace_text(t, "%s, treated have %s", text,
                              r->lower == 1 ? "less" : "more");
    if (!isnan(r->cluster_size))
        text = bca_trace_text(t, "%s, clusters of %.10g, icc %.10g", text,
                              r->cluster_size, r->icc);
    return r->measured != NULL ? bca_trace_text(t, "%s: %s", r->measured, text) : text;
}

const char *
bca_trace_study_words(bca_trace *t, const bca_study *study)
{
    const char *text = "";

    for (int form = 0; form < BCA_REPORTED_FORMS; form++) {
        const bca_study_results *results = &study->results[form];

        for (size_t i = 0; i < results->n; i++)
            text = bca_trace_text(
                t, "%s%s%s", text, text[0] != '\0' ? "; " : "",
                result_words(t, (bca_reported_form)form, &results->items[i]));
    }
    return text;
}
