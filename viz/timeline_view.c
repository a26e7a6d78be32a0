/* timeline_view.c: when everything happened: lanes of processors, threads or goroutines over one axis. */
#include "timeline_own.h"

enum {
    PAD = 8,
    HEAD = 22,
    MAP = 14,
    AXIS = 20,
    ROW_LEAST = 18,
    ROW_MOST = 36,
    COUNTER = 34,
    COUNTER_MOST = 84,
    GUTTER_G = 168,
    GUTTER = 92,
    BAR = 8
};

/* ---- the plan ----------------------------------------------------------------------------------------------------------------- */

static int32_t px(const struct painter *pt, int32_t n)
{
    return scene_px(pt->sc, n);
}

/* Names of goroutines are long; a narrow window shows less of them. */
static int32_t gutter_of(const struct painter *pt, int32_t wide)
{
    int32_t gutter = px(pt, pt->tl->by == BY_G ? GUTTER_G : GUTTER);

    return gutter < wide / 4 ? gutter : wide / 4;
}

/* The room that counters take: a row each while the lanes keep two thirds; more where the lanes leave it. */
static int32_t counters_height(const struct painter *pt, int32_t room)
{
    int32_t n = counters_wanted(pt->tl), each = px(pt, COUNTER);
    int64_t lanes = (int64_t)(pt->tl->rows.len + pt->tl->pins.len) * px(pt, ROW_MOST);

    while (n > 0 && n * each > room / 3)
        n--;
    if (n > 0 && lanes + (int64_t)n * each < room) {
        each = (room - (int32_t)lanes) / n;
        each = each < px(pt, COUNTER_MOST) ? each : px(pt, COUNTER_MOST);
    }
    return n * each;
}

static int32_t row_height(const struct painter *pt, int32_t room)
{
    int32_t n = (int32_t)(pt->tl->rows.len < 1000 ? pt->tl->rows.len : 1000), h = n ? room / n : 0;

    h = h > px(pt, ROW_MOST) ? px(pt, ROW_MOST) : h;
    return h < px(pt, ROW_LEAST) ? px(pt, ROW_LEAST) : h;
}

static void make_axes(struct painter *pt)
{
    struct plan *pl = &pt->tl->plan;
    struct window w = pt->f->ui->window;
    vtime end = pt->end > 0 ? pt->end : 1;

    pl->ax = (struct axis){w.from, w.to > w.from ? w.to : w.from + 1, pl->axis.x, pl->axis.w};
    pl->whole = (struct axis){0, end, pl->map.x, pl->map.w};
}

static void make_plan(struct painter *pt, struct rect area)
{
    struct timeline *tl = pt->tl;
    struct plan *pl = &tl->plan;
    struct rect rest = rect_inset(area, px(pt, PAD));
    int32_t pins;

    *pl = (struct plan){.area = area};
    pl->head = rect_cut_top(&rest, px(pt, HEAD));
    rect_cut_top(&rest, px(pt, 4));
    pl->gutter = gutter_of(pt, rest.w);
    rect_cut_left(&rest, pl->gutter);
    rect_cut_right(&rest, px(pt, BAR));
    if (rest.h > px(pt, 120)) {
        pl->map = rect_cut_top(&rest, px(pt, MAP));
        rect_cut_top(&rest, px(pt, 2));
    }
    pl->axis = rect_cut_top(&rest, px(pt, AXIS));
    pl->counters = rect_cut_bottom(&rest, counters_height(pt, rest.h));
    pl->row_h = row_height(pt, rest.h);
    pins = (int32_t)tl->pins.len * pl->row_h;
    pl->pins = rect_cut_top(&rest, pins < rest.h / 2 ? pins : rest.h / 2);
    if (pl->counters.h &&
        rows_height(tl) < rest.h) { /* counters follow the lanes: what is left is below */
        pl->counters.y -= rest.h - rows_height(tl);
        rest.h = rows_height(tl);
    }
    pl->lanes = rest;
    if (pl->axis.w < 1)
        pl->axis.w = 1;
    if (pl->map.w < 1)
        pl->map.w = 1;
    make_axes(pt);
    rows_scroll(tl, tl->scroll);
}

/* ---- rows ----------------------------------------------------------------------------------------------------------------------- */

static bool is_selected(const struct painter *pt, struct row row)
{
    struct pick a = row_pick(pt->tl, row), b = pt->f->ui->selected;

    return row.kind != ROW_NOTE && a.kind != PICK_NONE && a.kind == b.kind && a.id == b.id;
}

static void put_name(struct painter *pt, struct row row, struct rect box)
{
    struct sb name = {0};
    int32_t wide = row.kind == ROW_FOLD ? pt->tl->plan.area.w / 2 : pt->tl->plan.gutter - px(pt, 6);
    struct rect at = {pt->tl->plan.lanes.x - pt->tl->plan.gutter, box.y, wide, box.h};
    bool note = row.kind == ROW_NOTE || row.kind == ROW_TASK;

    row_name(pt->tl, row, &name);
    pt->sc->pick = row_pick(pt->tl, row);
    if (note)
        rect_cut_left(&at, px(pt, 14));
    scene_text(pt->sc, at,
               note || row.kind == ROW_FOLD || pt->tl->by == BY_G ? STYLE_SMALL : STYLE_BOLD,
               is_selected(pt, row)           ? COLOR_ACCENT
               : note || row.kind == ROW_FOLD ? COLOR_DIM
                                              : COLOR_TEXT,
               LEFT, "%s", sb_text(&name));
    pt->sc->pick = (struct pick){PICK_NONE, 0, 0};
    sb_free(&name);
}

