#include "sysgo.h"

#include "frame.h"
#include "gc.h"
#include "locked.h"
#include "proc.h"
#include "runq.h"
#include "sysmon.h"
#include "tracing.h"
#include "wake.h"

/* The packages' init functions, before and after the one that makes the finalizer's goroutine: so long that sysmon has looked
 * for the first time before main.main begins, and that an idle P has taken that goroutine; and as different from run to run as
 * they are, so that sysmon's later looks are in no step with the program. Conventions, not measurements: with them sysmon's
 * phase when main.main begins is such that a call that follows at once is retaken as in real Go (ground truth 19, "fresh").
 *
 * INIT_MORE stays below 57 us, the length of the calls of "fresh 1us": spread over a whole distance of sysmon's looks (111 us),
 * most seeds missed the first of them and B waited 11 ms, which real Go does in one run of ten. */
#define INIT_BEFORE (54 * USEC)
#define INIT_AFTER (150 * USEC)
#define INIT_MORE (45 * USEC)

/* ---- runtime.main: what happens before main.main ------------------------------------------------------------------ */

enum main_phase {
    MAIN_BEGINS,
    MAIN_INIT,
    MAIN_GCENABLE,
    MAIN_RECV_1,
    MAIN_RECV_2,
    MAIN_REST,
    MAIN_FINALIZER,
    MAIN_UNLOCK
};

static void start_sysgo(struct sim *s, struct m *mp, enum sysgo which)
{
    newproc(s, mp, -1 - (int32_t)which, NULL);
    m_owe(mp, cost_of(s, COST_GO_CREATE));
}

/* The goroutine that was runtime.main goes on as main.main. */
static enum did call_main(struct sim *s, struct m *mp, struct g *gp)
{
    gp->locked_int--;
    unlock_thread(s, mp, gp);
    gp->func = s->prog->main;
    gp->frame = frame_new(s, s->prog->main, NULL);
    gp->pc = s->prog->funcs[s->prog->main].body;
    gp->phase = 0;
    tickers_start(s, mp);
    return DID_RESUME;
}

/* main waits until bgsweep and bgscavenge have each sent to it. go: gcenable */
static enum did recv_token(struct sim *s, struct m *mp, struct g *gp, uint8_t then)
{
    if (s->main_tokens > 0) {
        s->main_tokens--;
        gp->phase = then;
        return DID_AGAIN;
    }
    return gopark(s, mp, WAIT_CHAN_RECV, NOBODY);
}

static void send_token(struct sim *s, struct m *mp)
{
    struct g *main = s->allgs.at[0];

    s->main_tokens++;
    if (main->status == G_WAITING && main->reason == WAIT_CHAN_RECV)
        goready(s, mp, main, BY_CHAN);
}

static enum did runtime_main(struct sim *s, struct m *mp, struct g *gp)
{
    switch ((enum main_phase)gp->phase) {
    case MAIN_BEGINS:
        s->main_started = true;
        sysmon_start(s, mp);
        gp->locked_int++;
        lock_thread(s, mp, gp);
        gp->phase = MAIN_INIT;
        return DID_AGAIN;
    case MAIN_INIT:
        start_sysgo(s, mp, SYSGO_FORCEGC);
        gp->phase = MAIN_GCENABLE;
        return DID_AGAIN;
    case MAIN_GCENABLE:
        start_sysgo(s, mp, SYSGO_BGSWEEP);
        start_sysgo(s, mp, SYSGO_BGSCAVENGE);
        gp->phase = MAIN_RECV_1;
        return DID_AGAIN;
    case MAIN_RECV_1:
        return recv_token(s, mp, gp, MAIN_RECV_2);
    case MAIN_RECV_2:
        return recv_token(s, mp, gp, MAIN_REST);
    case MAIN_REST:
        start_cgo(s, mp);
        if (s->model >= GO1_26)
            start_sysgo(s, mp, SYSGO_UPDATER);
        gp->phase = MAIN_FINALIZER;
        m_owe(mp, INIT_BEFORE);
        return DID_AGAIN;
    case MAIN_FINALIZER:
        start_sysgo(s, mp, SYSGO_FINALIZER);
        m_owe(mp, INIT_AFTER + (choose(s, CHOICE_DRAW, 0) * INIT_MORE >> 32));
        gp->phase = MAIN_UNLOCK;
        return DID_AGAIN;
    case MAIN_UNLOCK:
        break;
    }
    return call_main(s, mp, gp);
}

