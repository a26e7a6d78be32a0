/* tour.h: the guided tour: a card over the window, stop by stop. */
#ifndef VIZ_TOUR_H
#define VIZ_TOUR_H

#include "ui.h"

struct tour {
    int32_t stop; /* 1 and on; 0: no tour */
};

/* Begins it, goes on (by 1 or -1), or ends it beyond the last stop. */
void tour_go(struct ui *ui, struct tour *t, int32_t by);
void tour_build(struct ui *ui, const struct tour *t, struct scene *sc);

#endif
