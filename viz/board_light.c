/* board_light.c: what is highlighted: what the last event was about, and who hangs together with an object. */
#include "board.h"
#include "wakers.h"

/* The goroutine, threads and processors that the last event was about, besides those that did it. */
static void last_change(struct board_light *li, const struct event *ev)
{
    li->g = ev->g;
    li->ms[0] = ev->m;
    li->ps[0] = ev->p;
    switch ((enum event_kind)ev->kind) {
    case EV_GO_CREATE:
        li->g = (goid)ev->a;
        li->cause = ev->g;
        break;
    case EV_GO_READY:
        li->cause = (goid)ev->a;
        break;
    case EV_M_CREATE:
    case EV_M_WAKE:
        li->ms[1] = (int32_t)ev->a;
        break;
    case EV_M_SPIN:
        li->ms[1] = (int32_t)ev->b;
        break;
    case EV_P_STEAL:
        li->ms[1] = (int32_t)ev->a;
        li->ps[1] = (int32_t)ev->b;
        break;
    case EV_STEAL:
    case EV_P_IDLE:
    case EV_PREEMPT:
    case EV_RUNQ_OVERFLOW:
    case EV_GLOBQ_GET:
    case EV_GLOBQ_PUT:
    case EV_TIMER_SET:
    case EV_TIMER_FIRE:
    case EV_TIMER_STOP:
        li->ps[1] = (int32_t)ev->b;
        break;
    default: /* the others are about no second one */
        break;
    }
}

/* By function: it has such an operation, or calls one that has. */
static const bool *find_wakers(struct board *b, const struct world_room *room)
{
    const struct program *p = b->su->program;
    bool *may = ARENA_ARRAY(&b->sc->arena, bool, (size_t)p->nfuncs + 1);
    int32_t *ops = ARENA_ARRAY(&b->sc->arena, int32_t, (size_t)p->nops + 1);
    int32_t n = wakers_find(p, room->object, ops, p->nops);
    bool more = n > 0;

    for (int32_t i = 0; i < n; i++)
        may[p->ops[ops[i]].func] = true;
    while (more) {
        more = false;
        for (int32_t i = 0; i < p->nops; i++) {
            const struct op *op = &p->ops[i];

            if (op->kind == OP_CALL && may[op->obj] && !may[op->func])
                more = may[op->func] = true;
        }
    }
    return may;
}

void board_light(struct board *b)
{
    const struct ui *ui = b->ui;
    const struct pick *object = ui->hover.kind == PICK_OBJECT      ? &ui->hover
                                : ui->selected.kind == PICK_OBJECT ? &ui->selected
                                                                   : NULL;

    b->light = (struct board_light){.ms = {NOBODY, NOBODY}, .ps = {NOBODY, NOBODY}};
    if (b->w->seq > 0)
        last_change(&b->light, &b->w->last);
    if (object)
        b->light.room = world_room(b->w, ROOM_OBJECT, (int32_t)object->id);
    if (b->light.room && b->su->program)
        b->light.wakers = find_wakers(b, b->light.room);
}

bool board_is_lit_m(const struct board *b, int32_t m)
{
    return m != NOBODY && (b->light.ms[0] == m || b->light.ms[1] == m);
}

bool board_is_lit_p(const struct board *b, int32_t p)
{
    return p != NOBODY && (b->light.ps[0] == p || b->light.ps[1] == p);
}
