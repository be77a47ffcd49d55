/* Ids for the programs of a table, from their names. */

#include <stdio.h>
#include <string.h>

#include "report/import_rows.h"

static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char digits[] = "0123456789";

/* What a byte of a name becomes in an id, or 0. */
static char
id_byte(char c)
{
    const char *capital = c == '\0' ? NULL : strchr(capitals, c);

    if (capital != NULL)
        return letters[capital - capitals];
    if (c != '\0' && (strchr(letters, c) != NULL || strchr(digits, c) != NULL))
        return c;
    return '\0';
}

void
bca_import_id(char out[BCA_IMPORT_ID + 1], const char *name)
{
    static const char prefix[] = "program";
    size_t n = 0, hyphen = 0;
    bool gap = false;

    for (; *name != '\0' && n < BCA_IMPORT_ID; name++) {
        char c = id_byte(*name);

        if (c == '\0') {
            gap = n > 0;
            continue;
        }
        if (n == 0 && strchr(digits, c) != NULL) {
            memcpy(out, prefix, sizeof prefix - 1);
            n = sizeof prefix - 1;
            gap = true;
        }
        if (gap && n + 1 < BCA_IMPORT_ID) {
            hyphen = n;
            out[n++] = '-';
        }
        gap = false;
        out[n++] = c;
    }
    if (n == BCA_IMPORT_ID && id_byte(*name) != '\0' && hyphen > 0)
        n = hyphen; /* no half word */
    if (n == 0) {
        memcpy(out, prefix, sizeof prefix - 1);
        n = sizeof prefix - 1;
    }
    out[n] = '\0';
}

static bool
is_taken(const bca_import_row rows[], size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(rows[i].id, id) == 0)
            return true;
    }
    return false;
}

bool
bca_import_ids(bca_import_row rows[], size_t n, bca_arena *arena)
{
    for (size_t i = 0; i < n; i++) {
        char id[BCA_IMPORT_ID + 1];

        bca_import_id(id, rows[i].name);
        rows[i].id = bca_arena_strdup(arena, id);
        for (size_t k = 2; rows[i].id != NULL && is_taken(rows, i, rows[i].id); k++) {
            rows[i].numbered = true;
            rows[i].id = bca_arena_printf(arena, "%s-%zu", id, k);
        }
        if (rows[i].id == NULL)
            return false;
    }
    return true;
}
