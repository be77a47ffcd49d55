#include "starve.h"
#include "testlib.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include "report/manifest.h"

/* SHA-256 of "abc" and of nothing: FIPS 180-4 examples. Others with sha256sum(1). */
#define SHA_ABC   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define SHA_EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
/* printf 'a-mst 1a2b\nb-fft 3c4d\n' | sha256sum */
#define SHA_RESULTS "599ad88938ff2353195be3b683adb4f418a99ae97b5a643f0491dc94bc81becf"

static char folder[] = "/tmp/bca-test-manifest-XXXXXX";

/* Outside a test Check cannot report; stop instead. */
static void
require(bool done, const char *what)
{
    if (!done) {
        perror(what);
        exit(1);
    }
}

static void
put_file(const char *name, const char *text)
{
    char path[256];
    FILE *out;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    out = fopen(path, "wb");
    require(out != NULL && fputs(text, out) >= 0 && fclose(out) == 0, path);
}

static void
set_up(void)
{
    char path[256];

    require(mkdtemp(folder) != NULL, folder);
    (void)snprintf(path, sizeof path, "%s/tex", folder);
    require(mkdir(path, 0777) == 0, path);
    put_file("programs.csv", "abc");
    put_file("inventory.csv", "");
    put_file("tex/manifest.json", "abc");
    put_file("manifest.json", "old");
    put_file("manifest.json.Xy12Zw", "half");
}

static void
tear_down(void)
{
    static const char *const names[] = {"programs.csv",
                                        "inventory.csv",
                                        "tex/manifest.json",
                                        "manifest.json",
                                        "manifest.json.Xy12Zw",
                                        "tex",
                                        ""};

    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        char path[256];

        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        require(remove(path) == 0, path);
    }
}

static bca_profile profile = {.id = "connecticut"};
static const bca_registry registry = {.profile = &profile};
static const bca_program programs[] = {{.id = "a-mst"}, {.id = "b-fft"}, {.id = "c"}};
static const bca_summary summaries[] = {{.hash = "1a2b"}, {.hash = "3c4d"}};
static const bca_result results[] = {
    {.program = &programs[0], .summary = &summaries[0]},
    {.program = &programs[1], .summary = &summaries[1]},
    {.program = &programs[2]}};
static const bca_run run = {.registry = &registry,
                            .results = results,
                            .n = 3,
                            .seed = 18446744073709551557U,
                            .draws = 10000,
                            .analysis = BCA_ANALYSIS_MAIN,
                            .fiscal_year = 2025};

static const bca_file inputs[] = {
    {"registry/sources.xml", "abc", 3},
    {"models/tiny/model.xml", "", 0},
    {"registry/agencies.xml", "abc", 3},
};
static const bca_library libraries[] = {{"gsl", "2.7.1"}, {"jansson", "2.14"}};
static const bca_manifest manifest = {
    "0.1.0", NULL, libraries, 2, "bca run --seed \"7\" \xff", inputs, 3, folder};

static json_t *
document_of(const bca_manifest *of)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    json_t *document;

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(bca_manifest_write(of, &run, out, NULL), BCA_OK);
    ck_assert_int_eq(fclose(out), 0);
    document = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    free(text);
    ck_assert_ptr_nonnull(document);
    return document;
}

static const char *
text_at(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static void
check_file(const json_t *files, size_t i, const char *path, int bytes, const char *sha)
{
    const json_t *file = json_array_get(files, i);

    ck_assert_str_eq(text_at(file, "path"), path);
    ck_assert_int_eq(json_integer_value(json_object_get(file, "bytes")), bytes);
    ck_assert_str_eq(text_at(file, "sha256"), sha);
}

START_TEST(test_run)
{
    json_t *document = document_of(&manifest);

    ck_assert_str_eq(text_at(document, "schema"), "bca-manifest");
    ck_assert_int_eq(json_integer_value(json_object_get(document, "version")), 1);
    ck_assert_str_eq(text_at(document, "bca"), "0.1.0");
    ck_assert_str_eq(text_at(document, "git"), "unknown");
    ck_assert_ptr_nonnull(strstr(text_at(document, "compiler"), __VERSION__));
    ck_assert_str_eq(text_at(json_object_get(document, "libraries"), "gsl"), "2.7.1");
    ck_assert_str_eq(text_at(document, "command"), "bca run --seed \"7\" ?");
    ck_assert_str_eq(text_at(document, "seed"), "18446744073709551557");
    ck_assert_int_eq(json_integer_value(json_object_get(document, "draws")), 10000);
    ck_assert_int_eq(json_integer_value(json_object_get(document, "fiscal_year")),
                     2025);
    ck_assert_str_eq(text_at(document, "profile"), "connecticut");
    ck_assert_str_eq(text_at(document, "results_sha256"), SHA_RESULTS);
    json_decref(document);
}
END_TEST

START_TEST(test_git)
{
    bca_manifest known = manifest;
    json_t *document;

    known.git = "1a2b3c4";
    document = document_of(&known);
    ck_assert_str_eq(text_at(document, "git"), "1a2b3c4");
    json_decref(document);
}
END_TEST

START_TEST(test_inputs_by_path)
{
    json_t *document = document_of(&manifest);
    const json_t *files = json_object_get(document, "inputs");

    ck_assert_uint_eq(json_array_size(files), 3);
    check_file(files, 0, "models/tiny/model.xml", 0, SHA_EMPTY);
    check_file(files, 1, "registry/agencies.xml", 3, SHA_ABC);
    check_file(files, 2, "registry/sources.xml", 3, SHA_ABC);
    json_decref(document);
}
END_TEST

/* The manifest and its temporary file are no outputs; a file of that name deeper is. */
START_TEST(test_outputs_by_path)
{
    json_t *document = document_of(&manifest);
    const json_t *files = json_object_get(document, "outputs");

    ck_assert_uint_eq(json_array_size(files), 3);
    check_file(files, 0, "inventory.csv", 0, SHA_EMPTY);
    check_file(files, 1, "programs.csv", 3, SHA_ABC);
    check_file(files, 2, "tex/manifest.json", 3, SHA_ABC);
    json_decref(document);
}
END_TEST

START_TEST(test_no_folder)
{
    bca_manifest lost = manifest;
    bca_error err;

    lost.folder = "/tmp/bca-test-manifest-no-such-folder";
    ck_assert_int_eq(bca_manifest_write(&lost, &run, stdout, &err), BCA_EIO);
    ck_assert_ptr_nonnull(strstr(err.text, lost.folder));
}
END_TEST

START_TEST(test_full_disk)
{
    FILE *full = fopen("/dev/full", "w");

    ck_assert_ptr_nonnull(full);
    ck_assert_int_eq(bca_manifest_write(&manifest, &run, full, NULL), BCA_EIO);
    (void)fclose(full);
}
END_TEST

static bca_status
write_starved(FILE *out)
{
    return bca_manifest_write(&manifest, &run, out, NULL);
}

START_TEST(test_out_of_memory)
{
    assert_survives_starving(write_starved, 50);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_run},
        {test_git},
        {test_inputs_by_path},
        {test_outputs_by_path},
        {test_no_folder},
        {test_full_disk},
        {test_out_of_memory},
    };
    int failed;

    set_up();
    failed = run_tests("manifest", tests, TEST_COUNT(tests));
    tear_down();
    return failed;
}
