/* events.c: the stream leaves the core here; and the places that its events name. */
#include "internal.h"
#include "tracing.h"

void events_flush(struct sim *s)
{
    int32_t n = s->nbuf;

    if (n == 0)
        return;
    if (s->tracing) {
        tracing_see(s);
        tracing_flushed(s);
    }
    s->nbuf = 0;
    s->nevents += n;
    for (int32_t i = 0; i < s->cfg.nsinks; i++)
        s->cfg.sinks[i].events(s->cfg.sinks[i].self, s->buf, (size_t)n);
}

/* Interned places: open addressing by (caller, op). */
struct place_table {
    struct place {
        int32_t caller, op, place;
    } * at;
    size_t cap; /* a power of two */
    int32_t len;
};

static size_t place_slot(const struct place_table *t, int32_t caller, int32_t op)
{
    uint64_t h = ((uint64_t)(uint32_t)caller << 32 | (uint32_t)op) * 0x9E3779B97F4A7C15u;
    size_t i = (size_t)(h >> 32) & (t->cap - 1);

    while (t->at[i].place != 0 && (t->at[i].caller != caller || t->at[i].op != op))
        i = (i + 1) & (t->cap - 1);
    return i;
}

static void places_grow(struct place_table *t)
{
    struct place_table old = *t;

    t->cap = old.cap ? 2 * old.cap : 64;
    t->at = mem_zalloc(t->cap, sizeof *t->at);
    for (size_t i = 0; i < old.cap; i++)
        if (old.at[i].place != 0)
            t->at[place_slot(t, old.at[i].caller, old.at[i].op)] = old.at[i];
    free(old.at);
}

int32_t place_intern(struct sim *s, int32_t caller, int32_t op)
{
    struct place_table *t = s->places;
    struct place *pl;

    if (caller == PLACE_NONE || op == NOBODY)
        return op;
    if (!t)
        t = s->places = mem_zalloc(1, sizeof *t);
    if ((size_t)t->len * 2 >= t->cap)
        places_grow(t);
    pl = &t->at[place_slot(t, caller, op)];
    if (pl->place == 0) {
        struct event *e;

        /* Nothing is interned before there is an op, so 0 is free to mean "empty". */
        *pl = (struct place){.caller = caller, .op = op, .place = s->prog->nops + 1 + t->len++};
        e = event_add(s, EV_PLACE, NULL);
        e->at = pl->place;
        e->a = caller;
        e->b = op;
    }
    return pl->place;
}

void places_free(struct sim *s)
{
    if (s->places)
        free(s->places->at);
    free(s->places);
    s->places = NULL;
}
