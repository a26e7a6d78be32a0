/* timeline_go.c: moving along the timeline: commands. */
#include "timeline_own.h"

enum { NEAREST = 10 /* ns: no closer; ui_show would widen it */ };

/* Zooms and pans that follow each other are one step back. */
#define BURST (1200 * MSEC)

void timeline_navigate(struct ui *ui, struct timeline *tl, vtime from, vtime to)
{
    if (tl->navigated == 0 || ui->clock - tl->navigated > BURST)
        ui_remember(ui);
    tl->navigated = ui->clock ? ui->clock : 1;
    ui_show(ui, from, to);
}

/* Shows so many percent of the time that is shown; what is at pixel x stays there. */
void timeline_zoom(struct ui *ui, struct timeline *tl, int32_t x, int32_t percent)
{
    const struct axis *ax = &tl->plan.ax;
    vtime at = axis_time(ax, x), wide = ui->window.to - ui->window.from, new;
    int64_t part = x - ax->x;

    new = wide > VTIME_MAX / 1000 ? wide / 100 * percent : wide *percent / 100;
    if (percent > 100 && new == wide)
        new = wide + 1;
    if (percent < 100 && new < NEAREST)
        new = wide < NEAREST ? wide : NEAREST;
    at -= new / ax->w *part + new % ax->w *part / ax->w;
    timeline_navigate(ui, tl, at, at + new);
}

void timeline_pan(struct ui *ui, struct timeline *tl, int32_t pixels)
{
    const struct axis *ax = &tl->plan.ax;
    vtime by = axis_time(ax, ax->x + pixels) - ax->from, wide = ui->window.to - ui->window.from;

    if (by == 0)
        by = pixels < 0 ? -1 : 1;
    timeline_navigate(ui, tl, ui->window.from + by, ui->window.from + by + wide);
}

/* Where a zoom by key stays: under the mouse, else at the cursor, else in the middle. */
static int32_t zoom_center(const struct ui *ui, const struct timeline *tl)
{
    const struct plan *pl = &tl->plan;

    if (rect_has(pl->area, ui->mouse_x, ui->mouse_y) && ui->mouse_x >= pl->axis.x)
        return ui->mouse_x;
    if (ui->t >= ui->window.from && ui->t < ui->window.to)
        return axis_x(&pl->ax, ui->t);
    return pl->axis.x + pl->axis.w / 2;
}

/* The lifetime of what is selected, or the marked stretch; if that is shown already, or nothing is, the whole run. */
static void fit(struct ui *ui, struct timeline *tl)
{
    struct row row = row_of_pick(tl, ui->selected);
    const struct lod *lod = row.kind < 0 ? NULL : row_lod(tl, row);
    struct window w = {0, tl->lanes.now};
    vtime edge;

    if (ui->marked.from < ui->marked.to) {
        w = ui->marked;
    } else if (lod && lod->len) {
        const struct span *last = &lod->at[lod->len - 1];

        w.from = lod->at[0].t;
        w.to = last->slice == SLICE_NOTHING ? last->t : tl->lanes.now;
        rows_show(tl, row);
    }
    edge = (w.to - w.from) / 40 + 1;
    if (w.from > 0 || w.to < tl->lanes.now) {
        w.from -= edge;
        w.to += edge;
    }
    ui_remember(ui);
    if (ui->window.from == (w.from < 0 ? 0 : w.from) &&
        ui->window.to - ui->window.from == w.to - w.from)
        w = (struct window){0, tl->lanes.now};
    ui_show(ui, w.from, w.to);
}

static bool is_something(const struct span *s)
{
    return slice_part((enum slice)s->slice) != LOD_NO_PART;
}

/* The next slice of the selected lane, from the cursor. */
static void step(struct ui *ui, struct timeline *tl, bool back)
{
    struct row row = row_of_pick(tl, ui->selected);
    const struct lod *lod = row.kind < 0 ? NULL : row_lod(tl, row);
    vtime wide = ui->window.to - ui->window.from;
    int64_t i;

    if (!lod || lod->len == 0) {
        ui_tell(ui, "Select a lane first: click its name, or a slice.");
        return;
    }
    i = lod_find(lod, ui->t, 0);
    if (back && (i < 0 || lod->at[i].t == ui->t))
        i--;
    else if (!back)
        i++;
    while (i >= 0 && i < (int64_t)lod->len && !is_something(&lod->at[i]))
        i += back ? -1 : 1;
    if (i < 0 || i >= (int64_t)lod->len) {
        ui_tell(ui, back ? "This is the lane's first slice." : "This is the lane's last slice.");
        return;
    }
    ui->playing = false;
    ui_go_time(ui, lod->at[i].t);
    if (ui->t < ui->window.from || ui->t >= ui->window.to)
        ui_show(ui, ui->t - wide / 4, ui->t - wide / 4 + wide);
    rows_show(tl, row);
}

static void pin(struct ui *ui, struct timeline *tl)
{
    struct row row = row_of_pick(tl, ui->selected);

    if (row.kind < 0) {
        ui_tell(ui, "Select a goroutine, a thread or a processor to pin its lane.");
        return;
    }
    for (size_t i = 0; i < tl->pins.len; i++)
        if (row_same(tl->pins.at[i], row)) {
            for (size_t k = i + 1; k < tl->pins.len; k++)
                tl->pins.at[k - 1] = tl->pins.at[k];
            tl->pins.len--;
            return;
        }
    *VEC_PUSH(&tl->pins) = row;
}

/* By the argument, or the next one; the selected lane stays in sight. */
static void lanes_by(struct ui *ui, struct timeline *tl, int64_t arg)
{
    tl->by = arg >= 1 && arg <= BYS ? (enum by)(arg - 1) : (enum by)((tl->by + 1) % BYS);
    tl->scroll = 0;
    rows_update(tl);
    rows_show(tl, row_of_pick(tl, ui->selected));
}

static bool clear(struct ui *ui, struct timeline *tl)
{
    if (!tl->search.open && !tl->search.on)
        return false;
    search_clear(ui, tl);
    return true;
}

bool timeline_command(struct ui *ui, void *state, enum command command, int64_t arg)
{
    struct timeline *tl = state;
    int32_t w = tl->plan.ax.w;

    if (w == 0)
        return false; /* never drawn yet */
    switch (command) {
    case CMD_ZOOM_IN:
    case CMD_ZOOM_OUT:
        timeline_zoom(ui, tl, zoom_center(ui, tl), command == CMD_ZOOM_IN ? 70 : 143);
        return true;
    case CMD_PAN_LEFT:
    case CMD_PAN_RIGHT:
        timeline_pan(ui, tl, command == CMD_PAN_LEFT ? -w / 8 : w / 8);
        return true;
    case CMD_FIT:
        fit(ui, tl);
        return true;
    case CMD_NEXT_SPAN:
    case CMD_PREVIOUS_SPAN:
        step(ui, tl, command == CMD_PREVIOUS_SPAN);
        return true;
    case CMD_SEARCH:
        search_open(ui, tl);
        return true;
    case CMD_LANES:
        lanes_by(ui, tl, arg);
        return true;
    case CMD_PIN:
        pin(ui, tl);
        return true;
    case CMD_FLOWS:
        tl->no_flows = !tl->no_flows;
        ui_tell(ui, tl->no_flows ? "Arrows are off." : "Arrows show who wakes whom.");
        return true;
    case CMD_CLEAR:
        return clear(ui, tl);
    default:
        return false;
    }
}
