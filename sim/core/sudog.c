/* sudog.c: the queues in which goroutines wait for an object: doubly linked, so that a select leaves the queues of the
 * cases that did not win without a search. go: waitq */
#include "internal.h"

void sudog_push(struct sudog_queue *q, struct sudog *sg, int32_t obj)
{
    sg->obj = obj;
    sg->next = NULL;
    sg->prev = q->last;
    if (q->last)
        q->last->next = sg;
    else
        q->first = sg;
    q->last = sg;
}

void sudog_push_front(struct sudog_queue *q, struct sudog *sg, int32_t obj)
{
    sg->obj = obj;
    sg->prev = NULL;
    sg->next = q->first;
    if (q->first)
        q->first->prev = sg;
    else
        q->last = sg;
    q->first = sg;
}

struct sudog *sudog_pop(struct sudog_queue *q)
{
    struct sudog *sg = q->first;

    if (!sg)
        return NULL;
    q->first = sg->next;
    if (sg->next)
        sg->next->prev = NULL;
    else
        q->last = NULL;
    sg->obj = NOBODY;
    return sg;
}

void sudog_remove(struct sudog_queue *q, struct sudog *sg)
{
    if (sg->obj == NOBODY)
        return;
    if (sg->prev)
        sg->prev->next = sg->next;
    else
        q->first = sg->next;
    if (sg->next)
        sg->next->prev = sg->prev;
    else
        q->last = sg->prev;
    sg->obj = NOBODY;
}
