/* diag.h: messages to a person, with the place they are about.
 *
 * A list of diags collects every error of a file, so that all are told at once:
 *
 *     storm.json:9:17: error: at /funcs/main/2/send: channel "pong" is not declared
 *         9 |       { "send": "pong" },
 *           |                 ^~~~~~
 *           = did you mean "ping"?
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stdio.h>

#include "arena.h"
#include "vec.h"

struct diag {
    const char *file;    /* NULL: about no file */
    int line, column;    /* from 1; 0: about the file as a whole */
    int width;           /* of what is wrong, in bytes; 0: unknown */
    const char *pointer; /* JSON pointer of the place; NULL: none */
    const char *message; /* one line, without a final stop */
    const char *hint;    /* what to do, one line; NULL: nothing to add */
};

struct diags {
    struct arena arena; /* owns the texts of the list */
    VEC(struct diag) list;
};

/* Adds a message about `file` as a whole (file may be NULL), printf-like; returns it, so that a place or a hint can
 * be added. The pointer is good until the next message. */
struct diag *diags_add(struct diags *ds, const char *file, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Sets the hint of `d`, printf-like. */
void diags_hint(struct diags *ds, struct diag *d, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Prints all of them. `source` is the text of the file they are about, for the excerpt; NULL: no excerpt. */
void diags_print(const struct diags *ds, FILE *to, const char *source);

/* Sorts the messages from number `first` on by their places; those about no place come first, what stands at the same place
 * keeps its order. */
void diags_sort(struct diags *ds, size_t first);

void diags_free(struct diags *ds);

/* The word of `words` (NULL ends them) nearest to `word`, or NULL when none is near: for "did you mean". */
const char *diag_nearest(const char *word, const char *const *words);

#endif
