#include "program.h"
#include "test.h"

static void formats_are_expanded(void **state)
{
    struct sb b = {0};

    (void)state;
    program_expand(&b, "i=%i g=%g v=%v at %t, 100%%", (struct figures){-3, 7, 5, 108417 * USEC});
    assert_string_equal(sb_text(&b), "i=-3 g=7 v=5 at 108.417ms, 100%");
    sb_clear(&b);
    program_expand(&b, "", (struct figures){0});
    program_expand(&b, "%i%i", (struct figures){.i = 1});
    assert_string_equal(sb_text(&b), "11");
    sb_free(&b);
}

/* Law: every cost has a price in every model, and a name that no other has. */
static void costs_are_complete(void **state)
{
    (void)state;
    for (int m = 0; m < MODELS; m++) {
        struct program p = {.model = (enum model)m};

        program_default_costs(&p);
        for (int c = 0; c < COSTS; c++) {
            assert_int_equal(p.costs[c].kind, DRAW_CONST);
            assert_true(p.costs[c].a > 0);
        }
    }
    for (int c = 0; c < COSTS; c++)
        for (int d = 0; d < c; d++)
            assert_string_not_equal(cost_name((enum cost)c), cost_name((enum cost)d));
}

static void old_tracer_was_dearer(void **state)
{
    struct program old = {.model = GO1_19}, new = {.model = GO1_27};

    (void)state;
    program_default_costs(&old);
    program_default_costs(&new);
    assert_true(old.costs[COST_TRACE_REGION].a > 4 * new.costs[COST_TRACE_REGION].a);
    assert_true(old.costs[COST_SWITCH].a < new.costs[COST_SWITCH].a);
}

static void verbs_are_found(void **state)
{
    (void)state;
    assert_string_equal(op_verb(OP_CPU), "cpu");
    assert_string_equal(op_verb(OP_LOCKTHREAD), "runtime.LockOSThread");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(formats_are_expanded),
    cmocka_unit_test(costs_are_complete),
    cmocka_unit_test(old_tracer_was_dearer),
    cmocka_unit_test(verbs_are_found),
};

RUN_TESTS(tests)
