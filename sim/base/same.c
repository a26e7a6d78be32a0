#define _POSIX_C_SOURCE 200809L
#include "same.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sb.h"

static bool one_inode(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* The folder that a name lies in. */
static bool stat_folder(const char *path, struct stat *out)
{
    const char *slash = strrchr(path, '/');
    struct sb folder = {0};
    bool ok;

    sb_add(&folder, slash ? path : "./", slash ? (size_t)(slash - path) + 1 : 2);
    ok = stat(folder.text, out) == 0;
    sb_free(&folder);
    return ok;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    bool old_a = stat(a, &x) == 0, old_b = stat(b, &y) == 0;

    if (strcmp(a, "-") == 0 || strcmp(b, "-") == 0)
        return strcmp(a, b) == 0;
    if (old_a && old_b)
        return S_ISREG(x.st_mode) && one_inode(&x, &y);
    return !old_a && !old_b && strcmp(last_part(a), last_part(b)) == 0 && stat_folder(a, &x) &&
           stat_folder(b, &y) && one_inode(&x, &y);
}

bool same_streams(void)
{
    struct stat out, err;

    return fstat(STDOUT_FILENO, &out) == 0 && fstat(STDERR_FILENO, &err) == 0 &&
           one_inode(&out, &err);
}
