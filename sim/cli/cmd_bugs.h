/* cmd_bugs.h: what the words behind `schedlab bugs` share. */
#ifndef CLI_CMD_BUGS_H
#define CLI_CMD_BUGS_H

#include "args.h"
#include "desk.h"
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
};

/* A word behind `bugs`. */
struct bugs_word {
    const char *name, *operands; /* as the help shows them: "N [FILE]" */
    int least, most;             /* how many operands; most < 0: any number */
    const char *help;            /* one line */
    int (*run)(struct bugs *b);  /* returns the exit status */
};

/* cmd_bugs_play.c, cmd_bugs_teach.c */
int bugs_check(struct bugs *b);
int bugs_lint(struct bugs *b);

/* Operand number `i` behind the word, or NULL. */
const char *bugs_operand(const struct bugs *b, size_t i);

/* The exercise that operand number `i` names. NULL: told. */
const struct exercise *bugs_exercise(struct bugs *b, size_t i);

/* For runs that are part of a check: they show how far they are, and end when Ctrl-C asks. */
struct rerun_watch bugs_watch_runs(struct bugs *b);

#endif
