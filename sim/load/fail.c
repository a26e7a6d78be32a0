#include <stdlib.h>
#include <string.h>

#include "limit.h"
#include "loader.h"
#include "sb.h"

/* Adds `item`'s part of a JSON pointer: "/name" with ~ and / escaped, or "/3". */
static void put_step(struct sb *out, const cJSON *item, int number)
{
    if (!item->string) {
        sb_printf(out, "/%d", number);
        return;
    }
    sb_putc(out, '/');
    for (const char *c = item->string; *c; c++) {
        if (*c == '~')
            sb_puts(out, "~0");
        else if (*c == '/')
            sb_puts(out, "~1");
        else
            sb_putc(out, *c);
    }
}

/* Writes the pointer of `wanted` below `at`; false if it is not there. */
static bool find_pointer(const cJSON *at, const cJSON *wanted, struct sb *out)
{
    size_t len = out->len;
    int number = 0;

    if (at == wanted)
        return true;
    for (const cJSON *child = at->child; child; child = child->next, number++) {
        put_step(out, child, number);
        if (find_pointer(child, wanted, out))
            return true;
        out->len = len;
    }
    return false;
}

static const char *pointer_of(struct loader *ld, const cJSON *item)
{
    struct sb path = {0};
    const char *text = "";

    if (find_pointer(ld->root, item, &path))
        text = arena_text(ld->arena, sb_text(&path), path.len);
    sb_free(&path);
    return *text ? text : NULL;
}

int32_t item_line(struct loader *ld, const cJSON *item)
{
    int line, column;

    if (item->valueint <= ITEM_SET)
        return 0;
    json_map_place(&ld->map, ld->map.places.at[item->valueint].value, &line, &column);
    return line;
}

/* Counts an error; false if it is one too many to be told. */
static bool count_error(struct loader *ld)
{
    return ++ld->errors <= LIMIT_ERRORS;
}

static void fail(struct loader *ld, const cJSON *item, bool key, const char *hint,
                 const char *message)
{
    bool set = item->valueint <= ITEM_SET;
    struct diag *d;

    if (!count_error(ld))
        return;
    d = diags_add(ld->ds, set ? "--set" : ld->path, "%s", message);
    if (!set) {
        const struct json_place *place = &ld->map.places.at[item->valueint];

        key = key && place->key_width;
        json_map_place(&ld->map, key ? place->key : place->value, &d->line, &d->column);
        d->width = (int)(key ? place->key_width : place->value_width);
    }
    d->pointer = pointer_of(ld, item);
    if (d->pointer)
        d->pointer = arena_text(&ld->ds->arena, d->pointer, strlen(d->pointer));
    if (hint)
        diags_hint(ld->ds, d, "%s", hint);
}

static const char *loader_vtext(struct loader *ld, const char *format, va_list args)
{
    struct sb b = {0};
    const char *text;

    sb_vprintf(&b, format, args);
    text = arena_text(ld->arena, sb_text(&b), b.len);
    sb_free(&b);
    return text;
}

const char *loader_text(struct loader *ld, const char *format, ...)
{
    const char *text;
    va_list args;

    va_start(args, format);
    text = loader_vtext(ld, format, args);
    va_end(args);
    return text;
}

bool fail_at(struct loader *ld, const cJSON *item, const char *hint, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fail(ld, item, false, hint, loader_vtext(ld, format, args));
    va_end(args);
    return false;
}

bool fail_key(struct loader *ld, const cJSON *item, const char *hint, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fail(ld, item, true, hint, loader_vtext(ld, format, args));
    va_end(args);
    return false;
}

bool fail_outside(struct loader *ld, const char *source, const char *hint, const char *format, ...)
{
    va_list args;
    struct diag *d;

    if (!count_error(ld))
        return false;
    va_start(args, format);
    d = diags_add(ld->ds, source, "%s", loader_vtext(ld, format, args));
    va_end(args);
    if (hint)
        diags_hint(ld->ds, d, "%s", hint);
    return false;
}

enum { LISTED_WORDS = 20 };

const char *hint_list(struct loader *ld, const char *const *words, const char *label)
{
    struct sb b = {0};
    const char *text;
    int n = 0;

    while (n <= LISTED_WORDS && words[n])
        n++;
    if (n == 0 || n > LISTED_WORDS)
        return NULL;
    sb_printf(&b, "%s: ", label);
    for (int i = 0; i < n; i++)
        sb_printf(&b, "%s%s", i ? ", " : "", words[i]);
    text = arena_text(ld->arena, sb_text(&b), b.len);
    sb_free(&b);
    return text;
}

const char *hint_word(struct loader *ld, const char *word, const char *const *words,
                      const char *label)
{
    const char *near;

    if (ld->errors >= LIMIT_ERRORS)
        return NULL; /* nobody will see it */
    near = diag_nearest(word, words);
    return near ? loader_text(ld, "did you mean \"%s\"?", near) : hint_list(ld, words, label);
}

const char *function_words(struct loader *ld, int32_t func)
{
    const struct func *f = &ld->func_list.at[func];
    const char *closure = f->outer == NOBODY ? "" : "a closure of ";

    while (f->outer != NOBODY)
        f = &ld->func_list.at[f->outer];
    return loader_text(ld, "%s\"%s\"", closure, f->name);
}

/* Long texts are cut, between characters. */
enum { SHOWN_TEXT = 40 };

const char *item_words(struct loader *ld, const cJSON *item)
{
    if (cJSON_IsString(item)) {
        size_t len = strlen(item->valuestring), shown = len;

        if (len > SHOWN_TEXT)
            for (shown = SHOWN_TEXT; ((unsigned char)item->valuestring[shown] & 0xc0) == 0x80;)
                shown--;
        return loader_text(ld, "\"%.*s%s\"", (int)shown, item->valuestring,
                           shown < len ? "..." : "");
    }
    if (cJSON_IsNumber(item)) {
        double v = item->valuedouble;

        if (v >= -(double)LIMIT_EXACT && v <= (double)LIMIT_EXACT && v == (double)(int64_t)v)
            return loader_text(ld, "%lld", (long long)v);
        return "a number that is not whole, or too large";
    }
    if (cJSON_IsBool(item))
        return cJSON_IsTrue(item) ? "true" : "false";
    if (cJSON_IsNull(item))
        return "null";
    return cJSON_IsArray(item) ? "a list" : "an object";
}
