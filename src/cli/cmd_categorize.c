#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/cmd.h"
#include "cli/outputs.h"
#include "cli/print.h"
#include "cli/tiered.h"
#include "git_id.h" /* generated: BCA_GIT */
#include "report/pdf.h"
#include "report/worksheet.h"

static const struct argp_option table[] = {
    {"agency", OPT_AGENCY, "ID", 0, "agency of registry/agencies.xml, such as doc", 0},
    {"fiscal-year", OPT_FISCAL_YEAR, "YEAR", 0,
     "fiscal year of the inventory, such as 2026", 0},
    {"output", OPT_OUTPUT, "DIR", 0, "folder of the worksheet", 0},
    {"profile", OPT_PROFILE, "NAME", 0,
     "law or rule to tier by, of registry/profiles [the reporting state's]", 0},
    BCA_DRAWS_OPTIONS,
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .doc = "Make an agency's worksheet for the categories that the law asks for: "
           "worksheet.pdf, worksheet.tex, worksheet.csv and manifest.json.\v"
           "Examples:\n"
           "  bca categorize --agency DOC --fiscal-year 2026 -o out/doc-2026\n\n"
           "Each program has its category on record, the tier that the record supports "
           "on the day when the inventory is due, the test that decided, what is new "
           "since the last cycle, and lines for the agency's own decision. The words "
           "stand in reports/worksheet.",
};

static const bca_templates templates = {"reports/worksheet", bca_worksheet_template};

/* --------------------------------------------------------------------- what is asked
 */

/* The agency with an id, in capitals or not; NULL, and the error set, when there is
 * none: the nearest is named. */
static const bca_agency *
find_agency(const bca_registry *registry, const char *id, bca_error *err)
{
    const char **names = calloc(registry->n_agencies + 1, sizeof *names);
    const char *nearest;

    for (size_t i = 0; i < registry->n_agencies; i++) {
        if (names != NULL)
            names[i] = registry->agencies[i].id;
        if (strcasecmp(registry->agencies[i].id, id) == 0) {
            free(names);
            return &registry->agencies[i];
        }
    }
    nearest = names != NULL ? bca_nearest(id, names, registry->n_agencies) : NULL;
    free(names);
    (void)bca_fail(err, BCA_EINVALID, "there is no agency '%s'; %s%s%s", id,
                   nearest != NULL ? "did you mean '" : "",
                   nearest != NULL ? nearest : "registry/agencies.xml lists them",
                   nearest != NULL ? "'?" : "");
    return NULL;
}

/* Ids of the programs of an agency, for the caller to free. */
static bca_status
list_programs(const char ***out, size_t *n, const bca_registry *registry,
              const bca_agency *agency, bca_error *err)
{
    const char **ids = calloc(registry->n_programs + 1, sizeof *ids);

    assert(agency != NULL);
    *n = 0;
    if (ids == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < registry->n_programs; i++) {
        if (registry->programs[i].agency == agency)
            ids[(*n)++] = registry->programs[i].id;
    }
    *out = ids;
    if (*n > 0)
        return BCA_OK;
    free(ids);
    *out = NULL;
    return bca_fail(err, BCA_EREFUSED,
                    "agency '%s' has no program in registry/programs, so there is "
                    "nothing to categorize",
                    agency->id);
}

static bca_status
check_options(const bca_options *o, bca_error *err)
{
    if (o->n_names > 0)
        return bca_fail(err, BCA_EUSAGE, "'%s' is no option of bca categorize",
                        o->names[0]);
    if (o->agency == NULL)
        return bca_fail(err, BCA_EUSAGE, "--agency is missing, such as --agency doc");
    if (o->fiscal_year < 1000 || o->fiscal_year > 2999)
        return bca_fail(err, BCA_EUSAGE, "--fiscal-year is a year such as 2026");
    if (o->output == NULL)
        return bca_fail(err, BCA_EUSAGE, "-o is missing: the folder of the worksheet");
    return BCA_OK;
}

/* ------------------------------------------------------------------------ the files */

static bca_status
write_csv(const bca_outputs *out, const bca_worksheet *worksheet, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t;
    bca_status st = bca_worksheet_table(&t, &arena, worksheet, err);

    if (st == BCA_OK)
        st = bca_outputs_table(out, "worksheet.csv", &t, err);
    bca_arena_free(&arena);
    return st;
}

static bca_status
write_tex(const bca_outputs *out, const bca_worksheet *worksheet, bca_error *err)
{
    bca_findings findings = BCA_FINDINGS_INIT;
    char hash[BCA_SHA256_TEXT];
    const bca_annual_facts facts = {BCA_VERSION, BCA_GIT, hash};
    char path[BCA_PATH];
    bca_output file;
    bca_status st = bca_run_hash(hash, worksheet->cycle->now.run, err);

    if (st == BCA_OK)
        st = bca_output_open(&file, bca_outputs_path(path, out, "worksheet.tex"), err);
    if (st == BCA_OK) {
        st = bca_worksheet_write(worksheet, templates.folder, &facts, &findings,
                                 file.stream, err);
        st = bca_output_close(&file, st, err);
    }
    bca_print_findings(&findings, stderr);
    bca_findings_free(&findings);
    return st;
}

