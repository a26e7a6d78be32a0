#include "waits.h"

#include <stdbool.h>
#include <stdlib.h>

/* A goroutine in a Lock, a Wait, or a select. */
struct waiting {
    vtime since;
    int32_t obj; /* NOBODY: a select, which waits for several */
    bool
        to_the_lock; /* a mutex: the wait ends when it is locked, not when the goroutine is readied */
};

void waits_init(struct waits *ws, const struct program *p)
{
    *ws = (struct waits){.program = p};
    ws->objects = mem_zalloc((size_t)p->nobjects + 1, sizeof *ws->objects);
    gtable_init(&ws->waiting, sizeof(struct waiting));
}

static bool is_object(const struct waits *ws, int64_t obj)
{
    return obj >= 0 && obj < ws->program->nobjects;
}

/* A lock is had by EV_SYNC; being readied is only a new chance. */
static bool is_lock(const struct waits *ws, int64_t obj)
{
    switch (ws->program->objects[obj].kind) {
    case OBJ_MUTEX:
    case OBJ_RWMUTEX:
        return true;
    case OBJ_WAITGROUP:
    case OBJ_ONCE:
    case OBJ_CHAN:
    case OBJ_NIL_CHAN:
    case OBJ_COND:
    case OBJ_SEMAPHORE:
    case OBJ_TICKER:
        return false;
    }
    return false;
}

static bool is_channel_wait(int64_t reason)
{
    return reason == WAIT_CHAN_SEND || reason == WAIT_CHAN_RECV || reason == WAIT_CHAN_SEND_NIL ||
           reason == WAIT_CHAN_RECV_NIL;
}

static void begin(struct waits *ws, const struct event *ev)
{
    const struct waiting *w = gtable_find(&ws->waiting, ev->g);
    bool select = ev->b == WAIT_SELECT, lock;

    if (!select && !is_object(ws, ev->a))
        return;
    lock = !select && is_lock(ws, ev->a);
    if (w && lock && w->obj == ev->a) /* woken in vain: it waits on */
        return;
    if (is_channel_wait(ev->b))
        ws->objects[ev->a].blocked++;
    *(struct waiting *)gtable_at(&ws->waiting, ev->g) =
        (struct waiting){ev->t, select ? NOBODY : (int32_t)ev->a, lock};
}

static void add_wait(struct wait_tally *o, vtime ns)
{
    o->total += ns;
    if (ns > o->max)
        o->max = ns;
}

static void end(struct waits *ws, goid g, vtime t)
{
    const struct waiting *w = gtable_find(&ws->waiting, g);

    if (w && w->obj != NOBODY)
        add_wait(&ws->objects[w->obj], t - w->since);
    gtable_drop(&ws->waiting, g);
}

static void readied(struct waits *ws, const struct event *ev)
{
    const struct waiting *w = gtable_find(&ws->waiting, ev->g);

    if (w && w->obj != NOBODY && !w->to_the_lock)
        end(ws, ev->g, ev->t);
}

static void synced(struct waits *ws, const struct event *ev)
{
    const struct waiting *w = gtable_find(&ws->waiting, ev->g);

    if (w && w->obj == ev->a && (ev->flag == SYNC_LOCK || ev->flag == SYNC_RLOCK))
        end(ws, ev->g, ev->t);
}

/* A channel operation is done. After a select that waited it tells which of its channels came. */
static void communicated(struct waits *ws, const struct event *ev)
{
    const struct waiting *w = gtable_find(&ws->waiting, ev->g);

    if (!is_object(ws, ev->a))
        return;
    if (ev->flag == CHAN_SEND)
        ws->objects[ev->a].sent++;
    if (!w || w->obj != NOBODY)
        return;
    if (ev->flag != CHAN_CLOSE)
        ws->objects[ev->a].blocked++;
    gtable_drop(&ws->waiting, ev->g);
}

void waits_event(struct waits *ws, const struct event *ev)
{
    switch (ev->kind) {
    case EV_GO_BLOCK:
        begin(ws, ev);
        break;
    case EV_GO_READY:
        readied(ws, ev);
        break;
    case EV_SYNC:
        synced(ws, ev);
        break;
    case EV_CHAN:
        communicated(ws, ev);
        break;
    case EV_GO_END:
        gtable_drop(&ws->waiting, ev->g);
        break;
    }
}

struct closing {
    struct waits *ws;
    vtime t;
};

static void close_one(void *arg, goid g, void *record)
{
    const struct closing *c = arg;
    const struct waiting *w = record;

    (void)g;
    if (w->obj != NOBODY)
        add_wait(&c->ws->objects[w->obj], c->t - w->since);
}

void waits_end(struct waits *ws, vtime t)
{
    gtable_each(&ws->waiting, close_one, &(struct closing){ws, t});
}

void waits_deinit(struct waits *ws)
{
    free(ws->objects);
    gtable_deinit(&ws->waiting);
}
