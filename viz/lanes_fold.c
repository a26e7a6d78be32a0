/* lanes_fold.c: from events to spans: who has what now, and what each lane shows of it. */
#include <assert.h>

#include "lanes.h"

/* ---- the lanes there are -------------------------------------------------------------------------------------------------- */

static struct lane_g *g_of(struct lanes *l, int64_t g)
{
    while ((int64_t)l->gs.len < g)
        *VEC_PUSH(&l->gs) = (struct lane_g){.func = -1 - SYSGO_MAIN, .notes = NOBODY};
    assert(l->gs.at);
    return &l->gs.at[g - 1];
}

static struct lane_p *p_of(struct lanes *l, int64_t p)
{
    if (p < 0)
        return NULL;
    while ((int64_t)l->ps.len <= p)
        *VEC_PUSH(&l->ps) = (struct lane_p){.m = NOBODY, .there = true};
    assert(l->ps.at);
    return &l->ps.at[p];
}

static struct lane_m *m_of(struct lanes *l, int64_t m)
{
    if (m < 0)
        return NULL;
    while ((int64_t)l->ms.len <= m)
        *VEC_PUSH(&l->ms) = (struct lane_m){.p = NOBODY, .park = NOBODY};
    assert(l->ms.at);
    return &l->ms.at[m];
}

/* ---- what they show ------------------------------------------------------------------------------------------------------- */

static int16_t narrow(int32_t id)
{
    return (int16_t)(id > INT16_MAX ? NOBODY : id);
}

static enum slice slice_of_p(const struct lanes *l, const struct lane_p *p)
{
    const struct lane_m *m = p->m >= 0 ? &l->ms.at[p->m] : NULL;

    if (!p->there)
        return SLICE_NOTHING;
    if (p->stopped)
        return SLICE_STOPPED;
    if (p->g)
        return m && m->calls                 ? SLICE_SYSCALL
               : lanes_is_collector(l, p->g) ? SLICE_GC
                                             : SLICE_RUNNING;
    if (p->idle)
        return SLICE_IDLE;
    return m && m->spins ? SLICE_SPINNING : SLICE_SCHEDULING;
}

static enum slice slice_of_m(const struct lanes *l, const struct lane_m *m)
{
    static const uint8_t parked[] = {[PARK_IDLE] = SLICE_IDLE,
                                     [PARK_LOCKED] = SLICE_LOCKED,
                                     [PARK_POLL] = SLICE_POLLING,
                                     [PARK_FOREVER] = SLICE_FOREVER};

    if (!m->there)
        return SLICE_NOTHING;
    if (m->role == M_SYSMON)
        return SLICE_SYSMON;
    if (m->calls)
        return SLICE_SYSCALL;
    if (m->park != NOBODY)
        return (enum slice)parked[m->park];
    if (m->g)
        return lanes_is_collector(l, m->g) ? SLICE_GC : SLICE_RUNNING;
    if (m->role != M_PLAIN && m->p == NOBODY) /* sleeps until somebody needs it */
        return SLICE_IDLE;
    return m->spins ? SLICE_SPINNING : SLICE_SCHEDULING;
}

static void show_p(struct lanes *l, int32_t p)
{
    struct lane_p *pp = p_of(l, p);

    if (pp)
        lod_put(&pp->lod, (struct span){.t = l->now,
                                        .slice = (uint8_t)slice_of_p(l, pp),
                                        .who = pp->g,
                                        .on = narrow(pp->m)});
}

static void show_m(struct lanes *l, int32_t m)
{
    struct lane_m *mp = m_of(l, m);

    if (mp)
        lod_put(&mp->lod, (struct span){.t = l->now,
                                        .slice = (uint8_t)slice_of_m(l, mp),
                                        .who = mp->g,
                                        .on = narrow(mp->p)});
}

static void show_gc(struct lanes *l, const struct event *ev, bool stopped)
{
    enum slice s = stopped ? SLICE_STOPPED : l->gc_runs ? SLICE_GC : SLICE_NOTHING;

    lod_put(&l->gc, (struct span){.t = l->now,
                                  .slice = (uint8_t)s,
                                  .who = s == SLICE_NOTHING ? 0 : ev->g,
                                  .why = stopped ? (uint8_t)ev->b : 0,
                                  .on = NOBODY});
}

