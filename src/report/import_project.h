#ifndef BCA_REPORT_IMPORT_PROJECT_H
#define BCA_REPORT_IMPORT_PROJECT_H

#include <stdio.h>

#include "model/model.h"
#include "report/import_rows.h"

/* A project of transferred results, written as the files that bca check reads. */

typedef struct bca_import {
    const bca_registry *registry; /* of the project that lends agencies and profile */
    const bca_model *model;       /* lends economy, benefit transfer, price index */
    const bca_import_row *rows;
    size_t n_rows;
    const char *table;       /* name of the file that the rows were read from */
    int price_year;          /* of the rows' dollars */
    const char *vintage;     /* year and month in which they were published: 2018-12 */
    const char *source_id;   /* a source of the registry; NULL: a new one, of */
    const char *title, *url; /* this title and address (may be NULL) */
} bca_import;

/* Whether a model can lend what is needed: an economy whose parameters have no tables,
 * benefit transfer, an index that has the price year, the accounts of transferred
 * results. Errors: BCA_EINVALID, saying what is missing. */
BCA_MUST_CHECK bca_status bca_import_check_model(const bca_model *model, int price_year,
                                                 bca_error *err);

/* Write registry/ and models/ into a folder that is there and empty.
 *
 *   registry/sources.xml      the source of the rows; of the registry's, those that
 *                             the files below name
 *   registry/agencies.xml     the registry's agencies, and a shelf for the programs
 *                             (kind reference) where it has none
 *   registry/profiles/ID.xml  the reporting profile, byte for byte
 *   registry/interventions/   one file a row, with its published result
 *   registry/programs/SHELF/  one file a row, basis transferred
 *   models/published/         a model of the price year of import->model that values
 *                             no outcome: economy, benefit transfer, first price index
 *                             and the parameters they name stand as in that model; an
 *                             account `unallocated` for what the rows do not split
 *
 * Errors: BCA_EIO, BCA_ENOMEM; the folder may then hold some of the files. */
BCA_MUST_CHECK bca_status bca_import_write(const bca_import *import, const char *folder,
                                           bca_error *err);

extern const char bca_import_head[];  /* first line of every file */
extern const char bca_import_model[]; /* id of the model */

/* Text as XML: & < > " as references. An attribute, with the blank before it; nothing
 * for NULL. A number as xs:decimal has it, with the fewest decimals that read back as
 * the same and no exponent; nothing for NaN. */
void bca_import_put(FILE *out, const char *text);
void bca_import_put_attribute(FILE *out, const char *name, const char *value);
void bca_import_put_number(FILE *out, const char *name, double value);

/* The files about one row, and those about all. */
void bca_import_put_intervention(FILE *out, const bca_import *import,
                                 const bca_import_row *row);
void bca_import_put_program(FILE *out, const bca_import *import,
                            const bca_import_row *row);
void bca_import_put_agencies(FILE *out, const bca_import *import);
void bca_import_put_model(FILE *out, const bca_import *import);

/* The sources: texts[n] are the other files that name some. */
void bca_import_put_sources(FILE *out, const bca_import *import, const bca_file texts[],
                            size_t n);

/* Ids of the source of the rows and of the shelf. */
enum { BCA_IMPORT_SHELF = 64 };
const char *bca_import_source(char id[BCA_IMPORT_SHELF], const bca_import *import);
const char *bca_import_shelf(char id[BCA_IMPORT_SHELF], const bca_import *import);

#endif
