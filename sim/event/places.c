#include "places.h"

#include <assert.h>

void places_init(struct places *ps, int32_t nops)
{
    *ps = (struct places){.nops = nops};
}

void places_note(struct places *ps, const struct event *ev)
{
    size_t n = (size_t)(ev->at - ps->nops);

    assert(ev->at >= ps->nops);
    while (ps->called.len <= n)
        *VEC_PUSH(&ps->called) = (struct place){PLACE_NONE, NOBODY};
    ps->called.at[n] = (struct place){(int32_t)ev->a, (int32_t)ev->b};
}

struct place places_get(const struct places *ps, int32_t at)
{
    if (at < 0)
        return (struct place){PLACE_NONE, NOBODY};
    if (at < ps->nops)
        return (struct place){PLACE_NONE, at};
    if ((size_t)(at - ps->nops) < ps->called.len)
        return ps->called.at[at - ps->nops];
    return (struct place){PLACE_NONE, NOBODY};
}

void places_deinit(struct places *ps)
{
    free(ps->called.at);
    *ps = (struct places){0};
}
