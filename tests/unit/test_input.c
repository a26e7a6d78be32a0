#include <string.h>

#include "input.h"
#include "test.h"

/* Law: every key that commands.def names is one, and leads to its command alone. */
static void keys_lead_to_their_command(void **state)
{
    (void)state;
    for (int c = CMD_NONE + 1; c < COMMANDS; c++)
        for (const char *keys = command_keys((enum command)c); *keys;) {
            size_t n = strcspn(keys, " ");
            struct input in = {0};

            if (!input_key(keys, n, &in))
                fail_msg("%s: %.*s is no key", command_name((enum command)c), (int)n, keys);
            assert_int_equal(input_command(&in), c);
            keys += n + (keys[n] == ' ');
        }
}

/* Law: a name leads to its command, and no two commands share one. */
static void names_lead_to_their_command(void **state)
{
    (void)state;
    for (int c = CMD_NONE + 1; c < COMMANDS; c++)
        assert_int_equal(command_find(command_name((enum command)c)), c);
    assert_int_equal(command_find("no such thing"), CMD_NONE);
}

/* Law: Shift, Ctrl and Alt are part of a key, in any order. */
static void modifiers_make_another_key(void **state)
{
    struct input a = {0}, b = {0};

    (void)state;
    assert_true(input_key("Ctrl+Shift+Z", 12, &a));
    assert_true(input_key("Shift+Ctrl+Z", 12, &b));
    assert_int_equal(a.mods, b.mods);
    assert_int_equal(input_command(&a), CMD_REDO);
    a.mods = MOD_CTRL;
    assert_int_equal(input_command(&a), CMD_UNDO);
    a.mods = MOD_ALT;
    assert_int_equal(input_command(&a), CMD_NONE);
    assert_false(input_key("Ctrl+", 5, &a));
    assert_false(input_key("Nonsense", 8, &a));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(keys_lead_to_their_command),
    cmocka_unit_test(names_lead_to_their_command),
    cmocka_unit_test(modifiers_make_another_key),
};

RUN_TESTS(tests)
