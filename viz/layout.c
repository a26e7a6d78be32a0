#include "layout.h"

enum {
    BAR = 44,
    GAP = 8,
    DRAWER = 372,
    LESSON_MORE = 60,
    DRAWER_LEAST_WINDOW = 1040,
    FOOT_LEAST_WINDOW = 460,
    SHARED_LEAST = 640
};

/* The rest of the window, as it is divided. */
struct divider {
    struct layout *l;
    const struct ui *ui;
    struct rect rest;
};

static int32_t px(const struct divider *d, int32_t n)
{
    return theme_px(&d->ui->theme, n);
}

static bool is_at_least(const struct divider *d, int32_t w, int32_t h)
{
    return d->rest.w >= px(d, w) && d->rest.h >= px(d, h);
}

static void top(struct divider *d, enum view_id view, int32_t h)
{
    d->l->at[view] = rect_cut_top(&d->rest, h);
}

/* The foot: the timeline, with the console at its right where the drawer is. */
static void cut_foot(struct divider *d, int32_t console)
{
    struct rect foot;

    if (!is_at_least(d, 0, FOOT_LEAST_WINDOW - BAR))
        return;
    foot = rect_cut_bottom(&d->rest, d->rest.h * 34 / 100);
    rect_cut_bottom(&d->rest, px(d, GAP));
    if (console) {
        d->l->at[VIEW_CONSOLE] = rect_cut_right(&foot, console);
        rect_cut_right(&foot, px(d, GAP));
    }
    d->l->at[VIEW_TIMELINE] = foot;
}

/* The drawer at the right: one view, or two above each other. */
static void cut_drawer(struct divider *d, int32_t wide, enum view_id upper, int32_t lower)
{
    struct rect drawer = rect_cut_right(&d->rest, wide);

    rect_cut_right(&d->rest, px(d, GAP));
    if (lower != NOBODY && drawer.h >= px(d, 340)) {
        d->l->at[lower] = rect_cut_bottom(&drawer, drawer.h * 42 / 100);
        rect_cut_bottom(&drawer, px(d, GAP));
    }
    d->l->at[upper] = drawer;
}

/* Who plays looks at the board while choosing: a narrow window is shared. */
static int32_t player_width(const struct divider *d, int32_t drawer)
{
    if (drawer)
        return drawer + px(d, LESSON_MORE);
    return is_at_least(d, SHARED_LEAST, 0) ? d->rest.w * 45 / 100 : d->rest.w;
}

void layout_make(struct layout *l, const struct ui *ui, int32_t w, int32_t h)
{
    struct divider d = {.l = l, .ui = ui, .rest = {0, 0, w, h}};
    enum view_id side = ui->changing ? VIEW_CHANGE : VIEW_INSPECTOR;
    int32_t drawer;

    *l = (struct layout){0};
    top(&d, VIEW_BAR, px(&d, BAR));
    d.rest = rect_inset(d.rest, px(&d, GAP));
    drawer = ui->drawer && is_at_least(&d, DRAWER_LEAST_WINDOW - 2 * GAP, 0) ? px(&d, DRAWER) : 0;
    if (ui->changing && !drawer) { /* alone, until it is closed */
        l->at[VIEW_CHANGE] = d.rest;
        return;
    }
    switch (ui->tab) {
    case TAB_TIMELINE:
        if (drawer)
            cut_drawer(&d, drawer, side, VIEW_CONSOLE);
        l->at[VIEW_TIMELINE] = d.rest;
        break;
    case TAB_CODE:
        cut_foot(&d, drawer);
        if (drawer)
            cut_drawer(&d, drawer, side, NOBODY);
        l->at[VIEW_CODE] = d.rest;
        break;
    case TAB_COMPARE:
        if (drawer && ui->changing)
            cut_drawer(&d, drawer, VIEW_CHANGE, NOBODY);
        l->at[VIEW_COMPARE] = d.rest;
        break;
    case TAB_LESSON:
        if (drawer)
            cut_foot(&d, drawer);
        cut_drawer(&d, drawer ? drawer + px(&d, LESSON_MORE) : d.rest.w,
                   ui->changing ? VIEW_CHANGE : VIEW_LESSON, NOBODY);
        l->at[VIEW_BOARD] = d.rest;
        break;
    case TAB_PLAYER:
        if (drawer)
            cut_foot(&d, drawer);
        cut_drawer(&d, player_width(&d, drawer), ui->changing ? VIEW_CHANGE : VIEW_PLAYER, NOBODY);
        l->at[VIEW_BOARD] = d.rest;
        break;
    case TAB_BOARD:
    case TABS:
        cut_foot(&d, drawer);
        if (drawer)
            cut_drawer(&d, drawer, side, VIEW_CODE);
        l->at[VIEW_BOARD] = d.rest;
        break;
    }
}

int32_t layout_at(const struct layout *l, int32_t x, int32_t y)
{
    for (int32_t v = 0; v < VIEWS; v++)
        if (rect_has(l->at[v], x, y))
            return v;
    return NOBODY;
}
