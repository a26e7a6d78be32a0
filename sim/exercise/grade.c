#include "grade.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "expect.h"
#include "figure.h"
#include "file.h"
#include "keep.h"
#include "limit.h"
#include "load.h"
#include "made.h"
#include "pointer.h"
#include "sb.h"

struct grader {
    const struct exercise *ex;
    const char *path;
    const struct grade_options *opt;
    struct arena *arena;
    struct diags *ds;
    struct grade *g;
    cJSON *copy, *original; /* the learner's, with what is kept; bug.json */
    struct made runs;       /* of the copy, so far */
};

static const char *keep_text(struct arena *arena, struct sb *b)
{
    const char *text = arena_text(arena, sb_text(b), b->len);

    sb_free(b);
    return text;
}

/* ---- a check's program: a tree with what the check sets ----------------------------------------------------------------- */

static char *tree_with_sets(const cJSON *tree, const struct exercise_check *c)
{
    cJSON *set = cJSON_Duplicate(tree, true);
    char *text;

    for (int i = 0; i < c->nsets; i++)
        pointer_put(set, c->sets[i].pointer, cJSON_Parse(c->sets[i].json));
    text = cJSON_Print(set);
    cJSON_Delete(set);
    return text;
}

/* `seed` may be NULL: the tree's own. */
static struct program *load_tree(const cJSON *tree, const struct exercise_check *c,
                                 const char *model, const char *seed, struct arena *arena,
                                 struct diags *ds)
{
    struct load_options opt = {.model = model, .seed = seed};
    char *text = tree_with_sets(tree, c);
    struct program *p = program_load("bug.json", text, strlen(text), &opt, arena, ds);

    cJSON_free(text);
    return p;
}

/* ---- one run ------------------------------------------------------------------------------------------------------------ */

/* "panic: …", if the run did not end by itself. */
static const char *end_words(struct grader *gr, const cJSON *doc, enum rerun_end how)
{
    const cJSON *end = figure_find(doc, "run.end"), *lines = figure_find(doc, "stderr"), *line;
    struct sb b = {0};

    if (how == RERUN_ENDLESS)
        return "a cut: it does not come to an end by itself";
    if (!cJSON_IsString(end) || strcmp(end->valuestring, "exit") == 0 ||
        strcmp(end->valuestring, "limit") == 0)
        return NULL;
    sb_puts(&b, end->valuestring);
    cJSON_ArrayForEach(line, lines)
    {
        if (strncmp(line->valuestring, "panic: ", 7) == 0 ||
            strncmp(line->valuestring, "fatal error: ", 13) == 0) {
            sb_printf(&b, " (%s)", line->valuestring);
            break;
        }
    }
    return keep_text(gr->arena, &b);
}

static struct grade_miss *add_miss(struct grader *gr, const struct exercise_check *c,
                                   enum model model, uint64_t seed)
{
    struct grade_miss *m = VEC_PUSH(&gr->g->missed);

    *m = (struct grade_miss){
        .check = (int)(c - gr->ex->checks), .missing = c->missing, .seed = seed, .model = model};
    return m;
}

/* What is kept, or set, does not go with the rest of the file: somebody calls what is no longer there. */
static void miss_unloadable(struct grader *gr, struct grade_miss *m, const struct diags *ds)
{
    const struct diag *d = &ds->list.at[0];
    struct sb b = {0};

    sb_printf(&b, "%s%s%s", d->pointer ? "at " : "", d->pointer ? d->pointer : "",
              d->pointer ? ": " : "");
    sb_puts(&b, d->message);
    m->missing = "with what the exercise keeps as it was, the program no longer fits together";
    m->found = keep_text(gr->arena, &b);
}

/* False: one was not met. */
static bool judge(struct grader *gr, const struct exercise_check *c, struct expectation **expect,
                  const struct run_made *run)
{
    for (int i = 0; i < c->nexpect; i++) {
        struct verdict v = {0};
        struct grade_miss *m;

        expect_judge(expect[i], run->doc, &v);
        if (v.held) {
            sb_free(&v.found);
            continue;
        }
        m = add_miss(gr, c, run->model, run->seed);
        m->expect = c->expect[i];
        m->found = keep_text(gr->arena, &v.found);
        m->end = end_words(gr, run->doc, run->how);
        return false;
    }
    return true;
}

/* Runs it. NULL: it does not load, which is a miss, or the watch stopped it. */
static const struct run_made *make_run(struct grader *gr, const struct exercise_check *c,
                                       enum model model, uint64_t seed)
{
    const struct run_made *made = NULL;
    struct arena arena = {0};
    struct diags ds = {0};
    char number[24];
    struct program *p;
    enum rerun_end how;
    cJSON *doc;

