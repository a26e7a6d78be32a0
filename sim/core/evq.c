#include "evq.h"

#include <assert.h>
#include <stdlib.h>

#include "arena.h"

enum { ARITY = 4 };

static inline bool moment_before(const struct moment *x, const struct moment *y)
{
    return x->at != y->at ? x->at < y->at : x->seq < y->seq;
}

static inline size_t earlier(const struct evq *q, size_t x, size_t y)
{
    return moment_before(&q->heap[y], &q->heap[x]) ? y : x;
}

/* The child of `i` that comes first; q->len when it has none. */
static inline size_t first_child(const struct evq *q, size_t i)
{
    size_t first = i * ARITY + 1;

    if (first + ARITY <= q->len) /* all four: a knockout */
        return earlier(q, earlier(q, first, first + 1), earlier(q, first + 2, first + 3));
    if (first >= q->len)
        return q->len;
    for (size_t c = first + 1; c < q->len; c++)
        first = earlier(q, first, c);
    return first;
}

static void sift_up(struct evq *q, size_t i, struct moment item)
{
    while (i > 0) {
        size_t up = (i - 1) / ARITY;

        if (!moment_before(&item, &q->heap[up]))
            break;
        q->heap[i] = q->heap[up];
        i = up;
    }
    q->heap[i] = item;
}

static void sift_down(struct evq *q, struct moment item)
{
    size_t i = 0, c = q->next ? q->next : first_child(q, 0);

    q->next = 0;
    while (c < q->len && moment_before(&q->heap[c], &item)) {
        q->heap[i] = q->heap[c];
        i = c;
        c = first_child(q, i);
    }
    q->heap[i] = item;
}

/* Nobody has put anything in the place of the one that was taken. */
static void fill_hole(struct evq *q)
{
    q->hole = false;
    q->next = 0;
    if (--q->len)
        sift_down(q, q->heap[q->len]);
}

void evq_push(struct evq *q, vtime at, int32_t who, uint32_t gen)
{
    struct moment item = {.at = at, .seq = q->seq++, .who = who, .gen = gen};

    if (q->hole) {
        q->hole = false;
        sift_down(q, item);
        return;
    }
    if (q->len == q->cap) {
        q->cap = q->cap ? 2 * q->cap : 64;
        q->heap = mem_grow(q->heap, q->cap, sizeof *q->heap);
    }
    sift_up(q, q->len++, item);
}

struct moment evq_pop(struct evq *q)
{
    if (q->hole)
        fill_hole(q);
    assert(q->len > 0);
    q->hole = true;
    return q->heap[0];
}

vtime evq_next(struct evq *q)
{
    if (!q->hole)
        return q->len ? q->heap[0].at : VTIME_MAX;
    if (!q->next)
        q->next = first_child(q, 0);
    return q->next < q->len ? q->heap[q->next].at : VTIME_MAX;
}

void evq_free(struct evq *q)
{
    free(q->heap);
    *q = (struct evq){0};
}
