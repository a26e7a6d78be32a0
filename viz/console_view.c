/* console_view.c: what the run has printed so far; each field of a SCHED line explained, with what it does not say and what was
 * true between this line and the one before. */
#include <string.h>

#include "card.h"
#include "schedwords.h"
#include "view.h"

enum { EXPLAIN_LEAST = 150, INDENT = 14, WHEEL_NOTCH = 120 };

struct console {
    int64_t back; /* lines scrolled back from the last one printed */
    int64_t
        field; /* 1 + the one of `fields` that is explained; 0: none was looked at yet, so idleprocs */
    int64_t line; /* 1 + the line whose truth stands beside it; 0: the last SCHED line printed */
};

/* ---- the lines ---------------------------------------------------------------------------------------------------- */

/* Sets a line's words, broken as they come, from (x, y) on; returns the height. Without `draws` it is only measured. */
static int32_t put_line(struct scene *sc, struct rect box, const struct transcript_line *line,
                        int64_t index, enum color color, bool draws)
{
    int32_t x = 0, y = 0, high = scene_line_height(sc, STYLE_CODE) + scene_px(sc, 1);
    const struct field *open = NULL;
    bool tab = line->text[0] == '\t'; /* of a goroutine's stack: no font has a sign for it */
    const char *rest = line->text + tab;
    int32_t space = scene_width(sc, STYLE_CODE, " ");
    int32_t indent = tab || line->text[0] == ' ' ? scene_px(sc, INDENT) : 0;

    x = indent;
    for (;;) {
        struct sched_word w = sched_word_next(&rest, line->text, &open);
        int32_t wide;

        if (w.n == 0)
            break;
        wide = fonts_width(sc->fonts, theme_face(STYLE_CODE), theme_text_px(sc->theme, STYLE_CODE),
                           w.at, w.n);
        if (x > indent && x + wide > box.w) {
            x = indent + scene_px(sc, INDENT);
            y += high;
        }
        if (draws) {
            sc->pick = w.field && line->truth != NOBODY
                           ? (struct pick){PICK_FIELD, w.field - fields, index}
                           : (struct pick){PICK_SAMPLE, index, line->pos};
            scene_text(sc, (struct rect){box.x + x, box.y + y, box.w - x, high}, STYLE_CODE, color,
                       LEFT, "%.*s", (int)w.n, w.at);
        }
        x += wide + space;
    }
    sc->pick = (struct pick){PICK_NONE, 0, 0};
    return y + high;
}

/* From the last line upwards, as many as fit, so that the newest stands at the foot. */
static void put_lines(struct frame *f, const struct console *c, struct rect box)
{
    struct scene *sc = f->sc;
    const struct transcript *tr = &f->run->transcript;
    int64_t last = transcript_at(tr, f->ui->pos), i = last - c->back;
    int32_t y = box.y + box.h;

    for (; i >= 0; i--) {
        const struct transcript_line *line = &tr->lines.at[i];
        int32_t high = put_line(sc, box, line, i, COLOR_TEXT, false);

        if (y - high < box.y)
            break;
        y -= high;
        put_line(sc, (struct rect){box.x, y, box.w, high}, line, i,
                 i == last          ? COLOR_TEXT
                 : !line->to_stderr ? COLOR_GOOD
                                    : COLOR_DIM,
                 true);
    }
    if (last < 0)
        scene_prose(sc, box, STYLE_BODY, COLOR_DIM,
                    tr->lines.len              ? "Nothing has been printed yet."
                    : f->run->subject.imported ? "A trace does not hold what the program printed."
                    : f->run->complete
                        ? "This run prints nothing. GODEBUG=schedtrace=100 in its env would make "
                          "the runtime print a line every 100 ms."
                        : "");
}

/* ---- a field explained ------------------------------------------------------------------------------------------------ */

static int64_t truth_of(const struct transcript_truth *truth, const char *name)
{
    return strcmp(name, "idleprocs") == 0         ? truth->idleprocs
           : strcmp(name, "threads") == 0         ? truth->threads
           : strcmp(name, "idlethreads") == 0     ? truth->idlethreads
           : strcmp(name, "spinningthreads") == 0 ? truth->spinningthreads
           : strcmp(name, "runqueue") == 0        ? truth->runqueue
           : strcmp(name, "local") == 0           ? truth->local
                                                  : -1;
}

/* The SCHED head that is meant: the one under the mouse, or the last printed. -1: none. */
static int64_t head_line(const struct frame *f, const struct console *c)
{
    const struct transcript *tr = &f->run->transcript;
    int64_t i = c->line > 0 && c->line <= (int64_t)tr->lines.len ? c->line - 1
                                                                 : transcript_at(tr, f->ui->pos);

    while (i >= 0 && tr->lines.at[i].truth == NOBODY)
        i--;
    return i;
}

