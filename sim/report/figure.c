#include "figure.h"

#include <stdlib.h>
#include <string.h>

enum { DIGITS = 44 }; /* room for any wide number with a sign, a point and a NUL */

#define DOUBLE_EXACT (INT64_C(1) << 53)

/* Writes n >= 0 in decimal, with `at_least` digits, so that it ends before `end`; returns its begin. */
static char *digits_of(char *end, wide n, int at_least)
{
    for (; n || at_least > 0; at_least--) {
        *--end = (char)('0' + (int)(n % 10));
        n /= 10;
    }
    return end;
}

cJSON *figure_int(wide n)
{
    char buf[DIGITS], *end = buf + sizeof buf - 1, *at;

    if (n >= -DOUBLE_EXACT && n <= DOUBLE_EXACT)
        return cJSON_CreateNumber((double)n);
    *end = '\0';
    at = digits_of(end, n < 0 ? -n : n, 1);
    if (n < 0)
        *--at = '-';
    return cJSON_CreateRaw(at);
}

cJSON *figure_ratio(wide part, wide whole)
{
    wide millionths = whole ? (part * FIGURE_ONE * 2 + whole) / (2 * whole) : 0;
    char buf[DIGITS], *end = buf + sizeof buf - 1, *at;

    *end = '\0';
    at = digits_of(end, millionths % FIGURE_ONE, 6);
    *--at = '.';
    return cJSON_CreateRaw(digits_of(at, millionths / FIGURE_ONE, 1));
}

/* "-12.5" to millionths; further digits are cut. */
static bool read_decimal(const char *text, wide *millionths)
{
    bool minus = *text == '-';
    wide n = 0;
    int after = -1; /* digits behind the point; -1: no point yet */

    text += minus;
    if (*text < '0' || *text > '9')
        return false;
    for (; (*text >= '0' && *text <= '9') || (*text == '.' && after < 0); text++) {
        if (*text == '.')
            after = 0;
        else if (after < 6) {
            n = n * 10 + (*text - '0');
            after += after >= 0;
        }
    }
    for (int i = after < 0 ? 0 : after; i < 6; i++)
        n *= 10;
    *millionths = minus ? -n : n;
    return *text == '\0';
}

bool figure_read(const cJSON *item, wide *millionths)
{
    double d;

    if (cJSON_IsRaw(item))
        return item->valuestring && read_decimal(item->valuestring, millionths);
    if (!cJSON_IsNumber(item))
        return false;
    d = item->valuedouble;
    if (!(d > -1e24 && d < 1e24))
        return false;
    if ((double)(wide)d == d)
        *millionths = (wide)d * FIGURE_ONE;
    else
        *millionths = (wide)(d * FIGURE_ONE + (d < 0 ? -0.5 : 0.5));
    return true;
}

void figure_text(struct sb *out, wide millionths)
{
    wide n = millionths < 0 ? -millionths : millionths;
    char buf[DIGITS], *end = buf + sizeof buf - 1, *at = end;
    wide rest = n % FIGURE_ONE;

    *end = '\0';
    if (millionths < 0)
        sb_putc(out, '-');
    at = digits_of(end, n / FIGURE_ONE, 1);
    sb_puts(out, at);
    if (rest == 0)
        return;
    at = digits_of(end, rest, 6);
    for (char *last = end - 1; *last == '0'; last--)
        *last = '\0';
    sb_putc(out, '.');
    sb_puts(out, at);
}

const cJSON *figure_member(const cJSON *object, const char *name, size_t len, size_t *used)
{
    const cJSON *best = NULL;

    *used = 0;
    if (!cJSON_IsObject(object))
        return NULL;
    for (const cJSON *m = object->child; m; m = m->next) {
        size_t n = strlen(m->string);

        if (n > len || n <= *used || memcmp(m->string, name, n) != 0)
            continue;
        if (n < len && name[n] != '.' && name[n] != '[')
            continue;
        best = m;
        *used = n;
    }
    return best;
}

/* [2], [-1]: the element, with *path moved behind it. */
static const cJSON *element(const cJSON *list, const char **path)
{
    char *end;
    long n = strtol(*path + 1, &end, 10);

    if (*end != ']' || !cJSON_IsArray(list))
        return NULL;
    *path = end + 1;
    if (n < 0)
        n += cJSON_GetArraySize(list);
    return n < 0 ? NULL : cJSON_GetArrayItem(list, (int)n);
}

const cJSON *figure_find(const cJSON *doc, const char *path)
{
    while (doc && *path) {
        size_t used;

        if (*path == '.')
            path++;
        if (*path == '[') {
            doc = element(doc, &path);
            continue;
        }
        doc = figure_member(doc, path, strlen(path), &used);
        path += used;
    }
    return doc;
}
