/* Pixels: what a scene's shapes cover, and what they leave alone. */
#include <stdlib.h>
#include <string.h>

#include "glyphs.h"
#include "raster.h"
#include "raster_internal.h"
#include "rng.h"
#include "test.h"

enum { W = 96, H = 80, GUARD = 8, UNTOUCHED = 0x12345678 };

struct canvas {
    struct block_fonts blocks;
    struct fonts fonts;
    struct theme theme;
    struct scene sc;
    uint32_t *memory;
    struct pixels px; /* within `memory`, with GUARD pixels around */
};

static struct canvas *canvas_new(void)
{
    struct canvas *c = mem_zalloc(1, sizeof *c);

    c->fonts = block_fonts(&c->blocks);
    c->theme = (struct theme){.scale = 100};
    c->px.stride = W + 2 * GUARD;
    c->px.w = W;
    c->px.h = H;
    c->memory = mem_alloc((size_t)c->px.stride * (H + 2 * GUARD) * sizeof *c->memory);
    for (int32_t i = 0; i < c->px.stride * (H + 2 * GUARD); i++)
        c->memory[i] = UNTOUCHED;
    c->px.at = c->memory + (ptrdiff_t)GUARD * c->px.stride + GUARD;
    scene_begin(&c->sc, &c->theme, &c->fonts, W, H);
    return c;
}

static void canvas_free(struct canvas *c)
{
    scene_deinit(&c->sc);
    free(c->memory);
    free(c);
}

static uint32_t at(const struct canvas *c, int32_t x, int32_t y)
{
    return c->px.at[(ptrdiff_t)y * c->px.stride + x];
}

static uint32_t rgb(const struct canvas *c, enum color color)
{
    return 0xff000000U | theme_rgb(&c->theme, color);
}

/* How far a pixel is from the background towards `color`, in 255ths. */
static int32_t share(const struct canvas *c, int32_t x, int32_t y, enum color color)
{
    int32_t back = (int32_t)(rgb(c, COLOR_BACK) >> 8 & 255),
            full = (int32_t)(rgb(c, color) >> 8 & 255);

    return ((int32_t)(at(c, x, y) >> 8 & 255) - back) * 255 / (full - back);
}

/* Law: what was drawn stays inside of the picture. */
static void assert_guard(const struct canvas *c)
{
    for (int32_t y = -GUARD; y < H + GUARD; y++)
        for (int32_t x = -GUARD; x < W + GUARD; x++)
            if (x < 0 || y < 0 || x >= W || y >= H)
                assert_int_equal(at(c, x, y), UNTOUCHED);
}

/* Law: a rectangle without corners covers its box, all of it, and nothing else. */
static void fill_is_its_box(void **state)
{
    struct canvas *c = canvas_new();
    struct rect box = {10, 20, 30, 7};

    (void)state;
    scene_fill(&c->sc, box, COLOR_RUNNING, 0);
    raster_draw(&c->sc, &c->px);
    for (int32_t y = 0; y < H; y++)
        for (int32_t x = 0; x < W; x++)
            assert_int_equal(at(c, x, y), rgb(c, rect_has(box, x, y) ? COLOR_RUNNING : COLOR_BACK));
    assert_guard(c);
    canvas_free(c);
}

/* Law: a rounded box is its own mirror image, both ways, nearly so along its diagonal, and a disc has the area of a disc: within 1 % of r * r * 355/113. */
static void corners_are_circles(void **state)
{
    (void)state;
    for (int32_t radius = 3; radius <= 32; radius++) {
        struct canvas *c = canvas_new();
        struct rect box = {9, 7, 2 * radius, 2 * radius};
        int64_t area = 0, circle = (int64_t)radius * radius * 255 * 355 / 113;

        scene_fill(&c->sc, box, COLOR_TEXT, radius);
        raster_draw(&c->sc, &c->px);
        for (int32_t y = 0; y < box.h; y++)
            for (int32_t x = 0; x < box.w; x++) {
                uint32_t one = at(c, box.x + x, box.y + y);

                assert_int_equal(one, at(c, box.x + box.w - 1 - x, box.y + y));
                assert_int_equal(one, at(c, box.x + x, box.y + box.h - 1 - y));
                assert_true(abs(share(c, box.x + y, box.y + x, COLOR_TEXT) -
                                share(c, box.x + x, box.y + y, COLOR_TEXT)) <= 8);
                area += share(c, box.x + x, box.y + y, COLOR_TEXT);
            }
        assert_in_range(area, circle * 99 / 100 - 255 * 2, circle * 101 / 100 + 255 * 2);
        canvas_free(c);
    }
}

