/* view_options.h: what the command line of the window says, understood. */
#ifndef STAGE_VIEW_OPTIONS_H
#define STAGE_VIEW_OPTIONS_H

#include "args.h"
#include "diag.h"
#include "ui.h"

enum { OPTION_UNSET = -1 };

/* A number put beside a thing of the picture, which a text speaks of. */
struct callout_wish {
    int32_t number;
    const char *what; /* "P2", "G18", "600,90" */
};

struct view_options {
    const char *png, *frames, *dump, *follow; /* files, or NULL */
    const char *keys;                         /* or NULL */
    const char *select;                       /* or NULL */
    const char *compare;                      /* the second run, or a model; or NULL */
    vtime at, from, to;                       /* OPTION_UNSET: not given */
    int32_t at_percent;                       /* of the run; OPTION_UNSET */
    vtime speed;                              /* virtual ns a second; OPTION_UNSET */
    int32_t fps;
    int32_t w, h, scale;      /* pixels, percent; OPTION_UNSET */
    int32_t light, presenter; /* 0, 1, OPTION_UNSET */
    int32_t tab;              /* enum tab, or OPTION_UNSET */
    bool tour;
    VEC(struct callout_wish) callouts; /* to free() */
};

enum { SIZE_LEAST = 64, SIZE_MOST = 16384, SCALE_LEAST = 50, SCALE_MOST = 400 };

/* False, and diags, all at once. */
bool view_options_read(struct view_options *o, const struct args *args, struct diags *ds);

/* Is a picture, a film or a text asked for, and no window? */
bool view_options_headless(const struct view_options *o);

#endif
