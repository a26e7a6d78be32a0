/* cmd_bugs.h: what the words behind `schedlab bugs` share. */
#ifndef CLI_CMD_BUGS_H
#define CLI_CMD_BUGS_H

#include "args.h"
#include "desk.h"
#include "learner.h"
#include "progress.h"
#include "rerun.h"
#include "sb.h"

/* One `schedlab bugs …`. */
struct bugs {
    const struct args *args;
    const char *shelf; /* the folder of the exercises; NULL: none was found */
    struct desk desk;
    struct arena arena;
    struct diags ds;
    struct sb out; /* printed at the end */
    struct progress progress;
    struct learner learner; /* after bugs_learner */
    bool calm;              /* Ctrl-C is how this word ends: no failure */
};

/* A word behind `bugs`. */
struct bugs_word {
    const char *name, *operands; /* as the help shows them: "N [FILE]" */
    int least, most;             /* how many operands; most < 0: any number */
    int (*run)(struct bugs *b);  /* returns the exit status */
};

/* cmd_bugs_read.c: what is only read */
int bugs_list(struct bugs *b);
int bugs_show(struct bugs *b);
int bugs_next(struct bugs *b);
int bugs_answers(struct bugs *b);

/* cmd_bugs_play.c: the four steps */
int bugs_start(struct bugs *b);
int bugs_answer(struct bugs *b);
int bugs_run(struct bugs *b);
int bugs_hint(struct bugs *b);
int bugs_check(struct bugs *b);
int bugs_explain(struct bugs *b);
int bugs_reset(struct bugs *b);

/* The same of an exercise at hand, after bugs_learner: they gather what is told in `out`, and write progress.json. `choice`
 * counts from 1. bugs_judge notes the check if `begun`. */
int bugs_begin(struct bugs *b, const struct exercise *ex);
int bugs_take_answer(struct bugs *b, const struct exercise *ex, int choice);
int bugs_take_hint(struct bugs *b, const struct exercise *ex);
int bugs_judge(struct bugs *b, const struct exercise *ex, const char *file, bool begun);
int bugs_put_back(struct bugs *b, const struct exercise *ex);

/* cmd_bugs_teach.c: for instructors */
int bugs_class(struct bugs *b);
int bugs_new(struct bugs *b);
int bugs_lint(struct bugs *b);

/* cmd_bugs_watch.c */
int bugs_watch(struct bugs *b);

/* Operand number `i` behind the word, or NULL. */
const char *bugs_operand(const struct bugs *b, size_t i);

/* The exercise that operand number `i` names. NULL: told. */
const struct exercise *bugs_exercise(struct bugs *b, size_t i);

/* The one to go on with: where the learner stands, or the first that is begun and not done, or the first not begun. NULL:
 * all are done, or there are none. */
const struct exercise *bugs_current(struct bugs *b);

/* Reads progress.json, and tells what is wrong with it. False: it cannot be read. */
bool bugs_learner(struct bugs *b);

/* Writes it; STATUS_BAD if that fails, otherwise `status`. */
int bugs_save(struct bugs *b, int status);

/* Has it been begun here? If not, that is told. */
bool bugs_begun(struct bugs *b, const struct exercise *ex);

/* For runs that are part of a check: they show how far they are, and end when Ctrl-C asks. */
struct rerun_watch bugs_watch_runs(struct bugs *b);

/* Prints what was gathered, and empties it. */
bool bugs_print(struct bugs *b);

#endif
