#include "window.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "interrupt.h"
#include "lesson_desk.h"
#include "picture.h"
#include "player_desk.h"
#include "progress.h"
#include "record.h"
#include "say.h"
#include "sdl_input.h"
#include "shoot.h"
#include "window_place.h"

struct win {
    struct stage *st;
    SDL_Window *sdl;
    struct record record;
    struct lesson_desk lessons;
    struct player_desk player;
    bool complete; /* the runs are */
    bool quit, failed;
    bool forced;           /* the next frame is drawn even if nothing changed */
    bool touched;          /* by the person, since the last frame */
    bool typed;            /* the text of the key that opened a field is not for the field */
    int64_t ticked, drawn; /* when, ns of the wall clock */
};

/* ---- opening and closing ------------------------------------------------------------------------------------------ */

/* Is there a display? exit() comes here too, for it is Xlib that ends us when the display goes away. */
static bool display_is_used;

static void display_lost(void)
{
    if (!display_is_used)
        return;
    say("the display has gone away; with --png or --frames none is needed");
    writer_abandon_all();
    _exit(STATUS_BAD);
}

/* Our own pixels go straight to the X server, in a tenth of the time that a detour by OpenGL takes without a GPU. */
static void prefer_plain_pixels(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();

    if (driver && strcmp(driver, "x11") == 0)
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION,
                    "0"); /* the environment's own word counts more */
}

static bool is_on_a_display(const struct window_place *p)
{
    SDL_Point title = {p->x + p->w / 2, p->y + 10};

    for (int i = 0; i < SDL_GetNumVideoDisplays(); i++) {
        SDL_Rect bounds;

        if (SDL_GetDisplayBounds(i, &bounds) == 0 && SDL_PointInRect(&title, &bounds))
            return true;
    }
    return false;
}

enum { LEAST_W = 200, LEAST_H = 150 };

