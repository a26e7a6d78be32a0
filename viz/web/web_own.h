/* web_own.h: what the files web*.c share. */
#ifndef WEB_WEB_OWN_H
#define WEB_WEB_OWN_H

#include "fonts_baked.h"
#include "lesson_desk.h"
#include "player_desk.h"
#include "raster.h"
#include "web.h"

struct web {
    char *glyphs; /* the file */
    struct fonts_baked *baked;
    struct fonts fonts;
    struct args args;
    struct view_options opt;
    struct stage st;
    struct lesson_desk lessons;
    struct player_desk player;
    bool complete;    /* the runs are */
    bool forced;      /* the next frame is drawn even if nothing changed */
    int32_t scale;    /* of the display */
    struct pixels px; /* as shown; at: w * h */
    struct sb out;    /* the text handed out last */
    struct arena arena;
};

#endif
