/* chrome_run.c: goroutines, threads and processors as slices. */
#include "chrome_internal.h"

struct chrome_g *chrome_g(struct chrome *c, goid g)
{
    struct chrome_g *r = gtable_find(&c->gs, g);

    if (!r) {
        r = gtable_at(&c->gs, g);
        *r = (struct chrome_g){.start = -1 - SYSGO_MAIN,
                               .at = PLACE_NONE,
                               .since = c->now,
                               .woken_p = NOBODY,
                               .state = G_RUNNABLE};
        c->count[G_RUNNABLE]++;
        c->counts_new = true;
    }
    return r;
}

struct chrome_p *chrome_p(struct chrome *c, int32_t p)
{
    while (c->ps.len <= (size_t)p)
        *VEC_PUSH(&c->ps) = (struct chrome_p){0};
    if (!c->ps.at[p].known) {
        char name[NAME_MAX_LEN];

        c->ps.at[p].known = true;
        snprintf(name, sizeof name, "P%d", (int)p);
        chromejson_name_track(&c->json, chrome_track_p(p), name, p);
    }
    return &c->ps.at[p];
}

struct chrome_m *chrome_m(struct chrome *c, int32_t m)
{
    while (c->ms.len <= (size_t)m)
        *VEC_PUSH(&c->ms) = (struct chrome_m){.p = NOBODY, .call = -1};
    if (!c->ms.at[m].known) {
        char name[NAME_MAX_LEN];

        c->ms.at[m].known = true;
        snprintf(name, sizeof name, "M%lld", (long long)chrome_m_id(c, m));
        chromejson_name_track(&c->json, chrome_track_m(m), name, m);
        c->threads++;
        c->threads_new = true;
    }
    return &c->ms.at[m];
}

void chrome_put_instant(struct chrome *c, struct track at, const char *name)
{
    chromejson_open(&c->json, 'i', at, c->now, name);
    chromejson_text(&c->json, "s", "t");
}

/* States of goroutines. */

static const char *state_name(const struct chrome *c, const struct chrome_g *r)
{
    switch ((enum g_status)r->state) {
    case G_RUNNING:
        return "running";
    case G_SYSCALL:
        return "system call";
    case G_WAITING:
        return chrome_wait_text(c, (enum wait_reason)r->reason, r->at);
    default:
        return "runnable";
    }
}

/* Ends the state of `g` with a slice for it, unless it took no time. */
void chrome_leave_state(struct chrome *c, goid g, struct chrome_g *r)
{
    c->count[r->state]--;
    c->counts_new = true;
    if (c->now == r->since)
        return;
    chromejson_open(&c->json, 'X', chrome_track_g(g), r->since, state_name(c, r));
    chromejson_dur(&c->json, c->now - r->since);
    if (r->state == G_WAITING || r->state == G_SYSCALL) {
        chromejson_args(&c->json);
        chrome_put_place(c, r->at);
        if (c->json.args == 1) /* nowhere in the program */
            chromejson_text(&c->json, "op", "runtime");
    }
    chromejson_close(&c->json);
}

static void enter_state(struct chrome *c, goid g, enum g_status state)
{
    struct chrome_g *r = chrome_g(c, g);

    chrome_leave_state(c, g, r);
    r->state = (uint8_t)state;
    r->since = c->now;
    c->count[state]++;
}

/* Slices of processors and threads. */

void chrome_end_p(struct chrome *c, int32_t p, const char *why)
{
    struct chrome_p *pp = chrome_p(c, p);
    char name[NAME_MAX_LEN];

    if (pp->g == 0)
        return;
    chrome_g_name(c, pp->g, chrome_g(c, pp->g)->start, name);
    chromejson_open(&c->json, 'X', chrome_track_p(p), pp->since, name);
    chromejson_dur(&c->json, c->now - pp->since);
    chromejson_args(&c->json);
    chromejson_int(&c->json, "g", chrome_g_id(c, pp->g));
    chromejson_text(&c->json, "until", why);
    chromejson_close(&c->json);
    pp->g = 0;
}

void chrome_end_m(struct chrome *c, int32_t m)
{
    struct chrome_m *mp = chrome_m(c, m);
    char name[NAME_MAX_LEN];

    if (mp->g == 0)
        return;
    chrome_g_name(c, mp->g, chrome_g(c, mp->g)->start, name);
    chromejson_open(&c->json, 'X', chrome_track_m(m), mp->since, name);
    chromejson_dur(&c->json, c->now - mp->since);
    chromejson_args(&c->json);
    chromejson_int(&c->json, "g", chrome_g_id(c, mp->g));
    chromejson_close(&c->json);
    mp->g = 0;
}

