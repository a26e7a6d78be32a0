#include <stdio.h>
#include <string.h>

#include "ui_own.h"

enum { UNDO_MAX = 200 };
static const int64_t WORD_TIME = 4 * SEC;

#define X(id, ops, title) &ops,
const struct view_ops *const ui_views[VIEWS] = {
#include "views.def"
};
#undef X

/* ---- its life ----------------------------------------------------------------------------------------------------- */

struct ui *ui_new(const struct run *const *runs, int32_t n, const struct fonts *fonts)
{
    struct ui *ui = mem_zalloc(1, sizeof *ui);
    struct ui_own *own = mem_zalloc(1, sizeof *own);

    ui->own = own;
    ui->fonts = fonts;
    ui->nruns = n;
    for (int32_t i = 0; i < n; i++) {
        ui->runs[i] = runs[i];
        ui->cursors[i] = cursor_new(runs[i]->history);
    }
    ui->theme.scale = 100;
    ui->speed = MSEC;
    ui->drawer = ui->tips = true;
    ui->focus = NOBODY;
    own->drag = NOBODY;
    own->dirty = true;
    for (int v = 0; v < VIEWS; v++)
        own->states[v] = mem_zalloc(1, ui_views[v]->state_size ? ui_views[v]->state_size : 1);
    return ui;
}

void ui_free(struct ui *ui)
{
    struct ui_own *own = own_of(ui);

    for (int v = 0; v < VIEWS; v++) {
        if (ui_views[v]->deinit)
            ui_views[v]->deinit(own->states[v]);
        free(own->states[v]);
    }
    for (int32_t i = 0; i < ui->nruns; i++)
        cursor_free(ui->cursors[i]);
    for (size_t i = 0; i < ASKED_MAX; i++)
        sb_free(&own->texts[i]);
    sb_free(&own->handed);
    sb_free(&own->word);
    free(own->undo.at);
    free(own->redo.at);
    free(ui->bookmarks.at);
    scene_deinit(&own->scene);
    free(own);
    free(ui);
}

void ui_replace(struct ui *ui, const struct run *const *runs, int32_t n)
{
    for (int32_t i = 0; i < ui->nruns; i++)
        cursor_free(ui->cursors[i]);
    ui->nruns = n;
    ui->front = 0;
    ui->generation++;
    for (int32_t i = 0; i < n; i++) {
        ui->runs[i] = runs[i];
        ui->cursors[i] = cursor_new(runs[i]->history);
    }
    ui_go_time(ui, ui->t);
}

/* ---- in time ------------------------------------------------------------------------------------------------------ */

static const struct history *front(const struct ui *ui)
{
    return ui->runs[ui->front]->history;
}

static void moved(struct ui *ui, int64_t pos, vtime t)
{
    if (pos != ui->pos)
        ui->changed = ui->clock;
    ui->pos = pos;
    ui->t = t;
    own_of(ui)->dirty = true;
}

void ui_go(struct ui *ui, int64_t pos)
{
    int64_t len = history_len(front(ui));
    struct event last;

    pos = pos < 0 ? 0 : pos > len ? len : pos;
    moved(ui, pos, pos && history_read(front(ui), pos - 1, 1, &last) ? last.t : 0);
}

void ui_go_time(struct ui *ui, vtime t)
{
    vtime end = history_time(front(ui));

    t = t < 0 ? 0 : t > end ? end : t;
    moved(ui, history_at(front(ui), t), t);
}

/* Where an instant leaves the window, the window follows: by pages, as one turns them. */
static void follow(struct ui *ui)
{
    vtime wide = ui->window.to - ui->window.from;

    if (wide > 0 && (ui->t < ui->window.from || ui->t > ui->window.to))
        ui_show(ui, ui->t - wide / 10, ui->t - wide / 10 + wide);
}

void ui_tick(struct ui *ui, int64_t ns)
{
    struct ui_own *own = own_of(ui);
    const struct run *run = ui->runs[ui->front];

    ui->clock += ns;
    if (own->word.len && ui->clock >= own->word_until) {
        sb_clear(&own->word);
        own->dirty = true;
    }
    if (!ui->playing)
        return;
    /* ns * speed / SEC, in two parts that cannot overflow */
    ui_go_time(ui, ui->t + ui->speed / SEC * ns + ui->speed % SEC * (ns / 1000) / (SEC / 1000));
    follow(ui);
    if (run->complete && ui->t >= history_time(run->history)) {
        ui->playing = false;
        own->dirty = true;
    }
}

enum { SHOWN_LEAST = 10 /* ns */ };

