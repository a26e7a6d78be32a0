/* gotrace.c: the loop of the reader: header, generations, and in each of them the earliest event that may happen.
 * go: reader.go */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "gotrace_heap.h"
#include "sb.h"

enum { STEPS_PER_BYTE = 64, STEPS_FREE = 1 << 27 /* a second or two */ };
#define FILE_MAX UINT32_MAX /* places of batches and symbols have 32 bits */

const char *message_text(struct trace_text text, char buf[WIRE_STRING_MAX + 1])
{
    for (size_t i = 0; i < text.len; i++)
        buf[i] = text.at[i] ? text.at[i] : '?';
    buf[text.len] = '\0';
    return buf;
}

/* A message is one line that is safe to show: what follows in Go's is a dump of all its state. */
static void one_line(char text[TRACE_ERROR_TEXT], const char *message)
{
    struct sb b = {0};

    sb_plain(&b, message, strcspn(message, "\n"));
    snprintf(text, TRACE_ERROR_TEXT, "%s", sb_text(&b));
    sb_free(&b);
}

enum step fail(struct reader *r, uint64_t offset, int64_t m, int type, const char *format, ...)
{
    struct trace_error *err = r->err;
    struct sb message = {0};
    va_list args;

    va_start(args, format);
    sb_vprintf(&message, format, args);
    va_end(args);
    one_line(err->text, sb_text(&message));
    sb_free(&message);
    err->offset = offset;
    err->events = r->events;
    err->generation = r->gen.number;
    err->event = type ? wire_specs[type].name : NULL;
    err->thread = m;
    return STEP_FAIL;
}

/* Each failed try, each cursor that is sorted, costs a step. An honest trace needs few for each event; in one where thousands
 * of threads wait for each other in the worst order they are the square of the file's size. */
bool spend(struct reader *r, uint64_t steps, const struct cursor *c)
{
    if (steps <= r->budget) {
        r->budget -= steps;
        return true;
    }
    fail(r, (uint64_t)(c->event - r->bytes), c->m, c->type,
         "gave up: the threads of this trace wait for each other in too tangled an order");
    return false;
}

/* Makes the frontier of a generation: each thread's first event. */
static bool frontier_begin(struct reader *r)
{
    r->cursors.len = 0;
    r->heap.len = 0;
    for (size_t i = 0; i < r->gen.threads.len; i++) {
        const struct thread *t = &r->gen.threads.at[i];
        struct cursor c = {.m = t->m, .batch = t->first};
        bool more;

        if (!cursor_next(r, &c, &more))
            return false;
        if (!more)
            continue;
        *VEC_PUSH(&r->cursors) = c;
        heap_insert(r, (struct timed){c.time, (uint32_t)(r->cursors.len - 1)});
    }
    return true;
}

/* Tries the event at place `i` of the heap, and reads the one after it. */
static enum step try_advance(struct reader *r, size_t i)
{
    struct cursor *c = &r->cursors.at[r->heap.at[i].index];
    enum step step = order_advance(r, c);
    bool more;

    if (step != STEP_DONE)
        return step;
    if (!cursor_next(r, c, &more))
        return STEP_FAIL;
    if (more) {
        r->heap.at[i].time = c->time;
        heap_update(r, i);
    } else {
        heap_remove(r, i);
    }
    return STEP_DONE;
}

static enum step nobody_can(struct reader *r)
{
    const struct cursor *c = &r->cursors.at[r->heap.at[0].index];

    return fail(r, (uint64_t)(c->event - r->bytes), c->m, c->type,
                "broken trace: failed to advance: frontier:");
}

/* The earliest event cannot happen yet: tries the others in the order of time. */
static enum step advance_another(struct reader *r)
{
    if (!spend(r, r->heap.len, &r->cursors.at[r->heap.at[0].index]))
        return STEP_FAIL;
    timed_sort(r->heap.at, r->heap.len);
    for (size_t i = 1; i < r->heap.len; i++) {
        enum step step = try_advance(r, i);

        if (step != STEP_WAIT)
            return step;
        if (!spend(r, 1, &r->cursors.at[r->heap.at[0].index]))
            return STEP_FAIL;
    }
    return nobody_can(r);
}

/* Delivers the events of a generation that has been read. */
static bool run_generation(struct reader *r)
{
    size_t sample = 0;

    if (!frontier_begin(r))
        return false;
    deliver_sync(r, ticks_ns(r->gen.tick, r->gen.min_ticks));
    for (;;) {
        const struct timed *s =
            sample < r->gen.sample_order.len ? &r->gen.sample_order.at[sample] : NULL;
        enum step step;

        if (s && (r->heap.len == 0 || s->time < r->heap.at[0].time)) {
            deliver_sample(r, &r->gen.samples.at[s->index], s->time);
            sample++;
            continue;
        }
        if (r->heap.len == 0)
            return true;
        r->queued = 0;
        step = try_advance(r, 0);
        if (step == STEP_WAIT)
            step = advance_another(r);
        if (step != STEP_DONE)
            return false;
        for (int i = 0; i < r->queued; i++)
            if (!deliver(r, &r->queue[i]))
                return false;
    }
}