/* ---- counts ---------------------------------------------------------------------------------------------------------------- */

/* In which count a goroutine is that has this slice now. */
static int counter_of(uint8_t slice)
{
    switch (slice) {
    case SLICE_RUNNING:
        return COUNT_RUNNING;
    case SLICE_RUNNABLE:
        return COUNT_RUNNABLE;
    case SLICE_SYSCALL:
        return COUNT_SYSCALLS;
    default:
        return COUNTERS;
    }
}

static void count(struct lanes *l, int counter, int64_t by)
{
    if (counter == COUNTERS)
        return;
    l->counts[counter] += by;
    steps_put(&l->counters[counter], l->now, l->counts[counter]);
}

static void show_g(struct lanes *l, goid g, struct span s)
{
    struct lod *lod;
    int before, after = counter_of(s.slice);

    if (g < 1)
        return;
    lod = &g_of(l, g)->lod;
    before = lod->len ? counter_of(lod->at[lod->len - 1].slice) : COUNTERS;
    if (before != after) {
        count(l, before, -1);
        count(l, after, 1);
    }
    s.t = l->now;
    lod_put(lod, s);
}

/* ---- goroutines ------------------------------------------------------------------------------------------------------------ */

static void take(struct lanes *l, const struct event *ev, goid g)
{
    struct lane_m *m = m_of(l, ev->m);
    struct lane_p *p = p_of(l, ev->p);

    if (m)
        m->g = g;
    if (p)
        p->g = g;
}

static void runs(struct lanes *l, const struct event *ev)
{
    take(l, ev, ev->g);
    show_g(l, ev->g, (struct span){.slice = SLICE_RUNNING, .who = ev->m, .on = ev->p});
}

static void create(struct lanes *l, const struct event *ev)
{
    struct lane_g *g;

    if (ev->a < 1 || ev->a > INT32_MAX)
        return;
    g = g_of(l, ev->a);
    g->func = (int32_t)ev->b;
    g->creator = ev->g;
    if (subject_is_user(l->subject, g->func))
        count(l, COUNT_GOROUTINES, 1);
    show_g(l, (goid)ev->a,
           ev->flag ? (struct span){.slice = SLICE_WAITING, .who = NOBODY, .on = NOBODY}
                    : (struct span){
                          .slice = SLICE_RUNNABLE, .who = ev->g, .why = WHY_STARTED, .on = ev->p});
}

static void end(struct lanes *l, const struct event *ev)
{
    struct lane_g *g;

    take(l, ev, 0);
    if (ev->g < 1)
        return;
    g = g_of(l, ev->g);
    if (subject_is_user(l->subject, g->func))
        count(l, COUNT_GOROUTINES, -1);
    lanes_end_notes(l, g, l->now);
    show_g(l, ev->g, (struct span){.slice = SLICE_NOTHING, .on = NOBODY});
}

static void syscall_end(struct lanes *l, const struct event *ev)
{
    struct lane_m *m = m_of(l, ev->m);

    if (m)
        m->calls = false;
    if (!ev->flag) {
        runs(l, ev);
        return;
    }
    take(l, ev, 0);
    show_g(l, ev->g, (struct span){.slice = SLICE_RUNNABLE, .why = WHY_RETURNED, .on = NOBODY});
}

static void syscall_begin(struct lanes *l, const struct event *ev)
{
    struct lane_m *m = m_of(l, ev->m);

    if (m)
        m->calls = true;
    take(l, ev, ev->g);
    show_g(l, ev->g, (struct span){.slice = SLICE_SYSCALL, .who = ev->m, .on = ev->p});
}

