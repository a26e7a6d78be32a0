#include "script.h"

#include <stdio.h>
#include <string.h>

enum { WORD_MAX = 128 };

static bool begins(const char *word, const char *with, const char **rest)
{
    size_t n = strlen(with);

    *rest = word + n;
    return strncmp(word, with, n) == 0;
}

static void send_text(struct ui *ui, const char *text)
{
    for (size_t i = 0; text[i]; i++) {
        struct input in = {.kind = INPUT_TEXT};

        in.text[0] = text[i] == '_' ? ' ' : text[i];
        while ((text[i + 1] & 0xc0) == 0x80) { /* the rest of the character */
            in.text[strlen(in.text)] = text[++i];
        }
        ui_input(ui, &in);
    }
}

static void send_mouse(struct ui *ui, enum input_kind kind, int32_t x, int32_t y, int32_t dy)
{
    struct input in = {.kind = kind, .x = x, .y = y, .dy = dy};

    in.button = in.clicks = kind == INPUT_DOWN || kind == INPUT_UP;
    ui_input(ui, &in);
}

static bool apply_mouse(struct ui *ui, const char *word)
{
    static const struct {
        const char *name;
        enum input_kind kind;
    } kinds[] = {
        {"down", INPUT_DOWN}, {"up", INPUT_UP}, {"move", INPUT_MOVE}, {"wheel", INPUT_WHEEL}};
    char name[8];
    int x, y, dy = 0, end = 0;

    if (sscanf(word, "%7[a-z]:%d,%d%n", name, &x, &y, &end) != 3 ||
        (word[end] && sscanf(word + end, ",%d", &dy) != 1))
        return false;
    if (strcmp(name, "click") == 0) {
        send_mouse(ui, INPUT_MOVE, x, y, 0);
        send_mouse(ui, INPUT_DOWN, x, y, 0);
        send_mouse(ui, INPUT_UP, x, y, 0);
        return true;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(name, kinds[i].name) == 0) {
            send_mouse(ui, kinds[i].kind, x, y, dy);
            return true;
        }
    return false;
}

static bool apply_word(struct ui *ui, const char *word)
{
    struct input key;
    const char *rest;
    vtime wait;

    if (command_find(word) != CMD_NONE) {
        ui_command(ui, command_find(word), 0);
    } else if (begins(word, "text:", &rest)) {
        send_text(ui, rest);
    } else if (begins(word, "wait:", &rest)) {
        if (!vtime_parse(rest, &wait) || wait < 0)
            return false;
        for (const vtime step = 20 * MSEC; wait > 0; wait -= step)
            ui_tick(ui, wait < step ? wait : step);
    } else if (strchr(word, ':') && word[1]) {
        return apply_mouse(ui, word);
    } else if (input_key(word, strlen(word), &key)) {
        ui_input(ui, &key);
    } else {
        return false;
    }
    return true;
}

bool script_apply(struct ui *ui, const char *words, int32_t w, int32_t h, struct script_ear ear,
                  struct diags *ds)
{
    for (const char *at = words + strspn(words, " "); *at;) {
        size_t n = strcspn(at, " ");
        char word[WORD_MAX];

        snprintf(word, sizeof word, "%.*s", (int)n, at);
        ui_build(ui, w, h);
        if (n >= sizeof word || !apply_word(ui, word)) {
            diags_add(ds, NULL, "--keys: \"%s\" is neither a command nor a key", word);
            return false;
        }
        if (ear.requests)
            ear.requests(ear.self);
        at += n;
        at += strspn(at, " ");
    }
    return true;
}
