/* world_timers.c: the timers that are set. Any of them may be stopped, so they stand in an array and a hash says where. What is
 * told of them is ordered by time, never by the array or the hash. */
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

void world_timers_leave(struct world *w, int32_t p)
{
    struct world_timers *ts = timers_of(w);

    for (int32_t i = ts ? ts->len : 0; i-- > 0;)
        if (ts->all[i].p == p)
            drop_at(w, ts, i);
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

    return ts ? ts->len : 0;
}

int32_t world_timers_next(const struct world *w, struct world_timer *out, int32_t n)
{
    const struct world_timers *ts = timers_of(w);
    int32_t have = 0;

    for (int32_t i = 0; ts && i < ts->len; i++) {
        const struct world_timer *t = &ts->all[i];
        int32_t at;

        if (n <= 0 || (have == n && world_timer_compare(t, &out[n - 1]) >= 0))
            continue;
        at = have < n ? have++ : n - 1;
        for (; at > 0 && world_timer_compare(t, &out[at - 1]) < 0; at--)
            out[at] = out[at - 1];
        out[at] = *t;
    }
    return have;
}