/* Law: a stroke and the fill of its inside make up the fill of its box, as far as one pixel can tell. */
static void stroke_and_inside_are_whole(void **state)
{
    (void)state;
    for (int32_t radius = 0; radius <= 14; radius++)
        for (int32_t thick = 1; thick <= 4; thick++) {
            struct canvas *c = canvas_new();
            struct rect box = {5, 5, 40, 33};

            scene_stroke(&c->sc, box, COLOR_TEXT, radius, thick, false);
            raster_draw(&c->sc, &c->px);
            for (int32_t i = 0; i < thick; i++) {
                assert_int_equal(at(c, box.x + 20, box.y + i), rgb(c, COLOR_TEXT));
                assert_int_equal(at(c, box.x + i, box.y + 16), rgb(c, COLOR_TEXT));
                assert_int_equal(at(c, box.x + 20, box.y + box.h - 1 - i), rgb(c, COLOR_TEXT));
                assert_int_equal(at(c, box.x + box.w - 1 - i, box.y + 16), rgb(c, COLOR_TEXT));
            }
            assert_int_equal(at(c, box.x + 20, box.y + thick), rgb(c, COLOR_BACK));
            assert_int_equal(at(c, box.x + thick, box.y + 16), rgb(c, COLOR_BACK));
            if (radius == 0)
                assert_int_equal(at(c, box.x, box.y), rgb(c, COLOR_TEXT));
            if (radius > 3)
                assert_int_equal(at(c, box.x, box.y), rgb(c, COLOR_BACK));
            canvas_free(c);
        }
}

/* Law: nothing is drawn outside a shape's clip or the picture, whatever the shape; random ones from a printed seed. */
static void nothing_leaves_its_clip(void **state)
{
    struct rng rng;

    (void)state;
    rng_seed(&rng, 4);
    for (int i = 0; i < 400; i++) {
        struct canvas *c = canvas_new();
        struct rect clip = {(int32_t)rng_below(&rng, W), (int32_t)rng_below(&rng, H),
                            (int32_t)rng_below(&rng, W), (int32_t)rng_below(&rng, H)};
        struct rect box = {(int32_t)rng_below(&rng, 2 * W) - W / 2,
                           (int32_t)rng_below(&rng, 2 * H) - H / 2, (int32_t)rng_below(&rng, W) + 1,
                           (int32_t)rng_below(&rng, H) + 1};
        struct strip_column *columns = mem_zalloc((size_t)box.w, sizeof *columns);
        const uint8_t colors[STRIP_COLORS] = {COLOR_RUNNING, COLOR_GC, COLOR_TEXT};
        int32_t thick = (int32_t)rng_below(&rng, 5) + 1;
        bool dashed = rng_below(&rng, 2);

        for (int32_t x = 0; x < box.w; x++)
            columns[x].part[rng_below(&rng, 3)] = (uint8_t)rng_below(&rng, 256);
        clip = rect_meet(clip, c->sc.size);
        scene_clip(&c->sc, clip);
        scene_fill(&c->sc, box, COLOR_TEXT, thick * 4);
        scene_stroke(&c->sc, box, COLOR_GC, thick * 3, thick, dashed);
        scene_line(&c->sc, box.x, box.y, box.x + box.w, box.y + box.h / 2, COLOR_LINK, thick,
                   dashed);
        scene_line(&c->sc, box.x, box.y, box.x - box.w, box.y + 3 * box.h, COLOR_LINK, thick,
                   dashed);
        scene_line(&c->sc, box.x, box.y, box.x, box.y + box.h, COLOR_LINK, thick, dashed);
        scene_strip(&c->sc, box, columns, colors);
        scene_text(&c->sc, box, STYLE_BODY, COLOR_TEXT, CENTER, "G%d and more", i);
        raster_draw(&c->sc, &c->px);
        assert_guard(c);
        for (int32_t y = 0; y < H; y++)
            for (int32_t x = 0; x < W; x++)
                if (!rect_has(clip, x, y))
                    assert_int_equal(at(c, x, y), rgb(c, COLOR_BACK));
        free(columns);
        canvas_free(c);
    }
}

/* Law: a column's colours have their shares of its height within half a pixel, and what is left of it is what is behind. */
static void strip_keeps_shares(void **state)
{
    struct canvas *c = canvas_new();
    struct strip_column columns[60];
    const uint8_t colors[STRIP_COLORS] = {COLOR_TEXT, COLOR_BACK};
    struct rect box = {10, 10, 60, 17};

    (void)state;
    memset(columns, 0, sizeof columns);
    for (int32_t x = 0; x < box.w; x++)
        columns[x].part[0] = (uint8_t)(x < 10 ? 255 : x * 4);
    scene_strip(&c->sc, box, columns, colors);
    raster_draw(&c->sc, &c->px);
    for (int32_t x = 0; x < box.w; x++) {
        int32_t sum = 0, wanted = columns[x].part[0] * box.h;

        for (int32_t y = 0; y < box.h; y++)
            sum += share(c, box.x + x, box.y + y, COLOR_TEXT);
        assert_in_range(sum + 128, wanted, wanted + 256);
        assert_int_equal(at(c, box.x + x, box.y + box.h), rgb(c, COLOR_BACK));
    }
    canvas_free(c);
}

