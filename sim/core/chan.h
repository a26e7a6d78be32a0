/* chan.h: what the channel operations and select have in common.
 *
 * Values have no content here, at most a number (value.h): a channel is how many it buffers and who waits. A semaphore is a
 * channel of that capacity (Acquire sends, Release receives), a ticker a channel with room for one value and a timer that
 * sends. */
#ifndef CORE_CHAN_H
#define CORE_CHAN_H

#include "internal.h"

enum { CHAN_PARKED = 1 }; /* g.phase: it waited, and has been woken */

enum tried {
    TRIED_OK,
    TRIED_CLOSED, /* send: must panic. recv: there is nothing, and never will be */
    TRIED_BLOCKS
};

/* gp sends to or receives from `c` if it can without waiting: hands a value over, takes one over, or uses the buffer.
 * All of them are events, that of the partner included, who is made ready. A nil channel always blocks. `number`: of the
 * value that is sent. */
enum tried chan_try_send(struct sim *s, struct m *mp, struct g *gp, struct object_state *c,
                         uint32_t number);
enum tried chan_try_recv(struct sim *s, struct m *mp, struct g *gp, struct object_state *c);

/* Puts `sg` in line for `c`, and takes out of it what wakes nobody any more. */
void chan_enqueue(struct sim *s, struct m *mp, struct object_state *c, struct sudog *sg,
                  bool sends);
void chan_dequeue(struct sim *s, struct object_state *c, struct sudog *sg, bool sends);

void chan_event(struct sim *s, struct m *mp, const struct g *gp, const struct object_state *c,
                enum chan_op what);

/* From go1.23 a channel's timer is in a heap only while somebody waits for it. */
static inline bool timer_only_while_blocked(const struct sim *s)
{
    return s->model >= GO1_23;
}

/* go: when() */
static inline vtime later(vtime now, vtime d)
{
    return d <= 0 ? now : d > VTIME_MAX - now ? VTIME_MAX : now + d;
}

static inline bool chan_is_nil(const struct object_state *c)
{
    return c->def->kind == OBJ_NIL_CHAN;
}

/* One case of the select that is being executed. */
struct scase {
    struct object_state *c; /* NULL: `after` */
    const struct op *op;
    vtime when;          /* after: when it is time */
    struct timer *timer; /* after, up to go1.19 */
    uint32_t number;     /* send: of its value */
    int32_t poll; /* not of this case: which one is looked at in this place of the poll order */
};

#endif
