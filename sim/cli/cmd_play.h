/* cmd_play.h: what the files cmd_play*.c share: a game in a terminal, or on a pipe. */
#ifndef CLI_CMD_PLAY_H
#define CLI_CMD_PLAY_H

#include "choices.h"
#include "play.h"
#include "session.h"

struct table {
    const struct args *args;
    struct session session;
    struct choices choices; /* of --choices */
    const char *choices_source;
    struct play *play;
    bool terminal; /* a person types; otherwise a line that makes no sense ends the game */
    bool shows_go; /* at this question, since it was asked for */
    bool judged;   /* the end has been told for the game as it stands */
    bool met;      /* and this is what came of it */
    int32_t line;  /* of the input, from 1 */
};

/* cmd_play_say.c: all on standard output */
void play_say_title(const struct table *t);
void play_say_question(struct table *t, const struct play_question *q);
void play_say_prompt(const struct table *t, const struct play_question *q);
void play_say_keys(void);

/* Judges the game, tells what came of each goal, and notes it in the table. */
void play_say_end(struct table *t);

#endif
