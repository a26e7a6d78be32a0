#include "markdown.h"

#include <string.h>

enum { GAP = 8, INDENT = 16 };

enum block_kind { BLOCK_PARAGRAPH, BLOCK_ITEM, BLOCK_HEADING };

struct page {
    struct scene *sc;
    struct rect box;
    int32_t y; /* of the next block in the text; what is above `skip` is not seen */
    int32_t skip;
};

/* Adds the text of a block, its line breaks as blanks. */
static void add_line(struct sb *block, const char *line, size_t n)
{
    if (block->len)
        sb_putc(block, ' ');
    sb_add(block, line, n);
}

/* What of a block of `high` pixels of lines is seen: where, and how many lines are skipped. */
static struct rect seen(const struct page *p, int32_t indent, int32_t line, int32_t *skip)
{
    int32_t top = p->y - p->skip, bottom = p->box.y + p->box.h;
    struct rect r = {p->box.x + indent, p->box.y, p->box.w - indent, 0};

    *skip = top < 0 ? (-top + line - 1) / line : 0;
    r.y += top + *skip * line;
    r.h = bottom > r.y ? bottom - r.y : 0;
    return r;
}

static void put_words(struct page *p, const char *text, int32_t indent, enum color color)
{
    struct scene *sc = p->sc;
    struct rect measure = {0, 0, p->box.w - indent, 0};
    int32_t high = scene_markup(sc, measure, color, text, 0), skip;
    struct rect r = seen(p, indent, scene_line_height(sc, STYLE_BODY), &skip);

    if (p->box.h > 0 && r.h > 0 && skip * scene_line_height(sc, STYLE_BODY) < high)
        scene_markup(sc, r, color, text, skip);
    p->y += high;
}

static void put_bullet(struct page *p)
{
    int32_t skip;
    struct rect r = seen(p, 0, scene_line_height(p->sc, STYLE_BODY), &skip);

    r.w = scene_px(p->sc, INDENT);
    if (skip == 0 && p->box.h > 0 && r.h >= scene_line_height(p->sc, STYLE_BODY))
        scene_text(p->sc, (struct rect){r.x, r.y, r.w, scene_line_height(p->sc, STYLE_BODY)},
                   STYLE_BODY, COLOR_DIM, LEFT, "\xE2\x80\xA2");
}

static void end_block(struct page *p, struct sb *block, enum block_kind kind)
{
    if (block->len == 0)
        return;
    if (kind == BLOCK_ITEM)
        put_bullet(p);
    put_words(p, sb_text(block), kind == BLOCK_ITEM ? scene_px(p->sc, INDENT) : 0,
              kind == BLOCK_HEADING ? COLOR_ACCENT : COLOR_TEXT);
    p->y += scene_px(p->sc, kind == BLOCK_ITEM ? GAP / 2 : GAP);
    sb_clear(block);
}

/* A line of code, as it is, cut at the right. */
static void put_code(struct page *p, const char *line, size_t n)
{
    int32_t high = scene_line_height(p->sc, STYLE_CODE) + scene_px(p->sc, 1), skip;
    struct rect r = seen(p, 0, high, &skip);

    if (p->box.h > 0 && skip == 0 && r.h >= high) {
        r.h = high;
        scene_fill(p->sc, r, COLOR_INSET, 0);
        scene_text(p->sc, r, STYLE_CODE, COLOR_TEXT, LEFT, "%.*s", (int)n, line);
    }
    p->y += high;
}

static bool starts(const char *line, size_t n, const char *with)
{
    size_t len = strlen(with);

    return n >= len && memcmp(line, with, len) == 0;
}

/* Blanks and '#' before a heading's words, or 0. */
static size_t heading(const char *line, size_t n)
{
    size_t marks = 0;

    while (marks < n && line[marks] == '#')
        marks++;
    return marks && marks < n && line[marks] == ' ' ? marks + 1 : 0;
}

int32_t markdown_put(struct scene *sc, struct rect box, const char *text, int32_t skip)
{
    struct page p = {.sc = sc, .box = box, .skip = skip};
    enum block_kind kind = BLOCK_PARAGRAPH;
    struct sb block = {0};
    bool fenced = false;

    while (*text) {
        size_t n = strcspn(text, "\n"), blanks = strspn(text, " "), head = heading(text, n);
        const char *words = text + (blanks < n ? blanks : n);
        size_t len = n - (size_t)(words - text);

        if (starts(words, len, "```")) {
            end_block(&p, &block, kind);
            p.y += fenced ? scene_px(sc, GAP) : 0;
            fenced = !fenced;
        } else if (fenced || (blanks >= 4 && block.len == 0)) {
            put_code(&p, text, n);
        } else if (len == 0) {
            end_block(&p, &block, kind);
            kind = BLOCK_PARAGRAPH;
        } else if (head) {
            end_block(&p, &block, kind);
            add_line(&block, text + head, n - head);
            end_block(&p, &block, BLOCK_HEADING);
        } else if (starts(words, len, "- ") || starts(words, len, "* ")) {
            end_block(&p, &block, kind);
            kind = BLOCK_ITEM;
            add_line(&block, words + 2, len - 2);
        } else {
            add_line(&block, words, len);
        }
        text += n + (text[n] == '\n');
    }
    end_block(&p, &block, kind);
    sb_free(&block);
    return p.y;
}
