/* lanes_follow.c: lanes of a history that may still grow. */
#include "lanes.h"

static bool follow(void *arg, int64_t seq, const struct event *ev, size_t n)
{
    (void)seq;
    lanes_events(arg, ev, n);
    return true;
}

void lanes_follow(struct lanes *l, const struct history *h)
{
    if (l->seen < history_len(h))
        history_each(h, l->seen, history_len(h), follow, l);
}
