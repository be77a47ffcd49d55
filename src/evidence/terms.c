#include <stdint.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "evidence/design.h"

bool
bca_cell_missing(const bca_sheet_cell *cell)
{
    return cell->text[0] == '\0' || strcmp(cell->text, "NA") == 0;
}

int
bca_cell_order(const bca_sheet_cell *a, const bca_sheet_cell *b)
{
    double p = 0.0;
    double q = 0.0;
    bool a_number = bca_parse_double(&p, a->text);
    bool b_number = bca_parse_double(&q, b->text);

    if (a_number != b_number)
        return a_number ? -1 : 1;
    return a_number ? (p > q) - (p < q) : strcmp(a->text, b->text);
}

bool
bca_terms_missing(const bca_terms *terms, const bca_sheet *sheet, size_t row)
{
    for (size_t i = 0; i < terms->n; i++) {
        if (bca_cell_missing(bca_sheet_cell_at(sheet, row, terms->items[i].column)))
            return true;
    }
    return false;
}

static bca_status
no_such_column(const bca_sheet *sheet, const char *name, bca_error *err)
{
    const char *names[BCA_SHEET_COLUMNS];
    const char *nearest;

    if (name[0] == '\0')
        return bca_fail(err, BCA_EUSAGE,
                        "--mods: a name is missing; write the names of columns with "
                        "commas between them");
    for (size_t i = 0; i < sheet->n_columns; i++)
        names[i] = sheet->columns[i].text;
    nearest = bca_nearest(name, names, sheet->n_columns);
    if (nearest != NULL)
        return bca_fail(err, BCA_EUSAGE,
                        "--mods: there is no column '%s'; did you mean '%s'?", name,
                        nearest);
    return bca_fail(err, BCA_EUSAGE, "--mods: there is no column '%s'", name);
}

/* "factor(NAME)" becomes NAME, and true. A column that bears the whole name goes first.
 */
static bool
is_factor(char *name, const bca_sheet *sheet)
{
    static const char word[] = "factor(";
    size_t length = strlen(name);

    if (strncmp(name, word, strlen(word)) != 0 || name[length - 1] != ')' ||
        bca_sheet_column(sheet, name) != SIZE_MAX)
        return false;
    name[length - 1] = '\0';
    memmove(name, name + strlen(word), length - strlen(word));
    return true;
}

static bca_status
add_term(bca_terms *terms, const bca_sheet *sheet, char *name, bca_error *err)
{
    bca_term term = {.factor = is_factor(name, sheet)};

    term.column = bca_sheet_column(sheet, name);
    if (term.column == SIZE_MAX)
        return no_such_column(sheet, name, err);
    for (size_t i = 0; i < terms->n; i++) {
        if (terms->items[i].column == term.column)
            return bca_fail(err, BCA_EUSAGE, "--mods: '%s' stands twice; name it once",
                            name);
    }
    terms->items[terms->n++] = term;
    return BCA_OK;
}

bca_status
bca_terms_read(bca_terms *out, bca_arena *arena, const bca_sheet *sheet,
               const char *text, bca_error *err)
{
    bca_terms terms = {.n = 0};
    char *copy = bca_arena_strdup(arena, text);
    bca_status st = BCA_OK;
    size_t names = 1;

    for (const char *c = text; *c != '\0'; c++)
        names += *c == ',';
    terms.items = bca_arena_alloc(arena, names, sizeof *terms.items);
    if (copy == NULL || terms.items == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < names && st == BCA_OK; i++) {
        char *name = copy + strspn(copy, " ");
        char *end = name + strcspn(name, ",");

        copy = end + 1;
        while (end > name && end[-1] == ' ')
            end--;
        *end = '\0';
        st = add_term(&terms, sheet, name, err);
    }
    if (st == BCA_OK)
        *out = terms;
    return st;
}
