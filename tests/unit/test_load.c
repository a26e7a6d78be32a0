/* What a scenario becomes. */
#include "event.h"
#include "load_text.h"
#include "test.h"

/* Law: operations stand in the array in document order, blocks linked by next, up by parent (program.h). */
static void blocks_are_linked(void **state)
{
    struct loaded l = must_load(load_rest(
        "'objects': {'c': {'chan': 1}}, 'funcs': {'main': ["
        " {'for': 3, 'do': [{'cpu': '1ms'}, {'send': 'c'}]},"
        " {'select': [{'recv': 'c', 'do': [{'print': 'x'}]}, {'default': [{'return': true}]}]},"
        " {'if': false, 'do': [], 'else': [{'recv': 'c'}]}]}",
        NULL));
    const struct op *op = l.p->ops;

    (void)state;
    assert_int_equal(l.p->nops, 10);
    assert_true(op[0].kind == OP_FOR && op[0].n == 3 && op[0].body == 1 && op[0].next == 3 &&
                op[0].loop == 0);
    assert_true(op[1].parent == 0 && op[1].next == 2 && op[1].loop == 0 && op[1].d.a == MSEC);
    assert_true(op[2].parent == 0 && op[2].next == NOBODY && op[2].obj == 0);
    assert_true(op[3].kind == OP_SELECT && op[3].body == 4 && op[3].next == 8 &&
                op[3].loop == NOBODY);
    assert_true(op[4].kind == OP_CASE_RECV && op[4].parent == 3 && op[4].body == 5 &&
                op[4].next == 6);
    assert_true(op[6].kind == OP_CASE_DEFAULT && op[6].next == NOBODY);
    assert_true(op[7].kind == OP_RETURN && op[7].parent == 6 && op[6].body == 7);
    assert_true(op[8].kind == OP_IF && op[8].n == 0 && op[8].body == NOBODY && op[8].els == 9);
    assert_true(op[9].parent == 8 && op[9].next == NOBODY);
    loaded_free(&l);
}

static const struct func *find_func(const struct program *p, const char *name)
{
    for (int32_t i = 0; i < p->nfuncs; i++)
        if (strcmp(p->funcs[i].name, name) == 0)
            return &p->funcs[i];
    fail_msg("there is no function %s", name);
    return NULL;
}

/* Law: closures are functions of their own, named as Go numbers them: what is a literal there takes a number. */
static void closures_are_numbered_as_in_go(void **state)
{
    struct loaded l = must_load(
        load_rest("'objects': {'o': 'once', 'wg': 'waitgroup'}, 'funcs': {'main': ["
                  " {'go': [{'go': [{'cpu': '1ms'}]}, {'time.AfterFunc': '1s', 'do': []}]},"
                  " {'defer': {'Done': 'wg'}},"
                  " {'Do': 'o', 'do': [{'go': []}]},"
                  " {'go': [], 'n': 3}],"
                  " 'f': [{'go': []}]}",
                  NULL));
    const struct func *f;

    (void)state;
    assert_int_equal(l.p->nfuncs, 8);
    f = find_func(l.p, "main.func1");
    assert_true(f->outer == l.p->main && l.p->ops[f->site].kind == OP_GO);
    assert_true(find_func(l.p, "main.func1.1")->outer == f - l.p->funcs);
    assert_int_equal(l.p->ops[find_func(l.p, "main.func1.2")->site].kind, OP_AFTERFUNC);
    assert_true(find_func(l.p, "main.func2.1")->outer == l.p->main); /* within Do, which is func2 */
    assert_int_equal(l.p->ops[find_func(l.p, "main.func3")->site].n, 3);
    find_func(l.p, "f.func1");
    loaded_free(&l);
}

/* Law: a name that a function around assigns anywhere is that function's variable; otherwise each has its own. */
static void closures_share_the_variables_around_them(void **state)
{
    struct loaded l = must_load(load_main(
        "{'go': [{'os.Create': 'a', 'as': 'f'}, {'go': [{'Close': 'f'}]}, {'os.Create': 'b', 'as': "
        "'own'}, {'Close': 'own'}]},"
        "{'os.Create': 'c', 'as': 'f'}, {'os.Create': 'd', 'as': 'list[]'}, {'Close': 'list[]'}"));
    const struct op *op = l.p->ops;
    const struct func *closure = find_func(l.p, "main.func1");

    (void)state;
    assert_true(op[1].as.up == 1 && op[1].as.slot == 0);
    assert_true(op[3].kind == OP_FCLOSE && op[3].as.up == 2 && op[3].as.slot == 0);
    assert_true(op[4].as.up == 0 && op[5].as.up == 0 && op[4].as.slot == op[5].as.slot);
    assert_true(op[6].as.up == 0 && op[6].as.slot == 0 && !(op[6].flags & (OPF_APPEND | OPF_LAST)));
    assert_true(op[7].flags & OPF_APPEND);
    assert_true(op[8].flags & OPF_LAST && op[8].as.slot == op[7].as.slot);
    assert_int_equal(l.p->funcs[l.p->main].nvars, 2);
    assert_string_equal(l.p->funcs[l.p->main].vars[1], "list");
    assert_int_equal(closure->nvars, 1);
    assert_string_equal(closure->vars[0], "own");
    loaded_free(&l);
}

