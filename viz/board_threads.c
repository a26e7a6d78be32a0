/* board_threads.c: the Ms that have no P, by what they do: parked, in a system call with their goroutine, locked, polling. Those
 * with a P stand on its card, sysmon on its own. Nothing is asked of a thread but its state, so that one pass over all of them
 * is enough; which of a row come first is decided by time: the thread that parked last is the one woken first. */
#include "board.h"

enum row_kind { ROW_PARKED, ROW_CALL, ROW_LOCKED, ROW_POLLS, ROW_BETWEEN, ROW_FOR_EVER, ROWS };

static const struct row_text {
    const char *label, *brief;
    const char *none; /* the row is there without threads too, with this word */
    bool boxed;       /* each with words beside it */
} texts[ROWS] = {
    [ROW_PARKED] = {"Parked, last in first out", "Parked", "none", false},
    [ROW_CALL] = {"In a call, P handed off", "In calls", "none", true},
    [ROW_LOCKED] = {"Locked to a goroutine", "Locked", NULL, true},
    [ROW_POLLS] = {"In the netpoller", "Polling", NULL, false},
    [ROW_BETWEEN] = {"Awake, without a P yet", "No P yet", NULL, false},
    [ROW_FOR_EVER] = {"Parked, not in the list", "Apart", NULL, true},
};

enum { SHOWN_MAX = 1024, LIMIT = 10000 /* go: sched.maxmcount */ };

struct shelf_row {
    int32_t n;        /* threads in it */
    int32_t lines;    /* that it is given */
    int32_t room;     /* threads that they hold */
    int32_t *ms, put; /* the first `room` of them, in order */
    int32_t box_w;    /* of each */
};

struct shelves {
    struct shelf_row rows[ROWS];
    struct rect in;
    int32_t label_w, box_w, pill_w, line_h;
    int32_t pair_w;   /* a thread and its goroutine, without words */
    bool brief;       /* labels in one word */
    uint8_t *rows_of; /* by thread: its row, or ROWS: it stands elsewhere */
};

/* The row of a thread without a P, or ROWS: it has none. */
static enum row_kind row_of(const struct board *b, int32_t m)
{
    const struct world_m *mp = &b->w->ms.at[m];

    if (mp->role == M_SYSMON)
        return ROWS;
    switch ((enum world_m_state)mp->state) {
    case M_IDLE:
        return ROW_PARKED;
    case M_SYSCALL:
        return ROW_CALL;
    case M_WAITS:
        return ROW_LOCKED;
    case M_POLLS:
        return ROW_POLLS;
    case M_FOR_EVER:
        return ROW_FOR_EVER;
    case M_RUNS:
    case M_SPINS:
    case M_SYSMON_LOOKS:
        return ROW_BETWEEN;
    case M_UNBORN:
    case M_GONE:
        break;
    }
    return ROWS;
}

/* Finds the row of each thread, and how many there are in each. */
static void sort_threads(struct board *b, struct shelves *sv)
{
    int32_t n = (int32_t)b->w->ms.len;

    sv->rows_of = ARENA_ARRAY(&b->sc->arena, uint8_t, (size_t)n + 1);
    for (int32_t m = 0; m < n; m++)
        sv->rows_of[m] = (uint8_t)row_of(b, m);
    for (int32_t p = 0; p < b->nps; p++) {
        int32_t m = b->w->ps.at[p].m;

        if (m >= 0 && m < n)
            sv->rows_of[m] = ROWS;
    }
    for (int32_t m = 0; m < n; m++)
        if (sv->rows_of[m] != ROWS)
            sv->rows[sv->rows_of[m]].n++;
}

/* Whether thread x comes before y in a row: of those parked the last, of the others the one that is there for longest. */
static bool before(const struct board *b, enum row_kind row, int32_t x, int32_t y)
{
    vtime a = b->w->ms.at[x].since, c = b->w->ms.at[y].since;

    if (a != c)
        return row == ROW_PARKED ? a > c : a < c;
    return x < y;
}

/* Keeps the first `room` of a row, in order. */
static void keep(const struct board *b, struct shelf_row *r, enum row_kind row, int32_t m)
{
    int32_t at = r->put;

    if (r->put == r->room) {
        if (r->room == 0 || !before(b, row, m, r->ms[r->put - 1]))
            return;
        at--;
    } else {
        r->put++;
    }
    for (; at > 0 && before(b, row, m, r->ms[at - 1]); at--)
        r->ms[at] = r->ms[at - 1];
    r->ms[at] = m;
}

/* ---- how many lines each row gets ------------------------------------------------------------------------------------- */

static int32_t per_line(const struct shelves *sv, enum row_kind row, int32_t space)
{
    int32_t w = sv->rows[row].box_w;

    return most((sv->in.w - sv->label_w + space) / (w + space), 1);
}

static int32_t wanted(const struct shelves *sv, enum row_kind row, int32_t space)
{
    int32_t each = per_line(sv, row, space);

    return most((sv->rows[row].n + each - 1) / each, 1);
}

/* One line for each row with threads, from the most telling on, then for the others that are there; then more for those that
 * need them, in turn. */
