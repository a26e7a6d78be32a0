/* change_view.c: the scenario's machine, seed, model and parameters, to be changed; the run is made again at once, and the
 * place in time is kept. What is changed is said as the command line would say it. */
#include <stdio.h>
#include <string.h>

#include "card.h"
#include "view.h"

enum { ROW_PROCS, ROW_CORES, ROW_SEED, ROW_MODEL, ROW_PARAM, TYPED = 48 };
enum { ARG_LESS, ARG_MORE, ARG_TYPE };

struct change {
    VEC(char *) said;  /* "--set /params/n=3", one of each row that was changed */
    VEC(int32_t) rows; /* of those */
    int32_t typing;    /* row whose value is being typed + 1; 0: none */
    char typed[TYPED];
};

/* ---- what can be changed -------------------------------------------------------------------------------------------------- */

static int32_t nrows(const struct program *p)
{
    return ROW_PARAM + p->nparams;
}

static const char *row_name(const struct program *p, int32_t row)
{
    static const char *const names[] = {"GOMAXPROCS", "cores", "seed", "model"};

    return row < ROW_PARAM ? names[row] : p->params[row - ROW_PARAM].name;
}

static void put_param(const struct param *pa, struct sb *out)
{
    char buf[VTIME_TEXT];

    switch (pa->kind) {
    case PARAM_NUMBER:
    case PARAM_SIZE:
        sb_int(out, pa->value);
        break;
    case PARAM_TIME:
        sb_add(out, buf, vtime_format(buf, pa->value));
        break;
    case PARAM_BOOL:
        sb_puts(out, pa->value ? "true" : "false");
        break;
    case PARAM_DECIMAL:
        sb_printf(out, "%s%lld.%09lld", pa->value < 0 ? "-" : "",
                  (long long)(pa->value < 0 ? -pa->value : pa->value) / 1000000000,
                  (long long)(pa->value < 0 ? -pa->value : pa->value) % 1000000000);
        break;
    }
}

static void put_value(const struct program *p, int32_t row, struct sb *out)
{
    if (row == ROW_PROCS)
        sb_int(out, p->gomaxprocs);
    else if (row == ROW_CORES)
        sb_int(out, p->cores);
    else if (row == ROW_SEED)
        sb_printf(out, "%llu", (unsigned long long)p->seed);
    else if (row == ROW_MODEL)
        sb_puts(out, model_names[p->model]);
    else
        put_param(&p->params[row - ROW_PARAM], out);
}

/* The next value, up or down: models in their order, numbers by one, times and sizes by half and double. */
static void put_next(const struct program *p, int32_t row, bool more, struct sb *out)
{
    int step = more ? 1 : -1;
    struct param pa;

    if (row == ROW_MODEL) {
        sb_puts(out, model_names[((int)p->model + step + MODELS) % MODELS]);
        return;
    }
    if (row == ROW_SEED) {
        sb_printf(out, "%llu", (unsigned long long)p->seed + (unsigned long long)step);
        return;
    }
    if (row < ROW_PARAM) {
        int32_t n = (row == ROW_PROCS ? p->gomaxprocs : p->cores) + step;

        sb_int(out, n < 1 ? 1 : n);
        return;
    }
    pa = p->params[row - ROW_PARAM];
    if (pa.kind == PARAM_BOOL)
        pa.value = !pa.value;
    else if (pa.kind == PARAM_NUMBER)
        pa.value = pa.value + step < 0 ? 0 : pa.value + step;
    else
        pa.value = more ? pa.value * 2 : pa.value / 2;
    put_param(&pa, out);
}

/* The option that sets a row to `value`. */
static void put_option(const struct program *p, int32_t row, const char *value, struct sb *out)
{
    if (row == ROW_SEED)
        sb_printf(out, "--seed %s", value);
    else if (row == ROW_MODEL)
        sb_printf(out, "--model %s", value);
    else if (row == ROW_PROCS)
        sb_printf(out, "--set /env/GOMAXPROCS=\"%s\"", value);
    else if (row == ROW_CORES)
        sb_printf(out, "--set /machine/cores=%s", value);
    else
        sb_printf(out, "--set /params/%s=%s", row_name(p, row), value);
}

/* ---- changing ------------------------------------------------------------------------------------------------------------- */

static void say(struct change *c, int32_t row, const char *option)
{
    size_t i = 0;
    char *text = mem_alloc(strlen(option) + 1);

    memcpy(text, option, strlen(option) + 1);
    while (i < c->rows.len && c->rows.at[i] != row)
        i++;
    if (i == c->rows.len) {
        *VEC_PUSH(&c->rows) = row;
        *VEC_PUSH(&c->said) = NULL;
    }
    free(c->said.at[i]);
    c->said.at[i] = text;
}

/* All that was changed so far, an option a line: the run is made of the scenario as it is in its file, and these. */
static void ask(struct ui *ui, const struct change *c)
{
    struct sb all = {0};

    for (size_t i = 0; i < c->said.len; i++)
        sb_printf(&all, "%s\n", c->said.at[i]);
    ui_ask(ui, REQUEST_RERUN, 0, sb_text(&all));
    sb_free(&all);
}

static void set(struct ui *ui, struct change *c, int32_t row, const char *value)
{
    struct sb option = {0};

    put_option(ui->runs[ui->front]->subject.program, row, value, &option);
    say(c, row, sb_text(&option));
    sb_free(&option);
    ask(ui, c);
}

static void step(struct ui *ui, struct change *c, int32_t row, bool more)
{
    struct sb value = {0};

    put_next(ui->runs[ui->front]->subject.program, row, more, &value);
    set(ui, c, row, sb_text(&value));
    sb_free(&value);
}

