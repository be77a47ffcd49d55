#include "cli/outputs.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gsl/gsl_version.h>
#include <jansson.h>

#include "base/file.h"
#include "cli/cmd.h"
#include "cli/stop.h"
#include "engine/sample.h"
#include "git_id.h" /* generated: BCA_GIT */
#include "model/values.h"
#include "registry/xml.h"
#include "report/analyses.h"
#include "report/beside.h"
#include "report/break_even.h"
#include "report/horizons.h"
#include "report/influence.h"
#include "report/inventory.h"
#include "report/manifest.h"
#include "report/programs.h"
#include "report/set_aside.h"

/* How much of a path is a folder already. */
static size_t
length_before(const char *path)
{
    char part[sizeof((bca_outputs *)NULL)->folder];
    size_t length = 0;

    for (size_t i = 1; i <= strlen(path); i++) {
        struct stat info;

        if (path[i] != '/' && path[i] != '\0')
            continue;
        (void)snprintf(part, sizeof part, "%.*s", (int)i, path);
        if (stat(part, &info) == 0 && S_ISDIR(info.st_mode))
            length = i;
    }
    return length;
}

/* Remove the folders that bca_outputs_open made, as far as they are empty. */
static void
remove_made(bca_outputs *out)
{
    for (size_t n = strlen(out->folder); n > out->before; n--) {
        if (out->folder[n] == '/' || out->folder[n] == '\0') {
            out->folder[n] = '\0';
            (void)rmdir(out->folder);
        }
    }
}

bca_status
bca_outputs_open(bca_outputs *out, const char *folder, bca_error *err)
{
    bca_status st;

    if (strlen(folder) >= sizeof out->folder)
        return bca_fail(err, BCA_EIO, "the path '%s' is too long", folder);
    (void)snprintf(out->folder, sizeof out->folder, "%s", folder);
    for (size_t n = strlen(out->folder); n > 1 && out->folder[n - 1] == '/'; n--)
        out->folder[n - 1] = '\0';
    out->before = length_before(out->folder);
    (void)snprintf(out->scratch, sizeof out->scratch, "%s.XXXXXX", out->folder);
    st = bca_folder_make(out->folder, err);
    if (st == BCA_OK && mkdtemp(out->scratch) == NULL)
        st = bca_fail(err, BCA_EIO, "cannot write beside '%s': %s", out->folder,
                      strerror(errno));
    if (st != BCA_OK)
        remove_made(out);
    return st;
}

const char *
bca_outputs_path(char path[BCA_PATH], const bca_outputs *out, const char *name)
{
    (void)snprintf(path, BCA_PATH, "%s/%s", out->scratch, name);
    return path;
}

enum { MAX_OUTPUTS = 32, NAME_BYTES = 256 };

/* The files of a folder that is being moved into its place. */
typedef struct move {
    char names[MAX_OUTPUTS][NAME_BYTES];
    bool replaced[MAX_OUTPUTS]; /* an older file of this name was put aside */
    size_t n;
    size_t done; /* names[0] ... names[done - 1] are in place */
} move;

/* The names in the scratch folder, the manifest last: it vouches for the others. */
static void
list_outputs(move *m, const char *folder)
{
    DIR *dir = opendir(folder);
    bool manifest = false;

    for (struct dirent *e = dir == NULL ? NULL : readdir(dir); e != NULL;
         e = readdir(dir)) {
        if (strcmp(e->d_name, BCA_MANIFEST_NAME) == 0)
            manifest = true;
        else if (e->d_name[0] != '.' && m->n + 1 < MAX_OUTPUTS)
            (void)snprintf(m->names[m->n++], NAME_BYTES, "%s", e->d_name);
    }
    if (manifest)
        (void)snprintf(m->names[m->n++], NAME_BYTES, "%s", BCA_MANIFEST_NAME);
    if (dir != NULL)
        (void)closedir(dir);
}

/* Where a file comes from, where it goes, and where an older one waits meanwhile. */
typedef struct places {
    char from[BCA_PATH], to[BCA_PATH], aside[BCA_PATH];
} places;

