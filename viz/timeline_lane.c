/* timeline_lane.c: a lane as shapes: slices that are wide enough are boxes with a name, what is narrower is a strip whose pixel
 * columns are the true shares of time. */
#include "timeline_own.h"

enum { WIDE = 4 /* pixels of a slice that is drawn by itself */ };

/* The lane that is drawn. */
struct lane {
    struct painter *pt;
    struct row row;
    const struct lod *lod;
    struct rect box; /* of what is drawn in it */
    vtime to, wide;  /* wide: what lasts so long is drawn by itself */
    const uint8_t *colors;
    bool quiet; /* waiting is a thin line, its words above it */
};

static const uint8_t note_colors[STRIP_COLORS] = {COLOR_ACCENT};

/* ---- one slice -------------------------------------------------------------------------------------------------------------- */

static struct pick pick_of(const struct lane *ln, const struct span *s)
{
    struct row row = ln->row;

    if ((row.kind == ROW_P || row.kind == ROW_M || row.kind == ROW_GC) && s->who > 0)
        return (struct pick){PICK_G, s->who, 0};
    if (row.kind == ROW_TASK && s->who > 0)
        return (struct pick){PICK_G, ln->pt->tl->lanes.tasks.at[s->who - 1].g, 0};
    return row_pick(ln->pt->tl, row);
}

static bool is_selected(const struct lane *ln, const struct span *s)
{
    const struct pick *sel = &ln->pt->f->ui->selected;

    return sel->kind == PICK_G && s->who == sel->id &&
           (ln->row.kind == ROW_P || ln->row.kind == ROW_M);
}

/* Whether what is searched for is in the slice: of a P's or M's lane, what its goroutine does then. */
static bool is_hit(const struct lane *ln, const struct span *s, int64_t i)
{
    const struct timeline *tl = ln->pt->tl;
    struct row row = ln->row;

    if (!tl->search.on)
        return false;
    if (row.kind == ROW_P || row.kind == ROW_M) {
        if (s->who < 1 || s->who > (int64_t)tl->lanes.gs.len)
            return false;
        row = (struct row){ROW_G, s->who};
        i = lod_find(row_lod(tl, row), s->t, 0);
    }
    return i >= 0 && query_matches(&tl->search.query, tl, row, i);
}

static void put_words(const struct lane *ln, const struct span *s, struct rect box, bool quiet)
{
    struct scene *sc = ln->pt->sc;
    int32_t pad = scene_px(sc, 4);
    const char *words;
    enum color color = ln->row.kind == ROW_NOTE || ln->row.kind == ROW_TASK ? COLOR_TEXT
                       : quiet                                              ? COLOR_DIM
                                                                            : COLOR_ON_STATE;

    if (box.w < scene_px(sc, 8))
        return;
    words = label_of(ln->pt, ln->row, s, box.w - 2 * pad);
    if (*words)
        scene_text(sc, (struct rect){box.x + pad, box.y, box.w - pad, box.h},
                   quiet ? STYLE_SMALL : STYLE_TOKEN, color, LEFT, "%s", words);
    else if (!quiet)
        scene_text(sc, box, STYLE_TOKEN, color, CENTER, "%c", slice_letter((enum slice)s->slice));
}

static void put_fill(const struct lane *ln, const struct span *s, struct rect box)
{
    struct scene *sc = ln->pt->sc;
    int32_t radius = box.w >= scene_px(sc, 8) ? scene_px(sc, 3) : 0;

    if (s->slice == SLICE_NOTE) {
        scene_fill(sc, box, COLOR_RAISED, radius);
        scene_stroke(sc, box, s->why ? COLOR_ACCENT : COLOR_WARN, radius, scene_px(sc, 1), !s->why);
    } else {
        scene_fill(sc, box, slice_color((enum slice)s->slice), radius);
    }
}

/* A slice of its own, over the pixels x0 … x1 - 1. */
static void put_slice(const struct lane *ln, int64_t i, int32_t x0, int32_t x1)
{
    const struct span *s = &ln->lod->at[i];
    struct scene *sc = ln->pt->sc;
    uint8_t part = slice_part((enum slice)s->slice);
    bool quiet = ln->quiet && part == slice_part(SLICE_WAITING);
    struct rect box = {x0, ln->box.y, x1 - x0 - (x1 - x0 > 2 ? 1 : 0), ln->box.h};
    bool hit = is_hit(ln, s, i);

    if (part == LOD_NO_PART)
        return;
    sc->pick = pick_of(ln, s);
    if (!quiet)
        put_fill(ln, s, box);
    put_words(ln, s, box, quiet);
    if (is_selected(ln, s))
        scene_stroke(sc, box, COLOR_TEXT, scene_px(sc, 3), scene_px(sc, 2), false);
    if (hit)
        scene_stroke(sc, box, COLOR_MARK, scene_px(sc, 3), scene_px(sc, 2), false);
    sc->pick = (struct pick){PICK_NONE, 0, 0};
}

/* ---- many of them -------------------------------------------------------------------------------------------------------------- */

/* Puts what is narrow from `from` on, as a strip; returns the next slice that is drawn by itself. `columns` are the axis's. */
static int64_t put_strip(const struct lane *ln, vtime from, struct strip_column *columns)
{
    const struct axis *ax = ln->pt->ax;
    int64_t next = lod_narrow(ln->lod, ax, from, ln->to, ln->wide, 255 / ln->box.h + 1, columns);
    vtime to = next < (int64_t)ln->lod->len ? ln->lod->at[next].t : ln->to;
    int32_t x0 = axis_x(ax, from), x1 = axis_x(ax, to - 1) + 1;

    x1 = x1 > ax->x + ax->w ? ax->x + ax->w : x1;
    if (ln->quiet)
        for (int32_t x = x0; x < x1; x++)
            columns[x - ax->x].part[slice_part(SLICE_WAITING)] = 0;
    scene_strip(ln->pt->sc, (struct rect){x0, ln->box.y, x1 - x0, ln->box.h},
                columns + (x0 - ax->x), ln->colors);
    return next;
}

