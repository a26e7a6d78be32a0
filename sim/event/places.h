/* places.h: from a place of an event to the operation and the functions that were called on the way to it.
 *
 * A place below the number of operations is that operation, in the start function of its goroutine. The others are
 * announced by EV_PLACE before they are used: an operation, called from another place. */
#ifndef EVENT_PLACES_H
#define EVENT_PLACES_H

#include "event.h"
#include "vec.h"

struct place {
    int32_t caller; /* the place of the call, PLACE_NONE for a start function */
    int32_t op;     /* NOBODY: nowhere */
};

struct places {
    int32_t nops;
    VEC(struct place) called; /* by place - nops */
};

/* `nops` is the number of operations of the program. */
void places_init(struct places *ps, int32_t nops);

/* Takes note of an EV_PLACE. */
void places_note(struct places *ps, const struct event *ev);

/* What stands behind a number; {PLACE_NONE, NOBODY} behind PLACE_NONE. */
struct place places_get(const struct places *ps, int32_t at);

void places_deinit(struct places *ps);

#endif
