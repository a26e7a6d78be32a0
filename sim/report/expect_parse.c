#include <stdlib.h>
#include <string.h>

#include "expect.h"
#include "expect_internal.h"

/* ---- telling what is wrong ------------------------------------------------------------------------------------------ */

/* The column of `offset` in the expectation, which is looked for in its line of the file. Where it stands there with escapes
 * it is not found: then the column of the line's first word. */
static int column_of(const struct expect_text *w, size_t offset)
{
    const char *line = w->source, *found;
    size_t len;

    for (int n = 1; line && n < w->line; n++) {
        line = strchr(line, '\n');
        line += line != NULL;
    }
    if (!line || w->line < 1)
        return 0;
    len = strcspn(line, "\n");
    found = strstr(line, w->text);
    if (!found || found > line + len)
        return (int)strspn(line, " \t") + 1;
    return (int)((size_t)(found - line) + offset) + 1;
}

struct diag *expect_wrong(struct parser *p, const char *at, size_t len, const char *format, ...)
{
    struct sb b = {0};
    struct diag *d;
    va_list args;

    va_start(args, format);
    sb_vprintf(&b, format, args);
    va_end(args);
    d = diags_add(p->ds, p->where->file, "in the expectation \"%s\": %s", p->text, sb_text(&b));
    sb_free(&b);
    d->line = p->where->line;
    d->column = column_of(p->where, (size_t)(at - p->text));
    d->width = (int)len;
    if (p->where->pointer)
        d->pointer = arena_text(&p->ds->arena, p->where->pointer, strlen(p->where->pointer));
    p->failed = true;
    return d;
}

/* ---- words ------------------------------------------------------------------------------------------------------------ */

void expect_skip_blanks(struct parser *p)
{
    while (*p->at == ' ' || *p->at == '\t')
        p->at++;
}

bool expect_is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

const char *expect_parse_quoted(struct parser *p)
{
    const char *start = p->at++;
    struct sb b = {0};
    const char *text;

    for (; *p->at && *p->at != '\''; p->at++) {
        if (*p->at == '\\' && (p->at[1] == '\'' || p->at[1] == '\\'))
            p->at++;
        sb_putc(&b, *p->at);
    }
    text = arena_text(p->arena, sb_text(&b), b.len);
    sb_free(&b);
    if (*p->at != '\'') {
        expect_wrong(p, start, strlen(start), "the quote ' has no end");
        return NULL;
    }
    p->at++;
    return text;
}

/* ---- paths ------------------------------------------------------------------------------------------------------------- */

/* What stands between [ and ]. */
static bool parse_bracket(struct parser *p, struct step *step)
{
    const char *start = p->at++;
    char *end;

    if (*p->at == '\'') {
        step->kind = STEP_NAME;
        step->quoted = true;
        step->name = expect_parse_quoted(p);
        if (!step->name)
            return false;
    } else if (*p->at == '*' || *p->at == '?') {
        step->kind = *p->at++ == '*' ? STEP_ALL : STEP_ANY;
    } else {
        step->kind = STEP_INDEX;
        step->index = strtoll(p->at, &end, 10);
        if (end == p->at || *end != ']' || *p->at == ' ' || *p->at == '+') {
            expect_wrong(p, start, 1 + strcspn(start + 1, " ]"),
                         "[ ] holds a number, *, ? or a 'name'");
            return false;
        }
        p->at = end;
    }
    if (*p->at != ']') {
        expect_wrong(p, start, (size_t)(p->at - start), "the bracket [ has no end");
        return false;
    }
    p->at++;
    return true;
}

static bool parse_name(struct parser *p, struct step *step)
{
    const char *start = p->at;

    while (expect_is_name_char(*p->at))
        p->at++;
    if (p->at == start) {
        expect_wrong(p, start, 1, "a name is missing here");
        return false;
    }
    step->name = arena_text(p->arena, start, (size_t)(p->at - start));
    step->kind = strcmp(step->name, "length") == 0 ? STEP_LENGTH : STEP_NAME;
    return true;
}

bool expect_parse_path(struct parser *p, struct path *out)
{
    VEC(struct step) steps = {0};
    const char *start = p->at;
    bool good = true;

    do {
        struct step *step = VEC_PUSH(&steps);
        const char *at = p->at;

        *step = (struct step){0};
        if (*p->at == '.')
            p->at++;
        good = *p->at == '[' ? parse_bracket(p, step) : parse_name(p, step);
        step->at = (int32_t)(at - p->text) + (*at == '.');
        step->len = (int32_t)(p->at - p->text) - step->at;
    } while (good && (*p->at == '.' || *p->at == '['));
    out->steps = ARENA_ARRAY(p->arena, struct step, steps.len);
    memcpy(out->steps, steps.at, steps.len * sizeof *steps.at);
    out->n = (int32_t)steps.len;
    out->at = (int32_t)(start - p->text);
    out->len = (int32_t)(p->at - start);
    free(steps.at);
    return good;
}

/* ---- operators --------------------------------------------------------------------------------------------------------- */

/* Longer ones before their beginnings. */
static const struct op_word {
    const char *text;
    enum compare op;
} op_words[] = {
    {"==", CMP_EQ},
    {"!=", CMP_NE},
    {"<=", CMP_LE},
    {">=", CMP_GE},
    {"<", CMP_LT},
    {">", CMP_GT},
    {"contains", CMP_CONTAINS},
    {"exists", CMP_EXISTS},
    {"missing", CMP_MISSING},
};

static const char *const op_names[] = {"==", "!=",       "<=",     ">=",      "<",
                                       ">",  "contains", "exists", "missing", NULL};

