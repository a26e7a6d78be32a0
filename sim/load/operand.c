/* What stands behind a verb. */
#include <string.h>

#include "limit.h"
#include "ops.h"

#define KIND(kind) (1U << (kind))

/* Which objects a verb takes, and how they are called together. */
struct taking {
    unsigned kinds;
    const char *what;
};

static struct taking objects_for(enum op_kind kind)
{
    switch (verbs[kind].arg) {
    case ARG_CHAN:
        if (kind == OP_RECV || kind == OP_RANGE || kind == OP_CASE_RECV)
            return (struct taking){KIND(OBJ_CHAN) | KIND(OBJ_NIL_CHAN) | KIND(OBJ_TICKER),
                                   "a channel or a ticker"};
        return (struct taking){KIND(OBJ_CHAN) | KIND(OBJ_NIL_CHAN), "a channel"};
    case ARG_LOCK:
        return (struct taking){KIND(OBJ_MUTEX) | KIND(OBJ_RWMUTEX), "a mutex or an rwmutex"};
    case ARG_RWMUTEX:
        return (struct taking){KIND(OBJ_RWMUTEX), "an rwmutex"};
    case ARG_WG:
        return (struct taking){KIND(OBJ_WAITGROUP), "a waitgroup"};
    case ARG_WG_COND:
        return (struct taking){KIND(OBJ_WAITGROUP) | KIND(OBJ_COND), "a waitgroup or a cond"};
    case ARG_COND:
        return (struct taking){KIND(OBJ_COND), "a cond"};
    case ARG_SEM:
        return (struct taking){KIND(OBJ_SEMAPHORE), "a semaphore"};
    default:
        return (struct taking){KIND(OBJ_ONCE), "a once"};
    }
}

static const char *const kind_words[] = {
    [OBJ_MUTEX] = "a mutex", [OBJ_RWMUTEX] = "an rwmutex",    [OBJ_WAITGROUP] = "a waitgroup",
    [OBJ_ONCE] = "a once",   [OBJ_CHAN] = "a channel",        [OBJ_NIL_CHAN] = "a nil channel",
    [OBJ_COND] = "a cond",   [OBJ_SEMAPHORE] = "a semaphore", [OBJ_TICKER] = "a ticker",
};

/* Names of the objects that a verb takes, for a hint. */
static const char *const *fitting_names(struct loader *ld, unsigned kinds)
{
    const char **names;
    size_t n = 0;

    names = ARENA_ARRAY(ld->arena, const char *, (size_t)ld->p->nobjects + 1);
    for (int32_t i = 0; i < ld->p->nobjects; i++)
        if (kinds & KIND(ld->p->objects[i].kind))
            names[n++] = ld->p->objects[i].name;
    return names;
}

static const char *hint_object(struct loader *ld, const char *name, const struct taking *want)
{
    const char *const *names;
    const char *hint;

    if (ld->errors >= LIMIT_ERRORS)
        return NULL; /* nobody will see it */
    names = fitting_names(ld, want->kinds);
    hint = hint_word(ld, name, names, loader_text(ld, "declared as %s", want->what));
    return hint || names[0] ? hint : loader_text(ld, "no object is declared as %s", want->what);
}

static bool read_object_name(struct loader *ld, const cJSON *item, struct op *op)
{
    struct taking want = objects_for(op->kind);
    const char *name = item->valuestring;

    if (!cJSON_IsString(item))
        return fail_at(ld, item, NULL, "\"%s\" needs the name of %s, found %s", item->string,
                       want.what, item_words(ld, item));
    op->obj = name_table_find(&ld->objects, name);
    if (op->obj == NOBODY)
        return fail_at(ld, item, hint_object(ld, name, &want),
                       "\"%s\" needs %s; \"%s\" is not declared", item->string, want.what, name);
    if (ld->objects_bad || (want.kinds & KIND(ld->p->objects[op->obj].kind)))
        return true;
    return fail_at(ld, item, hint_object(ld, name, &want), "\"%s\" needs %s; \"%s\" is %s",
                   item->string, want.what, name, kind_words[ld->p->objects[op->obj].kind]);
}

static bool is_until(const cJSON *item)
{
    return cJSON_IsObject(item) && item->child && strcmp(item->child->string, "until") == 0;
}

static bool read_until(struct loader *ld, const cJSON *item, struct op *op)
{
    if (item->child->next)
        return fail_key(ld, item->child->next, NULL, "{\"until\": T} takes nothing else");
    op->flags |= OPF_UNTIL;
    return read_time(ld, item->child, false, &op->d.a);
}

static bool read_count(struct loader *ld, const cJSON *item, struct op *op)
{
    op->n = -1;
    if (is_until(item))
        return read_until(ld, item, op);
    if (cJSON_IsString(item) && strcmp(item->valuestring, "forever") == 0) {
        op->flags |= OPF_FOREVER;
        return true;
    }
    if (!cJSON_IsNumber(item) && !(cJSON_IsString(item) && item->valuestring[0] == '$'))
        return fail_at(
            ld, item, "{\"for\": 10}, {\"for\": \"forever\"}, {\"for\": {\"until\": \"1s\"}}",
            "\"for\" needs a count, \"forever\" or {\"until\": T}, found %s", item_words(ld, item));
    return read_int(ld, item, 0, LIMIT_EXACT, &op->n);
}

