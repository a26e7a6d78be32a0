/* play.h: the learner is the scheduler.
 *
 *     struct play *p = play_new(program, NULL);
 *     while ((q = play_question(p)))
 *         play_take(p, learner_chooses(q));
 *     goals = play_goals(p, &n);
 *     play_free(p);
 *
 * A run stops at each choice that Go leaves open, if the choice makes a difference: where stealing starts, which case of a select
 * is looked at first, which of several runnable threads a core takes. Whatever else happens is a rule's doing, and no move.
 *
 * A run is a pure function of (program, seed, choices), so the state of a game is its list of choices: to look ahead, to take
 * back and to go on are all running it again. That costs a run for each option of a question, which shipped scenarios afford. */
#ifndef EXERCISE_PLAY_H
#define EXERCISE_PLAY_H

#include "history.h"
#include "sim.h"
#include "subject.h"

/* Options that lead to the same events are one move. */
struct play_move {
    int64_t taken;     /* the option */
    const char *words; /* what happens then, a sentence: that in which the moves differ */
    bool gos;          /* what the seed would have chosen */
};

struct play_question {
    int64_t number; /* of the choice in the run */
    enum choice_kind kind;
    int64_t options; /* how many there were, before those alike were put together */
    vtime t;
    int64_t pos; /* in play_history: the events that have happened when it is asked */
    const struct play_move *moves;
    int32_t nmoves; /* 2 at least */
};

/* What a goal came to. */
struct play_goal {
    const char *text, *why; /* as in the scenario; why may be NULL */
    bool met, gos;          /* with the learner's choices; with none but the seed's */
    const char *found;      /* the value found */
};

struct play;

/* Borrows the program, which play_free does not free. `stop` (NULL: never) is asked now and then while runs are made; once it is
 * true there are no more questions, and the game is good for play_choices and play_free alone. */
struct play *play_new(const struct program *p, bool (*stop)(void));

/* Takes `n` choices of a file, before any other move; each counts as one. NULL, or the choice that does not fit the run, which
 * *why tells; the game is as it was then. */
const struct choice *play_start(struct play *p, const struct choice *list, int32_t n,
                                const char **why);

/* What is to be chosen next; NULL: the run is over. Good until the next call of another function. */
const struct play_question *play_question(struct play *p);

/* Takes move number `move` of the question that is open. */
void play_take(struct play *p, int32_t move);

/* Lets Go choose all that is left. */
void play_let_go(struct play *p);

/* Takes the last move back. False: there is none. */
bool play_undo(struct play *p);
int32_t play_moves(const struct play *p); /* taken so far, Go's own included */

/* All events of the run with the choices taken so far, to its end: what is beyond the question is what the seed makes of it. */
const struct history *play_history(const struct play *p);

/* Where everybody is at the question that is open, or at the end of the run, as lines of text: the processors with who runs there
 * and who queues, the global queue, who waits for what, the threads. At most `width` columns. */
void play_board(struct play *p, int32_t width, struct sb *out);

/* What is to be chosen, as a sentence. */
const char *play_asks(enum choice_kind kind);

/* Why goroutine `g` cannot be made to run at the question that is open: the rule, as a sentence. */
void play_refuse(struct play *p, goid g, struct sb *out);

/* The choices taken otherwise than by the seed, in order; to free(). How many there are. */
int32_t play_taken(const struct play *p, struct choice **list);

/* Where runs of the game are cut off, since a million events are as much as it keeps; 0: nowhere. */
vtime play_cut(const struct play *p);

/* Whether there is no question only because the next one lies too far off to be looked for: each option of a choice costs a run. */
bool play_gave_up(const struct play *p);

/* When the run ends, with the choices taken so far. */
vtime play_end(const struct play *p);

/* The goals, judged on the whole run; `n` of them. Good until the next call of another function. */
const struct play_goal *play_goals(struct play *p, int32_t *n);

/* The choices that were taken otherwise than by the seed, as a file that `run --choices` takes. */
void play_choices(const struct play *p, struct sb *out);
void play_free(struct play *p);

#endif
