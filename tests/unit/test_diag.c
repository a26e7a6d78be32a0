#include <string.h>

#include "diag.h"
#include "test.h"

/* What a list of diags prints, in `text`. */
static void printed(const struct diags *ds, const char *source, char *text, size_t size)
{
    FILE *f = tmpfile();
    size_t n;

    assert_non_null(f);
    diags_print(ds, f, source);
    rewind(f);
    n = fread(text, 1, size - 1, f);
    text[n] = '\0';
    fclose(f);
}

static void message_points_at_the_place(void **state)
{
    struct diags ds = {0};
    struct diag *d = diags_add(&ds, "storm.json", "channel \"%s\" is not declared", "pong");
    char text[1000];

    (void)state;
    d->line = 2;
    d->column = 13;
    d->width = 6;
    d->pointer = "/funcs/main/2/send";
    diags_hint(&ds, d, "did you mean \"%s\"?", "ping");
    diags_add(&ds, NULL, "second");
    printed(&ds, "{\n\t{ \"send\": \"pong\" },\n}\n", text, sizeof text);
    assert_string_equal(
        text, "storm.json:2:13: error: at /funcs/main/2/send: channel \"pong\" is not declared\n"
              "    2 | \t{ \"send\": \"pong\" },\n"
              "      | \t           ^~~~~~\n"
              "      = did you mean \"ping\"?\n"
              "error: second\n");
    diags_free(&ds);
}

/* Law: a place that the text does not have, or at the end of a very long line, breaks nothing. */
static void excerpts_stay_within_bounds(void **state)
{
    char line[5000], text[1000];

    (void)state;
    memset(line, 'x', sizeof line);
    line[sizeof line - 1] = '\0';
    for (int column = 1; column < 6000; column += 7) {
        struct diags ds = {0};
        struct diag *d = diags_add(&ds, "f", "m");

        d->line = 1 + column % 2;
        d->column = column;
        d->width = 3000;
        printed(&ds, line, text, sizeof text);
        assert_true(strlen(text) < 400);
        diags_free(&ds);
    }
}

/* Law: a file cannot send a terminal control characters through our messages. */
static void control_characters_are_harmless(void **state)
{
    struct diags ds = {0};
    char text[1000];

    (void)state;
    diags_add(&ds, "a\033[31m", "b\rc\nd")->line = 1;
    ds.list.at[0].column = 1;
    printed(&ds, "\033]0;x\007", text, sizeof text);
    assert_null(strchr(text, '\033'));
    assert_null(strchr(text, '\r'));
    assert_null(strchr(text, '\007'));
    diags_free(&ds);
}

static void nearest_word_is_suggested(void **state)
{
    static const char *const verbs[] = {"send",      "recv", "range", "time.Sleep",
                                        "WaitGroup", "cpu",  NULL};

    (void)state;
    assert_string_equal(diag_nearest("sned", verbs), "send");
    assert_string_equal(diag_nearest("Send", verbs), "send");
    assert_string_equal(diag_nearest("sleep", verbs), "time.Sleep");
    assert_string_equal(diag_nearest("waitgroups", verbs), "WaitGroup");
    assert_null(diag_nearest("", verbs));
    assert_null(diag_nearest("semaphore", verbs));
    assert_null(diag_nearest("x", verbs));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(message_points_at_the_place),
    cmocka_unit_test(excerpts_stay_within_bounds),
    cmocka_unit_test(control_characters_are_harmless),
    cmocka_unit_test(nearest_word_is_suggested),
};

RUN_TESTS(tests)
