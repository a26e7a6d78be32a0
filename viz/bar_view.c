/* bar_view.c: the bar at the top: which run, which view, and time. What has no room is left away from the middle outwards: the
 * clock and the buttons stay. */
#include "view.h"

enum { PAD = 12, BUTTON = 34, NAME_LEAST = 60 };

struct button {
    enum command command;
    const char *text;
};

static void put_button(struct scene *sc, struct rect box, enum command command, const char *text,
                       bool on)
{
    sc->pick = (struct pick){PICK_COMMAND, command, 0};
    scene_fill(sc, box, on ? COLOR_ACCENT : COLOR_RAISED, scene_px(sc, 5));
    scene_text(sc, box, STYLE_BOLD, on ? COLOR_ON_ACCENT : COLOR_TEXT, CENTER, "%s", text);
    sc->pick = (struct pick){PICK_NONE, 0, 0};
}

/* ---- time: from the right ------------------------------------------------------------------------------------------- */

static void build_keys(struct frame *f, struct rect *row)
{
    struct scene *sc = f->sc;
    const char *text = "? keys";
    struct rect box = rect_cut_right(row, scene_width(sc, STYLE_BODY, text) + 1);

    sc->pick = (struct pick){PICK_COMMAND, CMD_HELP, 0};
    scene_text(sc, box, STYLE_BODY, COLOR_DIM, RIGHT, "%s", text);
    sc->pick = (struct pick){PICK_NONE, 0, 0};
    rect_cut_right(row, scene_px(sc, PAD));
}

static void build_speed(struct frame *f, struct rect *row)
{
    struct scene *sc = f->sc;
    struct rect box = rect_cut_right(row, scene_px(sc, 148)), less, more;

    less = rect_cut_left(&box, scene_px(sc, 26));
    more = rect_cut_right(&box, scene_px(sc, 26));
    put_button(sc, less, CMD_SLOWER, "\xE2\x88\x92", false);
    put_button(sc, more, CMD_FASTER, "+", false);
    scene_text(sc, box, STYLE_BODY, COLOR_DIM, CENTER, "%s/s", ui_time(sc, f->ui->speed));
    rect_cut_right(row, scene_px(sc, PAD));
}

static void build_clock(struct frame *f, struct rect *row)
{
    struct scene *sc = f->sc;
    struct rect box = rect_cut_right(row, scene_px(sc, 172));

    scene_text(sc, box, STYLE_CLOCK, COLOR_TEXT, LEFT, "t = %s", ui_time(sc, f->ui->t));
    rect_cut_right(row, scene_px(sc, PAD));
}

static void build_buttons(struct frame *f, struct rect *row)
{
    struct scene *sc = f->sc;
    const struct button buttons[] = {
        {CMD_BEGIN, "|\xE2\x97\x80"},
        {CMD_STEP_BACK, "\xE2\x97\x80"},
        {CMD_PLAY, f->ui->playing ? "\xE2\x96\xA0" : "\xE2\x96\xB6"},
        {CMD_STEP, "\xE2\x96\xB6|"},
        {CMD_MOMENT, "\xE2\x96\xB6\xE2\x96\xB6"},
    };
    int32_t n = sizeof buttons / sizeof *buttons, wide = scene_px(sc, BUTTON + 4);
    struct rect all = rect_cut_right(row, n * wide);

    for (int32_t i = 0; i < n; i++) {
        struct rect box = rect_cut_left(&all, wide);

        rect_cut_right(&box, scene_px(sc, 4));
        put_button(sc, box, buttons[i].command, buttons[i].text,
                   buttons[i].command == CMD_PLAY && f->ui->playing);
    }
    rect_cut_right(row, scene_px(sc, PAD));
}

/* ---- which run, which view: from the left ----------------------------------------------------------------------------- */

static void build_name(struct frame *f, struct rect *row)
{
    struct scene *sc = f->sc;
    const struct run *run = f->run;
    struct rect box = *row;
    int32_t wide = scene_text(sc, box, STYLE_TITLE, COLOR_TEXT, LEFT, "%s", run_title(run));

    rect_cut_left(row, wide + scene_px(sc, PAD));
    box = *row;
    sc->pick = (struct pick){PICK_COMMAND, CMD_CHANGE, 0};
    if (run->how)
        rect_cut_left(row, scene_text(sc, box, STYLE_BODY, COLOR_DIM, LEFT, "%s%s", run->how,
                                      run->complete ? "" : " · running") +
                               scene_px(sc, PAD));
    sc->pick = (struct pick){PICK_NONE, 0, 0};
}

static const struct {
    enum tab tab;
    enum command command;
    const char *title;
} tabs[] = {
    {TAB_BOARD, CMD_BOARD, "Board"},    {TAB_TIMELINE, CMD_TIMELINE, "Timeline"},
    {TAB_CODE, CMD_CODE, "Code"},       {TAB_COMPARE, CMD_COMPARE, "Compare"},
    {TAB_LESSON, CMD_LESSON, "Lesson"}, {TAB_PLAYER, CMD_PLAYER, "Play"},
};

static int32_t tab_width(struct scene *sc, size_t i)
{
    return scene_width(sc, STYLE_BOLD, tabs[i].title) + scene_px(sc, 20);
}

/* Not all find room: the one that is shown, which leads to the next. */
static void build_one_tab(struct frame *f, struct rect *row)
{
    struct scene *sc = f->sc;
    size_t n = sizeof tabs / sizeof *tabs;

    for (size_t i = 0; i < n; i++)
        if (tabs[i].tab == f->ui->tab && tab_width(sc, i) + scene_px(sc, NAME_LEAST) <= row->w) {
            struct rect box = rect_cut_right(row, tab_width(sc, i));

            put_button(sc, box, CMD_NEXT_VIEW, tabs[i].title, true);
            rect_cut_right(row, scene_px(sc, PAD));
        }
}

static void build_tabs(struct frame *f, struct rect *row)
{
    struct scene *sc = f->sc;
    size_t n = sizeof tabs / sizeof *tabs;
    int32_t all = 0;

    for (size_t i = 0; i < n; i++)
        all += tab_width(sc, i) + scene_px(sc, 4);
    if (all > row->w) {
        build_one_tab(f, row);
        return;
    }
    for (size_t i = n; i-- > 0;) {
        struct rect box = rect_cut_right(row, tab_width(sc, i));

        put_button(sc, box, tabs[i].command, tabs[i].title, f->ui->tab == tabs[i].tab);
        rect_cut_right(row, scene_px(sc, 4));
    }
    rect_cut_right(row, scene_px(sc, PAD));
}

static void build(struct frame *f, void *state, struct rect area)
{
    struct scene *sc = f->sc;
    struct rect row = rect_inset(area, scene_px(sc, 7));

    (void)state;
    scene_fill(sc, area, COLOR_PANEL, 0);
    row.x += scene_px(sc, PAD) / 2;
    row.w -= scene_px(sc, PAD);
    if (row.w > scene_px(sc, 700))
        build_keys(f, &row);
    if (row.w > scene_px(sc, 560))
        build_speed(f, &row);
    build_clock(f, &row);
    build_buttons(f, &row);
    build_tabs(f, &row);
    build_name(f, &row);
}

const struct view_ops bar_view = {.build = build};
