#include "fonts_baked.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "fonts_baked_format.h"

struct font {
    enum face face;
    int32_t px, height;
    uint32_t nglyphs;
    uint32_t *runes; /* ascending, but for the box at the beginning, which is 0 */
    struct glyph *glyphs;
};

struct fonts_baked {
    struct arena arena;
    struct font *fonts; /* by face, then by px */
    uint32_t nfonts;
};

/* ---- reading: every number is held against what is left of the file -------------------------------------------------- */

struct reader {
    const uint8_t *at, *end;
    bool bad;
};

static uint32_t take(struct reader *r, int bytes)
{
    uint32_t value = 0;

    if (r->end - r->at < bytes) {
        r->bad = true;
        return 0;
    }
    for (int i = 0; i < bytes; i++)
        value |= (uint32_t)r->at[i] << 8 * i;
    r->at += bytes;
    return value;
}

static int16_t take_figure(struct reader *r)
{
    return (int16_t)(uint16_t)take(r, 2);
}

static void take_glyph(struct reader *r, uint32_t *rune, struct glyph *g)
{
    ptrdiff_t n;

    *rune = take(r, 4);
    g->advance = take_figure(r);
    g->left = take_figure(r);
    g->top = take_figure(r);
    g->w = take_figure(r);
    g->h = take_figure(r);
    take(r, 2);
    n = (ptrdiff_t)g->w * g->h;
    if (g->w < 0 || g->h < 0 || r->end - r->at < n)
        r->bad = true;
    if (r->bad || n == 0)
        return;
    g->coverage = r->at;
    r->at += n;
}

/* Characters must ascend, or none would be found. */
static void take_font(struct reader *r, struct arena *arena, struct font *f)
{
    f->face = (enum face)take(r, 4);
    f->px = (int32_t)take(r, 4);
    f->height = (int32_t)take(r, 4);
    f->nglyphs = take(r, 4);
    if (f->face >= FACES || f->nglyphs == 0 ||
        f->nglyphs > (size_t)(r->end - r->at) / BAKED_GLYPH_HEAD)
        r->bad = true;
    if (r->bad)
        return;
    f->runes = ARENA_ARRAY(arena, uint32_t, f->nglyphs);
    f->glyphs = ARENA_ARRAY(arena, struct glyph, f->nglyphs);
    for (uint32_t i = 0; i < f->nglyphs && !r->bad; i++) {
        take_glyph(r, &f->runes[i], &f->glyphs[i]);
        if (i ? f->runes[i] <= f->runes[i - 1] : f->runes[0] != BOX_RUNE)
            r->bad = true;
    }
}

/* Each face must be there at some size. */
static bool has_all_faces(const struct fonts_baked *fb)
{
    int seen = 0;

    for (uint32_t i = 0; i < fb->nfonts; i++)
        seen |= 1 << fb->fonts[i].face;
    return seen == (1 << FACES) - 1;
}

struct fonts_baked *fonts_baked_new(const char *bytes, size_t len, struct diags *ds)
{
    struct fonts_baked *fb = mem_zalloc(1, sizeof *fb);
    struct reader r = {(const uint8_t *)bytes, (const uint8_t *)bytes + len, false};

    if (len < BAKED_MAGIC_LEN || memcmp(bytes, BAKED_MAGIC, BAKED_MAGIC_LEN) != 0)
        r.bad = true;
    else
        r.at += BAKED_MAGIC_LEN;
    fb->nfonts = take(&r, 4);
    if (fb->nfonts > (size_t)(r.end - r.at) / BAKED_FONT_HEAD)
        r.bad = true;
    if (!r.bad)
        fb->fonts = ARENA_ARRAY(&fb->arena, struct font, fb->nfonts);
    for (uint32_t i = 0; i < fb->nfonts && !r.bad; i++)
        take_font(&r, &fb->arena, &fb->fonts[i]);
    if (!r.bad && r.at == r.end && has_all_faces(fb))
        return fb;
    diags_add(ds, NULL, "the file of glyphs is damaged");
    fonts_baked_free(fb);
    return NULL;
}

void fonts_baked_free(struct fonts_baked *fb)
{
    arena_free(&fb->arena);
    free(fb);
}

/* ---- what scenes ask for ---------------------------------------------------------------------------------------------- */

/* The largest not above px; the smallest if all are. */
static const struct font *font_of(const struct fonts_baked *fb, enum face face, int32_t px)
{
    const struct font *found = NULL;

    for (uint32_t i = 0; i < fb->nfonts; i++)
        if (fb->fonts[i].face == face && (!found || fb->fonts[i].px <= px))
            found = &fb->fonts[i];
    return found;
}

static const struct glyph *glyph_of(void *self, enum face face, int32_t px, uint32_t rune)
{
    const struct font *f = font_of(self, face, px);
    uint32_t from = 0, to = f->nglyphs;

    while (from < to) {
        uint32_t middle = from + (to - from) / 2;

        if (f->runes[middle] == rune)
            return &f->glyphs[middle];
        if (f->runes[middle] < rune)
            from = middle + 1;
        else
            to = middle;
    }
    return &f->glyphs[0];
}

static int32_t height_of(void *self, enum face face, int32_t px)
{
    return font_of(self, face, px)->height;
}

struct fonts fonts_baked_face(const struct fonts_baked *fb)
{
    return (struct fonts){.glyph = glyph_of, .height = height_of, .self = (void *)fb};
}