/* What people write who come from other languages. */
static const char *meant(const char *word)
{
    if (strcmp(word, "=") == 0 || strcmp(word, "is") == 0)
        return "==";
    if (strcmp(word, "<>") == 0)
        return "!=";
    if (strcmp(word, "=>") == 0)
        return ">=";
    if (strcmp(word, "=<") == 0)
        return "<=";
    return diag_nearest(word, op_names);
}

static bool parse_op(struct parser *p, enum compare *op)
{
    const char *start = p->at;
    bool word = expect_is_name_char(*start);
    size_t len =
        word ? strspn(start, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
             : strspn(start, "=!<>~&|");
    const char *text;
    struct diag *d;

    for (size_t i = 0; i < sizeof op_words / sizeof *op_words; i++) {
        if (strlen(op_words[i].text) == len && memcmp(op_words[i].text, start, len) == 0) {
            *op = op_words[i].op;
            p->at += len;
            return true;
        }
    }
    text = arena_text(p->arena, start, len);
    if (*start == '\0')
        d = expect_wrong(p, start, 0, "a comparison is missing behind the path");
    else
        d = expect_wrong(p, start, len ? len : 1, "\"%.*s\" is no comparison", len ? (int)len : 1,
                         start);
    if (len && meant(text))
        diags_hint(p->ds, d, "did you mean \"%s\"?", meant(text));
    else
        diags_hint(p->ds, d, "there are == != < <= > >= contains exists missing");
    return false;
}

/* ---- all of it ---------------------------------------------------------------------------------------------------------- */

static bool parse_start(struct parser *p)
{
    struct diag *d;

    expect_skip_blanks(p);
    if (expect_is_name_char(*p->at) || *p->at == '[')
        return true;
    if (*p->at == '\0')
        d = expect_wrong(p, p->at, 0,
                         p->at == p->text ? "it is empty" : "a comparison is missing here");
    else
        d = expect_wrong(p, p->at, 1, "it must begin with the path of a figure");
    diags_hint(p->ds, d, "for example: threads.max >= 4");
    return false;
}

/* One comparison, up to the blanks behind it. */
static bool parse_one(struct parser *p, struct expectation *e)
{
    if (!parse_start(p) || !expect_parse_path(p, &e->path) || !expect_known_path(p, &e->path))
        return false;
    expect_skip_blanks(p);
    if (!parse_op(p, &e->op))
        return false;
    expect_skip_blanks(p);
    if (e->op == CMP_EXISTS || e->op == CMP_MISSING)
        return true;
    e->value = expect_parse_value(p);
    expect_skip_blanks(p);
    return e->value != NULL;
}

static bool take_or(struct parser *p)
{
    if (strncmp(p->at, "or", 2) != 0 || expect_is_name_char(p->at[2]))
        return false;
    p->at += 2;
    return true;
}

static struct expectation *parse(struct parser *p)
{
    struct expectation *first = NULL, **end = &first;

    p->text = p->at = arena_text(p->arena, p->where->text, strlen(p->where->text));
    do {
        *end = ARENA_NEW(p->arena, struct expectation);
        (*end)->source = p->text;
        if (!parse_one(p, *end))
            return NULL;
        end = &(*end)->or_else;
    } while (take_or(p));
    if (*p->at)
        expect_wrong(p, p->at, strlen(p->at), "\"%s\" is too much", p->at);
    return p->failed ? NULL : first;
}

struct expectation *expect_parse(const struct expect_text *where, const struct program *program,
                                 struct arena *arena, struct diags *ds)
{
    struct parser p = {.where = where, .program = program, .arena = arena, .ds = ds};

    return parse(&p);
}

/* What the expectations of a list have in common. */
struct whole {
    const struct program *program;
    const char *source;
    struct arena *arena;
    struct diags *ds;
    bool rest;
};

static struct expectation **parse_list(const struct whole *of, const char *list,
                                       const char *const *texts, const int32_t *lines, int32_t n)
{
    struct expectation **all = ARENA_ARRAY(of->arena, struct expectation *, (size_t)n + 1);
    bool good = true;

    for (int32_t i = 0; i < n; i++) {
        char pointer[32];
        struct expect_text where = {.text = texts[i],
                                    .file = of->program->file,
                                    .line = lines ? lines[i] : 0,
                                    .source = of->source,
                                    .pointer = pointer};
        struct parser p = {.where = &where,
                           .program = of->program,
                           .arena = of->arena,
                           .ds = of->ds,
                           .rest = of->rest};
        struct sb b = {0};

        if (!texts[i])
            continue; /* no text at all: that has been told */
        sb_printf(&b, "/%s/%d", list, (int)i);
        memcpy(pointer, b.text, b.len + 1);
        sb_free(&b);
        all[i] = parse(&p);
        good = good && all[i];
    }
    return good ? all : NULL;
}

struct expectation **expect_parse_all(const struct program *program, const char *source,
                                      struct arena *arena, struct diags *ds)
{
    struct whole of = {program, source, arena, ds, false};

    return parse_list(&of, "expect", program->expect, program->expect_line, program->nexpect);
}

struct expectation **expect_parse_goals(const struct program *program, const char *source,
                                        struct arena *arena, struct diags *ds)
{
    struct whole of = {program, source, arena, ds, false};

    return parse_list(&of, "goals", program->goals, program->goals_line, program->ngoals);
}

void expect_check(const struct program *rest, const char *source, struct arena *arena,
                  struct diags *ds)
{
    struct whole of = {rest, source, arena, ds, true};

    parse_list(&of, "expect", rest->expect, rest->expect_line, rest->nexpect);
    parse_list(&of, "goals", rest->goals, rest->goals_line, rest->ngoals);
}

const char *expect_source(const struct expectation *e)
{
    return e->source;
}
