#include "registry/documents.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"
#include "registry/schema.h"

static const char *const roots[BCA_KIND_COUNT] = {
    [BCA_SOURCES] = "sources",   [BCA_AGENCIES] = "agencies",
    [BCA_PROFILE] = "profile",   [BCA_INTERVENTION] = "intervention",
    [BCA_PROGRAM] = "program",   [BCA_MODEL] = "model",
    [BCA_SCENARIO] = "scenario",
};

static const char profiles_folder[] = "registry/profiles";

/* Where the files of a kind lie. */
static const struct {
    const char *folder;
    const char *name; /* the one file name wanted, or NULL for every .xml */
    bca_kind kind;
    int depth; /* folders below folder that are searched */
    bool required;
} places[] = {
    {"registry", "sources.xml", BCA_SOURCES, 0, true},
    {"registry", "agencies.xml", BCA_AGENCIES, 0, true},
    {profiles_folder, NULL, BCA_PROFILE, 0, false},
    {"registry/interventions", NULL, BCA_INTERVENTION, 0, false},
    {"registry/programs", NULL, BCA_PROGRAM, 1, false},
    {"models", "model.xml", BCA_MODEL, 1, false},
    {"models/scenarios", NULL, BCA_SCENARIO, 0, false},
};

enum { N_PLACES = sizeof places / sizeof places[0], ANY_DEPTH = 8 };

/* ---------------------------------------------------------------- finding files */

typedef struct path_entry {
    const char *path;
    int kind; /* -1: whatever its root says */
} path_entry;

typedef struct path_list {
    path_entry *items;
    size_t n;
    size_t capacity;
    bca_arena *arena;
} path_list;

static bool
add_path(path_list *list, const char *path, int kind)
{
    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->items[i].path, path) == 0)
            return true;
    }
    if (list->n == list->capacity) {
        size_t capacity = list->capacity * 2 + 64;
        path_entry *bigger = realloc(list->items, capacity * sizeof *bigger);

        if (bigger == NULL)
            return false;
        list->items = bigger;
        list->capacity = capacity;
    }
    list->items[list->n++] = (path_entry){path, kind};
    return true;
}

