#include "path.h"

#include <string.h>

const char *path_join(struct arena *a, const char *folder, const char *name)
{
    size_t len = strlen(folder), rest = strlen(name);
    char *path = arena_alloc(a, len + 1 + rest + 1, 1);

    memcpy(path, folder, len);
    path[len] = '/';
    memcpy(path + len + 1, name, rest + 1);
    return path;
}
