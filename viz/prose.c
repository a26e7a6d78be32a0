/* prose.c: text in lines, with links. */
#include <string.h>

#include "scene.h"
#include "vtime.h"

/* A word, with the spaces before it left out. */
struct word {
    const char *text;
    size_t n;
    struct pick pick;
    bool breaks; /* a newline stands before it */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word_char(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
}

/* G18, M3, P0: as a link; not G18x, nor x.G18. */
static size_t link_at(const char *s, size_t before, struct pick *pick)
{
    enum pick_kind kind = *s == 'G' ? PICK_G : *s == 'M' ? PICK_M : *s == 'P' ? PICK_P : PICK_NONE;
    size_t n = 1;
    int64_t id = 0;

    if (kind == PICK_NONE || (before && is_word_char(s[-1])))
        return 0;
    for (; n < 11 && is_digit(s[n]); n++)
        id = 10 * id + (s[n] - '0');
    if (n == 1 || (is_word_char(s[n]) && !(s[n] == '.' && !is_word_char(s[n + 1]))))
        return 0;
    *pick = (struct pick){kind, id, PICK_SHOWN};
    return n;
}

/* "{t:108417000}": an instant. */
static size_t instant_at(const char *s, struct pick *pick)
{
    int64_t t = 0;
    size_t n = 3;

    if (strncmp(s, "{t:", 3) != 0)
        return 0;
    for (; n < 22 && is_digit(s[n]); n++)
        t = 10 * t + (s[n] - '0');
    if (s[n] != '}')
        return 0;
    *pick = (struct pick){PICK_TIME, t, 0};
    return n + 1;
}

struct setter {
    struct scene *sc;
    struct rect box;
    enum style style;
    enum color color;
    int32_t x, y, line, space,
        dots; /* pixels; y: of the line, negative above the box; dots: of the ellipsis */
    bool draws, full, ends;  /* ends: this word is the last */
    bool marked, code, bold; /* `code` and **bold** count; are open */
};

static enum style style_now(const struct setter *s)
{
    return s->code ? STYLE_CODE : s->bold ? STYLE_BOLD : s->style;
}

/* Whether a line fits below the one that is being set. */
static bool has_more_room(const struct setter *s)
{
    return !s->draws || s->y + 2 * s->line <= s->box.h;
}

/* Within something that is picked as a whole, a button, nothing is a link. */
static void put(struct setter *s, const char *text, size_t n, int32_t width, struct pick pick)
{
    struct pick old = s->sc->pick;
    struct rect box = {s->box.x + s->x, s->box.y + s->y, width, s->line};
    bool link = pick.kind != PICK_NONE && old.kind == PICK_NONE;

    if (!s->draws || s->y < 0)
        return;
    if (link)
        s->sc->pick = pick;
    scene_text(s->sc, box, style_now(s),
               link      ? COLOR_LINK
               : s->code ? COLOR_GOOD
                         : s->color,
               LEFT, "%.*s", (int)n, text);
    s->sc->pick = old;
}

static void new_line(struct setter *s)
{
    if (!has_more_room(s)) {
        s->full = true;
        return;
    }
    s->x = 0;
    s->y += s->line;
}

/* Where a line ends: on the last one there is room for, an ellipsis must fit behind every word but the last of all. */
static int32_t room_in_line(const struct setter *s)
{
    return s->ends || has_more_room(s) ? s->box.w : s->box.w - s->dots;
}

/* What is left does not fit. */
static void put_dots(struct setter *s)
{
    struct rect rest = {s->box.x + s->x, s->box.y + s->y, s->box.w - s->x, s->line};

    if (s->draws)
        scene_text(s->sc, rest, s->style, s->color, LEFT, "\xE2\x80\xA6");
}

/* A piece without spaces; `joined` to what stands before it. */
static void set_piece(struct setter *s, const char *text, size_t n, struct pick pick, bool joined)
{
    const struct theme *th = s->sc->theme;
    enum style style = style_now(s);
    int32_t width = fonts_width(s->sc->fonts, theme_face(style), theme_text_px(th, style), text, n);
    int32_t gap = joined || s->x == 0 ? 0 : s->space;

    if (s->x && s->x + gap + width > room_in_line(s) && !joined) {
        new_line(s);
        gap = 0;
    }
    if (s->full) {
        put_dots(s);
        return;
    }
    s->x += gap;
    put(s, text, n, width > s->box.w - s->x ? s->box.w - s->x : width, pick);
    s->x += width;
}

/* Bytes of the mark that begins or ends code or bold at `text`, 0 if none does. */
static size_t mark_at(const struct setter *s, const char *text, size_t n)
{
    if (!s->marked || n == 0)
        return 0;
    if (*text == '`')
        return 1;
    if (s->code || *text != '*')
        return 0;
    return n > 1 && text[1] == '*' ? 2 : 1;
}

/* A word without marks: pieces, some of which are links. True: something stands before the next part of the same word. */
static bool set_part(struct setter *s, const char *word, size_t n, bool joined)
{
    size_t from = 0;

    for (size_t i = 0; i <= n && !s->full; i++) {
        struct pick pick = {PICK_NONE, 0, 0};
        size_t linked = i < n && !s->code ? link_at(word + i, i, &pick) : 0;
        char time[VTIME_TEXT];

        if (!linked && i < n)
            linked = instant_at(word + i, &pick);
        if (!linked && i < n)
            continue;
        if (i > from) {
            set_piece(s, word + from, i - from, (struct pick){PICK_NONE, 0, 0}, joined);
            joined = true;
        }
        if (!linked)
            break;
        if (pick.kind == PICK_TIME)
            set_piece(s, time, vtime_format(time, pick.id), pick, joined);
        else
            set_piece(s, word + i, linked, pick, joined);
        joined = true;
        from = i + linked;
        i = from - 1;
    }
    return joined;
}

/* One word: parts between marks. */
static void set_word(struct setter *s, const char *word, size_t n)
{
    bool joined = false;
    size_t from = 0;

    for (size_t i = 0; i <= n && !s->full;) {
        size_t mark = n > 1 ? mark_at(s, word + i, n - i) : 0; /* "3 * 4" has none */

        if (!mark && i < n) {
            i++;
            continue;
        }
        if (i > from)
            joined = set_part(s, word + from, i - from, joined);
        if (!mark)
            break;
        if (word[i] == '`')
            s->code = !s->code;
        else if (mark == 2)
            s->bold =
                !s->bold; /* a single * is for slanted letters, which our fonts have none of */
        i = from = i + mark;
    }
}

static void set_text(struct setter *s, const char *text)
{
    while (*text && !s->full) {
        size_t n = strcspn(text, " \n");

        s->ends = text[n + strspn(text + n, " \n")] == '\0';
        if (n)
            set_word(s, text, n);
        text += n;
        if (*text == '\n' && !s->full)
            new_line(s);
        if (*text)
            text++;
    }
}

static struct setter setter_of(struct scene *sc, struct rect box, enum style style,
                               enum color color)
{
    return (struct setter){.sc = sc,
                           .box = box,
                           .style = style,
                           .color = color,
                           .line = scene_line_height(sc, style),
                           .space = scene_width(sc, style, " "),
                           .dots = scene_width(sc, style, "\xE2\x80\xA6"),
                           .draws = box.h > 0};
}

int32_t scene_markup(struct scene *sc, struct rect box, enum color color, const char *text,
                     int32_t skip)
{
    struct setter s = setter_of(sc, box, STYLE_BODY, color);

    if (s.draws && box.h < s.line)
        return 0;
    s.marked = true;
    s.y = -skip * s.line;
    set_text(&s, text);
    return s.y + s.line;
}

int32_t scene_prose(struct scene *sc, struct rect box, enum style style, enum color color,
                    const char *text)
{
    struct setter s = setter_of(sc, box, style, color);

    if (s.draws && box.h < s.line)
        return 0;
    set_text(&s, text);
    return s.y + s.line;
}
