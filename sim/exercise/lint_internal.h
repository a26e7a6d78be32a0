/* lint_internal.h: a lint in progress; the files lint*.c only. */
#ifndef EXERCISE_LINT_INTERNAL_H
#define EXERCISE_LINT_INTERNAL_H

#include <cjson/cJSON.h>

#include "lint.h"

struct linter {
    const struct lint_options *opt;
    struct lint *l;
    struct arena arena;
    const struct exercise *ex;
    cJSON *bug, *fixed; /* NULL: not readable, which is told */
    const char *bug_text;
    bool *tripped; /* by check: some wrong file fails it */
};

/* FOLDER/NAME */
const char *lint_path(struct linter *li, const char *name);

/* Texts alone: lint_texts.c */
void lint_texts(struct linter *li);
void lint_hints(struct linter *li);
void lint_keep(struct linter *li);

/* By running: lint_runs.c */
void lint_runs(struct linter *li);

#endif
