/* board_tokens.c: a goroutine is a token wherever it stands; its form and its colour both tell its state:
 *
 *     running   square corners, a bar under its name        waiting   round ends
 *     runnable  rounded corners                             in a call a second line inside its edge */
#include "board.h"

enum { LISTED_MAX = 4096 }; /* tokens of one list on the largest of screens */

enum color board_color(const struct board *b, const struct world_g *gp)
{
    (void)b;
    switch ((enum world_place)gp->place) {
    case AT_RUNNING:
        return gp->func == -1 - SYSGO_GCWORKER ? COLOR_GC : COLOR_RUNNING;
    case AT_RUNNEXT:
    case AT_RING:
    case AT_GLOBAL:
        return COLOR_RUNNABLE;
    case AT_SYSCALL:
        return COLOR_SYSCALL;
    case AT_ROOM:
    case AT_NOWHERE:
        break;
    }
    return gp->status == G_RUNNABLE ? COLOR_RUNNABLE : COLOR_WAITING;
}

void board_shape(struct board *b, struct rect box, enum color color)
{
    int32_t one = board_px(b, 1);
    struct rect in = rect_inset(box, 2 * one);

    if (color == COLOR_RUNNING || color == COLOR_GC) {
        scene_fill(b->sc, box, color, one);
        scene_fill(b->sc, rect_cut_bottom(&in, one), COLOR_ON_STATE, 0);
    } else if (color == COLOR_SYSCALL) {
        scene_fill(b->sc, box, color, one * 3);
        scene_stroke(b->sc, rect_inset(box, one), COLOR_ON_STATE, one * 2, one, false);
    } else {
        scene_fill(b->sc, box, color, color == COLOR_WAITING ? box.h / 2 : one * 5);
    }
}

struct rect board_token_box(const struct board *b, int32_t x, int32_t y)
{
    return (struct rect){x, y, b->token_w, b->token_h};
}

static bool waits_in(const struct board *b, const struct world_g *gp, const struct world_room *room)
{
    return gp->place == AT_ROOM && &b->w->rooms.at[gp->room] == room;
}

/* A goroutine of the program, not in the room, whose function has an operation that wakes who waits there. */
static bool may_wake(const struct board *b, const struct world_g *gp)
{
    const struct program *p = b->su->program;

    return b->light.wakers && gp->func < p->nfuncs &&
           (gp->func >= 0 ? b->light.wakers[gp->func]
                          : gp->func == -1 - SYSGO_MAIN && b->light.wakers[p->main]);
}

/* Rings around a token: what is selected, what the last event was about, who waits where the mouse points, who may wake. */
static void rings(struct board *b, struct rect box, goid g, const struct world_g *gp)
{
    const struct pick *selected = &b->ui->selected;
    struct rect out = rect_inset(box, -board_px(b, 2));
    int32_t two = board_px(b, 2);
    int32_t radius = board_color(b, gp) == COLOR_WAITING ? out.h / 2 : board_px(b, 6);

    if (selected->kind == PICK_G && selected->id == g)
        scene_stroke(b->sc, out, COLOR_TEXT, radius, two, false);
    else if (b->light.g == g)
        scene_stroke(b->sc, out, COLOR_MARK, radius, two, false);
    else if (b->light.cause == g)
        scene_stroke(b->sc, out, COLOR_MARK, radius, two, true);
    else if (b->light.room && waits_in(b, gp, b->light.room))
        scene_stroke(b->sc, out, COLOR_ACCENT, radius, two, false);
    else if (b->light.room && may_wake(b, gp))
        scene_stroke(b->sc, out, COLOR_GOOD, radius, two, true);
}

static void draw_token(struct board *b, struct rect box, goid g, enum color color)
{
    const struct world_g *gp = world_g(b->w, g);
    struct pick old = board_pick(b, PICK_G, g);
    struct sb name = {0};

    board_shape(b, box, color);
    subject_g(b->su, g, &name);
    scene_text(b->sc, rect_inset(box, board_px(b, 1)), STYLE_TOKEN, COLOR_ON_STATE, CENTER, "%s",
               sb_text(&name));
    sb_free(&name);
    if (gp)
        rings(b, box, g, gp);
    b->sc->pick = old;
}

void board_token(struct board *b, struct rect box, goid g)
{
    const struct world_g *gp = world_g(b->w, g);

    if (!gp)
        return;
    b->sum.gs_shown++;
    if (board_glide(b, box, g, gp)) {
        scene_stroke(b->sc, box, COLOR_EDGE, board_px(b, 5), board_px(b, 1), true);
        return;
    }
    draw_token(b, box, g, board_color(b, gp));
}

bool board_token_in(struct board *b, struct rect box, goid g)
{
    if (!g)
        return false;
    if (box.w < b->token_w || box.h < b->token_h) {
        b->sum.gs_folded++;
        return false;
    }
    board_token(b, board_token_box(b, box.x, box.y + (box.h - b->token_h) / 2), g);
    return true;
}

void board_flight_draw(struct board *b, const struct board_flight *fl)
{
    draw_token(b, fl->at, fl->g, (enum color)fl->color);
}

