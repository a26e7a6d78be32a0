/* gotrace_heap.h: the frontier of a generation: the time of each thread's next event, the earliest on top.
 *
 * It is Go's binary heap, move by move: with equal times its shape decides who is first. go: batchcursor.go */
#ifndef READ_GOTRACE_HEAP_H
#define READ_GOTRACE_HEAP_H

#include "gotrace.h"

static inline void heap_swap(struct timed *heap, size_t x, size_t y)
{
    struct timed t = heap[x];

    heap[x] = heap[y];
    heap[y] = t;
}

static inline size_t sift_up(struct timed *heap, size_t i)
{
    while (i > 0 && heap[(i - 1) / 2].time > heap[i].time) {
        heap_swap(heap, (i - 1) / 2, i);
        i = (i - 1) / 2;
    }
    return i;
}

/* Which of two children is earlier is anybody's guess, so it is no branch. */
static inline void sift_down(struct timed *heap, size_t len, size_t i)
{
    struct timed item = heap[i];

    for (size_t child = 2 * i + 1; child < len; child = 2 * i + 1) {
        if (child + 1 < len)
            child += heap[child + 1].time < heap[child].time;
        if (heap[child].time >= item.time)
            break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = item;
}

static inline void heap_insert(struct reader *r, struct timed item)
{
    *VEC_PUSH(&r->heap) = item;
    sift_up(r->heap.at, r->heap.len - 1);
}

static inline void heap_update(struct reader *r, size_t i)
{
    if (sift_up(r->heap.at, i) == i)
        sift_down(r->heap.at, r->heap.len, i);
}

static inline void heap_remove(struct reader *r, size_t i)
{
    for (; i > 0; i = (i - 1) / 2)
        heap_swap(r->heap.at, (i - 1) / 2, i);
    heap_swap(r->heap.at, 0, r->heap.len - 1);
    r->heap.len--;
    if (r->heap.len)
        sift_down(r->heap.at, r->heap.len, 0);
}

#endif
