#include "spans.h"

#include <stdlib.h>

/* An open region, on the stack of its goroutine. */
struct open_region {
    struct open_region *outer;
    vtime since;
    int32_t name;
    int32_t task;
};

struct stack {
    struct open_region *top;
};

void spans_init(struct spans *sp, const struct program *p)
{
    *sp = (struct spans){.program = p};
    gtable_init(&sp->stacks, sizeof(struct stack));
}

static struct task_tally *task_named(struct spans *sp, const char *name, int32_t *number)
{
    *number = names_add(&sp->task_names, name);
    while (sp->tasks.len <= (size_t)*number)
        *VEC_PUSH(&sp->tasks) = (struct task_tally){0};
    return &sp->tasks.at[*number];
}

static struct region_tally *region_named(struct spans *sp, const char *name, int32_t *number)
{
    *number = names_add(&sp->region_names, name);
    while (sp->regions.len <= (size_t)*number)
        *VEC_PUSH(&sp->regions) = (struct region_tally){0};
    return &sp->regions.at[*number];
}

/* The task of that number, or NULL: 0 is the background. */
static struct open_task *instance_of(struct spans *sp, int64_t task)
{
    if (task <= 0 || task >= (int64_t)sp->instances.len || sp->instances.at[task].type == NOBODY)
        return NULL;
    return &sp->instances.at[task];
}

static void add_once(struct numbers *list, int32_t number)
{
    for (size_t i = 0; i < list->len; i++) {
        if (list->at[i] == number)
            return;
    }
    *VEC_PUSH(list) = number;
}

static void begin_task(struct spans *sp, const struct event *ev, const struct op *op)
{
    int32_t type;
    struct task_tally *t = task_named(sp, op ? op->text : "", &type);
    const struct open_task *parent = instance_of(sp, ev->b);

    if (parent)
        add_once(&sp->tasks.at[parent->type].subtasks, type);
    t->count++;
    t->open++;
    while ((int64_t)sp->instances.len <= ev->a)
        *VEC_PUSH(&sp->instances) = (struct open_task){NOBODY, false, 0};
    sp->instances.at[ev->a] = (struct open_task){type, false, ev->t};
}

static void end_task(struct spans *sp, const struct event *ev)
{
    struct open_task *task = instance_of(sp, ev->a);

    if (!task || task->ended)
        return;
    task->ended = true;
    sp->tasks.at[task->type].open--;
    sp->tasks.at[task->type].total += ev->t - task->since;
}

static const char *region_name(const struct spans *sp, const struct event *ev)
{
    return ev->b >= 0 && ev->b < sp->program->nops ? sp->program->ops[ev->b].text : "";
}

static void seen_in_task(struct spans *sp, const struct event *ev, int32_t name)
{
    const struct open_task *task = instance_of(sp, ev->a);

    if (task)
        add_once(&sp->tasks.at[task->type].regions, name);
}

static void begin_region(struct spans *sp, const struct event *ev)
{
    struct open_region *r = mem_zalloc(1, sizeof *r);
    struct stack *stack = gtable_at(&sp->stacks, ev->g);
    struct region_tally *tally = region_named(sp, region_name(sp, ev), &r->name);

    tally->count++;
    tally->unclosed++;
    r->since = ev->t;
    r->task = (int32_t)ev->a;
    r->outer = stack->top;
    stack->top = r;
    seen_in_task(sp, ev, r->name);
}

static void end_region(struct spans *sp, const struct event *ev)
{
    struct stack *stack = gtable_find(&sp->stacks, ev->g);
    struct open_region *r = stack ? stack->top : NULL;
    const struct open_task *task = instance_of(sp, ev->a);

    if (!r || r->task != ev->a || r->name != names_find(&sp->region_names, region_name(sp, ev)))
        return;
    sp->regions.at[r->name].unclosed--;
    sp->regions.at[r->name].total += ev->t - r->since;
    if (task && task->ended)
        sp->tasks.at[task->type].late++;
    stack->top = r->outer;
    free(r);
}

static void free_stack(struct stack *stack)
{
    while (stack && stack->top) {
        struct open_region *r = stack->top;

        stack->top = r->outer;
        free(r);
    }
}

void spans_event(struct spans *sp, const struct event *ev, const struct op *op)
{
    switch (ev->kind) {
    case EV_TASK_BEGIN:
        begin_task(sp, ev, op);
        break;
    case EV_TASK_END:
        end_task(sp, ev);
        break;
    case EV_REGION_BEGIN:
        begin_region(sp, ev);
        break;
    case EV_REGION_END:
        end_region(sp, ev);
        break;
    case EV_GO_END:
        free_stack(gtable_find(&sp->stacks, ev->g));
        gtable_drop(&sp->stacks, ev->g);
        break;
    }
}

static void free_one(void *arg, goid g, void *record)
{
    (void)arg;
    (void)g;
    free_stack(record);
}

void spans_deinit(struct spans *sp)
{
    gtable_each(&sp->stacks, free_one, NULL);
    gtable_deinit(&sp->stacks);
    for (size_t i = 0; i < sp->tasks.len; i++) {
        free(sp->tasks.at[i].regions.at);
        free(sp->tasks.at[i].subtasks.at);
    }
    free(sp->tasks.at);
    free(sp->regions.at);
    free(sp->instances.at);
    names_deinit(&sp->task_names);
    names_deinit(&sp->region_names);
}
