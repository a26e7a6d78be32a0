/* sdl_input.h: SDL's events as plain input. */
#ifndef APP_SDL_INPUT_H
#define APP_SDL_INPUT_H

#include <SDL.h>
#include <stdbool.h>

#include "input.h"

/* How the window's coordinates become pixels of the picture: multiplied by pixels / points. */
struct pixel_ratio {
    int32_t pixels, points;
};

/* False: the event is none of ours. Keys are told by their position on the keyboard, text as the layout has it. */
bool sdl_input(const SDL_Event *ev, struct pixel_ratio ratio, struct input *out);

#endif
