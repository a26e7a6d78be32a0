/* cursor.c: a place in a history, and the way there: from the nearest state that is known, folding what lies between. */
#include "history_internal.h"

struct cursor {
    const struct history *h;
    struct world w;
    struct reader reader; /* stands where the world is */
    int64_t marked;       /* position of `mark`, a state for stepping back; -1: none */
    struct packed mark;
};

struct cursor *cursor_new(const struct history *h)
{
    struct cursor *c = mem_zalloc(1, sizeof *c);

    c->h = h;
    c->marked = -1;
    world_init(&c->w);
    return c;
}

int64_t cursor_pos(const struct cursor *c)
{
    return c->w.seq;
}

const struct world *cursor_world(const struct cursor *c)
{
    return &c->w;
}

void cursor_free(struct cursor *c)
{
    world_deinit(&c->w);
    free(c->mark.at);
    free(c);
}

/* ---- the way ---- */

enum { BATCH = 256 };

static void fold_to(struct cursor *c, int64_t pos)
{
    struct event batch[BATCH];

    reader_seek(&c->reader, c->h, c->w.seq);
    while (c->w.seq < pos) {
        int64_t left = pos - c->w.seq;
        size_t n = reader_next(&c->reader, c->h, left < BATCH ? (size_t)left : BATCH, batch);

        world_events(&c->w, batch, n);
    }
}

/* What unpacking a state costs, in events that could be folded meanwhile: a goroutine takes about as long as an event. */
static int64_t unpack_cost(size_t bytes)
{
    return (int64_t)(bytes / 8);
}

/* Brings the world to the best state to go on from. */
static void restore(struct cursor *c, int64_t pos)
{
    const struct keyframe *key = history_keyframe(c->h, pos);
    int64_t from = key->pos, cost = unpack_cost(key->len);
    const uint8_t *state = key->bytes;

    if (c->marked >= from && c->marked <= pos) {
        from = c->marked;
        cost = unpack_cost(c->mark.len);
        state = c->mark.at;
    }
    if (c->w.seq > pos || pos - c->w.seq > pos - from + cost)
        world_unpack(&c->w, state);
}

/* Who steps back will step back again: a state at the beginning of the chunk, so that the way stays short. */
static void mark_chunk(struct cursor *c, int64_t pos)
{
    int64_t begin = pos - pos % c->h->chunk_events;

    if (c->marked == begin || c->w.seq >= begin)
        return;
    fold_to(c, begin);
    c->mark.len = 0;
    world_pack(&c->w, &c->mark);
    c->marked = begin;
}

void cursor_seek(struct cursor *c, int64_t pos)
{
    int64_t was = c->w.seq;

    pos = pos < 0 ? 0 : pos > c->h->len ? c->h->len : pos;
    restore(c, pos);
    if (pos < was && was - pos < c->h->chunk_events)
        mark_chunk(c, pos);
    fold_to(c, pos);
}
