/* timeline_map.c: the whole run in a thin strip: how many processors' worth of goroutines ran, what is shown boxed, hits of a
 * search and bookmarks as ticks. */
#include "timeline_own.h"

static int32_t procs(const struct painter *pt)
{
    int32_t n = (int32_t)pt->tl->lanes.ps.len;

    return n ? n : 1;
}

/* The mean height where time passes by the million, and a pixel for what is there at all. */
static void make_load(struct painter *pt, struct rect box)
{
    const struct lanes *l = &pt->tl->lanes;
    struct map *map = &pt->tl->map;
    struct steps_column *load = ARENA_ARRAY(&pt->sc->arena, struct steps_column, (size_t)box.w);
    int32_t n = procs(pt), least = 255 / box.h + 1;

    if (map->seen == l->seen && map->columns.len == (size_t)box.w && map->h == box.h)
        return;
    map->seen = l->seen;
    map->h = box.h;
    map->columns.len = 0;
    VEC_RESERVE(&map->columns, (size_t)box.w);
    steps_columns(&l->counters[COUNT_RUNNING], &pt->tl->plan.whole, pt->end, true, load);
    for (int32_t c = 0; c < box.w; c++) {
        int32_t part = load[c].any ? load[c].mean * 255 / n : 0;

        if (load[c].any && load[c].most > 0 && part < least)
            part = least;
        *VEC_PUSH(&map->columns) = (struct strip_column){{(uint8_t)(part > 255 ? 255 : part)}};
    }
}

static void put_tick(struct painter *pt, int32_t x, enum color color)
{
    struct rect map = pt->tl->plan.map;

    scene_fill(pt->sc, (struct rect){x, map.y, scene_px(pt->sc, 2), map.h / 2}, color, 0);
}

static void put_ticks(struct painter *pt)
{
    const struct ui *ui = pt->f->ui;
    const struct axis *whole = &pt->tl->plan.whole;

    for (int i = 0; pt->tl->search.on && i < MAP_HITS; i++)
        if (pt->tl->search.map[i])
            put_tick(pt, whole->x + (int32_t)((int64_t)whole->w * i / MAP_HITS), COLOR_MARK);
    for (size_t i = 0; i < ui->bookmarks.len; i++)
        put_tick(pt, axis_x(whole, ui->bookmarks.at[i]), COLOR_WARN);
    scene_fill(pt->sc,
               (struct rect){axis_x(whole, ui->t), pt->tl->plan.map.y, scene_px(pt->sc, 1),
                             pt->tl->plan.map.h},
               COLOR_TEXT, 0);
}

void map_draw(struct painter *pt)
{
    struct rect map = pt->tl->plan.map, box = map;
    const struct ui *ui = pt->f->ui;
    const struct axis *whole = &pt->tl->plan.whole;
    int32_t least = scene_px(pt->sc, 6);

    if (map.h <= 0)
        return;
    pt->sc->pick = (struct pick){PICK_PLACE, -1, 0};
    scene_fill(pt->sc, map, COLOR_INSET, scene_px(pt->sc, 2));
    make_load(pt, map);
    scene_strip(pt->sc, map, pt->tl->map.columns.at, lod_colors);
    pt->sc->pick = (struct pick){PICK_NONE, 0, 0};
    put_ticks(pt);
    box.x = axis_x(whole, ui->window.from);
    box.x = box.x < map.x ? map.x : box.x;
    box.w = axis_x(whole, ui->window.to) - box.x;
    box.w = box.w < least ? least : box.w;
    if (box.x + box.w > map.x + map.w)
        box.x = map.x + map.w - box.w;
    scene_stroke(pt->sc, box, COLOR_ACCENT, scene_px(pt->sc, 2), scene_px(pt->sc, 2), false);
}
