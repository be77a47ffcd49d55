#include "base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bca_read_result
read_stream(char **out, size_t *size, bca_arena *arena, FILE *in, size_t cap)
{
    size_t capacity = 0;
    size_t used = 0;
    char *buffer = NULL;
    bca_read_result result = BCA_READ_OK;

    while (used <= cap) {
        size_t got;

        if (used == capacity) {
            char *bigger = realloc(buffer, capacity = capacity * 2 + 4096);

            if (bigger == NULL) {
                free(buffer);
                return BCA_READ_NO_MEMORY;
            }
            buffer = bigger;
        }
        got = fread(buffer + used, 1, capacity - used, in);
        used += got;
        if (got == 0)
            break;
    }
    if (ferror(in))
        result = BCA_READ_FAILED;
    else if (used > cap)
        result = BCA_READ_TOO_LARGE;
    else if ((*out = bca_arena_strndup(arena, buffer, used)) == NULL)
        result = BCA_READ_NO_MEMORY;
    *size = used;
    free(buffer);
    return result;
}

bca_read_result
bca_file_read(char **out, size_t *size, bca_arena *arena, const char *path, size_t cap)
{
    struct stat info;
    bca_read_result result;
    FILE *in;

    if (stat(path, &info) != 0)
        return BCA_READ_MISSING;
    if (!S_ISREG(info.st_mode))
        return BCA_READ_DIRECTORY;
    in = fopen(path, "rb");
    if (in == NULL)
        return BCA_READ_MISSING;
    result = read_stream(out, size, arena, in, cap);
    (void)fclose(in);
    return result;
}

bca_status
bca_output_open(bca_output *out, const char *path, bca_error *err)
{
    int fd;
    mode_t mask;

    if (strlen(path) >= sizeof out->path)
        return bca_fail(err, BCA_EIO, "the path '%s' is too long", path);
    (void)snprintf(out->path, sizeof out->path, "%s", path);
    (void)snprintf(out->temporary, sizeof out->temporary, "%s.XXXXXX", path);
    fd = mkstemp(out->temporary);
    if (fd < 0)
        return bca_fail(err, BCA_EIO, "cannot write '%s': %s", path, strerror(errno));
    mask = umask(0);
    (void)umask(mask);
    (void)fchmod(fd, 0666 & ~mask);
    out->stream = fdopen(fd, "wb");
    if (out->stream == NULL) {
        (void)close(fd);
        (void)unlink(out->temporary);
        return bca_fail_memory(err);
    }
    return BCA_OK;
}

/* Why a stream has an error. Its writer may know no reason, and errno be of a later
 * call: one more byte fails as the others did. */
static int
reason_of(FILE *stream)
{
    errno = 0;
    (void)fputc('\n', stream);
    (void)fflush(stream);
    return errno != 0 ? errno : EIO;
}

bca_status
bca_output_close(bca_output *out, bca_status status, bca_error *err)
{
    if ((status == BCA_OK || status == BCA_EIO) && ferror(out->stream))
        status = bca_fail(err, BCA_EIO, "cannot write '%s': %s", out->path,
                          strerror(reason_of(out->stream)));
    if (status == BCA_OK &&
        (fflush(out->stream) != 0 || fsync(fileno(out->stream)) != 0))
        status =
            bca_fail(err, BCA_EIO, "cannot write '%s': %s", out->path, strerror(errno));
    if (fclose(out->stream) != 0 && status == BCA_OK)
        status =
            bca_fail(err, BCA_EIO, "cannot write '%s': %s", out->path, strerror(errno));
    if (status == BCA_OK && rename(out->temporary, out->path) != 0)
        status = bca_fail(err, BCA_EIO, "cannot rename to '%s': %s", out->path,
                          strerror(errno));
    if (status != BCA_OK)
        (void)unlink(out->temporary);
    return status;
}

bca_status
bca_folder_make(const char *path, bca_error *err)
{
    char part[1024];
    size_t n = strlen(path);

    if (n == 0 || n >= sizeof part)
        return bca_fail(err, BCA_EIO, "'%s' cannot be a folder", path);
    for (size_t i = 1; i <= n; i++) {
        struct stat info;

        if (path[i] != '/' && path[i] != '\0')
            continue;
        (void)snprintf(part, sizeof part, "%.*s", (int)i, path);
        if (mkdir(part, 0777) != 0 &&
            (errno != EEXIST || stat(part, &info) != 0 || !S_ISDIR(info.st_mode)))
            return bca_fail(err, BCA_EIO, "cannot make the folder '%s': %s", part,
                            strerror(errno));
    }
    return BCA_OK;
}
