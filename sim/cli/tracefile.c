#define _POSIX_C_SOURCE 200809L
#include "tracefile.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "file.h"
#include "stat.h"

#define TRACE_BYTES ((size_t)4 << 30) /* the largest trace that is read */

bool tracefile_exists(const char *path)
{
    struct stat st;

    return strcmp(path, "-") == 0 || (stat(path, &st) == 0 && !S_ISDIR(st.st_mode));
}

bool tracefile_read(const char *path, char **bytes, size_t *len, struct diags *ds)
{
    const char *why;
    char *unpacked;
    size_t n;

    if (!file_read(path, TRACE_BYTES, bytes, len, ds))
        return false;
    if (!trace_unpack(*bytes, *len, TRACE_BYTES, &unpacked, &n, &why)) {
        diags_add(ds, path, "cannot unpack it: %s", why);
        free(*bytes);
        return false;
    }
    if (unpacked) {
        free(*bytes);
        *bytes = unpacked;
        *len = n;
    }
    return true;
}

void tracefile_refuse(const char *path, const struct trace_summary *s, const char *hint,
                      struct diags *ds)
{
    struct sb message = {0};
    struct sb place = {0};
    struct diag *d;

    stat_refusal(&s->error, &message, &place);
    d = diags_add(ds, path, "%s", sb_text(&message));
    if (s->events > 0 && hint)
        sb_printf(&place, "; %s", hint);
    diags_hint(ds, d, "%s", sb_text(&place));
    sb_free(&message);
    sb_free(&place);
}