int32_t board_row_tokens(const struct board *b, int32_t width)
{
    return (width + b->space) / (b->token_w + b->space);
}

int32_t board_rows_height(const struct board *b, int32_t rows)
{
    return rows * (b->token_h + b->space) - (rows ? b->space : 0);
}

/* How many cells of a row the words "+ 1,234 more" take. */
static int32_t fold_cells(struct board *b, int64_t n, int32_t cols)
{
    int32_t width = scene_width(b->sc, STYLE_SMALL, board_words(b, "+%s", board_count(b, n)));
    int32_t cells = (width + b->space + b->token_w + b->space) / (b->token_w + b->space);

    return least(most(cells, 1), cols);
}

static struct rect cell_at(const struct board *b, struct rect area, int32_t cols, int32_t i)
{
    return board_token_box(b, area.x + i % cols * (b->token_w + b->space),
                           area.y + i / cols * (b->token_h + b->space));
}

static void empty_slots(struct board *b, struct rect area, int32_t cols, int32_t from, int32_t to)
{
    for (int32_t i = from; i < to; i++)
        scene_stroke(b->sc, cell_at(b, area, cols, i), COLOR_EDGE, board_px(b, 5), board_px(b, 1),
                     true);
}

static int32_t length(const struct board_lists *lists)
{
    int32_t n = 0;

    for (int32_t i = 0; i < lists->n; i++)
        n += lists->at[i]->len;
    return n;
}

void board_list_all(struct board *b, struct rect area, const struct board_lists *lists, bool slots)
{
    int32_t cols = board_row_tokens(b, area.w), whole = length(lists), n = whole, put = 0;
    int32_t rows = (area.h + b->space) / (b->token_h + b->space);
    int32_t room = least(cols * rows, LISTED_MAX);
    struct rect fold;
    goid *gs;

    if (room == 0) {
        board_fold(b, area, FOLD_GS, n);
        return;
    }
    if (n > room)
        n = room - fold_cells(b, whole - room + 1, cols);
    gs = ARENA_ARRAY(&b->sc->arena, goid, (size_t)n + 1);
    for (int32_t i = 0; i < lists->n && put < n; i++)
        put += world_list_get(b->w, lists->at[i], gs + put, n - put);
    for (int32_t i = 0; i < put; i++)
        board_token(b, cell_at(b, area, cols, i), gs[i]);
    if (whole > put) {
        fold = cell_at(b, area, cols, put);
        fold.w = area.x + area.w - fold.x;
        board_fold(b, fold, FOLD_GS, whole - put);
    } else if (slots) { /* a row more than is used, or two, say that there is room */
        rows = least(rows, most(put / cols + 1, 2));
        empty_slots(b, area, cols, put, rows * cols);
    }
}

void board_list(struct board *b, struct rect area, const struct world_list *list, bool slots)
{
    struct board_lists one = {.at = {list}, .n = 1};

    board_list_all(b, area, &one, slots);
}

/* ---- threads -------------------------------------------------------------------------------------------------------- */

static const char *thread_name(struct board *b, int32_t m)
{
    struct sb text = {0};
    const char *kept;

    subject_m(b->su, m, &text);
    if (b->w->ms.at[m].locked)
        sb_puts(&text, " (L)");
    kept = arena_text(&b->sc->arena, sb_text(&text), text.len);
    sb_free(&text);
    return kept;
}

int32_t board_thread_width(struct board *b, int32_t m)
{
    return most(scene_width(b->sc, STYLE_SMALL, thread_name(b, m)) + board_px(b, 14),
                board_px(b, 34));
}

static enum color thread_color(const struct board *b, int32_t m)
{
    switch ((enum world_m_state)b->w->ms.at[m].state) {
    case M_RUNS:
        return COLOR_RUNNING;
    case M_SPINS:
        return COLOR_SPINNING;
    case M_SYSCALL:
        return COLOR_SYSCALL;
    case M_UNBORN:
    case M_IDLE:
    case M_POLLS:
    case M_WAITS:
    case M_FOR_EVER:
    case M_SYSMON_LOOKS:
    case M_GONE:
        break;
    }
    return COLOR_EDGE;
}

void board_thread(struct board *b, struct rect box, int32_t m)
{
    const struct pick *selected = &b->ui->selected;
    enum color color = thread_color(b, m);
    bool chosen = selected->kind == PICK_M && selected->id == m, lit = board_is_lit_m(b, m);
    struct pick old = board_pick(b, PICK_M, m);

    b->sum.ms_shown++;
    color = chosen ? COLOR_TEXT : lit ? COLOR_MARK : color;
    scene_fill(b->sc, box, COLOR_RAISED, box.h / 2);
    scene_stroke(b->sc, box, color, box.h / 2, board_px(b, chosen || lit ? 2 : 1), false);
    scene_text(b->sc, rect_inset(box, board_px(b, 2)), STYLE_SMALL, COLOR_TEXT, CENTER, "%s",
               thread_name(b, m));
    b->sc->pick = old;
}
