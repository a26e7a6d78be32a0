/* window_place.h: where the window stood, how large it was and how it looked, remembered from one time to the next in
 * $XDG_STATE_HOME/schedlab/window.json (~/.local/state/schedlab/window.json). */
#ifndef APP_WINDOW_PLACE_H
#define APP_WINDOW_PLACE_H

#include <stdbool.h>
#include <stdint.h>

struct window_place {
    int32_t x, y, w, h; /* points; w 0: nothing is remembered */
    int32_t scale;      /* percent; 0: nothing is remembered */
    bool light, presenter, drawer, tips;
};

/* What is remembered. A file that is damaged is said to be, and left aside. */
struct window_place window_place_read(void);

/* Remembers it; where that cannot be done, nothing is said: it is a convenience. */
void window_place_write(const struct window_place *place);

#endif