static void
find_places(places *p, const bca_outputs *out, const char *name)
{
    (void)bca_outputs_path(p->from, out, name);
    (void)snprintf(p->to, sizeof p->to, "%s/%s", out->folder, name);
    (void)snprintf(p->aside, sizeof p->aside, "%s/.%s", out->scratch, name);
}

static bool
move_in(move *m, const bca_outputs *out)
{
    places p;
    struct stat old;

    find_places(&p, out, m->names[m->done]);
    if (stat(p.to, &old) == 0 && S_ISDIR(old.st_mode)) {
        errno = EISDIR;
        return false;
    }
    m->replaced[m->done] = rename(p.to, p.aside) == 0;
    if (rename(p.from, p.to) == 0) {
        m->done++;
        return true;
    }
    if (m->replaced[m->done])
        (void)rename(p.aside, p.to);
    return false;
}

/* Put everything back as it was before. */
static void
roll_back(move *m, const bca_outputs *out)
{
    while (m->done > 0) {
        places p;

        find_places(&p, out, m->names[--m->done]);
        (void)rename(p.to, p.from);
        if (m->replaced[m->done])
            (void)rename(p.aside, p.to);
    }
}

static void
clear(const move *m, const bca_outputs *out)
{
    for (size_t i = 0; i < m->n; i++) {
        places p;

        find_places(&p, out, m->names[i]);
        (void)unlink(p.from);
        (void)unlink(p.aside);
    }
    (void)rmdir(out->scratch);
}

/* Name the folder, not the scratch folder, in words about what could not be written. */
static void
name_folder(bca_error *err, const bca_outputs *out)
{
    char *at = err != NULL ? strstr(err->text, out->scratch) : NULL;

    if (at != NULL) {
        const char *rest = at + strlen(out->scratch);

        at += strlen(out->folder);
        memmove(at, rest, strlen(rest) + 1);
    }
}

bca_status
bca_outputs_close(bca_outputs *out, bca_status status, bca_error *err)
{
    move m = {.n = 0};

    status = bca_stop_check(status, err);
    list_outputs(&m, out->scratch);
    while (status == BCA_OK && m.done < m.n) {
        if (!move_in(&m, out))
            status = bca_fail(err, BCA_EIO, "cannot write '%s/%s': %s", out->folder,
                              m.names[m.done], strerror(errno));
    }
    if (status != BCA_OK)
        roll_back(&m, out);
    clear(&m, out);
    if (status != BCA_OK) {
        name_folder(err, out);
        remove_made(out);
    }
    return status;
}

bca_status
bca_outputs_table(const bca_outputs *out, const char *name, const bca_table *table,
                  bca_error *err)
{
    char path[BCA_PATH];
    bca_output file;
    bca_status st = bca_output_open(&file, bca_outputs_path(path, out, name), err);

    if (st != BCA_OK)
        return st;
    return bca_output_close(&file, bca_write_csv(table, file.stream, err), err);
}

typedef bca_status make_table(bca_table *out, bca_arena *arena, const bca_run *run,
                              bca_error *err);

static bca_status
write_csv(const bca_outputs *out, const char *name, make_table *make,
          const bca_run *run, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_table table;
    bca_status st = make(&table, &arena, run, err);

    if (st == BCA_OK)
        st = bca_outputs_table(out, name, &table, err);
    bca_arena_free(&arena);
    return st;
}

/* The tables that are made from a run alone, first those of bca run. */
enum { RUN_TABLES = 2 };

static const struct {
    const char *name;
    make_table *make;
} tables[] = {
    {"programs.csv", bca_programs_table},   {"beside_published.csv", bca_beside_table},
    {"inventory.csv", bca_inventory_table}, {"analyses.csv", bca_analyses_table},
    {"set_aside.csv", bca_set_aside_table}, {"horizons.csv", bca_horizons_table},
    {"influence.csv", bca_influence_table}, {"break_even.csv", bca_answers_table},
};

