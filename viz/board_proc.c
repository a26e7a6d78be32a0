/* board_proc.c: a P as a card: its thread, what it runs and for how long, runnext, its queue. */
#include "board.h"

enum { SLICE = 10000000 /* ns; go: forcePreemptNS */, RING_CAP = 256, GLOBAL_TURN = 61 };

/* ---- what it does --------------------------------------------------------------------------------------------------- */

static const struct {
    const char *word, *brief;
    char letter;
    enum color color;
} doings[DOINGS] = {
    [DOES_RUN] = {"running", "runs", 'R', COLOR_RUNNING},
    [DOES_SCHEDULE] = {"scheduling", "sched", 'Q', COLOR_RUNNING},
    [DOES_CALL] = {"in a call", "call", 'C', COLOR_SYSCALL},
    [DOES_SPIN] = {"spinning", "spins", 'S', COLOR_SPINNING},
    [DOES_HANDOFF] = {"handed off", "given", 'H', COLOR_WAITING},
    [DOES_IDLE] = {"idle", "idle", '\0', COLOR_EDGE},
    [DOES_STOP] = {"stopped", "stop", 'X', COLOR_GC},
};

const char *board_doing_word(enum board_doing does)
{
    return doings[does].word;
}

const char *board_doing_brief(enum board_doing does)
{
    return doings[does].brief;
}

char board_doing_letter(enum board_doing does)
{
    return doings[does].letter;
}

enum color board_doing_color(enum board_doing does)
{
    return doings[does].color;
}

static const struct world_m *thread_of(const struct board *b, int32_t p)
{
    int32_t m = b->w->ps.at[p].m;

    return m >= 0 && (size_t)m < b->w->ms.len ? &b->w->ms.at[m] : NULL;
}

int32_t board_thread_of(const struct board *b, int32_t p)
{
    const struct world_m *mp = thread_of(b, p);

    return mp && mp->role != M_SYSMON ? b->w->ps.at[p].m : NOBODY;
}

enum board_doing board_doing(const struct board *b, int32_t p)
{
    const struct world_p *pp = &b->w->ps.at[p];
    const struct world_m *mp = thread_of(b, p);

    if (pp->status == P_GCSTOP)
        return DOES_STOP;
    if (!mp || pp->status == P_IDLE)
        return pp->idle || b->w->derived ? DOES_IDLE : DOES_HANDOFF;
    if (mp->role == M_SYSMON)
        return DOES_HANDOFF;
    if (mp->state == M_SYSCALL)
        return DOES_CALL;
    if (mp->state == M_SPINS)
        return DOES_SPIN;
    return pp->running ? DOES_RUN : DOES_SCHEDULE;
}

goid board_on_proc(const struct board *b, int32_t p)
{
    const struct world_m *mp = thread_of(b, p);
    const struct world_g *gp;

    if (b->w->ps.at[p].running)
        return b->w->ps.at[p].running;
    gp = mp && mp->state == M_SYSCALL && mp->g ? world_g(b->w, mp->g) : NULL;
    return gp && gp->place == AT_SYSCALL ? mp->g : 0;
}

/* ---- the parts of a card -------------------------------------------------------------------------------------------- */

void board_proc_ground(struct board *b, struct rect box, int32_t p)
{
    const struct pick *selected = &b->ui->selected;
    enum board_doing does = board_doing(b, p);
    bool chosen = selected->kind == PICK_P && selected->id == p, lit = board_is_lit_p(b, p);
    enum color edge = chosen ? COLOR_TEXT : lit ? COLOR_MARK : board_doing_color(does);
    bool quiet = does == DOES_IDLE && !chosen && !lit;

    b->sum.ps_shown++;
    scene_fill(b->sc, box, COLOR_PANEL, board_px(b, 7));
    scene_stroke(b->sc, box, edge, board_px(b, 7), board_px(b, quiet ? 1 : 2), quiet);
}

int32_t board_doing_label(struct board *b, struct rect row, enum board_doing does)
{
    const char *word = board_doing_word(does);
    int32_t w = scene_width(b->sc, STYLE_SMALL, word) + board_px(b, 14), h = board_px(b, 18);
    struct rect box = {row.x + row.w - w, row.y + (row.h - h) / 2, w, h};

    if (does == DOES_IDLE || w > row.w) {
        scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, RIGHT, "%s", word);
        return least(w, row.w);
    }
    scene_fill(b->sc, box, board_doing_color(does), h / 2);
    scene_text(b->sc, box, STYLE_SMALL, COLOR_ON_STATE, CENTER, "%s", word);
    return w;
}

