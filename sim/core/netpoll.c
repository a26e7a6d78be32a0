#include "netpoll.h"

#include "os.h"
#include "proc.h"
#include "wake.h"

/* ---- who waits for the network: a binary heap by time ---- */

static bool wait_before(const struct net_wait *x, const struct net_wait *y)
{
    return x->when != y->when ? x->when < y->when : x->seq < y->seq;
}

static void net_push(struct sim *s, vtime when, struct g *gp)
{
    struct net_wait item = {when, s->net_seq++, gp};
    size_t i = s->net.len;

    (void)VEC_PUSH(&s->net);
    while (i > 0 && wait_before(&item, &s->net.at[(i - 1) / 2])) {
        s->net.at[i] = s->net.at[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    s->net.at[i] = item;
}

static struct g *net_pop(struct sim *s)
{
    struct g *gp = s->net.at[0].gp;
    struct net_wait item = s->net.at[--s->net.len];
    size_t i = 0;

    for (;;) {
        size_t c = 2 * i + 1;

        if (c + 1 < s->net.len && wait_before(&s->net.at[c + 1], &s->net.at[c]))
            c++;
        if (c >= s->net.len || !wait_before(&s->net.at[c], &item))
            break;
        s->net.at[i] = s->net.at[c];
        i = c;
    }
    if (s->net.len)
        s->net.at[i] = item;
    return gp;
}

static vtime net_next(const struct sim *s)
{
    return s->net.len ? s->net.at[0].when : VTIME_MAX;
}

/* ---- polling ---- */

void netpoll_init(struct sim *s)
{
    if (s->netpoll_inited)
        return;
    s->netpoll_inited = true;
    s->lastpoll = s->now > 0 ? s->now : 1;
}

size_t netpoll_take(struct sim *s, struct g **list)
{
    size_t n = 0;

    while (n < NETPOLL_BATCH && net_next(s) <= s->now)
        list[n++] = net_pop(s);
    /* epoll's answers are pushed on a list: the last of them runs first. */
    for (size_t i = 0; i < n / 2; i++) {
        struct g *gp = list[i];

        list[i] = list[n - 1 - i];
        list[n - 1 - i] = gp;
    }
    s->net_waiters -= (int32_t)n;
    return n;
}

static void tell_poll(struct sim *s, struct m *mp, size_t n, bool blocking)
{
    struct event *e;

    if (n == 0)
        return;
    e = event_add(s, EV_NETPOLL, mp);
    e->a = (int64_t)n;
    e->flag = blocking;
}

void netpoll_tell_ready(struct sim *s, struct m *mp, struct g *gp)
{
    struct event *e = event_add(s, EV_GO_READY, mp);

    e->g = gp->id;
    e->b = BY_NETPOLL;
    e->flag = TO_NOWHERE;
}

struct g *netpoll_nonblocking(struct sim *s, struct m *mp)
{
    struct g *list[NETPOLL_BATCH];
    size_t n;

    if (!s->netpoll_inited || s->net_waiters == 0 || s->lastpoll == 0)
        return NULL;
    m_owe(mp, cost_of(s, COST_EPOLL));
    n = netpoll_take(s, list);
    tell_poll(s, mp, n, false);
    if (n == 0)
        return NULL;
    casgstatus(s, list[0], G_RUNNABLE);
    netpoll_tell_ready(s, mp, list[0]);
    injectglist(s, mp, list + 1, n - 1, BY_NETPOLL);
    return list[0];
}

/* How long epoll_wait may sleep, to the millisecond. go: netpoll */
static vtime epoll_timeout(vtime delay)
{
    if (delay <= 0)
        return 0;
    if (delay < MSEC)
        return MSEC;
    return delay > 1000000000 * MSEC ? 1000000000 * MSEC : delay / MSEC * MSEC;
}

/* When the thread that polls until `until` comes back by itself. */
static vtime poll_wakes(struct sim *s, vtime until)
{
    vtime timeout = VTIME_MAX, ready = net_next(s);

    if (until != VTIME_MAX)
        timeout = s->now + epoll_timeout(until - s->now) + (until > s->now ? OS_TIMER_SLACK : 0);
    if (ready != VTIME_MAX) {
        ready = ready < s->now ? s->now : ready;
        ready += cost_of(s, COST_THREAD_WAKE);
    }
    return timeout < ready ? timeout : ready;
}

static void netpoll_break(struct sim *s)
{
    struct m *mp = s->poller;
    vtime at = s->now + cost_of(s, COST_THREAD_WAKE);

    if (mp->os.asleep && mp->todo == TODO_POLL && mp->os.at > at)
        os_wake(s, mp, at, TODO_POLL);
}

bool netpoll_block(struct sim *s, struct m *mp, vtime poll_until, bool spinning)
{
    struct event *e;

    if (!s->netpoll_inited || (s->net_waiters == 0 && poll_until == VTIME_MAX))
        return false;
    if (s->lastpoll == 0) {
        if (poll_until != VTIME_MAX && s->poll_until > poll_until)
            netpoll_break(s);
        return false;
    }
    s->lastpoll = 0;
    s->poll_until = poll_until;
    s->poller = mp;
    mp->poll_spin = spinning;
    e = event_add(s, EV_M_PARK, mp);
    e->flag = PARK_POLL;
    e->a = poll_until;
    os_sleep(s, mp, poll_wakes(s, poll_until) + cost_of(s, COST_EPOLL), TODO_POLL);
    return true;
}

size_t netpoll_end(struct sim *s, struct m *mp, struct g **list)
{
    size_t n = netpoll_take(s, list);
    struct event *e = event_add(s, EV_M_WAKE, mp);

    e->a = mp->id;
    e->b = NOBODY;
    e->flag = PARK_POLL;
    s->poller = NULL;
    s->poll_until = VTIME_MAX;
    s->lastpoll = s->now;
    tell_poll(s, mp, n, true);
    return n;
}

void wakenetpoller(struct sim *s, struct m *mp, vtime when)
{
    if (s->lastpoll == 0) {
        if (s->poll_until > when)
            netpoll_break(s);
    } else {
        wakep(s, mp);
    }
}

/* ---- the operation ---- */

enum { PHASE_READY = 1 };

enum did op_netpoll(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    vtime when;

    if (gp->phase == PHASE_READY)
        return DID_NEXT;
    when = op->flags & OPF_UNTIL ? op->d.a : s->now + draw_op(s, op);
    if (when <= s->now)
        return DID_NEXT; /* there is data: the call returns at once */
    netpoll_init(s);
    gp->phase = PHASE_READY;
    gopark(s, mp, WAIT_IO, NOBODY);
    net_push(s, when, gp);
    s->net_waiters++;
    /* The kernel will find the poller asleep and wake it. */
    if (s->poller && s->poller->todo == TODO_POLL && s->poller->os.asleep &&
        s->poller->os.at > when + cost_of(s, COST_THREAD_WAKE))
        os_wake(s, s->poller, when + cost_of(s, COST_THREAD_WAKE), TODO_POLL);
    return DID_OFF;
}
