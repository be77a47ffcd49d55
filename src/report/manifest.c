#include "report/manifest.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "report/json_value.h"

#if defined(__clang__)
#define COMPILER "clang " __VERSION__
#else
#define COMPILER "gcc " __VERSION__
#endif

/* An output may hold every draw of a large run. */
static const size_t largest_output = (size_t)1 << 32;

/* Paths of the outputs, below the folder. */
typedef struct path_list {
    bca_arena arena;
    const char **items;
    size_t n;
    size_t capacity;
} path_list;

static bca_status
path_add(path_list *list, const char *path, bca_error *err)
{
    if (list->n == list->capacity) {
        size_t capacity = list->capacity * 2 + 64;
        const char **items = realloc(list->items, capacity * sizeof *items);

        if (items == NULL)
            return bca_fail_memory(err);
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->n++] = path;
    return BCA_OK;
}

static bool
is_manifest(const char *path)
{
    const size_t n = strlen(BCA_MANIFEST_NAME);

    return strncmp(path, BCA_MANIFEST_NAME, n) == 0 &&
           (path[n] == '\0' || path[n] == '.');
}

static bca_status list_folder(path_list *list, const char *folder, const char *below,
                              bca_error *err);

/* Add a file, or what is in a folder; nothing else is an output. */
static bca_status
list_entry(path_list *list, const char *folder, const char *below, const char *name,
           bca_error *err)
{
    const char *path = bca_arena_printf(&list->arena, "%s%s", below, name);
    const char *full = bca_arena_printf(&list->arena, "%s/%s", folder, name);
    const char *inside = bca_arena_printf(&list->arena, "%s%s/", below, name);
    struct stat info;

    if (path == NULL || full == NULL || inside == NULL)
        return bca_fail_memory(err);
    if (lstat(full, &info) != 0)
        return bca_fail(err, BCA_EIO, "cannot read '%s': %s", full, strerror(errno));
    if (S_ISDIR(info.st_mode))
        return list_folder(list, full, inside, err);
    if (!S_ISREG(info.st_mode) || is_manifest(path))
        return BCA_OK;
    return path_add(list, path, err);
}

static bca_status
list_folder(path_list *list, const char *folder, const char *below, bca_error *err)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    bca_status st = BCA_OK;

    if (dir == NULL)
        return bca_fail(err, BCA_EIO, "cannot read the folder '%s': %s", folder,
                        strerror(errno));
    while (st == BCA_OK && (entry = readdir(dir)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            st = list_entry(list, folder, below, entry->d_name, err);
    }
    (void)closedir(dir);
    return st;
}

static json_t *
file_record(const char *path, const char *text, size_t size)
{
    char hash[BCA_SHA256_TEXT];

    bca_sha256(hash, text, size);
    return json_pack("{s:o, s:I, s:s}", "path", bca_json_text(path), "bytes",
                     (json_int_t)size, "sha256", hash);
}

static bca_status
append_output(json_t *array, const char *folder, const char *path, bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    const char *full = bca_arena_printf(&arena, "%s/%s", folder, path);
    bca_status st = BCA_OK;
    size_t size;
    char *text;

    if (full == NULL)
        return bca_fail_memory(err);
    switch (bca_file_read(&text, &size, &arena, full, largest_output)) {
    case BCA_READ_OK:
        if (json_array_append_new(array, file_record(path, text, size)) != 0)
            st = bca_fail_memory(err);
        break;
    case BCA_READ_NO_MEMORY: st = bca_fail_memory(err); break;
    case BCA_READ_MISSING:
    case BCA_READ_DIRECTORY:
    case BCA_READ_TOO_LARGE:
    case BCA_READ_FAILED: st = bca_fail(err, BCA_EIO, "cannot read '%s'", full); break;
    }
    bca_arena_free(&arena);
    return st;
}

static int
compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* *out is a new reference, NULL on failure. */
static bca_status
outputs_of(json_t **out, const char *folder, bca_error *err)
{
    path_list list = {.arena = BCA_ARENA_INIT};
    json_t *array = json_array();
    bca_status st =
        array == NULL ? bca_fail_memory(err) : list_folder(&list, folder, "", err);

    if (st == BCA_OK && list.n > 0)
        qsort(list.items, list.n, sizeof *list.items, compare_texts);
    for (size_t i = 0; st == BCA_OK && i < list.n; i++)
        st = append_output(array, folder, list.items[i], err);
    free(list.items);
    bca_arena_free(&list.arena);
    if (st == BCA_OK) {
        *out = array;
        return BCA_OK;
    }
    json_decref(array);
    *out = NULL;
    return st;
}

static int
compare_files(const void *a, const void *b)
{
    return strcmp(((const bca_file *)a)->path, ((const bca_file *)b)->path);
}

static json_t *
inputs_of(const bca_manifest *manifest)
{
    const size_t n = manifest->n_inputs;
    bca_file *files = malloc((n + 1) * sizeof *files);
    json_t *array = files == NULL ? NULL : json_array();

    for (size_t i = 0; i < n && files != NULL; i++)
        files[i] = manifest->inputs[i];
    if (files != NULL)
        qsort(files, n, sizeof *files, compare_files);
    for (size_t i = 0; i < n && array != NULL; i++)
        array = bca_json_append(
            array, file_record(files[i].path, files[i].text, files[i].size));
    free(files);
    return array;
}

static json_t *
libraries_of(const bca_manifest *manifest)
{
    json_t *object = json_object();

    for (size_t i = 0; i < manifest->n_libraries; i++)
        object = bca_json_set(object, manifest->libraries[i].name,
                              bca_json_text(manifest->libraries[i].version));
    return object;
}

bca_status
bca_manifest_write(const bca_manifest *manifest, const bca_run *run, FILE *out,
                   bca_error *err)
{
    char hash[BCA_SHA256_TEXT];
    json_t *outputs = NULL;
    bca_status st = bca_run_hash(hash, run, err);

    if (st == BCA_OK)
        st = outputs_of(&outputs, manifest->folder, err);
    if (st != BCA_OK)
        return st;
    return bca_json_write(
        json_pack(
            "{s:s, s:i, s:s, s:s, s:s, s:o, s:o, s:o, s:I, s:i, s:s, s:o, s:o, s:s}",
            "schema", "bca-manifest", "version", 1, "bca", manifest->version, "git",
            manifest->git != NULL ? manifest->git : "unknown", "compiler", COMPILER,
            "libraries", libraries_of(manifest), "command",
            bca_json_text(manifest->command), "seed", bca_json_uint64(run->seed),
            "draws", (json_int_t)run->draws, "fiscal_year", run->fiscal_year, "profile",
            run->registry->profile->id, "inputs", inputs_of(manifest), "outputs",
            outputs, "results_sha256", hash),
        out, err);
}
