#include "report/annual.h"

#include <stdlib.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/template_file.h"

static const bca_template_part parts[BCA_PART_COUNT] = {
    [BCA_PART_REPORT] = {"report.tex", bca_report_slots},
    [BCA_PART_LAYOUT] = {"layout.tex", bca_layout_slots},
    [BCA_PART_AGENCY] = {"agency.tex", bca_agency_slots},
    [BCA_PART_PROGRAM] = {"program.tex", bca_program_slots},
    [BCA_PART_STUDIES] = {"studies.tex", bca_studies_slots},
    [BCA_PART_MODEL] = {"model.tex", bca_model_slots},
};

const char *
bca_annual_template(size_t i)
{
    return i < BCA_PART_COUNT ? parts[i].file : NULL;
}

void
bca_part_write(const bca_annual *annual, bca_part part, FILE *out)
{
    bca_template_write(&annual->templates[part], parts[part].slots(), annual, out);
}

static int
compare(const void *x, const void *y)
{
    const bca_program *a = (*(const bca_result *const *)x)->program;
    const bca_program *b = (*(const bca_result *const *)y)->program;
    int names;

    if (a->area != b->area)
        return a->area < b->area ? -1 : 1;
    names = strcmp(a->name, b->name);
    return names != 0 ? names : strcmp(a->id, b->id);
}

static bca_status
entries_make(bca_annual *annual, bca_arena *arena, bca_error *err)
{
    bca_cycle_entry *entries;
    bca_status st = bca_cycle_entries(&entries, arena, annual->run->cycle, err);

    if (st == BCA_OK)
        annual->entries = entries;
    return st;
}

/* Arrays of the context, owned by the arena. */
static bca_status
context_fill(bca_annual *annual, bca_arena *arena, bca_error *err)
{
    const bca_run *run = annual->run;

    annual->order = bca_arena_alloc(arena, run->n, sizeof(const bca_result *));
    annual->cited = bca_arena_alloc(arena, run->registry->n_sources, sizeof(bool));
    if (annual->order == NULL || annual->cited == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < run->n; i++)
        annual->order[i] = &run->results[i];
    qsort(annual->order, run->n, sizeof(const bca_result *), compare);
    annual->counts = bca_annual_count(run);
    return run->cycle != NULL ? entries_make(annual, arena, err) : BCA_OK;
}

bca_status
bca_annual_write(const bca_run *run, const char *templates,
                 const bca_annual_facts *facts, bca_findings *findings, FILE *out,
                 bca_error *err)
{
    bca_file files[BCA_PART_COUNT];
    bca_annual annual = {.run = run, .facts = facts, .templates = files};
    bca_arena arena = BCA_ARENA_INIT;
    bca_status st =
        bca_templates_load(files, parts, BCA_PART_COUNT, templates, findings, err);

    if (st == BCA_OK)
        st = context_fill(&annual, &arena, err);
    if (st == BCA_OK) {
        bca_part_write(&annual, BCA_PART_REPORT, out);
        if (ferror(out))
            st = bca_fail(err, BCA_EIO, "report.tex could not be written");
    }
    bca_arena_free(&arena);
    return st;
}
