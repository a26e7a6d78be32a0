/* compare_view.c: two runs on one clock: the board of each at the same instant, the timeline of each below it, and the figures
 * that differ. */
#include <string.h>

#include "card.h"
#include "parting.h"
#include "view.h"

enum { GAP = 8, FIGURES = 330, SIDES = RUNS_MAX };

struct compare {
    void *boards[SIDES], *timelines[SIDES];
    struct rect at[SIDES][2]; /* where the board and the timeline of each were drawn */
    int32_t first;            /* row of the figures at the top */
    struct parting parting;   /* of these runs, when both were complete */
    int64_t generation;       /* of them, + 1; 0: not looked for yet */
};

static void *state_of(void **slot, const struct view_ops *ops)
{
    if (!*slot)
        *slot = mem_zalloc(1, ops->state_size ? ops->state_size : 1);
    return *slot;
}

/* ---- the figures ------------------------------------------------------------------------------------------------------------ */

/* The value of a figure, or NULL. Both lists are in the order of the summary, so the next one is looked at first. */
static const char *value_of(const struct run *r, const char *path, size_t *near)
{
    for (size_t i = 0; i < r->figures.len; i++) {
        size_t at = (*near + i) % r->figures.len;

        if (strcmp(r->figures.at[at].path, path) == 0) {
            *near = at + 1;
            return r->figures.at[at].value;
        }
    }
    return NULL;
}

static void put_figure(struct scene *sc, struct rect row, const char *path, const char *a,
                       const char *b)
{
    struct rect right = rect_cut_right(&row, row.w / 4), left = rect_cut_right(&row, row.w / 3);

    scene_text(sc, row, STYLE_SMALL, COLOR_TEXT, LEFT, "%s", path);
    scene_text(sc, left, STYLE_CODE, COLOR_TEXT, RIGHT, "%s", a);
    scene_text(sc, right, STYLE_CODE, COLOR_ACCENT, RIGHT, "%s", b ? b : "-");
}

/* Where they part, with a link to the moment in each. */
static void put_parting(struct frame *f, struct compare *c, struct rect *in)
{
    static const char *const names[] = {"First", "Second"};
    struct sb text = {0};

    if (c->generation != f->ui->generation + 1) {
        parting_find(f->ui->runs[0], f->ui->runs[1], &c->parting);
        c->generation = f->ui->generation + 1;
    }
    if (!c->parting.parted)
        sb_printf(&text,
                  "All %lld decisions are alike: the same functions run on the same Ps in "
                  "the same order.",
                  (long long)c->parting.decisions);
    else
        sb_printf(&text, "Alike for %lld decision%s; then they part.",
                  (long long)c->parting.decisions, c->parting.decisions == 1 ? "" : "s");
    card_prose(f->sc, in, STYLE_BODY, COLOR_TEXT, sb_text(&text));
    for (int i = 0; c->parting.parted && i < 2; i++) {
        const struct event *ev = &c->parting.ev[i];

        sb_clear(&text);
        sb_printf(&text, "%s: ", names[i]);
        if (ev->t < 0) {
            sb_puts(&text, "nothing more is decided.");
        } else {
            subject_g(&f->ui->runs[i]->subject, ev->g, &text);
            sb_printf(&text, " runs on P%d at {t:%lld}.", ev->p, (long long)ev->t);
        }
        card_prose(f->sc, in, STYLE_BODY, COLOR_TEXT, sb_text(&text));
    }
    card_gap(f->sc, in, 6);
    sb_free(&text);
}

static void put_figures(struct frame *f, struct compare *c, struct rect area)
{
    struct scene *sc = f->sc;
    const struct run *a = f->ui->runs[0], *b = f->ui->runs[1];
    struct rect in = card_begin(sc, area, "What differs", "first    second");
    size_t near = 0;
    int32_t n = 0;

    if (!a->complete || !b->complete) {
        scene_prose(sc, in, STYLE_BODY, COLOR_DIM, "The figures come when both runs have ended.");
        return;
    }
    put_parting(f, c, &in);
    for (size_t i = 0; i < a->figures.len; i++) {
        const struct run_figure *fig = &a->figures.at[i];
        const char *other = value_of(b, fig->path, &near);
        struct rect row;

        if ((other && strcmp(other, fig->value) == 0) || n++ < c->first)
            continue;
        row = card_row(sc, &in, STYLE_CODE);
        if (row.h == 0)
            break;
        put_figure(sc, row, fig->path, fig->value, other);
    }
    if (n == 0)
        scene_prose(sc, in, STYLE_BODY, COLOR_DIM, "No figure of the summaries differs.");
}