static SDL_Window *make_window(const struct stage *st, const struct window_place *place)
{
    int x = SDL_WINDOWPOS_CENTERED, y = x, w = SHOOT_W, h = SHOOT_H;
    SDL_Rect room;
    struct sb title = {0};
    SDL_Window *sdl;

    if (SDL_GetDisplayUsableBounds(0, &room) == 0) {
        w = w < room.w ? w : room.w;
        h = h < room.h ? h : room.h;
    }
    if (place->w && is_on_a_display(place)) {
        x = place->x;
        y = place->y;
        w = place->w;
        h = place->h;
    }
    if (st->opt->w != OPTION_UNSET) {
        w = st->opt->w;
        h = st->opt->h;
    }
    sb_printf(&title, "schedlab · %s", st->runs[0]->run.subject.name);
    sdl = SDL_CreateWindow(sb_text(&title), x, y, w, h,
                           SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    sb_free(&title);
    if (sdl)
        SDL_SetWindowMinimumSize(sdl, LEAST_W, LEAST_H);
    return sdl;
}

static struct pixel_ratio ratio_of(const struct win *win)
{
    struct pixel_ratio ratio;

    SDL_GetWindowSize(win->sdl, &ratio.points, NULL);
    SDL_GetWindowSizeInPixels(win->sdl, &ratio.pixels, NULL);
    return ratio;
}

/* A display of finer pixels than points wants everything larger. */
static int32_t scale_for(struct pixel_ratio ratio)
{
    return ratio.points > 0 ? (int32_t)((int64_t)ratio.pixels * 100 / ratio.points) : 100;
}

/* How it looks: as the command line says, or as it looked last time, or as the display's pixels want it. */
static void dress(struct win *win, const struct window_place *place)
{
    const struct view_options *opt = win->st->opt;
    struct ui *ui = win->st->ui;
    struct pixel_ratio ratio = ratio_of(win);

    if (opt->scale == OPTION_UNSET)
        ui->theme.scale = place->scale ? place->scale : scale_for(ratio);
    if (!place->w)
        return;
    if (opt->light == OPTION_UNSET)
        ui->theme.light = place->light;
    if (opt->presenter == OPTION_UNSET)
        ui->theme.presenter = place->presenter;
    ui->drawer = place->drawer;
    ui->tips = place->tips;
}

/* Where there is no display SDL is content with a driver that nobody sees, unless one was asked for. */
static bool open_display(void)
{
    const char *driver;
    bool seen;

    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    seen = SDL_Init(SDL_INIT_VIDEO) == 0;
    driver = SDL_GetCurrentVideoDriver();
    if (seen && !getenv("SDL_VIDEODRIVER") &&
        (strcmp(driver, "offscreen") == 0 || strcmp(driver, "dummy") == 0)) {
        SDL_SetError("neither DISPLAY nor WAYLAND_DISPLAY leads to one");
        seen = false;
    }
    if (!seen)
        say("no display can be opened (%s); --png FILE draws a picture without one",
            SDL_GetError());
    return seen;
}

static bool open_window(struct win *win)
{
    struct window_place place = window_place_read();

    if (!open_display())
        return false;
    prefer_plain_pixels();
    win->sdl = make_window(win->st, &place);
    if (!win->sdl) {
        say("no window can be opened: %s", SDL_GetError());
        return false;
    }
    atexit(display_lost);
    display_is_used = true;
    SDL_StartTextInput();
    dress(win, &place);
    return true;
}

static void remember(const struct win *win)
{
    const struct ui *ui = win->st->ui;
    struct window_place place = {.scale = ui->theme.scale,
                                 .light = ui->theme.light,
                                 .presenter = ui->theme.presenter,
                                 .drawer = ui->drawer,
                                 .tips = ui->tips};

    if (SDL_GetWindowFlags(win->sdl) &
        (SDL_WINDOW_FULLSCREEN | SDL_WINDOW_MAXIMIZED | SDL_WINDOW_MINIMIZED))
        return;
    SDL_GetWindowPosition(win->sdl, &place.x, &place.y);
    SDL_GetWindowSize(win->sdl, &place.w, &place.h);
    window_place_write(&place);
}

static void close_window(struct win *win)
{
    if (win->sdl) {
        remember(win);
        SDL_DestroyWindow(win->sdl);
    }
    display_is_used = false;
    record_free(&win->record);
    SDL_Quit();
}

/* ---- a frame ------------------------------------------------------------------------------------------------------ */

static bool has_our_pixels(const SDL_Surface *s)
{
    return s->format->BytesPerPixel == 4 && s->format->Rmask == 0xff0000 &&
           s->format->Gmask == 0xff00 && s->format->Bmask == 0xff;
}

/* Draws straight into the window's own pixels where they are like ours. */
static void show(SDL_Surface *to, const struct scene *sc, struct pixels *drawn)
{
    *drawn = (struct pixels){to->pixels, to->w, to->h, to->pitch / 4};
    raster_draw(sc, drawn);
}

/* Through pixels of our own where they are not. */
static void show_converted(SDL_Surface *to, const struct scene *sc)
{
    struct pixels px = picture_of(sc);
    SDL_Surface *from = SDL_CreateRGBSurfaceWithFormatFrom(px.at, px.w, px.h, 32, px.stride * 4,
                                                           SDL_PIXELFORMAT_RGB888);

    SDL_BlitSurface(from, NULL, to, NULL);
    SDL_FreeSurface(from);
    free(px.at);
}

static void follow(struct win *win, const struct scene *sc)
{
    struct diags ds = {0};
    struct sb text = {0};

    if (!win->st->opt->follow)
        return;
    shoot_text(win->st->ui, sc, &text);
    if (!shoot_write(win->st->opt->follow, &text, &ds)) {
        say_diags(&ds, NULL);
        win->failed = true;
    }
    sb_free(&text);
}

static void draw(struct win *win)
{
    SDL_Surface *s = SDL_GetWindowSurface(win->sdl);
    const struct scene *sc;
    struct pixels px;

    win->drawn = wall_now();
    win->forced = win->touched = false;
    if (!s)
        return; /* no room to draw in: it is minimized, or just being resized */
    sc = ui_build(win->st->ui, s->w, s->h);
    if (has_our_pixels(s) && !SDL_MUSTLOCK(s))
        show(s, sc, &px);
    else
        show_converted(s, sc);
    SDL_UpdateWindowSurface(win->sdl);
    if (record_is_on(&win->record)) {
        px = picture_of(sc);
        record_frame(&win->record, win->st->ui, &px);
        free(px.at);
    }
    follow(win, sc);
}

/* ---- what the user interface asks for ------------------------------------------------------------------------------- */

static void save_picture(struct win *win)
{
    int w, h;
    struct pixels px;

    SDL_GetWindowSizeInPixels(win->sdl, &w, &h);
    px = picture_of(ui_build(win->st->ui, w, h));
    record_picture(win->st->ui, &px);
    free(px.at);
}

static void do_request(struct win *win, const struct request *rq)
{
    bool whole = SDL_GetWindowFlags(win->sdl) & SDL_WINDOW_FULLSCREEN;

    switch (rq->kind) {
    case REQUEST_QUIT:
        win->quit = true;
        break;
    case REQUEST_COPY:
        SDL_SetClipboardText(rq->text);
        puts(rq->text);
        fflush(stdout);
        break;
    case REQUEST_PICTURE:
        save_picture(win);
        break;
    case REQUEST_RECORD:
        record_toggle(&win->record, win->st->ui);
        break;
    case REQUEST_FULLSCREEN:
        SDL_SetWindowFullscreen(win->sdl, whole ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
        break;
    case REQUEST_LESSON:
        lesson_desk_do(&win->lessons, rq->text);
        win->complete = false; /* it may have brought another run */
        break;
    case REQUEST_PLAY:
        player_desk_do(&win->player, rq->text);
        win->complete = false;
        break;
    case REQUEST_RERUN:
        stage_rerun(win->st, rq->text);
        win->complete = false;
        break;
    case REQUEST_NONE:
        break;
    }
}

/* ---- the loop ----------------------------------------------------------------------------------------------------- */

/* The text of a key is an event of its own behind it. Where the key opened a field ("/" does), its text is not for the field. */
static void on_input(struct win *win, const struct input *in)
{
    struct ui *ui = win->st->ui;
    int32_t focus = ui->focus;

    if (in->kind == INPUT_TEXT && win->typed) {
        win->typed = false;
        return;
    }
    win->touched = true;
    ui_input(ui, in);
    if (in->kind == INPUT_KEY)
        win->typed = focus == NOBODY && ui->focus != NOBODY;
}

static void on_event(struct win *win, const SDL_Event *ev)
{
    struct input in;

    if (ev->type == SDL_QUIT)
        win->quit = true;
    else if (ev->type == SDL_WINDOWEVENT)
        win->forced |= ev->window.event == SDL_WINDOWEVENT_EXPOSED ||
                       ev->window.event == SDL_WINDOWEVENT_SIZE_CHANGED;
    else if (sdl_input(ev, ratio_of(win), &in))
        on_input(win, &in);
}

static const int64_t FRAME = SEC / 60,
                     FRAME_FILLING =
                         SEC / 20;     /* between frames; while nothing but the run's end moves */
static const int64_t SLICE = 6 * MSEC; /* of simulating between frames */
static const int64_t STEP_MOST = SEC / 4; /* of the person's time, after a halt */
enum { IDLE_MS = 100 };                   /* until signals are looked for */

/* So many ns of the person's time have passed. While a film is recorded, those of a picture of it, however long it took. */
static void pass_time(struct win *win)
{
    int64_t now = wall_now(), passed = now - win->ticked;

    win->ticked = now;
    passed = passed < STEP_MOST ? passed : STEP_MOST;
    ui_tick(win->st->ui, record_is_on(&win->record) ? SEC / RECORD_FPS : passed);
}

static void wait_for_input(struct win *win, bool idle)
{
    SDL_Event ev;
    int64_t left = win->drawn + FRAME - wall_now();
    int ms = idle ? IDLE_MS : left > 0 && win->complete ? (int)(left / MSEC) + 1 : 0;

    if (ms ? SDL_WaitEventTimeout(&ev, ms) : SDL_PollEvent(&ev))
        do
            on_event(win, &ev);
        while (!win->quit && SDL_PollEvent(&ev));
}

static bool is_due(const struct win *win)
{
    const struct ui *ui = win->st->ui;
    int64_t since = wall_now() - win->drawn;
    bool filling = !win->complete && !win->touched && !ui->playing;

    return win->forced || (ui_dirty(ui) && since >= (filling ? FRAME_FILLING : FRAME));
}

static void turn(struct win *win)
{
    struct request rq;

    wait_for_input(win, win->complete && !ui_dirty(win->st->ui) && !win->forced);
    if (!win->complete)
        win->complete = stage_step(win->st, SLICE);
    while (ui_request(win->st->ui, &rq))
        do_request(win, &rq);
    if (record_is_on(&win->record) && !is_due(win))
        return;
    pass_time(win);
    if (is_due(win) && !win->quit)
        draw(win);
}

int window_run(struct stage *st)
{
    struct win win = {.st = st, .forced = true};
    int w, h, status = STATUS_BAD;

    if (open_window(&win)) {
        SDL_GetWindowSizeInPixels(win.sdl, &w, &h);
        lesson_desk_open(&win.lessons, st);
        player_desk_open(&win.player, st);
        if (stage_apply(st, w, h, (struct script_ear){NULL, NULL})) {
            win.ticked = wall_now();
            while (!win.quit && !win.failed && !interrupt_pending())
                turn(&win);
            status = win.failed            ? STATUS_BAD
                     : interrupt_pending() ? 128 + interrupt_pending()
                                           : STATUS_DONE;
        }
    }
    if (record_is_on(&win.record))
        record_toggle(&win.record, st->ui);
    st->ui->lesson = NULL;
    lesson_desk_close(&win.lessons);
    if (win.player.st)
        player_desk_close(&win.player);
    close_window(&win);
    return status;
}
