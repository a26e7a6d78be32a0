/* timeline_label.c: the words in a slice, as many as fit. */
#include "timeline_own.h"

/* Tries some words; true: they fit, and are kept. */
struct fitting {
    const struct painter *pt;
    enum style style;
    int32_t width;
    struct sb words;
    bool done;
};

static void offer(struct fitting *fit)
{
    if (!fit->done && fit->words.len &&
        scene_width(fit->pt->sc, fit->style, sb_text(&fit->words)) <= fit->width)
        fit->done = true;
    else if (!fit->done)
        sb_clear(&fit->words);
}

static void offer_text(struct fitting *fit, const char *text)
{
    if (!fit->done) {
        sb_puts(&fit->words, text);
        offer(fit);
    }
}

/* "G18 main.reader", "G18". */
static void offer_g(struct fitting *fit, goid g, const char *does)
{
    const struct lanes *l = &fit->pt->tl->lanes;

    if (fit->done || g < 1 || (size_t)g > l->gs.len)
        return;
    /* a name is some eight characters: no need to try where it cannot fit */
    if (fit->width > scene_px(fit->pt->sc, 60)) {
        subject_g(l->subject, g, &fit->words);
        sb_putc(&fit->words, ' ');
        if (*does)
            sb_puts(&fit->words, does);
        else
            subject_func(l->subject, l->gs.at[g - 1].func, &fit->words);
        offer(fit);
    }
    if (!fit->done) {
        subject_g(l->subject, g, &fit->words);
        offer(fit);
    }
}

static void on_processor(struct fitting *fit, const struct span *s)
{
    switch ((enum slice)s->slice) {
    case SLICE_RUNNING:
        offer_g(fit, s->who, "");
        break;
    case SLICE_SYSCALL:
        offer_g(fit, s->who, "system call");
        break;
    case SLICE_GC:
        offer_g(fit, s->who, "GC worker");
        break;
    case SLICE_SPINNING:
        offer_text(fit, "looks for work");
        break;
    case SLICE_SCHEDULING:
        offer_text(fit, "scheduler");
        break;
    case SLICE_STOPPED:
        offer_text(fit, "stopped");
        break;
    case SLICE_POLLING:
        offer_text(fit, "in the network poller");
        offer_text(fit, "poller");
        break;
    case SLICE_LOCKED:
        offer_g(fit, s->who, "must run first");
        break;
    case SLICE_FOREVER:
        offer_text(fit, "parked for ever");
        break;
    case SLICE_SYSMON:
        offer_text(fit, "sleeps and looks");
        break;
    case SLICE_NOTHING:
    case SLICE_RUNNABLE:
    case SLICE_WAITING:
    case SLICE_IDLE:
    case SLICE_NOTE:
    case SLICES:
        break;
    }
}

static void offer_wait(struct fitting *fit, const struct span *s)
{
    const struct subject *su = fit->pt->tl->lanes.subject;
    enum model model = fit->pt->f->now->model;
    const char *reason = s->why ? wait_reason_text((enum wait_reason)s->why, model) : "waits";

    if (fit->width < scene_px(fit->pt->sc, 24))
        return;
    if (s->who >= 0 && su->program) {
        sb_puts(&fit->words, reason);
        sb_puts(&fit->words, ": ");
        subject_object(su, s->who, &fit->words);
        offer(fit);
    }
    offer_text(fit, reason);
}

static void of_goroutine(struct fitting *fit, const struct span *s)
{
    switch ((enum slice)s->slice) {
    case SLICE_RUNNING:
        sb_printf(&fit->words, "P%d", s->on);
        offer(fit);
        break;
    case SLICE_SYSCALL:
        offer_text(fit, "system call");
        break;
    case SLICE_RUNNABLE:
        offer_text(fit, "runnable");
        break;
    case SLICE_WAITING:
        offer_wait(fit, s);
        break;
    case SLICE_NOTHING:
    case SLICE_SPINNING:
    case SLICE_SCHEDULING:
    case SLICE_GC:
    case SLICE_STOPPED:
    case SLICE_POLLING:
    case SLICE_LOCKED:
    case SLICE_FOREVER:
    case SLICE_IDLE:
    case SLICE_SYSMON:
    case SLICE_NOTE:
    case SLICES:
        break;
    }
}

/* The op that an annotation's name stands in. */
static const char *task_text(const struct lanes *l, int32_t at)
{
    return lanes_op_text(l, places_get(&l->subject->places, at).op);
}

const char *label_of(const struct painter *pt, struct row row, const struct span *s, int32_t width)
{
    const struct lanes *l = &pt->tl->lanes;
    struct fitting fit = {.pt = pt, .style = STYLE_TOKEN, .width = width};
    const char *kept;

    switch ((enum row_kind)row.kind) {
    case ROW_P:
    case ROW_M:
        on_processor(&fit, s);
        break;
    case ROW_G:
        of_goroutine(&fit, s);
        break;
    case ROW_GC:
        if (s->slice == SLICE_STOPPED)
            offer_text(&fit, stw_reason_text((enum stw_reason)s->why));
        offer_text(&fit, s->slice == SLICE_STOPPED ? "STW" : "GC");
        break;
    case ROW_NOTE:
        offer_text(&fit, lanes_op_text(l, s->who));
        break;
    case ROW_TASK:
        offer_text(&fit, task_text(l, l->tasks.at[s->who - 1].at));
        break;
    case ROW_FOLD:
        break;
    }
    kept = fit.done ? arena_text(&pt->sc->arena, sb_text(&fit.words), fit.words.len) : "";
    sb_free(&fit.words);
    return kept;
}
