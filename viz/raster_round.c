/* Rectangles with round corners, filled and stroked. A corner comes from a table of coverages, one for each radius. */
#include "raster_internal.h"

/* A pixel is a UNIT wide; it is measured in so many rows, one after the other. */
enum { UNIT = 256, ROWS = 16, DASH = 4 /* thicknesses */ };

/* Adds what one measured row lets each pixel have inside the circle, whose edge is `edge` from the left. */
static void add_row(int32_t *sums, int32_t radius, int64_t edge)
{
    for (int32_t x = 0; x < radius; x++) {
        int64_t inside = (int64_t)(x + 1) * UNIT - edge;

        sums[x] += inside <= 0 ? 0 : inside >= UNIT ? UNIT : (int32_t)inside;
    }
}

/* The circle's centre is at (radius, radius) from the corner; its edge in a row dy above it is sqrt(r^2 - dy^2) to the left. */
static void measure(uint8_t *table, int32_t radius)
{
    int64_t r = (int64_t)radius * UNIT;

    for (int32_t y = 0; y < radius; y++) {
        int32_t sums[RASTER_RADIUS_MAX] = {0};

        for (int32_t row = 0; row < ROWS; row++) {
            int64_t dy = r - (int64_t)y * UNIT - (2 * row + 1) * UNIT / (2 * ROWS);

            add_row(sums, radius, r - raster_root((uint64_t)(r * r - dy * dy)));
        }
        for (int32_t x = 0; x < radius; x++)
            table[y * radius + x] = (uint8_t)(sums[x] * COVER_ALL / (UNIT * ROWS));
    }
}

static const uint8_t *corner_of(struct raster *r, int32_t radius)
{
    if (!r->corners[radius]) {
        uint8_t *table = arena_alloc(&r->arena, (size_t)(radius * radius), 1);

        measure(table, radius);
        r->corners[radius] = table;
    }
    return r->corners[radius];
}

/* No corner is larger than half of its box. */
static int32_t fitting(struct rect box, int32_t radius)
{
    int32_t half = (box.w < box.h ? box.w : box.h) / 2;

    radius = radius < half ? radius : half;
    return radius < 0 ? 0 : radius < RASTER_RADIUS_MAX ? radius : RASTER_RADIUS_MAX;
}

/* A ring's corner: the circle without the smaller one around the same centre; of a fill the smaller one has no radius. */
struct corner {
    const uint8_t *outer, *inner;
    int32_t radius, hole; /* radius of each */
};

static uint32_t coverage_at(const struct corner *c, int32_t x, int32_t y)
{
    int32_t thick = c->radius - c->hole;
    uint32_t all = c->outer[y * c->radius + x];

    if (c->hole == 0 || x < thick || y < thick)
        return all;
    return all - c->inner[(y - thick) * c->hole + x - thick];
}

/* The four corners of `box` are one, mirrored. */
static void draw_corners(struct raster *r, struct rect box, const struct corner *c)
{
    for (int32_t i = 0; i < 2 * c->radius; i++) {
        bool lower = i >= c->radius;
        int32_t y = lower ? 2 * c->radius - 1 - i : i;
        int32_t at_y = lower ? box.y + box.h - 1 - y : box.y + y;

        if (at_y < r->clip.y || at_y >= r->clip.y + r->clip.h)
            continue;
        for (int32_t x = 0; x < c->radius; x++) {
            uint32_t coverage = coverage_at(c, x, y);
            int32_t left = box.x + x, right = box.x + box.w - 1 - x;

            if (left >= r->clip.x && left < r->clip.x + r->clip.w)
                raster_cover(raster_pixel(r, left, at_y), r->color, coverage);
            if (right >= r->clip.x && right < r->clip.x + r->clip.w)
                raster_cover(raster_pixel(r, right, at_y), r->color, coverage);
        }
    }
}

void raster_round_fill(struct raster *r, struct rect box, int32_t radius)
{
    int32_t round = fitting(box, radius);
    struct corner c = {.radius = round};

    raster_rect(r, (struct rect){box.x, box.y + round, box.w, box.h - 2 * round});
    if (round == 0)
        return;
    raster_rect(r, (struct rect){box.x + round, box.y, box.w - 2 * round, round});
    raster_rect(r, (struct rect){box.x + round, box.y + box.h - round, box.w - 2 * round, round});
    c.outer = corner_of(r, round);
    draw_corners(r, box, &c);
}

/* One side of a stroke: whole, or as an odd number of dashes and gaps, so that both ends look alike: gaps beside round
 * corners, dashes at sharp ones. */
static void draw_side(struct raster *r, struct rect side, bool upright, int32_t dash,
                      bool gaps_outside)
{
    int32_t length = upright ? side.h : side.w, parts = dash ? length / dash : 1;

    parts -= parts % 2 == 0;
    if (parts <= 1) {
        if (!dash || !gaps_outside)
            raster_rect(r, side);
        return;
    }
    for (int32_t i = gaps_outside; i < parts; i += 2) {
        int32_t from = (int32_t)((int64_t)length * i / parts);
        int32_t to = (int32_t)((int64_t)length * (i + 1) / parts);

        raster_rect(r, upright ? (struct rect){side.x, side.y + from, side.w, to - from}
                               : (struct rect){side.x + from, side.y, to - from, side.h});
    }
}

static void draw_ring(struct raster *r, struct rect box, int32_t radius, int32_t thick, bool dashed)
{
    int32_t dash = dashed ? DASH * thick : 0, w = box.w - 2 * radius, h = box.h - 2 * radius;
    bool round = radius > 0;
    struct corner c = {.radius = radius, .hole = radius > thick ? radius - thick : 0};

    draw_side(r, (struct rect){box.x + radius, box.y, w, thick}, false, dash, round);
    draw_side(r, (struct rect){box.x + radius, box.y + box.h - thick, w, thick}, false, dash,
              round);
    draw_side(r, (struct rect){box.x, box.y + radius, thick, h}, true, dash, round);
    draw_side(r, (struct rect){box.x + box.w - thick, box.y + radius, thick, h}, true, dash, round);
    if (!round)
        return;
    c.outer = corner_of(r, radius);
    c.inner = c.hole ? corner_of(r, c.hole) : NULL;
    draw_corners(r, box, &c);
}

/* Inside of the box. A stroke as thick as half of the box is a fill. */
void raster_stroke(struct raster *r, const struct shape *sh)
{
    int32_t thick = sh->thick > 0 ? sh->thick : 1;

    if (2 * thick >= sh->box.w || 2 * thick >= sh->box.h)
        raster_round_fill(r, sh->box, sh->radius);
    else
        draw_ring(r, sh->box, fitting(sh->box, sh->radius), thick, sh->dashed);
}
