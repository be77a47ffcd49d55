#ifndef BCA_BASE_FILE_H
#define BCA_BASE_FILE_H

#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/error.h"

/* Why a file could not be read. */
typedef enum bca_read_result {
    BCA_READ_OK,
    BCA_READ_MISSING,   /* errno says more */
    BCA_READ_DIRECTORY, /* it is a folder, a device or a pipe */
    BCA_READ_TOO_LARGE,
    BCA_READ_FAILED,
    BCA_READ_NO_MEMORY
} bca_read_result;

/* Whole content of a regular file of at most cap bytes, owned by the arena; *size
 * bytes, and one zero byte after them. Reads at most cap + 1 bytes whatever the file
 * claims. */
bca_read_result bca_file_read(char **out, size_t *size, bca_arena *arena,
                              const char *path, size_t cap);

/* A file that appears under its name only when it is whole: it is written beside the
 * target, flushed to disk, then renamed over it. */
typedef struct bca_output {
    FILE *stream; /* write here */
    char path[1024];
    char temporary[1040];
} bca_output;

/* Start writing path. Errors: BCA_EIO; then there is nothing to close. */
BCA_MUST_CHECK bca_status bca_output_open(bca_output *out, const char *path,
                                          bca_error *err);

/* Finish: flush, sync, rename. When status is not BCA_OK, or on an error here, the
 * temporary file is removed and the target is untouched; status is passed on. */
BCA_MUST_CHECK bca_status bca_output_close(bca_output *out, bca_status status,
                                           bca_error *err);

/* Make a folder and its parents; an existing folder is fine. Errors: BCA_EIO. */
BCA_MUST_CHECK bca_status bca_folder_make(const char *path, bca_error *err);

#endif
