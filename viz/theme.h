/* theme.h: colours and sizes. All of a picture is laid out in pixels of the device; `theme_px` makes them of those at scale 1. */
#ifndef VIZ_THEME_H
#define VIZ_THEME_H

#include <stdbool.h>
#include <stdint.h>

enum color {
#define X(id, dark, light, on) id,
#include "palette.def"
#undef X
    COLORS
};

enum face { FACE_SANS, FACE_BOLD, FACE_MONO, FACES };

enum style {
#define X(id, face, px) id,
#include "styles.def"
#undef X
    STYLES
};

struct theme {
    bool light, presenter; /* presenter: for a room, everything a third larger */
    int32_t scale;         /* percent: 100, 200 … */
};

int32_t theme_px(const struct theme *th, int32_t px);         /* at least 1 for px >= 1 */
uint32_t theme_rgb(const struct theme *th, enum color color); /* 0xRRGGBB */
enum color theme_behind(enum color color); /* what it is read against as text, or COLOR_NONE */
enum face theme_face(enum style style);
int32_t theme_text_px(const struct theme *th, enum style style);

/* Contrast of two colours as WCAG defines it, in hundredths: 450 is 4.5 to 1. */
int32_t theme_contrast(uint32_t rgb, uint32_t against);

#endif
