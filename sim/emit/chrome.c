/* chrome.c: the run as a Chrome trace, for Perfetto (ui.perfetto.dev) and chrome://tracing.
 *
 * Groups of tracks: the processors, with a slice for each goroutine that runs; the threads, with the same and their system
 * calls and searches; the goroutines, with their states; the process, with its counters, the collector, tasks and
 * regions. An arrow leads from the slice that wakes a goroutine to the one in which it runs. */
#include "chrome_internal.h"

static void begin(void *state, const struct emit_context *ctx, struct writer *out)
{
    struct chrome *c = state;

    c->ctx = ctx;
    c->gc = c->stw = -1;
    places_init(&c->places, ctx->program ? ctx->program->nops : 0);
    gtable_init(&c->gs, sizeof(struct chrome_g));
    chromejson_begin(&c->json, out);
    chromejson_name_group(&c->json, GROUP_PROCESS, chrome_run_name(c));
    chromejson_name_group(&c->json, GROUP_P, "Processors (P)");
    chromejson_name_group(&c->json, GROUP_M, "Threads (M)");
    chromejson_name_group(&c->json, GROUP_G, "Goroutines (G)");
    chromejson_name_track(&c->json, (struct track){GROUP_PROCESS, LINE_GC}, "GC", LINE_GC);
    chromejson_name_track(&c->json, (struct track){GROUP_PROCESS, LINE_STW}, "stop the world",
                          LINE_STW);
    chromejson_name_track(&c->json, (struct track){GROUP_PROCESS, LINE_USER}, "tasks and regions",
                          LINE_USER);
}

static void events(void *state, const struct event *ev, size_t n)
{
    struct chrome *c = state;

    for (size_t i = 0; i < n; i++) {
        if (ev[i].t != c->now)
            chrome_put_counters(c);
        c->now = ev[i].t;
        if (ev[i].kind == EV_PLACE)
            places_note(&c->places, &ev[i]);
        else if (!chrome_run_event(c, &ev[i]))
            (void)chrome_say_event(c, &ev[i]);
        chromejson_flush(&c->json);
    }
}

static void end_goroutine(void *arg, goid g, void *record)
{
    chrome_leave_state(arg, g, record);
}

/* What is open at the end of the run ends there. */
static void end(void *state)
{
    struct chrome *c = state;

    chrome_put_counters(c);
    for (int32_t p = 0; p < (int32_t)c->ps.len; p++)
        chrome_end_p(c, p, "the run ends");
    for (int32_t m = 0; m < (int32_t)c->ms.len; m++)
        if (c->ms.at[m].known) {
            chrome_end_call(c, m, "system call");
            chrome_end_m(c, m);
        }
    chrome_end_spans(c);
    gtable_each(&c->gs, end_goroutine, c);
    chromejson_end(&c->json);
    free(c->ps.at);
    free(c->ms.at);
    gtable_deinit(&c->gs);
    places_deinit(&c->places);
}

const struct emitter_ops emit_chrome = {
    .name = "chrome",
    .help = "Chrome trace: open FILE in ui.perfetto.dev",
    .state_size = sizeof(struct chrome),
    .begin = begin,
    .events = events,
    .end = end,
};
