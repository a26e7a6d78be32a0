/* web.h: the window as a page of a browser drives it: numbers and texts in, pixels and words out. It knows no browser, so tests
 * run it where they are.
 *
 *     struct web *w = web_new(WEB_GLYPHS, 1280, 720, 100);
 *     if (web_open(w, "syscall-storm\n--at=108.417ms\n--select=G18"))
 *         every 16 ms: if ((px = web_frame(w, 16000))) show it
 *     web_free(w);
 *
 * Only what WebAssembly passes well goes to and fro: int32_t and pointers. Texts are good until the next call.
 * Scenarios are found where data.h looks; errors go to standard error. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include <stdbool.h>
#include <stdint.h>

#define WEB_GLYPHS "/schedlab/glyphs.bin"

struct web;

/* Reads the file of glyphs, of fonts_baked.h. NULL: told. `scale`: percent, of the pixels of the display to points. */
struct web *web_new(const char *glyphs, int32_t w, int32_t h, int32_t scale);
void web_free(struct web *w);

/* Opens what the words of `schedlab view`, one a line, ask for, at the place they say. With --keys the run is simulated to its
 * end first, as for --dump. False: told. Called once. */
bool web_open(struct web *w, const char *words);

/* Another scenario or trace, from its beginning; the run before stays to compare. False: told, also in the window. */
bool web_load(struct web *w, const char *path);

/* The pixels w x h of the canvas, and how large a point is. */
void web_resize(struct web *w, int32_t width, int32_t height, int32_t scale);

/* Input as input.h has it. */
void web_key(struct web *w, int32_t key, int32_t mods);
void web_text(struct web *w, const char *text);
void web_button(struct web *w, bool down, int32_t x, int32_t y, int32_t button, int32_t clicks,
                int32_t mods);
void web_move(struct web *w, int32_t x, int32_t y, bool held, int32_t mods);
void web_wheel(struct web *w, int32_t x, int32_t y, int32_t dx, int32_t dy, int32_t mods);

/* So many microseconds have passed. The picture, w * h pixels of four bytes R, G, B, A; NULL: it has not changed. */
const uint8_t *web_frame(struct web *w, int32_t usec);

/* All of the run, and nothing on its way any more: the picture that --png makes. Its raster_hash, 16 digits. */
const char *web_still(struct web *w);

/* What only the page can do: "copy ADDRESS", "picture", "fullscreen"; "" when there is nothing. */
const char *web_request(struct web *w);

/* What is shown, in sentences, for who cannot see it; the same for a test, as --dump has it. */
const char *web_say(struct web *w);
const char *web_dump(struct web *w);

/* Counts up with whatever is done in the exercises: the page keeps their files then. */
int32_t web_lessons(const struct web *w);
/* The learner's file of the exercise that is open; "": none, or not begun. */
const char *web_lesson_file(const struct web *w);

#endif
