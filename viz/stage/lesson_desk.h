/* lesson_desk.h: the exercises in the window: what is asked for in the lesson pane is done with the engine of `schedlab bugs`,
 * and noted in the same progress.json, in the folder where the window was opened. */
#ifndef STAGE_LESSON_DESK_H
#define STAGE_LESSON_DESK_H

#include "desk.h"
#include "learner.h"
#include "lesson.h"
#include "stage.h"

struct lesson_desk {
    struct stage *st;
    struct arena arena;
    const char *shelf;
    struct desk desk;
    struct learner learner;
    bool may_write; /* progress.json could be read, so it may be written */
    VEC(const struct exercise *) exercises;
    struct lesson lesson;
    struct sb said;
};

/* Finds the exercises and how far the learner is, and shows them in the stage's ui. Without exercises nothing is shown. */
void lesson_desk_open(struct lesson_desk *ld, struct stage *st);

/* Does what a REQUEST_LESSON says. What cannot be done is told in the window. */
void lesson_desk_do(struct lesson_desk *ld, const char *text);
void lesson_desk_close(struct lesson_desk *ld);

#endif
