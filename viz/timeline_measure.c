/* timeline_measure.c: what a marked stretch of time holds: its length, time by state, how busy each P was, who ran longest. It
 * always answers. */
#include <stdio.h>
#include <string.h>

#include "timeline_own.h"

enum { WIDE = 268, BARS_PS = 8, PAD = 10 };

/* ---- the figures ------------------------------------------------------------------------------------------------------------ */

/* Keeps those who ran longest, in order; of equals the older one first. */
static void rank(struct measured *me, goid g, vtime ran)
{
    int i = me->ngs;

    while (i > 0 && me->running[i - 1] < ran)
        i--;
    if (i == MEASURED_GS)
        return;
    if (me->ngs < MEASURED_GS)
        me->ngs++;
    for (int k = me->ngs - 1; k > i; k--) {
        me->running[k] = me->running[k - 1];
        me->gs[k] = me->gs[k - 1];
    }
    me->running[i] = ran;
    me->gs[i] = g;
}

static void measure(struct timeline *tl, struct window w)
{
    struct measured *me = &tl->measured;

    if (me->of.from == w.from && me->of.to == w.to && me->seen == tl->lanes.seen)
        return;
    *me = (struct measured){.of = w, .seen = tl->lanes.seen};
    for (size_t i = 0; i < tl->lanes.gs.len; i++) {
        struct lod_sums sums;

        lod_between(&tl->lanes.gs.at[i].lod, w.from, w.to, &sums);
        for (int k = 0; k < LOD_PARTS; k++)
            me->all.part[k] += sums.part[k];
        if (sums.part[slice_part(SLICE_RUNNING)] > 0)
            rank(me, (goid)i + 1, sums.part[slice_part(SLICE_RUNNING)]);
    }
}

/* ---- the panel -------------------------------------------------------------------------------------------------------------- */

struct panel {
    struct painter *pt;
    struct rect rest;
    int32_t line;
};

static bool more(const struct panel *pa)
{
    return pa->rest.h >= pa->line;
}

/* A row: what, a bar of `part` in `all`, how long. */
static void put_row(struct panel *pa, const char *what, enum color color, vtime part, vtime all)
{
    struct scene *sc = pa->pt->sc;
    struct rect row, name, value, bar;

    if (!more(pa))
        return;
    row = rect_cut_top(&pa->rest, pa->line);
    name = rect_cut_left(&row, scene_px(sc, 84));
    value = rect_cut_right(&row, scene_px(sc, 84));
    bar = rect_inset(row, scene_px(sc, 4));
    scene_text(sc, name, STYLE_SMALL, COLOR_TEXT, LEFT, "%s", what);
    scene_text(sc, value, STYLE_SMALL, COLOR_DIM, RIGHT, "%s", ui_time(sc, part));
    scene_fill(sc, bar, COLOR_INSET, scene_px(sc, 2));
    if (all > 0) {
        while (part > VTIME_MAX / 10000) {
            part /= 2;
            all /= 2;
        }
        bar.w = (int32_t)(part * bar.w / all);
    }
    if (all > 0 && part > 0)
        scene_fill(sc, (struct rect){bar.x, bar.y, bar.w ? bar.w : 1, bar.h}, color,
                   bar.w > 4 ? scene_px(sc, 2) : 0);
}

static void put_head(struct panel *pa, const char *text)
{
    if (pa->rest.h >= 2 * pa->line)
        scene_text(pa->pt->sc, rect_cut_top(&pa->rest, pa->line), STYLE_SMALL, COLOR_DIM, LEFT,
                   "%s", text);
}

static void put_states(struct panel *pa, const struct measured *me)
{
    static const struct {
        enum slice slice;
        const char *name;
    } rows[] = {{SLICE_RUNNING, "running"},
                {SLICE_RUNNABLE, "runnable"},
                {SLICE_SYSCALL, "system call"},
                {SLICE_WAITING, "waiting"}};
    vtime all = 0;

    for (int k = 0; k < LOD_PARTS; k++)
        all += me->all.part[k];
    put_head(pa, "Goroutines together");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        put_row(pa, rows[i].name, slice_color(rows[i].slice),
                me->all.part[slice_part(rows[i].slice)], all);
}

