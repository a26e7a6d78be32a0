/* callout.h: numbers beside things of a picture, which the text below it speaks of (`--callout 1:P2`). */
#ifndef APP_CALLOUT_H
#define APP_CALLOUT_H

#include "scene.h"
#include "stage.h"

/* Makes *out, zeroed at first, the same picture with the numbers that the options ask for. Its texts are `from`'s. A thing gets its
 * number at the upper left corner of the largest shape that stands for it; a place ("600,90") at that pixel of scale 1.
 * False, and diags: something is not in the picture. */
bool callout_add(const struct stage *st, const struct scene *from, struct scene *out,
                 struct diags *ds);

#endif
