/* timeline_input.c: the mouse: a drag pans, measures (on the axis, or with Shift), or moves the map; the wheel zooms; a click
 * selects, on nothing it goes to that instant. */
#include <stdlib.h>

#include "timeline_own.h"

enum { CLICK = 4 /* pixels a click may move */, NOTCH = 120 };

static vtime time_at(const struct timeline *tl, int32_t x)
{
    vtime t = axis_time(&tl->plan.ax, x);

    return t < 0 ? 0 : t > tl->lanes.now ? tl->lanes.now : t;
}

static bool in_gutter(const struct timeline *tl, const struct input *in)
{
    return in->x < tl->plan.lanes.x;
}

/* ---- clicks ----------------------------------------------------------------------------------------------------------------- */

/* What is drawn there has its pick; in a strip, the slice that is under the mouse. */
static struct pick pick_at(const struct ui *ui, const struct timeline *tl, const struct input *in)
{
    struct row row;
    int64_t i;
    const struct span *s;

    if (ui->hover.kind != PICK_NONE)
        return ui->hover;
    s = span_at(tl, in->x, in->y, &row, &i);
    if (!s || slice_part((enum slice)s->slice) == LOD_NO_PART)
        return (struct pick){PICK_NONE, 0, 0};
    if ((row.kind == ROW_P || row.kind == ROW_M) && s->who > 0)
        return (struct pick){PICK_G, s->who, 0};
    return row_pick(tl, row);
}

static void click(struct ui *ui, struct timeline *tl, const struct input *in)
{
    struct pick pick = pick_at(ui, tl, in);

    if (pick.kind == PICK_PLACE && pick.id == ROW_FOLD) {
        tl->unfolded[pick.arg] = !tl->unfolded[pick.arg];
        return;
    }
    if (pick.kind != PICK_NONE)
        ui_click(ui, pick, in->mods & ~MOD_SHIFT);
    if (in->x >= tl->plan.lanes.x && (pick.kind == PICK_NONE || in->clicks > 1))
        ui_click(ui, (struct pick){PICK_TIME, time_at(tl, in->x), 0}, 0);
}

/* ---- drags ------------------------------------------------------------------------------------------------------------------ */

static void drag_map(struct ui *ui, struct timeline *tl, const struct input *in)
{
    vtime wide = ui->window.to - ui->window.from, t = axis_time(&tl->plan.whole, in->x);

    timeline_navigate(ui, tl, t - wide / 2, t - wide / 2 + wide);
}

static struct rect bar_track(const struct timeline *tl)
{
    const struct plan *pl = &tl->plan;

    return (struct rect){pl->lanes.x + pl->lanes.w, pl->lanes.y, pl->area.x + pl->area.w,
                         pl->lanes.h};
}

static void drag_bar(struct timeline *tl, const struct input *in)
{
    int64_t all = rows_height(tl), high = tl->plan.lanes.h;

    rows_scroll(tl, tl->from_scroll + (int32_t)((in->y - tl->from_y) * all / (high ? high : 1)));
}

static bool press(struct ui *ui, struct timeline *tl, const struct input *in)
{
    const struct plan *pl = &tl->plan;

    if (in->button != 1 || ui->hover.kind == PICK_COMMAND || rect_has(pl->head, in->x, in->y))
        return false;
    tl->from_x = in->x;
    tl->from_y = in->y;
    tl->from_scroll = tl->scroll;
    tl->from_window = ui->window;
    tl->from_t = time_at(tl, in->x);
    tl->drag = DRAG_PRESSED;
    if (rect_has(pl->map, in->x, in->y)) {
        tl->drag = DRAG_MAP;
        drag_map(ui, tl, in);
    } else if (rect_has(bar_track(tl), in->x, in->y) && rows_height(tl) > pl->lanes.h) {
        tl->drag = DRAG_BAR;
    }
    return true;
}

static void measure(struct ui *ui, struct timeline *tl, const struct input *in)
{
    vtime t = time_at(tl, in->x);

    ui->marked.from = t < tl->from_t ? t : tl->from_t;
    ui->marked.to = t < tl->from_t ? tl->from_t : t;
}

