#include "load_text.h"
#include "parting.h"
#include "sim.h"
#include "test.h"

static const char steal[] =
    "{\"schedlab\":1,\"name\":\"steal\",\"machine\":{\"cores\":4},\"objects\":{\"wg\":"
    "\"waitgroup\"},"
    "\"funcs\":{\"main\":[{\"Add\":\"wg\",\"n\":9},{\"go\":\"a\",\"n\":4},{\"go\":\"b\",\"n\":5},"
    "{\"Wait\":\"wg\"}],\"a\":[{\"cpu\":\"200us\"},{\"Done\":\"wg\"}],"
    "\"b\":[{\"cpu\":\"300us\"},{\"Done\":\"wg\"}]}}";

static void make(struct run *r, struct loaded *l, const char *seed)
{
    struct load_options opt = {0};
    struct event_sink sink;
    struct sim_config cfg = {.nsinks = 1, .sinks = &sink};
    struct sim *s;

    *r = (struct run){.complete = true};
    *l = load_text(steal, &opt);
    assert_non_null(l->p);
    l->p->seed = (uint64_t)strtoull(seed, NULL, 10);
    r->subject = (struct subject){.name = "steal", .program = l->p};
    run_init(r);
    sink = run_sink(r);
    s = sim_new(l->p, &cfg);
    while (sim_step(s, SIM_BATCH) == SIM_RUNNING)
        ;
    sim_free(s);
}

/* Law: a run does not part from itself. */
static void alike_is_alike(void **state)
{
    struct run a, b;
    struct loaded la, lb;
    struct parting p;

    (void)state;
    make(&a, &la, "1");
    make(&b, &lb, "1");
    parting_find(&a, &b, &p);
    assert_false(p.parted);
    assert_true(p.decisions >= 10);
    run_deinit(&a);
    run_deinit(&b);
    loaded_free(&la);
    loaded_free(&lb);
}

/* Law: where two seeds part, all decisions before are alike, and these two are not. */
static void seeds_part_where_they_do(void **state)
{
    int parted = 0;

    (void)state;
    for (char seed = '2'; seed <= '9'; seed++) {
        char text[2] = {seed, '\0'};
        struct run a, b;
        struct loaded la, lb;
        struct parting p;

        make(&a, &la, "1");
        make(&b, &lb, text);
        parting_find(&a, &b, &p);
        if (p.parted) {
            struct event ev;

            parted++;
            assert_int_equal(history_read(a.history, p.pos[0] - 1, 1, &ev), 1);
            assert_int_equal(ev.g, p.ev[0].g);
            assert_true(p.ev[0].p != p.ev[1].p || p.ev[0].g != p.ev[1].g);
        }
        run_deinit(&a);
        run_deinit(&b);
        loaded_free(&la);
        loaded_free(&lb);
    }
    assert_true(parted > 0);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(alike_is_alike),
    cmocka_unit_test(seeds_part_where_they_do),
};

RUN_TESTS(tests)
