#include "report/import_rows.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

static const double DOLLARS_TOLERANCE = 2.0; /* three rounded figures */
static const double HALF_DOLLAR = 0.5;
static const double HUNDRED = 100.0;
static const double MOST_DOLLARS = 1e12; /* more is a slip of the pen */

enum {
    PROGRAM,
    TOTAL,
    TAXPAYERS,
    NON_TAXPAYERS,
    COSTS,
    CHANCE,
    NEEDED, /* the columns above must be there */
    NET = NEEDED,
    RATIO,
    AREA,
    REVIEW,
    COLUMNS
};

static const char *const names[COLUMNS] = {
    [PROGRAM] = "program",
    [TOTAL] = "total_benefits",
    [TAXPAYERS] = "taxpayer_benefits",
    [NON_TAXPAYERS] = "non-taxpayer_benefits",
    [COSTS] = "costs",
    [CHANCE] = "chance_benefits_exceed_costs",
    [NET] = "benefits_minus_costs_NPV",
    [RATIO] = "benefit_cost_ratio",
    [AREA] = "area",
    [REVIEW] = "lit_review",
};

typedef struct reader {
    const bca_sheet *sheet;
    size_t at[COLUMNS]; /* column of the sheet, or SIZE_MAX */
    const char *const *areas;
    bca_arena *arena;
    bca_findings *findings;
} reader;

bool
bca_import_reads(const char *column)
{
    for (size_t c = 0; c < COLUMNS; c++) {
        if (strcmp(names[c], column) == 0)
            return true;
    }
    return false;
}

/* Find the columns; false when one that is needed is not there. */
static bool
find_columns(reader *r)
{
    const char *headers[BCA_SHEET_COLUMNS];
    bool found = true;

    for (size_t c = 0; c < r->sheet->n_columns; c++)
        headers[c] = r->sheet->columns[c].text;
    for (size_t c = 0; c < COLUMNS; c++) {
        bca_finding *f;

        r->at[c] = bca_sheet_column(r->sheet, names[c]);
        if (c >= NEEDED || r->at[c] != SIZE_MAX)
            continue;
        found = false;
        f = bca_find(r->findings, "E0630", r->sheet->columns[0].at,
                     "the table has no column '%s'", names[c]);
        bca_find_nearest(r->findings, f, names[c], headers, r->sheet->n_columns);
        bca_find_fix(r->findings, f,
                     "name the column so; bca import --help lists all names");
    }
    return found;
}

static const bca_sheet_cell *
cell_of(const reader *r, size_t row, size_t column)
{
    if (r->at[column] == SIZE_MAX)
        return NULL;
    return bca_sheet_cell_at(r->sheet, row, r->at[column]);
}

/* --------------------------------------------------------------------- cells */

/* Whether a name can stand in XML: it has no control characters but blanks, and none
 * of the two code points that are no characters (EF BF BE, EF BF BF). */
static bool
is_text(const char *text)
{
    for (const char *s = text; *s != '\0'; s++) {
        if ((unsigned char)*s < ' ' && strchr("\t\r\n", *s) == NULL)
            return false;
        if (strncmp(s, "\xEF\xBF\xBE", 3) == 0 || strncmp(s, "\xEF\xBF\xBF", 3) == 0)
            return false;
    }
    return true;
}

/* A text with runs of blanks made one and none at its ends; NULL without memory. */
static const char *
squeezed(bca_arena *arena, const char *text)
{
    char *copy = bca_arena_strdup(arena, text);
    size_t n = 0;

    for (const char *s = text; copy != NULL && *s != '\0'; s++) {
        if (strchr(" \t\r\n", *s) == NULL)
            copy[n++] = *s;
        else if (n > 0 && copy[n - 1] != ' ')
            copy[n++] = ' ';
    }
    if (copy != NULL)
        copy[n > 0 && copy[n - 1] == ' ' ? n - 1 : n] = '\0';
    return copy;
}

/* The text of a cell; "" when it is empty, its column is missing, or it cannot be
 * used, which is a finding. */
static const char *
text_of(const reader *r, size_t row, size_t column)
{
    const bca_sheet_cell *cell = cell_of(r, row, column);
    const char *text;

    if (cell == NULL)
        return "";
    if (!is_text(cell->text)) {
        bca_find_fix(r->findings,
                     bca_find(r->findings, "E0631", cell->at,
                              "%s holds a character that is no text", names[column]),
                     "delete the control character");
        return "";
    }
    text = squeezed(r->arena, cell->text);
    if (text == NULL)
        r->findings->no_memory = true;
    return text == NULL ? "" : text;
}

/* The column stands beside the caret. */
static void
name_column(const reader *r, bca_finding *f, size_t column)
{
    bca_find_label(r->findings, f, "column %s", names[column]);
}

/* The number of a cell; NaN when it is missing or wrong, of which the findings tell. An
 * empty cell of a column that is needed is one, but for the chance. */
