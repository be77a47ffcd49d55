#ifndef BCA_BASE_FINDINGS_H
#define BCA_BASE_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

/* Everything wrong with the files that people edit, collected before anything is said.
 *
 * A finding has a stable code (base/codes.h), a place in a file and a way to mend it.
 * Readers add findings and go on; the caller asks at the end whether one was an error.
 * Nothing is printed here: cli and report do that. */

/* A file kept in memory for as long as its findings may be printed. */
typedef struct bca_file {
    const char *path; /* as the user would type it from the project's folder */
    const char *text; /* size bytes and a zero; NULL when it could not be read */
    size_t size;
} bca_file;

/* Bytes [begin, end) of a file; a file that could not be read has the span {f, 0, 0}.
 */
typedef struct bca_span {
    const bca_file *file;
    size_t begin;
    size_t end;
} bca_span;

typedef struct bca_finding {
    const char *code; /* "E0401"; W... is a warning */
    bca_span span;
    const char *message; /* one sentence without a full stop */
    const char *label;   /* short words beside the caret, or NULL */
    const char *fix;     /* what to do, or NULL */
    bool echo;           /* of bca_findings_drop_echoes */
    struct bca_finding *next;
} bca_finding;

typedef struct bca_findings {
    bca_arena arena;
    bca_finding *first; /* in the order found until bca_findings_sort */
    bca_finding *last;
    size_t errors;
    size_t warnings;
    bool no_memory; /* a finding could not be stored */
} bca_findings;

#define BCA_FINDINGS_INIT                                                              \
    {                                                                                  \
        BCA_ARENA_INIT, NULL, NULL, 0, 0, false                                        \
    }

/* Add a finding; code is a text constant. Never fails: when memory runs out the finding
 * is counted and no_memory is set. The result takes a label and a fix, and may be
 * thrown away. */
bca_finding *bca_find(bca_findings *findings, const char *code, bca_span span,
                      const char *fmt, ...) BCA_PRINTF(4, 5);

/* Words beside the caret, and what to do. A NULL finding is ignored. */
void bca_find_label(bca_findings *findings, bca_finding *finding, const char *fmt, ...)
    BCA_PRINTF(3, 4);
void bca_find_fix(bca_findings *findings, bca_finding *finding, const char *fmt, ...)
    BCA_PRINTF(3, 4);

/* "did you mean 'NAME'?" as the label when a name is near to word; nothing otherwise.
 */
void bca_find_nearest(bca_findings *findings, bca_finding *finding, const char *word,
                      const char *const names[], size_t n);

/* Drop what the rules say about an element in which the schema has found something: a
 * value that could not be read is no second fault. Schema codes are E01xx. */
void bca_findings_drop_echoes(bca_findings *findings);

/* Order by path, place, code; drop a finding that repeats the one before. */
void bca_findings_sort(bca_findings *findings);

/* BCA_EINVALID when there is an error among them, BCA_ENOMEM when one was lost. */
BCA_MUST_CHECK bca_status bca_findings_status(const bca_findings *findings,
                                              bca_error *err);

void bca_findings_free(bca_findings *findings);

/* Line and column of a byte, both from 1; a column counts code points. A byte order
 * mark at the start of the file is not counted. */
typedef struct bca_position {
    size_t line;
    size_t column;
    size_t line_begin; /* first byte of the line */
    size_t line_end;   /* one past its last byte, the line break left out */
} bca_position;

bca_position bca_file_position(const bca_file *file, size_t offset);

#endif
