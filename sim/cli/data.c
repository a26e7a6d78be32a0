#define _GNU_SOURCE
#include "data.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "path.h"

static bool is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The folder `name` in `folder`, or NULL. */
static const char *folder_in(struct arena *arena, const char *folder, const char *name)
{
    const char *path = path_join(arena, folder, name);

    return is_folder(path) ? path : NULL;
}

/* Something that comes with the program: the folder it is in, among the sources and below an installed share/schedlab. */
struct part {
    const char *in_sources, *in_share;
};

static const struct part scenarios = {"scenarios", "scenarios"}, fonts = {"assets/fonts", "fonts"},
                         tutorials = {"tutorials", "tutorials"};

/* In the share of an installed program, which is so far from it as the installation put it; without the detours of "..". */
static const char *in_share(struct arena *arena, const char *program, const struct part *part)
{
    size_t folder = (size_t)(strrchr(program, '/') - program);
    char *real = realpath(
        path_join(arena, arena_text(arena, program, folder), SCHEDLAB_SHARE_FROM_BIN), NULL);
    const char *found;

    found = real ? folder_in(arena, real, part->in_share) : NULL;
    free(real);
    return found;
}

/* From the running program upwards: an installed program stands as far from its share as the installation put it, wherever
 * both were moved since; a build tree lies within its sources. */
static const char *near_program(struct arena *arena, const struct part *part)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    const char *found = NULL;
    char *slash;

    if (n < 0)
        return NULL;
    path[n] = '\0';
    found = in_share(arena, path, part);
    while (!found && (slash = strrchr(path, '/')) && slash != path) {
        *slash = '\0';
        if (access(path_join(arena, path, "scenarios/schema.json"), F_OK) == 0)
            found = folder_in(arena, path, part->in_sources);
    }
    return found;
}

/* Where nobody said otherwise. */
static const char *come_with(struct arena *arena, const struct part *part)
{
    const char *found = near_program(arena, part);

    return found ? found : is_folder(part->in_sources) ? part->in_sources : NULL;
}

const char *data_scenarios(struct arena *arena)
{
    const char *own = getenv("SCHEDLAB_DATA"), *found;

    if (!own || !*own)
        return come_with(arena, &scenarios);
    found = folder_in(arena, own, scenarios.in_share);
    return found ? found : is_folder(own) ? own : NULL;
}

const char *data_fonts(struct arena *arena)
{
    const char *own = getenv("SCHEDLAB_FONTS");

    return own && *own ? own : come_with(arena, &fonts);
}

const char *data_tutorials(struct arena *arena)
{
    const char *own = getenv("SCHEDLAB_DATA");

    return own && *own ? folder_in(arena, own, tutorials.in_share) : come_with(arena, &tutorials);
}

const char *data_exercises(struct arena *arena)
{
    const char *folder = data_scenarios(arena);

    return folder ? folder_in(arena, folder, "bugs") : NULL;
}

struct paths {
    VEC(const char *) list;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_from(struct paths *p, size_t from)
{
    if (p->list.len > from + 1)
        qsort(p->list.at + from, p->list.len - from, sizeof p->list.at[0], by_text);
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

/* The programs of an exercise are no scenarios: `schedlab bugs` knows them. */
static bool is_exercise(struct arena *arena, const char *folder)
{
    return access(path_join(arena, folder, "exercise.json"), F_OK) == 0;
}

enum { FOLDERS_DEEP = 4 };

/* Adds the scenarios of a folder, then those of its subfolders. False: it cannot be read. */
static bool add_folder(struct paths *p, const char *folder, int depth, struct arena *arena)
{
    DIR *d = opendir(folder);
    struct paths below = {0};
    size_t from = p->list.len;
    struct dirent *entry;

    if (!d)
        return false;
    while ((entry = readdir(d))) {
        const char *path = path_join(arena, folder, entry->d_name);

        if (entry->d_name[0] == '.')
            continue;
        if (is_folder(path)) {
            if (!is_exercise(arena, path))
                *VEC_PUSH(&below.list) = path;
        } else if (ends_with(path, ".json") && strcmp(entry->d_name, "schema.json") != 0) {
            *VEC_PUSH(&p->list) = path;
        }
    }
    closedir(d);
    sort_from(p, from);
    sort_from(&below, 0);
    for (size_t i = 0; i < below.list.len && depth < FOLDERS_DEEP; i++)
        add_folder(p, below.list.at[i], depth + 1, arena);
    free(below.list.at);
    return true;
}

const char *const *data_files(const char *folder, struct arena *arena, struct diags *ds)
{
    struct paths p = {0};
    const char **list;

    if (!add_folder(&p, folder, 0, arena)) {
        diags_add(ds, folder, "cannot read this folder: %s", strerror(errno));
        free(p.list.at);
        return NULL;
    }
    list = ARENA_ARRAY(arena, const char *, p.list.len + 1);
    if (p.list.len)
        memcpy(list, p.list.at, p.list.len * sizeof list[0]);
    free(p.list.at);
    return list;
}

/* "…/scenarios/syscall-storm.json": "syscall-storm" */
static const char *name_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;

    return arena_text(arena, name, strlen(name) - strlen(".json"));
}

static const char *find_shipped(const char *name, struct arena *arena, struct diags *ds)
{
    struct diags ignored = {0};
    const char *folder = data_scenarios(arena), *near;
    const char *const *files = folder ? data_files(folder, arena, &ignored) : NULL;
    size_t n = 0;
    const char **names;
    struct diag *d;

    diags_free(&ignored);
    while (files && files[n])
        n++;
    names = ARENA_ARRAY(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        names[i] = name_of(arena, files[i]);
        if (strcmp(names[i], name) == 0)
            return files[i];
    }
    d = diags_add(ds, NULL, "there is no scenario \"%s\"", name);
    near = diag_nearest(name, names);
    if (near)
        diags_hint(ds, d, "did you mean \"%s\"? `schedlab list` shows all of them", near);
    else if (folder)
        diags_hint(ds, d, "`schedlab list` shows those there are; a file is named with its .json");
    else
        diags_hint(ds, d, "no folder of scenarios was found: set SCHEDLAB_DATA to it");
    return NULL;
}

const char *data_find(const char *name, struct arena *arena, struct diags *ds)
{
    struct stat st;

    if (strcmp(name, "-") == 0 || strchr(name, '/') || ends_with(name, ".json"))
        return name; /* whether it can be read is seen when it is */
    if (stat(name, &st) == 0 && !S_ISDIR(st.st_mode))
        return name;
    return find_shipped(name, arena, ds);
}
