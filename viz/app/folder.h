/* folder.h: making folders. A file of its own, since <sys/stat.h> and event.h both have a `stat`. */
#ifndef APP_FOLDER_H
#define APP_FOLDER_H

#include <stdbool.h>

/* Makes a folder that is not there yet; false: it is, or it cannot be made (errno). */
bool folder_make(const char *path);

/* Makes it and those above it, as far as they are not there, for this user only. */
void folder_make_all(const char *path);

#endif
