#include "cli/import_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/project.h"

enum { PLACE = 1024, PATH = 4096, DEEPEST = 8 };

/* Remove a folder with all that is in it; links are not followed. */
static void
remove_tree(const char *path, int depth)
{
    DIR *folder = depth < DEEPEST ? opendir(path) : NULL;

    for (struct dirent *e = folder == NULL ? NULL : readdir(folder); e != NULL;
         e = readdir(folder)) {
        char inside[PATH];
        struct stat info;

        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        (void)snprintf(inside, sizeof inside, "%s/%s", path, e->d_name);
        if (lstat(inside, &info) == 0 && S_ISDIR(info.st_mode))
            remove_tree(inside, depth + 1);
        else
            (void)unlink(inside);
    }
    if (folder != NULL)
        (void)closedir(folder);
    (void)rmdir(path);
}

static bca_status
check_project(const char *folder, bca_error *err)
{
    bca_project p;
    int back = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bca_status st;

    if (back < 0 || chdir(folder) != 0) {
        st = bca_fail(err, BCA_EIO, "cannot work in '%s': %s", folder, strerror(errno));
    } else {
        st = bca_project_open_valid(&p, err);
        bca_project_close(&p);
        if (fchdir(back) != 0 && st == BCA_OK)
            st = bca_fail(err, BCA_EIO, "cannot go back: %s", strerror(errno));
    }
    if (back >= 0)
        (void)close(back);
    return st;
}

/* The parents of a folder. */
static bca_status
make_parents(const char *place, bca_error *err)
{
    char parents[PLACE];
    char *slash;

    (void)snprintf(parents, sizeof parents, "%s", place);
    slash = strrchr(parents, '/');
    if (slash == NULL || slash == parents)
        return BCA_OK;
    *slash = '\0';
    return bca_folder_make(parents, err);
}

/* The folder is made inside the scratch folder, whose own rights are narrow. */
static bca_status
make(const bca_import *import, const char *scratch, const char *place, bca_error *err)
{
    char inside[PATH];
    bca_status st;

    (void)snprintf(inside, sizeof inside, "%s/project", scratch);
    st = bca_import_write(import, inside, err);
    if (st == BCA_OK)
        st = check_project(inside, err);
    if (st == BCA_OK && rename(inside, place) != 0)
        st = bca_fail(err, BCA_EIO, "cannot write '%s': %s", place, strerror(errno));
    return st;
}

bca_status
bca_import_folder(const bca_import *import, const char *folder, bca_error *err)
{
    char place[PLACE];
    char scratch[PLACE + 16];
    bca_status st;

    if (strlen(folder) >= sizeof place)
        return bca_fail(err, BCA_EIO, "the path '%s' is too long", folder);
    (void)snprintf(place, sizeof place, "%s", folder);
    for (size_t n = strlen(place); n > 1 && place[n - 1] == '/'; n--)
        place[n - 1] = '\0';
    st = make_parents(place, err);
    if (st != BCA_OK)
        return st;
    (void)snprintf(scratch, sizeof scratch, "%s.XXXXXX", place);
    if (mkdtemp(scratch) == NULL)
        return bca_fail(err, BCA_EIO, "cannot write beside '%s': %s", place,
                        strerror(errno));
    st = make(import, scratch, place, err);
    remove_tree(scratch, 0);
    return st;
}
