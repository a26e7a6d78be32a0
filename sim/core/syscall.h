/* syscall.h: system calls and calls into C.
 *
 * Entering one changes nothing: the P stays with the thread, which is in the kernel, and whoever calls briefly gets it back
 * for nothing. Only if sysmon finds it there at two of its looks does the P go to somebody else. */
#ifndef CORE_SYSCALL_H
#define CORE_SYSCALL_H

#include "internal.h"

/* `syscall` and `cgo`. go: entersyscall */
op_fn op_syscall;

/* mp is back from the kernel. go: exitsyscall */
bool exitsyscall(struct sim *s, struct m *mp);

/* Takes pp from the call that its thread is in; it is off all lists then. `by` is who takes it. */
void steal_from_syscall(struct sim *s, struct m *by, struct p *pp, enum p_steal why);

static inline bool in_syscall(const struct p *pp)
{
    return pp->m && pp->m->curg && pp->m->curg->status == G_SYSCALL;
}

#endif
