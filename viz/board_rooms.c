/* board_rooms.c: who waits for what: a room for each object, then one for each reason without an object; what only the runtime
 * waits for stands in one room together.
 *
 * Few waiters stand beside the name of their room, many below it. Rooms that do not fit are counted with all that wait in
 * them; the wheel brings them up. */
#include "board.h"

/* More rows than any screen has are not even named. */
enum { ROWS_MAX = 256, COLUMN = 46 /* percent of the width for names */, NAME_MOST = 62 };

/* A row: a room, or several of the runtime's. */
struct shelved {
    const struct world_room *room; /* NULL: several */
    const struct board_lists *lists;
    int32_t waiters;
    const char *name;
    bool beside; /* the tokens stand beside the name, */
    int32_t at;  /* so far from the left */
    int32_t h;
};

struct shelf {
    struct shelved rows[ROWS_MAX];
    struct board_lists lists[ROWS_MAX];
    int32_t n, skip;
    int64_t rooms, waiters; /* of all rooms: rows they would take */
};

/* ---- which rooms ----------------------------------------------------------------------------------------------------- */

/* Whether a room has a card of its own on this board. */
static bool stands_elsewhere(const struct board *b, const struct world_room *room)
{
    switch ((enum room_kind)room->kind) {
    case ROOM_SLEEP:
        return b->plan.timers.w > 0;
    case ROOM_NET:
        return b->plan.netpoll.w > 0;
    case ROOM_RUNNABLE:
        return true;
    case ROOM_OBJECT:
    case ROOM_OTHER:
        break;
    }
    return false;
}

static bool is_runtimes(const struct world_room *room)
{
    if (room->kind != ROOM_OTHER)
        return false;
    switch (room->reason) {
    case WAIT_GC_SWEEP:
    case WAIT_GC_SCAVENGE:
    case WAIT_FINALIZER:
    case WAIT_CLEANUP:
    case WAIT_FORCE_GC:
    case WAIT_UPDATER:
    case WAIT_GC_WORKER:
    case WAIT_GC_WORKER_ON:
    case WAIT_TRACE_READER:
        return true;
    default:
        return false;
    }
}

static const struct object *object_of(const struct board *b, const struct world_room *room)
{
    const struct program *p = b->su->program;

    return room->kind == ROOM_OBJECT && p && room->object >= 0 && room->object < p->nobjects
               ? &p->objects[room->object]
               : NULL;
}

/* "chan jobs 3/10": how much is in its buffer. */
static const char *room_name(struct board *b, const struct world_room *room)
{
    const struct object *object = object_of(b, room);
    struct sb text = {0};
    const char *kept;

    subject_room(b->su, room, b->w->model, &text);
    if (object && object->kind == OBJ_CHAN && object->n > 0)
        sb_printf(&text, " %lld/%lld", (long long)room->buffered, (long long)object->n);
    kept = board_words(b, "%s", sb_text(&text));
    sb_free(&text);
    return kept;
}

/* Adds a row, unless the wheel has passed it by. */
static void add_row(struct board *b, struct shelf *sh, const struct world_room *room,
                    const struct board_lists *lists, int32_t waiters)
{
    struct shelved *row = &sh->rows[sh->n];

    if (waiters == 0)
        return;
    sh->rooms++;
    sh->waiters += waiters;
    if (sh->rooms <= sh->skip || sh->n == ROWS_MAX)
        return;
    sh->lists[sh->n] = *lists;
    *row = (struct shelved){.room = room, .lists = &sh->lists[sh->n], .waiters = waiters};
    row->name = room ? room_name(b, room) : "the runtime's";
    sh->n++;
}

static void find_rows(struct board *b, struct shelf *sh)
{
    struct board_lists own = {.n = 0};
    int32_t owned = 0;

    for (size_t i = 0; i < b->w->rooms.len; i++) {
        const struct world_room *room = &b->w->rooms.at[i];
        struct board_lists one = {.at = {&room->waiters}, .n = 1};

        if (room->waiters.len == 0 || stands_elsewhere(b, room))
            continue;
        if (is_runtimes(room)) {
            own.at[own.n++] = &room->waiters;
            owned += room->waiters.len;
        } else {
            add_row(b, sh, room, &one, room->waiters.len);
        }
    }
    add_row(b, sh, NULL, &own, owned);
}

/* ---- on the card ------------------------------------------------------------------------------------------------------ */

/* Where the tokens of a row begin that stand beside the name: in a column, unless the name is longer. */
static int32_t tokens_at(struct board *b, const struct shelved *row, int32_t width)
{
    int32_t name = scene_width(b->sc, STYLE_SMALL, row->name) + b->space;

    return least(most(width * COLUMN / 100, name), width * NAME_MOST / 100);
}

