#include "vtime.h"

#include <string.h>

/* Writes `v` / 10^digits in front of *end, without zeros at its end: Go's fmtFrac and fmtInt. */
static char *put_decimal(char *at, uint64_t v, int digits)
{
    bool print = false;

    for (int i = 0; i < digits; i++) {
        print = print || v % 10 != 0;
        if (print)
            *--at = (char)('0' + v % 10);
        v /= 10;
    }
    if (print)
        *--at = '.';
    do {
        *--at = (char)('0' + v % 10);
        v /= 10;
    } while (v);
    return at;
}

static char *put_unit(char *at, const char *unit)
{
    for (size_t i = strlen(unit); i > 0; i--)
        *--at = unit[i - 1];
    return at;
}

/* Under a second: the largest unit that gives a number of at least 1. */
static char *put_small(char *at, uint64_t u)
{
    if (u == 0)
        return put_unit(at, "0s");
    if (u < (uint64_t)USEC)
        return put_decimal(put_unit(at, "ns"), u, 0);
    if (u < (uint64_t)MSEC)
        return put_decimal(put_unit(at, "µs"), u, 3);
    return put_decimal(put_unit(at, "ms"), u, 6);
}

static char *put_large(char *at, uint64_t u)
{
    uint64_t minutes = u / (60 * (uint64_t)SEC);

    at = put_decimal(put_unit(at, "s"), u % (60 * (uint64_t)SEC), 9);
    if (minutes)
        at = put_decimal(put_unit(at, "m"), minutes % 60, 0);
    if (minutes >= 60)
        at = put_decimal(put_unit(at, "h"), minutes / 60, 0);
    return at;
}

/* go: time.Duration.String */
size_t vtime_format(char buf[VTIME_TEXT], vtime t)
{
    char text[VTIME_TEXT];
    char *end = text + sizeof text, *at;
    uint64_t u = t < 0 ? -(uint64_t)t : (uint64_t)t;
    size_t len;

    at = u < (uint64_t)SEC ? put_small(end, u) : put_large(end, u);
    if (t < 0)
        *--at = '-';
    len = (size_t)(end - at);
    memcpy(buf, at, len);
    buf[len] = '\0';
    return len;
}

struct unit {
    const char *name;
    uint64_t ns;
};

/* Longer names before their beginnings. */
static const struct unit units[] = {
    {"ns", 1},
    {"us", 1000},
    {"\xc2\xb5s", 1000}, /* U+00B5, the micro sign */
    {"\xce\xbcs", 1000}, /* U+03BC, the letter mu */
    {"ms", 1000000},
    {"s", 1000000000},
    {"m", 60 * (uint64_t)1000000000},
    {"h", 3600 * (uint64_t)1000000000},
};

static const struct unit *find_unit(const char *s)
{
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strncmp(s, units[i].name, strlen(units[i].name)) == 0)
            return &units[i];
    return NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads the digits of a whole number, at the most 2^63. False if it is larger. */
static bool take_whole(const char **s, uint64_t *out)
{
    const uint64_t most = (uint64_t)1 << 63;

    for (*out = 0; is_digit(**s); (*s)++) {
        uint64_t digit = (uint64_t)(**s - '0');

        if (*out > (most - digit) / 10)
            return false;
        *out = *out * 10 + digit;
    }
    return true;
}

/* The digits from..to are a fraction of `unit`: how many whole ns they are. From the last digit on: cutting at each
 * tenth gives the same as cutting once. */
static uint64_t fraction(const char *from, const char *to, uint64_t unit)
{
    uint64_t ns = 0;

    while (to > from)
        ns = ((uint64_t)(*--to - '0') * unit + ns) / 10;
    return ns;
}

/* Reads one number with its unit ("1.5ms") and adds it to *sum, which stays at the most 2^63. */
static bool take_term(const char **s, uint64_t *sum)
{
    const uint64_t most = (uint64_t)1 << 63;
    const char *start = *s, *from, *to;
    const struct unit *unit;
    uint64_t whole, part;

    if (!take_whole(s, &whole))
        return false;
    from = to = *s;
    if (**s == '.') {
        from = to = ++*s;
        while (is_digit(*to))
            to++;
        *s = to;
        if (to - start == 1)
            return false; /* a point and nothing else */
    } else if (*s == start) {
        return false;
    }
    unit = find_unit(*s);
    if (!unit || whole > most / unit->ns)
        return false;
    *s += strlen(unit->name);
    part = whole * unit->ns + fraction(from, to, unit->ns);
    if (part > most - *sum)
        return false;
    *sum += part;
    return true;
}

/* go: time.ParseDuration */
bool vtime_parse(const char *text, vtime *out)
{
    bool negative = *text == '-';
    uint64_t sum = 0;

    if (*text == '-' || *text == '+')
        text++;
    if (strcmp(text, "0") == 0) {
        *out = 0;
        return true;
    }
    if (!*text)
        return false;
    while (*text)
        if (!take_term(&text, &sum))
            return false;
    if (sum > (uint64_t)INT64_MAX && !negative)
        return false;
    if (negative)
        *out = sum > (uint64_t)INT64_MAX ? INT64_MIN : -(vtime)sum;
    else
        *out = (vtime)sum;
    return true;
}
