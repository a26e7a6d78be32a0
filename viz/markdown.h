/* markdown.h: Markdown as exercises and tutorials use it: paragraphs, lists, headings, blocks of code, `code` and **bold**. */
#ifndef VIZ_MARKDOWN_H
#define VIZ_MARKDOWN_H

#include "scene.h"

/* Sets `text` into the box, without its first `skip` pixels, rounded to whole lines. Returns the height of all of it: what can be
 * scrolled. With a box of no height nothing is drawn: so it is measured. */
int32_t markdown_put(struct scene *sc, struct rect box, const char *text, int32_t skip);

#endif
