#ifndef BCA_CLI_IMPORT_FOLDER_H
#define BCA_CLI_IMPORT_FOLDER_H

#include "base/error.h"
#include "report/import_project.h"

/* Write an imported project as a folder that appears only when it is whole: it is made
 * in a scratch folder beside its place, held to every rule of bca check, then moved.
 * What is found is printed on standard error.
 *
 * folder  not there yet; its parents are made
 * Errors: BCA_EIO, BCA_ENOMEM; BCA_EINVALID when the project breaks a rule. Nothing
 * stays behind. */
BCA_MUST_CHECK bca_status bca_import_folder(const bca_import *import,
                                            const char *folder, bca_error *err);

#endif
