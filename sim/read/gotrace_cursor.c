/* gotrace_cursor.c: the next event of each thread, and the heap that knows the earliest. go: batchcursor.go
 *
 * The heap is Go's binary heap, move by move: with equal times its shape decides who is first. */
#include "gotrace.h"

/* Reads a number of an event, most of which are one byte. */
static inline bool number(const uint8_t **at, const uint8_t *end, uint64_t *n)
{
    int took;

    if (*at < end && **at < 0x80) {
        *n = *(*at)++;
        return true;
    }
    took = wire_get(*at, (size_t)(end - *at), n);
    if (took <= 0)
        return false;
    *at += took;
    return true;
}

/* Reads the event that begins at `at`; false, told, if it is none. */
static bool read_event(struct reader *r, struct cursor *c, const uint8_t *at, const uint8_t *end, uint64_t *ticks)
{
    const struct wire_kind *kind;
    const uint8_t *data = at;

    c->offset = (uint64_t)(at - r->bytes);
    c->type = *at++;
    kind = &r->kinds[c->type];
    if (c->type >= WIRE_EVENTS) {
        fail(r, c->offset, c->m, 0, "found invalid event type: %d", c->type);
        return false;
    }
    if (!kind->timed) {
        fail(r, c->offset, c->m, 0, "found event without a timestamp: type=%d", c->type);
        return false;
    }
    if (!number(&at, end, ticks)) {
        fail(r, c->offset, c->m, c->type, "found invalid uvarint for timestamp");
        return false;
    }
    for (int i = 0; i < kind->args; i++) {
        if (!number(&at, end, &c->args[i])) {
            fail(r, c->offset, c->m, c->type, "found invalid uvarint");
            return false;
        }
    }
    c->next += (uint32_t)(at - data);
    return true;
}

bool cursor_next(struct reader *r, struct cursor *c, bool *more)
{
    const struct batch *b;
    const uint8_t *data;
    uint64_t ticks = 0;

    while (c->batch && r->gen.batches.at[c->batch - 1].len == c->next) {
        c->batch = r->gen.batches.at[c->batch - 1].next;
        c->next = 0;
        c->last = 0;
    }
    *more = c->batch != 0;
    if (!*more)
        return true;
    b = &r->gen.batches.at[c->batch - 1];
    if (c->last == 0)
        c->last = ticks_ns(r->gen.tick, b->time);
    data = r->bytes + b->at;
    if (!read_event(r, c, data + c->next, data + b->len, &ticks))
        return false;
    /* Each difference is rounded by itself. A sum that does not fit wraps around, as Go's does. */
    c->time = (int64_t)((uint64_t)ticks_ns(r->gen.tick, ticks) + (uint64_t)c->last);
    c->last = c->time;
    return true;
}

static void swap(struct timed *heap, size_t x, size_t y)
{
    struct timed t = heap[x];

    heap[x] = heap[y];
    heap[y] = t;
}

static size_t sift_up(struct timed *heap, size_t i)
{
    while (i > 0 && heap[(i - 1) / 2].time > heap[i].time) {
        swap(heap, (i - 1) / 2, i);
        i = (i - 1) / 2;
    }
    return i;
}

static void sift_down(struct timed *heap, size_t len, size_t i)
{
    for (;;) {
        size_t least = i;

        if (2 * i + 1 < len && heap[2 * i + 1].time < heap[least].time)
            least = 2 * i + 1;
        if (2 * i + 2 < len && heap[2 * i + 2].time < heap[least].time)
            least = 2 * i + 2;
        if (least == i)
            return;
        swap(heap, i, least);
        i = least;
    }
}

void heap_insert(struct reader *r, struct timed item)
{
    *VEC_PUSH(&r->heap) = item;
    sift_up(r->heap.at, r->heap.len - 1);
}

void heap_update(struct reader *r, size_t i)
{
    if (sift_up(r->heap.at, i) == i)
        sift_down(r->heap.at, r->heap.len, i);
}

void heap_remove(struct reader *r, size_t i)
{
    for (; i > 0; i = (i - 1) / 2)
        swap(r->heap.at, (i - 1) / 2, i);
    swap(r->heap.at, 0, r->heap.len - 1);
    r->heap.len--;
    if (r->heap.len)
        sift_down(r->heap.at, r->heap.len, 0);
}
