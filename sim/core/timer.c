#include "timer.h"

#include "frame.h"
#include "netpoll.h"
#include "proc.h"
#include "value.h"

/* ---- the heap ---- */

/* The highest bit in which a time differs from `last` says which bucket it belongs to: all times of one come before all times of
 * the next. Bucket 0 holds those equal to `last`. */
static unsigned bucket_of(const struct timer_heap *h, vtime when)
{
    uint64_t differs = (uint64_t)when ^ (uint64_t)h->last;

    return differs ? 64 - (unsigned)__builtin_clzll(differs) : 0;
}

static void bucket_put(struct timer_heap *h, struct timer_slot item)
{
    unsigned n = bucket_of(h, item.when);
    struct timer_bucket *b = &h->buckets[n];

    if (b->slots.len == 0 || item.when < b->least)
        b->least = item.when;
    *VEC_PUSH(&b->slots) = item;
    h->used |= (uint64_t)1 << n;
}

/* Deals the slots of bucket n out again, seen from `last`, in their order: so equal times keep it. Those that are due soon will be
 * looked at soon: among a million each is a line that no cache holds. */
static void bucket_deal(struct timer_heap *h, unsigned n)
{
    enum { SOON = 32, KEEP = 1024 };
    struct timer_bucket *b = &h->buckets[n];
    struct timer_bucket old = *b;

    *b = (struct timer_bucket){0};
    h->used &= ~((uint64_t)1 << n);
    for (size_t i = 0; i < old.slots.len; i++) {
        if (old.slots.len <= SOON)
            __builtin_prefetch((void *)old.slots.at[i].what);
        bucket_put(h, old.slots.at[i]);
    }
    if (old.slots.cap > KEEP || b->slots.at) {
        free(old.slots.at);
    } else {
        b->slots.at = old.slots.at;
        b->slots.cap = old.slots.cap;
    }
}

/* Calls `each` with every slot there is; equal times in the order of setting. */
static void heap_each(const struct timer_heap *h, void (*each)(void *arg, struct timer_slot slot),
                      void *arg)
{
    for (unsigned n = 0; n < TIMER_BUCKETS; n++)
        for (size_t i = n == 0 ? h->taken : 0; i < h->buckets[n].slots.len; i++)
            each(arg, h->buckets[n].slots.at[i]);
}

static void heap_free(struct timer_heap *h)
{
    for (unsigned n = 0; n < TIMER_BUCKETS; n++)
        free(h->buckets[n].slots.at);
    *h = (struct timer_heap){0};
}

static void put_again(void *arg, struct timer_slot slot)
{
    bucket_put(arg, slot);
}

/* Makes `last` an earlier time. Only timers that were moved here can ask for it. */
static void heap_rebase(struct timer_heap *h, vtime last)
{
    struct timer_heap old = *h;

    *h = (struct timer_heap){.last = last, .len = old.len, .zombies = old.zombies};
    heap_each(&old, put_again, h);
    heap_free(&old);
}

static vtime heap_next(const struct timer_heap *h)
{
    return h->len ? h->buckets[__builtin_ctzll(h->used)].least : VTIME_MAX;
}

static void heap_push(struct timer_heap *h, struct timer_slot item)
{
    if (item.when < h->last)
        heap_rebase(h, item.when);
    bucket_put(h, item);
    h->len++;
    h->next = heap_next(h);
}

static struct timer_slot heap_pop(struct timer_heap *h)
{
    struct timer_bucket *now = &h->buckets[0];
    struct timer_slot top;

    if (!(h->used & 1)) {
        unsigned n = (unsigned)__builtin_ctzll(h->used);

        h->last = h->buckets[n].least;
        bucket_deal(h, n);
    }
    top = now->slots.at[h->taken++];
    if (h->taken == now->slots.len) {
        now->slots.len = h->taken = 0;
        h->used &= ~(uint64_t)1;
    }
    h->len--;
    h->next = heap_next(h);
    return top;
}

vtime timers_next_of_all(const struct sim *s, vtime least)
{
    for (int32_t i = 0; i < s->gomaxprocs; i++)
        if (timers_next(s->allp[i]) < least)
            least = timers_next(s->allp[i]);
    return least;
}

