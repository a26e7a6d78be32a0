/* board_arrow.c: the way of the last change, when it led from card to card: which queue was stolen from, what came from the
 * global queue. It stays until the next event, so that a still picture tells what has just moved; while tokens glide they tell
 * it themselves. It runs in the gaps between the cards, never over them. */
#include "board.h"

struct point {
    int32_t x, y;
};

/* Where an arrow leaves or enters a card: on its edge, and in the gap before it. */
struct port {
    struct point edge, gap;
    bool beside; /* the gap runs from top to bottom */
};

static bool port_of_p(const struct board *b, int64_t p, int32_t percent, struct port *out)
{
    struct rect card;
    int32_t x, bottom;

    if (p < 0 || p >= least(b->nps, b->plan.shown))
        return false;
    card = board_cell(&b->plan, (int32_t)p);
    x = card.x + card.w * percent / 100;
    bottom = card.y + card.h;
    *out = (struct port){{x, bottom}, {x, bottom + b->plan.gap / 2}, false};
    return true;
}

/* The global queue stands at the side of the Ps, or below them. */
static bool port_of_global(const struct board *b, struct port *out)
{
    struct rect card = b->plan.global;
    int32_t right = card.x + card.w, x = card.x + card.w / 2, y = card.y + card.h / 2;

    if (right <= b->plan.procs.x)
        *out = (struct port){{right, y}, {right + b->gap / 2, y}, true};
    else
        *out = (struct port){{x, card.y}, {x, card.y - b->gap / 2}, false};
    return card.w > 0;
}

static bool find_ports(const struct board *b, const struct event *ev, struct port *from,
                       struct port *to)
{
    switch ((enum event_kind)ev->kind) {
    case EV_STEAL:
        return port_of_p(b, ev->b, 66, from) && port_of_p(b, ev->p, 33, to);
    case EV_GLOBQ_GET:
        return port_of_global(b, from) && port_of_p(b, ev->b, 33, to);
    case EV_GLOBQ_PUT:
    case EV_RUNQ_OVERFLOW:
        return port_of_p(b, ev->b, 66, from) && port_of_global(b, to);
    default: /* no way from card to card */
        return false;
    }
}

static void stroke(struct board *b, struct point a, struct point c)
{
    scene_line(b->sc, a.x, a.y, c.x, c.y, COLOR_MARK, board_px(b, 2), true);
}

/* From gap to gap: along one, or by the gap between two columns of cards. */
static void connect(struct board *b, const struct port *from, const struct port *to)
{
    struct point a = from->gap, c = to->gap, turn = {c.x, a.y}, turn2;

    if (from->beside) {
        turn = (struct point){a.x, c.y};
    } else if (!to->beside && a.y != c.y) {
        turn.x = b->plan.procs.x - b->gap / 2;
        for (int32_t i = 0; i < b->plan.cols; i++) { /* the last gap before the goal */
            struct rect card = board_cell(&b->plan, i);

            if (i > 0 && card.x <= c.x)
                turn.x = card.x - b->plan.gap / 2;
        }
        turn2 = (struct point){turn.x, c.y};
        if (turn.x < b->st->area.x)
            return;
        stroke(b, a, turn);
        stroke(b, turn, turn2);
        stroke(b, turn2, c);
        return;
    }
    stroke(b, a, turn);
    stroke(b, turn, c);
}

static void head(struct board *b, const struct port *to)
{
    struct point tip = to->edge;
    int32_t size = board_px(b, 4), dx = to->gap.x > tip.x ? size : to->gap.x < tip.x ? -size : 0;
    int32_t dy = to->gap.y > tip.y ? size : to->gap.y < tip.y ? -size : 0;

    scene_line(b->sc, tip.x, tip.y, tip.x + dx + dy, tip.y + dy + dx, COLOR_MARK, board_px(b, 2),
               false);
    scene_line(b->sc, tip.x, tip.y, tip.x + dx - dy, tip.y + dy - dx, COLOR_MARK, board_px(b, 2),
               false);
}

void board_arrow(struct board *b)
{
    struct port from, to;

    if (b->w->seq == 0 || b->flights.len || !find_ports(b, &b->w->last, &from, &to))
        return;
    b->sc->layer = LAYER_FLOW;
    stroke(b, from.edge, from.gap);
    connect(b, &from, &to);
    stroke(b, to.gap, to.edge);
    head(b, &to);
    b->sc->layer = LAYER_BASE;
}