static void put_truth(struct frame *f, struct rect *rest, const struct field *field, int64_t head)
{
    const struct transcript *tr = &f->run->transcript;
    const struct transcript_truth *truth = &tr->truths.at[tr->lines.at[head].truth];
    int64_t mean = truth_of(truth, field->name);
    struct sb text = {0};

    if (mean < 0)
        return;
    sb_printf(&text, "Between {t:%lld} and {t:%lld} the mean, weighted by time, was %lld.%02lld%s.",
              (long long)truth->from, (long long)truth->to, (long long)(mean / 1000),
              (long long)(mean % 1000 / 10),
              strcmp(field->name, "local") == 0 ? " in all local queues together" : "");
    card_prose(f->sc, rest, STYLE_BODY, COLOR_TEXT, sb_text(&text));
    sb_free(&text);
}

static void explain(struct frame *f, const struct console *c, struct rect box)
{
    struct scene *sc = f->sc;
    const struct field *field = c->field ? &fields[c->field - 1] : field_find("idleprocs");
    int64_t head = head_line(f, c);
    struct rect in = rect_inset(box, scene_px(sc, 10));
    struct sb text = {0};

    scene_fill(sc, box, COLOR_INSET, scene_px(sc, 6));
    scene_text(sc, card_row(sc, &in, STYLE_BOLD), STYLE_BOLD, COLOR_WARN, LEFT, "%s", field->name);
    if (head >= 0)
        put_truth(f, &in, field, head);
    sb_printf(&text, "Counts: %s.", field->counts);
    card_prose(sc, &in, STYLE_SMALL, COLOR_TEXT, sb_text(&text));
    sb_clear(&text);
    sb_printf(&text, "Does not say: %s.", field->not_this);
    card_prose(sc, &in, STYLE_SMALL, COLOR_WARN, sb_text(&text));
    sb_clear(&text);
    sb_printf(&text, "Look instead at: %s.", field->instead);
    card_prose(sc, &in, STYLE_SMALL, COLOR_DIM, sb_text(&text));
    sb_free(&text);
}

static bool has_samples(const struct frame *f)
{
    return f->run->transcript.truths.len > 0;
}

static void build(struct frame *f, void *state, struct rect area)
{
    struct scene *sc = f->sc;
    struct console *c = state;
    const struct pick *hover = &f->ui->hover;
    struct rect in, lower;

    if (hover->kind == PICK_FIELD) {
        c->field = hover->id + 1;
        c->line = hover->arg + 1;
    }
    in = card_begin(sc, area, "Output", has_samples(f) ? "point at a field; click to jump" : NULL);
    if (has_samples(f) && in.h >= scene_px(sc, EXPLAIN_LEAST)) {
        lower = rect_cut_bottom(&in, in.h * 58 / 100);
        rect_cut_bottom(&in, scene_px(sc, 6));
        explain(f, c, lower);
    }
    put_lines(f, c, in);
}

/* ---- input ------------------------------------------------------------------------------------------------------------ */

static void scroll(struct ui *ui, struct console *c, int64_t lines)
{
    int64_t last = transcript_at(&ui->runs[ui->front]->transcript, ui->pos);

    c->back += lines;
    c->back = c->back > last ? last : c->back;
    c->back = c->back < 0 ? 0 : c->back;
}

/* To the next field of schedtrace and scheddetail, for who has no mouse. */
static void next_field(struct console *c, int step)
{
    int64_t n = 0, at = c->field ? c->field - 1 : field_find("idleprocs") - fields;

    while (n < (int64_t)nfields && fields[n].set <= FIELD_SCHEDDETAIL)
        n++;
    c->field = (at + step + n) % n + 1;
    c->line = 0;
}

static bool jump(struct ui *ui, struct pick pick)
{
    const struct transcript *tr = &ui->runs[ui->front]->transcript;
    int64_t line = pick.kind == PICK_FIELD ? pick.arg : pick.kind == PICK_SAMPLE ? pick.id : -1;

    if (line < 0 || line >= (int64_t)tr->lines.len)
        return false;
    ui_remember(ui);
    ui_go(ui, tr->lines.at[line].pos);
    return true;
}

static bool input(struct ui *ui, void *state, struct rect area, const struct input *in)
{
    struct console *c = state;

    if (in->kind == INPUT_WHEEL) {
        scroll(ui, c, in->dy / (WHEEL_NOTCH / 3));
        return true;
    }
    if (in->kind == INPUT_DOWN && in->button == 1)
        return jump(ui, ui->hover);
    if (in->kind == INPUT_KEY && rect_has(area, ui->mouse_x, ui->mouse_y) &&
        (in->key == KEY_UP || in->key == KEY_DOWN)) {
        next_field(c, in->key == KEY_DOWN ? 1 : -1);
        return true;
    }
    return false;
}

static void dump(const struct ui *ui, const void *state, struct sb *out)
{
    const struct console *c = state;

    sb_printf(out, "console: lines %zu shown %lld field %lld\n",
              ui->runs[ui->front]->transcript.lines.len,
              (long long)(transcript_at(&ui->runs[ui->front]->transcript, ui->pos) + 1 - c->back),
              (long long)c->field);
}

const struct view_ops console_view = {
    .state_size = sizeof(struct console), .build = build, .input = input, .dump = dump};
