/* ui_own.h: what the files ui*.c, layout.c and popup.c share, and no view knows. */
#ifndef VIZ_UI_OWN_H
#define VIZ_UI_OWN_H

#include "layout.h"
#include "tour.h"
#include "ui.h"
#include "view.h"

enum popup { POPUP_NONE, POPUP_HELP, POPUP_PALETTE };
enum { PALETTE_TEXT = 64, ASKED_MAX = 16 };

struct ui_own {
    struct scene scene;
    struct layout layout;
    void *states[VIEWS];
    int32_t drag; /* the view in which a button went down; NOBODY */
    VEC(struct place_seen) undo, redo;
    enum popup popup;
    char typed[PALETTE_TEXT]; /* into the palette */
    int32_t chosen;           /* row of the palette */
    struct request asked[ASKED_MAX];
    size_t nasked;
    struct sb texts[ASKED_MAX], handed; /* of the requests; of the one that was handed out */
    struct sb word;                     /* told by ui_tell */
    int64_t word_until;
    char key[32]; /* pressed last, for a room to see */
    int64_t key_until;
    struct tour tour;
    bool dirty;
    int64_t len; /* of the front history at the last frame */
    vtime end;   /* the same, its time */
};

extern const struct view_ops *const ui_views[VIEWS];

static inline struct ui_own *own_of(const struct ui *ui)
{
    return ui->own;
}

/* popup.c: what lies over the window; true: the input was for it. */
void popup_build(struct ui *ui, struct scene *sc);
bool popup_input(struct ui *ui, const struct input *in);
void tip_build(struct ui *ui, struct scene *sc);

#endif
