#include <stdio.h>
#include <string.h>

#include "exercise.h"
#include "sb.h"
#include "test.h"

static const char good[] =
    "{'schedlab-exercise': 1, 'number': 8, 'name': 'high-threads', 'title': 'T', 'story': 'S',\n"
    " 'question': {'text': 'Q', 'answers': [{'text': 'a', 'feedback': 'no'},\n"
    "   {'text': 'b', 'right': true, 'feedback': 'yes'}]},\n"
    " 'evidence': [{'title': 'E', 'command': 'schedlab run bug.json', 'status': 3}],\n"
    " 'keep': ['/machine', '/funcs/storm'],\n"
    " 'checks': [{'seeds': '2..5', 'models': ['go1.19', 'go1.27'], 'set': {'/params/n': 40},\n"
    "   'expect': ['threads.max >= 43', {'that': 'run.exit == 0', 'why': 'w'}], 'missing': 'm'}],\n"
    " 'hints': ['1', '2', '3'], 'explanation': 'X', 'references': ['https://go.dev']}";

struct read {
    struct arena arena;
    struct diags ds;
    struct exercise *ex;
};

/* `text` with ' for ", the first `from` in it replaced by `to`. */
static struct read read_with(const char *from, const char *to)
{
    const char *at = strstr(good, from);
    struct read r = {0};
    struct sb b = {0};

    assert_non_null(at);
    sb_add(&b, good, (size_t)(at - good));
    sb_puts(&b, to);
    sb_puts(&b, at + strlen(from));
    for (char *c = b.text; *c; c++)
        if (*c == '\'')
            *c = '"';
    r.ex = exercise_read("bugs/08-high-threads", "exercise.json", b.text, b.len, &r.arena, &r.ds);
    sb_free(&b);
    return r;
}

static void read_free(struct read *r)
{
    diags_free(&r->ds);
    arena_free(&r->arena);
}

/* Law: every key of a good file arrives. */
static void good_files_are_read(void **state)
{
    struct read r = read_with("'T'", "'T'");
    const struct exercise *ex = r.ex;

    (void)state;
    assert_non_null(ex);
    assert_int_equal(r.ds.list.len, 0);
    assert_int_equal(ex->number, 8);
    assert_string_equal(exercise_folder_name(ex, &r.arena), "08-high-threads");
    assert_int_equal(exercise_right(ex), 1);
    assert_int_equal(ex->nevidence, 1);
    assert_int_equal(ex->evidence[0].status, 3);
    assert_string_equal(ex->keep[1], "/funcs/storm");
    assert_int_equal(ex->checks[0].seeds.first, 2);
    assert_int_equal(ex->checks[0].seeds.last, 5);
    assert_int_equal(ex->checks[0].nmodels, 2);
    assert_int_equal(ex->checks[0].models[0], GO1_19);
    assert_string_equal(ex->checks[0].sets[0].pointer, "/params/n");
    assert_string_equal(ex->checks[0].sets[0].json, "40");
    assert_string_equal(ex->checks[0].expect[1], "run.exit == 0");
    assert_int_equal(ex->checks[0].expect_line[0], 7);
    assert_int_equal(ex->nhints, 3);
    assert_string_equal(ex->references[0], "https://go.dev");
    read_free(&r);
}

/* Law: what is wrong is told with its place, its pointer, and what was meant. */
static void mistakes_have_places(void **state)
{
    static const struct {
        const char *from, *to, *message, *pointer, *hint;
        int line;
    } cases[] = {
        {"'number': 8", "'number': 100", "too large", "/number", NULL, 1},
        {"'number': 8, ", "", "\"number\" is missing", NULL, NULL, 1},
        {"'high-threads'", "'High'", "small letters", "/name", NULL, 1},
        {"'story'", "'stroy'", "unknown key \"stroy\"", "/stroy", "story", 1},
        {"'S'", "' '", "this text is empty", "/story", NULL, 1},
        {"'right': true, ", "", "exactly one answer is right, found 0", "/question/answers", NULL,
         2},
        {"'a', ", "'a', 'right': true, ", "found 2", "/question/answers", NULL, 2},
        {", 'feedback': 'no'", "", "\"feedback\" is missing", "/question/answers/0", NULL, 2},
        {"'/machine'", "'machine'", "JSON pointer", "/keep/0", NULL, 5},
        {"'/machine'", "'/machin'", "no key \"machin\"", "/keep/0", "machine", 5},
        {"'2..5'", "'5..2'", "range of seeds", "/checks/0/seeds", NULL, 6},
        {"'go1.19'", "'go1.18'", "is not a model", "/checks/0/models/0", "go1.27", 6},
        {"'/params/n'", "'/parms/n'", "no key \"parms\"", NULL, "params", 6},
        {", 'missing': 'm'", "", "\"missing\" is missing", "/checks/0", NULL, 6},
        {"'that'", "'taht'", "\"that\" is missing", "/checks/0/expect/1", NULL, 7},
        {"'1', ", "", "at least 3 hints, found 2", "/hints", "nudge", 8},
        {"exercise': 1", "exercise': 2", "version", "/schedlab-exercise", NULL, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct read r = read_with(cases[i].from, cases[i].to);
        bool found = false;

        assert_null(r.ex);
        for (size_t k = 0; k < r.ds.list.len; k++) {
            const struct diag *d = &r.ds.list.at[k];

            found = found ||
                    (strstr(d->message, cases[i].message) && d->line == cases[i].line &&
                     (!cases[i].pointer || (d->pointer && !strcmp(d->pointer, cases[i].pointer))) &&
                     (!cases[i].hint || (d->hint && strstr(d->hint, cases[i].hint))));
        }
        if (!found)
            diags_print(&r.ds, stderr, NULL);
        assert_true(found);
        read_free(&r);
    }
}

/* Law: all mistakes of a file are told at once, in the order of their places. */
static void mistakes_are_told_at_once(void **state)
{
    struct read r = read_with("'title': 'T', 'story': 'S',\n 'question': {'text': 'Q'",
                              "'title': 1, 'stori': 'S',\n 'question': {'text': 2");

    (void)state;
    assert_null(r.ex);
    assert_int_equal(r.ds.list.len, 4);
    for (size_t i = 1; i < r.ds.list.len; i++)
        assert_true(r.ds.list.at[i - 1].line <= r.ds.list.at[i].line);
    read_free(&r);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(good_files_are_read),
    cmocka_unit_test(mistakes_have_places),
    cmocka_unit_test(mistakes_are_told_at_once),
};

RUN_TESTS(tests)
