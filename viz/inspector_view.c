/* inspector_view.c: what has just happened and why; and what is selected: its state, its history, who ran against it. */
#include "antagonists.h"
#include "card.h"
#include "narrate.h"
#include "view.h"
#include "wakers.h"

enum { STORY = 64, RIVALS = 5, WAKERS = 6, LOOK_BACK = 400000, WAITERS = 24 };

/* What is remembered between frames: it is looked for anew only when the selection or the position changes. */
struct inspector {
    struct pick of;
    int64_t pos, generation;
    int64_t story[STORY]; /* positions after the events about it, the newest first */
    int32_t nstory;
    struct antagonist rivals[RIVALS];
    int32_t nrivals;
    vtime runnable;
    bool cut; /* events before the last LOOK_BACK were not looked at */
};

/* ---- looking back ------------------------------------------------------------------------------------------------------- */

struct look {
    struct inspector *in;
    int64_t ring[STORY];
    int64_t found;
};

static bool is_shown(const struct event *ev)
{
    return ev->kind != EV_PLACE && ev->kind != EV_CHOICE &&
           !(ev->kind >= EV_SNAP && ev->kind <= EV_SNAP_G);
}

static bool look_at(void *arg, int64_t seq, const struct event *ev, size_t n)
{
    struct look *l = arg;

    for (size_t i = 0; i < n; i++)
        if (is_shown(&ev[i]) && ui_about(&l->in->of, &ev[i]))
            l->ring[l->found++ % STORY] = seq + (int64_t)i + 1;
    return true;
}

static void look_back(const struct frame *f, struct inspector *in)
{
    struct look l = {.in = in};
    int64_t pos = f->ui->pos, from = pos > LOOK_BACK ? pos - LOOK_BACK : 0;

    in->of = f->ui->selected;
    in->pos = pos;
    in->generation = f->ui->generation;
    in->cut = from > 0;
    history_each(f->run->history, from, pos, look_at, &l);
    in->nstory = (int32_t)(l.found < STORY ? l.found : STORY);
    for (int32_t i = 0; i < in->nstory; i++)
        in->story[i] = l.ring[(l.found - 1 - i) % STORY];
    in->nrivals = in->of.kind != PICK_G
                      ? 0
                      : antagonists_find(f->run->history, from, pos, (goid)in->of.id, in->rivals,
                                         RIVALS, &in->runnable);
}

static bool is_stale(const struct frame *f, const struct inspector *in)
{
    const struct pick *sel = &f->ui->selected;

    return in->generation != f->ui->generation || sel->kind != in->of.kind ||
           sel->id != in->of.id || (in->pos != f->ui->pos && !f->ui->playing);
}

/* ---- what has just happened ----------------------------------------------------------------------------------------------- */

static void put_now(struct frame *f, struct rect *rest)
{
    struct scene *sc = f->sc;
    struct event ev;
    struct sb text = {0};
    const char *rule;

    if (f->ui->pos == 0 || !history_read(f->run->history, f->ui->pos - 1, 1, &ev)) {
        card_prose(sc, rest, STYLE_BODY, COLOR_DIM,
                   "The beginning. Press Right to step from event to event, Space to play.");
        return;
    }
    rule = narrate_rule((enum event_kind)ev.kind);
    narrate(&f->run->subject, f->now, &ev, &text);
    card_prose(sc, rest, STYLE_BODY, COLOR_TEXT, sb_text(&text));
    sb_clear(&text);
    if (*rule)
        sb_printf(&text, "rule: %s    ", rule);
    subject_where(&f->run->subject, ev.at, &text);
    scene_text(sc, card_row(sc, rest, STYLE_CODE), STYLE_CODE, COLOR_DIM, LEFT, "%s",
               sb_text(&text));
    sb_free(&text);
}

/* ---- what is selected -------------------------------------------------------------------------------------------------------- */

