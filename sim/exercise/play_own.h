/* play_own.h: what the files play*.c share. */
#ifndef EXERCISE_PLAY_OWN_H
#define EXERCISE_PLAY_OWN_H

#include "play.h"
#include "rig.h"

/* A choice taken: by the learner, or left to the seed (then it is not in the list that a run is given). */
struct play_taken {
    struct choice choice;
    bool gos;
    const char *words;
};

struct play {
    const struct program *program;
    bool (*stop)(void);
    vtime until;        /* where runs are cut off; 0: nowhere */
    struct arena arena; /* of the whole game */
    struct subject subject;
    struct history *history; /* of the run with all that is taken; made anew after each move */
    VEC(struct play_taken) taken;
    bool let_go;  /* the rest is Go's */
    bool gave_up; /* the next question was too far to be looked for */
    bool asked;   /* `question` is what is open, or nothing is if it has no moves */
    struct play_question question;
    struct arena question_arena;
    struct arena goals_arena;
};

/* Sets what every run of the game has in common, its tracer included. */
void play_rig(const struct play *p, struct rig *r);

bool play_stopped(const struct play *p);

/* The choices of the list that are not the seed's, and one more (NULL: none), into `out`, which has room; how many. */
int32_t play_list(const struct play *p, const struct choice *more, struct choice *out);

/* The world just before event number `seq` of the history; to world_deinit. */
void play_world(const struct play *p, int64_t seq, struct world *w);

/* play_look.c: the moves of the choice that is event number `seq` of the history. True: there are two at least, and the question
 * is set. */
bool play_look(struct play *p, int64_t seq, const struct event *ev);

#endif
