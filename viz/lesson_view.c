/* lesson_view.c: find-the-bug exercises beside the board: predict, observe, fix, explain. */
#include <stdio.h>
#include <string.h>

#include "card.h"
#include "lesson.h"
#include "markdown.h"
#include "view.h"

enum { WHEEL_NOTCH = 120 };
enum page { PAGE_STORY, PAGE_PREDICT, PAGE_OBSERVE, PAGE_FIX, PAGE_EXPLAIN, PAGES };

/* arguments of PICK_PLACE */
enum {
    ASK_OPEN,
    ASK_LIST,
    ASK_PAGE,
    ASK_ANSWER,
    ASK_EVIDENCE,
    ASK_RUN,
    ASK_CHECK,
    ASK_HINT,
    ASK_EXPLAIN,
    ASK_RESET,
    ASK_START
};

struct lesson_pane {
    enum page page;
    int32_t scroll, most; /* pixels; of the text that is longer than the pane */
    int64_t serial;       /* of the lesson that was shown */
    int number;           /* of its exercise */
};

/* ---- parts ------------------------------------------------------------------------------------------------------------------ */

static void put_button(struct scene *sc, struct rect box, int64_t ask, int64_t arg, bool strong,
                       const char *text)
{
    sc->pick = (struct pick){PICK_PLACE, ask, arg};
    scene_fill(sc, box, strong ? COLOR_ACCENT : COLOR_RAISED, scene_px(sc, 6));
    scene_text(sc, rect_inset(box, scene_px(sc, 5)), STYLE_BOLD,
               strong ? COLOR_ON_ACCENT : COLOR_TEXT, strong ? CENTER : LEFT, "%s", text);
    sc->pick = (struct pick){PICK_NONE, 0, 0};
}

static struct rect next_button(struct scene *sc, struct rect *rest)
{
    struct rect box = rect_cut_top(rest, scene_line_height(sc, STYLE_BOLD) + scene_px(sc, 12));

    rect_cut_top(rest, scene_px(sc, 5));
    return box;
}

/* Text that may be longer than what is left: the wheel scrolls it. */
static void put_text(struct scene *sc, struct lesson_pane *pane, struct rect *rest,
                     const char *text)
{
    int32_t high = markdown_put(sc, (struct rect){0, 0, rest->w, 0}, text, 0);

    pane->most = high > rest->h ? high - rest->h : 0;
    if (pane->scroll > pane->most)
        pane->scroll = pane->most;
    markdown_put(sc, *rest, text, pane->scroll);
    rect_cut_top(rest, high);
}

/* ---- the list ----------------------------------------------------------------------------------------------------------------- */

static void put_list(struct scene *sc, const struct lesson *l, struct rect area)
{
    struct rect in = card_begin(sc, area, "Find the bug", "a click opens one");
    int32_t done = 0;

    for (int32_t i = 0; i < l->nrows; i++)
        done += strcmp(l->rows[i].step, "done") == 0;
    scene_text(sc, card_row(sc, &in, STYLE_BODY), STYLE_BODY, COLOR_DIM, LEFT,
               "%d of %d done. Each takes 10 to 20 minutes.", done, l->nrows);
    card_gap(sc, &in, 6);
    for (int32_t i = 0; i < l->nrows; i++) {
        struct rect box = next_button(sc, &in), step;
        char title[128];

        if (box.h == 0)
            break;
        step = rect_inset(box, scene_px(sc, 5));
        step = rect_cut_right(&step, scene_px(sc, 70));
        snprintf(title, sizeof title, "%d  %s", l->rows[i].number, l->rows[i].title);
        sc->pick = (struct pick){PICK_PLACE, ASK_OPEN, l->rows[i].number};
        scene_fill(sc, box, COLOR_RAISED, scene_px(sc, 6));
        box = rect_inset(box, scene_px(sc, 5));
        rect_cut_right(&box, scene_px(sc, 76));
        scene_text(sc, box, STYLE_BODY, COLOR_TEXT, LEFT, "%s", title);
        scene_text(sc, step, STYLE_SMALL,
                   strcmp(l->rows[i].step, "done") == 0 ? COLOR_GOOD : COLOR_DIM, RIGHT, "%s",
                   l->rows[i].step);
        sc->pick = (struct pick){PICK_NONE, 0, 0};
    }
}

