/* stw.h: stopping the world, and the number of Ps.
 *
 *     switch (gp->phase) {
 *     case 0:
 *         return stop_the_world(s, mp, gp, STW_GOMAXPROCS, 1);
 *     case 1:                 the world stands still
 *         …
 *         start_the_world(s, mp, n);
 *     }
 */
#ifndef CORE_STW_H
#define CORE_STW_H

#include "internal.h"

/* gp, which mp runs, stops the world; the operation is called again with gp->phase == `then` when it stands still. If somebody
 * else is at it, gp waits, and the operation is called again as it was. Returns what the operation is to return.
 * go: stopTheWorldWithSema */
enum did stop_the_world(struct sim *s, struct m *mp, struct g *gp, enum stw_reason reason,
                        uint8_t then);

/* The world goes on, with `n` Ps. go: startTheWorldWithSema */
void start_the_world(struct sim *s, struct m *mp, int32_t n);

/* mp has a P, and is asked to stop: gives it up for the stop and parks. go: gcstopm */
void gcstopm(struct sim *s, struct m *mp);

/* pp, which nobody has, has stopped. */
void stw_p_stopped(struct sim *s, struct p *pp);

/* The thread that stops the world has waited long enough, or all have stopped. */
bool stw_waited(struct sim *s, struct m *mp);

/* The first Ps, at the very start: mp has P0, the others are idle. go: procresize */
void procs_init(struct sim *s, struct m *mp, int32_t n);

op_fn op_gomaxprocs;

#endif
