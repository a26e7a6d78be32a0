#include "pointer.h"

#include <stdlib.h>
#include <string.h>

#include "sb.h"

/* Takes the first step off *pointer, unescaped, into `step`. False at its end. */
static bool next_step(const char **pointer, struct sb *step)
{
    const char *at = *pointer;

    if (*at != '/')
        return false;
    sb_clear(step);
    sb_add(step, "", 0);
    for (at++; *at && *at != '/'; at++) {
        if (at[0] == '~' && at[1] == '0') {
            sb_putc(step, '~');
            at++;
        } else if (at[0] == '~' && at[1] == '1') {
            sb_putc(step, '/');
            at++;
        } else {
            sb_putc(step, *at);
        }
    }
    *pointer = at;
    return true;
}

/* The index that a step is in a list of `len` elements; `len` itself behind its end; -1: none. */
static int index_of(const char *step, int len)
{
    char *end;
    long n;

    if (strcmp(step, "-") == 0)
        return len;
    if (step[0] < '0' || step[0] > '9')
        return -1;
    n = strtol(step, &end, 10);
    return *end || n > len ? -1 : (int)n;
}

static cJSON *child_of(cJSON *at, const char *step)
{
    int i;

    if (cJSON_IsObject(at))
        return cJSON_GetObjectItemCaseSensitive(at, step);
    i = cJSON_IsArray(at) ? index_of(step, cJSON_GetArraySize(at)) : -1;
    return i < 0 ? NULL : cJSON_GetArrayItem(at, i);
}

cJSON *pointer_get(cJSON *root, const char *pointer)
{
    struct sb step = {0};
    cJSON *at = root;

    while (at && next_step(&pointer, &step))
        at = child_of(at, sb_text(&step));
    sb_free(&step);
    return at;
}

static bool put_child(cJSON *parent, const char *step, cJSON *value)
{
    int i = -1, len = cJSON_GetArraySize(parent);

    if (cJSON_IsObject(parent)) {
        if (cJSON_GetObjectItemCaseSensitive(parent, step))
            cJSON_ReplaceItemInObjectCaseSensitive(parent, step, value);
        else
            cJSON_AddItemToObject(parent, step, value);
        return true;
    }
    if (cJSON_IsArray(parent))
        i = index_of(step, len);
    if (i < 0) {
        cJSON_Delete(value);
        return false;
    }
    if (i == len)
        cJSON_AddItemToArray(parent, value);
    else
        cJSON_ReplaceItemInArray(parent, i, value);
    return true;
}

bool pointer_put(cJSON *root, const char *pointer, cJSON *value)
{
    struct sb step = {0};
    cJSON *at = root;
    bool ok = false;

    while (at && next_step(&pointer, &step)) {
        cJSON *child;

        if (!*pointer) {
            ok = put_child(at, sb_text(&step), value);
            value = NULL;
            break;
        }
        child = child_of(at, sb_text(&step));
        if (!child && cJSON_IsObject(at))
            child = cJSON_AddObjectToObject(at, sb_text(&step));
        at = child;
    }
    cJSON_Delete(value);
    sb_free(&step);
    return ok;
}

void pointer_remove(cJSON *root, const char *pointer)
{
    const char *last = strrchr(pointer, '/');
    struct sb parent = {0};
    cJSON *item = pointer_get(root, pointer), *from;

    if (last)
        sb_add(&parent, pointer, (size_t)(last - pointer));
    from = pointer_get(root, sb_text(&parent));
    sb_free(&parent);
    if (item && from && from != item)
        cJSON_Delete(cJSON_DetachItemViaPointer(from, item));
}
