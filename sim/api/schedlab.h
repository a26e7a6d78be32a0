/* schedlab.h: Go's scheduler, simulated, for programs of your own.
 *
 *     struct schedlab_scenario *sc = schedlab_scenario_new();
 *     if (schedlab_scenario_load(sc, "storm.json", text, strlen(text)) != SCHEDLAB_OK)
 *         fputs(schedlab_scenario_errors(sc), stderr);
 *     struct schedlab_run *run = schedlab_run_new(sc);
 *     schedlab_run_write(run, SCHEDLAB_TRACE, "storm.trace");
 *     schedlab_run_all(run, NULL, NULL);
 *     schedlab_run_free(run);
 *     schedlab_scenario_free(sc);
 *
 *     cc program.c $(pkg-config --cflags --libs schedlab)
 *
 * docs/library.md goes through a whole program, docs/scenario.md is the language of scenarios, docs/events.md says what each
 * event means. A run is a pure function of (scenario, settings): the same events and the same bytes on every machine. The
 * library reads no environment, prints nothing, and writes no file but those it is told to.
 *
 * Texts that it returns are UTF-8, belong to the handle they were asked of, and are good until its next call. A handle is for
 * one thread at a time, and so are all loads and all runs that write files; other runs may be used side by side. Passing NULL for a
 * handle, where nothing says otherwise, is a mistake of the caller. Memory that cannot be had ends the process, with a line
 * on standard error and status 2.
 *
 * Versions: what is declared here stays as it is as long as SCHEDLAB_API has the same number; things may be added. */
#ifndef SCHEDLAB_H
#define SCHEDLAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SCHEDLAB_PUBLIC __attribute__((visibility("default")))
#else
#define SCHEDLAB_PUBLIC
#endif

/* The interface that this header describes, and the one that the library has: at least this one. */
#define SCHEDLAB_API 1
SCHEDLAB_PUBLIC int schedlab_api(void);

/* The release of the library: "0.1.0". */
SCHEDLAB_PUBLIC const char *schedlab_version(void);

enum schedlab_result {
    SCHEDLAB_OK,
    SCHEDLAB_RUNNING, /* there is more to come */
    SCHEDLAB_ENDED,   /* the run is over, and its files are written */
    SCHEDLAB_BAD      /* it was refused: the handle's errors say why */
};

/* A program to run, with its machine and its environment. */
struct schedlab_scenario;

/* An empty one; never NULL. */
SCHEDLAB_PUBLIC struct schedlab_scenario *schedlab_scenario_new(void);

/* Settings for the next load, as options of `schedlab run`: a value of the text ("/machine/cores=2") or a parameter
 * ("readers=16"), as often as wanted, the seed of all random choices, and the Go that is modelled ("go1.27"). Texts are copied.
 * What is wrong with them is told by the load. */
SCHEDLAB_PUBLIC void schedlab_scenario_set(struct schedlab_scenario *sc, const char *setting);
SCHEDLAB_PUBLIC void schedlab_scenario_seed(struct schedlab_scenario *sc, uint64_t seed);
SCHEDLAB_PUBLIC void schedlab_scenario_model(struct schedlab_scenario *sc, const char *model);

/* Makes a program of `length` bytes of `text`; `name` is what messages call it. To be called once. SCHEDLAB_OK, or
 * SCHEDLAB_BAD and all errors, each with its line, its column and what to do. */
SCHEDLAB_PUBLIC enum schedlab_result schedlab_scenario_load(struct schedlab_scenario *sc,
                                                            const char *name, const char *text,
                                                            size_t length);

/* What was wrong, as `schedlab` prints it; "" if nothing was. */
SCHEDLAB_PUBLIC const char *schedlab_scenario_errors(const struct schedlab_scenario *sc);

/* Frees it, after all runs of it; NULL is allowed. */
SCHEDLAB_PUBLIC void schedlab_scenario_free(struct schedlab_scenario *sc);

/* Something that happened. `kind` is named by schedlab_event_name, and what the other numbers mean stands in docs/events.md in
 * the row of that name. Numbers of kinds may change between releases, names do not. */