/* ---- a run ------------------------------------------------------------------------------------------------------------------- */

static void put_side(struct frame *f, struct compare *c, int32_t side, struct rect area)
{
    struct frame one = *f;
    struct scene *sc = f->sc;
    int32_t line = scene_line_height(sc, STYLE_BOLD) + scene_px(sc, 4);
    struct rect head = rect_cut_top(&area, line), old;

    one.run = f->ui->runs[side];
    one.now = cursor_world(f->ui->cursors[side]);
    scene_text(sc, head, STYLE_BOLD, COLOR_TEXT, LEFT, "%s  %s", one.run->subject.name,
               one.run->how ? one.run->how : "");
    c->at[side][1] = rect_cut_bottom(&area, area.h * 40 / 100);
    rect_cut_bottom(&area, scene_px(sc, GAP));
    c->at[side][0] = area;
    for (int part = 0; part < 2; part++) {
        const struct view_ops *ops = part ? &timeline_view : &board_view;
        void **slot = part ? &c->timelines[side] : &c->boards[side];

        old = scene_clip(sc, c->at[side][part]);
        ops->build(&one, state_of(slot, ops), c->at[side][part]);
        sc->clip = old;
        sc->layer = LAYER_BASE;
        sc->pick = (struct pick){PICK_NONE, 0, 0};
    }
}

static void build(struct frame *f, void *state, struct rect area)
{
    struct compare *c = state;
    int32_t gap = scene_px(f->sc, GAP);
    struct rect figures = {0, 0, 0, 0};

    if (f->ui->nruns < 2) {
        struct rect in = card_begin(f->sc, area, "Compare", NULL);

        scene_prose(
            f->sc, in, STYLE_BODY, COLOR_DIM,
            "One run is open. Change it (C): the run before stays here, beside the new one. "
            "Or start with two: schedlab view A.json B.json, or schedlab view A.json "
            "--compare go1.19.");
        return;
    }
    if (area.w >= scene_px(f->sc, 3 * FIGURES)) {
        figures = rect_cut_right(&area, scene_px(f->sc, FIGURES));
        rect_cut_right(&area, gap);
    }
    for (int32_t side = 0; side < 2; side++) {
        struct rect half = rect_cut_left(&area, side ? area.w : (area.w - gap) / 2);

        rect_cut_left(&area, gap);
        put_side(f, c, side, half);
    }
    if (figures.w)
        put_figures(f, c, figures);
}

/* Input goes to the board or timeline that it is over; at the figures the wheel turns their list. */
static bool input(struct ui *ui, void *state, struct rect area, const struct input *in)
{
    struct compare *c = state;

    (void)area;
    if (ui->nruns < 2 || in->kind == INPUT_KEY || in->kind == INPUT_TEXT)
        return false;
    for (int32_t side = 0; side < 2; side++)
        for (int part = 0; part < 2; part++) {
            const struct view_ops *ops = part ? &timeline_view : &board_view;
            void *inner = part ? c->timelines[side] : c->boards[side];

            if (inner && rect_has(c->at[side][part], in->x, in->y))
                return ops->input && ops->input(ui, inner, c->at[side][part], in);
        }
    if (in->kind != INPUT_WHEEL)
        return false;
    c->first -= in->dy / 40;
    c->first = c->first < 0 ? 0 : c->first;
    return true;
}

static bool command(struct ui *ui, void *state, enum command command, int64_t arg)
{
    struct compare *c = state;
    bool done = false;

    for (int32_t side = 0; side < 2; side++)
        if (ui->nruns > 1 && c->timelines[side] && timeline_view.command)
            done = timeline_view.command(ui, c->timelines[side], command, arg);
    return done;
}

static void deinit(void *state)
{
    struct compare *c = state;

    for (int32_t side = 0; side < SIDES; side++)
        for (int part = 0; part < 2; part++) {
            const struct view_ops *ops = part ? &timeline_view : &board_view;
            void *inner = part ? c->timelines[side] : c->boards[side];

            if (inner && ops->deinit)
                ops->deinit(inner);
            free(inner);
        }
}

const struct view_ops compare_view = {.state_size = sizeof(struct compare),
                                      .build = build,
                                      .input = input,
                                      .command = command,
                                      .deinit = deinit};
