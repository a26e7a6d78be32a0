/* raster.h: a scene as pixels, by integers only: the same bytes wherever the same fonts are.
 *
 * We fill pixels ourselves, since a frame of a timeline is thousands of small rectangles and glyphs: SDL's software renderer
 * takes 1.3 us for a rectangle of 40x16 and 0.4 us for a glyph, by hand it is a seventh of that, and SDL draws no rounded corners. */
#ifndef VIZ_RASTER_H
#define VIZ_RASTER_H

#include "scene.h"

/* 0xffRRGGBB each, rows from the top, `stride` pixels apart. */
struct pixels {
    uint32_t *at;
    int32_t w, h, stride;
};

void raster_draw(const struct scene *sc, struct pixels *out);

/* FNV-1a of the pixels, for tests. */
uint64_t raster_hash(const struct pixels *px);

#endif
