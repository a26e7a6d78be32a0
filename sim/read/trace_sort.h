/* trace_sort.h: sorting by time as Go's slices.SortFunc does it, down to the order of equal times.
 *
 * That sort is not stable, and which of two threads with events at the same nanosecond is tried first decides which event the
 * real parser delivers first. So this is the same pattern-defeating quicksort, step by step: insertion sort up to 12, pivots by
 * median of three or ninther, heap sort when pivots stay bad. go: slices.pdqsortCmpFunc */
#ifndef READ_TRACE_SORT_H
#define READ_TRACE_SORT_H

#include <stddef.h>
#include <stdint.h>

struct timed {
    int64_t time;
    uint32_t index; /* of whatever it is */
};

void timed_sort(struct timed *items, size_t n);

#endif
