/* ui.h: the window without a window: what is shown, what is selected, where in time we are, and how input changes that.
 *
 *     struct ui *ui = ui_new(&run, 1, &fonts);
 *     ui_input(ui, &in);            as it comes
 *     ui_tick(ui, 16000000);        so much time of the person has passed
 *     scene = ui_build(ui, w, h);   a frame
 *     while (ui_request(ui, &rq))   what only the app can do
 *         …
 *     ui_free(ui);
 *
 * It is a pure function of its inputs: a test drives it without a display. */
#ifndef VIZ_UI_H
#define VIZ_UI_H

#include "input.h"
#include "lesson.h"
#include "player.h"
#include "run.h"
#include "scene.h"

enum { RUNS_MAX = 2 };

/* For so long after a change of place a token glides, ns of the person's time. */
enum { UI_GLIDE = 260000000 };

enum tab { TAB_BOARD, TAB_TIMELINE, TAB_CODE, TAB_COMPARE, TAB_LESSON, TAB_PLAYER, TABS };

/* What the app is asked for. Texts are good until the next ui_request. */
enum request_kind {
    REQUEST_NONE,
    REQUEST_QUIT,
    REQUEST_COPY,       /* text */
    REQUEST_PICTURE,    /* a PNG of the frame as it is */
    REQUEST_RECORD,     /* on or off: arg */
    REQUEST_FULLSCREEN, /* toggle */
    REQUEST_LESSON,     /* text: "check 8" …, as lesson.h says */
    REQUEST_PLAY,       /* text: "take 2" …, as player.h says */
    REQUEST_RERUN       /* text: lines of "--set /pointer=VALUE", "--seed N", "--model M" */
};
struct request {
    enum request_kind kind;
    int64_t arg;
    const char *text;
};

/* A stretch of the timeline. */
struct window {
    vtime from, to;
};

/* Where one is: what undo goes back to. */
struct place_seen {
    vtime t;
    int64_t pos;
    struct window window;
    struct pick selected;
    enum tab tab;
};

struct ui {
    const struct run *runs[RUNS_MAX];
    struct cursor *cursors[RUNS_MAX];
    int64_t generation; /* counts ui_replace: what a view keeps of the runs before is stale then */
    int32_t nruns, front; /* front: the run that board, console and inspector show */
    struct theme theme;
    const struct fonts *fonts;

    /* in time: set by ui_go and ui_go_time only */
    vtime t;     /* the clock: between two events too */
    int64_t pos; /* events of the front run that have happened */
    bool playing;
    vtime speed; /* virtual ns a second */

    /* shown */
    enum tab tab;
    struct window window; /* of the timeline: set by ui_show */
    struct window marked; /* a dragged range that limits every figure; from == to: none */
    struct pick selected; /* a G, M, P, object or span; PICK_NONE */
    struct pick hover;    /* under the mouse */
    int32_t mouse_x, mouse_y, mods;
    bool changing;           /* the panel that changes the scenario is open */
    bool drawer, tips, lean; /* lean: a board without what only the curious need */
    int32_t
        focus; /* the view that hears keys and text first, since its field of text is open; NOBODY */
    VEC(vtime) bookmarks;
    int64_t clock; /* ns of the person's time since the start: for what moves by itself */
    int64_t
        changed; /* clock of the last change of pos: the last change is highlighted until the next */

    const struct lesson *lesson; /* the app's; NULL: there are no exercises */
    const struct player *player; /* the app's; NULL: nothing can be played */

    void *own; /* ui.c's: views and their states, history of places, popups, requests */
};

struct ui *ui_new(const struct run *const *runs, int32_t n, const struct fonts *fonts);
void ui_free(struct ui *ui);

/* Other runs in the place of those there are, the first in front. The instant is kept, as far as the run goes (it may still
 * grow: say ui_go_time again then). The old runs are not looked at any more. */
void ui_replace(struct ui *ui, const struct run *const *runs, int32_t n);

void ui_input(struct ui *ui, const struct input *in);
void ui_tick(struct ui *ui, int64_t ns); /* the person's time passes: playing, gliding */

/* Whether a new frame would differ: something was changed, something moves, the run has grown. */
bool ui_dirty(const struct ui *ui);

/* Builds a frame; the scene is the ui's, good until the next. */
const struct scene *ui_build(struct ui *ui, int32_t w, int32_t h);
bool ui_request(struct ui *ui, struct request *out);

/* What views and the command line may do. */
void ui_go(struct ui *ui, int64_t pos); /* to a position of the front run */
void ui_go_time(struct ui *ui, vtime t);
void ui_show(struct ui *ui, vtime from,
             vtime to); /* the timeline's window, kept within the run and over 10 ns */
/* A stretch around where we are, if in the whole run what happens here would be less than a pixel each; F shows all. */
void ui_look_around(struct ui *ui);
void ui_select(struct ui *ui, struct pick what);
void ui_remember(struct ui *ui); /* before a jump: undo comes back here */
void ui_command(struct ui *ui, enum command command, int64_t arg);
void ui_ask(struct ui *ui, enum request_kind kind, int64_t arg, const char *text);
/* A click on a pick, as everywhere: a G, M, P, object is selected (Shift: and gone to), an instant jumped to, a command carried out. */
void ui_click(struct ui *ui, struct pick pick, int32_t mods);

/* A word to the person at the foot of the window, for some seconds. */
void ui_tell(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The rows of the state that tests look at, "key: value" each. */
void ui_dump(const struct ui *ui, struct sb *out);

/* An instant or a duration as everywhere in the window: "108.417 ms". In the scene's arena. */
const char *ui_time(struct scene *sc, vtime t);

/* The address of a moment, as the command line takes it: "schedlab view syscall-storm --at 108.417ms --select G18". */
void ui_address(const struct ui *ui, struct sb *out);

#endif
