/* grade.h: judging a learner's file.
 *
 *     struct grade g;
 *     grade_file(ex, "08-high-threads/bug.json", NULL, &arena, &g, &ds, &source);
 *     if (g.outcome == GRADE_NOT_YET)
 *         puts(g.missed.at[0].missing);
 *     grade_free(&g);
 *
 * What the exercise keeps is taken from its bug.json whatever the copy says, and told. Then the file is run for each check,
 * with what the check sets, under its models and seeds; the first expectation that is not met says what is missing. `$param`
 * in an expectation is the value that bug.json has, or that the check sets: a learner cannot turn it. */
#ifndef EXERCISE_GRADE_H
#define EXERCISE_GRADE_H

#include "exercise.h"
#include "rerun.h"
#include "vec.h"

enum grade_outcome {
    GRADE_PASSED,
    GRADE_NOT_YET,
    GRADE_BAD,    /* the file, or the exercise, cannot be read: the diags say why */
    GRADE_STOPPED /* by the watch */
};

struct grade_miss {
    int check; /* from 0 */
    const char *missing;
    uint64_t seed;
    enum model model;
    const char *expect; /* NULL: it could not be run at all */
    const char *found;  /* instead of what was expected; or why it could not be run */
    const char
        *end; /* how the run ended if not by itself: "deadlock: fatal error: all …"; or NULL */
};

struct grade {
    enum grade_outcome outcome;
    const char *const *kept; /* pointers to what was taken from bug.json; NULL ends them */
    VEC(struct grade_miss) missed;
    int runs;
};

struct grade_options {
    const struct rerun_watch *watch; /* or NULL */
    bool all; /* go on behind a check that is not met: one miss for each of those */
};

/* Judges the file at `path`; `opt` may be NULL. The texts of *g live in `arena`. *source (may be NULL) becomes the text of the
 * file, for diags_print. */
void grade_file(const struct exercise *ex, const char *path, const struct grade_options *opt,
                struct arena *arena, struct grade *g, struct diags *ds, const char **source);

/* The same from a text; `path` is for messages. */
void grade_text(const struct exercise *ex, const char *path, const char *text, size_t len,
                const struct grade_options *opt, struct arena *arena, struct grade *g,
                struct diags *ds);

void grade_free(struct grade *g);

#endif
