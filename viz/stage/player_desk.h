/* player_desk.h: the game in the window: what is asked for in the player pane is done with the engine of `schedlab play`, and the run
 * that comes of it is shown on the board, at the question. */
#ifndef STAGE_PLAYER_DESK_H
#define STAGE_PLAYER_DESK_H

#include "player.h"
#include "stage.h"

struct player_desk {
    struct stage *st;
    struct session session; /* of the game, since runs come and go */
    struct play *play;      /* NULL: none has begun */
    struct player player;
    struct sb said;
};

/* Shows in the stage's ui that there is something to play. */
void player_desk_open(struct player_desk *pd, struct stage *st);

/* Does what a REQUEST_PLAY says. What cannot be done is told in the window. */
void player_desk_do(struct player_desk *pd, const char *text);
void player_desk_close(struct player_desk *pd);

#endif
