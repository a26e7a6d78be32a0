/* idmap.c: a hash table with linear probing and deletion by shifting back, so that no tombstones gather. */
#include "idmap.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"

enum {
    FIRST_BITS = 4,
    CROWD = 96,     /* probes that an honest set of keys does not need */
    MOVES_MAX = 16, /* then we live with it */
    KEEP_BITS = 12, /* a cleared map keeps at most that many slots */
};

/* Any odd number scatters consecutive keys; these are the golden ratio and numbers mixed from a counter. */
static uint64_t next_multiplier(int moves)
{
    uint64_t z = 0x9E3779B97F4A7C15U * (uint64_t)(moves + 1);

    if (moves == 0)
        return z;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return (z ^ (z >> 31)) | 1;
}

/* Puts a key that is not there into a free slot; returns how many slots it looked at. */
static size_t place(struct idmap *m, uint64_t key, uint32_t stored)
{
    size_t i = idmap_home(m, key);
    size_t probes = 1;

    for (; m->slots[i].value != 0; probes++)
        i = (i + 1) & m->mask;
    m->slots[i] = (struct idmap_slot){key, stored};
    return probes;
}

static void rebuild(struct idmap *m, int bits)
{
    struct idmap_slot *old = m->slots;
    size_t count = old ? m->mask + 1 : 0;

    m->slots = mem_zalloc((size_t)1 << bits, sizeof *m->slots);
    m->mask = ((size_t)1 << bits) - 1;
    m->shift = 64 - bits;
    m->multiplier = next_multiplier(m->moves);
    for (size_t i = 0; i < count; i++)
        if (old[i].value != 0)
            place(m, old[i].key, old[i].value);
    free(old);
}

static struct idmap_slot *find_slot(const struct idmap *m, uint64_t key)
{
    if (m->len == 0)
        return NULL;
    for (size_t i = idmap_home(m, key); m->slots[i].value != 0; i = (i + 1) & m->mask)
        if (m->slots[i].key == key)
            return &m->slots[i];
    return NULL;
}

void idmap_put(struct idmap *m, uint64_t key, uint32_t value)
{
    struct idmap_slot *slot = find_slot(m, key);

    if (slot) {
        slot->value = value + 1;
        return;
    }
    if (!m->slots)
        rebuild(m, FIRST_BITS);
    else if ((m->len + 1) * 3 > (m->mask + 1) * 2)
        rebuild(m, 64 - m->shift + 1);
    m->len++;
    if (place(m, key, value + 1) > CROWD && m->moves < MOVES_MAX) {
        m->moves++;
        rebuild(m, 64 - m->shift);
    }
}

void idmap_remove(struct idmap *m, uint64_t key)
{
    struct idmap_slot *slot = find_slot(m, key);
    size_t hole, i;

    if (!slot)
        return;
    m->len--;
    hole = i = (size_t)(slot - m->slots);
    for (;;) {
        i = (i + 1) & m->mask;
        if (m->slots[i].value == 0)
            break;
        /* A key may move back to the hole unless its home lies behind it. */
        if (((i - idmap_home(m, m->slots[i].key)) & m->mask) >= ((i - hole) & m->mask)) {
            m->slots[hole] = m->slots[i];
            hole = i;
        }
    }
    m->slots[hole].value = 0;
}

void idmap_clear(struct idmap *m)
{
    if (m->mask + 1 > (size_t)1 << KEEP_BITS)
        idmap_free(m);
    else if (m->slots)
        memset(m->slots, 0, (m->mask + 1) * sizeof *m->slots);
    m->len = 0;
}

void idmap_free(struct idmap *m)
{
    free(m->slots);
    *m = (struct idmap){0};
}
