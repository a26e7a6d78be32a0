/* --set /json/pointer=VALUE: changes the tree before anything is checked, so that what was set is judged like the rest. */
#include <string.h>

#include "limit.h"
#include "loader.h"

/* Objects and lists of the top level that a pointer may lead into though the scenario has none. */
struct absent {
    const char *name;
    bool list;
};

static const struct absent absent[] = {
    {"env", false}, {"machine", false}, {"costs", false}, {"expect", true}, {"goals", true},
};

/* A --set on its way. */
struct setter {
    struct loader *ld;
    const char *text;    /* as given */
    const char *pointer; /* the whole of it */
    const char *at;      /* what is left: "" or from a '/' */
    cJSON *value;        /* until it is in the tree */
    int number;          /* of the --set, from 0 */
};

static bool fail_set(struct setter *st, const char *hint, const char *message)
{
    struct loader *ld = st->ld;

    return fail_outside(ld, loader_text(ld, "--set %s", st->text), hint, "%s", message);
}

/* VALUE as JSON. A number that JSON cannot hold, and all else, is a text. */
static cJSON *parse_value(const char *text)
{
    size_t len = strlen(text);
    struct json_map map;
    struct json_error bad;
    cJSON *value = NULL;

    if (json_text_read(text, len, &map, &bad))
        value = cJSON_ParseWithLength(text, len);
    json_map_free(&map);
    if (value && cJSON_IsNumber(value) && text[strspn(text, "-0123456789")] == '\0' &&
        (value->valuedouble > (double)LIMIT_EXACT || value->valuedouble < -(double)LIMIT_EXACT)) {
        cJSON_Delete(value);
        value = NULL;
    }
    return value ? value : cJSON_CreateString(text);
}

static void number_set(cJSON *item, int number)
{
    item->valueint = ITEM_SET - number;
    for (cJSON *child = item->child; child; child = child->next)
        number_set(child, number);
}

/* Takes the next name or index off the pointer, ~1 and ~0 replaced. NULL: told. */
static const char *next_step(struct setter *st)
{
    size_t len = strcspn(st->at + 1, "/");
    char *step = arena_text(st->ld->arena, st->at + 1, len), *to = step;

    st->at += 1 + len;
    for (const char *from = step; *from; from++) {
        if (*from == '~' && from[1] != '0' && from[1] != '1') {
            fail_set(st, "in a JSON pointer ~0 stands for ~ and ~1 for /",
                     "a lone ~ stands in the pointer");
            return NULL;
        }
        *to = *from;
        if (*from == '~' && *++from == '1')
            *to = '/';
        to++;
    }
    *to = '\0';
    return step;
}

static const char *const *child_names(struct loader *ld, const cJSON *object)
{
    const char **names =
        ARENA_ARRAY(ld->arena, const char *, (size_t)cJSON_GetArraySize(object) + 1);
    size_t n = 0;

    for (const cJSON *child = object->child; child; child = child->next)
        names[n++] = child->string;
    return names;
}

/* The place of an index in a list: 0 to its length - 1. Behind the end ("-") it is the length. -1: told. */
static int read_index(struct setter *st, const cJSON *list, const char *step, bool last)
{
    struct loader *ld = st->ld;
    int len = cJSON_GetArraySize(list);
    uint64_t n;

    if (strcmp(step, "-") == 0 && last)
        return len;
    if (!parse_u64(step, &n) || (step[0] == '0' && step[1])) {
        fail_set(st, "elements are counted from 0; - is behind the last one",
                 loader_text(ld, "the pointer leads nowhere: \"%s\" is no place in a list", step));
        return -1;
    }
    if (n < (uint64_t)len)
        return (int)n;
    fail_set(st,
             len ? loader_text(ld, "the last one is %d", len - 1)
                 : "the list is empty; - adds to it",
             loader_text(ld, "the pointer leads nowhere: there is no element %s", step));
    return -1;
}

static void set_in_list(struct setter *st, cJSON *list, const char *step)
{
    int i = read_index(st, list, step, true);

    if (i < 0)
        return;
    if (i == cJSON_GetArraySize(list))
        cJSON_AddItemToArray(list, st->value);
    else
        cJSON_ReplaceItemInArray(list, i, st->value);
    st->value = NULL;
}

