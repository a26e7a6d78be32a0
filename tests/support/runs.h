/* runs.h: a small scenario, run with every invariant checked, and what it printed and did.
 *
 *     struct ran r;
 *     run(&r, "go1.27", 1, "'c': {'chan': 0}",
 *         "'main': [{'go': [{'send': 'c'}]}, {'recv': 'c'}, {'print': 'm'}]");
 *     assert_string_equal(r.out, "m");
 *     assert_int_equal(r.blocks[WAIT_CHAN_RECV], 1);
 *     run_free(&r);
 *
 * Quotes are single ones, to be readable here. */
#ifndef TESTS_RUNS_H
#define TESTS_RUNS_H

#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "sb.h"
#include "sim.h"
#include "test.h"

struct ran {
    const char
        *out; /* what it printed, with spaces between; then how it ended, unless main returned */
    struct sb text;
    const struct program *p;
    vtime time;
    int status;
    /* how many events of which kind */
    int64_t counts[EVENT_KINDS];
    int64_t syncs[SYNC_NORMAL + 1];
    int64_t chans[CHAN_RECV_CLOSED + 1];
    int64_t blocks[WAIT_REASONS]; /* in the program, not the runtime */
    int64_t choices[CHOICE_LATENCY + 1];
    int64_t stops[STOP_GOYIELD + 1];
};

static void ran_says(struct ran *r, const char *before, const char *text)
{
    if (r->text.len)
        sb_putc(&r->text, ' ');
    sb_puts(&r->text, before);
    sb_puts(&r->text, text);
}

/* Prints stand in functions that are started, not called: their place is their operation. */
static void ran_prints(struct ran *r, const struct event *e)
{
    struct sb line = {0};

    assert_in_range(e->at, 0, (uintmax_t)r->p->nops - 1);
    program_expand(&line, r->p->ops[e->at].text, program_figures(e));
    ran_says(r, "", sb_text(&line));
    sb_free(&line);
}

static void ran_event(struct ran *r, const struct event *e)
{
    r->counts[e->kind]++;
    switch (e->kind) {
    case EV_PRINT:
        ran_prints(r, e);
        break;
    case EV_FATAL:
        ran_says(r, "fatal error: ", fatal_text((enum fatal)e->b));
        break;
    case EV_PANIC:
        ran_says(r, "panic: ", panic_text((enum panic)e->b));
        break;
    case EV_SYNC:
        r->syncs[e->flag]++;
        break;
    case EV_CHAN:
        r->chans[e->flag]++;
        break;
    case EV_GO_BLOCK:
        r->blocks[e->b] += e->at != PLACE_NONE;
        break;
    case EV_CHOICE:
        r->choices[e->flag]++;
        break;
    case EV_GO_STOP:
        r->stops[e->b]++;
        break;
    default:
        break;
    }
}

static void ran_events(void *self, const struct event *ev, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ran_event(self, &ev[i]);
}

static void ran_scenario(struct sb *text, const char *model, int cores, int procs, const char *env,
                         const char *objects, const char *funcs)
{
    sb_printf(text, "{'schedlab': 1, 'name': 'test', 'model': '%s', 'machine': {'cores': %d},",
              model, cores);
    sb_printf(text, "'env': {'GOMAXPROCS': '%d', 'GODEBUG': '%s'}, ", procs, env);
    sb_printf(text, "'objects': {%s}, 'funcs': {%s}}", objects, funcs);
    for (size_t i = 0; i < text->len; i++)
        if (text->text[i] == '\'')
            text->text[i] = '"';
}

/* With fewer cores than Ps, or words in GODEBUG. */
static inline void run_on(struct ran *r, const char *model, int cores, int procs,
                          const char *godebug, const char *objects, const char *funcs)
{
    struct sb text = {0};
    struct arena arena = {0};
    struct diags ds = {0};
    struct event_sink sink = {.events = ran_events, .self = r};
    struct sim_config cfg = {.sinks = &sink, .nsinks = 1, .check = true};
    struct sim *s;

    *r = (struct ran){0};
    ran_scenario(&text, model, cores, procs, godebug, objects, funcs);
    r->p = program_load("test.json", text.text, text.len, NULL, &arena, &ds);
    if (!r->p)
        diags_print(&ds, stderr, text.text);
    assert_non_null(r->p);
    s = sim_new(r->p, &cfg);
    while (sim_step(s, SIM_BATCH) == SIM_RUNNING)
        ;
    r->time = sim_now(s);
    r->status = sim_exit_status(s);
    r->out = sb_text(&r->text);
    sim_free(s);
    r->p = NULL;
    diags_free(&ds);
    arena_free(&arena);
    sb_free(&text);
}

static inline void run(struct ran *r, const char *model, int procs, const char *objects,
                       const char *funcs)
{
    run_on(r, model, procs, procs, "", objects, funcs);
}

static void run_free(struct ran *r)
{
    sb_free(&r->text);
}

/* Runs it with one P in every model: they all print the same. */
static inline void prints(const char *out, const char *objects, const char *funcs)
{
    for (int i = 0; model_names[i]; i++) {
        struct ran r;

        run(&r, model_names[i], 1, objects, funcs);
        assert_string_equal(r.out, out);
        run_free(&r);
    }
}

#endif
