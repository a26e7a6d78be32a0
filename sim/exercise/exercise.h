/* exercise.h: a find-the-bug exercise: its texts, and the checks that judge a learner's file.
 *
 *     struct exercise *ex = exercise_load("scenarios/bugs/08-high-threads", &arena, &ds, &source);
 *     if (!ex)
 *         diags_print(&ds, stderr, source);
 *
 * A folder holds exercise.json (docs/new-exercise.md has its format), bug.json, the program as the learner gets it, fixed.json,
 * further right fixes under fixes/, wrong ones under tricks/, and main.go, the Go program that it stands for. All errors of
 * exercise.json are told at once, each with its place. */
#ifndef EXERCISE_EXERCISE_H
#define EXERCISE_EXERCISE_H

#include "arena.h"
#include "diag.h"
#include "model.h"
#include "seeds.h"

enum {
    EXERCISE_NUMBER_MOST = 99, /* folders begin with two digits */
    EXERCISE_ANSWERS_MOST = 9, /* one key each */
    EXERCISE_HINTS_LEAST = 3   /* a nudge, the place, the next step */
};

struct exercise_answer {
    const char *text, *feedback;
    bool right; /* of exactly one */
};

/* A command that shows something, typed in the exercise's folder. */
struct exercise_evidence {
    const char *title, *command;
    int status; /* that it ends with */
};

/* A value that a check puts into the learner's file: POINTER=JSON, as --set takes it. */
struct exercise_set {
    const char *pointer, *json;
};

/* The learner's file is run once for each model and seed, and every expectation is judged. */
struct exercise_check {
    struct seeds seeds;
    const enum model *models; /* none: the one of bug.json */
    int nmodels;
    const struct exercise_set *sets;
    int nsets;
    const char *const *expect;
    const int *expect_line; /* in exercise.json */
    int nexpect;
    const char *missing; /* what a file lacks that does not meet them, in one sentence */
    int line;
};

struct exercise {
    const char *folder; /* where it was read */
    const char *file;   /* its exercise.json */
    const char *source; /* the text of that */
    int number;
    const char *name, *title, *story;
    const char *question;
    const struct exercise_answer *answers;
    int nanswers;
    const struct exercise_evidence *evidence;
    int nevidence;
    const char *const
        *keep; /* JSON pointers: what a check takes from bug.json whatever the copy says */
    int nkeep;
    const struct exercise_check *checks;
    int nchecks;
    const char *const *hints;
    int nhints;
    const char *explanation;
    const char *const *references;
    int nreferences;
};

/* Reads exercise.json in `folder`. NULL: *ds has the reasons, and *source (which may be NULL) the text of the file, for
 * diags_print, if it could be read. Everything lives in `arena`. */
struct exercise *exercise_load(const char *folder, struct arena *arena, struct diags *ds,
                               const char **source);

/* The same from a text; `folder` is only remembered. */
struct exercise *exercise_read(const char *folder, const char *path, const char *text, size_t len,
                               struct arena *arena, struct diags *ds);

/* "08-high-threads", the name of its folder here and with the learner. */
const char *exercise_folder_name(const struct exercise *ex, struct arena *arena);

/* Which answer is right, from 0. */
int exercise_right(const struct exercise *ex);

#endif
