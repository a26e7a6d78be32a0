#include "scene.h"

#include <string.h>

static const char ellipsis[] = "\xE2\x80\xA6";

void scene_begin(struct scene *sc, const struct theme *theme, const struct fonts *fonts, int32_t w,
                 int32_t h)
{
    arena_free(&sc->arena);
    sc->theme = theme;
    sc->fonts = fonts;
    sc->size = sc->clip = (struct rect){0, 0, w, h};
    sc->layer = LAYER_BASE;
    sc->pick = (struct pick){.kind = PICK_NONE};
    sc->shapes.len = 0;
}

void scene_deinit(struct scene *sc)
{
    arena_free(&sc->arena);
    free(sc->shapes.at);
    *sc = (struct scene){.theme = NULL};
}

int32_t scene_px(const struct scene *sc, int32_t px)
{
    return theme_px(sc->theme, px);
}

struct rect scene_clip(struct scene *sc, struct rect to)
{
    struct rect old = sc->clip;

    sc->clip = rect_meet(old, to);
    return old;
}

/* A line may have no width or no height, and still is there. */
static bool is_seen(const struct scene *sc, struct rect box)
{
    struct rect r = {box.w < 0 ? box.x + box.w : box.x, box.h < 0 ? box.y + box.h : box.y,
                     box.w < 0 ? 1 - box.w : box.w + 1, box.h < 0 ? 1 - box.h : box.h + 1};

    r = rect_meet(r, sc->clip);
    return r.w > 0 && r.h > 0;
}

static struct shape *add(struct scene *sc, enum shape_kind kind, struct rect box, enum color color)
{
    struct shape *sh = VEC_PUSH(&sc->shapes);

    *sh = (struct shape){.kind = (uint8_t)kind,
                         .layer = (uint8_t)sc->layer,
                         .color = (uint8_t)color,
                         .box = box,
                         .clip = sc->clip,
                         .pick = sc->pick};
    return sh;
}

void scene_fill(struct scene *sc, struct rect box, enum color color, int32_t radius)
{
    if (box.w > 0 && box.h > 0 && is_seen(sc, box))
        add(sc, SHAPE_FILL, box, color)->radius = radius;
}

void scene_stroke(struct scene *sc, struct rect box, enum color color, int32_t radius,
                  int32_t thick, bool dashed)
{
    struct shape *sh;

    if (box.w <= 0 || box.h <= 0 || !is_seen(sc, box))
        return;
    sh = add(sc, SHAPE_STROKE, box, color);
    sh->radius = radius;
    sh->thick = thick;
    sh->dashed = dashed;
}

void scene_line(struct scene *sc, int32_t x0, int32_t y0, int32_t x1, int32_t y1, enum color color,
                int32_t thick, bool dashed)
{
    struct rect box = {x0, y0, x1 - x0, y1 - y0};
    struct shape *sh;

    if (!is_seen(sc, box))
        return;
    sh = add(sc, SHAPE_LINE, box, color);
    sh->thick = thick;
    sh->dashed = dashed;
}

void scene_strip(struct scene *sc, struct rect box, const struct strip_column *columns,
                 const uint8_t colors[STRIP_COLORS])
{
    struct shape *sh;

    if (box.w <= 0 || box.h <= 0 || !is_seen(sc, box))
        return;
    sh = add(sc, SHAPE_STRIP, box, COLOR_NONE);
    sh->u.strip.columns = columns;
    sh->u.strip.colors = colors;
}

/* ---- text --------------------------------------------------------------------------------------------------------- */

int32_t scene_line_height(const struct scene *sc, enum style style)
{
    return sc->fonts->height(sc->fonts->self, theme_face(style), theme_text_px(sc->theme, style));
}

static int32_t width_of(const struct scene *sc, enum style style, const char *text, size_t n)
{
    return fonts_width(sc->fonts, theme_face(style), theme_text_px(sc->theme, style), text, n);
}

int32_t scene_width(const struct scene *sc, enum style style, const char *text)
{
    return width_of(sc, style, text, strlen(text));
}

