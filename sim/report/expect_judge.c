#include <string.h>

#include "expect.h"
#include "expect_internal.h"
#include "figure.h"

/* ---- finding ------------------------------------------------------------------------------------------------------------- */

/* A member whose name the path may write as several names with dots between them: functions.main.func1, cpu.idle.fraction. The
 * longest one wins; *steps is how many steps it took. */
static const cJSON *member(const cJSON *object, const struct step *step, int32_t left,
                           int32_t *steps)
{
    const cJSON *best = NULL;
    struct sb name = {0};

    *steps = 1;
    if (step->quoted || left == 1) {
        best = cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, step->name) : NULL;
        return best;
    }
    for (int32_t n = 1; n <= left && step[n - 1].name && !(n > 1 && step[n - 1].quoted); n++) {
        const cJSON *found;

        if (n > 1)
            sb_putc(&name, '.');
        sb_puts(&name, step[n - 1].name);
        found = cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, name.text) : NULL;
        if (found) {
            best = found;
            *steps = n;
        }
    }
    sb_free(&name);
    return best;
}

/* Lists, and objects, whose members come in the order in which the summary has them. */
static bool has_elements(const cJSON *item)
{
    return cJSON_IsArray(item) || cJSON_IsObject(item);
}

static const cJSON *at_index(const cJSON *list, int64_t index)
{
    if (!has_elements(list))
        return NULL;
    if (index < 0)
        index += cJSON_GetArraySize(list);
    return index < 0 || index > INT32_MAX ? NULL : cJSON_GetArrayItem(list, (int)index);
}

/* What is compared: an item of the document, or the length of a list or object, which is none. */
struct found {
    const cJSON *item;
    bool length;
};

static bool is_length(const struct path *path, int32_t i, const cJSON *item)
{
    return path->steps[i].kind == STEP_LENGTH && i == path->n - 1 && has_elements(item);
}

/* ---- values -------------------------------------------------------------------------------------------------------------- */

/* The result of the right side, or what was found on the left. */
struct result {
    enum {
        RESULT_NOTHING,
        RESULT_NUMBER,
        RESULT_BOOL,
        RESULT_TEXT,
        RESULT_LIST,
        RESULT_OTHER
    } kind;
    wide number; /* in VALUE_ONE */
    bool yes;
    const char *text;
    const cJSON *list;
};

static struct result result_of(struct found f)
{
    struct result r = {.kind = RESULT_OTHER};
    wide millionths;

    if (!f.item)
        r.kind = RESULT_NOTHING;
    else if (f.length)
        r = (struct result){.kind = RESULT_NUMBER,
                            .number = cJSON_GetArraySize(f.item) * VALUE_ONE};
    else if (cJSON_IsBool(f.item))
        r = (struct result){.kind = RESULT_BOOL, .yes = cJSON_IsTrue(f.item)};
    else if (cJSON_IsString(f.item))
        r = (struct result){.kind = RESULT_TEXT, .text = f.item->valuestring};
    else if (cJSON_IsArray(f.item))
        r = (struct result){.kind = RESULT_LIST, .list = f.item};
    else if (figure_read(f.item, &millionths))
        r = (struct result){.kind = RESULT_NUMBER, .number = millionths * (VALUE_ONE / FIGURE_ONE)};
    return r;
}

static struct result find_one(const cJSON *doc, const struct path *path)
{
    for (int32_t i = 0, took = 1; i < path->n && doc; i += took) {
        const struct step *step = &path->steps[i];

        if (is_length(path, i, doc))
            return result_of((struct found){doc, true});
        took = 1;
        doc = step->kind == STEP_INDEX ? at_index(doc, step->index)
                                       : member(doc, step, path->n - i, &took);
    }
    return result_of((struct found){doc, false});
}

/* x * y / VALUE_ONE; exact if one of them is whole or both have at most six decimals. False: it is too large. */
static bool multiply(wide x, wide y, wide *out)
{
    wide small = VALUE_ONE / FIGURE_ONE, product;

    if (x % VALUE_ONE == 0)
        return !__builtin_mul_overflow(x / VALUE_ONE, y, out);
    if (y % VALUE_ONE == 0)
        return !__builtin_mul_overflow(y / VALUE_ONE, x, out);
    if (__builtin_mul_overflow(x / small, y / small, &product))
        return false;
    *out = product;
    return true;
}

static struct result eval(const struct value *v, const cJSON *doc)
{
    struct result x, y, none = {.kind = RESULT_NOTHING};
    bool good = false;