static void fold_g(struct lanes *l, const struct event *ev)
{
    switch (ev->kind) {
    case EV_GO_CREATE:
        create(l, ev);
        break;
    case EV_GO_START:
        runs(l, ev);
        break;
    case EV_GO_STOP:
        take(l, ev, 0);
        show_g(l, ev->g,
               (struct span){
                   .slice = SLICE_RUNNABLE, .why = (uint8_t)(WHY_PREEMPTED + ev->b), .on = ev->p});
        break;
    case EV_GO_BLOCK:
        take(l, ev, 0);
        show_g(l, ev->g,
               (struct span){.slice = SLICE_WAITING,
                             .who = (int32_t)ev->a,
                             .why = (uint8_t)ev->b,
                             .on = NOBODY});
        break;
    case EV_GO_READY:
        show_g(l, ev->g,
               (struct span){.slice = SLICE_RUNNABLE,
                             .who = (int32_t)ev->a,
                             .why = (uint8_t)ev->b,
                             .on = ev->p});
        break;
    case EV_GO_END:
        end(l, ev);
        break;
    case EV_SYSCALL:
        syscall_begin(l, ev);
        break;
    case EV_SYSCALL_RET:
        syscall_end(l, ev);
        break;
    }
}

/* ---- threads and processors -------------------------------------------------------------------------------------------------- */

static void born(struct lanes *l, int64_t m, uint8_t role)
{
    struct lane_m *mp = m_of(l, m);

    if (!mp)
        return;
    mp->there = true;
    mp->role = role;
    count(l, COUNT_THREADS, 1);
    show_m(l, (int32_t)m);
}

static void park(struct lanes *l, const struct event *ev)
{
    struct lane_m *m = m_of(l, ev->m);

    if (!m)
        return;
    m->park = (int8_t)ev->flag;
    m->g = ev->flag == PARK_LOCKED ? ev->g : 0;
    if (ev->flag == PARK_FOREVER) /* does not end, but is counted as if it had. go: mexit */
        count(l, COUNT_THREADS, -1);
}

static void wake(struct lanes *l, const struct event *ev)
{
    struct lane_m *m = m_of(l, ev->a);

    if (!m)
        return;
    m->park = NOBODY;
    m->g = 0;
    show_m(l, (int32_t)ev->a);
}

static void gone(struct lanes *l, const struct event *ev)
{
    struct lane_m *m = m_of(l, ev->m);

    if (!m)
        return;
    m->there = false;
    m->gone = true;
    m->g = 0;
    count(l, COUNT_THREADS, -1);
}

static void fold_m(struct lanes *l, const struct event *ev)
{
    struct lane_m *m;

    switch (ev->kind) {
    case EV_M_CREATE:
        born(l, ev->a, ev->flag);
        break;
    case EV_M_EXIT:
        gone(l, ev);
        break;
    case EV_M_PARK:
        park(l, ev);
        break;
    case EV_M_WAKE:
        wake(l, ev);
        break;
    case EV_M_SPIN:
        m = m_of(l, ev->b);
        if (m) {
            m->spins = ev->flag;
            show_m(l, (int32_t)ev->b);
            show_p(l, m->p);
        }
        break;
    }
}

/* Some of the processors there are: `from` and above begin or cease to be. */
static void procs(struct lanes *l, int64_t n)
{
    if (n > 0)
        p_of(l, n - 1);
    for (size_t i = 0; i < l->ps.len; i++) {
        l->ps.at[i].there = (int64_t)i < n;
        show_p(l, (int32_t)i);
    }
}

static void p_lost(struct lanes *l, int64_t p, int64_t m)
{
    struct lane_p *pp = p_of(l, p);
    struct lane_m *mp = m_of(l, m);

    if (pp) {
        pp->m = NOBODY;
        pp->g = 0;
    }
    if (mp)
        mp->p = NOBODY;
}

static void p_start(struct lanes *l, const struct event *ev)
{
    struct lane_p *p = p_of(l, ev->p);
    struct lane_m *m = m_of(l, ev->m);

    if (!p)
        return;
    p->m = ev->m;
    p->there = true;
    p->idle = p->stopped = false;
    if (m) {
        m->p = ev->p;
        /* An imported run does not tell of its threads' beginnings; one that ends may have its P once more. */
        if (!m->there && !m->gone)
            born(l, ev->m, M_PLAIN);
    }
}

