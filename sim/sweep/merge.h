/* merge.h: files of rows, such as the shards of a sweep, joined into one, in order. */
#ifndef SWEEP_MERGE_H
#define SWEEP_MERGE_H

#include "diag.h"
#include "rowtext.h"

/* Rows as they were found in files; their bytes stand in the files' texts, which are kept. */
struct merge {
    bool json;
    const char *header; /* of the first file, CSV only */
    size_t header_len;
    const char *plan; /* of the first row */
    size_t plan_len;
    VEC(struct rowtext) rows;
    VEC(char *) texts;
};

/* Adds the rows of a file. False, and diags: it cannot be read, holds something else, or belongs to another sweep. */
bool merge_add(struct merge *m, const char *path, struct diags *ds);

/* Sorts the rows and drops those that came twice. False, and a diag: two differ, which only a mistake can do. */
bool merge_sort(struct merge *m, struct diags *ds);

/* How many rows the whole sweep has. */
uint64_t merge_whole(const struct merge *m);

/* Which rows are missing, "3, 7..9, 12"; at most `most` ranges, then an ellipsis. Returns how many rows those are. */
uint64_t merge_missing(const struct merge *m, int most, struct sb *out);
void merge_deinit(struct merge *m);

#endif
