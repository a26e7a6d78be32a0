#include "card.h"

enum { PAD = 12 };

struct rect card_begin(struct scene *sc, struct rect area, const char *title, const char *aside)
{
    struct rect in = rect_inset(area, scene_px(sc, PAD)), row, left;
    int32_t wide;

    scene_fill(sc, area, COLOR_PANEL, scene_px(sc, 8));
    row = left = rect_cut_top(&in, scene_line_height(sc, STYLE_TITLE));
    wide = scene_text(sc, left, STYLE_TITLE, COLOR_TEXT, LEFT, "%s", title);
    rect_cut_left(&row, wide + scene_px(sc, PAD));
    if (aside)
        scene_text(sc, row, STYLE_SMALL, COLOR_DIM, RIGHT, "%s", aside);
    rect_cut_top(&in, scene_px(sc, 6));
    return in;
}

struct rect card_row(struct scene *sc, struct rect *rest, enum style style)
{
    int32_t line = scene_line_height(sc, style) + scene_px(sc, 2);

    if (rest->h < line)
        return (struct rect){rest->x, rest->y, rest->w, 0};
    return rect_cut_top(rest, line);
}

bool card_prose(struct scene *sc, struct rect *rest, enum style style, enum color color,
                const char *text)
{
    if (rest->h > 0)
        rect_cut_top(rest, scene_prose(sc, *rest, style, color, text));
    return rest->h > 0;
}

void card_heading(struct scene *sc, struct rect *rest, const char *text)
{
    card_gap(sc, rest, 6);
    scene_text(sc, card_row(sc, rest, STYLE_BOLD), STYLE_BOLD, COLOR_DIM, LEFT, "%s", text);
}

void card_gap(struct scene *sc, struct rect *rest, int32_t px)
{
    rect_cut_top(rest, scene_px(sc, px));
}
