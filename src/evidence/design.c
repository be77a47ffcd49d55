#include "evidence/design.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "evidence/meta.h"

/* A value of a factor. */
typedef struct level {
    const char *text;
    double number; /* when the column is one of numbers */
    bool is_number;
} level;

/* A moderator with its levels, of which the first is the reference. */
typedef struct moderator {
    const bca_sheet_cell *header;
    size_t column;
    bool numeric; /* every cell is a number */
    bool factor;
    level *levels; /* [n_levels] */
    size_t n_levels;
} moderator;

static level
level_of(const moderator *m, const bca_sheet_cell *cell)
{
    level l = {.text = cell->text};

    l.is_number = m->numeric && bca_parse_double(&l.number, cell->text);
    return l;
}

/* Both are of one column: numbers, or words. */
static int
by_level(const level *p, const level *q)
{
    if (p->is_number && q->is_number)
        return (p->number > q->number) - (p->number < q->number);
    return strcmp(p->text, q->text);
}

/* For a sort: equal numbers written otherwise ("1", "1.0") in order of their bytes. */
static int
by_level_and_text(const void *a, const void *b)
{
    const level *p = a;
    const level *q = b;
    int levels = by_level(p, q);

    return levels != 0 ? levels : strcmp(p->text, q->text);
}

static const bca_sheet_cell *
cell_of(const bca_rows *rows, size_t i, size_t column)
{
    return bca_sheet_cell_at(rows->sheet, rows->items[i], column);
}

static void
mixed(const moderator *m, const bca_sheet_cell *word, size_t numbers,
      bca_findings *findings)
{
    bca_finding *f =
        bca_find(findings, "E0620", word->at, "'%s' stands among %zu number%s",
                 word->text, numbers, numbers == 1 ? "" : "s");

    bca_find_label(findings, f, "in the moderator '%s'", m->header->text);
    bca_find_fix(
        findings, f,
        "write a number, or ask for factor(%s), which compares values as names",
        m->header->text);
}

/* Whether the column is one of numbers, or one of words; E0620 when it is both. */
static void
find_kind(moderator *m, const bca_rows *rows, bca_findings *findings)
{
    const bca_sheet_cell *word = NULL;
    size_t numbers = 0;

    for (size_t i = 0; i < rows->k; i++) {
        const bca_sheet_cell *cell = cell_of(rows, i, m->column);
        double ignored;

        if (bca_parse_double(&ignored, cell->text))
            numbers++;
        else if (word == NULL)
            word = cell;
    }
    if (!m->factor && word != NULL && numbers > 0)
        mixed(m, word, numbers, findings);
    m->numeric = word == NULL;
    m->factor = m->factor || !m->numeric;
}

/* Levels of a column in order; false when memory runs out. */
static bool
find_levels(moderator *m, bca_arena *arena, const bca_rows *rows)
{
    size_t n = 0;

    m->levels = bca_arena_alloc(arena, rows->k, sizeof *m->levels);
    if (m->levels == NULL)
        return false;
    for (size_t i = 0; i < rows->k; i++)
        m->levels[i] = level_of(m, cell_of(rows, i, m->column));
    qsort(m->levels, rows->k, sizeof *m->levels, by_level_and_text);
    for (size_t i = 0; i < rows->k; i++) {
        if (n == 0 || by_level(&m->levels[n - 1], &m->levels[i]) != 0)
            m->levels[n++] = m->levels[i];
    }
    m->n_levels = n;
    return true;
}

/* False when memory runs out. */
static bool
examine(moderator *m, bca_arena *arena, const bca_rows *rows, bca_findings *findings)
{
    bca_finding *f;

    find_kind(m, rows, findings);
    if (!find_levels(m, arena, rows)) {
        findings->no_memory = true;
        return false;
    }
    if (m->n_levels > 1)
        return true;
    f = bca_find(findings, "E0621", m->header->at,
                 "the moderator '%s' is '%s' in every study that can be used",
                 m->header->text, m->levels[0].text);
    bca_find_fix(findings, f,
                 "leave it out of the moderators: only what differs between studies "
                 "can explain a difference");
    return true;
}

static size_t
columns_of(const moderator *m)
{
    return m->factor ? m->n_levels - 1 : 1;
}

/* Value of column c of a moderator in a row. */
static double
value_of(const moderator *m, size_t c, const bca_sheet_cell *cell)
{
    level l = level_of(m, cell);

    if (!m->factor)
        return l.number;
    return by_level(&l, &m->levels[c + 1]) == 0 ? 1.0 : 0.0;
}

static const char *
name_of(const moderator *m, size_t c, bca_arena *arena)
{
    if (!m->factor)
        return m->header->text;
    return bca_arena_printf(arena, "%s = %s", m->header->text, m->levels[c + 1].text);
}

/* Fill x[k][p] and names[p]; false when memory runs out. */
static bool
fill(bca_design_matrix *d, bca_arena *arena, const bca_rows *rows,
     const moderator moderators[])
{
    double *x = bca_arena_alloc(arena, d->k, d->p * sizeof *x);
    const char **names = bca_arena_alloc(arena, d->p, sizeof *names);

    if (x == NULL || names == NULL)
        return false;
    names[0] = "intercept";
    for (size_t i = 0; i < d->k; i++)
        x[i * d->p] = 1.0;
    for (size_t j = 1; j < d->p; moderators++) {
        for (size_t c = 0; c < columns_of(moderators); c++, j++) {
            names[j] = name_of(moderators, c, arena);
            if (names[j] == NULL)
                return false;
            for (size_t i = 0; i < d->k; i++)
                x[i * d->p + j] =
                    value_of(moderators, c, cell_of(rows, i, moderators->column));
        }
    }
    d->x = x;
    d->names = names;
    return true;
}

static void
too_many_columns(const bca_rows *rows, size_t p, bca_findings *findings)
{
    bca_finding *f = bca_find(findings, "E0622", rows->sheet->columns[0].at,
                              "the moderators make %zu columns with the intercept; a "
                              "model has at most %d",
                              p, BCA_META_COLUMNS);

    bca_find_fix(findings, f,
                 "leave moderators out, or join the levels of one with many");
}

bool
bca_design_matrix_make(bca_design_matrix *out, bca_arena *arena, const bca_rows *rows,
                       const bca_terms *terms, bca_findings *findings)
{
    bca_design_matrix d = {.k = rows->k, .p = 1};
    moderator *moderators = bca_arena_alloc(arena, terms->n, sizeof *moderators);
    size_t errors = findings->errors;

    assert(rows->k > 0);
    for (size_t t = 0; t < terms->n && moderators != NULL; t++) {
        moderator *m = &moderators[t];

        m->column = terms->items[t].column;
        m->factor = terms->items[t].factor;
        m->header = &rows->sheet->columns[m->column];
        if (!examine(m, arena, rows, findings))
            return false;
        d.p += columns_of(m);
    }
    if (d.p > BCA_META_COLUMNS && findings->errors == errors)
        too_many_columns(rows, d.p, findings);
    if (findings->errors > errors)
        return false;
    if (moderators == NULL || !fill(&d, arena, rows, moderators)) {
        findings->no_memory = true;
        return false;
    }
    *out = d;
    return true;
}
