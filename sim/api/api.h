/* api.h: what the two handles of schedlab.h know of each other. */
#ifndef API_API_H
#define API_API_H

#include "diag.h"
#include "program.h"

struct schedlab_scenario {
    struct arena arena; /* owns what follows, but for the list and the errors */
    VEC(const char *) sets;
    const char *seed, *model; /* or NULL */
    const struct program *program;
    const struct source_map *map;
    char *errors; /* or NULL */
};

/* The messages as `schedlab` prints them, to free(); "source" is the text that they are about, or NULL. The list is emptied. */
char *api_errors(struct diags *ds, const char *source);

#endif
