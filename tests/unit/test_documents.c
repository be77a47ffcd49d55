#include "testlib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "registry/documents.h"

/* Documents are read from the current folder: go there, and back. */
static char before[1024];
static char temporary[64];

static void
go_to(const char *folder)
{
    ck_assert_ptr_nonnull(getcwd(before, sizeof before));
    ck_assert_msg(chdir(folder) == 0, "%s", folder);
}

static void
go_back(void)
{
    ck_assert_int_eq(chdir(before), 0);
}

static const char small_sources[] =
    "<sources xmlns='urn:bca:1'><source id='s37' title='S' seen='project'/></sources>";
static const char small_agencies[] =
    "<agencies xmlns='urn:bca:1'>"
    "<agency id='una' name='A' kind='other' source='s37'/></agencies>";
static const char small_program[] =
    "<program xmlns='urn:bca:1' id='p' agency='una' area='work' basis='none' model='m'>"
    "<name>P</name><summary>S</summary><tierClaimed missing='not-public'/></program>";

static void
put(const char *path, const char *text)
{
    FILE *out = fopen(path, "wb");

    ck_assert_msg(out != NULL, "%s", path);
    (void)fputs(text, out);
    ck_assert_int_eq(fclose(out), 0);
}

/* A new project in a temporary folder: sources and agencies, but no profile. */
static void
make_project(void)
{
    (void)snprintf(temporary, sizeof temporary, "/tmp/bca-test-documents.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(temporary));
    go_to(temporary);
    ck_assert_int_eq(mkdir("registry", 0700), 0);
    put("registry/sources.xml", small_sources);
    put("registry/agencies.xml", small_agencies);
}

static void
drop_project(void)
{
    static const char *const made[] = {"registry/sources.xml",
                                       "registry/agencies.xml/x",
                                       "registry/agencies.xml",
                                       "registry/profiles/connecticut.xml",
                                       "registry/profiles",
                                       "registry",
                                       "extra.xml",
                                       "folder/deep/p.xml",
                                       "folder/deep/notes.txt",
                                       "folder/deep/.hidden.xml",
                                       "folder/deep",
                                       "folder",
                                       "big.csv",
                                       "small.csv"};

    for (size_t i = 0; i < TEST_COUNT(made); i++)
        (void)remove(made[i]);
    go_back();
    ck_assert_msg(rmdir(temporary) == 0, "%s is not empty", temporary);
}

static void
load(bca_documents *documents, const char *const extra[], size_t n,
     bca_findings *findings)
{
    *findings = (bca_findings)BCA_FINDINGS_INIT;
    ck_assert_int_eq(bca_documents_load(documents, extra, n, findings, NULL), BCA_OK);
    bca_findings_sort(findings);
}

static void
drop(bca_documents *documents, bca_findings *findings)
{
    bca_documents_free(documents);
    ck_assert_uint_eq(documents->n, 0);
    bca_findings_free(findings);
}

static const bca_finding *
finding_in(const bca_findings *findings, const char *path)
{
    for (const bca_finding *f = findings->first; f != NULL; f = f->next) {
        if (strcmp(f->span.file->path, path) == 0)
            return f;
    }
    return NULL;
}

static void
assert_code(const bca_findings *findings, const char *path, const char *code)
{
    const bca_finding *f = finding_in(findings, path);

    ck_assert_msg(f != NULL, "nothing about %s", path);
    ck_assert_msg(strcmp(f->code, code) == 0, "%s: %s", f->code, f->message);
}

/* ------------------------------------------------------------------------ tests */

START_TEST(test_project_in_order_of_paths)
{
    static const struct {
        const char *path;
        bca_kind kind;
    } want[] = {
        {"models/pce22/model.xml", BCA_MODEL},
        {"models/pce23/model.xml", BCA_MODEL},
        {"registry/agencies.xml", BCA_AGENCIES},
        {"registry/interventions/unit-even.xml", BCA_INTERVENTION},
        {"registry/interventions/unit-fading.xml", BCA_INTERVENTION},
        {"registry/interventions/unit-mixed.xml", BCA_INTERVENTION},
        {"registry/interventions/unit-page.xml", BCA_INTERVENTION},
        {"registry/profiles/connecticut.xml", BCA_PROFILE},
        {"registry/profiles/other.xml", BCA_PROFILE},
        {"registry/programs/una/released.xml", BCA_PROGRAM},
        {"registry/programs/una/three-years.xml", BCA_PROGRAM},
        {"registry/programs/una/two-years.xml", BCA_PROGRAM},
        {"registry/programs/unb/even.xml", BCA_PROGRAM},
        {"registry/programs/unb/listed.xml", BCA_PROGRAM},
        {"registry/programs/unb/mixed.xml", BCA_PROGRAM},
        {"registry/programs/unb/too-short.xml", BCA_PROGRAM},
        {"registry/programs/unb/transfer.xml", BCA_PROGRAM},
        {"registry/sources.xml", BCA_SOURCES},
    };
    bca_documents documents;
    bca_findings findings;

    go_to(data_path("unit/project"));
    load(&documents, NULL, 0, &findings);
    ck_assert_msg(findings.first == NULL, "%s",
                  findings.first == NULL ? "" : findings.first->message);
    ck_assert_uint_eq(documents.n, TEST_COUNT(want));
    for (size_t i = 0; i < TEST_COUNT(want); i++) {
        ck_assert_str_eq(documents.items[i].file.path, want[i].path);
        ck_assert_int_eq(documents.items[i].kind, want[i].kind);
        ck_assert(documents.items[i].valid);
        ck_assert_uint_gt(documents.items[i].file.size, 37);
    }
    for (int k = 0; k < BCA_KIND_COUNT; k++)
        ck_assert(!documents.broken[k]);
    drop(&documents, &findings);
    go_back();
}
END_TEST

START_TEST(test_required_files)
{
    bca_documents documents;
    bca_findings findings;

    make_project();
    ck_assert_int_eq(remove("registry/sources.xml"), 0);
    ck_assert_int_eq(remove("registry/agencies.xml"), 0);
    load(&documents, NULL, 0, &findings);
    ck_assert_uint_eq(findings.errors, 3);
    assert_code(&findings, "registry/sources.xml", "E0001");
    assert_code(&findings, "registry/agencies.xml", "E0001");
    assert_code(&findings, "registry/profiles", "E0001");
    ck_assert_ptr_null(findings.first->span.file->text);
    ck_assert_uint_eq(findings.first->span.end, 0);
    ck_assert(documents.broken[BCA_SOURCES]);
    ck_assert(documents.broken[BCA_AGENCIES]);
    ck_assert(documents.broken[BCA_PROFILE]);
    ck_assert(!documents.broken[BCA_MODEL]);
    ck_assert(!documents.broken[BCA_PROGRAM]);
    drop(&documents, &findings);
    drop_project();
}
END_TEST

START_TEST(test_folder_in_place_of_a_file)
{
    bca_documents documents;
    bca_findings findings;

    make_project();
    ck_assert_int_eq(remove("registry/agencies.xml"), 0);
    ck_assert_int_eq(mkdir("registry/agencies.xml", 0700), 0);
    put("registry/agencies.xml/x", "not a document");
    load(&documents, NULL, 0, &findings);
    assert_code(&findings, "registry/agencies.xml", "E0001");
    ck_assert_uint_eq(findings.errors, 2); /* the profile is missing as well */
    drop(&documents, &findings);
    drop_project();
}
END_TEST

/* One byte above the cap; the file is sparse, so that it is made in no time. */
static void
make_large(const char *path, long size)
{
    FILE *out = fopen(path, "wb");

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(fseek(out, size - 1, SEEK_SET), 0);
    (void)fputc('x', out);
    ck_assert_int_eq(fclose(out), 0);
}

START_TEST(test_cap)
{
    bca_documents documents;
    bca_findings findings;

    make_project();
    make_large("registry/sources.xml", BCA_XML_CAP + 1L);
    make_large("registry/agencies.xml", BCA_XML_CAP);
    load(&documents, NULL, 0, &findings);
    assert_code(&findings, "registry/sources.xml", "E0002");
    assert_code(&findings, "registry/agencies.xml", "E0003"); /* read: NUL bytes */
    drop(&documents, &findings);
    drop_project();
}
END_TEST

START_TEST(test_broken_documents_are_kept)
{
    bca_documents documents;
    bca_findings findings;

    make_project();
    put("registry/sources.xml", "<sources xmlns='urn:bca:1'>\n  <source/></sources>");
    put("registry/agencies.xml", "<agencies");
    load(&documents, NULL, 0, &findings);
    assert_code(&findings, "registry/sources.xml", "E0104");
    assert_code(&findings, "registry/agencies.xml", "E0006");
    ck_assert_uint_eq(documents.n, 2);
    ck_assert_str_eq(documents.items[1].file.path, "registry/sources.xml");
    ck_assert(!documents.items[1].valid);
    ck_assert_ptr_nonnull(documents.items[1].file.text);
    ck_assert(documents.broken[BCA_SOURCES]);
    ck_assert(documents.broken[BCA_AGENCIES]);
    drop(&documents, &findings);
    drop_project();
}
END_TEST

START_TEST(test_root_of_another_kind)
{
    bca_documents documents;
    bca_findings findings;

    make_project();
    put("registry/sources.xml", small_agencies);
    put("registry/agencies.xml", "<agency xmlns='urn:bca:1'/>");
    load(&documents, NULL, 0, &findings);
    assert_code(&findings, "registry/sources.xml", "E0007");
    assert_code(&findings, "registry/agencies.xml", "E0007");
    drop(&documents, &findings);
    drop_project();
}
END_TEST

START_TEST(test_extra_files_and_folders)
{
    static const char *const extra[] = {"./extra.xml", "folder", "extra.xml",
                                        "registry/sources.xml", "gone.xml"};
    bca_documents documents;
    bca_findings findings;

    make_project();
    put("extra.xml", small_program);
    ck_assert_int_eq(mkdir("folder", 0700), 0);
    ck_assert_int_eq(mkdir("folder/deep", 0700), 0);
    put("folder/deep/p.xml", "<nothing/>");
    put("folder/deep/notes.txt", "not a document");
    put("folder/deep/.hidden.xml", "not a document");
    load(&documents, extra, TEST_COUNT(extra), &findings);
    ck_assert_uint_eq(documents.n, 5); /* one of each, although three are named twice */
    ck_assert_str_eq(documents.items[0].file.path, "extra.xml");
    ck_assert_int_eq(documents.items[0].kind, BCA_PROGRAM);
    ck_assert(documents.items[0].valid);
    assert_code(&findings, "folder/deep/p.xml", "E0007");
    assert_code(&findings, "gone.xml", "E0001");
    ck_assert_uint_eq(findings.errors, 3); /* with the missing profile */
    drop(&documents, &findings);
    drop_project();
}
END_TEST

START_TEST(test_more_files)
{
    bca_documents documents;
    bca_findings findings;
    bca_span where;
    const bca_file *file;
    const bca_finding *f;

    make_project();
    load(&documents, NULL, 0, &findings);
    bca_findings_free(&findings);
    where = (bca_span){&documents.items[0].file, 3, 11};
    put("small.csv", "year,index\n2013,95.781\n");
    file = bca_documents_read(&documents, "small.csv", where, &findings);
    ck_assert_ptr_nonnull(file);
    ck_assert_str_eq(file->path, "small.csv");
    ck_assert_uint_eq(file->size, 23);
    ck_assert_str_eq(file->text, "year,index\n2013,95.781\n");
    ck_assert_ptr_null(findings.first);

    ck_assert_ptr_null(bca_documents_read(&documents, "gone.csv", where, &findings));
    ck_assert_ptr_null(bca_documents_read(&documents, "registry", where, &findings));
    make_large("big.csv", BCA_XML_CAP + 1L);
    ck_assert_ptr_null(bca_documents_read(&documents, "big.csv", where, &findings));
    ck_assert_uint_eq(findings.errors, 3);
    f = findings.first;
    ck_assert_str_eq(f->code, "E0001");
    ck_assert_str_eq(f->next->code, "E0001");
    ck_assert_str_eq(f->next->next->code, "E0002");
    for (; f != NULL; f = f->next) { /* at the place that names the file */
        ck_assert_ptr_eq(f->span.file, where.file);
        ck_assert_uint_eq(f->span.begin, 3);
        ck_assert_uint_eq(f->span.end, 11);
    }

    put("small.csv", "year,ind\x92x\n");
    ck_assert_ptr_null(bca_documents_read(&documents, "small.csv", where, &findings));
    ck_assert_str_eq(findings.last->code, "E0003");
    ck_assert_str_eq(findings.last->span.file->path, "small.csv");
    ck_assert_uint_eq(findings.last->span.begin, 8);
    drop(&documents, &findings);
    drop_project();
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_project_in_order_of_paths}, {test_required_files},
        {test_folder_in_place_of_a_file}, {test_cap},
        {test_broken_documents_are_kept}, {test_root_of_another_kind},
        {test_extra_files_and_folders},   {test_more_files},
    };

    return run_tests("documents", tests, TEST_COUNT(tests));
}
