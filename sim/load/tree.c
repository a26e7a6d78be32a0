/* From text to a tree of cJSON in which every value knows its number, and no name stands twice in an object. */
#include <string.h>

#include "limit.h"
#include "loader.h"

/* Tells what is no JSON, at its place. */
static bool fail_json(struct loader *ld, const struct json_error *bad)
{
    struct diag *d = diags_add(ld->ds, ld->path, "%s", bad->message);

    if (bad->width) {
        json_map_place(&ld->map, bad->at, &d->line, &d->column);
        d->width = (int)bad->width;
    }
    if (bad->hint)
        diags_hint(ld->ds, d, "%s", bad->hint);
    ld->errors++;
    return false;
}

enum { PAIRS_MOST = 12 }; /* more names than that are compared by a table */

static void fail_twice(struct loader *ld, const cJSON *item)
{
    fail_key(ld, item, NULL, "\"%s\" stands twice in this object", item->string);
}

static void check_twice(struct loader *ld, const cJSON *object)
{
    struct name_table seen = {0};
    int n = 0;

    for (const cJSON *item = object->child; item; item = item->next)
        n++;
    if (n <= PAIRS_MOST) {
        for (const cJSON *item = object->child; item; item = item->next)
            for (const cJSON *before = object->child; before != item; before = before->next)
                if (strcmp(before->string, item->string) == 0) {
                    fail_twice(ld, item);
                    break;
                }
        return;
    }
    for (const cJSON *item = object->child; item; item = item->next)
        if (name_table_add(&seen, item->string) < 0)
            fail_twice(ld, item);
    name_table_free(&seen);
}

/* Gives the values their numbers. cJSON keeps an int beside each double; its numbers are never read by us from there. */
static void number_values(cJSON *item, int *next)
{
    item->valueint = (*next)++;
    for (cJSON *child = item->child; child; child = child->next)
        number_values(child, next);
}

static void check_objects(struct loader *ld, const cJSON *item)
{
    if (cJSON_IsObject(item))
        check_twice(ld, item);
    for (const cJSON *child = item->child; child; child = child->next)
        check_objects(ld, child);
}

bool tree_parse(struct loader *ld, size_t len)
{
    struct json_error bad;
    int next = 0;

    if (len > LIMIT_SCENARIO_BYTES)
        return fail_outside(ld, ld->path, NULL, "the file has more than %d MiB",
                            LIMIT_SCENARIO_BYTES >> 20);
    if (!json_text_read(ld->text, len, &ld->map, &bad))
        return fail_json(ld, &bad);
    ld->root = cJSON_ParseWithLength(ld->text, len);
    if (!ld->root)
        return fail_outside(ld, ld->path, NULL, "the file cannot be read as JSON");
    number_values(ld->root, &next);
    if (!cJSON_IsObject(ld->root))
        return fail_at(ld, ld->root, NULL, "%s",
                       ld->form ? ld->form
                                : "a scenario is a JSON object: { \"schedlab\": 1, ... }");
    check_objects(ld, ld->root);
    return true;
}
