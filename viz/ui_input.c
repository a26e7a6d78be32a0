/* ui_input.c: to whom input goes: what is open over the window, the field that is open, the commands, the views. */
#include <stdio.h>
#include <string.h>

#include "ui_own.h"

static const int64_t KEY_TIME = 1500 * MSEC;

static bool to_view(struct ui *ui, int32_t view, const struct input *in)
{
    struct ui_own *own = own_of(ui);

    return view != NOBODY && ui_views[view]->input && own->layout.at[view].w &&
           ui_views[view]->input(ui, own->states[view], own->layout.at[view], in);
}

/* ---- the keyboard ------------------------------------------------------------------------------------------------- */

static void note_key(struct ui *ui, enum command c)
{
    struct ui_own *own = own_of(ui);

    snprintf(own->key, sizeof own->key, "%.*s", (int)strcspn(command_keys(c), " "),
             command_keys(c));
    own->key_until = ui->clock + KEY_TIME;
}

static void on_key(struct ui *ui, const struct input *in)
{
    enum command c;

    if (to_view(ui, ui->focus, in))
        return;
    c = input_command(in);
    if (c != CMD_NONE) {
        note_key(ui, c);
        ui_command(ui, c, 0);
        return;
    }
    for (int32_t v = 0; v < VIEWS; v++)
        if (to_view(ui, v, in))
            return;
}

/* ---- the mouse ---------------------------------------------------------------------------------------------------- */

/* A number read in a text becomes the thing itself. */
static struct pick resolve(const struct ui *ui, struct pick pick)
{
    const struct subject *su = &ui->runs[ui->front]->subject;

    if (pick.arg != PICK_SHOWN)
        return pick;
    if (pick.kind == PICK_G)
        pick = (struct pick){PICK_G, subject_find_g(su, pick.id), 0};
    else if (pick.kind == PICK_M)
        pick = (struct pick){PICK_M, subject_find_m(su, pick.id), 0};
    else if (pick.kind == PICK_P)
        pick.arg = 0;
    return pick;
}

static struct pick pick_at(const struct ui *ui, int32_t x, int32_t y)
{
    const struct shape *sh = scene_at(&own_of(ui)->scene, x, y);

    return sh ? resolve(ui, sh->pick) : (struct pick){PICK_NONE, 0, 0};
}

static bool same_pick(struct pick a, struct pick b)
{
    return a.kind == b.kind && a.id == b.id && a.arg == b.arg;
}

static void hover(struct ui *ui, const struct input *in)
{
    struct pick at = pick_at(ui, in->x, in->y);

    ui->mouse_x = in->x;
    ui->mouse_y = in->y;
    if (!same_pick(at, ui->hover) || ui->tips)
        own_of(ui)->dirty = true;
    ui->hover = at;
}

static void on_mouse(struct ui *ui, const struct input *in)
{
    struct ui_own *own = own_of(ui);
    int32_t view = own->drag != NOBODY ? own->drag : layout_at(&own->layout, in->x, in->y);

    hover(ui, in);
    if (in->kind == INPUT_DOWN) {
        own->drag = view;
        own->dirty = true;
        if (!to_view(ui, view, in) && in->button == 1)
            ui_click(ui, ui->hover, in->mods);
        return;
    }
    if (in->kind == INPUT_UP)
        own->drag = NOBODY;
    if (to_view(ui, view, in) || in->kind != INPUT_MOVE)
        own->dirty = true;
}

void ui_input(struct ui *ui, const struct input *in)
{
    ui->mods = in->mods;
    if (own_of(ui)->popup != POPUP_NONE && popup_input(ui, in)) {
        own_of(ui)->dirty = true;
        return;
    }
    switch (in->kind) {
    case INPUT_KEY:
        on_key(ui, in);
        own_of(ui)->dirty = true;
        break;
    case INPUT_TEXT:
        if (to_view(ui, ui->focus, in))
            own_of(ui)->dirty = true;
        break;
    case INPUT_DOWN:
    case INPUT_UP:
    case INPUT_MOVE:
    case INPUT_WHEEL:
        on_mouse(ui, in);
        break;
    }
}

/* ---- a click on what something stands for --------------------------------------------------------------------------- */

static bool is_first(const void *arg, const struct event *ev)
{
    return ui_about(arg, ev);
}

/* To where the thing is first heard of. */
static void go_to(struct ui *ui, struct pick pick)
{
    int64_t at = history_find(ui->runs[ui->front]->history, ui->pos, false, NULL, is_first, &pick);

    if (at >= 0)
        ui_go(ui, at + 1);
}

void ui_click(struct ui *ui, struct pick pick, int32_t mods)
{
    switch (pick.kind) {
    case PICK_G:
    case PICK_M:
    case PICK_P:
    case PICK_OBJECT:
        ui_remember(ui);
        ui_select(ui, pick);
        if (mods & MOD_SHIFT)
            go_to(ui, pick);
        break;
    case PICK_TIME:
        ui_remember(ui);
        ui->playing = false;
        ui_go_time(ui, pick.id);
        break;
    case PICK_EVENT:
        ui_remember(ui);
        ui->playing = false;
        ui_go(ui, pick.id);
        break;
    case PICK_COMMAND:
        ui_command(ui, (enum command)pick.id, pick.arg);
        break;
    case PICK_SPAN:
    case PICK_FIELD:
    case PICK_LINE:
    case PICK_SAMPLE:
    case PICK_PLACE:
    case PICK_BLOCK:
    case PICK_NONE:
        break;
    }
}
