/* card.h: what most panes are: a card with a title, a word at its right, and rows below. */
#ifndef VIZ_CARD_H
#define VIZ_CARD_H

#include "scene.h"

/* Draws the card; returns what is inside, below the title. `aside` may be NULL. */
struct rect card_begin(struct scene *sc, struct rect area, const char *title, const char *aside);

/* Takes the next row for a line of `style` off the rest; of no height when none fits. */
struct rect card_row(struct scene *sc, struct rect *rest, enum style style);

/* Prose in the rest: takes what it needs. False: nothing is left. */
bool card_prose(struct scene *sc, struct rect *rest, enum style style, enum color color,
                const char *text);

/* A small heading between rows, with some room above it. */
void card_heading(struct scene *sc, struct rect *rest, const char *text);

void card_gap(struct scene *sc, struct rect *rest, int32_t px);

#endif