/* Whether the slot still stands for its timer, which may have been stopped, and set anew. */
static bool slot_is_set(struct timer_slot slot)
{
    const struct timer *t = slot_timer(slot);

    return !t || (t->armed && t->when == slot.when);
}

/* The timer of a slot that leaves its heap, stopped: it has no slot there any more. */
static void zombie_buried(struct timer_slot slot)
{
    struct timer *t = slot_timer(slot);

    if (!t->armed && t->when == slot.when)
        t->zombie = NOBODY;
}

static void keep_set(void *arg, struct timer_slot slot)
{
    if (slot_is_set(slot))
        heap_push(arg, slot);
    else
        zombie_buried(slot);
}

void timers_clean(struct p *pp)
{
    struct timer_heap old = pp->timers;

    pp->timers = (struct timer_heap){.last = old.last};
    heap_each(&old, keep_set, &pp->timers);
    heap_free(&old);
}

struct move {
    struct sim *s;
    struct p *to;
};

static void move_timer(void *arg, struct timer_slot slot)
{
    struct move *mv = arg;
    struct timer *t = slot_timer(slot);
    struct event *e;

    if (!slot_is_set(slot)) {
        zombie_buried(slot);
        return;
    }
    if (t)
        t->pp = mv->to->id;
    e = event_add(mv->s, EV_TIMER_SET, NULL);
    e->g = t ? (t->g ? t->g->id : 0) : slot_sleeper(slot)->id;
    e->a = slot.when;
    e->b = mv->to->id;
    e->flag = t ? t->kind : TIMER_SLEEP;
    heap_push(&mv->to->timers, slot);
}

void timers_move(struct sim *s, struct p *from, struct p *to)
{
    struct move mv = {s, to};

    heap_each(&from->timers, move_timer, &mv);
    heap_free(&from->timers);
}

/* ---- timers ---- */

struct timer *timer_new(struct sim *s, enum timer_kind kind)
{
    struct timer *t = s->timer_free;

    if (t)
        s->timer_free = t->link;
    else
        t = ARENA_NEW(&s->arena, struct timer);
    *t = (struct timer){
        .kind = (uint8_t)kind, .pp = NOBODY, .zombie = NOBODY, .obj = NOBODY, .op = NOBODY};
    return t;
}

void timer_free(struct sim *s, struct timer *t)
{
    t->link = s->timer_free;
    s->timer_free = t;
}

static void tell_timer(struct sim *s, struct m *mp, enum event_kind kind, const struct timer *t,
                       int64_t a)
{
    struct event *e = event_add(s, kind, mp);

    e->g = t->g ? t->g->id : 0;
    e->a = a;
    e->b = t->pp;
    e->flag = t->kind;
}

/* The same of a goroutine that sleeps on a timer of pp's. */
static void tell_sleep(struct sim *s, struct m *mp, enum event_kind kind, const struct g *gp,
                       const struct p *pp, int64_t a)
{
    struct event *e = event_add(s, kind, mp);

    e->g = gp->id;
    e->a = a;
    e->b = pp->id;
    e->flag = TIMER_SLEEP;
}

static void revive(struct sim *s, struct m *mp, struct timer *t)
{
    struct p *pp = s->allp[t->zombie];

    if (pp->timers.zombies > 0)
        pp->timers.zombies--;
    t->pp = pp->id;
    t->armed = true;
    t->zombie = NOBODY;
    tell_timer(s, mp, EV_TIMER_SET, t, t->when);
}

/* Puts a slot on the heap of mp's P. True if it is now the first one there. */
static bool set_slot(struct sim *s, struct m *mp, struct timer_slot slot)
{
    bool first = slot.when < timers_next(mp->p);

    netpoll_init(s);
    heap_push(&mp->p->timers, slot);
    return first;
}

