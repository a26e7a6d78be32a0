/* wire.c: numbers, the header, and the table of spec.def by number. */
#include "wire.h"

#include <stdio.h>
#include <string.h>

const struct wire_spec wire_specs[WIRE_EVENTS] = {
#define X(id, number, name, args, needs, since) [id] = {name, args, needs, sizeof args - 1, since},
#include "spec.def"
#undef X
};

uint8_t *wire_put_padded(uint8_t *at, uint64_t n, int width)
{
    for (int i = 1; i < width; i++) {
        *at++ = (uint8_t)(n | 0x80);
        n >>= 7;
    }
    *at++ = (uint8_t)n;
    return at;
}

int wire_size(uint64_t n)
{
    int size = 1;

    for (; n >= 0x80; n >>= 7)
        size++;
    return size;
}

void wire_put_header(uint8_t out[WIRE_HEADER], int nn)
{
    char text[WIRE_HEADER + 1] = {0};

    snprintf(text, sizeof text, "go 1.%02d trace", nn % 100);
    memcpy(out, text, WIRE_HEADER);
}

/* Of the lenient forms that Go's own reader takes (blanks, leading zeros) nothing was ever written: only the exact bytes. */
int wire_get_header(const uint8_t *bytes, size_t len)
{
    uint8_t want[WIRE_HEADER];
    int nn;

    if (len < WIRE_HEADER || memcmp(bytes, "go 1.", 5) != 0)
        return 0;
    if (bytes[6] == ' ') { /* go 1.5 trace, and one more NUL */
        nn = bytes[5] - '0';
        return nn > 0 && nn <= 9 && memcmp(bytes + 6, " trace\0\0\0\0", 10) == 0 ? nn : 0;
    }
    nn = (bytes[5] - '0') * 10 + (bytes[6] - '0');
    if (nn < 10 || nn > 99)
        return 0;
    wire_put_header(want, nn);
    return memcmp(bytes, want, WIRE_HEADER) == 0 ? nn : 0;
}
