/* board_side.c: the global run queue, sysmon, the network poller and the timers. */
#include "board.h"

/* The list of a room, or an empty one. */
static struct world_list waiters(const struct board *b, enum room_kind kind)
{
    const struct world_room *room = world_room(b->w, kind, NOBODY);

    return room ? room->waiters : (struct world_list){0, 0, 0};
}

/* Tokens above, a word below where there is room for both. */
static void list_with_word(struct board *b, struct rect in, const struct world_list *list,
                           const char *word)
{
    int32_t line = scene_line_height(b->sc, STYLE_SMALL);
    struct rect row;

    if (in.h >= board_rows_height(b, 1) + board_px(b, 2) + line) {
        row = rect_cut_bottom(&in, line);
        scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, LEFT, "%s", word);
        rect_cut_bottom(&in, board_px(b, 2));
    }
    board_list(b, in, list, true);
}

/* Of an imported run: those who can run, in no order that a trace tells. */
void board_global(struct board *b, struct rect box)
{
    struct world_list list = b->w->derived ? waiters(b, ROOM_RUNNABLE) : b->w->global;
    struct rect in = board_card(
        b, box, b->w->derived ? "Runnable" : board_title(b, box, "Global run queue", "Global"),
        board_count(b, list.len));

    if (b->w->derived)
        list_with_word(b, in, &list, "derived: queues are not in a trace");
    else
        board_list(b, in, &list, true);
}

/* ---- sysmon --------------------------------------------------------------------------------------------------------- */

static int32_t sysmon_thread(const struct board *b)
{
    for (size_t m = 0; m < b->w->ms.len; m++)
        if (b->w->ms.at[m].role == M_SYSMON && b->w->ms.at[m].state != M_UNBORN)
            return (int32_t)m;
    return NOBODY;
}

static const char *sysmon_did(struct board *b)
{
    const struct world *w = b->w;
    const char *took = w->sysmon_retook == 1  ? "took 1 P from a thread in a call"
                       : w->sysmon_retook > 1 ? board_words(b, "took %s Ps from threads in calls",
                                                            board_count(b, w->sysmon_retook))
                                              : "found no P to take";

    return board_words(b, "Looked at {t:%lld}: %s.", (long long)w->sysmon_looked, took);
}

/* "sysmon · M1", or less where there is no room beside `right`. */
static const char *sysmon_title(struct board *b, struct rect box, int32_t m, const char *right)
{
    struct sb title = {0};
    const char *whole;

    sb_puts(&title, "sysmon");
    if (m != NOBODY) {
        sb_puts(&title, " \xC2\xB7 ");
        subject_m(b->su, m, &title);
    }
    whole = board_words(b, "%s", sb_text(&title));
    sb_free(&title);
    return scene_width(b->sc, STYLE_BOLD, whole) + scene_width(b->sc, STYLE_SMALL, right) + b->gap +
                       2 * b->pad <=
                   box.w
               ? whole
               : "sysmon";
}

void board_sysmon(struct board *b, struct rect box)
{
    const struct world *w = b->w;
    int32_t m = sysmon_thread(b);
    vtime next = w->sysmon_looked + w->sysmon_sleeps;
    bool waits = m != NOBODY && !w->sysmon_deep && w->sysmon_sleeps > 0;
    const char *right = waits && next > b->ui->t
                            ? board_words(b, "next in %s", board_span(b, next - b->ui->t))
                            : "";
    struct pick old = board_pick(b, m == NOBODY ? PICK_NONE : PICK_M, m);
    struct rect in = board_card(b, box, sysmon_title(b, box, m, right), right), bar;

    b->sc->pick = old;
    b->sum.ms_shown += m != NOBODY;
    if (m == NOBODY) {
        scene_prose(b->sc, in, STYLE_SMALL, COLOR_DIM,
                    w->derived ? "Not in a trace." : "Not started yet.");
        return;
    }
    bar = rect_cut_bottom(&in, board_px(b, 4));
    rect_cut_bottom(&in, board_px(b, 4));
    scene_prose(b->sc, in, STYLE_SMALL, COLOR_DIM,
                w->sysmon_deep         ? "Sleeps deeply: every P is idle, or the world is stopped."
                : w->sysmon_sleeps > 0 ? sysmon_did(b)
                                       : "Has not looked yet.");
    if (waits)
        board_bar(b, bar, b->ui->t - w->sysmon_looked, w->sysmon_sleeps, COLOR_SPINNING);
}

/* ---- the poller ----------------------------------------------------------------------------------------------------- */

static const char *poller_word(struct board *b)
{
    struct sb text = {0};
    const char *kept = "no thread blocks in it";

    for (size_t m = 0; m < b->w->ms.len; m++)
        if (b->w->ms.at[m].state == M_POLLS) {
            subject_m(b->su, (int32_t)m, &text);
            kept = board_words(b, "%s blocks in it", sb_text(&text));
            break;
        }
    sb_free(&text);
    return b->w->derived ? "who polls is not in a trace" : kept;
}

void board_netpoll(struct board *b, struct rect box)
{
    struct world_list list = waiters(b, ROOM_NET);
    struct rect in =
        board_card(b, box, "Netpoller", board_words(b, "%s wait", board_count(b, list.len)));

    list_with_word(b, in, &list, poller_word(b));
}

/* ---- timers --------------------------------------------------------------------------------------------------------- */

/* "12 timers: P0 8 · P1 4". */
static const char *heaps_word(struct board *b)
{
    int32_t n = world_timers(b->w);
    struct sb text = {0};
    const char *kept;

    if (n == 0)
        return b->w->derived ? "timers are not in a trace" : "no timer is set";
    sb_printf(&text, "%s in heaps:", board_count(b, n));
    for (size_t p = 0; p < b->w->ps.len; p++)
        if (b->w->ps.at[p].timers)
            sb_printf(&text, " P%zu %d", p, b->w->ps.at[p].timers);
    kept = board_words(b, "%s", sb_text(&text));
    sb_free(&text);
    return kept;
}

static const char *next_word(struct board *b, vtime when)
{
    if (when <= b->ui->t)
        return "one is due";
    return board_words(b, "next in %s", board_span(b, when - b->ui->t));
}

void board_timers(struct board *b, struct rect box)
{
    struct world_list list = waiters(b, ROOM_SLEEP);
    struct world_timer first;
    bool any = world_timers_next(b->w, &first, 1) == 1;
    struct rect in = board_card(b, box, "Timers", any ? next_word(b, first.when) : NULL);

    list_with_word(b, in, &list, heaps_word(b));
}