/* Law: a line is as thick as it says, wherever it leads: its area is length times thickness, within an eighth. */
static void lines_keep_thickness(void **state)
{
    static const struct {
        int32_t dx, dy;
    } ways[] = {{60, 13}, {13, 60}, {-60, 13}, {-31, -60}, {50, 50}, {50, -50}, {60, 1}};

    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        for (int32_t thick = 1; thick <= 4; thick++) {
            struct canvas *c = canvas_new();
            int32_t dx = ways[i].dx, dy = ways[i].dy, x = dx < 0 ? 80 : 10, y = dy < 0 ? 70 : 8;
            int64_t area = 0;
            int64_t length =
                (int64_t)raster_root((uint64_t)(dx * dx + dy * dy) * 10000) + 100 * (int64_t)thick;

            scene_line(&c->sc, x, y, x + dx, y + dy, COLOR_TEXT, thick, false);
            raster_draw(&c->sc, &c->px);
            for (int32_t py = 0; py < H; py++)
                for (int32_t px = 0; px < W; px++)
                    area += share(c, px, py, COLOR_TEXT);
            length = length * thick * 255 / 100;
            assert_in_range(area, length * 7 / 8, length * 9 / 8);
            canvas_free(c);
        }
}

/* Law: a line whose ends are far outside passes where it would without that. */
static void far_ends_do_not_bend(void **state)
{
    struct canvas *c = canvas_new();
    const int32_t far = 1 << 28;

    (void)state;
    scene_line(&c->sc, 40 - far, 40 - far, 40 + far, 40 + far, COLOR_TEXT, 1, false);
    scene_line(&c->sc, -far, 5, far, 5, COLOR_TEXT, 1, true);
    raster_draw(&c->sc, &c->px);
    for (int32_t i = 10; i < H; i++)
        assert_true(share(c, i, i, COLOR_TEXT) > 200);
    assert_guard(c);
    canvas_free(c);
}

/* Law: layers lie upon each other; within one, the later shape is on top. */
static void layers_are_kept(void **state)
{
    struct canvas *c = canvas_new();
    struct rect box = {10, 10, 20, 20};

    (void)state;
    c->sc.layer = LAYER_TIP;
    scene_fill(&c->sc, (struct rect){10, 10, 5, 5}, COLOR_BAD, 0);
    c->sc.layer = LAYER_BASE;
    scene_fill(&c->sc, box, COLOR_RUNNING, 0);
    scene_fill(&c->sc, (struct rect){20, 10, 5, 5}, COLOR_GC, 0);
    raster_draw(&c->sc, &c->px);
    assert_int_equal(at(c, 12, 12), rgb(c, COLOR_BAD));
    assert_int_equal(at(c, 22, 12), rgb(c, COLOR_GC));
    assert_int_equal(at(c, 28, 28), rgb(c, COLOR_RUNNING));
    canvas_free(c);
}

/* Law: text is its glyphs, advance by advance. */
static void text_is_its_glyphs(void **state)
{
    struct canvas *c = canvas_new();
    struct rect box = {10, 10, 60, 30};
    const struct shape *sh;

    (void)state;
    scene_text(&c->sc, box, STYLE_BODY, COLOR_TEXT, LEFT, "a b");
    raster_draw(&c->sc, &c->px);
    sh = &c->sc.shapes.at[0];
    assert_int_equal(share(c, sh->box.x, sh->box.y, COLOR_TEXT), 255);
    assert_in_range(share(c, sh->box.x + 5, sh->box.y, COLOR_TEXT), 125, 130);
    for (int32_t x = 6; x < 14; x++)
        assert_int_equal(at(c, sh->box.x + x, sh->box.y), rgb(c, COLOR_BACK));
    assert_int_equal(share(c, sh->box.x + 14, sh->box.y + 12, COLOR_TEXT), 255);
    assert_int_equal(at(c, sh->box.x, sh->box.y + 13), rgb(c, COLOR_BACK));
    canvas_free(c);
}

/* Law: the hash is of the pixels, not of the memory around them, and any pixel changes it. */
static void hash_is_of_pixels(void **state)
{
    struct canvas *c = canvas_new();
    uint64_t before;

    (void)state;
    raster_draw(&c->sc, &c->px);
    before = raster_hash(&c->px);
    c->px.at[-1] ^= 1;
    assert_true(raster_hash(&c->px) == before);
    c->px.at[5 * c->px.stride + 7] ^= 1;
    assert_true(raster_hash(&c->px) != before);
    canvas_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fill_is_its_box),
        cmocka_unit_test(corners_are_circles),
        cmocka_unit_test(stroke_and_inside_are_whole),
        cmocka_unit_test(nothing_leaves_its_clip),
        cmocka_unit_test(strip_keeps_shares),
        cmocka_unit_test(lines_keep_thickness),
        cmocka_unit_test(far_ends_do_not_bend),
        cmocka_unit_test(layers_are_kept),
        cmocka_unit_test(text_is_its_glyphs),
        cmocka_unit_test(hash_is_of_pixels),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
