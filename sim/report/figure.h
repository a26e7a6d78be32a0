/* figure.h: the numbers of a summary, exact: integers and decimals of six digits.
 *
 * cJSON keeps a number as a double, which ends at 2^53 ns = 104 days and has no exact 0.1. So a summary holds decimals, and
 * integers that are too large, as raw text; whoever reads a figure goes through here, which takes the numbers of a parsed
 * document too. */
#ifndef REPORT_FIGURE_H
#define REPORT_FIGURE_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

#include "sb.h"
#include "wide.h"

enum { FIGURE_ONE = 1000000 }; /* figures are read in millionths */

/* An integer. */
cJSON *figure_int(wide n);

/* part / whole as a decimal of six digits, rounded half up; 0.000000 when whole is 0. Both >= 0. */
cJSON *figure_ratio(wide part, wide whole);

/* The number that `item` holds, in millionths. False if it holds none. */
bool figure_read(const cJSON *item, wide *millionths);

/* Adds a number of millionths as text: an integer without, anything else with as many decimals as it takes. */
void figure_text(struct sb *out, wide millionths);

/* doc.path ("threads.max", "marks.storm[0].time"), or NULL. A path with a name that has dots itself ("cpu.idle.fraction",
 * beside "cpu.idle") finds it. No [*] and [?]: those are expectations'. */
const cJSON *figure_find(const cJSON *doc, const char *path);

/* The member `name` of an object, or NULL; *used is how many bytes of `name`, which goes on with further names behind dots,
 * it took. The longest name wins. */
const cJSON *figure_member(const cJSON *object, const char *name, size_t len, size_t *used);

#endif
