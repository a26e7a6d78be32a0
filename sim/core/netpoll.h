/* netpoll.h: the network poller: goroutines that wait for the network hold no thread.
 *
 * At most one thread at a time blocks in it (epoll_wait), until something is ready, a timer is due, or another thread
 * breaks it up. Its time-out is whole milliseconds, which is why sleeping in an idle program is so coarse. */
#ifndef CORE_NETPOLL_H
#define CORE_NETPOLL_H

#include "internal.h"

enum { NETPOLL_BATCH = 128 };

/* gp's I/O is done at `when`. */
struct net_wait {
    vtime when;
    uint64_t seq;
    struct g *gp;
};

/* The poller comes to life with the first timer or connection. go: netpollGenericInit */
void netpoll_init(struct sim *s);

/* Takes what is ready: at most NETPOLL_BATCH goroutines into `list`, in the order in which they are to run. go: netpoll(0) */
size_t netpoll_take(struct sim *s, struct g **list);

/* Polls without blocking: the first one ready (already runnable), the others injected; NULL if none. */
struct g *netpoll_nonblocking(struct sim *s, struct m *mp);
void netpoll_tell_ready(struct sim *s, struct m *mp, struct g *gp);

/* mp, without a P and with nothing to do, blocks in the poller if somebody waits for it and nobody else is there; true if so.
 * It comes back with TODO_POLL. If somebody else polls, but beyond poll_until, that one is woken. */
bool netpoll_block(struct sim *s, struct m *mp, vtime poll_until, bool spinning);

/* mp is back: what is ready. */
size_t netpoll_end(struct sim *s, struct m *mp, struct g **list);

/* There is a timer at `when`: whoever blocks in the poller must not sleep longer; if nobody does, somebody should look. */
void wakenetpoller(struct sim *s, struct m *mp, vtime when);

op_fn op_netpoll;

#endif
