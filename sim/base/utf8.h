/* utf8.h: what of any bytes is text. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* What stands for bytes that are no text: U+FFFD. */
#define UTF8_REPLACEMENT "\xEF\xBF\xBD"

/* Length of the character that begins the `len` > 0 bytes at `s`; 0 if none does. */
size_t utf8_length(const char *s, size_t len);

/* The character that begins the `len` > 0 bytes at `s`, U+FFFD for a byte that is no text. Returns how many bytes it takes. */
size_t utf8_next(const char *s, size_t len, uint32_t *rune);

#endif
