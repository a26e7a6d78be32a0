/* Lines: level and upright ones are rectangles, the others are measured pixel by pixel along their longer direction. */
#include "raster_internal.h"

/* A pixel is a UNIT wide. Longer lines than LONGEST are halved, so that no product leaves 64 bits. */
enum { UNIT = 256, FRACTION = 1 << 24, LONGEST = 1 << 20, DASH = 4 /* thicknesses */ };

/* From (x, y), by (dx, dy). */
struct segment {
    int64_t x, y, dx, dy;
    int64_t thick;
    int64_t dash; /* length of a dash and of a gap; 0: none */
};

static int64_t magnitude(int64_t n)
{
    return n < 0 ? -n : n;
}

/* ---- level and upright -------------------------------------------------------------------------------------------- */

/* Both ends are part of it, so that polylines close at their corners. Dashes out of sight are not walked through. */
static void draw_straight(struct raster *r, const struct shape *sh, int32_t thick)
{
    bool upright = sh->box.w == 0;
    int32_t x = sh->box.w < 0 ? sh->box.x + sh->box.w : sh->box.x;
    int32_t y = sh->box.h < 0 ? sh->box.y + sh->box.h : sh->box.y;
    int64_t end = magnitude(upright ? sh->box.h : sh->box.w) + 1;
    int64_t from = upright ? (int64_t)r->clip.y - y : (int64_t)r->clip.x - x;
    int64_t until = from + (upright ? r->clip.h : r->clip.w),
            dash = sh->dashed ? DASH * thick : end;

    from = from < 0 ? 0 : from / (2 * dash) * (2 * dash);
    for (until = until < end ? until : end; from < until; from += 2 * dash) {
        int32_t part = (int32_t)(dash < until - from ? dash : until - from);

        raster_rect(r, upright ? (struct rect){x - thick / 2, (int32_t)(y + from), thick, part}
                               : (struct rect){(int32_t)(x + from), y - thick / 2, part, thick});
    }
}

/* ---- slanted ------------------------------------------------------------------------------------------------------ */

static int64_t clamp_unit(int64_t n)
{
    return n < 0 ? 0 : n > UNIT ? UNIT : n;
}

/* Everything about a slanted line that its pixels have in common. Distances from it and along it grow by a constant from
 * pixel to pixel, so they are added up, in FRACTIONs of UNITs. */
struct slant {
    int64_t length; /* in UNITs */
    int64_t half;   /* of its thickness, in UNITs */
    int64_t dash;   /* in UNITs; 0: none */
    int64_t aside_x, aside_y, along_x, along_y;
};

static struct slant slant_of(const struct segment *s)
{
    struct slant sl = {.half = s->thick * UNIT / 2, .dash = s->dash * UNIT};
    int64_t unit;

    sl.length = raster_root((uint64_t)(s->dx * s->dx + s->dy * s->dy) * UNIT * UNIT);
    unit = (int64_t)UNIT * UNIT * FRACTION / sl.length;
    sl.aside_x = s->dy * unit;
    sl.aside_y = -s->dx * unit;
    sl.along_x = s->dx * unit;
    sl.along_y = s->dy * unit;
    return sl;
}

/* How much of a pixel so far along and aside is on the line. */
static uint32_t coverage_at(const struct slant *sl, int64_t along, int64_t aside)
{
    int64_t covered = clamp_unit(sl->half + UNIT / 2 - magnitude(aside) / FRACTION), beyond;

    if (covered == 0)
        return 0;
    along /= FRACTION;
    beyond = along < 0 ? -along : along - sl->length;
    if (beyond > 0)
        covered = covered * clamp_unit(sl->half + UNIT / 2 - beyond) / UNIT;
    if (sl->dash && along / sl->dash % 2 != 0)
        return 0;
    return (uint32_t)(covered * COVER_ALL / UNIT);
}

/* The pixels of one step along the longer direction: as many aside as the line is wide there. */
static void draw_step(struct raster *r, const struct slant *sl, const struct segment *s, int64_t px,
                      int64_t py, bool swap, int32_t reach)
{
    int64_t along = px * sl->along_x + py * sl->along_y;
    int64_t aside = px * sl->aside_x + py * sl->aside_y;

    for (int32_t i = 0; i <= 2 * reach; i++) {
        int32_t x = (int32_t)(s->x + px) + (swap ? i : 0),
                y = (int32_t)(s->y + py) + (swap ? 0 : i);

        if (rect_has(r->clip, x, y))
            raster_cover(raster_pixel(r, x, y), r->color, coverage_at(sl, along, aside));
        along += swap ? sl->along_x : sl->along_y;
        aside += swap ? sl->aside_x : sl->aside_y;
    }
}

/* Walks along the longer direction as far as it is in sight. `swap`: y is the longer one. */
static void draw_slant(struct raster *r, const struct segment *s, bool swap)
{
    struct slant sl = slant_of(s);
    int64_t major = swap ? s->dy : s->dx, minor = swap ? s->dx : s->dy, cap = s->thick / 2 + 1;
    int64_t low = swap ? r->clip.y - s->y : r->clip.x - s->x;
    int64_t high = low + (swap ? r->clip.h : r->clip.w);
    int64_t least = (major < 0 ? major : 0) - cap, most = (major < 0 ? 0 : major) + cap;
    int32_t reach =
        (int32_t)((sl.half + UNIT / 2) * sl.length / magnitude(major) / UNIT / UNIT) + 1;

    low = low > least ? low : least;
    high = high <= most ? high : most + 1;
    for (int64_t a = low; a < high; a++) {
        int64_t b = a * minor / major - reach;

        draw_step(r, &sl, s, swap ? b : a, swap ? a : b, swap, reach);
    }
}

/* Can any of its pixels be in the clip? */
static bool touches(const struct raster *r, const struct segment *s)
{
    int64_t x0 = s->dx < 0 ? s->x + s->dx : s->x, y0 = s->dy < 0 ? s->y + s->dy : s->y;
    int64_t x1 = x0 + magnitude(s->dx), y1 = y0 + magnitude(s->dy), reach = s->thick + 2;

    return x1 + reach >= r->clip.x && x0 - reach < r->clip.x + r->clip.w &&
           y1 + reach >= r->clip.y && y0 - reach < r->clip.y + r->clip.h;
}

static void draw_segment(struct raster *r, const struct segment *s)
{
    struct segment first = *s, second = *s;

    if (!touches(r, s))
        return;
    if (magnitude(s->dx) <= LONGEST && magnitude(s->dy) <= LONGEST) {
        draw_slant(r, s, magnitude(s->dy) > magnitude(s->dx));
        return;
    }
    first.dx /= 2;
    first.dy /= 2;
    second.x += first.dx;
    second.y += first.dy;
    second.dx -= first.dx;
    second.dy -= first.dy;
    draw_segment(r, &first);
    draw_segment(r, &second);
}

void raster_line(struct raster *r, const struct shape *sh)
{
    int32_t thick = sh->thick > 0 ? sh->thick : 1;
    struct segment s = {.x = sh->box.x,
                        .y = sh->box.y,
                        .dx = sh->box.w,
                        .dy = sh->box.h,
                        .thick = thick,
                        .dash = sh->dashed ? (int64_t)DASH * thick : 0};

    if (sh->box.w == 0 || sh->box.h == 0)
        draw_straight(r, sh, thick);
    else
        draw_segment(r, &s);
}
