/* vec.h: a growable array of any type, as two fields and a pointer.
 *
 *     struct { int *at; size_t len, cap; } v = {0};
 *     *VEC_PUSH(&v) = 7;
 *     free(v.at);
 *
 * A pointer into it is good until the next push. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>
#include <stdlib.h>

#include "arena.h"

/* A vec of `type`, for a field or a variable. */
#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t len, cap;                                                                           \
    }

/* Makes room for `n` more items. */
#define VEC_RESERVE(v, n)                                                                          \
    ((v)->len + (n) <= (v)->cap ? (void)0                                                          \
                                : (void)((v)->cap = vec_room((v)->cap, (v)->len + (n)),            \
                                         (v)->at = mem_grow((v)->at, (v)->cap, sizeof *(v)->at)))

/* Adds an item, whose bytes are not set, and is a pointer to it. */
#define VEC_PUSH(v) (VEC_RESERVE(v, 1), &(v)->at[(v)->len++])

static inline size_t vec_room(size_t cap, size_t need)
{
    size_t room = cap < 8 ? 8 : cap + cap / 2;

    return room < need ? need : room;
}

#endif