    snprintf(number, sizeof number, "%" PRIu64, seed);
    p = load_tree(gr->copy, c, model_names[model], number, &arena, &ds);
    if (!p) {
        miss_unloadable(gr, add_miss(gr, c, model, seed), &ds);
    } else {
        doc = rerun(p, gr->opt->watch, &how);
        gr->g->runs++;
        if (doc)
            made = made_add(&gr->runs, c, model, seed, doc, how);
        else
            gr->g->outcome = GRADE_STOPPED;
    }
    diags_free(&ds);
    arena_free(&arena);
    return made;
}

/* Judges one run. False: the check is not met, or the watch stopped it. */
static bool run_once(struct grader *gr, const struct exercise_check *c, struct expectation **expect,
                     enum model model, uint64_t seed)
{
    const struct run_made *run = made_find(&gr->runs, c, model, seed);

    if (!run)
        run = make_run(gr, c, model, seed);
    return run && judge(gr, c, expect, run);
}

/* ---- a check ------------------------------------------------------------------------------------------------------------- */

/* The expectations of a check, understood as bug.json's. NULL: told. */
static struct expectation **parse_expect(struct grader *gr, const struct exercise_check *c,
                                         const struct program *reference)
{
    struct expectation **list = ARENA_ARRAY(gr->arena, struct expectation *, (size_t)c->nexpect);
    bool ok = true;

    for (int i = 0; i < c->nexpect; i++) {
        struct expect_text where = {.text = c->expect[i],
                                    .file = gr->ex->file,
                                    .line = c->expect_line[i],
                                    .source = gr->ex->source};

        list[i] = expect_parse(&where, reference, gr->arena, gr->ds);
        ok = ok && list[i];
    }
    return ok ? list : NULL;
}

/* False: the grade is settled. */
static bool run_check(struct grader *gr, const struct exercise_check *c)
{
    struct program *reference = load_tree(gr->original, c, NULL, NULL, gr->arena, gr->ds);
    struct expectation **expect = reference ? parse_expect(gr, c, reference) : NULL;
    const enum model *models = c->nmodels ? c->models : &reference->model;
    int nmodels = c->nmodels ? c->nmodels : 1;

    if (!expect) {
        gr->g->outcome = GRADE_BAD;
        return false;
    }
    for (int m = 0; m < nmodels; m++)
        for (uint64_t seed = c->seeds.first;; seed++) {
            if (!run_once(gr, c, expect, models[m], seed)) {
                if (gr->g->outcome != GRADE_STOPPED)
                    gr->g->outcome = GRADE_NOT_YET;
                return gr->opt->all && gr->g->outcome != GRADE_STOPPED;
            }
            if (seed == c->seeds.last)
                break;
        }
    return true;
}

/* ---- the whole file -------------------------------------------------------------------------------------------------------- */

/* bug.json of the exercise, as a tree; NULL: told. */
static cJSON *read_original(struct grader *gr)
{
    struct sb path = {0};
    struct arena arena = {0};
    const char *source;
    cJSON *tree = NULL;

    sb_printf(&path, "%s/bug.json", gr->ex->folder);
    if (program_load_file(sb_text(&path), NULL, &arena, gr->ds, &source))
        tree = cJSON_Parse(source);
    arena_free(&arena);
    sb_free(&path);
    return tree;
}

static bool is_program(const char *path, const char *text, size_t len, struct diags *ds)
{
    struct arena arena = {0};
    bool ok = program_load(path, text, len, NULL, &arena, ds) != NULL;

    arena_free(&arena);
    return ok;
}

void grade_text(const struct exercise *ex, const char *path, const char *text, size_t len,
                const struct grade_options *opt, struct arena *arena, struct grade *g,
                struct diags *ds)
{
    static const struct grade_options no_options = {0};
    struct grader gr = {ex, path, opt ? opt : &no_options, arena, ds, g, NULL, NULL, {{0}}};

    *g = (struct grade){.outcome = GRADE_BAD};
    if (!is_program(path, text, len, ds))
        return;
    gr.original = read_original(&gr);
    if (!gr.original)
        return;
    gr.copy = cJSON_ParseWithLength(text, len);
    g->kept = keep_apply(ex, gr.copy, gr.original, arena);
    g->outcome = GRADE_PASSED;
    for (int i = 0; i < ex->nchecks && run_check(&gr, &ex->checks[i]); i++)
        ;
    made_free(&gr.runs);
    cJSON_Delete(gr.copy);
    cJSON_Delete(gr.original);
}

void grade_file(const struct exercise *ex, const char *path, const struct grade_options *opt,
                struct arena *arena, struct grade *g, struct diags *ds, const char **source)
{
    char *bytes;
    size_t len;

    *g = (struct grade){.outcome = GRADE_BAD};
    if (source)
        *source = NULL;
    if (!file_read(path, LIMIT_SCENARIO_BYTES, &bytes, &len, ds))
        return;
    if (source)
        *source = arena_text(arena, bytes, len);
    grade_text(ex, path, bytes, len, opt, arena, g, ds);
    free(bytes);
}

void grade_free(struct grade *g)
{
    free(g->missed.at);
    *g = (struct grade){0};
}
