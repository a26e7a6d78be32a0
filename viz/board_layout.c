/* board_layout.c: which card stands where. It depends on the area and the number of Ps only, never on what goes on: a board
 * that jumps cannot be followed. */
#include "board.h"

enum {
    GAP = 8,
    HEAD = 24,
    HEAD_LEAST = 150, /* a board of less height has no head */
    SIDE_LEAST_W = 600,
    SIDE_LEAST_H = 210,
    SIDE_MIN = 190,
    SIDE_MAX = 300,
    GLOBAL_MIN = 68,
    GLOBAL_ROW = 28,
    TALL = 620, /* from here on the global queue has three rows */
    ROOMS_MIN = 150,
    SYSMON_H = 82,
    NETPOLL_H = 84,
    TIMERS_H = 84,
    THREADS_MIN = 92,
    CAPTION = 18
};

/* Of a card, in pixels at scale 1. */
static const struct way {
    int32_t min_w, min_h, max_h, gap;
} ways[] = {
    [WAY_FULL] = {150, 222, 282, GAP},
    [WAY_COMPACT] = {136, 80, 150, GAP},
    [WAY_TINY] = {50, 64, 84, 6},
    [WAY_MICRO] = {36, 20, 28, 4},
};

struct maker {
    const struct board_layout_asks *asks;
    struct board_plan *plan;
};

static int32_t px(const struct maker *mk, int32_t n)
{
    return theme_px(mk->asks->theme, n);
}

/* ---- the Ps --------------------------------------------------------------------------------------------------------- */

static int32_t height_of(struct maker *mk, enum board_way way, int32_t rows)
{
    return rows * px(mk, ways[way].min_h) + (rows - 1) * px(mk, ways[way].gap);
}

/* The small ways have a caption, if it does not cost them their place. */
static int32_t caption_of(struct maker *mk, enum board_way way, int32_t rows, int32_t height)
{
    bool small = way == WAY_TINY || way == WAY_MICRO;

    return small && height >= px(mk, CAPTION) + height_of(mk, way, rows) ? px(mk, CAPTION) : 0;
}

static void set_grid(struct maker *mk, enum board_way way, struct rect in, int32_t rows,
                     int32_t height)
{
    struct board_plan *plan = mk->plan;
    int32_t gap = plan->gap = px(mk, ways[way].gap), caption = caption_of(mk, way, rows, height);

    plan->way = way;
    plan->cell_w = (in.w - (plan->cols - 1) * gap) / plan->cols;
    plan->cell_h =
        least(px(mk, ways[way].max_h), (height - caption - (rows - 1) * gap) / most(rows, 1));
    plan->procs = (struct rect){in.x, in.y, in.w, caption + rows * (plan->cell_h + gap) - gap};
    plan->caption = (struct rect){in.x, in.y, caption ? in.w : 0, caption};
}

/* Tries a way in a region of at most that height; false: not all Ps find room. The grid is as even as it goes. */
static bool try_way(struct maker *mk, enum board_way way, struct rect in, int32_t height)
{
    int32_t n = mk->asks->nps, gap = px(mk, ways[way].gap), rows;
    int32_t fit = most((in.w + gap) / (px(mk, ways[way].min_w) + gap), 1);

    rows = (n + fit - 1) / fit;
    if (height < height_of(mk, way, rows))
        return false;
    mk->plan->cols = (n + rows - 1) / rows;
    mk->plan->shown = n;
    set_grid(mk, way, in, rows, height);
    return true;
}

/* Not even the smallest way shows them all: so many as there is room for, and a fold in the last three cells. */
static void cut_ps(struct maker *mk, struct rect in, int32_t height)
{
    int32_t gap = px(mk, ways[WAY_MICRO].gap), h = px(mk, ways[WAY_MICRO].min_h);
    int32_t rows = most((height + gap) / (h + gap), 1);

    mk->plan->cols = most((in.w + gap) / (px(mk, ways[WAY_MICRO].min_w) + gap), 1);
    if (height >= px(mk, CAPTION) + height_of(mk, WAY_MICRO, rows - 1) && rows > 1)
        rows--;
    mk->plan->shown = most(rows * mk->plan->cols - 3, 0);
    set_grid(mk, WAY_MICRO, in, rows, most(height, 0));
}

static void place_ps(struct maker *mk, struct rect in, int32_t height)
{
    mk->plan->procs = (struct rect){in.x, in.y, in.w, 0};
    if (mk->asks->nps == 0) /* the beginning of a trace does not know them yet */
        return;
    for (int way = WAY_FULL; way <= WAY_MICRO; way++)
        if (try_way(mk, (enum board_way)way, in, height))
            return;
    cut_ps(mk, in, height);
}

