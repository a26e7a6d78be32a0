#define _POSIX_C_SOURCE 200809L
#include "exercises.h"
#include "grade.h"
#include "lint.h"
#include "page.h"

/* What becomes of a file. */
static enum grade_outcome outcome(struct tiny *t, const char *text, struct grade *g)
{
    struct diags ds = {0};

    tiny_write(t, "mine.json", text);
    grade_file(t->ex, tiny_path(t, "mine.json"), NULL, &t->arena, g, &ds, NULL);
    diags_free(&ds);
    return g->outcome;
}

/* Law: any right fix passes, however it is done; all seeds and models of all checks are run. */
static void right_fixes_pass(void **state)
{
    static const char *const fixes[] = {
        TINY_FIXED,
        TINY_HEAD "'funcs': {'main': [{'defer': {'Wait': 'wg'}}, " TINY_START "], " TINY_WORKER,
        TINY_HEAD "'funcs': {'main': [{'for': '$n', 'do': [{'Add': 'wg'}, {'go': 'worker'}]}, "
                  "{'Wait': 'wg'}], " TINY_WORKER,
        TINY_HEAD "'funcs': {'main': [" TINY_START ", {'time.Sleep': '500ms'}], " TINY_WORKER,
    };
    struct tiny t = tiny_open();

    (void)state;
    for (size_t i = 0; i < sizeof fixes / sizeof *fixes; i++) {
        struct grade g;

        assert_int_equal(outcome(&t, fixes[i], &g), GRADE_PASSED);
        assert_int_equal(g.runs, 7);
        assert_null(g.kept[0]);
        grade_free(&g);
    }
    tiny_close(&t);
}

/* Law: what does not do the work fails, and the first check that it fails says what is missing. */
static void tricks_fail(void **state)
{
    static const struct {
        const char *text, *missing;
    } tricks[] = {
        {TINY_BUG, "lines are missing"},
        {TINY_HEAD "'funcs': {'main': [], " TINY_WORKER, "lines are missing"},
        {TINY_HEAD "'funcs': {'main': [{'Add': 'wg', 'n': 4}, {'go': 'worker', 'n': 4}, {'Wait': "
                   "'wg'}], " TINY_WORKER,
         "lines are missing"},
        {TINY_HEAD "'funcs': {'main': [{'for': '$n', 'do': [{'print': 'x'}]}], " TINY_WORKER,
         "the work is not done"},
        {TINY_HEAD "'funcs': {'main': [" TINY_START ", {'time.Sleep': '5s'}], " TINY_WORKER,
         "the work is not done"},
    };
    struct tiny t = tiny_open();

    (void)state;
    for (size_t i = 0; i < sizeof tricks / sizeof *tricks; i++) {
        struct grade g;

        assert_int_equal(outcome(&t, tricks[i].text, &g), GRADE_NOT_YET);
        assert_int_equal(g.missed.len, 1);
        assert_string_equal(g.missed.at[0].missing, tricks[i].missing);
        grade_free(&g);
    }
    tiny_close(&t);
}

/* Law: nothing that is kept can be turned by the copy, and whoever tries is told. */
static void kept_places_are_ours(void **state)
{
    static const struct {
        const char *text, *kept;
    } edits[] = {
        {TINY_HEAD "'costs': {'switch': '1s'}, 'funcs': {'main': [" TINY_START "], " TINY_WORKER,
         "/costs"},
        {TINY_HEAD "'machine': {'cores': 1}, 'funcs': {'main': [" TINY_START "], " TINY_WORKER,
         "/machine"},
        {TINY_HEAD "'seed': 9, 'funcs': {'main': [" TINY_START "], " TINY_WORKER, "/seed"},
        {TINY_HEAD "'model': 'go1.19', 'funcs': {'main': [" TINY_START "], " TINY_WORKER, "/model"},
        {TINY_HEAD
         "'funcs': {'main': [" TINY_START
         "], 'worker': [{'print': 'x'}]}, 'limit': '2s', 'expect': ['stdout.length == 4']}",
         "/funcs/worker"},
        {TINY_HEAD "'funcs': {'main': [" TINY_START
                   "], 'worker': [{'cpu': '1ms'}, {'print': 'worker %g'}, {'Done': 'wg'}]}, "
                   "'limit': '2s', 'expect': []}",
         "/expect"},
        {TINY_HEAD "'funcs': {'main': [" TINY_START
                   "], 'worker': [{'cpu': '1ms'}, {'print': 'worker %g'}, {'Done': 'wg'}]}, "
                   "'limit': '1h', 'expect': ['stdout.length == 4']}",
         "/limit"},
    };
    struct tiny t = tiny_open();

    (void)state;
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        struct grade g;

        assert_int_equal(outcome(&t, edits[i].text, &g), GRADE_NOT_YET);
        assert_string_equal(g.kept[0], edits[i].kept);
        assert_null(g.kept[1]);
        grade_free(&g);
    }
    tiny_close(&t);
}

