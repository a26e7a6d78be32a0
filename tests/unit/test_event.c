#include <string.h>

#include "event.h"
#include "test.h"

/* Law: every row of the vocabulary has a name of its own. */
static void names_differ(void **state)
{
    (void)state;
    for (int i = 0; i < EVENT_KINDS; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(event_kind_name((enum event_kind)i),
                                    event_kind_name((enum event_kind)j));
}

/* Law: words change with the model as the runtime's did. */
static void models_have_their_words(void **state)
{
    (void)state;
    assert_string_equal(wait_reason_text(WAIT_MUTEX, GO1_19), "semacquire");
    assert_string_equal(wait_reason_text(WAIT_MUTEX, GO1_27), "sync.Mutex.Lock");
    assert_string_equal(wait_reason_text(WAIT_WG, GO1_23), "semacquire");
    assert_string_equal(wait_reason_text(WAIT_WG, GO1_24), "sync.WaitGroup.Wait");
    assert_string_equal(sysgo_name(SYSGO_FINALIZER, GO1_24), "runtime.runfinq");
    assert_string_equal(sysgo_name(SYSGO_FINALIZER, GO1_26), "runtime.runFinalizers");
    assert_string_equal(model_names[GO1_27], "go1.27");
    assert_null(model_names[MODELS]);
}

/* Law: no member of the small enums is nameless. */
static void enums_are_named(void **state)
{
    (void)state;
    for (int i = 0; i <= STW_READ_METRICS; i++)
        assert_string_not_equal(stw_reason_text((enum stw_reason)i), "unknown");
    for (int i = 0; i <= CHOICE_LATENCY; i++)
        assert_string_not_equal(choice_kind_name((enum choice_kind)i), "unknown");
    for (int i = 1; i <= ERR_ENOENT; i++)
        assert_true(strlen(sim_errno_text((enum sim_errno)i)) > 5);
    assert_string_equal(fatal_text(FATAL_DEADLOCK), "all goroutines are asleep - deadlock!");
    assert_string_equal(panic_text(PANIC_CLOSE_NIL), "close of nil channel");
    assert_string_equal(stat_path(STAT_CPU_IDLE), "cpu.idle");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(names_differ),
    cmocka_unit_test(models_have_their_words),
    cmocka_unit_test(enums_are_named),
};

RUN_TESTS(tests)
