#include "evq.h"

#include "arena.h"

#include <assert.h>
#include <stdlib.h>

enum { ARITY = 4 };

static inline bool moment_before(const struct moment *x, const struct moment *y)
{
    return x->at != y->at ? x->at < y->at : x->seq < y->seq;
}

void evq_push(struct evq *q, vtime at, int32_t who, uint32_t gen)
{
    struct moment item = {.at = at, .seq = q->seq++, .who = who, .gen = gen};
    size_t i = q->len;

    if (q->len == q->cap) {
        q->cap = q->cap ? 2 * q->cap : 64;
        q->heap = mem_grow(q->heap, q->cap, sizeof *q->heap);
    }
    q->len++;
    while (i > 0) {
        size_t up = (i - 1) / ARITY;

        if (!moment_before(&item, &q->heap[up]))
            break;
        q->heap[i] = q->heap[up];
        i = up;
    }
    q->heap[i] = item;
}

/* The child of `i` that comes first; q->len when it has none. */
static size_t first_child(const struct evq *q, size_t i)
{
    size_t from = i * ARITY + 1;
    size_t to = from + ARITY < q->len ? from + ARITY : q->len;
    size_t first = from;

    if (from >= q->len)
        return q->len;
    for (size_t c = from + 1; c < to; c++)
        if (moment_before(&q->heap[c], &q->heap[first]))
            first = c;
    return first;
}

struct moment evq_pop(struct evq *q)
{
    struct moment top = q->heap[0];
    struct moment item;
    size_t i = 0;

    assert(q->len > 0);
    item = q->heap[--q->len];
    for (;;) {
        size_t c = first_child(q, i);

        if (c >= q->len || !moment_before(&q->heap[c], &item))
            break;
        q->heap[i] = q->heap[c];
        i = c;
    }
    if (q->len)
        q->heap[i] = item;
    return top;
}

void evq_free(struct evq *q)
{
    free(q->heap);
    *q = (struct evq){0};
}
