/* world_pack.c: a world as bytes. What is written and what is read stand side by side: pack_x, unpack_x. */
#include "world_pack.h"

#include <string.h>

#include "varint.h"
#include "world_internal.h"

enum { ROW_MAX = 16 * VARINT_MAX }; /* room for one goroutine, processor, thread or room */

static uint8_t *room_for_row(struct packed *out)
{
    VEC_RESERVE(out, ROW_MAX);
    return out->at + out->len;
}

static void row_ends(struct packed *out, const uint8_t *to)
{
    out->len = (size_t)(to - out->at);
}

static void put(struct packed *out, int64_t n)
{
    row_ends(out, varint_put_signed(room_for_row(out), n));
}

static int32_t get32(const uint8_t **at)
{
    return (int32_t)varint_get_signed(at);
}

/* ---- goroutines ---- */

/* What differs from the goroutine before; and whether it sleeps, on a timer of its own P or another. */
enum {
    DIFF_CREATOR = 1,
    DIFF_WAKER = 2,
    DIFF_FUNC = 4,
    DIFF_AT = 8,
    DIFF_P = 16,
    DIFF_STATE = 32,
    SLEEPS = 64,
    ON_OTHER_P = 128
};

static uint64_t state_bits(const struct world_g *g)
{
    return g->status | (uint64_t)g->reason << 4 | (uint64_t)g->cause << 10 |
           (uint64_t)g->locked << 14 | (uint64_t)g->asked << 15;
}

static void set_state_bits(struct world_g *g, uint64_t bits)
{
    g->status = bits & 15;
    g->reason = bits >> 4 & 63;
    g->cause = bits >> 10 & 15;
    g->locked = bits >> 14 & 1;
    g->asked = bits >> 15 & 1;
}

_Static_assert(WAIT_REASONS <= 64, "a wait reason has six bits");

/* A time as so many bytes as it needs, none for 0; how many stands elsewhere, so that reading it asks nothing. */
static unsigned bytes_for(int64_t n)
{
    uint64_t u = (uint64_t)n << 1 ^ (n < 0 ? UINT64_MAX : 0);

    return u ? (64 - (unsigned)__builtin_clzll(u) + 7) / 8 : 0;
}

static uint8_t *put_bytes(uint8_t *to, int64_t n, unsigned bytes)
{
    uint64_t u = (uint64_t)n << 1 ^ (n < 0 ? UINT64_MAX : 0);

    for (unsigned i = 0; i < bytes; i++)
        *to++ = (uint8_t)(u >> 8 * i);
    return to;
}

