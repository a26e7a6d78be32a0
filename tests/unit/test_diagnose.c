#include <stdio.h>
#include <string.h>

#include "diagnose.h"
#include "sb.h"
#include "share.h"
#include "test.h"

/* One line of a log with 4 Ps. */
static void line(struct sb *b, int i, int idle, int threads, int idlethreads, int global, int local)
{
    sb_printf(b,
              "SCHED %dms: gomaxprocs=4 idleprocs=%d threads=%d spinningthreads=0 needspinning=0 "
              "idlethreads=%d runqueue=%d [ %d 0 0 0 ] schedticks=[ 1 1 1 1 ]\n",
              i * 101, idle, threads, idlethreads, global, local);
}

static void judge(struct sb *b, struct diagnosis *d)
{
    struct schedtrace log;

    schedtrace_read(sb_text(b), b->len, &log);
    diagnose_log(&log, d);
    schedtrace_free(&log);
    sb_free(b);
}

/* Law: below five lines nothing but that is supported, whatever they show. */
static void few_lines_support_nothing(void **state)
{
    (void)state;
    for (int n = 0; n < 5; n++) {
        struct sb b = {0};
        struct diagnosis d;

        for (int i = 0; i <= n; i++)
            line(&b, i, 0, 100 + 20 * i, 0, 50, 50);
        judge(&b, &d);
        for (int id = 0; id < FINDINGS; id++)
            assert_int_equal(d.findings[id].verdict,
                             id == FINDING_TOO_FEW_SAMPLES ? SUPPORTED : UNDECIDED);
        diagnosis_free(&d);
    }
}

/* Law: the line at 0 ms counts for nothing. */
static void first_line_is_not_judged(void **state)
{
    struct sb b = {0};
    struct diagnosis d;

    (void)state;
    line(&b, 0, 0, 900, 900, 900, 900);
    for (int i = 1; i < 20; i++)
        line(&b, i, 4, 6, 3, 0, 0);
    judge(&b, &d);
    assert_int_equal(d.findings[FINDING_IDLE_CORES].verdict, SUPPORTED);
    assert_int_equal(d.findings[FINDING_CPU_SATURATED].verdict, NOT_SUPPORTED);
    assert_int_equal(d.findings[FINDING_GLOBAL_BACKLOG].verdict, NOT_SUPPORTED);
    assert_int_equal(d.findings[FINDING_THREAD_HIGH_WATER].verdict, NOT_SUPPORTED);
    diagnosis_free(&d);
}

/* Law: bursts that the lines hit now and then are neither idle cores nor saturation. */
static void bursts_are_neither(void **state)
{
    struct sb b = {0};
    struct diagnosis d;

    (void)state;
    for (int i = 0; i < 30; i++)
        line(&b, i, i % 3 ? 4 : 0, 6, 3, 0, i % 3 ? 0 : 2);
    judge(&b, &d);
    assert_int_not_equal(d.findings[FINDING_IDLE_CORES].verdict, SUPPORTED);
    assert_int_equal(d.findings[FINDING_CPU_SATURATED].verdict, NOT_SUPPORTED);
    diagnosis_free(&d);
}

/* Law: no idle P without a queue is no saturation: the load may be in step with the lines. */
static void busy_without_a_queue_is_undecided(void **state)
{
    struct sb b = {0};
    struct diagnosis d;

    (void)state;
    for (int i = 0; i < 30; i++)
        line(&b, i, 0, 6, 1, 0, 0);
    judge(&b, &d);
    assert_int_equal(d.findings[FINDING_CPU_SATURATED].verdict, UNDECIDED);
    diagnosis_free(&d);
}

/* Law: threads that grow to the end are a leak only if the new ones are neither idle nor at work; a growth that slows down is
 * a high-water mark on its way. */
static void leak_and_peak_are_told_apart(void **state)
{
    struct sb leak = {0}, idle = {0}, slowing = {0};
    struct diagnosis d;

    (void)state;
    for (int i = 0; i < 30; i++) {
        line(&leak, i, 4, 10 + 3 * i, 2, 0, 0);
        line(&idle, i, 4, 10 + 3 * i, 8 + 3 * i, 0, 0);
        line(&slowing, i, 4, 10 + (i < 10 ? 6 * i : 60), 2, 0, 0);
    }
    judge(&leak, &d);
    assert_int_equal(d.findings[FINDING_THREAD_LEAK].verdict, SUPPORTED);
    assert_int_not_equal(d.findings[FINDING_SYSCALL_BOUND].verdict, SUPPORTED);
    diagnosis_free(&d);
    judge(&idle, &d);
    assert_int_equal(d.findings[FINDING_THREAD_LEAK].verdict, NOT_SUPPORTED);
    assert_int_equal(d.findings[FINDING_THREAD_HIGH_WATER].verdict, SUPPORTED);
    diagnosis_free(&d);
    judge(&slowing, &d);
    assert_int_equal(d.findings[FINDING_THREAD_LEAK].verdict, NOT_SUPPORTED);
    diagnosis_free(&d);
}

/* Law: a supported finding quotes lines with their numbers. */
static void evidence_names_its_lines(void **state)
{
    struct sb b = {0};
    struct diagnosis d;
    const struct finding *f = &d.findings[FINDING_IMBALANCE];

    (void)state;
    sb_puts(&b, "an application's line\n");
    for (int i = 0; i < 20; i++)
        line(&b, i, 0, 6, 1, 0, 30);
    judge(&b, &d);
    assert_int_equal(f->verdict, SUPPORTED);
    assert_int_equal(strncmp(f->evidence.at[0], "line 3: SCHED 101ms: gomaxprocs=4", 33), 0);
    diagnosis_free(&d);
}

/* Law: the interval narrows with the samples and holds the share; all of five is not yet all. */
static void interval_holds_the_share(void **state)
{
    enum { MOST = 400 };
    bool yes[MOST];
    int64_t weights[MOST];
    int64_t last = 1001;

    (void)state;
    for (size_t i = 0; i < MOST; i++) {
        yes[i] = i % 4 != 0;
        weights[i] = 100;
    }
    for (size_t n = 4; n <= MOST; n *= 10) {
        struct share s = share_of(yes, weights, n);

        assert_int_equal(s.part, 750);
        assert_true(s.low < 750 && 750 < s.high && s.high - s.low < last);
        last = s.high - s.low;
    }
    for (size_t i = 0; i < 5; i++)
        yes[i] = true;
    assert_int_equal(share_of(yes, weights, 5).part, 1000);
    assert_in_range(share_of(yes, weights, 5).low, 560, 570); /* 5 / (5 + 3.84) */
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(few_lines_support_nothing),
    cmocka_unit_test(first_line_is_not_judged),
    cmocka_unit_test(bursts_are_neither),
    cmocka_unit_test(busy_without_a_queue_is_undecided),
    cmocka_unit_test(leak_and_peak_are_told_apart),
    cmocka_unit_test(evidence_names_its_lines),
    cmocka_unit_test(interval_holds_the_share),
};
RUN_TESTS(tests)