void ui_show(struct ui *ui, vtime from, vtime to)
{
    vtime end = history_time(front(ui)), wide = to - from;

    end = end > SHOWN_LEAST ? end : SHOWN_LEAST;
    wide = wide < SHOWN_LEAST ? SHOWN_LEAST : wide > end ? end : wide;
    from = from < 0 ? 0 : from > end - wide ? end - wide : from;
    ui->window = (struct window){from, from + wide};
    own_of(ui)->dirty = true;
}

/* ---- what was seen ------------------------------------------------------------------------------------------------ */

static struct place_seen here(const struct ui *ui)
{
    return (struct place_seen){ui->t, ui->pos, ui->window, ui->selected, ui->tab};
}

void ui_remember(struct ui *ui)
{
    struct ui_own *own = own_of(ui);

    if (own->undo.len == UNDO_MAX) {
        memmove(own->undo.at, own->undo.at + 1, (UNDO_MAX - 1) * sizeof *own->undo.at);
        own->undo.len--;
    }
    *VEC_PUSH(&own->undo) = here(ui);
    own->redo.len = 0;
}

static void go_back_to(struct ui *ui, struct place_seen place)
{
    ui->window = place.window;
    ui->selected = place.selected;
    ui->tab = place.tab;
    moved(ui, place.pos, place.t);
}

static void undo(struct ui *ui, bool again)
{
    struct ui_own *own = own_of(ui);

    if (!again && own->undo.len) {
        *VEC_PUSH(&own->redo) = here(ui);
        go_back_to(ui, own->undo.at[--own->undo.len]);
    } else if (again && own->redo.len) {
        *VEC_PUSH(&own->undo) = here(ui);
        go_back_to(ui, own->redo.at[--own->redo.len]);
    }
}

void ui_select(struct ui *ui, struct pick what)
{
    ui->selected = what;
    own_of(ui)->dirty = true;
}

/* ---- to the next … ------------------------------------------------------------------------------------------------ */

bool ui_about(const struct pick *what, const struct event *ev)
{
    switch (what->kind) {
    case PICK_G:
        return ev->g == what->id ||
               ((ev->kind == EV_GO_CREATE || ev->kind == EV_GO_READY) && ev->a == what->id);
    case PICK_M:
        return ev->m == what->id ||
               ((ev->kind == EV_M_CREATE || ev->kind == EV_M_WAKE || ev->kind == EV_P_STEAL) &&
                ev->a == what->id);
    case PICK_P:
        return (ev->p == what->id && ev->kind != EV_CHOICE) ||
               ((ev->kind == EV_STEAL || ev->kind == EV_P_STEAL || ev->kind == EV_P_IDLE) &&
                ev->b == what->id);
    case PICK_OBJECT:
        return (ev->kind == EV_GO_BLOCK || ev->kind == EV_CHAN || ev->kind == EV_SYNC) &&
               ev->a == what->id;
    default:
        return false;
    }
}

static bool is_about(const void *arg, const struct event *ev)
{
    return ui_about(arg, ev);
}

/* A P that is handed off, not one that goes idle. */
static bool is_moment(const void *arg, const struct event *ev)
{
    (void)arg;
    return ev->kind != EV_P_STOP || ev->b == P_STOP_HANDOFF;
}

/* All that a picture shows: not the meaning of places, nor a snapshot's fields before its end. */
static struct kinds shown_kinds(void)
{
    struct kinds set = {{UINT64_MAX, UINT64_MAX}};
    static const enum event_kind left_out[] = {EV_PLACE, EV_SNAP, EV_SNAP_P, EV_SNAP_M, EV_SNAP_G};

    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        kinds_remove(&set, left_out[i]);
    return set;
}

static struct kinds decision_kinds(void)
{
    struct kinds set = {{0, 0}};

    kinds_add(&set, EV_GO_START);
    kinds_add(&set, EV_STEAL);
    kinds_add(&set, EV_P_STEAL);
    kinds_add(&set, EV_PREEMPT);
    kinds_add(&set, EV_CHOICE);
    return set;
}

static struct kinds moment_kinds(void)
{
    struct kinds set = {{0, 0}};

    kinds_add(&set, EV_STEAL);
    kinds_add(&set, EV_P_STEAL);
    kinds_add(&set, EV_P_STOP);
    kinds_add(&set, EV_PREEMPT);
    kinds_add(&set, EV_GC_BEGIN);
    kinds_add(&set, EV_RUNQ_OVERFLOW);
    return set;
}

/* To just after the next event of the kinds for which `is` is true, or to just after the one before the last. */
static void seek(struct ui *ui, bool back, struct kinds kinds,
                 bool (*is)(const void *arg, const struct event *ev), const void *arg)
{
    int64_t pos = history_find(front(ui), back ? ui->pos - 1 : ui->pos, back, &kinds, is, arg);

    ui->playing = false;
    if (pos >= 0)
        ui_go(ui, pos + 1);
    else if (back)
        ui_go(ui, 0);
    else
        ui_tell(ui, "No more of these in this run.");
    follow(ui);
}

