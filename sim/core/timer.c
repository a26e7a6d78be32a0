#include "timer.h"

#include "frame.h"
#include "netpoll.h"
#include "proc.h"
#include "value.h"

enum { ARITY = 4 };

/* ---- the heap ---- */

static inline bool slot_before(const struct timer_slot *x, const struct timer_slot *y)
{
    return x->when != y->when ? x->when < y->when : x->t->slot < y->t->slot;
}

/* at[1], at[5], at[9] … begin a line of the cache each. */
static void heap_grow(struct timer_heap *h)
{
    size_t cap = h->cap ? 2 * h->cap : 16;
    char *memory = mem_alloc((cap + 8) * sizeof(struct timer_slot));
    size_t past = ((uintptr_t)memory + sizeof(struct timer_slot)) % 64;
    struct timer_slot *at = (struct timer_slot *)(void *)(memory + (64 - past) % 64);

    for (size_t i = 0; i < h->len; i++)
        at[i] = h->at[i];
    free(h->memory);
    h->memory = memory;
    h->at = at;
    h->cap = cap;
}

static void heap_push(struct timer_heap *h, struct timer_slot item)
{
    size_t i = h->len;

    if (h->len == h->cap)
        heap_grow(h);
    h->len++;
    while (i > 0 && slot_before(&item, &h->at[(i - 1) / ARITY])) {
        h->at[i] = h->at[(i - 1) / ARITY];
        i = (i - 1) / ARITY;
    }
    h->at[i] = item;
}

static size_t first_child(const struct timer_heap *h, size_t i)
{
    size_t from = i * ARITY + 1, first = from;

    for (size_t c = from + 1; c < from + ARITY && c < h->len; c++)
        if (slot_before(&h->at[c], &h->at[first]))
            first = c;
    return first;
}

/* The grandchildren of i, four lines of the cache, one of which is looked at when its parent has been chosen: fetched
 * meanwhile. */
static void fetch_grandchildren(const struct timer_heap *h, size_t i)
{
    size_t from = (i * ARITY + 1) * ARITY + 1;

    for (size_t k = 0; k < ARITY && from + k * ARITY < h->len; k++)
        __builtin_prefetch(&h->at[from + k * ARITY]);
}

static struct timer_slot heap_pop(struct timer_heap *h)
{
    struct timer_slot top = h->at[0];
    struct timer_slot item = h->at[--h->len];
    size_t i = 0;

    for (;;) {
        size_t c;

        fetch_grandchildren(h, i);
        c = first_child(h, i);

        if (c >= h->len || !slot_before(&h->at[c], &item))
            break;
        h->at[i] = h->at[c];
        i = c;
    }
    if (h->len)
        h->at[i] = item;
    return top;
}

vtime timers_next_of_all(const struct sim *s, vtime least)
{
    for (int32_t i = 0; i < s->gomaxprocs; i++)
        if (timers_next(s->allp[i]) < least)
            least = timers_next(s->allp[i]);
    return least;
}

void timers_move(struct sim *s, struct p *from, struct p *to)
{
    for (size_t i = 0; i < from->timers.len; i++) {
        struct timer_slot slot = from->timers.at[i];
        struct event *e = event_add(s, EV_TIMER_SET, NULL);

        slot.t->pp = to->id;
        e->a = slot.when;
        e->b = to->id;
        e->flag = slot.t->kind;
        heap_push(&to->timers, slot);
    }
    from->timers.len = 0;
}

/* ---- timers ---- */

struct timer *timer_new(struct sim *s, enum timer_kind kind)
{
    struct timer *t = s->timer_free;

    if (t)
        s->timer_free = t->link;
    else
        t = ARENA_NEW(&s->arena, struct timer);
    *t = (struct timer){.kind = (uint8_t)kind, .pp = NOBODY, .obj = NOBODY, .op = NOBODY};
    return t;
}

void timer_free(struct sim *s, struct timer *t)
{
    t->link = s->timer_free;
    s->timer_free = t;
}

static void tell_timer(struct sim *s, struct m *mp, enum event_kind kind, const struct timer *t, int64_t a)
{
    struct event *e = event_add(s, kind, mp);

    e->g = t->g ? t->g->id : 0;
    e->a = a;
    e->b = t->pp;
    e->flag = t->kind;
}

void timer_add(struct sim *s, struct m *mp, struct timer *t, vtime when)
{
    struct p *pp = mp->p;

    assert(!t->armed);
    netpoll_init(s);
    t->when = when < 0 ? VTIME_MAX : when; /* overflow: never. go: when() */
    t->pp = pp->id;
    t->armed = true;
    t->slot = ++s->timer_seq;
    heap_push(&pp->timers, (struct timer_slot){t->when, t});
    tell_timer(s, mp, EV_TIMER_SET, t, t->when);
    if (pp->timers.at[0].t == t)
        wakenetpoller(s, mp, t->when);
}

