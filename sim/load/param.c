/* Parameters: named values, and "$name" for them. */
#include <string.h>

#include "limit.h"
#include "loader.h"

/* What kind of value stands at `item`, and which. */
static bool read_param(struct loader *ld, const cJSON *item, struct param *p)
{
    const char *text = item->valuestring;

    if (cJSON_IsBool(item)) {
        p->kind = PARAM_BOOL;
        p->value = cJSON_IsTrue(item);
        return true;
    }
    if (cJSON_IsNumber(item)) {
        double v = item->valuedouble;

        p->kind = PARAM_NUMBER;
        if (v > -(double)1000000 && v < (double)1000000 && v != (double)(int64_t)v) {
            p->kind = PARAM_DECIMAL;
            p->value = (int64_t)(v * 1e9 + (v < 0 ? -0.5 : 0.5));
            return true;
        }
        return read_int(ld, item, -LIMIT_EXACT, LIMIT_EXACT, &p->value);
    }
    if (cJSON_IsString(item) && text[0] != '$') {
        uint64_t n;

        p->kind = PARAM_NUMBER;
        if (parse_u64(text, &n))
            return read_int(ld, item, 0, INT64_MAX, &p->value);
        p->kind = PARAM_TIME;
        if (vtime_parse(text, &p->value))
            return true;
        p->kind = PARAM_SIZE;
        if (parse_size(text, &p->value))
            return true;
    }
    return fail_at(ld, item, "64, 0.5, \"20ms\", \"10MB\", true",
                   "a parameter is a number, a duration, a size or a boolean, found %s",
                   item_words(ld, item));
}

void read_params(struct loader *ld, const cJSON *item)
{
    if (!cJSON_IsObject(item)) {
        fail_at(ld, item, "\"params\": { \"readers\": 64 }", "\"params\" is an object, found %s",
                item_words(ld, item));
        return;
    }
    ld->p->params = ARENA_ARRAY(ld->arena, struct param, (size_t)cJSON_GetArraySize(item));
    for (const cJSON *child = item->child; child; child = child->next) {
        struct param *p = &ld->p->params[ld->p->nparams];

        if (name_table_add(&ld->params, child->string) < 0)
            continue; /* it stands twice: told already */
        ld->p->nparams++;
        p->name = arena_text(ld->arena, child->string, strlen(child->string));
        check_name(ld, child, child->string, true, "a parameter");
        *VEC_PUSH(&ld->param_read) = read_param(ld, child, p);
    }
}

bool find_param(struct loader *ld, const cJSON *item, const char *name, struct value *v)
{
    int32_t i = name_table_find(&ld->params, name);

    if (i < 0)
        return fail_at(ld, item,
                       hint_word(ld, name, name_table_list(&ld->params), "declared in \"params\""),
                       "parameter \"$%s\" is not declared", name);
    if (!ld->param_read.at[i])
        return false; /* its own error is told */
    *v = (struct value){ld->p->params[i].kind, ld->p->params[i].value};
    return true;
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

bool check_params_in(struct loader *ld, const cJSON *item, const char *text)
{
    bool quoted = false, ok = true;
    struct value v;

    for (; *text; text++) {
        size_t n = 0;

        if (*text == '\'')
            quoted = !quoted;
        if (*text != '$' || quoted)
            continue;
        while (is_name_char(text[1 + n]))
            n++;
        ok = find_param(ld, item, arena_text(ld->arena, text + 1, n), &v) && ok;
        text += n;
    }
    return ok;
}
