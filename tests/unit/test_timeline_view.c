/* The timeline, driven and measured without a display. */
#define _POSIX_C_SOURCE 200809L
#include <glob.h>

#include "desk.h"
#include "test.h"

static const struct {
    int32_t w, h;
} sizes[] = {{800, 500}, {1280, 800}, {1920, 1080}, {3840, 2160}};

static void fits(struct desk *d, int32_t w, int32_t h, const char *path)
{
    const struct shape *a, *b;
    const struct scene *sc = ui_build(d->ui, w, h);

    if (scene_overlap(sc, &a, &b))
        fail_msg("%s at %dx%d, %d %%: \"%s\" (%d %d %d %d) and \"%s\" (%d %d %d %d)", path, w, h,
                 d->ui->theme.scale, a->u.text.whole, a->box.x, a->box.y, a->box.w, a->box.h,
                 b->u.text.whole, b->box.x, b->box.y, b->box.w, b->box.h);
}

/* All lanes, at a size: the whole run, and far in at its middle. */
static void fits_all(struct desk *d, int32_t w, int32_t h, const char *path)
{
    vtime end = history_time(d->run.history);

    for (int64_t by = 1; by <= 3; by++) {
        ui_command(d->ui, CMD_LANES, by);
        ui_show(d->ui, 0, end);
        fits(d, w, h, path);
        ui_show(d->ui, end / 2, end / 2 + end / 300);
        fits(d, w, h, path);
        ui_show(d->ui, end / 3, end / 3 + 10);
        fits(d, w, h, path);
    }
}

/* Law: no two texts meet and none leaves the window, for any scenario, size, scale, theme, lanes and zoom; with a search, a
 * marked stretch and a pinned lane, too. */
static void texts_never_meet(void **state)
{
    glob_t all;

    (void)state;
    assert_int_equal(glob(SOURCE_DIR "/scenarios/*.json", 0, NULL, &all), 0);
    for (size_t i = 0; i < all.gl_pathc; i++) {
        struct desk d;

        if (strstr(all.gl_pathv[i], "schema.json"))
            continue;
        desk_open(&d, all.gl_pathv[i]);
        ui_go_time(d.ui, history_time(d.run.history) / 2);
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
            for (int32_t scale = 100; scale <= 200; scale += 100) {
                d.ui->theme = (struct theme){.light = s % 2, .scale = scale};
                fits_all(&d, sizes[s].w, sizes[s].h, all.gl_pathv[i]);
            }
        d.ui->theme.presenter = true;
        ui_select(d.ui, (struct pick){PICK_G, 1, 0});
        desk_press(&d, "P");
        desk_press(&d, "/");
        desk_type(&d, "state=waiting main");
        d.ui->marked = (struct window){0, history_time(d.run.history) / 2};
        fits_all(&d, 1280, 800, all.gl_pathv[i]);
        desk_close(&d);
    }
    globfree(&all);
}

/* Law: a zoom by key keeps the instant under the mouse where it is, and zooming back comes back; a window never leaves the run
 * nor falls below 10 ns. */
static void zoom_stays_at_the_mouse(void **state)
{
    struct desk d;
    vtime end;

    (void)state;
    desk_open(&d, SOURCE_DIR "/scenarios/work-stealing.json");
    end = history_time(d.run.history);
    desk_mouse(&d, INPUT_MOVE, 700, 300, 0);
    for (int i = 0; i < 60; i++) {
        struct window was = d.ui->window, now;
        vtime wide = was.to - was.from;

        desk_press(&d, "W");
        ui_build(d.ui, 1280, 800);
        now = d.ui->window;
        assert_true(now.from >= was.from && now.to <= was.to);
        assert_true(now.to - now.from >= 10);
        assert_true(now.to - now.from < wide || wide == 10);
    }
    assert_int_equal(d.ui->window.to - d.ui->window.from, 10);
    for (int i = 0; i < 100; i++)
        desk_press(&d, "S");
    assert_int_equal(d.ui->window.from, 0);
    assert_int_equal(d.ui->window.to, end);
    desk_close(&d);
}

/* Law: a search counts what it finds, Enter goes through all of it and begins again, and Escape forgets it. */
static void search_goes_through_all(void **state)
{
    struct desk d;
    long long hits;
    vtime first, last = -1;

    (void)state;
    desk_open(&d, SOURCE_DIR "/scenarios/syscall-storm.json");
    desk_press(&d, "/");
    desk_type(&d, "state=syscall func=reader dur>1ms");
    ui_build(d.ui, 1280, 800);
    hits = desk_says(&d, "hits");
    assert_int_equal(hits, 64);
    desk_press(&d, "Enter");
    first = d.ui->t;
    for (long long i = 0; i < hits; i++) {
        assert_int_equal(d.ui->selected.kind, PICK_G);
        assert_true(d.ui->t >= last);
        assert_true(d.ui->window.from <= d.ui->t && d.ui->t < d.ui->window.to);
        last = d.ui->t;
        ui_build(d.ui, 1280, 800);
        desk_press(&d, "Enter");
    }
    assert_int_equal(d.ui->t, first);
    desk_press(&d, "Escape");
    ui_build(d.ui, 1280, 800);
    assert_int_equal(desk_says(&d, "hits"), 0);
    desk_close(&d);
}

