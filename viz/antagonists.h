/* antagonists.h: who ran while a goroutine could have: the goroutines that had a P while it was runnable, by total time.
 *
 * All Ps count, since a goroutine may be stolen from wherever it stands: with n Ps, n of them run against it at a time. */
#ifndef VIZ_ANTAGONISTS_H
#define VIZ_ANTAGONISTS_H

#include "history.h"

struct antagonist {
    goid g;
    vtime time;
};

/* Over the events of [from, to): the worst `n` at most into `out`, longest first, equal times by goid. Returns how many; `*all`
 * is how long `g` was runnable. */
int32_t antagonists_find(const struct history *h, int64_t from, int64_t to, goid g,
                         struct antagonist *out, int32_t n, vtime *all);

#endif
