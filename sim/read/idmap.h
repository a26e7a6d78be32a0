/* idmap.h: from any 64-bit number to a small one: ids of a trace to places in an array.
 *
 *     struct idmap m = {0};
 *     idmap_put(&m, goid, 7);
 *     idmap_find(&m, goid) == 7
 *     idmap_free(&m);
 *
 * Open addressing, at most two thirds full; the memory follows the number of keys, never a key's value. When keys crowd
 * (a file made to hurt us), the multiplier of the hash changes. Nothing ever walks a map, so its order is nobody's business. */
#ifndef READ_IDMAP_H
#define READ_IDMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IDMAP_NONE UINT32_MAX /* not there; no value may be this */

struct idmap_slot {
    uint64_t key;
    uint32_t value; /* plus 1; 0: the slot is free */
};

struct idmap {
    struct idmap_slot *slots;
    uint64_t multiplier; /* odd */
    size_t len;
    size_t mask; /* slots, a power of two, less 1 */
    int shift;   /* 64 less the bits of mask */
    int moves;   /* times the multiplier changed */
};

static inline size_t idmap_home(const struct idmap *m, uint64_t key)
{
    return (size_t)((key * m->multiplier) >> m->shift);
}

/* The value of `key`, or IDMAP_NONE. */
static inline uint32_t idmap_find(const struct idmap *m, uint64_t key)
{
    if (m->len == 0)
        return IDMAP_NONE;
    for (size_t i = idmap_home(m, key);; i = (i + 1) & m->mask) {
        if (m->slots[i].value == 0)
            return IDMAP_NONE;
        if (m->slots[i].key == key)
            return m->slots[i].value - 1;
    }
}

/* Sets the value of `key`, which may be there already. */
void idmap_put(struct idmap *m, uint64_t key, uint32_t value);

/* Takes `key` out, if it is there. */
void idmap_remove(struct idmap *m, uint64_t key);

/* Takes all keys out and keeps a memory worth keeping. */
void idmap_clear(struct idmap *m);
void idmap_free(struct idmap *m);

#endif
