#include <stdlib.h>
#include <string.h>

#include "fonts_baked.h"
#include "fonts_baked_format.h"

/* Of displays: what others ask for is drawn at the next smaller one. */
static const int32_t scales[] = {100, 125, 150, 200};

enum { NSCALES = sizeof scales / sizeof scales[0], SIZES_MOST = NSCALES * 2 * STYLES };

int32_t fonts_baked_scale(int32_t percent)
{
    int32_t found = scales[0];

    for (int i = 0; i < NSCALES; i++)
        if (scales[i] <= percent)
            found = scales[i];
    return found;
}

/* ---- which sizes ---------------------------------------------------------------------------------------------------- */

struct size {
    enum face face;
    int32_t px;
};

static void add_size(struct size *sizes, int *n, struct size s)
{
    for (int i = 0; i < *n; i++)
        if (sizes[i].face == s.face && sizes[i].px == s.px)
            return;
    sizes[(*n)++] = s;
}

static int by_face_and_px(const void *a, const void *b)
{
    const struct size *x = a, *y = b;

    return x->face != y->face ? (int)x->face - (int)y->face : (int)(x->px - y->px);
}

static int sizes_needed(struct size *sizes)
{
    int n = 0;

    for (int i = 0; i < 2 * NSCALES; i++) {
        struct theme th = {.scale = scales[i / 2], .presenter = i % 2};

        for (int style = 0; style < STYLES; style++)
            add_size(sizes, &n,
                     (struct size){theme_face((enum style)style),
                                   theme_text_px(&th, (enum style)style)});
    }
    qsort(sizes, (size_t)n, sizeof *sizes, by_face_and_px);
    return n;
}

/* ---- which characters ------------------------------------------------------------------------------------------------ */

/* Letters of the languages of Europe, and the signs that texts of ours use: half of what the fonts have, and of the file. */
static const struct {
    uint32_t from, to;
} ranges[] = {{0x20, 0x17f},    {0x370, 0x45f},   {0x2010, 0x203a},
              {0x2190, 0x2199}, {0x2200, 0x2265}, {0x25a0, 0x25cf},
              {0x2605, 0x2606}, {0x2713, 0x2718}, {0xfffd, 0xfffd}};

enum {
    NRANGES = sizeof ranges / sizeof ranges[0],
    RUNES_MOST = 2048 /* in all ranges */,
    RUNE_OF_NOBODY = 0xffff,
    TRIAL_PX = 11
};

static bool is_same(const struct glyph *a, const struct glyph *b)
{
    return a->advance == b->advance && a->left == b->left && a->top == b->top && a->w == b->w &&
           a->h == b->h &&
           (!a->coverage || memcmp(a->coverage, b->coverage, (size_t)a->w * (size_t)a->h) == 0);
}

/* A face has a character if that does not look like the box which stands for none. */
static int runes_of(const struct fonts *f, enum face face, uint32_t *runes)
{
    const struct glyph *box = f->glyph(f->self, face, TRIAL_PX, RUNE_OF_NOBODY);
    int n = 0;

    for (int i = 0; i < NRANGES; i++)
        for (uint32_t rune = ranges[i].from; rune <= ranges[i].to; rune++)
            if (!is_same(f->glyph(f->self, face, TRIAL_PX, rune), box))
                runes[n++] = rune;
    return n;
}

/* ---- writing --------------------------------------------------------------------------------------------------------- */

static void put(struct sb *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        sb_putc(out, (char)(value >> 8 * i & 255));
}

static void put_glyph(struct sb *out, uint32_t rune, const struct glyph *g)
{
    const int16_t figures[] = {g->advance, g->left, g->top, g->w, g->h, 0};

    put(out, rune, 4);
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        put(out, (uint16_t)figures[i], 2);
    if (g->coverage)
        sb_add(out, (const char *)g->coverage, (size_t)g->w * (size_t)g->h);
}

static void put_font(struct sb *out, const struct fonts *f, struct size s, const uint32_t *runes,
                     int nrunes)
{
    put(out, s.face, 4);
    put(out, (uint32_t)s.px, 4);
    put(out, (uint32_t)f->height(f->self, s.face, s.px), 4);
    put(out, (uint32_t)nrunes + 1, 4);
    put_glyph(out, BOX_RUNE, f->glyph(f->self, s.face, s.px, RUNE_OF_NOBODY));
    for (int i = 0; i < nrunes; i++)
        put_glyph(out, runes[i], f->glyph(f->self, s.face, s.px, runes[i]));
}

void fonts_bake(const struct fonts *fonts, struct sb *out)
{
    uint32_t runes[RUNES_MOST];
    struct size sizes[SIZES_MOST];
    int n = sizes_needed(sizes), nrunes = 0;

    sb_add(out, BAKED_MAGIC, BAKED_MAGIC_LEN);
    put(out, (uint32_t)n, 4);
    for (int i = 0; i < n; i++) {
        if (i == 0 || sizes[i].face != sizes[i - 1].face)
            nrunes = runes_of(fonts, sizes[i].face, runes);
        put_font(out, fonts, sizes[i], runes, nrunes);
    }
}