static void pan(struct ui *ui, struct timeline *tl, const struct input *in)
{
    const struct axis *ax = &tl->plan.ax;
    vtime by = axis_time(ax, tl->from_x) - axis_time(ax, in->x);

    timeline_navigate(ui, tl, tl->from_window.from + by, tl->from_window.to + by);
    rows_scroll(tl, tl->from_scroll + tl->from_y - in->y);
}

static bool move(struct ui *ui, struct timeline *tl, const struct input *in)
{
    bool on_axis = tl->from_y < tl->plan.axis.y + tl->plan.axis.h;

    if (tl->drag == DRAG_PRESSED && abs(in->x - tl->from_x) + abs(in->y - tl->from_y) > CLICK)
        tl->drag = on_axis || (in->mods & MOD_SHIFT) ? DRAG_MEASURE : DRAG_PAN;
    switch (tl->drag) {
    case DRAG_PAN:
        pan(ui, tl, in);
        return true;
    case DRAG_MEASURE:
        measure(ui, tl, in);
        return true;
    case DRAG_MAP:
        drag_map(ui, tl, in);
        return true;
    case DRAG_BAR:
        drag_bar(tl, in);
        return true;
    case DRAG_NONE:
    case DRAG_PRESSED:
        break;
    }
    return false;
}

static bool release(struct ui *ui, struct timeline *tl, const struct input *in)
{
    enum drag was = tl->drag;

    tl->drag = DRAG_NONE;
    if (was == DRAG_PRESSED)
        click(ui, tl, in);
    return was != DRAG_NONE;
}

/* ---- the wheel --------------------------------------------------------------------------------------------------------------- */

static bool wheel(struct ui *ui, struct timeline *tl, const struct input *in)
{
    int32_t notches = in->dy / NOTCH ? in->dy / NOTCH : in->dy > 0 ? 1 : in->dy < 0 ? -1 : 0;
    int32_t finer = in->mods & MOD_CTRL ? 8 : 25, percent = 100;

    if (in->dx && !in->dy) {
        timeline_pan(ui, tl, tl->plan.ax.w / 16 * (in->dx > 0 ? 1 : -1));
    } else if (in->mods & MOD_SHIFT) {
        timeline_pan(ui, tl, -notches * tl->plan.ax.w / 16);
    } else if (in_gutter(tl, in) || in->mods & MOD_ALT) {
        rows_scroll(tl, tl->scroll - notches * 3 * tl->plan.row_h);
    } else {
        for (int32_t i = abs(notches); i > 0 && percent > 20 && percent < 500; i--)
            percent = notches > 0 ? percent * (100 - finer) / 100 : percent * 100 / (100 - finer);
        timeline_zoom(ui, tl, in->x, percent);
    }
    return true;
}

/* ---- all of it ---------------------------------------------------------------------------------------------------------------- */

static bool on_key(struct timeline *tl, const struct input *in)
{
    int32_t page = tl->plan.lanes.h - tl->plan.row_h;

    switch (in->key) {
    case KEY_UP:
    case KEY_DOWN:
        rows_scroll(tl, tl->scroll + (in->key == KEY_UP ? -tl->plan.row_h : tl->plan.row_h));
        return true;
    case KEY_PAGE_UP:
    case KEY_PAGE_DOWN:
        rows_scroll(tl, tl->scroll + (in->key == KEY_PAGE_UP ? -page : page));
        return true;
    default:
        return false;
    }
}

bool timeline_input(struct ui *ui, void *state, struct rect area, const struct input *in)
{
    struct timeline *tl = state;

    (void)area;
    if (tl->plan.ax.w == 0)
        return false; /* never drawn yet */
    switch (in->kind) {
    case INPUT_KEY:
        return search_input(ui, tl, in) || on_key(tl, in);
    case INPUT_TEXT:
        return search_input(ui, tl, in);
    case INPUT_DOWN:
        return press(ui, tl, in);
    case INPUT_UP:
        return release(ui, tl, in);
    case INPUT_MOVE:
        return move(ui, tl, in);
    case INPUT_WHEEL:
        return wheel(ui, tl, in);
    }
    return false;
}
