#include <string.h>

#include "board.h"

enum { RADIUS = 8 };

const char *board_words(struct board *b, const char *format, ...)
{
    struct sb text = {0};
    const char *kept;
    va_list args;

    va_start(args, format);
    sb_vprintf(&text, format, args);
    va_end(args);
    kept = arena_text(&b->sc->arena, sb_text(&text), text.len);
    sb_free(&text);
    return kept;
}

const char *board_count(struct board *b, int64_t n)
{
    char digits[24], out[32];
    int len = 0, put = 0;

    for (uint64_t v = n < 0 ? 0 : (uint64_t)n; v || !len; v /= 10)
        digits[len++] = (char)('0' + v % 10);
    while (len) {
        out[put++] = digits[--len];
        if (len && len % 3 == 0)
            out[put++] = ',';
    }
    return arena_text(&b->sc->arena, out, (size_t)put);
}

const char *board_span(struct board *b, vtime ns)
{
    vtime unit = 1;

    while (ns / unit >= 1000)
        unit *= 10;
    return ui_time(b->sc, ns - ns % unit);
}

const char *board_lasted(struct board *b, vtime since)
{
    return board_span(b, b->ui->t > since ? b->ui->t - since : 0);
}

struct pick board_pick(struct board *b, enum pick_kind kind, int64_t id)
{
    struct pick old = b->sc->pick;

    b->sc->pick = (struct pick){.kind = kind, .id = id};
    return old;
}

struct rect board_card(struct board *b, struct rect box, const char *title, const char *right)
{
    struct rect in = rect_inset(box, b->pad), row;
    int32_t line = scene_line_height(b->sc, STYLE_BOLD), named;

    scene_fill(b->sc, box, COLOR_PANEL, board_px(b, RADIUS));
    row = rect_cut_top(&in, line);
    named = scene_text(b->sc, row, STYLE_BOLD, COLOR_TEXT, LEFT, "%s", title);
    rect_cut_left(&row, named + b->gap);
    if (right)
        scene_text(b->sc, row, STYLE_SMALL, COLOR_DIM, RIGHT, "%s", right);
    rect_cut_top(&in, board_px(b, 6));
    return in;
}

const char *board_title(struct board *b, struct rect box, const char *title, const char *brief)
{
    int32_t figure = scene_width(b->sc, STYLE_SMALL, "10,000") + b->gap;

    return scene_width(b->sc, STYLE_BOLD, title) + figure + 2 * b->pad <= box.w ? title : brief;
}

void board_note(struct board *b, struct rect *r, const char *text)
{
    int32_t line = scene_line_height(b->sc, STYLE_SMALL);

    if (r->h >= line)
        scene_text(b->sc, rect_cut_top(r, line), STYLE_SMALL, COLOR_DIM, LEFT, "%s", text);
}

void board_bar(struct board *b, struct rect box, int64_t done, int64_t whole, enum color color)
{
    int32_t radius = box.h / 2;

    scene_fill(b->sc, box, COLOR_IDLE, radius);
    done = done < 0 ? 0 : done > whole ? whole : done;
    if (whole <= 0 || done == 0)
        return;
    box.w = most((int32_t)(box.w * (done * 1000 / whole) / 1000), least(box.w, box.h));
    scene_fill(b->sc, box, color, radius);
}

static void add_to_sum(struct board *b, enum board_fold what, int64_t n)
{
    switch (what) {
    case FOLD_GS:
        b->sum.gs_folded += n;
        break;
    case FOLD_MS:
        b->sum.ms_folded += n;
        break;
    case FOLD_CALLS:
        b->sum.ms_folded += n;
        b->sum.gs_folded += n;
        break;
    case FOLD_PS:
        b->sum.ps_folded += n;
        break;
    case FOLD_ROOMS: /* its goroutines are added by who knows them */
        break;
    }
}

void board_fold(struct board *b, struct rect box, enum board_fold what, int64_t n)
{
    struct pick old = b->sc->pick;
    const char *text;

    if (n <= 0)
        return;
    add_to_sum(b, what, n);
    text = board_words(b, "+ %s more", board_count(b, n));
    if (scene_width(b->sc, STYLE_SMALL, text) > box.w)
        text = board_words(b, "+%s", board_count(b, n));
    b->sc->pick = (struct pick){PICK_PLACE, what, n};
    scene_text(b->sc, box, STYLE_SMALL, COLOR_DIM, LEFT, "%s", text);
    b->sc->pick = old;
}

const char *board_func(struct board *b, const struct world_g *gp)
{
    struct sb text = {0};
    const char *kept;

    subject_func(b->su, gp->func, &text);
    kept = arena_text(&b->sc->arena, sb_text(&text), text.len);
    sb_free(&text);
    return kept;
}

const char *board_op(struct board *b, const struct world_g *gp)
{
    struct sb text = {0};
    const char *kept;

    subject_op(b->su, gp->at, &text);
    kept = arena_text(&b->sc->arena, sb_text(&text), text.len);
    sb_free(&text);
    return kept;
}
