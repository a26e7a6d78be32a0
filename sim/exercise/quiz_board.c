/* quiz_board.c: questions about an instant: who runs next, what the line says, what a thread is doing. */
#include <inttypes.h>
#include <string.h>

#include "board_text.h"
#include "narrate.h"
#include "quiz_own.h"

enum { WIDTH = 96, LINES_MOST = 6 };

static const struct world *world_at(struct quiz *z, int64_t pos)
{
    cursor_seek(z->cursor, pos);
    return cursor_world(z->cursor);
}

static void show_board(struct quiz *z, const struct world *w)
{
    struct sb text = {0};

    board_text(&z->subject, w, WIDTH, &text);
    z->q->shown = quiz_keep(z, &text);
}

static void answer_g(struct quiz *z, goid g, const char *why)
{
    struct sb text = {0};

    subject_g(&z->subject, g, &text);
    quiz_answer(z, sb_text(&text), why);
    sb_free(&text);
}

/* ---- who runs next ------------------------------------------------------------------------------------------------------------ */

/* The position at which P `p` had just lost the goroutine before the start at `seq`, or -1. */
static int64_t left_at(struct quiz *z, int64_t seq, int32_t p)
{
    while (seq > 0 && world_at(z, seq)->ps.at[p].running == 0)
        seq--;
    return seq > 0 ? seq + 1 : -1;
}

/* Somebody whom the board shows in a queue that this P takes from. */
static bool is_seen(const struct world *w, const struct event *ev)
{
    const struct world_g *gp = world_g(w, ev->g);

    return gp && ((gp->place == AT_RUNNEXT && gp->p == ev->p) ||
                  (gp->place == AT_RING && gp->p == ev->p) || gp->place == AT_GLOBAL);
}

static bool is_next(struct quiz *z, int64_t seq, const struct event *ev)
{
    int64_t pos;

    if (ev->kind != EV_GO_START || ev->p < 0 || ev->b > FROM_GLOBAL)
        return false;
    pos = left_at(z, seq, ev->p);
    return pos >= 0 && is_seen(world_at(z, pos), ev) && world_at(z, pos)->user_gs >= QUIZ_ANSWERS;
}

static void why_next(struct quiz *z, int64_t seq, const struct event *ev, struct sb *out)
{
    narrate(&z->subject, world_at(z, seq + 1), ev, out);
}

/* The others that live, in a random order: those who can run are the better traps, and come first. */
static void answer_others(struct quiz *z, int64_t pos)
{
    goid from = 1 + (goid)quiz_below(z, 40), most = (goid)world_at(z, pos)->created_gs + 1;

    for (int round = 0; round < 2; round++)
        for (goid i = 0; i < most; i++) {
            goid g = 1 + (from + i) % most;
            const struct world *w = world_at(z, pos);
            const struct world_g *gp = world_g(w, g);
            struct sb why = {0};

            if (!gp || !start_is_user(gp->func) || (gp->status == G_RUNNABLE) != (round == 0))
                continue;
            board_refuse(&z->subject, w, g, &why);
            answer_g(z, g, sb_text(&why));
            sb_free(&why);
        }
}

bool quiz_make_next(struct quiz *z)
{
    int64_t seq = quiz_pick(z, is_next), pos;
    struct sb why = {0}, asks = {0};
    char time[VTIME_TEXT];
    struct event ev;

    if (seq < 0)
        return false;
    ev = quiz_event(z, seq);
    pos = left_at(z, seq, ev.p);
    show_board(z, world_at(z, pos));
    vtime_format(time, world_at(z, pos)->now);
    sb_printf(&asks, "At %s P%d has just been left by a goroutine. Which one runs on P%d next?",
              time, ev.p, ev.p);
    z->q->asks = quiz_keep(z, &asks);
    z->q->pos = pos;
    z->q->subject = ev.p;
    why_next(z, seq, &ev, &why);
    answer_g(z, ev.g, sb_text(&why));
    sb_free(&why);
    answer_others(z, pos);
    return true;
}

/* ---- what the line says --------------------------------------------------------------------------------------------------------- */

