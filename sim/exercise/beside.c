#define _POSIX_C_SOURCE 200809L
#include "beside.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "limit.h"
#include "sb.h"

bool beside_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static bool copy(const char *from, const char *to, struct diags *ds)
{
    struct writer *w;
    char *bytes;
    size_t len;

    if (!file_read(from, LIMIT_SCENARIO_BYTES, &bytes, &len, ds))
        return false;
    w = writer_open(to, ds);
    if (w)
        writer_put(w, bytes, len);
    free(bytes);
    return w && writer_close(w, ds);
}

enum { NUMBERS = 10000 };

/* A link costs no room on a full disk, and fails where the name is taken, so that two programs at once do not take the same
 * one. Where the file system knows no links, a copy does. */
const char *beside_keep(const char *path, struct arena *arena, struct diags *ds)
{
    struct sb name = {0};
    const char *kept = NULL;

    for (int i = 1; i < NUMBERS; i++) {
        sb_clear(&name);
        sb_printf(&name, "%s.%d", path, i);
        if (beside_exists(name.text))
            continue;
        if (link(path, name.text) == 0 || (errno != EEXIST && copy(path, name.text, ds)))
            kept = arena_text(arena, name.text, name.len);
        else if (errno == EEXIST)
            continue;
        break;
    }
    sb_free(&name);
    return kept;
}
