/* select.c: waiting for several channels at once. go: select.go
 *
 * A select without cases, with one case, or with one case and a default is compiled to something simpler; here they go
 * the same way, where there is nothing to choose and so nothing is drawn.
 *
 * `after` is a receive from time.After(d), which is evaluated when the select begins: a channel with a timer. From go1.23
 * such a timer is in a heap only while somebody waits for its channel; before, it was put there at once, and stayed when
 * another case won. */
#include "chan.h"
#include "timer.h"
#include "value.h"

static struct timer *after_timer(struct sim *s, struct m *mp, struct g *gp, int32_t which,
                                 vtime when)
{
    struct timer *t = timer_new(s, TIMER_CHAN);

    t->g = gp;
    t->which = which;
    timer_add(s, mp, t, when);
    return t;
}

/* The cases that can ever be ready, in the order of the source. Returns how many; a nil channel's is none of them. */
static int32_t evaluate_cases(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    int32_t n = 0;

    for (int32_t i = op->body; i != NOBODY; i = s->prog->ops[i].next) {
        const struct op *cas = &s->prog->ops[i];
        struct scase *k = &s->scases[n];

        if (cas->kind == OP_CASE_DEFAULT)
            continue;
        k->op = cas;
        k->c = NULL;
        k->timer = NULL;
        if (cas->kind == OP_CASE_AFTER) {
            k->when = later(s->now, draw_op(s, cas));
            if (!timer_only_while_blocked(s))
                k->timer = after_timer(s, mp, gp, n, k->when);
        } else {
            k->c = &s->objects[cas->obj];
            if (cas->kind == OP_CASE_SEND)
                k->number = value_next(s, k->c);
            if (chan_is_nil(k->c))
                continue;
        }
        n++;
    }
    return n;
}

/* A random permutation of the cases: the inside-out shuffle of Fisher and Yates. */
static void shuffle(struct sim *s, int32_t n)
{
    if (n > 0)
        s->scases[0].poll = 0;
    for (int32_t i = 1; i < n; i++) {
        int32_t j = (int32_t)choose(s, CHOICE_SELECT, i + 1);

        s->scases[i].poll = s->scases[j].poll;
        s->scases[j].poll = i;
    }
}

static enum tried try_case(struct sim *s, struct m *mp, struct g *gp, const struct scase *k)
{
    if (k->c)
        return k->op->kind == OP_CASE_SEND ? chan_try_send(s, mp, gp, k->c, k->number)
                                           : chan_try_recv(s, mp, gp, k->c);
    /* What is in a heap is sent when the timer is run, not by looking at it. */
    return !k->timer && k->when <= s->now ? TRIED_OK : TRIED_BLOCKS;
}

/* The select takes this case: on to its block. */
static enum did take_case(struct g *gp, const struct op *cas)
{
    if (cas->body == NOBODY)
        return DID_NEXT;
    gp->pc = cas->body;
    return DID_JUMP;
}

static enum did finish_case(struct sim *s, struct m *mp, struct g *gp, const struct op *cas,
                            bool ok)
{
    if (!ok && cas->kind == OP_CASE_SEND)
        return gopanic(s, mp, PANIC_SEND_CLOSED, 0);
    if (!ok) {
        chan_event(s, mp, gp, &s->objects[cas->obj], CHAN_RECV_CLOSED);
        value_got(s, gp, &s->objects[cas->obj], 0);
    }
    return take_case(gp, cas);
}

/* Parks a select without a default, for the reason that fits what the compiler made of it. */
static enum did park_as_compiled(struct sim *s, struct m *mp, const struct op *op)
{
    const struct op *only;
    bool nil;

    if (op->body == NOBODY)
        return gopark(s, mp, WAIT_SELECT_NONE, NOBODY);
    only = &s->prog->ops[op->body];
    if (only->next != NOBODY)
        return gopark(s, mp, WAIT_SELECT, NOBODY);
    if (only->kind == OP_CASE_AFTER)
        return gopark(s, mp, WAIT_CHAN_RECV, NOBODY);
    nil = chan_is_nil(&s->objects[only->obj]);
    if (only->kind == OP_CASE_SEND)
        return gopark(s, mp, nil ? WAIT_CHAN_SEND_NIL : WAIT_CHAN_SEND, only->obj);
    return gopark(s, mp, nil ? WAIT_CHAN_RECV_NIL : WAIT_CHAN_RECV, only->obj);
}

