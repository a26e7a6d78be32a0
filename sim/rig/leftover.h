/* leftover.h: the files that a simulated program leaves behind, in a real folder (`--files DIR`). */
#ifndef RIG_LEFTOVER_H
#define RIG_LEFTOVER_H

#include <stdbool.h>
#include <stddef.h>

#include "diag.h"

/* Sees to it that `folder` is there and can be written to. False, and a diag. */
bool leftover_prepare(const char *folder, struct diags *ds);

/* Writes a file into it. A name with slashes makes folders below it; one that would lead out of it is refused. */
bool leftover_write(const char *folder, const char *name, const void *bytes, size_t len,
                    struct diags *ds);

#endif
