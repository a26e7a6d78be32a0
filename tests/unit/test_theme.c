#include "test.h"
#include "theme.h"

static const enum color states[] = {COLOR_RUNNING, COLOR_RUNNABLE, COLOR_WAITING,
                                    COLOR_SYSCALL, COLOR_SPINNING, COLOR_GC};

/* Law: contrast is WCAG's: black on white is 21 to 1, a colour on itself 1 to 1, and #767676 on white just reaches 4.5. */
static void contrast_is_wcags(void **state)
{
    (void)state;
    assert_in_range(theme_contrast(0x000000, 0xffffff), 2090, 2110);
    assert_int_equal(theme_contrast(0x123456, 0x123456), 100);
    assert_in_range(theme_contrast(0x767676, 0xffffff), 450, 460);
    assert_in_range(theme_contrast(0x777777, 0xffffff), 440, 450);
}

/* Law: every text reads at 4.5 to 1 against what is behind it: its own ground, and an inset, a raised part and the back too. */
static void every_text_can_be_read(void **state)
{
    static const enum color grounds[] = {COLOR_PANEL, COLOR_INSET, COLOR_RAISED, COLOR_BACK};

    (void)state;
    for (int light = 0; light < 2; light++) {
        struct theme th = {.light = light, .scale = 100};

        for (int c = 0; c < COLORS; c++) {
            if (theme_behind((enum color)c) != COLOR_PANEL)
                continue;
            for (size_t g = 0; g < sizeof grounds / sizeof *grounds; g++) {
                int32_t contrast =
                    theme_contrast(theme_rgb(&th, (enum color)c), theme_rgb(&th, grounds[g]));

                if (contrast < 450)
                    fail_msg("colour %d on %d in the %s theme: %d", c, grounds[g],
                             light ? "light" : "dark", contrast);
            }
        }
        assert_in_range(
            theme_contrast(theme_rgb(&th, COLOR_ON_ACCENT), theme_rgb(&th, COLOR_ACCENT)), 450,
            2100);
        for (size_t s = 0; s < sizeof states / sizeof *states; s++)
            assert_in_range(
                theme_contrast(theme_rgb(&th, COLOR_ON_STATE), theme_rgb(&th, states[s])), 450,
                2100);
    }
}

/* Law: no text is under 11 pixels at scale 1, and sizes grow with the scale and for a room. */
static void no_text_is_too_small(void **state)
{
    (void)state;
    for (int s = 0; s < STYLES; s++) {
        struct theme th = {.scale = 100}, twice = {.scale = 200},
                     room = {.scale = 100, .presenter = true};

        assert_true(theme_text_px(&th, (enum style)s) >= 11);
        assert_int_equal(theme_text_px(&twice, (enum style)s),
                         2 * theme_text_px(&th, (enum style)s));
        assert_true(theme_text_px(&room, (enum style)s) > theme_text_px(&th, (enum style)s));
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(contrast_is_wcags),
    cmocka_unit_test(every_text_can_be_read),
    cmocka_unit_test(no_text_is_too_small),
};

RUN_TESTS(tests)
