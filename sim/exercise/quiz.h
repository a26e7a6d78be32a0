/* quiz.h: questions about runs, made from seeds.
 *
 *     quiz_make(QUIZ_NEXT, seed, &arena, &q);
 *     quiz_text(&q, &text);                  program, board, question, four answers a to d
 *     quiz_explain(&q, 2, &text);            what the third answer has for it, or against
 *
 * A question is a small random program, which is run; the right answer is what the run does, and nobody wrote it down. The same
 * topic and seed make the same question everywhere. */
#ifndef EXERCISE_QUIZ_H
#define EXERCISE_QUIZ_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "event.h"
#include "sb.h"

enum quiz_topic {
    QUIZ_NEXT,     /* who runs next on a P */
    QUIZ_LINE,     /* what a SCHED line says at an instant whose board is known */
    QUIZ_STATE,    /* in which state a thread is, after what it did */
    QUIZ_SUMMARY,  /* what a figure of the summary comes to */
    QUIZ_EVIDENCE, /* which conclusion the figures of a run support */
    QUIZ_RULE,     /* which rule something was that happened */
    QUIZ_TOPICS
};

const char *quiz_topic_name(enum quiz_topic topic);  /* "who-runs-next" */
const char *quiz_topic_about(enum quiz_topic topic); /* one line */
const char *const *quiz_topic_names(void);           /* NULL ends them */

/* The topic of that name; QUIZ_TOPICS if there is none. */
enum quiz_topic quiz_topic_find(const char *name);

enum { QUIZ_ANSWERS = 4 };

struct quiz_answer {
    const char *text; /* no two of a question are the same */
    const char *why;  /* of the right one: by which rule; of a wrong one: what it mistakes */
};

struct quiz_question {
    enum quiz_topic topic;
    uint64_t seed;
    const char *scenario; /* the program, as JSON; its run is that of its own seed */
    const char *sketch;   /* the same for people, a few lines */
    const char *shown;    /* what is known: a board, sentences, figures; lines */
    const char *asks;
    struct quiz_answer answers[QUIZ_ANSWERS];
    int32_t right;
    /* What it is about, for whoever wants to work the answer out again. */
    int64_t pos;     /* so many events have happened; 0: the whole run */
    int32_t subject; /* QUIZ_NEXT: the P; QUIZ_STATE: the M */
    const char *
        path; /* QUIZ_SUMMARY: of the figure; QUIZ_EVIDENCE: the right conclusion as an expectation */
};

/* Texts live in `arena`. */
void quiz_make(enum quiz_topic topic, uint64_t seed, struct arena *arena,
               struct quiz_question *out);

/* The question with its answers, as lines for a terminal. */
void quiz_text(const struct quiz_question *q, struct sb *out);

/* Whether `answer` is right, and why it is or is not, and which one is. */
void quiz_explain(const struct quiz_question *q, int32_t answer, struct sb *out);

/* An exam of `count` questions from that seed as Markdown, and its key. `topic` may be QUIZ_TOPICS: all in turn. */
void quiz_sheet(enum quiz_topic topic, uint64_t seed, int32_t count, struct sb *sheet,
                struct sb *key);

/* Question number `i` of a series: which topic and seed. */
enum quiz_topic quiz_topic_at(enum quiz_topic topic, int32_t i);
uint64_t quiz_seed_at(uint64_t seed, int32_t i);

#endif
