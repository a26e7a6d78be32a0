#include "fonts_ttf.h"

#include <SDL_ttf.h>
#include <string.h>

#include "arena.h"
#include "path.h"
#include "vec.h"

static const char *const files[FACES] = {
    [FACE_SANS] = "DejaVuSans.ttf",
    [FACE_BOLD] = "DejaVuSans-Bold.ttf",
    [FACE_MONO] = "DejaVuSansMono.ttf",
};

/* A face at a size. */
struct font {
    enum face face;
    int32_t px, height;
    TTF_Font *ttf;
};

struct slot {
    uint64_t key; /* 0: free */
    const struct glyph *glyph;
};

enum { SLOTS = 1024 /* at first; a power of two */ };

struct fonts_ttf {
    struct arena arena; /* glyphs, their bitmaps, paths */
    const char *paths[FACES];
    VEC(struct font) fonts;
    struct slot *slots;
    size_t nslots, used;
};

/* ---- fonts -------------------------------------------------------------------------------------------------------- */

static TTF_Font *open_font(const struct fonts_ttf *ft, enum face face, int32_t px)
{
    TTF_Font *ttf = TTF_OpenFont(ft->paths[face], px);

    /* Full hinting makes columns of whole pixels, for tables; it also bends the bows of bold letters until they look like another
     * face's, so the proportional ones are hinted in height only. */
    if (ttf)
        TTF_SetFontHinting(ttf, face == FACE_MONO ? TTF_HINTING_NORMAL : TTF_HINTING_LIGHT);
    return ttf;
}

/* Of a line that nothing hangs out of: fitting to pixels may push a letter lower than the font's own figure says. */
static int32_t height_of_line(TTF_Font *ttf)
{
    int32_t height = TTF_FontHeight(ttf);
    int left, right, low, high, advance;

    for (const char *c = "gjpqy_|@,;()[]{}/$Q"; *c; c++)
        if (TTF_GlyphMetrics32(ttf, (uint32_t)*c, &left, &right, &low, &high, &advance) == 0 &&
            TTF_FontAscent(ttf) - low > height)
            height = TTF_FontAscent(ttf) - low;
    return height;
}

/* All faces were there when we began: what does not open at another size does so for want of memory. */
static const struct font *font_of(struct fonts_ttf *ft, enum face face, int32_t px)
{
    struct font *font;

    for (size_t i = 0; i < ft->fonts.len; i++)
        if (ft->fonts.at[i].face == face && ft->fonts.at[i].px == px)
            return &ft->fonts.at[i];
    font = VEC_PUSH(&ft->fonts);
    *font = (struct font){.face = face, .px = px, .ttf = open_font(ft, face, px)};
    font->height = font->ttf ? height_of_line(font->ttf) : px;
    return font;
}

/* ---- glyphs ------------------------------------------------------------------------------------------------------- */

/* Takes the bitmap without its empty borders out of a surface of one byte a pixel. */
static void crop(struct arena *arena, const SDL_Surface *s, struct glyph *g)
{
    int32_t x0 = s->w, x1 = 0, y0 = s->h, y1 = 0;
    const uint8_t *pixels = s->pixels;
    uint8_t *bytes;

    for (int32_t y = 0; y < s->h; y++)
        for (int32_t x = 0; x < s->w; x++)
            if (pixels[y * s->pitch + x]) {
                x0 = x < x0 ? x : x0;
                x1 = x + 1 > x1 ? x + 1 : x1;
                y0 = y < y0 ? y : y0;
                y1 = y + 1;
            }
    if (x0 >= x1)
        return;
    g->left = (int16_t)(g->left + x0);
    g->top = (int16_t)(g->top + y0);
    g->w = (int16_t)(x1 - x0);
    g->h = (int16_t)(y1 - y0);
    bytes = arena_alloc(arena, (size_t)g->w * (size_t)g->h, 1);
    for (int32_t y = 0; y < g->h; y++)
        memcpy(bytes + y * g->w, pixels + (y0 + y) * s->pitch + x0, (size_t)g->w);
    g->coverage = bytes;
}

/* SDL2_ttf's surface begins at the pen, or at the leftmost and highest pixel if that is farther out. A shaded surface's
 * numbers of colours are coverages. */
static struct glyph *draw(struct fonts_ttf *ft, const struct font *font, uint32_t rune)
{
    const SDL_Color black = {0, 0, 0, 255}, white = {255, 255, 255, 255};
    struct glyph *g = ARENA_NEW(&ft->arena, struct glyph);
    int left, right, low, high, advance, ascent = TTF_FontAscent(font->ttf);
    SDL_Surface *s;

    if (TTF_GlyphMetrics32(font->ttf, rune, &left, &right, &low, &high, &advance) != 0)
        return g;
    g->advance = (int16_t)advance;
    g->left = (int16_t)(left < 0 ? left : 0);
    g->top = (int16_t)(high > ascent ? ascent - high : 0);
    s = TTF_RenderGlyph32_Shaded(font->ttf, rune, white, black);
    if (s)
        crop(&ft->arena, s, g);
    SDL_FreeSurface(s);
    return g;
}

