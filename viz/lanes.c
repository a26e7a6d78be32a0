#include "lanes.h"

#include <stdlib.h>

const char *lane_counter_name(enum lane_counter c)
{
    static const char *const names[] = {"threads",         "running",    "runnable",
                                        "in system calls", "goroutines", "heap"};

    return names[c];
}

void lanes_init(struct lanes *l, const struct subject *su)
{
    *l = (struct lanes){.subject = su};
}

void lanes_deinit(struct lanes *l)
{
    for (size_t i = 0; i < l->gs.len; i++)
        lod_deinit(&l->gs.at[i].lod);
    for (size_t i = 0; i < l->ps.len; i++)
        lod_deinit(&l->ps.at[i].lod);
    for (size_t i = 0; i < l->ms.len; i++)
        lod_deinit(&l->ms.at[i].lod);
    for (size_t i = 0; i < l->notes.len; i++)
        lod_deinit(&l->notes.at[i].lod);
    for (size_t i = 0; i < l->task_rows.len; i++)
        lod_deinit(&l->task_rows.at[i].lod);
    for (int i = 0; i < COUNTERS; i++)
        steps_deinit(&l->counters[i]);
    lod_deinit(&l->gc);
    free(l->gs.at);
    free(l->ps.at);
    free(l->ms.at);
    free(l->notes.at);
    free(l->tasks.at);
    free(l->task_rows.at);
    free(l->busy.at);
    *l = (struct lanes){.subject = NULL};
}

size_t lanes_bytes(const struct lanes *l)
{
    size_t bytes = l->gs.cap * sizeof *l->gs.at + l->ps.cap * sizeof *l->ps.at +
                   l->ms.cap * sizeof *l->ms.at + l->notes.cap * sizeof *l->notes.at +
                   l->tasks.cap * sizeof *l->tasks.at + lod_bytes(&l->gc) +
                   l->task_rows.cap * sizeof *l->task_rows.at;

    for (size_t i = 0; i < l->gs.len; i++)
        bytes += lod_bytes(&l->gs.at[i].lod);
    for (size_t i = 0; i < l->ps.len; i++)
        bytes += lod_bytes(&l->ps.at[i].lod);
    for (size_t i = 0; i < l->ms.len; i++)
        bytes += lod_bytes(&l->ms.at[i].lod);
    for (size_t i = 0; i < l->notes.len; i++)
        bytes += lod_bytes(&l->notes.at[i].lod);
    for (size_t i = 0; i < l->task_rows.len; i++)
        bytes += lod_bytes(&l->task_rows.at[i].lod);
    for (int i = 0; i < COUNTERS; i++)
        bytes += steps_bytes(&l->counters[i]);
    return bytes;
}

bool lanes_is_collector(const struct lanes *l, goid g)
{
    return g >= 1 && (size_t)g <= l->gs.len && l->gs.at[g - 1].func == -1 - SYSGO_GCWORKER;
}
