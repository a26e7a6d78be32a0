#include "schedwords.h"

#include <string.h>

/* What scheddetail's lines are about: "  P0: status=…" has the fields P.status and so on. */
static const char *prefix_of(const char *whole)
{
    size_t blanks = strspn(whole, " ");

    if (!blanks)
        return "";
    return whole[blanks] == 'P' ? "P." : whole[blanks] == 'M' ? "M." : "G.";
}

static const struct field *field_named(const char *whole, const char *name, size_t n)
{
    char path[64];
    const char *prefix = prefix_of(whole);
    const struct field *f;

    if (n + 3 > sizeof path)
        return NULL;
    memcpy(path, prefix, strlen(prefix));
    memcpy(path + strlen(prefix), name, n);
    path[strlen(prefix) + n] = '\0';
    f = field_find_in(*prefix ? FIELD_SCHEDDETAIL : FIELD_SCHEDTRACE, path);
    return f ? f : field_find_in(FIELD_SCHEDDETAIL, path);
}

static const struct field *field_of(const char *whole, const char *word, size_t n)
{
    const char *equals = memchr(word, '=', n);

    if (equals)
        return field_named(whole, word, (size_t)(equals - word));
    if (n > 3 && memcmp(word + n - 3, "ms:", 3) == 0)
        return field_named(whole, "ms", 2);
    if (*word == '[')
        return field_named(whole, "local", 5);
    return NULL;
}

struct sched_word sched_word_next(const char **line, const char *whole, const struct field **open)
{
    struct sched_word w = {.at = *line + strspn(*line, " ")};
    const char *bracket;

    w.n = strcspn(w.at, " ");
    *line = w.at + w.n;
    if (w.n == 0)
        return w;
    w.field = *open ? *open : field_of(whole, w.at, w.n);
    bracket = memchr(w.at, '[', w.n);
    if (bracket)
        *open = w.field;
    if (memchr(w.at, ']', w.n))
        *open = NULL;
    return w;
}
