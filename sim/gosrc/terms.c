#include "terms.h"

#include <string.h>

void terms_duration(struct sb *out, vtime ns, bool tight)
{
    static const struct {
        vtime ns;
        const char *name;
    } units[] = {
        {3600 * SEC, "time.Hour"},  {60 * SEC, "time.Minute"},  {SEC, "time.Second"},
        {MSEC, "time.Millisecond"}, {USEC, "time.Microsecond"}, {NSEC, "time.Nanosecond"},
    };
    size_t unit = 0;

    if (ns == 0) {
        sb_putc(out, '0');
        return;
    }
    while (ns % units[unit].ns != 0)
        unit++;
    if (ns / units[unit].ns != 1) {
        sb_int(out, ns / units[unit].ns);
        sb_puts(out, tight ? "*" : " * ");
    }
    sb_puts(out, units[unit].name);
}

/* How many bytes of `text` are one character of UTF-8 that may stand in a Go file; 0: none. */
static size_t character(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t len = at[0] < 0x80                    ? 1
                 : at[0] >= 0xc2 && at[0] < 0xe0 ? 2
                 : at[0] >= 0xe0 && at[0] < 0xf0 ? 3
                 : at[0] >= 0xf0 && at[0] < 0xf5 ? 4
                                                 : 0;

    for (size_t i = 1; i < len; i++)
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    if ((at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xed && at[1] > 0x9f) ||
        (at[0] == 0xf0 && at[1] < 0x90) || (at[0] == 0xf4 && at[1] > 0x8f) ||
        (len == 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0))
        return 0; /* too long a form, half of a pair, out of range, a byte order mark */
    return len;
}

static void quoted_char(struct sb *out, const char **text)
{
    const size_t len = character(*text);
    const unsigned char c = (unsigned char)**text;

    if (c == '"' || c == '\\')
        sb_printf(out, "\\%c", c);
    else if (c == '\n')
        sb_puts(out, "\\n");
    else if (c == '\t')
        sb_puts(out, "\\t");
    else if (len == 0 || c < 0x20 || c == 0x7f)
        sb_printf(out, "\\x%02x", c);
    else
        sb_add(out, *text, len);
    *text += len ? len : 1;
}

static void quoted(struct sb *out, const char *text)
{
    while (*text)
        quoted_char(out, &text);
}

void terms_string(struct sb *out, const char *text)
{
    sb_putc(out, '"');
    quoted(out, text);
    sb_putc(out, '"');
}

void terms_comment(struct sb *out, const char *text)
{
    size_t len;

    for (; *text; text += len ? len : 1) {
        len = character(text);
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            sb_putc(out, ' ');
        else
            sb_add(out, len ? text : "?", len ? len : 1);
    }
    while (out->len && out->text[out->len - 1] == ' ')
        out->text[--out->len] = '\0';
}

void terms_format(struct sb *out, const char *format, const char *end)
{
    sb_putc(out, '"');
    while (*format) {
        if (*format != '%') {
            quoted_char(out, &format);
            continue;
        }
        format++;
        sb_puts(out, *format == 't' ? "%v" : *format == '%' ? "%%" : "%d");
        if (*format)
            format++;
    }
    sb_puts(out, end);
    sb_putc(out, '"');
}

bool terms_is_odd(const char *text)
{
    const size_t len = strlen(text);

    return strchr(text, '%') != NULL || (len && text[len - 1] == '\n');
}
