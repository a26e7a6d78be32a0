#define _POSIX_C_SOURCE 200809L
#include "shelf.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "path.h"
#include "vec.h"

struct shelf {
    VEC(const char *) list;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_exercise(const char *path, struct arena *arena)
{
    return access(path_join(arena, path, "exercise.json"), F_OK) == 0;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *shelf_list(const char *folder, struct arena *arena)
{
    struct shelf s = {0};
    DIR *d = folder ? opendir(folder) : NULL;
    struct dirent *entry;
    const char **list;

    while (d && (entry = readdir(d))) {
        const char *name = entry->d_name, *path;

        if (!is_digit(name[0]) || !is_digit(name[1]) || name[2] != '-')
            continue;
        path = path_join(arena, folder, name);
        if (is_exercise(path, arena))
            *VEC_PUSH(&s.list) = path;
    }
    if (d)
        closedir(d);
    list = ARENA_ARRAY(arena, const char *, s.list.len + 1);
    if (s.list.len) {
        qsort(s.list.at, s.list.len, sizeof s.list.at[0], by_text);
        memcpy(list, s.list.at, s.list.len * sizeof list[0]);
    }
    free(s.list.at);
    return list;
}

const char *shelf_base(const char *path, struct arena *arena)
{
    size_t len = strlen(path), from;

    while (len > 1 && path[len - 1] == '/')
        len--;
    for (from = len; from > 0 && path[from - 1] != '/';)
        from--;
    return arena_text(arena, path + from, len - from);
}

/* "8", "08", "high-threads", "08-high-threads" */
static bool is_called(const char *base, const char *word)
{
    size_t digits = strspn(word, "0123456789");

    if (digits > 0 && !word[digits])
        return strtol(word, NULL, 10) == strtol(base, NULL, 10);
    return strcmp(word, base) == 0 || strcmp(word, base + 3) == 0;
}

const char *shelf_find(const char *folder, const char *word, struct arena *arena, struct diags *ds)
{
    const char *const *paths = shelf_list(folder, arena), *near;
    const char **names;
    size_t n = 0;
    struct diag *d;

    if (is_exercise(word, arena))
        return arena_text(arena, word, strlen(word));
    while (paths[n])
        n++;
    names = ARENA_ARRAY(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *base = shelf_base(paths[i], arena);

        names[i] = base + 3;
        if (is_called(base, word))
            return paths[i];
    }
    d = diags_add(ds, NULL, "there is no exercise \"%s\"", word);
    near = diag_nearest(word, names);
    if (near)
        diags_hint(ds, d, "did you mean \"%s\"? `schedlab bugs list` shows all of them", near);
    else if (n)
        diags_hint(ds, d,
                   "`schedlab bugs list` shows those there are; a number or a name is asked");
    else
        diags_hint(ds, d, "no exercises were found: set SCHEDLAB_DATA to the folder that has them");
    return NULL;
}
