#include "frame.h"

#include "disk.h"
#include "gc.h"
#include "metrics.h"

struct val_list {
    VEC(struct val) items;
};

static struct val *frame_vars(const struct sim *s, struct frame *fp)
{
    return (struct val *)(void *)&fp->loops[s->frame_slots[fp->func]];
}

void frames_init(struct sim *s)
{
    const struct program *p = s->prog;

    s->frame_free = ARENA_ARRAY(&s->arena, struct frame *, (size_t)p->nfuncs);
    s->frame_slots = ARENA_ARRAY(&s->arena, int32_t, (size_t)p->nfuncs);
    s->measure_slot = ARENA_ARRAY(&s->arena, int32_t, (size_t)p->nops);
    for (int32_t i = 0; i < p->nfuncs; i++)
        s->frame_slots[i] = p->funcs[i].nloops + (p->values ? 1 : 0);
    for (int32_t i = 0; i < p->nops; i++)
        if (p->ops[i].kind == OP_MEASURE)
            s->measure_slot[i] = s->frame_slots[p->ops[i].func]++;
}

struct frame *frame_new(struct sim *s, int32_t func, struct frame *up)
{
    const struct func *f = &s->prog->funcs[func];
    size_t size = sizeof(struct frame) + (size_t)s->frame_slots[func] * sizeof(int64_t) +
                  (size_t)f->nvars * sizeof(struct val);
    struct frame *fp = s->frame_free[func];

    if (fp)
        s->frame_free[func] = fp->caller;
    else
        fp = arena_alloc(&s->arena, 1, size);
    *fp = (struct frame){.up = up, .refs = 1, .func = func, .call = NOBODY, .place = PLACE_NONE};
    for (int32_t i = 0; i < s->frame_slots[func]; i++)
        fp->loops[i] = 0;
    for (int32_t i = 0; i < f->nvars; i++)
        frame_vars(s, fp)[i] = (struct val){0};
    if (up)
        up->refs++;
    return fp;
}

static void val_release(struct sim *s, struct val *v)
{
    if (v->more) {
        for (size_t i = 0; i < v->more->items.len; i++)
            val_release(s, &v->more->items.at[i]);
        free(v->more->items.at);
        free(v->more);
    } else if (v->kind == VAR_FILE) {
        file_unref(s, v->id);
    } else if (v->kind == VAR_MEMORY) {
        gc_let_go(s, v->n, v->id != 0);
    } else if (v->kind == VAR_READING) {
        metrics_forget(s, v->id);
    }
    *v = (struct val){0};
}

void frame_release(struct sim *s, struct frame *fp)
{
    while (fp && --fp->refs == 0) {
        struct frame *up = fp->up;

        for (int32_t i = 0; i < s->prog->funcs[fp->func].nvars; i++)
            val_release(s, &frame_vars(s, fp)[i]);
        fp->caller = s->frame_free[fp->func];
        s->frame_free[fp->func] = fp;
        fp = up;
    }
}

struct val *frame_var(struct sim *s, struct frame *fp, struct var v)
{
    for (int i = 0; i < v.up; i++)
        fp = fp->up;
    return &frame_vars(s, fp)[v.slot];
}

void val_set(struct sim *s, struct val *v, struct val value, bool append)
{
    if (!append) {
        val_release(s, v);
        *v = value;
        return;
    }
    if (!v->more) {
        struct val_list *list = mem_zalloc(1, sizeof *list);

        if (v->kind != VAR_NONE)
            *VEC_PUSH(&list->items) = *v;
        *v = (struct val){.kind = value.kind, .more = list};
    }
    *VEC_PUSH(&v->more->items) = value;
}

const struct val *val_get(const struct val *v, bool last)
{
    (void)last; /* a slice has no value of its own: either way its last element is meant */
    if (v->more)
        return &v->more->items.at[v->more->items.len - 1];
    return v->kind == VAR_NONE ? NULL : v;
}

int64_t loop_counter(const struct sim *s, const struct g *gp, const struct op *op)
{
    const struct frame *fp = gp->frame;

    if (op->loop != NOBODY)
        return fp->loops[op->loop];
    return s->prog->funcs[fp->func].outer != NOBODY ? gp->loop_outer : 0;
}
