/* gonames.h: a Go name for everything, none of them taken by something else that is seen from the same place.
 *
 * The scenario's functions choose first, for they are what traces and dumps show; then its objects, its variables, the
 * helpers and last the words that gosrc adds. Whoever finds a name taken puts "_" behind it. */
#ifndef GOSRC_GONAMES_H
#define GOSRC_GONAMES_H

#include <stdint.h>

#include "arena.h"
#include "needs.h"
#include "program.h"

#define BIT(n) (UINT64_C(1) << (n))

enum import_number {
#define X(id, path, name) IMPORT_NUMBER_##id,
#include "import.def"
#undef X
    IMPORTS
};

enum import {
#define X(id, path, name) IMPORT_##id = 1 << IMPORT_NUMBER_##id,
#include "import.def"
#undef X
};

enum helper {
#define X(id, name, imports, needs) id,
#include "helper.def"
#undef X
    HELPERS
};

enum { LOOP_NAMES = 6 };

struct names {
    const char **funcs;   /* by function; NULL for closures */
    const char **objects; /* by object */
    const char **sent;    /* by object: the counter of what is sent on a channel, or NULL */
    const char **
        *vars; /* by function, and slot * VAR_KINDS + kind; NULL where there is none of that kind */
    const char *helpers[HELPERS];
    const char *loops[LOOP_NAMES]; /* counters, the outermost first */
    const char **late;  /* counters that are variables of their function, by need_loop.late */
    const char **turns; /* by op: what its {"cycle": …} is kept in, or NULL */
    const char *g, *n, *v, *ctx, *err, *file;
};

/* Chooses, knowing which packages and helpers there will be. All in `a`. */
void gonames_choose(const struct program *p, const struct needs *needs, uint32_t imports,
                    uint64_t helpers, struct arena *a, struct names *out);

#endif
