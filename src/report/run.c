#include "report/run.h"

#include <stdio.h>
#include <stdlib.h>

const bca_inventory *
bca_run_inventory(const bca_run *run, const bca_program *program)
{
    const bca_inventory *latest = NULL;

    for (size_t i = 0; i < program->n_inventories; i++) {
        const bca_inventory *v = &program->inventories[i];

        if (v->fiscal_year <= run->fiscal_year &&
            (latest == NULL || v->fiscal_year > latest->fiscal_year))
            latest = v;
    }
    return latest;
}

int
bca_latest_fiscal_year(const bca_registry *registry)
{
    int year = 0;

    for (size_t p = 0; p < registry->n_programs; p++) {
        const bca_inventory *v = bca_inventory_latest(&registry->programs[p]);

        if (v != NULL && (int)v->fiscal_year > year)
            year = (int)v->fiscal_year;
    }
    return year;
}

bca_status
bca_run_hash(char out[BCA_SHA256_TEXT], const bca_run *run, bca_error *err)
{
    char *text = NULL;
    size_t size = 0;
    FILE *lines = open_memstream(&text, &size);

    if (lines == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < run->n; i++) {
        const bca_result *r = &run->results[i];

        if (r->summary != NULL)
            (void)fprintf(lines, "%s %s\n", r->program->id, r->summary->hash);
    }
    if (fclose(lines) != 0) {
        free(text);
        return bca_fail_memory(err);
    }
    bca_sha256(out, text, size);
    free(text);
    return BCA_OK;
}

bca_view
bca_result_view(const bca_result *result, bca_analysis_kind analysis)
{
    const bca_alternative *a;

    if (result->compiled == NULL)
        return (bca_view){.reason = "there is no result"};
    if (result->compiled->analysis == analysis)
        return (bca_view){result->compiled, result->summary, ""};
    if (result->alternatives == NULL)
        return (bca_view){.reason = "not computed in this run"};
    a = &result->alternatives[analysis];
    if (a->reason[0] != '\0')
        return (bca_view){.reason = a->reason};
    return (bca_view){&a->compiled, &a->summary, ""};
}
