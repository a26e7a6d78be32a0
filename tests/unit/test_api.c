#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "event.h"
#include "schedlab.h"
#include "test.h"

static const char three[] =
    "{ \"schedlab\": 1, \"name\": \"three\",\n"
    "  \"params\": { \"n\": 3 },\n"
    "  \"objects\": { \"wg\": \"waitgroup\" },\n"
    "  \"funcs\": {\n"
    "    \"main\": [ { \"Add\": \"wg\", \"n\": \"$n\" }, { \"go\": \"f\", \"n\": \"$n\" }, { "
    "\"Wait\": \"wg\" } ],\n"
    "    \"f\": [ { \"time.Sleep\": \"1ms\" }, { \"Done\": \"wg\" } ] } }\n";

static struct schedlab_scenario *loaded(const char *setting)
{
    struct schedlab_scenario *sc = schedlab_scenario_new();

    if (setting)
        schedlab_scenario_set(sc, setting);
    if (schedlab_scenario_load(sc, "three.json", three, strlen(three)) != SCHEDLAB_OK)
        fail_msg("%s", schedlab_scenario_errors(sc));
    return sc;
}

struct seen {
    long events, created;
    int64_t last;
    uint64_t hash;
};

static void see(void *self, const struct schedlab_event *ev, size_t n)
{
    struct seen *seen = self;

    for (size_t i = 0; i < n; i++) {
        assert_true(ev[i].time >= seen->last);
        seen->last = ev[i].time;
        seen->events++;
        seen->created += strcmp(schedlab_event_name(ev[i].kind), "go-create") == 0;
        seen->hash = (seen->hash ^ (uint64_t)(ev[i].a + ev[i].kind + ev[i].time)) * 0x100000001b3;
    }
}

static struct seen run_by(const struct schedlab_scenario *sc, int64_t moments)
{
    struct schedlab_run *run = schedlab_run_new(sc);
    struct seen seen = {0};

    assert_int_equal(schedlab_run_listen(run, see, &seen), SCHEDLAB_OK);
    while (schedlab_run_step(run, moments) == SCHEDLAB_RUNNING)
        assert_int_equal(schedlab_run_status(run), -1);
    assert_int_equal(schedlab_run_status(run), 0);
    assert_true(schedlab_run_now(run) >= 1000000);
    schedlab_run_free(run);
    return seen;
}

/* Law: a run hands over the same events however it is cut into steps; a setting changes the program it is a run of. */
static void steps_do_not_change_a_run(void **state)
{
    struct schedlab_scenario *sc = loaded(NULL), *more = loaded("n=20");
    struct seen one = run_by(sc, 1), all = run_by(sc, 1000000), other = run_by(more, 7);

    (void)state;
    assert_true(one.events == all.events && one.hash == all.hash);
    assert_int_equal(other.created - all.created, 17);
    schedlab_scenario_free(sc);
    schedlab_scenario_free(more);
}

/* Law: every kind of event has a name, and no number beyond has one. */
static void kinds_are_named(void **state)
{
    (void)state;
    for (int i = 0; i < EVENT_KINDS; i++)
        assert_string_equal(schedlab_event_name(i), event_kind_name((enum event_kind)i));
    assert_null(schedlab_event_name(EVENT_KINDS));
    assert_null(schedlab_event_name(-1));
}

/* Law: what is wrong, in the text or in a setting, is told with its place; then there is nothing to run. */
static void errors_are_told(void **state)
{
    static const char *const texts[] = {
        "{", "", "{\"schedlab\": 1, \"name\": \"x\", \"funcs\": {\"main\": [\"nonsense\"]}}"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct schedlab_scenario *sc = schedlab_scenario_new();

        assert_int_equal(schedlab_scenario_load(sc, "x.json", texts[i], strlen(texts[i])),
                         SCHEDLAB_BAD);
        assert_non_null(strstr(schedlab_scenario_errors(sc), "x.json:"));
        assert_null(schedlab_run_new(sc));
        schedlab_scenario_free(sc);
    }
    for (int i = 0; i < 2; i++) {
        struct schedlab_scenario *sc = schedlab_scenario_new();

        if (i == 0)
            schedlab_scenario_set(sc, "nobody=3");
        else
            schedlab_scenario_model(sc, "go0.9");
        assert_int_equal(schedlab_scenario_load(sc, "three.json", three, strlen(three)),
                         SCHEDLAB_BAD);
        assert_non_null(strstr(schedlab_scenario_errors(sc), i == 0 ? "nobody" : "go0.9"));
        schedlab_scenario_free(sc);
    }
}

