/* timeline_axis.c: times along the top, and lines through all lanes: marks of time, the cursor, bookmarks, a marked stretch. */
#include "timeline_own.h"

enum { GAP = 84 /* pixels between two labels, at least */ };

/* Far in, the digits that all labels share stand once, in the gutter, and labels are what is after it. */
static vtime base_of(const struct axis *ax, vtime step)
{
    vtime unit = step;

    while (unit < VTIME_MAX / 1000 && unit < ax->to - ax->from)
        unit *= 10;
    if (ax->from / step < 100000)
        return 0;
    return ax->from / unit * unit;
}

static const char *label(struct painter *pt, vtime t, vtime base)
{
    struct sb text = {0};
    const char *kept;

    if (!base)
        return ui_time(pt->sc, t);
    sb_printf(&text, "%s%s", t < base ? "" : "+", ui_time(pt->sc, t - base));
    kept = arena_text(&pt->sc->arena, sb_text(&text), text.len);
    sb_free(&text);
    return kept;
}

static vtime first_mark(vtime from, vtime step)
{
    return (from + step - 1) / step * step;
}

/* The lines go through lanes and counters. */
static void put_line(struct painter *pt, vtime t)
{
    const struct plan *pl = &pt->tl->plan;
    int32_t x = axis_x(pt->ax, t), bottom = pl->counters.y + pl->counters.h;

    scene_fill(pt->sc,
               (struct rect){x, pl->axis.y + pl->axis.h, scene_px(pt->sc, 1),
                             bottom - pl->axis.y - pl->axis.h},
               COLOR_EDGE, 0);
}

/* Where the cursor's own time stands on the axis; w 0: it does not. */
static struct rect cursor_box(const struct painter *pt)
{
    const struct plan *pl = &pt->tl->plan;
    vtime t = pt->f->ui->t;
    int32_t w, x;

    if (t < pt->ax->from || t >= pt->ax->to)
        return (struct rect){0, 0, 0, 0};
    w = scene_width(pt->sc, STYLE_TOKEN, ui_time(pt->sc, t)) + scene_px(pt->sc, 10);
    x = axis_x(pt->ax, t) - w / 2;
    x = x > pl->axis.x + pl->axis.w - w ? pl->axis.x + pl->axis.w - w : x;
    x = x < pl->axis.x ? pl->axis.x : x;
    return (struct rect){x, pl->axis.y, w, pl->axis.h};
}

static void put_label(struct painter *pt, vtime t, vtime base, struct rect cursor, int32_t *free)
{
    const struct plan *pl = &pt->tl->plan;
    const char *text = label(pt, t, base);
    int32_t w = scene_width(pt->sc, STYLE_SMALL, text) + 1, pad = scene_px(pt->sc, 4);
    struct rect box = {axis_x(pt->ax, t) + pad, pl->axis.y, w, pl->axis.h};
    struct rect met =
        rect_meet(box, (struct rect){cursor.x - pad, cursor.y, cursor.w + 2 * pad, cursor.h});

    if (box.x < *free || box.x + w > pl->axis.x + pl->axis.w || (cursor.w && met.w > 0))
        return;
    *free = box.x + w + pad;
    pt->sc->pick = (struct pick){PICK_TIME, t, 0};
    scene_text(pt->sc, box, STYLE_SMALL, COLOR_DIM, LEFT, "%s", text);
    pt->sc->pick = (struct pick){PICK_NONE, 0, 0};
}

static void put_base(struct painter *pt, vtime base)
{
    const struct plan *pl = &pt->tl->plan;
    struct rect box = {pl->axis.x - pl->gutter, pl->axis.y, pl->gutter - scene_px(pt->sc, 4),
                       pl->axis.h};

    if (base)
        scene_text(pt->sc, box, STYLE_SMALL, COLOR_DIM, LEFT, "%s", ui_time(pt->sc, base));
}

void axis_draw(struct painter *pt)
{
    vtime step = axis_step(pt->ax, scene_px(pt->sc, GAP)), base = base_of(pt->ax, step);
    struct rect cursor = cursor_box(pt);
    int32_t free = pt->tl->plan.axis.x;

    put_base(pt, base);
    for (vtime t = first_mark(pt->ax->from, step); t < pt->ax->to; t += step) {
        put_line(pt, t);
        put_label(pt, t, base, cursor, &free);
        if (t > VTIME_MAX - step)
            break;
    }
    if (cursor.w) {
        scene_fill(pt->sc, cursor, COLOR_TEXT, scene_px(pt->sc, 3));
        scene_text(pt->sc, cursor, STYLE_TOKEN, COLOR_PANEL, CENTER, "%s",
                   ui_time(pt->sc, pt->f->ui->t));
    }
}

/* ---- over the lanes ---------------------------------------------------------------------------------------------------------- */

static void put_over(struct painter *pt, vtime t, enum color color, int32_t thick)
{
    const struct plan *pl = &pt->tl->plan;
    int32_t x, bottom = pl->counters.y + pl->counters.h;

    if (t < pt->ax->from || t >= pt->ax->to)
        return;
    x = axis_x(pt->ax, t);
    scene_fill(pt->sc,
               (struct rect){x, pl->axis.y + pl->axis.h, scene_px(pt->sc, thick),
                             bottom - pl->axis.y - pl->axis.h},
               color, 0);
}

static void put_marked(struct painter *pt)
{
    const struct plan *pl = &pt->tl->plan;
    struct window w = pt->f->ui->marked;
    int32_t x0 = axis_x(pt->ax, w.from), x1 = axis_x(pt->ax, w.to);

    if (w.from >= w.to)
        return;
    put_over(pt, w.from, COLOR_ACCENT, 2);
    put_over(pt, w.to, COLOR_ACCENT, 2);
    x0 = x0 < pl->axis.x ? pl->axis.x : x0;
    if (x1 > x0)
        scene_fill(pt->sc,
                   (struct rect){x0, pl->axis.y + pl->axis.h - scene_px(pt->sc, 4), x1 - x0,
                                 scene_px(pt->sc, 4)},
                   COLOR_ACCENT, 0);
}

void axis_lines(struct painter *pt)
{
    const struct ui *ui = pt->f->ui;
    const struct hit *hit = &pt->tl->search.at;

    pt->sc->layer = LAYER_FLOW;
    put_marked(pt);
    for (size_t i = 0; i < ui->bookmarks.len; i++)
        put_over(pt, ui->bookmarks.at[i], COLOR_WARN, 1);
    if (pt->tl->search.on && hit->row.kind >= 0)
        put_over(pt, hit->t, COLOR_MARK, 1);
    if (pt->end < pt->ax->to && pt->tl->lanes.ended)
        put_over(pt, pt->end, COLOR_DIM, 1);
    put_over(pt, ui->t, COLOR_TEXT, 2);
    pt->sc->layer = LAYER_BASE;
}
