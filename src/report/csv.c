#include "report/table.h"

#include <math.h>
#include <string.h>

#include <csv.h>

#include "report/number.h"

/* Text is quoted, so that an empty text ("") is not a missing one (nothing). */
static void
put_text(FILE *out, const char *text)
{
    if (text != NULL)
        (void)csv_fwrite(out, text, strlen(text));
}

static void
put_number(FILE *out, double number)
{
    char text[BCA_NUMBER_TEXT];

    (void)fputs(bca_number_exact(text, number), out);
}

static void
put_row(FILE *out, const bca_table *table, const bca_cell row[])
{
    for (size_t c = 0; c < table->n_columns; c++) {
        if (c > 0)
            (void)fputc(',', out);
        if (table->columns[c].kind == BCA_COLUMN_TEXT)
            put_text(out, row[c].text);
        else
            put_number(out, row[c].number);
    }
    (void)fputc('\n', out);
}

/* RFC 4180 with LF for its line ends. Column names are plain words and need no quotes.
 */
bca_status
bca_write_csv(const bca_table *table, FILE *out, bca_error *err)
{
    for (size_t c = 0; c < table->n_columns; c++)
        (void)fprintf(out, "%s%s", c > 0 ? "," : "", table->columns[c].name);
    (void)fputc('\n', out);
    for (size_t r = 0; r < table->n_rows; r++)
        put_row(out, table, &table->cells[r * table->n_columns]);
    if (fflush(out) != 0 || ferror(out))
        return bca_fail(err, BCA_EIO, "could not write the CSV");
    return BCA_OK;
}

#define TEXT_OF(x)    #x
#define VERSION_OF(x) TEXT_OF(x)

const char *
bca_csv_version(void)
{
    return VERSION_OF(CSV_MAJOR) "." VERSION_OF(CSV_MINOR) "." VERSION_OF(CSV_RELEASE);
}
