#define _POSIX_C_SOURCE 200809L
#include <unistd.h>

#include "class.h"
#include "exercises.h"
#include "handout.h"
#include "learner.h"

/* A shelf with the tiny exercise on it, and an empty folder for a learner, in which we stand. */
struct room {
    struct tiny t;
    char shelf[128], home[128];
    struct desk desk;
};

static struct room open_room(void)
{
    struct room r = {.t = tiny_open()};
    struct sb command = {0};

    snprintf(r.shelf, sizeof r.shelf, "%s/shelf", r.t.folder);
    snprintf(r.home, sizeof r.home, "%s/home", r.t.folder);
    sb_printf(
        &command,
        "cd %s && touch main.go && mkdir -p home shelf/07-tiny && cp *.json main.go shelf/07-tiny",
        r.t.folder);
    assert_int_equal(system(sb_text(&command)), 0);
    sb_free(&command);
    assert_int_equal(chdir(r.home), 0);
    r.desk = desk_find(r.shelf, &r.t.arena);
    assert_string_equal(r.desk.home, ".");
    return r;
}

static void close_room(struct room *r)
{
    assert_int_equal(chdir("/"), 0);
    tiny_close(&r->t);
}

static const char now[] = "2026-11-24T02:10:00Z", later[] = "2026-11-24T03:25:40Z";

static struct learner read_learner(struct room *r)
{
    struct learner l;
    struct diags ds = {0};

    assert_true(learner_read(&l, &r->desk, r->shelf, "ana", now, &ds));
    diags_free(&ds);
    return l;
}

static void write_learner(struct learner *l)
{
    struct diags ds = {0};

    assert_true(learner_write(l, &ds));
    diags_free(&ds);
}

static void put_file(struct room *r, const char *text)
{
    tiny_write(&r->t, "home/progress.json", text);
}

/* Law: what is noted is read again, and steps follow from it. */
static void notes_are_read_again(void **state)
{
    struct room r = open_room();
    struct learner l = read_learner(&r);
    const struct exercise *ex = r.t.ex;

    (void)state;
    assert_string_equal(sb_text(&l.told), "");
    assert_int_equal(learner_step(&l, "tiny"), STEP_START);
    learner_note(&l, ex, LEARNER_STARTED, now);
    assert_int_equal(learner_step(&l, "tiny"), STEP_PREDICT);
    learner_add_answer(&l, ex, 2);
    learner_add_answer(&l, ex, 1);
    learner_note(&l, ex, LEARNER_ANSWERED, now);
    assert_int_equal(learner_step(&l, "tiny"), STEP_OBSERVE);
    learner_note(&l, ex, LEARNER_OBSERVED, now);
    learner_count(&l, ex, LEARNER_HINTS, 2);
    write_learner(&l);
    learner_free(&l);
    l = read_learner(&r);
    assert_int_equal(learner_step(&l, "tiny"), STEP_FIX);
    assert_int_equal(learner_counted(&l, "tiny", LEARNER_HINTS), 2);
    assert_int_equal(learner_answers(&l, "tiny"), 2);
    assert_int_equal(learner_answer(&l, "tiny", 0), 2);
    learner_note(&l, ex, LEARNER_FIXED, later);
    learner_note(&l, ex, LEARNER_FIXED, now);
    assert_string_equal(learner_when(&l, "tiny", LEARNER_FIXED), later);
    assert_int_equal(learner_step(&l, "tiny"), STEP_EXPLAIN);
    learner_note(&l, ex, LEARNER_EXPLAINED, later);
    assert_int_equal(learner_step(&l, "tiny"), STEP_DONE);
    learner_free(&l);
    close_room(&r);
}

