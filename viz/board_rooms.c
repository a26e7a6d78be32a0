/* board_rooms.c: who waits for what: a room for each object, then one for each reason without an object; what only the runtime
 * waits for stands in one room together.
 *
 * Few waiters stand beside the name of their room, many below it. Rooms that do not fit are counted with all that wait in
 * them; the wheel brings them up. */
#include "board.h"

/* What of the card's height is used up, and what had no place. */
struct shelf {
    struct rect in;
    int64_t rooms, waiters; /* in the fold */
    int32_t skip;           /* rooms still to be passed over, above */
    bool full;
};

/* A row: a room, or several of the runtime's. */
struct shelved {
    const struct world_room *room; /* NULL: several */
    struct board_lists lists;
    int32_t waiters;
    const char *name;
};

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
        sb_printf(&text, "  %lld/%lld", (long long)room->buffered, (long long)object->n);
    kept = board_words(b, "%s", sb_text(&text));
    sb_free(&text);
    return kept;
}

static void put_count(struct board *b, struct rect *row, int32_t n)
{
    const char *figure = board_count(b, n);
    int32_t w = scene_width(b->sc, STYLE_SMALL, figure);

    scene_text(b->sc, rect_cut_right(row, w), STYLE_SMALL, COLOR_DIM, RIGHT, "%s", figure);
    rect_cut_right(row, b->space);
}

/* One row, or two: a name, and the tokens beside or below it. False: no room for it. */
static bool put_row(struct board *b, struct shelf *sh, const struct shelved *one)
{
    int32_t line = scene_line_height(b->sc, STYLE_SMALL), beside = sh->in.w * 54 / 100;
    bool flat = one->waiters <= board_row_tokens(b, beside);
    int32_t h = flat ? b->token_h : line + board_px(b, 2) + b->token_h;
    struct rect row, tokens;
    bool lit = one->room && one->room == b->light.room;

    if (sh->full || h > sh->in.h)
        return false;
    row = rect_cut_top(&sh->in, h);
    rect_cut_top(&sh->in, b->space);
    if (one->room && one->room->kind == ROOM_OBJECT)
        board_pick(b, PICK_OBJECT, one->room->object);
    if (lit)
        scene_fill(b->sc, rect_inset(row, -board_px(b, 2)), COLOR_RAISED, board_px(b, 4));
    tokens = flat ? rect_cut_right(&row, beside) : rect_cut_bottom(&row, b->token_h);
    if (!flat) {
        row.h = line;
        put_count(b, &row, one->waiters);
    }
    scene_text(b->sc, row, STYLE_SMALL, lit ? COLOR_TEXT : COLOR_DIM, LEFT, "%s", one->name);
    b->sc->pick = (struct pick){.kind = PICK_NONE};
    board_list_all(b, tokens, &one->lists, false);
    return true;
}

static void shelve(struct board *b, struct shelf *sh, const struct shelved *one)
{
    if (one->waiters == 0)
        return;
    if (sh->skip > 0)
        sh->skip--;
    else if (put_row(b, sh, one))
        return;
    else
        sh->full = true;
    sh->rooms++;
    sh->waiters += one->waiters;
}

static bool is_shown(const struct board *b, const struct world_room *room)
{
    return room->waiters.len > 0 && !stands_elsewhere(b, room);
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

static void shelve_all(struct board *b, struct shelf *sh)
{
    struct shelved own = {.name = "the runtime's own"};

    for (size_t i = 0; i < b->w->rooms.len; i++) {
        const struct world_room *room = &b->w->rooms.at[i];
        struct shelved one = {.room = room, .lists = {{&room->waiters}, 1}};

        if (!is_shown(b, room))
            continue;
        if (is_runtimes(room)) {
            own.lists.at[own.lists.n++] = &room->waiters;
            own.waiters += room->waiters.len;
        } else {
            one.waiters = room->waiters.len;
            one.name = sh->full ? "" : room_name(b, room);
            shelve(b, sh, &one);
        }
    }
    shelve(b, sh, &own);
}

/* Rows there are, and who waits in them. */
struct tally {
    int64_t rooms, waiters;
};

static struct tally count_rooms(const struct board *b)
{
    struct tally t = {0, 0};
    bool own = false;

    for (size_t i = 0; i < b->w->rooms.len; i++) {
        const struct world_room *room = &b->w->rooms.at[i];

        if (is_shown(b, room)) {
            t.rooms += !is_runtimes(room);
            own = own || is_runtimes(room);
            t.waiters += room->waiters.len;
        }
    }
    t.rooms += own;
    return t;
}

void board_rooms(struct board *b, struct rect box)
{
    struct tally all = count_rooms(b);
    struct rect in = board_card(b, box, board_title(b, box, "Waiting rooms", "Waiting"),
                                board_count(b, all.waiters)),
                foot;
    int32_t line = scene_line_height(b->sc, STYLE_SMALL);
    struct shelf sh = {.skip = b->st->rooms_skipped};
    struct pick old;

    b->st->rooms = box;
    if (all.rooms == 0) {
        board_note(b, &in, "nobody waits");
        return;
    }
    if (sh.skip >= all.rooms)
        sh.skip = b->st->rooms_skipped = (int32_t)all.rooms - 1;
    foot = rect_cut_bottom(&in, line);
    rect_cut_bottom(&in, board_px(b, 2));
    sh.in = in;
    shelve_all(b, &sh);
    b->sum.gs_folded += sh.waiters;
    if (sh.rooms == 0)
        return;
    old = b->sc->pick;
    b->sc->pick = (struct pick){PICK_PLACE, FOLD_ROOMS, sh.waiters};
    scene_text(b->sc, foot, STYLE_SMALL, COLOR_DIM, LEFT, "+ %s more %s, %s waiting",
               board_count(b, sh.rooms), sh.rooms == 1 ? "room" : "rooms",
               board_count(b, sh.waiters));
    b->sc->pick = old;
}