/* ---- the picture ------------------------------------------------------------------------------------------------------------ */

static void button(struct scene *sc, struct rect box, int32_t row, int64_t arg, const char *text)
{
    sc->pick = (struct pick){PICK_PLACE, row, arg};
    scene_fill(sc, box, COLOR_RAISED, scene_px(sc, 5));
    scene_text(sc, box, STYLE_BOLD, COLOR_TEXT, CENTER, "%s", text);
    sc->pick = (struct pick){PICK_NONE, 0, 0};
}

static void put_row(struct frame *f, const struct change *c, struct rect row, int32_t i)
{
    struct scene *sc = f->sc;
    const struct program *p = f->run->subject.program;
    struct rect less, more, name = rect_cut_left(&row, row.w * 42 / 100);
    struct sb value = {0};
    bool typing = c->typing == i + 1;

    row = rect_inset(row, scene_px(sc, 2));
    less = rect_cut_left(&row, scene_px(sc, 28));
    more = rect_cut_right(&row, scene_px(sc, 28));
    scene_text(sc, name, STYLE_BODY, COLOR_TEXT, LEFT, "%s", row_name(p, i));
    button(sc, less, i, ARG_LESS, "\xE2\x88\x92");
    button(sc, more, i, ARG_MORE, "+");
    put_value(p, i, &value);
    sc->pick = (struct pick){PICK_PLACE, i, ARG_TYPE};
    scene_fill(sc, row, COLOR_INSET, 0);
    if (typing)
        scene_stroke(sc, row, COLOR_ACCENT, 0, scene_px(sc, 1), false);
    scene_text(sc, row, STYLE_CODE, COLOR_TEXT, CENTER, "%s%s", typing ? c->typed : sb_text(&value),
               typing ? "_" : "");
    sc->pick = (struct pick){PICK_NONE, 0, 0};
    sb_free(&value);
}

static void build(struct frame *f, void *state, struct rect area)
{
    struct scene *sc = f->sc;
    const struct change *c = state;
    const struct program *p = f->run->subject.program;
    struct rect in = card_begin(sc, area, "Change and run again", "C closes");
    int32_t high = scene_line_height(sc, STYLE_BODY) + scene_px(sc, 12);

    if (!p) {
        scene_prose(sc, in, STYLE_BODY, COLOR_DIM,
                    "This is a real trace: what was recorded cannot be changed. `schedlab learn` "
                    "makes a scenario of it, which can.");
        return;
    }
    for (int32_t i = 0; i < nrows(p) && in.h >= high; i++)
        put_row(f, c, rect_cut_top(&in, high), i);
    card_gap(sc, &in, 8);
    card_prose(
        sc, &in, STYLE_SMALL, COLOR_DIM,
        "Each change makes the run again, and you stay at the same instant. Click a value to "
        "type another; Enter takes it.");
    for (size_t i = 0; i < c->said.len; i++)
        scene_text(sc, card_row(sc, &in, STYLE_CODE), STYLE_CODE, COLOR_DIM, LEFT, "%s",
                   c->said.at[i]);
}

/* ---- input --------------------------------------------------------------------------------------------------------------------- */

static void begin_typing(struct ui *ui, struct change *c, int32_t row)
{
    c->typing = row + 1;
    c->typed[0] = '\0';
    ui->focus = VIEW_CHANGE;
}

static void end_typing(struct ui *ui, struct change *c)
{
    c->typing = 0;
    ui->focus = NOBODY;
}

static bool type(struct ui *ui, struct change *c, const struct input *in)
{
    size_t n = strlen(c->typed);

    if (!c->typing)
        return false;
    if (in->kind == INPUT_TEXT) {
        snprintf(c->typed + n, sizeof c->typed - n, "%s", in->text);
    } else if (in->key == KEY_BACKSPACE && n) {
        c->typed[n - 1] = '\0';
    } else if (in->key == KEY_ESCAPE) {
        end_typing(ui, c);
    } else if (in->key == KEY_ENTER) {
        int32_t row = c->typing - 1;

        end_typing(ui, c);
        if (n)
            set(ui, c, row, c->typed);
    }
    return true;
}

static bool input(struct ui *ui, void *state, struct rect area, const struct input *in)
{
    struct change *c = state;
    const struct program *p = ui->runs[ui->front]->subject.program;
    const struct pick *at = &ui->hover;

    (void)area;
    if (in->kind == INPUT_KEY || in->kind == INPUT_TEXT)
        return type(ui, c, in);
    if (in->kind != INPUT_DOWN || in->button != 1 || at->kind != PICK_PLACE || !p ||
        at->id >= nrows(p))
        return false;
    if (at->arg == ARG_TYPE)
        begin_typing(ui, c, (int32_t)at->id);
    else
        step(ui, c, (int32_t)at->id, at->arg == ARG_MORE);
    return true;
}

static void deinit(void *state)
{
    struct change *c = state;

    for (size_t i = 0; i < c->said.len; i++)
        free(c->said.at[i]);
    free(c->said.at);
    free(c->rows.at);
}

static void dump(const struct ui *ui, const void *state, struct sb *out)
{
    const struct change *c = state;

    (void)ui;
    for (size_t i = 0; i < c->said.len; i++)
        sb_printf(out, "changed: %s\n", c->said.at[i]);
}

const struct view_ops change_view = {.state_size = sizeof(struct change),
                                     .build = build,
                                     .input = input,
                                     .deinit = deinit,
                                     .dump = dump};
