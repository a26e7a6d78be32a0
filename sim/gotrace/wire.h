/* wire.h: Go execution trace v2 as bytes: numbers, limits and the table of events, for whoever reads or writes one.
 *
 *     file        = header generation*
 *     header      = "go 1.NN trace" NUL NUL NUL
 *     generation  = batch+ [end byte, from version 26 on]
 *     batch       = WIRE_EVENT_BATCH generation thread time size data[size]
 *
 * All numbers are unsigned LEB128 varints: seven bits a byte, the lowest first, bit 7 set on all but the last byte. */
#ifndef GOTRACE_WIRE_H
#define GOTRACE_WIRE_H

#include <stddef.h>
#include <stdint.h>

enum wire_event {
#define X(id, number, name, args, needs, since) id = number,
#include "spec.def"
#undef X
    WIRE_EVENTS /* one more than the last number */
};

enum {
    WIRE_HEADER = 16,     /* bytes of the file's header */
    WIRE_VARINT_MAX = 10, /* bytes of a number */
    WIRE_ARGS_MAX = 5,    /* arguments of a timed event, dt included */
    WIRE_EVENT_MAX = 1 + WIRE_ARGS_MAX * WIRE_VARINT_MAX,
    WIRE_BATCH_HEADER_MAX = 1 + 4 * WIRE_VARINT_MAX,
    WIRE_BATCH_MAX = 65536, /* bytes of a batch's data; readers refuse more */
    WIRE_STRING_MAX = 1024, /* bytes of a string; readers refuse more */
    WIRE_FRAMES_MAX = 128,  /* frames of a stack; readers refuse more */
    WIRE_TICK_NS = 64,      /* what Go's own tick is on Linux */
};

#define WIRE_FREQUENCY_LINUX 15625000U /* ticks a second of WIRE_TICK_NS */
#define WIRE_NONE UINT64_MAX           /* no thread, no processor: -1 once it is read */

enum wire_g_status { WIRE_G_RUNNABLE = 1, WIRE_G_RUNNING, WIRE_G_SYSCALL, WIRE_G_WAITING };
enum wire_p_status { WIRE_P_RUNNING = 1, WIRE_P_IDLE, WIRE_P_SYSCALL, WIRE_P_SYSCALL_ABANDONED };

/* A row of spec.def. */
struct wire_spec {
    const char *name;  /* NULL: no such event */
    const char *args;  /* a letter an argument, dt left out */
    const char *needs; /* of thread, processor, goroutine; "" of what is no timed event */
    uint8_t nargs;     /* length of args */
    uint8_t since;
};

/* By number; those from WIRE_EVENTS on do not exist. */
extern const struct wire_spec wire_specs[WIRE_EVENTS];

/* Writes `n` at `at`, which has room for WIRE_VARINT_MAX bytes; returns where the next one goes. */
static inline uint8_t *wire_put(uint8_t *at, uint64_t n)
{
    if (n >= 0x80 && n < 0x4000) { /* half of all numbers: as one, not byte by byte */
        at[0] = (uint8_t)(n | 0x80);
        at[1] = (uint8_t)(n >> 7);
        return at + 2;
    }
    while (n >= 0x80) {
        *at++ = (uint8_t)(n | 0x80);
        n >>= 7;
    }
    *at++ = (uint8_t)n;
    return at;
}

/* The same, in exactly `width` bytes: a number whose size is settled before it is known. */
uint8_t *wire_put_padded(uint8_t *at, uint64_t n, int width);

/* How many bytes wire_put writes. */
int wire_size(uint64_t n);

/* Reads a number from the `len` bytes at `at`. Returns how many bytes it took; 0 if they end before it does; -1 if it has
 * more than 64 bits. */
static inline int wire_get(const uint8_t *at, size_t len, uint64_t *n)
{
    uint64_t value = 0;

    for (int i = 0; i < WIRE_VARINT_MAX; i++) {
        if ((size_t)i == len)
            return 0;
        if (i == WIRE_VARINT_MAX - 1 && at[i] > 1)
            return -1;
        value |= (uint64_t)(at[i] & 0x7F) << (7 * i);
        if (at[i] < 0x80) {
            *n = value;
            return i + 1;
        }
    }
    return -1;
}

/* Writes the header of a file of version `nn` (22, 23, 25, 26). */
void wire_put_header(uint8_t out[WIRE_HEADER], int nn);

/* The version NN that a header names, or 0 if it is none of Go's. Whether it can be read is the caller's business. */
int wire_get_header(const uint8_t *bytes, size_t len);

#endif
