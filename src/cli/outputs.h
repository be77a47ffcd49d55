#ifndef BCA_CLI_OUTPUTS_H
#define BCA_CLI_OUTPUTS_H

#include "cli/project.h"
#include "report/run.h"
#include "report/tiers.h"
#include "report/table.h"

/* A folder of outputs that appears only when all of them are written: they are made in
 * a scratch folder beside it, then moved in one by one. */
typedef struct bca_outputs {
    char folder[1024];
    char scratch[1040];
    size_t before; /* characters of folder that were a folder before */
} bca_outputs;

/* Make the scratch folder. Errors: BCA_EIO. */
BCA_MUST_CHECK bca_status bca_outputs_open(bca_outputs *out, const char *folder,
                                           bca_error *err);

/* Path of a file in the scratch folder, in the caller's buffer of 2048 bytes. */
enum { BCA_PATH = 2048 };
const char *bca_outputs_path(char path[BCA_PATH], const bca_outputs *out,
                             const char *name);

/* Move everything into the folder when status is BCA_OK and no signal has come
 * (cli/stop.h), else remove the folders that were made. The scratch folder goes in any
 * case; status is passed on. Errors: BCA_EIO, BCA_ESTOPPED. */
BCA_MUST_CHECK bca_status bca_outputs_close(bca_outputs *out, bca_status status,
                                            bca_error *err);

/* Write a table as CSV under a name. */
BCA_MUST_CHECK bca_status bca_outputs_table(const bca_outputs *out, const char *name,
                                            const bca_table *table, bca_error *err);

/* Write the tables of bca run (programs.csv, beside_published.csv), every table of a
 * report that is made from a run alone, studies.csv, tiers.csv, or manifest.json.
 * command is the command line in its standard form; extra[n_extra] are files that were
 * read beside the project's. */
BCA_MUST_CHECK bca_status bca_outputs_run(const bca_outputs *out, const bca_run *run,
                                          bca_error *err);
BCA_MUST_CHECK bca_status bca_outputs_tables(const bca_outputs *out, const bca_run *run,
                                             bca_error *err);
BCA_MUST_CHECK bca_status bca_outputs_studies(const bca_outputs *out,
                                              const bca_run *run, bca_error *err);
BCA_MUST_CHECK bca_status bca_outputs_tiers(const bca_outputs *out,
                                            const bca_tiers *tiers, bca_error *err);
BCA_MUST_CHECK bca_status bca_outputs_manifest(const bca_outputs *out,
                                               const bca_project *project,
                                               const bca_run *run, const char *command,
                                               const bca_file extra[], size_t n_extra,
                                               bca_error *err);

/* The manifest vouches for the templates of a document too: name(0), name(1) ... of a
 * folder, up to NULL. */
typedef struct bca_templates {
    const char *folder;
    const char *(*name)(size_t i);
} bca_templates;

BCA_MUST_CHECK bca_status bca_outputs_manifest_with(
    const bca_outputs *out, const bca_project *project, const bca_run *run,
    const char *command, const bca_templates *templates, bca_error *err);

#endif
