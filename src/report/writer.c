#include "report/table.h"

#include <string.h>

static const struct {
    const char *format;
    bca_write_fn *write;
} writers[] = {
    {"csv", bca_write_csv},
    {"json", bca_write_json},
    {"latex", bca_write_latex},
    {"table", bca_write_terminal},
};

bca_write_fn *
bca_writer_find(const char *format)
{
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++) {
        if (strcmp(writers[i].format, format) == 0)
            return writers[i].write;
    }
    return NULL;
}
