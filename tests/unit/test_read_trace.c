/* Laws of the trace reader, on traces made by hand: one thread, one processor, two goroutines. */
#include <stdlib.h>
#include <string.h>

#include "test.h"
#include "trace_summary.h"
#include "wire.h"

/* ---- a small writer ---- */

struct file {
    uint8_t at[4096];
    size_t len;
};

static void put(struct file *f, uint64_t n)
{
    f->len = (size_t)(wire_put(f->at + f->len, n) - f->at);
}

static void put_text(struct file *f, uint64_t id, const char *text)
{
    put(f, WIRE_STRING);
    put(f, id);
    put(f, strlen(text));
    memcpy(f->at + f->len, text, strlen(text));
    f->len += strlen(text);
}

/* Adds `data` as a batch of thread `m`. */
static void put_batch(struct file *f, uint64_t gen, uint64_t m, const struct file *data)
{
    put(f, WIRE_EVENT_BATCH);
    put(f, gen);
    put(f, m);
    put(f, 1000);
    put(f, data->len);
    memcpy(f->at + f->len, data->at, data->len);
    f->len += data->len;
}

static void put_event(struct file *data, int type, uint64_t dt, const uint64_t *args)
{
    data->at[data->len++] = (uint8_t)type;
    put(data, dt);
    for (int i = 0; i < wire_specs[type].nargs; i++)
        put(data, args[i]);
}

#define EVENT(data, type, ...)                                                                     \
    put_event((data), (type), 10, (const uint64_t[]){__VA_ARGS__, 0, 0, 0, 0})

/* Header and what every generation needs; a tick is a nanosecond. */
static void begin(struct file *f)
{
    struct file sync = {0};

    memset(f, 0, sizeof *f);
    wire_put_header(f->at, 26);
    f->len = WIRE_HEADER;
    put(&sync, WIRE_SYNC);
    put(&sync, WIRE_FREQUENCY);
    put(&sync, 1000000000);
    put(&sync, WIRE_CLOCK_SNAPSHOT);
    for (int i = 0; i < 4; i++)
        put(&sync, 5);
    put_batch(f, 1, WIRE_NONE, &sync);
}

static void end(struct file *f)
{
    struct file strings = {0};

    put(&strings, WIRE_STRINGS);
    put_text(&strings, 1, "chan receive");
    put_text(&strings, 2, "work");
    put_batch(f, 1, WIRE_NONE, &strings);
    f->at[f->len++] = WIRE_END_OF_GENERATION;
}

/* G1 creates G2 and waits; G2 runs a region of task 7 and wakes it. */
static void small_trace(struct file *f)
{
    struct file m = {0};

    begin(f);
    EVENT(&m, WIRE_PROC_STATUS, 0, WIRE_P_RUNNING);
    EVENT(&m, WIRE_GO_STATUS, 1, 5, WIRE_G_RUNNING);
    EVENT(&m, WIRE_PROCS_CHANGE, 2, 0);
    EVENT(&m, WIRE_USER_TASK_BEGIN, 7, 0, 2);
    EVENT(&m, WIRE_GO_CREATE, 2, 0, 0);
    EVENT(&m, WIRE_GO_BLOCK, 1, 0);
    EVENT(&m, WIRE_GO_START, 2, 1);
    EVENT(&m, WIRE_USER_REGION_BEGIN, 7, 2, 0);
    EVENT(&m, WIRE_GO_UNBLOCK, 1, 1, 0);
    EVENT(&m, WIRE_USER_TASK_END, 7, 0);
    EVENT(&m, WIRE_USER_REGION_END, 7, 2, 0);
    EVENT(&m, WIRE_GO_DESTROY, 0);
    EVENT(&m, WIRE_GO_START, 1, 2);
    put_batch(f, 1, 5, &m);
    end(f);
}

/* ---- laws ---- */

struct heard {
    struct trace_event events[64];
    size_t n;
};

static void hear(void *self, const struct trace_event *ev)
{
    struct heard *h = self;

    assert_true(h->n < 64);
    h->events[h->n++] = *ev;
}

static bool read_into(struct heard *h, const void *bytes, size_t len, struct trace_error *err)
{
    struct trace_names names = {0};
    bool valid;

    h->n = 0;
    valid = trace_read(bytes, len, &names, (struct trace_sink){hear, h}, err);
    trace_names_free(&names);
    return valid;
}

