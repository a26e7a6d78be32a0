#include "rerun.h"

#include "gosrc.h"
#include "rig.h"

/* A learner's file may spin for years of virtual time; thirty days of captures take some ten million moments. */
enum { BATCHES_MOST = 1000 };

cJSON *rerun(const struct program *p, const struct rerun_watch *watch, enum rerun_end *end)
{
    struct arena arena = {0};
    struct rig r = {.program = p, .source = gosrc_map(p, &arena), .summarize = true};
    cJSON *doc = NULL;
    int batches = 0;

    *end = RERUN_ENDED;
    rig_open(&r);
    while (sim_step(r.sim, SIM_BATCH) == SIM_RUNNING) {
        if (watch && !watch->go_on(watch->self, p->name, sim_now(r.sim), p->limit)) {
            *end = RERUN_STOPPED;
            break;
        }
        if (++batches == BATCHES_MOST) {
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
