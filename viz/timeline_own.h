/* timeline_own.h: what the files timeline_*.c share.
 *
 *     head      title, which lanes, the search field
 *     map       the whole run, thin, with what is shown boxed
 *     axis      times
 *     pins      lanes that stay
 *     lanes     the others, scrolled; names in the gutter at their left
 *     counters  lines of counts
 *
 * A row is a lane in its place. Only rows that are seen cost anything. */
#ifndef VIZ_TIMELINE_OWN_H
#define VIZ_TIMELINE_OWN_H

#include "lanes.h"
#include "view.h"

enum by { BY_P, BY_M, BY_G, BYS };
enum row_kind { ROW_GC, ROW_P, ROW_M, ROW_G, ROW_NOTE, ROW_TASK, ROW_FOLD };
enum fold { FOLD_TASKS, FOLD_RUNTIME, FOLDS };

struct row {
    int32_t kind; /* enum row_kind */
    int32_t id;   /* P, M, goid, lane of regions, row of tasks, enum fold */
};

/* Where everything is, for a frame and the input that follows it. */
struct plan {
    struct rect area, head, map, axis, pins, lanes, counters; /* the last five without the gutter */
    int32_t gutter, row_h;
    struct axis ax, whole; /* of the lanes; of the map */
};

enum drag { DRAG_NONE, DRAG_PRESSED, DRAG_PAN, DRAG_MEASURE, DRAG_MAP, DRAG_BAR };
enum { QUERY_TEXT = 120, MAP_HITS = 512 };

/* What is searched for; fields that are not asked for are < 0 or "". */
struct query {
    int64_t g; /* of the history, not Go's */
    int32_t p, m;
    int32_t slice; /* enum slice */
    vtime longer, shorter;
    char func[QUERY_TEXT], reason[QUERY_TEXT], word[QUERY_TEXT];
    const char *error; /* what is wrong with it, or NULL */
};

/* A span that is found: of a goroutine, or of its regions. */
struct hit {
    vtime t;
    struct row row;
    int64_t span;
};

struct search {
    bool open;
    char text[QUERY_TEXT];
    struct query query;
    bool on;               /* there is something to search for */
    int64_t seen;          /* events of the lanes when it was counted */
    int64_t hits;          /* in all */
    int64_t before;        /* hits before the current one */
    struct hit at;         /* the current one; row.kind < 0: none */
    int32_t map[MAP_HITS]; /* how many begin in each part of the run */
};

/* The figures of a marked stretch. */
enum { MEASURED_GS = 6 };
struct measured {
    struct window of;
    int64_t seen;
    struct lod_sums all;        /* of all goroutines */
    vtime running[MEASURED_GS]; /* who ran longest */
    goid gs[MEASURED_GS];
    int32_t ngs;
};

struct timeline {
    const struct run *run;
    struct lanes lanes;
    enum by by;
    VEC(struct row) rows;
    struct row_key { /* what the rows were made of */
        enum by by;
        size_t gs, ps, ms, notes, tasks;
        bool gc, folded[FOLDS];
    } made;
    bool unfolded[FOLDS];
    VEC(struct row) pins;
    int32_t scroll; /* pixels above the first row that is seen */
    bool no_flows;
    struct plan plan;
    struct search search;
    struct measured measured;
    struct map { /* the load of the whole run, made anew when the run or the width has changed */
        int64_t seen;
        int32_t h;
        VEC(struct strip_column) columns;
    } map;
    /* a drag */
    enum drag drag;
    int32_t from_x, from_y, from_scroll;
    struct window from_window;
    vtime from_t;
    int64_t navigated; /* ui->clock of the last zoom or pan: undo goes back over a burst of them */
};

/* A frame in progress. */
struct painter {
    struct frame *f;
    struct scene *sc;
    struct timeline *tl;
    const struct axis *ax;
    vtime end; /* of what is known */
};

/* ---- timeline_rows.c: which lane is where ---- */
void rows_update(struct timeline *tl);
const struct lod *row_lod(const struct timeline *tl, struct row row); /* NULL: of a heading */
void row_name(const struct timeline *tl, struct row row, struct sb *out);
struct pick row_pick(const struct timeline *tl, struct row row);
struct row row_of_pick(const struct timeline *tl, struct pick pick); /* kind < 0: none */
int32_t row_index(const struct timeline *tl, struct row row); /* NOBODY: not among the rows */
bool row_same(struct row a, struct row b);
/* The row at a height of the window, kind < 0: none; its box in *box unless that is NULL. */
struct row row_at(const struct timeline *tl, int32_t y, struct rect *box);
/* The box of a row that is seen; h 0: it is not. */
struct rect row_box(const struct timeline *tl, struct row row);
void rows_scroll(struct timeline *tl, int32_t to);
void rows_show(struct timeline *tl, struct row row);
int32_t rows_height(const struct timeline *tl);

/* ---- timeline_lane.c, timeline_label.c ---- */
void lane_draw(struct painter *pt, struct row row, struct rect box);
/* The words that fit a slice best: the longest that is not wider than `width`; "" if none is. In the scene's arena. */
const char *label_of(const struct painter *pt, struct row row, const struct span *s, int32_t width);
void lane_mark_selected(struct painter *pt);

/* ---- timeline_axis.c, timeline_map.c, timeline_counters.c, timeline_head.c ---- */
void axis_draw(struct painter *pt);
void axis_lines(struct painter *pt); /* cursor, bookmarks, the marked stretch, over all lanes */
void map_draw(struct painter *pt);
void counters_draw(struct painter *pt);
int32_t counters_wanted(const struct timeline *tl); /* rows */
void head_draw(struct painter *pt);

/* ---- timeline_flows.c ---- */
void flows_draw(struct painter *pt);

/* ---- timeline_search.c, timeline_query.c ---- */
void query_parse(struct query *q, const struct subject *su, const char *text);
bool query_empty(const struct query *q);
bool query_matches(const struct query *q, const struct timeline *tl, struct row row, int64_t span);
void search_update(struct timeline *tl);
void search_jump(struct ui *ui, struct timeline *tl, bool back);
void search_open(struct ui *ui, struct timeline *tl);
void search_clear(struct ui *ui, struct timeline *tl); /* and closes the field */
void search_close(struct ui *ui, struct timeline *tl);
bool search_input(struct ui *ui, struct timeline *tl, const struct input *in);

/* ---- timeline_measure.c ---- */
void measure_draw(struct painter *pt);

/* ---- timeline_tip.c ---- */
void timeline_tip(struct painter *pt);
/* The span under a point; NULL: none. */
const struct span *span_at(const struct timeline *tl, int32_t x, int32_t y, struct row *row,
                           int64_t *index);

/* ---- timeline_input.c, timeline_go.c ---- */
bool timeline_input(struct ui *ui, void *state, struct rect area, const struct input *in);
bool timeline_command(struct ui *ui, void *state, enum command command, int64_t arg);
void timeline_navigate(struct ui *ui, struct timeline *tl, vtime from, vtime to);
void timeline_zoom(struct ui *ui, struct timeline *tl, int32_t x, int32_t percent);
void timeline_pan(struct ui *ui, struct timeline *tl, int32_t pixels);

#endif
