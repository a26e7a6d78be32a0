#include "fonts.h"

#include "utf8.h"

int32_t fonts_width(const struct fonts *f, enum face face, int32_t px, const char *text, size_t n)
{
    int32_t width = 0;

    for (size_t i = 0; i < n;) {
        uint32_t rune;

        i += utf8_next(text + i, n - i, &rune);
        width += f->glyph(f->self, face, px, rune)->advance;
    }
    return width;
}

size_t fonts_fit(const struct fonts *f, enum face face, int32_t px, const char *text, size_t n,
                 int32_t width)
{
    size_t i = 0;

    while (i < n) {
        uint32_t rune;
        size_t len = utf8_next(text + i, n - i, &rune);

        width -= f->glyph(f->self, face, px, rune)->advance;
        if (width < 0)
            break;
        i += len;
    }
    return i;
}
