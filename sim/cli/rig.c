#include "rig.h"

#include <stdlib.h>

void rig_listen(struct rig *r, struct event_sink sink)
{
    *VEC_PUSH(&r->sinks) = sink;
}

void rig_open(struct rig *r)
{
    struct sim_config cfg = {.until = r->until, .check = r->check};

    r->ctx = (struct emit_context){.program = r->program, .source = r->source};
    r->console = console_new(&r->ctx, r->out, r->err, r->summarize ? CONSOLE_KEEP : CONSOLE_FORGET);
    rig_listen(r, console_sink(r->console));
    if (r->summarize) {
        r->summary = summary_new(&r->ctx);
        rig_listen(r, summary_sink(r->summary));
    }
    if (r->choices) {
        cfg.choices = r->choices->list.at;
        cfg.nchoices = (int32_t)r->choices->list.len;
    }
    cfg.sinks = r->sinks.at;
    cfg.nsinks = (int32_t)r->sinks.len;
    r->sim = sim_new(r->program, &cfg);
}

cJSON *rig_summary(struct rig *r)
{
    struct summary_sources from = {.console = r->console};

    return summary_finish(r->summary, &from);
}

void rig_close(struct rig *r)
{
    if (r->sim)
        sim_free(r->sim);
    if (r->console)
        console_free(r->console);
    if (r->summary)
        summary_free(r->summary);
    free(r->sinks.at);
}