/* ---- the pages ---------------------------------------------------------------------------------------------------------------- */

static void put_story(struct scene *sc, struct lesson_pane *pane, const struct lesson *l,
                      struct rect in)
{
    struct rect foot = rect_cut_bottom(&in, scene_line_height(sc, STYLE_BOLD) + scene_px(sc, 12));

    rect_cut_bottom(&in, scene_px(sc, 6));
    put_text(sc, pane, &in, l->ex->story);
    if (l->step == LESSON_START)
        put_button(sc, foot, ASK_START, l->ex->number, true, "Start");
    else
        put_button(sc, foot, ASK_PAGE, PAGE_PREDICT, true, "Next: predict");
}

static void put_answer(struct scene *sc, const struct lesson *l, struct rect *in, int32_t i)
{
    int32_t mark = scene_px(sc, 22), pad = scene_px(sc, 6);
    struct rect measure = {0, 0, in->w - mark - 2 * pad, 0}, box, text;
    int32_t high = scene_markup(sc, measure, COLOR_TEXT, l->ex->answers[i].text, 0) + 2 * pad;
    bool chosen = l->answer == i + 1;

    if (in->h < high)
        return;
    box = text = rect_cut_top(in, high);
    rect_cut_top(in, scene_px(sc, 4));
    sc->pick = (struct pick){PICK_PLACE, ASK_ANSWER, i + 1};
    scene_fill(sc, box, COLOR_RAISED, scene_px(sc, 6));
    if (chosen)
        scene_stroke(sc, box, l->ex->answers[i].right ? COLOR_GOOD : COLOR_BAD, scene_px(sc, 6),
                     scene_px(sc, 2), false);
    text = rect_inset(text, pad);
    scene_text(sc, rect_cut_left(&text, mark), STYLE_BOLD, COLOR_ACCENT, LEFT, "%d", i + 1);
    scene_markup(sc, text, COLOR_TEXT, l->ex->answers[i].text, 0);
    sc->pick = (struct pick){PICK_NONE, 0, 0};
}

static void put_predict(struct scene *sc, struct lesson_pane *pane, const struct lesson *l,
                        struct rect in)
{
    rect_cut_top(&in, scene_markup(sc, in, COLOR_TEXT, l->ex->question, 0));
    card_gap(sc, &in, 6);
    for (int32_t i = 0; i < l->ex->nanswers; i++)
        put_answer(sc, l, &in, i);
    if (l->answer)
        put_text(sc, pane, &in, l->ex->answers[l->answer - 1].feedback);
}

static void put_said(struct scene *sc, struct lesson_pane *pane, const struct lesson *l,
                     struct rect in)
{
    struct sb fenced = {0};

    if (!l->said || !*l->said)
        return;
    if (l->said_is_text)
        sb_printf(&fenced, "```\n%s\n```\n", l->said);
    else
        sb_puts(&fenced, l->said);
    put_text(sc, pane, &in, sb_text(&fenced));
    sb_free(&fenced);
}

static void put_observe(struct scene *sc, struct lesson_pane *pane, const struct lesson *l,
                        struct rect in)
{
    put_button(sc, next_button(sc, &in), ASK_RUN, l->ex->number, true, "Run it, and watch it here");
    for (int32_t i = 0; i < l->ex->nevidence; i++)
        put_button(sc, next_button(sc, &in), ASK_EVIDENCE, i + 1, false, l->ex->evidence[i].title);
    put_said(sc, pane, l, in);
}

static void put_fix(struct scene *sc, struct lesson_pane *pane, const struct lesson *l,
                    struct rect in)
{
    struct sb text = {0};
    char hint[48];

