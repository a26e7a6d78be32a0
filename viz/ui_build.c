/* ui_build.c: a frame: the views in their places, then what lies over them. */
#include <string.h>

#include "ui_own.h"

static bool same_world_needed(const struct ui *ui, int32_t run)
{
    return run == ui->front || ui->tab == TAB_COMPARE;
}

/* Brings the cursors to where we are: the front run's by position, another's by the clock. */
static void seek_cursors(struct ui *ui)
{
    for (int32_t i = 0; i < ui->nruns; i++)
        if (same_world_needed(ui, i))
            cursor_seek(ui->cursors[i],
                        i == ui->front ? ui->pos : history_at(ui->runs[i]->history, ui->t));
}

/* A run that has just begun to fill its history is shown whole, until a person looks closer. */
static void widen(struct ui *ui)
{
    struct ui_own *own = own_of(ui);
    vtime end = history_time(ui->runs[ui->front]->history);
    bool whole = ui->window.from == 0 && ui->window.to >= own->end;

    if (ui->window.to == 0 || (whole && end > own->end))
        ui_show(ui, 0, end);
    own->end = end;
}

static void build_views(struct ui *ui, struct frame *f)
{
    struct ui_own *own = own_of(ui);

    for (int v = 0; v < VIEWS; v++) {
        struct rect area = own->layout.at[v], old;

        if (area.w <= 0 || area.h <= 0)
            continue;
        old = scene_clip(f->sc, area);
        ui_views[v]->build(f, own->states[v], area);
        f->sc->clip = old;
        f->sc->layer = LAYER_BASE;
        f->sc->pick = (struct pick){PICK_NONE, 0, 0};
    }
}

const struct scene *ui_build(struct ui *ui, int32_t w, int32_t h)
{
    struct ui_own *own = own_of(ui);
    struct frame f = {.ui = ui, .run = ui->runs[ui->front], .sc = &own->scene};

    widen(ui);
    own->len = history_len(f.run->history);
    seek_cursors(ui);
    f.now = cursor_world(ui->cursors[ui->front]);
    own->dirty = false; /* before the views, which may ask for one more frame */
    scene_begin(&own->scene, &ui->theme, ui->fonts, w, h);
    scene_fill(&own->scene, own->scene.size, COLOR_BACK, 0);
    layout_make(&own->layout, ui, w, h);
    build_views(ui, &f);
    tour_build(ui, &own->tour, &own->scene);
    popup_build(ui, &own->scene);
    if (ui->tips)
        tip_build(ui, &own->scene);
    return &own->scene;
}

bool ui_dirty(const struct ui *ui)
{
    const struct ui_own *own = own_of(ui);

    return own->dirty || ui->playing || ui->clock < ui->changed + UI_GLIDE ||
           ui->clock < own->key_until || own->len != history_len(ui->runs[ui->front]->history);
}

const char *ui_time(struct scene *sc, vtime t)
{
    char buf[VTIME_TEXT], spaced[VTIME_TEXT + 1];
    size_t n = vtime_format(buf, t), digits = strspn(buf, "-0123456789.");

    /* "108.417ms" is read as "108.417 ms"; "1m30s" stays as it is */
    if (strcspn(buf + digits, "0123456789") != n - digits)
        return arena_text(&sc->arena, buf, n);
    memcpy(spaced, buf, digits);
    spaced[digits] = ' ';
    memcpy(spaced + digits + 1, buf + digits, n - digits);
    return arena_text(&sc->arena, spaced, n + 1);
}

void ui_address(const struct ui *ui, struct sb *out)
{
    char buf[VTIME_TEXT];
    const struct pick *sel = &ui->selected;
    const struct subject *su = &ui->runs[ui->front]->subject;

    vtime_format(buf, ui->t);
    sb_printf(out, "schedlab view %s --at %s", su->name, buf);
    if (sel->kind >= PICK_G && sel->kind <= PICK_P)
        sb_puts(out, " --select ");
    if (sel->kind == PICK_G)
        subject_g(su, (goid)sel->id, out);
    else if (sel->kind == PICK_M)
        subject_m(su, (int32_t)sel->id, out);
    else if (sel->kind == PICK_P)
        sb_printf(out, "P%lld", (long long)sel->id);
}

void ui_dump(const struct ui *ui, struct sb *out)
{
    static const char *const tabs[] = {"board", "timeline", "code", "compare", "lesson", "player"};
    const struct ui_own *own = own_of(ui);
    const struct history *h = ui->runs[ui->front]->history;

    sb_printf(out, "run: %s\ntab: %s\nt: %lld\npos: %lld\nlen: %lld\nend: %lld\n",
              ui->runs[ui->front]->subject.name, tabs[ui->tab], (long long)ui->t,
              (long long)ui->pos, (long long)history_len(h), (long long)history_time(h));
    sb_printf(out, "complete: %d\nplaying: %d\nspeed: %lld\nwindow: %lld %lld\n",
              ui->runs[ui->front]->complete, ui->playing, (long long)ui->speed,
              (long long)ui->window.from, (long long)ui->window.to);
    sb_printf(out, "selected: %d %lld\nmarked: %lld %lld\ntheme: %s\nscale: %d\npresenter: %d\n",
              ui->selected.kind, (long long)ui->selected.id, (long long)ui->marked.from,
              (long long)ui->marked.to, ui->theme.light ? "light" : "dark", ui->theme.scale,
              ui->theme.presenter);
    sb_printf(out,
              "size: %d %d\ntour: %d\npopup: %d\nbookmarks: %zu\nfront: %d\ntips: %d\ndrawer: %d\n"
              "lean: %d\n",
              own->scene.size.w, own->scene.size.h, own->tour.stop, own->popup, ui->bookmarks.len,
              ui->front, ui->tips, ui->drawer, ui->lean);
    for (int v = 0; v < VIEWS; v++)
        if (ui_views[v]->dump && own->layout.at[v].w)
            ui_views[v]->dump(ui, own->states[v], out);
}
