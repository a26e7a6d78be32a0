#define _POSIX_C_SOURCE 200809L
#include "exercises.h"
#include "lint.h"

/* A tiny exercise that is fit: three more fixes, four tricks, a Go program. */
static struct tiny open_fit(void)
{
    struct tiny t = tiny_open();
    struct sb command = {0};

    sb_printf(&command,
              "cd %s && mkdir 07-tiny && mv *.json 07-tiny && cd 07-tiny && mkdir fixes tricks && "
              "printf 'package main\\n\\nfunc main() {}\\n' >main.go && "
              "for i in 1 2 3; do cp fixed.json fixes/$i.json; done && "
              "for i in 1 2 3 4; do cp bug.json tricks/$i.json; done",
              t.folder);
    assert_int_equal(system(sb_text(&command)), 0);
    sb_free(&command);
    return t;
}

static bool lint(struct tiny *t, struct lint *l)
{
    static const struct lint_options options = {0};

    *l = (struct lint){0};
    return exercise_lint(tiny_path(t, "07-tiny"), &options, l);
}

/* Law: an exercise that has all it needs is fit. */
static void a_whole_exercise_is_fit(void **state)
{
    struct tiny t = open_fit();
    struct lint l;

    (void)state;
    if (!lint(&t, &l))
        diags_print(&l.ds, stderr, NULL);
    assert_int_equal(l.ds.list.len, 0);
    assert_non_null(strstr(sb_text(&l.report), "fix       fixes/3.json: passes, in 7 runs"));
    assert_non_null(strstr(sb_text(&l.report), "trick     tricks/4.json: lines are missing"));
    assert_null(strstr(sb_text(&l.report), "note"));
    lint_free(&l);
    tiny_close(&t);
}

/* Law: each thing that makes an exercise unfit is found, alone. */
static void each_fault_is_found(void **state)
{
    static const struct {
        const char *file, *text; /* what is written over; NULL: it is removed */
        const char *told;
    } faults[] = {
        {"main.go", NULL, "main.go"},
        {"main.go", "package other", "no Go program"},
        {"fixed.json", TINY_BUG, "a right fix fails check 1"},
        {"fixes/2.json", NULL, "the least is 3"},
        {"fixes/2.json", TINY_HEAD "'funcs': {'main': [" TINY_START "], " TINY_WORKER,
         "fails check 1"},
        {"fixes/2.json",
         TINY_HEAD "'seed': 3, 'funcs': {'main': [" TINY_START ", {'Wait': 'wg'}], " TINY_WORKER,
         "changes /seed, which is kept"},
        {"fixes/2.json", "{", "the text ends"},
        {"tricks/2.json", NULL, "the least is 4"},
        {"tricks/2.json", TINY_FIXED, "this trick passes"},
        {"bug.json", TINY_FIXED, "it passes all checks"},
        {"bug.json", "{}", "is missing"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct tiny t = open_fit();
        struct sb name = {0};
        bool found = false;
        struct lint l;

        sb_printf(&name, "07-tiny/%s", faults[i].file);
        if (faults[i].text)
            tiny_write(&t, sb_text(&name), faults[i].text);
        else
            assert_int_equal(remove(tiny_path(&t, sb_text(&name))), 0);
        assert_false(lint(&t, &l));
        for (size_t k = 0; k < l.ds.list.len; k++)
            found = found || strstr(l.ds.list.at[k].message, faults[i].told) ||
                    (l.ds.list.at[k].file && strstr(l.ds.list.at[k].file, faults[i].told));
        if (!found)
            diags_print(&l.ds, stderr, NULL);
        assert_true(found);
        lint_free(&l);
        sb_free(&name);
        tiny_close(&t);
    }
}

/* Replaces `from` by `to` in exercise.json and counts the messages that have `told` in them. */
static int told_with(const char *from, const char *to, const char *told)
{
    struct tiny t = open_fit();
    struct sb text = {0};
    const char *at = strstr(TINY_EXERCISE, from);
    struct lint l;
    int n = 0;

    assert_non_null(at);
    sb_add(&text, TINY_EXERCISE, (size_t)(at - TINY_EXERCISE));
    sb_puts(&text, to);
    sb_puts(&text, at + strlen(from));
    tiny_write(&t, "07-tiny/exercise.json", sb_text(&text));
    lint(&t, &l);
    for (size_t k = 0; k < l.ds.list.len; k++)
        n += strstr(l.ds.list.at[k].message, told) != NULL;
    lint_free(&l);
    sb_free(&text);
    tiny_close(&t);
    return n;
}

/* Law: the first two hints give nothing away that only the fix has, nor the answer; the third may. */
static void hints_give_nothing_away(void **state)
{
    (void)state;
    assert_int_equal(told_with("'hints': ['1'", "'hints': ['look at `Wait`'", "gives the fix away"),
                     1);
    assert_int_equal(told_with("'2', '3'", "'try Wait', '3'", "gives the fix away"), 1);
    assert_int_equal(told_with("'2', '3'", "'2', '`Wait` it is'", "gives the fix away"), 0);
    assert_int_equal(told_with("'2', '3'", "'Waiting is an art', '3'", "gives the fix away"), 0);
    assert_int_equal(told_with("'2', '3'", "'`go` and `Add` are fine', '3'", "gives the fix away"),
                     0);
    assert_int_equal(told_with("'2', '3'", "'So: No one waits!', '3'", "the right answer"), 1);
}

/* Law: what a check measures by is not the learner's to turn, and what is kept is there. */
static void checks_stand_firm(void **state)
{
    (void)state;
    assert_int_equal(told_with("'set': {'/params/n': 6},", "", "a learner can change"), 1);
    assert_int_equal(told_with("['/funcs/worker']", "['/funcs/worker', '/params']", "can change"),
                     0);
    assert_int_equal(told_with("'/funcs/worker'", "'/funcs/storm'", "does not have"), 1);
    assert_int_equal(told_with("'stdout.length", "'stdut.length", "has no figure"), 1);
    assert_int_equal(told_with("'number': 7", "'number': 8", "its folder is 08-tiny, not 07-tiny"),
                     1);
    assert_int_equal(told_with("'S'", "'WRITE: it'", "still to be written"), 1);
}

static void answer_two(void *self, const struct exercise *ex, int *statuses)
{
    (void)self;
    for (int i = 0; i < ex->nevidence; i++)
        statuses[i] = 2;
}

/* Law: evidence ends as exercise.json says. */
static void evidence_ends_as_said(void **state)
{
    struct lint_options options = {.evidence = answer_two};
    struct tiny t = open_fit();
    struct lint l = {0};

    (void)state;
    assert_false(exercise_lint(tiny_path(&t, "07-tiny"), &options, &l));
    assert_int_equal(l.ds.list.len, 1);
    assert_non_null(strstr(l.ds.list.at[0].message, "ends with status 2, not 0"));
    lint_free(&l);
    tiny_close(&t);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_whole_exercise_is_fit), cmocka_unit_test(each_fault_is_found),
    cmocka_unit_test(hints_give_nothing_away), cmocka_unit_test(checks_stand_firm),
    cmocka_unit_test(evidence_ends_as_said),
};

RUN_TESTS(tests)
