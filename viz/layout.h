/* layout.h: which views are shown where, for a tab and a size of the window. */
#ifndef VIZ_LAYOUT_H
#define VIZ_LAYOUT_H

#include "scene.h"
#include "view.h"

struct layout {
    struct rect at[VIEWS]; /* of no width: not shown */
};

void layout_make(struct layout *l, const struct ui *ui, int32_t w, int32_t h);

/* The view at a point, or NOBODY. */
int32_t layout_at(const struct layout *l, int32_t x, int32_t y);

#endif
