/* board.h: what the files of the board share, and no other view knows.
 *
 * The board shows where each goroutine, thread and processor is at one instant. Its law: every one of them is shown once as a
 * token, or counted once in a fold ("+ 1,234 more"); `struct board_sum` adds both up, and tests hold it against the world. A
 * frame costs what is visible: lists are read from their heads only, threads and rooms are passed over once.
 *
 *     board_layout.c   which card stands where, for an area and a number of Ps
 *     board_draw.c     cards, rows, counts: what all cards are made of
 *     board_tokens.c   a goroutine as a token; a list of them in rows, and the fold behind
 *     board_glide.c    tokens on their way between two frames
 *     board_arrow.c    the way of the last change
 *     board_light.c    what is highlighted: the last change, the selection, who waits and who may wake
 *     board_head.c     how many goroutines are in which state, the collector, a stopped world
 *     board_proc.c     a P as a card; board_proc_small.c the three smaller ways of it
 *     board_side.c     global queue, sysmon, netpoller, timers
 *     board_rooms.c    the waiting rooms, by object
 *     board_threads.c  the Ms without a P, by what they do */
#ifndef VIZ_BOARD_H
#define VIZ_BOARD_H

#include "view.h"
#include "world.h"

/* ---- layout -------------------------------------------------------------------------------------------------------- */

/* How a P is drawn: the largest way in which all of them find room. */
enum board_way {
    WAY_FULL,    /* everything, with the slots of its queue */
    WAY_COMPACT, /* thread, running goroutine, one row of its queue */
    WAY_TINY,    /* running goroutine, length of the queue as a bar and a figure */
    WAY_MICRO    /* a coloured field with the length of the queue */
};

struct board_plan {
    struct rect head, global, sysmon, netpoll, timers, rooms, threads; /* of no width: not shown */
    struct rect procs;   /* all P cards, with their caption */
    struct rect caption; /* of tiny and micro ways; of no width where there is no room for it */
    enum board_way way;
    int32_t cols, gap, cell_w, cell_h; /* of the grid of cards, which begins below the caption */
    int32_t shown;                     /* Ps that have a card; the others are in the fold */
};

struct board_layout_asks {
    const struct theme *theme;
    struct rect area;
    int32_t nps;
    bool lean;
};

void board_layout(struct board_plan *plan, const struct board_layout_asks *asks);
struct rect board_cell(const struct board_plan *plan, int32_t i);

/* ---- the state between frames, and a frame -------------------------------------------------------------------------- */

struct board_sum {
    int64_t gs_shown, gs_folded, ms_shown, ms_folded, ps_shown, ps_folded;
};

/* A token between two frames. */
struct board_spot {
    struct rect box;  /* where it belongs */
    struct rect from; /* where it glides from */
    int64_t began;    /* clock at which it set off; NOT_MOVING */
    int64_t frame;    /* the last one in which it was shown */
    uint8_t place;    /* enum world_place */
};
enum { NOT_MOVING = -1 };

struct board_state {
    struct gtable spots; /* struct board_spot, of those shown in the last frame */
    bool ready;
    VEC(goid) shown;
    int64_t frame, pos;
    const struct run *run;
    struct rect area;
    int32_t token_w;              /* with the area: what makes all boxes move at once */
    bool sets_limit;              /* the program of `run` has a debug.SetMaxThreads */
    size_t named_gs, named_ms;    /* of an imported run: ids looked at so far, */
    int64_t longest_g, longest_m; /* and the largest of them */
    int32_t rooms_skipped;
    struct rect rooms; /* where the wheel moves them */
    struct board_sum sum;
};

/* A token that is on its way: drawn after all cards, over them. */
struct board_flight {
    goid g;
    struct rect from, at, to;
    uint8_t color;
    bool far;     /* leaves a trail, */
    int32_t rise; /* and rises so high above the straight way */
};

/* What the last event was about, and what hangs together with what is hovered. */
struct board_light {
    goid g, cause; /* cause: who woke or made it, or 0 */
    int32_t ms[2], ps[2];
    const struct world_room *room; /* of the object that is hovered or selected, or NULL */
    const bool *wakers;            /* by function: may wake who waits there; or NULL */
};

struct board {
    struct ui *ui;
    const struct run *run;
    const struct subject *su;
    const struct world *w;
    struct scene *sc;
    struct board_state *st;
    struct board_plan plan;
    struct board_light light;
    struct board_sum sum;
    bool lean; /* only what matters */
    int32_t nps;
    int32_t gap, pad;                /* between cards; within a card */
    int32_t token_w, token_h, space; /* space: between tokens */
    int64_t glide;                   /* ns that a move takes; 0: none glides */
    int32_t moves;                   /* begun in this frame */
    VEC(struct board_flight) flights;
    VEC(goid) shown;
};

/* What a fold stands for: the id of its PICK_PLACE, whose arg is how many. */
enum board_fold { FOLD_GS, FOLD_MS, FOLD_CALLS /* Ms, each with its G */, FOLD_PS, FOLD_ROOMS };

/* ---- board_draw.c ----------------------------------------------------------------------------------------------------- */

static inline int32_t board_px(const struct board *b, int32_t px)
{
    return theme_px(&b->ui->theme, px);
}

