/* Strips: a lane of the timeline, whose pixel columns are stacks of colours. */
#include <string.h>

#include "raster_internal.h"

/* A column as pixels from the bottom: `full` whole ones, and one more that is covered in part only. */
struct stack {
    uint32_t *pixels;
    int32_t full;
    uint32_t part; /* coverage of the one above them */
};

/* A pixel that several colours meet in is their mean, weighed by their parts of it. */
struct mix {
    uint32_t red, green, blue, weight;
};

static void mix_add(struct mix *m, uint32_t color, uint32_t weight)
{
    m->red += (color >> 16 & 255) * weight;
    m->green += (color >> 8 & 255) * weight;
    m->blue += (color & 255) * weight;
    m->weight += weight;
}

/* `weight` is the mix's own: a constant where the caller knows it, so that nothing is divided. */
static inline uint32_t mix_color(const struct mix *m, uint32_t weight)
{
    return 0xff000000U | m->red / weight << 16 | m->green / weight << 8 | m->blue / weight;
}

/* Puts `left` 255ths of pixels of one colour upon what is there. */
static void stack_part(struct stack *st, struct mix *mix, uint32_t color, uint32_t left)
{
    uint32_t room = COVER_ALL - mix->weight, take = left < room ? left : room;

    if (mix->weight || take < COVER_ALL) {
        mix_add(mix, color, take);
        left -= take;
        if (mix->weight < COVER_ALL)
            return;
        st->pixels[st->full++] = mix_color(mix, COVER_ALL);
        *mix = (struct mix){0};
    }
    for (; left >= COVER_ALL; left -= COVER_ALL)
        st->pixels[st->full++] = color;
    if (left)
        mix_add(mix, color, left);
}

/* Heights are counted in 255ths of a pixel, so that a column of h pixels is h * 255 of them and no part is lost by rounding. */
static void stack_up(struct stack *st, const struct strip_column *column, const uint32_t *colors,
                     int32_t height)
{
    struct mix mix = {0};
    uint32_t room = COVER_ALL;

    st->full = 0;
    for (int i = 0; i < STRIP_COLORS; i++) {
        uint32_t part = column->part[i] < room ? column->part[i] : room;

        if (part)
            stack_part(st, &mix, colors[i], part * (uint32_t)height);
        room -= part;
    }
    st->part = mix.weight;
    if (st->part)
        st->pixels[st->full] = mix_color(&mix, mix.weight);
}

/* Puts `n` equal columns, from `x` on, upon the lane's lower edge. */
static void put_stack(struct raster *r, const struct stack *st, int32_t x, int32_t n,
                      int32_t bottom)
{
    int32_t low = bottom - (r->clip.y + r->clip.h), high = bottom - r->clip.y;
    int32_t all = st->full < high ? st->full : high;

    for (int32_t i = low > 0 ? low : 0; i < all; i++) {
        uint32_t *row = raster_pixel(r, x, bottom - 1 - i), color = st->pixels[i];

        for (int32_t k = 0; k < n; k++)
            row[k] = color;
    }
    if (st->part && st->full >= low && st->full < high)
        for (int32_t k = 0; k < n; k++)
            raster_cover(raster_pixel(r, x + k, bottom - 1 - st->full), st->pixels[st->full],
                         st->part);
}

/* How many columns from `at` on are equal to it. */
static int32_t equal_columns(const struct strip_column *at, int32_t n)
{
    int32_t i = 1;

    while (i < n && memcmp(&at[i], at, sizeof *at) == 0)
        i++;
    return i;
}

void raster_strip(struct raster *r, const struct shape *sh, const struct theme *theme)
{
    struct rect in = rect_meet(sh->box, r->clip);
    const struct strip_column *columns = sh->u.strip.columns + (in.x - sh->box.x);
    uint32_t colors[STRIP_COLORS];
    struct stack st;

    if (in.w == 0 || in.h == 0)
        return;
    if (r->column_room < sh->box.h) {
        r->column = ARENA_ARRAY(&r->arena, uint32_t, (size_t)sh->box.h);
        r->column_room = sh->box.h;
    }
    st.pixels = r->column;
    for (int i = 0; i < STRIP_COLORS; i++)
        colors[i] = 0xff000000U | theme_rgb(theme, (enum color)sh->u.strip.colors[i]);
    for (int32_t x = 0, n; x < in.w; x += n) {
        n = equal_columns(&columns[x], in.w - x);
        stack_up(&st, &columns[x], colors, sh->box.h);
        put_stack(r, &st, in.x + x, n, sh->box.y + sh->box.h);
    }
}
