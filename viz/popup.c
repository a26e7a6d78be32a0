/* popup.c: what lies over the views: the keys, the palette of commands, tips under the mouse, a word at the foot. */
#include <string.h>

#include "narrate.h"
#include "ui_own.h"

enum { PAD = 16, ROWS = 12, TIP_WIDE = 340, COLUMN_LEAST = 190 };

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static struct rect card(struct scene *sc, int32_t w, int32_t h)
{
    struct rect size = sc->size, box;

    w = scene_px(sc, w) < size.w - 8 ? scene_px(sc, w) : size.w - 8;
    h = h < size.h - 8 ? h : size.h - 8;
    box = (struct rect){(size.w - w) / 2, (size.h - h) / 3, w, h};
    scene_fill(sc, box, COLOR_PANEL, scene_px(sc, 8));
    scene_stroke(sc, box, COLOR_ACCENT, scene_px(sc, 8), scene_px(sc, 1), false);
    return rect_inset(box, scene_px(sc, PAD));
}

/* Nothing behind what is open hears a click; beside it one closes it. */
static void block(struct scene *sc)
{
    sc->layer = LAYER_POPUP;
    sc->pick = (struct pick){PICK_BLOCK, 0, 0};
    scene_fill(sc, sc->size, COLOR_BACK, 0);
}

/* ---- the keys ----------------------------------------------------------------------------------------------------- */

static int32_t commands_with_keys(void)
{
    int32_t n = 0;

    for (int c = 0; c < COMMANDS; c++)
        n += *command_keys((enum command)c) != '\0';
    return n;
}

/* Of several keys for the same as many as there is room for, the first at least. */
static const char *keys_that_fit(struct scene *sc, int32_t w, enum command c)
{
    const char *keys = command_keys(c), *space = strchr(keys, ' ');

    if (!space || scene_width(sc, STYLE_BOLD, keys) <= w)
        return keys;
    return arena_text(&sc->arena, keys, (size_t)(space - keys));
}

static void help_row(struct scene *sc, struct rect row, enum command c)
{
    struct rect keys = rect_cut_left(&row, least(scene_px(sc, 118), row.w * 2 / 5));

    sc->pick = (struct pick){PICK_COMMAND, c, 0};
    scene_text(sc, keys, STYLE_BOLD, COLOR_ACCENT, LEFT, "%s", keys_that_fit(sc, keys.w, c));
    scene_text(sc, row, STYLE_BODY, COLOR_TEXT, LEFT, "%s", command_what(c));
    sc->pick = (struct pick){PICK_BLOCK, 0, 0};
}

/* As many as read well; more, if not all keys would be there. */
static int32_t help_columns(const struct scene *sc, int32_t n, int32_t fit)
{
    int32_t well = sc->size.w >= scene_px(sc, 1180) ? 3 : sc->size.w >= scene_px(sc, 780) ? 2 : 1;
    int32_t needed = (n + most(fit, 1) - 1) / most(fit, 1);

    return least(most(well, needed), most(well, sc->size.w / scene_px(sc, COLUMN_LEAST)));
}

static void build_help(struct scene *sc)
{
    int32_t line = scene_line_height(sc, STYLE_BODY) + scene_px(sc, 3), n = commands_with_keys();
    int32_t left = scene_px(sc, 40), fit = (sc->size.h - 8 - left - 2 * scene_px(sc, PAD)) / line;
    int32_t columns = help_columns(sc, n, fit), rows = (n + columns - 1) / columns;
    struct rect in = card(sc, columns * 392 + 2 * PAD, rows * line + left + 2 * scene_px(sc, PAD));
    struct rect title = rect_cut_top(&in, left), column;
    int32_t i = 0;

    scene_text(sc, title, STYLE_TITLE, COLOR_TEXT, LEFT, "Keys");
    scene_text(sc, title, STYLE_BODY, COLOR_DIM, RIGHT, "Escape closes");
    for (int c = 0; c < COMMANDS; c++) {
        struct rect row;

        if (!*command_keys((enum command)c))
            continue;
        column = in;
        column.w = in.w / columns - scene_px(sc, 8);
        column.x += in.w / columns * (i / rows);
        row = (struct rect){column.x, in.y + line * (i % rows), column.w, line};
        if (row.y + row.h <= in.y + in.h)
            help_row(sc, row, (enum command)c);
        i++;
    }
}

/* ---- the palette -------------------------------------------------------------------------------------------------- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether all characters typed stand in `text` in their order. */
static bool matches(const char *text, const char *typed)
{
    for (; *text && *typed; text++)
        typed += lower(*text) == lower(*typed);
    return *typed == '\0';
}

