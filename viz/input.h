/* input.h: what a person does, as plain values; the app makes them of SDL's events. */
#ifndef VIZ_INPUT_H
#define VIZ_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum command {
#define X(id, name, keys, what) id,
#include "commands.def"
#undef X
    COMMANDS
};

const char *command_name(enum command c);
const char *command_keys(enum command c);
const char *command_what(enum command c);
enum command command_find(const char *name); /* CMD_NONE: there is none */

enum input_kind { INPUT_KEY, INPUT_TEXT, INPUT_DOWN, INPUT_UP, INPUT_MOVE, INPUT_WHEEL };
enum { MOD_SHIFT = 1, MOD_CTRL = 2, MOD_ALT = 4 };

/* A key by its position: the character that a US keyboard has there, in lower case, or one of these. */
enum key {
    KEY_ESCAPE = 27,
    KEY_ENTER = 13,
    KEY_TAB = 9,
    KEY_BACKSPACE = 8,
    KEY_SPACE = 32,
    KEY_LEFT = 256,
    KEY_RIGHT,
    KEY_UP,
    KEY_DOWN,
    KEY_HOME,
    KEY_END,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_DELETE,
    KEY_F1 /* … F12 follow */
};

struct input {
    enum input_kind kind;
    int32_t x, y; /* of the mouse, in pixels of the device */
    int32_t key;  /* INPUT_KEY */
    int32_t mods;
    int32_t button; /* 1 left, 2 middle, 3 right */
    int32_t clicks; /* 2: a double click */
    int32_t dx, dy; /* INPUT_WHEEL: 120 a notch, up and right are positive */
    char text[32];  /* INPUT_TEXT: UTF-8, as the keyboard's own layout has it */
};

/* The key of a name of `n` bytes as commands.def has it ("Ctrl+Shift+P"). False: it is none. */
bool input_key(const char *text, size_t n, struct input *out);

/* The command of a key, CMD_NONE if it has none. */
enum command input_command(const struct input *in);

#endif