/* The pixels that are the slice's alone. */
static void put_wide(const struct lane *ln, int64_t i)
{
    const struct axis *ax = ln->pt->ax;
    vtime begin = ln->lod->at[i].t, end = lod_end(ln->lod, i, ln->to);
    int32_t x0 = ax->x, x1 = axis_x(ax, end < ln->to ? end : ln->to);

    if (begin > ax->from) {
        x0 = axis_x(ax, begin);
        if (axis_time(ax, x0) < begin)
            x0++;
    }
    if (x1 > x0)
        put_slice(ln, i, x0, x1);
}

static bool is_wide(const struct lane *ln, int64_t i)
{
    return lod_end(ln->lod, i, ln->to) - ln->lod->at[i].t >= ln->wide;
}

static void put_spans(const struct lane *ln)
{
    struct strip_column *columns =
        ARENA_ARRAY(&ln->pt->sc->arena, struct strip_column, (size_t)ln->pt->ax->w);
    vtime t = ln->pt->ax->from;
    int64_t i = lod_find(ln->lod, t, 0), n = (int64_t)ln->lod->len;

    if (i < 0) {
        i = 0;
        t = ln->lod->at[0].t;
    }
    while (i < n && t < ln->to) {
        if (!is_wide(ln, i))
            i = put_strip(ln, t, columns);
        if (i < n) {
            put_wide(ln, i);
            t = lod_end(ln->lod, i, ln->to);
            i++;
        }
    }
}

/* A thin line from the first to the last instant of a goroutine or thread, with a mark at each end that is real. */
static void put_life(const struct lane *ln)
{
    struct scene *sc = ln->pt->sc;
    const struct axis *ax = ln->pt->ax;
    const struct span *last = &ln->lod->at[ln->lod->len - 1];
    bool over = last->slice == SLICE_NOTHING;
    vtime begin = ln->lod->at[0].t, end = over ? last->t : ln->pt->end;
    int32_t x0 = axis_x(ax, begin), x1 = axis_x(ax, end), line = scene_px(sc, 2);
    int32_t from = x0 < ax->x ? ax->x : x0;

    if (end < ax->from || begin >= ax->to)
        return;
    scene_fill(sc, (struct rect){from, ln->box.y + ln->box.h - line, x1 - from + 1, line},
               COLOR_WAITING, 0);
    if (x0 >= ax->x)
        scene_fill(sc, (struct rect){x0, ln->box.y + ln->box.h / 2, scene_px(sc, 1), ln->box.h / 2},
                   COLOR_WAITING, 0);
    if (over && x1 < ax->x + ax->w)
        scene_fill(sc, (struct rect){x1, ln->box.y, scene_px(sc, 2), ln->box.h}, COLOR_TEXT, 0);
}

void lane_draw(struct painter *pt, struct row row, struct rect box)
{
    int32_t gap = box.h > scene_px(pt->sc, 24) ? scene_px(pt->sc, 3) : scene_px(pt->sc, 1);
    struct lane ln = {.pt = pt,
                      .row = row,
                      .lod = row_lod(pt->tl, row),
                      .box = {box.x, box.y + gap, box.w, box.h - 2 * gap},
                      .to = pt->ax->to < pt->end ? pt->ax->to : pt->end,
                      .wide = axis_time(pt->ax, pt->ax->x + WIDE + 1) - pt->ax->from,
                      .colors =
                          row.kind == ROW_NOTE || row.kind == ROW_TASK ? note_colors : lod_colors,
                      .quiet = row.kind == ROW_G || row.kind == ROW_M};

    if (!ln.lod || ln.lod->len == 0)
        return;
    if (ln.quiet)
        put_life(&ln);
    put_spans(&ln);
}

/* ---- the selected goroutine --------------------------------------------------------------------------------------------------- */

/* A line along the top of the lanes that the selected goroutine ran on, where its slices are too narrow for a frame. One look-up
 * a pixel column, however long the run. */
void lane_mark_selected(struct painter *pt)
{
    const struct timeline *tl = pt->tl;
    struct row row = row_of_pick(tl, pt->f->ui->selected);
    const struct lod *lod = row.kind == ROW_G ? row_lod(tl, row) : NULL;
    struct axis_walk pixels = axis_walk(pt->ax, pt->ax->x);
    int32_t x = pt->ax->x, high = scene_px(pt->sc, 2);
    int64_t i = -1;

    for (; lod && tl->by != BY_G && x < pt->ax->x + pt->ax->w; x++) {
        vtime t = pixels.t, end = axis_next(&pixels);
        struct rect box;

        i = lod_find(lod, t, i);
        while (i + 1 < (int64_t)lod->len && (i < 0 || lod->at[i].slice != SLICE_RUNNING) &&
               lod->at[i + 1].t < end)
            i++;
        if (i < 0 || t >= pt->end || lod->at[i].slice != SLICE_RUNNING)
            continue;
        box = row_box(tl, tl->by == BY_P ? (struct row){ROW_P, lod->at[i].on}
                                         : (struct row){ROW_M, lod->at[i].who});
        if (box.h)
            scene_fill(pt->sc, (struct rect){x, box.y, 1, high}, COLOR_TEXT, 0);
    }
}
