#include "sdl_input.h"

#include <string.h>

/* The character of a position on a US keyboard; the letters and digits are in rows of their own. */
static int32_t character_of(SDL_Scancode code)
{
    static const struct {
        SDL_Scancode code;
        char character;
    } others[] = {
        {SDL_SCANCODE_0, '0'},
        {SDL_SCANCODE_MINUS, '-'},
        {SDL_SCANCODE_EQUALS, '='},
        {SDL_SCANCODE_LEFTBRACKET, '['},
        {SDL_SCANCODE_RIGHTBRACKET, ']'},
        {SDL_SCANCODE_BACKSLASH, '\\'},
        {SDL_SCANCODE_SEMICOLON, ';'},
        {SDL_SCANCODE_APOSTROPHE, '\''},
        {SDL_SCANCODE_GRAVE, '`'},
        {SDL_SCANCODE_COMMA, ','},
        {SDL_SCANCODE_PERIOD, '.'},
        {SDL_SCANCODE_SLASH, '/'},
        {SDL_SCANCODE_KP_PLUS, '='},
        {SDL_SCANCODE_KP_MINUS, '-'},
        {SDL_SCANCODE_KP_DIVIDE, '/'},
        {SDL_SCANCODE_KP_PERIOD, '.'},
        {SDL_SCANCODE_KP_0, '0'},
    };

    if (code >= SDL_SCANCODE_A && code <= SDL_SCANCODE_Z)
        return 'a' + (int32_t)(code - SDL_SCANCODE_A);
    if (code >= SDL_SCANCODE_1 && code <= SDL_SCANCODE_9)
        return '1' + (int32_t)(code - SDL_SCANCODE_1);
    if (code >= SDL_SCANCODE_KP_1 && code <= SDL_SCANCODE_KP_9)
        return '1' + (int32_t)(code - SDL_SCANCODE_KP_1);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (others[i].code == code)
            return others[i].character;
    return 0;
}

static int32_t key_of(SDL_Scancode code)
{
    static const struct {
        SDL_Scancode code;
        int32_t key;
    } keys[] = {
        {SDL_SCANCODE_ESCAPE, KEY_ESCAPE},  {SDL_SCANCODE_RETURN, KEY_ENTER},
        {SDL_SCANCODE_KP_ENTER, KEY_ENTER}, {SDL_SCANCODE_TAB, KEY_TAB},
        {SDL_SCANCODE_SPACE, KEY_SPACE},    {SDL_SCANCODE_BACKSPACE, KEY_BACKSPACE},
        {SDL_SCANCODE_LEFT, KEY_LEFT},      {SDL_SCANCODE_RIGHT, KEY_RIGHT},
        {SDL_SCANCODE_UP, KEY_UP},          {SDL_SCANCODE_DOWN, KEY_DOWN},
        {SDL_SCANCODE_HOME, KEY_HOME},      {SDL_SCANCODE_END, KEY_END},
        {SDL_SCANCODE_PAGEUP, KEY_PAGE_UP}, {SDL_SCANCODE_PAGEDOWN, KEY_PAGE_DOWN},
        {SDL_SCANCODE_DELETE, KEY_DELETE},
    };

    if (code >= SDL_SCANCODE_F1 && code <= SDL_SCANCODE_F12)
        return KEY_F1 + (int32_t)(code - SDL_SCANCODE_F1);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (keys[i].code == code)
            return keys[i].key;
    return character_of(code);
}

static int32_t mods_of(unsigned mods)
{
    return (mods & KMOD_SHIFT ? MOD_SHIFT : 0) | (mods & (KMOD_CTRL | KMOD_GUI) ? MOD_CTRL : 0) |
           (mods & KMOD_ALT ? MOD_ALT : 0);
}

static int32_t scaled(int32_t points, struct pixel_ratio ratio)
{
    return ratio.points > 0 ? (int32_t)((int64_t)points * ratio.pixels / ratio.points) : points;
}

static void place(struct input *in, int32_t x, int32_t y, struct pixel_ratio ratio)
{
    in->x = scaled(x, ratio);
    in->y = scaled(y, ratio);
}

static bool on_button(const SDL_MouseButtonEvent *ev, struct pixel_ratio ratio, struct input *out)
{
    out->kind = ev->type == SDL_MOUSEBUTTONDOWN ? INPUT_DOWN : INPUT_UP;
    out->button = ev->button;
    out->clicks = ev->clicks;
    place(out, ev->x, ev->y, ratio);
    return ev->button >= SDL_BUTTON_LEFT && ev->button <= SDL_BUTTON_RIGHT;
}

static bool on_wheel(const SDL_MouseWheelEvent *ev, struct pixel_ratio ratio, struct input *out)
{
    float sign = ev->direction == SDL_MOUSEWHEEL_FLIPPED ? -1 : 1;

    out->kind = INPUT_WHEEL;
    out->dx = (int32_t)(ev->preciseX * 120 * sign);
    out->dy = (int32_t)(ev->preciseY * 120 * sign);
    place(out, ev->mouseX, ev->mouseY, ratio);
    return out->dx || out->dy;
}

bool sdl_input(const SDL_Event *ev, struct pixel_ratio ratio, struct input *out)
{
    *out = (struct input){.mods = mods_of((unsigned)SDL_GetModState())};
    switch (ev->type) {
    case SDL_KEYDOWN:
        out->kind = INPUT_KEY;
        out->mods = mods_of(ev->key.keysym.mod);
        out->key = key_of(ev->key.keysym.scancode);
        return out->key != 0;
    case SDL_TEXTINPUT:
        out->kind = INPUT_TEXT;
        SDL_strlcpy(out->text, ev->text.text, sizeof out->text);
        return !(out->mods & (MOD_CTRL | MOD_ALT));
    case SDL_MOUSEMOTION:
        out->kind = INPUT_MOVE;
        out->button = ev->motion.state & SDL_BUTTON_LMASK ? 1 : 0;
        place(out, ev->motion.x, ev->motion.y, ratio);
        return true;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return on_button(&ev->button, ratio, out);
    case SDL_MOUSEWHEEL:
        return on_wheel(&ev->wheel, ratio, out);
    default:
        return false;
    }
}
