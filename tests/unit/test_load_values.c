/* Durations, sizes, distributions, parameters, the environment, redirections. */
#include "load_text.h"
#include "test.h"

/* Law: a size is whole bytes with or without a unit, up to 1 PiB. */
static void sizes_are_bytes(void **state)
{
    static const struct {
        const char *text;
        int64_t bytes; /* -1: refused */
    } cases[] = {
        {"0", 0},
        {"4096", 4096},
        {"'64kB'", 64000},
        {"'1KiB'", 1024},
        {"'1.5MB'", 1500000},
        {"'0.25KiB'", 256},
        {"'10GB'", 10000000000},
        {"'1024TiB'", (int64_t)1 << 50},
        {"'7B'", 7},
        {"'1025TiB'", -1},
        {"'1.MB'", -1},
        {"'.5MB'", -1},
        {"'1 MB'", -1},
        {"'MB'", -1},
        {"''", -1},
        {"'1mb'", -1},
        {"-1", -1},
        {"1.5", -1},
        {"true", -1},
        {"'9007199254740993'", -1},
        {"1e15", 1000000000000000},
        {"1e16", -1},
        {"'99999999999999999999999999TB'", -1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char op[128];
        struct loaded l;

        snprintf(op, sizeof op, "{'alloc': %s}", cases[i].text);
        l = load_main(op);
        if (cases[i].bytes < 0 ? l.p != NULL : !l.p || l.p->ops[0].n != cases[i].bytes)
            fail_msg("size %s", cases[i].text);
        loaded_free(&l);
    }
}

/* Law: a distribution becomes what the reference says; only time.Sleep is ever negative. */
static void distributions_become_draws(void **state)
{
    static const vtime cycle[] = {MSEC, 5 * MSEC};
    static const struct {
        const char *op;
        struct draw d;
        int flags;
    } good[] = {
        {"{'cpu': '1.5ms'}", {.kind = DRAW_CONST, .a = 1500 * USEC}, 0},
        {"{'cpu': {'uniform': ['1ms', '3ms']}}",
         {.kind = DRAW_UNIFORM, .a = MSEC, .b = 3 * MSEC},
         0},
        {"{'cpu': {'exp': '1ms'}}", {.kind = DRAW_EXP, .a = MSEC}, 0},
        {"{'cpu': {'normal': ['1ms', '200us']}}",
         {.kind = DRAW_NORMAL, .a = MSEC, .b = 200 * USEC},
         0},
        {"{'cpu': {'pareto': ['1ms', 1.5]}}",
         {.kind = DRAW_PARETO, .a = MSEC, .alpha_ppm = 1500000},
         0},
        {"{'cpu': {'cycle': ['1ms', '5ms']}}", {.kind = DRAW_CYCLE, .cycle = cycle, .len = 2}, 0},
        {"{'time.Sleep': '-1s'}", {.kind = DRAW_CONST, .a = -SEC}, 0},
        {"{'time.Sleep': {'uniform': ['-1s', '1s']}}",
         {.kind = DRAW_UNIFORM, .a = -SEC, .b = SEC},
         0},
        {"{'syscall': {'until': '1s'}}", {.kind = DRAW_CONST, .a = SEC}, OPF_UNTIL},
        {"{'for': {'until': '2s'}, 'do': []}", {.kind = DRAW_CONST, .a = 2 * SEC}, OPF_UNTIL},
        {"{'cpu': '1s', 'tight': true}", {.kind = DRAW_CONST, .a = SEC}, OPF_TIGHT},
    };
    static const char *const bad[] = {
        "{'cpu': '-1s'}",
        "{'cpu': {'uniform': ['3ms', '1ms']}}",
        "{'cpu': {'uniform': ['-1ms', '1ms']}}",
        "{'cpu': {'exp': '-1s'}}",
        "{'cpu': {'pareto': ['1ms', 0]}}",
        "{'cpu': {'pareto': ['1ms', 1e9]}}",
        "{'cpu': {'cycle': []}}",
        "{'cpu': {'exp': '1ms', 'uniform': []}}",
        "{'cpu': {'until': '1s'}}",
        "{'cpu': {}}",
        "{'cgo': {'until': '1s'}}",
        "{'time.AfterFunc': '-1s', 'do': []}",
        "{'syscall': '-1s'}",
        "{'netpoll': 5}",
        "{'time.Sleep': {'exp': '-1s'}}",
        "{'time.Sleep': {'uniform': ['-9223372036854775807ns', '9223372036854775807ns']}}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct loaded l = must_load(load_main(good[i].op));
        const struct draw *d = &l.p->ops[0].d, *want = &good[i].d;

        if (d->kind != want->kind || d->a != want->a || d->b != want->b ||
            d->alpha_ppm != want->alpha_ppm || d->len != want->len ||
            l.p->ops[0].flags != good[i].flags)
            fail_msg("%s", good[i].op);
        for (int32_t k = 0; k < d->len; k++)
            assert_int_equal(d->cycle[k], want->cycle[k]);
        loaded_free(&l);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct loaded l = load_main(bad[i]);

        if (l.p)
            fail_msg("taken: %s", bad[i]);
        loaded_free(&l);
    }
}

/* Law: a parameter may stand for every value of its kind, and only there. */
static void parameters_stand_for_values(void **state)
{
    struct loaded l = must_load(load_rest(
        "'params': {'n': 3, 'd': '2ms', 's': '1MB', 'on': true, 'q': 0.99, 'p': 1.5},"
        "'machine': {'cores': '$n', 'disk': '$s', 'fds': 64}, 'seed': '$n', 'limit': '$d', 'env': "
        "{'GOGC': '$n'},"
        "'costs': {'switch': '$d'}, 'objects': {'c': {'chan': '$n'}, 't': {'ticker': '$d'}}, "
        "'funcs': {'main': ["
        "{'cpu': {'uniform': ['$d', '$d']}, 'tight': '$on'}, {'go': [], 'n': '$n'}, {'alloc': "
        "'$s', 'noscan': '$on'},"
        "{'alloc': '$n'}, {'if': '$on', 'do': []}, {'os.Exit': '$n'}, {'cpu': {'pareto': ['$d', "
        "'$p']}},"
        "{'metrics.Read': '/sched/latencies:seconds', 'as': 'm'}, {'percentile': '$q', 'of': 'm'},"
        "{'for': {'until': '$d'}, 'do': []}, {'for': '$n', 'do': [{'every': '$n', 'do': []}]}]},"
        "'expect': ['run.time <= $d + $n', 'stdout[0] == 5']",
        NULL));
    const struct op *op = l.p->ops;

    (void)state;
    assert_true(l.p->cores == 3 && l.p->disk == 1000000 && l.p->seed == 3 &&
                l.p->limit == 2 * MSEC && l.p->gogc == 3);
    assert_true(l.p->costs[COST_SWITCH].a == 2 * MSEC && l.p->objects[0].n == 3 &&
                l.p->objects[1].n == 2 * MSEC);
    assert_true(op[0].d.a == 2 * MSEC && (op[0].flags & OPF_TIGHT) && op[1].n == 3 &&
                op[2].n == 1000000);
    assert_true(op[3].n == 3 && op[4].n == 1 && op[5].n == 3 && op[6].d.alpha_ppm == 1500000 &&
                op[8].n == 990000000);
    assert_true(l.p->params[4].kind == PARAM_DECIMAL && l.p->params[4].value == 990000000);
    loaded_free(&l);
}

/* Law: GODEBUG, GOGC and GOMAXPROCS mean what they mean to Go, nonsense included. */
static void environment_is_read_as_go_reads_it(void **state)
{
    static const struct {
        const char *procs, *debug, *gogc;
        int32_t want_procs, want_gogc;
        int64_t trace;
        bool detail, async_off;
    } cases[] = {
        {"4", "schedtrace=100", "50", 4, 50, 100, false, false},
        {"0", "schedtrace=100,scheddetail=1", "off", 8, GOGC_OFF, 100, true, false},
        {"-3", "scheddetail=1,schedtrace=1000,asyncpreemptoff=1", "-1", 8, GOGC_OFF, 1000, true,
         true},
        {"four", "schedtrace=1s,gctrace=1", "OFF", 8, 100, 0, false, false},
        {"", "schedtrace", "", 8, 100, 0, false, false},
        {" 4", "schedtrace=5,schedtrace=7", "0", 8, 0, 7, false, false},
        {"4x", "schedtrace=-5,,=,asyncpreemptoff=0", "1e3", 8, 100, 0, false, false},
        {"99999999999", "schedtrace=99999999999", "99999999999", 8, 100, 0, false, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct load_options opt = {
            .gomaxprocs = cases[i].procs, .godebug = cases[i].debug, .gogc = cases[i].gogc};
        struct loaded l = must_load(load_rest("'funcs': {'main': []}", &opt));

        if (l.p->gomaxprocs != cases[i].want_procs || l.p->gogc != cases[i].want_gogc ||
            l.p->schedtrace_ms != cases[i].trace || l.p->scheddetail != cases[i].detail ||
            l.p->asyncpreemptoff != cases[i].async_off)
            fail_msg("%s %s %s", cases[i].procs, cases[i].debug, cases[i].gogc);
        loaded_free(&l);
    }
}

/* Law: a redirection means what it means to a shell, whose order matters. */
static void redirections_are_read_as_a_shell_reads_them(void **state)
{
    static const struct {
        const char *text;
        enum stream_to out, err;
        const char *out_file, *err_file;
    } cases[] = {
        {"", TO_TERMINAL, TO_TERMINAL, NULL, NULL},
        {"2>&1", TO_TERMINAL, TO_OTHER, NULL, NULL},
        {"1>&2", TO_OTHER, TO_TERMINAL, NULL, NULL},
        {">&2", TO_OTHER, TO_TERMINAL, NULL, NULL},
        {"2>sched.log", TO_TERMINAL, TO_FILE, NULL, "sched.log"},
        {"> out.txt", TO_FILE, TO_TERMINAL, "out.txt", NULL},
        {"2>/dev/null", TO_TERMINAL, TO_NULL, NULL, NULL},
        {">out.txt 2>&1", TO_FILE, TO_OTHER, "out.txt", NULL},
        {"2>&1 >out.txt", TO_FILE, TO_CROSS, "out.txt", NULL},
        {"1>&2 2>err.txt", TO_CROSS, TO_FILE, NULL, "err.txt"},
        {"&>all.txt", TO_FILE, TO_OTHER, "all.txt", NULL},
        {">a 2>b", TO_FILE, TO_FILE, "a", "b"},
        {">/dev/null 2>&1", TO_NULL, TO_NULL, NULL, NULL},
        {"2>&1 >/dev/null", TO_NULL, TO_CROSS, NULL, NULL},
        {">>a 2>>a", TO_FILE, TO_OTHER, "a", NULL},
        {"2>&1 1>&2", TO_TERMINAL, TO_OTHER, NULL, NULL},
    };
    static const char *const bad[] = {">",       "2>&3", "| cat", "2>&1 | cat", ">a >b", ">a 2>a",
                                      "out.txt", "<in",  ">a;b",  "2>&1x",      ">$x",   "3>a"};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char rest[256];
        struct loaded l;

        snprintf(rest, sizeof rest, "'redirect': '%s', 'funcs': {'main': []}", cases[i].text);
        l = must_load(load_rest(rest, NULL));
        if (l.p->out.to != cases[i].out || l.p->err.to != cases[i].err)
            fail_msg("%s", cases[i].text);
        if (cases[i].out_file)
            assert_string_equal(l.p->out.file, cases[i].out_file);
        if (cases[i].err_file)
            assert_string_equal(l.p->err.file, cases[i].err_file);
        assert_true(l.p->out.append == (strncmp(cases[i].text, ">>", 2) == 0));
        loaded_free(&l);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char rest[256];
        struct loaded l;

        snprintf(rest, sizeof rest, "'redirect': '%s', 'funcs': {'main': []}", bad[i]);
        l = load_rest(rest, NULL);
        if (l.p)
            fail_msg("taken: %s", bad[i]);
        loaded_free(&l);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(sizes_are_bytes),
    cmocka_unit_test(distributions_become_draws),
    cmocka_unit_test(parameters_stand_for_values),
    cmocka_unit_test(environment_is_read_as_go_reads_it),
    cmocka_unit_test(redirections_are_read_as_a_shell_reads_them),
};

RUN_TESTS(tests)
