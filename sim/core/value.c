#include "value.h"

void values_init(struct sim *s)
{
    if (s->prog->values)
        s->values = ARENA_ARRAY(&s->arena, struct chan_values, (size_t)s->prog->nobjects + 1);
}

void values_free(struct sim *s)
{
    for (int32_t i = 0; s->values && i < s->prog->nobjects; i++)
        free(s->values[i].at);
}

/* Twice the room; the queue is unrolled. */
static void grow(struct chan_values *q)
{
    size_t cap = q->cap ? 2 * q->cap : 4;
    uint32_t *at = mem_alloc(cap * sizeof *at);

    for (size_t i = 0; i < q->len; i++)
        at[i] = q->at[(q->head + i) & (q->cap - 1)];
    free(q->at);
    q->at = at;
    q->cap = cap;
    q->head = 0;
}

void value_push(struct sim *s, const struct object_state *c, uint32_t number)
{
    struct chan_values *q;

    if (!value_is_kept(s, c))
        return;
    q = &s->values[c->id];
    if (q->len == q->cap)
        grow(q);
    q->at[(q->head + q->len++) & (q->cap - 1)] = number;
}

uint32_t value_pop(struct sim *s, const struct object_state *c)
{
    struct chan_values *q;
    uint32_t number;

    if (!value_is_kept(s, c))
        return 0;
    q = &s->values[c->id];
    assert(q->len > 0);
    number = q->at[q->head];
    q->head = (q->head + 1) & (q->cap - 1);
    q->len--;
    return number;
}
