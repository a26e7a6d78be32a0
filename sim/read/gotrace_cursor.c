/* gotrace_cursor.c: the next event of each thread. go: batchcursor.go */
#include "gotrace.h"

/* Reads a number of an event that does not fit two bytes, or ends where the batch does. */
static bool long_number(const uint8_t **at, const uint8_t *end, uint64_t *n)
{
    int took = wire_get(*at, (size_t)(end - *at), n);

    if (took <= 0)
        return false;
    *at += took;
    return true;
}

/* Reads a number of an event. Most are of one or two bytes, by turns that no processor guesses: so that is not a branch. */
static inline bool number(const uint8_t **at, const uint8_t *end, uint64_t *n)
{
    const uint8_t *p = *at;
    unsigned two;

    if (end - p < 2)
        return long_number(at, end, n);
    two = p[0] >> 7;
    if (two & (p[1] >> 7))
        return long_number(at, end, n);
    *n = (p[0] & 0x7FU) | ((p[1] & 0x7FU) << 7 & (0U - two));
    *at = p + 1 + two;
    return true;
}

static bool refuse(struct reader *r, const struct cursor *c, int type, const char *what)
{
    fail(r, (uint64_t)(c->event - r->bytes), c->m, type, "%s", what);
    return false;
}

/* What is wrong with an event type that no thread can have. */
static bool refuse_type(struct reader *r, const struct cursor *c)
{
    uint64_t offset = (uint64_t)(c->event - r->bytes);

    if (c->type >= WIRE_EVENTS)
        fail(r, offset, c->m, 0, "found invalid event type: %d", c->type);
    else
        fail(r, offset, c->m, 0, "found event without a timestamp: type=%d", c->type);
    return false;
}

/* Goes on to the thread's next batch that has data. */
static bool next_batch(struct reader *r, struct cursor *c)
{
    while (c->at == c->end) {
        const struct batch *b;

        c->batch = c->started ? r->gen.batches.at[c->batch - 1].next : c->batch;
        c->started = true;
        if (c->batch == 0)
            return false;
        b = &r->gen.batches.at[c->batch - 1];
        c->at = r->bytes + b->at;
        c->end = c->at + b->len;
        c->last = 0;
    }
    return true;
}

bool cursor_next(struct reader *r, struct cursor *c, bool *more)
{
    const struct wire_kind *kind;
    const uint8_t *at;
    uint64_t ticks;

    *more = c->at != c->end || next_batch(r, c);
    if (!*more)
        return true;
    if (c->last == 0)
        c->last = ticks_ns(r->gen.tick, r->gen.batches.at[c->batch - 1].time);
    at = c->event = c->at;
    c->type = *at++;
    kind = &r->kinds[c->type];
    if (!kind->timed)
        return refuse_type(r, c);
    if (!number(&at, c->end, &ticks))
        return refuse(r, c, c->type, "found invalid uvarint for timestamp");
    for (int i = 1; i <= kind->args; i++)
        if (!number(&at, c->end, &c->args[i]))
            return refuse(r, c, c->type, "found invalid uvarint");
    c->at = at;
    /* Each difference is rounded by itself. A sum that does not fit wraps around, as Go's does. */
    c->time = (int64_t)((uint64_t)ticks_ns(r->gen.tick, ticks) + (uint64_t)c->last);
    c->last = c->time;
    return true;
}