static bool read_ranged_int(struct loader *ld, const cJSON *item, struct op *op)
{
    int64_t least, most;

    verb_range(op->kind, &least, &most);
    return read_int(ld, item, least, most, &op->n);
}

static bool read_func_name(struct loader *ld, const cJSON *item, struct op *op)
{
    if (!cJSON_IsString(item))
        return fail_at(ld, item, NULL, "\"%s\" needs the name of a function, found %s",
                       item->string, item_words(ld, item));
    op->obj = name_table_find(&ld->funcs, item->valuestring);
    if (op->obj != NOBODY)
        return true;
    return fail_at(
        ld, item,
        hint_word(ld, item->valuestring, name_table_list(&ld->funcs), "declared in \"funcs\""),
        "function \"%s\" is not declared", item->valuestring);
}

static bool read_call(struct loader *ld, const cJSON *item, struct op *op)
{
    if (!read_func_name(ld, item, op))
        return false;
    if (!ld->dead)
        *VEC_PUSH(&ld->calls) = (struct call_site){op->func, op->obj, item};
    return true;
}

static bool read_go(struct loader *ld, const struct scope *sc, const cJSON *item, int32_t place)
{
    int32_t closure;

    if (!cJSON_IsArray(item) && !cJSON_IsString(item))
        return fail_at(ld, item, "{\"go\": \"reader\"}, {\"go\": [{\"cpu\": \"1ms\"}]}",
                       "\"go\" needs the name of a function, or a list of operations, found %s",
                       item_words(ld, item));
    if (cJSON_IsString(item))
        return read_func_name(ld, item, &ld->ops.at[place]);
    closure = read_closure(ld, sc, place, item);
    ld->ops.at[place].obj = closure;
    ld->ops.at[place].flags |= OPF_CLOSURE;
    return true;
}

static bool read_true(struct loader *ld, const cJSON *item)
{
    return cJSON_IsTrue(item) ||
           fail_at(ld, item, loader_text(ld, "write {\"%s\": true}", item->string),
                   "\"%s\" takes true, found %s", item->string, item_words(ld, item));
}

static bool read_some_text(struct loader *ld, const struct scope *sc, const cJSON *item,
                           struct op *op)
{
    if (!read_text(ld, item, &op->text))
        return false;
    if (verbs[op->kind].arg == ARG_NAME && !*op->text)
        return fail_at(ld, item, NULL, "\"%s\" needs a name", item->string);
    if (op->kind == OP_METRICS)
        return check_metric(ld, item);
    return verbs[op->kind].arg != ARG_FORMAT || check_format(ld, sc, item);
}

static bool read_log(struct loader *ld, const cJSON *item, struct op *op)
{
    if (!cJSON_IsArray(item) || cJSON_GetArraySize(item) != 2)
        return fail_at(ld, item, "{\"trace.Log\": [\"cache\", \"miss\"]}",
                       "\"%s\" needs a list of two texts, category and message", item->string);
    return read_text(ld, item->child, &op->text) && read_text(ld, item->child->next, &op->text2);
}

static bool read_variable(struct loader *ld, const cJSON *item, int32_t place, unsigned types)
{
    return note_variable(ld, item, place, FIELD_AS, types, false);
}

bool read_operand(struct loader *ld, const struct scope *sc, const cJSON *item, int32_t place)
{
    struct op *op = &ld->ops.at[place];

    switch (verbs[op->kind].arg) {
    case ARG_UNTIL:
    case ARG_SLEEP:
        if (is_until(item))
            return read_until(ld, item, op);
        return read_draw(ld, item, op->kind == OP_SLEEP, &op->d);
    case ARG_TIME:
        return read_draw(ld, item, false, &op->d);
    case ARG_COUNT:
        return read_count(ld, item, op);
    case ARG_INT:
        return read_ranged_int(ld, item, op);
    case ARG_SIZE:
        return read_size(ld, item, &op->n);
    case ARG_BOOL: {
        bool is = false, ok = read_bool(ld, item, &is);

        op->n = is;
        return ok;
    }
    case ARG_TRUE:
        return read_true(ld, item);
    case ARG_FUNC:
        return read_call(ld, item, op);
    case ARG_GO:
        return read_go(ld, sc, item, place);
    case ARG_OP:
    case ARG_OPS:
    case ARG_CASES:
        return true; /* a block: read behind everything else */
    case ARG_CHAN:
    case ARG_LOCK:
    case ARG_RWMUTEX:
    case ARG_WG:
    case ARG_WG_COND:
    case ARG_COND:
    case ARG_SEM:
    case ARG_ONCE:
        return read_object_name(ld, item, op);
    case ARG_FORMAT:
    case ARG_NAME:
    case ARG_TEXT:
        return read_some_text(ld, sc, item, op);
    case ARG_LOG:
        return read_log(ld, item, op);
    case ARG_FRACTION:
        return read_fraction(ld, item, &op->n);
    case ARG_FILE:
        return read_variable(ld, item, place, 1U << VAR_FILE);
    case ARG_SPAN:
        return read_variable(ld, item, place, 1U << VAR_TASK | 1U << VAR_REGION);
    case ARGS:
        break;
    }
    return true;
}