/* ---- those that wait for ever ----------------------------------------------------------------------------------------- */

/* Says once to main that it is there, then waits for work. */
static enum did background(struct sim *s, struct m *mp, struct g *gp, enum wait_reason reason)
{
    if (gp->phase == 0) {
        gp->phase = 1;
        send_token(s, mp);
        return DID_AGAIN;
    }
    return gopark(s, mp, reason, NOBODY);
}

/* Waits until it is woken, then begins a cycle. go: forcegchelper */
static enum did forcegc(struct sim *s, struct m *mp, struct g *gp)
{
    enum did did;

    if (gp->phase == 0) {
        gp->phase = 1;
        return gopark(s, mp, WAIT_FORCE_GC, NOBODY);
    }
    if (gp->phase == 1 && !gc_is_off(s)) {
        return gopark(s, mp, WAIT_FORCE_GC, NOBODY);
    }
    gp->phase = 2;
    did = gc_start(s, mp, gp);
    if (did == DID_NEXT) {
        gp->phase = 1;
        return gopark(s, mp, WAIT_FORCE_GC, NOBODY);
    }
    return did;
}

static enum did bgsweep(struct sim *s, struct m *mp, struct g *gp)
{
    if (gp->phase < 2) {
        enum did did = background(s, mp, gp, WAIT_GC_SWEEP);

        if (did == DID_OFF)
            gp->phase = 2;
        return did;
    }
    return gc_sweep_step(s, mp, gp);
}

enum did sysgo(struct sim *s, struct m *mp, struct g *gp)
{
    switch ((enum sysgo)(-1 - gp->func)) {
    case SYSGO_MAIN:
        return runtime_main(s, mp, gp);
    case SYSGO_FORCEGC:
        return forcegc(s, mp, gp);
    case SYSGO_BGSWEEP:
        return bgsweep(s, mp, gp);
    case SYSGO_BGSCAVENGE:
        return background(s, mp, gp, WAIT_GC_SCAVENGE);
    case SYSGO_UPDATER:
        return gopark(s, mp, WAIT_UPDATER, NOBODY);
    case SYSGO_FINALIZER:
        return gopark(s, mp, WAIT_FINALIZER, NOBODY);
    case SYSGO_CLEANUP:
        return gopark(s, mp, WAIT_CLEANUP, NOBODY);
    case SYSGO_GCWORKER:
        return gc_worker_step(s, mp, gp);
    case SYSGO_TRACE_CPU:
    case SYSGO_TRACE_ADV:
    case SYSGO_TRACE_READ:
        return tracing_step(s, mp, gp, (enum sysgo)(-1 - gp->func));
    case SYSGOS:
        break;
    }
    assert(!"no such goroutine of the runtime");
    return DID_END;
}

void sysgo_wake(struct sim *s, struct m *mp, enum sysgo which)
{
    for (size_t i = 0; i < s->allgs.len; i++) {
        struct g *gp = s->allgs.at[i];

        if (gp->func != -1 - (int32_t)which || gp->status != G_WAITING)
            continue;
        if (mp->p)
            goready(s, mp, gp, BY_RUNTIME);
        else
            injectglist(s, mp, &gp, 1, BY_RUNTIME);
        return;
    }
}

bool sysgo_obeys(struct sim *s, struct m *mp, struct g *gp)
{
    if (gc_is_sweeping(gp)) /* what it has begun on this P it ends on it */
        return false;
    if (gp->func >= 0 || s->gcwaiting || !gc_is_dedicated(s, gp))
        return true;
    gp->flags &= (uint8_t)~GF_PREEMPT;
    runqdrain(s, mp->p);
    return false;
}
