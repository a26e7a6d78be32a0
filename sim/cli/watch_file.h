/* watch_file.h: has somebody saved a file?
 *
 * Asked again and again, since notices of the system do not arrive from every kind of disk. Editors write in place, or make a
 * new file and rename it over the old one: time, size and inode tell both. */
#ifndef CLI_WATCH_FILE_H
#define CLI_WATCH_FILE_H

#include <stdbool.h>
#include <stdint.h>

struct watch_file {
    bool there;
    int64_t sec, nsec, size, inode;
};

/* How the file stands now. */
struct watch_file watch_file_look(const char *path);
bool watch_file_same(const struct watch_file *a, const struct watch_file *b);

#endif
