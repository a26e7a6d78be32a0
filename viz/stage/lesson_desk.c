#define _POSIX_C_SOURCE 200809L
#include "lesson_desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bugs_evidence.h"
#include "data.h"
#include "grade.h"
#include "handout.h"
#include "shelf.h"
#include "utc.h"

/* The first thing that is wrong, in the window. */
static void tell(struct lesson_desk *ld, struct diags *ds)
{
    if (ds->list.len)
        ui_tell(ld->st->ui, "%s", ds->list.at[0].message);
    diags_free(ds);
}

static void load_exercises(struct lesson_desk *ld)
{
    const char *const *folders = shelf_list(ld->shelf, &ld->arena);

    for (; folders && *folders; folders++) {
        struct diags ds = {0};
        const struct exercise *ex = exercise_load(*folders, &ld->arena, &ds, NULL);

        if (ex)
            *VEC_PUSH(&ld->exercises) = ex;
        diags_free(&ds);
    }
}

/* ---- what the pane shows ---------------------------------------------------------------------------------------------------- */

static void show_rows(struct lesson_desk *ld)
{
    struct lesson_row *rows = ARENA_ARRAY(&ld->arena, struct lesson_row, ld->exercises.len + 1);

    for (size_t i = 0; i < ld->exercises.len; i++) {
        const struct exercise *ex = ld->exercises.at[i];

        rows[i] = (struct lesson_row){ex->number, ex->title,
                                      learner_steps[learner_step(&ld->learner, ex->name)]};
    }
    ld->lesson.rows = rows;
    ld->lesson.nrows = (int32_t)ld->exercises.len;
}

/* After each change of what the learner has done. */
static void show(struct lesson_desk *ld)
{
    struct lesson *l = &ld->lesson;

    show_rows(ld);
    l->said = sb_text(&ld->said);
    l->serial++;
    if (l->ex) {
        const char *name = l->ex->name;
        int answers = learner_answers(&ld->learner, name);

        l->step = (enum lesson_step)learner_step(&ld->learner, name);
        l->answer = answers ? learner_answer(&ld->learner, name, answers - 1) : 0;
        l->hints = learner_counted(&ld->learner, name, LEARNER_HINTS);
        l->file = desk_file(&ld->desk, l->ex, "bug.json", &ld->arena);
    }
    ui_select(ld->st->ui, ld->st->ui->selected); /* so that it is drawn again */
}

static void save(struct lesson_desk *ld)
{
    struct diags ds = {0};

    if (ld->may_write && !learner_write(&ld->learner, &ds))
        tell(ld, &ds);
}

/* ---- the words ---------------------------------------------------------------------------------------------------------------- */

static const struct exercise *find(const struct lesson_desk *ld, long number)
{
    for (size_t i = 0; i < ld->exercises.len; i++)
        if (ld->exercises.at[i]->number == number)
            return ld->exercises.at[i];
    return NULL;
}

static void start(struct lesson_desk *ld, const struct exercise *ex)
{
    const char *folder = desk_folder(&ld->desk, ex, &ld->arena);
    struct diags ds = {0};
    struct sb told = {0};

    if (handout_start(ex, folder, &told, &ds)) {
        learner_note(&ld->learner, ex, LEARNER_STARTED, utc_now(&ld->arena));
        save(ld);
        ui_tell(ld->st->ui, "Your copy is in %s.", folder);
    } else {
        tell(ld, &ds);
    }
    sb_free(&told);
}

static void answer(struct lesson_desk *ld, const struct exercise *ex, long choice)
{
    if (choice < 1 || choice > ex->nanswers)
        return;
    learner_add_answer(&ld->learner, ex, (int)choice);
    if (ex->answers[choice - 1].right)
        learner_note(&ld->learner, ex, LEARNER_ANSWERED, utc_now(&ld->arena));
    save(ld);
}

/* The learner's file, begun if it was not. */
static const char *file_of(struct lesson_desk *ld, const struct exercise *ex)
{
    if (learner_step(&ld->learner, ex->name) == STEP_START)
        start(ld, ex);
    return desk_file(&ld->desk, ex, "bug.json", &ld->arena);
}

static void run(struct lesson_desk *ld, const struct exercise *ex)
{
    if (!stage_load(ld->st, file_of(ld, ex)))
        return;
    learner_note(&ld->learner, ex, LEARNER_OBSERVED, utc_now(&ld->arena));
    save(ld);
}

static void evidence(struct lesson_desk *ld, const struct exercise *ex, long which)
{
    const struct exercise_evidence *e;
    const char *folder;

    if (which < 1 || which > ex->nevidence)
        return;
    e = &ex->evidence[which - 1];
    file_of(ld, ex);
    folder = desk_folder(&ld->desk, ex, &ld->arena);
    sb_clear(&ld->said);
    sb_printf(&ld->said, "$ %s\n", e->command);
    if (bugs_evidence_capture(folder, e->command, &ld->said) < 0)
        sb_puts(&ld->said, "this could not be run");
    ld->lesson.said_is_text = true;
    learner_note(&ld->learner, ex, LEARNER_OBSERVED, utc_now(&ld->arena));
    save(ld);
}

static void hint(struct lesson_desk *ld, const struct exercise *ex)
{
    int n = learner_counted(&ld->learner, ex->name, LEARNER_HINTS);

    if (n < ex->nhints)
        learner_count(&ld->learner, ex, LEARNER_HINTS, n + 1);
    save(ld);
}

