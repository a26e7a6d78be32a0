/* newproc.c: how goroutines begin and end. */
#include "metrics.h"
#include "proc.h"
#include "runq.h"
#include "wake.h"

/* Numbers are handed to Ps sixteen at a time. */
static goid next_goid(struct sim *s, struct p *pp)
{
    if (pp->goidcache == pp->goidcacheend) {
        pp->goidcache = s->goidgen + 1;
        pp->goidcacheend = pp->goidcache + GOID_BATCH;
        s->goidgen += GOID_BATCH;
    }
    return pp->goidcache++;
}

/* Dead goroutines are used again: the P's own first, then 32 from the global list. go: gfget */
static struct g *gfget(struct sim *s, struct p *pp)
{
    struct g *gp;

    if (!pp->gfree)
        while (pp->gfreecnt < 32 && s->gfree) {
            gp = s->gfree;
            s->gfree = gp->link;
            s->gfreecnt--;
            gp->link = pp->gfree;
            pp->gfree = gp;
            pp->gfreecnt++;
        }
    gp = pp->gfree;
    if (gp) {
        pp->gfree = gp->link;
        pp->gfreecnt--;
    }
    return gp;
}

/* go: gfput */
static void gfput(struct sim *s, struct p *pp, struct g *gp)
{
    gp->link = pp->gfree;
    pp->gfree = gp;
    if (++pp->gfreecnt < 64)
        return;
    while (pp->gfreecnt >= 32) {
        gp = pp->gfree;
        pp->gfree = gp->link;
        pp->gfreecnt--;
        gp->link = s->gfree;
        s->gfree = gp;
        s->gfreecnt++;
    }
}

static struct g *g_alloc(struct sim *s)
{
    enum { CHUNK = 8 };
    size_t n = s->allgs.len % CHUNK;
    struct g *gp = n ? s->allgs.at[s->allgs.len - 1] + 1 : ARENA_ARRAY(&s->arena, struct g, CHUNK);

    *VEC_PUSH(&s->allgs) = gp;
    return gp;
}

struct g *newproc1(struct sim *s, struct m *mp, int32_t func, struct frame *fp)
{
    struct g *parent = mp->curg;
    struct g *gp = gfget(s, mp->p);
    int32_t at = parent ? place_of(s, parent) : PLACE_NONE;
    uint8_t tracking = gp ? gp->flags & GF_TRACKING : 0;
    struct event *e;

    if (!gp)
        gp = g_alloc(s);
    *gp = (struct g){.id = next_goid(s, mp->p),
                     .m = NOBODY,
                     .lockedm = NOBODY,
                     .flags = tracking,
                     .status = G_RUNNABLE,
                     .since = s->now,
                     .func = func,
                     .frame = fp,
                     .creator = parent ? parent->id : 0,
                     .creator_place = at};
    gp->sd.g = gp;
    gp->sd.obj = NOBODY;
    gp->pc = func < 0 ? NOBODY : s->prog->funcs[func].body;
    if (start_is_user(func)) {
        s->ngoroutines++;
        metrics_born(s, gp);
    } else {
        gp->flags |= GF_SYSTEM;
        s->ngsys++;
    }
    e = event_add(s, EV_GO_CREATE, mp);
    e->a = gp->id;
    e->b = func;
    e->at = at;
    return gp;
}

struct g *newproc(struct sim *s, struct m *mp, int32_t func, struct frame *fp)
{
    struct g *gp = newproc1(s, mp, func, fp);

    runqput(s, mp->p, gp, true);
    if (s->main_started)
        wakep(s, mp);
    return gp;
}

enum did goexit0(struct sim *s, struct m *mp)
{
    struct g *gp = mp->curg;
    bool locked = mp->lockedg == gp;

    event_add(s, EV_GO_END, mp)->flag = gp->flags & GF_GOEXIT ? 1 : 0;
    if (gp->flags & GF_SYSTEM)
        s->ngsys--;
    else
        s->ngoroutines--;
    metrics_leaves_running(s, gp);
    gp->status = G_DEAD;
    gp->reason = WAIT_NONE;
    dropg(mp);
    gp->lockedm = NOBODY;
    mp->lockedg = NULL;
    m_owe(mp, cost_of(s, COST_GO_EXIT));
    gfput(s, mp->p, gp);
    /* A goroutine that ends while it is locked takes its thread with it. */
    if (locked && gp->locked_ext)
        mp->todo = TODO_EXIT;
    return DID_END;
}
