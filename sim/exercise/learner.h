/* learner.h: how far a learner has come: progress.json in the folder where they work.
 *
 *     struct learner l;
 *     if (learner_read(&l, &desk, shelf, "ana", &ds)) {
 *         learner_note(&l, ex, LEARNER_STARTED, "2026-11-24T02:10:00Z");
 *         learner_write(&l, &ds);
 *     }
 *     learner_free(&l);
 *
 * It is one plain file without paths or machines in it, so that it can be carried to another one:
 *
 *     { "schedlab-progress": 1, "learner": "ana", "exercises": { "high-threads": { "number": 8,
 *         "started": "2026-11-24T02:10:00Z", "answers": [2, 1], "answered": "…", "observed": "…", "hints": 1, "checks": 3,
 *         "fixed": "…", "explained": "…" } } }
 *
 * What this program does not know of it stays as it is. A file that is damaged, missing though exercises were begun, or of
 * another version is told in `told`; what can be used of it is, and before anything is written over it, it is kept beside. */
#ifndef EXERCISE_LEARNER_H
#define EXERCISE_LEARNER_H

#include <cjson/cJSON.h>

#include "desk.h"
#include "sb.h"

enum { LEARNER_FORMAT = 1 };

/* Moments that are noted. */
enum learner_moment {
    LEARNER_STARTED,
    LEARNER_ANSWERED, /* rightly */
    LEARNER_OBSERVED, /* ran it */
    LEARNER_FIXED,
    LEARNER_EXPLAINED,
    LEARNER_MOMENTS
};

enum learner_count { LEARNER_HINTS, LEARNER_CHECKS, LEARNER_COUNTS };

/* Names of them in the file. */
extern const char *const learner_moments[LEARNER_MOMENTS];
extern const char *const learner_counts[LEARNER_COUNTS];

/* Where in an exercise a learner stands. */
enum learner_step { STEP_START, STEP_PREDICT, STEP_OBSERVE, STEP_FIX, STEP_EXPLAIN, STEP_DONE };

/* "predict", … */
extern const char *const learner_steps[];

struct learner {
    const char *path; /* in `arena` */
    struct arena arena;
    cJSON *tree;
    bool keep;      /* what stands in the file is to be kept beside before it is written */
    struct sb told; /* lines for the learner; "" if all is well */
};

/* Reads the file of a desk; one that is missing is a learner who begins, called `who` (may be NULL). `shelf`: exercises
 * whose folders stand here count as begun, at `now`, if the file cannot tell. False, and diags: it cannot be read at all
 * (a folder, no permission), so that it must not be written either. */
bool learner_read(struct learner *l, const struct desk *d, const char *shelf, const char *who,
                  const char *now, struct diags *ds);

/* The same of any text, for instructors: nothing is made up, and false, with a diag, if it is damaged. */
bool learner_parse(struct learner *l, const char *path, const char *text, size_t len,
                   struct diags *ds);

/* Writes it. False, and a diag: what stood there still stands. */
bool learner_write(struct learner *l, struct diags *ds);
void learner_free(struct learner *l);

const char *learner_name(const struct learner *l); /* "" if none is known */

/* When it was, or NULL. By the name of the exercise. */
const char *learner_when(const struct learner *l, const char *name, enum learner_moment what);
int learner_counted(const struct learner *l, const char *name, enum learner_count what);

/* The answers given, from 1, in order: how many; number `i` of them. */
int learner_answers(const struct learner *l, const char *name);
int learner_answer(const struct learner *l, const char *name, int i);

enum learner_step learner_step(const struct learner *l, const char *name);

/* Notes a moment, unless it was noted before. */
void learner_note(struct learner *l, const struct exercise *ex, enum learner_moment what,
                  const char *now);
void learner_count(struct learner *l, const struct exercise *ex, enum learner_count what, int n);
void learner_add_answer(struct learner *l, const struct exercise *ex, int answer);

#endif
