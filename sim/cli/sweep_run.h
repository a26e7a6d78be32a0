/* sweep_run.h: one run of a sweep, from its number to its row.
 *
 * A sweep_task is made once, before the workers are, and only read by them. */
#ifndef CLI_SWEEP_RUN_H
#define CLI_SWEEP_RUN_H

#include <cjson/cJSON.h>

#include "expect.h"
#include "grid.h"
#include "program.h"
#include "rowtext.h"

struct sweep_task {
    struct arena arena;        /* of what follows */
    const char *path, *source; /* of the scenario */
    VEC(const char *) sets;    /* of --set, for all runs */
    struct grid plan;
    VEC(const char *) columns; /* paths of the summary */
    VEC(const char *) names;   /* of all columns of a row */
    struct rowtext_form form;  /* borrows the names */
    const char *find;          /* an expectation, or NULL */
    const char *stamp;         /* the last cell of each row: hash of all above, and how many rows */
};

/* A run that is loaded. sweep_unload it in any case. */
struct sweep_run {
    struct arena arena;
    struct grid_run at;
    const struct program *program;
    const struct source_map *map;
    struct expectation *find; /* NULL if nothing is looked for */
};

/* False: *ds says why the scenario does not take those values. */
bool sweep_load(const struct sweep_task *t, const struct grid_run *at, struct sweep_run *out,
                struct diags *ds);
void sweep_unload(struct sweep_run *r);

/* Runs it, to `until` (0: its end); the summary, to cJSON_Delete. NULL: go_on said no. */
cJSON *sweep_simulate(const struct sweep_run *r, vtime until, bool (*go_on)(void));

/* Adds the row. */
void sweep_record(const struct sweep_task *t, const struct sweep_run *r, uint64_t row,
                  const cJSON *doc, struct sb *out);

/* "model go1.19, readers=4, seed 7": what is special about a run. */
void sweep_describe(const struct sweep_task *t, const struct grid_run *at, struct sb *out);

#endif