static bool is_line(struct quiz *z, int64_t seq, const struct event *ev)
{
    (void)z;
    return seq > 0 && ev->kind == EV_SNAP && ev->flag == SNAP_SCHEDTRACE && ev->b == SNAP_MS &&
           ev->a > 0;
}

struct line {
    int64_t idleprocs, runqueue;
    int64_t local[8];
    int32_t n;
};

/* As the snapshot that begins at `seq` has it. */
static struct line line_at(struct quiz *z, int64_t seq)
{
    struct line l = {0};

    for (;; seq++) {
        struct event ev = quiz_event(z, seq);

        if (ev.kind == EV_SNAP && ev.b == SNAP_IDLEPROCS)
            l.idleprocs = ev.a;
        else if (ev.kind == EV_SNAP && ev.b == SNAP_RUNQUEUE)
            l.runqueue = ev.a;
        else if (ev.kind == EV_SNAP_P && ev.b == SNAP_P_RUNQSIZE && l.n < 8)
            l.local[l.n++] = ev.a;
        else if (ev.kind == EV_SNAP_END)
            return l;
    }
}

static void answer_line(struct quiz *z, const struct line *l, const char *why)
{
    struct sb text = {0};

    sb_printf(&text, "idleprocs=%" PRId64 " runqueue=%" PRId64 " [", l->idleprocs, l->runqueue);
    for (int32_t i = 0; i < l->n; i++)
        sb_printf(&text, " %" PRId64, l->local[i]);
    sb_puts(&text, " ]");
    quiz_answer(z, sb_text(&text), why);
    sb_free(&text);
}

/* What people take the figures for. */
static void answer_mistakes(struct quiz *z, const struct world *w, const struct line *l)
{
    struct line wrong = *l;
    int64_t all = 0;

    for (int32_t i = 0; i < l->n; i++) {
        wrong.local[i] += (w->ps.at[i].running != 0) + (w->ps.at[i].runnext != 0);
        all += l->local[i];
    }
    answer_line(z, &wrong,
                "The lists are lengths of the local queues alone: neither the running goroutine "
                "nor the runnext slot is in them.");
    wrong = *l;
    wrong.runqueue += all;
    answer_line(z, &wrong,
                "runqueue= is the global queue alone; the local queues stand in the brackets.");
    wrong = *l;
    wrong.idleprocs += w->blocked_ms;
    if (wrong.idleprocs <= l->n)
        answer_line(z, &wrong,
                    "idleprocs= counts Ps on the idle list. That a goroutine is in a call does not "
                    "make a P idle: either its P was handed on, or it counts as busy.");
    wrong = *l;
    wrong.idleprocs = l->n - l->idleprocs;
    answer_line(z, &wrong, "idleprocs= counts the Ps that are idle, not those that are busy.");
    wrong = *l;
    wrong.idleprocs += l->idleprocs < l->n ? 1 : -1;
    answer_line(z, &wrong,
                "A P that a thread holds is not idle, even if it runs nothing at this instant; one "
                "on the idle list is.");
    wrong = *l;
    wrong.runqueue++;
    answer_line(z, &wrong, "Goroutines that wait for something are in no queue of the scheduler.");
    wrong.local[0]++;
    answer_line(z, &wrong, "Only goroutines that can run stand in queues.");
}

bool quiz_make_line(struct quiz *z)
{
    int64_t seq = quiz_pick(z, is_line);
    struct sb asks = {0};
    char time[VTIME_TEXT];
    struct line l;

    if (seq < 0)
        return false;
    l = line_at(z, seq);
    show_board(z, world_at(z, seq));
    vtime_format(time, world_at(z, seq)->now);
    sb_printf(&asks, "At %s sysmon prints a SCHED line. What does it say?", time);
    z->q->asks = quiz_keep(z, &asks);
    z->q->pos = seq;
    answer_line(z, &l,
                "idleprocs= counts the Ps on the idle list, runqueue= the global queue, the "
                "brackets the local queues without runnext.");
    answer_mistakes(z, world_at(z, seq), &l);
    return true;
}

