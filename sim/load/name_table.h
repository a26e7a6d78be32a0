/* name_table.h: texts and their numbers: the first name added is 0, the next 1. */
#ifndef LOAD_NAME_TABLE_H
#define LOAD_NAME_TABLE_H

#include <stdint.h>

#include "arena.h"

struct name_table {
    const char **list; /* NULL ends it; NULL itself as long as there are none */
    int32_t len, cap;
    int32_t *slots; /* a hash table of number + 1; 0: free */
    uint32_t nslots;
};

/* Adds a name, whose text must outlive the table. Returns its number, or NOBODY (-1) if it is there already. */
int32_t name_table_add(struct name_table *ns, const char *name);

/* The number of a name, or NOBODY (-1). */
int32_t name_table_find(const struct name_table *ns, const char *name);

/* All names, in order; NULL ends them. */
const char *const *name_table_list(const struct name_table *ns);

void name_table_free(struct name_table *ns);

#endif
