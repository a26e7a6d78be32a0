/* board_head.c: the line over the board: how many goroutines are in which state (and so what the forms of tokens mean), the
 * collector, a stopped world. */
#include "board.h"

struct entry {
    enum color color;
    const char *word;
    int64_t n;
};

static int32_t width_of(struct board *b, const struct entry *entries, size_t n)
{
    int32_t w = 0;

    for (size_t i = 0; i < n; i++)
        w += scene_width(b->sc, STYLE_BODY,
                         board_words(b, "%s %s", board_count(b, entries[i].n), entries[i].word)) +
             board_px(b, 14 + 4 + 6 + 16);
    return w;
}

/* A swatch in the form of its tokens, a figure and, if there is room, a word; false: no room. */
static bool put_entry(struct board *b, struct rect *row, const struct entry *e, bool brief)
{
    const char *figure = board_count(b, e->n);
    const char *text = brief ? figure : board_words(b, "%s %s", figure, e->word);
    int32_t w = scene_width(b->sc, STYLE_BODY, text), swatch = board_px(b, 14);
    struct rect box = {row->x, row->y + (row->h - swatch) / 2, swatch + board_px(b, 4), swatch};

    if (row->w < box.w + board_px(b, 6) + w)
        return false;
    board_shape(b, box, e->color);
    rect_cut_left(row, box.w + board_px(b, 6));
    scene_text(b->sc, rect_cut_left(row, w), STYLE_BODY, e->n ? COLOR_TEXT : COLOR_DIM, LEFT, "%s",
               text);
    rect_cut_left(row, board_px(b, 16));
    return true;
}

/* Goroutines that this very moment passes from one place to another: on no card. */
static int64_t between_places(const struct board *b)
{
    return b->w->ngs - b->sum.gs_shown - b->sum.gs_folded;
}

static const char *collector_words(struct board *b)
{
    const struct world *w = b->w;

    if (w->ended && (w->end == END_UNTIL || w->end == END_INTERRUPT || w->end == END_LIMIT))
        return "the run was cut off here";
    if (w->ended)
        return board_words(b, "the run has ended \xC2\xB7 exit status %d", w->exit);
    if (w->gc_runs)
        return board_words(b, "GC %s marks", board_count(b, w->gc_cycle));
    if (w->gc_cycle)
        return board_words(b, "%s GC cycles so far", board_count(b, w->gc_cycle));
    return "no GC yet";
}

static void put_stopped(struct board *b, struct rect box)
{
    const struct world *w = b->w;
    struct rect in = box;
    struct sb who = {0};

    scene_fill(b->sc, box, COLOR_GC, board_px(b, 4));
    rect_cut_left(&in, b->pad);
    rect_cut_right(&in, b->pad);
    if (w->stopper) {
        sb_puts(&who, " by ");
        subject_g(b->su, w->stopper, &who);
    }
    scene_text(b->sc, in, STYLE_BOLD, COLOR_ON_STATE, LEFT, "The world is stopped%s for %s: %s",
               sb_text(&who), board_lasted(b, w->stopped_since),
               stw_reason_text((enum stw_reason)w->stw));
    sb_free(&who);
}

void board_head(struct board *b, struct rect box)
{
    const int64_t *of = b->w->statuses;
    const struct entry entries[] = {
        {COLOR_RUNNING, "running", of[G_RUNNING]},
        {COLOR_RUNNABLE, "runnable", of[G_RUNNABLE]},
        {COLOR_WAITING, "waiting", of[G_WAITING] + of[G_PREEMPTED]},
        {COLOR_SYSCALL, "in calls", of[G_SYSCALL]},
    };
    const char *gc = collector_words(b);
    struct rect row = box, right;
    enum color color = b->w->gc_runs ? COLOR_WARN : COLOR_DIM;
    bool brief;

    if (b->w->stopped) {
        put_stopped(b, box);
        return;
    }
    right = rect_cut_right(&row, least(scene_width(b->sc, STYLE_BODY, gc) + 1, box.w / 3));
    scene_text(b->sc, right, STYLE_BODY, color, RIGHT, "%s", gc);
    rect_cut_right(&row, b->pad);
    brief = width_of(b, entries, sizeof entries / sizeof *entries) > row.w;
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        if (!put_entry(b, &row, &entries[i], brief))
            return;
    scene_text(b->sc, row, STYLE_BODY, COLOR_DIM, LEFT, "of %s%s%s", board_count(b, b->w->ngs),
               b->w->derived ? ""
                             : board_words(b, ", %s the runtime's",
                                           board_count(b, b->w->ngs - b->w->user_gs)),
               between_places(b)
                   ? board_words(b, " \xC2\xB7 %s on its way", board_count(b, between_places(b)))
                   : "");
}
