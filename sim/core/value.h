/* value.h: the numbers that stand for the values in channels, for %v.
 *
 * The values that are sent on a channel are numbered from 0, in the order in which their sends begin: where Go evaluates
 * what is sent. Nothing is counted or kept in a program that has no %v (s->values is NULL). Tickers and semaphores carry no
 * numbers. */
#ifndef CORE_VALUE_H
#define CORE_VALUE_H

#include "internal.h"

/* What s->values has for each object. Starts zeroed. */
struct chan_values {
    uint32_t sent;         /* sends that have begun */
    uint32_t *at;          /* those in the buffer, the oldest at `head` */
    size_t head, len, cap; /* cap is a power of two */
};

void values_init(struct sim *s);
void values_free(struct sim *s);

/* A send on `c` begins: the number of its value. */
static inline uint32_t value_next(const struct sim *s, const struct object_state *c)
{
    return s->values ? s->values[c->id].sent++ : 0;
}

/* Whether what is received from `c` has a number. */
static inline bool value_is_kept(const struct sim *s, const struct object_state *c)
{
    return s->values && c->def->kind == OBJ_CHAN;
}

/* Into the buffer of `c`, and out of it. */
void value_push(struct sim *s, const struct object_state *c, uint32_t number);
uint32_t value_pop(struct sim *s, const struct object_state *c);

/* %v of a frame: behind its loop counters. */
static inline int64_t *value_of(const struct sim *s, struct frame *fp)
{
    return &fp->loops[s->prog->funcs[fp->func].nloops];
}

/* gp has received that from `c`. */
static inline void value_got(const struct sim *s, const struct g *gp, const struct object_state *c,
                             uint32_t number)
{
    if (value_is_kept(s, c))
        *value_of(s, gp->frame) = (int32_t)number;
}

/* A function begins with the %v of who calls or starts it; but main with 0, wherever it is called. */
static inline void value_pass(const struct sim *s, struct frame *from, struct frame *to)
{
    if (s->values && to->func != s->prog->main)
        *value_of(s, to) = *value_of(s, from);
}

/* %v for an operation of gp. */
static inline int64_t value_last(const struct sim *s, const struct g *gp)
{
    return s->values ? *value_of(s, gp->frame) : 0;
}

#endif
