#include "tracegen.h"

#include <assert.h>
#include <string.h>

#include "arena.h"

/* Go's buffers are 64 KiB, of which links and a batch's header take the first part. go: traceBuf */
enum {
    BATCH_DATA = WIRE_BATCH_MAX - 64,
    BATCH_FIRST = 256,
    HZ_NS = 1000000000,
    HZ_LINUX = HZ_NS / WIRE_TICK_NS
};

/* The beginning of a generation is at a time of its own, like the events of a thread. */
#define SYNC_M (WIRE_NONE - 1)

static void out_add(struct tracegen *tg, const uint8_t *bytes, size_t len)
{
    VEC_RESERVE(&tg->out, len);
    memcpy(tg->out.at + tg->out.len, bytes, len);
    tg->out.len += len;
}

void tracegen_header(struct tracegen *tg)
{
    uint8_t header[WIRE_HEADER];

    wire_put_header(header, tg->version);
    out_add(tg, header, sizeof header);
}

static uint8_t *put_frequency(const struct tracegen *tg, uint8_t *at)
{
    *at++ = WIRE_FREQUENCY;
    return wire_put(at, tg->tick_shift ? HZ_LINUX : HZ_NS);
}

/* Both clocks advance with the run's time, from where they stood when the process began. */
static void put_sync(struct tracegen *tg)
{
    uint8_t data[WIRE_EVENT_MAX * 2];
    uint8_t *at = data;
    struct batch sync = {.data = data, .m = WIRE_NONE, .base = tg->last};
    uint64_t ns = tg->last << tg->tick_shift, wall = ns - TRACE_BOOT + TRACE_CALENDAR;

    *at++ = WIRE_SYNC;
    at = put_frequency(tg, at);
    *at++ = WIRE_CLOCK_SNAPSHOT;
    at = wire_put(at, 0);
    at = wire_put(at, ns);
    at = wire_put(at, wall / (uint64_t)SEC);
    at = wire_put(at, wall % (uint64_t)SEC);
    tracegen_done(&sync, at);
    tracegen_flush(tg, &sync);
}

void tracegen_begin(struct tracegen *tg, uint64_t number)
{
    tg->number = number;
    tg->bytes = 0;
    tg->strings.m = WIRE_NONE;
    (void)tracegen_moment(tg, SYNC_M);
    if (tg->version >= 25)
        put_sync(tg);
}

static void grow(struct batch *b, size_t need)
{
    size_t cap = b->cap ? b->cap : BATCH_FIRST;

    while (cap < need)
        cap *= 2;
    if (cap > BATCH_DATA)
        cap = BATCH_DATA;
    assert(cap >= need);
    b->data = mem_grow(b->data, cap, 1);
    b->cap = (uint32_t)cap;
}

void tracegen_room(struct tracegen *tg, struct batch *b, uint64_t ticks)
{
    if (b->len + WIRE_EVENT_MAX > BATCH_DATA)
        tracegen_flush(tg, b);
    if (b->len + WIRE_EVENT_MAX > b->cap)
        grow(b, b->len + WIRE_EVENT_MAX);
    if (b->len == 0)
        b->base = b->last = ticks;
}

uint8_t *tracegen_entry(struct tracegen *tg, struct batch *b, enum wire_event kind, size_t size)
{
    if (b->len + size + 1 > BATCH_DATA)
        tracegen_flush(tg, b);
    if (b->len + size + 1 > b->cap)
        grow(b, b->len + size + 1);
    if (b->len == 0) {
        b->base = tg->last;
        b->data[b->len++] = (uint8_t)kind;
    }
    return b->data + b->len;
}

/* The size is padded: Go writes the header before it knows it. */
void tracegen_flush(struct tracegen *tg, struct batch *b)
{
    uint8_t header[WIRE_BATCH_HEADER_MAX];
    uint8_t *at = header;

    if (b->len == 0)
        return;
    *at++ = WIRE_EVENT_BATCH;
    at = wire_put(at, tg->number);
    at = wire_put(at, b->m);
    at = wire_put(at, b->base);
    at = wire_put_padded(at, b->len, WIRE_VARINT_MAX);
    out_add(tg, header, (size_t)(at - header));
    out_add(tg, b->data, b->len);
    tg->bytes += at - header + b->len;
    b->len = 0;
}

void tracegen_frequency(struct tracegen *tg)
{
    uint8_t data[WIRE_EVENT_MAX];
    struct batch b = {.data = data, .m = WIRE_NONE, .base = tg->last};

    if (tg->version >= 25)
        return;
    tracegen_done(&b, put_frequency(tg, data));
    tracegen_flush(tg, &b);
}

void tracegen_end(struct tracegen *tg)
{
    const uint8_t end = WIRE_END_OF_GENERATION;

    tracegen_flush(tg, &tg->strings);
    if (tg->version >= 26)
        out_add(tg, &end, 1);
}

void batch_deinit(struct batch *b)
{
    free(b->data);
    *b = (struct batch){0};
}

void tracegen_deinit(struct tracegen *tg)
{
    batch_deinit(&tg->strings);
    free(tg->out.at);
    *tg = (struct tracegen){0};
}
