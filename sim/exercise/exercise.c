#include "exercise.h"

#include <stdlib.h>
#include <string.h>

#include "exercise_read.h"
#include "file.h"
#include "limit.h"
#include "sb.h"

static const char *const key_names[] = {
    "$schema", "schedlab-exercise", "number",     "name", "title",
    "story",   "question",          "evidence",   "keep", "checks",
    "hints",   "explanation",       "references", NULL,
};

static void read_version(struct loader *ld, const cJSON *item)
{
    if (item && (!cJSON_IsNumber(item) || item->valuedouble < 1 || item->valuedouble > 1))
        fail_at(ld, item, "this program reads format 1",
                "\"schedlab-exercise\" is the format's version, the integer 1, found %s",
                item_words(ld, item));
}

static void read_number(struct loader *ld, const cJSON *item, struct exercise *ex)
{
    int64_t n;

    if (item && read_int(ld, item, 1, EXERCISE_NUMBER_MOST, &n))
        ex->number = (int)n;
}

static void read_name(struct loader *ld, const cJSON *item, struct exercise *ex)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

    if (!exercise_read_words(ld, item, &ex->name))
        return;
    if (ex->name[strspn(ex->name, letters)] || !strpbrk(ex->name, "abcdefghijklmnopqrstuvwxyz"))
        fail_at(ld, item, "\"name\": \"high-threads\"",
                "the name of an exercise is small letters, digits and -, with a letter in it");
}

/* {"title", "command", "status"} */
static void read_evidence(struct loader *ld, const cJSON *item, struct exercise_evidence *e)
{
    static const char *const names[] = {"title", "command", "status", NULL};
    const cJSON *status;
    int64_t n;

    if (!exercise_read_object(ld, item, names, "evidence"))
        return;
    exercise_read_words(ld, exercise_need(ld, item, "title"), &e->title);
    exercise_read_words(ld, exercise_need(ld, item, "command"), &e->command);
    status = cJSON_GetObjectItemCaseSensitive(item, "status");
    if (status && read_int(ld, status, 0, LIMIT_EXIT, &n))
        e->status = (int)n;
}

static void read_evidences(struct loader *ld, const cJSON *item, struct exercise *ex)
{
    struct exercise_evidence *list;

    ex->nevidence = exercise_read_list(ld, item, 1, 0);
    list = ARENA_ARRAY(ld->arena, struct exercise_evidence, (size_t)ex->nevidence);
    for (int i = 0; i < ex->nevidence; i++)
        read_evidence(ld, cJSON_GetArrayItem(item, i), &list[i]);
    ex->evidence = list;
}

static void read_hints(struct loader *ld, const cJSON *item, struct exercise *ex)
{
    ex->nhints = exercise_read_list(ld, item, 0, 0);
    if (item && ex->nhints < EXERCISE_HINTS_LEAST && cJSON_IsArray(item))
        fail_at(ld, item, "a nudge, the place, the next step",
                "an exercise has at least %d hints, found %d", EXERCISE_HINTS_LEAST, ex->nhints);
    ex->hints = exercise_read_texts(ld, item, ex->nhints);
}

static void read_references(struct loader *ld, const cJSON *item, struct exercise *ex)
{
    ex->nreferences = exercise_read_list(ld, item, 0, 0);
    ex->references = exercise_read_texts(ld, item, ex->nreferences);
}

static void read_exercise(struct loader *ld, struct exercise *ex)
{
    const cJSON *root = ld->root, *references;

    if (!exercise_read_object(ld, root, key_names, "an exercise"))
        return;
    read_version(ld, exercise_need(ld, root, "schedlab-exercise"));
    read_number(ld, exercise_need(ld, root, "number"), ex);
    read_name(ld, exercise_need(ld, root, "name"), ex);
    exercise_read_words(ld, exercise_need(ld, root, "title"), &ex->title);
    exercise_read_words(ld, exercise_need(ld, root, "story"), &ex->story);
    exercise_read_question(ld, exercise_need(ld, root, "question"), ex);
    read_evidences(ld, exercise_need(ld, root, "evidence"), ex);
    exercise_read_keep(ld, exercise_need(ld, root, "keep"), ex);
    exercise_read_checks(ld, exercise_need(ld, root, "checks"), ex);
    read_hints(ld, exercise_need(ld, root, "hints"), ex);
    exercise_read_words(ld, exercise_need(ld, root, "explanation"), &ex->explanation);
    references = cJSON_GetObjectItemCaseSensitive(root, "references");
    if (references)
        read_references(ld, references, ex);
}

struct exercise *exercise_read(const char *folder, const char *path, const char *text, size_t len,
                               struct arena *arena, struct diags *ds)
{
    static const struct load_options no_options = {0};
    struct loader ld = {
        .path = path,
        .text = text,
        .form = "an exercise is a JSON object: { \"schedlab-exercise\": 1, ... }",
        .opt = &no_options,
        .arena = arena,
        .ds = ds,
    };
    struct exercise *ex = ARENA_NEW(arena, struct exercise);
    size_t told = ds->list.len;

    ex->folder = arena_text(arena, folder, strlen(folder));
    ex->file = arena_text(arena, path, strlen(path));
    ex->source = arena_text(arena, text, len);
    if (tree_parse(&ld, len))
        read_exercise(&ld, ex);
    diags_sort(ds, told);
    cJSON_Delete(ld.root);
    json_map_free(&ld.map);
    return ld.errors ? NULL : ex;
}

struct exercise *exercise_load(const char *folder, struct arena *arena, struct diags *ds,
                               const char **source)
{
    struct exercise *ex = NULL;
    struct sb path = {0};
    char *bytes;
    size_t len;

    if (source)
        *source = NULL;
    sb_printf(&path, "%s/exercise.json", folder);
    if (file_read(sb_text(&path), LIMIT_SCENARIO_BYTES, &bytes, &len, ds)) {
        const char *text = arena_text(arena, bytes, len);

        free(bytes);
        if (source)
            *source = text;
        ex = exercise_read(folder, sb_text(&path), text, len, arena, ds);
    }
    sb_free(&path);
    return ex;
}

const char *exercise_folder_name(const struct exercise *ex, struct arena *arena)
{
    struct sb b = {0};
    const char *name;

    sb_printf(&b, "%02d-%s", ex->number, ex->name);
    name = arena_text(arena, sb_text(&b), b.len);
    sb_free(&b);
    return name;
}

int exercise_right(const struct exercise *ex)
{
    int i = 0;

    while (i < ex->nanswers && !ex->answers[i].right)
        i++;
    return i;
}