static void fact(struct frame *f, struct rect *rest, const char *name, const struct sb *value)
{
    struct rect row = card_row(f->sc, rest, STYLE_BODY);
    struct rect left = rect_cut_left(&row, scene_px(f->sc, 84));

    scene_text(f->sc, left, STYLE_BODY, COLOR_DIM, LEFT, "%s", name);
    if (row.h)
        scene_prose(f->sc, row, STYLE_BODY, COLOR_TEXT, sb_text(value));
}

static void put_g(struct frame *f, struct rect *rest, goid g)
{
    const struct subject *su = &f->run->subject;
    const struct world_g *gp = world_g(f->now, g);
    struct sb text = {0};

    if (!gp)
        return;
    subject_func(su, gp->func, &text);
    fact(f, rest, "runs", &text);
    sb_clear(&text);
    subject_op(su, gp->at, &text);
    if (text.len)
        fact(f, rest, "is at", &text);
    sb_clear(&text);
    subject_where(su, gp->at, &text);
    if (text.len)
        fact(f, rest, "where", &text);
    sb_clear(&text);
    if (gp->creator) {
        subject_g(su, gp->creator, &text);
        fact(f, rest, "started by", &text);
        sb_clear(&text);
    }
    if (gp->waker) {
        subject_g(su, gp->waker, &text);
        fact(f, rest, "woken by", &text);
    }
    sb_free(&text);
}

/* A heading without anything below it only puzzles. */
static bool has_lines(struct scene *sc, const struct rect *rest, int32_t n)
{
    return rest->h >= n * (scene_line_height(sc, STYLE_BODY) + scene_px(sc, 4));
}

static void put_rivals(struct frame *f, struct rect *rest, const struct inspector *in)
{
    struct scene *sc = f->sc;
    struct sb text = {0};

    if (in->runnable <= 0 || !has_lines(sc, rest, 3))
        return;
    card_heading(sc, rest, "Ran while it was runnable");
    sb_printf(&text, "Runnable for %s in all%s:", ui_time(sc, in->runnable),
              in->cut ? " lately" : " so far");
    card_prose(sc, rest, STYLE_SMALL, COLOR_DIM, sb_text(&text));
    for (int32_t i = 0; i < in->nrivals; i++) {
        struct rect row = card_row(sc, rest, STYLE_BODY), time;
        const struct world_g *gp = world_g(f->now, in->rivals[i].g);

        sb_clear(&text);
        subject_g(&f->run->subject, in->rivals[i].g, &text);
        if (gp) {
            sb_putc(&text, ' ');
            subject_func(&f->run->subject, gp->func, &text);
        }
        time = rect_cut_right(&row, scene_px(sc, 96));
        if (row.h)
            scene_prose(sc, row, STYLE_BODY, COLOR_TEXT, sb_text(&text));
        scene_text(sc, time, STYLE_BODY, COLOR_TEXT, RIGHT, "%s", ui_time(sc, in->rivals[i].time));
    }
    sb_free(&text);
}

static void put_object(struct frame *f, struct rect *rest, int32_t object)
{
    const struct subject *su = &f->run->subject;
    const struct world_room *room = world_room(f->now, ROOM_OBJECT, object);
    int32_t ops[WAKERS], n;
    goid gs[WAITERS];
    struct sb text = {0};

    n = room ? world_list_get(f->now, &room->waiters, gs, WAITERS) : 0;
    sb_printf(&text, room && room->waiters.len ? "%d wait:" : "Nobody waits.",
              room ? room->waiters.len : 0);
    for (int32_t i = 0; i < n; i++) {
        sb_putc(&text, ' ');
        subject_g(su, gs[i], &text);
    }
    if (room && room->waiters.len > n)
        sb_puts(&text, " \xE2\x80\xA6");
    card_prose(f->sc, rest, STYLE_BODY, COLOR_TEXT, sb_text(&text));
    if (su->program) {
        n = wakers_find(su->program, object, ops, WAKERS);
        card_heading(f->sc, rest, n ? "Woken by whoever comes to" : "No operation wakes them");
        for (int32_t i = 0; i < n && i < WAKERS; i++) {
            sb_clear(&text);
            subject_op(su, ops[i], &text);
            sb_puts(&text, " in ");
            subject_where(su, ops[i], &text);
            card_prose(f->sc, rest, STYLE_BODY, COLOR_TEXT, sb_text(&text));
        }
    }
    sb_free(&text);
}

