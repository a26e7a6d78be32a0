/* The fonts that ship with us, as glyphs. */
#include "fonts_ttf.h"
#include "raster.h"
#include "scene.h"
#include "test.h"

#define FONTS SOURCE_DIR "/assets/fonts"

static struct fonts_ttf *open_fonts(struct fonts *fonts)
{
    struct diags ds = {0};
    struct fonts_ttf *ft = fonts_ttf_new(FONTS, &ds);

    if (!ft)
        diags_print(&ds, stderr, NULL);
    assert_non_null(ft);
    *fonts = fonts_ttf_face(ft);
    return ft;
}

/* Law: in the fixed-width face every character is as wide as any other, at every size. */
static void mono_is_mono(void **state)
{
    struct fonts f;
    struct fonts_ttf *ft = open_fonts(&f);

    (void)state;
    assert_int_equal(f.glyph(f.self, FACE_MONO, 12, 'W')->advance, 7);
    for (int32_t px = 11; px <= 60; px += 7)
        for (uint32_t rune = ' '; rune <= '~'; rune++)
            assert_int_equal(f.glyph(f.self, FACE_MONO, px, rune)->advance,
                             f.glyph(f.self, FACE_MONO, px, 'i')->advance);
    fonts_ttf_free(ft);
}

/* Law: a character of ASCII lies within its line from top to bottom, and leaves its advance by a pixel or two at the most;
 * accents of others may be some pixels higher or lower. */
static void glyphs_stay_in_line(void **state)
{
    struct fonts f;
    struct fonts_ttf *ft = open_fonts(&f);

    (void)state;
    for (int face = 0; face < FACES; face++)
        for (int32_t px = 11; px <= 40; px++)
            for (uint32_t rune = ' '; rune < 0x180; rune += rune == '~' ? 0xa1 - '~' : 1) {
                const struct glyph *g = f.glyph(f.self, (enum face)face, px, rune);
                int32_t accent = rune > '~' ? 1 + px / 8 : 0;

                assert_true(g->top >= -accent);
                assert_true(g->top + g->h <= f.height(f.self, (enum face)face, px) + accent);
                assert_true(g->left >= -2 - px / 8 - accent);
                assert_true(g->left + g->w <= g->advance + 2 + px / 8 + accent);
                if (rune > ' ' && rune != 0xad)
                    assert_non_null(g->coverage);
            }
    fonts_ttf_free(ft);
}

/* Law: a glyph is made once. */
static void glyphs_are_kept(void **state)
{
    struct fonts f;
    struct fonts_ttf *ft = open_fonts(&f);
    const struct glyph *first = f.glyph(f.self, FACE_SANS, 13, 'G');
    int16_t w = first->w;

    (void)state;
    for (int32_t px = 11; px < 40; px++)
        for (uint32_t rune = ' '; rune < '~'; rune++)
            f.glyph(f.self, FACE_BOLD, px, rune);
    assert_ptr_equal(f.glyph(f.self, FACE_SANS, 13, 'G'), first);
    assert_int_equal(first->w, w);
    assert_int_equal(f.glyph(f.self, FACE_SANS, 13, ' ')->w, 0);
    assert_true(f.glyph(f.self, FACE_SANS, 13, ' ')->advance > 0);
    fonts_ttf_free(ft);
}

/* Law: what no face has is shown as a box, and takes its room. */
static void unknown_is_a_box(void **state)
{
    struct fonts f;
    struct fonts_ttf *ft = open_fonts(&f);
    const struct glyph *g = f.glyph(f.self, FACE_SANS, 13, 0x4e2d);

    (void)state;
    assert_true(g->advance >= g->w && g->w > 2 && g->h > 2);
    assert_int_equal(g->coverage[0], 255);
    assert_int_equal(g->coverage[g->w + 1], 0);
    fonts_ttf_free(ft);
}

/* Law: the signs that pictures of ours use are in every face. */
static void signs_are_there(void **state)
{
    static const uint32_t signs[] = {0xb7,   0xb5,   0x3bc,  0xd7,   0x2026, 0x2190,
                                     0x2192, 0x25b6, 0x25b8, 0x25c0, 0x2013};
    struct fonts f;
    struct fonts_ttf *ft = open_fonts(&f);

    (void)state;
    for (int face = 0; face < FACES; face++)
        for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
            const struct glyph *g = f.glyph(f.self, (enum face)face, 13, signs[i]),
                               *box = f.glyph(f.self, (enum face)face, 13, 0x4e2d);

            assert_non_null(g->coverage);
            assert_false(g->w == box->w && g->h == box->h && g->coverage[0] == 255 &&
                         g->coverage[g->w * g->h - 1] == 255);
        }
    fonts_ttf_free(ft);
}

/* Law: a font that is missing is told with its path. */
static void missing_font_is_told(void **state)
{
    struct diags ds = {0};

    (void)state;
    assert_null(fonts_ttf_new("/nowhere", &ds));
    assert_int_equal(ds.list.len, 1);
    assert_string_equal(ds.list.at[0].file, "/nowhere/DejaVuSans.ttf");
    assert_non_null(ds.list.at[0].hint);
    diags_free(&ds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mono_is_mono),    cmocka_unit_test(glyphs_stay_in_line),
        cmocka_unit_test(glyphs_are_kept), cmocka_unit_test(unknown_is_a_box),
        cmocka_unit_test(signs_are_there), cmocka_unit_test(missing_font_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
