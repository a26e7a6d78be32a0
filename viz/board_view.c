#include "view.h"

static void build(struct frame *f, void *state, struct rect area)
{
    (void)state;
    scene_fill(f->sc, area, COLOR_PANEL, scene_px(f->sc, 8));
}

const struct view_ops board_view = {.build = build};
