/* shoot.h: pictures, films and texts of the window without a window: no display is needed, or touched. */
#ifndef APP_SHOOT_H
#define APP_SHOOT_H

#include "stage.h"

enum { SHOOT_W = 1600, SHOOT_H = 900 };

/* Runs to the end, then writes what --png, --frames and --dump ask for. Returns the exit status; what is wrong has been told. */
int shoot(struct stage *st);

/* The state and the shapes of a frame as text. */
void shoot_text(const struct ui *ui, const struct scene *sc, struct sb *out);

/* Writes a text under its name only when it is complete. False, and a diag. */
bool shoot_write(const char *path, const struct sb *text, struct diags *ds);

#endif
