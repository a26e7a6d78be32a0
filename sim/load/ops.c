/* Functions, blocks and operations: the tree of lists becomes one array (program.h). */
#include "ops.h"

#include <string.h>

#include "limit.h"

static const char example[] = "{ \"cpu\": \"1ms\" }";

/* What somebody probably meant who wrote a verb that there is not. */
static const char *hint_verb(struct loader *ld, const char *word, bool is_case)
{
    const char *cases[OPS - FIRST_CASE + 1] = {0}, *meant = is_case ? NULL : verb_meant(word);

    for (int i = FIRST_CASE; i < OPS; i++)
        cases[i - FIRST_CASE] = verbs[i].name;
    if (is_case)
        return hint_word(ld, word, cases, "there are");
    return meant ? loader_text(ld, "did you mean \"%s\"?", meant)
                 : "docs/scenario.md has all operations";
}

/* Tells why an object without a verb is no operation. */
static void fail_no_verb(struct loader *ld, const cJSON *object, bool is_case)
{
    const char *what = is_case ? "a case of a select" : "an operation";

    for (const cJSON *item = object->child; item; item = item->next) {
        bool key = false;

        for (int i = 0; verb_keys[i]; i++)
            key = key || strcmp(verb_keys[i], item->string) == 0;
        if (!key) {
            fail_key(ld, item, hint_verb(ld, item->string, is_case), "\"%s\" is no verb of %s",
                     item->string, what);
            return;
        }
    }
    fail_at(ld, object, is_case ? "send, recv, after or default" : example, "%s needs a verb",
            what);
}

/* The one key of `object` that is a verb; NULL: told. */
static const cJSON *find_verb(struct loader *ld, const cJSON *object, bool is_case,
                              enum op_kind *kind)
{
    const cJSON *found = NULL;

    if (!cJSON_IsObject(object)) {
        fail_at(ld, object, example, "an operation is an object, found %s", item_words(ld, object));
        return NULL;
    }
    for (const cJSON *item = object->child; item; item = item->next) {
        enum op_kind here = verb_find(item->string, is_case);

        if (here == OPS)
            continue;
        if (found && strcmp(found->string, item->string) == 0)
            continue; /* it stands twice: told already */
        if (found) {
            fail_key(ld, item, "write two operations, one after the other",
                     "one operation has one verb; here are \"%s\" and \"%s\"", found->string,
                     item->string);
            return NULL;
        }
        found = item;
        *kind = here;
    }
    if (!found)
        fail_no_verb(ld, object, is_case);
    return found;
}

static void fail_unknown_key(struct loader *ld, const cJSON *item, enum op_kind kind)
{
    const char *known[sizeof "abcdefghijklmnop"] = {0};
    int n = 0;

    for (int i = 0; verb_keys[i]; i++)
        if (verb_takes(kind, verb_keys[i]))
            known[n++] = verb_keys[i];
    fail_key(ld, item, hint_word(ld, item->string, known, "it takes"),
             "\"%s\" does not go with \"%s\"", item->string, verbs[kind].name);
}

static int32_t push_op(struct loader *ld, const struct scope *sc, int32_t parent,
                       const cJSON *object, enum op_kind kind)
{
    if (ld->ops.len == LIMIT_OPS) {
        if (!ld->too_many_ops)
            fail_at(ld, object, NULL, "more than %d operations", LIMIT_OPS);
        ld->too_many_ops = true;
        return NOBODY;
    }
    *VEC_PUSH(&ld->ops) = (struct op){
        .kind = (uint16_t)kind,
        .next = NOBODY,
        .parent = parent,
        .func = sc->func,
        .body = NOBODY,
        .els = NOBODY,
        .obj = NOBODY,
        .loop = sc->loop,
        .n = kind == OP_GO || kind == OP_ADD ? 1 : -1,
        .as = NO_VAR,
        .since = NO_VAR,
        .text = "",
        .text2 = "",
        .line = item_line(ld, object),
    };
    return (int32_t)ld->ops.len - 1;
}

