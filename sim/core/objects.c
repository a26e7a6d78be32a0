/* objects.c: the program's objects, at the start and at the end of a run. */
#include "chan.h"

static void object_init(struct sim *s, struct object_state *o, int32_t id)
{
    o->def = &s->prog->objects[id];
    o->id = id;
    switch (o->def->kind) {
    case OBJ_CHAN:
    case OBJ_SEMAPHORE:
        o->cap = o->def->n;
        break;
    case OBJ_TICKER:
        o->cap = 1;
        o->ticker = timer_new(s, TIMER_TICK);
        o->ticker->obj = id;
        o->ticker->period = o->def->n;
        o->ticker->when = VTIME_MAX; /* until tickers_start */
        break;
    case OBJ_NIL_CHAN:
    case OBJ_MUTEX:
    case OBJ_RWMUTEX:
    case OBJ_WAITGROUP:
    case OBJ_ONCE:
    case OBJ_COND:
        break;
    }
}

static int32_t widest_select(const struct program *p)
{
    int32_t widest = 0;

    for (int32_t i = 0; i < p->nops; i++) {
        int32_t n = 0;

        if (p->ops[i].kind != OP_SELECT)
            continue;
        for (int32_t k = p->ops[i].body; k != NOBODY; k = p->ops[k].next)
            n++;
        widest = n > widest ? n : widest;
    }
    return widest;
}

void objects_init(struct sim *s)
{
    int32_t n = s->prog->nobjects;

    s->objects = ARENA_ARRAY(&s->arena, struct object_state, (size_t)n);
    for (int32_t i = 0; i < n; i++)
        object_init(s, &s->objects[i], i);
    s->scases = ARENA_ARRAY(&s->arena, struct scase, (size_t)widest_select(s->prog) + 1);
}

void tickers_start(struct sim *s, struct m *mp)
{
    for (int32_t i = 0; i < s->prog->nobjects; i++) {
        struct timer *t = s->prog->objects[i].kind == OBJ_TICKER ? s->objects[i].ticker : NULL;

        if (!t)
            continue;
        t->when = later(s->now, t->period);
        if (!timer_only_while_blocked(s))
            timer_add(s, mp, t, t->when);
    }
}

void objects_free(struct sim *s)
{
    if (widest_select(s->prog) == 0)
        return; /* a million goroutines need not be looked at */
    for (size_t i = 0; i < s->allgs.len; i++)
        free(s->allgs.at[i]->cases);
}
