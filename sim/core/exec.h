/* exec.h: a goroutine's operations, one at a time. */
#ifndef CORE_EXEC_H
#define CORE_EXEC_H

#include "internal.h"

/* One step of the goroutine that mp runs; true if mp computes on. */
bool exec(struct sim *s, struct m *mp);

/* Whether a signal can stop what gp computes in the middle of it. */
bool exec_can_be_cut(const struct sim *s, const struct g *gp);

#endif
