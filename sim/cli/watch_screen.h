/* watch_screen.h: what `schedlab bugs watch` shows: one page, and one line with the keys that do something now. */
#ifndef CLI_WATCH_SCREEN_H
#define CLI_WATCH_SCREEN_H

#include "cmd_bugs.h"
#include "exercise.h"

struct watch_screen {
    bool terminal; /* standard output is one */
    bool clears;   /* and can be cleared, and knows links */
};

/* What can be done now besides q. */
struct watch_can {
    bool answer, evidence, view, check, reset, hint, next;
};

struct watch_screen watch_screen_begin(void);

/* A new page: the old one is cleared, or a line is drawn. */
void watch_screen_page(const struct watch_screen *s, const struct exercise *ex);

/* The foot: which step it is, how many exercises are done, the file, and the prompt. */
void watch_screen_foot(const struct watch_screen *s, struct bugs *b, const struct exercise *ex,
                       const char *file, const struct watch_can *can);

#endif
