#include "raster.h"

#include <string.h>

#include "raster_internal.h"
#include "utf8.h"

uint32_t raster_root(uint64_t n)
{
    uint64_t root = 0, bit = UINT64_C(1) << 62;

    while (bit > n)
        bit >>= 2;
    for (; bit; bit >>= 2)
        if (n >= root + bit) {
            n -= root + bit;
            root = (root >> 1) + bit;
        } else {
            root >>= 1;
        }
    return (uint32_t)root;
}

static void fill_row(uint32_t *row, int32_t n, uint32_t color)
{
    for (int32_t x = 0; x < n; x++)
        row[x] = color;
}

enum { WIDE = 16 }; /* pixels, from which on memcpy pays for being called */

/* The first row pixel by pixel, the others as copies of it. */
void raster_rect(struct raster *r, struct rect box)
{
    struct rect in = rect_meet(box, r->clip);
    uint32_t *first, *row;

    if (in.w == 0 || in.h == 0)
        return;
    first = row = raster_pixel(r, in.x, in.y);
    fill_row(first, in.w, r->color);
    for (int32_t y = 1; y < in.h; y++) {
        row += r->out->stride;
        if (in.w < WIDE)
            fill_row(row, in.w, r->color);
        else
            memcpy(row, first, (size_t)in.w * sizeof *row);
    }
}

/* A glyph whose bitmap stands at `box`. */
static void draw_glyph(struct raster *r, const struct glyph *glyph, struct rect box)
{
    struct rect in = rect_meet(box, r->clip);

    for (int32_t y = in.y; y < in.y + in.h; y++) {
        const uint8_t *coverage =
            glyph->coverage + (ptrdiff_t)(y - box.y) * glyph->w + (in.x - box.x);
        uint32_t *row = raster_pixel(r, in.x, y);

        for (int32_t x = 0; x < in.w; x++)
            raster_cover(&row[x], r->color, coverage[x]);
    }
}

static void draw_text(struct raster *r, const struct shape *sh, const struct scene *sc)
{
    enum face face = theme_face((enum style)sh->style);
    int32_t px = theme_text_px(sc->theme, (enum style)sh->style), pen = sh->box.x;
    const char *text = sh->u.text.at;
    size_t n = (size_t)sh->u.text.n;

    for (size_t i = 0; i < n;) {
        uint32_t rune;
        const struct glyph *glyph;

        i += utf8_next(text + i, n - i, &rune);
        glyph = sc->fonts->glyph(sc->fonts->self, face, px, rune);
        if (glyph->coverage)
            draw_glyph(
                r, glyph,
                (struct rect){pen + glyph->left, sh->box.y + glyph->top, glyph->w, glyph->h});
        pen += glyph->advance;
    }
}

static void draw_shape(struct raster *r, const struct shape *sh, const struct scene *sc)
{
    r->color = 0xff000000U | theme_rgb(sc->theme, (enum color)sh->color);
    switch ((enum shape_kind)sh->kind) {
    case SHAPE_FILL:
        raster_round_fill(r, sh->box, sh->radius);
        break;
    case SHAPE_STROKE:
        raster_stroke(r, sh);
        break;
    case SHAPE_LINE:
        raster_line(r, sh);
        break;
    case SHAPE_TEXT:
        draw_text(r, sh, sc);
        break;
    case SHAPE_STRIP:
        raster_strip(r, sh, sc->theme);
        break;
    }
}

/* A shape in its turn, and the rows it is in. */
struct turn {
    int32_t top, bottom;
    const struct shape *shape;
};

/* Of lines only the clip is asked: they may go up or left, and are thick. */
static struct turn turn_of(const struct shape *sh)
{
    struct turn t = {sh->clip.y, sh->clip.y + sh->clip.h, sh};

    if (sh->kind != SHAPE_LINE) {
        t.top = sh->box.y > t.top ? sh->box.y : t.top;
        t.bottom = sh->box.y + sh->box.h < t.bottom ? sh->box.y + sh->box.h : t.bottom;
    }
    return t;
}

/* Layer by layer, in a layer in their order. */
static const struct turn *in_order(struct raster *r, const struct scene *sc)
{
    struct turn *turns = ARENA_ARRAY(&r->arena, struct turn, sc->shapes.len + 1);
    size_t n = 0;

    for (int layer = 0; layer < LAYERS; layer++)
        for (size_t i = 0; i < sc->shapes.len; i++)
            if (sc->shapes.at[i].layer == layer)
                turns[n++] = turn_of(&sc->shapes.at[i]);
    return turns;
}

/* So many rows are painted at a time: they stay in the cache while panel upon background, and lane upon panel, are laid. */
enum { BAND = 48 };

void raster_draw(const struct scene *sc, struct pixels *out)
{
    struct raster r = {.out = out};
    const struct turn *turns = in_order(&r, sc);

    for (int32_t y = 0; y < out->h; y += BAND) {
        struct rect band = {0, y, out->w, out->h - y < BAND ? out->h - y : BAND};

        r.clip = band;
        r.color = 0xff000000U | theme_rgb(sc->theme, COLOR_BACK);
        raster_rect(&r, band);
        for (size_t i = 0; i < sc->shapes.len; i++) {
            if (turns[i].top >= y + band.h || turns[i].bottom <= y)
                continue;
            r.clip = rect_meet(turns[i].shape->clip, band);
            if (r.clip.w && r.clip.h)
                draw_shape(&r, turns[i].shape, sc);
        }
    }
    arena_free(&r.arena);
}

uint64_t raster_hash(const struct pixels *px)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    for (int32_t y = 0; y < px->h; y++)
        for (int32_t x = 0; x < px->w; x++)
            hash = (hash ^ px->at[(ptrdiff_t)y * px->stride + x]) * UINT64_C(0x100000001b3);
    return hash;
}
