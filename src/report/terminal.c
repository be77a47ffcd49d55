#include "report/table.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/number.h"

enum {
    TEXT_WIDTH = 40, /* code points of a text cell */
    MOST_BYTES = 4   /* of a code point */
};

static const char ellipsis[] = "\xe2\x80\xa6";

static size_t
sequence_length(const char *text)
{
    size_t n = 1;

    while ((text[n] & 0xC0) == 0x80)
        n++;
    return n;
}

/* Controls of ASCII (and of U+0080 to U+009F) could steer a terminal, and line breaks
 * would tear the row. */
static bool
is_control(const char *text)
{
    unsigned char first = (unsigned char)text[0];

    return first < 0x20 || first == 0x7F ||
           (first == 0xC2 && (unsigned char)text[1] < 0xA0);
}

/* text, each control a blank, cut to TEXT_WIDTH. */
static const char *
show_text(char out[BCA_NUMBER_TEXT], const char *text)
{
    bool cut = bca_utf8_length(text, strlen(text)) > TEXT_WIDTH;
    size_t room = cut ? TEXT_WIDTH - 1 : TEXT_WIDTH;
    char *end = out;

    _Static_assert(BCA_NUMBER_TEXT > (TEXT_WIDTH + 1) * MOST_BYTES, "room for a text");
    for (; *text != '\0' && room > 0; room--) {
        size_t n = sequence_length(text);

        if (is_control(text))
            *end++ = ' ';
        else
            end = (char *)memcpy(end, text, n) + n;
        text += n;
    }
    (void)snprintf(end, sizeof ellipsis, "%s", cut ? ellipsis : "");
    return out;
}

static const char *
show_percent(char out[BCA_NUMBER_TEXT], double fraction, int decimals)
{
    size_t n = strlen(bca_number_percent(out, fraction, decimals, "-"));

    (void)snprintf(out + n, BCA_NUMBER_TEXT - n, "%%");
    return out;
}

static const char *
show_cell(char out[BCA_NUMBER_TEXT], const bca_column *column, const bca_cell *cell)
{
    bool is_text = column->kind == BCA_COLUMN_TEXT;

    if (is_text ? cell->text == NULL : isnan(cell->number))
        return "-";
    switch (column->kind) {
    case BCA_COLUMN_TEXT: return show_text(out, cell->text);
    case BCA_COLUMN_MONEY: return bca_number_money(out, cell->number, "-");
    case BCA_COLUMN_NUMBER:
        return bca_number_fixed(out, cell->number, column->decimals, "-");
    case BCA_COLUMN_PERCENT: return show_percent(out, cell->number, column->decimals);
    }
    return "-";
}

static size_t
width_of(const char *text)
{
    return bca_utf8_length(text, strlen(text));
}

static size_t
title_width(const bca_column *column)
{
    size_t unit = width_of(column->unit);

    return width_of(column->title) + (unit > 0 ? unit + strlen(" ()") : 0);
}

static size_t
column_width(const bca_table *table, size_t c)
{
    char text[BCA_NUMBER_TEXT];
    size_t width = title_width(&table->columns[c]);

    for (size_t r = 0; r < table->n_rows; r++) {
        const bca_cell *cell = &table->cells[r * table->n_columns + c];
        size_t n = width_of(show_cell(text, &table->columns[c], cell));

        width = n > width ? n : width;
    }
    return width;
}

static void
put_blanks(FILE *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        (void)fputc(' ', out);
}

/* Two blanks between columns; numbers to the right; no blanks at the end of a line. */
static void
put_rows(FILE *out, const bca_table *table, const size_t width[])
{
    char text[BCA_NUMBER_TEXT];

    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        size_t c = i % table->n_columns;
        bool last = c + 1 == table->n_columns;
        bool right = table->columns[c].kind != BCA_COLUMN_TEXT;
        const char *shown = show_cell(text, &table->columns[c], &table->cells[i]);
        size_t blanks = width[c] - width_of(shown);

        put_blanks(out, right ? blanks : 0);
        (void)fputs(shown, out);
        put_blanks(out, right || last ? 0 : blanks);
        (void)fputs(last ? "\n" : "  ", out);
    }
}

static void
put_titles(FILE *out, const bca_table *table, const size_t width[])
{
    for (size_t c = 0; c < table->n_columns; c++) {
        const bca_column *column = &table->columns[c];
        bool last = c + 1 == table->n_columns;
        bool right = column->kind != BCA_COLUMN_TEXT;
        bool unit = column->unit[0] != '\0';
        size_t blanks = width[c] - title_width(column);

        put_blanks(out, right ? blanks : 0);
        (void)fprintf(out, unit ? "%s (%s)" : "%s%s", column->title, column->unit);
        put_blanks(out, right || last ? 0 : blanks);
        (void)fputs(last ? "\n" : "  ", out);
    }
}

bca_status
bca_write_terminal(const bca_table *table, FILE *out, bca_error *err)
{
    size_t *width = malloc((table->n_columns + 1) * sizeof *width);

    if (width == NULL)
        return bca_fail_memory(err);
    for (size_t c = 0; c < table->n_columns; c++)
        width[c] = column_width(table, c);
    put_titles(out, table, width);
    put_rows(out, table, width);
    free(width);
    if (fflush(out) != 0 || ferror(out))
        return bca_fail(err, BCA_EIO, "could not write the table");
    return BCA_OK;
}