    sb_printf(&text, "Edit `%s` in your editor, save it, then:", l->file ? l->file : "bug.json");
    rect_cut_top(&in, scene_markup(sc, in, COLOR_TEXT, sb_text(&text), 0));
    card_gap(sc, &in, 6);
    put_button(sc, next_button(sc, &in), ASK_CHECK, l->ex->number, true, "Check my fix");
    if (l->hints < l->ex->nhints) {
        snprintf(hint, sizeof hint, "Hint %d of %d", l->hints + 1, l->ex->nhints);
        put_button(sc, next_button(sc, &in), ASK_HINT, l->ex->number, false, hint);
    }
    put_button(sc, next_button(sc, &in), ASK_RESET, l->ex->number, false,
               "Begin again (your file is kept beside)");
    sb_clear(&text);
    for (int32_t i = 0; i < l->hints && i < l->ex->nhints; i++)
        sb_printf(&text, "**Hint %d:** %s\n\n", i + 1, l->ex->hints[i]);
    if (l->said && *l->said && !l->said_is_text)
        sb_puts(&text, l->said);
    put_text(sc, pane, &in, sb_text(&text));
    sb_free(&text);
}

static void put_explain(struct scene *sc, struct lesson_pane *pane, const struct lesson *l,
                        struct rect in)
{
    struct sb text = {0};

    if (l->step < LESSON_EXPLAIN) {
        scene_markup(sc, in, COLOR_DIM, "The explanation comes with the fix.", 0);
        return;
    }
    if (l->step == LESSON_EXPLAIN)
        put_button(sc, next_button(sc, &in), ASK_EXPLAIN, l->ex->number, true,
                   "I have read it: done");
    sb_puts(&text, l->ex->explanation);
    for (int32_t i = 0; i < l->ex->nreferences; i++)
        sb_printf(&text, "\n- %s", l->ex->references[i]);
    put_text(sc, pane, &in, sb_text(&text));
    sb_free(&text);
}

/* ---- the pane ------------------------------------------------------------------------------------------------------------------ */

static void put_pages(struct scene *sc, const struct lesson_pane *pane, struct rect *in)
{
    static const char *const names[] = {"Story", "Predict", "Observe", "Fix", "Explain"};
    struct rect row = rect_cut_top(in, scene_line_height(sc, STYLE_BOLD) + scene_px(sc, 10));
    int32_t wide = row.w / (PAGES + 1);

    for (int i = -1; i < PAGES; i++) { /* before the pages: back to the list */
        struct rect box = rect_cut_left(&row, wide);
        bool on = (int)pane->page == i;

        rect_cut_right(&box, scene_px(sc, 3));
        sc->pick = (struct pick){PICK_PLACE, i < 0 ? ASK_LIST : ASK_PAGE, i};
        scene_fill(sc, box, on ? COLOR_ACCENT : COLOR_RAISED, scene_px(sc, 5));
        scene_text(sc, box, STYLE_SMALL, on ? COLOR_ON_ACCENT : COLOR_TEXT, CENTER, "%s",
                   i < 0 ? "All" : names[i]);
    }
    sc->pick = (struct pick){PICK_NONE, 0, 0};
    rect_cut_top(in, scene_px(sc, 8));
}

/* The page of the step that is next, when another exercise is opened or a step is done. */
static void follow(struct lesson_pane *pane, const struct lesson *l)
{
    static const enum page page_of[] = {PAGE_STORY, PAGE_PREDICT, PAGE_OBSERVE,
                                        PAGE_FIX,   PAGE_EXPLAIN, PAGE_EXPLAIN};

    if (pane->number != l->ex->number)
        pane->page = l->step == LESSON_PREDICT ? PAGE_STORY : page_of[l->step];
    else if (pane->serial != l->serial && l->step == LESSON_EXPLAIN)
        pane->page = PAGE_EXPLAIN;
    if (pane->number != l->ex->number || pane->serial != l->serial)
        pane->scroll = 0;
    pane->number = l->ex->number;
    pane->serial = l->serial;
}

