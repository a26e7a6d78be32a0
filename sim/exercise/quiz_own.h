/* quiz_own.h: what the files quiz*.c share. */
#ifndef EXERCISE_QUIZ_OWN_H
#define EXERCISE_QUIZ_OWN_H

#include <cjson/cJSON.h>

#include "history.h"
#include "quiz.h"
#include "rng.h"
#include "subject.h"

/* A question while it is made: the run it is about, and what stands already. */
struct quiz {
    struct rng rng;
    struct arena *arena; /* of the question */
    struct quiz_question *q;
    const struct program *program;
    struct subject subject;
    struct history *history;
    struct cursor *cursor;
    cJSON *summary;
    int32_t nanswers; /* the first is the right one, until they are shuffled */
};

/* quiz_program.c: a small program that a person can read at a glance, as JSON and as a sketch. It ends by itself. */
void quiz_program(struct rng *r, uint64_t seed, struct sb *json, struct sb *sketch);

/* quiz.c */
const char *quiz_keep(struct quiz *z,
                      struct sb *text); /* into the question's arena; frees the text */
int64_t quiz_below(struct quiz *z, int64_t n);

/* Adds an answer unless it is there or there are enough; both texts are copied. */
void quiz_answer(struct quiz *z, const char *text, const char *why);

/* Event number `seq`. */
struct event quiz_event(const struct quiz *z, int64_t seq);

/* A random event of which `is` says yes, or -1. */
int64_t quiz_pick(struct quiz *z, bool (*is)(struct quiz *z, int64_t seq, const struct event *ev));

/* One maker each: sets shown, asks and the answers. False: this run has no such question. */
bool quiz_make_next(struct quiz *z);
bool quiz_make_line(struct quiz *z);
bool quiz_make_state(struct quiz *z);
bool quiz_make_summary(struct quiz *z);
bool quiz_make_evidence(struct quiz *z);
bool quiz_make_rule(struct quiz *z);

#endif
