/* Baked glyphs are the glyphs that were baked, at every size that a page asks for; what is damaged is refused. */
#include <stdlib.h>
#include <string.h>

#include "fonts_baked.h"
#include "test.h"

/* Fonts that have the letters a to z: as wide as the size, as dark as the letter. */
enum { PX_MOST = 64, ROWS = 3 };
static struct glyph made[FACES][PX_MOST]['z' + 1], box = {.advance = 5};
static uint8_t coverage['z' + 1][ROWS * PX_MOST];

static const struct glyph *make(void *self, enum face face, int32_t px, uint32_t rune)
{
    (void)self;
    if (rune < 'a' || rune > 'z')
        return &box;
    memset(coverage[rune], (int)rune, sizeof coverage[rune]);
    made[face][px][rune] =
        (struct glyph){(int16_t)(px + (int32_t)face), -1, 2, (int16_t)px, ROWS, coverage[rune]};
    return &made[face][px][rune];
}

static int32_t height(void *self, enum face face, int32_t px)
{
    (void)self;
    return 2 * px + (int32_t)face;
}

static const struct fonts letters = {make, height, NULL};

static void same_glyphs_at(const struct fonts *baked, int32_t scale, bool presenter)
{
    struct theme th = {.scale = scale, .presenter = presenter};

    for (int style = 0; style < STYLES; style++) {
        enum face face = theme_face((enum style)style);
        int32_t px = theme_text_px(&th, (enum style)style);

        assert_int_equal(baked->height(baked->self, face, px), height(NULL, face, px));
        for (uint32_t rune = 'A'; rune <= 'z'; rune++) {
            const struct glyph *is = baked->glyph(baked->self, face, px, rune);
            const struct glyph *should = make(NULL, face, px, rune);

            assert_int_equal(is->advance, should->advance);
            assert_int_equal(is->left, should->left);
            assert_int_equal(is->top, should->top);
            assert_int_equal(is->w, should->w);
            assert_int_equal(is->h, should->h);
            if (should->coverage)
                assert_memory_equal(is->coverage, should->coverage, ROWS * (size_t)px);
            else
                assert_null(is->coverage);
        }
    }
}

static void gives_back_what_was_baked(void **state)
{
    struct sb bytes = {0};
    struct diags ds = {0};
    struct fonts_baked *fb;
    struct fonts baked;

    (void)state;
    fonts_bake(&letters, &bytes);
    fb = fonts_baked_new(bytes.text, bytes.len, &ds);
    assert_non_null(fb);
    baked = fonts_baked_face(fb);
    for (int32_t percent = 50; percent <= 400; percent += 5) {
        int32_t scale = fonts_baked_scale(percent);

        assert_true(scale <= percent || scale == fonts_baked_scale(0));
        assert_int_equal(fonts_baked_scale(scale), scale);
        same_glyphs_at(&baked, scale, false);
        same_glyphs_at(&baked, scale, true);
    }
    fonts_baked_free(fb);
    sb_free(&bytes);
}

/* Cut anywhere, or longer than it says, it is no file of glyphs. */
static void refuses_what_is_damaged(void **state)
{
    struct sb bytes = {0};
    struct diags ds = {0};

    (void)state;
    fonts_bake(&letters, &bytes);
    for (size_t len = 0; len < bytes.len; len += len < 400 ? 1 : 997) {
        char *part = malloc(len + 1);

        memcpy(part, bytes.text, len);
        assert_null(fonts_baked_new(part, len, &ds));
        assert_int_equal(ds.list.len, 1);
        diags_free(&ds);
        free(part);
    }
    sb_putc(&bytes, 0);
    assert_null(fonts_baked_new(bytes.text, bytes.len, &ds));
    diags_free(&ds);
    sb_free(&bytes);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(gives_back_what_was_baked),
    cmocka_unit_test(refuses_what_is_damaged),
};

RUN_TESTS(tests)
