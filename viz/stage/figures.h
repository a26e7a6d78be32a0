/* figures.h: the figures of a summary one by one, each with its path: what the window lists and compares. */
#ifndef STAGE_FIGURES_H
#define STAGE_FIGURES_H

#include <cjson/cJSON.h>

#include "run.h"

/* Adds all numbers, words and truths of `doc` to r->figures, in their order: "threads.max" is "12". Texts are the run's. */
void figures_take(const cJSON *doc, struct run *r);

#endif
