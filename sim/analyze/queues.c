#include "queues.h"

#include <stdbool.h>
#include <stdlib.h>

/* ---- a queue ------------------------------------------------------------------------------------------------------ */

static void make_room(struct queue *q)
{
    size_t room = q->room ? 2 * q->room : 64;
    goid *at;

    if (q->len < q->room)
        return;
    at = mem_alloc(room * sizeof *at);
    for (size_t i = 0; i < q->len; i++)
        at[i] = q->at[(q->head + i) & (q->room - 1)];
    free(q->at);
    *q = (struct queue){.at = at, .len = q->len, .room = room};
}

static void push(struct queue *q, goid g)
{
    make_room(q);
    q->at[(q->head + q->len++) & (q->room - 1)] = g;
}

static void push_front(struct queue *q, goid g)
{
    make_room(q);
    q->head = (q->head - 1) & (q->room - 1);
    q->at[q->head] = g;
    q->len++;
}

static goid first(const struct queue *q)
{
    return q->len ? q->at[q->head] : 0;
}

/* The oldest, or 0 of an empty queue. */
static goid pop(struct queue *q)
{
    goid g = first(q);

    if (q->len) {
        q->head = (q->head + 1) & (q->room - 1);
        q->len--;
    }
    return g;
}

static goid pop_back(struct queue *q)
{
    return q->len ? q->at[(q->head + --q->len) & (q->room - 1)] : 0;
}

/* ---- the queues --------------------------------------------------------------------------------------------------- */

static struct queues_p *p_of(struct queues *q, int64_t p)
{
    while ((int64_t)q->ps.len <= p)
        *VEC_PUSH(&q->ps) = (struct queues_p){0};
    return &q->ps.at[p];
}

/* go: the ring of a P */
enum { RING = 256 };

/* A goroutine to the tail of P's ring. One that does not fit waits for the EV_RUNQ_OVERFLOW, which names it. */
static void put_ring(struct queues *q, struct queues_p *p, goid g)
{
    if (p->ring.len == RING)
        return;
    push(&p->ring, g);
    if (p->ring.len > q->ring_max)
        q->ring_max = p->ring.len;
}

static void put_global(struct queues *q, goid g)
{
    push(&q->global, g);
    if (q->global.len > q->global_max)
        q->global_max = q->global.len;
}

static void put_next(struct queues *q, struct queues_p *p, goid g)
{
    goid kicked = p->runnext;

    p->runnext = g;
    if (kicked)
        put_ring(q, p, kicked);
}

static void put(struct queues *q, const struct event *ev, goid g, enum to to)
{
    if (to == TO_GLOBAL)
        put_global(q, g);
    else if (to == TO_RING && ev->p >= 0)
        put_ring(q, p_of(q, ev->p), g);
    else if (to == TO_RUNNEXT && ev->p >= 0)
        put_next(q, p_of(q, ev->p), g);
}

/* g leaves the queues of P: its runnext, or the head of its ring; or it has left them already, in a batch. */
static void take(struct queues *q, int64_t p, goid g)
{
    struct queues_p *pp;

    if (p < 0)
        return;
    pp = p_of(q, p);
    if (pp->runnext == g)
        pp->runnext = 0;
    else if (first(&pp->ring) == g)
        pop(&pp->ring);
}

static void park_locked(struct queues *q, const struct event *ev)
{
    if (ev->flag != PARK_LOCKED || ev->m < 0)
        return;
    while (q->locked.len <= (size_t)ev->m)
        *VEC_PUSH(&q->locked) = 0;
    q->locked.at[ev->m] = ev->g;
}

/* Who takes a locked goroutine out of its queue wakes its thread, with the P; it starts only when that thread is awake. */
static void wake_locked(struct queues *q, const struct event *ev)
{
    if (ev->flag == PARK_LOCKED && (size_t)ev->a < q->locked.len)
        take(q, ev->b, q->locked.at[ev->a]);
}

static void overflow(struct queues *q, const struct event *ev)
{
    struct queues_p *p = p_of(q, ev->b);

    for (int64_t i = 1; i < ev->a; i++)
        put_global(q, pop(&p->ring));
    put_global(q, ev->g);
}

static void get_global(struct queues *q, const struct event *ev)
{
    pop(&q->global);
    for (int64_t i = 1; i < ev->a; i++)
        put_ring(q, p_of(q, ev->b), pop(&q->global));
}

static void put_all_global(struct queues *q, const struct event *ev)
{
    struct queues_p *p = p_of(q, ev->b);

    for (int64_t i = 0; i < ev->a; i++) {
        bool ring = p->ring.len > 0;
        goid g = !ring ? p->runnext : ev->flag ? pop_back(&p->ring) : pop(&p->ring);

        if (!ring)
            p->runnext = 0;
        if (ev->flag)
            push_front(&q->global, g);
        else
            push(&q->global, g);
    }
    if (q->global.len > q->global_max)
        q->global_max = q->global.len;
}

static void steal(struct queues *q, const struct event *ev)
{
    int64_t last = ev->p > ev->b ? ev->p : ev->b;
    struct queues_p *thief, *victim;

    p_of(q, last); /* so that both stay where they are */
    victim = p_of(q, ev->b);
    if (ev->flag) {
        victim->runnext = 0;
        return;
    }
    thief = ev->p >= 0 ? p_of(q, ev->p) : NULL;
    for (int64_t i = 1; i < ev->a; i++) {
        goid g = pop(&victim->ring);

        if (thief)
            put_ring(q, thief, g);
    }
    pop(&victim->ring);
}

void queues_event(struct queues *q, const struct event *ev)
{
    switch (ev->kind) {
    case EV_GO_CREATE:
        if (ev->flag == 0 && ev->p >= 0)
            put_next(q, p_of(q, ev->p), (goid)ev->a);
        break;
    case EV_GO_READY:
    case EV_GO_STOP:
        put(q, ev, ev->g, ev->flag);
        break;
    case EV_SYSCALL_RET:
        if (ev->flag)
            put(q, ev, ev->g, (enum to)ev->b);
        break;
    case EV_GO_START:
        take(q, ev->p, ev->g);
        break;
    case EV_M_PARK:
        park_locked(q, ev);
        break;
    case EV_M_WAKE:
        wake_locked(q, ev);
        break;
    case EV_RUNQ_OVERFLOW:
        overflow(q, ev);
        break;
    case EV_GLOBQ_GET:
        get_global(q, ev);
        break;
    case EV_GLOBQ_PUT:
        put_all_global(q, ev);
        break;
    case EV_STEAL:
        steal(q, ev);
        break;
    }
}

size_t queues_ring(const struct queues *q, int32_t p)
{
    return p >= 0 && (size_t)p < q->ps.len ? q->ps.at[p].ring.len : 0;
}

void queues_deinit(struct queues *q)
{
    for (size_t i = 0; i < q->ps.len; i++)
        free(q->ps.at[i].ring.at);
    free(q->ps.at);
    free(q->locked.at);
    free(q->global.at);
    *q = (struct queues){0};
}
