#include <string.h>

#include "glyphs.h"
#include "rng.h"
#include "scene.h"
#include "test.h"

static const struct theme theme = {.scale = 100};
static struct block_fonts blocks;
static struct fonts fonts;

static void begin(struct scene *sc)
{
    fonts = block_fonts(&blocks);
    *sc = (struct scene){.theme = NULL};
    scene_begin(sc, &theme, &fonts, 400, 300);
}

/* Law: a text never leaves its box, whatever its length and the box; what was shortened keeps its whole and ends in an ellipsis. */
static void text_stays_in_its_box(void **state)
{
    static const char whole[] = "the quick brown fox jumps over the lazy dog";

    (void)state;
    for (int32_t w = 0; w < 400; w += 3)
        for (int n = 0; n < (int)sizeof whole; n += 5) {
            struct scene sc;
            struct rect box = {7, 9, w, 40};

            begin(&sc);
            scene_text(&sc, box, STYLE_BODY, COLOR_TEXT, w % 3, "%.*s", n, whole);
            for (size_t i = 0; i < sc.shapes.len; i++) {
                const struct shape *sh = &sc.shapes.at[i];
                struct rect in = rect_meet(sh->box, box);

                assert_memory_equal(&in, &sh->box, sizeof in);
                assert_int_equal(strncmp(sh->u.text.whole, whole, (size_t)n), 0);
                if (sh->u.text.at != sh->u.text.whole)
                    assert_string_equal(sh->u.text.at + sh->u.text.n - 3, "\xE2\x80\xA6");
            }
            scene_deinit(&sc);
        }
}

/* Law: prose stays in its box, its lines do not meet, and measured without drawing it takes the height that it takes drawn. */
static void prose_stays_in_its_box(void **state)
{
    static const char text[] = "G18 moved to P2: M4 was spinning and took 3 goroutines from P0's "
                               "queue at {t:108417000}, the larger half.\nAnd a second line.";

    (void)state;
    for (int32_t w = 40; w < 400; w += 7) {
        struct scene sc;
        struct rect box = {3, 4, w, 280}, none = {3, 4, w, 0};
        const struct shape *a, *b;
        int32_t high;

        begin(&sc);
        high = scene_prose(&sc, none, STYLE_BODY, COLOR_TEXT, text);
        assert_int_equal(sc.shapes.len, 0);
        if (high <= box.h)
            assert_int_equal(scene_prose(&sc, box, STYLE_BODY, COLOR_TEXT, text), high);
        for (size_t i = 0; i < sc.shapes.len; i++) {
            struct rect in = rect_meet(sc.shapes.at[i].box, box);

            assert_memory_equal(&in, &sc.shapes.at[i].box, sizeof in);
        }
        assert_false(scene_overlap(&sc, &a, &b));
        scene_deinit(&sc);
    }
}

/* Law: names of goroutines, threads and processors, and instants, are links; words that only look like them are not. */
static void names_are_links(void **state)
{
    struct scene sc;
    struct rect box = {0, 0, 390, 290};
    int links = 0;

    (void)state;
    begin(&sc);
    scene_prose(&sc, box, STYLE_BODY, COLOR_TEXT,
                "G18 wakes G7, on M3. (P0) {t:1500} but Gopher G M3x main.G5 {t:x} GG1");
    for (size_t i = 0; i < sc.shapes.len; i++) {
        const struct pick *p = &sc.shapes.at[i].pick;
        static const struct pick want[] = {
            {PICK_G, 18, 1}, {PICK_G, 7, 1}, {PICK_M, 3, 1}, {PICK_P, 0, 1}, {PICK_TIME, 1500, 0}};

        if (p->kind == PICK_NONE)
            continue;
        assert_in_range(links, 0, 4);
        assert_int_equal(p->kind, want[links].kind);
        assert_int_equal(p->id, want[links].id);
        links++;
    }
    assert_int_equal(links, 5);
    scene_deinit(&sc);
}

/* Law: two texts that meet are found, whichever came first; on different layers they may meet. */
static void overlaps_are_found(void **state)
{
    const struct shape *a, *b;
    struct scene sc;

    (void)state;
    begin(&sc);
    scene_text(&sc, (struct rect){0, 0, 100, 20}, STYLE_BODY, COLOR_TEXT, LEFT, "one");
    scene_text(&sc, (struct rect){0, 40, 100, 20}, STYLE_BODY, COLOR_TEXT, LEFT, "two");
    assert_false(scene_overlap(&sc, &a, &b));
    sc.layer = LAYER_POPUP;
    scene_text(&sc, (struct rect){5, 2, 100, 20}, STYLE_BODY, COLOR_TEXT, LEFT, "over");
    assert_false(scene_overlap(&sc, &a, &b));
    sc.layer = LAYER_BASE;
    scene_text(&sc, (struct rect){5, 2, 100, 20}, STYLE_BODY, COLOR_TEXT, LEFT, "over");
    assert_true(scene_overlap(&sc, &a, &b));
    assert_string_equal(a->u.text.at, "one");
    assert_string_equal(b->u.text.at, "over");
    scene_deinit(&sc);
}

/* Law: what is picked is the topmost shape with a pick; nothing outside its clip is. */
static void the_topmost_is_picked(void **state)
{
    struct scene sc;
    struct rect old;

    (void)state;
    begin(&sc);
    sc.pick = (struct pick){PICK_G, 1, 0};
    scene_fill(&sc, (struct rect){0, 0, 50, 50}, COLOR_PANEL, 0);
    sc.pick = (struct pick){PICK_G, 2, 0};
    old = scene_clip(&sc, (struct rect){0, 0, 20, 20});
    scene_fill(&sc, (struct rect){0, 0, 50, 50}, COLOR_PANEL, 0);
    sc.clip = old;
    sc.pick = (struct pick){PICK_NONE, 0, 0};
    scene_fill(&sc, (struct rect){0, 0, 50, 50}, COLOR_PANEL, 0);
    assert_int_equal(scene_at(&sc, 10, 10)->pick.id, 2);
    assert_int_equal(scene_at(&sc, 30, 10)->pick.id, 1);
    assert_null(scene_at(&sc, 60, 10));
    scene_deinit(&sc);
}

/* Law: cutting a rectangle loses and doubles nothing. */
static void cutting_tiles(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 7);
    for (int i = 0; i < 1000; i++) {
        struct rect whole = {(int32_t)(rng_next(&r) % 50), (int32_t)(rng_next(&r) % 50),
                             (int32_t)(rng_next(&r) % 90), (int32_t)(rng_next(&r) % 90)};
        struct rect rest = whole, cut;
        int32_t by = (int32_t)(rng_next(&r) % 120) - 10;

        switch (i % 4) {
        case 0:
            cut = rect_cut_top(&rest, by);
            break;
        case 1:
            cut = rect_cut_bottom(&rest, by);
            break;
        case 2:
            cut = rect_cut_left(&rest, by);
            break;
        default:
            cut = rect_cut_right(&rest, by);
            break;
        }
        assert_true(cut.w >= 0 && cut.h >= 0 && rest.w >= 0 && rest.h >= 0);
        assert_int_equal(cut.w * cut.h + rest.w * rest.h, whole.w * whole.h);
        assert_int_equal(rect_meet(cut, rest).w * rect_meet(cut, rest).h, 0);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(text_stays_in_its_box), cmocka_unit_test(prose_stays_in_its_box),
    cmocka_unit_test(names_are_links),       cmocka_unit_test(overlaps_are_found),
    cmocka_unit_test(the_topmost_is_picked), cmocka_unit_test(cutting_tiles),
};

RUN_TESTS(tests)