static const cJSON *find_key(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

/* The scope within the operation at `place`: that around it, but a loop counts. */
static struct scope enter(struct loader *ld, const struct scope *sc, int32_t place)
{
    struct op *op = &ld->ops.at[place];
    struct scope inner = *sc;

    if (op->kind == OP_FOR || op->kind == OP_RANGE) {
        inner.loop = op->loop = ld->func_list.at[sc->func].nloops++;
        inner.counts = true;
    }
    return inner;
}

/* Reads a branch; if it is `dead`, what it calls is never called. */
static int32_t read_branch(struct loader *ld, const struct scope *sc, int32_t place,
                           const cJSON *list, bool dead)
{
    int32_t first;

    ld->dead += dead;
    first = read_block(ld, sc, place, list);
    ld->dead -= dead;
    return first;
}

static int32_t read_op(struct loader *ld, const struct scope *sc, int32_t parent,
                       const cJSON *object, bool is_case);

static int32_t read_cases(struct loader *ld, const struct scope *sc, int32_t place,
                          const cJSON *list)
{
    int32_t first = NOBODY, last = NOBODY;
    const cJSON *other = NULL;

    if (!cJSON_IsArray(list)) {
        fail_at(ld, list, "{\"select\": [{\"recv\": \"c\", \"do\": []}, {\"default\": []}]}",
                "\"select\" needs a list of cases, found %s", item_words(ld, list));
        return NOBODY;
    }
    for (const cJSON *item = list->child; item; item = item->next) {
        int32_t here = read_op(ld, sc, place, item, true);

        if (here == NOBODY)
            continue;
        if (first == NOBODY)
            first = here;
        else
            ld->ops.at[last].next = here;
        last = here;
        if (ld->ops.at[here].kind != OP_CASE_DEFAULT)
            continue;
        if (other)
            fail_at(ld, item, NULL, "a select has one \"default\" at the most");
        other = item;
    }
    return first;
}

static void read_blocks(struct loader *ld, const struct scope *sc, int32_t place,
                        const cJSON *object, const cJSON *operand)
{
    enum op_kind kind = ld->ops.at[place].kind;
    int64_t n = ld->ops.at[place].n;
    const cJSON *body = find_key(object, "do"), *els = find_key(object, "else");
    const struct scope inner = enter(ld, sc, place);
    int32_t first = NOBODY;

    if (kind == OP_AFTERFUNC) {
        int32_t closure = body ? read_closure(ld, sc, place, body) : NOBODY;

        ld->ops.at[place].obj = closure;
        ld->ops.at[place].flags |= OPF_CLOSURE;
        return;
    }
    if (kind == OP_DEFER)
        first = read_op(ld, &inner, place, operand, false);
    else if (kind == OP_SELECT)
        first = read_cases(ld, &inner, place, operand);
    else if (kind == OP_CASE_DEFAULT)
        first = read_block(ld, &inner, place, operand);
    else if (body && verb_takes(kind, "do"))
        first = read_branch(ld, &inner, place, body, (kind == OP_IF || kind == OP_FOR) && n == 0);
    ld->ops.at[place].body = first;
    if (els && verb_takes(kind, "else")) {
        first = read_branch(ld, sc, place, els, kind == OP_IF && n != 0);
        ld->ops.at[place].els = first;
    }
}

/* Reads an operation, or a case of a select; returns its place, or NOBODY. */
static int32_t read_op(struct loader *ld, const struct scope *sc, int32_t parent,
                       const cJSON *object, bool is_case)
{
    enum op_kind kind = OPS;
    const cJSON *operand = find_verb(ld, object, is_case, &kind);
    int32_t place = operand ? push_op(ld, sc, parent, object, kind) : NOBODY;

    if (place == NOBODY)
        return NOBODY;
    if (kind == OP_EVERY && !sc->counts)
        fail_at(ld, object, "put it into the \"do\" of a \"for\"",
                "\"every\" counts the turns of a loop, and none is around");
    read_operand(ld, sc, operand, place);
    for (const cJSON *item = object->child; item; item = item->next) {
        if (item == operand || verb_find(item->string, is_case) == kind)
            continue;
        if (verb_takes(kind, item->string))
            read_qualifier(ld, item, place);
        else
            fail_unknown_key(ld, item, kind);
    }
    check_needed(ld, object, kind);
    read_blocks(ld, sc, place, object, operand);
    return place;
}

int32_t read_block(struct loader *ld, const struct scope *sc, int32_t parent, const cJSON *list)
{
    int32_t first = NOBODY, last = NOBODY;

    if (!cJSON_IsArray(list)) {
        fail_at(ld, list, cJSON_IsObject(list) ? "put [ ] around the operation" : NULL,
                "a list of operations is expected here, found %s", item_words(ld, list));
        return NOBODY;
    }
    for (const cJSON *item = list->child; item; item = item->next) {
        int32_t here = read_op(ld, sc, parent, item, false);

        if (here == NOBODY)
            continue;
        if (first == NOBODY)
            first = here;
        else
            ld->ops.at[last].next = here;
        last = here;
    }
    return first;
}

int32_t read_closure(struct loader *ld, const struct scope *sc, int32_t site, const cJSON *list)
{
    int32_t func = (int32_t)ld->func_list.len, body;
    struct scope inner = {func, NOBODY, sc->counts};

    *VEC_PUSH(&ld->func_list) =
        (struct func){.name = "", .body = NOBODY, .outer = sc->func, .site = site};
    body = read_block(ld, &inner, NOBODY, list);
    ld->func_list.at[func].body = body;
    return func;
}

static void check_loops(struct loader *ld, const cJSON *item)
{
    for (size_t i = 0; i < ld->func_list.len; i++)
        if (ld->func_list.at[i].nloops > LIMIT_VARS)
            fail_at(ld, item, NULL, "%s has more than %d loops", function_words(ld, (int32_t)i),
                    LIMIT_VARS);
}

void read_funcs(struct loader *ld, const cJSON *item)
{
    const cJSON *child;

    if (!cJSON_IsObject(item)) {
        fail_at(ld, item, "\"funcs\": { \"main\": [ ... ] }", "\"funcs\" is an object, found %s",
                item_words(ld, item));
        return;
    }
    for (child = item->child; child; child = child->next) {
        if (name_table_add(&ld->funcs, child->string) == NOBODY)
            continue; /* it stands twice: told already */
        check_name(ld, child, child->string, true, "a function");
        *VEC_PUSH(&ld->func_list) = (struct func){
            .name = arena_text(ld->arena, child->string, strlen(child->string)),
            .body = NOBODY,
            .outer = NOBODY,
            .site = NOBODY,
        };
    }
    for (child = item->child; child; child = child->next) {
        int32_t func = name_table_find(&ld->funcs, child->string), body;
        struct scope sc = {func, NOBODY, false};

        body = read_block(ld, &sc, NOBODY, child);
        ld->func_list.at[func].body = body;
    }
    ld->p->main = name_table_find(&ld->funcs, "main");
    if (ld->p->main == NOBODY)
        fail_at(ld, item, "the program begins with \"main\": [ ... ]",
                "there is no function \"main\"");
    check_loops(ld, item);
    resolve_variables(ld);
    check_recursion(ld);
}