/* The n-th command that matches what was typed, or CMD_NONE. */
static enum command match(const struct ui_own *own, int32_t n)
{
    for (int c = CMD_NONE + 1; c < COMMANDS; c++) {
        enum command cc = (enum command)c;

        if (*command_keys(cc) &&
            (matches(command_name(cc), own->typed) || matches(command_what(cc), own->typed)) &&
            n-- == 0)
            return cc;
    }
    return CMD_NONE;
}

static void build_palette(const struct ui_own *own, struct scene *sc)
{
    int32_t line = scene_line_height(sc, STYLE_BODY) + scene_px(sc, 8);
    struct rect in = card(sc, 560, (ROWS + 1) * line + 3 * scene_px(sc, PAD)), field;

    field = rect_cut_top(&in, line);
    scene_fill(sc, field, COLOR_INSET, scene_px(sc, 4));
    field = rect_inset(field, scene_px(sc, 4));
    scene_text(sc, field, STYLE_BODY, *own->typed ? COLOR_TEXT : COLOR_DIM, LEFT, "> %s",
               *own->typed ? own->typed : "what to do");
    rect_cut_top(&in, scene_px(sc, PAD) / 2);
    for (int32_t i = 0; i < ROWS; i++) {
        enum command c = match(own, i);
        struct rect row = rect_cut_top(&in, line), keys;

        if (c == CMD_NONE || row.h < line)
            break;
        sc->pick = (struct pick){PICK_COMMAND, c, 0};
        if (i == own->chosen)
            scene_fill(sc, row, COLOR_RAISED, scene_px(sc, 4));
        row = rect_inset(row, scene_px(sc, 4));
        keys = rect_cut_right(&row, scene_px(sc, 130));
        scene_text(sc, row, STYLE_BODY, COLOR_TEXT, LEFT, "%s", command_what(c));
        scene_text(sc, keys, STYLE_BODY, COLOR_DIM, RIGHT, "%s", command_keys(c));
    }
}

static void palette_type(struct ui_own *own, const char *text)
{
    size_t n = strlen(own->typed), more = strlen(text);

    if (n + more >= sizeof own->typed)
        return;
    memcpy(own->typed + n, text, more + 1);
    own->chosen = 0;
}

static void palette_rub(struct ui_own *own)
{
    size_t n = strlen(own->typed);

    while (n && ((unsigned char)own->typed[n - 1] & 0xc0) == 0x80)
        n--;
    own->typed[n ? n - 1 : 0] = '\0';
    own->chosen = 0;
}

static void palette_choose(struct ui *ui, enum command c)
{
    own_of(ui)->popup = POPUP_NONE;
    ui_command(ui, c, 0);
}

static void palette_key(struct ui *ui, int32_t key)
{
    struct ui_own *own = own_of(ui);

    if (key == KEY_BACKSPACE)
        palette_rub(own);
    else if (key == KEY_DOWN && own->chosen + 1 < ROWS && match(own, own->chosen + 1) != CMD_NONE)
        own->chosen++;
    else if (key == KEY_UP && own->chosen > 0)
        own->chosen--;
    else if (key == KEY_ENTER && match(own, own->chosen) != CMD_NONE)
        palette_choose(ui, match(own, own->chosen));
}

bool popup_input(struct ui *ui, const struct input *in)
{
    struct ui_own *own = own_of(ui);
    const struct shape *sh;

    if (in->kind == INPUT_KEY && input_command(in) == CMD_CLEAR) {
        own->popup = POPUP_NONE;
    } else if (in->kind == INPUT_DOWN) {
        sh = scene_at(&own->scene, in->x, in->y);
        own->popup = POPUP_NONE;
        if (sh && sh->pick.kind == PICK_COMMAND)
            ui_click(ui, sh->pick, in->mods);
    } else if (own->popup == POPUP_PALETTE && in->kind == INPUT_TEXT) {
        palette_type(own, in->text);
    } else if (own->popup == POPUP_PALETTE && in->kind == INPUT_KEY) {
        palette_key(ui, in->key);
    } else if (own->popup == POPUP_HELP && in->kind == INPUT_KEY) {
        return false; /* the keys that are read about do what they say */
    }
    return true;
}

/* ---- a word at the foot; the key that was pressed ------------------------------------------------------------------- */

