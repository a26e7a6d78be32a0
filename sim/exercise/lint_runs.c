/* What lint sees by running: the bug misses its goal, every fix meets it, every trick is found out. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "expect.h"
#include "grade.h"
#include "lint_internal.h"
#include "load.h"
#include "path.h"

/* ---- the goal -------------------------------------------------------------------------------------------------------------- */

/* How many expectations of its own the file misses with its own seed; -1: it cannot be read, which is told. *first is one of
 * them. */
static int goals_missed(struct linter *li, const char *path, const char **first)
{
    const char *source;
    struct program *p = program_load_file(path, NULL, &li->arena, &li->l->ds, &source);
    struct expectation **expect = p ? expect_parse_all(p, source, &li->arena, &li->l->ds) : NULL;
    enum rerun_end end;
    int missed = 0;
    cJSON *doc = expect ? rerun(p, li->opt->watch, &end) : NULL;

    if (!doc)
        return -1;
    for (int32_t i = p->nexpect - 1; i >= 0; i--) {
        struct verdict v = {0};

        expect_judge(expect[i], doc, &v);
        if (!v.held)
            *first = expect_source(expect[i]);
        missed += !v.held;
        sb_free(&v.found);
    }
    cJSON_Delete(doc);
    return missed;
}

/* ---- one file -------------------------------------------------------------------------------------------------------------- */

/* `all`: go on behind the first check that it fails. False: it cannot be judged, which is told. */
static bool grade(struct linter *li, const char *path, bool all, struct grade *g)
{
    struct grade_options opt = {.watch = li->opt->watch, .all = all};

    grade_file(li->ex, path, &opt, &li->arena, g, &li->l->ds, NULL);
    for (size_t i = 0; i < g->missed.len; i++)
        li->tripped[g->missed.at[i].check] = true;
    return g->outcome == GRADE_PASSED || g->outcome == GRADE_NOT_YET;
}

static void tell_miss(struct linter *li, const char *path, const struct grade_miss *m)
{
    struct diag *d =
        diags_add(&li->l->ds, path, "a right fix fails check %d: %s", m->check + 1, m->missing);

    diags_hint(&li->l->ds, d, "%s with seed %llu on %s: found %s",
               m->expect ? m->expect : "it does not load", (unsigned long long)m->seed,
               model_names[m->model], m->found);
}

static void lint_fix(struct linter *li, const char *name)
{
    const char *path = lint_path(li, name), *first;
    struct grade g;
    size_t told = li->l->ds.list.len;
    int missed;

    if (grade(li, path, true, &g)) {
        for (size_t i = 0; i < g.missed.len; i++)
            tell_miss(li, path, &g.missed.at[i]);
        for (int i = 0; g.kept[i]; i++)
            diags_add(&li->l->ds, path, "a right fix changes %s, which is kept", g.kept[i]);
        missed = goals_missed(li, path, &first);
        if (missed > 0)
            diags_add(&li->l->ds, path, "a right fix misses the goal that the learner sees: %s",
                      first);
    }
    if (li->l->ds.list.len == told)
        sb_printf(&li->l->report, "  fix       %s: passes, in %d runs\n", name, g.runs);
    grade_free(&g);
}

static void lint_trick(struct linter *li, const char *name)
{
    struct grade g;

    if (!grade(li, lint_path(li, name), false, &g))
        return;
    if (g.outcome == GRADE_PASSED)
        diags_add(&li->l->ds, lint_path(li, name), "this trick passes all checks");
    else
        sb_printf(&li->l->report, "  trick     %s: %s\n", name, g.missed.at[0].missing);
    grade_free(&g);
}

/* False: it cannot be judged, so nothing else can. */
static bool lint_bug(struct linter *li)
{
    const char *path = lint_path(li, "bug.json"), *first;
    struct grade g;

    if (goals_missed(li, path, &first) == 0)
        diags_add(&li->l->ds, path, "it meets its own expectations; the goal is to be missed");
    if (!grade(li, path, true, &g))
        return false;
    if (g.outcome == GRADE_PASSED)
        diags_add(&li->l->ds, path, "it passes all checks; the bug is not found");
    else
        sb_printf(&li->l->report, "  bug       bug.json: %s\n", g.missed.at[0].missing);
    grade_free(&g);
    return true;
}

/* ---- a folder of them -------------------------------------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Judges every *.json of the exercise's folder `name`, in order. How many there were. */
static int each_file(struct linter *li, const char *name,
                     void (*judge)(struct linter *li, const char *name))
{
    DIR *d = opendir(lint_path(li, name));
    VEC(const char *) files = {0};
    struct dirent *entry;
    int n;

    while (d && (entry = readdir(d))) {
        size_t len = strlen(entry->d_name);

        if (len < 6 || strcmp(entry->d_name + len - 5, ".json") != 0 || entry->d_name[0] == '.')
            continue;
        *VEC_PUSH(&files) = path_join(&li->arena, name, entry->d_name);
    }
    if (d)
        closedir(d);
    if (files.len)
        qsort(files.at, files.len, sizeof files.at[0], by_text);
    for (size_t i = 0; i < files.len; i++)
        judge(li, files.at[i]);
    n = (int)files.len;
    free(files.at);
    return n;
}

void lint_runs(struct linter *li)
{
    int fixes, tricks;

    if (!lint_bug(li))
        return;
    lint_fix(li, "fixed.json");
    fixes = each_file(li, "fixes", lint_fix);
    tricks = each_file(li, "tricks", lint_trick);
    if (fixes < LINT_FIXES_LEAST)
        diags_add(&li->l->ds, lint_path(li, "fixes"),
                  "it has %d right fixes besides fixed.json; the least is %d", fixes,
                  LINT_FIXES_LEAST);
    if (tricks < LINT_TRICKS_LEAST)
        diags_add(&li->l->ds, lint_path(li, "tricks"), "it has %d tricks; the least is %d", tricks,
                  LINT_TRICKS_LEAST);
    for (int i = 0; i < li->ex->nchecks; i++)
        if (!li->tripped[i])
            sb_printf(&li->l->report,
                      "  note      check %d (line %d) is never the first to fail: is there no "
                      "trick for it?\n",
                      i + 1, li->ex->checks[i].line);
}
