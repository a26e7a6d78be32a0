/* scope.h: leaving functions and closures: return, deferred operations, Goexit and panics.
 *
 * A *scope* is what `return` leaves: a function (NOBODY), or the closure in whose block an operation stands (the OP_ONCE,
 * OP_WITHREGION or OP_DEFER around it). Each runs its own deferred operations, the last one first, when it is left. */
#ifndef CORE_SCOPE_H
#define CORE_SCOPE_H

#include "internal.h"

/* The scope in which gp's operation `pc` stands. */
int32_t scope_of(const struct sim *s, int32_t pc);

/* gp leaves the scope: runs what it deferred, then goes on behind it, or out of the next one when it unwinds. */
enum did scope_leave(struct sim *s, struct m *mp, struct g *gp, int32_t scope);

/* Remembers the OP_DEFER `op` of gp. */
void scope_defer(struct sim *s, struct g *gp, int32_t op);

op_fn op_return, op_defer, op_goexit, op_panic;

#endif
