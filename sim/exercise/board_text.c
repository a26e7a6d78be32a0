#include "board_text.h"

enum { NAMES_MOST = 32, WIDTH_LEAST = 40 };

struct board {
    const struct subject *su;
    const struct world *w;
    struct sb *out;
    size_t width;
    size_t line; /* where the line begins in `out` */
};

static void begin_line(struct board *b)
{
    b->line = b->out->len;
}

static size_t column(const struct board *b)
{
    return b->out->len - b->line;
}

static void pad_to(struct board *b, size_t to)
{
    do
        sb_putc(b->out, ' ');
    while (column(b) < to);
}

/* Cuts what has grown beyond the width; an UTF-8 character is cut as a whole. */
static void end_line(struct board *b)
{
    if (column(b) > b->width) {
        size_t cut = b->line + b->width - 3;

        while (cut > b->line && (b->out->text[cut] & 0xC0) == 0x80)
            cut--;
        b->out->len = cut;
        sb_puts(b->out, "...");
    }
    while (column(b) && b->out->text[b->out->len - 1] == ' ')
        b->out->len--;
    sb_putc(b->out, '\n');
}

/* "G4 G5 G6 and 12 more", as many as fit. */
static void put_list(struct board *b, const struct world_list *list)
{
    goid names[NAMES_MOST];
    int32_t n = world_list_get(b->w, list, names, NAMES_MOST), i = 0;

    for (; i < n && column(b) + 24 < b->width; i++) {
        sb_putc(b->out, ' ');
        subject_g(b->su, names[i], b->out);
    }
    if (i < list->len)
        sb_printf(b->out, " and %d more", list->len - i);
}

static void put_running(struct board *b, const struct world_p *pp)
{
    const struct world_g *gp = world_g(b->w, pp->running);

    subject_g(b->su, pp->running, b->out);
    sb_putc(b->out, ' ');
    if (!gp)
        return;
    subject_func(b->su, gp->func, b->out);
    if (gp->at != PLACE_NONE && gp->func >= 0) {
        sb_puts(b->out, ": ");
        subject_op(b->su, gp->at, b->out);
    }
}

static void put_p(struct board *b, int32_t i)
{
    const struct world_p *pp = &b->w->ps.at[i];

    begin_line(b);
    sb_printf(b->out, "  P%d", i);
    pad_to(b, 7);
    if (pp->m != NOBODY)
        subject_m(b->su, pp->m, b->out);
    pad_to(b, 12);
    if (pp->running)
        put_running(b, pp);
    else if (pp->m == NOBODY)
        sb_puts(b->out, pp->idle ? "idle" : "has no thread yet");
    else
        sb_puts(b->out, b->w->ms.at[pp->m].spinning ? "looks for work (spinning)"
                                                    : "between two goroutines");
    pad_to(b, 48);
    sb_puts(b->out, "next ");
    if (pp->runnext)
        subject_g(b->su, pp->runnext, b->out);
    else
        sb_putc(b->out, '-');
    pad_to(b, 59);
    sb_printf(b->out, "queue %d%s", pp->ring.len, pp->ring.len ? ":" : "");
    put_list(b, &pp->ring);
    end_line(b);
}

static bool has_user(const struct board *b, const struct world_list *list)
{
    goid names[NAMES_MOST];
    int32_t n = world_list_get(b->w, list, names, NAMES_MOST);

    for (int32_t i = 0; i < n; i++) {
        const struct world_g *gp = world_g(b->w, names[i]);

        if (gp && start_is_user(gp->func))
            return true;
    }
    return false;
}

/* The rooms in which somebody of the program waits; those of the runtime's own would only hide them. */
static void put_rooms(struct board *b)
{
    for (size_t i = 0; i < b->w->rooms.len; i++) {
        const struct world_room *room = &b->w->rooms.at[i];

        if (!room->waiters.len || !has_user(b, &room->waiters))
            continue;
        begin_line(b);
        sb_puts(b->out, "  wait for ");
        subject_room(b->su, room, b->w->model, b->out);
        sb_putc(b->out, ':');
        put_list(b, &room->waiters);
        end_line(b);
    }
}

/* Threads in a call, each with its goroutine. */
static void put_calls(struct board *b)
{
    int32_t told = 0;

    if (!b->w->blocked_ms)
        return;
    begin_line(b);
    sb_printf(b->out, "  in a call (%d):", b->w->blocked_ms);
    for (size_t i = 0; i < b->w->ms.len && column(b) + 24 < b->width; i++) {
        const struct world_m *mp = &b->w->ms.at[i];

        if (mp->state != M_SYSCALL || !mp->g)
            continue;
        sb_putc(b->out, ' ');
        subject_g(b->su, mp->g, b->out);
        told++;
    }
    if (told < b->w->blocked_ms)
        sb_printf(b->out, " and %d more", b->w->blocked_ms - told);
    end_line(b);
}

void board_text(const struct subject *su, const struct world *w, int32_t width, struct sb *out)
{
    struct board b = {.su = su, .w = w, .out = out};

    b.width = width < WIDTH_LEAST ? WIDTH_LEAST : (size_t)width;
    for (int32_t i = 0; i < w->gomaxprocs; i++)
        put_p(&b, i);
    begin_line(&b);
    sb_printf(out, "  global queue %d%s", w->global.len, w->global.len ? ":" : "");
    put_list(&b, &w->global);
    end_line(&b);
    put_rooms(&b);
    put_calls(&b);
    begin_line(&b);
    sb_printf(out, "  threads %d: %d idle, %d spinning", w->threads, w->idle_ms, w->spinning_ms);
    end_line(&b);
}
