/* desk.h: a scenario of the house, run and opened in a window without a window.
 *
 *     struct desk d;
 *     desk_open(&d, "scenarios/ping-pong.json");
 *     desk_press(&d, "W");
 *     sc = ui_build(d.ui, 1280, 800);
 *     desk_close(&d); */
#ifndef TESTS_DESK_H
#define TESTS_DESK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "glyphs.h"
#include "gosrc.h"
#include "load_text.h"
#include "rig.h"
#include "ui.h"
#include "view.h"

struct desk {
    struct sb text;
    struct loaded loaded;
    struct block_fonts *blocks;
    struct fonts fonts;
    struct run run;
    const struct run *runs[1];
    struct ui *ui;
};

static void desk_read(struct sb *text, const char *path)
{
    char buf[4096];
    FILE *f = fopen(path, "rb");

    assert_non_null(f);
    for (size_t n; (n = fread(buf, 1, sizeof buf, f)) > 0;)
        sb_add(text, buf, n);
    fclose(f);
}

static inline void desk_open(struct desk *d, const char *path)
{
    struct rig r = {0};

    *d = (struct desk){.blocks = calloc(1, sizeof *d->blocks)};
    d->fonts = block_fonts(d->blocks);
    desk_read(&d->text, path);
    d->loaded = must_load(load_text(d->text.text, NULL));
    r.program = d->loaded.p;
    r.source = gosrc_map(r.program, &d->loaded.arena);
    d->run.subject = (struct subject){
        .name = r.program->name, .program = r.program, .source = r.source, .go_source = ""};
    run_init(&d->run);
    rig_listen(&r, run_sink(&d->run));
    rig_open(&r);
    while (sim_step(r.sim, SIM_BATCH) == SIM_RUNNING)
        ;
    rig_close(&r);
    d->run.complete = true;
    d->runs[0] = &d->run;
    d->ui = ui_new(d->runs, 1, &d->fonts);
    d->ui->drawer = false;
    d->ui->tab = TAB_TIMELINE;
    ui_build(d->ui, 1280, 800);
}

static inline void desk_close(struct desk *d)
{
    ui_free(d->ui);
    run_deinit(&d->run);
    loaded_free(&d->loaded);
    free(d->blocks);
    sb_free(&d->text);
}

static inline void desk_press(struct desk *d, const char *key)
{
    struct input in;

    assert_true(input_key(key, strlen(key), &in));
    ui_input(d->ui, &in);
}

static inline void desk_type(struct desk *d, const char *text)
{
    for (; *text; text++)
        ui_input(d->ui, &(struct input){.kind = INPUT_TEXT, .text = {*text}});
}

static inline void desk_mouse(struct desk *d, enum input_kind kind, int32_t x, int32_t y,
                              int32_t mods)
{
    ui_input(d->ui,
             &(struct input){.kind = kind, .x = x, .y = y, .mods = mods, .button = 1, .clicks = 1});
}

/* The number behind "key: " in what the window tells of itself. */
static inline long long desk_says(const struct desk *d, const char *key)
{
    struct sb text = {0};
    char line[64];
    const char *at;
    long long n = -1;

    ui_dump(d->ui, &text);
    snprintf(line, sizeof line, "\n%s: ", key);
    at = strstr(sb_text(&text), line);
    if (at)
        n = strtoll(at + strlen(line), NULL, 10);
    sb_free(&text);
    return n;
}

#endif
