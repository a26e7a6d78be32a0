/* board_glide.c: tokens on their way. Between two frames a token that has another place glides there, so that the eye can
 * follow it: along an arc with a dashed trail when it is far, straight when a queue moves up by one. What moved while many
 * events passed is not shown moving: it would tell of a way that nothing went. Without a clock (a picture) nothing moves. */
#include "board.h"

enum {
    FEW_EVENTS = 4,   /* a step: glides in its own time */
    MANY_EVENTS = 64, /* more than so many between two frames: nothing glides */
    MOVES_MAX = 160,  /* a group; the others stand where they belong at once */
    TRAILS_MAX = 12,  /* of a group only some leave a trail */
    TRAIL_DOTS = 24,  /* half of them are drawn */
    UNIT = 1024
};

static int32_t between(int32_t from, int32_t to, int64_t part)
{
    return from + (int32_t)((to - from) * part / UNIT);
}

/* Starts and ends softly: 3p^2 - 2p^3. */
static int64_t ease(int64_t part)
{
    return part * part * (INT64_C(3) * UNIT - 2 * part) / (INT64_C(1) * UNIT * UNIT);
}

/* A point of the way: an arc that rises by a part of its length, if it is far, and not out of the board. */
static struct rect on_way(const struct board_flight *fl, int64_t part)
{
    struct rect at = fl->to;

    at.x = between(fl->from.x, fl->to.x, part);
    at.y = between(fl->from.y, fl->to.y, part) -
           (int32_t)(4 * part * fl->rise / UNIT * (UNIT - part) / UNIT);
    return at;
}

static bool same_rect(struct rect x, struct rect y)
{
    return x.x == y.x && x.y == y.y && x.w == y.w && x.h == y.h;
}

/* How long a move takes in this frame: not at all when the whole picture is another one. */
static int64_t glide_time(const struct board *b, struct rect area)
{
    const struct board_state *st = b->st;
    int64_t events = b->ui->pos - st->pos;

    events = events < 0 ? -events : events;
    if (b->ui->clock == 0 || st->run != b->run || st->token_w != b->token_w ||
        !same_rect(st->area, area) || events > MANY_EVENTS)
        return 0;
    return events > FEW_EVENTS ? UI_GLIDE / 2 : UI_GLIDE;
}

void board_glide_begin(struct board *b, struct rect area)
{
    struct board_state *st = b->st;

    if (!st->ready) {
        gtable_init(&st->spots, sizeof(struct board_spot));
        st->ready = true;
    }
    b->glide = glide_time(b, area);
    st->frame++;
    st->pos = b->ui->pos;
    st->run = b->run;
    st->area = area;
    st->token_w = b->token_w;
}

/* Where a spot's token is now. */
static struct board_flight flight_of(const struct board *b, const struct board_spot *spot, goid g)
{
    struct board_flight fl = {.g = g, .from = spot->from, .to = spot->box, .at = spot->box};
    int64_t part = UNIT;
    int32_t dx = fl.to.x - fl.from.x, dy = fl.to.y - fl.from.y;

    if (spot->began != NOT_MOVING && b->glide)
        part = (b->ui->clock - spot->began) * UNIT / b->glide;
    dx = dx < 0 ? -dx : dx;
    fl.far = dx + (dy < 0 ? -dy : dy) > 3 * b->token_w;
    if (fl.far)
        fl.rise = least(least(dx / 6, 3 * b->token_h), least(fl.from.y, fl.to.y) - b->st->area.y);
    if (part < UNIT)
        fl.at = on_way(&fl, ease(part < 0 ? 0 : part));
    return fl;
}

bool board_glide(struct board *b, struct rect box, goid g, const struct world_g *gp)
{
    struct board_spot *spot = gtable_at(&b->st->spots, g);
    bool known = spot->frame == b->st->frame - 1 && spot->frame > 0;
    struct board_flight fl;

    *VEC_PUSH(&b->shown) = g;
    if (!known || !b->glide) {
        *spot = (struct board_spot){.began = NOT_MOVING};
    } else if (!same_rect(spot->box, box) && b->moves < MOVES_MAX) {
        spot->from = flight_of(b, spot, g).at;
        spot->began = b->ui->clock;
        b->moves++;
    } else if (!same_rect(spot->box, box)) {
        spot->began = NOT_MOVING;
    }
    spot->box = box;
    spot->place = gp->place;
    spot->frame = b->st->frame;
    if (spot->began == NOT_MOVING)
        return false;
    fl = flight_of(b, spot, g);
    if (b->ui->clock - spot->began >= b->glide) {
        spot->began = NOT_MOVING;
        return false;
    }
    fl.color = (uint8_t)board_color(b, gp);
    *VEC_PUSH(&b->flights) = fl;
    return true;
}

static void trail(struct board *b, const struct board_flight *fl)
{
    struct rect last = fl->from;
    int32_t w = last.w / 2, h = last.h / 2;

    for (int i = 1; i <= TRAIL_DOTS; i++) {
        struct rect next = on_way(fl, (int64_t)i * UNIT / TRAIL_DOTS);

        if (i % 2)
            scene_line(b->sc, last.x + w, last.y + h, next.x + w, next.y + h, COLOR_ACCENT,
                       board_px(b, 2), false);
        last = next;
    }
}

/* Forgets the tokens that were shown in the frame before and are not in this one. */
static void forget(struct board *b)
{
    struct board_state *st = b->st;

    for (size_t i = 0; i < st->shown.len; i++) {
        struct board_spot *spot = gtable_find(&st->spots, st->shown.at[i]);

        if (spot && spot->frame != st->frame)
            gtable_drop(&st->spots, st->shown.at[i]);
    }
    st->shown.len = 0;
    for (size_t i = 0; i < b->shown.len; i++)
        *VEC_PUSH(&st->shown) = b->shown.at[i];
}

void board_glide_end(struct board *b)
{
    int32_t trails = 0;

    b->sc->layer = LAYER_TOKEN;
    for (size_t i = 0; i < b->flights.len; i++)
        if (b->flights.at[i].far && trails++ < TRAILS_MAX)
            trail(b, &b->flights.at[i]);
    for (size_t i = 0; i < b->flights.len; i++)
        board_flight_draw(b, &b->flights.at[i]);
    b->sc->layer = LAYER_BASE;
    forget(b);
    free(b->flights.at);
    free(b->shown.at);
}

void board_glide_deinit(struct board_state *st)
{
    if (st->ready)
        gtable_deinit(&st->spots);
    free(st->shown.at);
}