/* ---- what a thread is doing ------------------------------------------------------------------------------------------------------- */

static const struct {
    uint8_t state;
    const char *text, *why;
} states[] = {
    {M_RUNS, "It has a P, and runs Go code or the scheduler.",
     "A thread runs Go code once it has a P and a goroutine was started on it (execute)."},
    {M_SPINS, "It looks for work (spinning).",
     "A spinning thread has a P and no goroutine, and looks at all queues before it parks."},
    {M_IDLE, "It is parked on the idle list.",
     "A thread parks when it finds no work anywhere; it gives up its P first (stopm)."},
    {M_SYSCALL, "It is in a system call, with its goroutine.",
     "In a system call a thread keeps its goroutine; its P may be taken from it (entersyscall)."},
    {M_POLLS, "It waits in the network poller.",
     "One thread without a P waits in the poller, until a connection or a timer is due "
     "(netpoll)."},
};
enum { STATES = sizeof states / sizeof *states };

static int32_t state_row(uint8_t state)
{
    for (int32_t i = 0; i < STATES; i++)
        if (states[i].state == state)
            return i;
    return NOBODY;
}

/* Something that a thread does and that tells what it does. */
static bool is_of_thread(const struct event *ev)
{
    switch ((enum event_kind)ev->kind) {
    case EV_GO_START:
    case EV_GO_BLOCK:
    case EV_GO_STOP:
    case EV_GO_END:
    case EV_SYSCALL:
    case EV_SYSCALL_RET:
    case EV_M_PARK:
    case EV_STEAL:
    case EV_P_START:
        return ev->m > 0;
    default:
        return false;
    }
}

static bool ends_story(struct quiz *z, int64_t seq, const struct event *ev)
{
    const struct world *w;

    if (!is_of_thread(ev) || ev->kind == EV_P_START || ev->kind == EV_SYSCALL_RET)
        return false;
    w = world_at(z, seq + 1);
    return (size_t)ev->m < w->ms.len && w->ms.at[ev->m].role == M_PLAIN &&
           state_row(w->ms.at[ev->m].state) != NOBODY && seq > 20;
}

/* The last few sentences that the thread is told in, the latest last. */
static void show_story(struct quiz *z, int64_t seq, int32_t m)
{
    int64_t lines[LINES_MOST];
    int32_t n = 0;
    struct sb text = {0};

    for (int64_t i = seq; i >= 0 && n < LINES_MOST; i--) {
        struct event ev = quiz_event(z, i);

        if (ev.m == m && is_of_thread(&ev))
            lines[n++] = i;
    }
    while (n-- > 0) {
        struct event ev = quiz_event(z, lines[n]);
        char time[VTIME_TEXT];

        vtime_format(time, ev.t);
        sb_printf(&text, "  %s, M%d: ", time, m);
        narrate(&z->subject, world_at(z, lines[n] + 1), &ev, &text);
        sb_putc(&text, '\n');
    }
    z->q->shown = quiz_keep(z, &text);
}

bool quiz_make_state(struct quiz *z)
{
    int64_t seq = quiz_pick(z, ends_story);
    struct sb asks = {0}, now = {0};
    char time[VTIME_TEXT];
    struct event ev;
    int32_t row;

    if (seq < 0)
        return false;
    ev = quiz_event(z, seq);
    show_story(z, seq, ev.m);
    vtime_format(time, ev.t);
    sb_printf(&asks, "At %s, right after the last of these: what is M%d doing?", time, ev.m);
    z->q->asks = quiz_keep(z, &asks);
    z->q->pos = seq + 1;
    z->q->subject = ev.m;
    narrate_m(&z->subject, world_at(z, seq + 1), ev.m, &now);
    row = state_row(world_at(z, seq + 1)->ms.at[ev.m].state);
    quiz_answer(z, states[row].text, sb_text(&now));
    sb_free(&now);
    for (int32_t i = 0, from = (int32_t)quiz_below(z, STATES); i < STATES; i++)
        quiz_answer(z, states[(from + i) % STATES].text, states[(from + i) % STATES].why);
    return true;
}
