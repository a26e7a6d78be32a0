/* fonts_ttf.h: the fonts that come with us, drawn by SDL2_ttf; each glyph is made once and kept.
 *
 *     struct fonts_ttf *ft = fonts_ttf_new("/usr/share/schedlab/fonts", &ds);
 *     struct fonts fonts = fonts_ttf_face(ft);
 *     …
 *     fonts_ttf_free(ft);
 *
 * Needs no display. Glyphs are fitted to whole pixels (hinting NORMAL): at 12 px all of the fixed-width face are 7 wide. */
#ifndef APP_FONTS_TTF_H
#define APP_FONTS_TTF_H

#include "diag.h"
#include "fonts.h"
#include "sb.h"

struct fonts_ttf;

/* Opens one file for each face in `folder`. NULL, and a diag, if one is missing or is no font. */
struct fonts_ttf *fonts_ttf_new(const char *folder, struct diags *ds);

/* What scenes ask for glyphs; good until fonts_ttf_free. */
struct fonts fonts_ttf_face(struct fonts_ttf *ft);
/* Which libraries draw: pixels are the same only where they are. "SDL2_ttf 2.20.1, FreeType 2.12.1" */
void fonts_ttf_version(struct sb *out);
void fonts_ttf_free(struct fonts_ttf *ft);

#endif