static enum did select_park(struct sim *s, struct m *mp, struct g *gp, const struct op *op,
                            int32_t n)
{
    gp->cases = n ? mem_alloc((size_t)n * sizeof *gp->cases) : NULL;
    gp->flags &= (uint8_t) ~(GF_OK | GF_SELECT_DONE);
    gp->phase = CHAN_PARKED;
    for (int32_t i = 0; i < n; i++) {
        int32_t which = s->scases[i].poll;
        struct scase *k = &s->scases[which];
        struct sudog *sg = &gp->cases[which];

        *sg = (struct sudog){.g = gp, .obj = NOBODY, .word = k->number};
        if (k->c)
            chan_enqueue(s, mp, k->c, sg, k->op->kind == OP_CASE_SEND);
        else
            sg->timer = k->timer ? k->timer : after_timer(s, mp, gp, which, k->when);
    }
    return park_as_compiled(s, mp, op);
}

/* Nobody waits for this `after` any more. Up to go1.19 it stays in its heap, and fires for nobody. */
static void forget_timer(struct sim *s, struct timer *t)
{
    if (timer_only_while_blocked(s)) {
        timer_stop(s, t);
        timer_free(s, t);
    } else {
        t->g = NULL;
    }
}

/* One case has been completed by a partner or by a timer: out of the other queues. */
static enum did select_woken(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    const struct op *won = NULL;
    struct sudog *sg = gp->cases;

    for (int32_t i = op->body; i != NOBODY; i = s->prog->ops[i].next) {
        const struct op *cas = &s->prog->ops[i];

        if (cas->kind == OP_CASE_AFTER) {
            if (sg->timer)
                forget_timer(s, sg->timer);
        } else if (!chan_is_nil(&s->objects[cas->obj])) {
            chan_dequeue(s, &s->objects[cas->obj], sg, cas->kind == OP_CASE_SEND);
        } else {
            continue;
        }
        if (sg++ == &gp->cases[gp->woken_case])
            won = cas;
    }
    free(gp->cases);
    gp->cases = NULL;
    gp->flags &= (uint8_t)~GF_SELECT_DONE;
    return finish_case(s, mp, gp, won, gp->flags & GF_OK);
}

/* Timers that were set for the cases of a select that did not have to wait stay in their heap. */
static void abandon_timers(struct sim *s, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        if (s->scases[i].timer)
            forget_timer(s, s->scases[i].timer);
}

static const struct op *default_case(const struct sim *s, const struct op *op)
{
    for (int32_t i = op->body; i != NOBODY; i = s->prog->ops[i].next)
        if (s->prog->ops[i].kind == OP_CASE_DEFAULT)
            return &s->prog->ops[i];
    return NULL;
}

/* go: selectgo */
enum did op_select(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    const struct op *otherwise;
    int32_t n;

    if (gp->phase == CHAN_PARKED)
        return select_woken(s, mp, gp, op);
    m_owe(mp, cost_of(s, COST_CHAN_OP));
    n = evaluate_cases(s, mp, gp, op);
    shuffle(s, n);
    for (int32_t i = 0; i < n; i++) {
        struct scase *k = &s->scases[s->scases[i].poll];
        enum tried tried = try_case(s, mp, gp, k);

        if (tried == TRIED_BLOCKS)
            continue;
        abandon_timers(s, n);
        return finish_case(s, mp, gp, k->op, tried == TRIED_OK);
    }
    otherwise = default_case(s, op);
    if (!otherwise)
        return select_park(s, mp, gp, op, n);
    abandon_timers(s, n);
    return take_case(gp, otherwise);
}

void select_timer_fire(struct sim *s, struct m *mp, struct timer *t)
{
    struct g *gp = t->g;
    int32_t which = t->which;

    timer_free(s, t);
    if (!gp)
        return;
    gp->cases[which].timer = NULL;
    if (gp->flags & GF_SELECT_DONE)
        return;
    gp->flags |= GF_SELECT_DONE | GF_OK;
    gp->woken_case = which;
    goready(s, mp, gp, BY_TIMER);
}
