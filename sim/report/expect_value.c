/* The right side of an expectation: sums of products of numbers, params and figures; or a text; or true and false. */
#include <stdlib.h>
#include <string.h>

#include "expect_internal.h"

static struct value *new_value(struct parser *p, enum value_kind kind)
{
    struct value *v = ARENA_NEW(p->arena, struct value);

    v->kind = kind;
    return v;
}

static struct value *number(struct parser *p, wide n, enum unit unit)
{
    struct value *v = new_value(p, VALUE_NUMBER);

    v->number = n;
    v->unit = unit;
    return v;
}

/* ---- numbers ------------------------------------------------------------------------------------------------------------ */

bool expect_decimal(const char *text, size_t len, wide *out)
{
    bool minus = *text == '-';
    int before = 0, after = -1;
    wide n = 0;

    for (size_t i = minus; i < len; i++) {
        if (text[i] == '.' && after < 0) {
            after = 0;
            continue;
        }
        if (text[i] < '0' || text[i] > '9')
            return false;
        n = n * 10 + (text[i] - '0');
        before += after < 0;
        after += after >= 0;
        if (before > 19 || after > 12)
            return false;
    }
    for (int i = after < 0 ? 0 : after; i < 12; i++)
        n *= 10;
    *out = minus ? -n : n;
    return before > 0 && after != 0;
}

