/* world_list.c: who is where: lists that run through the goroutines' own records, and the way from one place to another. */
#include <string.h>

#include "world_internal.h"

/* go: the ring of a P */
enum { RING = 256 };

/* ---- lists ---- */

static void push(struct world *w, struct world_list *list, goid id, struct world_g *g)
{
    struct world_g *last = world_at(w, list->last);

    g->next = 0;
    g->prev = list->last;
    if (last)
        last->next = id;
    else
        list->first = id;
    list->last = id;
    list->len++;
}

static void push_front(struct world *w, struct world_list *list, goid id, struct world_g *g)
{
    struct world_g *first = world_at(w, list->first);

    g->prev = 0;
    g->next = list->first;
    if (first)
        first->prev = id;
    else
        list->last = id;
    list->first = id;
    list->len++;
}

static void unlink_from(struct world *w, struct world_list *list, struct world_g *g)
{
    if (g->prev)
        world_at(w, g->prev)->next = g->next;
    else
        list->first = g->next;
    if (g->next)
        world_at(w, g->next)->prev = g->prev;
    else
        list->last = g->prev;
    g->next = g->prev = 0;
    list->len--;
}

int32_t world_list_get(const struct world *w, const struct world_list *list, goid *out, int32_t n)
{
    int32_t put = 0;

    for (goid id = list->first; id && put < n; id = world_at(w, id)->next)
        out[put++] = id;
    return put;
}

/* ---- records ---- */

struct world_p *world_p_new(struct world *w, int64_t n)
{
    if (n < 0)
        return NULL;
    while ((int64_t)w->ps.len <= n)
        *VEC_PUSH(&w->ps) = (struct world_p){.m = NOBODY, .status = P_DEAD, .since = w->now};
    return &w->ps.at[n];
}

struct world_m *world_m_new(struct world *w, int64_t n)
{
    if (n < 0)
        return NULL;
    while ((int64_t)w->ms.len <= n)
        *VEC_PUSH(&w->ms) = (struct world_m){.p = NOBODY, .core = NOBODY};
    if (w->derived && w->ms.at[n].state == M_UNBORN) /* no event of a trace makes a thread */
        world_m_born(w, n, M_PLAIN);
    return &w->ms.at[n];
}

/* ---- rooms ---- */

/* The first slots of room_of are for those that have no object. */
enum { SLOT_SLEEP, SLOT_NET, SLOT_RUNNABLE, SLOT_OTHER, SLOT_OBJECT = SLOT_OTHER + WAIT_REASONS };

static int64_t slot_of(enum room_kind kind, int32_t id)
{
    switch (kind) {
    case ROOM_OBJECT:
        return (int64_t)SLOT_OBJECT + id;
    case ROOM_SLEEP:
        return SLOT_SLEEP;
    case ROOM_NET:
        return SLOT_NET;
    case ROOM_RUNNABLE:
        return SLOT_RUNNABLE;
    case ROOM_OTHER:
        return (int64_t)SLOT_OTHER + id;
    }
    return SLOT_OTHER;
}

const struct world_room *world_room(const struct world *w, enum room_kind kind, int32_t id)
{
    int64_t slot = slot_of(kind, id);

    if (id < 0 && (kind == ROOM_OBJECT || kind == ROOM_OTHER))
        return NULL;
    if (slot >= (int64_t)w->room_of.len || w->room_of.at[slot] == 0)
        return NULL;
    return &w->rooms.at[w->room_of.at[slot] - 1];
}

int32_t world_room_at(struct world *w, enum room_kind kind, int32_t id)
{
    int64_t slot = slot_of(kind, id);

    while ((int64_t)w->room_of.len <= slot)
        *VEC_PUSH(&w->room_of) = 0;
    if (w->room_of.at[slot] == 0) {
        *VEC_PUSH(&w->rooms) = (struct world_room){.kind = (uint8_t)kind,
                                                   .reason = kind == ROOM_OTHER ? (uint8_t)id : 0,
                                                   .object = kind == ROOM_OBJECT ? id : NOBODY};
        w->room_of.at[slot] = (int32_t)w->rooms.len;
    }
    return w->room_of.at[slot] - 1;
}

