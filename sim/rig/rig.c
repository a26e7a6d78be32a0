#include "rig.h"

#include <stdlib.h>

#include "leftover.h"

void rig_listen(struct rig *r, struct event_sink sink)
{
    *VEC_PUSH(&r->sinks) = sink;
}

static bool traces_itself(const struct program *p)
{
    for (int32_t i = 0; i < p->nops; i++)
        if (p->ops[i].kind == OP_TRACE_START)
            return true;
    return false;
}

/* The program's own tracer hears of everything first: the core asks it for bytes at any moment. */
static void open_tracer(struct rig *r, struct sim_config *cfg)
{
    owntraces_init(&r->traces, &r->ctx);
    rig_listen(r, proctrace_sink(r->traces.traces));
    rig_listen(r, owntraces_sink(&r->traces));
    cfg->tracer = proctrace_tracer(r->traces.traces);
}

void rig_open(struct rig *r)
{
    struct sim_config cfg = {
        .choices = r->choices, .nchoices = r->nchoices, .until = r->until, .check = r->check};

    r->ctx = (struct emit_context){.program = r->program, .source = r->source};
    r->console = console_new(&r->ctx, r->out, r->err, r->summarize ? CONSOLE_KEEP : CONSOLE_FORGET);
    rig_listen(r, console_sink(r->console));
    if (traces_itself(r->program))
        open_tracer(r, &cfg);
    if (r->summarize) {
        r->summary = summary_new(&r->ctx);
        rig_listen(r, summary_sink(r->summary));
    }
    cfg.sinks = r->sinks.at;
    cfg.nsinks = (int32_t)r->sinks.len;
    r->sim = sim_new(r->program, &cfg);
}

cJSON *rig_summary(struct rig *r)
{
    struct summary_sources from = {.console = r->console, .proctrace = r->traces.traces};

    return summary_finish(r->summary, &from);
}

bool rig_write_files(struct rig *r, const char *folder, struct diags *ds)
{
    const struct owntrace *traces;
    const struct console_file *files;
    size_t n, before = ds->list.len;

    files = console_files(r->console, &n);
    for (size_t i = 0; i < n; i++)
        leftover_write(folder, files[i].name, files[i].bytes, files[i].len, ds);
    if (r->traces.traces) {
        traces = owntraces_list(&r->traces, &n);
        for (size_t i = 0; i < n; i++)
            leftover_write(folder, traces[i].name, traces[i].bytes, traces[i].len, ds);
    }
    return ds->list.len == before;
}

void rig_close(struct rig *r)
{
    if (r->sim)
        sim_free(r->sim);
    if (r->console)
        console_free(r->console);
    if (r->summary)
        summary_free(r->summary);
    if (r->traces.traces)
        owntraces_deinit(&r->traces);
    free(r->sinks.at);
}
