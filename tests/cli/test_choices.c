#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "choices.h"
#include "test.h"

static bool read_text(const char *text, struct choices *out, struct diags *ds)
{
    char path[] = "/tmp/schedlab-choices-XXXXXX";
    struct arena arena = {0};
    const char *source;
    int fd = mkstemp(path);
    FILE *f = fdopen(fd, "w");
    bool ok;

    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    *out = (struct choices){0};
    ok = choices_read(path, out, &arena, ds, &source);
    unlink(path);
    arena_free(&arena);
    return ok;
}

static void lines_are_choices(void **state)
{
    struct diags ds = {0};
    struct choices c;

    (void)state;
    assert_true(read_text("# number kind options taken\n\n17 select 3 1   the case of done\n"
                          " 40\tdraw 0 4294967295\r\n41 core 2 0",
                          &c, &ds));
    assert_int_equal(c.list.len, 3);
    assert_int_equal(c.list.at[0].number, 17);
    assert_int_equal(c.list.at[0].kind, CHOICE_SELECT);
    assert_int_equal(c.list.at[0].options, 3);
    assert_int_equal(c.list.at[0].taken, 1);
    assert_int_equal(c.list.at[0].line, 3);
    assert_int_equal(c.list.at[1].kind, CHOICE_DRAW);
    assert_int_equal(c.list.at[1].taken, 4294967295);
    assert_int_equal(c.list.at[2].line, 5);
    free(c.list.at);
}

/* Law: every line that is wrong is told, with its place. */
static void all_wrong_lines_are_told(void **state)
{
    static const char *const text = "x select 3 1\n"
                                    "1 selekt 3 1\n"
                                    "2 select\n"
                                    "3 select 3 3\n"
                                    "4 core 2 1\n"
                                    "4 core 2 1\n"
                                    "5 core 99999999999999999999 1\n"
                                    "6 draw 0 4294967296\n"
                                    "-7 core 2 1\n";
    static const int line[] = {1, 2, 3, 4, 6, 7, 8, 9}, column[] = {1, 3, 9, 12, 1, 8, 10, 1};
    struct diags ds = {0};
    struct choices c;

    (void)state;
    assert_false(read_text(text, &c, &ds));
    assert_int_equal(ds.list.len, 8);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(ds.list.at[i].line, line[i]);
        assert_int_equal(ds.list.at[i].column, column[i]);
    }
    free(c.list.at);
    diags_free(&ds);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(lines_are_choices),
    cmocka_unit_test(all_wrong_lines_are_told),
};

RUN_TESTS(tests)