/* Heights of all rows; their sum. `tight`: each takes one line, however many wait. */
static int32_t measure(struct board *b, struct shelf *sh, int32_t width, bool tight)
{
    int32_t line = scene_line_height(b->sc, STYLE_SMALL), sum = 0;

    for (int32_t i = 0; i < sh->n; i++) {
        struct shelved *row = &sh->rows[i];

        row->at = tokens_at(b, row, width);
        row->beside = tight || row->waiters <= board_row_tokens(b, width - row->at);
        row->h = row->beside ? b->token_h : line + board_px(b, 2) + b->token_h;
        sum += row->h + (i ? b->space : 0);
    }
    return sum;
}

static void put_count(struct board *b, struct rect *row, int32_t n)
{
    const char *figure = board_count(b, n);
    int32_t w = scene_width(b->sc, STYLE_SMALL, figure);

    scene_text(b->sc, rect_cut_right(row, w), STYLE_SMALL, COLOR_DIM, RIGHT, "%s", figure);
    rect_cut_right(row, b->space);
}

static void put_row(struct board *b, struct rect box, const struct shelved *row)
{
    bool lit = row->room && row->room == b->light.room;
    struct pick old = b->sc->pick;
    struct rect tokens, name = box;

    if (row->room && row->room->kind == ROOM_OBJECT)
        board_pick(b, PICK_OBJECT, row->room->object);
    if (lit)
        scene_fill(b->sc, rect_inset(box, -board_px(b, 2)), COLOR_RAISED, board_px(b, 4));
    tokens =
        row->beside ? rect_cut_right(&name, box.w - row->at) : rect_cut_bottom(&name, b->token_h);
    if (!row->beside) {
        name.h -= board_px(b, 2);
        put_count(b, &name, row->waiters);
    }
    rect_cut_right(&name, row->beside ? b->space : 0);
    scene_text(b->sc, name, STYLE_SMALL, lit ? COLOR_TEXT : COLOR_DIM, LEFT, "%s", row->name);
    b->sc->pick = old;
    board_list_all(b, tokens, row->lists, false);
}

static void put_fold(struct board *b, struct rect foot, int64_t rooms, int64_t waiters)
{
    struct pick old = b->sc->pick;

    b->sum.gs_folded += waiters;
    if (rooms == 0)
        return;
    b->sc->pick = (struct pick){PICK_PLACE, FOLD_ROOMS, waiters};
    scene_text(b->sc, foot, STYLE_SMALL, COLOR_DIM, LEFT, "+ %s more %s, %s waiting",
               board_count(b, rooms), rooms == 1 ? "room" : "rooms", board_count(b, waiters));
    b->sc->pick = old;
}

static void put_rows(struct board *b, struct rect in, struct shelf *sh)
{
    int32_t line = scene_line_height(b->sc, STYLE_SMALL), i = 0;
    bool all = sh->n == sh->rooms;
    bool fits =
        (measure(b, sh, in.w, false) <= in.h && all) || (measure(b, sh, in.w, true) <= in.h && all);
    struct rect foot = {0};
    int64_t waiters = sh->waiters;

    if (!fits) {
        foot = rect_cut_bottom(&in, line);
        rect_cut_bottom(&in, board_px(b, 2));
    }
    for (; i < sh->n && sh->rows[i].h <= in.h; i++) {
        put_row(b, rect_cut_top(&in, sh->rows[i].h), &sh->rows[i]);
        rect_cut_top(&in, b->space);
        waiters -= sh->rows[i].waiters;
    }
    put_fold(b, foot, sh->rooms - i, waiters);
}

void board_rooms(struct board *b, struct rect box)
{
    struct shelf *sh = ARENA_NEW(&b->sc->arena, struct shelf);
    struct rect in;

    b->st->rooms = box;
    sh->skip = b->st->rooms_skipped;
    find_rows(b, sh);
    if (sh->n == 0 &&
        sh->rooms > 0) { /* fewer rooms than when the wheel was turned: the last of them */
        b->st->rooms_skipped = (int32_t)sh->rooms - 1;
        *sh = (struct shelf){.skip = b->st->rooms_skipped};
        find_rows(b, sh);
    }
    in = board_card(b, box, board_title(b, box, "Waiting rooms", "Waiting"),
                    board_count(b, sh->waiters));
    if (sh->rooms == 0)
        board_note(b, &in, "nobody waits");
    put_rows(b, in, sh);
}
