/* Strips: a lane of the timeline, whose pixel columns are stacks of colours.
 *
 * Sixteen columns are painted at a time, row by row: a pixel has the colour that its middle lies in. There is nothing to decide
 * for a pixel, so the compiler does several at once, and no branch is guessed wrong where every column differs from the next. */
#include <string.h>

#include "raster_internal.h"

enum { TILE = 16 };

/* Heights are counted in 255ths of a pixel from the strip's lower edge, so that only the last step rounds. */
struct tile {
    int32_t top[STRIP_COLORS][TILE]; /* where each colour ends, of those that are there */
    uint32_t colors[STRIP_COLORS];
    int32_t n;
    int32_t solid;   /* below it all columns are of the first colour */
    int32_t highest; /* above it there is nothing */
};

/* A bit for each colour that any of the columns has. */
static unsigned used_colors(const struct strip_column *columns)
{
    struct strip_column any[4] = {{{0}}};
    unsigned used = 0;

    for (int x = 0; x < TILE; x += 4) /* so many at a time are whole words */
        for (size_t i = 0; i < sizeof any; i++)
            ((uint8_t *)any)[i] |= ((const uint8_t *)&columns[x])[i];
    for (int k = 0; k < STRIP_COLORS; k++)
        if (any[0].part[k] | any[1].part[k] | any[2].part[k] | any[3].part[k])
            used |= 1U << k;
    return used;
}

static void find_extremes(struct tile *ti)
{
    ti->solid = ti->n ? INT32_MAX : 0;
    ti->highest = 0;
    for (int x = 0; ti->n && x < TILE; x++) {
        ti->solid = ti->top[0][x] < ti->solid ? ti->top[0][x] : ti->solid;
        ti->highest = ti->top[ti->n - 1][x] > ti->highest ? ti->top[ti->n - 1][x] : ti->highest;
    }
}

static void tile_make(struct tile *ti, const struct strip_column *columns, const uint32_t *colors,
                      int32_t height)
{
    unsigned used = used_colors(columns);
    int32_t sum[TILE] = {0};

    ti->n = 0;
    for (int k = 0; k < STRIP_COLORS; k++) {
        if (!(used >> k & 1))
            continue;
        for (int x = 0; x < TILE; x++)
            sum[x] += columns[x].part[k];
        for (int x = 0; x < TILE; x++)
            ti->top[ti->n][x] = sum[x] * height;
        ti->colors[ti->n++] = colors[k];
    }
    find_extremes(ti);
}

/* `n` pixels of one row, whose middle is at a height, upon what is there: the lower colour goes over the one above it. */
static void tile_row(const struct tile *ti, int32_t middle, uint32_t *row, int32_t n)
{
    uint32_t pixels[TILE] = {
        0}; /* by themselves, so that the compiler knows that nothing else changes them */

    memcpy(pixels, row, (size_t)n * sizeof *row);
    for (int32_t k = ti->n - 1; k >= 0; k--) {
        uint32_t color = ti->colors[k];

        for (int x = 0; x < TILE; x++) {
            uint32_t in = 0U - (uint32_t)(ti->top[k][x] > middle);

            pixels[x] = (color & in) | (pixels[x] & ~in);
        }
    }
    memcpy(row, pixels, (size_t)n * sizeof *row);
}

static void fill(uint32_t *row, int32_t n, uint32_t color)
{
    for (int32_t x = 0; x < n; x++)
        row[x] = color;
}

/* A tile on the rows of `in`, of which the lowest is row `low` of the strip. */
static void tile_paint(const struct raster *r, const struct tile *ti, struct rect in, int32_t low)
{
    for (int32_t y = 0; y < in.h; y++) {
        uint32_t *row = raster_pixel(r, in.x, in.y + in.h - 1 - y);
        int32_t middle = (low + y) * COVER_ALL + COVER_ALL / 2;

        if (middle >= ti->highest)
            return;
        if (middle < ti->solid)
            fill(row, in.w, ti->colors[0]);
        else if (in.w == TILE)
            tile_row(ti, middle, row, TILE);
        else
            tile_row(ti, middle, row, in.w);
    }
}

void raster_strip(struct raster *r, const struct shape *sh, const struct theme *theme)
{
    struct rect in = rect_meet(sh->box, r->clip);
    const struct strip_column *columns = sh->u.strip.columns + (in.x - sh->box.x);
    int32_t low = sh->box.y + sh->box.h - (in.y + in.h);
    uint32_t colors[STRIP_COLORS];

    for (int i = 0; i < STRIP_COLORS; i++)
        colors[i] = 0xff000000U | theme_rgb(theme, (enum color)sh->u.strip.colors[i]);
    for (int32_t x = 0; x < in.w && in.h; x += TILE) {
        int32_t n = in.w - x < TILE ? in.w - x : TILE;
        struct strip_column some[TILE] = {{{0}}};
        struct tile ti;

        if (n < TILE)
            memcpy(some, &columns[x], (size_t)n * sizeof *some);
        tile_make(&ti, n < TILE ? some : &columns[x], colors, sh->box.h);
        tile_paint(r, &ti, (struct rect){in.x + x, in.y, n, in.h}, low);
    }
}
