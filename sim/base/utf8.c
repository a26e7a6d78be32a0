#include "utf8.h"

size_t utf8_length(const char *text, size_t len)
{
    /* of the second byte, after E0 and F0 */
    static const unsigned char least[5] = {0, 0, 0, 0xA0, 0x90};
    const unsigned char *s = (const unsigned char *)text;
    size_t n = s[0] < 0x80   ? 1
               : s[0] < 0xC2 ? 0
               : s[0] < 0xE0 ? 2
               : s[0] < 0xF0 ? 3
               : s[0] < 0xF5 ? 4
                             : 0;

    if (n == 0 || n > len)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    if ((s[0] == 0xE0 || s[0] == 0xF0) && s[1] < least[n])
        return 0; /* more bytes than it needs */
    if ((s[0] == 0xED && s[1] >= 0xA0) || (s[0] == 0xF4 && s[1] >= 0x90))
        return 0; /* half of a pair; beyond the last one */
    return n;
}

size_t utf8_next(const char *s, size_t len, uint32_t *rune)
{
    size_t n = utf8_length(s, len);

    if (n == 0) {
        *rune = 0xfffd;
        return 1;
    }
    *rune = n == 1 ? (unsigned char)*s : (unsigned char)*s & (0xffU >> (n + 1));
    for (size_t i = 1; i < n; i++)
        *rune = *rune << 6 | ((unsigned char)s[i] & 0x3fU);
    return n;
}
