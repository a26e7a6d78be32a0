#include "snaps.h"

static struct sample *current(struct snaps *sn)
{
    if (!sn->open)
        return NULL;
    if (sn->of_mark)
        return sn->marks.len ? &sn->marks.at[sn->marks.len - 1].sample : NULL;
    return &sn->lines.at[sn->lines.len - 1];
}

static void begin(struct snaps *sn, const struct event *ev)
{
    sn->open = true;
    sn->of_mark = ev->flag == SNAP_MARK;
    if (!sn->of_mark)
        *VEC_PUSH(&sn->lines) = (struct sample){.t = ev->t};
}

static void head(struct snaps *sn, const struct event *ev)
{
    struct sample *s;

    if (ev->b == SNAP_MS || !sn->open)
        begin(sn, ev);
    s = current(sn);
    if (!s)
        return;
    s->head[ev->b] = ev->a;
    s->fields |= 1u << ev->b;
}

/* The first of a list says where the list begins; the others follow it, but the lists of a detailed block alternate. So each
 * list has its room at once: two figures a P. */
static void processor(struct snaps *sn, const struct event *ev)
{
    struct sample *s = current(sn);
    size_t procs, *at, *n;

    if (!s || (ev->b != SNAP_P_RUNQSIZE && ev->b != SNAP_P_SCHEDTICK) || ev->p < 0)
        return;
    procs = (size_t)s->head[SNAP_GOMAXPROCS];
    if (s->nlocal == 0 && s->nticks == 0) {
        s->local = sn->pool.len;
        s->ticks = sn->pool.len + procs;
        VEC_RESERVE(&sn->pool, 2 * procs);
        sn->pool.len += 2 * procs;
    }
    at = ev->b == SNAP_P_RUNQSIZE ? &s->local : &s->ticks;
    n = ev->b == SNAP_P_RUNQSIZE ? &s->nlocal : &s->nticks;
    if (*n < procs)
        sn->pool.at[*at + (*n)++] = ev->a;
}

static void mark(struct snaps *sn, const struct event *ev, const char *name)
{
    *VEC_PUSH(&sn->marks) = (struct mark){.name = names_add(&sn->names, name),
                                          .g = ev->g,
                                          .m = ev->m,
                                          .p = ev->p,
                                          .gc = ev->a,
                                          .sample = {.t = ev->t}};
}

void snaps_event(struct snaps *sn, const struct event *ev, const char *mark_name)
{
    switch (ev->kind) {
    case EV_MARK:
        mark(sn, ev, mark_name);
        break;
    case EV_SNAP:
        head(sn, ev);
        break;
    case EV_SNAP_P:
        processor(sn, ev);
        break;
    case EV_SNAP_END:
        sn->open = false;
        break;
    }
}

void snaps_deinit(struct snaps *sn)
{
    names_deinit(&sn->names);
    free(sn->marks.at);
    free(sn->lines.at);
    free(sn->pool.at);
    *sn = (struct snaps){0};
}
