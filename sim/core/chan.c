/* chan.c: sending, receiving, closing. go: chan.go
 *
 * What makes the order of a program: a value goes straight from hand to hand, so that nobody can snatch it between the
 * waking and the running of who waited for it; and who wakes another goes on running itself. */
#include "chan.h"

#include "value.h"

void chan_event(struct sim *s, struct m *mp, const struct g *gp, const struct object_state *c,
                enum chan_op what)
{
    int32_t at = place_of(s, gp);
    struct event *e = event_add(s, EV_CHAN, NULL);

    e->m = mp->id;
    e->p = (int16_t)mp->p->id;
    e->g = gp->id;
    e->at = at;
    e->a = c->id;
    e->b = c->len;
    e->flag = (uint8_t)what;
}

/* Who has waited longest in `q`, but a select that another case won already; NULL if nobody. go: waitq.dequeue */
static struct sudog *waitq_dequeue(struct sudog_queue *q)
{
    struct sudog *sg;

    while ((sg = sudog_pop(q)) && sudog_of_select(sg)) {
        struct g *gp = sg->g;

        if (gp->flags & GF_SELECT_DONE)
            continue;
        gp->flags |= GF_SELECT_DONE;
        gp->woken_case = (int32_t)(sg - gp->cases);
        break;
    }
    return sg;
}

/* sg's operation has been completed by its partner. */
static void wake_partner(struct sim *s, struct m *mp, struct object_state *c, struct sudog *sg,
                         enum chan_op what, enum cause cause)
{
    struct g *gp = sg->g;

    chan_event(s, mp, gp, c, what);
    gp->flags |= GF_OK;
    goready(s, mp, gp, cause);
}

/* A timer of a channel is only in a heap while somebody waits for it (from go1.23). Otherwise what it has to send is
 * found here, when somebody looks. go: timer.maybeRunChan */
static void maybe_run_chan(struct sim *s, struct m *mp, struct object_state *c)
{
    struct timer *t = c->ticker;

    if (!t || t->pp != NOBODY || t->when > s->now)
        return;
    t->when += t->period * (1 + (s->now - t->when) / t->period);
    chan_timer_send(s, mp, c);
}

enum tried chan_try_send(struct sim *s, struct m *mp, struct g *gp, struct object_state *c,
                         uint32_t number)
{
    struct sudog *sg;

    if (c->closed)
        return TRIED_CLOSED;
    sg = waitq_dequeue(&c->recvq);
    if (sg) {
        chan_event(s, mp, gp, c, CHAN_SEND);
        value_got(s, sg->g, c, number);
        wake_partner(s, mp, c, sg, CHAN_RECV, BY_CHAN);
        return TRIED_OK;
    }
    if (c->len == c->cap)
        return TRIED_BLOCKS;
    c->len++;
    value_push(s, c, number);
    chan_event(s, mp, gp, c, CHAN_SEND);
    return TRIED_OK;
}

enum tried chan_try_recv(struct sim *s, struct m *mp, struct g *gp, struct object_state *c)
{
    struct sudog *sg;

    maybe_run_chan(s, mp, c);
    if (c->closed && c->len == 0)
        return TRIED_CLOSED;
    sg = waitq_dequeue(&c->sendq);
    if (sg) {
        /* A buffer is full here: gp takes its oldest value, and the sender's goes to its end. */
        chan_event(s, mp, gp, c, CHAN_RECV);
        value_push(s, c, sg->word);
        value_got(s, gp, c, value_pop(s, c));
        wake_partner(s, mp, c, sg, CHAN_SEND, BY_CHAN);
        return TRIED_OK;
    }
    if (c->len == 0)
        return TRIED_BLOCKS;
    c->len--;
    value_got(s, gp, c, value_pop(s, c));
    chan_event(s, mp, gp, c, CHAN_RECV);
    return TRIED_OK;
}

/* go: blockTimerChan */
static void block_timer_chan(struct sim *s, struct m *mp, struct object_state *c)
{
    if (c->blocked++ == 0 && timer_only_while_blocked(s))
        timer_add(s, mp, c->ticker, c->ticker->when);
}

/* go: unblockTimerChan */
static void unblock_timer_chan(struct sim *s, struct object_state *c)
{
    if (--c->blocked == 0 && timer_only_while_blocked(s))
        timer_stop(s, c->ticker);
}

void chan_enqueue(struct sim *s, struct m *mp, struct object_state *c, struct sudog *sg, bool sends)
{
    sudog_push(sends ? &c->sendq : &c->recvq, sg, c->id);
    if (c->ticker && !sends)
        block_timer_chan(s, mp, c);
}

void chan_dequeue(struct sim *s, struct object_state *c, struct sudog *sg, bool sends)
{
    sudog_remove(sends ? &c->sendq : &c->recvq, sg);
    if (c->ticker && !sends)
        unblock_timer_chan(s, c);
}

