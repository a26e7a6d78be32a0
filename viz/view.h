/* view.h: the contract of a view: it puts its part of the window into the scene, and takes input that is meant for it.
 *
 * A view is a pure function of the ui (what is selected, where in time we are) and its own state; it draws nothing outside its
 * area, and copes with any area: a small one shows less, and says how much is left out. It is built anew for each frame, so
 * that it costs what the screen costs, however long the run. */
#ifndef VIZ_VIEW_H
#define VIZ_VIEW_H

#include "input.h"
#include "scene.h"
#include "ui.h"

struct frame {
    struct ui *ui;           /* to read, but for what ui.h says */
    const struct run *run;   /* the one in front */
    const struct world *now; /* its state at ui->pos */
    struct scene *sc;
};

/* Whether `ev` is about what is selected. */
bool ui_about(const struct pick *what, const struct event *ev);

struct view_ops {
    size_t state_size; /* zeroed at first */
    void (*build)(struct frame *f, void *state, struct rect area);
    /* True: taken. Called for input in its area, for moves and releases of a drag that began there, and for keys that no
     * command and no popup took. NULL: nothing is for it. Picks are carried out by ui_click if it is not taken. */
    bool (*input)(struct ui *ui, void *state, struct rect area, const struct input *in);
    /* A command that the view knows what to do with; true: done. NULL: none. */
    bool (*command)(struct ui *ui, void *state, enum command command, int64_t arg);
    void (*deinit)(void *state); /* or NULL */
    void (*dump)(const struct ui *ui, const void *state,
                 struct sb *out); /* "key: value" lines for tests, or NULL */
};

enum view_id {
#define X(id, ops, title) id,
#include "views.def"
#undef X
    VIEWS
};

#define X(id, ops, title) extern const struct view_ops ops;
#include "views.def"
#undef X

#endif
