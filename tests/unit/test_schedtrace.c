#include <stdio.h>
#include <string.h>

#include "schedtrace.h"
#include "test.h"

#define HEAD "SCHED 102ms: gomaxprocs=2 idleprocs=1 threads=6 spinningthreads=0 "
#define REST "idlethreads=4 runqueue=3 "

static struct schedtrace read_text(const char *text)
{
    struct schedtrace log;

    schedtrace_read(text, strlen(text), &log);
    return log;
}

/* Law: the line of every version gives the same figures. */
static void every_version_is_read(void **state)
{
    static const char *const lines[] = {
        HEAD REST "[7 0]\n",
        HEAD "needspinning=1 " REST "[7 0]\n",
        HEAD "needspinning=1 " REST "[ 7 0 ] schedticks=[ 7 4 ]\n",
        HEAD "needspinning=1 " REST "gcwaiting=false nmidlelocked=2 stopwait=0 sysmonwait=false\n"
             "  P0: status=0 schedtick=1 syscalltick=0 m=nil runqsize=7 gfreecnt=0 timerslen=1\n"
             "  P1: status=1 schedtick=3 syscalltick=0 m=2 runqsize=0 gfreecnt=0 timerslen=0\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct schedtrace log = read_text(lines[i]);
        const struct sched_sample *s = log.samples.at;

        assert_int_equal(log.samples.len, 1);
        assert_int_equal(s->ms, 102);
        assert_int_equal(s->gomaxprocs, 2);
        assert_int_equal(s->idleprocs, 1);
        assert_int_equal(s->threads, 6);
        assert_int_equal(s->idlethreads, 4);
        assert_int_equal(s->runqueue, 3);
        assert_int_equal(s->needspinning, i == 0 ? SCHED_UNKNOWN : 1);
        assert_int_equal(s->nlocal, 2);
        assert_int_equal(log.queues.at[s->local], 7);
        assert_int_equal(log.queues.at[s->local + 1], 0);
        schedtrace_free(&log);
    }
}

static size_t insert(char *to, const char *line, size_t at, const char *other)
{
    memcpy(to, line, at);
    strcpy(to + at, other);
    strcat(to, line + at);
    return strlen(to);
}

/* Law: whatever somebody writes between two pieces, the figures are those of the line, or the line is left out; they are never
 * others. A piece is a number or the words between two numbers, since the runtime writes each at once. */
static void other_output_never_changes_a_figure(void **state)
{
    static const char line[] = HEAD REST "[ 7 0 ] schedticks=[ 7 4 ]\n";
    static const char *const others[] = {
        ".",     "worker 7: done\n", "2026/11/23 20:23:31 batch 5\n",
        "x=12 ", "threads\n",        "[info] 3 left\n"};
    char text[512];
    size_t good = 0;

    (void)state;
    for (size_t k = 0; k < sizeof others / sizeof *others; k++)
        for (size_t at = 1; at < strlen(line); at++) {
            bool digit = line[at] >= '0' && line[at] <= '9';
            bool before = line[at - 1] >= '0' && line[at - 1] <= '9';
            struct schedtrace log;

            if (digit == before)
                continue; /* inside of a piece */
            schedtrace_read(text, insert(text, line, at, others[k]), &log);
            good += log.samples.len;
            for (size_t i = 0; i < log.samples.len; i++) {
                const struct sched_sample *s = &log.samples.at[i];

                assert_int_equal(s->ms, 102);
                assert_int_equal(s->gomaxprocs, 2);
                assert_int_equal(s->idleprocs, 1);
                assert_int_equal(s->threads, 6);
                assert_int_equal(s->idlethreads, 4);
                assert_int_equal(s->runqueue, 3);
                if (s->nlocal == 2)
                    assert_int_equal(log.queues.at[s->local], 7);
            }
            schedtrace_free(&log);
        }
    assert_true(good > 60);
}

