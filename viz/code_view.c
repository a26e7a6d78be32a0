/* code_view.c: the Go program that the scenario stands for, and where each goroutine is in it. */
#include <string.h>

#include "card.h"
#include "view.h"

enum { SHOWN_GS = 4, WHEEL_NOTCH = 120, TAB_WIDTH = 4 };

struct code_line {
    const char *text; /* the scenario's own, where it has one; otherwise in the source */
    size_t n;
    int32_t indent; /* tabs before it in the source */
};

struct code {
    const char *source; /* the text whose lines these are, in that generation of runs */
    int64_t generation;
    VEC(struct code_line) lines;
    int32_t first; /* line shown at the top, from 0 */
    goid followed; /* whose line was brought into sight last */
    int32_t followed_line;
};

/* Who is in a line. */
struct line_gs {
    int32_t n;
    goid gs[SHOWN_GS];
};

/* ---- the text --------------------------------------------------------------------------------------------------------- */

static void split(struct code *c, const char *source)
{
    c->source = source;
    c->lines.len = 0;
    for (const char *at = source; *at;) {
        size_t tabs = strspn(at, "\t"), n = strcspn(at + tabs, "\n");

        *VEC_PUSH(&c->lines) = (struct code_line){at + tabs, n, (int32_t)tabs};
        at += tabs + n;
        at += *at == '\n';
    }
}

/* An operation's own "line" stands in the place of what gosrc wrote there. */
static void take_own_lines(struct code *c, const struct subject *su)
{
    for (int32_t i = 0; i < su->program->nops; i++) {
        const char *own = su->program->ops[i].source;
        int32_t line = su->source->op_line[i];

        if (own && line > 0 && (size_t)line <= c->lines.len) {
            c->lines.at[line - 1].text = own;
            c->lines.at[line - 1].n = strlen(own);
        }
    }
}

/* ---- who is where --------------------------------------------------------------------------------------------------------- */

struct census {
    const struct subject *su;
    struct line_gs *at;
    size_t n;
};

static void count(void *arg, goid g, void *record)
{
    struct census *cs = arg;
    const struct world_g *gp = record;
    int32_t line = subject_is_user(cs->su, gp->func) ? subject_line(cs->su, gp->at) : 0;
    struct line_gs *l;

    if (line <= 0 || (size_t)line > cs->n)
        return;
    l = &cs->at[line - 1];
    if (l->n < SHOWN_GS)
        l->gs[l->n] = g;
    l->n++;
}

static struct line_gs *take_census(struct frame *f, const struct code *c)
{
    struct census cs = {&f->run->subject, NULL, c->lines.len};

    cs.at = ARENA_ARRAY(&f->sc->arena, struct line_gs, cs.n + 1);
    gtable_each(&f->now->gs, count, &cs);
    return cs.at;
}

/* ---- the picture ------------------------------------------------------------------------------------------------------------ */

static enum color color_of(const struct world_g *gp)
{
    static const enum color of[] = {
        [G_IDLE] = COLOR_IDLE,       [G_RUNNABLE] = COLOR_RUNNABLE,  [G_RUNNING] = COLOR_RUNNING,
        [G_SYSCALL] = COLOR_SYSCALL, [G_WAITING] = COLOR_WAITING,    [5] = COLOR_IDLE,
        [G_DEAD] = COLOR_IDLE,       [G_PREEMPTED] = COLOR_RUNNABLE,
    };

    return gp && gp->status <= G_PREEMPTED ? of[gp->status] : COLOR_WAITING;
}

static void put_gs(struct frame *f, struct rect box, const struct line_gs *l)
{
    struct scene *sc = f->sc;

    if (l->n > SHOWN_GS)
        scene_text(sc, rect_cut_right(&box, scene_px(sc, 40)), STYLE_SMALL, COLOR_DIM, RIGHT, "+%d",
                   l->n - SHOWN_GS);
    for (int32_t i = 0; i < l->n && i < SHOWN_GS; i++) {
        struct sb name = {0};
        struct rect chip;

        subject_g(&f->run->subject, l->gs[i], &name);
        chip = rect_cut_left(&box, scene_width(sc, STYLE_TOKEN, sb_text(&name)) + scene_px(sc, 8));
        if (box.w > 0) {
            sc->pick = (struct pick){PICK_G, l->gs[i], 0};
            scene_fill(sc, chip, color_of(world_g(f->now, l->gs[i])), scene_px(sc, 4));
            scene_text(sc, chip, STYLE_TOKEN, COLOR_ON_STATE, CENTER, "%s", sb_text(&name));
            rect_cut_left(&box, scene_px(sc, 3));
        }
        sb_free(&name);
    }
    sc->pick = (struct pick){PICK_NONE, 0, 0};
}

