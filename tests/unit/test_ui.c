/* The window without a window: driven by keys and clicks, as a person would. */
#include <string.h>

#include "glyphs.h"
#include "load_text.h"
#include "rng.h"
#include "sim.h"
#include "test.h"
#include "ui.h"
#include "view.h"

static struct block_fonts blocks;

struct desk {
    struct loaded loaded;
    struct run run;
    const struct run *runs[1];
    struct fonts fonts;
    struct ui *ui;
};

static const char storm[] =
    "{\"schedlab\":1,\"name\":\"storm\",\"machine\":{\"cores\":2},"
    "\"env\":{\"GODEBUG\":\"schedtrace=1\"},\"objects\":{\"wg\":\"waitgroup\"},"
    "\"funcs\":{\"main\":[{\"Add\":\"wg\",\"n\":9},{\"go\":\"r\",\"n\":9},{\"Wait\":\"wg\"}],"
    "\"r\":[{\"cpu\":\"20us\"},{\"syscall\":\"2ms\",\"name\":\"read\"},{\"Done\":\"wg\"}]}}";

static void sit(struct desk *d)
{
    static const struct load_options opt;
    struct sim_config cfg = {.nsinks = 1};
    struct event_sink sink;
    struct sim *s;

    *d = (struct desk){.fonts = block_fonts(&blocks)};
    d->loaded = load_text(storm, &opt);
    assert_non_null(d->loaded.p);
    d->run.subject.program = d->loaded.p;
    d->run.subject.name = "storm";
    run_init(&d->run);
    sink = run_sink(&d->run);
    cfg.sinks = &sink;
    s = sim_new(d->run.subject.program, &cfg);
    while (sim_step(s, SIM_BATCH) == SIM_RUNNING)
        ;
    sim_free(s);
    d->run.complete = true;
    d->runs[0] = &d->run;
    d->ui = ui_new(d->runs, 1, &d->fonts);
    ui_build(d->ui, 1280, 800);
}

static void leave(struct desk *d)
{
    ui_free(d->ui);
    run_deinit(&d->run);
    loaded_free(&d->loaded);
}

static void press(struct desk *d, const char *key)
{
    struct input in;

    assert_true(input_key(key, strlen(key), &in));
    ui_input(d->ui, &in);
}

/* Law: stepping N times is running to N, whichever way one came, and back again leads through the same places. */
static void stepping_is_seeking(void **state)
{
    int64_t seen[200];
    struct desk d;
    int n = 0;

    (void)state;
    sit(&d);
    for (; n < 200 && d.ui->pos < history_len(d.run.history); n++) {
        struct world a;

        press(&d, "Right");
        seen[n] = d.ui->pos;
        ui_build(d.ui, 1280, 800);
        world_init(&a);
        for (int64_t i = 0; i < d.ui->pos; i++) {
            struct event ev;

            assert_int_equal(history_read(d.run.history, i, 1, &ev), 1);
            world_event(&a, &ev);
        }
        assert_true(world_same(&a, cursor_world(d.ui->cursors[0])));
        world_deinit(&a);
    }
    assert_true(n > 100);
    while (n > 1) {
        press(&d, "Left");
        assert_int_equal(d.ui->pos, seen[n-- - 2]);
    }
    leave(&d);
}

/* Law: playing ends at the end, and comes to the same place whatever the length of a frame. */
static void playing_ends(void **state)
{
    struct desk d;

    (void)state;
    for (int64_t frame = 7000001; frame < 400000000; frame = frame * 5 / 2) {
        sit(&d);
        d.ui->speed = 20 * MSEC;
        press(&d, "Space");
        assert_true(d.ui->playing);
        for (int i = 0; i < 1000 && d.ui->playing; i++)
            ui_tick(d.ui, frame);
        assert_false(d.ui->playing);
        assert_int_equal(d.ui->pos, history_len(d.run.history));
        assert_int_equal(d.ui->t, history_time(d.run.history));
        leave(&d);
    }
}

/* Law: what is undone is redone; a selection and a jump can both be taken back. */
static void undo_leads_back(void **state)
{
    struct desk d;

    (void)state;
    sit(&d);
    ui_click(d.ui, (struct pick){PICK_G, 3, 0}, 0);
    ui_click(d.ui, (struct pick){PICK_TIME, 500 * USEC, 0}, 0);
    assert_int_equal(d.ui->t, 500 * USEC);
    press(&d, "Ctrl+Z");
    assert_int_equal(d.ui->t, 0);
    assert_int_equal(d.ui->selected.id, 3);
    press(&d, "Ctrl+Z");
    assert_int_equal(d.ui->selected.kind, PICK_NONE);
    press(&d, "Ctrl+Shift+Z");
    press(&d, "Ctrl+Y");
    assert_int_equal(d.ui->t, 500 * USEC);
    leave(&d);
}

static goid first_reader(const struct desk *d)
{
    struct event ev;

    for (int64_t i = 0; history_read(d->run.history, i, 1, &ev); i++)
        if (ev.kind == EV_GO_CREATE && ev.b > 0)
            return (goid)ev.a;
    return 0;
}

/* Law: the next event of the selection is about it. */
static void the_selection_is_followed(void **state)
{
    struct desk d;
    int n = 0;

    (void)state;
    sit(&d);
    ui_select(d.ui, (struct pick){PICK_G, first_reader(&d), 0});
    for (int64_t last = -1; d.ui->pos != last && n < 50; n++) {
        struct event ev;

        last = d.ui->pos;
        press(&d, "Alt+Right");
        if (d.ui->pos == last)
            break;
        assert_int_equal(history_read(d.run.history, d.ui->pos - 1, 1, &ev), 1);
        assert_true(ui_about(&d.ui->selected, &ev));
    }
    assert_true(n > 2);
    leave(&d);
}

/* Law: whatever is pressed and clicked, at whatever size, every frame builds. */
static void any_input_is_survived(void **state)
{
    static const int32_t sizes[][2] = {{1280, 800}, {200, 150}, {800, 500}, {3840, 2160}, {1, 1}};
    struct desk d;
    struct rng r;

    (void)state;
    sit(&d);
    rng_seed(&r, 11);
    for (int i = 0; i < 3000; i++) {
        struct input in = {
            .kind = (enum input_kind)rng_below(&r, 6),
            .x = (int32_t)rng_below(&r, 1300) - 10,
            .y = (int32_t)rng_below(&r, 820) - 10,
            .key = (int32_t)(rng_below(&r, 2) ? rng_below(&r, 128) : KEY_LEFT + rng_below(&r, 20)),
            .mods = (int32_t)rng_below(&r, 8),
            .button = 1 + (int32_t)rng_below(&r, 3),
            .clicks = 1,
            .dx = (int32_t)rng_below(&r, 480) - 240,
            .dy = (int32_t)rng_below(&r, 480) - 240,
            .text = "x"};
        struct request rq;

        ui_input(d.ui, &in);
        ui_tick(d.ui, 16000000);
        while (ui_request(d.ui, &rq))
            ;
        if (i % 10 == 0) {
            const int32_t *size = sizes[rng_below(&r, 5)];

            ui_build(d.ui, size[0], size[1]);
        }
    }
    leave(&d);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(stepping_is_seeking),   cmocka_unit_test(playing_ends),
    cmocka_unit_test(undo_leads_back),       cmocka_unit_test(the_selection_is_followed),
    cmocka_unit_test(any_input_is_survived),
};

RUN_TESTS(tests)
