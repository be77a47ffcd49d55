#include "evidence/measure.h"

#include <math.h>
#include <stdint.h>
#include <strings.h>

#include "evidence/measure_reader.h"

const bca_measure *
bca_measure_find(const char *name)
{
    for (size_t i = 0; i < BCA_MEASURES; i++) {
        if (strcasecmp(bca_measure_table[i].name, name) == 0)
            return &bca_measure_table[i];
    }
    return NULL;
}

const char *
bca_measure_name(const bca_measure *measure)
{
    return measure->name;
}

void
bca_measure_names(const char *names[BCA_MEASURES])
{
    for (size_t i = 0; i < BCA_MEASURES; i++)
        names[i] = bca_measure_table[i].name;
}

static double
number_at(const bca_measure_reader *r, size_t row, size_t column)
{
    return column == SIZE_MAX ? NAN : r->numbers[row * r->sheet->n_columns + column];
}

/* An impossible cell, or one that goes with it. */
static void
find_cell(const bca_measure_reader *r, const char *code, size_t row, size_t column,
          const char *what)
{
    const bca_sheet_cell *cell = bca_sheet_cell_at(r->sheet, row, column);
    bca_finding *f = bca_find(r->findings, code, cell->at, "'%s' in the column %s: %s",
                              cell->text, r->sheet->columns[column].text, what);

    bca_find_fix(r->findings, f, "compare the row with the study and correct it");
}

/* The cells of a row in the columns of form f; false when one is missing. */
static bool
gather(double v[BCA_FORM_COLUMNS], const bca_measure_reader *r, size_t row, size_t f)
{
    bool filled = true;

    for (size_t i = 0; i < r->forms[f]->n_columns; i++) {
        v[i] = number_at(r, row, r->at[f][i]);
        filled = filled && !isnan(v[i]);
    }
    return filled;
}

static bool
check_cells(const bca_measure_reader *r, size_t row, size_t f, const double v[])
{
    const bca_form *form = r->forms[f];
    bca_fault fault;
    bool fine = true;

    for (size_t i = 0; i < form->n_columns; i++) {
        const char *what = bca_column_fault(form->columns[i], v[i]);

        if (what != NULL && isfinite(v[i]))
            find_cell(r, "E0611", row, r->at[f][i], what);
        fine = fine && what == NULL && isfinite(v[i]);
    }
    if (!fine)
        return false;
    fault = form->fault(v, r->measure);
    if (fault.what != NULL)
        find_cell(r, "E0611", row, r->at[f][fault.column], fault.what);
    return fault.what == NULL;
}

/* Why the clusters of a row cannot be corrected for: the culprit's column and what. */
static bca_fault
cluster_fault(const bca_measure_reader *r, double n, double rho, double persons)
{
    if (isnan(n))
        return (bca_fault){r->icc, "nbari, the size of a cluster, is missing"};
    if (isnan(rho))
        return (bca_fault){r->nbar, "icci, the intraclass correlation, is missing"};
    if (r->measure->cluster == BCA_CLUSTER_NONE)
        return (bca_fault){r->nbar, "no correction for clusters is known for the "
                                    "measure"};
    if (bca_column_fault("nbari", n) != NULL)
        return (bca_fault){r->nbar, bca_column_fault("nbari", n)};
    if (bca_column_fault("icci", rho) != NULL)
        return (bca_fault){r->icc, bca_column_fault("icci", rho)};
    if (r->measure->cluster == BCA_CLUSTER_TABLE)
        return (bca_fault){0, NULL};
    if (isnan(persons))
        return (bca_fault){r->nbar, "the correction takes n1i and n2i"};
    if (n > persons / 2.0)
        return (bca_fault){r->nbar, "a cluster is larger than half of n1i + n2i"};
    return (bca_fault){0, NULL};
}

/* Correct an effect for clusters when the row states them. */
static bool
correct_clusters(bca_effect_size *es, const bca_measure_reader *r, size_t row)
{
    double n = number_at(r, row, r->nbar);
    double rho = number_at(r, row, r->icc);
    double n1 = number_at(r, row, r->n1);
    double n2 = number_at(r, row, r->n2);
    bca_fault fault;

    if (isnan(n) && isnan(rho))
        return true;
    if (isinf(n) || isinf(rho) || isinf(n1 + n2))
        return false; /* that is found already */
    fault = cluster_fault(r, n, rho, n1 + n2);
    if (fault.what != NULL) {
        find_cell(r, "E0614", row, fault.column, fault.what);
        return false;
    }
    *es = r->measure->cluster == BCA_CLUSTER_MEANS
              ? bca_effect_cluster_means(*es, n1, n2, n, rho)
              : bca_effect_cluster_table(*es, n, rho);
    return true;
}

static void
check_effect(const bca_measure_reader *r, size_t row, size_t column, bca_effect_size es)
{
    bca_span at = bca_sheet_cell_at(r->sheet, row, column)->at;
    bca_finding *f;

    if (isfinite(es.effect) && isfinite(es.variance) && es.variance > 0.0)
        return;
    f = bca_find(r->findings, "E0612", at,
                 es.variance == 0.0
                     ? "the variance of the effect is 0"
                     : "the effect or its variance is beyond all numbers");
    bca_find_fix(r->findings, f,
                 es.variance == 0.0
                     ? "leave the row out, or take a measure that adds 1/2 "
                       "to empty cells: OR2DN, OR, RR"
                     : "compare the row with the study and correct it");
}

/* The effect of a row by the first form that is filled; its index, or n_forms. */
static size_t
measure_row(bca_effect_size *out, const bca_measure_reader *r, size_t row)
{
    double v[BCA_FORM_COLUMNS];
    size_t f = 0;

    *out = (bca_effect_size){NAN, NAN};
    while (f < r->n_forms && !gather(v, r, row, f))
        f++;
    if (f == r->n_forms || !check_cells(r, row, f, v))
        return f;
    *out = r->forms[f]->effect(v, r->measure);
    if (correct_clusters(out, r, row))
        check_effect(r, row, r->at[f][0], *out);
    return f;
}

bool
bca_measure_sheet(bca_measured *out, bca_arena *arena, const bca_sheet *sheet,
                  const bca_measure *measure, bca_findings *findings)
{
    bca_measure_reader r = {.sheet = sheet, .measure = measure, .findings = findings};
    size_t errors = findings->errors;

    *out = (bca_measured){
        .effects = bca_arena_alloc(arena, sheet->n_rows, sizeof *out->effects)};
    r.numbers =
        bca_arena_alloc(arena, sheet->n_rows * sheet->n_columns, sizeof *r.numbers);
    if (out->effects == NULL || r.numbers == NULL) {
        findings->no_memory = true;
        return false;
    }
    if (!bca_measure_columns(&r))
        return false;
    out->n_uses = r.n_forms;
    for (size_t f = 0; f < r.n_forms; f++)
        out->uses[f] = (bca_measure_use){r.forms[f]->columns, r.forms[f]->n_columns, 0};
    for (size_t row = 0; row < sheet->n_rows; row++) {
        size_t f = measure_row(&out->effects[row], &r, row);

        if (f < r.n_forms)
            out->uses[f].n_rows++;
        else
            out->n_missing++;
    }
    return findings->errors == errors && !findings->no_memory;
}