static bool is_comment(const struct code_line *line)
{
    return line->n >= 2 && memcmp(line->text, "//", 2) == 0;
}

static void put_line(struct frame *f, struct rect row, int32_t number, const struct code_line *line,
                     const struct line_gs *l)
{
    struct scene *sc = f->sc;
    struct rect left = rect_cut_left(&row, scene_px(sc, 34)), chips;
    int32_t indent = line->indent * TAB_WIDTH * scene_width(sc, STYLE_CODE, " ");

    if (l->n)
        scene_fill(sc, row, COLOR_RAISED, scene_px(sc, 3));
    scene_text(sc, left, STYLE_CODE, COLOR_DIM, LEFT, "%d", number);
    rect_cut_left(&row, indent < row.w / 2 ? indent : row.w / 2);
    chips = row;
    if (l->n) {
        int32_t room = scene_px(sc, 42) * (l->n < SHOWN_GS ? l->n : SHOWN_GS + 1);

        chips = rect_cut_right(&row, room < row.w / 2 ? room : row.w / 2);
    }
    scene_text(sc, row, STYLE_CODE, is_comment(line) ? COLOR_DIM : COLOR_TEXT, LEFT, "%.*s",
               (int)line->n, line->text);
    if (l->n)
        put_gs(f, chips, l);
}

/* The line of the selected goroutine comes into sight when it has moved there. */
static void follow(struct frame *f, struct code *c, int32_t rows)
{
    const struct pick *sel = &f->ui->selected;
    const struct world_g *gp = sel->kind == PICK_G ? world_g(f->now, (goid)sel->id) : NULL;
    int32_t line = gp ? subject_line(&f->run->subject, gp->at) : 0;

    if (line <= 0 || (c->followed == sel->id && c->followed_line == line))
        return;
    c->followed = (goid)sel->id;
    c->followed_line = line;
    if (line - 1 < c->first || line - 1 >= c->first + rows)
        c->first = line - 1 - rows / 3;
}

/* At first main is shown, not the imports. */
static int32_t main_line(const struct subject *su)
{
    int32_t line = su->source->func_line[su->program->main];

    return line > 2 ? line - 2 : 0;
}

static void build_lines(struct frame *f, struct code *c, struct rect in)
{
    int32_t high = scene_line_height(f->sc, STYLE_CODE) + scene_px(f->sc, 2), rows = in.h / high;
    const struct line_gs *gs = take_census(f, c);
    int32_t most = (int32_t)c->lines.len - rows;

    follow(f, c, rows);
    c->first = c->first > most ? most : c->first;
    c->first = c->first < 0 ? 0 : c->first;
    for (int32_t i = 0; i < rows && (size_t)(c->first + i) < c->lines.len; i++)
        put_line(f, rect_cut_top(&in, high), c->first + i + 1, &c->lines.at[c->first + i],
                 &gs[c->first + i]);
}

static void build(struct frame *f, void *state, struct rect area)
{
    struct code *c = state;
    const struct subject *su = &f->run->subject;
    struct rect in =
        card_begin(f->sc, area, "Go source", su->go_source ? "where each goroutine is" : NULL);

    if (!su->go_source) {
        scene_prose(f->sc, in, STYLE_BODY, COLOR_DIM,
                    "A trace has the names of functions and the numbers of lines, not the source. "
                    "Select a goroutine: the inspector says where it is.");
        return;
    }
    if (c->source != su->go_source || c->generation != f->ui->generation) {
        c->generation = f->ui->generation;
        split(c, su->go_source);
        take_own_lines(c, su);
        c->first = main_line(su);
    }
    build_lines(f, c, in);
}

static bool input(struct ui *ui, void *state, struct rect area, const struct input *in)
{
    struct code *c = state;

    (void)ui;
    (void)area;
    if (in->kind != INPUT_WHEEL)
        return false;
    c->first -= 3 * in->dy / WHEEL_NOTCH;
    return true;
}

static void deinit(void *state)
{
    struct code *c = state;

    free(c->lines.at);
}

const struct view_ops code_view = {
    .state_size = sizeof(struct code), .build = build, .input = input, .deinit = deinit};
