#include "sched_text.h"

#include <assert.h>

/* What stands before each field of the head, and before each field of a line, in the order of their enums. */
static const char *const head_labels[] = {
    [SNAP_MS] = "SCHED ",
    [SNAP_GOMAXPROCS] = "ms: gomaxprocs=",
    [SNAP_IDLEPROCS] = " idleprocs=",
    [SNAP_THREADS] = " threads=",
    [SNAP_SPINNING] = " spinningthreads=",
    [SNAP_NEEDSPINNING] = " needspinning=",
    [SNAP_IDLETHREADS] = " idlethreads=",
    [SNAP_RUNQUEUE] = " runqueue=",
    [SNAP_GCWAITING] = " gcwaiting=",
    [SNAP_NMIDLELOCKED] = " nmidlelocked=",
    [SNAP_STOPWAIT] = " stopwait=",
    [SNAP_SYSMONWAIT] = " sysmonwait=",
};

static const char *const p_labels[] = {
    [SNAP_P_STATUS] = ": status=",          [SNAP_P_SCHEDTICK] = " schedtick=",
    [SNAP_P_SYSCALLTICK] = " syscalltick=", [SNAP_P_M] = " m=",
    [SNAP_P_RUNQSIZE] = " runqsize=",       [SNAP_P_GFREECNT] = " gfreecnt=",
    [SNAP_P_TIMERSLEN] = " timerslen=",
};

static const char *const m_labels[] = {
    [SNAP_M_P] = ": p=",
    [SNAP_M_CURG] = " curg=",
    [SNAP_M_MALLOCING] = " mallocing=",
    [SNAP_M_LOCKS] = " locks=",
    [SNAP_M_SPINNING] = " spinning=",
    [SNAP_M_BLOCKED] = " blocked=",
    [SNAP_M_LOCKEDG] = " lockedg=",
};

static_assert(sizeof head_labels / sizeof *head_labels == SNAP_FIELDS, "a label for each field");
static_assert(sizeof p_labels / sizeof *p_labels == SNAP_P_FIELDS, "a label for each field");
static_assert(sizeof m_labels / sizeof *m_labels == SNAP_M_FIELDS, "a label for each field");

/* Up to go1.19 a missing id is -1, later nil. */
static void put_id(const struct sched_text *st, struct sb *out, int64_t id, bool missing)
{
    if (!missing)
        sb_int(out, id);
    else
        sb_puts(out, st->model >= GO1_23 ? "nil" : "-1");
}

static void put_bool(struct sb *out, int64_t yes)
{
    sb_puts(out, yes ? "true" : "false");
}

/* Opens the bracket of a list of Ps, or closes the one that is open. go1.26 writes a blank inside both. */
static void open_list(struct sched_text *st, struct sb *out, const char *before)
{
    sb_puts(out, before);
    sb_puts(out, st->model >= GO1_26 ? "[ " : "[");
    st->list_open = true;
}

static void close_list(struct sched_text *st, struct sb *out)
{
    if (!st->list_open)
        return;
    sb_puts(out, "]");
    st->list_open = false;
}

static void end_head(struct sched_text *st, struct sb *out)
{
    if (!st->head_open)
        return;
    close_list(st, out);
    sb_putc(out, '\n');
    st->head_open = false;
}

static void begin_burst(struct sched_text *st, const struct event *ev)
{
    enum snap_what what = ev->flag;

    st->silent = what == SNAP_MARK;
    st->plain = what == SNAP_SCHEDTRACE;
    st->head_open = true;
    st->list_open = false;
    st->crashing_m = what == SNAP_CRASH ? ev->m : NOBODY;
}

static void head_field(const struct sched_text *st, const struct event *ev, struct sb *out)
{
    if (ev->b == SNAP_NEEDSPINNING && st->model < GO1_23)
        return;
    if (ev->b >= SNAP_GCWAITING && st->plain)
        return;
    sb_puts(out, head_labels[ev->b]);
    if ((ev->b == SNAP_GCWAITING || ev->b == SNAP_SYSMONWAIT) && st->model >= GO1_23)
        put_bool(out, ev->a);
    else
        sb_int(out, ev->a);
}

