/* timeline_flows.c: arrows from who wakes or starts a goroutine to where it runs then, for what is seen and not too much of it. */
#include "timeline_own.h"

enum {
    EVENTS_MOST = 4000, /* that are read for a frame: with more, arrows are a tangle */
    BUCKET = 20,        /* so many pixels … */
    BUCKET_MOST = 3,    /* … hold so many arrows that one still makes sense of */
    HEAD = 4
};

struct flow {
    struct row from, to;
    vtime t, started;
    bool selected; /* it is about the selected goroutine */
};

struct flows {
    struct painter *pt;
    VEC(struct flow) list;
    int32_t *buckets; /* arrows that begin in each stretch of BUCKET pixels */
};

/* The row that stands for a goroutine while it runs on a processor or thread. */
static struct row row_where(const struct timeline *tl, goid g, int32_t p, int32_t m)
{
    if (tl->by == BY_G && g >= 1)
        return (struct row){ROW_G, g};
    if (tl->by == BY_P && p >= 0)
        return (struct row){ROW_P, p};
    if (tl->by == BY_M && m >= 0)
        return (struct row){ROW_M, m};
    return (struct row){NOBODY, NOBODY};
}

/* When and where g runs, having become runnable at t. False: not yet. */
static bool run_after(const struct timeline *tl, goid g, vtime t, struct flow *out)
{
    const struct lod *lod;
    int64_t i;

    if (g < 1 || (size_t)g > tl->lanes.gs.len)
        return false;
    lod = &tl->lanes.gs.at[g - 1].lod;
    i = lod_find(lod, t, 0);
    if (i >= 0 && lod->at[i].slice == SLICE_RUNNABLE)
        i++;
    if (i < 0 || i >= (int64_t)lod->len || lod->at[i].slice != SLICE_RUNNING)
        return false;
    out->started = lod->at[i].t;
    out->to = row_where(tl, g, lod->at[i].on, lod->at[i].who);
    return true;
}

static int32_t clamped(const struct axis *ax, int32_t x)
{
    return x < ax->x ? ax->x : x > ax->x + ax->w - 1 ? ax->x + ax->w - 1 : x;
}

static size_t bucket_of(const struct painter *pt, vtime t)
{
    return (size_t)((clamped(pt->ax, axis_x(pt->ax, t)) - pt->ax->x) / scene_px(pt->sc, BUCKET));
}

static void note(struct flows *fl, const struct event *ev, goid waker, goid woken)
{
    const struct timeline *tl = fl->pt->tl;
    const struct pick *sel = &fl->pt->f->ui->selected;
    struct flow f = {.t = ev->t, .from = row_where(tl, waker, ev->p, ev->m)};

    if (waker < 1 || f.from.kind < 0 || !run_after(tl, woken, ev->t, &f) || f.to.kind < 0)
        return;
    f.selected = sel->kind == PICK_G && (sel->id == waker || sel->id == woken);
    fl->buckets[bucket_of(fl->pt, f.t)]++;
    *VEC_PUSH(&fl->list) = f;
}

static bool hear(void *arg, int64_t seq, const struct event *ev, size_t n)
{
    struct flows *fl = arg;

    (void)seq;
    for (size_t i = 0; i < n; i++) {
        if (ev[i].kind == EV_GO_READY)
            note(fl, &ev[i], (goid)ev[i].a, ev[i].g);
        else if (ev[i].kind == EV_GO_CREATE)
            note(fl, &ev[i], ev[i].g, (goid)ev[i].a);
    }
    return true;
}

static void put_arrow(struct painter *pt, const struct flow *f)
{
    struct rect a = row_box(pt->tl, f->from), b = row_box(pt->tl, f->to);
    int32_t x0 = clamped(pt->ax, axis_x(pt->ax, f->t));
    int32_t x1 = clamped(pt->ax, axis_x(pt->ax, f->started));
    int32_t head = scene_px(pt->sc, HEAD), thick = scene_px(pt->sc, f->selected ? 2 : 1);
    enum color color = f->selected ? COLOR_ACCENT : COLOR_TEXT;
    int32_t y0, y1, back;

    if (a.h == 0 || b.h == 0 || a.y == b.y)
        return;
    y0 = a.y < b.y ? a.y + a.h - scene_px(pt->sc, 2) : a.y + scene_px(pt->sc, 2);
    y1 = a.y < b.y ? b.y + scene_px(pt->sc, 2) : b.y + b.h - scene_px(pt->sc, 2);
    back = a.y < b.y ? -head : head;
    scene_line(pt->sc, x0, y0, x1, y1, color, thick, false);
    scene_line(pt->sc, x1 - head, y1 + back, x1, y1, color, thick, false);
    scene_line(pt->sc, x1 + head, y1 + back, x1, y1, color, thick, false);
}

void flows_draw(struct painter *pt)
{
    const struct history *h = pt->f->run->history;
    int64_t from = history_at(h, pt->ax->from - 1), to = history_at(h, pt->ax->to);
    struct flows fl = {.pt = pt};
    const struct plan *pl = &pt->tl->plan;
    struct rect old;

    if (pt->tl->no_flows || to - from > EVENTS_MOST)
        return;
    fl.buckets = ARENA_ARRAY(&pt->sc->arena, int32_t, (size_t)pt->ax->w + 1);
    history_each(h, from, to, hear, &fl);
    old = scene_clip(pt->sc, (struct rect){pl->lanes.x, pl->pins.y, pl->lanes.w,
                                           pl->lanes.y + pl->lanes.h - pl->pins.y});
    pt->sc->layer = LAYER_FLOW;
    for (size_t i = 0; i < fl.list.len; i++)
        if (fl.list.at[i].selected || fl.buckets[bucket_of(pt, fl.list.at[i].t)] <= BUCKET_MOST)
            put_arrow(pt, &fl.list.at[i]);
    pt->sc->layer = LAYER_BASE;
    pt->sc->clip = old;
    free(fl.list.at);
}
