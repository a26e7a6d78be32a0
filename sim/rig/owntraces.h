/* owntraces.h: what the simulated program has left on its disk when a run ends: the traces that it wrote, by name. */
#ifndef RIG_OWNTRACES_H
#define RIG_OWNTRACES_H

#include "places.h"
#include "proctrace.h"
#include "vec.h"

/* A file with a trace in it, as the simulated disk holds it. */
struct owntrace {
    const char *name;
    const void *bytes;
    size_t len;
};

struct owntraces {
    const struct program *program;
    struct proctrace *traces;
    struct places places;
    struct arena arena;
    VEC(const char *) names; /* by number of the file; NULL: not one of the program's own */
    VEC(struct owntrace) left;
};

void owntraces_init(struct owntraces *ts, const struct emit_context *ctx);
struct event_sink owntraces_sink(struct owntraces *ts);

/* The traces there are, in the order in which their names were first used; after the run. Good until owntraces_deinit. */
const struct owntrace *owntraces_list(struct owntraces *ts, size_t *n);

void owntraces_deinit(struct owntraces *ts);

#endif
