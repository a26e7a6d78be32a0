/* board_proc_small.c: a P where there are many: what the eye compares, queue lengths and states, stays; the rest is counted. */
#include "board.h"

static int32_t queued(const struct board *b, int32_t p)
{
    const struct world_p *pp = &b->w->ps.at[p];

    return pp->ring.len + (pp->runnext != 0);
}

/* ---- compact -------------------------------------------------------------------------------------------------------- */

static void compact_title(struct board *b, struct rect row, int32_t p)
{
    int32_t m = board_thread_of(b, p), w;

    w = scene_text(b->sc, row, STYLE_TITLE, COLOR_TEXT, LEFT, "P%d", p);
    rect_cut_left(&row, w + board_px(b, 8));
    if (m != NOBODY) {
        struct rect pill = rect_cut_left(&row, least(row.w, board_thread_width(b, m)));

        board_thread(b, pill, m);
        rect_cut_left(&row, board_px(b, 6));
    }
    board_doing_label(b, row, board_doing(b, p));
}

static void compact_running(struct board *b, struct rect row, int32_t p)
{
    goid g = board_on_proc(b, p);
    const struct world_g *gp = g ? world_g(b->w, g) : NULL;
    int32_t w;

    if (!gp) {
        scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, LEFT, "%s",
                   board_doing(b, p) == DOES_IDLE      ? "nothing to run"
                   : board_doing(b, p) == DOES_HANDOFF ? "waits for its thread"
                                                       : "runs nothing now");
        return;
    }
    if (board_token_in(b, row, g))
        rect_cut_left(&row, b->token_w + board_px(b, 8));
    w = scene_text(b->sc, row, STYLE_SMALL, COLOR_TEXT, LEFT, "%s", board_func(b, gp));
    rect_cut_left(&row, w + board_px(b, 8));
    if (row.w >= scene_width(b->sc, STYLE_SMALL, board_op(b, gp)))
        scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, LEFT, "%s", board_op(b, gp));
}

/* "10 / 256" over the queue where that leaves it a row, else beside it. */
static void compact_length(struct board *b, struct rect *in, int32_t p)
{
    int32_t line = scene_line_height(b->sc, STYLE_SMALL) + board_px(b, 3), n;
    struct rect row;

    n = b->w->ps.at[p].ring.len;
    if (in->h >= line + b->token_h) {
        row = rect_cut_top(in, line);
        scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, LEFT, "queue");
    } else {
        row = rect_cut_right(in, scene_width(b->sc, STYLE_SMALL, "256 / 256"));
        rect_cut_right(in, b->space);
    }
    scene_text(b->sc, row, STYLE_SMALL, n ? COLOR_TEXT : COLOR_DIM, RIGHT, "%d / 256", n);
}

/* Runnext, then the queue in as many rows as there are. */
static void compact_queue(struct board *b, struct rect in, int32_t p)
{
    const struct world_p *pp = &b->w->ps.at[p];
    struct rect mark;

    if (b->w->derived) {
        board_note(b, &in, "queue: not in a trace");
        return;
    }
    compact_length(b, &in, p);
    if (board_token_in(b, (struct rect){in.x, in.y, in.w, least(in.h, b->token_h)}, pp->runnext)) {
        rect_cut_left(&in, b->token_w + b->space / 2);
        mark = rect_cut_left(&in, board_px(b, 2)); /* between it and the queue */
        mark.h = b->token_h;
        scene_fill(b->sc, mark, COLOR_EDGE, 0);
        rect_cut_left(&in, b->space / 2);
    }
    board_list(b, in, &pp->ring, true);
}

void board_proc_compact(struct board *b, struct rect box, int32_t p)
{
    struct rect in = rect_inset(box, board_px(b, 9));
    int32_t rest = most(in.h - 3 * b->token_h, 0), gap = least(rest / 2, board_px(b, 8));

    board_proc_ground(b, box, p);
    compact_title(b, rect_cut_top(&in, b->token_h), p);
    rect_cut_top(&in, gap);
    compact_running(b, rect_cut_top(&in, b->token_h), p);
    rect_cut_top(&in, gap);
    compact_queue(b, in, p);
}

/* ---- tiny ----------------------------------------------------------------------------------------------------------- */

static int32_t longest_queue(const struct board *b)
{
    int32_t longest = 16; /* a bar of one is to look short */

    for (int32_t p = 0; p < b->nps; p++)
        longest = most(longest, queued(b, p));
    return longest;
}

/* P, its goroutine, and the length of its queue as a figure and a bar. */
void board_proc_tiny(struct board *b, struct rect box, int32_t p)
{
    struct rect in = rect_inset(box, board_px(b, 5)), row, bar;
    goid g = board_on_proc(b, p);
    int32_t w;
    bool said;

    board_proc_ground(b, box, p);
    b->sum.ms_folded += board_thread_of(b, p) != NOBODY;
    b->sum.gs_folded += queued(b, p);
    row = rect_cut_top(&in, scene_line_height(b->sc, STYLE_BOLD));
    w = scene_text(b->sc, row, STYLE_BOLD, COLOR_TEXT, LEFT, "P%d", p);
    rect_cut_left(&row, w + board_px(b, 4));
    said = scene_width(b->sc, STYLE_SMALL, "scheduling") <= row.w;
    if (said)
        scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, RIGHT, "%s",
                   board_doing_word(board_doing(b, p)));
    row = rect_cut_bottom(&in, scene_line_height(b->sc, STYLE_BOLD));
    if (!board_token_in(b, in, g))
        scene_text(b->sc, in, STYLE_SMALL, COLOR_DIM, LEFT, "%s",
                   said ? "no goroutine" : board_doing_brief(board_doing(b, p)));
    w = scene_text(b->sc, row, STYLE_BOLD, queued(b, p) ? COLOR_WARN : COLOR_DIM, LEFT, "%s",
                   b->w->derived ? "?" : board_count(b, queued(b, p)));
    bar = row;
    rect_cut_left(&bar, most(w, scene_width(b->sc, STYLE_BOLD, "00")) + board_px(b, 4));
    bar.y += (bar.h - board_px(b, 8)) / 2;
    bar.h = board_px(b, 8);
    board_bar(b, bar, queued(b, p), longest_queue(b), COLOR_RUNNABLE);
}

/* ---- micro ---------------------------------------------------------------------------------------------------------- */

void board_proc_micro(struct board *b, struct rect box, int32_t p)
{
    enum board_doing does = board_doing(b, p);
    bool idle = does == DOES_IDLE;
    const struct pick *selected = &b->ui->selected;
    const char *figure;

    b->sum.ps_shown++;
    b->sum.ms_folded += board_thread_of(b, p) != NOBODY;
    b->sum.gs_folded += queued(b, p) + (board_on_proc(b, p) != 0);
    scene_fill(b->sc, box, idle ? COLOR_IDLE : board_doing_color(does), board_px(b, 3));
    if (selected->kind == PICK_P && selected->id == p)
        scene_stroke(b->sc, box, COLOR_TEXT, board_px(b, 3), board_px(b, 2), false);
    else if (board_is_lit_p(b, p))
        scene_stroke(b->sc, box, COLOR_MARK, board_px(b, 3), board_px(b, 2), false);
    figure = b->w->derived ? "" : board_count(b, queued(b, p));
    if (board_doing_letter(does))
        figure = board_words(b, "%c %s", board_doing_letter(does), figure);
    scene_text(b->sc, box, STYLE_TOKEN, idle ? COLOR_TEXT : COLOR_ON_STATE, CENTER, "%s", figure);
}
