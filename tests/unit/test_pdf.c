#include "testlib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/pdf.h"
#include "report/pdf_log.h"

/* Logs as TeX Live 2022 writes them with max_print_line=1000. */
static const char text[] = "\\documentclass{article}\n"
                           "\\begin{document}\n"
                           "★ on the cover\n"
                           "% @place:program 'doc-cbt'\n"
                           "\\nosuch\n"
                           "% @place:program 'dcf-mst'\n"
                           "★\n"
                           "\\end{document}\n";

static bca_status
read_log(const char *log, bool failed, bca_error *err)
{
    const bca_file tex = {"report.tex", text, sizeof text - 1};
    const bca_file file = {"report.log", log, strlen(log)};

    return bca_pdf_log_read(&file, &tex, failed, err);
}

START_TEST(test_error_names_the_program)
{
    bca_error err;

    ck_assert_int_eq(read_log("This is LuaHBTeX\n! Undefined control sequence.\n"
                              "l.5 \\nosuch\n",
                              true, &err),
                     BCA_EINVALID);
    ck_assert_str_eq(err.text, "LaTeX stops in program 'doc-cbt': Undefined control "
                               "sequence; at l.5 \\nosuch");
    ck_assert_int_eq(read_log("x\n! Emergency stop.\nl.2 \\begin\n", true, &err),
                     BCA_EINVALID);
    ck_assert_ptr_null(strstr(err.text, "program"));
}
END_TEST

START_TEST(test_missing_package_is_the_environment)
{
    static const char *const logs[] = {
        "x\n! LaTeX Error: File `needspace.sty' not found.\n\nl.12 \\usepackage\n",
        "x\n! Package fontspec Error: The font \"lmroman10\" cannot be found.\nl.9 \n",
        "x\n! LuaTeX error module 'luaotfload-main' not found\nl.1 \n",
        "",
    };

    for (size_t i = 0; i < sizeof logs / sizeof logs[0]; i++) {
        bca_error err;

        ck_assert_int_eq(read_log(logs[i], true, &err), BCA_EENV);
        ck_assert_msg(logs[i][0] == '\0' || strstr(err.text, "apt-get install") != NULL,
                      "%s", err.text);
    }
}
END_TEST

START_TEST(test_missing_character_fails_without_an_error)
{
    bca_error err;

    ck_assert_int_eq(read_log("Missing character: There is no ★ (U+2605) in font "
                              "[lmroman10-regular.otf]!\n",
                              false, &err),
                     BCA_EINVALID);
    ck_assert_str_eq(err.text, "the font of the report has no sign for ★ (U+2605) in "
                               "program 'dcf-mst' (E0902)");
}
END_TEST

START_TEST(test_clean_log)
{
    ck_assert_int_eq(read_log("Output written on report.pdf (9 pages).\n", false, NULL),
                     BCA_OK);
}
END_TEST

/* A text file in a folder of its own. */
static char folder[64], tex_path[128], pdf_path[128];

static void
enter(const char *content)
{
    FILE *file;

    snprintf(folder, sizeof folder, "/tmp/bca-test-pdf.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(tex_path, sizeof tex_path, "%s/in.tex", folder);
    snprintf(pdf_path, sizeof pdf_path, "%s/out.pdf", folder);
    file = fopen(tex_path, "wb");
    ck_assert_ptr_nonnull(file);
    fputs(content, file);
    fclose(file);
}

/* Nothing may be left but the text. */
static void
leave(void)
{
    ck_assert_int_eq(remove(tex_path), 0);
    ck_assert_msg(rmdir(folder) == 0, "%s is not empty", folder);
}

START_TEST(test_without_lualatex)
{
    const char *before = getenv("PATH");
    char *path = strdup(before == NULL ? "/usr/bin" : before);
    bca_error err;

    enter("\\end\n");
    setenv("TMPDIR", folder, 1);
    setenv("PATH", "/nonexistent", 1);
    ck_assert_int_eq(bca_pdf_make(tex_path, pdf_path, &err), BCA_EENV);
    ck_assert_ptr_nonnull(strstr(err.text, "apt-get install"));
    ck_assert_ptr_nonnull(strstr(err.text, "texlive-luatex"));
    setenv("PATH", path, 1);
    unsetenv("TMPDIR");
    free(path);
    leave();
}
END_TEST

START_TEST(test_no_text_and_no_scratch)
{
    ck_assert_int_eq(bca_pdf_make("/nonexistent/in.tex", "/tmp/out.pdf", NULL),
                     BCA_EIO);
    enter("\\end\n");
    setenv("TMPDIR", "/nonexistent", 1);
    ck_assert_int_eq(bca_pdf_make(tex_path, pdf_path, NULL), BCA_EIO);
    unsetenv("TMPDIR");
    leave();
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_error_names_the_program},
        {test_missing_package_is_the_environment},
        {test_missing_character_fails_without_an_error},
        {test_clean_log},
        {test_without_lualatex},
        {test_no_text_and_no_scratch},
    };

    return run_tests("pdf", tests, TEST_COUNT(tests));
}
