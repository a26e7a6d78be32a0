/* choices.h: a file of choices, read.
 *
 * A line for each choice that is taken otherwise than by the seed; empty lines and lines that begin with # are for people:
 *
 *     # number kind options taken, and words for people
 *     17 select 3 1   the case of `done`
 *     40 draw 0 2147483648
 *
 * Numbers count up. `options` is how many there are to choose from (0: a draw of 32 bits), `taken` one of them from 0. */
#ifndef CLI_CHOICES_H
#define CLI_CHOICES_H

#include "diag.h"
#include "sim.h"

struct choices {
    VEC(struct choice) list;
};

/* Reads the file. False, and a diag for each line that is wrong. *source becomes its text, in `arena`, or NULL. */
bool choices_read(const char *path, struct choices *out, struct arena *arena, struct diags *ds,
                  const char **source);

#endif
