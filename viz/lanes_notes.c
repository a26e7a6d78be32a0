/* lanes_notes.c: tasks and regions as spans. Regions nest within their goroutine: an end closes the innermost that is open, if
 * that is the one it names. Tasks that do not overlap share a row. */
#include <string.h>

#include "lanes.h"

const char *lanes_op_text(const struct lanes *l, int32_t op)
{
    const struct subject *su = l->subject;
    const char *text = NULL;

    if (su->program && op >= 0 && op < su->program->nops)
        text = su->program->ops[op].text;
    if (su->imported && op >= 0 && (size_t)op < su->imported->ops.len)
        text = su->imported->ops.at[op].text;
    return text ? text : "";
}

/* ---- regions --------------------------------------------------------------------------------------------------------------- */

static void close_note(struct lane_note *n, vtime t, bool seen)
{
    struct lod *lod = &n->lod;

    if (seen && lod->len)
        lod->at[lod->len - 1].why = 1;
    lod_put(lod, (struct span){.t = t, .slice = SLICE_NOTHING, .on = NOBODY});
    n->op = NOBODY;
}

/* The innermost lane of g with an open region, or NULL. */
static struct lane_note *innermost(struct lanes *l, goid g)
{
    struct lane_note *found = NULL;

    for (int32_t i = l->gs.at[g - 1].notes; i != NOBODY; i = l->notes.at[i].inner)
        if (l->notes.at[i].op != NOBODY)
            found = &l->notes.at[i];
    return found;
}

/* The outermost lane below all open regions of g. */
static struct lane_note *free_note(struct lanes *l, goid g)
{
    int32_t *link = &l->gs.at[g - 1].notes, new;

    while (*link != NOBODY && l->notes.at[*link].op != NOBODY)
        link = &l->notes.at[*link].inner;
    if (*link != NOBODY)
        return &l->notes.at[*link];
    new = *link = (int32_t)l->notes.len;
    *VEC_PUSH(&l->notes) = (struct lane_note){.g = g, .inner = NOBODY, .op = NOBODY};
    return &l->notes.at[new];
}

static void region(struct lanes *l, const struct event *ev)
{
    struct lane_note *n;

    if (ev->g < 1 || (size_t)ev->g > l->gs.len)
        return;
    if (ev->kind == EV_REGION_BEGIN) {
        n = free_note(l, ev->g);
        n->op = (int32_t)ev->b;
        n->task = ev->a;
        lod_put(&n->lod, (struct span){
                             .t = ev->t, .slice = SLICE_NOTE, .who = (int32_t)ev->b, .on = NOBODY});
        return;
    }
    n = innermost(l, ev->g);
    if (n && n->task == ev->a &&
        strcmp(lanes_op_text(l, n->op), lanes_op_text(l, (int32_t)ev->b)) == 0)
        close_note(n, ev->t, true);
}

void lanes_end_notes(struct lanes *l, struct lane_g *g, vtime t)
{
    for (int32_t i = g->notes; i != NOBODY; i = l->notes.at[i].inner)
        if (l->notes.at[i].op != NOBODY)
            close_note(&l->notes.at[i], t, false);
}

/* ---- tasks ----------------------------------------------------------------------------------------------------------------- */

enum { WORD = 64 };

/* The first row that is free, which it is no more. */
static int32_t take_row(struct lanes *l)
{
    size_t row;

    while (l->full < l->busy.len && l->busy.at[l->full] == UINT64_MAX)
        l->full++;
    if (l->full == l->busy.len)
        *VEC_PUSH(&l->busy) = 0;
    row = l->full * WORD;
    while (l->busy.at[l->full] >> (row % WORD) & 1)
        row++;
    l->busy.at[l->full] |= (uint64_t)1 << row % WORD;
    while (l->task_rows.len <= row)
        *VEC_PUSH(&l->task_rows) = (struct lane_row){.lod = {.len = 0}};
    return (int32_t)row;
}

static void leave_row(struct lanes *l, int32_t row)
{
    size_t word = (size_t)row / WORD;

    l->busy.at[word] &= ~((uint64_t)1 << row % WORD);
    if (word < l->full)
        l->full = word;
}

static void begin_task(struct lanes *l, const struct event *ev)
{
    struct lane_task *task;

    if (ev->a < 1 || ev->a > INT32_MAX)
        return;
    while ((int64_t)l->tasks.len < ev->a)
        *VEC_PUSH(&l->tasks) = (struct lane_task){.row = NOBODY};
    task = &l->tasks.at[ev->a - 1];
    if (task->row != NOBODY)
        return;
    *task = (struct lane_task){.row = take_row(l), .at = ev->at, .g = ev->g};
    lod_put(&l->task_rows.at[task->row].lod,
            (struct span){.t = ev->t, .slice = SLICE_NOTE, .who = (int32_t)ev->a, .on = NOBODY});
}

static void end_task(struct lanes *l, const struct event *ev)
{
    struct lane_task *task;
    struct lod *lod;

    if (ev->a < 1 || ev->a > (int64_t)l->tasks.len)
        return;
    task = &l->tasks.at[ev->a - 1];
    if (task->row == NOBODY || task->ended)
        return;
    task->ended = true;
    lod = &l->task_rows.at[task->row].lod;
    lod->at[lod->len - 1].why = 1;
    lod_put(lod, (struct span){.t = ev->t, .slice = SLICE_NOTHING, .on = NOBODY});
    leave_row(l, task->row);
}

void lanes_note(struct lanes *l, const struct event *ev)
{
    if (ev->kind == EV_TASK_BEGIN)
        begin_task(l, ev);
    else if (ev->kind == EV_TASK_END)
        end_task(l, ev);
    else
        region(l, ev);
}
