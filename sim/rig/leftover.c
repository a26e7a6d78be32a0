#define _POSIX_C_SOURCE 200809L
#include "leftover.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "sb.h"

static bool make_folder(const char *path, struct diags *ds)
{
    struct stat st;

    if (mkdir(path, 0777) == 0 || (errno == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode)))
        return true;
    diags_add(ds, path, "cannot make this folder: %s", strerror(errno));
    return false;
}

bool leftover_prepare(const char *folder, struct diags *ds)
{
    if (!make_folder(folder, ds))
        return false;
    if (access(folder, W_OK | X_OK) == 0)
        return true;
    diags_add(ds, folder, "cannot write into this folder: %s", strerror(errno));
    return false;
}

/* Is one part of the name ".."? */
static bool leads_out(const char *name)
{
    while (*name) {
        size_t len = strcspn(name, "/");

        if (len == 2 && strncmp(name, "..", 2) == 0)
            return true;
        name += len;
        name += strspn(name, "/");
    }
    return false;
}

/* Makes every folder on the way to the file; `path` is as it was in the end. */
static bool make_folders(char *path, size_t below, struct diags *ds)
{
    bool ok = true;

    for (char *at = path + below; ok && (at = strchr(at, '/')); at++) {
        *at = '\0';
        ok = make_folder(path, ds);
        *at = '/';
    }
    return ok;
}

bool leftover_write(const char *folder, const char *name, const void *bytes, size_t len,
                    struct diags *ds)
{
    struct sb path = {0};
    struct writer *w;
    bool ok;

    name += strspn(name, "/"); /* what is absolute on the simulated disk is so below the folder */
    if (!*name || leads_out(name)) {
        diags_add(ds, NULL, "the program's file \"%s\" would not lie in %s", name, folder);
        return false;
    }
    sb_printf(&path, "%s/%s", folder, name);
    ok = make_folders(path.text, strlen(folder) + 1, ds);
    w = ok ? writer_open(path.text, ds) : NULL;
    if (w)
        writer_put(w, bytes, len);
    ok = w && writer_close(w, ds);
    sb_free(&path);
    return ok;
}
