#include "input.h"

#include <string.h>

static const struct {
    const char *name, *keys, *what;
} commands[COMMANDS] = {
#define X(id, name, keys, what) [id] = {name, keys, what},
#include "commands.def"
#undef X
};

static const struct {
    const char *name;
    int32_t key;
} names[] = {
    {"Space", KEY_SPACE}, {"Escape", KEY_ESCAPE}, {"Enter", KEY_ENTER}, {"Tab", KEY_TAB},
    {"Left", KEY_LEFT},   {"Right", KEY_RIGHT},   {"Up", KEY_UP},       {"Down", KEY_DOWN},
    {"Home", KEY_HOME},   {"End", KEY_END},       {"F1", KEY_F1},       {"F2", KEY_F1 + 1},
    {"F5", KEY_F1 + 4},   {"F11", KEY_F1 + 10},
};

const char *command_name(enum command c)
{
    return commands[c].name;
}

const char *command_keys(enum command c)
{
    return commands[c].keys;
}

const char *command_what(enum command c)
{
    return commands[c].what;
}

enum command command_find(const char *name)
{
    for (int c = CMD_NONE + 1; c < COMMANDS; c++)
        if (strcmp(commands[c].name, name) == 0)
            return (enum command)c;
    return CMD_NONE;
}

/* The key of a name of `n` bytes: one of the table, or a character; -1: there is none. */
static int32_t key_of(const char *name, size_t n)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i].name) == n && memcmp(names[i].name, name, n) == 0)
            return names[i].key;
    if (n != 1)
        return -1;
    return *name >= 'A' && *name <= 'Z' ? *name - 'A' + 'a' : *name;
}

static bool take(const char **text, const char *prefix)
{
    size_t n = strlen(prefix);

    if (strncmp(*text, prefix, n) != 0 || (*text)[n] == '\0' || (*text)[n] == ' ')
        return false;
    *text += n;
    return true;
}

bool input_key(const char *text, size_t n, struct input *out)
{
    const char *end = text + n;
    int32_t mods = 0;

    for (;;)
        if (take(&text, "Ctrl+"))
            mods |= MOD_CTRL;
        else if (take(&text, "Shift+"))
            mods |= MOD_SHIFT;
        else if (take(&text, "Alt+"))
            mods |= MOD_ALT;
        else
            break;
    if (text >= end)
        return false;
    *out = (struct input){.kind = INPUT_KEY, .mods = mods};
    out->key = key_of(text, (size_t)(end - text));
    if (out->key == '?' || out->key == '+') { /* the shifted characters of the US keyboard */
        out->key = out->key == '?' ? '/' : '=';
        out->mods |= MOD_SHIFT;
    }
    return out->key >= 0;
}

enum command input_command(const struct input *in)
{
    for (int c = CMD_NONE + 1; c < COMMANDS; c++)
        for (const char *keys = commands[c].keys; *keys;) {
            size_t n = strcspn(keys, " ");
            struct input of = {0};

            if (input_key(keys, n, &of) && of.key == in->key && of.mods == in->mods)
                return (enum command)c;
            keys += n + (keys[n] == ' ');
        }
    return CMD_NONE;
}
