/* player_view.c: the learner is the scheduler: goals, the legal moves, and why anybody else cannot run. */
#include <stdio.h>
#include <string.h>

#include "board_text.h"
#include "card.h"
#include "player.h"
#include "view.h"

/* arguments of PICK_PLACE */
enum { ASK_BEGIN, ASK_TAKE, ASK_GO, ASK_WHICH, ASK_UNDO, ASK_LET_GO, ASK_SAVE, ASK_BACK };
static const char *const words[] = {
    [ASK_BEGIN] = "begin", [ASK_TAKE] = "take",     [ASK_GO] = "go",     [ASK_WHICH] = "which",
    [ASK_UNDO] = "undo",   [ASK_LET_GO] = "let-go", [ASK_SAVE] = "save", [ASK_BACK] = "back"};

/* ---- parts -------------------------------------------------------------------------------------------------------------------- */

static void put_button(struct scene *sc, struct rect *in, int64_t ask, bool strong,
                       const char *text)
{
    struct rect box = rect_cut_top(in, scene_line_height(sc, STYLE_BODY) + scene_px(sc, 10));

    rect_cut_top(in, scene_px(sc, 4));
    if (box.h == 0)
        return;
    sc->pick = (struct pick){PICK_PLACE, ask, 0};
    scene_fill(sc, box, strong ? COLOR_ACCENT : COLOR_RAISED, scene_px(sc, 6));
    scene_text(sc, rect_inset(box, scene_px(sc, 4)), STYLE_BODY,
               strong ? COLOR_ON_ACCENT : COLOR_TEXT, CENTER, "%s", text);
    sc->pick = (struct pick){PICK_NONE, 0, 0};
}

/* A move, as high as its sentence. */
static void put_move(struct scene *sc, struct rect *in, const struct play_move *m, int32_t number,
                     bool marked)
{
    int32_t pad = scene_px(sc, 6), mark = scene_px(sc, 20);
    struct rect measure = {0, 0, in->w - mark - 2 * pad, 0}, box;
    int32_t high = scene_markup(sc, measure, COLOR_TEXT, m->words, 0) + 2 * pad;

    if (in->h < high)
        return;
    box = rect_cut_top(in, high);
    rect_cut_top(in, scene_px(sc, 4));
    sc->pick = (struct pick){PICK_PLACE, ASK_TAKE, number};
    scene_fill(sc, box, COLOR_RAISED, scene_px(sc, 6));
    if (marked)
        scene_stroke(sc, box, COLOR_GOOD, scene_px(sc, 6), scene_px(sc, 2), false);
    box = rect_inset(box, pad);
    scene_text(sc, rect_cut_left(&box, mark), STYLE_BOLD, COLOR_ACCENT, LEFT, "%d", number);
    scene_markup(sc, box, COLOR_TEXT, m->words, 0);
    sc->pick = (struct pick){PICK_NONE, 0, 0};
}

static void put_goals(struct scene *sc, const struct player *pl, struct rect *in)
{
    bool over = pl->question == NULL;
    int32_t met = 0, gos = 0;

    for (int32_t i = 0; i < pl->ngoals; i++) {
        const struct play_goal *goal = &pl->goals[i];
        enum color color = !over ? COLOR_TEXT : goal->met ? COLOR_GOOD : COLOR_BAD;
        struct rect row = card_row(sc, in, STYLE_BOLD);

        met += goal->met;
        gos += goal->gos;
        if (row.h == 0)
            return;
        scene_text(sc, row, STYLE_BOLD, color, LEFT, "%s%s",
                   !over       ? ""
                   : goal->met ? "met: "
                               : "missed: ",
                   goal->text);
        if (over)
            scene_text(sc, card_row(sc, in, STYLE_SMALL), STYLE_SMALL, COLOR_TEXT, LEFT, "found %s",
                       goal->found);
        if (goal->why && !(over && goal->met))
            card_prose(sc, in, STYLE_SMALL, COLOR_DIM, goal->why);
    }
    if (over && pl->ngoals)
        scene_text(sc, card_row(sc, in, STYLE_BODY), STYLE_BODY, COLOR_TEXT, LEFT,
                   "You %d of %d, Go %d of %d, in %d %s.", met, pl->ngoals, gos, pl->ngoals,
                   pl->taken, pl->taken == 1 ? "move" : "moves");
}

/* Whoever is selected on the board and cannot be made to run. */
static void put_refusal(struct frame *f, struct rect *in)
{
    struct sb text = {0};

    if (f->ui->selected.kind != PICK_G)
        return;
    board_refuse(&f->run->subject, f->now, (goid)f->ui->selected.id, &text);
    card_heading(f->sc, in, "Why not this one?");
    card_prose(f->sc, in, STYLE_BODY, COLOR_TEXT, sb_text(&text));
    sb_free(&text);
}