/* An element of `[ 11 3 0 0 ]`. */
static void list_item(struct sched_text *st, const struct event *ev, struct sb *out)
{
    bool ticks = ev->b == SNAP_P_SCHEDTICK;

    if (ev->b != SNAP_P_RUNQSIZE && !(ticks && st->model >= GO1_26))
        return;
    if (ev->p == 0) {
        close_list(st, out);
        open_list(st, out, ticks ? " schedticks=" : " ");
    } else if (st->model < GO1_26) {
        sb_putc(out, ' ');
    }
    sb_int(out, ev->a);
    if (st->model >= GO1_26)
        sb_putc(out, ' ');
}

static void p_field(struct sched_text *st, const struct event *ev, struct sb *out)
{
    if (st->plain) {
        list_item(st, ev, out);
        return;
    }
    end_head(st, out);
    if (ev->b == SNAP_P_STATUS) {
        sb_puts(out, "  P");
        sb_int(out, ev->p);
    }
    sb_puts(out, p_labels[ev->b]);
    if (ev->b == SNAP_P_M)
        put_id(st, out, ev->a, ev->a < 0);
    else
        sb_int(out, ev->a);
    if (ev->b == SNAP_P_TIMERSLEN)
        sb_putc(out, '\n');
}

/* throwing=, preemptoff= and dying= are no fields of a snapshot: they only tell something of a thread that crashes. */
static void m_field(struct sched_text *st, const struct event *ev, struct sb *out)
{
    bool crashing = ev->m == st->crashing_m && ev->m != NOBODY;

    end_head(st, out);
    if (ev->b == SNAP_M_P) {
        sb_puts(out, "  M");
        sb_int(out, ev->m);
    }
    if (ev->b == SNAP_M_LOCKS) {
        sb_puts(out, " throwing=");
        sb_int(out, crashing ? st->throwing : 0);
        sb_puts(out, " preemptoff=");
    }
    if (ev->b == SNAP_M_SPINNING)
        sb_puts(out, crashing ? " dying=1" : " dying=0");
    sb_puts(out, m_labels[ev->b]);
    if (ev->b == SNAP_M_P)
        put_id(st, out, ev->a, ev->a < 0);
    else if (ev->b == SNAP_M_CURG || ev->b == SNAP_M_LOCKEDG)
        put_id(st, out, ev->a, ev->a <= 0);
    else if (ev->b == SNAP_M_SPINNING || ev->b == SNAP_M_BLOCKED)
        put_bool(out, ev->a);
    else
        sb_int(out, ev->a);
    if (ev->b == SNAP_M_LOCKEDG)
        sb_putc(out, '\n');
}

static void g_line(struct sched_text *st, const struct event *ev, struct sb *out)
{
    end_head(st, out);
    sb_puts(out, "  G");
    sb_int(out, ev->g);
    sb_puts(out, ": status=");
    sb_int(out, ev->flag);
    sb_putc(out, '(');
    sb_puts(out, wait_reason_text((enum wait_reason)ev->b, st->model));
    sb_puts(out, ") m=");
    put_id(st, out, ev->a, ev->a < 0);
    sb_puts(out, " lockedm=");
    put_id(st, out, ev->m, ev->m < 0);
    sb_putc(out, '\n');
}

void sched_text_event(struct sched_text *st, const struct event *ev, struct sb *out)
{
    if (ev->kind == EV_SNAP && ev->b == SNAP_MS)
        begin_burst(st, ev);
    if (st->silent)
        return;
    if (ev->kind == EV_SNAP)
        head_field(st, ev, out);
    else if (ev->kind == EV_SNAP_P)
        p_field(st, ev, out);
    else if (ev->kind == EV_SNAP_M)
        m_field(st, ev, out);
    else if (ev->kind == EV_SNAP_G)
        g_line(st, ev, out);
    else
        end_head(st, out);
}