/* Law: each event is delivered with the context before it, and who it changes. */
static void events_are_the_parsers(void **state)
{
    struct trace_error err;
    struct heard h;
    struct file f;

    (void)state;
    small_trace(&f);
    assert_true(read_into(&h, f.at, f.len, &err));
    assert_int_equal(h.n, 15); /* 13 and two Syncs */
    assert_int_equal(h.events[0].kind, TRACE_SYNC);
    assert_int_equal(h.events[0].time, 1000);
    assert_int_equal(h.events[1].scope, TRACE_OF_P);
    assert_int_equal(h.events[2].from, TRACE_G_UNDETERMINED);
    assert_int_equal(h.events[2].p, 0);
    assert_int_equal(h.events[2].g, TRACE_NONE);
    assert_int_equal(h.events[6].kind, TRACE_TRANSITION);
    assert_int_equal(h.events[6].to, TRACE_G_WAITING);
    assert_int_equal(h.events[6].text, 1);
    assert_int_equal(h.events[6].time, 1060);
    assert_int_equal(h.events[14].value, 2);
    assert_int_equal(h.events[14].time, 1131);
}

/* Law: however a trace is cut, its reader ends with a verdict, and what it delivers is the beginning of the whole. */
static void prefixes_deliver_prefixes(void **state)
{
    struct trace_error err;
    struct heard whole, part;
    struct file f;

    (void)state;
    small_trace(&f);
    assert_true(read_into(&whole, f.at, f.len, &err));
    for (size_t len = 0; len < f.len; len++) {
        bool valid = read_into(&part, f.at, len, &err);

        assert_true(valid == (err.text[0] == '\0'));
        assert_int_equal(err.events, part.n);
        assert_true(err.offset <= len);
        for (size_t i = 0; i + 1 < part.n; i++) /* all but the Sync at the end */
            assert_memory_equal(&part.events[i], &whole.events[i], sizeof whole.events[i]);
    }
}

static void refused(const struct file *f, const char *text, uint64_t events)
{
    struct trace_error err;
    struct heard h;

    assert_false(read_into(&h, f->at, f->len, &err));
    assert_string_equal(err.text, text);
    assert_int_equal(err.events, events);
}

/* Law: what is wrong is told in the words of Go's own parser, at its place. */
static void errors_are_the_parsers(void **state)
{
    struct file m = {0};
    struct trace_error err;
    struct heard h;
    struct file f;

    (void)state;
    refused(&(struct file){.at = "go 1.99 trace", .len = 16},
            "unknown or unsupported trace version go 1.99", 0);
    refused(&(struct file){.at = "hello", .len = 5}, "bad file format: not a Go execution trace?",
            0);
    begin(&f);
    EVENT(&m, WIRE_GO_STATUS, 1, 5, WIRE_G_RUNNING);
    EVENT(&m, WIRE_GO_BLOCK, 1, 0);
    put_batch(&f, 1, 5, &m);
    end(&f);
    refused(&f, "expected a proc but didn't have one", 2);
    assert_false(read_into(&h, f.at, f.len, &err));
    assert_string_equal(err.event, "GoBlock");
    assert_int_equal(err.thread, 5);
    assert_int_equal(f.at[err.offset], WIRE_GO_BLOCK);
}

/* Law: the old format is refused with a word on what to do. */
static void old_format_is_refused(void **state)
{
    struct trace_error err;
    uint64_t events;

    (void)state;
    assert_false(trace_verdict("go 1.19 trace\0\0\0", 16, &events, &err));
    assert_true(err.old_format && strstr(err.text, "record the trace again"));
}

/* Law: the figures of a trace are those of its events. */
static void figures_add_up(void **state)
{
    struct trace_summary s;
    struct file f;

    (void)state;
    small_trace(&f);
    assert_true(trace_summarize(f.at, f.len, &s));
    assert_string_equal(s.go, "go1.26");
    assert_int_equal(s.ngoroutines, 2);
    assert_int_equal(s.goroutines[0].times.waiting, 30);
    assert_int_equal(s.goroutines[1].times.running, 50);
    assert_int_equal(s.latency.count, 2);
    assert_int_equal(s.latency.max, 40);
    assert_int_equal(s.nwaits, 1);
    assert_int_equal(s.waits[0].total, 30);
    assert_int_equal(s.tasks[0].total, 60);
    assert_int_equal(s.regions[0].total, 30);
    assert_int_equal(s.task_regions[0].late, 1); /* the region ended after the task */
    assert_int_equal(s.idle_time,
                     2 * 131 - 131); /* P0 ran throughout, the other P was never seen */
    trace_summary_free(&s);
}

