/* The shared objects: mutexes, channels and the like. */
#include <string.h>

#include "limit.h"
#include "loader.h"
#include "words.h"

const char *const plain_words[] = {"mutex", "rwmutex", "waitgroup", "once", NULL};
static const enum object_kind plain_kinds[] = {OBJ_MUTEX, OBJ_RWMUTEX, OBJ_WAITGROUP, OBJ_ONCE};
const char *const made_words[] = {"chan", "cond", "semaphore", "ticker", NULL};

static bool read_chan(struct loader *ld, const cJSON *item, struct object *o)
{
    o->kind = OBJ_CHAN;
    if (cJSON_IsString(item) && strcmp(item->valuestring, "nil") == 0) {
        o->kind = OBJ_NIL_CHAN;
        return true;
    }
    if (!cJSON_IsNumber(item) && !cJSON_IsString(item))
        return fail_at(ld, item, NULL,
                       "a capacity (0: unbuffered) or \"nil\" is expected here, found %s",
                       item_words(ld, item));
    return read_int(ld, item, 0, LIMIT_CAPACITY, &o->n);
}

/* The mutex may be declared behind its cond, so all names are known already; their kinds are looked at later. */
static bool read_cond(struct loader *ld, const cJSON *item, struct object *o)
{
    o->kind = OBJ_COND;
    o->mutex = NOBODY;
    if (!cJSON_IsString(item))
        return fail_at(ld, item, "{\"cond\": \"mu\"}",
                       "the name of its mutex is expected here, found %s", item_words(ld, item));
    o->mutex = name_table_find(&ld->objects, item->valuestring);
    if (o->mutex < 0)
        return fail_at(ld, item,
                       hint_word(ld, item->valuestring, name_table_list(&ld->objects),
                                 "declared in \"objects\""),
                       "mutex \"%s\" is not declared", item->valuestring);
    return true;
}

static bool read_semaphore(struct loader *ld, const cJSON *item, struct object *o)
{
    o->kind = OBJ_SEMAPHORE;
    return read_int(ld, item, 0, LIMIT_CAPACITY, &o->n);
}

static bool read_ticker(struct loader *ld, const cJSON *item, struct object *o)
{
    o->kind = OBJ_TICKER;
    if (!read_time(ld, item, false, &o->n))
        return false;
    return o->n > 0 || fail_at(ld, item, NULL, "the period of a ticker is above 0");
}

static bool (*const made_readers[])(struct loader *, const cJSON *, struct object *) = {
    read_chan,
    read_cond,
    read_semaphore,
    read_ticker,
};

static const char examples[] = "\"mutex\", \"rwmutex\", \"waitgroup\", \"once\", {\"chan\": 16}, "
                               "{\"cond\": \"mu\"}, {\"semaphore\": 4}, "
                               "{\"ticker\": \"10ms\"}";

static bool read_plain(struct loader *ld, const cJSON *item, struct object *o)
{
    const char *near;

    for (int i = 0; plain_words[i]; i++)
        if (strcmp(plain_words[i], item->valuestring) == 0) {
            o->kind = plain_kinds[i];
            return true;
        }
    for (int i = 0; made_words[i]; i++)
        if (strcmp(made_words[i], item->valuestring) == 0)
            return fail_at(ld, item, examples, "\"%s\" needs more to be said", item->valuestring);
    near = diag_nearest(item->valuestring, plain_words);
    return fail_at(ld, item, near ? loader_text(ld, "did you mean \"%s\"?", near) : examples,
                   "%s is no kind of object", item_words(ld, item));
}

static bool read_object(struct loader *ld, const cJSON *item, struct object *o)
{
    const cJSON *kind = item->child;

    if (cJSON_IsString(item))
        return read_plain(ld, item, o);
    if (!cJSON_IsObject(item) || !kind || kind->next)
        return fail_at(
            ld, item, examples, "an object is a word, or a word with one value, found %s",
            cJSON_IsObject(item) ? "an object with another number of names" : item_words(ld, item));
    for (int i = 0; made_words[i]; i++)
        if (strcmp(made_words[i], kind->string) == 0)
            return made_readers[i](ld, kind, o);
    for (int i = 0; plain_words[i]; i++)
        if (strcmp(plain_words[i], kind->string) == 0)
            return fail_key(ld, kind, loader_text(ld, "write \"%s\" alone", kind->string),
                            "\"%s\" takes no value", kind->string);
    return fail_key(ld, kind, hint_word(ld, kind->string, made_words, "there are"),
                    "\"%s\" is no kind of object", kind->string);
}

static void check_cond(struct loader *ld, const cJSON *item, const struct object *o)
{
    const struct object *mutex = &ld->p->objects[o->mutex];

    if (mutex->kind != OBJ_MUTEX && mutex->kind != OBJ_RWMUTEX)
        fail_at(ld, item->child, NULL, "a cond needs a mutex or an rwmutex; \"%s\" is neither",
                mutex->name);
}

void read_objects(struct loader *ld, const cJSON *item)
{
    struct program *p = ld->p;
    const cJSON *child;

    if (!cJSON_IsObject(item)) {
        fail_at(ld, item, "\"objects\": { \"mu\": \"mutex\" }",
                "\"objects\" is an object, found %s", item_words(ld, item));
        return;
    }
    for (child = item->child; child; child = child->next)
        name_table_add(&ld->objects, child->string);
    p->objects = ARENA_ARRAY(ld->arena, struct object, (size_t)ld->objects.len);
    p->nobjects = ld->objects.len;
    for (child = item->child; child; child = child->next) {
        struct object *o = &p->objects[name_table_find(&ld->objects, child->string)];

        o->mutex = NOBODY;
        o->name = arena_text(ld->arena, child->string, strlen(child->string));
        check_name(ld, child, child->string, true, "an object");
        if (!read_object(ld, child, o))
            ld->objects_bad = true;
    }
    for (child = item->child; child && !ld->objects_bad; child = child->next) {
        const struct object *o = &p->objects[name_table_find(&ld->objects, child->string)];

        if (o->kind == OBJ_COND)
            check_cond(ld, child, o);
    }
}
