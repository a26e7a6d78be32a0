/* recipe.h: a plan as the text of a scenario. */
#ifndef LEARN_RECIPE_H
#define LEARN_RECIPE_H

#include "plan.h"
#include "sb.h"

/* `name` is what the trace is called; `buffered` gives every channel room for all, for a program that would stand still
 * otherwise. Sorts the samples of the deeds. */
void recipe_write(const struct plan *p, const char *name, bool buffered, struct sb *out);

/* Whether a what-if has something to turn: why a scenario of this trace would say nothing, or NULL. */
const char *recipe_refusal(const struct deeds *d);

#endif
