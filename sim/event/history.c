/* history.c: how a history grows and how its events are found again. */
#include "history.h"

#include <string.h>

#include "history_internal.h"

/* ---- growing ---- */

/* With few goroutines there is a keyframe every KEY_EVENTS. With many one is large, and due when all bytes still come to no more
 * than BYTES_MOST an event: as near to each other as the memory allows, since a seek folds half of what lies between. */
#define BYTES_MOST 11

enum { CHUNK_EVENTS = 8192, KEY_EVENTS = 4 * CHUNK_EVENTS };

/* Memory of the right size for what does not change any more. */
static uint8_t *settled(const uint8_t *bytes, size_t len)
{
    uint8_t *copy = mem_alloc(len);

    memcpy(copy, bytes, len);
    return copy;
}

static void add_keyframe(struct history *h)
{
    struct packed frame = {0};

    world_pack(&h->world, &frame);
    *VEC_PUSH(&h->keyframes) =
        (struct keyframe){.pos = h->len, .bytes = settled(frame.at, frame.len), .len = frame.len};
    h->bytes += frame.len;
    free(frame.at);
}

struct history *history_new_sized(int64_t chunk, int64_t key)
{
    struct history *h = mem_zalloc(1, sizeof *h);

    h->chunk_events = chunk;
    h->key_events = key;
    world_init(&h->world);
    h->reader = mem_zalloc(1, sizeof *h->reader);
    add_keyframe(h); /* the empty world: there is always one to start from */
    return h;
}

struct history *history_new(void)
{
    return history_new_sized(CHUNK_EVENTS, KEY_EVENTS);
}

static void close_chunk(struct history *h)
{
    struct chunk *c = &h->chunks.at[h->chunks.len - 1];

    c->bytes = settled(h->open.at, h->open.len);
    c->len = h->open.len;
    h->bytes += c->len;
    h->open.len = 0;
}

static bool keyframe_is_due(const struct history *h)
{
    int64_t last = h->keyframes.at[h->keyframes.len - 1].pos;

    return h->len - last >= h->key_events &&
           h->bytes + world_pack_guess(&h->world) <= (size_t)h->len * BYTES_MOST;
}

static void open_chunk(struct history *h, vtime t)
{
    if (h->len) {
        close_chunk(h);
        if (keyframe_is_due(h))
            add_keyframe(h);
    }
    *VEC_PUSH(&h->chunks) = (struct chunk){.first = t};
    event_pack_begin(&h->packing);
}

static void add(struct history *h, const struct event *ev)
{
    uint8_t *to;

    if (h->len % h->chunk_events == 0)
        open_chunk(h, ev->t);
    VEC_RESERVE(&h->open, EVENT_PACKED_MAX);
    to = event_pack(&h->packing, h->open.at + h->open.len, ev);
    h->open.len = (size_t)(to - h->open.at);
    kinds_add(&h->chunks.at[h->chunks.len - 1].kinds, ev->kind);
    h->t = ev->t;
    h->len++;
}

static void add_all(void *self, const struct event *ev, size_t n)
{
    struct history *h = self;

    while (n) {
        size_t room = (size_t)(h->chunk_events - h->len % h->chunk_events);
        size_t some = n < room ? n : room;

        for (size_t i = 0; i < some; i++)
            add(h, &ev[i]);
        world_events(&h->world, ev, some); /* before the next chunk may need a keyframe */
        ev += some;
        n -= some;
    }
}

struct event_sink history_sink(struct history *h)
{
    return (struct event_sink){.events = add_all, .self = h};
}

void history_free(struct history *h)
{
    for (size_t i = 0; i < h->chunks.len; i++)
        free(h->chunks.at[i].bytes);
    for (size_t i = 0; i < h->keyframes.len; i++)
        free(h->keyframes.at[i].bytes);
    free(h->chunks.at);
    free(h->keyframes.at);
    free(h->open.at);
    free(h->reader);
    world_deinit(&h->world);
    free(h);
}

/* ---- what it is ---- */

int64_t history_len(const struct history *h)
{
    return h->len;
}

vtime history_time(const struct history *h)
{
    return h->t;
}

size_t history_bytes(const struct history *h)
{
    return sizeof *h + h->bytes + h->open.cap + h->chunks.cap * sizeof *h->chunks.at +
           h->keyframes.cap * sizeof *h->keyframes.at + world_bytes(&h->world) + sizeof *h->reader;
}

const uint8_t *history_chunk(const struct history *h, size_t chunk)
{
    return chunk + 1 < h->chunks.len ? h->chunks.at[chunk].bytes : h->open.at;
}

const struct keyframe *history_keyframe(const struct history *h, int64_t pos)
{
    size_t low = 0, high = h->keyframes.len;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (h->keyframes.at[mid].pos <= pos)
            low = mid + 1;
        else
            high = mid;
    }
    return &h->keyframes.at[low - 1];
}

/* ---- reading ---- */

