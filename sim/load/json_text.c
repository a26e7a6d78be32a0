#include "json_text.h"

#include <string.h>

#include "limit.h"

struct scan {
    const char *text;
    size_t len, at;
    int depth;
    struct json_map *map;
    struct json_error *bad;
};

static bool fail(struct scan *s, size_t at, size_t width, const char *message, const char *hint)
{
    *s->bad = (struct json_error){at, width, message, hint};
    return false;
}

/* The byte here, or -1 at the end of the text. */
static int peek(const struct scan *s)
{
    return s->at < s->len ? (unsigned char)s->text[s->at] : -1;
}

static void skip_space(struct scan *s)
{
    while (s->at < s->len && strchr(" \t\r\n", s->text[s->at]) && s->text[s->at])
        s->at++;
}

static bool is_word(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static size_t word_length(const struct scan *s, size_t at)
{
    size_t end = at;

    while (end < s->len && is_word((unsigned char)s->text[end]))
        end++;
    return end > at ? end - at : 1;
}

static bool starts(const struct scan *s, const char *word)
{
    size_t n = strlen(word);

    return s->len - s->at >= n && memcmp(s->text + s->at, word, n) == 0;
}

/* What stands here is no value: says so in the words of the mistake that it probably is. */
static bool fail_value(struct scan *s)
{
    int c = peek(s);

    if (c < 0)
        return fail(s, s->len, 1, "the text ends where a value is expected",
                    "is the end of the file missing?");
    if (c == ']' || c == '}')
        return fail(s, s->at, 1, "a value is expected before this bracket",
                    "JSON allows no comma behind the last element");
    if (c == ',')
        return fail(s, s->at, 1, "a value is expected before this comma", "one comma too many?");
    if (c == '\'')
        return fail(s, s->at, 1, "a text stands in double quotes in JSON",
                    "write \"text\", not 'text'");
    if (c == '/' || c == '#')
        return fail(s, s->at, 1, "JSON has no comments",
                    "an operation may carry \"note\": \"...\" instead");
    if (c == '+' || c == '.')
        return fail(s, s->at, 1, "a number begins with a digit or a minus sign", NULL);
    if (starts(s, "NaN") || starts(s, "Infinity") || starts(s, "-Infinity") || starts(s, "-NaN"))
        return fail(s, s->at, c == '-' ? 4 : word_length(s, s->at),
                    "JSON has no NaN and no Infinity", NULL);
    if (c == 0)
        return fail(s, s->at, 1, "a NUL byte stands in the text", "is this a JSON file?");
    if (is_word(c))
        return fail(s, s->at, word_length(s, s->at), "this is no JSON value",
                    "a text stands in double quotes; the words are true, false and null");
    return fail(s, s->at, 1, "this is no JSON value", NULL);
}

static bool read_word(struct scan *s)
{
    static const char *const words[] = {"true", "false", "null"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (starts(s, words[i]) && word_length(s, s->at) == strlen(words[i])) {
            s->at += strlen(words[i]);
            return true;
        }
    return fail_value(s);
}

static bool read_digits(struct scan *s)
{
    if (!is_digit(peek(s)))
        return fail(s, s->at, 1, "a digit is expected here", NULL);
    while (is_digit(peek(s)))
        s->at++;
    return true;
}

static bool read_number(struct scan *s)
{
    size_t begin = s->at;

    if (starts(s, "-Infinity") || starts(s, "-NaN"))
        return fail_value(s);
    if (peek(s) == '-')
        s->at++;
    if (peek(s) == '0' && s->at + 1 < s->len && is_digit((unsigned char)s->text[s->at + 1]))
        return fail(s, begin, word_length(s, begin), "a number has no leading zeros in JSON", NULL);
    if (!read_digits(s))
        return false;
    if (peek(s) == '.') {
        s->at++;
        if (!read_digits(s))
            return false;
    }
    if (peek(s) == 'e' || peek(s) == 'E') {
        s->at++;
        if (peek(s) == '+' || peek(s) == '-')
            s->at++;
        if (!read_digits(s))
            return false;
    }
    if (is_word(peek(s)))
        return fail(s, begin, s->at - begin + word_length(s, s->at), "this is no number",
                    "a duration or a size stands in double quotes: \"20ms\"");
    if (s->at - begin > LIMIT_JSON_NUMBER)
        return fail(s, begin, s->at - begin, "a number of more than 60 characters", NULL);
    return true;
}

/* How many bytes the UTF-8 character here has, 0 if it is none. Overlong forms, surrogates and what lies beyond U+10FFFF
 * are none. */
static size_t utf8_length(const unsigned char *c, size_t room)
{
    size_t n = c[0] < 0x80   ? 1
               : c[0] < 0xc2 ? 0
               : c[0] < 0xe0 ? 2
               : c[0] < 0xf0 ? 3
               : c[0] < 0xf5 ? 4
                             : 0;

    if (n > room)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((c[i] & 0xc0) != 0x80)
            return 0;
    if ((c[0] == 0xe0 && c[1] < 0xa0) || (c[0] == 0xed && c[1] > 0x9f) ||
        (c[0] == 0xf0 && c[1] < 0x90) || (c[0] == 0xf4 && c[1] > 0x8f))
        return 0;
    return n;
}

/* Reads four hexadecimal digits into *unit. */
static bool read_hex(struct scan *s, unsigned *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; i++, s->at++) {
        int c = peek(s);
        int digit = is_digit(c)            ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;

        if (digit < 0)
            return fail(s, s->at, 1, "\\u needs four hexadecimal digits", NULL);
        *unit = *unit * 16 + (unsigned)digit;
    }
    return true;
}

/* Behind "\u": a character, or a pair of surrogates that make one. */
static bool read_unicode(struct scan *s)
{
    size_t begin = s->at - 2;
    unsigned unit;

    if (!read_hex(s, &unit))
        return false;
    if (unit == 0)
        return fail(s, begin, 6, "a text cannot hold the character NUL", NULL);
    if (unit < 0xd800 || unit > 0xdfff)
        return true;
    if (unit < 0xdc00 && starts(s, "\\u")) {
        s->at += 2;
        if (!read_hex(s, &unit))
            return false;
        if (unit >= 0xdc00 && unit <= 0xdfff)
            return true;
    }
    return fail(s, begin, s->at - begin, "half of a surrogate pair",
                "write the character itself, in UTF-8");
}

static bool read_escape(struct scan *s)
{
    int c;

    s->at++;
    c = peek(s);
    if (c == 'u') {
        s->at++;
        return read_unicode(s);
    }
    if (c <= 0 || !strchr("\"\\/bfnrt", c))
        return fail(s, s->at - 1, 2, "an unknown escape in a text",
                    "a backslash itself is written \\\\");
    s->at++;
    return true;
}

static bool read_string(struct scan *s)
{
    size_t begin = s->at++;

    for (;;) {
        int c = peek(s);
        size_t n;

        if (c < 0 || c == '\n' || c == '\r')
            return fail(s, begin, s->at - begin, "this text does not end on its line",
                        "is a double quote missing?");
        if (c == '"')
            break;
        if (c < 0x20)
            return fail(s, s->at, 1, c ? "a control character in a text" : "a NUL byte in a text",
                        c == '\t' ? "a tab is written \\t" : NULL);
        if (c == '\\') {
            if (!read_escape(s))
                return false;
            continue;
        }
        n = utf8_length((const unsigned char *)s->text + s->at, s->len - s->at);
        if (n == 0)
            return fail(s, s->at, 1, "a byte that is not UTF-8",
                        "save the file in the encoding UTF-8");
        s->at += n;
    }
    s->at++;
    return true;
}

static bool read_value(struct scan *s, uint32_t key, uint32_t key_width);

/* Behind an element: is there another? Fails with the mistake that it probably is. */
static bool read_comma(struct scan *s, size_t open, char closer, bool *more)
{
    int c;

    skip_space(s);
    c = peek(s);
    *more = c == ',';
    if (c == ',' || c == closer) {
        s->at++;
        return true;
    }
    if (c < 0)
        return fail(s, open, 1, "this bracket is never closed", "is the end of the file missing?");
    if (c == ']' || c == '}')
        return fail(s, s->at, 1,
                    closer == ']' ? "] is expected here, not }" : "} is expected here, not ]",
                    NULL);
    if (c == '/' || c == '#')
        return fail_value(s);
    if (c == ':')
        return fail(s, s->at, 1, "a comma is expected here, not a colon",
                    "names stand in { }, not in [ ]");
    return fail(s, s->at, 1,
                closer == ']' ? "a comma or ] is expected here" : "a comma or } is expected here",
                NULL);
}

static bool read_list(struct scan *s)
{
    size_t open = s->at++;
    bool more = true;

    skip_space(s);
    if (peek(s) == ']') {
        s->at++;
        return true;
    }
    while (more)
        if (!read_value(s, 0, 0) || !read_comma(s, open, ']', &more))
            return false;
    return true;
}

/* Reads a name and its colon. */
static bool read_key(struct scan *s, uint32_t *key, uint32_t *width)
{
    size_t begin;

    skip_space(s);
    begin = s->at;
    if (peek(s) == '}')
        return fail(s, s->at, 1, "a name is expected before this bracket",
                    "JSON allows no comma behind the last element");
    if (peek(s) != '"') {
        if (is_word(peek(s)))
            return fail(s, s->at, word_length(s, s->at), "a name stands in double quotes in JSON",
                        NULL);
        return peek(s) == '\'' || peek(s) == '/' || peek(s) == '#' || peek(s) < 0
                   ? fail_value(s)
                   : fail(s, s->at, 1, "a name in double quotes is expected here", NULL);
    }
    if (!read_string(s))
        return false;
    *key = (uint32_t)begin;
    *width = (uint32_t)(s->at - begin);
    skip_space(s);
    if (peek(s) != ':')
        return fail(s, begin, *width, "a colon is expected behind this name", NULL);
    s->at++;
    return true;
}

static bool read_object(struct scan *s)
{
    size_t open = s->at++;
    bool more = true;

    skip_space(s);
    if (peek(s) == '}') {
        s->at++;
        return true;
    }
    while (more) {
        uint32_t key = 0, width = 0;

        if (!read_key(s, &key, &width) || !read_value(s, key, width) ||
            !read_comma(s, open, '}', &more))
            return false;
    }
    return true;
}

static bool read_nested(struct scan *s, bool (*read)(struct scan *))
{
    bool ok;

    if (s->depth == LIMIT_JSON_DEPTH)
        return fail(s, s->at, 1,
                    "recursion too deep: more than 128 lists and objects within each other",
                    "move the inner operations to a function and \"call\" it");
    s->depth++;
    ok = read(s);
    s->depth--;
    return ok;
}

static bool read_value(struct scan *s, uint32_t key, uint32_t key_width)
{
    size_t number = s->map->places.len;
    struct json_place *place;
    int c;
    bool ok;

    skip_space(s);
    c = peek(s);
    *VEC_PUSH(&s->map->places) = (struct json_place){(uint32_t)s->at, 1, key, key_width};
    if (c == '{' || c == '[')
        return read_nested(s, c == '{' ? read_object : read_list);
    if (c == '"')
        ok = read_string(s);
    else if (c == '-' || is_digit(c))
        ok = read_number(s);
    else
        ok = read_word(s);
    place = &s->map->places.at[number];
    place->value_width = (uint32_t)(s->at - place->value);
    return ok;
}

/* Files that begin like these are text of another encoding, or no text. */
static bool check_start(struct scan *s)
{
    if (starts(s, "\xef\xbb\xbf"))
        s->at +=
            3; /* a byte order mark: some editors write one in front of UTF-8, and mean no harm */
    if (starts(s, "\xff\xfe") || starts(s, "\xfe\xff"))
        return fail(s, 0, 2, "the text is in UTF-16", "save the file in the encoding UTF-8");
    if (starts(s, "\x1f\x8b"))
        return fail(s, 0, 2, "this is a compressed file (gzip), not JSON", "unpack it first");
    skip_space(s);
    if (s->at == s->len)
        return fail(s, 0, 0, "the file is empty",
                    "a scenario is a JSON object: { \"schedlab\": 1, ... }");
    return true;
}

static void find_lines(const char *text, size_t len, struct json_map *map)
{
    *VEC_PUSH(&map->lines) = 0;
    for (size_t i = 0; i < len; i++)
        if (text[i] == '\n')
            *VEC_PUSH(&map->lines) = (uint32_t)i + 1;
}

bool json_text_read(const char *text, size_t len, struct json_map *map, struct json_error *bad)
{
    struct scan s = {text, len, 0, 0, map, bad};

    *map = (struct json_map){0};
    find_lines(text, len, map);
    if (!check_start(&s) || !read_value(&s, 0, 0))
        return false;
    skip_space(&s);
    return s.at == len || fail(&s, s.at, 1, "something stands behind the end of the value",
                               "one bracket too many?");
}

void json_map_free(struct json_map *map)
{
    free(map->places.at);
    free(map->lines.at);
    *map = (struct json_map){0};
}

void json_map_place(const struct json_map *map, size_t at, int *line, int *column)
{
    size_t low = 0, high = map->lines.len;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (map->lines.at[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    *line = (int)low + 1;
    *column = (int)(at - map->lines.at[low]) + 1;
}
