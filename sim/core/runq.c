#include "runq.h"

/* ---- a queue without bound: a ring that grows ---- */

static void gqueue_grow(struct gqueue *q)
{
    size_t cap = q->cap ? 2 * q->cap : 256;
    struct g **at = mem_alloc(cap * sizeof(struct g *));

    for (size_t i = 0; i < q->len; i++)
        at[i] = q->at[(q->head + i) & (q->cap - 1)];
    free(q->at);
    q->at = at;
    q->cap = cap;
    q->head = 0;
}

void gqueue_push(struct gqueue *q, struct g *gp)
{
    if (q->len == q->cap)
        gqueue_grow(q);
    q->at[(q->head + q->len++) & (q->cap - 1)] = gp;
}

void gqueue_push_front(struct gqueue *q, struct g *gp)
{
    if (q->len == q->cap)
        gqueue_grow(q);
    q->head = (q->head - 1) & (q->cap - 1);
    q->at[q->head] = gp;
    q->len++;
}

struct g *gqueue_pop(struct gqueue *q)
{
    struct g *gp;

    if (q->len == 0)
        return NULL;
    gp = q->at[q->head];
    q->head = (q->head + 1) & (q->cap - 1);
    q->len--;
    /* The goroutine behind it runs soon: its line is fetched while this one runs. */
    if (q->len)
        __builtin_prefetch(q->at[q->head]);
    return gp;
}

/* ---- the global run queue ---- */

void globrunqput(struct sim *s, struct g *gp)
{
    gqueue_push(&s->runq, gp);
}

void globrunqputhead(struct sim *s, struct g *gp)
{
    gqueue_push_front(&s->runq, gp);
}

static void tell_globq_get(struct sim *s, struct p *pp, int64_t n)
{
    struct event *e = event_add(s, EV_GLOBQ_GET, NULL);

    e->a = n;
    e->b = pp->id;
    e->p = (int16_t)pp->id;
}

struct g *globrunqget(struct sim *s)
{
    return gqueue_pop(&s->runq);
}

struct g *globrunqgetbatch(struct sim *s, struct p *pp)
{
    size_t n = s->runq.len / (size_t)s->gomaxprocs + 1;
    struct g *first;

    if (s->runq.len == 0)
        return NULL;
    if (n > s->runq.len)
        n = s->runq.len;
    if (n > RUNQ_CAP / 2)
        n = RUNQ_CAP / 2;
    tell_globq_get(s, pp, (int64_t)n);
    first = gqueue_pop(&s->runq);
    for (size_t i = 1; i < n; i++)
        runqput(s, pp, gqueue_pop(&s->runq), false);
    return first;
}

/* ---- a P's queue ---- */

static void push(struct runq *q, struct g *gp)
{
    assert(runq_len(q) < RUNQ_CAP);
    q->ring[q->tail++ % RUNQ_CAP] = gp;
}

static struct g *take_oldest(struct runq *q)
{
    return q->ring[q->head++ % RUNQ_CAP];
}

/* The ring is full: its older half, and gp behind it, to the global queue in one batch. go: runqputslow */
static void runqputslow(struct sim *s, struct p *pp, struct g *gp)
{
    struct event *e = event_add(s, EV_RUNQ_OVERFLOW, NULL);

    e->g = gp->id;
    e->a = RUNQ_CAP / 2 + 1;
    e->b = pp->id;
    e->p = (int16_t)pp->id;
    for (int i = 0; i < RUNQ_CAP / 2; i++)
        globrunqput(s, take_oldest(&pp->runq));
    globrunqput(s, gp);
}

void runqput(struct sim *s, struct p *pp, struct g *gp, bool next)
{
    struct runq *q = &pp->runq;

    if (next) {
        struct g *old = q->runnext;

        q->runnext = gp;
        if (!old)
            return;
        gp = old; /* kicked out, to the tail of the ring */
    }
    if (runq_len(q) < RUNQ_CAP)
        push(q, gp);
    else
        runqputslow(s, pp, gp);
}

/* Those who run soon: their lines, and the frame of the next one, are on their way while this one runs. (Not inlined, gcc
 * takes a function that only fetches for one without effect, and leaves it out.) */
__attribute__((always_inline)) static inline void fetch_ahead(const struct runq *q)
{
    enum { AHEAD = 3 };
    uint32_t n = runq_len(q);

    if (n > AHEAD) {
        const char *g = (const char *)q->ring[(q->head + AHEAD) % RUNQ_CAP];

        __builtin_prefetch(g);
        __builtin_prefetch(g + 63);
        __builtin_prefetch(q->ring[(q->head + 1) % RUNQ_CAP]->frame);
    } else if (n) {
        __builtin_prefetch(q->ring[q->head % RUNQ_CAP]);
    }
}

struct g *runqget(struct p *pp, bool *fresh)
{
    struct runq *q = &pp->runq;
    struct g *gp = q->runnext;

    *fresh = !gp;
    if (gp) {
        q->runnext = NULL;
        return gp;
    }
    if (runq_len(q) == 0)
        return NULL;
    gp = take_oldest(q);
    fetch_ahead(q);
    return gp;
}

struct g *runqsteal(struct sim *s, struct p *pp, struct p *victim)
{
    uint32_t n = runq_len(&victim->runq);
    struct event *e;

    n -= n / 2; /* the larger half, so that a queue of one can be stolen */
    if (n == 0)
        return NULL;
    assert(runq_len(&pp->runq) + n - 1 <= RUNQ_CAP);
    e = event_add(s, EV_STEAL, NULL);
    e->p = (int16_t)pp->id;
    e->a = n;
    e->b = victim->id;
    for (uint32_t i = 1; i < n; i++)
        push(&pp->runq, take_oldest(&victim->runq));
    return take_oldest(&victim->runq);
}

void runqdrain(struct sim *s, struct p *pp)
{
    struct runq *q = &pp->runq;
    struct event *e;
    int64_t n = runq_len(q) + (q->runnext ? 1 : 0);

    if (n == 0)
        return;
    e = event_add(s, EV_GLOBQ_PUT, NULL);
    e->a = n;
    e->b = pp->id;
    while (runq_len(q))
        globrunqput(s, take_oldest(q));
    if (q->runnext)
        globrunqput(s, q->runnext);
    q->runnext = NULL;
}
