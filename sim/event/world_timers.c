/* world_timers.c: the timers that are set: those of a Sleep with their goroutines, the others, of which any may be stopped, in an
 * array, and a hash says where. What is told of them is ordered by time, never by the array or the hash. */
#include <string.h>

#include "world_internal.h"

struct world_timers {
    struct world_timer *all;
    int32_t *next;     /* by place in `all`: the next one of the same hash, or NOBODY */
    int32_t *heads;    /* by hash */
    int32_t len, room; /* room of all three: a power of two, or 0 */
};

static struct world_timers *timers_of(const struct world *w)
{
    return w->timers;
}

static int32_t *head_of(const struct world_timers *ts, const struct world_timer *t)
{
    uint64_t h = (uint64_t)t->when ^ (uint64_t)(uint32_t)t->g << 40 ^
                 (uint64_t)(uint16_t)t->p << 8 ^ t->kind;

    return &ts->heads[(h * 0x9E3779B97F4A7C15u >> 32) & (uint64_t)(ts->room - 1)];
}

static void link_in(struct world_timers *ts, int32_t at)
{
    int32_t *head = head_of(ts, &ts->all[at]);

    ts->next[at] = *head;
    *head = at;
}

/* The pointer that leads to place `at`. */
static int32_t *link_to(struct world_timers *ts, int32_t at)
{
    int32_t *link = head_of(ts, &ts->all[at]);

    while (*link != at)
        link = &ts->next[*link];
    return link;
}

static void empty_heads(struct world_timers *ts)
{
    memset(ts->heads, 0xff, (size_t)ts->room * sizeof *ts->heads); /* all NOBODY */
}

static void grow(struct world_timers *ts)
{
    size_t room = ts->room ? 2 * (size_t)ts->room : 16;

    ts->all = mem_grow(ts->all, room, sizeof *ts->all);
    ts->next = mem_grow(ts->next, room, sizeof *ts->next);
    ts->heads = mem_grow(ts->heads, room, sizeof *ts->heads);
    ts->room = (int32_t)room;
    empty_heads(ts);
    for (int32_t i = 0; i < ts->len; i++)
        link_in(ts, i);
}

int world_timer_compare(const struct world_timer *a, const struct world_timer *b)
{
    if (a->when != b->when)
        return a->when < b->when ? -1 : 1;
    if (a->p != b->p)
        return a->p < b->p ? -1 : 1;
    if (a->g != b->g)
        return a->g < b->g ? -1 : 1;
    return (a->kind > b->kind) - (a->kind < b->kind);
}

static void count(struct world *w, int32_t p, int32_t n)
{
    struct world_p *pp = world_p_at(w, p);

    if (pp)
        pp->timers += n;
}

void world_timer_add(struct world *w, struct world_timer t)
{
    struct world_timers *ts = timers_of(w);

    if (!ts)
        ts = w->timers = mem_zalloc(1, sizeof *ts);
    if (ts->len == ts->room)
        grow(ts);
    ts->all[ts->len] = t;
    link_in(ts, ts->len++);
    count(w, t.p, 1);
}

static void drop_at(struct world *w, struct world_timers *ts, int32_t at)
{
    int32_t *link = link_to(ts, at), last = ts->len - 1;

    count(w, ts->all[at].p, -1);
    *link = ts->next[at];
    if (at != last) { /* the last one moves into the gap */
        link = link_to(ts, last);
        *link = at;
        ts->next[at] = ts->next[last];
        ts->all[at] = ts->all[last];
    }
    ts->len--;
}

bool world_timer_drop(struct world *w, struct world_timer t)
{
    struct world_timers *ts = timers_of(w);

    if (!ts || ts->len == 0)
        return false;
    for (int32_t at = *head_of(ts, &t); at != NOBODY; at = ts->next[at])
        if (world_timer_compare(&ts->all[at], &t) == 0) {
            drop_at(w, ts, at);
            return true;
        }
    return false;
}

/* ---- sleepers ---- */

void world_sleeps(struct world *w, struct world_g *g, vtime when, int32_t p)
{
    if (g->timer_p != NOBODY) {
        count(w, g->timer_p, -1);
        w->sleepers--;
    }
    g->timer_p = (int16_t)p;
    g->wakes = p == NOBODY ? 0 : when;
    if (p != NOBODY) {
        count(w, p, 1);
        w->sleepers++;
    }
}

struct leaving {
    struct world *w;
    int32_t p;
};

static void wake_if_left(void *arg, goid id, void *record)
{
    const struct leaving *l = arg;
    struct world_g *g = record;

    (void)id;
    if (g->timer_p == l->p)
        world_sleeps(l->w, g, 0, NOBODY);
}

/* ---- all of them ---- */

void world_timers_leave(struct world *w, int32_t p)
{
    struct world_timers *ts = timers_of(w);

    if (w->ps.at[p].timers == 0)
        return;
    for (int32_t i = ts ? ts->len : 0; i-- > 0;)
        if (ts->all[i].p == p)
            drop_at(w, ts, i);
    if (w->ps.at[p].timers)
        gtable_each(&w->gs, wake_if_left, &(struct leaving){w, p});
}

const struct world_timer *world_timers_all(const struct world *w, int32_t *n)
{
    const struct world_timers *ts = timers_of(w);

    *n = ts ? ts->len : 0;
    return ts ? ts->all : NULL;
}

void world_timers_clear(struct world *w)
{
    struct world_timers *ts = timers_of(w);

    if (!ts || ts->len == 0)
        return;
    ts->len = 0;
    empty_heads(ts);
}

size_t world_timers_bytes(const struct world *w)
{
    const struct world_timers *ts = timers_of(w);

    return ts ? (size_t)ts->room * (sizeof *ts->all + sizeof *ts->next + sizeof *ts->heads) : 0;
}

void world_timers_free(struct world *w)
{
    struct world_timers *ts = timers_of(w);

    if (ts) {
        free(ts->all);
        free(ts->next);
        free(ts->heads);
    }
    free(ts);
    w->timers = NULL;
}

int32_t world_timers(const struct world *w)
{
    const struct world_timers *ts = timers_of(w);

    return w->sleepers + (ts ? ts->len : 0);
}

/* The first ones so far, in order. */
struct first {
    struct world_timer *out;
    int32_t have, room;
};

static void consider(struct first *f, const struct world_timer *t)
{
    int32_t at;

    if (f->have == f->room && world_timer_compare(t, &f->out[f->room - 1]) >= 0)
        return;
    at = f->have < f->room ? f->have++ : f->room - 1;
    for (; at > 0 && world_timer_compare(t, &f->out[at - 1]) < 0; at--)
        f->out[at] = f->out[at - 1];
    f->out[at] = *t;
}

static void consider_sleeper(void *arg, goid id, void *record)
{
    const struct world_g *g = record;

    if (g->timer_p != NOBODY)
        consider(arg, &(struct world_timer){
                          .when = g->wakes, .g = id, .p = g->timer_p, .kind = TIMER_SLEEP});
}

int32_t world_timers_next(const struct world *w, struct world_timer *out, int32_t n)
{
    const struct world_timers *ts = timers_of(w);
    struct first f = {out, 0, n};

    if (n <= 0)
        return 0;
    for (int32_t i = 0; ts && i < ts->len; i++)
        consider(&f, &ts->all[i]);
    if (w->sleepers)
        gtable_each(&w->gs, consider_sleeper, &f);
    return f.have;
}