static bool read_marked(struct reader *r)
{
    for (;;) {
        enum got got = generation_read(r);

        if (got == GOT_GENERATION) {
            if (!run_generation(r))
                return false;
            continue;
        }
        deliver_sync(r, r->last);
        r->err->dropped = got == GOT_EOF;
        return got != GOT_ERROR;
    }
}

static bool read_unmarked(struct reader *r)
{
    struct spill spill = {0};

    do {
        enum got got = generation_read_spill(r, &spill);

        if (got != GOT_GENERATION) {
            deliver_sync(r, r->last);
            r->err->dropped = got == GOT_EOF;
            return got != GOT_ERROR;
        }
        if (!run_generation(r))
            return false;
    } while (spill.has);
    deliver_sync(r, r->last);
    return !spill.later;
}

static bool read_version(struct reader *r)
{
    uint32_t version = 0;

    r->at = header_read(r->bytes, r->len, &version);
    r->version = (int)version;
    if (r->at == 0) {
        fail(r, 0, TRACE_NONE, 0, "bad file format: not a Go execution trace?");
        return false;
    }
    switch (version) {
    case VERSION_22:
    case VERSION_23:
    case VERSION_25:
    case VERSION_26:
        return true;
    case 11:
    case 19:
    case 21:
        r->err->old_format = true;
        fail(r, 0, TRACE_NONE, 0,
             "old trace format (go 1.%u, written by Go 1.21 and before): record the trace again "
             "with Go 1.22 or later",
             (unsigned)version);
        return false;
    default:
        fail(r, 0, TRACE_NONE, 0, "unknown or unsupported trace version go 1.%u",
             (unsigned)version);
        return false;
    }
}

static bool read_all(struct reader *r)
{
    if (r->len > FILE_MAX) {
        fail(r, 0, TRACE_NONE, 0, "a trace of more than 4 GiB: record a shorter time");
        return false;
    }
    if (!read_version(r))
        return false;
    return r->version >= VERSION_26 ? read_marked(r) : read_unmarked(r);
}

bool trace_read(const void *bytes, size_t len, struct trace_names *names, struct trace_sink sink,
                struct trace_error *err)
{
    struct reader *r = mem_zalloc(1, sizeof *r);
    bool valid;

    *err = (struct trace_error){.thread = TRACE_NONE};
    r->bytes = bytes;
    r->len = len;
    r->names = names;
    r->sink = sink;
    r->err = err;
    r->budget = STEPS_FREE + (uint64_t)len * STEPS_PER_BYTE;
    wire_kinds_init(r->kinds);
    valid = read_all(r);
    err->events = r->events;
    generation_free(&r->gen);
    order_free(&r->order);
    free(r->cursors.at);
    free(r->heap.at);
    free(r);
    return valid;
}

bool trace_verdict(const void *bytes, size_t len, uint64_t *events, struct trace_error *err)
{
    struct trace_names names = {0};
    struct trace_error mine;
    bool valid = trace_read(bytes, len, &names, (struct trace_sink){0}, err ? err : &mine);

    *events = (err ? err : &mine)->events;
    trace_names_free(&names);
    return valid;
}

const char *trace_kind_name(enum trace_kind kind)
{
    static const char *const names[TRACE_KINDS] = {
        NULL,          "Sync",        "Metric",   "Label",           "StackSample",
        "RangeBegin",  "RangeActive", "RangeEnd", "TaskBegin",       "TaskEnd",
        "RegionBegin", "RegionEnd",   "Log",      "StateTransition", "Experimental"};

    return names[kind];
}

const char *trace_g_state_name(enum trace_g_state state)
{
    static const char *const names[TRACE_G_STATES] = {"Undetermined", "NotExist", "Runnable",
                                                      "Running",      "Waiting",  "Syscall"};

    return names[state];
}

const char *trace_p_state_name(enum trace_p_state state)
{
    static const char *const names[TRACE_P_STATES] = {"Undetermined", "NotExist", "Running",
                                                      "Idle"};

    return names[state];
}

const char *trace_metric_name(enum trace_metric metric)
{
    static const char *const names[TRACE_METRICS] = {
        "/sched/gomaxprocs:threads", "/memory/classes/heap/objects:bytes", "/gc/heap/goal:bytes"};

    return names[metric];
}
