#include "web.h"

#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "file.h"
#include "say.h"
#include "scene.h"
#include "web_own.h"

/* ---- its life ------------------------------------------------------------------------------------------------------- */

enum { GLYPHS_MOST = 64 << 20 };

struct web *web_new(const char *glyphs, int32_t w, int32_t h, int32_t scale)
{
    struct web *web = mem_zalloc(1, sizeof *web);
    struct diags ds = {0};
    size_t len;

    if (file_read(glyphs, GLYPHS_MOST, &web->glyphs, &len, &ds))
        web->baked = fonts_baked_new(web->glyphs, len, &ds);
    if (!web->baked) {
        say_diags(&ds, NULL);
        web_free(web);
        return NULL;
    }
    web->fonts = fonts_baked_face(web->baked);
    web_resize(web, w, h, scale);
    return web;
}

void web_free(struct web *w)
{
    if (w->st.ui) {
        w->st.ui->lesson = NULL;
        lesson_desk_close(&w->lessons);
        if (w->player.st)
            player_desk_close(&w->player);
    }
    stage_close(&w->st);
    args_free(&w->args);
    free(w->opt.callouts.at);
    if (w->baked)
        fonts_baked_free(w->baked);
    free(w->glyphs);
    free(w->px.at);
    sb_free(&w->out);
    arena_free(&w->arena);
    free(w);
}

/* ---- opening -------------------------------------------------------------------------------------------------------- */

/* The lines of a text as words of a command line; *n says how many. */
static char **words_of(struct web *w, const char *lines, int *n)
{
    char *text = arena_text(&w->arena, lines, strlen(lines)), **words;
    size_t most = 1;

    for (const char *c = lines; *c; c++)
        most += *c == '\n';
    words = ARENA_ARRAY(&w->arena, char *, most + 1);
    for (*n = 0; *text;) {
        size_t len = strcspn(text, "\n");

        words[(*n)++] = text;
        text += len;
        if (*text)
            *text++ = '\0';
    }
    return words;
}

/* Of what is asked for: exercises are played and runs made again here, as in a film; the rest is the page's. */
static void do_requests(void *self)
{
    struct web *w = self;

    while (*web_request(w))
        ;
    stage_finish(&w->st);
    w->complete = true;
}

static void dress(struct web *w)
{
    if (w->opt.scale == OPTION_UNSET)
        w->st.ui->theme.scale = fonts_baked_scale(w->scale);
    w->forced = true;
}

bool web_open(struct web *w, const char *words)
{
    struct diags ds = {0};
    char **argv;
    int argc;

    argv = words_of(w, words, &argc);
    if (!args_parse(&w->args, &verb_view, argc, argv))
        return false;
    if (w->args.help || !view_options_read(&w->opt, &w->args, &ds)) {
        say_diags(&ds, NULL);
        return false;
    }
    if (view_options_headless(&w->opt)) {
        say("--png, --frames and --dump are for the program");
        return false;
    }
    if (!stage_open(&w->st, &w->args, &w->opt, &w->fonts))
        return false;
    lesson_desk_open(&w->lessons, &w->st);
    player_desk_open(&w->player, &w->st);
    dress(w);
    if (w->opt.keys)
        do_requests(w);
    return stage_apply(&w->st, w->px.w, w->px.h, (struct script_ear){do_requests, w});
}

bool web_load(struct web *w, const char *path)
{
    w->complete = false;
    return stage_load(&w->st, path);
}

void web_resize(struct web *w, int32_t width, int32_t height, int32_t scale)
{
    free(w->px.at);
    w->px = (struct pixels){.w = width, .h = height, .stride = width};
    w->px.at = mem_zalloc((size_t)width * (size_t)height, sizeof *w->px.at);
    if (w->st.ui && scale != w->scale) {
        w->scale = scale;
        dress(w);
    }
    w->scale = scale;
    w->forced = true;
}

/* ---- input ---------------------------------------------------------------------------------------------------------- */

void web_key(struct web *w, int32_t key, int32_t mods)
{
    ui_input(w->st.ui, &(struct input){.kind = INPUT_KEY, .key = key, .mods = mods});
}

void web_text(struct web *w, const char *text)
{
    struct input in = {.kind = INPUT_TEXT};
    size_t n = strlen(text);

    if (n >= sizeof in.text)
        return;
    memcpy(in.text, text, n);
    ui_input(w->st.ui, &in);
}