/* Law: whatever stands in the file, a learner can go on, is told, and loses nothing: it is kept beside, to the byte. */
static void damage_is_told_and_kept(void **state)
{
    static const struct {
        const char *text, *told;
        int hints;
    } files[] = {
        {"", "damaged", 0},
        {"{'schedlab-progress': 1, 'exerc", "damaged", 0},
        {"[1, 2]", "damaged", 0},
        {"{'name': 'else'}", "\"schedlab-progress\" is missing", 0},
        {"{'schedlab-progress': 2, 'exercises': {'tiny': {'hints': 3}}}", "another version", 3},
        {"{'schedlab-progress': 1, 'exercises': 7}", "\"exercises\" is no object", 0},
        {"{'schedlab-progress': 1, 'exercises': {'tiny': 7}}", "\"tiny\" is no object", 0},
        {"{'schedlab-progress': 1, 'exercises': {'tiny': {'hints': 2, 'started': 'soon'}}}",
         "\"started\" of tiny cannot be read", 2},
        {"{'schedlab-progress': 1, 'exercises': {'tiny': {'answers': [0], 'hints': -1}}}",
         "\"answers\" of tiny", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct room r = open_room();
        struct learner l;
        char kept[512] = "";
        FILE *f;

        put_file(&r, files[i].text);
        l = read_learner(&r);
        assert_non_null(strstr(sb_text(&l.told), files[i].told));
        assert_int_equal(learner_counted(&l, "tiny", LEARNER_HINTS), files[i].hints);
        learner_note(&l, r.t.ex, LEARNER_FIXED, now);
        write_learner(&l);
        assert_non_null(strstr(sb_text(&l.told), "kept as progress.json.1"));
        learner_free(&l);
        f = fopen("progress.json.1", "r");
        assert_non_null(f);
        kept[fread(kept, 1, sizeof kept - 1, f)] = '\0';
        fclose(f);
        assert_int_equal(strlen(kept), strlen(files[i].text));
        l = read_learner(&r);
        assert_string_equal(sb_text(&l.told), "");
        assert_non_null(learner_when(&l, "tiny", LEARNER_FIXED));
        learner_free(&l);
        close_room(&r);
    }
}

/* Law: a second damage does not overwrite what the first one left. */
static void kept_files_stay(void **state)
{
    struct room r = open_room();

    (void)state;
    for (int i = 0; i < 3; i++) {
        struct learner l;

        put_file(&r, "broken");
        l = read_learner(&r);
        write_learner(&l);
        learner_free(&l);
    }
    assert_int_equal(access("progress.json.1", F_OK), 0);
    assert_int_equal(access("progress.json.2", F_OK), 0);
    assert_int_equal(access("progress.json.3", F_OK), 0);
    close_room(&r);
}

/* Law: what another program noted in the file stays. */
static void unknown_notes_stay(void **state)
{
    struct room r = open_room();
    struct learner l;

    (void)state;
    put_file(
        &r,
        "{'schedlab-progress': 1, 'x': [1], 'exercises': {'other': {'y': 2}, 'tiny': {'z': 3}}}");
    l = read_learner(&r);
    assert_string_equal(sb_text(&l.told), "");
    learner_note(&l, r.t.ex, LEARNER_STARTED, now);
    write_learner(&l);
    assert_int_equal(
        system("tr -d ' \\t\\n' <progress.json | grep -q '\"x\":\\[1\\].*\"y\":2.*\"z\":3'"), 0);
    learner_free(&l);
    close_room(&r);
}

/* Law: when progress.json is lost, an exercise whose folder is here counts as begun. */
static void lost_progress_is_recovered(void **state)
{
    struct room r = open_room();
    struct learner l;
    struct sb told = {0};
    struct diags ds = {0};

    (void)state;
    assert_true(handout_start(r.t.ex, "07-tiny", &told, &ds));
    l = read_learner(&r);
    assert_non_null(strstr(sb_text(&l.told), "progress.json is not there"));
    assert_int_equal(learner_step(&l, "tiny"), STEP_PREDICT);
    learner_free(&l);
    sb_free(&told);
    diags_free(&ds);
    close_room(&r);
}

/* Law: reset puts back what was there, and what the learner wrote is beside, every time. */
static void reset_loses_nothing(void **state)
{
    struct room r = open_room();
    struct sb told = {0};
    struct diags ds = {0};

    (void)state;
    assert_true(handout_start(r.t.ex, "07-tiny", &told, &ds));
    assert_int_equal(access("07-tiny/fixed.json", F_OK), -1);
    tiny_write(&r.t, "home/07-tiny/bug.json", "mine");
    assert_true(handout_start(r.t.ex, "07-tiny", &told, &ds));
    assert_int_equal(system("test $(cat 07-tiny/bug.json) = mine"), 0);
    assert_true(handout_reset(r.t.ex, "07-tiny", &told, &ds));
    tiny_write(&r.t, "home/07-tiny/bug.json", "again");
    assert_true(handout_reset(r.t.ex, "07-tiny", &told, &ds));
    assert_true(handout_reset(r.t.ex, "07-tiny", &told, &ds));
    assert_int_equal(
        system("cmp -s 07-tiny/bug.json ../bug.json && test $(cat 07-tiny/bug.json.1) = mine && "
               "test $(cat 07-tiny/bug.json.2) = again && test ! -e 07-tiny/bug.json.3"),
        0);
    assert_int_equal(remove("07-tiny/bug.json"), 0);
    assert_true(handout_start(r.t.ex, "07-tiny", &told, &ds));
    assert_int_equal(system("cmp -s 07-tiny/bug.json ../bug.json"), 0);
    sb_free(&told);
    diags_free(&ds);
    close_room(&r);
}

/* Law: a class has a row for each learner and exercise; minutes go from the start to the fix; no cell is a formula. */
static void classes_are_tables(void **state)
{
    static const char text[] = "{\"schedlab-progress\": 1, \"exercises\": {\"tiny\": {\"started\": "
                               "\"2026-11-24T02:10:00Z\", \"answers\": [2, 1], \"fixed\": "
                               "\"2026-11-25T03:25:40Z\", \"checks\": 9}}}";
    struct tiny t = tiny_open();
    const struct exercise *list[] = {t.ex};
    struct learner l;
    struct diags ds = {0};
    struct sb out = {0};

    (void)state;
    assert_true(learner_parse(&l, "a.json", text, strlen(text), &ds));
    class_rows(&out, &l, "=\"ana\"", list, 1);
    assert_string_equal(sb_text(&out),
                        "\"'=\"\"ana\"\"\",7,tiny,explain,2,no,0,9,2026-11-24T02:10:00Z,,,"
                        "2026-11-25T03:25:40Z,,1516\n");
    learner_free(&l);
    sb_free(&out);
    tiny_close(&t);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(notes_are_read_again),
    cmocka_unit_test(damage_is_told_and_kept),
    cmocka_unit_test(kept_files_stay),
    cmocka_unit_test(unknown_notes_stay),
    cmocka_unit_test(lost_progress_is_recovered),
    cmocka_unit_test(reset_loses_nothing),
    cmocka_unit_test(classes_are_tables),
};

RUN_TESTS(tests)
