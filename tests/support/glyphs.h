/* glyphs.h: fonts for tests, without any font: each character is a block as wide as half its size.
 *
 *     struct block_fonts bf;
 *     struct fonts f = block_fonts(&bf);
 *
 * A block's left half is covered, its right half half covered; a space is empty. */
#ifndef TESTS_GLYPHS_H
#define TESTS_GLYPHS_H

#include <string.h>

#include "fonts.h"

enum { BLOCK_PX_MAX = 64 };

struct block_fonts {
    struct glyph glyphs[BLOCK_PX_MAX + 1], space[BLOCK_PX_MAX + 1];
    uint8_t coverage[BLOCK_PX_MAX + 1][BLOCK_PX_MAX * BLOCK_PX_MAX];
};

static const struct glyph *block_glyph(void *self, enum face face, int32_t px, uint32_t rune)
{
    struct block_fonts *bf = self;
    struct glyph *g = rune == ' ' ? &bf->space[px] : &bf->glyphs[px];
    int16_t w = (int16_t)(px / 2);

    (void)face;
    g->advance = (int16_t)(w + 1);
    if (rune == ' ' || g->coverage)
        return g;
    g->w = w;
    g->h = (int16_t)px;
    for (int32_t y = 0; y < px; y++) {
        memset(&bf->coverage[px][y * w], 255, (size_t)w / 2);
        memset(&bf->coverage[px][y * w + w / 2], 128, (size_t)(w - w / 2));
    }
    g->coverage = bf->coverage[px];
    return g;
}

static int32_t block_height(void *self, enum face face, int32_t px)
{
    (void)self;
    (void)face;
    return px + px / 4;
}

static inline struct fonts block_fonts(struct block_fonts *bf)
{
    memset(bf, 0, sizeof *bf);
    return (struct fonts){.glyph = block_glyph, .height = block_height, .self = bf};
}

#endif
