/* ui_around.c: how much of a long run is shown to who comes to an instant deep inside it. */
#include "ui_own.h"

enum {
    NEAR = 32, /* events to each side that are what goes on here */
    CROWD =
        32,  /* so many times their time and more is too long to see them in: half a pixel each */
    LOOK = 8 /* so many times their time is shown then: some hundred events, and where they lie */
};

static vtime time_of(const struct history *h, int64_t pos)
{
    struct event ev;

    return pos >= 0 && history_read(h, pos, 1, &ev) ? ev.t : 0;
}

void ui_look_around(struct ui *ui)
{
    const struct history *h = ui->runs[ui->front]->history;
    int64_t len = history_len(h), from = ui->pos - NEAR, to = ui->pos + NEAR;
    vtime end = history_time(h), lasts;

    from = from < 0 ? 0 : from;
    to = to > len - 1 ? len - 1 : to;
    if (to - from < NEAR)
        return;
    lasts = time_of(h, to) - time_of(h, from);
    lasts = lasts > 0 ? lasts : 1;
    if (lasts >= end / CROWD)
        return;
    own_of(ui)->end = end; /* a stretch from 0 on is not a short run that may grow */
    ui_show(ui, ui->t - LOOK / 2 * lasts, ui->t + LOOK / 2 * lasts);
}
