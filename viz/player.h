/* player.h: the game in which the learner is the scheduler, as the pane shows it. The app fills it, with the engine of
 * `schedlab play`. What a person does goes to the app as REQUEST_PLAY, in words:
 *
 *     begin          a game of the run in front        go         take Go's own move
 *     take 2         the second move                   which      mark Go's own move
 *     undo           the last move back                let-go     Go chooses the rest
 *     save           write the choices                 back       the board goes to the question */
#ifndef VIZ_PLAYER_H
#define VIZ_PLAYER_H

#include "play.h"

struct player {
    const char *name,
        *options; /* of the run it is a game of, as its subject has them; NULL: none has begun */
    const struct play_question *question; /* NULL: the run is over */
    const struct play_goal *goals;        /* judged when it is over; before, only their texts */
    int32_t ngoals;
    int32_t taken; /* moves */
    bool shows_go;
    const char *said; /* what was done last, or "" */
    int64_t serial;   /* counts what was done */
};

#endif