static void put_row(struct painter *pt, struct row row, struct rect box)
{
    if (is_selected(pt, row))
        scene_fill(pt->sc, box, COLOR_RAISED, 0);
    put_name(pt, row, box);
    lane_draw(pt, row, box);
}

/* Rows that do not fit whole are left for scrolling. */
static void put_rows(struct painter *pt)
{
    const struct timeline *tl = pt->tl;
    const struct plan *pl = &tl->plan;
    int32_t first = tl->scroll / pl->row_h;
    struct rect in = {pl->lanes.x - pl->gutter, pl->lanes.y, pl->lanes.w + pl->gutter, pl->lanes.h};
    struct rect old = scene_clip(pt->sc, in);

    for (size_t i = (size_t)first; i < tl->rows.len; i++) {
        struct rect box = {pl->lanes.x, pl->lanes.y + (int32_t)i * pl->row_h - tl->scroll,
                           pl->lanes.w, pl->row_h};

        if (box.y + box.h > pl->lanes.y + pl->lanes.h)
            break;
        put_row(pt, tl->rows.at[i], box);
    }
    pt->sc->clip = old;
}

static void put_pins(struct painter *pt)
{
    const struct plan *pl = &pt->tl->plan;

    for (size_t i = 0; i < pt->tl->pins.len; i++) {
        struct rect box = {pl->pins.x, pl->pins.y + (int32_t)i * pl->row_h, pl->pins.w, pl->row_h};

        if (box.y + box.h <= pl->pins.y + pl->pins.h)
            put_row(pt, pt->tl->pins.at[i], box);
    }
    if (pt->tl->pins.len)
        scene_fill(pt->sc,
                   (struct rect){pl->pins.x - pl->gutter, pl->pins.y + pl->pins.h - 1,
                                 pl->pins.w + pl->gutter, px(pt, 1)},
                   COLOR_ACCENT, 0);
}

static void put_bar(struct painter *pt)
{
    const struct plan *pl = &pt->tl->plan;
    int64_t all = rows_height(pt->tl), high = pl->lanes.h;
    struct rect bar = {pl->lanes.x + pl->lanes.w + px(pt, 2), pl->lanes.y, px(pt, BAR - 2), 0};

    if (all <= high)
        return;
    bar.h = (int32_t)(high * high / all);
    bar.h = bar.h < px(pt, 16) ? px(pt, 16) : bar.h;
    bar.y += (int32_t)((high - bar.h) *
                       (pt->tl->scroll < all - high ? pt->tl->scroll : all - high) / (all - high));
    scene_fill(pt->sc, bar, COLOR_EDGE, px(pt, 3));
}

/* ---- the view ------------------------------------------------------------------------------------------------------------------- */

/* Another run in front: its lanes are its own. */
static void take_run(struct timeline *tl, const struct run *run)
{
    if (tl->run != run) {
        lanes_deinit(&tl->lanes);
        lanes_init(&tl->lanes, &run->subject);
        tl->run = run;
        tl->rows.len = tl->pins.len = 0;
        tl->search.at.row.kind = NOBODY;
        tl->search.seen = -1;
        tl->measured.seen = -1;
        tl->map.seen = -1;
    }
    lanes_follow(&tl->lanes, run->history);
    rows_update(tl);
    search_update(tl);
}

static void build(struct frame *f, void *state, struct rect area)
{
    struct timeline *tl = state;
    struct painter pt = {.f = f, .sc = f->sc, .tl = tl};

    take_run(tl, f->run);
    pt.end = tl->lanes.now;
    scene_fill(f->sc, area, COLOR_PANEL, scene_px(f->sc, 8));
    make_plan(&pt, area);
    pt.ax = &tl->plan.ax;
    if (tl->plan.lanes.h < scene_px(f->sc, ROW_LEAST) || tl->plan.lanes.w < scene_px(f->sc, 60))
        return;
    head_draw(&pt);
    map_draw(&pt);
    axis_draw(&pt);
    put_pins(&pt);
    put_rows(&pt);
    put_bar(&pt);
    lane_mark_selected(&pt);
    counters_draw(&pt);
    flows_draw(&pt);
    axis_lines(&pt);
    measure_draw(&pt);
    timeline_tip(&pt);
}

static void deinit(void *state)
{
    struct timeline *tl = state;

    lanes_deinit(&tl->lanes);
    free(tl->rows.at);
    free(tl->pins.at);
    free(tl->map.columns.at);
}

static void dump(const struct ui *ui, const void *state, struct sb *out)
{
    static const char *const names[BYS] = {"p", "m", "g"};
    const struct timeline *tl = state;

    (void)ui;
    sb_printf(out, "lanes: %s\nrows: %zu\nscroll: %d\npins: %zu\nflows: %d\n", names[tl->by],
              tl->rows.len, tl->scroll, tl->pins.len, !tl->no_flows);
    sb_printf(out, "search: %s\nhits: %lld\n", tl->search.text,
              tl->search.on ? (long long)tl->search.hits : 0LL);
}

const struct view_ops timeline_view = {
    .state_size = sizeof(struct timeline),
    .build = build,
    .input = timeline_input,
    .command = timeline_command,
    .deinit = deinit,
    .dump = dump,
};
