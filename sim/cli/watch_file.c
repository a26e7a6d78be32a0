#define _POSIX_C_SOURCE 200809L
#include "watch_file.h"

#include <sys/stat.h>

struct watch_file watch_file_look(const char *path)
{
    struct watch_file f = {0};
    struct stat st;

    if (stat(path, &st) != 0)
        return f;
    f.there = true;
    f.sec = st.st_mtim.tv_sec;
    f.nsec = st.st_mtim.tv_nsec;
    f.size = st.st_size;
    f.inode = (int64_t)st.st_ino;
    return f;
}

bool watch_file_same(const struct watch_file *a, const struct watch_file *b)
{
    return a->there == b->there && a->sec == b->sec && a->nsec == b->nsec && a->size == b->size &&
           a->inode == b->inode;
}
