/* trace_header.c: the first bytes of a trace, "go 1.26 trace" and three NULs. go: internal/trace/version
 *
 * Go reads them with Fscanf, so blanks are lenient: a blank of the format stands for one or more, and %d skips those before
 * its digits. Nothing ever writes such a header, but whoever damages a file may make one, and the verdict should be Go's. */
#include <string.h>

#include "gotrace.h"

static bool is_blank(const uint8_t *at, const uint8_t *end)
{
    if (*at == '\r')
        return !(at + 1 < end && at[1] == '\n'); /* with a line feed it is an end of line */
    return *at == ' ' || *at == '\t' || *at == '\v' || *at == '\f';
}

static const uint8_t *skip_blanks(const uint8_t *at, const uint8_t *end)
{
    while (at < end && is_blank(at, end))
        at++;
    return at;
}

/* Takes a literal of the format, whose blanks take any number of blanks of the text, but at least one. NULL: it is not there. */
static const uint8_t *take(const uint8_t *at, const uint8_t *end, const char *literal, size_t len)
{
    for (size_t i = 0; at && i < len; i++) {
        if (at == end) {
            at = NULL;
        } else if (literal[i] == ' ') {
            const uint8_t *after = skip_blanks(at, end);

            at = after == at ? NULL : after;
        } else {
            at = *at == (uint8_t)literal[i] ? at + 1 : NULL;
        }
    }
    return at;
}

/* Takes a decimal number of at most 32 bits. */
static const uint8_t *take_number(const uint8_t *at, const uint8_t *end, uint32_t *n)
{
    const uint8_t *digits;
    uint64_t value = 0;

    digits = at = skip_blanks(at, end);
    for (; at < end && *at >= '0' && *at <= '9'; at++) {
        value = value * 10 + (uint64_t)(*at - '0');
        if (value > UINT32_MAX)
            return NULL;
    }
    *n = (uint32_t)value;
    return at == digits ? NULL : at;
}

size_t header_read(const uint8_t *bytes, size_t len, uint32_t *version)
{
    const uint8_t *end = bytes + len;
    const uint8_t *at = bytes;

    if (len == 0)
        return 0;
    at = take(at, end, "go 1.", 5);
    if (at)
        at = take_number(at, end, version);
    if (at)
        at = take(at, end, " trace\0\0\0", 9);
    return at ? (size_t)(at - bytes) : 0;
}

int trace_version(const void *bytes, size_t len)
{
    uint32_t version = 0;

    return header_read(bytes, len, &version) && version < 100 ? (int)version : 0;
}