struct schedlab_event {
    int64_t time;  /* nanoseconds of virtual time */
    int64_t a, b;  /* by kind */
    int32_t g;     /* goroutine; 0: none */
    int32_t m;     /* thread; -1: none */
    int32_t p;     /* processor; -1: none */
    int32_t place; /* in the program; -1: nowhere */
    int32_t kind;
    int32_t flag; /* by kind */
};

/* "go-create"; NULL if there is no such kind: they are numbered from 0 without a gap. */
SCHEDLAB_PUBLIC const char *schedlab_event_name(int kind);

/* One run of a scenario. */
struct schedlab_run;

/* A run at time 0, which nothing has happened in. Borrows `sc`, which may have many runs. NULL if no program was loaded. */
SCHEDLAB_PUBLIC struct schedlab_run *schedlab_run_new(const struct schedlab_scenario *sc);

/* What follows is asked for before the first step; later it is SCHEDLAB_BAD and changes nothing. */

/* Stops at this virtual time, in nanoseconds from 1, instead of at the end or the scenario's limit. */
SCHEDLAB_PUBLIC enum schedlab_result schedlab_run_until(struct schedlab_run *run, int64_t time);

/* Hands over every event, in order, `n` of them at a time, the callee's to read until it returns. */
SCHEDLAB_PUBLIC enum schedlab_result
schedlab_run_listen(struct schedlab_run *run,
                    void (*events)(void *self, const struct schedlab_event *ev, size_t n),
                    void *self);

/* Writes the whole run to `path`, once for each format. The file appears when the run has ended, complete, or not at all. */
enum schedlab_format {
    SCHEDLAB_TRACE,  /* Go's execution trace: go tool trace PATH */
    SCHEDLAB_CHROME, /* JSON for ui.perfetto.dev */
    SCHEDLAB_LOG     /* a line for each event */
};
SCHEDLAB_PUBLIC enum schedlab_result
schedlab_run_write(struct schedlab_run *run, enum schedlab_format format, const char *path);

/* Gathers the figures for schedlab_run_summary. */
SCHEDLAB_PUBLIC enum schedlab_result schedlab_run_summarize(struct schedlab_run *run);

/* Goes on for `moments` moments of virtual time at the most, from 1. SCHEDLAB_RUNNING, or SCHEDLAB_ENDED; SCHEDLAB_BAD if a
 * file could not be written, at the end. Called again after the end it says the same again. */
SCHEDLAB_PUBLIC enum schedlab_result schedlab_run_step(struct schedlab_run *run, int64_t moments);

/* Goes on to the end, and calls `step` (if not NULL) every now and then, some times a second; if it returns false the run is
 * cut off there, which is an end too. SCHEDLAB_ENDED or SCHEDLAB_BAD. */
SCHEDLAB_PUBLIC enum schedlab_result
schedlab_run_all(struct schedlab_run *run, bool (*step)(void *self, const struct schedlab_run *run),
                 void *self);

/* Where the run is, in nanoseconds of virtual time. */
SCHEDLAB_PUBLIC int64_t schedlab_run_now(const struct schedlab_run *run);

/* The exit status of the simulated program, as Go's: 0, 2 for a panic or a deadlock, 124 at the limit; -1 before the end. */
SCHEDLAB_PUBLIC int schedlab_run_status(const struct schedlab_run *run);

/* The figures of the run, the JSON document of `schedlab run --summary`, with what the program printed; NULL before the end, or
 * if it was not asked for. */
SCHEDLAB_PUBLIC const char *schedlab_run_summary(struct schedlab_run *run);

/* What the last SCHEDLAB_BAD was about; "" if there was none. */
SCHEDLAB_PUBLIC const char *schedlab_run_errors(const struct schedlab_run *run);

/* Frees it; of a run that has not ended no file is left. NULL is allowed. */
SCHEDLAB_PUBLIC void schedlab_run_free(struct schedlab_run *run);

#ifdef __cplusplus
}
#endif

#endif
