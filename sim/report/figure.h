/* figure.h: the numbers of a summary, exact: integers of 64 bits and decimals of six digits.
 *
 * cJSON keeps numbers as doubles, which end at 2^53 ns = 104 days. So the summary holds its numbers as raw text, and whoever
 * reads one goes through here, which takes the numbers of a parsed document too. */
#ifndef REPORT_FIGURE_H
#define REPORT_FIGURE_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

/* A number item: an integer, or millionths. */
cJSON *figure_int(int64_t n);

/* `part / whole` to six digits, rounded half up; 0 when whole is 0. `part` may be as large as 64 bits hold. */
cJSON *figure_ratio(int64_t part, int64_t whole);

/* The number that `item` holds, in millionths of `*out` when it has a fraction: *millionths = 0..999999 is added to *whole.
 * False if it holds none. */
bool figure_read(const cJSON *item, int64_t *whole, int32_t *millionths);

/* doc.path ("threads.max", as in expectations but without [*] and [?]), or NULL. */
const cJSON *figure_find(const cJSON *doc, const char *path);

#endif
