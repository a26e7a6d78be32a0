/* grid.h: the runs of a sweep: models times a grid of values times seeds, each with its number.
 *
 *     struct grid p = {0};
 *     grid_add_axis(&p, "readers=1,2,4", &ds) && grid_add_models(&p, "go1.19,go1.27", &ds)
 *     p.seeds = (struct seeds){1, 100};  p.seeded = true;
 *     grid_count(&p, &ds)                                 p.rows is 600
 *     grid_at(&p, row, &at)                               the run of row 1..600
 *
 * Rows count from 1. The seed changes fastest, then the last axis, the model slowest: whatever shares the work, a row's
 * number says what it is. Texts live in the plan's arena. */
#ifndef SWEEP_GRID_H
#define SWEEP_GRID_H

#include "diag.h"
#include "seeds.h"

enum { GRID_ROWS_MOST = 100 * 1000 * 1000, GRID_AXES_MOST = 16 };

/* Words of a list, "1,2,[3,4]": commas within brackets, braces and double quotes part nothing. */
struct word_list {
    const char **at;
    size_t len, cap;
};

struct grid_axis {
    const char *pointer; /* "/machine/cores", or the name of a parameter: what --set takes */
    struct word_list values;
};

struct grid {
    struct arena arena;
    struct grid_axis axes[GRID_AXES_MOST];
    int naxes;
    struct word_list models; /* none: the scenario's own */
    struct seeds seeds;
    bool seeded; /* else one run for each point, with the scenario's own seed */
    uint64_t rows;
};

/* The run of a row. */
struct grid_run {
    const char *model; /* NULL: the scenario's own */
    const char *values[GRID_AXES_MOST];
    uint64_t seed; /* if the plan is seeded */
};

/* Parts a list; false if a word of it is empty or there is none. */
bool word_list_parse(const char *text, struct arena *arena, struct word_list *out);

/* Adds "POINTER=V1,V2,…". False, and a diag. */
bool grid_add_axis(struct grid *p, const char *text, struct diags *ds);
bool grid_add_models(struct grid *p, const char *text, struct diags *ds);

/* Sets p->rows. False, and a diag: there are more than GRID_ROWS_MOST. */
bool grid_count(struct grid *p, struct diags *ds);

void grid_at(const struct grid *p, uint64_t row, struct grid_run *out);
void grid_deinit(struct grid *p);

/* The rows of one of `of` shares: row, row + of, … Neighbours take about as long as each other, so each share gets some of all. */
struct shard {
    uint64_t index, of; /* 1 <= index <= of */
};

/* "2/8". False: it is no share. */
bool shard_parse(const char *text, struct shard *out);
uint64_t shard_rows(struct shard s, uint64_t rows);        /* how many are its own */
uint64_t shard_row(struct shard s, uint64_t k);            /* its row number k, from 0 */
bool shard_has(struct shard s, uint64_t row, uint64_t *k); /* is it one of them, and which */

#endif
