/* subject.h: what the numbers of a history mean: a program of ours, or an imported trace. */
#ifndef STORY_SUBJECT_H
#define STORY_SUBJECT_H

#include "imported.h"
#include "places.h"
#include "program.h"
#include "sb.h"
#include "world.h"

struct subject {
    const char *name;    /* "syscall-storm", "trace.out" */
    const char *options; /* that make it this run, as on a command line: " --seed 7"; or "" */
    const struct program *program;   /* or NULL */
    const struct source_map *source; /* with a program */
    const char *go_source;           /* the text of gosrc, with a program; NULL otherwise */
    const struct imported *imported; /* or NULL */
    struct places places;            /* filled by EV_PLACE as a run goes on */
};

/* All append to `out`. Goroutines and threads of an imported run get Go's own numbers. */
void subject_g(const struct subject *su, goid g, struct sb *out);    /* "G18" */
void subject_m(const struct subject *su, int32_t m, struct sb *out); /* "M3" */

/* The goroutine and the thread that are shown with this number; 0 and NOBODY if none is. */
goid subject_find_g(const struct subject *su, int64_t shown);
int32_t subject_find_m(const struct subject *su, int64_t shown);

void subject_func(const struct subject *su, int32_t func,
                  struct sb *out); /* "main.reader", "runtime.bgsweep" */
void subject_object(const struct subject *su, int32_t object, struct sb *out); /* "chan jobs" */
void subject_op(const struct subject *su, int32_t at,
                struct sb *out); /* what it does there: "syscall read 200ms", "Lock mu" */
int32_t subject_line(const struct subject *su, int32_t at); /* of the Go source, 0: unknown */
void subject_where(const struct subject *su, int32_t at,
                   struct sb *out); /* "main.reader main.go:43" */
void subject_room(const struct subject *su, const struct world_room *room, enum model model,
                  struct sb *out); /* "chan jobs", "time.Sleep", "GC worker (idle)" */
bool subject_is_user(const struct subject *su, int32_t func);

#endif
