/* record.h: what the window saves: a picture of a moment, and films of all that moves in it. */
#ifndef APP_RECORD_H
#define APP_RECORD_H

#include <stdbool.h>

#include "raster.h"
#include "sb.h"
#include "ui.h"

/* A film on its way: a folder of numbered pictures in the folder where we stand. */
struct record {
    struct sb folder; /* "" : none is being recorded */
    int64_t pictures;
};

#define RECORD_FPS 30

/* Saves the picture as schedlab-RUN-TIME.png, and tells so in the window. */
void record_picture(struct ui *ui, const struct pixels *px);

/* Begins a film, or ends it. At its end ffmpeg, where there is one, makes an MP4 of the pictures. */
void record_toggle(struct record *r, struct ui *ui);
bool record_is_on(const struct record *r);

/* Adds a picture to the film. If it cannot be written the film ends, and the window tells why. */
void record_frame(struct record *r, struct ui *ui, const struct pixels *px);
void record_free(struct record *r);

#endif