/* Eight bytes can be read anywhere in a frame: it ends in as many that say nothing. */
static inline int64_t get_bytes(const uint8_t **at, unsigned bytes)
{
    const uint8_t *b = *at;
    uint64_t u = (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 |
                 (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 |
                 (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;

    u &= bytes ? UINT64_MAX >> (64 - 8 * bytes) : 0;
    *at += bytes;
    return (int64_t)(u >> 1 ^ (u & 1 ? UINT64_MAX : 0));
}

static unsigned diff_of(const struct world_g *g, const struct world_g *b)
{
    unsigned diff = 0;

    diff |= g->creator != b->creator ? DIFF_CREATOR : 0;
    diff |= g->waker != b->waker ? DIFF_WAKER : 0;
    diff |= g->func != b->func ? DIFF_FUNC : 0;
    diff |= g->at != b->at ? DIFF_AT : 0;
    diff |= g->p != b->p ? DIFF_P : 0;
    diff |= state_bits(g) != state_bits(b) ? DIFF_STATE : 0;
    diff |= g->timer_p != NOBODY ? SLEEPS : 0;
    diff |= g->timer_p != NOBODY && g->timer_p != g->p ? ON_OTHER_P : 0;
    return diff;
}

/* Who it is, its place and its list are told by where it stands. `b` is the one before, and then this one. */
static void pack_g(struct packed *out, struct world_g *b, const struct world_g *g)
{
    uint8_t *to = room_for_row(out);
    unsigned diff = diff_of(g, b);
    int64_t since = varint_minus(g->since, b->since);
    int64_t sleep = diff & SLEEPS ? varint_minus(g->wakes, g->since) : 0;

    *to++ = (uint8_t)diff;
    *to++ = (uint8_t)(bytes_for(since) | bytes_for(sleep) << 4);
    to = put_bytes(to, since, bytes_for(since));
    to = put_bytes(to, sleep, bytes_for(sleep));
    if (diff & DIFF_CREATOR)
        to = varint_put_signed(to, (int64_t)g->creator - b->creator);
    if (diff & DIFF_WAKER)
        to = varint_put_signed(to, (int64_t)g->waker - b->waker);
    if (diff & DIFF_FUNC)
        to = varint_put_signed(to, g->func);
    if (diff & DIFF_AT)
        to = varint_put_signed(to, (int64_t)g->at - b->at);
    if (diff & DIFF_P)
        to = varint_put_signed(to, g->p);
    if (diff & DIFF_STATE)
        to = varint_put(to, state_bits(g));
    if (diff & ON_OTHER_P)
        to = varint_put_signed(to, g->timer_p);
    *b = *g;
    row_ends(out, to);
}

static inline void unpack_g(struct world *w, const uint8_t **at, struct world_g *b,
                            struct world_g *g)
{
    unsigned diff = *(*at)++, lengths = *(*at)++;
    int64_t sleep;

    b->since = varint_plus(b->since, get_bytes(at, lengths & 15));
    sleep = get_bytes(at, lengths >> 4);
    if (diff & DIFF_CREATOR)
        b->creator = (goid)(b->creator + varint_get_signed(at));
    if (diff & DIFF_WAKER)
        b->waker = (goid)(b->waker + varint_get_signed(at));
    if (diff & DIFF_FUNC)
        b->func = get32(at);
    if (diff & DIFF_AT)
        b->at = (int32_t)(b->at + varint_get_signed(at));
    if (diff & DIFF_P)
        b->p = (int16_t)varint_get_signed(at);
    if (diff & DIFF_STATE)
        set_state_bits(b, varint_get(at));
    *g = *b;
    g->m = NOBODY;
    g->timer_p = NOBODY;
    if (diff & SLEEPS)
        world_sleeps(w, g, varint_plus(g->since, sleep), diff & ON_OTHER_P ? get32(at) : g->p);
}

/* A list goes in batches: first who they are, then what they are, so that the records of a batch, which may lie anywhere, are all
 * asked for before the first is needed. */
enum { LIST_BATCH = 64 };

static int32_t batch_of(int32_t left)
{
    return left < LIST_BATCH ? left : LIST_BATCH;
}

static void pack_list(struct packed *out, const struct world *w, struct world_g *b,
                      const struct world_list *list)
{
    goid who = list->first, before = 0;

    put(out, list->len);
    for (int32_t left = list->len, n = batch_of(left); left > 0; left -= n, n = batch_of(left)) {
        goid what = who;

        for (int32_t i = 0; i < n; i++, before = who, who = world_at(w, who)->next)
            put(out, (int64_t)who - before);
        for (int32_t i = 0; i < n; i++, what = world_at(w, what)->next)
            pack_g(out, b, world_at(w, what));
    }
}

struct listed {
    goid id;
    struct world_g *g;
};

static void unpack_ids(struct world *w, const uint8_t **at, goid before, struct listed *out,
                       int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        before = (goid)(before + varint_get_signed(at));
        out[i] = (struct listed){before, gtable_claim(&w->gs, before)};
        __builtin_prefetch(out[i].g, 1);
    }
}

static void unpack_list(struct world *w, const uint8_t **at, struct world_g *b,
                        struct world_list *list, enum world_place place, int32_t room)
{
    struct listed who[1 + LIST_BATCH] = {{0, NULL}}; /* the last of the batch before is first */

    *list = (struct world_list){.len = get32(at)};
    for (int32_t left = list->len, n = batch_of(left); left > 0; left -= n, n = batch_of(left)) {
        unpack_ids(w, at, who[0].id, who + 1, n);
        for (int32_t i = 1; i <= n; i++) {
            struct world_g *g = who[i].g;

            unpack_g(w, at, b, g);
            g->place = (uint8_t)place;
            g->room = room;
            g->prev = who[i - 1].id;
            g->next = i < n ? who[i + 1].id : 0;
        }
        if (who[0].g)
            who[0].g->next = who[1].id;
        else
            list->first = who[1].id;
        who[0] = who[n];
    }
    list->last = who[0].id;
}

/* ---- those in no list: they run, are in a system call, are somebody's runnext or on their way ---- */

struct loose {
    struct packed *out;
    struct world_g *before;
};

static void pack_loose(struct packed *out, struct world_g *b, goid id, const struct world_g *g)
{
    put(out, id);
    put(out, g->place);
    put(out, g->m);
    pack_g(out, b, g);
}

static void pack_if_on_its_way(void *arg, goid id, void *record)
{
    const struct loose *l = arg;
    const struct world_g *g = record;

    if (g->m == NOBODY &&
        (g->place == AT_NOWHERE || g->place == AT_RUNNING || g->place == AT_SYSCALL))
        pack_loose(l->out, l->before, id, g);
}

/* Threads and processors know most of them, without a look at all goroutines. */
static void pack_all_loose(struct packed *out, const struct world *w, struct world_g *b, int64_t n)
{
    for (size_t i = 0; i < w->ps.len; i++)
        if (w->ps.at[i].runnext) {
            pack_loose(out, b, w->ps.at[i].runnext, world_at(w, w->ps.at[i].runnext));
            n--;
        }
    for (size_t i = 0; i < w->ms.len; i++)
        if (w->ms.at[i].g) {
            pack_loose(out, b, w->ms.at[i].g, world_at(w, w->ms.at[i].g));
            n--;
        }
    if (n > 0)
        gtable_each(&w->gs, pack_if_on_its_way, &(struct loose){out, b});
    put(out, 0);
}

static void unpack_all_loose(struct world *w, const uint8_t **at, struct world_g *b)
{
    for (goid id = get32(at); id != 0; id = get32(at)) {
        struct world_g *g = gtable_claim(&w->gs, id);
        enum world_place place = (enum world_place)get32(at);
        int32_t m = get32(at);

        unpack_g(w, at, b, g);
        g->place = (uint8_t)place;
        g->m = m;
        g->room = NOBODY;
        g->next = g->prev = 0;
    }
}

/* ---- threads and processors ---- */

static void pack_p(struct packed *out, const struct world *w, const struct world_p *p)
{
    uint8_t *to = room_for_row(out);

    *to++ = (uint8_t)(p->status | p->idle << 7);
    to = varint_put_signed(to, p->m);
    to = varint_put_signed(to, p->running);
    to = varint_put_signed(to, p->runnext);
    to = varint_put_signed(to, p->schedtick);
    to = varint_put_signed(to, p->syscalltick);
    to = varint_put_signed(to, varint_minus(w->now, p->slice));
    to = varint_put_signed(to, varint_minus(w->now, p->since));
    row_ends(out, to);
}

static void unpack_p(const struct world *w, const uint8_t **at, struct world_p *p)
{
    unsigned first = *(*at)++;

    *p = (struct world_p){.status = first & 0x7f, .idle = first >> 7};
    p->m = get32(at);
    p->running = get32(at);
    p->runnext = get32(at);
    p->schedtick = varint_get_signed(at);
    p->syscalltick = varint_get_signed(at);
    p->slice = varint_minus(w->now, varint_get_signed(at));
    p->since = varint_minus(w->now, varint_get_signed(at));
}

/* Of ten thousand threads most are parked, with nothing. */
static void pack_m(struct packed *out, const struct world *w, const struct world_m *m)
{
    uint8_t *to = room_for_row(out);
    bool has = m->p != NOBODY || m->core != NOBODY || m->g || m->locked;

    *to++ = (uint8_t)(m->state | m->role << 4 | has << 6 | m->spinning << 7);
    *to++ = m->parked;
    to = varint_put_signed(to, varint_minus(w->now, m->since));
    if (has) {
        to = varint_put_signed(to, m->p);
        to = varint_put_signed(to, m->core);
        to = varint_put_signed(to, m->g);
        to = varint_put_signed(to, m->locked);
    }
    row_ends(out, to);
}

static void unpack_m(const struct world *w, const uint8_t **at, struct world_m *m)
{
    unsigned first = *(*at)++;

    *m = (struct world_m){.p = NOBODY,
                          .core = NOBODY,
                          .state = first & 15,
                          .role = first >> 4 & 3,
                          .spinning = first >> 7};
    m->parked = *(*at)++;
    m->since = varint_minus(w->now, varint_get_signed(at));
    if (first >> 6 & 1) {
        m->p = get32(at);
        m->core = get32(at);
        m->g = get32(at);
        m->locked = get32(at);
    }
}

static void pack_machine(struct packed *out, const struct world *w)
{
    put(out, (int64_t)w->ps.len);
    for (size_t i = 0; i < w->ps.len; i++)
        pack_p(out, w, &w->ps.at[i]);
    put(out, (int64_t)w->ms.len);
    for (size_t i = 0; i < w->ms.len; i++)
        pack_m(out, w, &w->ms.at[i]);
}

static void unpack_machine(struct world *w, const uint8_t **at)
{
    size_t n = (size_t)varint_get_signed(at);

    for (w->ps.len = 0; w->ps.len < n;)
        unpack_p(w, at, VEC_PUSH(&w->ps));
    n = (size_t)varint_get_signed(at);
    for (w->ms.len = 0; w->ms.len < n;)
        unpack_m(w, at, VEC_PUSH(&w->ms));
}

/* ---- rooms, queues and all goroutines in them ---- */

static void pack_queues(struct packed *out, const struct world *w)
{
    struct world_g b = {0};
    int64_t left = w->ngs - w->global.len;

    put(out, (int64_t)w->rooms.len);
    for (size_t i = 0; i < w->rooms.len; i++) {
        const struct world_room *r = &w->rooms.at[i];

        put(out, r->kind);
        put(out, r->kind == ROOM_OTHER ? r->reason : r->object);
        put(out, r->buffered);
        pack_list(out, w, &b, &r->waiters);
        left -= r->waiters.len;
    }
    for (size_t i = 0; i < w->ps.len; i++) {
        pack_list(out, w, &b, &w->ps.at[i].ring);
        left -= w->ps.at[i].ring.len;
    }
    pack_list(out, w, &b, &w->global);
    pack_all_loose(out, w, &b, left);
}

static void unpack_queues(struct world *w, const uint8_t **at)
{
    struct world_g b = {0};
    int32_t rooms = get32(at);

    w->rooms.len = w->room_of.len = 0;
    for (int32_t i = 0; i < rooms; i++) {
        enum room_kind kind = (enum room_kind)get32(at);
        int32_t id = get32(at);
        int32_t room = world_room_at(w, kind, id);

        w->rooms.at[room].buffered = varint_get_signed(at);
        unpack_list(w, at, &b, &w->rooms.at[room].waiters, AT_ROOM, room);
    }
    for (size_t i = 0; i < w->ps.len; i++)
        unpack_list(w, at, &b, &w->ps.at[i].ring, AT_RING, NOBODY);
    unpack_list(w, at, &b, &w->global, AT_GLOBAL, NOBODY);
    unpack_all_loose(w, at, &b);
}

/* ---- timers ---- */

static void pack_timers(struct packed *out, const struct world *w)
{
    int32_t n;
    const struct world_timer *all = world_timers_all(w, &n);
    struct world_timer before = {0};

    put(out, n);
    for (int32_t i = 0; i < n; i++) {
        const struct world_timer *t = &all[i];
        bool other = t->p != before.p || t->kind != before.kind;
        int64_t g = (int64_t)t->g - before.g;
        uint8_t *to = room_for_row(out);

        to = varint_put_signed(to, 2 * g + other);
        to = varint_put_signed(to, varint_minus(t->when, before.when));
        if (other) {
            to = varint_put_signed(to, t->p);
            *to++ = t->kind;
        }
        before = *t;
        row_ends(out, to);
    }
}

static void unpack_timers(struct world *w, const uint8_t **at)
{
    struct world_timer t = {0};
    int32_t n = get32(at);

    world_timers_clear(w);
    for (int32_t i = 0; i < n; i++) {
        int64_t g = varint_get_signed(at);

        t.g = (goid)(t.g + (g - (g & 1)) / 2);
        t.when = varint_plus(t.when, varint_get_signed(at));
        if (g & 1) {
            t.p = (int16_t)varint_get_signed(at);
            t.kind = *(*at)++;
        }
        world_timer_add(w, t);
    }
}

/* ---- figures ---- */

/* Everything that is one number, in one order for both ways. X(a field, its type) */
#define FIGURES(X)                                                                                 \
    X(seq, int64_t)                                                                                \
    X(last.t, vtime)                                                                               \
    X(last.a, int64_t)                                                                             \
    X(last.b, int64_t)                                                                             \
    X(last.g, goid)                                                                                \
    X(last.m, int32_t)                                                                             \
    X(last.at, int32_t)                                                                            \
    X(last.p, int16_t)                                                                             \
    X(last.kind, uint8_t)                                                                          \
    X(last.flag, uint8_t)                                                                          \
    X(model, enum model)                                                                           \
    X(gomaxprocs, int32_t)                                                                         \
    X(cores, int32_t)                                                                              \
    X(threads, int32_t)                                                                            \
    X(idle_ms, int32_t)                                                                            \
    X(spinning_ms, int32_t)                                                                        \
    X(blocked_ms, int32_t)                                                                         \
    X(idle_ps, int32_t)                                                                            \
    X(ngs, int64_t)                                                                                \
    X(user_gs, int64_t)                                                                            \
    X(created_gs, int64_t)                                                                         \
    X(created_ms, int64_t)                                                                         \
    X(needspinning, bool)                                                                          \
    X(sysmon_looked, vtime)                                                                        \
    X(sysmon_sleeps, vtime)                                                                        \
    X(sysmon_retook, int64_t)                                                                      \
    X(sysmon_deep, bool)                                                                           \
    X(gc_cycle, int64_t)                                                                           \
    X(gc_runs, bool)                                                                               \
    X(stopped, bool)                                                                               \
    X(gcwaiting, bool)                                                                             \
    X(stopper, goid)                                                                               \
    X(stopped_since, vtime)                                                                        \
    X(stw, uint8_t)                                                                                \
    X(heap, int64_t)                                                                               \
    X(heap_goal, int64_t)                                                                          \
    X(ended, bool)                                                                                 \
    X(derived, bool)                                                                               \
    X(exit, int32_t)                                                                               \
    X(end, uint8_t)

static void pack_figures(struct packed *out, const struct world *w)
{
    put(out, w->now);
#define PUT(field, type) put(out, (int64_t)w->field);
    FIGURES(PUT)
#undef PUT
    for (int i = 0; i <= G_PREEMPTED; i++)
        put(out, w->statuses[i]);
}

static void unpack_figures(struct world *w, const uint8_t **at)
{
    w->now = varint_get_signed(at);
#define GET(field, type) w->field = (type)varint_get_signed(at);
    FIGURES(GET)
#undef GET
    for (int i = 0; i <= G_PREEMPTED; i++)
        w->statuses[i] = varint_get_signed(at);
}

/* ---- the whole ---- */

void world_pack(const struct world *w, struct packed *out)
{
    pack_figures(out, w);
    pack_machine(out, w);
    pack_queues(out, w);
    pack_timers(out, w);
    row_ends(out, put_bytes(room_for_row(out), 0, 8)); /* for get_bytes */
}

void world_unpack(struct world *w, const uint8_t *at)
{
    gtable_clear(&w->gs);
    w->sleepers = 0;
    unpack_figures(w, &at);
    unpack_machine(w, &at);
    unpack_queues(w, &at);
    unpack_timers(w, &at);
}

size_t world_pack_guess(const struct world *w)
{
    enum { OF_ALL = 256, OF_G = 8, OF_SLEEPER = 6, OF_M = 6, OF_P = 32, OF_ROOM = 6, OF_TIMER = 8 };
    size_t sleepers = (size_t)w->sleepers, timers = (size_t)world_timers(w) - sleepers;

    return OF_ALL + (size_t)w->ngs * OF_G + sleepers * OF_SLEEPER + w->ms.len * OF_M +
           w->ps.len * OF_P + w->rooms.len * OF_ROOM + timers * OF_TIMER;
}

size_t world_bytes(const struct world *w)
{
    return gtable_bytes(&w->gs) + world_timers_bytes(w) + w->ps.cap * sizeof *w->ps.at +
           w->ms.cap * sizeof *w->ms.at + w->rooms.cap * sizeof *w->rooms.at +
           w->room_of.cap * sizeof *w->room_of.at;
}
