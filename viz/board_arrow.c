/* board_arrow.c: the last change as a dashed arrow from where to where: whom a goroutine woke, which queue was stolen from. It
 * stays until the next event, so that a still picture tells what has just moved; while tokens glide they tell it themselves. */
#include "board.h"

enum { PIECES = 16, UNIT = 256 };

/* The ends of an arrow; of no width: unknown. */
struct ends {
    struct rect from, to;
};

/* Where a goroutine's token is, if this frame shows it. */
static struct rect token_of(const struct board *b, goid g)
{
    const struct board_spot *spot = g > 0 ? gtable_find(&b->st->spots, g) : NULL;

    return spot && spot->frame == b->st->frame ? spot->box : (struct rect){0};
}

static struct rect card_of(const struct board *b, int64_t p)
{
    return p >= 0 && p < least(b->nps, b->plan.shown) ? board_cell(&b->plan, (int32_t)p)
                                                      : (struct rect){0};
}

static struct ends ends_of(const struct board *b, const struct event *ev)
{
    switch ((enum event_kind)ev->kind) {
    case EV_GO_CREATE:
        return (struct ends){token_of(b, ev->g), token_of(b, (goid)ev->a)};
    case EV_GO_READY:
        return (struct ends){token_of(b, (goid)ev->a), token_of(b, ev->g)};
    case EV_STEAL:
        return (struct ends){card_of(b, ev->b), card_of(b, ev->p)};
    case EV_GLOBQ_GET:
        return (struct ends){b->plan.global, card_of(b, ev->b)};
    case EV_GLOBQ_PUT:
    case EV_RUNQ_OVERFLOW:
        return (struct ends){card_of(b, ev->b), b->plan.global};
    default: /* what has no way from one place to another */
        return (struct ends){{0}, {0}};
    }
}

struct point {
    int32_t x, y;
};

/* Of a card that is high its lower part, where queues are; of a token the middle. */
static struct point anchor(const struct board *b, struct rect r)
{
    bool card = r.h > 2 * b->token_h;

    return (struct point){r.x + r.w / 2, card ? r.y + r.h * 2 / 3 : r.y + r.h / 2};
}

/* A point of an arc over the straight way; not above the area. */
static struct point on_arc(struct point a, struct point c, int32_t rise, int32_t part)
{
    return (struct point){a.x + (c.x - a.x) * part / UNIT,
                          a.y + (c.y - a.y) * part / UNIT -
                              4 * rise * part / UNIT * (UNIT - part) / UNIT};
}

/* Two strokes at the end, back along the last piece of the way. */
static void head(struct board *b, struct point at, struct point before)
{
    int32_t size = board_px(b, 7), thick = board_px(b, 2), dx = at.x - before.x,
            dy = at.y - before.y;
    int32_t len = most(dx < 0 ? -dx : dx, dy < 0 ? -dy : dy);

    if (len == 0)
        return;
    dx = dx * size / len;
    dy = dy * size / len;
    scene_line(b->sc, at.x, at.y, at.x - dx + dy / 2, at.y - dy - dx / 2, COLOR_MARK, thick, false);
    scene_line(b->sc, at.x, at.y, at.x - dx - dy / 2, at.y - dy + dx / 2, COLOR_MARK, thick, false);
}

void board_arrow(struct board *b)
{
    struct ends ends = ends_of(b, &b->w->last);
    struct point from, to, at, next;
    int32_t rise;

    if (b->w->seq == 0 || b->flights.len || ends.from.w == 0 || ends.to.w == 0 ||
        (ends.from.x == ends.to.x && ends.from.y == ends.to.y))
        return;
    from = at = anchor(b, ends.from);
    to = anchor(b, ends.to);
    rise = least(most((from.x < to.x ? to.x - from.x : from.x - to.x) / 8, board_px(b, 6)),
                 least(from.y, to.y) - b->st->area.y);
    b->sc->layer = LAYER_FLOW;
    for (int32_t i = 1; i <= PIECES; i++, at = next) {
        next = on_arc(from, to, rise, i * UNIT / PIECES);
        if (i % 2)
            scene_line(b->sc, at.x, at.y, next.x, next.y, COLOR_MARK, board_px(b, 2), false);
        if (i == PIECES)
            head(b, next, at);
    }
    b->sc->layer = LAYER_BASE;
}
