/* schedtrace.h: reading what GODEBUG=schedtrace=N (and scheddetail=1, gctrace=1) left in a log, of every Go since 1.19.
 *
 *     struct schedtrace log;
 *     schedtrace_read(bytes, len, &log);
 *     for (size_t i = 0; i < log.samples.len; i++) ...
 *     schedtrace_free(&log);
 *
 * The runtime writes such a line piece by piece, so the program's own output may stand before it, behind it and inside it; a
 * collector puts its own words before each line, and a log may begin and end anywhere. Reading never fails: a line whose
 * figures cannot be told apart from what stands between them is counted in `damaged`, never guessed. */
#ifndef READ_SCHEDTRACE_H
#define READ_SCHEDTRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vec.h"

#define SCHED_UNKNOWN INT64_C(-1) /* of a figure: this version does not print it, or it is lost */

/* What the M lines of a scheddetail block say, counted. */
struct sched_threads {
    int64_t lines;   /* M lines that were readable */
    int64_t at_work; /* hold a P */
    int64_t syscall; /* have a goroutine and no P: in a system or C call */
    int64_t locked;  /* parked, and a goroutine is locked to them */
    int64_t parked;  /* parked, and free for any goroutine */
};

/* One SCHED line, with its block if it has one. */
struct sched_sample {
    size_t line;    /* of the file, from 1 */
    size_t at, len; /* where it stands in `text` */
    int64_t ms;     /* since the first line of its process */
    int64_t gomaxprocs, idleprocs, threads, spinning, needspinning, idlethreads, runqueue;
    int64_t nmidlelocked; /* scheddetail */
    size_t local;         /* first of the queues of the Ps, in `queues` */
    int64_t nlocal;       /* how many: gomaxprocs, or fewer if they are lost */
    struct sched_threads states;
    int run;     /* the process that printed it, see below */
    bool detail; /* of scheddetail */
    bool dying;  /* printed because of a fatal error or panic, not by the clock */
};

/* One line of gctrace. Times in microseconds, of CPU. */
struct gc_sample {
    size_t line;
    size_t at, len;
    int64_t number;
    int64_t at_ms;   /* since the start of its process */
    int64_t percent; /* of the CPU so far, as the runtime says */
    int64_t cpu;     /* stops, assists and dedicated marking */
    int64_t idle;    /* marking on Ps that had nothing else to do */
    int64_t procs;
    bool forced;
};

/* A log may hold several processes one after the other, or side by side (go run prints lines for the go command, too): a
 * line whose time goes back belongs to another one. */
struct sched_run {
    size_t samples;     /* without the one at 0 ms and those of a dying process */
    size_t first, last; /* lines of the file */
    size_t latest;      /* its latest sample, an index */
    int64_t interval;   /* least gap, ms; 0: not known yet */
};

struct schedtrace {
    char *text; /* the log without the words of a collector that splits lines; for quoting */
    size_t len, lines;
    VEC(struct sched_sample) samples;
    VEC(int64_t) queues;
    VEC(struct gc_sample) gcs;
    VEC(struct sched_run) runs;
    size_t heads;   /* "SCHED <n>ms:" seen, readable or not */
    size_t damaged; /* of these, not readable */
    bool cut;       /* the last one ends with the file */
};

void schedtrace_read(const char *bytes, size_t len, struct schedtrace *log);
void schedtrace_free(struct schedtrace *log);

#endif
