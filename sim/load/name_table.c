#include "name_table.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a. The order of the table is never seen from outside. */
static uint32_t hash(const char *text)
{
    uint32_t h = 2166136261U;

    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 16777619U;
    return h;
}

/* The slot that holds `name`, or the free one where it belongs. */
static uint32_t find_slot(const struct name_table *ns, const char *name)
{
    uint32_t i = hash(name) & (ns->nslots - 1);

    while (ns->slots[i] && strcmp(ns->list[ns->slots[i] - 1], name) != 0)
        i = (i + 1) & (ns->nslots - 1);
    return i;
}

/* Room for one more: at most half of the slots are taken, and a NULL follows the list. */
static void grow(struct name_table *ns)
{
    ns->cap = ns->cap ? ns->cap * 2 : 16;
    ns->list = mem_grow(ns->list, (size_t)ns->cap, sizeof *ns->list);
    free(ns->slots);
    ns->nslots = (uint32_t)ns->cap * 2;
    ns->slots = mem_zalloc(ns->nslots, sizeof *ns->slots);
    for (int32_t i = 0; i < ns->len; i++)
        ns->slots[find_slot(ns, ns->list[i])] = i + 1;
}

int32_t name_table_add(struct name_table *ns, const char *name)
{
    uint32_t slot;

    if (ns->len + 1 >= ns->cap)
        grow(ns);
    slot = find_slot(ns, name);
    if (ns->slots[slot])
        return -1;
    ns->list[ns->len++] = name;
    ns->list[ns->len] = NULL;
    ns->slots[slot] = ns->len;
    return ns->len - 1;
}

int32_t name_table_find(const struct name_table *ns, const char *name)
{
    return ns->nslots ? ns->slots[find_slot(ns, name)] - 1 : -1;
}

const char *const *name_table_list(const struct name_table *ns)
{
    static const char *const none[] = {NULL};

    return ns->list ? ns->list : none;
}

void name_table_free(struct name_table *ns)
{
    free(ns->list);
    free(ns->slots);
    *ns = (struct name_table){0};
}