static void seek_selected(struct ui *ui, bool back)
{
    if (ui->selected.kind == PICK_NONE)
        ui_tell(ui, "Select a goroutine, a thread, a processor or an object first.");
    else
        seek(ui, back, shown_kinds(), is_about, &ui->selected);
}

/* ---- speed -------------------------------------------------------------------------------------------------------- */

/* 1 us a second to 1 s a second, in steps of 1, 2, 5. */
static vtime next_speed(vtime speed, bool faster)
{
    static const vtime steps[] = {1, 2, 5};
    vtime below = USEC;

    for (vtime ten = USEC; ten <= SEC; ten *= 10)
        for (int i = 0; i < 3; i++) {
            vtime s = ten * steps[i];

            if (s > SEC)
                break;
            if (faster && s > speed)
                return s;
            if (!faster && s >= speed)
                return below;
            below = s;
        }
    return faster ? SEC : below;
}

/* ---- commands ----------------------------------------------------------------------------------------------------- */

static void bookmark(struct ui *ui)
{
    for (size_t i = 0; i < ui->bookmarks.len; i++)
        if (ui->bookmarks.at[i] == ui->t) {
            ui->bookmarks.at[i] = ui->bookmarks.at[--ui->bookmarks.len];
            ui_tell(ui, "Bookmark removed.");
            return;
        }
    *VEC_PUSH(&ui->bookmarks) = ui->t;
    ui_tell(ui, "Bookmarked; Shift+B goes from one to the next.");
}

static void next_bookmark(struct ui *ui)
{
    vtime next = VTIME_MAX, first = VTIME_MAX;

    for (size_t i = 0; i < ui->bookmarks.len; i++) {
        vtime t = ui->bookmarks.at[i];

        first = t < first ? t : first;
        next = t > ui->t && t < next ? t : next;
    }
    if (first == VTIME_MAX)
        ui_tell(ui, "There are no bookmarks yet: B makes one.");
    else
        ui_go_time(ui, next < VTIME_MAX ? next : first);
    follow(ui);
}

static void play(struct ui *ui)
{
    const struct run *run = ui->runs[ui->front];

    if (!ui->playing && run->complete && ui->t >= history_time(run->history))
        ui_go(ui, 0);
    ui->playing = !ui->playing;
}

static void bigger(struct ui *ui, int32_t by)
{
    int32_t scale = ui->theme.scale + by;

    ui->theme.scale = scale < 75 ? 75 : scale > 400 ? 400 : scale;
}

static void clear(struct ui *ui)
{
    ui->marked = (struct window){0, 0};
    ui->selected = (struct pick){PICK_NONE, 0, 0};
}

static void copy_address(struct ui *ui)
{
    struct sb text = {0};

    ui_address(ui, &text);
    ui_ask(ui, REQUEST_COPY, 0, sb_text(&text));
    ui_tell(ui, "Copied: %s", sb_text(&text));
    sb_free(&text);
}

/* Time. True: it was one of these. */
static bool command_time(struct ui *ui, enum command c)
{
    switch (c) {
    case CMD_PLAY:
        play(ui);
        return true;
    case CMD_STEP:
    case CMD_STEP_BACK:
        seek(ui, c == CMD_STEP_BACK, shown_kinds(), NULL, NULL);
        return true;
    case CMD_DECISION:
    case CMD_DECISION_BACK:
        seek(ui, c == CMD_DECISION_BACK, decision_kinds(), NULL, NULL);
        return true;
    case CMD_MOMENT:
    case CMD_MOMENT_BACK:
        seek(ui, c == CMD_MOMENT_BACK, moment_kinds(), is_moment, NULL);
        return true;
    case CMD_SELECTED:
    case CMD_SELECTED_BACK:
        seek_selected(ui, c == CMD_SELECTED_BACK);
        return true;
    case CMD_BEGIN:
    case CMD_END:
        ui_go(ui, c == CMD_BEGIN ? 0 : history_len(front(ui)));
        follow(ui);
        return true;
    case CMD_FASTER:
    case CMD_SLOWER:
        ui->speed = next_speed(ui->speed, c == CMD_FASTER);
        return true;
    case CMD_BOOKMARK:
        bookmark(ui);
        return true;
    case CMD_BOOKMARK_NEXT:
        next_bookmark(ui);
        return true;
    default:
        return false;
    }
}

static const enum tab tab_of[COMMANDS] = {
    [CMD_BOARD] = TAB_BOARD,     [CMD_TIMELINE] = TAB_TIMELINE, [CMD_CODE] = TAB_CODE,
    [CMD_COMPARE] = TAB_COMPARE, [CMD_LESSON] = TAB_LESSON,     [CMD_PLAYER] = TAB_PLAYER,
};