/* Law: what is kept is really put back: a fix whose workers do nothing passes with our workers in it. */
static void kept_places_are_put_back(void **state)
{
    struct tiny t = tiny_open();
    struct grade g;

    (void)state;
    assert_int_equal(outcome(&t,
                             TINY_HEAD "'funcs': {'main': [" TINY_START
                                       ", {'Wait': 'wg'}], 'worker': [{'Done': "
                                       "'wg'}]}, 'limit': '2s', 'expect': ['stdout.length == 4']}",
                             &g),
                     GRADE_PASSED);
    assert_string_equal(g.kept[0], "/funcs/worker");
    grade_free(&g);
    tiny_close(&t);
}

/* Law: a file that loads is never called bad, even if what is kept no longer goes with it; one that does not load is. */
static void files_that_do_not_fit(void **state)
{
    struct tiny t = tiny_open();
    struct grade g;

    (void)state;
    assert_int_equal(outcome(&t, "{'schedlab': 1, 'name': 'tiny', 'funcs': {'main': []}}", &g),
                     GRADE_NOT_YET);
    assert_null(g.missed.at[0].expect);
    assert_non_null(strstr(g.missed.at[0].missing, "no longer fits together"));
    assert_non_null(strstr(g.missed.at[0].found, "wg"));
    grade_free(&g);
    assert_int_equal(outcome(&t, "{'schedlab': 1, 'name': 'tiny', 'funcs': {}}", &g), GRADE_BAD);
    grade_free(&g);
    assert_int_equal(outcome(&t, "", &g), GRADE_BAD);
    grade_free(&g);
    tiny_close(&t);
}

/* Law: a parameter that the copy has deleted is there again where a check sets it. */
static void deleted_parameters(void **state)
{
    struct tiny t = tiny_open();
    struct grade g;

    (void)state;
    assert_int_equal(outcome(&t,
                             "{'schedlab': 1, 'name': 'tiny', 'objects': {'wg': 'waitgroup'},"
                             "'funcs': {'main': [{'Add': 'wg', 'n': 4}, {'go': 'worker', 'n': 4}, "
                             "{'Wait': 'wg'}], " TINY_WORKER,
                             &g),
                     GRADE_NOT_YET);
    assert_string_equal(g.missed.at[0].found, "4");
    grade_free(&g);
    tiny_close(&t);
}

/* Law: what a page says of a miss can be typed: the command that it names shows the same. */
static void misses_can_be_seen(void **state)
{
    struct tiny t = tiny_open();
    struct sb page = {0};
    struct grade g;

    (void)state;
    outcome(&t, TINY_BUG, &g);
    page_grade(&page, t.ex, "it's mine.json", &g);
    assert_non_null(strstr(sb_text(&page), "Not yet: lines are missing\n"));
    assert_non_null(strstr(sb_text(&page),
                           "schedlab check 'it'\\''s mine.json' --seed 1 --model go1.19 --set n=6 "
                           "--set '/expect=[\"stdout.length == $n\"]'\n"));
    sb_free(&page);
    grade_free(&g);
    tiny_close(&t);
}

static bool never(void *self, const char *name, vtime done, vtime of)
{
    (void)self;
    (void)name;
    (void)done;
    (void)of;
    return false;
}

/* Law: whoever watches can stop a run that does not end. */
static void endless_runs_can_be_stopped(void **state)
{
    struct rerun_watch watch = {never, NULL};
    struct grade_options opt = {.watch = &watch};
    struct tiny t = tiny_open();
    struct diags ds = {0};
    struct grade g;

    (void)state;
    tiny_write(
        &t, "mine.json",
        TINY_HEAD
        "'funcs': {'main': [{'for': 'forever', 'do': [{'runtime.Gosched': true}]}], " TINY_WORKER);
    grade_file(t.ex, tiny_path(&t, "mine.json"), &opt, &t.arena, &g, &ds, NULL);
    assert_int_equal(g.outcome, GRADE_STOPPED);
    assert_int_equal(g.missed.len, 0);
    grade_free(&g);
    tiny_close(&t);
}

/* Law: a file that never comes to an end is judged all the same. */
static void endless_runs_are_judged(void **state)
{
    struct tiny t = tiny_open();
    struct grade g;

    (void)state;
    assert_int_equal(
        outcome(&t,
                TINY_HEAD
                "'funcs': {'main': [{'for': 'forever', 'do': [{'print': 'x'}]}], " TINY_WORKER,
                &g),
        GRADE_NOT_YET);
    assert_non_null(strstr(g.missed.at[0].end, "does not come to an end"));
    grade_free(&g);
    tiny_close(&t);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(right_fixes_pass),        cmocka_unit_test(tricks_fail),
    cmocka_unit_test(kept_places_are_ours),    cmocka_unit_test(kept_places_are_put_back),
    cmocka_unit_test(files_that_do_not_fit),   cmocka_unit_test(deleted_parameters),
    cmocka_unit_test(misses_can_be_seen),      cmocka_unit_test(endless_runs_can_be_stopped),
    cmocka_unit_test(endless_runs_are_judged),
};

RUN_TESTS(tests)