    switch (v->kind) {
    case VALUE_NUMBER:
        return (struct result){.kind = RESULT_NUMBER, .number = v->number};
    case VALUE_BOOL:
        return (struct result){.kind = RESULT_BOOL, .yes = v->yes};
    case VALUE_TEXT:
        return (struct result){.kind = RESULT_TEXT, .text = v->text};
    case VALUE_PATH:
        return find_one(doc, &v->path);
    case VALUE_ADD:
    case VALUE_SUB:
    case VALUE_MUL:
        break;
    }
    x = eval(v->left, doc);
    y = eval(v->right, doc);
    if (x.kind != RESULT_NUMBER || y.kind != RESULT_NUMBER)
        return none;
    if (v->kind == VALUE_ADD)
        good = !__builtin_add_overflow(x.number, y.number, &x.number);
    else if (v->kind == VALUE_SUB)
        good = !__builtin_sub_overflow(x.number, y.number, &x.number);
    else
        good = multiply(x.number, y.number, &x.number);
    return good ? x : none;
}

/* ---- comparing ------------------------------------------------------------------------------------------------------------- */

static bool order_holds(enum compare op, int order)
{
    switch (op) {
    case CMP_EQ:
        return order == 0;
    case CMP_NE:
        return order != 0;
    case CMP_LT:
        return order < 0;
    case CMP_LE:
        return order <= 0;
    case CMP_GT:
        return order > 0;
    case CMP_GE:
        return order >= 0;
    case CMP_CONTAINS:
    case CMP_EXISTS:
    case CMP_MISSING:
        break;
    }
    return false;
}

static bool equal(const struct result *x, const struct result *y)
{
    if (x->kind != y->kind)
        return false;
    if (x->kind == RESULT_NUMBER)
        return x->number == y->number;
    if (x->kind == RESULT_BOOL)
        return x->yes == y->yes;
    return x->kind == RESULT_TEXT && strcmp(x->text, y->text) == 0;
}

/* A line that is nothing but a number or a duration is compared as one when one is asked for: stdout[0] == 257. */
static struct result as_asked(const struct result *x, const struct result *asked)
{
    struct result r = *x;
    vtime t;

    if (x->kind != RESULT_TEXT || asked->kind != RESULT_NUMBER)
        return r;
    if (expect_decimal(x->text, strlen(x->text), &r.number))
        r.kind = RESULT_NUMBER;
    else if (vtime_parse(x->text, &t))
        r = (struct result){.kind = RESULT_NUMBER, .number = t * VALUE_ONE};
    return r;
}

static bool contains(const struct result *x, const struct result *y)
{
    if (x->kind == RESULT_TEXT)
        return y->kind == RESULT_TEXT && strstr(x->text, y->text) != NULL;
    if (x->kind != RESULT_LIST)
        return false;
    for (const cJSON *i = x->list->child; i; i = i->next) {
        struct result element = result_of((struct found){i, false});

        element = as_asked(&element, y);
        if (equal(&element, y))
            return true;
    }
    return false;
}

/* Nothing can be said of a figure that is missing, and only == and != of things of a different kind. */
static bool holds(enum compare op, const struct result *left, const struct result *y)
{
    struct result x = as_asked(left, y);

    if (op == CMP_EXISTS || op == CMP_MISSING)
        return (x.kind != RESULT_NOTHING) == (op == CMP_EXISTS);
    if (x.kind == RESULT_NOTHING || y->kind == RESULT_NOTHING)
        return false;
    if (op == CMP_CONTAINS)
        return contains(left, y);
    if (op == CMP_EQ || op == CMP_NE)
        return equal(&x, y) == (op == CMP_EQ);
    if (x.kind == RESULT_NUMBER && y->kind == RESULT_NUMBER)
        return order_holds(op, (x.number > y->number) - (x.number < y->number));
    return x.kind == RESULT_TEXT && y->kind == RESULT_TEXT &&
           order_holds(op, strcmp(x.text, y->text));
}

/* ---- telling what was found --------------------------------------------------------------------------------------------------- */

enum { LIST_SHOWN = 3 };

static void tell(struct sb *out, const struct result *r, enum unit unit)
{
    char text[VTIME_TEXT];
    int shown = 0;

    switch (r->kind) {
    case RESULT_NOTHING:
        sb_puts(out, "nothing");
        break;
    case RESULT_NUMBER:
        if (unit == UNIT_TIME && r->number % VALUE_ONE == 0 && r->number / VALUE_ONE <= INT64_MAX &&
            r->number / VALUE_ONE >= -INT64_MAX) {
            vtime_format(text, (vtime)(r->number / VALUE_ONE));
            sb_puts(out, text);
        } else {
            figure_text(out, r->number / (VALUE_ONE / FIGURE_ONE));
        }
        break;
    case RESULT_BOOL:
        sb_puts(out, r->yes ? "true" : "false");
        break;
    case RESULT_TEXT:
        sb_printf(out, "'%s'", r->text);
        break;
    case RESULT_LIST:
        sb_printf(out, "a list of %d", cJSON_GetArraySize(r->list));
        for (const cJSON *i = r->list->child; i && shown < LIST_SHOWN; i = i->next, shown++) {
            struct result element = result_of((struct found){i, false});

            sb_puts(out, shown ? ", " : ": ");
            tell(out, &element, unit);
        }
        if (cJSON_GetArraySize(r->list) > LIST_SHOWN)
            sb_puts(out, ", …");
        break;
    case RESULT_OTHER:
        sb_puts(out, "an object");
        break;
    }
}