static bool
is_folder(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool
ends_with(const char *text, const char *end)
{
    size_t n = strlen(text);
    size_t m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

/* All files below folder whose name is name (NULL: that end in .xml). */
static bool
search(path_list *list, const char *folder, int depth, const char *name, int kind)
{
    DIR *dir = opendir(folder);
    bool fine = true;

    if (dir == NULL)
        return true;
    for (struct dirent *e = readdir(dir); fine && e != NULL; e = readdir(dir)) {
        const char *path;

        if (e->d_name[0] == '.')
            continue;
        path = bca_arena_printf(list->arena, "%s/%s", folder, e->d_name);
        if (path == NULL)
            fine = false;
        else if (is_folder(path))
            fine = depth == 0 || search(list, path, depth - 1, name, kind);
        else if (name == NULL ? ends_with(path, ".xml") : strcmp(e->d_name, name) == 0)
            fine = add_path(list, path, kind);
    }
    (void)closedir(dir);
    return fine;
}

static bool
list_project(path_list *list)
{
    bool fine = true;

    for (size_t i = 0; fine && i < N_PLACES; i++) {
        const char *path = bca_arena_printf(list->arena, "%s/%s", places[i].folder,
                                            places[i].required ? places[i].name : "");

        if (path == NULL)
            return false;
        if (places[i].required)
            fine = add_path(list, path, (int)places[i].kind);
        else
            fine = search(list, places[i].folder, places[i].depth, places[i].name,
                          (int)places[i].kind);
    }
    return fine;
}

static bool
list_extra(path_list *list, const char *path)
{
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    path = bca_arena_strdup(list->arena, path);
    if (path == NULL)
        return false;
    if (is_folder(path) && !ends_with(path, ".xml"))
        return search(list, path, ANY_DEPTH, NULL, -1);
    return add_path(list, path, -1);
}

static int
by_path(const void *a, const void *b)
{
    return strcmp(((const path_entry *)a)->path, ((const path_entry *)b)->path);
}

/* --------------------------------------------------------------- reading files */

/* Read a file's bytes; a finding at where (or at the file itself) when that fails. */
static bool
read_bytes(bca_file *file, bca_arena *arena, const char *path, const bca_span *where,
           bca_findings *findings)
{
    char *text = NULL;
    bca_finding *f = NULL;
    bca_span span;

    *file = (bca_file){.path = path};
    span = where != NULL ? *where : (bca_span){file, 0, 0};
    switch (bca_file_read(&text, &file->size, arena, path, BCA_XML_CAP)) {
    case BCA_READ_OK: file->text = text; return true;
    case BCA_READ_MISSING:
        f = bca_find(findings, "E0001", span, "cannot read '%s': %s", path,
                     strerror(errno));
        bca_find_fix(findings, f, "restore the file, or correct the name");
        break;
    case BCA_READ_DIRECTORY:
        f = bca_find(findings, "E0001", span, "'%s' is not a file", path);
        bca_find_fix(findings, f, "put a file in this place, or name the file");
        break;
    case BCA_READ_TOO_LARGE:
        f = bca_find(findings, "E0002", span, "the file is larger than %d MiB",
                     BCA_XML_CAP / (1024 * 1024));
        bca_find_fix(findings, f, "split it: one file per program or intervention");
        break;
    case BCA_READ_FAILED:
        f = bca_find(findings, "E0001", span, "reading '%s' failed", path);
        bca_find_fix(findings, f, "try again; if it stays, restore the file");
        break;
    case BCA_READ_NO_MEMORY: findings->no_memory = true; break;
    }
    file->size = 0;
    return false;
}

/* The kind whose root element this is, or -1. */
static int
kind_of_root(const char *name)
{
    for (int k = 0; k < BCA_KIND_COUNT; k++) {
        if (strcmp(roots[k], name) == 0)
            return k;
    }
    return -1;
}

static bool
check_root(bca_document *d, int kind, bca_findings *findings)
{
    const bca_xml_node *root = bca_xml_root(&d->xml);
    int found = kind_of_root(bca_xml_name(root));
    bca_finding *f;

    if (!bca_xml_is_ours(root)) {
        f = bca_find(findings, "E0007", bca_xml_span(&d->xml, root),
                     "<%s> is not in the namespace urn:bca:1", bca_xml_name(root));
        bca_find_fix(findings, f, "write <%s xmlns=\"urn:bca:1\" ...>",
                     bca_xml_name(root));
        return false;
    }
    if (found >= 0 && (kind < 0 || kind == found)) {
        d->kind = (bca_kind)found;
        return true;
    }
    f = bca_find(findings, "E0007", bca_xml_span(&d->xml, root),
                 "<%s> does not belong in this place", bca_xml_name(root));
    if (kind >= 0)
        bca_find_fix(findings, f, "a file here begins with <%s>; move the file",
                     roots[kind]);
    else
        bca_find_nearest(findings, f, bca_xml_name(root), roots, BCA_KIND_COUNT);
    return false;
}

static void
read_document(bca_document *d, const path_entry *entry, const bca_schema *schema,
              bca_arena *arena, bca_findings *findings)
{
    bca_shape shape;

    d->kind = entry->kind < 0 ? BCA_PROGRAM : (bca_kind)entry->kind;
    if (!read_bytes(&d->file, arena, entry->path, NULL, findings) ||
        !bca_xml_open(&d->xml, &d->file, findings))
        return;
    if (!check_root(d, entry->kind, findings))
        return;
    shape = bca_schema_check(schema, &d->xml, findings);
    d->valid = shape == BCA_SHAPE_VALID;
    d->readable = shape != BCA_SHAPE_BROKEN;
}

/* E0001 when there is no profile, which no single file name asks for. */
static bool
check_profile(bca_documents *out, bca_findings *findings)
{
    bca_file *folder;
    bca_finding *f;

    for (size_t i = 0; i < out->n; i++) {
        if (out->items[i].kind == BCA_PROFILE)
            return true;
    }
    folder = bca_arena_alloc(&out->arena, 1, sizeof *folder);
    if (folder == NULL)
        return false;
    folder->path = profiles_folder;
    f = bca_find(findings, "E0001", (bca_span){folder, 0, 0},
                 "there is no profile in '%s'", folder->path);
    bca_find_fix(findings, f, "restore the profile of the state that reports");
    out->broken[BCA_PROFILE] = true;
    return true;
}

static bca_status
read_all(bca_documents *out, const path_list *list, const bca_schema *schema,
         bca_findings *findings, bca_error *err)
{
    out->items = bca_arena_alloc(&out->arena, list->n, sizeof *out->items);
    if (out->items == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < list->n; i++) {
        bca_document *d = &out->items[i];

        read_document(d, &list->items[i], schema, &out->arena, findings);
        if (!d->valid)
            out->broken[d->kind] = true;
        out->n = i + 1;
    }
    return check_profile(out, findings) ? BCA_OK : bca_fail_memory(err);
}

bca_status
bca_documents_load(bca_documents *out, const char *const extra[], size_t n_extra,
                   bca_findings *findings, bca_error *err)
{
    bca_documents docs = {.arena = BCA_ARENA_INIT};
    path_list list = {.arena = &docs.arena};
    bca_schema *schema = NULL;
    bool fine = list_project(&list);
    bca_status st;

    for (size_t i = 0; fine && i < n_extra; i++)
        fine = list_extra(&list, extra[i]);
    st = fine ? bca_schema_new(&schema, err) : bca_fail_memory(err);
    if (st == BCA_OK && list.items != NULL) {
        qsort(list.items, list.n, sizeof list.items[0], by_path);
        st = read_all(&docs, &list, schema, findings, err);
    }
    bca_schema_free(schema);
    free(list.items);
    if (st == BCA_OK)
        *out = docs;
    else
        bca_documents_free(&docs);
    return st;
}

void
bca_documents_free(bca_documents *documents)
{
    for (size_t i = 0; i < documents->n; i++)
        bca_xml_close(&documents->items[i].xml);
    bca_arena_free(&documents->arena);
    *documents = (bca_documents){.arena = BCA_ARENA_INIT};
}

const bca_file *
bca_documents_read(bca_documents *documents, const char *path, bca_span where,
                   bca_findings *findings)
{
    bca_file *file = bca_arena_alloc(&documents->arena, 1, sizeof *file);
    const char *copy = bca_arena_strdup(&documents->arena, path);
    bca_finding *f;
    size_t bad;

    if (file == NULL || copy == NULL) {
        findings->no_memory = true;
        return NULL;
    }
    if (!read_bytes(file, &documents->arena, copy, &where, findings))
        return NULL;
    bad = bca_utf8_fault(file->text, file->size);
    if (bad == file->size && file->text[strspn(file->text, " \t\r\n")] != '\0')
        return file;
    if (bad == file->size) {
        f = bca_find(findings, "E0005", (bca_span){file, 0, 0}, "the file is empty");
        bca_find_fix(findings, f, "restore its content");
        return NULL;
    }
    f = bca_find(findings, "E0003", (bca_span){file, bad, bad + 1},
                 "byte 0x%02X is not UTF-8 text", (unsigned char)file->text[bad]);
    bca_find_fix(findings, f, "save the file again as CSV UTF-8");
    return NULL;
}