void web_button(struct web *w, bool down, int32_t x, int32_t y, int32_t button, int32_t clicks,
                int32_t mods)
{
    ui_input(w->st.ui, &(struct input){.kind = down ? INPUT_DOWN : INPUT_UP,
                                       .x = x,
                                       .y = y,
                                       .button = button,
                                       .clicks = clicks,
                                       .mods = mods});
}

void web_move(struct web *w, int32_t x, int32_t y, bool held, int32_t mods)
{
    ui_input(w->st.ui,
             &(struct input){.kind = INPUT_MOVE, .x = x, .y = y, .button = held, .mods = mods});
}

void web_wheel(struct web *w, int32_t x, int32_t y, int32_t dx, int32_t dy, int32_t mods)
{
    ui_input(w->st.ui, &(struct input){
                           .kind = INPUT_WHEEL, .x = x, .y = y, .dx = dx, .dy = dy, .mods = mods});
}

/* ---- pictures ------------------------------------------------------------------------------------------------------- */

enum { SLICE = 8000000 /* ns of simulating between two frames */ };

/* 0xffRRGGBB as the bytes R, G, B, A that a canvas takes. */
static void turn_bytes(const struct pixels *px)
{
    for (ptrdiff_t i = 0; i < (ptrdiff_t)px->w * px->h; i++) {
        uint32_t p = px->at[i];
        uint8_t *bytes = (uint8_t *)&px->at[i];

        bytes[0] = (uint8_t)(p >> 16);
        bytes[1] = (uint8_t)(p >> 8);
        bytes[2] = (uint8_t)p;
        bytes[3] = 255;
    }
}

const uint8_t *web_frame(struct web *w, int32_t usec)
{
    struct ui *ui = w->st.ui;

    if (!w->complete)
        w->complete = stage_step(&w->st, SLICE);
    ui_tick(ui, (int64_t)usec * USEC);
    if (!w->forced && !ui_dirty(ui))
        return NULL;
    w->forced = false;
    raster_draw(ui_build(ui, w->px.w, w->px.h), &w->px);
    turn_bytes(&w->px);
    return (const uint8_t *)w->px.at;
}

const char *web_still(struct web *w)
{
    w->complete = stage_finish(&w->st);
    raster_draw(stage_still(&w->st, w->px.w, w->px.h), &w->px);
    w->forced = true; /* the buffer's bytes are not the canvas's */
    sb_clear(&w->out);
    sb_printf(&w->out, "%016llx", (unsigned long long)raster_hash(&w->px));
    return sb_text(&w->out);
}

/* ---- what is asked for ---------------------------------------------------------------------------------------------- */

static void put_request(struct web *w, const struct request *rq)
{
    struct ui *ui = w->st.ui;

    switch (rq->kind) {
    case REQUEST_COPY:
        sb_printf(&w->out, "copy %s", rq->text);
        break;
    case REQUEST_PICTURE:
        sb_puts(&w->out, "picture");
        break;
    case REQUEST_FULLSCREEN:
        sb_puts(&w->out, "fullscreen");
        break;
    case REQUEST_LESSON:
        lesson_desk_do(&w->lessons, rq->text);
        w->complete = false;
        break;
    case REQUEST_PLAY:
        player_desk_do(&w->player, rq->text);
        w->complete = false;
        break;
    case REQUEST_RERUN:
        stage_rerun(&w->st, rq->text);
        w->complete = false;
        break;
    case REQUEST_RECORD:
        ui_tell(ui, "A page records no pictures; the program does.");
        break;
    case REQUEST_QUIT:
    case REQUEST_NONE:
        break;
    }
}

const char *web_request(struct web *w)
{
    struct request rq;

    sb_clear(&w->out);
    while (w->out.len == 0 && ui_request(w->st.ui, &rq))
        put_request(w, &rq);
    return sb_text(&w->out);
}

int32_t web_lessons(const struct web *w)
{
    return (int32_t)w->lessons.lesson.serial;
}

const char *web_lesson_file(const struct web *w)
{
    const struct lesson *l = &w->lessons.lesson;

    return l->ex && l->step > LESSON_START && l->file ? l->file : "";
}
