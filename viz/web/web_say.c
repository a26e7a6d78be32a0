/* web_say.c: the picture in words, for who cannot see it. */
#include "narrate.h"
#include "web_own.h"

static void say_where(const struct ui *ui, struct sb *out)
{
    static const char *const tabs[TABS] = {"The board", "The timeline", "The Go source",
                                           "Two runs",  "Exercises",    "Be the scheduler"};
    const struct run *r = ui->runs[ui->front];
    char t[VTIME_TEXT], end[VTIME_TEXT];

    vtime_format(t, ui->t);
    vtime_format(end, history_time(r->history));
    sb_printf(out, "%s of %s at %s of %s. ", tabs[ui->tab], r->subject.name, t, end);
    if (ui->playing)
        sb_puts(out, "Playing. ");
    if (!r->complete)
        sb_puts(out, "Still being simulated. ");
}

/* What happened last. */
static void say_event(const struct ui *ui, const struct world *now, struct sb *out)
{
    const struct run *r = ui->runs[ui->front];
    struct event ev;

    if (ui->pos > 0 && history_read(r->history, ui->pos - 1, 1, &ev)) {
        narrate(&r->subject, now, &ev, out);
        sb_putc(out, ' ');
    } else {
        sb_puts(out, "The beginning. ");
    }
}

static void say_selected(const struct ui *ui, const struct world *now, struct sb *out)
{
    const struct subject *su = &ui->runs[ui->front]->subject;
    const struct pick *sel = &ui->selected;

    if (sel->kind < PICK_G || sel->kind > PICK_OBJECT)
        return;
    sb_puts(out, "Selected: ");
    if (sel->kind == PICK_G)
        narrate_g(su, now, (goid)sel->id, out);
    else if (sel->kind == PICK_M)
        narrate_m(su, now, (int32_t)sel->id, out);
    else if (sel->kind == PICK_P)
        narrate_p(su, now, (int32_t)sel->id, out);
    else
        subject_object(su, (int32_t)sel->id, out);
}

const char *web_say(struct web *w)
{
    const struct ui *ui = w->st.ui;
    const struct world *now;

    sb_clear(&w->out);
    cursor_seek(ui->cursors[ui->front], ui->pos);
    now = cursor_world(ui->cursors[ui->front]);
    say_where(ui, &w->out);
    say_event(ui, now, &w->out);
    say_selected(ui, now, &w->out);
    return sb_text(&w->out);
}

const char *web_dump(struct web *w)
{
    sb_clear(&w->out);
    ui_dump(w->st.ui, &w->out);
    return sb_text(&w->out);
}
