/* emit.c: the list of emitters, and what they have in common. */
#include "emit.h"

const struct emitter_ops *const emitters[] = {&emit_log, &emit_gotrace, &emit_chrome, NULL};

struct emitter {
    const struct emitter_ops *ops;
    void *state;
};

struct emitter *emitter_new(const struct emitter_ops *ops, const struct emit_context *ctx,
                            struct writer *out)
{
    struct emitter *e = mem_zalloc(1, sizeof *e);

    e->ops = ops;
    e->state = mem_zalloc(1, ops->state_size);
    ops->begin(e->state, ctx, out);
    return e;
}

static void pass_events(void *self, const struct event *ev, size_t n)
{
    struct emitter *e = self;

    e->ops->events(e->state, ev, n);
}

struct event_sink emitter_sink(struct emitter *e)
{
    return (struct event_sink){pass_events, e};
}

void emitter_end(struct emitter *e)
{
    e->ops->end(e->state);
    free(e->state);
    free(e);
}
