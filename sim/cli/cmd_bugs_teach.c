/* schedlab bugs class, new, lint: for those who teach with the exercises and write them. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "beside.h"
#include "bugs_evidence.h"
#include "class.h"
#include "cmd_bugs.h"
#include "draft.h"
#include "file.h"
#include "limit.h"
#include "lint.h"
#include "say.h"
#include "shelf.h"

/* ---- class ----------------------------------------------------------------------------------------------------------------- */

struct class_of {
    struct bugs *b;
    const struct exercise *const *exercises;
    int n;
    struct sb table;
    int learners, broken;
};

/* A progress file's rows. One that cannot be read is told, and the others go on. */
static void add_learner(struct class_of *c, const char *path, const char *who)
{
    struct learner l;
    char *text;
    size_t len;

    if (!file_read(path, LIMIT_SCENARIO_BYTES, &text, &len, &c->b->ds)) {
        say_diags(&c->b->ds, NULL);
        c->broken++;
        return;
    }
    if (learner_parse(&l, path, text, len, &c->b->ds)) {
        fputs(sb_text(&l.told), stderr);
        class_rows(&c->table, &l, *learner_name(&l) ? learner_name(&l) : who, c->exercises, c->n);
        c->learners++;
    } else {
        say_diags(&c->b->ds, NULL);
        c->broken++;
    }
    learner_free(&l);
    free(text);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* ana.json, or ana/progress.json: ana. */
static void add_entry(struct class_of *c, const char *folder, const char *name)
{
    struct sb path = {0};
    size_t len = strlen(name);
    const char *who = arena_text(&c->b->arena, name, len);

    sb_printf(&path, "%s/%s/progress.json", folder, name);
    if (beside_exists(sb_text(&path))) {
        add_learner(c, sb_text(&path), who);
    } else if (len > 5 && strcmp(name + len - 5, ".json") == 0) {
        sb_clear(&path);
        sb_printf(&path, "%s/%s", folder, name);
        add_learner(c, sb_text(&path), arena_text(&c->b->arena, name, len - 5));
    }
    sb_free(&path);
}

/* In the order of their names. False: told. */
static bool add_folder(struct class_of *c, const char *folder)
{
    DIR *d = opendir(folder);
    VEC(const char *) names = {0};
    struct dirent *entry;

    if (!d) {
        say("%s: cannot read this folder: %s", folder, strerror(errno));
        return false;
    }
    while ((entry = readdir(d)))
        if (entry->d_name[0] != '.')
            *VEC_PUSH(&names) = arena_text(&c->b->arena, entry->d_name, strlen(entry->d_name));
    closedir(d);
    if (names.len)
        qsort(names.at, names.len, sizeof names.at[0], by_text);
    for (size_t i = 0; i < names.len; i++)
        add_entry(c, folder, names.at[i]);
    free(names.at);
    return true;
}

static void load_exercises(struct class_of *c)
{
    const char *const *at = shelf_list(c->b->shelf, &c->b->arena);
    const struct exercise **list;
    size_t n = 0;

    while (at[n])
        n++;
    list = ARENA_ARRAY(&c->b->arena, const struct exercise *, n);
    for (; *at; at++) {
        const char *source;
        const struct exercise *ex = exercise_load(*at, &c->b->arena, &c->b->ds, &source);

        if (ex)
            list[c->n++] = ex;
        else
            say_diags(&c->b->ds, source);
    }
    c->exercises = list;
}

int bugs_class(struct bugs *b)
{
    const char *csv = args_value(b->args, "csv");
    struct class_of c = {.b = b};
    struct writer *w;
    int status = STATUS_BAD;

    if (!csv) {
        say("class needs --csv FILE, where the table goes; - is standard output");
        return STATUS_BAD;
    }
    load_exercises(&c);
    class_header(&c.table);
    if (add_folder(&c, bugs_operand(b, 0))) {
        w = writer_open(csv, &b->ds);
        if (w) {
            writer_put(w, c.table.text, c.table.len);
            writer_close(w, &b->ds);
        }
        status = b->ds.list.len ? say_diags(&b->ds, NULL) : STATUS_DONE;
        if (status == STATUS_DONE)
            say("%d learner%s, %d exercises%s", c.learners, c.learners == 1 ? "" : "s", c.n,
                c.broken ? "; what could not be read is told above" : "");
    }
    sb_free(&c.table);
    return status;
}

/* ---- new, lint -------------------------------------------------------------------------------------------------------------- */

int bugs_new(struct bugs *b)
{
    struct sb folder = {0};
    int status = STATUS_DONE;

    if (draft_new(b->shelf, draft_number(b->shelf), bugs_operand(b, 0), &folder, &b->ds))
        sb_printf(&b->out,
                  "%s is a whole exercise but for its words: look for %sin exercise.json.\n"
                  "`schedlab bugs lint %s` judges it; docs/new-exercise.md leads through it.\n",
                  sb_text(&folder), LINT_WRITE, sb_text(&folder));
    else
        status = say_diags(&b->ds, NULL);
    sb_free(&folder);
    return status;
}

static int lint_one(struct bugs *b, const char *folder)
{
    struct rerun_watch watch = bugs_watch_runs(b);
    struct lint_options opt = {.watch = &watch, .evidence = bugs_evidence_statuses};
    struct lint l = {0};
    bool fit = exercise_lint(folder, &opt, &l);

    sb_puts(&b->out, sb_text(&l.report));
    sb_puts(&b->out, fit ? "  fit\n" : "  not fit: see the errors\n");
    bugs_print(b);
    say_diags(&l.ds, NULL);
    lint_free(&l);
    return fit ? STATUS_DONE : STATUS_MISSED;
}

int bugs_lint(struct bugs *b)
{
    const char *const *all = shelf_list(b->shelf, &b->arena);
    int status = STATUS_DONE;

    if (bugs_operand(b, 0)) {
        for (size_t i = 0; bugs_operand(b, i); i++) {
            const char *folder = shelf_find(b->shelf, bugs_operand(b, i), &b->arena, &b->ds);
            int one = folder ? lint_one(b, folder) : say_diags(&b->ds, NULL);

            status = one > status ? one : status;
        }
        return status;
    }
    if (!*all)
        say("there are no exercises in %s", b->shelf ? b->shelf : "any known folder");
    for (; *all; all++)
        if (lint_one(b, *all) != STATUS_DONE)
            status = STATUS_MISSED;
    return status;
}