/* ---- judging ------------------------------------------------------------------------------------------------------------------- */

struct judging {
    const struct expectation *e;
    struct result right;
    struct verdict *v;
    struct sb where; /* "[2]", or "['name']", for each [*] and [?] on the way */
};

/* The element that decides is told: the first one that fails of all, the first one that holds of any. `missing`: where the
 * path led nowhere, or NULL. */
static void decide(struct judging *j, const struct result *r, const struct step *missing)
{
    sb_clear(&j->v->found);
    tell(&j->v->found, r, j->e->value ? j->e->value->unit : UNIT_NONE);
    if (missing)
        sb_printf(&j->v->found, " (there is no %.*s)", (int)missing->len,
                  j->e->source + missing->at);
    if (j->where.len)
        sb_printf(&j->v->found, " in %s", j->where.text);
}

static bool judge(struct judging *j, const cJSON *item, int32_t i);

/* Every element, or any: what is told last decided. */
static bool judge_elements(struct judging *j, const cJSON *list, int32_t i)
{
    bool all = j->e->path.steps[i].kind == STEP_ALL;
    size_t len = j->where.len;
    int n = 0;

    if (!has_elements(list)) {
        struct result r = {.kind = RESULT_NOTHING};

        decide(j, &r, &j->e->path.steps[i]);
        return holds(j->e->op, &r, &j->right);
    }
    for (const cJSON *element = list->child; element; element = element->next, n++) {
        bool held;

        if (element->string)
            sb_printf(&j->where, "['%s']", element->string);
        else
            sb_printf(&j->where, "[%d]", n);
        held = judge(j, element, i + 1);
        j->where.len = len;
        if (j->where.text)
            j->where.text[len] = '\0';
        if (held != all)
            return held;
    }
    if (n == 0)
        sb_puts(&j->v->found, cJSON_IsArray(list) ? "an empty list" : "none");
    return all;
}

static bool judge(struct judging *j, const cJSON *item, int32_t i)
{
    const struct path *path = &j->e->path;
    const struct step *missing = NULL;
    struct result r;
    bool length = false;

    for (int32_t took = 1; i < path->n && item; i += took) {
        const struct step *step = &path->steps[i];
        const cJSON *next;

        if (step->kind == STEP_ALL || step->kind == STEP_ANY)
            return judge_elements(j, item, i);
        length = is_length(path, i, item);
        if (length)
            break;
        took = 1;
        next = step->kind == STEP_INDEX ? at_index(item, step->index)
                                        : member(item, step, path->n - i, &took);
        if (!next)
            missing = step;
        item = next;
    }
    r = result_of((struct found){item, length});
    decide(j, &r, missing);
    return holds(j->e->op, &r, &j->right);
}

/* What is computed from the run itself is told too. */
static void tell_right(struct judging *j)
{
    const struct value *v = j->e->value;

    if (!v || v->kind == VALUE_NUMBER || v->kind == VALUE_BOOL || v->kind == VALUE_TEXT)
        return;
    sb_puts(&j->v->found, ", against ");
    tell(&j->v->found, &j->right, v->unit);
}

static void judge_one(const struct expectation *e, const cJSON *summary, struct verdict *v)
{
    struct judging j = {.e = e, .v = v};

    sb_clear(&v->found);
    if (e->value)
        j.right = eval(e->value, summary);
    v->held = judge(&j, summary, 0);
    tell_right(&j);
    sb_free(&j.where);
}

/* Told is the alternative that holds; if none does, all of them. */
void expect_judge(const struct expectation *e, const cJSON *summary, struct verdict *v)
{
    struct verdict one = {0};

    sb_clear(&v->found);
    for (; e && !one.held; e = e->or_else) {
        judge_one(e, summary, &one);
        if (one.held)
            sb_clear(&v->found);
        sb_puts(&v->found, v->found.len ? ", or " : "");
        sb_puts(&v->found, sb_text(&one.found));
    }
    v->held = one.held;
    sb_free(&one.found);
}
