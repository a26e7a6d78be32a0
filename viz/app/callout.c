#include "callout.h"

#include <stdio.h>
#include <string.h>

static bool same_thing(struct pick a, struct pick b)
{
    return a.kind == b.kind && a.id == b.id;
}

/* The largest shape that stands for it, as far as it is seen. */
static bool find_thing(const struct scene *sc, struct pick what, struct rect *out)
{
    int64_t largest = 0;

    for (size_t i = 0; i < sc->shapes.len; i++) {
        const struct shape *sh = &sc->shapes.at[i];
        struct rect seen = rect_meet(sh->box, sh->clip);

        if (same_thing(sh->pick, what) && (int64_t)seen.w * seen.h > largest) {
            largest = (int64_t)seen.w * seen.h;
            *out = seen;
        }
    }
    return largest > 0;
}

/* A disc with a number around the point, moved as far as it takes to be within the picture. */
static void draw_disc(struct scene *sc, int32_t x, int32_t y, int32_t number)
{
    int32_t size = scene_px(sc, 24);
    struct rect disc = {x - size / 2, y - size / 2, size, size};

    disc.x = disc.x > sc->size.w - size ? sc->size.w - size : disc.x;
    disc.y = disc.y > sc->size.h - size ? sc->size.h - size : disc.y;
    disc.x = disc.x < 0 ? 0 : disc.x;
    disc.y = disc.y < 0 ? 0 : disc.y;
    scene_fill(sc, rect_inset(disc, -scene_px(sc, 2)), COLOR_BACK, size);
    scene_fill(sc, disc, COLOR_GC, size);
    scene_text(sc, disc, STYLE_TITLE, COLOR_ON_STATE, CENTER, "%d", number);
}

static bool place_of(const struct stage *st, const struct scene *sc, const char *what, int32_t *x,
                     int32_t *y)
{
    int px, py, end = 0;
    struct pick pick;
    struct rect box;

    if (sscanf(what, "%d,%d%n", &px, &py, &end) == 2 && what[end] == '\0' && px >= 0 && py >= 0 &&
        px < 1 << 20 && py < 1 << 20) {
        *x = scene_px(sc, px);
        *y = scene_px(sc, py);
        return true;
    }
    if (!stage_pick(st, what, &pick) || !find_thing(sc, pick, &box))
        return false;
    *x = box.x;
    *y = box.y;
    return true;
}

bool callout_add(const struct stage *st, const struct scene *from, struct scene *out,
                 struct diags *ds)
{
    size_t before = ds->list.len, n = from->shapes.len;

    scene_begin(out, from->theme, from->fonts, from->size.w, from->size.h);
    VEC_RESERVE(&out->shapes, n);
    if (n)
        memcpy(out->shapes.at, from->shapes.at, n * sizeof *from->shapes.at);
    out->shapes.len = n;
    out->layer = LAYER_TIP;
    for (size_t i = 0; i < st->opt->callouts.len; i++) {
        const struct callout_wish *wish = &st->opt->callouts.at[i];
        int32_t x, y;

        if (place_of(st, from, wish->what, &x, &y))
            draw_disc(out, x, y, wish->number);
        else
            diags_add(ds, NULL, "--callout %d:%s: it is not in this picture", wish->number,
                      wish->what);
    }
    return ds->list.len == before;
}
