/* fonts_baked_format.h: what the writer and the reader of baked glyphs both know. */
#ifndef WEB_FONTS_BAKED_FORMAT_H
#define WEB_FONTS_BAKED_FORMAT_H

#define BAKED_MAGIC "SLGLYPH1"

/* Sizes in bytes; the box has the character 0. */
enum { BAKED_MAGIC_LEN = 8, BAKED_FONT_HEAD = 16, BAKED_GLYPH_HEAD = 16, BOX_RUNE = 0 };

#endif