static double
number_of(const reader *r, size_t row, size_t column)
{
    const bca_sheet_cell *cell = cell_of(r, row, column);
    double number = NAN;
    bca_finding *f = NULL;

    if (cell == NULL)
        return NAN;
    if (!bca_sheet_number(&number, cell, r->findings)) {
        name_column(r, r->findings->last, column);
        return NAN;
    }
    if (isnan(number) && column < CHANCE)
        f = bca_find(r->findings, "E0631", cell->at, "%s is missing", names[column]);
    else if (column == CHANCE && (number < 0.0 || number > HUNDRED))
        f = bca_find(r->findings, "E0631", cell->at,
                     "the chance %g is not between 0 and 100 percent", number);
    else if (fabs(number) > MOST_DOLLARS)
        f = bca_find(r->findings, "E0631", cell->at,
                     "%s is beyond %g, which no result per participant is",
                     names[column], MOST_DOLLARS);
    name_column(r, f, column);
    bca_find_fix(r->findings, f, "enter the figure that the source prints%s",
                 column == CHANCE ? ", or leave the cell empty where it prints none"
                                  : "");
    return f == NULL ? number : NAN;
}

static const char *
area_of(const reader *r, size_t row)
{
    static const char unknown[] = "other";
    const char *word = text_of(r, row, AREA);
    size_t n = 0;
    bca_finding *f;

    if (word[0] == '\0')
        return unknown;
    for (; r->areas[n] != NULL; n++) {
        if (strcmp(r->areas[n], word) == 0)
            return word;
    }
    f = bca_find(r->findings, "E0631", cell_of(r, row, AREA)->at,
                 "'%s' is no policy area of the registry", word);
    bca_find_nearest(r->findings, f, word, r->areas, n);
    bca_find_fix(r->findings, f,
                 "write an area of the registry's programs, or leave "
                 "the cell empty");
    return unknown;
}

/* ---------------------------------------------------------------- identities */

static void
check_sum(const reader *r, size_t row, const bca_import_row *x)
{
    double sum = x->taxpayers + x->non_taxpayers;

    if (fabs(sum - x->total) > DOLLARS_TOLERANCE)
        bca_find_fix(r->findings,
                     bca_find(r->findings, "E0605", cell_of(r, row, TOTAL)->at,
                              "the parts sum to %g, the total is %g", sum, x->total),
                     "check the three figures against the source");
}

static void
check_net(const reader *r, size_t row, const bca_import_row *x)
{
    double net = number_of(r, row, NET);

    if (fabs(x->total - x->cost - net) > DOLLARS_TOLERANCE)
        bca_find_fix(r->findings,
                     bca_find(r->findings, "W0632", cell_of(r, row, NET)->at,
                              "total less cost is %g, the net benefit printed is %g",
                              x->total - x->cost, net),
                     "check total, cost and net benefit against the source; the net "
                     "benefit is computed anew");
}

/* Half of the last digit of a printed number: 0.005 for 27.84, 0.5 for 28. */
static double
half_digit(const char *text)
{
    const char *point = strchr(text, '.');

    return HALF_DOLLAR *
           pow(10.0, point == NULL ? 0.0 : -(double)strspn(point + 1, "0123456789"));
}

/* The ratio is total over cost, both rounded to dollars and the ratio to its digits.
 * Where the cost is so near to 0 that its rounding leaves the ratio open there is none
 * to compare. */
static void
check_ratio(const reader *r, size_t row, const bca_import_row *x)
{
    const bca_sheet_cell *cell = cell_of(r, row, RATIO);
    double ratio = number_of(r, row, RATIO);
    double own = x->total / x->cost;
    double slack;

    if (isnan(ratio) || !(fabs(x->cost) > HALF_DOLLAR))
        return;
    slack = half_digit(cell->text) +
            HALF_DOLLAR * (1.0 + fabs(own)) / (fabs(x->cost) - HALF_DOLLAR);
    if (!(fabs(ratio - own) > slack))
        return;
    bca_find_fix(r->findings,
                 bca_find(r->findings, "W0632", cell->at,
                          "total / cost is %.4g, the ratio printed is %.4g", own,
                          ratio),
                 "check total, cost and ratio against the source; the ratio is "
                 "computed anew");
}

/* ---------------------------------------------------------------------- rows */

static void
read_row(const reader *r, size_t row, bca_import_row *x)
{
    const bca_sheet_cell *program = cell_of(r, row, PROGRAM);
    const size_t before = r->findings->errors;
    const char *name = text_of(r, row, PROGRAM);

    if (name[0] == '\0' && r->findings->errors == before)
        bca_find_fix(
            r->findings,
            bca_find(r->findings, "E0631", program->at, "the program has no name"),
            "enter its name");
    *x = (bca_import_row){.name = name,
                          .area = area_of(r, row),
                          .reviewed = text_of(r, row, REVIEW),
                          .line =
                              bca_file_position(r->sheet->file, program->at.begin).line,
                          .total = number_of(r, row, TOTAL),
                          .taxpayers = number_of(r, row, TAXPAYERS),
                          .non_taxpayers = number_of(r, row, NON_TAXPAYERS),
                          .cost = 0.0 - number_of(r, row, COSTS),
                          .chance = number_of(r, row, CHANCE) / HUNDRED};
    if (x->reviewed[0] == '\0')
        x->reviewed = NULL;
    check_sum(r, row, x);
    check_net(r, row, x);
    check_ratio(r, row, x);
}

bool
bca_import_rows(bca_import_row out[], bca_arena *arena, const bca_sheet *sheet,
                const char *const in_force[], bca_findings *findings)
{
    reader r = {
        .sheet = sheet, .areas = in_force, .arena = arena, .findings = findings};

    if (!find_columns(&r))
        return !findings->no_memory;
    for (size_t i = 0; i < sheet->n_rows; i++)
        read_row(&r, i, &out[i]);
    return !findings->no_memory && bca_import_ids(out, sheet->n_rows, arena);
}
