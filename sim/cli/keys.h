/* keys.h: single keys of a terminal, or characters of whatever standard input is.
 *
 *     struct keys k = keys_begin();
 *     int c = keys_wait(&k, 200);      a key, KEYS_NONE after 200 ms
 *     keys_end(&k);                    the terminal is as it was
 *
 * When standard input ends, or is closed, there are no more keys, and waiting goes on. */
#ifndef CLI_KEYS_H
#define CLI_KEYS_H

#include <stdbool.h>

enum { KEYS_NONE = -1 };

struct keys {
    bool terminal; /* standard input is one, and gives single keys */
    bool ended;
};

struct keys keys_begin(void);
int keys_wait(struct keys *k, int ms);

/* Forgets what was typed on a terminal up to now. */
void keys_forget(struct keys *k);
void keys_end(struct keys *k);

#endif