static void share_lines(struct board *b, struct shelves *sv)
{
    static const enum row_kind first[ROWS] = {ROW_CALL,  ROW_PARKED,  ROW_LOCKED,
                                              ROW_POLLS, ROW_BETWEEN, ROW_FOR_EVER};
    int32_t lines = (sv->in.h + b->space) / (sv->line_h + b->space);
    bool given = true;

    for (int i = 0; i < 2 * ROWS && lines > 0; i++) {
        struct shelf_row *r = &sv->rows[first[i % ROWS]];

        if (!r->lines && (i < ROWS ? r->n > 0 : texts[first[i % ROWS]].none != NULL)) {
            r->lines = 1;
            lines--;
        }
    }
    while (given && lines > 0) {
        given = false;
        for (int i = 0; i < ROWS && lines > 0; i++) {
            struct shelf_row *r = &sv->rows[first[i]];

            if (r->lines && r->lines < wanted(sv, first[i], b->space)) {
                r->lines++;
                lines--;
                given = true;
            }
        }
    }
    for (int i = 0; i < ROWS; i++) {
        struct shelf_row *r = &sv->rows[i];

        if (i == ROW_CALL && r->lines < wanted(sv, ROW_CALL, b->space))
            r->box_w = sv->pair_w; /* more threads say more than how long each has been there */
        r->room = least(r->lines * per_line(sv, (enum row_kind)i, b->space), SHOWN_MAX);
        if (r->n > r->room && r->room > 0)
            r->room--; /* the last place is for the words of the fold */
        r->ms = ARENA_ARRAY(&b->sc->arena, int32_t, (size_t)r->room + 1);
    }
}

/* ---- a row ------------------------------------------------------------------------------------------------------------ */

/* "read", "cgo"; nothing is known of an imported run. */
static const char *call_name(struct board *b, const struct world_g *gp)
{
    const struct program *p = b->su->program;
    struct place place = p ? places_get(&b->su->places, gp->at) : (struct place){-1, NOBODY};
    const struct op *op = place.op >= 0 && place.op < p->nops ? &p->ops[place.op] : NULL;

    if (!op)
        return "for";
    return op->kind == OP_SYSCALL && *op->text ? op->text : op_verb((enum op_kind)op->kind);
}

/* A thread with what it is busy with: "M2 [G23] read 91 ms", "M6 (L) for G90". */
static void put_boxed(struct board *b, struct rect box, int32_t m)
{
    const struct world_m *mp = &b->w->ms.at[m];
    const struct world_g *gp = mp->state == M_SYSCALL && mp->g ? world_g(b->w, mp->g) : NULL;
    struct rect in = box;
    struct sb name = {0};

    scene_fill(b->sc, box, COLOR_RAISED, box.h / 2);
    board_thread(b, rect_cut_left(&in, least(board_thread_width(b, m), box.w)), m);
    rect_cut_left(&in, board_px(b, 5));
    if (gp && gp->place == AT_SYSCALL) {
        if (board_token_in(b, in, mp->g))
            rect_cut_left(&in, b->token_w + board_px(b, 5));
        rect_cut_right(&in, b->space);
        if (in.w < b->token_w)
            return;
        scene_text(b->sc, in, STYLE_SMALL, COLOR_DIM, LEFT, "%s %s", call_name(b, gp),
                   board_lasted(b, mp->since));
        return;
    }
    if (mp->state == M_FOR_EVER) {
        scene_text(b->sc, in, STYLE_SMALL, COLOR_DIM, LEFT, "%s",
                   mp->role == M_TEMPLATE ? "template thread" : "never woken");
    } else if (mp->locked) {
        subject_g(b->su, mp->locked, &name);
        scene_text(b->sc, in, STYLE_SMALL, COLOR_DIM, LEFT, "waits for %s", sb_text(&name));
    }
    sb_free(&name);
}

static void put_fold(struct board *b, struct rect box, enum row_kind row, int32_t n)
{
    board_fold(b, box, row == ROW_CALL ? FOLD_CALLS : FOLD_MS, n);
}

/* Of an imported run it is not known what a thread without a P does, but for its calls. */
static const char *label_of(const struct board *b, const struct shelves *sv, enum row_kind row)
{
    if (b->w->derived && row == ROW_BETWEEN)
        return "Without a P";
    return sv->brief ? texts[row].brief : texts[row].label;
}

static void put_row(struct board *b, struct shelves *sv, enum row_kind row)
{
    struct shelf_row *r = &sv->rows[row];
    int32_t each = per_line(sv, row, b->space), step;
    struct rect area, label, cell = sv->in;

    area = rect_cut_top(&sv->in, r->lines * (sv->line_h + b->space));
    label = rect_cut_left(&area, sv->label_w);
    label.h = sv->line_h;
    rect_cut_right(&label, b->space);
    scene_text(b->sc, label, STYLE_SMALL, COLOR_DIM, LEFT, "%s", label_of(b, sv, row));
    step = r->box_w + b->space;
    for (int32_t i = 0; i <= r->put; i++) {
        cell = (struct rect){area.x + i % each * step, area.y + i / each * (sv->line_h + b->space),
                             step - b->space, sv->line_h};
        if (i == r->put)
            break;
        if (texts[row].boxed)
            put_boxed(b, cell, r->ms[i]);
        else
            board_thread(b, cell, r->ms[i]);
    }
    cell.w = area.x + area.w - cell.x;
    if (r->n == 0)
        scene_text(b->sc, cell, STYLE_SMALL, COLOR_DIM, LEFT, "%s",
                   b->w->derived && row == ROW_PARKED ? "not in a trace" : texts[row].none);
    put_fold(b, cell, row, r->n - r->put);
}

