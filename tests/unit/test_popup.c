/* What lies over the window or beside the board: keys, palette, tour, the panel of changes, lessons, at all sizes. */
#include <string.h>

#include "glyphs.h"
#include "load_text.h"
#include "sim.h"
#include "test.h"
#include "ui.h"
#include "view.h"

static struct block_fonts blocks;

static const char ring[] =
    "{\"schedlab\":1,\"name\":\"ring\",\"machine\":{\"cores\":2},\"objects\":{\"wg\":\"waitgroup\"}"
    ","
    "\"params\":{\"readers\":9},"
    "\"funcs\":{\"main\":[{\"Add\":\"wg\",\"n\":\"$readers\"},{\"go\":\"r\",\"n\":\"$readers\"},"
    "{\"Wait\":\"wg\"}],\"r\":[{\"cpu\":\"20us\"},{\"syscall\":\"2ms\"},{\"Done\":\"wg\"}]}}";

static const int32_t sizes[][2] = {
    {800, 500}, {1024, 768}, {1280, 720}, {1920, 1080}, {3840, 2160}};
enum { SIZES = sizeof sizes / sizeof *sizes, HOWS = 8 };

static const struct exercise_answer answers[] = {
    {"Every reader holds a thread while its call lasts.", "Yes: look at the card of threads.",
     true},
    {"There are too few processors for so many goroutines.", "They wait, they do not run.", false},
};
static const struct exercise_evidence evidence[] = {
    {"The figures of the run", "schedlab run bug.json --summary -", 0}};
static const char *const hints[] = {"Count the threads.", "Look at the calls.", "A semaphore.",
                                    NULL};
static const char *const references[] = {"golang/go #14592", NULL};
static const struct exercise exercise = {
    .folder = "08-many-threads",
    .number = 8,
    .name = "many-threads",
    .title = "A title that is long enough to be cut in a narrow window of a small screen",
    .story =
        "The service has **grown** to `threads=120` since a disk is slow.\n\nNobody knows why.",
    .question = "Why are there so many threads?",
    .answers = answers,
    .nanswers = 2,
    .evidence = evidence,
    .nevidence = 1,
    .hints = hints,
    .nhints = 3,
    .explanation = "A thread in a call cannot run anything else, so Go makes another.",
    .references = references,
    .nreferences = 1,
};
static const struct lesson_row rows[] = {{8, "A title that is rather long, too", "predict"},
                                         {9, "Short", "done"}};

struct desk {
    struct loaded loaded;
    struct run run;
    const struct run *runs[1];
    struct fonts fonts;
    struct lesson lesson;
    struct ui *ui;
};

static void sit(struct desk *d)
{
    static const struct load_options opt;
    struct sim_config cfg = {.nsinks = 1};
    struct event_sink sink;
    struct sim *s;

    *d = (struct desk){.fonts = block_fonts(&blocks),
                       .lesson = {.rows = rows, .nrows = 2, .file = "a/bug.json", .said = ""}};
    d->loaded = load_text(ring, &opt);
    assert_non_null(d->loaded.p);
    d->run.subject.program = d->loaded.p;
    d->run.subject.name = "/a/long/way/to/ring.json";
    d->run.how = "go1.27 · GOMAXPROCS=4";
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
    d->ui->lesson = &d->lesson;
}

static void leave(struct desk *d)
{
    ui_free(d->ui);
    run_deinit(&d->run);
    loaded_free(&d->loaded);
}

static void look(struct desk *d, const char *at, int size, int how)
{
    const struct shape *a, *b;

    d->ui->theme.light = how & 1;
    d->ui->theme.presenter = how & 2;
    d->ui->theme.scale = how & 4 ? 150 : 100;
    if (scene_overlap(ui_build(d->ui, sizes[size][0], sizes[size][1]), &a, &b))
        fail_msg("%s, %dx%d, way %d: \"%.*s\" meets \"%.*s\"", at, sizes[size][0], sizes[size][1],
                 how, a->u.text.n, a->u.text.at, b ? b->u.text.n : 0, b ? b->u.text.at : "");
}

/* Law: no two texts meet and none leaves the window, whatever is open, at every size, theme and scale. */
static void nothing_overlaps(void **state)
{
    static const enum command open[] = {CMD_HELP,   CMD_PALETTE, CMD_CHANGE, CMD_LESSON,
                                        CMD_PLAYER, CMD_TOUR,    CMD_LEAN};
    struct desk d;

    (void)state;
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        sit(&d);
        ui_go_time(d.ui, 200 * USEC);
        ui_build(d.ui, 1280, 800);
        ui_command(d.ui, open[i], 0);
        for (int size = 0; size < SIZES; size++)
            for (int how = 0; how < HOWS; how++)
                look(&d, command_name(open[i]), size, how);
        leave(&d);
    }
}