int32_t world_room_for(struct world *w, int64_t reason, int64_t object)
{
    if (object >= 0)
        return world_room_at(w, ROOM_OBJECT, (int32_t)object);
    if (reason == WAIT_SLEEP)
        return world_room_at(w, ROOM_SLEEP, 0);
    if (reason == WAIT_IO)
        return world_room_at(w, ROOM_NET, 0);
    return world_room_at(w, ROOM_OTHER, (int32_t)reason);
}

void world_wait(struct world *w, goid id, struct world_g *g, int32_t room)
{
    g->place = AT_ROOM;
    g->room = room;
    push(w, &w->rooms.at[room].waiters, id, g);
}

/* ---- from place to place ---- */

/* Neither its thread nor its processor has it any more. */
static void let_go(struct world *w, goid id, struct world_g *g)
{
    struct world_p *p = world_p_at(w, g->p);
    struct world_m *m = world_m_at(w, g->m);

    if (p && p->running == id)
        p->running = 0;
    if (m && m->g == id) {
        m->g = 0;
        world_m_look(w, m);
    }
    g->m = NOBODY;
}

void world_leave(struct world *w, goid id, struct world_g *g)
{
    enum world_place place = (enum world_place)g->place;

    g->place = AT_NOWHERE;
    switch (place) {
    case AT_NOWHERE:
        break;
    case AT_RUNNING:
    case AT_SYSCALL:
        let_go(w, id, g);
        break;
    case AT_RUNNEXT:
        w->ps.at[g->p].runnext = 0;
        break;
    case AT_RING:
        unlink_from(w, &w->ps.at[g->p].ring, g);
        break;
    case AT_GLOBAL:
        unlink_from(w, &w->global, g);
        break;
    case AT_ROOM:
        unlink_from(w, &w->rooms.at[g->room].waiters, g);
        g->room = NOBODY;
        break;
    }
}

/* A goroutine to the tail of P's ring. One that does not fit waits for the EV_RUNQ_OVERFLOW, which names it. */
void world_put_ring(struct world *w, int32_t p, goid id, struct world_g *g)
{
    struct world_p *pp = world_p_at(w, p);

    g->p = (int16_t)p;
    if (!pp || pp->ring.len == RING)
        return;
    g->place = AT_RING;
    push(w, &pp->ring, id, g);
}

void world_put_global(struct world *w, goid id, struct world_g *g, bool head)
{
    g->place = AT_GLOBAL;
    if (head)
        push_front(w, &w->global, id, g);
    else
        push(w, &w->global, id, g);
}

static void put_next(struct world *w, int32_t p, goid id, struct world_g *g)
{
    struct world_p *pp = world_p_at(w, p);
    goid kicked = pp->runnext;
    struct world_g *old = world_at(w, kicked);

    pp->runnext = id;
    g->place = AT_RUNNEXT;
    g->p = (int16_t)p;
    if (old) {
        old->place = AT_NOWHERE;
        world_put_ring(w, p, kicked, old);
    }
}

void world_put(struct world *w, goid id, struct world_g *g, enum to to, int32_t p)
{
    if (w->derived)
        to = TO_UNKNOWN;
    switch (to) {
    case TO_RUNNEXT:
        if (p >= 0)
            put_next(w, p, id, g);
        break;
    case TO_RING:
        world_put_ring(w, p, id, g);
        break;
    case TO_GLOBAL:
        world_put_global(w, id, g, false);
        break;
    case TO_NOWHERE:
        break;
    case TO_UNKNOWN:
        world_wait(w, id, g, world_room_at(w, ROOM_RUNNABLE, 0));
        break;
    }
}

goid world_take(struct world *w, const struct world_list *list, bool back)
{
    goid id = back ? list->last : list->first;

    if (id)
        world_leave(w, id, world_at(w, id));
    return id;
}