void timer_stop(struct sim *s, struct timer *t)
{
    if (!t->armed)
        return;
    tell_timer(s, NULL, EV_TIMER_STOP, t, 0);
    t->armed = false;
    t->pp = NOBODY;
}

/* The next time of a ticker that keeps its phase and drops what was missed. */
static vtime next_period(const struct timer *t, vtime now)
{
    return t->when + t->period * (1 + (now - t->when) / t->period);
}

/* Whether the slot still stands for its timer, which may have been stopped, and set anew. */
static bool slot_is_set(const struct timer_slot *slot)
{
    return slot->t->armed && slot->t->when == slot->when;
}

/* Runs a timer whose slot has been taken off the heap. go: timer.unlockAndRun */
static void timer_run(struct sim *s, struct m *mp, struct timer *t)
{
    struct g *gp = t->g;

    tell_timer(s, mp, EV_TIMER_FIRE, t, s->now - t->when);
    t->armed = false;
    t->pp = NOBODY;
    switch ((enum timer_kind)t->kind) {
    case TIMER_SLEEP:
        gp->timer = NULL;
        timer_free(s, t);
        goready(s, mp, gp, BY_TIMER);
        break;
    case TIMER_FUNC: {
        struct g *child = newproc(s, mp, s->prog->ops[t->op].obj, t->frame);

        child->loop_outer = t->loop;
        timer_free(s, t);
        break;
    }
    case TIMER_CHAN:
        select_timer_fire(s, mp, t);
        break;
    case TIMER_TICK: {
        struct object_state *c = &s->objects[t->obj];

        t->when = next_period(t, s->now);
        chan_timer_send(s, mp, c);
        if (s->model < GO1_23 || c->blocked > 0)
            timer_add(s, mp, t, t->when);
        break;
    }
    case TIMER_NET:
        break;
    }
}

/* Of the timers that are due next, what will be looked at: of the first one its goroutine, of those that can follow it the
 * timers themselves. Among a million each is a line that no cache holds. */
static void fetch_next(const struct timer_heap *h)
{
    if (h->len)
        __builtin_prefetch(h->at[0].t->g);
    for (size_t i = 1; i <= ARITY && i < h->len; i++)
        __builtin_prefetch(h->at[i].t);
}

bool timers_run(struct sim *s, struct m *mp, struct p *pp)
{
    bool ran = false;

    while (timers_next(pp) <= s->now && !s->ended) {
        struct timer_slot slot = heap_pop(&pp->timers);

        fetch_next(&pp->timers);
        if (!slot_is_set(&slot))
            continue; /* stopped meanwhile */
        timer_run(s, mp, slot.t);
        ran = true;
    }
    return ran;
}

void timers_free(struct sim *s)
{
    for (int32_t i = 0; i < s->allp_len; i++)
        for (size_t k = 0; k < s->allp[i]->timers.len; k++) {
            struct timer_slot slot = s->allp[i]->timers.at[k];

            if (slot_is_set(&slot) && slot.t->kind == TIMER_FUNC)
                frame_release(s, slot.t->frame);
            slot.t->armed = false;
        }
}

/* ---- operations ---- */

enum { PHASE_SLEPT = 1 };

enum did op_sleep(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    vtime d, when;
    struct timer *t;

    if (gp->phase == PHASE_SLEPT)
        return DID_NEXT;
    d = op->flags & OPF_UNTIL ? op->d.a - s->now : draw_op(s, op);
    if (d <= 0) {
        m_owe(mp, 2);
        return DID_NEXT;
    }
    when = d > VTIME_MAX - s->now ? VTIME_MAX : s->now + d;
    gp->phase = PHASE_SLEPT;
    t = timer_new(s, TIMER_SLEEP);
    t->g = gp;
    gp->timer = t;
    gopark(s, mp, WAIT_SLEEP, NOBODY);
    timer_add(s, mp, t, when);
    return DID_OFF;
}

enum did op_afterfunc(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct timer *t = timer_new(s, TIMER_FUNC);

    t->op = gp->pc;
    t->frame = frame_new(s, op->obj, gp->frame);
    value_pass(s, gp->frame, t->frame);
    t->loop = loop_counter(s, gp, op);
    timer_add(s, mp, t, s->now + draw_op(s, op));
    return DID_NEXT;
}
