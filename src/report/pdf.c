#include "report/pdf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "report/pdf_log.h"

extern char **environ;

enum { RUNS = 5, PATH_BYTES = 1024, ENVIRONMENT = 6 };

static const size_t file_cap = (size_t)256 << 20;

/* Date of a report when the caller gives none: 1 January 2024. */
static const char epoch[] = "1704067200";

/* A run of TeX: its folder and the environment it gets. */
typedef struct job {
    char folder[PATH_BYTES];
    char scratch_setting[PATH_BYTES + 16];
    char epoch_setting[64];
    char **environment;
    bca_arena arena;
    bca_file tex;
} job;

/* Remove a folder with everything in it; follows no link. */
static void
folder_remove(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;

    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        char child[PATH_BYTES];
        struct stat info;

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            snprintf(child, sizeof child, "%s/%s", path, entry->d_name) >= PATH_BYTES)
            continue;
        if (lstat(child, &info) == 0 && S_ISDIR(info.st_mode))
            folder_remove(child);
        else
            (void)unlink(child);
    }
    if (folder != NULL)
        closedir(folder);
    (void)rmdir(path);
}

static bca_status
folder_create(job *j, bca_error *err)
{
    const char *base = getenv("TMPDIR");

    if (base == NULL || base[0] == '\0')
        base = "/tmp";
    if (snprintf(j->folder, sizeof j->folder, "%s/bca-XXXXXX", base) >= PATH_BYTES ||
        mkdtemp(j->folder) == NULL) {
        j->folder[0] = '\0';
        return bca_fail(err, BCA_EIO, "%s: a scratch folder could not be made: %s",
                        base, strerror(errno));
    }
    return BCA_OK;
}

/* Whether a variable is one of those that this program sets. */
static bool
is_set_here(const char *variable)
{
    static const char *const names[] = {"SOURCE_DATE_EPOCH=", "FORCE_SOURCE_DATE=",
                                        "TEXMFVAR=", "TZ=", "max_print_line="};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strncmp(variable, names[i], strlen(names[i])) == 0)
            return true;
    }
    return false;
}

/* The caller's environment with what makes TeX's output depend on the text alone. */
static bca_status
environment_make(job *j, bca_error *err)
{
    static char force[] = "FORCE_SOURCE_DATE=1", zone[] = "TZ=UTC";
    static char line[] = "max_print_line=1000";
    const char *date = getenv("SOURCE_DATE_EPOCH");
    size_t n = 0, used = 0;

    while (environ[n] != NULL)
        n++;
    j->environment = bca_arena_alloc(&j->arena, n + ENVIRONMENT, sizeof(char *));
    if (j->environment == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        if (!is_set_here(environ[i]))
            j->environment[used++] = environ[i];
    }
    snprintf(j->epoch_setting, sizeof j->epoch_setting, "SOURCE_DATE_EPOCH=%.40s",
             date != NULL && date[0] != '\0' ? date : epoch);
    snprintf(j->scratch_setting, sizeof j->scratch_setting, "TEXMFVAR=%s/var",
             j->folder);
    j->environment[used++] = force;
    j->environment[used++] = zone;
    j->environment[used++] = line;
    j->environment[used++] = j->epoch_setting;
    j->environment[used++] = j->scratch_setting;
    return BCA_OK;
}

/* The child: only calls that are safe between fork and exec. Exit code 127: no
 * lualatex. */
static void
child_run(const job *j)
{
    static char program[] = "lualatex", halt[] = "-halt-on-error";
    static char batch[] = "-interaction=nonstopmode", shell[] = "-no-shell-escape";
    static char text[] = "report.tex";
    char *const arguments[] = {program, halt, batch, shell, text, NULL};
    int null = open("/dev/null", O_RDWR);

    if (null < 0 || chdir(j->folder) != 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 ||
        dup2(null, 2) < 0)
        _exit(126);
    environ = j->environment;
    execvp(program, arguments);
    _exit(127);
}

