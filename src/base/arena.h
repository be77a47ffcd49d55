#ifndef BCA_BASE_ARENA_H
#define BCA_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* An arena hands out memory that is all freed at once.
 *
 * Everything read from files lives in one arena, so a half-read registry is cleaned up
 * by a single call and no struct inside needs its own destructor. Not for the engine's
 * large number arrays: those are allocated by their owner. */
typedef struct bca_arena {
    struct bca_arena_page *pages;
} bca_arena;

#define BCA_ARENA_INIT                                                                 \
    {                                                                                  \
        NULL                                                                           \
    }

/* Zeroed memory for count items of size bytes, aligned for any type; never of no bytes.
 * Returns NULL when memory runs out or count * size overflows. */
void *bca_arena_alloc(bca_arena *arena, size_t count, size_t size);

/* Copy of text, or of its first n bytes, owned by the arena; NULL when memory runs out.
 */
char *bca_arena_strdup(bca_arena *arena, const char *text);
char *bca_arena_strndup(bca_arena *arena, const char *text, size_t n);

/* Formatted text owned by the arena, or NULL when memory runs out. */
char *bca_arena_printf(bca_arena *arena, const char *fmt, ...) BCA_PRINTF(2, 3);
char *bca_arena_vprintf(bca_arena *arena, const char *fmt, va_list args)
    BCA_PRINTF(2, 0);

/* Put a copy of an array in its place: items is the address of a pointer to n things of
 * size bytes, which then points to the arena's copy; of none it is left as it is. False
 * when memory runs out. */
bool bca_arena_own(void *items, size_t n, size_t size, bca_arena *arena);

/* Free everything. Safe on an empty arena, and safe to call twice. */
void bca_arena_free(bca_arena *arena);

#endif
