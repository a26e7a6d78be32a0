/* script.h: keys and commands as words, applied to the window as if a person had given them (`--keys`).
 *
 *     "board Shift+Right search text:G18 Enter wait:200ms click:640,400"
 *
 * A word is the name of a command (commands.def), a key, text:WHAT, wait:DURATION of the person's time, or one of down:X,Y up:X,Y
 * move:X,Y click:X,Y wheel:X,Y,DY. A _ in WHAT is a space. */
#ifndef STAGE_SCRIPT_H
#define STAGE_SCRIPT_H

#include "diag.h"
#include "ui.h"

/* Who carries out what the user interface asks for, after each word; `requests` may be NULL. */
struct script_ear {
    void (*requests)(void *self);
    void *self;
};

/* Applies them one after the other, with a frame of w x h before each. False, and a diag, at the first that is none. */
bool script_apply(struct ui *ui, const char *words, int32_t w, int32_t h, struct script_ear ear,
                  struct diags *ds);

#endif
