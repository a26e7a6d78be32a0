#include "sb.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "utf8.h"

/* Makes room for `n` more bytes and a NUL. */
static void reserve(struct sb *b, size_t n)
{
    size_t need = b->len + n + 1;

    if (need <= b->cap)
        return;
    b->cap = b->cap < 32 ? 64 : b->cap * 2;
    if (b->cap < need)
        b->cap = need;
    b->text = mem_grow(b->text, b->cap, 1);
}

void sb_add(struct sb *b, const char *bytes, size_t len)
{
    reserve(b, len);
    if (len)
        memcpy(b->text + b->len, bytes, len);
    b->len += len;
    b->text[b->len] = '\0';
}

void sb_puts(struct sb *b, const char *text)
{
    sb_add(b, text, strlen(text));
}

void sb_putc(struct sb *b, char c)
{
    sb_add(b, &c, 1);
}

static bool is_control(uint32_t c)
{
    return (c < ' ' && c != '\t') || (c >= 0x7F && c < 0xA0);
}

void sb_plain(struct sb *b, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len;) {
        uint32_t c;
        size_t n = utf8_next(bytes + i, len - i, &c);

        if (is_control(c))
            sb_putc(b, '?');
        else if (c == 0xFFFD)
            sb_puts(b, UTF8_REPLACEMENT);
        else
            sb_add(b, bytes + i, n);
        i += n;
    }
}

void sb_vprintf(struct sb *b, const char *format, va_list args)
{
    va_list again;
    int n;

    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n < 0)
        return;
    reserve(b, (size_t)n);
    if (vsnprintf(b->text + b->len, (size_t)n + 1, format, args) == n)
        b->len += (size_t)n;
}

void sb_printf(struct sb *b, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    sb_vprintf(b, format, args);
    va_end(args);
}

void sb_int(struct sb *b, int64_t n)
{
    char digits[24];
    size_t i = sizeof digits;
    uint64_t u = n < 0 ? -(uint64_t)n : (uint64_t)n;

    do {
        digits[--i] = (char)('0' + u % 10);
        u /= 10;
    } while (u);
    if (n < 0)
        digits[--i] = '-';
    sb_add(b, digits + i, sizeof digits - i);
}

void sb_clear(struct sb *b)
{
    b->len = 0;
    if (b->text)
        b->text[0] = '\0';
}

void sb_free(struct sb *b)
{
    free(b->text);
    *b = (struct sb){0};
}

const char *sb_text(const struct sb *b)
{
    return b->text ? b->text : "";
}
