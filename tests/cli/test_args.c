#include <string.h>

#include "args.h"
#include "cmd.h"
#include "emit.h"
#include "test.h"

static bool parse(struct args *a, const struct verb *verb, const char *words)
{
    static char text[300];
    char *argv[30];
    int argc = 0;

    strncpy(text, words, sizeof text - 1);
    for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
        argv[argc++] = word;
    *a = (struct args){0};
    return args_parse(a, verb, argc, argv);
}

static void both_spellings_are_read(void **state)
{
    struct args a;
    size_t at = 0;

    (void)state;
    assert_true(
        parse(&a, &verb_run, "--seed 7 storm --set a=1 --set=b=2 --invariants --summary -"));
    assert_string_equal(args_value(&a, "seed"), "7");
    assert_string_equal(args_next(&a, "set", &at), "a=1");
    assert_string_equal(args_next(&a, "set", &at), "b=2");
    assert_null(args_next(&a, "set", &at));
    assert_true(args_has(&a, "invariants"));
    assert_false(args_has(&a, "log"));
    assert_string_equal(args_value(&a, "summary"), "-");
    assert_int_equal(a.operands.len, 1);
    assert_string_equal(a.operands.at[0], "storm");
    args_free(&a);
}

static void two_dashes_end_the_options(void **state)
{
    struct args a;

    (void)state;
    assert_true(parse(&a, &verb_check, "-- --seeds -"));
    assert_int_equal(a.operands.len, 2);
    assert_string_equal(a.operands.at[0], "--seeds");
    assert_string_equal(a.operands.at[1], "-");
    args_free(&a);
}

static void wrong_words_are_refused(void **state)
{
    static const char *const wrong[] = {
        "storm --sed 1", "storm --seed", "storm --invariants=1", "", "a b", "storm -v",
        "storm --s",     "storm --=1",   "storm --see",
    };
    struct args a;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (parse(&a, &verb_run, wrong[i]))
            fail_msg("\"%s\" was accepted", wrong[i]);
        args_free(&a);
    }
}

/* Law: who asks for help gets it, whatever else is missing. */
static void help_needs_no_operands(void **state)
{
    struct args a;

    (void)state;
    assert_true(parse(&a, &verb_run, "--help"));
    assert_true(a.help);
    args_free(&a);
    assert_true(parse(&a, &verb_run, "-h"));
    assert_true(a.help);
    args_free(&a);
}

/* Law: no verb has two options of one name, and every emitter is an option of run. */
static void options_differ(void **state)
{
    struct option o, p;

    (void)state;
    for (int v = 0; cmds[v]; v++)
        for (int i = 0; verb_option(cmds[v], i, &o); i++)
            for (int k = 0; k < i && verb_option(cmds[v], k, &p); k++)
                assert_string_not_equal(o.name, p.name);
    for (int e = 0; emitters[e]; e++) {
        int i = 0;

        while (verb_option(&verb_run, i, &o) && strcmp(o.name, emitters[e]->name) != 0)
            i++;
        assert_true(verb_option(&verb_run, i, &o));
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(both_spellings_are_read), cmocka_unit_test(two_dashes_end_the_options),
    cmocka_unit_test(wrong_words_are_refused), cmocka_unit_test(help_needs_no_operands),
    cmocka_unit_test(options_differ),
};

RUN_TESTS(tests)