/* ---- the card --------------------------------------------------------------------------------------------------------- */

static const char *head_words(struct board *b, bool brief)
{
    const struct world *w = b->w;
    int64_t calls = w->statuses[G_SYSCALL];

    if (w->derived && !brief)
        return board_words(b, "threads seen %s \xC2\xB7 in calls %s", board_count(b, w->threads),
                           board_count(b, calls));
    if (brief)
        return board_count(b, w->threads);
    return board_words(b, "threads %s \xC2\xB7 idle %s \xC2\xB7 spinning %d \xC2\xB7 in calls %s",
                       board_count(b, w->threads), board_count(b, w->idle_ms), w->spinning_ms,
                       board_count(b, calls));
}

/* The title's line, with the threads whose row has not even a line. */
static void put_head(struct board *b, struct rect box, const struct shelves *sv)
{
    struct rect row = rect_inset(box, b->pad);
    const char *title = board_title(b, box, "Threads (M)", "Threads");
    const char *words = head_words(b, box.w < board_px(b, 380));
    int64_t left = 0;

    row.h = least(row.h, scene_line_height(b->sc, STYLE_BOLD));
    for (int i = 0; i < ROWS; i++)
        if (!sv->rows[i].lines) {
            left += sv->rows[i].n;
            b->sum.ms_folded += sv->rows[i].n;
            b->sum.gs_folded += i == ROW_CALL ? sv->rows[i].n : 0;
        }
    rect_cut_left(&row, scene_width(b->sc, STYLE_BOLD, title) + b->gap);
    scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, RIGHT, "%s%s", words,
               left ? board_words(b, " \xC2\xB7 + %s not shown", board_count(b, left)) : "");
}

static void put_foot(struct board *b, struct rect row)
{
    if (b->w->derived)
        return;
    scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, RIGHT, "threads ever created %s \xC2\xB7 %s",
               board_count(b, b->w->created_ms),
               b->st->sets_limit ? "limit by SetMaxThreads" : board_words(b, "limit %d", LIMIT));
}

/* The widest name there may be decides, so that columns stay where they are. */
static void measure(struct board *b, struct shelves *sv, struct rect in)
{
    int32_t digits = scene_width(b->sc, STYLE_SMALL, "M00");

    for (int64_t n = 100; n <= b->st->longest_m; n *= 10)
        digits += scene_width(b->sc, STYLE_SMALL, "0");
    sv->in = in;
    sv->line_h = b->token_h;
    sv->pill_w = digits + board_px(b, 14);
    sv->box_w = sv->pill_w + b->token_w + scene_width(b->sc, STYLE_SMALL, "syscall 00.0 ms") +
                board_px(b, 22);
    sv->label_w = scene_width(b->sc, STYLE_SMALL, texts[ROW_PARKED].label);
    sv->brief = sv->label_w > in.w / 3;
    if (sv->brief)
        sv->label_w = scene_width(b->sc, STYLE_SMALL, texts[ROW_BETWEEN].brief);
    sv->label_w = least(sv->label_w + board_px(b, 12), in.w / 2);
    sv->box_w = least(sv->box_w, in.w - sv->label_w);
    sv->pair_w = least(sv->pill_w + b->token_w + board_px(b, 8), sv->box_w);
    sv->pill_w = least(sv->pill_w, in.w - sv->label_w);
    for (int i = 0; i < ROWS; i++)
        sv->rows[i].box_w = texts[i].boxed ? sv->box_w : sv->pill_w;
}

void board_threads(struct board *b, struct rect box)
{
    struct rect in = board_card(b, box, board_title(b, box, "Threads (M)", "Threads"), NULL), foot;
    struct shelves sv = {.in = in};
    int32_t line = scene_line_height(b->sc, STYLE_SMALL);

    if (in.h < 3 * (b->token_h + b->space) + line)
        line = 0; /* rows come first */
    foot = rect_cut_bottom(&in, line);
    measure(b, &sv, in);
    sort_threads(b, &sv);
    share_lines(b, &sv);
    for (int32_t m = 0; m < (int32_t)b->w->ms.len; m++)
        if (sv.rows_of[m] != ROWS)
            keep(b, &sv.rows[sv.rows_of[m]], (enum row_kind)sv.rows_of[m], m);
    put_head(b, box, &sv);
    for (int row = 0; row < ROWS; row++)
        if (sv.rows[row].lines)
            put_row(b, &sv, (enum row_kind)row);
    if (foot.h)
        put_foot(b, foot);
}
