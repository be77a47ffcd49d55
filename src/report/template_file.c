#include "report/template_file.h"

#include "base/file.h"
#include "base/text.h"

static const size_t template_cap = (size_t)1 << 20;

/* Read one template and check it; what is wrong is in findings. */
static bca_status
load(bca_file *out, const char *folder, const bca_template_part *part,
     bca_findings *findings, bca_error *err)
{
    bca_arena *arena = &findings->arena;
    char *text = NULL;
    bca_file *file = bca_arena_alloc(arena, 1, sizeof *file);
    bca_read_result result;

    if (file == NULL)
        return bca_fail_memory(err);
    file->path = bca_arena_printf(arena, "%s/%s", folder, part->file);
    if (file->path == NULL)
        return bca_fail_memory(err);
    result = bca_file_read(&text, &file->size, arena, file->path, template_cap);
    if (result == BCA_READ_NO_MEMORY)
        return bca_fail_memory(err);
    file->text = text;
    if (result != BCA_READ_OK) {
        file->size = 0;
        bca_find_fix(findings,
                     bca_find(findings, "E0001", (bca_span){file, 0, 0},
                              "the template could not be read"),
                     "restore the file, or make it readable");
        return BCA_OK;
    }
    if (bca_utf8_fault(text, file->size) < file->size) {
        size_t at = bca_utf8_fault(text, file->size);

        bca_find_fix(findings,
                     bca_find(findings, "E0003", (bca_span){file, at, at + 1},
                              "the template is not UTF-8"),
                     "save the file again with the encoding UTF-8");
        return BCA_OK;
    }
    bca_template_check(file, part->slots(), findings);
    *out = *file;
    return BCA_OK;
}

bca_status
bca_templates_load(bca_file files[], const bca_template_part parts[], size_t n,
                   const char *folder, bca_findings *findings, bca_error *err)
{
    size_t errors = findings->errors;

    for (size_t i = 0; i < n; i++) {
        bca_status st = load(&files[i], folder, &parts[i], findings, err);

        if (st != BCA_OK)
            return st;
    }
    errors = findings->errors - errors;
    if (errors == 0)
        return BCA_OK;
    return bca_fail(err, BCA_EINVALID, "the templates in %s have %zu error%s", folder,
                    errors, errors == 1 ? "" : "s");
}