void chan_timer_send(struct sim *s, struct m *mp, struct object_state *c)
{
    struct sudog *sg = waitq_dequeue(&c->recvq);
    struct event *e;

    if (sg) {
        wake_partner(s, mp, c, sg, CHAN_RECV, BY_TIMER);
        return;
    }
    if (c->len == c->cap)
        return; /* nobody took the last tick: this one is lost */
    c->len++;
    e = event_add(s, EV_CHAN, mp);
    e->g = 0;
    e->a = c->id;
    e->b = c->len;
    e->flag = CHAN_SEND;
}

static enum did chan_park(struct sim *s, struct m *mp, struct g *gp, struct object_state *c,
                          bool sends)
{
    gp->sd.g = gp;
    gp->flags &= (uint8_t)~GF_OK;
    gp->phase = CHAN_PARKED;
    chan_enqueue(s, mp, c, &gp->sd, sends);
    return gopark(s, mp, sends ? WAIT_CHAN_SEND : WAIT_CHAN_RECV, c->id);
}

/* go: chansend */
static enum did chansend(struct sim *s, struct m *mp, struct g *gp, struct object_state *c)
{
    uint32_t number;

    if (gp->phase == CHAN_PARKED)
        return gp->flags & GF_OK ? DID_NEXT : gopanic(s, mp, PANIC_SEND_CLOSED, 0);
    if (chan_is_nil(c))
        return gopark(s, mp, WAIT_CHAN_SEND_NIL, c->id);
    m_owe(mp, cost_of(s, COST_CHAN_OP));
    number = value_next(s, c);
    switch (chan_try_send(s, mp, gp, c, number)) {
    case TRIED_OK:
        return DID_NEXT;
    case TRIED_CLOSED:
        return gopanic(s, mp, PANIC_SEND_CLOSED, 0);
    case TRIED_BLOCKS:
        break;
    }
    gp->sd.word = number;
    return chan_park(s, mp, gp, c, true);
}

/* *got: it received a value, not the end of a closed channel. go: chanrecv */
static enum did chanrecv(struct sim *s, struct m *mp, struct g *gp, struct object_state *c,
                         bool *got)
{
    enum tried tried;

    if (gp->phase == CHAN_PARKED) {
        if (c->ticker)
            unblock_timer_chan(s, c);
        *got = gp->flags & GF_OK;
        if (!*got)
            chan_event(s, mp, gp, c, CHAN_RECV_CLOSED);
        return DID_NEXT;
    }
    if (chan_is_nil(c))
        return gopark(s, mp, WAIT_CHAN_RECV_NIL, c->id);
    m_owe(mp, cost_of(s, COST_CHAN_OP));
    tried = chan_try_recv(s, mp, gp, c);
    if (tried == TRIED_BLOCKS)
        return chan_park(s, mp, gp, c, false);
    *got = tried == TRIED_OK;
    if (!*got)
        chan_event(s, mp, gp, c, CHAN_RECV_CLOSED);
    return DID_NEXT;
}

enum did op_send(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    return chansend(s, mp, gp, &s->objects[op->obj]);
}

enum did op_recv(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct object_state *c = &s->objects[op->obj];
    bool got = true;
    enum did did = chanrecv(s, mp, gp, c, &got);

    if (!got)
        value_got(s, gp, c, 0);
    return did;
}

enum did op_acquire(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    return op_send(s, mp, gp, op);
}

enum did op_release(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    return op_recv(s, mp, gp, op);
}

/* Called once for each value. */
enum did op_range(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    int64_t *i = &gp->frame->loops[op->loop];
    bool got = false;
    enum did did;

    if (gp->phase == 0)
        *i = -1;
    if (gp->phase == PHASE_TURN)
        gp->phase = 0;
    did = chanrecv(s, mp, gp, &s->objects[op->obj], &got);
    if (!got)
        return did;
    ++*i;
    if (op->body == NOBODY) {
        gp->phase = PHASE_TURN;
        return DID_AGAIN;
    }
    gp->pc = op->body;
    return DID_JUMP;
}

/* Takes all who wait in `q`, in order, and puts each on top of the list. */
static void collect(struct sudog_queue *q, struct g **list)
{
    struct sudog *sg;

    while ((sg = waitq_dequeue(q))) {
        struct g *gp = sg->g;

        gp->flags &= (uint8_t)~GF_OK;
        gp->link = *list;
        *list = gp;
    }
}

/* Receivers wake to a zero value, senders to a panic. They are collected on a list that is last in, first out, so the
 * last who came to wait is readied first, and the first one, readied last, runs next. go: closechan */
enum did op_close(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct object_state *c = &s->objects[op->obj];
    struct g *list = NULL;

    m_owe(mp, cost_of(s, COST_CHAN_OP));
    if (chan_is_nil(c))
        return gopanic(s, mp, PANIC_CLOSE_NIL, 0);
    if (c->closed)
        return gopanic(s, mp, PANIC_CLOSE_CLOSED, 0);
    c->closed = true;
    chan_event(s, mp, gp, c, CHAN_CLOSE);
    collect(&c->recvq, &list);
    collect(&c->sendq, &list);
    while (list) {
        struct g *woken = list;

        list = woken->link;
        woken->link = NULL;
        goready(s, mp, woken, BY_CLOSE);
    }
    return DID_NEXT;
}