/* The slice of a system call on its thread. */
void chrome_end_call(struct chrome *c, int32_t m, const char *name)
{
    struct chrome_m *mp = chrome_m(c, m);

    if (mp->call < 0)
        return;
    chromejson_open(&c->json, 'X', chrome_track_m(m), mp->call, name);
    chromejson_dur(&c->json, c->now - mp->call);
    chromejson_close(&c->json);
    mp->call = -1;
}

/* The goroutine of ev leaves thread and processor. */
static void leave(struct chrome *c, const struct event *ev, const char *why)
{
    if (ev->m == NOBODY)
        return;
    if (chrome_m(c, ev->m)->p != NOBODY)
        chrome_end_p(c, chrome_m(c, ev->m)->p, why);
    chrome_end_m(c, ev->m);
}

/* An arrow from the slice that made `r` runnable to the one that begins now: both ends at once, so that there is none with one
 * end only. */
static void put_arrow(struct chrome *c, struct chrome_g *r, int32_t p)
{
    if (r->woken_p == NOBODY)
        return;
    c->flows++;
    chromejson_open(&c->json, 's', chrome_track_p(r->woken_p), r->woken, "wakes");
    chromejson_text(&c->json, "cat", "wake");
    chromejson_int(&c->json, "id", c->flows);
    chromejson_close(&c->json);
    chromejson_open(&c->json, 'f', chrome_track_p(p), c->now, "wakes");
    chromejson_text(&c->json, "cat", "wake");
    chromejson_int(&c->json, "id", c->flows);
    chromejson_text(&c->json, "bp", "e");
    chromejson_close(&c->json);
    r->woken_p = NOBODY;
}

static void note_waker(const struct chrome *c, struct chrome_g *r, const struct event *ev)
{
    r->woken = c->now;
    r->woken_p = ev->p;
}

static void go_create(struct chrome *c, const struct event *ev)
{
    struct chrome_g *r = chrome_g(c, (goid)ev->a);
    char name[NAME_MAX_LEN];

    r->start = (int32_t)ev->b;
    chrome_g_name(c, (goid)ev->a, r->start, name);
    chromejson_name_track(&c->json, chrome_track_g(ev->a), name, chrome_g_id(c, (goid)ev->a));
    if (ev->flag)
        enter_state(c, (goid)ev->a, G_WAITING);
    if (ev->g != 0)
        note_waker(c, r, ev);
}

static void go_start(struct chrome *c, const struct event *ev)
{
    struct chrome_m *mp = chrome_m(c, ev->m);
    struct chrome_p *pp = chrome_p(c, ev->p);

    enter_state(c, ev->g, G_RUNNING);
    mp->g = pp->g = ev->g;
    mp->since = pp->since = c->now;
    put_arrow(c, chrome_g(c, ev->g), ev->p);
}

static void go_block(struct chrome *c, const struct event *ev)
{
    struct chrome_g *r = chrome_g(c, ev->g);

    leave(c, ev, chrome_wait_text(c, (enum wait_reason)ev->b, ev->at));
    enter_state(c, ev->g, G_WAITING);
    r->reason = (uint8_t)ev->b;
    r->at = ev->at;
}

static void go_stop(struct chrome *c, const struct event *ev)
{
    static const char *const why[] = {
        [STOP_PREEMPTED] = "preempted", [STOP_GOSCHED] = "Gosched", [STOP_GOYIELD] = "goyield"};

    leave(c, ev, why[ev->b]);
    enter_state(c, ev->g, G_RUNNABLE);
}

static void go_ready(struct chrome *c, const struct event *ev)
{
    struct chrome_g *r = chrome_g(c, ev->g);

    if (r->state != G_WAITING)
        return;
    enter_state(c, ev->g, G_RUNNABLE);
    if (ev->a != 0)
        note_waker(c, r, ev);
}

static void go_end(struct chrome *c, const struct event *ev)
{
    leave(c, ev, "end");
    chrome_leave_state(c, ev->g, chrome_g(c, ev->g));
    gtable_drop(&c->gs, ev->g);
}

static void syscall_begin(struct chrome *c, const struct event *ev)
{
    if (ev->m != NOBODY)
        chrome_m(c, ev->m)->call = c->now;
    enter_state(c, ev->g, G_SYSCALL);
    chrome_g(c, ev->g)->at = ev->at;
}