/* Clicks the n-th place of the window that is a view's own; false: there are not so many. */
static bool click_place(struct desk *d, int n)
{
    const struct scene *sc = ui_build(d->ui, 1280, 800);

    for (size_t i = 0; i < sc->shapes.len; i++) {
        const struct shape *sh = &sc->shapes.at[i];
        struct input in = {.kind = INPUT_MOVE, .x = sh->box.x + 1, .y = sh->box.y + 1};

        if (sh->pick.kind != PICK_PLACE || sh->kind != SHAPE_FILL || n-- > 0)
            continue;
        ui_input(d->ui, &in);
        in.kind = INPUT_DOWN;
        in.button = in.clicks = 1;
        ui_input(d->ui, &in);
        return true;
    }
    return false;
}

/* Law: the same for every page of a lesson, at each of its steps. */
static void lessons_stay_apart(void **state)
{
    struct desk d;
    int clicked = 0;

    (void)state;
    sit(&d);
    d.ui->tab = TAB_LESSON;
    d.lesson.ex = &exercise;
    for (int step = LESSON_START; step <= LESSON_DONE; step++)
        for (int n = 0;; n++) {
            struct request rq;

            d.lesson.step = (enum lesson_step)step;
            d.lesson.answer = step > LESSON_PREDICT;
            d.lesson.hints = step > LESSON_OBSERVE ? 3 : 0;
            d.lesson.serial++;
            if (!click_place(&d, n))
                break;
            clicked++;
            while (ui_request(d.ui, &rq))
                ;
            for (int size = 0; size < SIZES; size++)
                look(&d, "a page of a lesson", size, n % HOWS);
        }
    assert_true(clicked > LESSON_DONE);
    leave(&d);
}

static bool has_text(const struct scene *sc, const char *what)
{
    for (size_t i = 0; i < sc->shapes.len; i++)
        if (sc->shapes.at[i].kind == SHAPE_TEXT && sc->shapes.at[i].layer == LAYER_POPUP &&
            strcmp(sc->shapes.at[i].u.text.whole, what) == 0)
            return true;
    return false;
}

/* Law: the help leaves no command with a key away, from the smallest window on. */
static void help_is_complete(void **state)
{
    struct desk d;

    (void)state;
    sit(&d);
    ui_build(d.ui, 800, 500);
    ui_command(d.ui, CMD_HELP, 0);
    for (int size = 0; size < SIZES; size++) {
        const struct scene *sc = ui_build(d.ui, sizes[size][0], sizes[size][1]);

        for (int c = CMD_NONE + 1; c < COMMANDS; c++)
            if (*command_keys((enum command)c) && !has_text(sc, command_what((enum command)c)))
                fail_msg("%dx%d: %s is not there", sizes[size][0], sizes[size][1],
                         command_name((enum command)c));
    }
    leave(&d);
}

/* Law: the panel of changes opens at every size and in every view but the comparison's own. */
static void changes_open_everywhere(void **state)
{
    struct desk d;

    (void)state;
    for (int tab = TAB_BOARD; tab < TABS; tab++)
        for (int size = 0; size < SIZES; size++) {
            const struct scene *sc;
            bool found = false;

            sit(&d);
            ui_build(d.ui, sizes[size][0], sizes[size][1]);
            d.ui->tab = (enum tab)tab;
            ui_command(d.ui, CMD_CHANGE, 0);
            sc = ui_build(d.ui, sizes[size][0], sizes[size][1]);
            for (size_t i = 0; i < sc->shapes.len; i++)
                found |= sc->shapes.at[i].kind == SHAPE_TEXT &&
                         strcmp(sc->shapes.at[i].u.text.whole, "GOMAXPROCS") == 0;
            if (!found)
                fail_msg("tab %d, %dx%d: no panel", tab, sizes[size][0], sizes[size][1]);
            leave(&d);
        }
}

/* Law: what is too dense to be seen in the whole run is shown close; a person is still in the middle of it. */
static void deep_instants_are_shown_close(void **state)
{
    struct desk d;
    struct window was;
    vtime end;

    (void)state;
    sit(&d);
    end = history_time(d.run.history);
    for (vtime t = 0; t <= end; t += end / 50 + 1) {
        ui_show(d.ui, 0, end);
        ui_go_time(d.ui, t);
        ui_look_around(d.ui);
        assert_true(d.ui->window.from <= t && t <= d.ui->window.to);
        assert_true(d.ui->window.to - d.ui->window.from <= end);
        was = d.ui->window;
        ui_build(d.ui, 1280, 800);
        assert_int_equal(d.ui->window.from, was.from);
        assert_int_equal(d.ui->window.to, was.to);
    }
    leave(&d);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(nothing_overlaps),
    cmocka_unit_test(lessons_stay_apart),
    cmocka_unit_test(help_is_complete),
    cmocka_unit_test(changes_open_everywhere),
    cmocka_unit_test(deep_instants_are_shown_close),
};

RUN_TESTS(tests)
