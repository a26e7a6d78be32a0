/* tracer_user.c: what the program itself says: tasks, regions, logs. go: runtime/trace/annotation.go
 *
 * Regions of one goroutine end last in, first out. A program that ends one on another goroutine, or out of order, can make Go
 * write a trace that no reader takes to its end. In a trace of the program's own that is what is written; one that
 * watches from outside says in a log what it leaves out, so that it can be looked at. */
#include <string.h>

#include "tracer_internal.h"

static const char *op_text(const struct tracer *tr, int32_t op)
{
    return op < 0 ? "" : tr->ctx->program->ops[op].text;
}

static uint32_t op_text_id(struct tracer *tr, int32_t op)
{
    return op < 0 ? 0 : tracestack_op_text(&tr->stacks, op);
}

static void put_log(struct tracer *tr, const struct event *ev, uint32_t category,
                    const char *message, int32_t stack)
{
    uint32_t id = tracestack_message(&tr->stacks, message);
    uint8_t *at = wire_put(tracer_put(tr, ev->m, WIRE_USER_LOG), (uint64_t)ev->a);

    at = wire_put(wire_put(wire_put(at, category), id), tracestack_id(&tr->stacks, stack));
    tracer_done(tr, ev->m, at);
}

static void open_region(struct tracer *tr, struct traced_g *g, int64_t task, int32_t op)
{
    int32_t n = tr->free_region;

    if (n != NOBODY) {
        tr->free_region = tr->regions.at[n].outer;
    } else {
        n = (int32_t)tr->regions.len;
        (void)VEC_PUSH(&tr->regions);
    }
    tr->regions.at[n] = (struct traced_region){task, op, g->region};
    g->region = n;
}

static void pop_region(struct tracer *tr, struct traced_g *g)
{
    int32_t n = g->region;

    g->region = tr->regions.at[n].outer;
    tr->regions.at[n].outer = tr->free_region;
    tr->free_region = n;
}

void tracer_forget_regions(struct tracer *tr, struct traced_g *g)
{
    while (g->region != NOBODY)
        pop_region(tr, g);
}

/* Whether readers take the end of this region: with none open they do. Takes note of it. */
static bool closes(struct tracer *tr, struct traced_g *g, int64_t task, int32_t op)
{
    const struct traced_region *inner;

    if (g->region == NOBODY)
        return true;
    inner = &tr->regions.at[g->region];
    if (inner->task != task || strcmp(op_text(tr, inner->op), op_text(tr, op)) != 0)
        return false;
    pop_region(tr, g);
    return true;
}

static void region(struct tracer *tr, const struct event *ev, int32_t stack)
{
    bool begins = ev->kind == EV_REGION_BEGIN;
    struct traced_g *g = tracer_g(tr, ev->g);
    uint8_t *at;
    uint32_t name;

    if (tr->mode == TRACER_WATCHES && begins)
        open_region(tr, g, ev->a, (int32_t)ev->b);
    if (tr->mode == TRACER_WATCHES && !begins && !closes(tr, g, ev->a, (int32_t)ev->b)) {
        put_log(tr, ev, tracestack_text(&tr->stacks, "misuse of region: end left out"),
                op_text(tr, (int32_t)ev->b), stack);
        return;
    }
    name = op_text_id(tr, (int32_t)ev->b);
    at = wire_put(tracer_put(tr, ev->m, begins ? WIRE_USER_REGION_BEGIN : WIRE_USER_REGION_END),
                  (uint64_t)ev->a);
    at = wire_put(wire_put(at, name), tracestack_id(&tr->stacks, stack));
    tracer_done(tr, ev->m, at);
}

static void task_begin(struct tracer *tr, const struct event *ev, int32_t stack)
{
    uint32_t name = op_text_id(tr, places_get(&tr->places, ev->at).op);
    uint8_t *at = wire_put(wire_put(tracer_put(tr, ev->m, WIRE_USER_TASK_BEGIN), (uint64_t)ev->a),
                           (uint64_t)ev->b);

    at = wire_put(wire_put(at, name), tracestack_id(&tr->stacks, stack));
    tracer_done(tr, ev->m, at);
}

void tracer_user_event(struct tracer *tr, const struct event *ev)
{
    int32_t stack;
    uint8_t *at;

    if (!tr->on)
        return;
    (void)tracer_before(tr, ev->m);
    stack =
        tracer_stack_with(tr, ev->at, ev->g, ev->kind == EV_TASK_END ? LEAF_TASK_END : LEAF_NONE);
    switch (ev->kind) {
    case EV_TASK_BEGIN:
        task_begin(tr, ev, stack);
        break;
    case EV_TASK_END:
        at = wire_put(tracer_put(tr, ev->m, WIRE_USER_TASK_END), (uint64_t)ev->a);
        tracer_done(tr, ev->m, wire_put(at, tracestack_id(&tr->stacks, stack)));
        break;
    case EV_LOG:
        put_log(tr, ev, op_text_id(tr, (int32_t)ev->b),
                ev->b < 0 ? "" : tr->ctx->program->ops[ev->b].text2, stack);
        break;
    default:
        region(tr, ev, stack);
        break;
    }
}
