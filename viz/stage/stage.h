/* stage.h: the runs and the user interface on them, as the command line asks for them: what the window, pictures
 * and the page of a browser share.
 *
 *     struct stage st;
 *     if (stage_open(&st, &args, &opt, &fonts))
 *         …
 *     stage_close(&st); */
#ifndef STAGE_STAGE_H
#define STAGE_STAGE_H

#include "load_run.h"
#include "script.h"
#include "view_options.h"

struct stage {
    const struct args *args;
    const struct view_options *opt;
    const struct fonts *fonts;
    struct loaded *runs[RUNS_MAX];
    int32_t nruns;
    struct ui *ui;
    struct given input;
    VEC(struct args)
    changed; /* the options of each run that was changed in the window; runs borrow their words */
    const char *name; /* what the window shows now, if not the first operand */
    vtime
        wanted; /* an instant to be gone to as soon as the run has come to it; OPTION_UNSET: none */
    bool at_main;           /* nothing is wanted: to be gone to where main begins */
    int32_t wanted_percent; /* the same, as a part of the complete run */
    bool deep;              /* is to show a stretch around `wanted` when the run is complete */
    bool tour;              /* is to begin when the run is complete */
    struct arena arena;
};

/* Opens the runs; nothing has been simulated yet. All that is passed is borrowed until stage_close, which is called in any
 * case. False: told. */
bool stage_open(struct stage *st, const struct args *args, const struct view_options *opt,
                const struct fonts *fonts);

/* Simulates for about so long, and goes to the wanted instant when it is reached. True: all runs are complete. */
bool stage_step(struct stage *st, int64_t ns);

/* Simulates to the end. False: a signal came first. */
bool stage_finish(struct stage *st);

/* The thing that "G18", "M3", "P0" or the name of an object stands for. False: there is no such thing. */
bool stage_pick(const struct stage *st, const char *what, struct pick *out);

/* Does what --select and --keys ask for, in frames of w x h. False: told. */
bool stage_apply(struct stage *st, int32_t w, int32_t h, struct script_ear ear);

/* A frame as a still picture shows it: nothing is on its way, and time does not go on. The scene is the ui's. */
const struct scene *stage_still(struct stage *st, int32_t w, int32_t h);

/* Runs again with changed options, lines of "--set /pointer=VALUE", "--seed N", "--model M", and keeps the place; the run before stays as
 * the second. What is wrong with them is told in the window, and the old run stays in front. */
void stage_rerun(struct stage *st, const char *lines);

/* The scenario in front as a game needs it: loaded once more, with the options that it has now. False, and diags. */
bool stage_session(const struct stage *st, struct session *out, struct diags *ds);

/* The run in front again, with these choices, at position `pos`. */
void stage_play(struct stage *st, const struct choice *list, int32_t n, int64_t pos);

/* Shows another scenario or trace from its beginning, likewise. */
bool stage_load(struct stage *st, const char *path);
void stage_close(struct stage *st);

#endif