/* Law: each loop of a function has a slot of its own; a closure begins without one. */
static void loops_have_slots(void **state)
{
    struct loaded l =
        must_load(load_rest("'objects': {'c': {'chan': 1}}, 'funcs': {'main': [{'for': 2, 'do': "
                            "[{'range': 'c', 'do': [{'print': '%i'}]},"
                            " {'go': [{'print': '%i'}, {'every': 2, 'do': []}]}, {'print': "
                            "'%i'}]}, {'for': 1, 'do': []}]}",
                            NULL));
    const struct op *op = l.p->ops;

    (void)state;
    assert_true(op[0].loop == 0 && op[1].loop == 1 && op[2].loop == 1 && op[3].loop == 0);
    assert_true(op[4].loop == NOBODY && op[5].loop == NOBODY && op[6].loop == 0 && op[7].loop == 2);
    assert_int_equal(l.p->funcs[l.p->main].nloops, 3);
    assert_int_equal(find_func(l.p, "main.func1")->nloops, 0);
    loaded_free(&l);
}

/* Law: what is left out is as the reference says. */
static void defaults_are_those_of_the_reference(void **state)
{
    struct loaded l = must_load(load_main("{'go': 'main'}, {'os.Remove': '*'}"));
    const struct program *p = l.p;

    (void)state;
    assert_true(p->model == MODELS - 1 && p->cores == 8 && p->gomaxprocs == 8 && p->disk == -1 &&
                p->fds == 1024);
    assert_true(p->gogc == 100 && p->schedtrace_ms == 0 && !p->scheddetail && !p->asyncpreemptoff);
    assert_true(p->seed == 1 && p->limit == 60 * SEC && p->out.to == TO_TERMINAL &&
                p->err.to == TO_TERMINAL);
    assert_true(p->ops[0].n == 1 && p->ops[1].n == -1);
    assert_int_equal(p->costs[COST_GO_CREATE].a, 300);
    loaded_free(&l);
}

/* Law: a function may start itself with go, and may call itself where nothing can come; any other call of itself is
 * refused. */
static void only_calls_recurse(void **state)
{
    static const char *const good[] = {
        "{'go': 'main'}",
        "{'go': [{'call': 'main'}]}",
        "{'if': false, 'do': [{'call': 'main'}]}",
        "{'if': true, 'do': [], 'else': [{'call': 'main'}]}",
        "{'for': 0, 'do': [{'call': 'main'}]}",
    };
    static const char *const bad[] = {
        "{'call': 'main'}",
        "{'defer': {'call': 'main'}}",
        "{'if': true, 'do': [{'call': 'main'}]}",
        "{'select': [{'default': [{'call': 'main'}]}]}",
        "{'trace.WithRegion': 'r', 'do': [{'call': 'main'}]}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct loaded l = must_load(load_main(good[i]));

        loaded_free(&l);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct loaded l = load_main(bad[i]);

        assert_null(l.p);
        assert_non_null(strstr(l.ds.list.at[0].message, "recursion too deep"));
        loaded_free(&l);
    }
}

/* Law: a thousand functions may call each other in a row, one more is refused, and no stack overflows on the way. */
static void calls_in_a_row_are_limited(void **state)
{
    (void)state;
    for (int n = 999; n <= 1000; n++) {
        struct sb b = {0};
        struct loaded l;

        sb_puts(&b, "'funcs': {'main': [{'call': 'f1'}]");
        for (int i = 1; i < n; i++)
            sb_printf(&b, ", 'f%d': [{'call': 'f%d'}]", i, i + 1);
        sb_printf(&b, ", 'f%d': []}", n);
        l = load_rest(b.text, NULL);
        assert_true(!!l.p == (n == 999));
        loaded_free(&l);
        sb_free(&b);
    }
}

/* Law: of many errors the first hundred are told, in order, and that there are more. */
static void errors_are_told_in_order(void **state)
{
    struct sb b = {0};
    struct loaded l;

    (void)state;
    for (int i = 0; i < 300; i++)
        sb_printf(&b, "%s{'cpu': %d}", i ? ",\n" : "", i);
    l = load_main(b.text);
    assert_null(l.p);
    assert_int_equal(l.ds.list.len, 101);
    for (int i = 0; i < 100; i++)
        assert_int_equal(l.ds.list.at[i].line, i + 1);
    assert_non_null(strstr(l.ds.list.at[100].message, "more errors"));
    loaded_free(&l);
    sb_free(&b);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(blocks_are_linked),
    cmocka_unit_test(closures_are_numbered_as_in_go),
    cmocka_unit_test(closures_share_the_variables_around_them),
    cmocka_unit_test(loops_have_slots),
    cmocka_unit_test(defaults_are_those_of_the_reference),
    cmocka_unit_test(only_calls_recurse),
    cmocka_unit_test(calls_in_a_row_are_limited),
    cmocka_unit_test(errors_are_told_in_order),
};

RUN_TESTS(tests)
