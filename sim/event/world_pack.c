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

/* What differs from the goroutine before. */
enum {
    DIFF_CREATOR = 1,
    DIFF_WAKER = 2,
    DIFF_FUNC = 4,
    DIFF_AT = 8,
    DIFF_PM = 16,
    DIFF_STATE = 32
};

struct before {
    goid id;
    struct world_g g;
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

/* Its place and its list are told by where it stands. */
static void pack_g(struct packed *out, struct before *b, goid id, const struct world_g *g)
{
    uint8_t *to = room_for_row(out);
    unsigned diff = 0;

    diff |= g->creator != b->g.creator ? DIFF_CREATOR : 0;
    diff |= g->waker != b->g.waker ? DIFF_WAKER : 0;
    diff |= g->func != b->g.func ? DIFF_FUNC : 0;
    diff |= g->at != b->g.at ? DIFF_AT : 0;
    diff |= g->p != b->g.p || g->m != b->g.m ? DIFF_PM : 0;
    diff |= state_bits(g) != state_bits(&b->g) ? DIFF_STATE : 0;
    *to++ = (uint8_t)diff;
    to = varint_put_signed(to, (int64_t)id - b->id);
    to = varint_put_signed(to, varint_minus(g->since, b->g.since));
    if (diff & DIFF_CREATOR)
        to = varint_put_signed(to, (int64_t)g->creator - b->g.creator);
    if (diff & DIFF_WAKER)
        to = varint_put_signed(to, (int64_t)g->waker - b->g.waker);
    if (diff & DIFF_FUNC)
        to = varint_put_signed(to, g->func);
    if (diff & DIFF_AT)
        to = varint_put_signed(to, (int64_t)g->at - b->g.at);
    if (diff & DIFF_PM) {
        to = varint_put_signed(to, g->p);
        to = varint_put_signed(to, g->m);
    }
    if (diff & DIFF_STATE)
        to = varint_put(to, state_bits(g));
    *b = (struct before){id, *g};
    row_ends(out, to);
}

static struct world_g *unpack_g(struct world *w, const uint8_t **at, struct before *b)
{
    unsigned diff = *(*at)++;
    struct world_g *g;

    b->id = (goid)(b->id + varint_get_signed(at));
    b->g.since = varint_plus(b->g.since, varint_get_signed(at));
    if (diff & DIFF_CREATOR)
        b->g.creator = (goid)(b->g.creator + varint_get_signed(at));
    if (diff & DIFF_WAKER)
        b->g.waker = (goid)(b->g.waker + varint_get_signed(at));
    if (diff & DIFF_FUNC)
        b->g.func = get32(at);
    if (diff & DIFF_AT)
        b->g.at = (int32_t)(b->g.at + varint_get_signed(at));
    if (diff & DIFF_PM) {
        b->g.p = (int16_t)varint_get_signed(at);
        b->g.m = get32(at);
    }
    if (diff & DIFF_STATE)
        set_state_bits(&b->g, varint_get(at));
    g = gtable_at(&w->gs, b->id);
    *g = b->g;
    return g;
}

static void pack_list(struct packed *out, const struct world *w, struct before *b,
                      const struct world_list *list)
{
    put(out, list->len);
    for (goid id = list->first; id;) {
        const struct world_g *g = world_at(w, id);

        pack_g(out, b, id, g);
        id = g->next;
    }
}

static void unpack_list(struct world *w, const uint8_t **at, struct before *b,
                        struct world_list *list, enum world_place place, int32_t room)
{
    struct world_g *last = NULL;

    *list = (struct world_list){.len = get32(at)};
    for (int32_t i = 0; i < list->len; i++) {
        struct world_g *g = unpack_g(w, at, b);

        g->place = (uint8_t)place;
        g->room = room;
        g->prev = list->last;
        g->next = 0;
        if (last)
            last->next = b->id;
        else
            list->first = b->id;
        list->last = b->id;
        last = g;
    }
}

/* ---- those in no list: they run, are in a system call, are somebody's runnext or on their way ---- */

struct loose {
    struct packed *out;
    struct before *before;
};

static bool is_loose(const struct world_g *g)
{
    return g->place == AT_NOWHERE || g->place == AT_RUNNING || g->place == AT_SYSCALL ||
           g->place == AT_RUNNEXT;
}

static void pack_loose(struct packed *out, struct before *b, goid id, const struct world_g *g)
{
    put(out, 1 + g->place);
    pack_g(out, b, id, g);
}

static void pack_if_on_its_way(void *arg, goid id, void *record)
{
    const struct loose *l = arg;
    const struct world_g *g = record;

    if (is_loose(g) && g->m == NOBODY && g->place != AT_RUNNEXT)
        pack_loose(l->out, l->before, id, g);
}

/* Threads and processors know most of them, without a look at all goroutines. */
static void pack_all_loose(struct packed *out, const struct world *w, struct before *b, int64_t n)
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

static void unpack_all_loose(struct world *w, const uint8_t **at, struct before *b)
{
    for (int32_t place = get32(at); place != 0; place = get32(at)) {
        struct world_g *g = unpack_g(w, at, b);

        g->place = (uint8_t)(place - 1);
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
    struct before b = {0};
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
    struct before b = {0};
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
}

void world_unpack(struct world *w, const uint8_t *at)
{
    gtable_clear(&w->gs);
    unpack_figures(w, &at);
    unpack_machine(w, &at);
    unpack_queues(w, &at);
    unpack_timers(w, &at);
}

size_t world_pack_guess(const struct world *w)
{
    enum { FIGURES_BYTES = 128, OF_G = 6, OF_M = 6, OF_P = 32, OF_ROOM = 6, OF_TIMER = 6 };

    return FIGURES_BYTES + (size_t)w->ngs * OF_G + w->ms.len * OF_M + w->ps.len * OF_P +
           w->rooms.len * OF_ROOM + (size_t)world_timers(w) * OF_TIMER;
}

size_t world_bytes(const struct world *w)
{
    return gtable_bytes(&w->gs) + world_timers_bytes(w) + w->ps.cap * sizeof *w->ps.at +
           w->ms.cap * sizeof *w->ms.at + w->rooms.cap * sizeof *w->rooms.at +
           w->room_of.cap * sizeof *w->room_of.at;
}