static void syscall_end(struct chrome *c, const struct event *ev)
{
    if (ev->m != NOBODY) {
        chrome_end_call(c, ev->m, ev->flag ? "system call (P lost)" : "system call");
        if (ev->flag)
            chrome_end_m(c, ev->m);
    }
    enter_state(c, ev->g, ev->flag ? G_RUNNABLE : G_RUNNING);
}

static void p_stop(struct chrome *c, const struct event *ev)
{
    struct chrome_m *mp = chrome_m(c, ev->m);

    if (mp->p == NOBODY)
        return;
    chrome_end_p(c, mp->p, "P given up");
    if (ev->flag == P_STOP_HANDOFF) {
        chrome_put_instant(c, chrome_track_p(mp->p), "handoff");
        chromejson_close(&c->json);
    }
    mp->p = NOBODY;
}

static void p_steal(struct chrome *c, const struct event *ev)
{
    static const char *const what[] = {[P_STEAL_RETAKE] = "retake",
                                       [P_STEAL_EXITSYSCALL] = "taken back after a system call",
                                       [P_STEAL_STW] = "stopped in a system call"};

    chrome_end_p(c, (int32_t)ev->b, what[ev->flag]);
    chrome_put_instant(c, chrome_track_p(ev->b), what[ev->flag]);
    chromejson_args(&c->json);
    chromejson_int(&c->json, "from M", chrome_m_id(c, (int32_t)ev->a));
    chromejson_int(&c->json, "by M", chrome_m_id(c, ev->m));
    chromejson_close(&c->json);
    chrome_m(c, (int32_t)ev->a)->p = NOBODY;
}

static void steal(struct chrome *c, const struct event *ev)
{
    chrome_put_instant(c, chrome_track_p(ev->p), "steal");
    chromejson_args(&c->json);
    chromejson_int(&c->json, "goroutines", ev->a);
    chromejson_int(&c->json, "from P", ev->b);
    chromejson_close(&c->json);
}

static void spin(struct chrome *c, const struct event *ev)
{
    struct chrome_m *mp = chrome_m(c, (int32_t)ev->b);

    if (!ev->flag && mp->searches && c->now > mp->search) {
        chromejson_open(&c->json, 'X', chrome_track_m(ev->b), mp->search, "spinning");
        chromejson_dur(&c->json, c->now - mp->search);
        chromejson_close(&c->json);
    }
    mp->searches = ev->flag != 0;
    mp->search = c->now;
}

bool chrome_run_event(struct chrome *c, const struct event *ev)
{
    switch ((enum event_kind)ev->kind) {
    case EV_BEGIN:
        for (int32_t p = 0; p < (int32_t)ev->a; p++)
            chrome_p(c, p);
        break;
    case EV_GO_CREATE:
        go_create(c, ev);
        break;
    case EV_GO_START:
        go_start(c, ev);
        break;
    case EV_GO_STOP:
        go_stop(c, ev);
        break;
    case EV_GO_BLOCK:
        go_block(c, ev);
        break;
    case EV_GO_READY:
        go_ready(c, ev);
        break;
    case EV_GO_END:
        go_end(c, ev);
        break;
    case EV_SYSCALL:
        syscall_begin(c, ev);
        break;
    case EV_SYSCALL_RET:
        syscall_end(c, ev);
        break;
    case EV_P_START:
        chrome_p(c, ev->p);
        chrome_m(c, ev->m)->p = ev->p;
        break;
    case EV_P_STOP:
        p_stop(c, ev);
        break;
    case EV_P_STEAL:
        p_steal(c, ev);
        break;
    case EV_M_CREATE:
        chrome_m(c, (int32_t)ev->a);
        if (ev->flag == M_SYSMON)
            chromejson_name_track(&c->json, chrome_track_m(ev->a), "sysmon", ev->a);
        break;
    case EV_M_EXIT:
        c->threads--;
        c->threads_new = true;
        break;
    case EV_M_SPIN:
        spin(c, ev);
        break;
    case EV_STEAL:
        steal(c, ev);
        break;
    case EV_PREEMPT:
        chrome_put_instant(c, chrome_track_p(ev->b), ev->flag ? "preempt (signal)" : "preempt");
        chromejson_close(&c->json);
        break;
    case EV_RUNQ_OVERFLOW:
        chrome_put_instant(c, chrome_track_p(ev->b), "run queue overflows");
        chromejson_close(&c->json);
        break;
    default:
        return false;
    }
    return true;
}