/* Law: the names of the tasks within tasks of a name are listed once each, and not those within tasks that the trace does not
 * know. */
static void subtasks_are_known_by_name(void **state)
{
    struct trace_summary s;
    struct file f, m = {0};

    (void)state;
    begin(&f);
    EVENT(&m, WIRE_PROC_STATUS, 0, WIRE_P_RUNNING);
    EVENT(&m, WIRE_GO_STATUS, 1, 5, WIRE_G_RUNNING);
    EVENT(&m, WIRE_USER_TASK_BEGIN, 7, 0, 2);
    EVENT(&m, WIRE_USER_TASK_BEGIN, 8, 7, 1);
    EVENT(&m, WIRE_USER_TASK_BEGIN, 9, 7, 1);
    EVENT(&m, WIRE_USER_TASK_BEGIN, 10, 99, 2);
    put_batch(&f, 1, 5, &m);
    end(&f);
    assert_true(trace_summarize(f.at, f.len, &s));
    assert_int_equal(s.nsubtasks, 1);
    assert_memory_equal(s.subtasks[0].task.at, "work", 4);
    assert_memory_equal(s.subtasks[0].subtask.at, "chan receive", 12);
    trace_summary_free(&s);
}

/* Threads that can only go on in the order opposite to that of their batches: thread k wakes the goroutine whose status
 * thread k + 1 tells after its own wake. */
static size_t tangle(uint8_t **out, uint64_t threads)
{
    struct file piece;
    size_t len;

    *out = malloc(threads * 64 + 4096);
    assert_non_null(*out);
    begin(&piece);
    memcpy(*out, piece.at, piece.len);
    len = piece.len;
    for (uint64_t k = 1; k <= threads; k++) {
        struct file data = {0};

        memset(&piece, 0, sizeof piece);
        if (k < threads)
            EVENT(&data, WIRE_GO_UNBLOCK, k, 1, 0);
        EVENT(&data, WIRE_GO_STATUS, k - 1, WIRE_NONE, WIRE_G_WAITING);
        put_batch(&piece, 1, k, &data);
        memcpy(*out + len, piece.at, piece.len);
        len += piece.len;
    }
    (*out)[len++] = WIRE_END_OF_GENERATION;
    return len;
}

/* Law: threads may wait for each other; but where each step has thousands of them to ask, the trace is given up. */
static void work_is_bounded(void **state)
{
    struct trace_error err;
    uint64_t events;
    uint8_t *bytes;
    size_t len = tangle(&bytes, 200);

    (void)state;
    assert_true(trace_verdict(bytes, len, &events, &err));
    assert_int_equal(events, 200 + 199 + 2);
    free(bytes);
    len = tangle(&bytes, 30000);
    assert_false(trace_verdict(bytes, len, &events, &err));
    assert_non_null(strstr(err.text, "gave up"));
    free(bytes);
}

/* Law: gzip is unpacked, but not without bound; other bytes are left alone. */
static void gzip_is_bounded(void **state)
{
    char *out;
    size_t len;
    const char *why;

    (void)state;
    assert_true(trace_unpack("go 1.26 trace", 13, 100, &out, &len, &why));
    assert_null(out);
    assert_false(trace_unpack("\x1F\x8B damaged", 10, 100, &out, &len, &why));
    assert_non_null(why);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(events_are_the_parsers),
    cmocka_unit_test(prefixes_deliver_prefixes),
    cmocka_unit_test(subtasks_are_known_by_name),
    cmocka_unit_test(errors_are_the_parsers),
    cmocka_unit_test(old_format_is_refused),
    cmocka_unit_test(figures_add_up),
    cmocka_unit_test(work_is_bounded),
    cmocka_unit_test(gzip_is_bounded),
};

RUN_TESTS(tests)