static bca_status
write_files(const bca_outputs *out, const bca_project *p, const bca_cycle *cycle,
            const bca_options *o, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_worksheet worksheet;
    char tex[BCA_PATH];
    char pdf[BCA_PATH];
    const char *command = bca_arena_printf(
        &arena,
        "bca categorize --agency %s --fiscal-year %d --profile %s --seed %llu --draws "
        "%llu",
        cycle->agency->id, cycle->fiscal_year, cycle->now.profile->id,
        (unsigned long long)o->seed, (unsigned long long)o->draws);
    bca_status st;

    if (command == NULL) {
        bca_arena_free(&arena);
        return bca_fail_memory(err);
    }
    st = bca_worksheet_make(&worksheet, &arena, cycle, err);
    if (st == BCA_OK)
        st = write_csv(out, &worksheet, err);
    if (st == BCA_OK)
        st = write_tex(out, &worksheet, err);
    if (st == BCA_OK)
        st = bca_pdf_make(bca_outputs_path(tex, out, "worksheet.tex"),
                          bca_outputs_path(pdf, out, "worksheet.pdf"), err);
    if (st == BCA_OK)
        st =
            bca_outputs_manifest_with(out, p, cycle->now.run, command, &templates, err);
    bca_arena_free(&arena);
    return st;
}

/* ------------------------------------------------------------------------ the cycle */

static bca_status
write_folder(const bca_project *p, const bca_cycle *cycle, const bca_options *o,
             bca_error *err)
{
    bca_outputs out;
    bca_status st = bca_outputs_open(&out, o->output, err);

    if (st == BCA_OK)
        st = bca_outputs_close(&out, write_files(&out, p, cycle, o, err), err);
    if (st == BCA_OK)
        fprintf(stderr,
                "The worksheet is in %s: worksheet.pdf, worksheet.tex, worksheet.csv, "
                "manifest.json\n",
                out.folder);
    return st;
}

/* Run the programs as of both cycles' days and write what comes out. */
static bca_status
run_cycle(const bca_project *p, bca_cycle *cycle, const bca_profile *profile,
          const bca_run_options *options, const bca_options *o, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_tiered now = {.has_view = false};
    bca_tiered then = {.has_view = false};
    bca_status st = bca_tiered_make(&now, &arena, p, profile, cycle->day, options, err);

    if (st == BCA_OK && cycle->before > 0 &&
        bca_profile_in_force(profile, cycle->day_before))
        st =
            bca_tiered_make(&then, &arena, p, profile, cycle->day_before, options, err);
    if (st == BCA_OK) {
        now.results.run.fiscal_year = cycle->fiscal_year;
        cycle->now = now.tiers;
        cycle->then = then.tiers;
        cycle->left_out = now.left_out;
        st = write_folder(p, cycle, o, err);
    }
    bca_tiered_free(&then);
    bca_tiered_free(&now);
    bca_arena_free(&arena);
    return st;
}

static bca_status
categorize(const bca_project *p, const bca_options *o, bca_error *err)
{
    bca_run_options options = {NULL, 0, o->seed, (size_t)o->draws, BCA_ANALYSIS_MAIN};
    const bca_profile *profile = NULL;
    bca_cycle cycle = {.fiscal_year = (int)o->fiscal_year};
    const char **ids = NULL;
    bca_status st = check_options(o, err);

    if (st == BCA_OK)
        st = bca_project_profile(&profile, p, o->profile, err);
    if (st != BCA_OK)
        return st;
    cycle.agency = find_agency(&p->registry, o->agency, err);
    if (cycle.agency == NULL)
        return err->status;
    st = list_programs(&ids, &options.n_ids, &p->registry, cycle.agency, err);
    if (st != BCA_OK)
        return st;
    options.ids = ids;
    bca_cycle_day(cycle.day, &p->registry, cycle.agency, cycle.fiscal_year);
    cycle.before = bca_cycle_before(&p->registry, cycle.agency, cycle.fiscal_year);
    if (cycle.before > 0)
        bca_cycle_day(cycle.day_before, &p->registry, cycle.agency, cycle.before);
    st = run_cycle(p, &cycle, profile, &options, o, err);
    free(ids);
    return st;
}

bca_status
cmd_categorize(int argc, char **argv, bca_error *err)
{
    bca_options o = {.seed = BCA_SEED, .draws = BCA_DRAWS};

    return bca_project_command(&o, &argp, argc, argv, categorize, err);
}
