/* picture.h: pixels as a PNG file. */
#ifndef APP_PICTURE_H
#define APP_PICTURE_H

#include "diag.h"
#include "raster.h"

/* A picture of a scene; the pixels go to free(). */
struct pixels picture_of(const struct scene *sc);

/* Writes `path` ("-": standard output), under its name only when it is complete. False, and a diag. */
bool picture_write(const struct pixels *px, const char *path, struct diags *ds);

#endif
