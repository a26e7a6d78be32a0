/* raster_internal.h: what the files of the rasterizer share. */
#ifndef VIZ_RASTER_INTERNAL_H
#define VIZ_RASTER_INTERNAL_H

#include "raster.h"

enum { RASTER_RADIUS_MAX = 128, COVER_ALL = 255 };

/* A drawing in progress. */
struct raster {
    struct pixels *out;
    struct rect clip; /* of the shape, within the picture */
    uint32_t color;   /* of the shape: 0xffRRGGBB */
    /* How much of each pixel of an upper left corner is covered, radius * radius bytes each, made when first asked for. */
    const uint8_t *corners[RASTER_RADIUS_MAX + 1];
    struct arena arena; /* of the corners, and of the order of shapes */
};

/* `over` upon `under`, by so many 255ths. */
static inline uint32_t raster_mix(uint32_t under, uint32_t over, uint32_t coverage)
{
    uint32_t a = coverage + (coverage >> 7), b = 256 - a;
    uint32_t rb = ((under & 0xff00ffU) * b + (over & 0xff00ffU) * a) >> 8 & 0xff00ffU;
    uint32_t g = ((under & 0xff00U) * b + (over & 0xff00U) * a) >> 8 & 0xff00U;

    return 0xff000000U | rb | g;
}

static inline void raster_cover(uint32_t *at, uint32_t color, uint32_t coverage)
{
    if (coverage >= COVER_ALL)
        *at = color;
    else if (coverage)
        *at = raster_mix(*at, color, coverage);
}

static inline uint32_t *raster_pixel(const struct raster *r, int32_t x, int32_t y)
{
    return r->out->at + (ptrdiff_t)y * r->out->stride + x;
}

/* All below are in the shape's colour and within its clip. */
void raster_rect(struct raster *r, struct rect box);
void raster_round_fill(struct raster *r, struct rect box, int32_t radius);
void raster_stroke(struct raster *r, const struct shape *sh);
void raster_line(struct raster *r, const struct shape *sh);
void raster_strip(struct raster *r, const struct shape *sh, const struct theme *theme);

/* The largest root with root * root <= n. */
uint32_t raster_root(uint64_t n);

#endif
