/* sb.h: building a text of any length.
 *
 *     struct sb b = {0};
 *     sb_printf(&b, "G%d", 7);
 *     puts(b.text);
 *     sb_free(&b);
 */
#ifndef BASE_SB_H
#define BASE_SB_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct sb {
    char *text; /* ends with NUL once something was added; NULL before */
    size_t len, cap;
};

void sb_add(struct sb *b, const char *bytes, size_t len);
void sb_puts(struct sb *b, const char *text);
void sb_putc(struct sb *b, char c);
void sb_printf(struct sb *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sb_vprintf(struct sb *b, const char *format, va_list args);

/* Adds bytes that somebody else chose as one line that is safe to show: what a terminal would obey is a question mark (the
 * control characters, those of 0x80 to 0x9F too), what is no UTF-8 is U+FFFD. Tabs stay. */
void sb_plain(struct sb *b, const char *bytes, size_t len);

/* Adds a decimal number; much cheaper than sb_printf. */
void sb_int(struct sb *b, int64_t n);

/* Empties the text and keeps its memory. */
void sb_clear(struct sb *b);
void sb_free(struct sb *b);

/* The text, "" when nothing was added. */
const char *sb_text(const struct sb *b);

#endif
