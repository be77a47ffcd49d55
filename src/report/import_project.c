#include "report/import_project.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

enum { PATH = 4096, NAME = 256 };

/* A folder that is being filled, and what went wrong first. */
typedef struct project {
    const bca_import *import;
    const char *folder;
    bca_status status;
    bca_error *err;
} project;

static const char *
path_of(char path[PATH], const project *p, const char *folder, const char *name)
{
    (void)snprintf(path, PATH, "%s/%s/%s", p->folder, folder, name);
    return path;
}

static void
make_folder(project *p, const char *name)
{
    char path[PATH];

    (void)snprintf(path, sizeof path, "%s/%s", p->folder, name);
    if (p->status == BCA_OK)
        p->status = bca_folder_make(path, p->err);
}

static FILE *
create(project *p, const char *path)
{
    FILE *out = p->status == BCA_OK ? fopen(path, "wb") : NULL;

    if (out == NULL && p->status == BCA_OK)
        p->status =
            bca_fail(p->err, BCA_EIO, "cannot write '%s': %s", path, strerror(errno));
    return out;
}

static void
finish(project *p, const char *path, FILE *out)
{
    bool failed;

    if (out == NULL)
        return;
    failed = ferror(out) != 0;
    failed = fclose(out) != 0 || failed;
    if (failed)
        p->status = bca_fail(p->err, BCA_EIO, "could not write '%s'", path);
}

static void
write_text(project *p, const char *folder, const char *name, const bca_file *text)
{
    char path[PATH];
    FILE *out = create(p, path_of(path, p, folder, name));

    if (out != NULL)
        (void)fwrite(text->text, 1, text->size, out);
    finish(p, path, out);
}

typedef void put_row(FILE *out, const bca_import *import, const bca_import_row *row);

static void
write_row(project *p, const char *folder, put_row *put, const bca_import_row *row)
{
    char path[PATH], name[NAME];
    FILE *out;

    (void)snprintf(name, sizeof name, "%s.xml", row->id);
    out = create(p, path_of(path, p, folder, name));
    if (out != NULL)
        put(out, p->import, row);
    finish(p, path, out);
}

static void
write_rows(project *p)
{
    char id[BCA_IMPORT_SHELF], shelf[NAME];

    (void)snprintf(shelf, sizeof shelf, "registry/programs/%s",
                   bca_import_shelf(id, p->import));
    make_folder(p, "registry/interventions");
    make_folder(p, shelf);
    for (size_t i = 0; i < p->import->n_rows && p->status == BCA_OK; i++) {
        write_row(p, "registry/interventions", bca_import_put_intervention,
                  &p->import->rows[i]);
        write_row(p, shelf, bca_import_put_program, &p->import->rows[i]);
    }
}

typedef void put_all(FILE *out, const bca_import *import);

/* What is put, kept in memory; *text is freed by the caller. */
static void
keep(project *p, bca_file *file, char **text, put_all *put)
{
    FILE *out = open_memstream(text, &file->size);
    bool failed = out == NULL;

    if (!failed) {
        put(out, p->import);
        failed = ferror(out) != 0;
        failed = fclose(out) != 0 || failed;
    }
    if (failed && p->status == BCA_OK)
        p->status = bca_fail_memory(p->err);
    file->text = *text;
}

static void
write_sources(project *p, const bca_file texts[], size_t n)
{
    char path[PATH];
    FILE *out = create(p, path_of(path, p, "registry", "sources.xml"));

    if (out != NULL)
        bca_import_put_sources(out, p->import, texts, n);
    finish(p, path, out);
}

/* The files that name sources of the registry, then these sources. */
static void
write_common(project *p)
{
    const bca_profile *profile = p->import->registry->profile;
    char *agencies = NULL, *model = NULL;
    bca_file texts[] = {{.path = "agencies"}, {.path = "model"}, *profile->at.file};
    char name[NAME];

    keep(p, &texts[0], &agencies, bca_import_put_agencies);
    keep(p, &texts[1], &model, bca_import_put_model);
    (void)snprintf(name, sizeof name, "%s.xml", profile->id);
    if (p->status == BCA_OK) {
        write_text(p, "registry", "agencies.xml", &texts[0]);
        write_text(p, "models/published", "model.xml", &texts[1]);
        write_text(p, "registry/profiles", name, &texts[2]);
        write_text(p, "models/published", "price-index.csv",
                   p->import->model->index[0].table->file);
        write_sources(p, texts, sizeof texts / sizeof texts[0]);
    }
    free(agencies);
    free(model);
}

bca_status
bca_import_write(const bca_import *import, const char *folder, bca_error *err)
{
    project p = {import, folder, BCA_OK, err};

    make_folder(&p, "registry/profiles");
    make_folder(&p, "models/published");
    write_common(&p);
    write_rows(&p);
    return p.status;
}
