#include "theme.h"

struct paint {
    uint32_t dark, light;
    enum color on;
};

static const struct paint palette[COLORS] = {
#define X(id, dark, light, on) [id] = {dark, light, on},
#include "palette.def"
#undef X
};

static const struct {
    enum face face;
    int32_t px;
} styles[STYLES] = {
#define X(id, face, px) [id] = {face, px},
#include "styles.def"
#undef X
};

int32_t theme_px(const struct theme *th, int32_t px)
{
    int64_t wide = (int64_t)px * th->scale * (th->presenter ? 4 : 3) / 300;

    return wide == 0 && px > 0 ? 1 : (int32_t)wide;
}

uint32_t theme_rgb(const struct theme *th, enum color color)
{
    return th->light ? palette[color].light : palette[color].dark;
}

enum color theme_behind(enum color color)
{
    return palette[color].on;
}

enum face theme_face(enum style style)
{
    return styles[style].face;
}

int32_t theme_text_px(const struct theme *th, enum style style)
{
    return theme_px(th, styles[style].px);
}

/* The light of one channel, 0 to 1,000,000: sRGB's curve, v^2.4 by v^2 * v^0.4 with integers. The fifth root is found by trial,
 * which a test's handful of colours can afford. */
static int64_t channel_light(uint32_t v)
{
    int64_t c = (int64_t)v * 1000000 / 255, x, root = 0, square;

    if (c <= 40450)
        return c * 100 / 1292;
    x = (c + 55000) * 1000 / 1055; /* the base, in millionths */
    square = x * x / 1000000;
    /* root^5 = x^2, all in thousandths of the unit */
    for (int64_t step = 512; step; step /= 2) {
        int64_t r = root + step, r2 = r * r, r4 = r2 * r2;

        if (r <= 1000 && r4 / 1000000 * r <= square * 1000)
            root = r;
    }
    return square * root / 1000;
}

static int64_t light_of(uint32_t rgb)
{
    return (2126 * channel_light(rgb >> 16 & 255) + 7152 * channel_light(rgb >> 8 & 255) +
            722 * channel_light(rgb & 255)) /
           10000;
}

int32_t theme_contrast(uint32_t rgb, uint32_t against)
{
    int64_t a = light_of(rgb) + 50000, b = light_of(against) + 50000;

    return (int32_t)(a > b ? a * 100 / b : b * 100 / a);
}
