/* lint.h: is an exercise fit to be given to learners?
 *
 *     struct lint l = {0};
 *     exercise_lint("scenarios/bugs/08-high-threads", &(struct lint_options){0}, &l);
 *     diags_print(&l.ds, stderr, NULL);       what is wrong; none: it is fit
 *     puts(sb_text(&l.report));               what was looked at
 *     lint_free(&l);
 *
 * It is when: its texts are all there and its answers have feedback; bug.json misses its goal and fails the checks; fixed.json
 * and every file of fixes/ (three at least) meet both and change nothing that is kept; every file of tricks/ (four at least)
 * fails a check; the first two hints do not tell the fix; the evidence ends as it should; main.go is there. */
#ifndef EXERCISE_LINT_H
#define EXERCISE_LINT_H

#include "exercise.h"
#include "rerun.h"
#include "sb.h"

enum { LINT_FIXES_LEAST = 3, LINT_TRICKS_LEAST = 4 };

/* What a text that is still to be written begins with, in a new exercise. */
#define LINT_WRITE "WRITE: "

struct lint_options {
    const struct rerun_watch *watch; /* or NULL */
    /* Runs the evidence commands one after the other in a folder like the learner's, and sets their exit statuses, -1 where
     * one could not be run. NULL: not tried. */
    void (*evidence)(void *self, const struct exercise *ex, int *statuses);
    void *self;
};

struct lint {
    struct diags ds;
    struct sb report;
};

/* False: something is wrong. */
bool exercise_lint(const char *folder, const struct lint_options *opt, struct lint *l);

void lint_free(struct lint *l);

#endif