/* What stands for a character that a face does not have. */
static struct glyph *draw_box(struct fonts_ttf *ft, const struct font *font)
{
    struct glyph *g = ARENA_NEW(&ft->arena, struct glyph);
    int32_t w = font->px / 2 > 3 ? font->px / 2 : 3,
            h = font->px * 3 / 4 > 3 ? font->px * 3 / 4 : 3;
    uint8_t *bytes = arena_alloc(&ft->arena, (size_t)w * (size_t)h, 1);

    for (int32_t y = 0; y < h; y++)
        for (int32_t x = 0; x < w; x++)
            bytes[y * w + x] = x == 0 || y == 0 || x == w - 1 || y == h - 1 ? 255 : 0;
    g->advance = (int16_t)(w + 2);
    g->left = 1;
    g->top = (int16_t)((font->height - h) / 2);
    g->w = (int16_t)w;
    g->h = (int16_t)h;
    g->coverage = bytes;
    return g;
}

static const struct glyph *make_glyph(struct fonts_ttf *ft, enum face face, int32_t px,
                                      uint32_t rune)
{
    const struct font *font = font_of(ft, face, px);

    return font->ttf && TTF_GlyphIsProvided32(font->ttf, rune) ? draw(ft, font, rune)
                                                               : draw_box(ft, font);
}

/* ---- the table of glyphs, found by face, size and character --------------------------------------------------------- */

static uint64_t key_of(enum face face, int32_t px, uint32_t rune)
{
    return UINT64_C(1) << 63 | (uint64_t)face << 48 | (uint64_t)(uint32_t)px << 32 | rune;
}

static struct slot *slot_of(const struct fonts_ttf *ft, uint64_t key)
{
    size_t i = (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 32);

    while (ft->slots[i & (ft->nslots - 1)].key && ft->slots[i & (ft->nslots - 1)].key != key)
        i++;
    return &ft->slots[i & (ft->nslots - 1)];
}

static void grow(struct fonts_ttf *ft)
{
    struct slot *old = ft->slots;
    size_t n = ft->nslots;

    ft->nslots = n ? 2 * n : SLOTS;
    ft->slots = mem_zalloc(ft->nslots, sizeof *ft->slots);
    for (size_t i = 0; i < n; i++)
        if (old[i].key)
            *slot_of(ft, old[i].key) = old[i];
    free(old);
}

static const struct glyph *glyph_of(void *self, enum face face, int32_t px, uint32_t rune)
{
    struct fonts_ttf *ft = self;
    uint64_t key = key_of(face, px, rune);
    struct slot *slot = slot_of(ft, key);

    if (!slot->key) {
        if (2 * ++ft->used > ft->nslots) {
            grow(ft);
            slot = slot_of(ft, key);
        }
        *slot = (struct slot){key, make_glyph(ft, face, px, rune)};
    }
    return slot->glyph;
}

/* The upright and the bold face stand side by side in a row, so a line of the one has room for the other. */
static int32_t height_of(void *self, enum face face, int32_t px)
{
    int32_t height = font_of(self, face, px)->height, other;

    if (face == FACE_MONO)
        return height;
    other = font_of(self, face == FACE_SANS ? FACE_BOLD : FACE_SANS, px)->height;
    return height > other ? height : other;
}

/* ---- its life ----------------------------------------------------------------------------------------------------- */

enum { TRIAL_PX = 12 };

static bool try_face(struct fonts_ttf *ft, enum face face, const char *folder, struct diags *ds)
{
    struct diag *d;

    ft->paths[face] = path_join(&ft->arena, folder, files[face]);
    if (font_of(ft, face, TRIAL_PX)->ttf)
        return true;
    d = diags_add(ds, ft->paths[face], "cannot use this font: %s", TTF_GetError());
    diags_hint(ds, d, "it comes with schedlab; $SCHEDLAB_FONTS may name the folder it is in");
    return false;
}

struct fonts_ttf *fonts_ttf_new(const char *folder, struct diags *ds)
{
    struct fonts_ttf *ft;

    if (TTF_Init() != 0) {
        diags_add(ds, NULL, "SDL2_ttf does not work here: %s", TTF_GetError());
        return NULL;
    }
    ft = mem_zalloc(1, sizeof *ft);
    grow(ft);
    for (int face = 0; face < FACES; face++)
        if (!try_face(ft, (enum face)face, folder, ds)) {
            fonts_ttf_free(ft);
            return NULL;
        }
    return ft;
}

struct fonts fonts_ttf_face(struct fonts_ttf *ft)
{
    return (struct fonts){.glyph = glyph_of, .height = height_of, .self = ft};
}

void fonts_ttf_version(struct sb *out)
{
    const SDL_version *ttf = TTF_Linked_Version();
    int major, minor, patch;

    TTF_GetFreeTypeVersion(&major, &minor, &patch);
    sb_printf(out, "SDL2_ttf %d.%d.%d, FreeType %d.%d.%d", ttf->major, ttf->minor, ttf->patch,
              major, minor, patch);
}

void fonts_ttf_free(struct fonts_ttf *ft)
{
    for (size_t i = 0; i < ft->fonts.len; i++)
        if (ft->fonts.at[i].ttf)
            TTF_CloseFont(ft->fonts.at[i].ttf);
    free(ft->fonts.at);
    free(ft->slots);
    arena_free(&ft->arena);
    free(ft);
    TTF_Quit();
}
