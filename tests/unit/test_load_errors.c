/* The catalogue of mistakes: tests/golden/errors/NAME.json is wrong, NAME.txt is what a person is told about it.
 * SCHEDLAB_UPDATE=1 writes the .txt files anew; read the difference before it is committed. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "load.h"
#include "test.h"

#define FOLDER "tests/golden/errors"

static int is_json(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);

    return len > 5 && strcmp(entry->d_name + len - 5, ".json") == 0;
}

/* What the loader says about a file, to free(). */
static char *tell(const char *path)
{
    struct arena arena = {0};
    struct diags ds = {0};
    const char *source;
    char *text = NULL;
    size_t len = 0;
    FILE *to = open_memstream(&text, &len);

    assert_null(program_load_file(path, NULL, &arena, &ds, &source));
    assert_true(ds.list.len > 0);
    diags_print(&ds, to, source);
    fclose(to);
    diags_free(&ds);
    arena_free(&arena);
    return text;
}

static void write_text(const char *path, const char *text)
{
    FILE *to = fopen(path, "w");

    assert_non_null(to);
    fputs(text, to);
    assert_int_equal(fclose(to), 0);
}

/* Law: each mistake of the catalogue is refused, in the very words that were read and found good. */
static void mistakes_are_told_as_recorded(void **state)
{
    struct dirent **entries;
    int n = scandir(FOLDER, &entries, is_json, alphasort);

    (void)state;
    assert_true(n > 50);
    for (int i = 0; i < n; i++) {
        char path[512], golden[512], *told, *wanted;
        struct diags ds = {0};
        size_t len;

        snprintf(path, sizeof path, FOLDER "/%s", entries[i]->d_name);
        snprintf(golden, sizeof golden, FOLDER "/%.*s.txt", (int)strlen(entries[i]->d_name) - 5,
                 entries[i]->d_name);
        told = tell(path);
        if (getenv("SCHEDLAB_UPDATE"))
            write_text(golden, told);
        assert_true(file_read(golden, (size_t)1 << 20, &wanted, &len, &ds));
        assert_string_equal(told, wanted);
        free(told);
        free(wanted);
        free(entries[i]);
    }
    free(entries);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(mistakes_are_told_as_recorded),
};

RUN_TESTS(tests)