static void build(struct frame *f, void *state, struct rect area)
{
    static void (*const pages[])(struct scene * sc, struct lesson_pane * pane,
                                 const struct lesson *l, struct rect in) = {
        put_story, put_predict, put_observe, put_fix, put_explain};
    struct lesson_pane *pane = state;
    const struct lesson *l = f->ui->lesson;
    struct scene *sc = f->sc;
    struct rect in;
    char title[160];

    pane->most = 0;
    if (!l) {
        in = card_begin(sc, area, "Find the bug", NULL);
        scene_prose(sc, in, STYLE_BODY, COLOR_DIM, "The exercises are not installed here.");
        return;
    }
    if (!l->ex) {
        pane->number = 0;
        put_list(sc, l, area);
        return;
    }
    follow(pane, l);
    snprintf(title, sizeof title, "Find the bug %d \xC2\xB7 %s", l->ex->number, l->ex->title);
    in = card_begin(sc, area, title, NULL);
    put_pages(sc, pane, &in);
    pages[pane->page](sc, pane, l, in);
}

/* ---- input ---------------------------------------------------------------------------------------------------------------------- */

static void ask(struct ui *ui, const char *verb, int64_t arg)
{
    const struct lesson *l = ui->lesson;
    char text[64];

    if (arg >= 0)
        snprintf(text, sizeof text, "%s %d %lld", verb, l->ex ? l->ex->number : 0, (long long)arg);
    else
        snprintf(text, sizeof text, "%s %d", verb, l->ex ? l->ex->number : 0);
    ui_ask(ui, REQUEST_LESSON, 0, text);
}

static void press(struct ui *ui, struct lesson_pane *pane, const struct pick *at)
{
    char text[32];

    switch (at->id) {
    case ASK_OPEN:
        snprintf(text, sizeof text, "open %lld", (long long)at->arg);
        ui_ask(ui, REQUEST_LESSON, 0, text);
        break;
    case ASK_LIST:
        ui_ask(ui, REQUEST_LESSON, 0, "list");
        break;
    case ASK_PAGE:
        pane->page = (enum page)at->arg;
        pane->scroll = 0;
        break;
    case ASK_ANSWER:
        ask(ui, "answer", at->arg);
        break;
    case ASK_EVIDENCE:
        ask(ui, "evidence", at->arg);
        break;
    case ASK_RUN:
        ask(ui, "run", -1);
        break;
    case ASK_CHECK:
        ask(ui, "check", -1);
        break;
    case ASK_HINT:
        ask(ui, "hint", -1);
        break;
    case ASK_EXPLAIN:
        ask(ui, "explain", -1);
        break;
    case ASK_RESET:
        ask(ui, "reset", -1);
        break;
    case ASK_START:
        ask(ui, "start", -1);
        pane->page = PAGE_PREDICT;
        break;
    }
}

static bool input(struct ui *ui, void *state, struct rect area, const struct input *in)
{
    struct lesson_pane *pane = state;

    (void)area;
    if (!ui->lesson)
        return false;
    if (in->kind == INPUT_WHEEL) {
        pane->scroll -= 40 * in->dy / WHEEL_NOTCH;
        pane->scroll = pane->scroll > pane->most ? pane->most : pane->scroll;
        pane->scroll = pane->scroll < 0 ? 0 : pane->scroll;
        return true;
    }
    if (in->kind != INPUT_DOWN || in->button != 1 || ui->hover.kind != PICK_PLACE)
        return false;
    press(ui, pane, &ui->hover);
    return true;
}

static void dump(const struct ui *ui, const void *state, struct sb *out)
{
    const struct lesson_pane *pane = state;

    sb_printf(out, "lesson: exercise %d page %d step %d\n", pane->number, pane->page,
              ui->lesson ? (int)ui->lesson->step : -1);
}

const struct view_ops lesson_view = {
    .state_size = sizeof(struct lesson_pane), .build = build, .input = input, .dump = dump};
