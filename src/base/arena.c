#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_BYTES = 64 * 1024 };

struct bca_arena_page {
    struct bca_arena_page *next;
    size_t used;
    size_t size;
    alignas(max_align_t) unsigned char data[];
};

static struct bca_arena_page *
add_page(bca_arena *arena, size_t need)
{
    size_t size = need > PAGE_BYTES ? need : PAGE_BYTES;
    struct bca_arena_page *page = calloc(1, sizeof *page + size);

    if (page == NULL)
        return NULL;
    page->size = size;
    page->next = arena->pages;
    arena->pages = page;
    return page;
}

void *
bca_arena_alloc(bca_arena *arena, size_t count, size_t size)
{
    const size_t align = alignof(max_align_t);
    struct bca_arena_page *page = arena->pages;
    size_t need;
    void *out;

    if (size != 0 && count > (SIZE_MAX / 2) / size)
        return NULL;
    need = (count * size + align) / align * align;
    if (page == NULL || page->size - page->used < need)
        page = add_page(arena, need);
    if (page == NULL)
        return NULL;
    out = page->data + page->used;
    page->used += need;
    return out;
}

char *
bca_arena_strndup(bca_arena *arena, const char *text, size_t n)
{
    char *copy = bca_arena_alloc(arena, n + 1, 1);

    return copy == NULL ? NULL : memcpy(copy, text, n);
}

char *
bca_arena_strdup(bca_arena *arena, const char *text)
{
    return bca_arena_strndup(arena, text, strlen(text));
}

char *
bca_arena_vprintf(bca_arena *arena, const char *fmt, va_list args)
{
    va_list again;
    int size;
    char *text = NULL;

    va_copy(again, args);
    size = vsnprintf(NULL, 0, fmt, args);
    if (size >= 0)
        text = bca_arena_alloc(arena, (size_t)size + 1, 1);
    if (text != NULL)
        (void)vsnprintf(text, (size_t)size + 1, fmt, again);
    va_end(again);
    return text;
}

char *
bca_arena_printf(bca_arena *arena, const char *fmt, ...)
{
    va_list args;
    char *text;

    va_start(args, fmt);
    text = bca_arena_vprintf(arena, fmt, args);
    va_end(args);
    return text;
}

bool
bca_arena_own(void *items, size_t n, size_t size, bca_arena *arena)
{
    void *was;
    void *now;

    memcpy(&was, items, sizeof was);
    if (n == 0)
        return true;
    now = bca_arena_alloc(arena, n, size);
    if (now == NULL)
        return false;
    memcpy(now, was, n * size);
    memcpy(items, &now, sizeof now);
    return true;
}

void
bca_arena_free(bca_arena *arena)
{
    while (arena->pages != NULL) {
        struct bca_arena_page *next = arena->pages->next;

        free(arena->pages);
        arena->pages = next;
    }
}