void timer_add(struct sim *s, struct m *mp, struct timer *t, vtime when)
{
    struct p *pp = mp->p;
    bool first;

    assert(!t->armed);
    when = when < 0 ? VTIME_MAX : when;           /* overflow: never. go: when() */
    if (t->zombie != NOBODY && t->when == when) { /* its slot is still there. go: blockTimerChan */
        revive(s, mp, t);
        return;
    }
    t->when = when;
    t->zombie = NOBODY;
    t->pp = pp->id;
    t->armed = true;
    first = set_slot(s, mp, (struct timer_slot){t->when, (uintptr_t)t});
    tell_timer(s, mp, EV_TIMER_SET, t, t->when);
    if (first)
        wakenetpoller(s, mp, t->when);
}

void timer_stop(struct sim *s, struct timer *t)
{
    if (!t->armed)
        return;
    tell_timer(s, NULL, EV_TIMER_STOP, t, t->when);
    t->armed = false;
    t->zombie = t->pp;
    s->allp[t->pp]->timers.zombies++;
    t->pp = NOBODY;
}

/* The next time of a ticker that keeps its phase and drops what was missed. */
static vtime next_period(const struct timer *t, vtime now)
{
    return t->when + t->period * (1 + (now - t->when) / t->period);
}

/* Runs a timer whose slot has been taken off the heap. go: timer.unlockAndRun */
static void timer_run(struct sim *s, struct m *mp, struct timer *t)
{
    tell_timer(s, mp, EV_TIMER_FIRE, t, s->now - t->when);
    t->armed = false;
    t->pp = NOBODY;
    switch ((enum timer_kind)t->kind) {
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
    case TIMER_SLEEP:
    case TIMER_NET:
        break;
    }
}

static void sleeper_wakes(struct sim *s, struct m *mp, const struct p *pp, struct timer_slot slot)
{
    struct g *gp = slot_sleeper(slot);

    tell_sleep(s, mp, EV_TIMER_FIRE, gp, pp, s->now - slot.when);
    goready(s, mp, gp, BY_TIMER);
}

bool timers_run(struct sim *s, struct m *mp, struct p *pp)
{
    bool ran = false;

    while (timers_next(pp) <= s->now && !s->ended) {
        struct timer_slot slot = heap_pop(&pp->timers);

        if (!slot_is_set(slot)) { /* stopped meanwhile */
            if (pp->timers.zombies > 0)
                pp->timers.zombies--;
            zombie_buried(slot);
            continue;
        }
        if (slot_timer(slot))
            timer_run(s, mp, slot_timer(slot));
        else
            sleeper_wakes(s, mp, pp, slot);
        ran = true;
    }
    return ran;
}

static void let_go(void *arg, struct timer_slot slot)
{
    struct timer *t = slot_timer(slot);

    if (!t)
        return;
    if (slot_is_set(slot) && t->kind == TIMER_FUNC)
        frame_release(arg, t->frame);
    t->armed = false;
}

void timers_free(struct sim *s)
{
    for (int32_t i = 0; i < s->allp_len; i++) {
        heap_each(&s->allp[i]->timers, let_go, s);
        heap_free(&s->allp[i]->timers);
    }
}

/* ---- operations ---- */

enum { PHASE_SLEPT = 1 };

enum did sleep_until(struct sim *s, struct m *mp, vtime when)
{
    struct g *gp = mp->curg;
    bool first;

    gopark(s, mp, WAIT_SLEEP, NOBODY);
    /* Setting the timer takes so long that one of 1 ns is due when the scheduler looks at the timers. */
    m_owe(mp, mp->switch_ns);
    mp->switch_ns = 0;
    first = set_slot(s, mp, (struct timer_slot){when, (uintptr_t)gp | 1});
    tell_sleep(s, mp, EV_TIMER_SET, gp, mp->p, when);
    if (first)
        wakenetpoller(s, mp, when);
    return DID_OFF;
}

enum did op_sleep(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    vtime d;

    if (gp->phase == PHASE_SLEPT)
        return DID_NEXT;
    d = op->flags & OPF_UNTIL ? op->d.a - s->now : draw_op(s, op);
    if (d <= 0) {
        m_owe(mp, 2);
        return DID_NEXT;
    }
    gp->phase = PHASE_SLEPT;
    return sleep_until(s, mp, d > VTIME_MAX - s->now ? VTIME_MAX : s->now + d);
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
