/* schedtrace_scan.h: finding the pieces of a line that others wrote into. Inside of the reader of logs. */
#ifndef READ_SCHEDTRACE_SCAN_H
#define READ_SCHEDTRACE_SCAN_H

#include "schedtrace.h"

/* A place in a text, and where to stop looking. */
struct scan {
    const char *text;
    size_t at, end;
};

/* Where `word` stands next, from `from` on and before `end`; `end` if it does not. */
size_t scan_find(const char *text, size_t from, size_t end, const char *word);

/* Steps over `word` if it stands here. */
bool scan_word(struct scan *s, const char *word);

/* Reads digits; false if there are none, or too many to be a figure. */
bool scan_number(struct scan *s, int64_t *n);

/* Goes behind the next `key` and reads the number that stands between it and the key after, which is not consumed. What others
 * wrote before or behind the number is stepped over; false if it cannot be told apart from it. */
bool scan_field(struct scan *s, const char *key, const char *const *next_keys, int64_t *n);

/* Reads the SCHED line that begins at `s`, into `out` and log->queues. False if its figures are lost. */
bool schedtrace_head(struct scan *s, struct schedtrace *log, struct sched_sample *out);

/* Counts the M line that begins at `s`. */
void schedtrace_m_line(struct scan s, struct sched_threads *out);

/* Reads the gctrace line that begins at `s`. */
bool schedtrace_gc_line(struct scan s, struct gc_sample *out);

#endif
