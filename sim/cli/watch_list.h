/* watch_list.h: the list of exercises in `schedlab bugs watch`, with one of them chosen.
 *
 * j and k go down and up, g and G to the ends, d and p show those that are done and those that are not, again all of them. */
#ifndef CLI_WATCH_LIST_H
#define CLI_WATCH_LIST_H

#include "cmd_bugs.h"
#include "exercise.h"

enum watch_list_filter { WATCH_LIST_ALL, WATCH_LIST_DONE, WATCH_LIST_PENDING };

struct watch_list {
    const struct exercise *const *all;
    int n;
    int at; /* the chosen one, in `all` */
    enum watch_list_filter filter;
};

/* Begins with `chosen`. Everything lives in b->arena. */
struct watch_list watch_list_begin(struct bugs *b, const struct exercise *chosen);

/* Adds the page to b->out. */
void watch_list_page(const struct watch_list *l, struct bugs *b);

/* False: the key means nothing here. */
bool watch_list_key(struct watch_list *l, const struct bugs *b, int key);

#endif
