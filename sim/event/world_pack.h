/* world_pack.h: the state of a run in few bytes: a keyframe.
 *
 *     struct packed frame = {0};
 *     world_pack(&w, &frame);
 *     world_unpack(&other, frame.at);        other says what w said
 *     free(frame.at);
 *
 * Goroutines stand list by list, in order, each with what differs from the one before it: about 5 bytes for one that waits in
 * a crowd. What is dead takes nothing. */
#ifndef EVENT_WORLD_PACK_H
#define EVENT_WORLD_PACK_H

#include "vec.h"
#include "world.h"

struct packed {
    uint8_t *at;
    size_t len, cap;
};

/* Puts w behind what `out` holds already. */
void world_pack(const struct world *w, struct packed *out);

/* Makes `w`, which world_init or a run has left, what was packed. Its memory is used again. */
void world_unpack(struct world *w, const uint8_t *at);

/* About how many bytes world_pack would need. */
size_t world_pack_guess(const struct world *w);

/* All memory that a world has. */
size_t world_bytes(const struct world *w);

#endif
