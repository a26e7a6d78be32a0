#include "made.h"
#include "test.h"

static const struct exercise_set forty[] = {{"/params/n", "40"}}, fifty[] = {{"/params/n", "50"}},
                                 other[] = {{"/params/m", "40"}};

static struct exercise_check check(const struct exercise_set *sets, int nsets)
{
    return (struct exercise_check){.sets = sets, .nsets = nsets};
}

/* Law: a run is found again by what it was made with, and by nothing less: values that are set, model and seed. */
static void a_run_is_made_once(void **state)
{
    struct exercise_check c = check(forty, 1), same = check(forty, 1), none = check(NULL, 0),
                          value = check(fifty, 1), place = check(other, 1);
    struct made rs = {0};
    cJSON *doc = cJSON_CreateObject();

    (void)state;
    assert_null(made_find(&rs, &c, GO1_27, 1));
    assert_ptr_equal(made_add(&rs, &c, GO1_27, 1, doc, RERUN_ENDLESS)->doc, doc);
    made_add(&rs, &none, GO1_27, 1, cJSON_CreateObject(), RERUN_ENDED);

    assert_ptr_equal(made_find(&rs, &same, GO1_27, 1)->doc, doc);
    assert_int_equal(made_find(&rs, &same, GO1_27, 1)->how, RERUN_ENDLESS);
    assert_ptr_not_equal(made_find(&rs, &none, GO1_27, 1)->doc, doc);
    assert_null(made_find(&rs, &same, GO1_27, 2));
    assert_null(made_find(&rs, &same, GO1_19, 1));
    assert_null(made_find(&rs, &value, GO1_27, 1));
    assert_null(made_find(&rs, &place, GO1_27, 1));
    made_free(&rs);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_is_made_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