static void fold_p(struct lanes *l, const struct event *ev)
{
    struct lane_p *p;

    switch (ev->kind) {
    case EV_BEGIN:
        born(l, 0, M_PLAIN);
        procs(l, ev->a);
        break;
    case EV_PROCS:
        procs(l, ev->a);
        break;
    case EV_P_START:
        p_start(l, ev);
        break;
    case EV_P_STOP:
        p_lost(l, ev->p, ev->m);
        p = p_of(l, ev->p);
        if (p) {
            p->stopped = ev->flag == P_STOP_GC;
            p->there = ev->flag != P_STOP_DEAD;
            show_p(l, ev->p);
        }
        break;
    case EV_P_STEAL:
        p_lost(l, ev->b, ev->a);
        if (ev->flag == P_STEAL_STW && ev->b >= 0)
            l->ps.at[ev->b].stopped = true;
        show_p(l, (int32_t)ev->b);
        show_m(l, (int32_t)ev->a);
        break;
    case EV_P_IDLE:
        p = p_of(l, ev->b);
        if (p) {
            p->idle = ev->flag;
            show_p(l, (int32_t)ev->b);
        }
        break;
    }
}

/* ---- all of it -------------------------------------------------------------------------------------------------------------- */

static void fold_rest(struct lanes *l, const struct event *ev)
{
    switch (ev->kind) {
    case EV_GC_BEGIN:
    case EV_GC_END:
        l->gc_runs = ev->kind == EV_GC_BEGIN;
        show_gc(l, ev, l->gc.len && l->gc.at[l->gc.len - 1].slice == SLICE_STOPPED);
        break;
    case EV_STW_BEGIN:
    case EV_STW_END:
        show_gc(l, ev, ev->kind == EV_STW_BEGIN);
        break;
    case EV_HEAP_ALLOC:
        l->counts[COUNT_HEAP] = ev->a / 1024;
        steps_put(&l->counters[COUNT_HEAP], l->now, ev->a / 1024);
        break;
    case EV_END:
        l->ended = true;
        break;
    case EV_TASK_BEGIN:
    case EV_TASK_END:
    case EV_REGION_BEGIN:
    case EV_REGION_END:
        lanes_note(l, ev);
        break;
    }
}

/* What kinds concern which part of the fold, and whether they change what their own P and M show. */
enum part { PART_NONE, PART_G, PART_M, PART_P, PART_REST };
static const uint8_t part_of[EVENT_KINDS] = {
    [EV_GO_CREATE] = PART_G,       [EV_GO_START] = PART_G,      [EV_GO_STOP] = PART_G,
    [EV_GO_BLOCK] = PART_G,        [EV_GO_READY] = PART_G,      [EV_GO_END] = PART_G,
    [EV_SYSCALL] = PART_G,         [EV_SYSCALL_RET] = PART_G,   [EV_M_CREATE] = PART_M,
    [EV_M_EXIT] = PART_M,          [EV_M_PARK] = PART_M,        [EV_M_WAKE] = PART_M,
    [EV_M_SPIN] = PART_M,          [EV_BEGIN] = PART_P,         [EV_PROCS] = PART_P,
    [EV_P_START] = PART_P,         [EV_P_STOP] = PART_P,        [EV_P_STEAL] = PART_P,
    [EV_P_IDLE] = PART_P,          [EV_GC_BEGIN] = PART_REST,   [EV_GC_END] = PART_REST,
    [EV_STW_BEGIN] = PART_REST,    [EV_STW_END] = PART_REST,    [EV_HEAP_ALLOC] = PART_REST,
    [EV_END] = PART_REST,          [EV_TASK_BEGIN] = PART_REST, [EV_TASK_END] = PART_REST,
    [EV_REGION_BEGIN] = PART_REST, [EV_REGION_END] = PART_REST,
};

static void fold(struct lanes *l, const struct event *ev)
{
    l->seen++;
    l->now = ev->t;
    switch ((enum part)part_of[ev->kind]) {
    case PART_NONE:
    case PART_REST:
        if (part_of[ev->kind] == PART_REST)
            fold_rest(l, ev);
        return;
    case PART_G:
        fold_g(l, ev);
        break;
    case PART_M:
        fold_m(l, ev);
        break;
    case PART_P:
        fold_p(l, ev);
        break;
    }
    show_p(l, ev->p);
    show_m(l, ev->m);
}

void lanes_events(struct lanes *l, const struct event *ev, size_t n)
{
    for (size_t i = 0; i < n; i++)
        fold(l, &ev[i]);
}
