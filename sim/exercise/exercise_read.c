#include "exercise_read.h"

#include <string.h>

const cJSON *exercise_need(struct loader *ld, const cJSON *object, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);

    if (!item)
        fail_at(ld, object, NULL, "\"%s\" is missing", name);
    return item;
}

bool exercise_read_object(struct loader *ld, const cJSON *item, const char *const *names,
                          const char *what)
{
    if (!item)
        return false;
    if (!cJSON_IsObject(item))
        return fail_at(ld, item, hint_list(ld, names, "with the keys"), "%s is an object, found %s",
                       what, item_words(ld, item));
    for (const cJSON *child = item->child; child; child = child->next) {
        int i = 0;

        while (names[i] && strcmp(names[i], child->string) != 0)
            i++;
        if (!names[i])
            fail_key(ld, child, hint_word(ld, child->string, names, "there are"),
                     "unknown key \"%s\" in %s", child->string, what);
    }
    return true;
}

int exercise_read_list(struct loader *ld, const cJSON *item, int least, int most)
{
    int n = cJSON_GetArraySize(item);

    if (!item)
        return 0;
    if (!cJSON_IsArray(item)) {
        fail_at(ld, item, NULL, "\"%s\" is a list, found %s", item->string, item_words(ld, item));
        return 0;
    }
    if (n < least)
        fail_at(ld, item, NULL, "\"%s\" has %d of them; the least is %d", item->string, n, least);
    if (most && n > most)
        fail_at(ld, item, NULL, "\"%s\" has %d of them; the most is %d", item->string, n, most);
    return n;
}

bool exercise_read_words(struct loader *ld, const cJSON *item, const char **text)
{
    *text = "";
    if (!item || !read_text(ld, item, text))
        return false;
    if ((*text)[strspn(*text, " \t\n")] == '\0')
        return fail_at(ld, item, NULL, "this text is empty");
    return true;
}

const char *const *exercise_read_texts(struct loader *ld, const cJSON *list, int n)
{
    const char **texts = ARENA_ARRAY(ld->arena, const char *, (size_t)n);

    for (int i = 0; i < n; i++)
        exercise_read_words(ld, cJSON_GetArrayItem(list, i), &texts[i]);
    return texts;
}

static const char *const scenario_keys[] = {
#define X(name, read, required, schema, about) name,
#include "key.def"
#undef X
    NULL,
};

bool exercise_check_pointer(struct loader *ld, const cJSON *item, const char *pointer, bool is_key)
{
    bool (*fail)(struct loader *, const cJSON *, const char *, const char *, ...) =
        is_key ? fail_key : fail_at;
    const char *name;
    int i = 0;

    if (pointer[0] != '/' || !pointer[1])
        return fail(ld, item, "for example /machine or /funcs/storm",
                    "a JSON pointer begins with / and a key of a scenario, found \"%s\"", pointer);
    name = loader_text(ld, "%.*s", (int)strcspn(pointer + 1, "/"), pointer + 1);
    while (scenario_keys[i] && strcmp(scenario_keys[i], name) != 0)
        i++;
    return scenario_keys[i] || fail(ld, item, hint_word(ld, name, scenario_keys, "there are"),
                                    "a scenario has no key \"%s\"", name);
}

/* {"text", "right", "feedback"} */
static void read_answer(struct loader *ld, const cJSON *item, struct exercise_answer *a)
{
    static const char *const names[] = {"text", "right", "feedback", NULL};
    const cJSON *right;

    if (!exercise_read_object(ld, item, names, "an answer"))
        return;
    exercise_read_words(ld, exercise_need(ld, item, "text"), &a->text);
    exercise_read_words(ld, exercise_need(ld, item, "feedback"), &a->feedback);
    right = cJSON_GetObjectItemCaseSensitive(item, "right");
    if (right)
        read_bool(ld, right, &a->right);
}

static void read_answers(struct loader *ld, const cJSON *item, struct exercise *ex)
{
    struct exercise_answer *list;
    int right = 0;

    ex->nanswers = exercise_read_list(ld, item, 2, EXERCISE_ANSWERS_MOST);
    list = ARENA_ARRAY(ld->arena, struct exercise_answer, (size_t)ex->nanswers);
    for (int i = 0; i < ex->nanswers; i++) {
        read_answer(ld, cJSON_GetArrayItem(item, i), &list[i]);
        right += list[i].right;
    }
    ex->answers = list;
    if (ex->nanswers && right != 1)
        fail_at(ld, item, "one answer carries \"right\": true",
                "exactly one answer is right, found %d", right);
}

void exercise_read_question(struct loader *ld, const cJSON *item, struct exercise *ex)
{
    static const char *const names[] = {"text", "answers", NULL};

    if (!exercise_read_object(ld, item, names, "a question"))
        return;
    exercise_read_words(ld, exercise_need(ld, item, "text"), &ex->question);
    read_answers(ld, exercise_need(ld, item, "answers"), ex);
}

void exercise_read_keep(struct loader *ld, const cJSON *item, struct exercise *ex)
{
    ex->nkeep = exercise_read_list(ld, item, 0, 0);
    ex->keep = exercise_read_texts(ld, item, ex->nkeep);
    for (int i = 0; i < ex->nkeep; i++)
        if (ex->keep[i][0])
            exercise_check_pointer(ld, cJSON_GetArrayItem(item, i), ex->keep[i], false);
}