static void put_title(struct board *b, struct rect *in, int32_t p)
{
    struct rect row = rect_cut_top(in, board_px(b, 24));
    int32_t m = board_thread_of(b, p), w;
    enum board_doing does = board_doing(b, p);

    w = scene_text(b->sc, row, STYLE_BIG, COLOR_TEXT, LEFT, "P%d", p);
    rect_cut_left(&row, w + board_px(b, 8));
    rect_cut_right(&row, board_doing_label(b, row, does) + board_px(b, 6));
    if (m == NOBODY && does == DOES_IDLE)
        scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, LEFT, "no thread");
    if (m != NOBODY)
        board_thread(b,
                     (struct rect){row.x, row.y + board_px(b, 2),
                                   least(row.w, board_thread_width(b, m)), board_px(b, 20)},
                     m);
}

/* Why nothing runs there, in two lines. */
static void say_why(struct board *b, struct rect box, enum board_doing does)
{
    static const char *const why[DOINGS][2] = {
        [DOES_SCHEDULE] = {"in the scheduler", "chooses what to run"},
        [DOES_CALL] = {"in a call", ""},
        [DOES_SPIN] = {"looks for work", "steals, or parks"},
        [DOES_HANDOFF] = {"handed off", "its thread is not there yet"},
        [DOES_IDLE] = {"nothing to run", "on the idle list"},
        [DOES_STOP] = {"stopped", "until the world starts"},
        [DOES_RUN] = {"", ""},
    };
    int32_t line = scene_line_height(b->sc, STYLE_BODY);
    struct rect row = {box.x, box.y + (box.h - 2 * line) / 2, box.w, line};

    if (box.h < 2 * line) {
        scene_text(b->sc, box, STYLE_BODY, COLOR_DIM, LEFT, "%s", why[does][0]);
        return;
    }
    scene_text(b->sc, row, STYLE_BODY, does == DOES_SPIN ? COLOR_ACCENT : COLOR_DIM, LEFT, "%s",
               why[does][0]);
    row.y += line;
    scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, LEFT, "%s",
               b->w->derived ? "a trace says no more" : why[does][1]);
}

/* The running goroutine with its function and operation. */
static void put_running(struct board *b, struct rect box, int32_t p)
{
    goid g = board_on_proc(b, p);
    const struct world_g *gp = g ? world_g(b->w, g) : NULL;
    struct rect in = rect_inset(box, board_px(b, 8)), row;
    int32_t line = scene_line_height(b->sc, STYLE_BODY);

    scene_fill(b->sc, box, gp ? COLOR_RAISED : COLOR_INSET, board_px(b, 5));
    if (!gp) {
        say_why(b, in, board_doing(b, p));
        return;
    }
    if (board_token_in(b, in, g))
        rect_cut_left(&in, b->token_w + board_px(b, 8));
    row = (struct rect){in.x, box.y + (box.h - 2 * line) / 2, in.w, line};
    scene_text(b->sc, row, STYLE_BOLD, COLOR_TEXT, LEFT, "%s", board_func(b, gp));
    row.y += line;
    scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, LEFT, "%s%s", board_op(b, gp),
               gp->asked ? " \xC2\xB7 asked to yield" : "");
}

/* How much of its time slice is used up; of a call how long it lasts. */
static void put_slice(struct board *b, struct rect *in, int32_t p)
{
    const struct world_p *pp = &b->w->ps.at[p];
    goid g = board_on_proc(b, p);
    const struct world_g *gp = g ? world_g(b->w, g) : NULL;
    struct rect bar = rect_cut_top(in, board_px(b, 6)), row;
    vtime from = gp && (gp->place == AT_SYSCALL || b->w->derived) ? gp->since : pp->slice;
    vtime used = b->ui->t > from ? b->ui->t - from : 0;

    row = rect_cut_top(in, scene_line_height(b->sc, STYLE_SMALL) + board_px(b, 3));
    if (!gp)
        return;
    if (gp->place == AT_SYSCALL) {
        board_bar(b, bar, used, SLICE, COLOR_SYSCALL);
        scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, RIGHT, "in the call for %s",
                   board_lasted(b, from));
        return;
    }
    board_bar(b, bar, used, SLICE, used >= SLICE ? COLOR_GC : COLOR_RUNNING);
    scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, RIGHT,
               b->w->derived ? "runs for %s" : "slice %s / 10 ms", board_lasted(b, from));
}

static void put_runnext(struct board *b, struct rect *in, int32_t p)
{
    struct rect row = rect_cut_top(in, b->token_h), slot;
    int32_t label = scene_width(b->sc, STYLE_SMALL, "runnext") + board_px(b, 10);
    goid g = b->w->ps.at[p].runnext;

    scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, LEFT, "runnext");
    label += b->token_w + b->space - 1; /* in a column of the queue below */
    label -= label % (b->token_w + b->space);
    rect_cut_left(&row, label);
    slot = board_token_box(b, row.x, row.y);
    if (!board_token_in(b, row, g) && !g && slot.w <= row.w)
        scene_stroke(b->sc, slot, COLOR_EDGE, board_px(b, 5), board_px(b, 1), true);
}

