#include "hist.h"

#include <assert.h>
#include <stdlib.h>

#include "arena.h"

/* The least value of the bucket that `value` falls into: its eleven leading bits. */
static int64_t round_down(int64_t value)
{
    int shift = 0;

    for (uint64_t v = (uint64_t)value; v >= HIST_FINE; v >>= 1)
        shift++;
    return value >> shift << shift;
}

static size_t start_of(const struct hist *h, int64_t value)
{
    return (size_t)((uint64_t)value * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (h->room - 1);
}

/* The slot of `value`, or the free one where it belongs. */
static struct hist_slot *slot_of(struct hist *h, int64_t value)
{
    size_t i = start_of(h, value);

    while (h->slots[i].count && h->slots[i].value != value)
        i = (i + 1) & (h->room - 1);
    return &h->slots[i];
}

static void insert(struct hist *h, int64_t value, int64_t count)
{
    struct hist_slot *slot = slot_of(h, value);

    if (slot->count == 0) {
        slot->value = value;
        h->used++;
    }
    slot->count += count;
}

/* Puts everything into a table of `room` slots. */
static void rebuild(struct hist *h, size_t room)
{
    struct hist_slot *old = h->slots;
    size_t n = h->room;

    h->slots = mem_zalloc(room, sizeof *h->slots);
    h->room = room;
    h->used = 0;
    h->sorted = false;
    for (size_t i = 0; i < n; i++) {
        if (old[i].count)
            insert(h, h->rounded ? round_down(old[i].value) : old[i].value, old[i].count);
    }
    free(old);
}

/* The table is a hash table again after a question, exact as long as it may be, and at most three quarters full. */
static void make_room(struct hist *h)
{
    size_t room = h->room ? h->room : 16;

    if (h->used == HIST_EXACT && !h->rounded) {
        h->rounded = true;
        rebuild(h, room);
    }
    if (4 * (h->used + 1) > 3 * room)
        room *= 2;
    if (h->sorted || room != h->room)
        rebuild(h, room);
}

void hist_add(struct hist *h, int64_t value)
{
    assert(value >= 0);
    make_room(h);
    insert(h, h->rounded ? round_down(value) : value, 1);
    if (h->count == 0 || value < h->least)
        h->least = value;
    if (h->count == 0 || value > h->most)
        h->most = value;
    h->count++;
    h->sum += value;
}

static int by_value(const void *x, const void *y)
{
    const struct hist_slot *a = x, *b = y;

    return (a->value > b->value) - (a->value < b->value);
}

static void sort(struct hist *h)
{
    size_t n = 0;

    for (size_t i = 0; i < h->room; i++) {
        struct hist_slot slot = h->slots[i];

        if (slot.count) {
            h->slots[i].count = 0;
            h->slots[n++] = slot;
        }
    }
    qsort(h->slots, n, sizeof *h->slots, by_value);
    h->sorted = true;
}

int64_t hist_percentile(struct hist *h, int percent)
{
    int64_t rank = (int64_t)(((wide)h->count * percent + 99) / 100), seen = 0;

    assert(percent >= 1 && percent <= 100);
    if (h->count == 0)
        return 0;
    if (rank == h->count)
        return h->most;
    if (!h->sorted)
        sort(h);
    for (size_t i = 0; i < h->used; i++) {
        seen += h->slots[i].count;
        if (seen >= rank)
            return h->slots[i].value < h->least ? h->least : h->slots[i].value;
    }
    return h->most;
}

void hist_deinit(struct hist *h)
{
    free(h->slots);
    *h = (struct hist){0};
}
