/* The checks of exercise.json. Whether their expectations are understood is only seen with bug.json: lint.c. */
#include <stdlib.h>
#include <string.h>

#include "exercise_read.h"

static const char *const check_names[] = {"seeds", "models", "set", "expect", "missing", NULL};

/* "1..5", or a number. */
static void read_seeds(struct loader *ld, const cJSON *item, struct seeds *seeds)
{
    int64_t n;

    if (cJSON_IsNumber(item)) {
        if (read_int(ld, item, 0, INT64_MAX, &n))
            seeds->first = seeds->last = (uint64_t)n;
    } else if (!cJSON_IsString(item) || !seeds_parse(item->valuestring, seeds)) {
        fail_at(ld, item, "\"seeds\": \"1..5\"", "a range of seeds is expected here, found %s",
                item_words(ld, item));
    }
}

static void read_models(struct loader *ld, const cJSON *item, struct exercise_check *c)
{
    int n = exercise_read_list(ld, item, 1, MODELS);
    enum model *models = ARENA_ARRAY(ld->arena, enum model, (size_t)n);

    for (int i = 0; i < n; i++) {
        int model = read_choice(ld, cJSON_GetArrayItem(item, i), model_names, "a model");

        if (model >= 0)
            models[c->nmodels++] = (enum model)model;
    }
    c->models = models;
}

static void read_sets(struct loader *ld, const cJSON *item, struct exercise_check *c)
{
    int n = cJSON_GetArraySize(item);
    struct exercise_set *sets = ARENA_ARRAY(ld->arena, struct exercise_set, (size_t)n);

    if (!cJSON_IsObject(item)) {
        fail_at(ld, item, "\"set\": { \"/params/n\": 40 }", "\"set\" is an object, found %s",
                item_words(ld, item));
        return;
    }
    for (const cJSON *child = item->child; child; child = child->next) {
        char *json = cJSON_PrintUnformatted(child);

        if (exercise_check_pointer(ld, child, child->string, true))
            sets[c->nsets++] = (struct exercise_set){
                arena_text(ld->arena, child->string, strlen(child->string)),
                arena_text(ld->arena, json, strlen(json)),
            };
        cJSON_free(json);
    }
    c->sets = sets;
}

/* A text, or {"that", "why"}, as in a scenario. */
static void read_claim(struct loader *ld, const cJSON *item, const char **text)
{
    static const char *const names[] = {"that", "why", NULL};

    if (cJSON_IsObject(item)) {
        exercise_read_object(ld, item, names, "an assertion");
        item = exercise_need(ld, item, "that");
    }
    exercise_read_words(ld, item, text);
}

static void read_expect(struct loader *ld, const cJSON *item, struct exercise_check *c)
{
    size_t n = (size_t)exercise_read_list(ld, item, 1, 0);
    const char **texts = ARENA_ARRAY(ld->arena, const char *, n);
    int *lines = ARENA_ARRAY(ld->arena, int, n);

    for (size_t i = 0; i < n; i++) {
        const cJSON *claim = cJSON_GetArrayItem(item, (int)i);

        read_claim(ld, claim, &texts[i]);
        lines[i] = item_line(ld, claim);
    }
    c->nexpect = (int)n;
    c->expect = texts;
    c->expect_line = lines;
}

static void read_check(struct loader *ld, const cJSON *item, struct exercise_check *c)
{
    const cJSON *seeds, *models, *sets;

    c->seeds = (struct seeds){1, 3};
    c->line = item_line(ld, item);
    if (!exercise_read_object(ld, item, check_names, "a check"))
        return;
    seeds = cJSON_GetObjectItemCaseSensitive(item, "seeds");
    models = cJSON_GetObjectItemCaseSensitive(item, "models");
    sets = cJSON_GetObjectItemCaseSensitive(item, "set");
    if (seeds)
        read_seeds(ld, seeds, &c->seeds);
    if (models)
        read_models(ld, models, c);
    if (sets)
        read_sets(ld, sets, c);
    read_expect(ld, exercise_need(ld, item, "expect"), c);
    exercise_read_words(ld, exercise_need(ld, item, "missing"), &c->missing);
}

void exercise_read_checks(struct loader *ld, const cJSON *item, struct exercise *ex)
{
    struct exercise_check *list;

    ex->nchecks = exercise_read_list(ld, item, 1, 0);
    list = ARENA_ARRAY(ld->arena, struct exercise_check, (size_t)ex->nchecks);
    for (int i = 0; i < ex->nchecks; i++)
        read_check(ld, cJSON_GetArrayItem(item, i), &list[i]);
    ex->checks = list;
}
