#include <math.h>

#include "report/latex.h"
#include "report/number.h"
#include "report/table.h"

/* Any table as a longtable with booktabs' rules, to be read by \input. */

static void
number(FILE *out, const bca_column *column, double value)
{
    char text[BCA_NUMBER_TEXT];

    if (isnan(value))
        fputs("\u2013", out);
    else if (column->kind == BCA_COLUMN_MONEY)
        fputs(bca_number_money(text, value, BCA_MINUS), out);
    else if (column->kind == BCA_COLUMN_PERCENT)
        fputs(bca_number_percent(text, value, column->decimals, BCA_MINUS), out);
    else
        fputs(bca_number_fixed(text, value, column->decimals, BCA_MINUS), out);
}

static void
title(FILE *out, const bca_column *column)
{
    bca_latex_text(out, column->title);
    if (column->kind == BCA_COLUMN_PERCENT)
        fputs(" (percent)", out);
    if (column->unit != NULL && column->unit[0] != '\0') {
        fputs(" (", out);
        bca_latex_text(out, column->unit);
        fputc(')', out);
    }
}

static void
head(const bca_table *table, FILE *out)
{
    fputs("\\begin{longtable}{@{}", out);
    for (size_t c = 0; c < table->n_columns; c++)
        fputc(table->columns[c].kind == BCA_COLUMN_TEXT ? 'l' : 'r', out);
    fputs("@{}}\n\\toprule\n", out);
    for (size_t c = 0; c < table->n_columns; c++) {
        fputs(c > 0 ? " & " : "", out);
        title(out, &table->columns[c]);
    }
    fputs("\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n", out);
}

bca_status
bca_write_latex(const bca_table *table, FILE *out, bca_error *err)
{
    head(table, out);
    for (size_t r = 0; r < table->n_rows; r++) {
        for (size_t c = 0; c < table->n_columns; c++) {
            const bca_cell *cell = &table->cells[r * table->n_columns + c];

            fputs(c > 0 ? " & " : "", out);
            if (table->columns[c].kind != BCA_COLUMN_TEXT)
                number(out, &table->columns[c], cell->number);
            else if (cell->text == NULL)
                fputs("\u2013", out);
            else
                bca_latex_text(out, cell->text);
        }
        fputs("\\\\\n", out);
    }
    fputs("\\end{longtable}\n", out);
    if (ferror(out))
        return bca_fail(err, BCA_EIO, "the table could not be written");
    return BCA_OK;
}
