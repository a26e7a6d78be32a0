#include "tour.h"

#include "card.h"

enum { WIDE = 400, PAD = 16 };

/* ---- where the stops are ------------------------------------------------------------------------------------------------------ */

static const struct history *front(const struct ui *ui)
{
    return ui->runs[ui->front]->history;
}

static bool flagged(const void *arg, const struct event *ev)
{
    (void)arg;
    return ev->flag == 1;
}

static bool retaken(const void *arg, const struct event *ev)
{
    (void)arg;
    return ev->flag == P_STEAL_RETAKE;
}

static bool parks_idle(const void *arg, const struct event *ev)
{
    (void)arg;
    return ev->flag == PARK_IDLE;
}

static struct kinds only(enum event_kind kind)
{
    struct kinds set = {{0, 0}};

    kinds_add(&set, kind);
    return set;
}

/* The first event of a kind for which `is` says true, from a position on; -1: none. */
static int64_t first(const struct ui *ui, int64_t from, enum event_kind kind,
                     bool (*is)(const void *arg, const struct event *ev))
{
    struct kinds set = only(kind);

    return history_find(front(ui), from, false, &set, is, NULL);
}

static int64_t at_storm(const struct ui *ui)
{
    return first(ui, 0, EV_SYSCALL, NULL);
}

static int64_t at_growth(const struct ui *ui)
{
    int64_t storm = at_storm(ui);

    return storm < 0 ? -1 : first(ui, storm, EV_M_CREATE, NULL);
}

static int64_t at_handoff(const struct ui *ui)
{
    return first(ui, 0, EV_P_STEAL, retaken);
}

static int64_t at_return(const struct ui *ui)
{
    return first(ui, 0, EV_SYSCALL_RET, flagged);
}

static int64_t at_parked(const struct ui *ui)
{
    struct kinds set = only(EV_M_PARK);

    return at_return(ui) < 0
               ? -1
               : history_find(front(ui), history_len(front(ui)) - 1, true, &set, parks_idle, NULL);
}

static const struct {
    int64_t (*find)(const struct ui *ui);
    const char *title, *text;
} stops[] = {
#define X(find, title, text) {find, title, text},
#include "tour.def"
#undef X
};

enum { STOPS = sizeof stops / sizeof *stops };

void tour_go(struct ui *ui, struct tour *t, int32_t by)
{
    for (t->stop += by; t->stop >= 1 && t->stop <= STOPS; t->stop += by ? by : 1) {
        int64_t at = stops[t->stop - 1].find(ui);

        if (at < 0)
            continue;
        ui->playing = false;
        ui->tab = TAB_BOARD;
        ui_go(ui, at + 1);
        return;
    }
    if (t->stop > STOPS)
        ui_tell(ui, "That was the tour. Space plays, Right steps, ? lists all keys.");
    t->stop = 0;
}

/* ---- the card ---------------------------------------------------------------------------------------------------------------------- */

static void button(struct scene *sc, struct rect *row, int64_t by, const char *text)
{
    int32_t wide = scene_width(sc, STYLE_BOLD, text) + scene_px(sc, 24);
    struct rect box = rect_cut_right(row, wide);

    rect_cut_right(row, scene_px(sc, 6));
    sc->pick = (struct pick){PICK_COMMAND, CMD_TOUR_STOP, by};
    scene_fill(sc, box, by > 0 && by < STOPS ? COLOR_ACCENT : COLOR_RAISED, scene_px(sc, 5));
    scene_text(sc, box, STYLE_BOLD, by > 0 && by < STOPS ? COLOR_ON_ACCENT : COLOR_TEXT, CENTER,
               "%s", text);
    sc->pick = (struct pick){PICK_BLOCK, 0, 0};
}

void tour_build(struct ui *ui, const struct tour *t, struct scene *sc)
{
    int32_t pad = scene_px(sc, PAD), wide = scene_px(sc, WIDE), high, line;
    struct rect in, box, foot;

    (void)ui;
    if (t->stop < 1)
        return;
    wide = wide < sc->size.w - 2 * pad ? wide : sc->size.w - 2 * pad;
    in = (struct rect){0, 0, wide - 2 * pad, 0};
    line = scene_line_height(sc, STYLE_TITLE) + scene_px(sc, 10);
    high = scene_prose(sc, in, STYLE_BODY, COLOR_TEXT, stops[t->stop - 1].text) + 2 * line +
           2 * pad + scene_px(sc, 16);
    box = (struct rect){pad, sc->size.h - high - pad, wide, high};
    sc->layer = LAYER_POPUP;
    sc->pick = (struct pick){PICK_BLOCK, 0, 0};
    scene_fill(sc, box, COLOR_PANEL, scene_px(sc, 8));
    scene_stroke(sc, box, COLOR_ACCENT, scene_px(sc, 8), scene_px(sc, 2), false);
    in = rect_inset(box, pad);
    foot = rect_cut_bottom(&in, line);
    scene_text(sc, rect_cut_top(&in, line), STYLE_TITLE, COLOR_TEXT, LEFT, "%s",
               stops[t->stop - 1].title);
    card_prose(sc, &in, STYLE_BODY, COLOR_TEXT, stops[t->stop - 1].text);
    button(sc, &foot, 1, t->stop < STOPS ? "Next" : "Done");
    if (t->stop > 1)
        button(sc, &foot, -1, "Back");
    button(sc, &foot, STOPS, "Close");
    scene_text(sc, foot, STYLE_BODY, COLOR_DIM, LEFT, "%d of %d", t->stop, STOPS);
    sc->pick = (struct pick){PICK_NONE, 0, 0};
    sc->layer = LAYER_BASE;
}
