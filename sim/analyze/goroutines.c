#include "goroutines.h"

#include <stdlib.h>

/* A user goroutine that lives. */
struct life {
    vtime since; /* it is in its state */
    int32_t func;
    uint8_t state; /* enum g_state */
};

void goroutines_init(struct goroutines *gs, const struct program *p)
{
    *gs = (struct goroutines){.program = p};
    gs->funcs = mem_zalloc((size_t)p->nfuncs + 1, sizeof *gs->funcs);
    gtable_init(&gs->alive, sizeof(struct life));
}

/* runtime.main is the program's main. The reader of a trace has a place behind the program's functions. */
static int32_t user_func(const struct goroutines *gs, int64_t func)
{
    if (func == -1 - SYSGO_MAIN)
        return gs->program->main;
    return func < 0 ? gs->program->nfuncs : (int32_t)func;
}

static void born(struct goroutines *gs, const struct event *ev)
{
    int32_t func = user_func(gs, ev->b);

    if (!start_is_user(ev->b))
        return;
    *(struct life *)gtable_at(&gs->alive, (goid)ev->a) = (struct life){
        .since = ev->t, .func = func, .state = ev->flag ? STATE_WAITING : STATE_RUNNABLE};
    gs->funcs[func].goroutines++;
    if (func < gs->program->nfuncs && gs->funcs[func].goroutines == 1)
        *VEC_PUSH(&gs->order) = func;
    gs->created++;
    if (++gs->now > gs->max)
        gs->max = gs->now;
}

static void change(struct goroutines *gs, goid g, vtime t, enum g_state state)
{
    struct life *l = gtable_find(&gs->alive, g);

    if (!l)
        return;
    gs->funcs[l->func].time[l->state] += t - l->since;
    l->since = t;
    l->state = (uint8_t)state;
}

static void start(struct goroutines *gs, const struct event *ev)
{
    struct life *l = gtable_find(&gs->alive, ev->g);

    if (!l)
        return;
    hist_add(&gs->latency, ev->a);
    if (ev->a > gs->funcs[l->func].latency_max)
        gs->funcs[l->func].latency_max = ev->a;
    change(gs, ev->g, ev->t, STATE_RUNNING);
}

static void end(struct goroutines *gs, const struct event *ev)
{
    if (!gtable_find(&gs->alive, ev->g))
        return;
    change(gs, ev->g, ev->t, STATE_RUNNING);
    gtable_drop(&gs->alive, ev->g);
    gs->now--;
}

void goroutines_event(struct goroutines *gs, const struct event *ev)
{
    switch (ev->kind) {
    case EV_GO_CREATE:
        born(gs, ev);
        break;
    case EV_GO_START:
        start(gs, ev);
        break;
    case EV_GO_STOP:
    case EV_GO_READY:
        change(gs, ev->g, ev->t, STATE_RUNNABLE);
        break;
    case EV_GO_BLOCK:
        change(gs, ev->g, ev->t, STATE_WAITING);
        break;
    case EV_SYSCALL:
        change(gs, ev->g, ev->t, STATE_SYSCALL);
        break;
    case EV_SYSCALL_RET:
        change(gs, ev->g, ev->t, ev->flag ? STATE_RUNNABLE : STATE_RUNNING);
        break;
    case EV_GO_END:
        end(gs, ev);
        break;
    }
}

struct closing {
    struct goroutines *gs;
    vtime t;
};

static void close_one(void *arg, goid g, void *record)
{
    const struct closing *c = arg;
    const struct life *l = record;

    change(c->gs, g, c->t, l->state);
}

void goroutines_end(struct goroutines *gs, vtime t)
{
    gtable_each(&gs->alive, close_one, &(struct closing){gs, t});
}

bool goroutines_state(const struct goroutines *gs, goid g, enum g_state *state)
{
    const struct life *l = gtable_find(&gs->alive, g);

    if (l)
        *state = l->state;
    return l != NULL;
}

void goroutines_deinit(struct goroutines *gs)
{
    free(gs->funcs);
    free(gs->order.at);
    gtable_deinit(&gs->alive);
    hist_deinit(&gs->latency);
}
