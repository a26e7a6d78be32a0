#define _POSIX_C_SOURCE 200809L
#include "handout.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "beside.h"
#include "file.h"
#include "limit.h"

static const char *const names[] = {"bug.json", "main.go", "README.md"};

enum { NAMES = sizeof names / sizeof *names };

/* ---- README.md ------------------------------------------------------------------------------------------------------------ */

void handout_readme(const struct exercise *ex, struct sb *out)
{
    sb_printf(out, "# %d. %s\n\n%s\n\n", ex->number, ex->title, ex->story);
    sb_printf(out, "## 1. Predict\n\n%s\n\n", ex->question);
    for (int i = 0; i < ex->nanswers; i++)
        sb_printf(out, "%d. %s\n", i + 1, ex->answers[i].text);
    sb_printf(
        out,
        "\nAnswer with `schedlab bugs answer %d` and the number. A wrong answer is part of it.\n\n"
        "## 2. Observe\n\nIn this folder, type:\n\n",
        ex->number);
    for (int i = 0; i < ex->nevidence; i++)
        sb_printf(out, "- %s: `%s`\n", ex->evidence[i].title, ex->evidence[i].command);
    sb_printf(out,
              "\n`main.go` is the Go program that `bug.json` stands for.\n\n"
              "## 3. Fix\n\nEdit `bug.json` until `schedlab bugs check %d` passes. "
              "`schedlab bugs hint %d` helps, a step at a time;\n`schedlab bugs reset %d` begins "
              "anew and keeps your file beside.\n\n",
              ex->number, ex->number, ex->number);
    if (ex->nkeep) {
        sb_puts(out, "A check runs your file with these as they were: ");
        for (int i = 0; i < ex->nkeep; i++)
            sb_printf(out, "%s`%s`", i ? ", " : "", ex->keep[i]);
        sb_puts(out, ".\n\n");
    }
    sb_printf(out, "## 4. Explain\n\n`schedlab bugs explain %d` tells what was seen and why.\n",
              ex->number);
}

/* ---- one file --------------------------------------------------------------------------------------------------------------- */

/* What the file is to hold. False: told. */
static bool original(const struct exercise *ex, const char *name, struct sb *out, struct diags *ds)
{
    struct sb path = {0};
    char *bytes;
    size_t len;
    bool ok = true;

    if (strcmp(name, "README.md") == 0) {
        handout_readme(ex, out);
        return true;
    }
    sb_printf(&path, "%s/%s", ex->folder, name);
    ok = file_read(sb_text(&path), LIMIT_SCENARIO_BYTES, &bytes, &len, ds);
    if (ok) {
        sb_add(out, bytes, len);
        free(bytes);
    }
    sb_free(&path);
    return ok;
}

static bool write_file(const char *path, const struct sb *text, struct diags *ds)
{
    struct writer *w = writer_open(path, ds);

    if (w)
        writer_put(w, sb_text(text), text->len);
    return w && writer_close(w, ds);
}

/* Does the file hold just that? */
static bool holds(const char *path, const struct sb *text)
{
    struct diags ignored = {0};
    char *bytes;
    size_t len;
    bool same = false;

    if (file_read(path, LIMIT_SCENARIO_BYTES, &bytes, &len, &ignored)) {
        same = len == text->len && memcmp(bytes, sb_text(text), len) == 0;
        free(bytes);
    }
    diags_free(&ignored);
    return same;
}

/* Puts one back, if it is gone, or (`anew`) if it was changed. False, and a diag. */
static bool put(const struct exercise *ex, const char *name, const char *path, bool anew,
                struct sb *told, struct diags *ds)
{
    struct arena arena = {0};
    struct sb text = {0};
    bool there = beside_exists(path), ok = original(ex, name, &text, ds);

    if (ok && !there) {
        ok = write_file(path, &text, ds);
        if (ok)
            sb_printf(told, "  %s\n", path);
    } else if (ok && anew && !holds(path, &text)) {
        const char *kept = beside_keep(path, &arena, ds);

        ok = kept && write_file(path, &text, ds);
        if (ok)
            sb_printf(told, "  %s is as it was; yours is kept as %s\n", path, kept);
    }
    sb_free(&text);
    arena_free(&arena);
    return ok;
}

/* ---- all of them ------------------------------------------------------------------------------------------------------------ */

static bool put_all(const struct exercise *ex, const char *folder, bool anew, struct sb *told,
                    struct diags *ds)
{
    bool made[NAMES] = {false}, ok = true;
    struct sb path = {0};

    for (int i = 0; ok && i < NAMES; i++) {
        sb_clear(&path);
        sb_printf(&path, "%s%s%s", strcmp(folder, ".") == 0 ? "" : folder,
                  strcmp(folder, ".") == 0 ? "" : "/", names[i]);
        made[i] = !beside_exists(path.text);
        ok = put(ex, names[i], path.text, anew, told, ds);
    }
    for (int i = 0; !ok && i < NAMES; i++) { /* half of an exercise would look like a whole one */
        sb_clear(&path);
        sb_printf(&path, "%s/%s", folder, names[i]);
        if (made[i])
            unlink(path.text);
    }
    sb_free(&path);
    return ok;
}

bool handout_start(const struct exercise *ex, const char *folder, struct sb *told, struct diags *ds)
{
    bool made = mkdir(folder, 0777) == 0;
    struct stat st;

    if (!made && (errno != EEXIST || stat(folder, &st) != 0 || !S_ISDIR(st.st_mode))) {
        diags_add(ds, folder, "cannot make this folder: %s",
                  strerror(errno == EEXIST ? ENOTDIR : errno));
        return false;
    }
    if (put_all(ex, folder, false, told, ds))
        return true;
    if (made)
        rmdir(folder);
    return false;
}

bool handout_reset(const struct exercise *ex, const char *folder, struct sb *told, struct diags *ds)
{
    return put_all(ex, folder, true, told, ds);
}
