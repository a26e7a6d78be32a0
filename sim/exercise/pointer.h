/* pointer.h: places in a JSON document, as RFC 6901 writes them: /funcs/main/3, ~1 for a slash, ~0 for a tilde. */
#ifndef EXERCISE_POINTER_H
#define EXERCISE_POINTER_H

#include <cjson/cJSON.h>
#include <stdbool.h>

/* What stands there, or NULL. */
cJSON *pointer_get(cJSON *root, const char *pointer);

/* Puts `value`, which becomes the document's, there: in the place of what stands there, as a new member, or behind the end of
 * a list. Objects on the way are made where they are missing. False, and `value` is freed: the way leads through a list that
 * has no such element, or through a value that holds nothing. */
bool pointer_put(cJSON *root, const char *pointer, cJSON *value);

/* Takes away what stands there, if anything does. */
void pointer_remove(cJSON *root, const char *pointer);

#endif
