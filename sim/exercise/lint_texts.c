/* What lint sees in the texts alone. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "keep.h"
#include "lint_internal.h"
#include "pointer.h"

/* ---- still to be written -------------------------------------------------------------------------------------------------- */

void lint_texts(struct linter *li)
{
    const char *at = li->ex->source;
    int line = 1;
    struct diag *d;

    for (const char *c = at; (at = strstr(c, LINT_WRITE)); c = at + 1) {
        for (; c < at; c++)
            line += *c == '\n';
        d = diags_add(&li->l->ds, li->ex->file, "still to be written");
        d->line = line;
        d->column = 1;
    }
    if (li->bug_text && strstr(li->bug_text, LINT_WRITE))
        diags_add(&li->l->ds, lint_path(li, "bug.json"), "still to be written");
}

/* ---- keep ------------------------------------------------------------------------------------------------------------------ */

/* A parameter that an expectation names must not be the learner's to turn: the check would judge by another value than the
 * run had. */
static void check_params(struct linter *li, const struct exercise_check *c, const char *expect)
{
    struct sb pointer = {0};

    for (const char *at = expect; (at = strchr(at, '$')); at++) {
        size_t len =
            strspn(at + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
        bool fixed;

        sb_clear(&pointer);
        sb_printf(&pointer, "/params/%.*s", (int)len, at + 1);
        fixed = keep_covers(li->ex, sb_text(&pointer));
        for (int i = 0; i < c->nsets; i++)
            fixed = fixed || strcmp(c->sets[i].pointer, sb_text(&pointer)) == 0;
        if (!fixed) {
            struct diag *d =
                diags_add(&li->l->ds, li->ex->file,
                          "the check \"%s\" names a parameter that a learner can change", expect);

            d->line = c->line;
            d->column = 1;
            diags_hint(&li->l->ds, d, "\"set\" it in this check, or \"keep\" %s",
                       sb_text(&pointer));
        }
    }
    sb_free(&pointer);
}

void lint_keep(struct linter *li)
{
    const struct exercise *ex = li->ex;

    for (int i = 0; i < ex->nkeep; i++)
        if (strchr(ex->keep[i] + 1, '/') && !pointer_get(li->bug, ex->keep[i]))
            diags_add(&li->l->ds, ex->file, "\"keep\" names %s, which bug.json does not have",
                      ex->keep[i]);
    for (int i = 0; i < ex->nchecks; i++)
        for (int k = 0; k < ex->checks[i].nexpect; k++)
            check_params(li, &ex->checks[i], ex->checks[i].expect[k]);
}

/* ---- hints ----------------------------------------------------------------------------------------------------------------- */

static bool is_word_char(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Does `word` stand in `text` by itself, not within a longer word? */
static const char *find_word(const char *text, const char *word)
{
    size_t n = strlen(word);

    for (const char *at = text; (at = strstr(at, word)); at++)
        if ((at == text || !is_word_char(at[-1]) || !is_word_char(word[0])) &&
            (!is_word_char(at[n]) || !is_word_char(word[n - 1])))
            return at;
    return NULL;
}

/* Is the place between a pair of ` or of "? Then it is code, or quoted. */
static bool is_quoted(const char *text, const char *at)
{
    int back = 0, quotes = 0;

    for (const char *c = text; c < at; c++) {
        back += *c == '`';
        quotes += *c == '"';
    }
    return back % 2 || quotes % 2;
}

/* A word of everyday English is told only if it is quoted; what no sentence has by chance, anywhere. */
static bool gives_away(const char *hint, const char *word)
{
    const char *at = find_word(hint, word);

    return at && (word[strspn(word, "abcdefghijklmnopqrstuvwxyz")] || is_quoted(hint, at));
}

enum {
    TELLING = 3,
    HINTS_CAREFUL = 2
}; /* shorter words tell nothing; the first hints must not tell */

static void check_word(struct linter *li, const char *word)
{
    if (strlen(word) < TELLING || strstr(li->bug_text, word))
        return;
    for (int i = 0; i < HINTS_CAREFUL && i < li->ex->nhints; i++)
        if (gives_away(li->ex->hints[i], word))
            diags_add(&li->l->ds, li->ex->file,
                      "hint %d gives the fix away: \"%s\" stands in fixed.json and not in bug.json",
                      i + 1, word);
}

/* Every name and text of the fix. */
static void check_words(struct linter *li, const cJSON *item)
{
    if (item->string)
        check_word(li, item->string);
    if (cJSON_IsString(item))
        check_word(li, item->valuestring);
    for (const cJSON *child = item->child; child; child = child->next)
        check_words(li, child);
}

/* In small letters, without a final stop. */
static void simplify(struct sb *out, const char *text)
{
    sb_clear(out);
    for (; *text; text++)
        sb_putc(out, (char)tolower((unsigned char)*text));
    while (out->len && strchr(" .!\n", out->text[out->len - 1]))
        out->text[--out->len] = '\0';
}

void lint_hints(struct linter *li)
{
    struct sb answer = {0}, hint = {0};

    check_words(li, li->fixed);
    simplify(&answer, li->ex->answers[exercise_right(li->ex)].text);
    for (int i = 0; i < HINTS_CAREFUL; i++) {
        simplify(&hint, li->ex->hints[i]);
        if (strstr(sb_text(&hint), sb_text(&answer)))
            diags_add(&li->l->ds, li->ex->file, "hint %d says the right answer", i + 1);
    }
    sb_free(&answer);
    sb_free(&hint);
}
