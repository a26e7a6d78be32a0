/* fonts.h: glyphs as bitmaps, from whoever can make them (the app: by SDL2_ttf, from the fonts that ship with us).
 *
 * Text is set glyph by glyph with whole-pixel advances, without kerning and ligatures: its width is a sum, the same wherever
 * the same fonts are. */
#ifndef VIZ_FONTS_H
#define VIZ_FONTS_H

#include <stddef.h>
#include <stdint.h>

#include "theme.h"

struct glyph {
    int16_t advance;   /* pixels to the next */
    int16_t left, top; /* of the bitmap, from the pen; top: down from the upper edge of the line */
    int16_t w, h;      /* of the bitmap */
    const uint8_t *coverage; /* w * h; NULL when w or h is 0 */
};

struct fonts {
    /* The glyph of a character (a box if the face has none) at a size; good as long as the fonts are. Never NULL. */
    const struct glyph *(*glyph)(void *self, enum face face, int32_t px, uint32_t rune);
    int32_t (*height)(void *self, enum face face, int32_t px); /* of a line */
    void *self;
};

/* Width of `n` bytes of UTF-8. */
int32_t fonts_width(const struct fonts *f, enum face face, int32_t px, const char *text, size_t n);

/* How many bytes of `text` fit into `width`, whole characters. */
size_t fonts_fit(const struct fonts *f, enum face face, int32_t px, const char *text, size_t n,
                 int32_t width);

#endif
