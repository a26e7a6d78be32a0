#include "diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "sb.h"

static const char *format_text(struct arena *a, const char *format, va_list args)
{
    struct sb b = {0};
    const char *text;

    sb_vprintf(&b, format, args);
    text = arena_text(a, sb_text(&b), b.len);
    sb_free(&b);
    return text;
}

struct diag *diags_add(struct diags *ds, const char *file, const char *format, ...)
{
    struct diag *d = VEC_PUSH(&ds->list);
    va_list args;

    *d = (struct diag){.file = file ? arena_text(&ds->arena, file, strlen(file)) : NULL};
    va_start(args, format);
    d->message = format_text(&ds->arena, format, args);
    va_end(args);
    return d;
}

void diags_hint(struct diags *ds, struct diag *d, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    d->hint = format_text(&ds->arena, format, args);
    va_end(args);
}

/* Prints text from a file: what could move a terminal's cursor or colour it becomes a question mark. */
static void print_plain(const char *text, size_t len, FILE *to)
{
    struct sb b = {0};

    sb_plain(&b, text, len);
    fputs(sb_text(&b), to);
    sb_free(&b);
}

/* Bytes of UTF-8 that go on with a character take no column. */
static bool begins_char(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

static const char *find_line(const char *source, int line)
{
    while (--line > 0) {
        source = strchr(source, '\n');
        if (!source)
            return NULL;
        source++;
    }
    return source;
}

/* A long line is shown as the part around the place. */
enum { EXCERPT_BEFORE = 60, EXCERPT_MOST = 110 };

static void print_excerpt(const struct diag *d, FILE *to, const char *source)
{
    const char *line = find_line(source, d->line);
    size_t len, from = 0, at = (size_t)d->column - 1, width = d->width > 0 ? (size_t)d->width : 1;

    if (!line)
        return;
    len = strcspn(line, "\r\n");
    if (at > len)
        at = len;
    if (len > EXCERPT_MOST && at > EXCERPT_BEFORE)
        for (from = at - EXCERPT_BEFORE; from < at && !begins_char(line[from]);)
            from++;
    if (len - from > EXCERPT_MOST)
        for (len = from + EXCERPT_MOST; len > from && !begins_char(line[len]);)
            len--;
    fprintf(to, "%5d | ", d->line);
    print_plain(line + from, len - from, to);
    fputs("\n      | ", to);
    for (size_t i = from; i < at; i++)
        if (begins_char(line[i]))
            putc(line[i] == '\t' ? '\t' : ' ', to);
    putc('^', to);
    for (size_t i = at + 1; i < at + width && i < len; i++)
        if (begins_char(line[i]))
            putc('~', to);
    putc('\n', to);
}

static void print_one(const struct diag *d, FILE *to, const char *source)
{
    if (d->file) {
        print_plain(d->file, strlen(d->file), to);
        if (d->line > 0)
            fprintf(to, ":%d:%d", d->line, d->column);
        fputs(": ", to);
    }
    fputs("error: ", to);
    if (d->pointer) {
        fputs("at ", to);
        print_plain(d->pointer, strlen(d->pointer), to);
        fputs(": ", to);
    }
    print_plain(d->message, strlen(d->message), to);
    putc('\n', to);
    if (source && d->line > 0 && d->column > 0)
        print_excerpt(d, to, source);
    if (d->hint) {
        fputs("      = ", to);
        print_plain(d->hint, strlen(d->hint), to);
        putc('\n', to);
    }
}

void diags_print(const struct diags *ds, FILE *to, const char *source)
{
    for (size_t i = 0; i < ds->list.len; i++)
        print_one(&ds->list.at[i], to, source);
}

static bool stands_before(const struct diag *x, const struct diag *y)
{
    return x->line != y->line ? x->line < y->line : x->column < y->column;
}

void diags_sort(struct diags *ds, size_t first)
{
    for (size_t i = first + 1; i < ds->list.len; i++) {
        struct diag d = ds->list.at[i];
        size_t to = i;

        for (; to > first && stands_before(&d, &ds->list.at[to - 1]); to--)
            ds->list.at[to] = ds->list.at[to - 1];
        ds->list.at[to] = d;
    }
}

void diags_free(struct diags *ds)
{
    arena_free(&ds->arena);
    free(ds->list.at);
    *ds = (struct diags){0};
}

enum { NEAR_MOST = 40 }; /* longer words are not compared */

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static int min3(int a, int b, int c)
{
    int m = a < b ? a : b;

    return m < c ? m : c;
}

/* How many letters must be added, removed, changed or swapped to make `a` of `b`; capitals count as small letters. */
static int distance(const char *a, int la, const char *b, int lb)
{
    int d[NEAR_MOST + 1][NEAR_MOST + 1];

    for (int i = 0; i <= la; i++)
        d[i][0] = i;
    for (int j = 0; j <= lb; j++)
        d[0][j] = j;
    for (int i = 1; i <= la; i++)
        for (int j = 1; j <= lb; j++) {
            char x = lower(a[i - 1]), y = lower(b[j - 1]);

            d[i][j] = min3(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (x != y));
            if (i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y &&
                d[i - 2][j - 2] + 1 < d[i][j])
                d[i][j] = d[i - 2][j - 2] + 1;
        }
    return d[la][lb];
}

const char *diag_nearest(const char *word, const char *const *words)
{
    size_t len = strlen(word);
    const char *best = NULL;
    int best_distance = (int)(len < 3 ? 1 : len < 6 ? 2 : 3) + 1;

    if (len == 0 || len > NEAR_MOST)
        return NULL;
    for (; *words; words++) {
        size_t n = strlen(*words);
        const char *dot = strrchr(*words, '.');
        int far;

        if (n > NEAR_MOST)
            continue;
        far = distance(word, (int)len, *words, (int)n);
        if (dot && distance(word, (int)len, dot + 1, (int)strlen(dot + 1)) == 0)
            far = 0; /* "sleep" for "time.Sleep" */
        if (far < best_distance && far < (int)n) {
            best = *words;
            best_distance = far;
        }
    }
    return best;
}
