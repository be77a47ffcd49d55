#ifndef BCA_REPORT_MANIFEST_H
#define BCA_REPORT_MANIFEST_H

#include <stdio.h>

#include "base/error.h"
#include "base/findings.h"
#include "report/run.h"

/* What a run was made from and what it made: manifest.json. */

#define BCA_MANIFEST_NAME "manifest.json"

typedef struct bca_library {
    const char *name, *version;
} bca_library;

typedef struct bca_manifest {
    const char *version; /* of bca */
    const char *git;     /* of the source it was built from, or NULL: "unknown" */
    const bca_library *libraries;
    size_t n_libraries;
    const char *command;    /* as the user typed it */
    const bca_file *inputs; /* files read, in any order */
    size_t n_inputs;
    const char *folder; /* every file below it is an output, but the manifest (and the
                           temporary file it is written through) */
} bca_manifest;

/* Write the manifest, an object: schema "bca-manifest", version 1, bca, git, compiler,
 * libraries{}, command, seed (text), draws, fiscal_year, profile, inputs[] and
 * outputs[] of {path, bytes, sha256} by path (an output's below the folder), and
 * results_sha256: the SHA-256 of a line "program_id draws_sha256" for every program
 * with results, in the run's order.
 *
 * Errors: BCA_ENOMEM, BCA_EIO if an output cannot be read or out cannot be written */
BCA_MUST_CHECK bca_status bca_manifest_write(const bca_manifest *manifest,
                                             const bca_run *run, FILE *out,
                                             bca_error *err);

#endif
