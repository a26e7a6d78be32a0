/* files.h: the files of the simulated disk, by name, and the descriptors that are open. */
#ifndef ANALYZE_FILES_H
#define ANALYZE_FILES_H

#include <stdbool.h>

#include "event.h"
#include "names.h"
#include "vec.h"

/* What became of a name. A file that is created again under it begins anew. */
struct file_tally {
    int64_t bytes;
    bool open;
    vtime closed_at, removed_at; /* -1: not yet */
    bool traced;                 /* trace.Start wrote to it */
};

struct files {
    struct names names;
    VEC(struct file_tally) list; /* by name */
    VEC(int32_t) by_id;          /* file to name; NOBODY: unknown */
    int64_t open, open_max;      /* descriptors */
    int64_t used, used_max;      /* bytes on the disk */
};

/* `open`: descriptors that a process starts with. */
void files_init(struct files *fs, int64_t open);

/* `name`: of the file that an EV_FILE_CREATE makes. */
void files_event(struct files *fs, const struct event *ev, const char *name);

/* Name of a file, or NULL. */
const char *files_name(const struct files *fs, int64_t id);
void files_deinit(struct files *fs);

#endif
