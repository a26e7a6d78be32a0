/* history_internal.h: how a history lies in memory, and the reader that goes through its events.
 *
 *     chunk 0     chunk 1     chunk 2     chunk 3 …          chunk_events events each, the last one still growing
 *     |           |           |
 *     |           |           ' keyframe: the state at the beginning of this chunk
 *     ' keyframe: the empty world
 *
 * A chunk can be unpacked without those before it. */
#ifndef EVENT_HISTORY_INTERNAL_H
#define EVENT_HISTORY_INTERNAL_H

#include "event_pack.h"
#include "history.h"
#include "world_pack.h"

struct chunk {
    uint8_t *bytes;
    size_t len;
    vtime first; /* time of its first event */
    struct kinds kinds;
};

struct keyframe {
    int64_t pos; /* a chunk begins there */
    uint8_t *bytes;
    size_t len;
};

/* Goes through the events from any position on. */
struct reader {
    int64_t pos; /* of the event that comes next */
    size_t at;   /* its place in its chunk's bytes */
    bool begun;  /* `packing` and `at` are those of `pos` */
    struct event_packing packing;
};

struct history {
    int64_t chunk_events, key_events; /* a chunk has so many; keyframes are at least so far apart */
    VEC(struct chunk) chunks;
    VEC(struct keyframe) keyframes;
    int64_t len;
    vtime t;
    size_t bytes;                 /* of chunks that are full, and keyframes */
    struct packed open;           /* the bytes of the last chunk */
    struct event_packing packing; /* of the last chunk */
    struct world world;           /* after the last event */
    struct reader *reader;        /* of history_read */
};

/* With other sizes than history_new: what holds of them all is tested on small ones. `key` is a multiple of `chunk`. */
struct history *history_new_sized(int64_t chunk, int64_t key);

/* The bytes of a chunk, good until the history grows. */
const uint8_t *history_chunk(const struct history *h, size_t chunk);

/* Goes to `pos`, 0 to the history's length. */
void reader_seek(struct reader *r, const struct history *h, int64_t pos);

/* The next `n` events, as far as there are any, to `out`; how many. A chunk ends a call: ask again. */
size_t reader_next(struct reader *r, const struct history *h, size_t n, struct event *out);

/* The last keyframe at or before `pos`. */
const struct keyframe *history_keyframe(const struct history *h, int64_t pos);

#endif
