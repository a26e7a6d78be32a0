#include "choices.h"

#include <string.h>

#include "file.h"

enum { CHOICES_MOST = 64 << 20 };

/* A line of the file, and how far it has been read. */
struct line {
    const char *path;
    int number;
    const char *begin, *at;
    struct diags *ds;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_end(char c)
{
    return c == '\n' || c == '\0';
}

static size_t word_length(const char *at)
{
    size_t n = 0;

    while (!is_blank(at[n]) && !is_end(at[n]))
        n++;
    return n;
}

static bool wrong(const struct line *l, const char *at, const char *what)
{
    struct diag *d = diags_add(l->ds, l->path, "%s", what);

    d->line = l->number;
    d->column = (int)(at - l->begin) + 1;
    d->width = (int)word_length(at);
    return false;
}

/* The next word; its length is 0 at the end of the line. */
static const char *next_word(struct line *l, size_t *len)
{
    const char *word;

    while (is_blank(*l->at))
        l->at++;
    word = l->at;
    *len = word_length(word);
    l->at += *len;
    return word;
}

static bool take_number(struct line *l, const char *expected, int64_t *out)
{
    size_t len;
    const char *word = next_word(l, &len);

    *out = 0;
    for (size_t i = 0; i < len; i++) {
        if (word[i] < '0' || word[i] > '9' || *out > (INT64_MAX - 9) / 10)
            return wrong(l, word, expected);
        *out = *out * 10 + (word[i] - '0');
    }
    return len > 0 || wrong(l, word, expected);
}

static bool take_kind(struct line *l, enum choice_kind *out)
{
    size_t len;
    const char *word = next_word(l, &len);

    for (int k = 0; k <= CHOICE_LATENCY; k++) {
        const char *name = choice_kind_name((enum choice_kind)k);

        if (strlen(name) == len && strncmp(name, word, len) == 0) {
            *out = (enum choice_kind)k;
            return true;
        }
    }
    return wrong(
        l, word,
        "expected the kind of the choice: steal-start, select, core, draw, tracking or latency");
}

static bool take_choice(struct line *l, int64_t above, struct choice *c)
{
    const char *taken;

    c->line = l->number;
    if (!take_number(l, "expected the number of a choice, from 0", &c->number))
        return false;
    if (c->number <= above)
        return wrong(l, l->begin, "the numbers of choices must count up");
    if (!take_kind(l, &c->kind) ||
        !take_number(l, "expected how many options there are; 0 for a draw of 32 bits",
                     &c->options))
        return false;
    while (is_blank(*l->at))
        l->at++;
    taken = l->at;
    if (!take_number(l, "expected the option taken, from 0", &c->taken))
        return false;
    if (c->taken >= (c->options ? c->options : INT64_C(1) << 32))
        return wrong(l, taken, "there is no such option; they count from 0");
    return true;
}

static bool is_for_people(const struct line *l)
{
    const char *at = l->begin;

    while (is_blank(*at))
        at++;
    return is_end(*at) || *at == '#';
}

bool choices_read(const char *path, struct choices *out, struct arena *arena, struct diags *ds,
                  const char **source)
{
    char *text;
    size_t len, before = ds->list.len;
    int64_t above = -1;

    *source = NULL;
    if (!file_read(path, CHOICES_MOST, &text, &len, ds))
        return false;
    *source = arena_text(arena, text, len);
    free(text);
    for (struct line l = {.path = path, .number = 1, .begin = *source, .ds = ds}; *l.begin;
         l.number++) {
        struct choice c = {0};

        l.at = l.begin;
        if (!is_for_people(&l) && take_choice(&l, above, &c)) {
            *VEC_PUSH(&out->list) = c;
            above = c.number;
        }
        l.begin += strcspn(l.begin, "\n");
        l.begin += *l.begin == '\n';
    }
    return ds->list.len == before;
}
