#include "rerun.h"

#include "gosrc.h"
#include "rig.h"

/* A learner's file may spin for years of virtual time, or hardly move: a loop that only prints moves by 4 ns a moment. Thirty
 * days of captures take five million moments, and no exercise has so many Ps that time creeps like that while they work. */
enum { BATCHES_MOST = 400, SLOW_BATCHES = 10, SLOWEST = 500000 /* ns a batch */ };

cJSON *rerun(const struct program *p, const struct rerun_watch *watch, enum rerun_end *end)
{
    struct arena arena = {0};
    struct rig r = {.program = p, .source = gosrc_map(p, &arena), .summarize = true};
    cJSON *doc = NULL;
    int batches = 0, slow = 0;
    vtime before = 0;

    *end = RERUN_ENDED;
    rig_open(&r);
    while (sim_step(r.sim, SIM_BATCH) == SIM_RUNNING) {
        if (watch && !watch->go_on(watch->self, p->name, sim_now(r.sim), p->limit)) {
            *end = RERUN_STOPPED;
            break;
        }
        slow = sim_now(r.sim) - before < SLOWEST ? slow + 1 : 0;
        before = sim_now(r.sim);
        if (++batches == BATCHES_MOST || slow == SLOW_BATCHES) {
            *end = RERUN_ENDLESS;
            sim_interrupt(r.sim);
        }
    }
    if (*end != RERUN_STOPPED)
        doc = rig_summary(&r);
    rig_close(&r);
    arena_free(&arena);
    return doc;
}