/* One run of TeX; *failed when it stopped with an error. */
static bca_status
tex_run(const job *j, bool *failed, bca_error *err)
{
    pid_t child = fork();
    int state;

    if (child == 0)
        child_run(j);
    if (child < 0)
        return bca_fail(err, BCA_EENV, "lualatex could not be started: %s",
                        strerror(errno));
    while (waitpid(child, &state, 0) < 0) {
        if (errno != EINTR)
            return bca_fail(err, BCA_EENV, "lualatex was lost: %s", strerror(errno));
        (void)kill(child, SIGKILL); /* a signal asks this program to stop */
    }
    if (!WIFEXITED(state))
        return bca_fail(err, BCA_EENV, "lualatex was ended by signal %d",
                        WTERMSIG(state));
    if (WEXITSTATUS(state) == 127)
        return bca_fail(err, BCA_EENV,
                        "lualatex is not installed; it comes with " BCA_PDF_MEND);
    *failed = WEXITSTATUS(state) != 0;
    return BCA_OK;
}

/* A file of the scratch folder; an absent one is empty. */
static bca_status
file_load(bca_file *out, job *j, const char *name, bca_error *err)
{
    char *path = bca_arena_printf(&j->arena, "%s/%s", j->folder, name);
    char *text = NULL;
    bca_read_result result;

    if (path == NULL)
        return bca_fail_memory(err);
    *out = (bca_file){.path = path, .text = "", .size = 0};
    result = bca_file_read(&text, &out->size, &j->arena, path, file_cap);
    if (result == BCA_READ_NO_MEMORY)
        return bca_fail_memory(err);
    if (result == BCA_READ_OK)
        out->text = text;
    return BCA_OK;
}

static bca_status
file_store(const char *path, const bca_file *file, bca_error *err)
{
    bca_output output;
    bca_status st = bca_output_open(&output, path, err);

    if (st != BCA_OK)
        return st;
    fwrite(file->text, 1, file->size, output.stream);
    return bca_output_close(&output, BCA_OK, err);
}

/* Run TeX until its notes to itself stay the same. */
static bca_status
typeset(job *j, bca_error *err)
{
    bca_file before = {.text = "", .size = 0};
    bca_file after = {.text = "", .size = 0}, log = after;
    bool failed = false;
    bca_status st;

    for (int run = 0; run < RUNS; run++) {
        if ((st = tex_run(j, &failed, err)) != BCA_OK ||
            (st = file_load(&log, j, "report.log", err)) != BCA_OK ||
            (st = bca_pdf_log_read(&log, &j->tex, failed, err)) != BCA_OK ||
            (st = file_load(&after, j, "report.aux", err)) != BCA_OK)
            return st;
        if (after.size == before.size &&
            memcmp(after.text, before.text, after.size) == 0)
            break;
        before = after;
    }
    return BCA_OK;
}

static bca_status
job_begin(job *j, const char *tex_path, bca_error *err)
{
    char *text;
    char *copy;
    bca_status st;

    if (bca_file_read(&text, &j->tex.size, &j->arena, tex_path, file_cap) !=
        BCA_READ_OK)
        return bca_fail(err, BCA_EIO, "%s: could not be read", tex_path);
    j->tex.text = text;
    j->tex.path = tex_path;
    if ((st = folder_create(j, err)) != BCA_OK ||
        (st = environment_make(j, err)) != BCA_OK)
        return st;
    copy = bca_arena_printf(&j->arena, "%s/report.tex", j->folder);
    if (copy == NULL)
        return bca_fail_memory(err);
    return file_store(copy, &j->tex, err);
}

bca_status
bca_pdf_make(const char *tex_path, const char *pdf_path, bca_error *err)
{
    job j = {.arena = BCA_ARENA_INIT};
    bca_file pdf = {.size = 0};
    bca_status st = job_begin(&j, tex_path, err);

    if (st == BCA_OK)
        st = typeset(&j, err);
    if (st == BCA_OK)
        st = file_load(&pdf, &j, "report.pdf", err);
    if (st == BCA_OK && pdf.size == 0)
        st = bca_fail(err, BCA_EENV, "lualatex wrote no PDF");
    if (st == BCA_OK)
        st = file_store(pdf_path, &pdf, err);
    if (j.folder[0] != '\0')
        folder_remove(j.folder);
    bca_arena_free(&j.arena);
    return st;
}
