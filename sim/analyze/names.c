#include "names.h"

#include <string.h>

static uint64_t hash_text(const char *text)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325); /* FNV-1a */

    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    return h;
}

static size_t slot_of(const struct names *ns, const char *name)
{
    size_t i = (size_t)hash_text(name) & (ns->room - 1);

    while (ns->table[i] >= 0 && strcmp(ns->list.at[ns->table[i]], name) != 0)
        i = (i + 1) & (ns->room - 1);
    return i;
}

static void grow(struct names *ns)
{
    ns->room = ns->room ? 2 * ns->room : 64;
    ns->table = mem_grow(ns->table, ns->room, sizeof *ns->table);
    memset(ns->table, 0xff, ns->room * sizeof *ns->table);
    for (size_t i = 0; i < ns->list.len; i++)
        ns->table[slot_of(ns, ns->list.at[i])] = (int32_t)i;
}

int32_t names_add(struct names *ns, const char *name)
{
    size_t slot;

    if (2 * (ns->list.len + 1) > ns->room)
        grow(ns);
    slot = slot_of(ns, name);
    if (ns->table[slot] < 0) {
        ns->table[slot] = (int32_t)ns->list.len;
        *VEC_PUSH(&ns->list) = arena_text(&ns->arena, name, strlen(name));
    }
    return ns->table[slot];
}

int32_t names_find(const struct names *ns, const char *name)
{
    return ns->room ? ns->table[slot_of(ns, name)] : -1;
}

void names_deinit(struct names *ns)
{
    free(ns->list.at);
    free(ns->table);
    arena_free(&ns->arena);
    *ns = (struct names){0};
}