static bool fail_missing(struct setter *st, const cJSON *object, const char *step)
{
    struct loader *ld = st->ld;

    return fail_set(st, hint_word(ld, step, child_names(ld, object), "there are"),
                    loader_text(ld, "the pointer leads nowhere: there is no \"%s\"", step));
}

/* An object takes new names too, since most keys may be left out; whether the name is known is judged with all others.
 * A parameter must be there: nothing could use a new one. */
static void set_in_object(struct setter *st, cJSON *object, const char *step, bool is_params)
{
    cJSON *old = cJSON_GetObjectItemCaseSensitive(object, step);

    if (!old && is_params) {
        struct loader *ld = st->ld;

        fail_set(st, hint_word(ld, step, child_names(ld, object), "declared in \"params\""),
                 loader_text(ld, "parameter \"%s\" is not declared", step));
        return;
    }
    if (old)
        cJSON_ReplaceItemInObjectCaseSensitive(object, step, st->value);
    else
        cJSON_AddItemToObject(object, step, st->value);
    st->value = NULL;
}

/* A known object or list of the top level that is not there yet. */
static cJSON *make_absent(struct setter *st, cJSON *root, const char *step)
{
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        if (strcmp(absent[i].name, step) == 0) {
            cJSON *made = absent[i].list ? cJSON_CreateArray() : cJSON_CreateObject();

            made->valueint = ITEM_SET - st->number;
            cJSON_AddItemToObject(root, step, made);
            return made;
        }
    return NULL;
}

/* One step down. NULL: told. */
static cJSON *descend(struct setter *st, cJSON *at, const char *step)
{
    struct loader *ld = st->ld;
    cJSON *child = NULL;

    if (cJSON_IsArray(at)) {
        int i = read_index(st, at, step, false);

        return i < 0 ? NULL : cJSON_GetArrayItem(at, i);
    }
    child = cJSON_GetObjectItemCaseSensitive(at, step);
    if (!child && at == ld->root)
        child = make_absent(st, at, step);
    if (!child && at == ld->root && strcmp(step, "params") == 0)
        fail_set(st, NULL, "the scenario declares no parameters");
    else if (!child)
        fail_missing(st, at, step);
    return child;
}

static void walk(struct setter *st)
{
    struct loader *ld = st->ld;
    cJSON *at = ld->root, *params = cJSON_GetObjectItemCaseSensitive(at, "params");

    for (;;) {
        const char *step = next_step(st);

        if (!step)
            return;
        if (!cJSON_IsObject(at) && !cJSON_IsArray(at)) {
            fail_set(st, NULL,
                     loader_text(ld, "the pointer leads nowhere: %s has nothing within",
                                 item_words(ld, at)));
            return;
        }
        if (!*st->at) {
            if (cJSON_IsArray(at))
                set_in_list(st, at, step);
            else
                set_in_object(st, at, step, at == params);
            return;
        }
        at = descend(st, at, step);
        if (!at)
            return;
    }
}

static void set_one(struct loader *ld, const char *text, int number)
{
    static const char how[] = "--set readers=128, or --set /machine/cores=2";
    struct setter st = {.ld = ld, .text = text, .number = number};
    const char *equals = strchr(text, '=');

    if (!equals) {
        fail_set(&st, how, "a value is missing");
        return;
    }
    st.pointer = arena_text(ld->arena, text, (size_t)(equals - text));
    if (!*st.pointer) {
        fail_set(&st, how, "the name of what is set is missing");
        return;
    }
    if (st.pointer[0] != '/')
        st.pointer = loader_text(ld, "/params/%s", st.pointer);
    st.at = st.pointer;
    st.value = parse_value(equals + 1);
    number_set(st.value, number);
    walk(&st);
    cJSON_Delete(st.value);
}

void tree_set(struct loader *ld)
{
    for (int i = 0; i < ld->opt->nsets; i++)
        set_one(ld, ld->opt->sets[i], i);
}
