/* --set, --seed, --model and the real environment. */
#include "load_text.h"
#include "test.h"

static const char scenario[] =
    "'params': {'readers': 4, 'd': '1ms'}, 'machine': {'cores': 2},"
    "'funcs': {'main': [{'go': 'r', 'n': '$readers'}, {'time.Sleep': '$d'}], 'r': []},"
    "'expect': ['run.exit == 0']";

static struct loaded load_set(const char *set)
{
    struct load_options opt = {.sets = &set, .nsets = 1};

    return load_rest(scenario, &opt);
}

/* Law: what is set is read as if it stood in the file. */
static void sets_change_the_document(void **state)
{
    static const char *const sets[] = {
        "readers=128",
        "/params/readers=128",
        "/funcs/main/0/n=128",
        "/env/GOMAXPROCS=128",
        "/machine/cores=128",
        "/seed=128",
        "/seed=18446744073709551615",
        "/limit=128s",
        "/expect/-=run.time < 1s",
        "/expect/0={\"that\": \"x == 1\", \"why\": \"y\"}",
        "/goals/-=x == 1",
        "/funcs/main=[]",
        "/funcs/main/-={\"cpu\": \"1ms\"}",
        "/env/GODEBUG=schedtrace=128",
        "/redirect=2>&1",
        "d=128ms",
        "/about=a=b",
    };

    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct loaded l = must_load(load_set(sets[i]));
        const struct program *p = l.p;
        bool changed[] = {
            p->ops && p->ops[0].n == 128,
            p->ops && p->ops[0].n == 128,
            p->ops && p->ops[0].n == 128,
            p->gomaxprocs == 128,
            p->cores == 128 && p->gomaxprocs == 128,
            p->seed == 128,
            p->seed == UINT64_MAX,
            p->limit == 128 * SEC,
            p->nexpect == 2,
            p->nexpect == 1 && p->expect_why[0],
            p->ngoals == 1,
            p->nops == 0,
            p->nops == 3,
            p->schedtrace_ms == 128,
            p->err.to == TO_OTHER,
            p->ops && p->nops > 1 && p->ops[1].d.a == 128 * MSEC,
            strcmp(p->about, "a=b") == 0,
        };

        if (!changed[i])
            fail_msg("--set %s changes nothing", sets[i]);
        loaded_free(&l);
    }
}

/* Law: a pointer that leads nowhere, or a value that may not stand there, is told with what was meant. */
static void bad_sets_are_told(void **state)
{
    static const char *const sets[][3] = {
        {"reders=1", "parameter \"reders\" is not declared", "did you mean \"readers\"?"},
        {"/sed=1", "unknown key \"sed\"", "did you mean \"seed\"?"},
        {"/machin/cores=1", "there is no \"machin\"", "did you mean \"machine\"?"},
        {"/funcs/mian/0=1", "there is no \"mian\"", "did you mean \"main\"?"},
        {"/funcs/main/7=1", "there is no element 7", "the last one is 1"},
        {"/funcs/main/01=1", "\"01\" is no place in a list", "counted from 0"},
        {"/funcs/main/x/n=1", "\"x\" is no place in a list", "counted from 0"},
        {"/name/x=1", "has nothing within", NULL},
        {"readers", "a value is missing", "--set readers=128"},
        {"=1", "the name of what is set is missing", "--set readers=128"},
        {"/a~2b=1", "a lone ~", "~0 stands for ~"},
        {"readers=many", "a parameter is a number", NULL},
        {"d=5", "a duration is expected here, found $d, which is a whole number", NULL},
        {"/funcs/main/1=5", "an operation is an object", NULL},
        {"/env/GOMAXPROC=2", "unknown environment variable", "did you mean \"GOMAXPROCS\"?"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct loaded l = load_set(sets[i][0]);
        const struct diag *d = l.ds.list.at;

        assert_null(l.p);
        if (!strstr(d->message, sets[i][1]) ||
            (sets[i][2] && (!d->hint || !strstr(d->hint, sets[i][2]))))
            fail_msg("--set %s: %s = %s", sets[i][0], d->message, d->hint ? d->hint : "");
        if (strncmp(sets[i][0], "d=", 2) != 0) /* there the place that uses it is told */
            assert_memory_equal(d->file, "--set", 5);
        loaded_free(&l);
    }
}

/* Law: options and real environment replace what the scenario says; what Go ignores in the environment is ignored. */
static void options_replace(void **state)
{
    struct load_options opt = {.model = "go1.19",
                               .seed = "18446744073709551615",
                               .gomaxprocs = "3",
                               .godebug = "schedtrace=5",
                               .gogc = "off"};
    struct loaded l =
        must_load(load_rest("'model': 'go1.27', 'seed': 4, 'env': {'GOMAXPROCS': '7', 'GODEBUG': "
                            "'scheddetail=1', 'GOGC': '50'}, 'funcs': {'main': []}",
                            &opt));

    (void)state;
    assert_true(l.p->model == GO1_19 && l.p->seed == UINT64_MAX && l.p->gomaxprocs == 3 &&
                l.p->gogc == GOGC_OFF);
    assert_true(l.p->schedtrace_ms == 5 && !l.p->scheddetail); /* replaced as a whole */
    loaded_free(&l);
    opt = (struct load_options){.model = "go2", .seed = "-1", .gomaxprocs = "9999"};
    l = load_rest("'funcs': {'main': []}", &opt);
    assert_null(l.p);
    assert_int_equal(l.ds.list.len, 3);
    loaded_free(&l);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(sets_change_the_document),
    cmocka_unit_test(bad_sets_are_told),
    cmocka_unit_test(options_replace),
};

RUN_TESTS(tests)
