#define _POSIX_C_SOURCE 200809L
#include "draft.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "exercise.h"
#include "file.h"
#include "limit.h"
#include "shelf.h"

static const char *const files[] = {
    "exercise.json",
    "bug.json",
    "fixed.json",
    "main.go",
    "fixes/deferred.json",
    "fixes/one-by-one.json",
    "fixes/sleeping.json",
    "tricks/work-deleted.json",
    "tricks/hard-coded.json",
    "tricks/goal-edited.json",
    "tricks/duration-cut.json",
};

static int highest(const char *folder, struct arena *arena)
{
    const char *const *at = shelf_list(folder, arena);
    int most = 0;

    for (; *at; at++) {
        int n = (int)strtol(shelf_base(*at, arena), NULL, 10);

        most = n > most ? n : most;
    }
    return most;
}

int draft_number(const char *shelf)
{
    struct arena arena = {0};
    int a = highest(shelf, &arena), b = highest(".", &arena);

    arena_free(&arena);
    return (a > b ? a : b) + 1;
}

/* In the skeleton the exercise is number 99 and called "skeleton". */
static void fill(struct sb *out, const char *text, int number, const char *name)
{
    while (*text) {
        size_t plain = strcspn(text, "9s");

        sb_add(out, text, plain);
        text += plain;
        if (strncmp(text, "skeleton", 8) == 0) {
            sb_puts(out, name);
            text += 8;
        } else if (strncmp(text, "99", 2) == 0) {
            sb_printf(out, "%d", number);
            text += 2;
        } else if (*text) {
            sb_putc(out, *text++);
        }
    }
}

static bool copy(const char *shelf, const char *file, const char *folder, int number,
                 const char *name, struct diags *ds)
{
    struct sb path = {0}, text = {0};
    struct writer *w = NULL;
    char *bytes;
    size_t len;

    sb_printf(&path, "%s/skeleton/%s", shelf ? shelf : "scenarios/bugs", file);
    if (file_read(sb_text(&path), LIMIT_SCENARIO_BYTES, &bytes, &len, ds)) {
        fill(&text, bytes, number, name);
        free(bytes);
        sb_clear(&path);
        sb_printf(&path, "%s/%s", folder, file);
        w = writer_open(sb_text(&path), ds);
    }
    if (w)
        writer_put(w, sb_text(&text), text.len);
    sb_free(&path);
    sb_free(&text);
    return w && writer_close(w, ds);
}

static bool make_folders(const char *folder, struct diags *ds)
{
    static const char *const below[] = {"", "/fixes", "/tricks"};
    struct sb path = {0};
    bool ok = true;

    for (int i = 0; ok && i < 3; i++) {
        sb_clear(&path);
        sb_printf(&path, "%s%s", folder, below[i]);
        ok = mkdir(sb_text(&path), 0777) == 0;
        if (!ok)
            diags_add(ds, sb_text(&path), "cannot make this folder: %s", strerror(errno));
    }
    sb_free(&path);
    return ok;
}

bool draft_new(const char *shelf, int number, const char *name, struct sb *folder, struct diags *ds)
{
    bool ok;

    if (name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")] ||
        !strpbrk(name, "abcdefghijklmnopqrstuvwxyz")) {
        struct diag *d = diags_add(ds, NULL, "\"%s\" cannot be the name of an exercise", name);

        diags_hint(ds, d, "small letters, digits and -, with a letter in it");
        return false;
    }
    if (number > EXERCISE_NUMBER_MOST) {
        diags_add(ds, NULL, "there are %d exercises; no number is free", EXERCISE_NUMBER_MOST);
        return false;
    }
    sb_printf(folder, "%02d-%s", number, name);
    ok = make_folders(sb_text(folder), ds);
    for (size_t i = 0; ok && i < sizeof files / sizeof *files; i++)
        ok = copy(shelf, files[i], sb_text(folder), number, name, ds);
    return ok;
}