/* As much of `whole` as fits, with an ellipsis if that is not all of it; NULL if not even that fits. */
static const char *shorten(struct scene *sc, enum style style, const char *whole, int32_t width)
{
    enum face face = theme_face(style);
    int32_t px = theme_text_px(sc->theme, style), dots = width_of(sc, style, ellipsis, 3);
    size_t n;
    char *text;

    if (width < dots)
        return NULL;
    n = fonts_fit(sc->fonts, face, px, whole, strlen(whole), width - dots);
    while (n && whole[n - 1] == ' ')
        n--;
    text = arena_alloc(&sc->arena, n + sizeof ellipsis, 1);
    memcpy(text, whole, n);
    memcpy(text + n, ellipsis, sizeof ellipsis);
    return text;
}

/* A line of text in `box`, whose height it fits. `whole` lives as long as the frame. */
static int32_t put_text(struct scene *sc, struct rect box, enum style style, enum color color,
                        enum align align, const char *whole)
{
    int32_t height = scene_line_height(sc, style), width = scene_width(sc, style, whole);
    const char *text = whole;
    struct shape *sh;

    if (width > box.w) {
        text = shorten(sc, style, whole, box.w);
        if (!text)
            return 0;
        width = scene_width(sc, style, text);
    }
    box.y += (box.h - height) / 2;
    box.h = height;
    box.x += align == LEFT ? 0 : align == RIGHT ? box.w - width : (box.w - width) / 2;
    box.w = width;
    if (width == 0 || !is_seen(sc, box))
        return width;
    sh = add(sc, SHAPE_TEXT, box, color);
    sh->style = (uint8_t)style;
    sh->u.text.at = text;
    sh->u.text.whole = whole;
    sh->u.text.n = (int32_t)strlen(text);
    sh->u.text.width = width;
    return width;
}

int32_t scene_text(struct scene *sc, struct rect box, enum style style, enum color color,
                   enum align align, const char *format, ...)
{
    struct sb text = {0};
    const char *kept;
    va_list args;

    if (box.h < scene_line_height(sc, style) || box.w <= 0)
        return 0;
    va_start(args, format);
    sb_vprintf(&text, format, args);
    va_end(args);
    kept = arena_text(&sc->arena, sb_text(&text), text.len);
    sb_free(&text);
    return put_text(sc, box, style, color, align, kept);
}

/* ---- what is where ------------------------------------------------------------------------------------------------ */

static bool is_shortened(const struct shape *sh)
{
    return sh->kind == SHAPE_TEXT && sh->u.text.at != sh->u.text.whole;
}

const struct shape *scene_at(const struct scene *sc, int32_t x, int32_t y)
{
    for (int layer = LAYERS - 1; layer >= 0; layer--)
        for (size_t i = sc->shapes.len; i-- > 0;) {
            const struct shape *sh = &sc->shapes.at[i];

            if (sh->layer == layer && (sh->pick.kind != PICK_NONE || is_shortened(sh)) &&
                rect_has(rect_meet(sh->box, sh->clip), x, y))
                return sh;
        }
    return NULL;
}

static bool is_text(const struct shape *sh)
{
    return sh->kind == SHAPE_TEXT;
}

bool scene_overlap(const struct scene *sc, const struct shape **a, const struct shape **b)
{
    for (size_t i = 0; i < sc->shapes.len; i++) {
        const struct shape *x = *a = &sc->shapes.at[i];
        struct rect in = rect_meet(x->box, rect_meet(x->clip, sc->size));

        if (!is_text(x))
            continue;
        *b = x;
        if (in.w != x->box.w || in.h != x->box.h)
            return true;
        for (size_t j = i + 1; j < sc->shapes.len; j++) {
            const struct shape *y = *b = &sc->shapes.at[j];
            struct rect both = rect_meet(x->box, y->box);

            if (is_text(y) && y->layer == x->layer && both.w > 0 && both.h > 0)
                return true;
        }
    }
    return false;
}