/* What a check found, as the pane shows it. */
static void put_grade(struct lesson_desk *ld, const struct grade *g)
{
    for (const char *const *kept = g->kept; kept && *kept; kept++)
        sb_printf(&ld->said, "`%s` was taken from the exercise, whatever your file says.\n\n",
                  *kept);
    if (g->outcome == GRADE_PASSED)
        sb_printf(&ld->said, "**Right.** It holds in all %d runs.\n\n", g->runs);
    else
        sb_puts(&ld->said, "**Not yet.** That is the exercise, not a broken program.\n\n");
    for (size_t i = 0; i < g->missed.len; i++) {
        const struct grade_miss *m = &g->missed.at[i];

        sb_printf(&ld->said, "%s\n\n", m->missing);
        if (m->expect)
            sb_printf(&ld->said, "- expected: `%s`\n", m->expect);
        if (m->found)
            sb_printf(&ld->said, "- found: %s\n", m->found);
        if (m->end)
            sb_printf(&ld->said, "- the run ended by %s\n", m->end);
        sb_printf(&ld->said, "- with seed %llu on %s\n\n", (unsigned long long)m->seed,
                  model_names[m->model]);
    }
}

static void check(struct lesson_desk *ld, const struct exercise *ex)
{
    const char *file = file_of(ld, ex), *name = ex->name;
    struct diags ds = {0};
    struct grade g;

    grade_file(ex, file, NULL, &ld->arena, &g, &ds, NULL);
    sb_clear(&ld->said);
    ld->lesson.said_is_text = false;
    if (g.outcome == GRADE_BAD) {
        for (size_t i = 0; i < ds.list.len; i++)
            sb_printf(&ld->said, "%s:%d: %s\n\n", file, ds.list.at[i].line, ds.list.at[i].message);
    } else {
        put_grade(ld, &g);
        learner_count(&ld->learner, ex, LEARNER_CHECKS,
                      learner_counted(&ld->learner, name, LEARNER_CHECKS) + 1);
        learner_note(&ld->learner, ex, LEARNER_OBSERVED, utc_now(&ld->arena));
        if (g.outcome == GRADE_PASSED)
            learner_note(&ld->learner, ex, LEARNER_FIXED, utc_now(&ld->arena));
        save(ld);
    }
    diags_free(&ds);
    grade_free(&g);
}

static void reset(struct lesson_desk *ld, const struct exercise *ex)
{
    struct diags ds = {0};
    struct sb told = {0};

    if (handout_reset(ex, desk_folder(&ld->desk, ex, &ld->arena), &told, &ds))
        ui_tell(ld->st->ui, "The exercise is as it was; what you had changed is kept beside it.");
    else
        tell(ld, &ds);
    sb_free(&told);
}

static void explain(struct lesson_desk *ld, const struct exercise *ex)
{
    if (!learner_when(&ld->learner, ex->name, LEARNER_FIXED))
        return;
    learner_note(&ld->learner, ex, LEARNER_EXPLAINED, utc_now(&ld->arena));
    save(ld);
}

static void open_exercise(struct lesson_desk *ld, const struct exercise *ex)
{
    sb_clear(&ld->said);
    ld->lesson.ex = ex;
}

void lesson_desk_do(struct lesson_desk *ld, const char *text)
{
    char word[16] = "";
    long number = 0, arg = 0;
    const struct exercise *ex;

    if (!ld->exercises.len || sscanf(text, "%15s %ld %ld", word, &number, &arg) < 1)
        return;
    ex = find(ld, number);
    if (strcmp(word, "list") == 0)
        open_exercise(ld, NULL);
    else if (!ex)
        return;
    else if (strcmp(word, "open") == 0)
        open_exercise(ld, ex);
    else if (strcmp(word, "start") == 0)
        start(ld, ex);
    else if (strcmp(word, "answer") == 0)
        answer(ld, ex, arg);
    else if (strcmp(word, "run") == 0)
        run(ld, ex);
    else if (strcmp(word, "evidence") == 0)
        evidence(ld, ex, arg);
    else if (strcmp(word, "hint") == 0)
        hint(ld, ex);
    else if (strcmp(word, "check") == 0)
        check(ld, ex);
    else if (strcmp(word, "reset") == 0)
        reset(ld, ex);
    else if (strcmp(word, "explain") == 0)
        explain(ld, ex);
    show(ld);
}

/* ---- its life -------------------------------------------------------------------------------------------------------------------- */

void lesson_desk_open(struct lesson_desk *ld, struct stage *st)
{
    struct diags ds = {0};

    *ld = (struct lesson_desk){.st = st};
    ld->shelf = data_exercises(&ld->arena);
    load_exercises(ld);
    if (!ld->exercises.len)
        return;
    ld->desk = desk_find(ld->shelf, &ld->arena);
    ld->may_write =
        learner_read(&ld->learner, &ld->desk, ld->shelf, getenv("USER"), utc_now(&ld->arena), &ds);
    st->ui->lesson = &ld->lesson;
    show(ld);
    if (ld->learner.told.len)
        ui_tell(st->ui, "%s", sb_text(&ld->learner.told));
    tell(ld, &ds);
}

void lesson_desk_close(struct lesson_desk *ld)
{
    learner_free(&ld->learner);
    free(ld->exercises.at);
    sb_free(&ld->said);
    arena_free(&ld->arena);
}
