#define _POSIX_C_SOURCE 200809L
#include "learner_repair.h"

#include <string.h>

#include "beside.h"
#include "shelf.h"

/* Takes `item` out of its object, and tells why. */
static void drop(struct learner *l, cJSON *object, cJSON *item, const char *where, const char *why)
{
    sb_printf(&l->told, "%s: \"%s\"%s%s %s, and is left out.\n", l->path, item->string,
              where ? " of " : "", where ? where : "", why);
    cJSON_Delete(cJSON_DetachItemViaPointer(object, item));
    l->keep = true;
}

/* A time as it is noted: 2026-11-24T02:10:00Z. */
static bool is_time(const cJSON *item)
{
    static const char form[] = "0000-00-00T00:00:00Z";

    if (!cJSON_IsString(item) || strlen(item->valuestring) != sizeof form - 1)
        return false;
    for (size_t i = 0; form[i]; i++) {
        char c = item->valuestring[i];

        if (form[i] == '0' ? c < '0' || c > '9' : c != form[i])
            return false;
    }
    return true;
}

static bool is_count(const cJSON *item)
{
    return cJSON_IsNumber(item) && item->valuedouble >= 0 && item->valuedouble <= 1e6;
}

static bool is_answers(const cJSON *item)
{
    const cJSON *answer;

    if (!cJSON_IsArray(item))
        return false;
    cJSON_ArrayForEach(answer, item)
    {
        if (!is_count(answer) || answer->valueint < 1 || answer->valueint > EXERCISE_ANSWERS_MOST)
            return false;
    }
    return true;
}

static bool is_good(const cJSON *item)
{
    for (int i = 0; i < LEARNER_MOMENTS; i++)
        if (strcmp(item->string, learner_moments[i]) == 0)
            return is_time(item);
    for (int i = 0; i < LEARNER_COUNTS; i++)
        if (strcmp(item->string, learner_counts[i]) == 0)
            return is_count(item);
    return strcmp(item->string, "answers") != 0 || is_answers(item);
}

static void repair_entry(struct learner *l, cJSON *entry)
{
    for (cJSON *item = entry->child, *next; item; item = next) {
        next = item->next;
        if (!is_good(item))
            drop(l, entry, item, entry->string, "cannot be read");
    }
}

static void repair_version(struct learner *l)
{
    cJSON *version = cJSON_GetObjectItemCaseSensitive(l->tree, "schedlab-progress");

    if (cJSON_IsNumber(version) && version->valueint == LEARNER_FORMAT)
        return;
    sb_printf(&l->told,
              "%s was written by another version of schedlab; what this one understands is used.\n",
              l->path);
    cJSON_ReplaceItemInObjectCaseSensitive(l->tree, "schedlab-progress",
                                           cJSON_CreateNumber(LEARNER_FORMAT));
    l->keep = true;
}

void learner_repair(struct learner *l)
{
    cJSON *all = cJSON_GetObjectItemCaseSensitive(l->tree, "exercises");

    repair_version(l);
    if (all && !cJSON_IsObject(all)) {
        drop(l, l->tree, all, NULL, "is no object");
        all = NULL;
    }
    if (!all)
        all = cJSON_AddObjectToObject(l->tree, "exercises");
    for (cJSON *entry = all->child, *next; entry; entry = next) {
        next = entry->next;
        if (cJSON_IsObject(entry))
            repair_entry(l, entry);
        else
            drop(l, all, entry, NULL, "is no object");
    }
}

void learner_recover(struct learner *l, const struct desk *d, const char *shelf, const char *now,
                     const char *missing)
{
    const char *const *folders = shelf_list(shelf, &l->arena);

    for (; *folders; folders++) {
        struct diags ignored = {0};
        const struct exercise *ex = exercise_load(*folders, &l->arena, &ignored, NULL);

        diags_free(&ignored);
        if (!ex || !beside_exists(desk_file(d, ex, "bug.json", &l->arena)))
            continue;
        if (missing)
            sb_printf(&l->told, "%s %s. A new one is begun.\n", l->path, missing);
        missing = NULL;
        sb_printf(&l->told, "%s is here, so it counts as begun.\n",
                  exercise_folder_name(ex, &l->arena));
        learner_note(l, ex, LEARNER_STARTED, now);
    }
}
