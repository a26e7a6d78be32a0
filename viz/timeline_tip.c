/* timeline_tip.c: what is under the mouse, in words. */
#include "timeline_own.h"

enum { WIDE = 330, MANY = 3 /* spans in a pixel column that are told together */ };

const struct span *span_at(const struct timeline *tl, int32_t x, int32_t y, struct row *row,
                           int64_t *index)
{
    const struct lod *lod;

    *row = row_at(tl, y, NULL);
    *index = -1;
    if (row->kind < 0 || x < tl->plan.lanes.x || x >= tl->plan.lanes.x + tl->plan.lanes.w)
        return NULL;
    lod = row_lod(tl, *row);
    if (!lod)
        return NULL;
    *index = lod_find(lod, axis_time(&tl->plan.ax, x), 0);
    return *index < 0 ? NULL : &lod->at[*index];
}

/* ---- one span ---------------------------------------------------------------------------------------------------------------- */

static void put_cause(const struct lanes *l, const struct span *s, struct sb *out)
{
    static const char *const causes[] = {
        [BY_CHAN] = "through a channel",
        [BY_CLOSE] = "by closing a channel",
        [BY_SYNC] = "through a lock or group",
        [BY_TIMER] = "by a timer",
        [BY_NETPOLL] = "by the network poller",
        [BY_GC] = "by the collector",
        [BY_SYSMON] = "by sysmon",
        [BY_SYSCALL] = "after a system call",
        [BY_TRACE] = "by the tracer",
        [BY_RUNTIME] = "by the runtime",
        [BY_UNKNOWN] = "",
    };
    static const char *const others[] = {[0] = "just started",
                                         [1] = "preempted",
                                         [2] = "called Gosched",
                                         [3] = "yielded",
                                         [4] = "returned from a system call without a P"};

    if (s->why >= WHY_STARTED) {
        sb_printf(out, ", %s", others[s->why - WHY_STARTED]);
    } else {
        sb_puts(out, ", woken");
        if (*causes[s->why])
            sb_printf(out, " %s", causes[s->why]);
    }
    if (s->who > 0) {
        sb_puts(out, " by ");
        subject_g(l->subject, s->who, out);
    }
}

static void put_g(const struct lanes *l, goid g, struct sb *out)
{
    subject_g(l->subject, g, out);
    if (g >= 1 && (size_t)g <= l->gs.len) {
        sb_putc(out, ' ');
        subject_func(l->subject, l->gs.at[g - 1].func, out);
    }
}

static void put_goroutine(const struct painter *pt, goid g, const struct span *s, struct sb *out)
{
    const struct lanes *l = &pt->tl->lanes;

    put_g(l, g, out);
    sb_printf(out, ": %s", slice_name((enum slice)s->slice));
    if (s->slice == SLICE_RUNNING || s->slice == SLICE_SYSCALL) {
        if (s->on >= 0)
            sb_printf(out, " on P%d,", s->on);
        sb_puts(out, s->on >= 0 ? " " : " on ");
        subject_m(l->subject, s->who, out);
    } else if (s->slice == SLICE_RUNNABLE) {
        put_cause(l, s, out);
    } else if (s->slice == SLICE_WAITING && s->why) {
        sb_printf(out, ", %s", wait_reason_text((enum wait_reason)s->why, pt->f->now->model));
        if (s->who >= 0 && l->subject->program) {
            sb_puts(out, ": ");
            subject_object(l->subject, s->who, out);
        }
    }
}

static void put_machine(const struct painter *pt, struct row row, const struct span *s,
                        struct sb *out)
{
    const struct lanes *l = &pt->tl->lanes;

    row_name(pt->tl, row, out);
    sb_printf(out, ": %s", slice_name((enum slice)s->slice));
    if (s->who > 0) {
        sb_puts(out, ", ");
        put_g(l, s->who, out);
    }
    if (s->on >= 0 && row.kind == ROW_M)
        sb_printf(out, ", with P%d", s->on);
    if (s->on >= 0 && row.kind == ROW_P) {
        sb_puts(out, ", by ");
        subject_m(l->subject, s->on, out);
    }
}

static void put_note(const struct painter *pt, struct row row, const struct span *s, struct sb *out)
{
    const struct lanes *l = &pt->tl->lanes;

    if (row.kind == ROW_TASK) {
        const struct lane_task *task = &l->tasks.at[s->who - 1];

        sb_printf(out, "task %d ", s->who);
        sb_puts(out, lanes_op_text(l, places_get(&l->subject->places, task->at).op));
        sb_puts(out, ", begun by ");
        put_g(l, task->g, out);
    } else {
        sb_printf(out, "region %s of ", lanes_op_text(l, s->who));
        put_g(l, l->notes.at[row.id].g, out);
    }
    if (!s->why)
        sb_puts(out, "; no end was seen");
}

