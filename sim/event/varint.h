/* varint.h: numbers of any size in as few bytes as they need, seven bits in each, the lowest first.
 *
 *     uint8_t *to = buf;                 room for VARINT_MAX bytes each
 *     to = varint_put(to, 300);
 *     to = varint_put_signed(to, -1);
 *     const uint8_t *at = buf;
 *     uint64_t n = varint_get(&at);
 *
 * They trust their bytes: only for what this program has packed itself. */
#ifndef EVENT_VARINT_H
#define EVENT_VARINT_H

#include <stdint.h>

enum { VARINT_MAX = 10 };

static inline uint8_t *varint_put(uint8_t *to, uint64_t n)
{
    while (n >= 0x80) {
        *to++ = (uint8_t)(n | 0x80);
        n >>= 7;
    }
    *to++ = (uint8_t)n;
    return to;
}

static inline uint64_t varint_get(const uint8_t **at)
{
    const uint8_t *from = *at;
    uint64_t n = *from & 0x7f;

    for (unsigned shift = 7; *from++ & 0x80; shift += 7)
        n |= (uint64_t)(*from & 0x7f) << shift;
    *at = from;
    return n;
}

/* Small ones of either sign are short. */
static inline uint8_t *varint_put_signed(uint8_t *to, int64_t n)
{
    return varint_put(to, (uint64_t)n << 1 ^ (n < 0 ? UINT64_MAX : 0));
}

static inline int64_t varint_get_signed(const uint8_t **at)
{
    uint64_t n = varint_get(at);

    return (int64_t)(n >> 1 ^ (n & 1 ? UINT64_MAX : 0));
}

/* The difference of any two numbers, and back. */
static inline int64_t varint_minus(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a - (uint64_t)b);
}

static inline int64_t varint_plus(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a + (uint64_t)b);
}

#endif
