/* world_fold_queues.c: goroutines that go from queue to queue in a row. */
#include "world_internal.h"

void fold_runq_overflow(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_p *p = world_p_at(w, ev->b);

    for (int64_t i = 1; p && i < ev->a; i++) {
        goid id = world_take(w, &p->ring, false);

        if (!id)
            break;
        world_put_global(w, id, world_at(w, id), false);
    }
    if (!g)
        return;
    world_leave(w, ev->g, g);
    world_put_global(w, ev->g, g, false);
}

/* The first one is run: an EV_GO_START says where it goes. */
void fold_globq_get(struct world *w, const struct event *ev, struct world_g *g)
{
    (void)g;
    world_take(w, &w->global, false);
    for (int64_t i = 1; i < ev->a; i++) {
        goid id = world_take(w, &w->global, false);

        if (!id)
            break;
        world_put_ring(w, (int32_t)ev->b, id, world_at(w, id));
    }
}

/* A ring, and behind it the runnext. */
void fold_globq_put(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_p *p = world_p_at(w, ev->b);

    (void)g;
    for (int64_t i = 0; p && i < ev->a; i++) {
        goid id = p->ring.len ? world_take(w, &p->ring, ev->flag) : p->runnext;

        if (!id)
            break;
        world_leave(w, id, world_at(w, id));
        world_put_global(w, id, world_at(w, id), ev->flag);
    }
}

/* The last one is run by the thief, the others go to its ring. */
void fold_steal(struct world *w, const struct event *ev, struct world_g *g)
{
    struct world_p *thief = world_p_at(w, ev->p), *victim = world_p_at(w, ev->b);

    (void)g;
    (void)thief; /* both are there now, and stay where they are */
    if (!victim)
        return;
    if (ev->flag) {
        if (victim->runnext)
            world_leave(w, victim->runnext, world_at(w, victim->runnext));
        return;
    }
    for (int64_t i = 1; i < ev->a; i++) {
        goid id = world_take(w, &victim->ring, false);

        if (!id)
            return;
        world_put_ring(w, ev->p, id, world_at(w, id));
    }
    world_take(w, &victim->ring, false);
}
