#define _POSIX_C_SOURCE 200809L
#include "learner.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "beside.h"
#include "file.h"
#include "json_text.h"
#include "learner_repair.h"
#include "limit.h"

const char *const learner_moments[LEARNER_MOMENTS] = {
    [LEARNER_STARTED] = "started",     [LEARNER_ANSWERED] = "answered",
    [LEARNER_OBSERVED] = "observed",   [LEARNER_FIXED] = "fixed",
    [LEARNER_EXPLAINED] = "explained",
};

const char *const learner_counts[LEARNER_COUNTS] = {
    [LEARNER_HINTS] = "hints",
    [LEARNER_CHECKS] = "checks",
};

const char *const learner_steps[] = {
    [STEP_START] = "start", [STEP_PREDICT] = "predict", [STEP_OBSERVE] = "observe",
    [STEP_FIX] = "fix",     [STEP_EXPLAIN] = "explain", [STEP_DONE] = "done",
};

/* ---- reading ------------------------------------------------------------------------------------------------------------- */

/* The text as a tree; NULL: *why says what is wrong with it. */
static cJSON *parse(const char *text, size_t len, const char **why)
{
    struct json_map map;
    struct json_error bad;
    cJSON *tree = NULL;

    *why = "it is no JSON";
    if (json_text_read(text, len, &map, &bad))
        tree = cJSON_ParseWithLength(text, len);
    else
        *why = bad.message;
    json_map_free(&map);
    if (tree && !cJSON_GetObjectItemCaseSensitive(tree, "schedlab-progress")) {
        *why = "it is no progress file: \"schedlab-progress\" is missing";
        cJSON_Delete(tree);
        tree = NULL;
    }
    return tree;
}

bool learner_parse(struct learner *l, const char *path, const char *text, size_t len,
                   struct diags *ds)
{
    const char *why;

    *l = (struct learner){0};
    l->path = arena_text(&l->arena, path, strlen(path));
    l->tree = parse(text, len, &why);
    if (!l->tree) {
        diags_add(ds, path, "%s", why);
        return false;
    }
    learner_repair(l);
    return true;
}

static void begin(struct learner *l, const char *who)
{
    l->tree = cJSON_CreateObject();
    cJSON_AddNumberToObject(l->tree, "schedlab-progress", LEARNER_FORMAT);
    if (who && *who)
        cJSON_AddStringToObject(l->tree, "learner", who);
    cJSON_AddObjectToObject(l->tree, "exercises");
}

bool learner_read(struct learner *l, const struct desk *d, const char *shelf, const char *who,
                  const char *now, struct diags *ds)
{
    struct sb path = {0};
    const char *why;
    char *text;
    size_t len;

    *l = (struct learner){0};
    sb_printf(&path, "%s%sprogress.json", strcmp(d->home, ".") == 0 ? "" : d->home,
              strcmp(d->home, ".") == 0 ? "" : "/");
    l->path = arena_text(&l->arena, sb_text(&path), path.len);
    sb_free(&path);
    if (!beside_exists(l->path)) {
        begin(l, who);
        learner_recover(l, d, shelf, now, "is not there");
        return true;
    }
    if (!file_read(l->path, LIMIT_SCENARIO_BYTES, &text, &len, ds))
        return false;
    l->tree = parse(text, len, &why);
    free(text);
    if (l->tree) {
        learner_repair(l);
        return true;
    }
    begin(l, who);
    l->keep = true;
    sb_printf(&l->told, "%s is damaged: %s. A new one is begun.\n", l->path, why);
    learner_recover(l, d, shelf, now, NULL);
    return true;
}

bool learner_write(struct learner *l, struct diags *ds)
{
    char *text = cJSON_Print(l->tree);
    struct writer *w;
    const char *kept;
    bool ok = true;

    if (l->keep) {
        kept = beside_keep(l->path, &l->arena, ds);
        ok = kept != NULL;
        if (ok)
            sb_printf(&l->told, "What stood in it is kept as %s.\n", kept);
        l->keep = !ok;
    }
    w = ok ? writer_open(l->path, ds) : NULL;
    if (w) {
        writer_put(w, text, strlen(text));
        writer_put(w, "\n", 1);
    }
    ok = w && writer_close(w, ds);
    cJSON_free(text);
    return ok;
}

void learner_free(struct learner *l)
{
    cJSON_Delete(l->tree);
    sb_free(&l->told);
    arena_free(&l->arena);
    *l = (struct learner){0};
}

/* ---- asking -------------------------------------------------------------------------------------------------------------- */

static cJSON *entry_of(const struct learner *l, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(l->tree, "exercises"),
                                            name);
}

const char *learner_name(const struct learner *l)
{
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(l->tree, "learner");

    return cJSON_IsString(name) ? name->valuestring : "";
}

const char *learner_when(const struct learner *l, const char *name, enum learner_moment what)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(entry_of(l, name), learner_moments[what]);

    return cJSON_IsString(item) ? item->valuestring : NULL;
}

int learner_counted(const struct learner *l, const char *name, enum learner_count what)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(entry_of(l, name), learner_counts[what]);

    return cJSON_IsNumber(item) ? item->valueint : 0;
}

int learner_answers(const struct learner *l, const char *name)
{
    return cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(entry_of(l, name), "answers"));
}

int learner_answer(const struct learner *l, const char *name, int i)
{
    const cJSON *item =
        cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(entry_of(l, name), "answers"), i);

    return cJSON_IsNumber(item) ? item->valueint : 0;
}

enum learner_step learner_step(const struct learner *l, const char *name)
{
    if (!learner_when(l, name, LEARNER_STARTED))
        return STEP_START;
    if (learner_when(l, name, LEARNER_FIXED))
        return learner_when(l, name, LEARNER_EXPLAINED) ? STEP_DONE : STEP_EXPLAIN;
    if (!learner_when(l, name, LEARNER_ANSWERED))
        return STEP_PREDICT;
    return learner_when(l, name, LEARNER_OBSERVED) ? STEP_FIX : STEP_OBSERVE;
}

/* ---- noting -------------------------------------------------------------------------------------------------------------- */

static cJSON *make_entry(struct learner *l, const struct exercise *ex)
{
    cJSON *all = cJSON_GetObjectItemCaseSensitive(l->tree, "exercises"), *entry;

    entry = cJSON_GetObjectItemCaseSensitive(all, ex->name);
    if (!entry) {
        entry = cJSON_AddObjectToObject(all, ex->name);
        cJSON_AddNumberToObject(entry, "number", ex->number);
    }
    return entry;
}

void learner_note(struct learner *l, const struct exercise *ex, enum learner_moment what,
                  const char *now)
{
    cJSON *entry = make_entry(l, ex);

    if (!cJSON_GetObjectItemCaseSensitive(entry, learner_moments[what]))
        cJSON_AddStringToObject(entry, learner_moments[what], now);
}

void learner_count(struct learner *l, const struct exercise *ex, enum learner_count what, int n)
{
    cJSON *entry = make_entry(l, ex);

    cJSON_DeleteItemFromObjectCaseSensitive(entry, learner_counts[what]);
    cJSON_AddNumberToObject(entry, learner_counts[what], n);
}

void learner_add_answer(struct learner *l, const struct exercise *ex, int answer)
{
    cJSON *entry = make_entry(l, ex), *answers = cJSON_GetObjectItemCaseSensitive(entry, "answers");

    if (!answers)
        answers = cJSON_AddArrayToObject(entry, "answers");
    cJSON_AddItemToArray(answers, cJSON_CreateNumber(answer));
}