static void put_ps(struct panel *pa, struct window w)
{
    const struct lanes *l = &pa->pt->tl->lanes;

    put_head(pa, "Processors, busy");
    for (size_t i = 0; i < l->ps.len && i < BARS_PS; i++) {
        struct lod_sums sums;
        char name[16];

        lod_between(&l->ps.at[i].lod, w.from, w.to, &sums);
        snprintf(name, sizeof name, "P%zu", i);
        put_row(pa, name, COLOR_RUNNING,
                sums.part[slice_part(SLICE_RUNNING)] + sums.part[slice_part(SLICE_GC)],
                w.to - w.from);
    }
}

static void put_gs(struct panel *pa, const struct measured *me)
{
    put_head(pa, "Ran longest");
    for (int i = 0; i < me->ngs; i++) {
        struct sb name = {0};

        pa->pt->sc->pick = (struct pick){PICK_G, me->gs[i], 0};
        subject_g(pa->pt->tl->lanes.subject, me->gs[i], &name);
        put_row(pa, sb_text(&name), COLOR_RUNNING, me->running[i], me->of.to - me->of.from);
        sb_free(&name);
    }
    pa->pt->sc->pick = (struct pick){PICK_BLOCK, 0, 0};
}

/* At the side where the stretch is not, as high as there is room for. */
static struct rect panel_box(const struct painter *pt, int32_t lines, int32_t line)
{
    const struct plan *pl = &pt->tl->plan;
    int32_t wide = scene_px(pt->sc, WIDE), pad = scene_px(pt->sc, PAD);
    int32_t high = lines * line + 2 * pad, room = pl->area.y + pl->area.h - pl->axis.y - pl->axis.h;
    int32_t middle = axis_x(pt->ax, (pt->f->ui->marked.from + pt->f->ui->marked.to) / 2);
    struct rect box = {pl->axis.x + pad / 2, pl->axis.y + pl->axis.h + pad / 2, wide, high};

    if (middle < pl->axis.x + pl->axis.w / 2)
        box.x = pl->axis.x + pl->axis.w - wide - pad / 2;
    if (box.x < pl->area.x) {
        box.x = pl->area.x;
        box.w = wide < pl->area.w ? wide : pl->area.w;
    }
    if (box.h > room - pad)
        box.h = room - pad;
    return box;
}

void measure_draw(struct painter *pt)
{
    struct scene *sc = pt->sc;
    struct window w = pt->f->ui->marked;
    int32_t nps = (int32_t)pt->tl->lanes.ps.len;
    struct panel pa = {.pt = pt, .line = scene_line_height(sc, STYLE_SMALL) + scene_px(sc, 3)};
    struct rect box;

    if (w.from >= w.to)
        return;
    measure(pt->tl, w);
    box = panel_box(pt, 2 + 5 + 1 + (nps < BARS_PS ? nps : BARS_PS) + 1 + pt->tl->measured.ngs,
                    pa.line);
    if (box.h < 2 * pa.line)
        return;
    sc->layer = LAYER_POPUP;
    sc->pick = (struct pick){PICK_BLOCK, 0, 0};
    scene_fill(sc, box, COLOR_PANEL, scene_px(sc, 6));
    scene_stroke(sc, box, COLOR_ACCENT, scene_px(sc, 6), scene_px(sc, 1), false);
    pa.rest = rect_inset(box, scene_px(sc, PAD));
    scene_text(sc, rect_cut_top(&pa.rest, pa.line + scene_px(sc, 4)), STYLE_BOLD, COLOR_TEXT, LEFT,
               "%s", ui_time(sc, w.to - w.from));
    if (more(&pa))
        scene_text(sc, rect_cut_top(&pa.rest, pa.line), STYLE_SMALL, COLOR_DIM, LEFT,
                   "from %s to %s", ui_time(sc, w.from), ui_time(sc, w.to));
    put_states(&pa, &pt->tl->measured);
    put_ps(&pa, w);
    put_gs(&pa, &pt->tl->measured);
    sc->layer = LAYER_BASE;
    sc->pick = (struct pick){PICK_NONE, 0, 0};
}
