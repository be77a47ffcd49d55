#include "report/table.h"

#include "report/json_value.h"

static json_t *
columns_of(const bca_table *table)
{
    json_t *columns = json_array();

    for (size_t c = 0; c < table->n_columns; c++)
        columns = bca_json_append(columns, json_pack("{s:s, s:s}", "name",
                                                     table->columns[c].name, "unit",
                                                     table->columns[c].unit));
    return columns;
}

static json_t *
row_of(const bca_table *table, const bca_cell row[])
{
    json_t *object = json_object();

    for (size_t c = 0; c < table->n_columns; c++) {
        const bca_column *column = &table->columns[c];
        json_t *value = column->kind == BCA_COLUMN_TEXT ? bca_json_text(row[c].text)
                                                        : bca_json_real(row[c].number);

        object = bca_json_set(object, column->name, value);
    }
    return object;
}

bca_status
bca_write_json(const bca_table *table, FILE *out, bca_error *err)
{
    json_t *rows = json_array();

    for (size_t r = 0; r < table->n_rows; r++)
        rows =
            bca_json_append(rows, row_of(table, &table->cells[r * table->n_columns]));
    return bca_json_write(json_pack("{s:s, s:i, s:o, s:o}", "schema", "bca-table",
                                    "version", 1, "columns", columns_of(table), "rows",
                                    rows),
                          out, err);
}