static const struct size_unit {
    const char *name;
    int64_t bytes;
} size_units[] = {
    {"B", 1},         {"kB", 1000},     {"MB", 1000000},  {"GB", 1000000000},
    {"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30},
};

/* Digits with what follows them: a plain number, a size, a duration. */
static struct value *parse_number(struct parser *p)
{
    const char *start = p->at;
    size_t len = 0, digits;
    char *text;
    vtime t;
    wide n;

    while (expect_is_name_char(start[len]) || start[len] == '.' ||
           (unsigned char)start[len] >= 0x80)
        len++;
    digits = (start[0] == '-') + strspn(start + (start[0] == '-'), "0123456789.");
    text = arena_text(p->arena, start, len);
    p->at += len;
    if (digits == len && expect_decimal(text, len, &n))
        return number(p, n, UNIT_NONE);
    for (size_t i = 0; i < sizeof size_units / sizeof *size_units; i++) {
        if (strcmp(text + digits, size_units[i].name) == 0 && expect_decimal(text, digits, &n) &&
            !__builtin_mul_overflow(n, (wide)size_units[i].bytes, &n))
            return number(p, n, UNIT_SIZE);
    }
    if (digits < len && vtime_parse(text, &t))
        return number(p, t * VALUE_ONE, UNIT_TIME);
    diags_hint(p->ds, expect_wrong(p, start, len, "\"%s\" is no number, duration or size", text),
               "for example 3, 0.6, 1.5ms, 10MB; a text stands in '…'");
    return NULL;
}

/* ---- params ---------------------------------------------------------------------------------------------------------------- */

static const struct param *find_param(const struct program *prog, const char *name)
{
    for (int32_t i = 0; prog && i < prog->nparams; i++) {
        if (strcmp(prog->params[i].name, name) == 0)
            return &prog->params[i];
    }
    return NULL;
}

static void no_such_param(struct parser *p, const char *start, const char *name)
{
    struct diag *d = expect_wrong(p, start, strlen(name) + 1, "there is no param \"%s\"", name);
    int32_t n = p->program ? p->program->nparams : 0;
    const char **names = ARENA_ARRAY(p->arena, const char *, (size_t)n + 1);

    for (int32_t i = 0; i < n; i++)
        names[i] = p->program->params[i].name;
    if (diag_nearest(name, names))
        diags_hint(p->ds, d, "did you mean \"$%s\"?", diag_nearest(name, names));
    else
        diags_hint(p->ds, d, "params are declared in \"params\"");
}

static struct value *parse_param(struct parser *p)
{
    const char *start = p->at++, *name;
    const struct param *param;
    struct value *v;
    size_t len = 0;

    while (expect_is_name_char(p->at[len]))
        len++;
    name = arena_text(p->arena, p->at, len);
    p->at += len;
    param = find_param(p->program, name);
    if (!param) {
        if (!p->rest)
            no_such_param(p, start, name);
        return NULL;
    }
    switch (param->kind) {
    case PARAM_NUMBER:
        return number(p, param->value * VALUE_ONE, UNIT_NONE);
    case PARAM_TIME:
        return number(p, param->value * VALUE_ONE, UNIT_TIME);
    case PARAM_SIZE:
        return number(p, param->value * VALUE_ONE, UNIT_SIZE);
    case PARAM_DECIMAL:
        return number(p, param->value * (VALUE_ONE / SEC), UNIT_NONE);
    case PARAM_BOOL:
        break;
    }
    v = new_value(p, VALUE_BOOL);
    v->yes = param->value != 0;
    return v;
}

/* ---- words --------------------------------------------------------------------------------------------------------------- */

static struct value *text_value(struct parser *p, const char *text)
{
    struct value *v = new_value(p, VALUE_TEXT);

    v->text = text;
    return text ? v : NULL;
}

static bool refuse_many(struct parser *p, const struct path *path)
{
    for (int32_t i = 0; i < path->n; i++) {
        const struct step *step = &path->steps[i];

        if (step->kind != STEP_ALL && step->kind != STEP_ANY)
            continue;
        expect_wrong(p, p->text + step->at, (size_t)step->len,
                     "[*] and [?] stand on the left side only");
        return false;
    }
    return true;
}

/* A word without dots and brackets is a text, or true or false; anything else is a path. */
static struct value *parse_word(struct parser *p)
{
    struct path path;
    struct value *v;

    if (!expect_parse_path(p, &path))
        return NULL;
    if (path.n == 1 && !path.steps[0].quoted) {
        const char *word = path.steps[0].name;

        if (strcmp(word, "true") != 0 && strcmp(word, "false") != 0)
            return text_value(p, word);
        v = new_value(p, VALUE_BOOL);
        v->yes = word[0] == 't';
        return v;
    }
    if (!refuse_many(p, &path) || !expect_known_path(p, &path))
        return NULL;
    v = new_value(p, VALUE_PATH);
    v->path = path;
    return v;
}

static struct value *parse_atom(struct parser *p)
{
    struct diag *d;

    expect_skip_blanks(p);
    if (*p->at == '\'')
        return text_value(p, expect_parse_quoted(p));
    if (*p->at == '$')
        return parse_param(p);
    if ((*p->at >= '0' && *p->at <= '9') || (*p->at == '-' && p->at[1] >= '0' && p->at[1] <= '9'))
        return parse_number(p);
    if (expect_is_name_char(*p->at) || *p->at == '[')
        return parse_word(p);
    if (*p->at == '\0')
        d = expect_wrong(p, p->at, 0, "a value is missing at the end");
    else
        d = expect_wrong(p, p->at, 1, "\"%c\" begins no value", *p->at);
    diags_hint(p->ds, d,
               "a value is a number, duration, size, true, false, 'text', $param or a path");
    return NULL;
}

/* ---- arithmetic ------------------------------------------------------------------------------------------------------------ */

static bool is_numeric(const struct value *v)
{
    return v->kind != VALUE_BOOL && v->kind != VALUE_TEXT;
}

static enum unit joined_unit(const struct value *x, const struct value *y)
{
    return x->unit != UNIT_NONE ? x->unit : y->unit;
}

/* What stands around an operator must be numbers. `at`: of the operator. */
static struct value *join(struct parser *p, enum value_kind kind, struct value *left,
                          struct value *right, const char *at)
{
    const struct value *bad = !is_numeric(left) ? left : right;
    struct value *v;

    if (!is_numeric(bad)) {
        struct diag *d = expect_wrong(p, at, 1, "\"%c\" stands between numbers", *at);

        if (bad->kind == VALUE_TEXT && find_param(p->program, bad->text))
            diags_hint(p->ds, d, "did you mean \"$%s\"?", bad->text);
        return NULL;
    }
    v = new_value(p, kind);
    v->left = left;
    v->right = right;
    v->unit = joined_unit(left, right);
    return v;
}

static struct value *parse_product(struct parser *p)
{
    struct value *v = parse_atom(p);

    for (expect_skip_blanks(p); v && *p->at == '*'; expect_skip_blanks(p)) {
        const char *at = p->at++;
        struct value *right = parse_atom(p);

        v = right ? join(p, VALUE_MUL, v, right, at) : NULL;
    }
    return v;
}

struct value *expect_parse_value(struct parser *p)
{
    struct value *v = parse_product(p);

    for (expect_skip_blanks(p); v && (*p->at == '+' || *p->at == '-'); expect_skip_blanks(p)) {
        const char *at = p->at++;
        struct value *right = parse_product(p);

        v = right ? join(p, *at == '+' ? VALUE_ADD : VALUE_SUB, v, right, at) : NULL;
    }
    return v;
}
