/* scene.h: a picture as data. Views put shapes in; raster.c makes pixels of them, scene_text_dump words, scene_at tells what is
 * under the mouse.
 *
 *     scene_begin(&sc, &theme, &fonts, size);
 *     scene_fill(&sc, card, COLOR_PANEL, px(6));
 *     sc.pick = (struct pick){PICK_G, 18};            of all shapes that follow
 *     scene_text(&sc, box, STYLE_BODY, COLOR_TEXT, LEFT, "G%d", 18);
 *
 * Nothing is drawn outside `clip`, which a view never widens. A text that does not fit its box is shortened, with an ellipsis:
 * no text leaves its box, and laying boxes out side by side is enough for no two texts to meet (tests hold both, with
 * scene_overlap). Shapes are drawn layer by layer, in a layer in their order. */
#ifndef VIZ_SCENE_H
#define VIZ_SCENE_H

#include <stdarg.h>
#include <stdbool.h>

#include "arena.h"
#include "fonts.h"
#include "sb.h"
#include "theme.h"
#include "vec.h"

struct rect {
    int32_t x, y, w, h;
};

enum layer {
    LAYER_BASE,
    LAYER_FLOW /* arrows */,
    LAYER_TOKEN /* what glides */,
    LAYER_POPUP,
    LAYER_TIP,
    LAYERS
};
enum align { LEFT, CENTER, RIGHT };

/* What a shape stands for: a click on it selects, jumps, or carries out. */
enum pick_kind {
    PICK_NONE,
    PICK_G,       /* id: goid */
    PICK_M,       /* id: M */
    PICK_P,       /* id: P */
    PICK_OBJECT,  /* id: object */
    PICK_TIME,    /* id: an instant, ns */
    PICK_EVENT,   /* id: position in the history */
    PICK_SPAN,    /* id: lane, arg: index of the span in it */
    PICK_FIELD,   /* id: row of the table of fields */
    PICK_LINE,    /* id: line of the Go source */
    PICK_SAMPLE,  /* id: line of the console */
    PICK_COMMAND, /* id: enum command, arg: its argument */
    PICK_PLACE,   /* id, arg: the view's own: a scroll bar, a slider, a field of text */
    PICK_BLOCK    /* nothing, and nothing of what is behind it */
};
/* arg of a PICK_G or PICK_M that was read in a text: `id` is the number that is shown, in an imported run Go's own. */
enum { PICK_SHOWN = 1 };
struct pick {
    enum pick_kind kind;
    int64_t id, arg;
};

enum shape_kind { SHAPE_FILL, SHAPE_STROKE, SHAPE_LINE, SHAPE_TEXT, SHAPE_STRIP };

/* A pixel column of a strip: how much of the lane's height each of its colours takes, from the bottom, in 255ths. */
enum { STRIP_COLORS = 6 };
struct strip_column {
    uint8_t part[STRIP_COLORS];
};

struct shape {
    uint8_t kind, layer, color, style;
    bool dashed;
    int32_t radius, thick; /* corners; of strokes and lines */
    struct rect box;       /* of a line: from (x, y) to (x + w, y + h) */
    struct rect clip;
    struct pick pick;
    union {
        struct {
            const char *at;    /* as it is shown, shortened */
            const char *whole; /* the same, or what was shortened: for the tip */
            int32_t n, width;  /* bytes, pixels */
        } text;                /* the box is what the text takes */
        struct {
            const struct strip_column *columns; /* box.w of them */
            const uint8_t *colors;              /* STRIP_COLORS of enum color */
        } strip;
    } u;
};

struct scene {
    const struct theme *theme;
    const struct fonts *fonts;
    struct arena arena; /* of a frame: texts and strips; for views too */
    struct rect size, clip;
    enum layer layer;
    struct pick pick;
    VEC(struct shape) shapes;
};

/* Empties the scene. Starts zeroed the first time. */
void scene_begin(struct scene *sc, const struct theme *theme, const struct fonts *fonts, int32_t w,
                 int32_t h);
void scene_deinit(struct scene *sc);

void scene_fill(struct scene *sc, struct rect box, enum color color, int32_t radius);
void scene_stroke(struct scene *sc, struct rect box, enum color color, int32_t radius,
                  int32_t thick, bool dashed);
void scene_line(struct scene *sc, int32_t x0, int32_t y0, int32_t x1, int32_t y1, enum color color,
                int32_t thick, bool dashed);
void scene_strip(struct scene *sc, struct rect box, const struct strip_column *columns,
                 const uint8_t colors[STRIP_COLORS]);

/* One line in the middle of the box's height. Returns the width it takes. Nothing is drawn into a box that a line does not fit
 * in height. */
int32_t scene_text(struct scene *sc, struct rect box, enum style style, enum color color,
                   enum align align, const char *format, ...) __attribute__((format(printf, 6, 7)));

/* The same in lines, broken between words; what does not fit in height is left away with an ellipsis. Words that name a
 * goroutine, a thread or a processor (G18, M3, P0) are links to it; `{t:108417000}` stands for an instant and is a link. Returns
 * the height that the text takes. With a box of no height nothing is drawn: so it is measured. */
int32_t scene_prose(struct scene *sc, struct rect box, enum style style, enum color color,
                    const char *text);

/* The same in STYLE_BODY with `code` and **bold**, without the first `skip` lines: returns the height without them. */
int32_t scene_markup(struct scene *sc, struct rect box, enum color color, const char *text,
                     int32_t skip);

int32_t scene_line_height(const struct scene *sc, enum style style);
int32_t scene_width(const struct scene *sc, enum style style, const char *text);
int32_t scene_px(const struct scene *sc, int32_t px);

/* Narrows the clip; returns the old one, to be put back. */
struct rect scene_clip(struct scene *sc, struct rect to);

/* The topmost shape with a pick, or with a shortened text, at a point; NULL: none. */
const struct shape *scene_at(const struct scene *sc, int32_t x, int32_t y);

/* The first two texts of one layer that intersect, or a text that leaves the window; false: none. For tests. */
bool scene_overlap(const struct scene *sc, const struct shape **a, const struct shape **b);

/* A line for each shape, in the order in which they are drawn: what golden files hold. */
void scene_dump(const struct scene *sc, struct sb *out);

/* ---- rectangles ---- */
struct rect rect_inset(struct rect r, int32_t by);
struct rect rect_cut_top(struct rect *r, int32_t h); /* takes a strip off r, and returns it */
struct rect rect_cut_bottom(struct rect *r, int32_t h);
struct rect rect_cut_left(struct rect *r, int32_t w);
struct rect rect_cut_right(struct rect *r, int32_t w);
struct rect rect_meet(struct rect a, struct rect b); /* their intersection; w and h >= 0 */
bool rect_has(struct rect r, int32_t x, int32_t y);

#endif
