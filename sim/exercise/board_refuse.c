/* board_refuse.c: an illegal move is answered with the rule that forbids it. */
#include "board_text.h"
#include "narrate.h"

static void refuse_runnable(const struct world *w, const struct world_g *gp, goid g, struct sb *out)
{
    switch ((enum world_place)gp->place) {
    case AT_RUNNEXT:
        sb_printf(
            out,
            "G%d stands in P%d's runnext slot: P%d runs it next, and others may steal it only "
            "when that P has not taken it for a while (runqgrab).",
            g, gp->p, gp->p);
        break;
    case AT_RING:
        if (w->ps.at[gp->p].ring.first == g)
            sb_printf(
                out,
                "G%d is the oldest of P%d's queue. P%d looks at its runnext slot first, and a "
                "thief takes the oldest: that is not yours to choose (findRunnable).",
                g, gp->p, gp->p);
        else
            sb_printf(out,
                      "G%d stands behind G%d in P%d's queue, and a local queue is first in, first "
                      "out (runqget).",
                      g, w->ps.at[gp->p].ring.first, gp->p);
        break;
    case AT_GLOBAL:
        sb_printf(out,
                  "G%d is in the global queue: it is looked at on every 61st turn, and when a P's "
                  "own queue is empty (findRunnable).",
                  g);
        break;
    case AT_NOWHERE:
    case AT_RUNNING:
    case AT_SYSCALL:
    case AT_ROOM:
        sb_printf(out, "G%d is being passed on at this very moment.", g);
        break;
    }
}

void board_refuse(const struct subject *su, const struct world *w, goid g, struct sb *out)
{
    const struct world_g *gp = world_g(w, g);

    if (!gp || gp->status == G_DEAD || gp->status == G_IDLE)
        sb_printf(out, "G%d does not live at this instant.", g);
    else if (gp->status == G_RUNNABLE || gp->status == G_PREEMPTED)
        refuse_runnable(w, gp, g, out);
    else if (gp->status == G_RUNNING)
        sb_printf(out, "G%d runs already, on P%d.", g, gp->p);
    else {
        narrate_g(su, w, g, out);
        sb_puts(out, gp->status == G_SYSCALL ? " Only the kernel can bring it back (exitsyscall)."
                                             : " Nobody may run it before it is woken (goready).");
    }
}
