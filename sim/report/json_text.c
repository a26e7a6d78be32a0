/* Writes the summary's document. cJSON's own printer differs between its versions, and prints numbers through the locale. */
#include <string.h>

#include "figure.h"
#include "summary.h"

static void value(struct sb *b, const cJSON *item, int depth);

static void new_line(struct sb *b, int depth)
{
    sb_putc(b, '\n');
    for (int i = 0; i < depth; i++)
        sb_puts(b, "  ");
}

static void text(struct sb *b, const char *s)
{
    static const char hex[] = "0123456789abcdef";

    sb_putc(b, '"');
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;

        if (c == '"' || c == '\\') {
            sb_putc(b, '\\');
            sb_putc(b, *s);
        } else if (c == '\n') {
            sb_puts(b, "\\n");
        } else if (c == '\t') {
            sb_puts(b, "\\t");
        } else if (c < 0x20) {
            sb_puts(b, "\\u00");
            sb_putc(b, hex[c >> 4]);
            sb_putc(b, hex[c & 15]);
        } else {
            sb_putc(b, *s);
        }
    }
    sb_putc(b, '"');
}

static bool is_scalar(const cJSON *item)
{
    return !cJSON_IsArray(item) && !cJSON_IsObject(item);
}

/* A list of numbers stands in one line, any other list has a line for each element. */
static void list(struct sb *b, const cJSON *items, int depth)
{
    bool flat = true;

    for (const cJSON *i = items->child; i; i = i->next)
        flat = flat && is_scalar(i) && !cJSON_IsString(i);
    sb_putc(b, '[');
    for (const cJSON *i = items->child; i; i = i->next) {
        if (!flat)
            new_line(b, depth + 1);
        value(b, i, depth + 1);
        if (i->next)
            sb_puts(b, flat ? ", " : ",");
    }
    if (!flat)
        new_line(b, depth);
    sb_putc(b, ']');
}

static void object(struct sb *b, const cJSON *members, int depth)
{
    sb_putc(b, '{');
    for (const cJSON *i = members->child; i; i = i->next) {
        new_line(b, depth + 1);
        text(b, i->string);
        sb_puts(b, ": ");
        value(b, i, depth + 1);
        if (i->next)
            sb_putc(b, ',');
    }
    if (members->child)
        new_line(b, depth);
    sb_putc(b, '}');
}

static void value(struct sb *b, const cJSON *item, int depth)
{
    wide n;

    if (cJSON_IsObject(item))
        object(b, item, depth);
    else if (cJSON_IsArray(item))
        list(b, item, depth);
    else if (cJSON_IsString(item))
        text(b, item->valuestring);
    else if (cJSON_IsRaw(item))
        sb_puts(b, item->valuestring);
    else if (cJSON_IsBool(item))
        sb_puts(b, cJSON_IsTrue(item) ? "true" : "false");
    else if (figure_read(item, &n))
        figure_text(b, n);
    else
        sb_puts(b, "null");
}

void summary_write(const cJSON *doc, struct writer *to)
{
    struct sb b = {0};

    value(&b, doc, 0);
    sb_putc(&b, '\n');
    writer_put(to, b.text, b.len);
    sb_free(&b);
}
