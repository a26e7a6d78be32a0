/* files.h: the files of the simulated disk, by name, and the descriptors that are open. */
#ifndef ANALYZE_FILES_H
#define ANALYZE_FILES_H

#include <stdbool.h>

#include "event.h"
#include "names.h"
#include "vec.h"

/* What became of a name. A file that is created again under it begins anew; of the old one only its blocks remain, until it is
 * closed. */
struct file_tally {
    int32_t file; /* the latest of that name */
    int64_t bytes;
    bool open;
    vtime closed_at, removed_at; /* -1: not yet */
};

/* A file of the disk, by its number in the events. */
struct file_blocks {
    int32_t name; /* NOBODY: no file has that number */
    int64_t bytes;
    bool open, removed;
};

struct files {
    struct names names;
    VEC(struct file_tally) list;   /* by name */
    VEC(struct file_blocks) by_id; /* by number */
    int64_t open, open_max;        /* descriptors */
    int64_t used, used_max;        /* bytes on the disk */
};

/* `open`: descriptors that a process starts with. */
void files_init(struct files *fs, int64_t open);

/* A file that the shell has opened before the program began, for a redirected stream: the next number. */
void files_redirect(struct files *fs, const char *name);

/* `name`: of the file that an EV_FILE_CREATE makes. */
void files_event(struct files *fs, const struct event *ev, const char *name);

/* Name of a file, or NULL. */
const char *files_name(const struct files *fs, int64_t id);
void files_deinit(struct files *fs);

#endif
