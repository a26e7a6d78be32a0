/* gc_state.h: the collector's state, for gc.c (the heap and a cycle's beginning and end), gcwork.c (who marks) and gcalloc.c
 * (allocating, and paying for it). */
#ifndef CORE_GC_STATE_H
#define CORE_GC_STATE_H

#include "gc.h"

#define MIB ((int64_t)1 << 20)
#define CONS_MARKS 5

enum gc_phase { GC_OFF, GC_STARTING, GC_MARK, GC_TERMINATING };
enum start_state { START_WORKERS, START_WAIT, START_STOP, START_STOPPED };

struct gc {
    enum gc_phase phase;
    enum start_state start;
    int64_t cycles;
    int64_t heap;            /* bytes allocated and not yet swept. go: heapLive */
    int64_t held, held_scan; /* of these, what variables hold; and what of that has pointers */
    int64_t
        marked; /* what the last cycle left: all that its mark phase found or saw allocated. go: heapMarked */
    int64_t goal, trigger;
    int64_t triggered; /* heap when the mark phase began */
    int64_t found;     /* of that, what it will find; with pointers: found_scan */
    int64_t found_scan;
    int64_t cons_mark
        [CONS_MARKS]; /* bytes allocated for 1000 marked, of the last cycles; [0] is the newest */
    int64_t told;     /* heap as last told by an event */
    int64_t left;     /* bytes still to be marked */
    int64_t credit;   /* bytes that workers have marked ahead of the assists. go: bgScanCredit */
    int64_t to_sweep;
    vtime mark_from, last_end, last_start;
    vtime stw_from, pause_total;
    int32_t nworkers, dedicated, running_dedicated, running_idle;
    int64_t fraction_ppm;  /* share of each P's time for its fractional worker */
    struct gqueue idle;    /* workers that wait for work */
    struct gqueue waiters; /* in runtime.GC */
    struct g *starter;
    vtime cpu_dedicated, cpu_assist, cpu_idle;
    vtime assist_before, idle_before; /* cpu_assist and cpu_idle when the mark phase began */
};

vtime gc_mark_ns(struct sim *s, int64_t bytes); /* how long marking them takes */
int64_t gc_mark_bytes(struct sim *s, vtime ns); /* how many are marked in that time */
void gc_marked(struct sim *s, int64_t bytes);   /* so many have been marked */
bool gc_work_available(const struct sim *s);    /* is there something left to be marked? */
void gc_heap_grows(struct sim *s, struct m *mp, int64_t bytes, bool held, bool noscan);

/* There is nothing left to mark: whoever finds that ends the phase. Resumable: gp->phase is `then` when the world has
 * stopped. go: gcMarkDone, gcMarkTermination */
enum did gc_mark_done(struct sim *s, struct m *mp, struct g *gp, uint8_t then);

#endif
