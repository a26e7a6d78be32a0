/* names.h: texts to small numbers, in the order of their first appearance. */
#ifndef ANALYZE_NAMES_H
#define ANALYZE_NAMES_H

#include <stdint.h>

#include "arena.h"
#include "vec.h"

struct names {
    struct arena arena;
    VEC(const char *) list; /* by number */
    int32_t *table;         /* open addressing: number, or -1 */
    size_t room;
};

/* The number of `name`, a new one at its first appearance. Starts zeroed. */
int32_t names_add(struct names *ns, const char *name);

/* The number, or -1. */
int32_t names_find(const struct names *ns, const char *name);

void names_deinit(struct names *ns);

#endif
