#include "base/codes.h"

#include <strings.h>

#include "base/codes_rows.h"

static const bca_codes *const families[] = {&bca_codes_files, &bca_codes_registry,
                                            &bca_codes_numbers, &bca_codes_model,
                                            &bca_codes_rules};

enum { FAMILIES = sizeof families / sizeof families[0] };

const bca_code *
bca_code_at(size_t i)
{
    for (size_t f = 0; f < FAMILIES; f++) {
        if (i < families[f]->n)
            return &families[f]->rows[i];
        i -= families[f]->n;
    }
    return NULL;
}

const bca_code *
bca_code_find(const char *code)
{
    const bca_code *row;

    for (size_t i = 0; (row = bca_code_at(i)) != NULL; i++) {
        if (strcasecmp(row->code, code) == 0)
            return row;
    }
    return NULL;
}