static bca_status
write_tables(const bca_outputs *out, size_t n, const bca_run *run, bca_error *err)
{
    bca_status st = BCA_OK;

    for (size_t i = 0; st == BCA_OK && i < n; i++)
        st = write_csv(out, tables[i].name, tables[i].make, run, err);
    return st;
}

bca_status
bca_outputs_run(const bca_outputs *out, const bca_run *run, bca_error *err)
{
    return write_tables(out, RUN_TABLES, run, err);
}

bca_status
bca_outputs_tables(const bca_outputs *out, const bca_run *run, bca_error *err)
{
    return write_tables(out, sizeof tables / sizeof tables[0], run, err);
}

static bca_status
studies_table(bca_table *out, bca_arena *arena, const bca_run *run, bca_error *err)
{
    return bca_study_reports_table(out, arena, run->studies, run->n_studies, err);
}

bca_status
bca_outputs_studies(const bca_outputs *out, const bca_run *run, bca_error *err)
{
    return write_csv(out, "studies.csv", studies_table, run, err);
}

bca_status
bca_outputs_tiers(const bca_outputs *out, const bca_tiers *tiers, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_table table;
    bca_status st = bca_tiers_table(&table, &arena, tiers, err);

    if (st == BCA_OK)
        st = bca_outputs_table(out, "tiers.csv", &table, err);
    bca_arena_free(&arena);
    return st;
}

/* Every file that was read: documents, tables, extra ones. */
static bca_file *
input_files(const bca_project *p, const bca_file extra[], size_t n_extra, size_t *n)
{
    bca_file *files;

    *n = p->documents.n;
    for (const bca_table_entry *e = p->models.tables.first; e != NULL; e = e->next)
        ++*n;
    for (const bca_value_sheet *e = p->models.sheets; e != NULL; e = e->next)
        ++*n;
    files = calloc(*n + n_extra + 1, sizeof *files);
    *n = 0;
    if (files == NULL)
        return NULL;
    for (size_t i = 0; i < p->documents.n; i++)
        files[(*n)++] = p->documents.items[i].file;
    for (const bca_table_entry *e = p->models.tables.first; e != NULL; e = e->next) {
        if (e->table != NULL)
            files[(*n)++] = *e->table->file;
    }
    for (const bca_value_sheet *e = p->models.sheets; e != NULL; e = e->next) {
        if (e->sheet != NULL)
            files[(*n)++] = *e->sheet->file;
    }
    for (size_t i = 0; i < n_extra; i++)
        files[(*n)++] = extra[i];
    return files;
}

bca_status
bca_outputs_manifest(const bca_outputs *out, const bca_project *project,
                     const bca_run *run, const char *command, const bca_file extra[],
                     size_t n_extra, bca_error *err)
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
    bca_file *inputs = input_files(project, extra, n_extra, &m.n_inputs);
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

bca_status
bca_outputs_manifest_with(const bca_outputs *out, const bca_project *project,
                          const bca_run *run, const char *command,
                          const bca_templates *templates, bca_error *err)
{
    enum { MOST = 16 };
    bca_arena arena = BCA_ARENA_INIT;
    bca_file files[MOST];
    size_t n = 0;
    bca_status st = BCA_OK;

    for (; st == BCA_OK && n < MOST && templates->name(n) != NULL; n++) {
        char *text = NULL;

        files[n].path =
            bca_arena_printf(&arena, "%s/%s", templates->folder, templates->name(n));
        if (files[n].path == NULL)
            st = bca_fail_memory(err);
        else if (bca_file_read(&text, &files[n].size, &arena, files[n].path,
                               BCA_XML_CAP) != BCA_READ_OK)
            st = bca_fail(err, BCA_EIO, "cannot read '%s'", files[n].path);
        files[n].text = text;
    }
    if (st == BCA_OK)
        st = bca_outputs_manifest(out, project, run, command, files, n, err);
    bca_arena_free(&arena);
    return st;
}
