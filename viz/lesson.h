/* lesson.h: the exercise that is played, as the pane shows it. The app fills it, with the same engine and the same progress file
 * as the terminal's `schedlab bugs`. What a person does goes to the app as REQUEST_LESSON, in the words of that command:
 * "start 8", "answer 8 2", "run 8", "evidence 8 1", "hint 8", "check 8", "explain 8", "reset 8", "list". */
#ifndef VIZ_LESSON_H
#define VIZ_LESSON_H

#include "exercise.h"

struct lesson_row {
    int32_t number;
    const char *title;
    const char *step; /* "start", "predict", "observe", "fix", "explain", "done" */
};

/* Steps as learner.h counts them. */
enum lesson_step {
    LESSON_START,
    LESSON_PREDICT,
    LESSON_OBSERVE,
    LESSON_FIX,
    LESSON_EXPLAIN,
    LESSON_DONE
};

struct lesson {
    const struct lesson_row *rows;
    int32_t nrows;
    const struct exercise *ex; /* the one that is open; NULL: the list */
    enum lesson_step step;
    int32_t answer;    /* given last, from 1; 0: none yet */
    int32_t hints;     /* shown so far */
    const char *file;  /* the learner's, to be edited: "08-high-threads/bug.json" */
    const char *said;  /* what the last check or evidence said, "" */
    bool said_is_text; /* lines of a terminal, not words */
    int64_t serial;    /* counts up with each change */
};

#endif
