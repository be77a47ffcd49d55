#include "testlib.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

/* A new folder for one test; empty it and call leave. */
static char folder[64];

static const char *
below(const char *name)
{
    static char path[256];

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void
enter(void)
{
    (void)snprintf(folder, sizeof folder, "/tmp/bca-test-file.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void
leave(void)
{
    ck_assert_msg(rmdir(folder) == 0, "%s is not empty", folder);
}

static void
put(const char *name, const char *text, size_t size)
{
    FILE *out = fopen(below(name), "wb");

    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(text, 1, size, out), size);
    ck_assert_int_eq(fclose(out), 0);
}

static void
assert_content(const char *name, const char *want)
{
    bca_arena arena = BCA_ARENA_INIT;
    char *text;
    size_t size;

    ck_assert_int_eq(bca_file_read(&text, &size, &arena, below(name), 1000),
                     BCA_READ_OK);
    ck_assert_str_eq(text, want);
    bca_arena_free(&arena);
}

START_TEST(test_read_whole_file)
{
    static const char bytes[] = "year,index\n\0\xFF 37\n";
    bca_arena arena = BCA_ARENA_INIT;
    char *text = NULL;
    size_t size = 0;

    enter();
    put("a", bytes, sizeof bytes - 1);
    ck_assert_int_eq(bca_file_read(&text, &size, &arena, below("a"), 288), BCA_READ_OK);
    ck_assert_uint_eq(size, sizeof bytes - 1);
    ck_assert_int_eq(memcmp(text, bytes, sizeof bytes), 0); /* with the zero after it */
    put("a", "", 0);
    ck_assert_int_eq(bca_file_read(&text, &size, &arena, below("a"), 288), BCA_READ_OK);
    ck_assert_uint_eq(size, 0);
    ck_assert_str_eq(text, "");
    (void)unlink(below("a"));
    leave();
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_read_cap)
{
    enum { SIZE = 20000 };
    bca_arena arena = BCA_ARENA_INIT;
    char *big = malloc(SIZE);
    char *text = NULL;
    size_t size = 0;

    ck_assert_ptr_nonnull(big);
    memset(big, 'x', SIZE);
    enter();
    put("a", big, SIZE);
    free(big);
    ck_assert_int_eq(bca_file_read(&text, &size, &arena, below("a"), SIZE),
                     BCA_READ_OK);
    ck_assert_uint_eq(size, SIZE);
    ck_assert_uint_eq(strlen(text), SIZE);
    text = NULL;
    ck_assert_int_eq(bca_file_read(&text, &size, &arena, below("a"), SIZE - 1),
                     BCA_READ_TOO_LARGE);
    ck_assert_int_eq(bca_file_read(&text, &size, &arena, below("a"), 37),
                     BCA_READ_TOO_LARGE);
    ck_assert_int_eq(bca_file_read(&text, &size, &arena, below("a"), 0),
                     BCA_READ_TOO_LARGE);
    ck_assert_ptr_null(text);
    (void)unlink(below("a"));
    leave();
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_read_what_is_no_file)
{
    bca_arena arena = BCA_ARENA_INIT;
    char *text = NULL;
    size_t size;

    enter();
    errno = 0;
    ck_assert_int_eq(bca_file_read(&text, &size, &arena, below("gone"), 37),
                     BCA_READ_MISSING);
    ck_assert_int_eq(errno, ENOENT);
    put("a", "x", 1);
    ck_assert_int_eq(bca_file_read(&text, &size, &arena, below("a/b"), 37),
                     BCA_READ_MISSING);
    ck_assert_int_eq(errno, ENOTDIR);
    ck_assert_int_eq(bca_file_read(&text, &size, &arena, folder, 37),
                     BCA_READ_DIRECTORY);
    ck_assert_int_eq(mkfifo(below("pipe"), 0600), 0);
    ck_assert_int_eq(bca_file_read(&text, &size, &arena, below("pipe"), 37),
                     BCA_READ_DIRECTORY);
    ck_assert_int_eq(bca_file_read(&text, &size, &arena, "/dev/zero", 37),
                     BCA_READ_DIRECTORY);
    ck_assert_ptr_null(text);
    (void)unlink(below("a"));
    (void)unlink(below("pipe"));
    leave();
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_output_appears_when_it_is_whole)
{
    bca_output out;

    enter();
    ck_assert_int_eq(bca_output_open(&out, below("report.csv"), NULL), BCA_OK);
    (void)fputs("npv,37\n", out.stream);
    ck_assert_int_ne(access(below("report.csv"), F_OK), 0);
    ck_assert_int_eq(bca_output_close(&out, BCA_OK, NULL), BCA_OK);
    assert_content("report.csv", "npv,37\n");
    (void)unlink(below("report.csv"));
    leave(); /* nothing else is left */
}
END_TEST

START_TEST(test_output_has_the_rights_of_a_new_file)
{
    bca_output out;
    struct stat info;
    mode_t mask = umask(022);

    enter();
    ck_assert_int_eq(bca_output_open(&out, below("a"), NULL), BCA_OK);
    ck_assert_int_eq(bca_output_close(&out, BCA_OK, NULL), BCA_OK);
    ck_assert_int_eq(stat(below("a"), &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0644);
    (void)umask(mask);
    (void)unlink(below("a"));
    leave();
}
END_TEST

START_TEST(test_failed_output_leaves_the_target)
{
    bca_output out;
    bca_error err;

    enter();
    put("a", "before", 6);
    ck_assert_int_eq(bca_output_open(&out, below("a"), &err), BCA_OK);
    (void)fputs("half", out.stream);
    ck_assert_int_eq(bca_output_close(&out, BCA_EREFUSED, &err), BCA_EREFUSED);
    assert_content("a", "before");
    ck_assert_int_eq(bca_output_open(&out, below("a"), &err), BCA_OK);
    (void)fputs("after", out.stream);
    ck_assert_int_eq(bca_output_close(&out, BCA_OK, &err), BCA_OK);
    assert_content("a", "after");
    (void)unlink(below("a"));
    leave();
}
END_TEST

START_TEST(test_output_that_cannot_be_opened)
{
    char longest[1200];
    bca_output out;
    bca_error err;

    enter();
    ck_assert_int_eq(bca_output_open(&out, below("no/such/folder"), &err), BCA_EIO);
    ck_assert_int_eq(err.status, BCA_EIO);
    ck_assert_ptr_nonnull(strstr(err.text, "no/such/folder"));
    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    ck_assert_int_eq(bca_output_open(&out, longest, &err), BCA_EIO);
    leave();
}
END_TEST

START_TEST(test_output_over_a_folder_is_refused)
{
    bca_output out;
    bca_error err;

    enter();
    ck_assert_int_eq(mkdir(below("a"), 0700), 0);
    ck_assert_int_eq(bca_output_open(&out, below("a"), &err), BCA_OK);
    ck_assert_int_eq(bca_output_close(&out, BCA_OK, &err), BCA_EIO);
    ck_assert_ptr_nonnull(strstr(err.text, "/a'"));
    (void)rmdir(below("a"));
    leave(); /* the temporary file is gone */
}
END_TEST

START_TEST(test_folders_are_made)
{
    bca_error err;

    enter();
    ck_assert_int_eq(bca_folder_make(below("a/b/c"), &err), BCA_OK);
    ck_assert_int_eq(bca_folder_make(below("a/b/c"), &err), BCA_OK);
    ck_assert_int_eq(bca_folder_make(below("a//d/"), &err), BCA_OK);
    ck_assert_int_eq(rmdir(below("a/b/c")), 0);
    ck_assert_int_eq(rmdir(below("a/b")), 0);
    ck_assert_int_eq(rmdir(below("a/d")), 0);
    ck_assert_int_eq(rmdir(below("a")), 0);
    leave();
}
END_TEST

START_TEST(test_folders_that_cannot_be_made)
{
    char longest[1200];
    bca_error err;

    enter();
    put("a", "x", 1);
    ck_assert_int_eq(bca_folder_make(below("a"), &err), BCA_EIO);
    ck_assert_int_eq(bca_folder_make(below("a/b"), &err), BCA_EIO);
    ck_assert_ptr_nonnull(strstr(err.text, "/a'"));
    ck_assert_int_eq(bca_folder_make("", &err), BCA_EIO);
    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    ck_assert_int_eq(bca_folder_make(longest, &err), BCA_EIO);
    (void)unlink(below("a"));
    leave();
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_read_whole_file},
        {test_read_cap},
        {test_read_what_is_no_file},
        {test_output_appears_when_it_is_whole},
        {test_output_has_the_rights_of_a_new_file},
        {test_failed_output_leaves_the_target},
        {test_output_that_cannot_be_opened},
        {test_output_over_a_folder_is_refused},
        {test_folders_are_made},
        {test_folders_that_cannot_be_made},
    };

    return run_tests("file", tests, TEST_COUNT(tests));
}
