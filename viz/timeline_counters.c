/* timeline_counters.c: counts as lines below the lanes; a column shows all values between its least and its greatest. */
#include "timeline_own.h"

/* In the order in which they are shown, as far as there is room. */
static const struct {
    enum lane_counter counter;
    enum color color;
} shown[] = {
    {COUNT_THREADS, COLOR_SYSCALL}, {COUNT_RUNNABLE, COLOR_RUNNABLE},
    {COUNT_RUNNING, COLOR_RUNNING}, {COUNT_SYSCALLS, COLOR_SYSCALL},
    {COUNT_HEAP, COLOR_GC},         {COUNT_GOROUTINES, COLOR_LINK},
};
enum { SHOWN = sizeof shown / sizeof *shown };

/* A line that never leaves 0 says nothing. */
static bool says_something(const struct timeline *tl, int i)
{
    return tl->lanes.counters[shown[i].counter].most > 0;
}

int32_t counters_wanted(const struct timeline *tl)
{
    int32_t n = 0;

    for (int i = 0; i < SHOWN; i++)
        n += says_something(tl, i);
    return n;
}

static void put_value(struct painter *pt, enum lane_counter c, int64_t v, struct sb *out)
{
    (void)pt;
    if (c != COUNT_HEAP)
        sb_printf(out, "%lld", (long long)v);
    else if (v < 10240)
        sb_printf(out, "%lld KiB", (long long)v);
    else
        sb_printf(out, "%lld MiB", (long long)v / 1024);
}

/* Name, and the value at the cursor. */
static void put_name(struct painter *pt, enum lane_counter c, struct rect box)
{
    struct sb value = {0};
    struct rect upper = box, lower;
    int32_t v = 0;

    steps_value(&pt->tl->lanes.counters[c], pt->f->ui->t, &v);
    put_value(pt, c, v, &value);
    lower = rect_cut_bottom(&upper, box.h / 2);
    if (lower.h >= scene_line_height(pt->sc, STYLE_SMALL)) {
        scene_text(pt->sc, upper, STYLE_SMALL, COLOR_DIM, LEFT, "%s", lane_counter_name(c));
        scene_text(pt->sc, lower, STYLE_SMALL, COLOR_TEXT, LEFT, "%s", sb_text(&value));
    } else {
        scene_text(pt->sc, box, STYLE_SMALL, COLOR_DIM, LEFT, "%s %s", lane_counter_name(c),
                   sb_text(&value));
    }
    sb_free(&value);
}

static void put_line(struct painter *pt, enum lane_counter c, enum color color, struct rect box)
{
    const struct steps *st = &pt->tl->lanes.counters[c];
    struct steps_column *line = ARENA_ARRAY(&pt->sc->arena, struct steps_column, (size_t)box.w);
    struct strip_column *columns = ARENA_ARRAY(&pt->sc->arena, struct strip_column, (size_t)box.w);
    uint8_t *colors = ARENA_ARRAY(&pt->sc->arena, uint8_t, STRIP_COLORS);
    int32_t thick = scene_px(pt->sc, 2) * 255 / box.h + 1, room = 255 - thick;

    colors[0] = COLOR_RAISED;
    colors[1] = (uint8_t)color;
    steps_columns(st, pt->ax, pt->end, false, line);
    for (int32_t x = 0; x < box.w; x++) {
        int64_t least = line[x].least, most = line[x].most;

        if (!line[x].any)
            continue;
        columns[x].part[0] = (uint8_t)(least * room / st->most);
        columns[x].part[1] = (uint8_t)(most * room / st->most - columns[x].part[0] + thick);
    }
    scene_strip(pt->sc, box, columns, colors);
}

void counters_draw(struct painter *pt)
{
    struct rect all = pt->tl->plan.counters, row;
    int32_t n = counters_wanted(pt->tl), fit, high, gap = scene_px(pt->sc, 4);

    if (n == 0 || all.h <= 0)
        return;
    fit = all.h / scene_px(pt->sc, 26);
    fit = fit < 1 ? 1 : fit < n ? fit : n;
    high = all.h / fit;
    for (int i = 0; i < SHOWN && fit > 0; i++) {
        if (!says_something(pt->tl, i))
            continue;
        row = rect_cut_top(&all, high);
        rect_cut_top(&row, gap);
        put_line(pt, shown[i].counter, shown[i].color, row);
        put_name(pt, shown[i].counter,
                 (struct rect){row.x - pt->tl->plan.gutter, row.y,
                               pt->tl->plan.gutter - scene_px(pt->sc, 6), row.h});
        fit--;
    }
}
