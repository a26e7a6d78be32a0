/* board_text.h: the board as text: who is where at an instant, and why somebody on it cannot run. */
#ifndef EXERCISE_BOARD_TEXT_H
#define EXERCISE_BOARD_TEXT_H

#include "subject.h"

/* The processors with who runs there and who queues, the global queue, who of the program waits for what, who is in a call, the
 * threads: a line each, of at most `width` columns; what does not fit is counted. */
void board_text(const struct subject *su, const struct world *w, int32_t width, struct sb *out);

/* Why goroutine `g` does not run next, as a sentence with its rule. */
void board_refuse(const struct subject *su, const struct world *w, goid g, struct sb *out);

#endif
