/* gotrace.c: the whole run as a Go execution trace, watched from outside. */
#include <stdbool.h>

#include "emit.h"
#include "tracer.h"

struct gotrace {
    struct writer *out;
    struct tracer *tracer;
    vtime due; /* the generation has lasted long enough */
};

static void gotrace_begin(void *state, const struct emit_context *ctx, struct writer *out)
{
    struct gotrace *gt = state;

    gt->out = out;
    gt->tracer = tracer_new(ctx, TRACER_WATCHES);
    tracer_start(gt->tracer);
    gt->due = SEC;
}

static void pass_on(struct gotrace *gt)
{
    size_t len;
    const uint8_t *bytes = tracer_out(gt->tracer, &len);

    writer_put(gt->out, bytes, len);
    tracer_take(gt->tracer, len);
}

/* Whether a generation should begin with an event of this kind: one that is written. */
static bool is_written(enum event_kind kind)
{
    switch (kind) {
    case EV_GO_CREATE:
    case EV_GO_START:
    case EV_GO_STOP:
    case EV_GO_BLOCK:
    case EV_GO_READY:
    case EV_SYSCALL:
    case EV_SYSCALL_RET:
    case EV_P_START:
    case EV_P_STEAL:
        return true;
    default:
        return false;
    }
}

/* A generation lasts a second, as in Go, but each begins with some kilobytes and the state of every goroutine: one that has
 * less to tell than that goes on until it makes up a good part of the run, so that a mostly idle month is not all
 * beginnings. */
enum { IDLE_PART = 64 };

static void turn(struct gotrace *gt, vtime t)
{
    vtime begun = tracer_begun(gt->tracer);

    if (tracer_stopped_world(gt->tracer))
        return;
    if (t - begun < begun / IDLE_PART &&
        tracer_bytes(gt->tracer) < tracer_fixed_bytes(gt->tracer)) {
        gt->due = t + SEC;
        return;
    }
    (void)tracer_turn(gt->tracer);
    pass_on(gt);
    gt->due = t + SEC;
}

static void gotrace_events(void *state, const struct event *ev, size_t n)
{
    struct gotrace *gt = state;

    for (size_t i = 0; i < n; i++) {
        if (ev[i].t >= gt->due && is_written((enum event_kind)ev[i].kind))
            turn(gt, ev[i].t);
        tracer_event(gt->tracer, &ev[i]);
    }
    pass_on(gt);
}

static void gotrace_end(void *state)
{
    struct gotrace *gt = state;

    tracer_stop(gt->tracer);
    pass_on(gt);
    tracer_free(gt->tracer);
}

const struct emitter_ops emit_gotrace = {
    .name = "trace",
    .help = "Go execution trace: go tool trace FILE",
    .state_size = sizeof(struct gotrace),
    .begin = gotrace_begin,
    .events = gotrace_events,
    .end = gotrace_end,
};