/* Law: what is asked for too late, twice, or of nowhere is refused, says so, and harms nothing. */
static void refusals_are_told(void **state)
{
    struct schedlab_scenario *sc = loaded(NULL);
    struct schedlab_run *run = schedlab_run_new(sc);

    (void)state;
    assert_int_equal(schedlab_run_write(run, SCHEDLAB_LOG, "/nowhere/at/all"), SCHEDLAB_BAD);
    assert_non_null(strstr(schedlab_run_errors(run), "/nowhere/at/all"));
    assert_int_equal(schedlab_run_until(run, 0), SCHEDLAB_BAD);
    assert_int_equal(schedlab_run_step(run, 1), SCHEDLAB_RUNNING);
    assert_int_equal(schedlab_run_summarize(run), SCHEDLAB_BAD);
    assert_non_null(strstr(schedlab_run_errors(run), "has begun"));
    assert_int_equal(schedlab_run_all(run, NULL, NULL), SCHEDLAB_ENDED);
    assert_int_equal(schedlab_run_step(run, 1), SCHEDLAB_ENDED);
    assert_null(schedlab_run_summary(run));
    schedlab_run_free(run);
    schedlab_scenario_free(sc);
}

static bool stop_at_once(void *self, const struct schedlab_run *run)
{
    (void)run;
    ++*(int *)self;
    return false;
}

/* Law: a step that says no ends a run that would last for ever, with its figures; `until` ends it at that very time. */
static void a_run_can_be_cut_off(void **state)
{
    static const char text[] =
        "{\"schedlab\": 1, \"name\": \"e\", \"limit\": \"10000h\", \"funcs\": {\"main\": "
        "[{\"for\": \"forever\", \"do\": [{\"time.Sleep\": \"1us\"}]}]}}";
    struct schedlab_scenario *sc = schedlab_scenario_new();
    struct schedlab_run *run;
    int steps = 0;

    (void)state;
    assert_int_equal(schedlab_scenario_load(sc, "e.json", text, strlen(text)), SCHEDLAB_OK);
    run = schedlab_run_new(sc);
    schedlab_run_summarize(run);
    assert_int_equal(schedlab_run_all(run, stop_at_once, &steps), SCHEDLAB_ENDED);
    assert_int_equal(steps, 1);
    assert_non_null(strstr(schedlab_run_summary(run), "\"run\""));
    schedlab_run_free(run);
    run = schedlab_run_new(sc);
    schedlab_run_until(run, 1234567);
    assert_int_equal(schedlab_run_all(run, NULL, NULL), SCHEDLAB_ENDED);
    assert_true(schedlab_run_now(run) == 1234567);
    schedlab_run_free(run);
    schedlab_scenario_free(sc);
}

/* Law: a file appears when its run has ended, and never of a run that was given up. */
static void files_are_whole_or_absent(void **state)
{
    struct schedlab_scenario *sc = loaded(NULL);
    char path[64];

    (void)state;
    snprintf(path, sizeof path, "/tmp/test_api-%ld.trace", (long)getpid());
    for (int whole = 0; whole < 2; whole++) {
        struct schedlab_run *run = schedlab_run_new(sc);

        assert_int_equal(schedlab_run_write(run, SCHEDLAB_TRACE, path), SCHEDLAB_OK);
        assert_int_equal(schedlab_run_write(run, SCHEDLAB_TRACE, "other"), SCHEDLAB_BAD);
        assert_int_equal(schedlab_run_step(run, 1), SCHEDLAB_RUNNING);
        assert_int_not_equal(access(path, F_OK), 0);
        if (whole)
            schedlab_run_all(run, NULL, NULL);
        schedlab_run_free(run);
        assert_int_equal(access(path, F_OK) == 0, whole);
    }
    unlink(path);
    schedlab_scenario_free(sc);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(steps_do_not_change_a_run), cmocka_unit_test(kinds_are_named),
    cmocka_unit_test(errors_are_told),           cmocka_unit_test(refusals_are_told),
    cmocka_unit_test(a_run_can_be_cut_off),      cmocka_unit_test(files_are_whole_or_absent),
};

RUN_TESTS(tests)
