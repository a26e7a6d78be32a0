/* history.h: all events of a run, packed, and its state at any of them.
 *
 *     struct history *h = history_new();
 *     sinks[0] = history_sink(h);               a run fills it
 *     struct cursor *c = cursor_new(h);
 *     cursor_seek(c, history_at(h, 108417000)); forwards or backwards
 *     cursor_world(c)->now
 *
 * A position is a number of events that have happened, 0 to history_len. Events are packed in chunks of some bytes each;
 * beside every so many of them stands a keyframe, the packed state at their beginning, so that a seek unpacks one keyframe
 * and folds what is left. How far keyframes lie apart follows their size: both together are to stay under 12 bytes an event,
 * and a seek under one frame of a picture.
 *
 * A history may grow while cursors on it are used. */
#ifndef EVENT_HISTORY_H
#define EVENT_HISTORY_H

#include "event.h"
#include "places.h"
#include "world.h"

struct history;
struct cursor;

struct history *history_new(void);
struct event_sink history_sink(struct history *h);
void history_free(struct history *h); /* after its cursors */

int64_t history_len(const struct history *h);
vtime history_time(const struct history *h);   /* of the last event */
size_t history_bytes(const struct history *h); /* of all it holds */

/* The position after all events up to and including time `t`. */
int64_t history_at(const struct history *h, vtime t);

/* Decodes events [from, from + n) as far as there are any into `out`; how many there were. */
size_t history_read(const struct history *h, int64_t from, size_t n, struct event *out);

/* Calls `each` with the events of [from, to) in order, in batches, until it returns false. */
void history_each(const struct history *h, int64_t from, int64_t to,
                  bool (*each)(void *arg, int64_t seq, const struct event *ev, size_t n),
                  void *arg);

/* A set of kinds; starts zeroed: none. */
struct kinds {
    uint64_t bits[2];
};

static inline void kinds_add(struct kinds *set, enum event_kind kind)
{
    set->bits[kind / 64] |= (uint64_t)1 << kind % 64;
}

static inline void kinds_remove(struct kinds *set, enum event_kind kind)
{
    set->bits[kind / 64] &= ~((uint64_t)1 << kind % 64);
}

static inline bool kinds_have(const struct kinds *set, enum event_kind kind)
{
    return set->bits[kind / 64] >> kind % 64 & 1;
}

/* The next event at or after `from` (the last one before it, if `back`) of one of `kinds` (NULL: of any) for which `is` says true
 * (NULL: whatever it says), or -1. Chunks without any of these kinds are passed over unread. */
int64_t history_find(const struct history *h, int64_t from, bool back, const struct kinds *kinds,
                     bool (*is)(const void *arg, const struct event *ev), const void *arg);

/* A place in the history, and the state there. Starts at 0. */
struct cursor *cursor_new(const struct history *h);
void cursor_seek(struct cursor *c, int64_t pos); /* beyond the ends: to the ends */
int64_t cursor_pos(const struct cursor *c);
const struct world *cursor_world(const struct cursor *c); /* good until the next seek */
void cursor_free(struct cursor *c);

#endif