/* ---- the pane ------------------------------------------------------------------------------------------------------------------- */

static void put_question(struct frame *f, const struct player *pl, struct rect *in)
{
    const struct play_question *q = pl->question;

    card_heading(f->sc, in, "Your move");
    card_prose(f->sc, in, STYLE_BODY, COLOR_TEXT, play_asks(q->kind));
    card_gap(f->sc, in, 4);
    for (int32_t i = 0; i < q->nmoves; i++)
        put_move(f->sc, in, &q->moves[i], i + 1, pl->shows_go && q->moves[i].gos);
    if (f->ui->pos != q->pos)
        put_button(f->sc, in, ASK_BACK, false, "Back to the question");
}

/* What is possible now, from the foot of the card upwards. */
static struct rect cut_foot(struct scene *sc, struct rect *in, const struct player *pl)
{
    int32_t rows = pl->question ? 3 : 0;

    rows += (pl->taken > 0 || !pl->question) + (pl->taken > 0);
    return rect_cut_bottom(in, rows * (scene_line_height(sc, STYLE_BODY) + scene_px(sc, 14)));
}

static void put_foot(struct scene *sc, struct rect foot, const struct player *pl)
{
    if (pl->question) {
        put_button(sc, &foot, ASK_WHICH, false, "Which would Go take?");
        put_button(sc, &foot, ASK_GO, false, "Take Go's choice");
        put_button(sc, &foot, ASK_LET_GO, false, "Let Go play on");
    }
    if (pl->taken > 0 || !pl->question)
        put_button(sc, &foot, ASK_UNDO, !pl->question, "Undo");
    if (pl->taken > 0)
        put_button(sc, &foot, ASK_SAVE, false, "Write the choices");
}

/* A game of the run that is in front, not of one before it. */
static bool is_on(const struct frame *f, const struct player *pl)
{
    return pl->name && strcmp(pl->name, f->run->subject.name) == 0 &&
           strcmp(pl->options, f->run->subject.options) == 0;
}

static void build(struct frame *f, void *state, struct rect area)
{
    const struct player *pl = f->ui->player;
    struct rect in = card_begin(f->sc, area, "You are the scheduler", NULL), foot;

    (void)state;
    if (!pl || !f->run->subject.program) {
        card_prose(f->sc, &in, STYLE_BODY, COLOR_DIM,
                   "A trace has happened; only a scenario can be played.");
        return;
    }
    if (!is_on(f, pl)) {
        card_prose(f->sc, &in, STYLE_BODY, COLOR_TEXT,
                   "The run stops at each choice that Go leaves to chance and that makes a "
                   "difference. You choose; a click on anybody else says by which rule it is not "
                   "their turn.");
        card_gap(f->sc, &in, 6);
        put_button(f->sc, &in, ASK_BEGIN, true, "Play this scenario");
        return;
    }
    foot = cut_foot(f->sc, &in, pl);
    put_goals(f->sc, pl, &in);
    if (pl->question)
        put_question(f, pl, &in);
    else if (pl->ngoals == 0)
        card_prose(f->sc, &in, STYLE_BODY, COLOR_TEXT, "The run is over. It sets no goals.");
    if (*pl->said)
        card_prose(f->sc, &in, STYLE_SMALL, COLOR_DIM, pl->said);
    put_refusal(f, &in);
    put_foot(f->sc, foot, pl);
}

static bool input(struct ui *ui, void *state, struct rect area, const struct input *in)
{
    const struct pick *at = &ui->hover;
    char text[32];

    (void)state;
    (void)area;
    if (in->kind != INPUT_DOWN || in->button != 1 || at->kind != PICK_PLACE || !ui->player)
        return false;
    if (at->id == ASK_TAKE)
        snprintf(text, sizeof text, "take %d", (int)at->arg);
    else
        snprintf(text, sizeof text, "%s", words[at->id]);
    ui_ask(ui, REQUEST_PLAY, 0, text);
    return true;
}

static void dump(const struct ui *ui, const void *state, struct sb *out)
{
    const struct player *pl = ui->player;

    (void)state;
    if (!pl || !pl->name)
        return;
    sb_printf(out, "player: taken %d moves %d goals %d", pl->taken,
              pl->question ? pl->question->nmoves : 0, pl->ngoals);
    for (int32_t i = 0; i < pl->ngoals && !pl->question; i++)
        sb_printf(out, " %s", pl->goals[i].met ? "met" : "missed");
    sb_putc(out, '\n');
}

const struct view_ops player_view = {.build = build, .input = input, .dump = dump};