/* Law: words that mean nothing find nothing, and are told of rather than obeyed. */
static void nonsense_finds_nothing(void **state)
{
    static const char *const texts[] = {"state=flying", "dur>soon",
                                        "dur>>1ms",     "=",
                                        "color=red",    "G99999999999999999999 state=running x=1"};
    struct desk d;

    (void)state;
    desk_open(&d, SOURCE_DIR "/scenarios/ping-pong.json");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        desk_press(&d, "/");
        desk_type(&d, texts[i]);
        desk_press(&d, "Enter");
        ui_build(d.ui, 1280, 800);
        assert_int_equal(desk_says(&d, "hits"), 0);
        assert_int_equal(d.ui->t, 0);
        desk_press(&d, "Escape");
    }
    desk_close(&d);
}

/* Law: next and previous slice are each other's way back, in every lane. */
static void slices_forth_and_back(void **state)
{
    const struct pick lanes[] = {{PICK_P, 1, 0}, {PICK_M, 2, 0}, {PICK_G, 20, 0}};
    struct desk d;

    (void)state;
    desk_open(&d, SOURCE_DIR "/scenarios/syscall-storm.json");
    for (size_t k = 0; k < 3; k++) {
        vtime seen[20];
        int n = 0;

        ui_go_time(d.ui, 0);
        ui_select(d.ui, lanes[k]);
        for (; n < 20; n++) {
            vtime t = d.ui->t;

            desk_press(&d, ".");
            if (d.ui->t == t)
                break;
            seen[n] = d.ui->t;
        }
        assert_true(n >= 3);
        while (--n > 0) {
            desk_press(&d, ",");
            assert_int_equal(d.ui->t, seen[n - 1]);
        }
    }
    desk_close(&d);
}

/* Law: a drag with Shift marks what lies between press and release, and Escape unmarks it; a drag without pans by as much. */
static void drags_measure_and_pan(void **state)
{
    struct desk d;
    struct window was;

    (void)state;
    desk_open(&d, SOURCE_DIR "/scenarios/work-stealing.json");
    desk_press(&d, "W");
    ui_build(d.ui, 1280, 800);
    was = d.ui->window;
    desk_mouse(&d, INPUT_DOWN, 400, 400, MOD_SHIFT);
    desk_mouse(&d, INPUT_MOVE, 600, 400, MOD_SHIFT);
    desk_mouse(&d, INPUT_UP, 600, 400, MOD_SHIFT);
    assert_true(d.ui->marked.from >= was.from && d.ui->marked.to <= was.to);
    assert_in_range((d.ui->marked.to - d.ui->marked.from) * 1000 / (was.to - was.from), 140, 200);
    ui_build(d.ui, 1280, 800);
    desk_press(&d, "Escape");
    assert_int_equal(d.ui->marked.to, d.ui->marked.from);
    assert_int_equal(d.ui->window.from, was.from);
    desk_mouse(&d, INPUT_DOWN, 600, 400, 0);
    desk_mouse(&d, INPUT_MOVE, 400, 400, 0);
    desk_mouse(&d, INPUT_UP, 400, 400, 0);
    assert_true(d.ui->window.from > was.from);
    assert_int_equal(d.ui->window.to - d.ui->window.from, was.to - was.from);
    desk_press(&d, "Ctrl+Z");
    assert_int_equal(d.ui->window.from, was.from);
    desk_close(&d);
}

/* Law: whatever is under the mouse, looking at it and clicking it does no harm, and something can be selected. */
static void every_pixel_can_be_clicked(void **state)
{
    struct desk d;
    int selected = 0;

    (void)state;
    desk_open(&d, SOURCE_DIR "/scenarios/gc-pauses.json");
    for (int32_t y = 60; y < 800; y += 9)
        for (int32_t x = 5; x < 1280; x += 67) {
            ui_command(d.ui, CMD_LANES, 1 + (x + y) % 3);
            ui_build(d.ui, 1280, 800);
            desk_mouse(&d, INPUT_MOVE, x, y, 0);
            ui_build(d.ui, 1280, 800);
            desk_mouse(&d, INPUT_DOWN, x, y, 0);
            desk_mouse(&d, INPUT_UP, x, y, 0);
            selected += d.ui->selected.kind == PICK_G;
        }
    assert_true(selected > 100);
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_never_meet),           cmocka_unit_test(zoom_stays_at_the_mouse),
        cmocka_unit_test(search_goes_through_all),    cmocka_unit_test(nonsense_finds_nothing),
        cmocka_unit_test(slices_forth_and_back),      cmocka_unit_test(drags_measure_and_pan),
        cmocka_unit_test(every_pixel_can_be_clicked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
