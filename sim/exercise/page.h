/* page.h: what a learner reads, as text for a terminal; the window draws the same words.
 *
 * Commands that a page names are written as the learner can type them where they stand. */
#ifndef EXERCISE_PAGE_H
#define EXERCISE_PAGE_H

#include "desk.h"
#include "grade.h"
#include "sb.h"

/* What a check found, in a few lines: what is missing, where it was seen, and how to see it. `file` is what was judged. */
void page_grade(struct sb *out, const struct exercise *ex, const char *file, const struct grade *g);

/* Adds `word` so that a shell reads it as one. */
void page_quote(struct sb *out, const char *word);

#endif