void reader_seek(struct reader *r, const struct history *h, int64_t pos)
{
    int64_t begin = pos - pos % h->chunk_events;
    struct event ev;

    if (!r->begun || r->pos > pos || r->pos < begin) {
        r->pos = begin;
        r->begun = false;
    }
    while (r->pos < pos)
        (void)reader_next(r, h, 1, &ev);
}

size_t reader_next(struct reader *r, const struct history *h, size_t n, struct event *out)
{
    size_t left = (size_t)(h->chunk_events - r->pos % h->chunk_events), done = 0;
    const uint8_t *bytes, *at;

    if (r->pos >= h->len)
        return 0;
    if ((int64_t)left > h->len - r->pos)
        left = (size_t)(h->len - r->pos);
    if (r->pos % h->chunk_events == 0 || !r->begun) {
        event_pack_begin(&r->packing);
        r->at = 0;
        r->begun = true;
    }
    bytes = history_chunk(h, (size_t)(r->pos / h->chunk_events));
    for (at = bytes + r->at; done < n && done < left; done++)
        at = event_unpack(&r->packing, at, &out[done]);
    r->at = (size_t)(at - bytes);
    r->pos += (int64_t)done;
    return done;
}

static int64_t within(const struct history *h, int64_t pos)
{
    return pos < 0 ? 0 : pos > h->len ? h->len : pos;
}

size_t history_read(const struct history *h, int64_t from, size_t n, struct event *out)
{
    size_t done = 0, some;

    reader_seek(h->reader, h, within(h, from));
    do {
        some = reader_next(h->reader, h, n - done, out + done);
        done += some;
    } while (some && done < n);
    return done;
}

enum { BATCH = 256 };

void history_each(const struct history *h, int64_t from, int64_t to,
                  bool (*each)(void *arg, int64_t seq, const struct event *ev, size_t n), void *arg)
{
    struct reader *r = mem_zalloc(1, sizeof *r);
    struct event batch[BATCH];
    size_t n;

    to = within(h, to);
    reader_seek(r, h, within(h, from));
    while (r->pos < to) {
        int64_t seq = r->pos;

        n = reader_next(r, h, to - seq < BATCH ? (size_t)(to - seq) : BATCH, batch);
        if (!each(arg, seq, batch, n))
            break;
    }
    free(r);
}

/* ---- finding ---- */

/* The last chunk that begins at or before `t`, but for those that begin with the very same time. */
static size_t chunk_at(const struct history *h, vtime t)
{
    size_t low = 0, high = h->chunks.len;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (h->chunks.at[mid].first <= t)
            low = mid + 1;
        else
            high = mid;
    }
    return low ? low - 1 : 0;
}

struct until {
    vtime t;
    int64_t pos;
};

static bool count_until(void *arg, int64_t seq, const struct event *ev, size_t n)
{
    struct until *u = arg;

    for (size_t i = 0; i < n; i++) {
        if (ev[i].t > u->t)
            return false;
        u->pos = seq + (int64_t)i + 1;
    }
    return true;
}

int64_t history_at(const struct history *h, vtime t)
{
    int64_t begin = (int64_t)chunk_at(h, t) * h->chunk_events;
    struct until u = {t, begin};

    if (t >= h->t)
        return h->len;
    history_each(h, begin, begin + h->chunk_events, count_until, &u);
    return u.pos;
}

struct search {
    const struct kinds *kinds;
    bool (*is)(const void *arg, const struct event *ev);
    const void *arg;
    bool back;
    int64_t found;
};

static bool look(void *arg, int64_t seq, const struct event *ev, size_t n)
{
    struct search *s = arg;

    for (size_t i = 0; i < n; i++) {
        if (s->kinds && !kinds_have(s->kinds, ev[i].kind))
            continue;
        if (s->is && !s->is(s->arg, &ev[i]))
            continue;
        s->found = seq + (int64_t)i;
        if (!s->back)
            return false;
    }
    return true;
}

static bool has_kinds(const struct chunk *c, const struct kinds *kinds)
{
    return !kinds || (c->kinds.bits[0] & kinds->bits[0]) || (c->kinds.bits[1] & kinds->bits[1]);
}

int64_t history_find(const struct history *h, int64_t from, bool back, const struct kinds *kinds,
                     bool (*is)(const void *arg, const struct event *ev), const void *arg)
{
    struct search s = {kinds, is, arg, back, -1};
    int64_t pos = within(h, from), chunk = (back ? pos - 1 : pos) / h->chunk_events;

    if (back && pos == 0)
        return -1;
    while (s.found < 0 && chunk >= 0 && chunk < (int64_t)h->chunks.len) {
        int64_t begin = chunk * h->chunk_events, end = begin + h->chunk_events;

        if (has_kinds(&h->chunks.at[chunk], kinds))
            history_each(h, back || begin > pos ? begin : pos, back && end > pos ? pos : end, look,
                         &s);
        chunk += back ? -1 : 1;
    }
    return s.found;
}