static void put_span(struct painter *pt, struct row row, const struct span *s, struct sb *out)
{
    switch ((enum row_kind)row.kind) {
    case ROW_GC:
        sb_puts(out, s->slice == SLICE_STOPPED ? "The world is stopped: " : "A collection runs");
        if (s->slice == SLICE_STOPPED)
            sb_puts(out, stw_reason_text((enum stw_reason)s->why));
        break;
    case ROW_P:
    case ROW_M:
        put_machine(pt, row, s, out);
        break;
    case ROW_G:
        put_goroutine(pt, row.id, s, out);
        break;
    case ROW_NOTE:
    case ROW_TASK:
        put_note(pt, row, s, out);
        break;
    case ROW_FOLD:
        break;
    }
}

/* ---- many in a column ---------------------------------------------------------------------------------------------------------- */

static void put_many(struct painter *pt, const struct lod *lod, vtime from, vtime to, int64_t n,
                     struct sb *out)
{
    static const char *const names[LOD_PARTS] = {"running",    "in system calls", "scheduling",
                                                 "collecting", "runnable",        "waiting"};
    struct lod_sums sums;

    lod_between(lod, from, to, &sums);
    sb_printf(out, "\n%lld slices in %s:", (long long)n, ui_time(pt->sc, to - from));
    for (int k = 0; k < LOD_PARTS; k++) {
        vtime part = sums.part[k], all = to - from;

        while (part > VTIME_MAX / 1000) {
            part /= 2;
            all /= 2;
        }
        if (part > 0)
            sb_printf(out, " %s %lld %%", names[k], (long long)(part * 100 / all));
    }
}

/* ---- the card ------------------------------------------------------------------------------------------------------------------ */

static void card(struct painter *pt, const char *text)
{
    struct scene *sc = pt->sc;
    const struct ui *ui = pt->f->ui;
    int32_t pad = scene_px(sc, 8), wide = scene_px(sc, WIDE), high;
    struct rect box, old = sc->clip;

    sc->clip = sc->size;
    sc->layer = LAYER_TIP;
    wide = wide < sc->size.w - 2 * pad ? wide : sc->size.w - 2 * pad;
    high = scene_prose(sc, (struct rect){0, 0, wide - 2 * pad, 0}, STYLE_SMALL, COLOR_TEXT, text);
    box = (struct rect){ui->mouse_x + scene_px(sc, 14), ui->mouse_y + scene_px(sc, 16), wide,
                        high + 2 * pad};
    if (box.x + box.w > sc->size.w)
        box.x = sc->size.w - box.w;
    if (box.y + box.h > sc->size.h)
        box.y = ui->mouse_y - box.h - scene_px(sc, 8);
    scene_fill(sc, box, COLOR_RAISED, scene_px(sc, 6));
    scene_stroke(sc, box, COLOR_EDGE, scene_px(sc, 6), scene_px(sc, 1), false);
    scene_prose(sc, rect_inset(box, pad), STYLE_SMALL, COLOR_TEXT, text);
    sc->layer = LAYER_BASE;
    sc->clip = old;
}

void timeline_tip(struct painter *pt)
{
    const struct ui *ui = pt->f->ui;
    const struct lod *lod;
    struct sb text = {0};
    struct row row;
    int64_t i, last;
    const struct span *s = span_at(pt->tl, ui->mouse_x, ui->mouse_y, &row, &i);
    vtime from, to;

    if (!ui->tips || !s || pt->tl->drag > DRAG_PRESSED || s->slice == SLICE_NOTHING)
        return;
    lod = row_lod(pt->tl, row);
    from = axis_time(pt->ax, ui->mouse_x);
    to = axis_time(pt->ax, ui->mouse_x + 1);
    if (from >= pt->end)
        return;
    last = to > from ? lod_find(lod, to - 1, i) : i;
    put_span(pt, row, s, &text);
    sb_printf(&text, "\n%s", ui_time(pt->sc, lod_end(lod, i, pt->end) - s->t));
    sb_printf(&text, ", from {t:%lld}", (long long)s->t);
    if (i + 1 == (int64_t)lod->len)
        sb_puts(&text, ", to the end of the run");
    if (last - i + 1 > MANY)
        put_many(pt, lod, from, to < pt->end ? to : pt->end, last - i + 1, &text);
    card(pt, sb_text(&text));
    sb_free(&text);
}
