/* json_writer.c: JSON text, piece by piece. */
#include "json_writer.h"

#include <string.h>

#include "utf8.h"

static void new_line(struct json *j)
{
    sb_putc(j->out, '\n');
    for (int i = 0; i < j->depth; i++)
        sb_putc(j->out, ' ');
}

/* What stands before a value or a key. */
static void begin_item(struct json *j)
{
    if (j->keyed) {
        j->keyed = false;
        return;
    }
    if (j->more)
        sb_putc(j->out, ',');
    if (j->depth)
        new_line(j);
    j->more = true;
}

void json_open(struct json *j, char bracket)
{
    begin_item(j);
    sb_putc(j->out, bracket);
    j->depth++;
    j->more = false;
}

void json_close(struct json *j, char bracket)
{
    j->depth--;
    if (j->more)
        new_line(j);
    sb_putc(j->out, bracket);
    j->more = true;
}

static void text(struct json *j, const char *bytes, size_t len)
{
    const unsigned char *s = (const unsigned char *)bytes;

    sb_putc(j->out, '"');
    for (size_t i = 0; i < len;) {
        size_t n = utf8_length(bytes + i, len - i);

        if (n == 0)
            sb_puts(j->out, UTF8_REPLACEMENT);
        else if (s[i] == '"' || s[i] == '\\')
            sb_printf(j->out, "\\%c", s[i]);
        else if (s[i] < 0x20 || s[i] == 0x7F)
            sb_printf(j->out, "\\u%04x", s[i]);
        else
            sb_add(j->out, bytes + i, n);
        i += n ? n : 1;
    }
    sb_putc(j->out, '"');
}

void json_key_bytes(struct json *j, const char *key, size_t len)
{
    begin_item(j);
    text(j, key, len);
    sb_puts(j->out, ": ");
    j->keyed = true;
}

void json_key(struct json *j, const char *key)
{
    json_key_bytes(j, key, strlen(key));
}

void json_int(struct json *j, int64_t n)
{
    begin_item(j);
    sb_int(j->out, n);
}

void json_uint(struct json *j, uint64_t n)
{
    begin_item(j);
    sb_printf(j->out, "%llu", (unsigned long long)n);
}

void json_text(struct json *j, const char *bytes, size_t len)
{
    begin_item(j);
    text(j, bytes, len);
}

void json_bool(struct json *j, bool b)
{
    json_number(j, b ? "true" : "false");
}

void json_number(struct json *j, const char *digits)
{
    begin_item(j);
    sb_puts(j->out, digits);
}

void json_ratio(struct json *j, uint64_t part, uint64_t whole)
{
    uint64_t digits;

    /* A decimal of six digits needs no more of a time than its first 44 bits. */
    while (part >> 44 || whole >> 44) {
        part >>= 1;
        whole >>= 1;
    }
    digits = whole ? (part * 1000000 + whole / 2) / whole : 0;
    begin_item(j);
    sb_printf(j->out, "%llu.%06llu", (unsigned long long)(digits / 1000000),
              (unsigned long long)(digits % 1000000));
}

void json_put(struct json *j, const char *key, int64_t n)
{
    json_key(j, key);
    json_int(j, n);
}

void json_put_uint(struct json *j, const char *key, uint64_t n)
{
    json_key(j, key);
    json_uint(j, n);
}
