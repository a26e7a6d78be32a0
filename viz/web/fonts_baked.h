/* fonts_baked.h: the glyphs of the window's fonts, made beforehand: the page of a browser draws the same pixels as the window
 * without a font library.
 *
 *     fonts_bake(&fonts, &bytes);                        where there is a font library: tools/web.sh
 *     …
 *     struct fonts_baked *fb = fonts_baked_new(bytes, len, &ds);
 *     struct fonts fonts = fonts_baked_face(fb);
 *     …
 *     fonts_baked_free(fb);
 *
 * Baked are the sizes that styles.def asks for at the scales a page has (fonts_baked_scale), in a room and not, and the
 * characters of Europe's languages. The file is little-endian:
 *
 *     "SLGLYPH1", u32 number of fonts
 *     a font:  u32 face, u32 px, u32 height of a line, u32 number of glyphs; then its glyphs, the box first, then by character
 *     a glyph: u32 character, i16 advance, left, top, w, h; u16 0; w * h bytes of coverage */
#ifndef WEB_FONTS_BAKED_H
#define WEB_FONTS_BAKED_H

#include "diag.h"
#include "fonts.h"
#include "sb.h"

struct fonts_baked;

/* Appends the file of all glyphs that `fonts` has. */
void fonts_bake(const struct fonts *fonts, struct sb *out);

/* Reads such a file; the bytes are borrowed until fonts_baked_free. NULL, and a diag: it is damaged. */
struct fonts_baked *fonts_baked_new(const char *bytes, size_t len, struct diags *ds);

/* What scenes ask for glyphs. At a size that was not baked the next smaller one stands in for it. */
struct fonts fonts_baked_face(const struct fonts_baked *fb);
void fonts_baked_free(struct fonts_baked *fb);

/* The largest scale that is baked and not above `percent`; the smallest if all are. */
int32_t fonts_baked_scale(int32_t percent);

#endif
