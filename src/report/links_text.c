#include <stdlib.h>
#include <string.h>

#include "report/links.h"

enum { FIRST = BCA_LINKS_LINK, SHOWN = BCA_LINKS_PRICE_YEAR - FIRST };

static const bca_cell *
row_of(const bca_table *t, size_t row)
{
    return &t->cells[row * t->n_columns];
}

/* Rows from the first on that are of its program. */
static size_t
rows_of_program(const bca_table *t, size_t first)
{
    const char *program = row_of(t, first)[BCA_LINKS_PROGRAM].text;
    size_t n = 1;

    while (first + n < t->n_rows &&
           strcmp(row_of(t, first + n)[BCA_LINKS_PROGRAM].text, program) == 0)
        n++;
    return n;
}

/* The columns from link to difference; their unit stands above. */
static bca_status
write_rows(const bca_table *t, size_t first, size_t n, FILE *out, bca_error *err)
{
    bca_column columns[SHOWN];
    bca_cell *cells = calloc(n * SHOWN, sizeof *cells);
    bca_status st;

    if (cells == NULL)
        return bca_fail_memory(err);
    for (size_t c = 0; c < SHOWN; c++) {
        columns[c] = t->columns[FIRST + c];
        columns[c].unit = "";
    }
    for (size_t i = 0; i < n * SHOWN; i++)
        cells[i] = row_of(t, first + i / SHOWN)[FIRST + i % SHOWN];
    st = bca_write_terminal(&(bca_table){columns, cells, SHOWN, n}, out, err);
    free(cells);
    return st;
}

/* The sources of a list, one a line. */
static void
write_releases(const bca_cell *row, FILE *out)
{
    const char *at = row[BCA_LINKS_RELEASES].text;

    if (at[0] == '\0')
        return;
    fprintf(out, "Would count without %s:\n", row[BCA_LINKS_LINK].text);
    for (const char *end; (end = strstr(at, BCA_LINKS_BETWEEN)) != NULL;
         at = end + strlen(BCA_LINKS_BETWEEN))
        fprintf(out, "  %.*s\n", (int)(end - at), at);
    fprintf(out, "  %s\n", at);
}

bca_status
bca_links_write_text(const bca_table *table, FILE *out, bca_error *err)
{
    size_t n;

    for (size_t first = 0; first < table->n_rows; first += n) {
        const bca_cell *row = row_of(table, first);
        bca_status st;

        n = rows_of_program(table, first);
        fprintf(out, "%s%s, dollars of %.0f per participant\n", first > 0 ? "\n" : "",
                row[BCA_LINKS_PROGRAM].text, row[BCA_LINKS_PRICE_YEAR].number);
        st = write_rows(table, first, n, out, err);
        if (st != BCA_OK)
            return st;
        for (size_t i = 0; i < n; i++)
            write_releases(row_of(table, first + i), out);
    }
    if (fflush(out) != 0 || ferror(out))
        return bca_fail(err, BCA_EIO, "could not write the links");
    return BCA_OK;
}