static void put_queue(struct board *b, struct rect in, int32_t p)
{
    const struct world_list *ring = &b->w->ps.at[p].ring;
    struct rect row = rect_cut_top(&in, scene_line_height(b->sc, STYLE_SMALL));
    int32_t w = scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, LEFT, "local queue");

    rect_cut_left(&row, w + board_px(b, 6));
    scene_text(b->sc, row, STYLE_SMALL, ring->len ? COLOR_TEXT : COLOR_DIM, RIGHT, "%d / %d",
               ring->len, RING_CAP);
    rect_cut_top(&in, board_px(b, 4));
    board_list(b, in, ring, true);
}

/* Its scheduler's counter: at every 61st turn the global queue comes first. */
static void put_foot(struct board *b, struct rect row, int32_t p)
{
    int64_t tick = b->w->ps.at[p].schedtick;

    scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, LEFT, "schedtick %s%s", board_count(b, tick),
               tick % GLOBAL_TURN == 0 ? " \xC2\xB7 global queue first" : "");
}

/* A trace does not tell who stands in which queue. */
static void say_derived(struct board *b, struct rect in)
{
    board_note(b, &in, "runnext and local queue:");
    board_note(b, &in, "not in a trace");
}

static void put_full(struct board *b, struct rect box, int32_t p)
{
    int32_t six = board_px(b, 6), line = scene_line_height(b->sc, STYLE_SMALL);
    struct rect in = rect_inset(box, b->pad), foot;

    board_proc_ground(b, box, p);
    put_title(b, &in, p);
    rect_cut_top(&in, six);
    put_running(b, rect_cut_top(&in, board_px(b, 50)), p);
    rect_cut_top(&in, six);
    if (!b->lean)
        put_slice(b, &in, p);
    rect_cut_top(&in, board_px(b, 4));
    if (b->w->derived) {
        say_derived(b, in);
        return;
    }
    put_runnext(b, &in, p);
    rect_cut_top(&in, six);
    if (!b->lean && in.h >= 2 * line + board_px(b, 10) + board_rows_height(b, 2)) {
        foot = rect_cut_bottom(&in, line);
        rect_cut_bottom(&in, board_px(b, 4));
        put_foot(b, foot, p);
    }
    put_queue(b, in, p);
}

/* ---- all of them ---------------------------------------------------------------------------------------------------- */

/* " (C)": what the letters of the smallest fields mean. */
static const char *letter_of(struct board *b, enum board_doing does)
{
    char letter = board_doing_letter(does);

    return b->plan.way == WAY_MICRO && letter ? board_words(b, " (%c)", letter) : "";
}

static void put_caption(struct board *b, int32_t n)
{
    int32_t does[DOINGS] = {0};
    struct sb text = {0};

    for (int32_t p = 0; p < n; p++)
        does[board_doing(b, p)]++;
    sb_printf(&text, "%d Ps, P0 first", n);
    for (int i = 0; i < DOINGS; i++)
        if (does[i])
            sb_printf(&text, " \xC2\xB7 %d %s%s", does[i], board_doing_word((enum board_doing)i),
                      letter_of(b, (enum board_doing)i));
    scene_text(b->sc, b->plan.caption, STYLE_SMALL, COLOR_DIM, LEFT,
               "%s; a figure is the length of a queue", sb_text(&text));
    sb_free(&text);
}

/* The goroutines of Ps that have no card are counted with them. */
static void fold_ps(struct board *b, struct rect box, int32_t from, int32_t n)
{
    int64_t gs = 0;

    for (int32_t p = from; p < n; p++) {
        const struct world_p *pp = &b->w->ps.at[p];

        gs += pp->ring.len + (pp->runnext != 0) + (board_on_proc(b, p) != 0);
        b->sum.ms_folded += board_thread_of(b, p) != NOBODY;
    }
    b->sum.gs_folded += gs;
    b->sum.ps_folded += n - from;
    scene_text(b->sc, box, STYLE_SMALL, COLOR_DIM, LEFT, "+ %d Ps, %s Gs", n - from,
               board_count(b, gs));
}

void board_procs(struct board *b)
{
    static void (*const draw[])(struct board *, struct rect, int32_t) = {
        [WAY_FULL] = put_full,
        [WAY_COMPACT] = board_proc_compact,
        [WAY_TINY] = board_proc_tiny,
        [WAY_MICRO] = board_proc_micro,
    };
    int32_t n = b->nps, shown = least(n, b->plan.shown);
    struct rect rest;

    if (b->plan.caption.w)
        put_caption(b, n);
    for (int32_t p = 0; p < shown; p++) {
        struct pick old = board_pick(b, PICK_P, p);

        draw[b->plan.way](b, board_cell(&b->plan, p), p);
        b->sc->pick = old;
    }
    if (shown < n) {
        rest = board_cell(&b->plan, shown);
        rest.w = b->plan.procs.x + b->plan.procs.w - rest.x;
        fold_ps(b, rest, shown, n);
    }
}