static bool command_show(struct ui *ui, enum command c)
{
    struct ui_own *own = own_of(ui);

    switch (c) {
    case CMD_BOARD:
    case CMD_TIMELINE:
    case CMD_CODE:
    case CMD_COMPARE:
    case CMD_LESSON:
    case CMD_PLAYER:
        ui->tab = tab_of[c];
        return true;
    case CMD_NEXT_VIEW:
        ui->tab = (ui->tab + 1) % TABS;
        return true;
    case CMD_DRAWER:
        ui->drawer = !ui->drawer;
        return true;
    case CMD_LEAN:
        ui->lean = !ui->lean;
        return true;
    case CMD_UNDO:
    case CMD_REDO:
        undo(ui, c == CMD_REDO);
        return true;
    case CMD_CLEAR:
        clear(ui);
        return true;
    case CMD_CHANGE:
        ui->changing = !ui->changing;
        ui->drawer = ui->drawer || ui->changing;
        return true;
    case CMD_HELP:
        own->popup = own->popup == POPUP_HELP ? POPUP_NONE : POPUP_HELP;
        return true;
    case CMD_PALETTE:
        own->popup = POPUP_PALETTE;
        own->typed[0] = '\0';
        own->chosen = 0;
        return true;
    default:
        return false;
    }
}

static bool command_window(struct ui *ui, enum command c, int64_t arg)
{
    switch (c) {
    case CMD_THEME:
        ui->theme.light = !ui->theme.light;
        return true;
    case CMD_PRESENTER:
        ui->theme.presenter = !ui->theme.presenter;
        return true;
    case CMD_TIPS:
        ui->tips = !ui->tips;
        return true;
    case CMD_BIGGER:
    case CMD_SMALLER:
        bigger(ui, c == CMD_BIGGER ? 25 : -25);
        return true;
    case CMD_COPY:
        copy_address(ui);
        return true;
    case CMD_PICTURE:
        ui_ask(ui, REQUEST_PICTURE, 0, "");
        return true;
    case CMD_RECORD:
        ui_ask(ui, REQUEST_RECORD, 0, "");
        return true;
    case CMD_FULLSCREEN:
        ui_ask(ui, REQUEST_FULLSCREEN, 0, "");
        return true;
    case CMD_QUIT:
        ui_ask(ui, REQUEST_QUIT, 0, "");
        return true;
    case CMD_SPEED:
        ui->speed = arg;
        return true;
    case CMD_TOUR:
        tour_go(ui, &own_of(ui)->tour, 1);
        return true;
    case CMD_TOUR_STOP:
        tour_go(ui, &own_of(ui)->tour, (int32_t)arg);
        return true;
    default:
        return false;
    }
}

void ui_command(struct ui *ui, enum command command, int64_t arg)
{
    struct ui_own *own = own_of(ui);

    own->dirty = true;
    if (command_time(ui, command) || command_window(ui, command, arg))
        return;
    /* What a view makes of it comes first: Escape closes a field before it clears the selection. */
    for (int v = 0; v < VIEWS; v++)
        if (ui_views[v]->command && own->layout.at[v].w &&
            ui_views[v]->command(ui, own->states[v], command, arg))
            return;
    command_show(ui, command);
}

/* ---- requests ----------------------------------------------------------------------------------------------------- */

void ui_ask(struct ui *ui, enum request_kind kind, int64_t arg, const char *text)
{
    struct ui_own *own = own_of(ui);

    if (own->nasked == ASKED_MAX)
        return; /* the app does not listen; what is asked again and again is asked in vain */
    sb_clear(&own->texts[own->nasked]);
    sb_puts(&own->texts[own->nasked], text);
    own->asked[own->nasked++] = (struct request){.kind = kind, .arg = arg};
}

bool ui_request(struct ui *ui, struct request *out)
{
    struct ui_own *own = own_of(ui);
    struct sb first = own->texts[0];

    if (own->nasked == 0)
        return false;
    *out = own->asked[0];
    own->nasked--;
    memmove(own->asked, own->asked + 1, own->nasked * sizeof *own->asked);
    memmove(own->texts, own->texts + 1, (ASKED_MAX - 1) * sizeof *own->texts);
    own->texts[ASKED_MAX - 1] = own->handed;
    own->handed = first;
    out->text = sb_text(&own->handed);
    return true;
}

void ui_tell(struct ui *ui, const char *format, ...)
{
    struct ui_own *own = own_of(ui);
    va_list args;

    sb_clear(&own->word);
    va_start(args, format);
    sb_vprintf(&own->word, format, args);
    va_end(args);
    own->word_until = ui->clock + WORD_TIME;
    own->dirty = true;
}