/* Law: a line that is cut anywhere before its last figure is no sample, and is counted. */
static void cut_line_is_no_sample(void **state)
{
    static const char line[] = HEAD REST "[ 7 0 ] schedticks=[ 7 4 ]\n";

    (void)state;
    for (size_t len = strlen("SCHED 102ms: gomaxprocs="); len < strlen(HEAD REST); len++) {
        struct schedtrace log;

        schedtrace_read(line, len, &log);
        assert_int_equal(log.samples.len, 0);
        assert_int_equal(log.damaged, 1);
        assert_true(log.cut);
        schedtrace_free(&log);
    }
}

/* Law: time that goes back begins another process; two that print side by side are kept apart. */
static void processes_are_told_apart(void **state)
{
    struct schedtrace log;
    char text[4096] = "";

    (void)state;
    for (int i = 0; i < 6; i++) { /* one with 2 threads on 2 Ps, one with 50 on 4 */
        char *end = text + strlen(text);

        snprintf(end, 400,
                 "SCHED %dms: gomaxprocs=2 idleprocs=0 threads=2 spinningthreads=0 idlethreads=0 "
                 "runqueue=0 [0 0]\n"
                 "SCHED %dms: gomaxprocs=4 idleprocs=0 threads=50 spinningthreads=0 idlethreads=0 "
                 "runqueue=0 [0 0 0 0]\n",
                 i * 100, i * 100);
    }
    log = read_text(text);
    assert_int_equal(log.runs.len, 2);
    for (size_t i = 0; i < log.samples.len; i++)
        assert_int_equal(log.samples.at[i].run, log.samples.at[i].threads == 50);
    schedtrace_free(&log);
}

/* Law: a line that a container's runtime split is read as if it had not, and keeps the number of the line in the file. */
static void split_lines_are_joined(void **state)
{
    struct schedtrace log = read_text("2026-03-02T09:15:00.1Z stderr F first\n"
                                      "2026-03-02T09:15:00.155000123Z stderr P SCHED 10\n"
                                      "2026-03-02T09:15:00.155000123Z stderr F 2ms: gomaxprocs=1 "
                                      "idleprocs=0 threads=5 spinningthreads=0 idlethreads=2 "
                                      "runqueue=0 [0]\n");

    (void)state;
    assert_int_equal(log.samples.len, 1);
    assert_int_equal(log.samples.at[0].ms, 102);
    assert_int_equal(log.samples.at[0].line, 2);
    schedtrace_free(&log);
}

/* Law: the block that a dying program prints is not one of the clock. */
static void dying_block_is_marked(void **state)
{
    struct schedtrace log =
        read_text("fatal error: all goroutines are asleep - deadlock!\n" HEAD REST
                  "gcwaiting=false nmidlelocked=0 stopwait=0 sysmonwait=false\n");

    (void)state;
    assert_int_equal(log.samples.len, 1);
    assert_true(log.samples.at[0].dying);
    schedtrace_free(&log);
}

/* Law: marking on idle Ps is told apart from what the collector took. */
static void gctrace_line_is_read(void **state)
{
    struct schedtrace log = read_text("x gc 24 @0.100s 38%: 0.095+3.1+0.001 ms clock, "
                                      "0.19+8.3/1.1/0.043+0.003 ms cpu, 9->9->8 MB, 9 MB goal, "
                                      "0 MB stacks, 0 MB globals, 4 P (forced)\n"
                                      "gc 25 @0.105s 38%: 0.042+3.0\n");

    (void)state;
    assert_int_equal(log.gcs.len, 1);
    assert_int_equal(log.gcs.at[0].number, 24);
    assert_int_equal(log.gcs.at[0].at_ms, 100);
    assert_int_equal(log.gcs.at[0].cpu, 190 + 8300 + 1100 + 3);
    assert_int_equal(log.gcs.at[0].idle, 43);
    assert_int_equal(log.gcs.at[0].procs, 4);
    assert_true(log.gcs.at[0].forced);
    schedtrace_free(&log);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_version_is_read),  cmocka_unit_test(other_output_never_changes_a_figure),
    cmocka_unit_test(cut_line_is_no_sample),  cmocka_unit_test(processes_are_told_apart),
    cmocka_unit_test(split_lines_are_joined), cmocka_unit_test(dying_block_is_marked),
    cmocka_unit_test(gctrace_line_is_read),
};
RUN_TESTS(tests)