/* What is selected, as a sentence; false: nothing that has one. */
static bool put_sentence(struct frame *f, struct rect *rest)
{
    const struct pick *sel = &f->ui->selected;
    const struct subject *su = &f->run->subject;
    struct sb text = {0};

    switch (sel->kind) {
    case PICK_G:
        narrate_g(su, f->now, (goid)sel->id, &text);
        break;
    case PICK_M:
        narrate_m(su, f->now, (int32_t)sel->id, &text);
        break;
    case PICK_P:
        narrate_p(su, f->now, (int32_t)sel->id, &text);
        break;
    case PICK_OBJECT:
        subject_object(su, (int32_t)sel->id, &text);
        sb_putc(&text, '.');
        break;
    default:
        break;
    }
    if (text.len)
        card_prose(f->sc, rest, STYLE_BODY, COLOR_TEXT, sb_text(&text));
    sb_free(&text);
    return sel->kind >= PICK_G && sel->kind <= PICK_OBJECT;
}

/* ---- its history ---------------------------------------------------------------------------------------------------------------- */

static void put_story(struct frame *f, struct rect *rest, const struct inspector *in)
{
    struct scene *sc = f->sc;
    struct sb text = {0};

    if (in->nstory == 0 || !has_lines(sc, rest, 2))
        return;
    card_heading(sc, rest, "What happened to it (a click jumps there)");
    for (int32_t i = 0; i < in->nstory && rest->h > 0; i++) {
        struct event ev;
        struct rect row = card_row(sc, rest, STYLE_SMALL), when;

        if (row.h == 0 || !history_read(f->run->history, in->story[i] - 1, 1, &ev))
            break;
        when = rect_cut_left(&row, scene_px(sc, 92));
        rect_cut_left(&row, scene_px(sc, 6));
        sb_clear(&text);
        narrate(&f->run->subject, f->now, &ev, &text);
        sc->pick = (struct pick){PICK_EVENT, in->story[i], 0};
        scene_text(sc, when, STYLE_SMALL, COLOR_LINK, RIGHT, "%s", ui_time(sc, ev.t));
        scene_text(sc, row, STYLE_SMALL, COLOR_TEXT, LEFT, "%s", sb_text(&text));
        sc->pick = (struct pick){PICK_NONE, 0, 0};
    }
    sb_free(&text);
}

static void build(struct frame *f, void *state, struct rect area)
{
    struct inspector *in = state;
    const struct pick *sel = &f->ui->selected;
    struct rect rest = card_begin(f->sc, area, "What happened", ui_time(f->sc, f->ui->t));

    put_now(f, &rest);
    card_heading(f->sc, &rest, "Selected");
    if (!put_sentence(f, &rest)) {
        card_prose(f->sc, &rest, STYLE_BODY, COLOR_DIM,
                   "Nothing. Click a goroutine, a thread, a processor or an object, here or "
                   "anywhere.");
        return;
    }
    if (is_stale(f, in))
        look_back(f, in);
    if (sel->kind == PICK_G) {
        put_g(f, &rest, (goid)sel->id);
        put_rivals(f, &rest, in);
    }
    if (sel->kind == PICK_OBJECT)
        put_object(f, &rest, (int32_t)sel->id);
    put_story(f, &rest, in);
}

const struct view_ops inspector_view = {.state_size = sizeof(struct inspector), .build = build};
