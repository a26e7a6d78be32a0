#include "keep.h"

#include <stdlib.h>
#include <string.h>

#include "pointer.h"

static const char *const always[] = {"/schedlab", "/name",  "/model",  "/machine", "/seed",
                                     "/limit",    "/costs", "/expect", "/goals",   NULL};

/* False: it was so already. */
static bool take(cJSON *copy, cJSON *original, const char *pointer)
{
    const cJSON *ours = pointer_get(original, pointer), *theirs = pointer_get(copy, pointer);

    if (!ours && !theirs)
        return false;
    if (ours && theirs && cJSON_Compare(ours, theirs, true))
        return false;
    if (!ours)
        pointer_remove(copy, pointer);
    else
        pointer_put(copy, pointer, cJSON_Duplicate(ours, true));
    return true;
}

const char *const *keep_apply(const struct exercise *ex, cJSON *copy, cJSON *original,
                              struct arena *arena)
{
    size_t most = sizeof always / sizeof *always + (size_t)ex->nkeep, n = 0;
    const char **changed = ARENA_ARRAY(arena, const char *, most);

    for (int i = 0; always[i]; i++)
        if (take(copy, original, always[i]))
            changed[n++] = always[i];
    for (int i = 0; i < ex->nkeep; i++)
        if (take(copy, original, ex->keep[i]))
            changed[n++] = ex->keep[i];
    return changed;
}

static bool lies_in(const char *pointer, const char *place)
{
    size_t n = strlen(place);

    return strncmp(pointer, place, n) == 0 && (pointer[n] == '\0' || pointer[n] == '/');
}

bool keep_covers(const struct exercise *ex, const char *pointer)
{
    for (int i = 0; always[i]; i++)
        if (lies_in(pointer, always[i]))
            return true;
    for (int i = 0; i < ex->nkeep; i++)
        if (lies_in(pointer, ex->keep[i]))
            return true;
    return false;
}
