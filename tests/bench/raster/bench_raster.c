/* What the parts of a frame cost at 1920x1080: the best of many rounds, in microseconds. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "glyphs.h"
#include "raster.h"

enum { W = 1920, H = 1080, ROUNDS = 60, LANES = 50, LANE_H = 16, COUNTERS = 4 };

struct bench {
    struct block_fonts blocks;
    struct fonts fonts;
    struct theme theme;
    struct scene sc;
    struct pixels px;
    struct strip_column columns[LANES][W];
};

static const uint8_t colors[STRIP_COLORS] = {COLOR_RUNNING, COLOR_RUNNABLE, COLOR_WAITING,
                                             COLOR_SYSCALL, COLOR_GC,       COLOR_IDLE};

static int64_t now(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

static struct rect place(int i, int w, int h)
{
    return (struct rect){i * 97 % (W - w), i * 61 % (H - h), w, h};
}

static void put_nothing(struct bench *b)
{
    (void)b;
}

static void put_boxes(struct bench *b)
{
    for (int i = 0; i < 4000; i++)
        scene_fill(&b->sc, place(i, 40, 16), COLOR_RUNNING, 0);
}

static void put_tokens(struct bench *b)
{
    for (int i = 0; i < 1000; i++) {
        scene_fill(&b->sc, place(i, 40, 18), COLOR_RUNNING, 5);
        scene_stroke(&b->sc, place(i, 40, 18), COLOR_EDGE, 5, 1, i % 2);
    }
}

static void put_glyphs(struct bench *b)
{
    for (int i = 0; i < 300; i++)
        scene_text(&b->sc, place(i, 200, 20), STYLE_BODY, COLOR_TEXT, LEFT, "ten glyphs");
}

static void put_runs(struct bench *b)
{
    for (int i = 0; i < LANES; i++)
        scene_strip(&b->sc, (struct rect){0, i * 20, W, LANE_H}, b->columns[0], colors);
}

static void put_noise(struct bench *b)
{
    for (int i = 0; i < LANES; i++)
        scene_strip(&b->sc, (struct rect){0, i * 20, W, LANE_H}, b->columns[i], colors);
}

static void put_polylines(struct bench *b)
{
    for (int c = 0; c < COUNTERS; c++)
        for (int x = 0; x + 2 < W; x += 2)
            scene_line(&b->sc, x, 200 * c + x * 31 % 40, x + 2, 200 * c + (x + 2) * 31 % 40,
                       COLOR_LINK, 2, false);
}

static const struct {
    const char *what;
    void (*put)(struct bench *b);
} parts[] = {
    {"nothing but the background", put_nothing},
    {"4000 rectangles of 40x16", put_boxes},
    {"1000 tokens with round corners and an edge", put_tokens},
    {"3000 glyphs of 6x13", put_glyphs},
    {"50 lanes with runs of one colour", put_runs},
    {"50 lanes, every column of six colours of its own", put_noise},
    {"4 polylines of 960 slanted parts", put_polylines},
};

/* The first lane has runs of 12 equal columns, the others none. */
static void fill_columns(struct bench *b)
{
    for (int lane = 0; lane < LANES; lane++)
        for (int x = 0; x < W; x++)
            for (int i = 0; i < STRIP_COLORS; i++)
                b->columns[lane][x].part[i] =
                    (uint8_t)(lane == 0 ? (x / 12 % STRIP_COLORS == i ? 255 : 0)
                                        : 20 + (x * 7 + i * 13 + lane) % 23);
}

static int64_t measure(struct bench *b, void (*put)(struct bench *b))
{
    int64_t best = INT64_MAX;

    scene_begin(&b->sc, &b->theme, &b->fonts, W, H);
    put(b);
    for (int i = 0; i < ROUNDS; i++) {
        int64_t began = now(), took;

        raster_draw(&b->sc, &b->px);
        took = now() - began;
        best = took < best ? took : best;
    }
    return best;
}

int main(void)
{
    struct bench *b = mem_zalloc(1, sizeof *b);

    b->fonts = block_fonts(&b->blocks);
    b->theme.scale = 100;
    b->px = (struct pixels){mem_zalloc((size_t)W * H, sizeof(uint32_t)), W, H, W};
    fill_columns(b);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        printf("%6lld us  %s\n", (long long)measure(b, parts[i].put) / 1000, parts[i].what);
    scene_deinit(&b->sc);
    free(b->px.at);
    free(b);
    return 0;
}
