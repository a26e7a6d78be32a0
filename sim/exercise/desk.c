#define _POSIX_C_SOURCE 200809L
#include "desk.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "path.h"
#include "shelf.h"

struct desk desk_find(const char *shelf, struct arena *arena)
{
    const char *const *list = shelf_list(shelf, arena);
    char *here = getcwd(NULL, 0);
    struct desk d = {.home = "."};

    for (; here && *list; list++)
        if (strcmp(shelf_base(here, arena), shelf_base(*list, arena)) == 0 &&
            access("exercise.json", F_OK) != 0)
            d = (struct desk){"..", shelf_base(*list, arena)};
    free(here);
    return d;
}

const char *desk_folder(const struct desk *d, const struct exercise *ex, struct arena *arena)
{
    const char *name = exercise_folder_name(ex, arena);

    if (!d->inside)
        return name;
    return strcmp(d->inside, name) == 0 ? "." : path_join(arena, "..", name);
}

const char *desk_file(const struct desk *d, const struct exercise *ex, const char *name,
                      struct arena *arena)
{
    const char *folder = desk_folder(d, ex, arena);

    return strcmp(folder, ".") == 0 ? arena_text(arena, name, strlen(name))
                                    : path_join(arena, folder, name);
}