static void build_word(const struct ui_own *own, struct scene *sc)
{
    int32_t wide = scene_width(sc, STYLE_BODY, sb_text(&own->word)) + 2 * scene_px(sc, PAD);
    int32_t high = scene_line_height(sc, STYLE_BODY) + scene_px(sc, 14);
    struct rect box = {0, sc->size.h - high - scene_px(sc, PAD), wide, high};

    box.w = wide < sc->size.w - 16 ? wide : sc->size.w - 16;
    box.x = (sc->size.w - box.w) / 2;
    sc->layer = LAYER_TIP;
    sc->pick = (struct pick){PICK_NONE, 0, 0};
    scene_fill(sc, box, COLOR_RAISED, high / 2);
    scene_stroke(sc, box, COLOR_EDGE, high / 2, scene_px(sc, 1), false);
    scene_text(sc, rect_inset(box, scene_px(sc, 5)), STYLE_BODY, COLOR_TEXT, CENTER, "%s",
               sb_text(&own->word));
}

static void build_key(const struct ui_own *own, struct scene *sc)
{
    int32_t wide = scene_width(sc, STYLE_BIG, own->key) + 2 * scene_px(sc, PAD);
    int32_t high = scene_line_height(sc, STYLE_BIG) + scene_px(sc, 14);
    struct rect box = {scene_px(sc, PAD), sc->size.h - high - scene_px(sc, PAD), wide, high};

    sc->layer = LAYER_TIP;
    scene_fill(sc, box, COLOR_RAISED, scene_px(sc, 8));
    scene_text(sc, box, STYLE_BIG, COLOR_TEXT, CENTER, "%s", own->key);
}

void popup_build(struct ui *ui, struct scene *sc)
{
    struct ui_own *own = own_of(ui);

    if (own->popup != POPUP_NONE)
        block(sc);
    if (own->popup == POPUP_HELP)
        build_help(sc);
    if (own->popup == POPUP_PALETTE)
        build_palette(own, sc);
    if (ui->theme.presenter && ui->clock < own->key_until)
        build_key(own, sc);
    if (own->word.len)
        build_word(own, sc);
}

/* ---- tips --------------------------------------------------------------------------------------------------------- */

static void tip_card(struct scene *sc, int32_t x, int32_t y, const char *text)
{
    int32_t pad = scene_px(sc, 8), wide = scene_px(sc, TIP_WIDE);
    int32_t one = scene_width(sc, STYLE_BODY, text), high;
    struct rect box;

    wide = one < wide ? one + 1 : wide;
    wide = wide < sc->size.w - 2 * pad ? wide : sc->size.w - 2 * pad;
    high = scene_prose(sc, (struct rect){0, 0, wide, 0}, STYLE_BODY, COLOR_TEXT, text);
    box = (struct rect){x + scene_px(sc, 14), y + scene_px(sc, 18), wide + 2 * pad, high + 2 * pad};
    if (box.x + box.w > sc->size.w)
        box.x = sc->size.w - box.w;
    if (box.y + box.h > sc->size.h)
        box.y = y - box.h - scene_px(sc, 6);
    sc->layer = LAYER_TIP;
    sc->pick = (struct pick){PICK_NONE, 0, 0};
    scene_fill(sc, box, COLOR_RAISED, scene_px(sc, 6));
    scene_stroke(sc, box, COLOR_EDGE, scene_px(sc, 6), scene_px(sc, 1), false);
    scene_prose(sc, rect_inset(box, pad), STYLE_BODY, COLOR_TEXT, text);
}

/* What a goroutine, thread or processor on the board is about, in the sentence that the inspector would have for it. */
static void tell_pick(const struct ui *ui, const struct pick *pick, struct sb *out)
{
    const struct subject *su = &ui->runs[ui->front]->subject;
    const struct world *w = cursor_world(ui->cursors[ui->front]);

    if (!rect_has(own_of(ui)->layout.at[VIEW_BOARD], ui->mouse_x, ui->mouse_y) || pick->arg)
        return;
    if (pick->kind == PICK_G)
        narrate_g(su, w, (goid)pick->id, out);
    else if (pick->kind == PICK_M)
        narrate_m(su, w, (int32_t)pick->id, out);
    else if (pick->kind == PICK_P)
        narrate_p(su, w, (int32_t)pick->id, out);
}

/* What is shortened is told whole; what carries out a command says which key does. Views put up tips of their own. */
void tip_build(struct ui *ui, struct scene *sc)
{
    const struct shape *sh = scene_at(sc, ui->mouse_x, ui->mouse_y);
    struct sb text = {0};

    if (!sh || sh->layer == LAYER_TIP)
        return;
    if (sh->pick.kind == PICK_COMMAND)
        sb_printf(&text, "%s (%s)", command_what((enum command)sh->pick.id),
                  command_keys((enum command)sh->pick.id));
    else if (sh->kind == SHAPE_TEXT && sh->u.text.at != sh->u.text.whole)
        sb_puts(&text, sh->u.text.whole);
    else
        tell_pick(ui, &sh->pick, &text);
    if (text.len)
        tip_card(sc, ui->mouse_x, ui->mouse_y, sb_text(&text));
    sb_free(&text);
}