static inline int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int32_t most(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* The card's ground with its title and a word at the right (or NULL); returns what is left inside. */
struct rect board_card(struct board *b, struct rect box, const char *title, const char *right);

/* The title that a card of that width has room for, beside a short figure. */
const char *board_title(struct board *b, struct rect box, const char *title, const char *brief);

/* "1,234", good for the frame. */
const char *board_count(struct board *b, int64_t n);

/* A text for the frame. */
const char *board_words(struct board *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A duration to three figures: "17.7 ms"; how long something has lasted since. */
const char *board_span(struct board *b, vtime ns);
const char *board_lasted(struct board *b, vtime since);

/* A line of small dim text at the top of `r`, which it takes off. */
void board_note(struct board *b, struct rect *r, const char *text);

/* A bar of `done` of `whole`. */
void board_bar(struct board *b, struct rect box, int64_t done, int64_t whole, enum color color);

/* "+ 1,234 more" in `box`. */
void board_fold(struct board *b, struct rect box, enum board_fold what, int64_t n);

int32_t board_ps(const struct world *w); /* how many there are */

struct pick board_pick(struct board *b, enum pick_kind kind, int64_t id); /* set; returns the old */

/* ---- board_tokens.c --------------------------------------------------------------------------------------------------- */

struct rect board_token_box(const struct board *b, int32_t x, int32_t y);

/* Shows g at a place; its box is board_token_box's. */
void board_token(struct board *b, struct rect box, goid g);

/* Shows g at the left of `box`, in the middle of its height; where it has no room it is counted. False: it was, or g is 0. */
bool board_token_in(struct board *b, struct rect box, goid g);

/* The same on its way, where it is now. */
void board_flight_draw(struct board *b, const struct board_flight *fl);

/* A list in rows from the top left of `area`, and how many are behind those that fit. `slots`: the empty places are drawn. */
void board_list(struct board *b, struct rect area, const struct world_list *list, bool slots);

/* The same of several lists, one behind the other, as far as they fit. */
struct board_lists {
    const struct world_list *at[WAIT_REASONS];
    int32_t n;
};
void board_list_all(struct board *b, struct rect area, const struct board_lists *lists, bool slots);

/* How many tokens a row of that width holds; how high so many rows are. */
int32_t board_row_tokens(const struct board *b, int32_t width);
int32_t board_rows_height(const struct board *b, int32_t rows);

/* A thread as a pill; returns its width. Nothing is drawn where it has no room. */
int32_t board_thread_width(struct board *b, int32_t m);
void board_thread(struct board *b, struct rect box, int32_t m);

/* A token's shape, also in the legend: form and colour say the same. */
void board_shape(struct board *b, struct rect box, enum color color);

/* The colour of a goroutine's state. */
enum color board_color(const struct board *b, const struct world_g *gp);

/* ---- board_glide.c ---------------------------------------------------------------------------------------------------- */

void board_glide_begin(struct board *b, struct rect area);

/* Notes where a token belongs in this frame; true: it is on its way there, and is drawn by board_glide_end. */
bool board_glide(struct board *b, struct rect box, goid g, const struct world_g *gp);
void board_glide_end(struct board *b);
void board_glide_deinit(struct board_state *st);

/* ---- the cards -------------------------------------------------------------------------------------------------------- */

void board_light(struct board *b);
void board_arrow(struct board *b);
bool board_is_lit_m(const struct board *b, int32_t m);
bool board_is_lit_p(const struct board *b, int32_t p);

void board_head(struct board *b, struct rect box);
void board_procs(struct board *b);
void board_proc_compact(struct board *b, struct rect box, int32_t p);
void board_proc_tiny(struct board *b, struct rect box, int32_t p);
void board_proc_micro(struct board *b, struct rect box, int32_t p);
void board_global(struct board *b, struct rect box);
void board_sysmon(struct board *b, struct rect box);
void board_netpoll(struct board *b, struct rect box);
void board_timers(struct board *b, struct rect box);
void board_rooms(struct board *b, struct rect box);
void board_threads(struct board *b, struct rect box);

/* What a P is doing, in a word, and its colour. */
enum board_doing {
    DOES_RUN,
    DOES_SCHEDULE,
    DOES_CALL,
    DOES_SPIN,
    DOES_HANDOFF, /* given to a thread that has still to wake up; sysmon may have it meanwhile */
    DOES_IDLE,
    DOES_STOP,
    DOINGS
};
enum board_doing board_doing(const struct board *b, int32_t p);
const char *board_doing_word(enum board_doing does);
const char *board_doing_brief(enum board_doing does); /* where there is little room */
/* Where there is hardly any room; '\0': idle. */
char board_doing_letter(enum board_doing does);
enum color board_doing_color(enum board_doing does);

/* The word on a ground of its colour, at the right of `row`; returns the width that it takes. */
int32_t board_doing_label(struct board *b, struct rect row, enum board_doing does);

/* The thread that stands on a P's card, or NOBODY: sysmon, which has a P only to hand it on, stands on its own. */
int32_t board_thread_of(const struct board *b, int32_t p);

/* The ground of a P's card, lit if it has to do with the last change. */
void board_proc_ground(struct board *b, struct rect box, int32_t p);

/* The goroutine that a P's thread runs, or has in a call without having lost the P; 0: none. */
goid board_on_proc(const struct board *b, int32_t p);

/* Function and operation of a goroutine. */
const char *board_func(struct board *b, const struct world_g *gp);
const char *board_op(struct board *b, const struct world_g *gp);

#endif
