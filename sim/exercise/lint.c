#define _POSIX_C_SOURCE 200809L
#include "lint.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "limit.h"
#include "lint_internal.h"
#include "load.h"
#include "path.h"
#include "shelf.h"

const char *lint_path(struct linter *li, const char *name)
{
    return path_join(&li->arena, li->ex->folder, name);
}

/* A scenario of the exercise as a tree. NULL: told. */
static cJSON *read_tree(struct linter *li, const char *name, const char **text)
{
    if (!program_load_file(lint_path(li, name), NULL, &li->arena, &li->l->ds, text))
        return NULL;
    return cJSON_Parse(*text);
}

static void check_folder(struct linter *li)
{
    const char *base = shelf_base(li->ex->folder, &li->arena),
               *name = exercise_folder_name(li->ex, &li->arena);

    if (strcmp(base, name) != 0)
        diags_add(&li->l->ds, li->ex->file, "by its number and name its folder is %s, not %s", name,
                  base);
}

static void check_go(struct linter *li)
{
    const char *path = lint_path(li, "main.go");
    char *text;
    size_t len;

    if (!file_read(path, LIMIT_SCENARIO_BYTES, &text, &len, &li->l->ds))
        return;
    if (!strstr(text, "package main") || !strstr(text, "func main()"))
        diags_add(&li->l->ds, path, "it is no Go program: package main with func main() is asked");
    if (strstr(text, LINT_WRITE))
        diags_add(&li->l->ds, path, "still to be written");
    free(text);
}

static void check_evidence(struct linter *li)
{
    int *statuses = ARENA_ARRAY(&li->arena, int, (size_t)li->ex->nevidence);
    size_t told = li->l->ds.list.len;

    if (!li->opt->evidence)
        return;
    li->opt->evidence(li->opt->self, li->ex, statuses);
    for (int i = 0; i < li->ex->nevidence; i++) {
        const struct exercise_evidence *e = &li->ex->evidence[i];
        struct diag *d;

        if (statuses[i] == e->status)
            continue;
        d = diags_add(&li->l->ds, li->ex->file, "the evidence \"%s\" ends with status %d, not %d",
                      e->command, statuses[i], e->status);
        diags_hint(&li->l->ds, d, "if that is what it shows, say \"status\": %d", statuses[i]);
    }
    if (li->l->ds.list.len == told)
        sb_printf(&li->l->report, "  evidence  %d commands end as they should\n",
                  li->ex->nevidence);
}

static void look(struct linter *li)
{
    const char *text;

    check_folder(li);
    check_go(li);
    li->bug = read_tree(li, "bug.json", &li->bug_text);
    li->fixed = read_tree(li, "fixed.json", &text);
    lint_texts(li);
    if (!li->bug || !li->fixed)
        return;
    lint_keep(li);
    lint_hints(li);
    lint_runs(li);
    check_evidence(li);
}

bool exercise_lint(const char *folder, const struct lint_options *opt, struct lint *l)
{
    struct linter li = {.opt = opt, .l = l};
    size_t told = l->ds.list.len;

    li.ex = exercise_load(folder, &li.arena, &l->ds, NULL);
    sb_printf(&l->report, "%s\n", shelf_base(folder, &li.arena));
    if (li.ex) {
        li.tripped = ARENA_ARRAY(&li.arena, bool, (size_t)li.ex->nchecks);
        look(&li);
    }
    cJSON_Delete(li.bug);
    cJSON_Delete(li.fixed);
    arena_free(&li.arena);
    return l->ds.list.len == told;
}

void lint_free(struct lint *l)
{
    diags_free(&l->ds);
    sb_free(&l->report);
}
