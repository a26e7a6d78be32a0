#include "shoot.h"

#include <stdlib.h>

#include "callout.h"
#include "file.h"
#include "fonts_ttf.h"
#include "interrupt.h"
#include "leftover.h"
#include "lesson_desk.h"
#include "picture.h"
#include "player_desk.h"
#include "progress.h"
#include "say.h"

void shoot_text(const struct ui *ui, const struct scene *sc, struct sb *out)
{
    ui_dump(ui, out);
    sb_putc(out, '\n');
    scene_dump(sc, out);
}

bool shoot_write(const char *path, const struct sb *text, struct diags *ds)
{
    struct writer *w = writer_open(path, ds);

    if (!w)
        return false;
    writer_put(w, sb_text(text), text->len);
    return writer_close(w, ds);
}

static int32_t width(const struct stage *st)
{
    return st->opt->w != OPTION_UNSET ? st->opt->w : SHOOT_W;
}

static int32_t height(const struct stage *st)
{
    return st->opt->h != OPTION_UNSET ? st->opt->h : SHOOT_H;
}

/* ---- one picture --------------------------------------------------------------------------------------------------- */

static bool write_picture(const struct stage *st, const struct scene *frame, const char *path,
                          struct diags *ds)
{
    struct scene sc = {.theme = NULL};
    struct pixels px;
    bool written = false;

    if (callout_add(st, frame, &sc, ds)) {
        px = picture_of(&sc);
        written = picture_write(&px, path, ds);
        free(px.at);
    }
    scene_deinit(&sc);
    return written;
}

/* What of the pixels a text can hold, and who drew the letters in them. */
static void add_pixels(const struct scene *frame, struct sb *out)
{
    struct pixels px = picture_of(frame);

    sb_printf(out, "pixels: %016llx\nfonts: ", (unsigned long long)raster_hash(&px));
    fonts_ttf_version(out);
    sb_putc(out, '\n');
    free(px.at);
}

static bool write_still(struct stage *st, struct diags *ds)
{
    const struct scene *frame = stage_still(st, width(st), height(st));
    struct sb text = {0};

    if (st->opt->png && !write_picture(st, frame, st->opt->png, ds))
        return false;
    if (!st->opt->dump)
        return true;
    add_pixels(frame, &text);
    shoot_text(st->ui, frame, &text);
    shoot_write(st->opt->dump, &text, ds);
    sb_free(&text);
    return ds->list.len == 0;
}

/* ---- a film -------------------------------------------------------------------------------------------------------- */

struct film {
    vtime from, to;
    int64_t number; /* of the next picture, from 1 */
    struct progress progress;
};

enum {
    FILM_SECONDS = 10 /* that a film takes unless --speed says otherwise */,
    FILM_MOST = 100000
};

static bool begin_film(struct stage *st, struct film *f, struct diags *ds)
{
    const struct view_options *opt = st->opt;
    vtime end = history_time(st->runs[0]->run.history), speed;

    f->from = opt->from != OPTION_UNSET ? opt->from : 0;
    f->to = opt->to != OPTION_UNSET && opt->to < end ? opt->to : end;
    if (f->from >= f->to) {
        diags_add(ds, NULL, "--from %s: the run has ended by then", args_value(st->args, "from"));
        return false;
    }
    speed = (f->to - f->from) / FILM_SECONDS;
    if (opt->speed == OPTION_UNSET)
        st->ui->speed = speed < 1 ? 1 : speed;
    if ((f->to - f->from) / st->ui->speed > FILM_MOST / opt->fps) {
        diags_add(ds, NULL,
                  "that is a film of more than %d pictures; a larger --speed makes it shorter",
                  FILM_MOST);
        return false;
    }
    f->progress = progress_begin();
    return leftover_prepare(opt->frames, ds);
}

static bool write_frame(struct stage *st, struct film *f, struct diags *ds)
{
    const struct scene *frame = ui_build(st->ui, width(st), height(st));
    struct sb path = {0};
    bool written;

    sb_printf(&path, "%s/frame-%06lld.png", st->opt->frames, (long long)f->number++);
    written = write_picture(st, frame, sb_text(&path), ds);
    sb_free(&path);
    if (progress_due(&f->progress))
        progress_show(&f->progress, "film", st->ui->t - f->from, f->to - f->from);
    return written;
}

/* Time goes on as in the window, picture by picture; the last one is of the last instant. */
static bool write_film(struct stage *st, struct diags *ds)
{
    struct film f = {.number = 1};
    bool going;

    if (!begin_film(st, &f, ds))
        return false;
    ui_go_time(st->ui, f.from);
    st->ui->playing = true;
    do {
        going = st->ui->t < f.to && st->ui->playing;
        if (!write_frame(st, &f, ds))
            break;
        ui_tick(st->ui, SEC / st->opt->fps);
        if (st->ui->t > f.to)
            ui_go_time(st->ui, f.to);
    } while (going && !interrupt_pending());
    progress_hide(&f.progress);
    return ds->list.len == 0;
}

/* What is played with. */
struct desks {
    struct lesson_desk lessons;
    struct player_desk player;
};

/* Of what a script asks for, exercises are played and runs made again; the rest is for a window. */
static void do_requests(void *self)
{
    struct desks *desks = self;
    struct stage *st = desks->lessons.st;
    struct request rq;

    while (ui_request(st->ui, &rq))
        if (rq.kind == REQUEST_LESSON)
            lesson_desk_do(&desks->lessons, rq.text);
        else if (rq.kind == REQUEST_PLAY)
            player_desk_do(&desks->player, rq.text);
        else if (rq.kind == REQUEST_RERUN)
            stage_rerun(st, rq.text);
    stage_finish(st);
}

static int shoot_with(struct stage *st, struct desks *desks)
{
    struct diags ds = {0};

    if (!stage_apply(st, width(st), height(st), (struct script_ear){do_requests, desks}))
        return STATUS_BAD;
    if (st->opt->frames)
        write_film(st, &ds);
    if (ds.list.len == 0 && (st->opt->png || st->opt->dump))
        write_still(st, &ds);
    if (ds.list.len)
        return say_diags(&ds, NULL);
    return interrupt_pending() ? 128 + interrupt_pending() : STATUS_DONE;
}

int shoot(struct stage *st)
{
    struct desks desks;
    int status;

    if (!stage_finish(st))
        return 128 + interrupt_pending();
    lesson_desk_open(&desks.lessons, st);
    player_desk_open(&desks.player, st);
    status = shoot_with(st, &desks);
    st->ui->lesson = NULL;
    lesson_desk_close(&desks.lessons);
    player_desk_close(&desks.player);
    return status;
}
