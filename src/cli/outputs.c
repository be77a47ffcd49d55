#include "cli/outputs.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_version.h>
#include <jansson.h>

#include "base/file.h"
#include "cli/cmd.h"
#include "engine/sample.h"
#include "git_id.h" /* generated: BCA_GIT */
#include "registry/xml.h"
#include "report/inventory.h"
#include "report/manifest.h"
#include "report/programs.h"

bca_status
bca_outputs_open(bca_outputs *out, const char *folder, bca_error *err)
{
    bca_status st;

    if (strlen(folder) >= sizeof out->folder)
        return bca_fail(err, BCA_EIO, "the path '%s' is too long", folder);
    (void)snprintf(out->folder, sizeof out->folder, "%s", folder);
    for (size_t n = strlen(out->folder); n > 1 && out->folder[n - 1] == '/'; n--)
        out->folder[n - 1] = '\0';
    st = bca_folder_make(out->folder, err);
    if (st != BCA_OK)
        return st;
    (void)snprintf(out->scratch, sizeof out->scratch, "%s.XXXXXX", out->folder);
    if (mkdtemp(out->scratch) == NULL)
        return bca_fail(err, BCA_EIO, "cannot write beside '%s': %s", out->folder,
                        strerror(errno));
    return BCA_OK;
}

const char *
bca_outputs_path(char path[BCA_PATH], const bca_outputs *out, const char *name)
{
    (void)snprintf(path, BCA_PATH, "%s/%s", out->scratch, name);
    return path;
}

/* Move one file, or delete it when the run has failed. */
static bca_status
settle(const bca_outputs *out, const char *name, bca_status status, bca_error *err)
{
    char from[BCA_PATH];
    char to[BCA_PATH];

    (void)bca_outputs_path(from, out, name);
    (void)snprintf(to, sizeof to, "%s/%s", out->folder, name);
    if (status == BCA_OK && rename(from, to) != 0)
        status = bca_fail(err, BCA_EIO, "cannot write '%s': %s", to, strerror(errno));
    if (status != BCA_OK)
        (void)unlink(from);
    return status;
}

bca_status
bca_outputs_close(bca_outputs *out, bca_status status, bca_error *err)
{
    DIR *dir = opendir(out->scratch);

    if (dir == NULL)
        return status;
    for (struct dirent *e = readdir(dir); e != NULL; e = readdir(dir)) {
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            status = settle(out, e->d_name, status, err);
    }
    (void)closedir(dir);
    (void)rmdir(out->scratch);
    return status;
}

typedef bca_status make_table(bca_table *out, bca_arena *arena, const bca_run *run,
                              bca_error *err);

static bca_status
write_csv(const bca_outputs *out, const char *name, make_table *make,
          const bca_run *run, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    char path[BCA_PATH];
    bca_output file;
    bca_table table;
    bca_status st = make(&table, &arena, run, err);

    if (st == BCA_OK)
        st = bca_output_open(&file, bca_outputs_path(path, out, name), err);
    if (st == BCA_OK)
        st = bca_output_close(&file, bca_write_csv(&table, file.stream, err), err);
    bca_arena_free(&arena);
    return st;
}

bca_status
bca_outputs_programs(const bca_outputs *out, const bca_run *run, bca_error *err)
{
    return write_csv(out, "programs.csv", bca_programs_table, run, err);
}

bca_status
bca_outputs_inventory(const bca_outputs *out, const bca_run *run, bca_error *err)
{
    return write_csv(out, "inventory.csv", bca_inventory_table, run, err);
}

/* Every file that was read: documents, then tables. */
static bca_file *
input_files(const bca_project *p, size_t *n)
{
    bca_file *files;

    *n = p->documents.n;
    for (const bca_table_entry *e = p->models.tables.first; e != NULL; e = e->next)
        ++*n;
    files = calloc(*n + 1, sizeof *files);
    *n = 0;
    if (files == NULL)
        return NULL;
    for (size_t i = 0; i < p->documents.n; i++)
        files[(*n)++] = p->documents.items[i].file;
    for (const bca_table_entry *e = p->models.tables.first; e != NULL; e = e->next) {
        if (e->table != NULL)
            files[(*n)++] = *e->table->file;
    }
    return files;
}

bca_status
bca_outputs_manifest(const bca_outputs *out, const bca_project *project,
                     const bca_run *run, const char *command, bca_error *err)
{
    const bca_library libraries[] = {
        {"gsl", GSL_VERSION},           {"jansson", JANSSON_VERSION},
        {"libcsv", bca_csv_version()},  {"librmath", bca_rmath_version()},
        {"libxml2", bca_xml_version()}, {"random123", "philox4x32-10"},
    };
    bca_manifest m = {.version = BCA_VERSION,
                      .git = BCA_GIT,
                      .libraries = libraries,
                      .n_libraries = sizeof libraries / sizeof libraries[0],
                      .command = command,
                      .folder = out->scratch};
    char path[BCA_PATH];
    bca_output file;
    bca_file *inputs = input_files(project, &m.n_inputs);
    bca_status st = inputs == NULL ? bca_fail_memory(err) : BCA_OK;

    m.inputs = inputs;
    if (st == BCA_OK)
        st =
            bca_output_open(&file, bca_outputs_path(path, out, BCA_MANIFEST_NAME), err);
    if (st == BCA_OK)
        st =
            bca_output_close(&file, bca_manifest_write(&m, run, file.stream, err), err);
    free(inputs);
    return st;
}
