/* What is shown loads: the examples of docs/scenario.md and the scenarios that are shipped. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "load.h"
#include "test.h"

#define PAGE "docs/scenario.md"

/* Loads a text, or says why not. What operations it has is noted in `seen`. */
static void must_load(const char *path, const char *text, size_t len, bool seen[OPS])
{
    struct arena arena = {0};
    struct diags ds = {0};
    struct program *p = program_load(path, text, len, NULL, &arena, &ds);

    if (!p)
        diags_print(&ds, stderr, NULL);
    assert_non_null(p);
    for (int32_t i = 0; i < p->nops; i++)
        seen[p->ops[i].kind] = true;
    diags_free(&ds);
    arena_free(&arena);
}

static char *read_all(const char *path)
{
    struct diags ds = {0};
    char *text;
    size_t len;

    assert_true(file_read(path, (size_t)1 << 24, &text, &len, &ds));
    return text;
}

/* Law: every example of the reference is a scenario, and there is one for each operation of op.def. */
static void examples_load_and_show_every_operation(void **state)
{
    char *page = read_all(PAGE);
    bool seen[OPS] = {false};
    int examples = 0;

    (void)state;
    for (const char *at = strstr(page, "```json\n"); at; at = strstr(at, "```json\n")) {
        const char *end;

        at += strlen("```json\n");
        end = strstr(at, "\n```");
        assert_non_null(end);
        must_load(PAGE, at, (size_t)(end - at), seen);
        examples++;
    }
    assert_true(examples >= 10);
    for (int i = 0; i < OPS; i++)
        if (!seen[i])
            fail_msg("no example shows \"%s\"", op_verb((enum op_kind)i));
    free(page);
}

/* Law: every shipped scenario loads. */
static void shipped_scenarios_load(void **state)
{
    DIR *folder = opendir("scenarios");
    struct dirent *entry;
    bool seen[OPS] = {false};

    (void)state;
    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        char path[512], *text;
        size_t len = strlen(entry->d_name);

        if (len < 5 || strcmp(entry->d_name + len - 5, ".json") != 0 ||
            strcmp(entry->d_name, "schema.json") == 0)
            continue;
        snprintf(path, sizeof path, "scenarios/%s", entry->d_name);
        text = read_all(path);
        must_load(path, text, strlen(text), seen);
        free(text);
    }
    closedir(folder);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(examples_load_and_show_every_operation),
    cmocka_unit_test(shipped_scenarios_load),
};

RUN_TESTS(tests)
