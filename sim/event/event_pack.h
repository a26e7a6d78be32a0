/* event_pack.h: events in a few bytes each, against what the ones before let expect.
 *
 *     event_pack_begin(k);                       an empty chunk
 *     to = event_pack(k, to, &ev);               room for EVENT_PACKED_MAX bytes
 *
 *     event_pack_begin(k);
 *     at = event_unpack(k, at, &ev);             the same events in the same order
 *
 * For each field there are a few guesses: the value that the same kind had last, or had last at this goroutine, the processor
 * and the goroutine that this thread had last, the time since it became runnable. Which guess is right, together with the kind
 * and the flag, is the event's shape; a chunk has few of them, so a shape is one byte after its first use. Only what no guess
 * says stands behind it, as a difference. Any event can be packed; an unusual one takes more bytes. */
#ifndef EVENT_PACK_H
#define EVENT_PACK_H

#include "event.h"

enum {
    EVENT_PACKED_MAX = 64,
    PACK_SHAPES = 2048, /* that have a number; more are spelt out each time */
    PACK_SLOTS = 4096,
    PACK_SEEN = 1024,
    PACK_READY = 1024,
    PACK_THREADS = 256
};

/* What the events so far let expect. Packing and unpacking keep the same. */
struct event_packing {
    vtime t;
    int32_t m; /* of the last event */
    goid g;
    struct {
        vtime dt;
        int64_t a, b;
        int32_t m, at;
        goid g;
        int16_t p;
    } kinds[EVENT_KINDS]; /* the last of each kind */
    struct {
        goid g, woke;
        int16_t p;
    } threads[PACK_THREADS]; /* by thread, as far as there is room */
    struct {
        int64_t a, b;
        int32_t at;
    } seen[PACK_SEEN];       /* the last of a kind at a goroutine */
    vtime ready[PACK_READY]; /* when a goroutine became runnable */
    uint32_t shapes[PACK_SHAPES];
    uint32_t nshapes;
    uint16_t slots[PACK_SLOTS]; /* packing: shape by hash, + 1 */
};

void event_pack_begin(struct event_packing *k);
uint8_t *event_pack(struct event_packing *k, uint8_t *to, const struct event *ev);
const uint8_t *event_unpack(struct event_packing *k, const uint8_t *at, struct event *ev);

#endif