struct rect board_cell(const struct board_plan *plan, int32_t i)
{
    int32_t top = plan->procs.y + plan->caption.h;

    return (struct rect){plan->procs.x + i % plan->cols * (plan->cell_w + plan->gap),
                         top + i / plan->cols * (plan->cell_h + plan->gap), plan->cell_w,
                         plan->cell_h};
}

/* ---- the side ------------------------------------------------------------------------------------------------------- */

/* Takes a card off the top, with the gap below it, if what is left holds `keep` still. */
static struct rect take(struct maker *mk, struct rect *from, int32_t h, int32_t keep)
{
    struct rect box = {0};

    if (from->h < px(mk, h) + px(mk, GAP) + keep)
        return box;
    box = rect_cut_top(from, px(mk, h));
    rect_cut_top(from, px(mk, GAP));
    return box;
}

/* Global queue, sysmon, netpoller, timers as far as there is room, and the waiting rooms in what is left. */
static void place_side(struct maker *mk, struct rect side)
{
    struct board_plan *plan = mk->plan;
    bool lean = mk->asks->lean;
    int32_t rooms = px(mk, ROOMS_MIN), global = GLOBAL_MIN, rest;
    bool sysmon = !lean && side.h >= px(mk, GLOBAL_MIN + SYSMON_H + 2 * GAP) + rooms;
    bool net = sysmon && side.h >= px(mk, GLOBAL_MIN + SYSMON_H + NETPOLL_H + 3 * GAP) + rooms;
    bool timers =
        net && side.h >= px(mk, GLOBAL_MIN + SYSMON_H + NETPOLL_H + TIMERS_H + 4 * GAP) + rooms;

    rest = side.h - px(mk, GLOBAL_MIN + (sysmon ? SYSMON_H + GAP : 0) +
                               (net ? NETPOLL_H + GAP : 0) + (timers ? TIMERS_H + GAP : 0) + GAP);
    for (int i = side.h < px(mk, TALL); i < 2 && rest >= 2 * rooms + px(mk, GLOBAL_ROW); i++) {
        global += GLOBAL_ROW;
        rest -= px(mk, GLOBAL_ROW);
    }
    plan->global = take(mk, &side, global, 0);
    if (sysmon)
        plan->sysmon = take(mk, &side, SYSMON_H, 0);
    if (net)
        plan->netpoll = take(mk, &side, NETPOLL_H, 0);
    if (timers)
        plan->timers = take(mk, &side, TIMERS_H, 0);
    plan->rooms = side;
}

/* ---- the whole ------------------------------------------------------------------------------------------------------ */

/* Three cards beside each other below the Ps. */
static void place_below(struct maker *mk, struct rect row)
{
    int32_t gap = px(mk, GAP), third = (row.w - 2 * gap) / 3;

    mk->plan->global = rect_cut_left(&row, third);
    rect_cut_left(&row, gap);
    mk->plan->threads = rect_cut_right(&row, third);
    rect_cut_right(&row, gap);
    mk->plan->rooms = row;
}

static void place_main(struct maker *mk, struct rect in)
{
    int32_t gap = px(mk, GAP), keep = most(px(mk, THREADS_MIN) + gap, in.h * 34 / 100);

    place_ps(mk, in, in.h - keep);
    rect_cut_top(&in, mk->plan->procs.h + gap);
    mk->plan->threads = in;
}

static void place_narrow(struct maker *mk, struct rect in)
{
    int32_t gap = px(mk, GAP), keep = least(px(mk, THREADS_MIN), in.h * 45 / 100) + gap;

    place_ps(mk, in, in.h - keep);
    rect_cut_top(&in, mk->plan->procs.h + gap);
    place_below(mk, in);
}

void board_layout(struct board_plan *plan, const struct board_layout_asks *asks)
{
    struct maker mk = {asks, plan};
    struct rect in = asks->area, side;

    *plan = (struct board_plan){.cols = 1};
    if (in.h >= px(&mk, HEAD_LEAST)) {
        plan->head = rect_cut_top(&in, px(&mk, HEAD));
        rect_cut_top(&in, px(&mk, 4));
    }
    if (in.w < px(&mk, SIDE_LEAST_W) || in.h < px(&mk, SIDE_LEAST_H)) {
        place_narrow(&mk, in);
        return;
    }
    side = rect_cut_left(&in, least(px(&mk, SIDE_MAX), most(px(&mk, SIDE_MIN), in.w * 22 / 100)));
    rect_cut_left(&in, px(&mk, GAP));
    place_side(&mk, side);
    place_main(&mk, in);
}
